"""Nuke scripts: their nodes, and a script as a studio has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.documents.collecting import MOST_STEPS
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, Reference, ReferenceKind, StateHint, Status
from assetgraph.documents.scenes.nuke_paths import LONGEST
from assetgraph.media.formats import sniff
from tests.tcl_writing import quoted

Read = Callable[[str, str | bytes], DocumentContent]


def raws(content: DocumentContent) -> list[str]:
    return [each.raw for each in content.references]


def node(kind: str, **knobs: str) -> str:
    return f"{kind} {{\n" + "".join(f" {name} {value}\n" for name, value in knobs.items()) + "}\n"


STUDIO = r"""#! /opt/nuke/Nuke15.1 -nx
#write_info Write1 file:"/out/sh010.%04d.exr" format:"2048 1152 1" chans:":rgba.red:" framerange:"1001 1100" fps:"25"
version 15.1 v2
define_window_layout_xml {<?xml version="1.0" encoding="UTF-8"?>
<layout version="1.0"><window x="0"/></layout>
}
Root {
 inputs 0
 name Z:/show/sh010/comp/sh010_v003.nk
 project_directory "\[python \{nuke.script_directory()\}]"
 frame 1001
 first_frame 1001
 fps 23.976
 format "2048 1152 0 0 2048 1152 1 2K"
 onScriptLoad "print(\"file /no/such.exr\")\n"
}
Read {
 inputs 0
 file_type exr
 file "Z:/show/plates/sh 010.%04d.exr"
 proxy ../proxies/sh010.%04d.jpg
 format "2048 1152 0 0 2048 1152 1 "
 first 1011
 last 1090
 origfirst 1001
 origlast 1100
 origset true
 name Read1
 xpos -100
}
set N1f0 [stack 0]
push $N1f0
Read {
 inputs 0
 file "Z:\\show\\ref\\grade.mov"
 last 240
 origlast 240
 name Read2
 disable true
}
push 0
Group {
 name Group1
 disable true
 addUserKnob {20 User}
}
 Read {
  inputs 0
  file "\[getenv PLATES]/bg.####.exr"
  first 1
  last 100
  name Read1
 }
 Group {
  name Inner
 }
  Read {
   inputs 0
   file Z:/show/plates/other.%04d.exr
   name Read3
  }
 end_group
 Output {
  name Output1
 }
end_group
Read {
 inputs 0
 file "Z:/show/plates/sh 010.%04d.exr"
 name Read4
 disable {{frame>1010}}
}
clone node1|OCIOFileTransform|7 OCIOFileTransform {
 file "\[file dirname \[value root.name]]/luts/show.cube"
 name LUT1
}
clone $C7 {
 xpos 10
}
Vectorfield {
 vfield_file /luts/film.3dl
 version 11
}
Camera3 {
 inputs 0
 read_from_file true
 file //srv/show/cam/sh010.abc
 name Camera1
}
Camera3 {
 inputs 0
 file //srv/show/cam/old.abc
 name Camera2
}
ReadGeo2 {
 file {/geo/set {v2}/set.abc}
}
DeepRead {
 file /deep/a.%04d.exr
 first 5
 last 5
}
AudioRead {
 file /snd/a.wav
}
Precomp {
 file /job/pre/bg_v002.nk
}
Roto {
 curves {{{v x3f99999a}
  {f 0}}}
 label "a } in a label \} \" file /no/such.exr"
}
Write {
 file "/out/\[file rootname \[file tail \[value root.name]]].%04d.exr"
 proxy /out/small/sh010.%04d.exr
 first 1001
 last 1100
 name Write1
}
Write {
 file /out/off.mov
 disable true
}
"""


@pytest.fixture(name="studio")
def _studio(tmp_path: Path) -> DocumentContent:
    path = tmp_path / "sh010_v004.nk"
    path.write_text(STUDIO, encoding="utf-8")
    return read_document(str(path), "nuke")


def _row(each: Reference) -> tuple[str, str, str, int, bool]:
    return each.raw, each.kind.value, each.role, each.count, each.enabled


@pytest.mark.parametrize(
    ("kind", "knobs", "expected"),
    [
        ("OCIOCDLTransform", {"read_from_file": "true"}, ("READ", True)),
        ("OCIOCDLTransform", {}, ("READ", False)),
        ("Camera4", {}, ("READ", True)),
        ("GeoImport", {}, ("READ", True)),
        ("GeoReference", {}, ("LIBRARY", True)),
        ("GeoExport", {}, ("WRITE", True)),
        ("ParticleCache", {}, ("CACHE", True)),
    ],
)
def test_node_when_it_names_a_file_then_is_understood(
    read: Read, kind: str, knobs: dict[str, str], expected: tuple[str, bool]
) -> None:
    content = read("nuke", node(kind, file="/job/a.usd", **knobs))
    assert content.status is Status.FULL
    assert [(each.kind.value, each.enabled) for each in content.references] == [expected]


def test_script_when_read_then_every_file_is_told_once(studio: DocumentContent) -> None:
    assert studio.status is Status.FULL
    assert studio.notes == ()
    assert [_row(each) for each in studio.references] == [
        ("Z:/show/plates/sh 010.%04d.exr", "READ", "media", 2, True),
        ("../proxies/sh010.%04d.jpg", "READ", "proxy", 1, True),
        (r"Z:\show\ref\grade.mov", "READ", "media", 1, False),
        ("[getenv PLATES]/bg.####.exr", "READ", "media", 1, False),
        ("Z:/show/plates/other.%04d.exr", "READ", "media", 1, False),
        ("luts/show.cube", "READ", "media", 1, True),
        ("/luts/film.3dl", "READ", "media", 1, True),
        ("//srv/show/cam/sh010.abc", "READ", "media", 1, True),
        ("//srv/show/cam/old.abc", "READ", "media", 1, False),
        ("/geo/set {v2}/set.abc", "READ", "media", 1, True),
        ("/deep/a.%04d.exr", "READ", "media", 1, True),
        ("/snd/a.wav", "READ", "media", 1, True),
        ("/job/pre/bg_v002.nk", "LIBRARY", "media", 1, True),
        ("/out/sh010_v004.%04d.exr", "WRITE", "media", 1, True),
        ("/out/small/sh010.%04d.exr", "WRITE", "proxy", 1, True),
        ("/out/off.mov", "WRITE", "media", 1, False),
    ]
    assert [each.raw for each in studio.references if each.state_hint is StateHint.VARIABLE] == [
        "[getenv PLATES]/bg.####.exr"
    ]
    assert studio.references[0].media == (Media.PICTURE,)
    assert studio.references[11].media == (Media.SOUND,)


def test_script_when_read_then_frames_are_those_of_the_files(studio: DocumentContent) -> None:
    told = {
        each.raw: (each.available_start, each.available_duration, each.available_rate)
        for each in studio.references
        if each.available_rate
    }
    assert told == {
        "Z:/show/plates/sh 010.%04d.exr": (1001, 100, "24000/1001"),
        "../proxies/sh010.%04d.jpg": (1001, 100, "24000/1001"),
        r"Z:\show\ref\grade.mov": (None, 240, "24000/1001"),
        "[getenv PLATES]/bg.####.exr": (1, 100, "24000/1001"),
        "/deep/a.%04d.exr": (5, 1, "24000/1001"),
    }


@pytest.mark.parametrize(
    ("root", "knobs", "available"),
    [
        ("", {"first": "1001", "last": "1010"}, (1001, 10, "24/1")),
        (" fps 25\n", {"last": "10"}, (1, 10, "25/1")),
        (" fps 29.97\n", {"first": "-5", "last": "4.0"}, (-5, 10, "30000/1001")),
        ("", {"first": "1", "last": "10", "origfirst": "{{x}}", "origlast": "9"}, (1, 10, "24/1")),
        ("", {"first": "1001"}, (None, None, None)),
        ("", {"first": "20", "last": "10"}, (None, None, None)),
        ("", {"last": "9" * 5000}, (None, None, None)),
        (" fps 0\n", {"last": "10"}, (None, None, None)),
        (" fps nan\n", {"last": "10"}, (None, None, None)),
        (" fps {{x}}\n", {"last": "10"}, (None, None, None)),
        (" fps 1e-300\n", {"last": "10"}, (None, None, None)),
    ],
)
def test_read_when_it_tells_frames_then_they_are_taken_where_they_make_sense(
    read: Read, root: str, knobs: dict[str, str], available: tuple[int | None, ...]
) -> None:
    (found,) = read("nuke", f"Root {{\n{root}}}\n" + node("Read", file="/a.%04d.exr", **knobs)).references
    assert (found.available_start, found.available_duration, found.available_rate) == available


def test_frames_when_there_is_no_root_or_no_sequence_then_are_not_told(read: Read) -> None:
    (pasted,) = read("nuke", "set cut_paste_input [stack 0]\n" + node("Read", file="/a.%04d.exr", last="9")).references
    (still,) = read("nuke", "Root {\n}\n" + node("Read", file="/a.jpg", last="9")).references
    assert pasted.available_rate is still.available_rate is None


def test_proxies_when_they_stand_for_several_then_follow_the_first(read: Read) -> None:
    script = (
        node("Read", file="/a.mov")
        + node("Read", file="/b.mov", proxy="/p.mov")
        + node("Read", file="/a.mov", proxy="/p.mov")
        + node("Read", file="/c.mov", proxy="/c.mov")
        + node("Read", file='""', proxy="/alone.mov")
    )
    content = read("nuke", script)
    assert [(each.raw, each.role) for each in content.references] == [
        ("/a.mov", "media"),
        ("/p.mov", "proxy"),
        ("/b.mov", "media"),
        ("/c.mov", "media"),
        ("/alone.mov", "media"),
    ]
    assert {each.made_from for each in content.references} == {None}  # it cannot be made from both
    single = read("nuke", node("Read", file="/a.mov") + node("Read", file="/b.mov", proxy="/p.mov") * 2)
    assert {each.raw: each.made_from for each in single.references if each.made_from} == {"/p.mov": "/b.mov"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{ inputs 0 file "/a b.exr" name FG }', "/a b.exr"),
        ("{\n # a comment\n file /a.exr # another\n}", "/a.exr"),
        ("{\r\n file /a.exr\r\n}", "/a.exr"),
        ("{file /a.exr}", "/a.exr"),
        ('{\n label "file /no.exr"\n file /a.exr\n}', "/a.exr"),
        ('{\n file "\\\\\\\\srv\\\\vol\\\\a.exr"\n}', r"\\srv\vol\a.exr"),
        (r"{" + "\n" + r" file {C:\plates\new\a.exr}" + "\n}", r"C:\plates\new\a.exr"),
        ("{\n file /plätze/日本.exr\n}", "/plätze/日本.exr"),
    ],
)
def test_node_when_written_in_other_ways_then_its_file_is_found(read: Read, body: str, expected: str) -> None:
    assert raws(read("nuke", f"Read {body}\n")) == [expected]


@pytest.mark.parametrize(
    "views",
    [
        '"{left #ff0000}\\n{right #00ff00}"',
        '"{left \\"\\"}\n{right \\"\\"}"',
        '"left #ff0000\nright #00ff00"',
        '{{left ""} {right ""}}',
    ],
)
def test_file_when_its_name_leaves_the_view_open_then_there_is_one_for_each(read: Read, views: str) -> None:
    script = node("Root", views=views) + node("Read", file="/p/%V/bg_%v.%04d.exr", proxy="/p/proxy/%V.%04d.jpg")
    found = read(
        "nuke", script + node("Write", file="/out/a_%V.mov") + node("Read", file="/p/100%vivid.mov")
    ).references
    assert [(each.raw, each.role, each.made_from, each.state_hint) for each in found] == [
        ("/p/left/bg_l.%04d.exr", "media", None, None),
        ("/p/proxy/left.%04d.jpg", "proxy", "/p/left/bg_l.%04d.exr", None),
        ("/p/right/bg_r.%04d.exr", "media", None, None),
        ("/p/proxy/right.%04d.jpg", "proxy", "/p/right/bg_r.%04d.exr", None),
        ("/out/a_left.mov", "media", None, None),
        ("/out/a_right.mov", "media", None, None),
        ("/p/100%vivid.mov", "media", None, None),
    ]


def test_file_when_the_script_names_no_views_then_is_left_open(read: Read) -> None:
    assert raws(read("nuke", node("Root") + node("Read", file="/p/%V.mov"))) == ["/p/%V.mov"]


@given(views=st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_views_when_anything_is_written_then_never_crash(read: Read, views: str) -> None:
    read("nuke", node("Root", views=quoted(views)) + node("Read", file="/p/%V.mov"))


@pytest.mark.parametrize("end", ["end_group\n", ""])
def test_group_when_disabled_then_a_node_after_its_end_is_not(read: Read, end: str) -> None:
    live = node("LiveGroup", disable="true") + node("Read", file="/live.mov") + end
    script = node("Group", disable="true") + live + "end_group\n" + node("Read", file="/after.mov")
    content = read("nuke", script)
    assert [(each.raw, each.enabled) for each in content.references] == [("/live.mov", False), ("/after.mov", True)]


def test_node_when_not_known_but_naming_a_file_then_content_is_partial(read: Read) -> None:
    content = read("nuke", node("SmartVector", file="/a.exr") + node("Blur", label='"a file here"') * 2)
    assert (content.status, content.references) == (Status.PARTIAL, ())
    assert content.notes == ("the file of a SmartVector, which is not understood",)


def test_script_when_cut_anywhere_then_what_was_whole_is_told(read: Read) -> None:
    whole = raws(read("nuke", STUDIO))
    lines = STUDIO.splitlines(keepends=True)
    for count in range(20, len(lines), 3):
        content = read("nuke", "".join(lines[:count])[:-2])
        assert set(raws(content)) <= {*whole, "/out/document.%04d.exr"}
    cut = read("nuke", STUDIO[: STUDIO.index("/plates/other")])
    assert cut.status is Status.PARTIAL
    assert cut.notes == ("cut off within a node", "cut off within a group")
    assert raws(cut) == whole[:4]
    assert read("nuke", node("Read", file="/a.exr") + "Wri").status is Status.PARTIAL
    assert read("nuke", node("Read", file="/a.exr") + 'x "y').status is Status.PARTIAL


def test_quote_when_not_closed_then_content_is_partial(read: Read) -> None:
    content = read("nuke", node("Read", file="/a.exr", label='"x', name="y"))
    assert (content.status, raws(content)) == (Status.PARTIAL, ["/a.exr"])


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\0\0\1",
        bytes(range(256)) * 40,
        b"plain words\nof a letter\n",
        b'{"json": [1, 2]}',
        b"<nuke/>",
        b"version 13",
    ],
    ids=["elf", "bytes", "prose", "json", "xml", "no-node"],
)
def test_file_when_no_script_then_is_a_document_error(read: Read, data: bytes) -> None:
    content = read("nuke", data)
    assert content.status is Status.FAILED
    assert content.problems[0].reason == "no node of a Nuke script in it"


def test_script_when_hostile_then_is_bounded(read: Read) -> None:
    many = read("nuke", "Blur {}\n" * (MOST_STEPS + 1))
    assert many.status is Status.FAILED
    long = read("nuke", node("Read", file="/" + "a" * LONGEST) + node("Read", file="/b.exr"))
    assert (long.status, raws(long)) == (Status.PARTIAL, ["/b.exr"])
    deep = "Group {\n}\n" * 50_000 + node("Read", file="/c.exr") + "end_group\n" * 50_000
    found = read("nuke", deep)
    assert (found.status, raws(found)) == (Status.FULL, ["/c.exr"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.integers(0, len(STUDIO)))
def test_script_when_bytes_are_damaged_then_never_crashes(read: Read, noise: bytes, at: int) -> None:
    data = STUDIO.encode()
    for damaged in (noise, data[:at] + noise + data[at + len(noise) :]):
        content = read("nuke", damaged)
        assert all(problem.tool == "assetgraph" for problem in content.problems)
        assert all("Error:" not in problem.reason for problem in content.problems)


PATH = st.text(st.characters(exclude_characters="\0\r[]\\", exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PATH, min_size=1, max_size=8, unique=True), st.sampled_from(["Read", "Write", "ReadGeo2"]))
def test_script_when_generated_then_its_paths_come_back(read: Read, paths: list[str], kind: str) -> None:
    said = [f"/{each}" for each in paths]
    script = "".join(node(kind, name="x", file=quoted(each)) for each in said)
    content = read("nuke", script)
    assert (content.status, raws(content)) == (Status.FULL, said)
    expected = ReferenceKind.WRITE if kind == "Write" else ReferenceKind.READ
    assert {each.kind for each in content.references} == {expected}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"#! /opt/Nuke -nx\n#write_info Write1\nversion 15.1 v2\n", "a"),
        (b"set cut_paste_input [stack 0]\nversion 6.2 v3\n", "pasted.txt"),
        (b"version 13.0 v1\r\nRoot {", "a.nk"),
        *((b"Blur {}", f"a.{ending}") for ending in ("nk", "NKNC", "nkind", "gizmo")),
    ],
)
def test_format_when_a_script_is_seen_then_is_nuke(head: bytes, name: str) -> None:
    found = sniff(head, name).format
    assert found is not None
    assert found.name == "nuke"
