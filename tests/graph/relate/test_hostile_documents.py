"""Documents that are bombs, cut off, cyclic, newer, huge or not there: each is told, and tells how much is known."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from blend_writer import BlendWriter

from tests.library import Library, png_bytes
from tests.timeline_writing import cut

pytestmark = pytest.mark.graph

STATES = """
MATCH (d:Document) RETURN d.name AS name, d.parse_status AS status,
       [(d)-[r:REFERENCES]->() | r.state] AS states,
       [(d)<-[:PROBLEM_WITH]-(p:IngestProblem) | [p.reason, p.next_step, p.tool]] AS problems
"""
ENTITIES = '<!DOCTYPE {root} [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><{root}>&b;</{root}>'
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n".format("a" * 64)


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def scene(library: str) -> bytes:
    """A Blender file that uses another one as its library."""
    blend = BlendWriter()
    blend.add("LI", "Library", id_name=b"LIa", name=library.encode())
    return blend.data()


def test_documents_when_hostile_then_each_is_told_and_impact_says_how_much_is_known(library: Library) -> None:
    library.write("aurora/shots/sh010/plate.png", png_bytes())
    edit = "aurora/shots/edit"
    failing = {
        "entities.fcpxml": ENTITIES.format(root="fcpxml"),
        "entities.kdenlive": ENTITIES.format(root="mlt"),
        "bomb.otioz": zipped("content.otio", bytes(50_000_000)),
        "bomb.drp": zipped("SeqContainer/1.xml", bytes(50_000_000)),
        "bomb.prproj": gzip.compress(bytes(50_000_000)),
        "cut.aaf": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000),
        "cut.otio": cut("../sh010/plate.png")[:-40],
        "cut.usda": '#usda 1.0\ndef "a" {',
        "deep.otio": '{"OTIO_SCHEMA": "Timeline.1", "tracks": ' + '{"a": ' * 5000 + "1" + "}" * 5001,
    }
    newer = json.loads(cut("../sh010/plate.png"))
    newer["tracks"]["OTIO_SCHEMA"] = "Stack.99"
    whole = {
        "good.otio": cut("../sh010/plate.png"),
        "nowhere.otio": cut("/no/such/place/a.mov", "Z:\\lost\\b.mov", "../sh010/gone.png"),
        "long.otio": cut(*("../sh010/plate.png" for _ in range(10_000))),
        "one.blend": scene("//two.blend"),
        "two.blend": scene("//one.blend"),
    }
    pointers = {"pointer.otio": POINTER}
    partial = {"newer.otio": json.dumps(newer)}
    for name, data in (failing | whole | pointers | partial).items():
        library.write(f"{edit}/{name}", data)

    library.ingest(probe="header")

    found = {row["name"]: row for row in library.ask(STATES)}
    assert {name: found[name]["status"] for name in failing} == dict.fromkeys(failing, "FAILED")
    for name in failing:
        (told,) = found[name]["problems"]
        assert all(told), name
    assert {name: found[name]["status"] for name in whole} == dict.fromkeys(whole, "FULL")
    assert found["newer.otio"]["status"] == "PARTIAL"
    assert sorted(found["nowhere.otio"]["states"]) == ["MISSING", "UNMAPPED", "UNMAPPED"]
    assert found["one.blend"]["states"] == found["two.blend"]["states"] == ["RESOLVED"]

    result = library.graph.impact(library.root / "aurora/shots/sh010/plate.png")
    assert {(Path(row.path).name, row.effect.value) for row in result} == {
        ("good.otio", "BROKEN"),
        ("long.otio", "BROKEN"),
        ("newer.otio", "BROKEN"),
    }
    everything = len(failing | whole | partial | pointers)
    assert result.completeness == pytest.approx(len(whole) / everything, abs=1e-3)
    ring = library.graph.impact(library.root / edit / "one.blend")
    assert [Path(row.path).name for row in ring] == ["two.blend"]

    # What is mended is known again, and nothing else changes.
    library.write(f"{edit}/cut.otio", cut("../sh010/plate.png"))
    library.ingest(probe="header")
    result = library.graph.impact(library.root / "aurora/shots/sh010/plate.png")
    assert result.completeness == pytest.approx((len(whole) + 1) / everything, abs=1e-3)
    assert "cut.otio" in {Path(row.path).name for row in result}
