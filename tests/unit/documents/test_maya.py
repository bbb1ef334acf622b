"""Maya scenes: the words of MEL, scenes as Maya writes them, and scenes that mean harm. All generated here."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.records import DocumentContent, Media, ReferenceKind, StateHint, Status
from assetgraph.documents.scenes import mel
from assetgraph.documents.scenes.maya_nodes import FILE_NODES, LONGEST
from assetgraph.media.formats import sniff

Read = Callable[[str, str | bytes], DocumentContent]
HEADER = "//Maya ASCII 2022 scene\n//Name: shot.ma\n//Codeset: UTF-8\n"


def scene(*commands: str) -> str:
    return HEADER + 'requires maya "2022";\n' + "\n".join(commands) + "\n// End of shot.ma\n"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'


def node(kind: str, name: str = "n1", **attributes: str) -> str:
    lines = [f'createNode {kind} -n "{name}";', '\trename -uid "0A-1B";']
    for key, value in attributes.items():
        bare = value in {"yes", "no"} or value.isdecimal()
        lines.append(f'\tsetAttr ".{key}" ' + (value if bare else f'-type "string" {quoted(value)}') + ";")
    return "\n".join(lines)


def linked(flags: str, path: str, name: str = "aRN") -> str:
    return f'file {flags} -ns "a" -rfn "{name}" -op "v=0;" -typ "mayaAscii" {quoted(path)};'


def told(content: DocumentContent) -> list[tuple[str, str, int]]:
    return [(each.raw, each.kind.value, each.count) for each in content.references]


def raws(content: DocumentContent) -> list[str]:
    return [each.raw for each in content.references]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("a;b;", [["a"], ["b"]]),
        ('a "b;c" -d;', [["a", "b;c", "-d"]]),
        ("a\n\tb\n\tc;", [["a", "b", "c"]]),
        ("// a;\nb;", [["b"]]),
        ('a /* ; " */ b;', [["a", "b"]]),
        ('a "/* // */";', [["a", "/* // */"]]),
        (r'a "C:\\b\"c\n";', [["a", 'C:\\b"c\n']]),
        ('a "b\\\\";c;', [["a", "b\\"], ["c"]]),
        ('a (\n\t"b\\n"\n\t+ "c");', [["a", "b\nc"]]),
        ('a "b" "c" + "d" e;', [["a", "b", "cd", "e"]]),
        ("a -1.5e+05 +2 3;", [["a", "-1.5e+05", "+2", "3"]]),
        ('a "ü";', [["a", "ü"]]),
    ],
)
def test_words_when_written_as_mel_then_are_as_maya_has_them(source: str, expected: list[list[str]]) -> None:
    assert [[word.text for word in each.words()] for each in mel.statements(source)] == expected
    assert all(each.whole for each in mel.statements(source))


@pytest.mark.parametrize("source", ['a "b', "a b", "a;b", 'a;"b;'])
def test_statement_when_broken_off_then_is_not_whole(source: str) -> None:
    assert not list(mel.statements(source))[-1].whole


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1))
def test_words_when_quoted_by_a_writer_then_come_back(said: list[str]) -> None:
    source = "".join(f"setAttr {quoted(each)};" for each in said)
    assert [list(each.words())[1] for each in mel.statements(source)] == [mel.Word(each, quoted=True) for each in said]
    (joined,) = mel.statements("a (" + " + ".join(map(quoted, said)) + ");")
    assert [word.text for word in joined.words()] == ["a", "".join(said)]


@given(st.text(alphabet='ab"\\/*;()+\n -', max_size=200))
def test_statements_when_anything_is_written_then_lie_one_after_the_other(source: str) -> None:
    at = 0
    for each in mel.statements(source):
        assert at <= each.start <= each.end <= len(source)
        at = each.end
        assert all(len(word.text) <= each.end - each.start for word in each.words())


@pytest.mark.parametrize(
    "source",
    ['"' * 10**6, "/*" * 10**6, "/* *" * 10**6, ";" * 10**6, '"\\' * 10**6, "(" * 10**6, "a " * 10**6, "-a " * 10**6,
     "/" * 10**6, '"a"+' * 10**5, "[" * 10**6],
    ids=lambda source: source[:3],
)  # fmt: skip
def test_scene_when_text_is_hostile_then_ends_in_time(read: Read, source: str) -> None:
    begun = time.monotonic()
    for command in ("", 'createNode file;setAttr ".ftn" -type "string" ', "file -rdi 1 "):
        read("maya-ascii", HEADER + command + source)
    assert time.monotonic() - begun < 60


def test_scenes_when_referred_to_then_are_told_once_each(read: Read) -> None:
    content = read(
        "maya-ascii",
        scene(
            linked("-rdi 1", "/job/char.ma"),
            linked("-rdi 2", "/job/rig.ma", "a:rigRN"),
            linked("-rdi 3", "/job/eyes.ma", "a:rig:eyesRN"),
            linked("-rdi 1", "/job/char.ma{1}", "aRN1"),
            linked("-rdi 1 -dr 1", "$JOB/prop.mb", "bRN"),
            linked("-r", "/job/char.ma"),
            linked("-r", "/job/char.ma{1}", "aRN1"),
            linked("-r -dr 1", "$JOB/prop.mb", "bRN"),
        ),
    )
    assert content.status is Status.FULL
    assert told(content) == [("/job/char.ma", "LIBRARY", 2), ("$JOB/prop.mb", "LIBRARY", 1)]
    assert [each.enabled for each in content.references] == [True, False]
    assert [each.state_hint for each in content.references] == [None, StateHint.VARIABLE]


def test_reference_when_its_command_spans_lines_then_is_told(read: Read) -> None:
    command = (
        'file -r -ns "a" -dr 0 -rfn "aRN"\n\t\t -op "v=0;p=17;f=0" -typ "mayaAscii"\n\t\t "C:/job//scenes/a b.ma";'
    )
    assert told(read("maya-ascii", scene(command))) == [("C:/job//scenes/a b.ma", "LIBRARY", 1)]


def test_files_when_named_by_nodes_then_are_of_the_nodes_kind(read: Read) -> None:
    content = read(
        "maya-ascii",
        scene(
            node("file", ftn="/p//sourceimages/wood.jpg", cs="sRGB"),
            node("AlembicNode", fn="C:\\cache\\a.abc"),
            node("gpuCache", cfn="/cache/b.abc", cmp="|"),
            node("cacheFile", cn="nCloth1", cp="/p//cache/"),
            node("imagePlane", imn="/plates/p.exr", ufe="no"),
            node("audio", f="/s/d.wav"),
            node("aiImage", filename="/t/e.<UDIM>.tx"),
            node("aiStandIn", dso="/c/f.####.ass"),
            node("RedshiftNormalMap", tex0="/t/g.exr"),
        ),
    )
    assert content.status is Status.FULL
    assert told(content) == [
        ("/p//sourceimages/wood.jpg", "TEXTURE", 1),
        ("C:\\cache\\a.abc", "CACHE", 1),
        ("/cache/b.abc", "CACHE", 1),
        ("/p//cache/nCloth1.xml", "CACHE", 1),
        ("/plates/p.exr", "READ", 1),
        ("/s/d.wav", "READ", 1),
        ("/t/e.<UDIM>.tx", "TEXTURE", 1),
        ("/c/f.####.ass", "CACHE", 1),
        ("/t/g.exr", "TEXTURE", 1),
    ]
    assert content.references[5].media == (Media.SOUND,)


def test_attributes_when_of_other_nodes_then_name_no_file(read: Read) -> None:
    content = read(
        "maya-ascii",
        scene(
            node("camera", "perspShape", imn="persp", den="persp_depth"),
            node("file", ftn=""),
            node("reference", fn="/job/char.ma"),
            node("script", b="// /a/b.exr\nprint /a/b.exr"),
            node("transform", fn="note/one"),
            'setAttr ".ftn" -type "string" "/no/node.exr";',
            node("file", "f2"),
            "select -ne :defaultRenderGlobals;",
            '\tsetAttr ".ftn" -type "string" "/not/of/f2.exr";',
        ),
    )
    assert (content.references, content.status) == ((), Status.PARTIAL)
    assert content.notes == ("the path of a transform, which is not understood",)


def test_attribute_when_set_by_name_or_again_then_counts_for_its_node(read: Read) -> None:
    content = read(
        "maya-ascii",
        scene(
            node("file", "f1", ftn="/old.jpg"),
            node("transform", "t"),
            'setAttr "f1.ftn" -type "string" "/new.jpg";',
            node("AlembicNode", "a", fn="/a.abc"),
            'setAttr ".fns[0]" -type "string" "/b.abc";',
            'setAttr ".fns[1]" -type "string" "/c.abc";',
            'setAttr -k on ".fn" -type "string" "/d.abc";',
            'createNode AlembicNode; setAttr -s 2 ".fns" -type "stringArray" 2 "/e.abc" "/f.abc";',
        ),
    )
    assert raws(content) == ["/new.jpg", "/d.abc", "/b.abc", "/c.abc", "/e.abc", "/f.abc"]


@pytest.mark.parametrize(
    ("kind", "attributes", "raw"),
    [
        ("file", {"ftn": "/t/a.0001.exr", "ufe": "yes"}, "/t/a.<f>.exr"),
        ("file", {"ftn": "/t/a_0001.exr", "ufe": "1"}, "/t/a_<f>.exr"),
        ("file", {"ftn": "/t/a.0001.exr", "ufe": "no"}, "/t/a.0001.exr"),
        ("file", {"ftn": "/t/v002/a.exr", "ufe": "yes"}, "/t/v002/a.exr"),
        ("file", {"ftn": "/t/a.<f>.exr", "ufe": "yes"}, "/t/a.<f>.exr"),
        ("file", {"ftn": "/t/1002/a.1001.exr", "uvt": "3"}, "/t/1002/a.<UDIM>.exr"),
        ("file", {"ftn": "/t/a.1002.1001.exr", "uvt": "3"}, "/t/a.1002.<UDIM>.exr"),
        ("file", {"ftn": "/t/1001/a.exr", "uvt": "3"}, "/t/1001/a.exr"),
        ("file", {"ftn": "/t/a.1001.exr", "uvt": "0"}, "/t/a.1001.exr"),
        ("file", {"ftn": "/t/a.1001.0001.exr", "uvt": "3", "ufe": "yes"}, "/t/a.1001.0001.exr"),
        ("imagePlane", {"imn": "/p/a.1001.exr", "ufe": "yes"}, "/p/a.<f>.exr"),
    ],
)
def test_file_when_it_stands_for_many_then_is_a_pattern(
    read: Read, kind: str, attributes: dict[str, str], raw: str
) -> None:
    assert raws(read("maya-ascii", scene(node(kind, **attributes)))) == [raw]


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("$JOB/a.exr", StateHint.VARIABLE),
        ("${JOB}/a.exr", StateHint.VARIABLE),
        ("%JOB%\\a.exr", StateHint.VARIABLE),
        ("~/a.exr", StateHint.VARIABLE),
        ("sourceimages//a.exr", None),
        ("//srv/vol/a.%04d.exr", None),
        ("/p/100% a~1.exr", None),
        ("Z:/p/a$.exr", None),
    ],
)
def test_path_when_it_holds_a_variable_then_says_so(read: Read, raw: str, hint: StateHint | None) -> None:
    (found,) = read("maya-ascii", scene(node("file", ftn=raw))).references
    assert (found.raw, found.state_hint) == (raw, hint)


def test_texture_when_changed_in_a_referenced_scene_then_is_told(read: Read) -> None:
    edits = (
        'setAttr ".ed" -type "dataReferenceEdits"\n\t\t"aRN"\n\t\t"aRN" 2\n'
        '\t\t2 "a:file1" "fileTextureName" " -type \\"string\\" \\"C:\\\\\\\\t\\\\\\\\x.jpg\\""\n'
        '\t\t2 "a:geo" "translate" " -type \\"double3\\" 0 0 0";'
    )
    content = read("maya-ascii", scene('createNode reference -n "aRN";', edits))
    assert told(content) == [("C:\\t\\x.jpg", "TEXTURE", 1)]


def test_path_when_of_an_unknown_node_then_the_scene_is_partial(read: Read) -> None:
    content = read("maya-ascii", scene(node("studioLight", map="/t/a.exr"), node("studioLight", note="see a/b, c.d")))
    assert (content.references, content.status) == ((), Status.PARTIAL)
    assert content.notes == ("the path of a studioLight, which is not understood",)


def test_path_when_too_long_then_is_left_out(read: Read) -> None:
    content = read("maya-ascii", scene(node("file", ftn="/" * (LONGEST + 1)), node("file", ftn="/a.exr")))
    assert (raws(content), content.status) == (["/a.exr"], Status.PARTIAL)


def test_scene_when_cut_off_then_tells_what_is_whole(read: Read) -> None:
    whole = scene(node("file", ftn="/a.exr"), node("file", "n2", ftn="/b.exr"))
    content = read("maya-ascii", whole[: whole.index("/b.exr") + 3])
    assert (raws(content), content.status) == (["/a.exr"], Status.PARTIAL)


@pytest.mark.parametrize(
    "text", ["", "//Maya", "createNode file;", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"]
)
def test_file_when_no_scene_then_is_refused(read: Read, text: str) -> None:
    for name in ("maya-ascii", "maya-binary"):
        content = read(name, text)
        assert content.status is Status.FAILED
        assert content.problems[0].next_step


def test_scene_when_of_windows_1252_and_cr_lines_then_is_read(read: Read) -> None:
    text = scene(node("file", ftn="/Käse.exr"), linked("-r", "/b.ma"))
    content = read("maya-ascii", text.replace("UTF-8", "1252").replace("\n", "\r\n").encode("cp1252"))
    assert raws(content) == ["/b.ma", "/Käse.exr"]


def test_nodes_when_listed_then_kinds_are_of_what_is_needed() -> None:
    assert not {each.kind for each in FILE_NODES.values()} & {ReferenceKind.WRITE, ReferenceKind.BIN}


def binary(*texts: str, wide: bool = False) -> bytes:
    """A binary scene with chunks that hold texts ended by zeros."""
    body = b"Maya"
    for each in texts:
        said = each.encode() + b"\0"
        body += b"STR " + struct.pack(">Q" if wide else ">I", len(said)) + said + b"\0" * (-len(said) % 8)
    return (b"FOR8\0\0\0\0" + struct.pack(">Q", len(body)) if wide else b"FOR4" + struct.pack(">I", len(body))) + body


@pytest.mark.parametrize("wide", [False, True])
def test_binary_scene_when_it_holds_paths_then_they_are_told_and_it_is_partial(read: Read, wide: bool) -> None:
    data = binary(
        "/job/char.ma{1}", "/job/char.ma", "C:/p//sourceimages/wood.jpg", "$JOB/c.abc", "sourceimages/a.tif",
        "fileTextureName", "print a/b.exr; done", "/not/a/file", "/no.known", "a.exr", "/s/d.wav", "/Käse/k.exr",
        wide=wide,
    )  # fmt: skip
    assert sniff(data, "a.mb").format.name == "maya-binary"
    content = read("maya-binary", data)
    assert content.status is Status.PARTIAL
    assert "binary" in content.notes[0]
    assert told(content) == [
        ("/job/char.ma", "LIBRARY", 2),
        ("C:/p//sourceimages/wood.jpg", "TEXTURE", 1),
        ("$JOB/c.abc", "CACHE", 1),
        ("sourceimages/a.tif", "TEXTURE", 1),
        ("/s/d.wav", "READ", 1),
        ("/Käse/k.exr", "TEXTURE", 1),
    ]
    assert content.references[2].state_hint is StateHint.VARIABLE


@pytest.mark.parametrize(
    "piece", ["/", "a/", "a", "$a/", "\\", ".a", "/.", "{1}", "a/b.exr\0"], ids=lambda piece: piece[:3]
)
def test_binary_scene_when_hostile_then_ends_in_time(read: Read, piece: str) -> None:
    begun = time.monotonic()
    content = read("maya-binary", binary((piece * 4000)[:4000] + "\0") * 50)
    assert content.status is Status.PARTIAL
    assert time.monotonic() - begun < 30
