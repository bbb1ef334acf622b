"""Readers are found, broken ones are told at once, and what a reader does ends in a content."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assetgraph.documents import registry
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Status
from assetgraph.errors import DocumentError, PluginError
from assetgraph.ingest.inspecting import inspect_paths
from assetgraph.media.formats import FORMATS, format_for_name
from assetgraph.model.records import Kind, ProbeLevel


@pytest.fixture(autouse=True)
def fresh_registry() -> Iterator[None]:
    registry.known_readers.cache_clear()
    yield
    registry.known_readers.cache_clear()


def add(monkeypatch: pytest.MonkeyPatch, module: Any, value: str = "plugin_of_a_test") -> None:
    monkeypatch.setitem(sys.modules, "plugin_of_a_test", module)
    point = EntryPoint("test", value, registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])


def reader(read: Any, *formats: str) -> Any:
    return SimpleNamespace(FORMATS=formats or ("vdb",), TOOL="test", read=read)


def test_readers_when_listed_then_each_names_document_formats() -> None:
    known = registry.known_readers()
    assert {"otio", "otioz", "edl", "xmeml", "fcpxml"} <= set(known)
    assert set(known) <= {row.name for row in FORMATS if row.kind is Kind.DOCUMENT}
    assert all(each.tool for each in known.values())


def test_plug_in_when_sound_then_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, reader(lambda _: DocumentContent(status=Status.FULL, notes=("hello",))))
    assert read_document("/a.vdb", "vdb").notes == ("hello",)


@pytest.mark.parametrize(
    ("module", "value", "reason"),
    [
        (reader(print, "otio"), "plugin_of_a_test", "reads already"),
        (reader(print, "nonsense"), "plugin_of_a_test", "no document format"),
        (reader(print, "openexr"), "plugin_of_a_test", "no document format"),
        (reader(None), "plugin_of_a_test", "lacks"),
        (SimpleNamespace(), "plugin_of_a_test", "lacks"),
        (SimpleNamespace(FORMATS="vdb", TOOL="x", read=print), "plugin_of_a_test", "lacks"),
        (reader(print), "no_such_module", "does not load"),
        (reader(print), "plugin_of_a_test:nothing", "does not load"),
    ],
)
def test_plug_in_when_broken_or_double_then_fails_loudly(
    monkeypatch: pytest.MonkeyPatch, module: Any, value: str, reason: str
) -> None:
    add(monkeypatch, module, value)
    with pytest.raises(PluginError, match=reason) as caught:
        read_document("/a.edl", "edl")
    assert caught.value.exit_code == 2
    assert caught.value.next_step


def test_format_when_nobody_reads_it_then_is_opaque() -> None:
    content = read_document("/a.pdf", "pdf")
    assert (content.status, content.problems) == (Status.OPAQUE, ())


def raising(error: BaseException) -> Any:
    def read(path: str) -> DocumentContent:
        print("noise")  # noqa: T201
        print("noise", file=sys.stderr)  # noqa: T201
        warnings.warn("noise", stacklevel=1)
        raise error

    return read


@pytest.mark.parametrize(
    ("error", "tool", "reason"),
    [
        (ValueError("bad"), "test", "ValueError: bad"),
        (KeyError(), "test", "KeyError"),
        (RecursionError("deep"), "test", "RecursionError: deep"),
        (MemoryError(), "test", "MemoryError"),
        (DocumentError("told", tool="other", next_step="do"), "other", "told"),
    ],
)
def test_reader_when_it_raises_then_the_document_is_failed_and_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: Exception, tool: str, reason: str
) -> None:
    add(monkeypatch, reader(raising(error)))
    content = read_document("/a.vdb", "vdb")
    assert content.status is Status.FAILED
    (problem,) = content.problems
    assert (problem.stage, problem.tool, problem.reason) == ("document", tool, reason)
    assert problem.next_step
    assert capfd.readouterr() == ("", "")


def test_reader_when_interrupted_then_the_interrupt_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, reader(raising(KeyboardInterrupt())))
    with pytest.raises(KeyboardInterrupt):
        read_document("/a.vdb", "vdb")


EVENT = "TITLE: x\n001  TAPE V C 00:00:10:00 00:00:12:00 00:00:00:00 00:00:02:00\n"


def test_inspect_when_documents_lie_there_then_their_references_and_uses_are_shown(tmp_path: Path) -> None:
    (tmp_path / "cut.edl").write_text(EVENT)
    (tmp_path / "broken.fcpxml").write_text("<fcpxml>")
    (tmp_path / "smoke.vdb").write_bytes(b" BDV")
    (tmp_path / "notes.txt").write_text("notes")
    records = inspect_paths(
        [bytes(tmp_path)], level=ProbeLevel.HEADER, patterns=[], jobs=1, timeout_s=30, exiftool=None
    )
    found = {Path(each.path).name: json.loads(json.dumps(each.document())) for each in records}
    assert found["cut.edl"]["document_status"] == "FULL"
    (reference,) = found["cut.edl"]["references"]
    assert reference | {"raw": "TAPE", "kind": "CLIP", "role": "media", "count": 1, "enabled": True} == reference
    (use,) = found["cut.edl"]["uses"]
    expected = {"raw": "TAPE", "track": 1, "media": "picture", "record_in": 0, "record_out": 48, "source_in": 240}
    assert use | expected | {"source_out": 288, "edit_rate": "24/1", "speed": 1.0, "enabled": True} == use
    assert "angle" not in use
    assert found["broken.fcpxml"]["document_status"] == "FAILED"
    assert found["broken.fcpxml"]["problems"][0]["stage"] == "document"
    assert (found["smoke.vdb"]["document_status"], found["smoke.vdb"]["problems"]) == ("OPAQUE", [])
    assert "references" not in found["notes.txt"]


def test_inspect_when_nothing_may_be_opened_then_no_document_is(tmp_path: Path) -> None:
    (tmp_path / "cut.edl").write_text(EVENT)
    (record,) = inspect_paths(
        [bytes(tmp_path)], level=ProbeLevel.NONE, patterns=[], jobs=1, timeout_s=30, exiftool=None
    )
    assert "references" not in record.document()
    assert format_for_name("cut.edl")
