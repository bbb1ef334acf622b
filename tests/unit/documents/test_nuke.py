"""Nuke scripts: the words of Tcl, what file knobs mean, and a script as a studio has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.documents.collecting import MOST_STEPS
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, Reference, ReferenceKind, StateHint, Status
from assetgraph.documents.scenes import tcl
from assetgraph.documents.scenes.nuke_paths import LONGEST, ScriptPaths
from assetgraph.errors import UnsafeDocument
from assetgraph.media.formats import sniff

Read = Callable[[str, str | bytes], DocumentContent]
SCRIPT = "/job/sh010/comp/sh010_v003.nk"


def bare(text: str) -> str:
    return "".join(f"\\{each}" if each in ' \t\\"{}[]$;#' else "\\n" if each == "\n" else each for each in text)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\{each}" if each in '\\"{}[]$' else each for each in text) + '"'


def braced(text: str) -> str:
    return f"{{{text}}}"


def texts(source: str) -> list[list[str]]:
    return [[word.text for word in words] for words in tcl.statements(source)]


def raws(content: DocumentContent) -> list[str]:
    return [each.raw for each in content.references]


def node(kind: str, **knobs: str) -> str:
    return f"{kind} {{\n" + "".join(f" {name} {value}\n" for name, value in knobs.items()) + "}\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        (" \n\t\r\n", []),
        ("a b\r\nc", [["a", "b"], ["c"]]),
        ("# all of it\n  # and this \\\n too\na", [["a"]]),
        ("a #b c#d", [["a", "#b", "c#d"]]),
        ("a \\\n b", [["a", "b"]]),
        ('a "b c" d', [["a", "b c", "d"]]),
        ('a "b\nc"', [["a", "b\nc"]]),
        ('a ""', [["a", ""]]),
        ('a "b \\"c\\" {d"', [["a", 'b "c" {d']]),
        (r"a b\ c\\d\{", [["a", r"b c\d{"]]),
        (r'"\x41\u00e9\101\n\t\q"', [["Aé" + "A\n\tq"]]),
        (r'"\ud800\0"', [["\ufffd\ufffd"]]),
        ("a {b {c d} e}", [["a", "b {c d} e"]]),
        ("a {b \\} c}", [["a", "b \\} c"]]),
        ('a {b "c} d', [["a", 'b "c', "d"]]),
        ("a {b\n# c\nd}", [["a", "b\n# c\nd"]]),
        ("a {}{b}c", [["a", "", "b", "c"]]),
        ('b"c d{e', [['b"c', "d{e"]]),
        ("set N1 [stack 0]\npush $N1", [["set", "N1", "[stack 0]"], ["push", "$N1"]]),
        ("a [b [c d] e]/f g", [["a", "[b [c d] e]/f", "g"]]),
        ("a [b c\nd", [["a", "[b c"], ["d"]]),
        ("} ]", [["}", "]"]]),
        ("a\u00a0b\u3000c", [["a\u00a0b\u3000c"]]),
        ("a \\", [["a", "\\"]]),
    ],
)
def test_words_when_written_as_tcl_then_are_as_tcl_has_them(source: str, expected: list[list[str]]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize("source", ["a {b {c}", 'a "b\nc', "a {b \\}", 'a "b\\"', "{", '"'])
def test_word_when_its_end_mark_is_missing_then_is_not_whole(source: str) -> None:
    (words,) = tcl.statements(source)
    assert [word.whole for word in words] == [True] * (len(words) - 1) + [False]


def test_words_when_a_line_has_too_many_then_are_refused() -> None:
    with pytest.raises(UnsafeDocument, match="100,000 words"):
        list(tcl.statements("{}" * (tcl.MOST_WORDS + 1)))


@given(st.lists(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_words_when_quoted_by_a_writer_then_come_back(said: list[str]) -> None:
    ways = [bare if not set(each) & set("\v\f") else quoted for each in said]
    source = "\\\n ".join(way(each) for way, each in zip(ways, said, strict=True))
    assert texts(source) == [said]
    assert texts(" ".join(map(quoted, said))) == [said]
    plain = ["".join(set(each) - set("\\{}")) for each in said]
    assert texts(" ".join(map(braced, plain))) == [plain]


@given(st.text(alphabet='ab \\\n\r"{}[]#$x0', max_size=200), st.integers(0, 200))
def test_words_when_anything_is_written_then_lie_one_after_the_other(source: str, limit: int) -> None:
    at = 0
    for words in tcl.statements(source, 0, min(limit, len(source))):
        assert words
        for word in words:
            assert at <= word.start <= word.end <= min(limit, len(source))
            assert word.text is not None
            at = word.end


@pytest.mark.parametrize(
    "source",
    ["{" * 10**6, "[" * 10**6, "[ " * 10**6, '"' * 10**6, "\\" * 10**6, "{}\n" * 10**6, "#" * 10**6, "a[b]\n" * 10**6],
    ids=lambda source: source[:4].strip(),
)
def test_words_when_text_is_hostile_then_end_in_time(source: str) -> None:
    begun = time.monotonic()
    try:
        for _ in tcl.statements(source):
            pass
    except UnsafeDocument:
        pass
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    ("said", "root", "meant"),
    [
        ("/plates/a.%04d.exr", {}, "/plates/a.%04d.exr"),
        ("/plates/a.####.exr", {}, "/plates/a.####.exr"),
        (r"C:\plates\a b.mov", {"project_directory": "/p"}, r"C:\plates\a b.mov"),
        (r"\\srv\vol\a.mov", {"project_directory": "/p"}, r"\\srv\vol\a.mov"),
        ("//srv/vol/a.mov", {"project_directory": "/p"}, "//srv/vol/a.mov"),
        ("a.exr", {}, "a.exr"),
        ("./a.exr", {}, "./a.exr"),
        ("../plates/a.exr", {"project_directory": "/p/comp"}, "/p/comp/../plates/a.exr"),
        ("a.exr", {"project_directory": "Z:/show"}, "Z:/show/a.exr"),
        ("a.exr", {"project_directory": "../show"}, "../show/a.exr"),
        ("a.exr", {"project_directory": "[python {nuke.script_directory()}]"}, "a.exr"),
        ("../a.exr", {"project_directory": "[python nuke.script_directory()]/in"}, "a.exr"),
        ("a.exr", {"project_directory": "[getenv SHOW]"}, None),
        ("/a.exr", {"project_directory": "[getenv SHOW]"}, "/a.exr"),
        ("a.exr", {"project_directory": "[value root.project_directory]"}, None),
        ("[value root.project_directory]/a.exr", {"project_directory": "/p"}, "/p/a.exr"),
        ("[file dirname [value root.name]]/a.exr", {}, "a.exr"),
        ("[file dirname [knob root.name]]/../plates/a.exr", {}, "../plates/a.exr"),
        ("[file dirname [file dirname [value root.name]]]/plates/a.exr", {}, "../plates/a.exr"),
        ("[file dirname [python {nuke.root().name()}]]/a.exr", {}, "a.exr"),
        ("[file dirname [value root.name]]/a.exr", {"name": "Z:/elsewhere/x.nk"}, "a.exr"),
        ("/out/[file rootname [file tail [value root.name]]].%04d.exr", {}, "/out/sh010_v003.%04d.exr"),
        ("/out/[file tail [file dirname [file dirname [value root.name]]]].mov", {}, "/out/sh010.mov"),
        ("/out/x[file extension [value root.name]]", {}, "/out/x.nk"),
        ("/out/[value root.shot].mov", {"shot": "sh010"}, "/out/sh010.mov"),
        ("/out/[value root.shot].mov", {"shot": "[getenv SHOT]"}, None),
        ("/out/[value root.shot].mov", {"shot": "{curve 1 2}"}, None),
        ("/out/[value root.shot].mov", {}, None),
        ("/out/[value root.name]", {}, None),
        ("[getenv SHOW]/a.exr", {}, None),
        ("[file dirname [getenv SHOW]]/a.exr", {}, None),
        ("[file delete /job]", {}, None),
        ("[file dirname a b]", {}, None),
        ("[exec rm -rf /]", {}, None),
        ("[python {__import__('os').system('ls')}]", {}, None),
        ("[value Read1.file]", {}, None),
        ("[lindex [split a b] 0]", {}, "a"),
        ("/out/[lindex [split [file tail [value root.name]] _] 0].mov", {}, "/out/sh010.mov"),
        ("[join [lrange [split [value root.name] /] 0 end-2] /]/plates/a.exr", {}, "../plates/a.exr"),
        ("/out/[lindex [split [value root.name] /] end-2].mov", {}, "/out/sh010.mov"),
        ("/out/[join [lrange [split [value root.name] {/}] end-2 end-1] _].mov", {}, "/out/sh010_comp.mov"),
        ("[file join [file dirname [value root.name]] ../plates a.exr]", {}, "../plates/a.exr"),
        ("/out/[lindex [split [value root.name] /] 2].mov", {}, None),
        ("[join [lrange [split [value root.name] /] 0 2] /]/a.exr", {}, None),
        ("[join [lrange [split [value root.name] /] 1 end-2] /]/a.exr", {}, None),
        ("/out/[lindex [split a_b _] 2].mov", {}, None),
        ("/out/[lindex [split a_b _] end-2].mov", {}, None),
        ("/out/[lindex [split a_b _] x].mov", {}, None),
        ("/out/[split [value root.name] /].mov", {}, None),
        ("[regsub a b c]", {}, None),
        ("[]", {}, None),
        ("[value root.name", {}, None),
        (r"/a/b\[1\].exr", {}, "/a/b[1].exr"),
        (r"C:\\[value root.shot]\a.exr", {"shot": "s"}, r"C:\\s\a.exr"),
        ("[file dirname " * 30 + "/a" + "]" * 30, {}, None),
        ("/a/" + "[value root.x]" * 20, {"x": "y" * (LONGEST // 10)}, None),
        ("", {}, None),
    ],
)
def test_file_knob_when_the_script_can_tell_then_means_a_path(said: str, root: dict[str, str], meant: str) -> None:
    assert ScriptPaths(SCRIPT, root).meant(said) == meant


@given(st.text(alphabet="[]\\{} ab/.", max_size=60), st.text(alphabet="[]\\{} ab/.", max_size=60))
def test_file_knob_when_anything_is_written_then_is_a_path_or_none(said: str, directory: str) -> None:
    meant = ScriptPaths(SCRIPT, {"project_directory": directory}).meant(said)
    assert meant is None or (meant and "\0" not in meant)


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
