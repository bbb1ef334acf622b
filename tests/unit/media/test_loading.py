"""A tool that does not load is told as missing; the others read on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assetgraph.demo.media import write_video
from assetgraph.errors import ToolMissing
from assetgraph.media import loading, reading
from assetgraph.media.formats import FORMATS
from assetgraph.media.loading import MissingProbe, load_probe
from assetgraph.model.records import ProbeLevel


@pytest.fixture
def no_mediainfo(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if its library were not installed."""
    monkeypatch.setitem(sys.modules, "pymediainfo", None)
    monkeypatch.delitem(sys.modules, "assetgraph.media.probes.mediainfo")
    monkeypatch.setitem(reading.PROBES, "mediainfo", load_probe("mediainfo"))


@pytest.mark.usefixtures("no_mediainfo")
def test_read_media_when_a_probe_does_not_load_then_the_others_read_and_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.mpg"
    write_video(path, codec="mpeg2video", width=64, height=48, frame_rate="25/1", frames=3)
    told = reading.read_media(str(path), level=ProbeLevel.HEADER)
    assert (told.failed, told.metadata["width"], told.sources["width"]) == (False, 64, "pyav")
    (problem,) = [problem for problem in told.problems if problem.tool == "mediainfo"]
    assert "pymediainfo" in problem.reason
    assert "doctor" in problem.next_step
    assert reading.tool_versions()["mediainfo"] is None


def test_load_probe_when_there_is_none_of_that_name_then_it_stands_for_a_missing_one() -> None:
    probe = loading.load_probe("nonsense")
    assert isinstance(probe, MissingProbe)
    assert (probe.NAME, probe.version()) == ("nonsense", None)
    with pytest.raises(ToolMissing):
        probe.probe("/a.mov", ProbeLevel.HEADER, FORMATS[0])


def test_load_probe_when_it_is_there_then_it_is_the_module() -> None:
    assert load_probe("pyav") is sys.modules["assetgraph.media.probes.pyav"]
