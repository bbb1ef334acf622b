"""One suite for every probe: what it owes to sound, cut, empty, wrong and hostile files."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assetgraph.demo.media import write_audio, write_dpx, write_exr, write_still, write_video
from assetgraph.errors import ProbeError, ToolMissing
from assetgraph.media.formats import FORMATS, Format, sniff
from assetgraph.media.probes import exiftool
from assetgraph.media.reading import PROBES, read_media
from assetgraph.model.nodes import Asset
from assetgraph.model.records import ProbeLevel

sys.path.insert(0, str(Path(__file__).parent.parent))
from media_fixtures import HOSTILE_NAMES, PLAYLISTS, hostile_copy

WRITERS = {
    "a.mov": lambda path: write_video(path, codec="prores", width=64, height=36, frames=3, timecode="01:00:00:00"),
    "a.mp4": lambda path: write_video(path, codec="h264", width=64, height=36, frames=3, audio_channels=2),
    "a.mxf": lambda path: write_video(path, codec="mpeg2video", width=64, height=48, frame_rate="25/1", frames=3),
    "a.mkv": lambda path: write_video(path, codec="h264", width=64, height=36, frames=3),
    "a.wav": lambda path: write_audio(path, duration_s=0.2),
    "a.flac": lambda path: write_audio(path, duration_s=0.2),
    "a.mp3": lambda path: write_audio(path, duration_s=0.2),
    "a.exr": lambda path: write_exr(path, width=64, height=36),
    "a.dpx": lambda path: write_dpx(path, width=64, height=36),
    "a.png": lambda path: write_still(path, width=64, height=36),
    "a.jpg": lambda path: write_still(path, width=64, height=36, exif={"Make": "ACME"}),
    "a.tif": lambda path: write_still(path, width=64, height=36),
}


def row_of(path: Path | str) -> Format:
    with open(os.fsencode(path), "rb") as stream:  # noqa: PTH123
        found = sniff(stream.read(65536), str(path)).format
    assert found is not None
    return found


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("media")
    for name, write in WRITERS.items():
        write(folder / name)
    return {name: folder / name for name in WRITERS}


@pytest.fixture(params=sorted(PROBES))
def probe(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = PROBES[request.param]
    if module.version() is None:
        pytest.skip(f"{request.param} is not installed")
    return module


def own(media: dict[str, Path], probe: ModuleType) -> list[Path]:
    return [path for path in media.values() if probe.NAME in row_of(path).probes]


def allowed(probe: ModuleType, path: str, row: Format, level: ProbeLevel = ProbeLevel.HEADER) -> dict[str, Any] | None:
    """What the probe says; None for the errors that it may raise."""
    try:
        return dict(probe.probe(path, level, row))
    except ProbeError as error:
        complete = bool(error.reason and error.next_step) and error.tool == probe.NAME
        reason = error.reason
    assert complete
    assert "/proc/" not in reason
    return None


def test_probe_when_the_file_is_sound_then_facts_bear_names_of_the_vocabulary(
    media: dict[str, Path], probe: ModuleType
) -> None:
    known = set(Asset.defined_properties()) | {"streams", "embedded", "attributes", "umid"}
    for path in own(media, probe):
        facts = allowed(probe, str(path), row_of(path))
        # A wave without tags has nothing that readers of tags could tell.
        assert facts or (path.suffix == ".wav" and probe.NAME in {"embedded", "exiftool"}), path.name
        assert set(facts) <= known
        assert all(value is not None for value in facts.values())


@pytest.mark.parametrize("level", [ProbeLevel.HEADER, ProbeLevel.FULL])
def test_probe_when_the_file_is_cut_or_wrong_then_it_raises_nothing_but_probe_errors(
    media: dict[str, Path], probe: ModuleType, tmp_path: Path, level: ProbeLevel
) -> None:
    rng = random.Random(7)
    for path in own(media, probe):
        row, whole = row_of(path), path.read_bytes()
        cuts = [whole[: len(whole) * share // 100] for share in (0, 1, 10, 50, 90, 99)]
        flips = [bytearray(whole) for _ in range(12)]
        for number, flipped in enumerate(flips):
            # Most damage goes to the header, where the parsers are.
            reach = len(flipped) if number < 3 else min(len(flipped), 2048)
            for _ in range(5):
                flipped[rng.randrange(reach)] = rng.randrange(256)
        for number, content in enumerate([*cuts, *flips, rng.randbytes(5000), b"<html></html>"]):
            damaged = tmp_path / f"{number}{path.suffix}"
            damaged.write_bytes(content)
            allowed(probe, str(damaged), row, level)


@pytest.mark.parametrize("pattern", HOSTILE_NAMES, ids=repr)
def test_probe_when_the_name_is_hostile_then_it_reads_the_same_and_leaves_nothing_behind(
    media: dict[str, Path], probe: ModuleType, tmp_path: Path, pattern: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in own(media, probe):
        row = row_of(path)
        copy = hostile_copy(path, tmp_path, pattern)
        before = sorted(os.listdir(os.fsencode(tmp_path)))  # noqa: PTH208
        assert probe.probe(copy, ProbeLevel.HEADER, row) == probe.probe(str(path), ProbeLevel.HEADER, row)
        assert sorted(os.listdir(os.fsencode(tmp_path))) == before  # noqa: PTH208


@pytest.mark.parametrize("name", [b"bad\xff", b"new\nline"], ids=repr)
def test_probe_when_a_broken_file_has_a_hostile_name_then_its_reason_holds_no_name_of_ours(
    media: dict[str, Path], probe: ModuleType, tmp_path: Path, name: bytes
) -> None:
    for path in own(media, probe):
        broken = os.path.join(os.fsencode(tmp_path), name + path.suffix.encode())
        for content in (b"", path.read_bytes()[:200], b"nonsense" * 100):
            with open(broken, "wb") as stream:  # noqa: PTH123
                stream.write(content)
            allowed(probe, os.fsdecode(broken), row_of(path))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs inotify")
@pytest.mark.parametrize("kind", sorted(PLAYLISTS))
@pytest.mark.parametrize("ending", [".mp4", ".mov", ".mkv", ".ts", ".mxf", ".avi", ".wav"])
def test_read_media_when_a_playlist_bears_a_films_name_then_no_second_file_is_opened(
    media: dict[str, Path], tmp_path: Path, kind: str, ending: str
) -> None:
    target = tmp_path / "second.mp4"
    target.write_bytes(media["a.mp4"].read_bytes())
    playlist = tmp_path / f"list{ending}"
    playlist.write_bytes(PLAYLISTS[kind].replace(b"{}", str(target).encode()))
    with watched(target) as was_opened:
        reading = read_media(str(playlist), level=ProbeLevel.FULL)
        for row in {row.name: row for row in FORMATS if ending[1:] in row.endings}.values():
            for name in row.probes:
                present = PROBES[name].version() is not None
                facts = allowed(PROBES[name], str(playlist), row, ProbeLevel.FULL) if present else None
                assert not (facts or {}).get("width")
        assert not was_opened()
        target.read_bytes()
        assert was_opened()
    assert reading.failed or reading.format is None


@contextlib.contextmanager
def watched(path: Path) -> Iterator[Callable[[], bool]]:
    """Tell whether any process has opened the file since."""
    libc = ctypes.CDLL(None)
    descriptor = libc.inotify_init1(os.O_NONBLOCK)
    libc.inotify_add_watch(descriptor, os.fsencode(path), 0x20)

    def was_opened() -> bool:
        try:
            return bool(os.read(descriptor, 4096))
        except BlockingIOError:
            return False

    try:
        yield was_opened
    finally:
        os.close(descriptor)


def test_exiftool_when_it_is_killed_then_it_is_started_again(media: dict[str, Path]) -> None:
    if exiftool.version() is None:
        pytest.skip("exiftool is not installed")
    row = row_of(media["a.jpg"])
    first = exiftool.probe(str(media["a.jpg"]), ProbeLevel.HEADER, row)
    daemon = exiftool._Worker.daemon
    assert daemon is not None
    daemon._process.kill()
    daemon._process.wait()
    assert exiftool.probe(str(media["a.jpg"]), ProbeLevel.HEADER, row) == first
    assert exiftool._Worker.daemon is not daemon


def test_exiftool_when_there_is_none_then_it_says_what_to_install(media: dict[str, Path], tmp_path: Path) -> None:
    before = exiftool._executable()
    with_trailer = tmp_path / "a.jpg"
    with_trailer.write_bytes(media["a.jpg"].read_bytes() + b"what only ExifTool may know")
    exiftool.configure(None)
    try:
        assert exiftool.version() is None
        with pytest.raises(ToolMissing) as caught:
            exiftool.probe(str(media["a.jpg"]), ProbeLevel.HEADER, row_of(media["a.jpg"]))
        assert "install" in caught.value.next_step
        reading = read_media(str(with_trailer), level=ProbeLevel.HEADER)
        assert not reading.failed
        assert reading.metadata["camera_make"] == "ACME"
        assert [problem.tool for problem in reading.problems] == ["exiftool"]
    finally:
        exiftool.configure(before)
