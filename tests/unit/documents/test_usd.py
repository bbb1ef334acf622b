"""USD: what layers and packages refer to, told by where it stands; hostile ones end in a typed problem."""

from __future__ import annotations

import os
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pebble import ProcessPool
from pxr import Sdf, UsdUtils

from assetgraph.documents import guard
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, ReferenceKind, StateHint, Status
from assetgraph.documents.scenes import usd_checks
from assetgraph.errors import DocumentError, UnsafeDocument

Read = Callable[[str, str | bytes], DocumentContent]
Row = tuple[str, str]

RICH = """#usda 1.0
(
    subLayers = [ @sub.usda@ (offset = 10), @./sub2.usda@ ]
    expressionVariables = { string X = "hey" }
    customLayerData = { asset thumb = @thumb.png@ }
)
def Xform "A" (
    prepend references = [@b.usda@</B>, </A/Switched>]
    delete references = @deleted.usda@
    payload = @pay.usdc@
    assetInfo = {
        asset identifier = @./me.usda@
        asset[] payloadAssetDependencies = [@dep1.usd@, @dep2.usd@]
    }
    clips = {
        dictionary default = {
            asset[] assetPaths = [@c1.usd@, @c2.usd@]
            asset manifestAssetPath = @manifest.usda@
            string primPath = "/x"
            string templateAssetPath = "./t.###.usd"
        }
    }
    variants = { string v = "one" }
    prepend variantSets = "v"
)
{
    asset doc = @@@we@ird.txt@@@
    string text = "@no.usda@ { ( ["
    asset[] model:cards = [@m1.png@, @m2.png@, @@]
    asset anim.timeSamples = { 1: @f1.abc@, 2: @f2.abc@ }
    asset inputs:file = @tex.<UDIM>.exr@ ( colorSpace = "raw" )
    asset model:cardTextureXPos = @card.usda@
    asset inputs:shaping:ies:file = @lamp.ies@
    variantSet "v" = {
        "one" {
            over "K" (references = @one.usda@)
            {
            }
        }
        "two" (payload = @two.usda@) {
            over "K"
            {
                asset inputs:file = @two.png@
            }
        }
    }
    def "Switched" (active = false)
    {
        def "N" (references = [@b.usda@, @off.usda@])
        {
        }
    }
    def OpenVDBAsset "smoke"
    {
        asset filePath = @smoke.png@
    }
    def SpatialAudio "noise"
    {
        asset filePath = @noise.wav@
    }
}
"""
# Written by hand from the text above, layers with the ending of pictures and pictures with that of layers included.
RICH_ROWS: set[Row] = {
    ("sub.usda", "SUBLAYER"), ("./sub2.usda", "SUBLAYER"),
    ("b.usda", "LIBRARY"), ("one.usda", "LIBRARY"), ("off.usda", "LIBRARY"),
    ("pay.usdc", "PAYLOAD"), ("two.usda", "PAYLOAD"),
    ("tex.<UDIM>.exr", "TEXTURE"), ("two.png", "TEXTURE"), ("card.usda", "TEXTURE"),
    ("c1.usd", "CACHE"), ("c2.usd", "CACHE"), ("manifest.usda", "CACHE"), ("./t.###.usd", "CACHE"),
    ("smoke.png", "CACHE"),
    ("thumb.png", "READ"), ("dep1.usd", "READ"), ("dep2.usd", "READ"), ("we@ird.txt", "READ"),
    ("m1.png", "READ"), ("m2.png", "READ"), ("f1.abc", "READ"), ("f2.abc", "READ"),
    ("lamp.ies", "READ"), ("noise.wav", "READ"),
}  # fmt: skip


def rows(content: DocumentContent) -> set[Row]:
    assert content.status is not Status.FAILED, content.problems
    return {(each.raw, each.kind.value) for each in content.references}


def crate(text: str, folder: Path) -> bytes:
    layer = Sdf.Layer.CreateAnonymous(".usda")
    layer.ImportFromString(text)
    layer.Export(str(folder / "written.usdc"))
    return (folder / "written.usdc").read_bytes()


def package(path: Path, members: dict[str, str | bytes], compression: int = zipfile.ZIP_STORED) -> DocumentContent:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return read_document(str(path), "usdz")


@pytest.mark.parametrize("form", ["usda", "usdc"])
def test_layer_when_read_then_each_reference_is_told_by_where_it_stands(read: Read, tmp_path: Path, form: str) -> None:
    content = read(form, RICH if form == "usda" else crate(RICH, tmp_path))
    assert content.status is Status.FULL
    assert rows(content) == RICH_ROWS
    assert len(content.references) == len(RICH_ROWS)
    assert {each.raw for each in content.references if not each.enabled} == {"off.usda"}
    assert {each.raw: each.count for each in content.references}["b.usda"] == 2


def test_layer_when_read_then_agrees_with_the_librarys_own_list(tmp_path: Path) -> None:
    path = tmp_path / "rich.usda"
    path.write_text(RICH)
    sublayers, references, payloads = UsdUtils.ExtractExternalReferences(str(path))
    assert {raw for raw, kind in RICH_ROWS if kind == "SUBLAYER"} == set(sublayers)
    assert {raw for raw, kind in RICH_ROWS if kind == "PAYLOAD"} == set(payloads)
    # What the asset itself is called is the one thing that is left out.
    others = {raw for raw, kind in RICH_ROWS if kind not in {"SUBLAYER", "PAYLOAD"}}
    assert set(references) == others | {"./me.usda"}


def test_path_when_an_expression_then_is_variable_and_as_written(read: Read) -> None:
    content = read("usda", '#usda 1.0\n(expressionVariables = {string X = "a"})\n'
                           'def "A" (references = @`"${X}.usda"`@) {}\n')  # fmt: skip
    (reference,) = content.references
    assert (reference.raw, reference.state_hint) == ('`"${X}.usda"`', StateHint.VARIABLE)


def test_path_when_it_tells_the_format_something_then_that_is_no_part_of_it(read: Read) -> None:
    found = read("usda", "#usda 1.0\n(\n subLayers = [@./topo.usda:SDF_FORMAT_ARGS:target=rig&a=b@]\n)\n")
    assert [each.raw for each in found.references] == ["./topo.usda"]


@pytest.mark.parametrize("form", ["usda", "usdc"])
def test_product_when_its_name_is_set_then_is_what_the_layer_renders(read: Read, tmp_path: Path, form: str) -> None:
    text = """#usda 1.0
def RenderProduct "beauty"
{
    token productName = "../render/beauty.####.exr"
}
def RenderProduct "sampled"
{
    token productName.timeSamples = {
        1: "a.1.exr",
        2: "a.2.exr",
    }
}
def RenderProduct "unset"
{
    token productName = ""
}
def Scope "other"
{
    token productName = "no.exr"
}
def Scope "off" (active = false)
{
    def RenderProduct "p"
    {
        token productName = "off.exr"
    }
}
"""
    content = read(form, text if form == "usda" else crate(text, tmp_path))
    assert rows(content) == {(each, "WRITE") for each in ("../render/beauty.####.exr", "a.1.exr", "a.2.exr", "off.exr")}
    assert [each.raw for each in content.references if not each.enabled] == ["off.exr"]


@pytest.mark.parametrize("operation", ["", "add ", "prepend ", "append "])
def test_list_when_it_brings_references_then_they_count(read: Read, operation: str) -> None:
    content = read("usda", f'#usda 1.0\ndef "A" ({operation}references = [@a.usda@, @b.usda@]) {{}}\n')
    assert rows(content) == {("a.usda", "LIBRARY"), ("b.usda", "LIBRARY")}


@pytest.mark.parametrize("operation", ["delete ", "reorder "])
def test_list_when_it_only_takes_away_or_orders_then_nothing_is_referred_to(read: Read, operation: str) -> None:
    assert rows(read("usda", f'#usda 1.0\ndef "A" ({operation}references = [@a.usda@]) {{}}\n')) == set()


def test_sublayers_when_they_are_each_other_then_only_direct_ones_are_told(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.usda").write_text(f"#usda 1.0\n(subLayers = [@./{other}.usda@])\n")
    assert rows(read_document(str(tmp_path / "a.usda"), "usda")) == {("./b.usda", "SUBLAYER")}


@pytest.mark.parametrize(
    "name", ["x[1].usda", "a:b:SDF_FORMAT_ARGS:c.usda", "ü ñ.usda", os.fsdecode(b"\xff.usda"), "x.bak"]
)
def test_layer_when_its_name_is_odd_then_is_read(tmp_path: Path, name: str) -> None:
    text = '#usda 1.0\ndef "A" (references = @b.usda@) {}\n'
    for form, data in (("usda", text.encode()), ("usdc", crate(text, tmp_path))):
        (tmp_path / name).write_bytes(data)
        assert rows(read_document(str(tmp_path / name), form)) == {("b.usda", "LIBRARY")}


def test_package_when_read_then_what_lies_in_it_is_embedded(tmp_path: Path) -> None:
    inner = crate(
        '#usda 1.0\ndef Shader "S" {\nasset inputs:file = @../tex/a.png@\nasset inputs:b = @top/b.png@\n'
        "asset inputs:c = @../tex/u.<UDIM>.png@\nasset inputs:d = @../tex/gone.png@\n}\n", tmp_path
    )  # fmt: skip
    content = package(
        tmp_path / "a.usdz",
        {
            "a.usda": '#usda 1.0\ndef "A" (references = [@./sub/b.usdc@, @/lib/c.usd@]) {}\n',
            "sub/b.usdc": inner,
            "tex/a.png": "png",
            "top/b.png": "png",
            "tex/u.1001.png": "png",
        },
    )
    assert content.status is Status.FULL
    found = {each.raw: (each.kind, each.state_hint) for each in content.references}
    embedded = StateHint.EMBEDDED
    assert found == {
        "./sub/b.usdc": (ReferenceKind.LIBRARY, embedded),
        "/lib/c.usd": (ReferenceKind.LIBRARY, None),
        "../tex/a.png": (ReferenceKind.TEXTURE, embedded),
        "top/b.png": (ReferenceKind.TEXTURE, embedded),
        "../tex/u.<UDIM>.png": (ReferenceKind.TEXTURE, embedded),
        "../tex/gone.png": (ReferenceKind.TEXTURE, None),
    }


def test_package_when_it_holds_another_then_is_partial(tmp_path: Path) -> None:
    content = package(tmp_path / "a.usdz", {
        "a.usda": '#usda 1.0\ndef "A" (references = @in.usdz[x.usda]@) {}\n', "in.usdz": "PK",
    })  # fmt: skip
    assert content.status is Status.PARTIAL
    assert [(each.raw, each.state_hint) for each in content.references] == [("in.usdz[x.usda]", StateHint.EMBEDDED)]


def test_package_when_a_pattern_is_hostile_then_ends_in_time(tmp_path: Path) -> None:
    raws = ["<UDIM>" * 50 + "x", "<UDIM>1" * 50 + "x", "#1#1#1" * 20, "##<UDIM>##.png"]
    text = "#usda 1.0\n" + "".join(f'def "A{at}" (references = @{raw}@) {{}}\n' for at, raw in enumerate(raws))
    begun = time.monotonic()
    content = package(tmp_path / "a.usdz", {"a.usda": text, "1" * 200: "x", "1001.png": "x"})
    assert [each.state_hint for each in content.references] == [None, None, None, StateHint.EMBEDDED]
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"a.png": "x"}, "without a layer"),
        ({"../a.usda": "#usda 1.0\n"}, "outside"),
        ({"/a.usda": "#usda 1.0\n"}, "outside"),
        ({"a.usda": "#usda 1.0\n" + " " * 3_000_000}, "grows"),
        ({"a.usda": "#usda 1.0\ndef {"}, "parse|xpected|syntax"),
        ({"a.usda": "#usda 1.0\n" + "def 'a' {\n" * 5000}, "deep"),
        ({"a.usdc": b"PXR-USDC" + bytes(100)}, "crate"),
    ],
)
def test_package_when_hostile_or_broken_then_is_failed(
    tmp_path: Path, members: dict[str, str | bytes], reason: str
) -> None:
    content = package(tmp_path / "a.usdz", members, zipfile.ZIP_DEFLATED)
    assert content.status is Status.FAILED
    with pytest.raises(AssertionError, match=reason):
        rows(content)


def test_package_when_its_layers_are_too_large_together_then_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 3000)
    layer = "#usda 1.0\n" + "#" * 2000
    assert package(tmp_path / "a.usdz", {"a.usda": layer, "b.png": layer}).status is Status.FULL
    content = package(tmp_path / "a.usdz", {"a.usda": layer, "b.usda": layer})
    assert content.status is Status.FAILED
    assert "b.usda" in content.problems[0].reason


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0" * 100, b"#usda 1.0\ndef \"A {", b"#usda 1.0\n(framesPerSecond = -1)\n", b"#usda 9.0\n",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", b"#usda 1.0\n\xff\xfe\x80",
        b"PXR-USDC", b"PXR-USDC" + b"\xff" * 200, b"PK\x03\x04", b"#usda 1.0\ndef \"A\" {",
    ],
)  # fmt: skip
def test_layer_when_it_is_none_then_is_failed_with_a_problem(read: Read, data: bytes) -> None:
    content = read("usda", data)
    assert content.status is Status.FAILED
    assert content.problems[0].reason
    assert content.problems[0].next_step
    assert "assetgraph-" not in content.problems[0].reason


def test_problem_when_the_library_tells_the_line_then_it_is_kept_and_no_place_of_ours(read: Read) -> None:
    (problem,) = read("usda", '#usda 1.0\ndef "A" {\n    nonsense\n}\n').problems
    assert problem.tool == "usd-core"
    assert "layer.usda:3" in problem.reason
    assert "/" not in problem.reason.partition("layer.usda")[0]


@pytest.mark.parametrize("part", ['def "a" {\n', "(customLayerData = {dictionary a = {", "[", "(", "{"])
@pytest.mark.parametrize("depth", [guard.MOST_DEPTH + 2, 400_000])
def test_text_when_nested_too_deep_then_is_refused_before_the_library(read: Read, part: str, depth: int) -> None:
    content = read("usda", "#usda 1.0\n" + part * depth)
    assert "deep" in content.problems[0].reason


@pytest.mark.parametrize(
    "hidden",
    [
        '"}"',
        "'}'",
        '"""}"""',
        "'''}'''",
        "@}@",
        "@@@}@@@",
        "#}\n",
        "//}\n",
        "/*}*/",
        '"\\"}"',
        '"""\\"""}"""',
        "@@@\\@@@}@@@",
    ],
)
def test_nesting_when_ends_stand_in_quotes_then_they_end_nothing(hidden: str) -> None:
    with pytest.raises(UnsafeDocument, match="deep"):
        usd_checks.check_text(("{" + hidden + "\n").encode() * (guard.MOST_DEPTH + 1))
    usd_checks.check_text((hidden.replace("}", "{[(") + "\n").encode() * (guard.MOST_DEPTH + 1))


@pytest.mark.parametrize(
    "part", ['"""', "'''", "@@@", "/*", '"', "@", '"""\\', "@@@\\", "@ @@", '""" ""', "()", "[", "#"]
)
def test_nesting_when_text_is_hostile_then_ends_in_time(part: str) -> None:
    begun = time.monotonic()
    try:
        usd_checks.check_text(part.encode() * 2_000_000)
    except UnsafeDocument:
        assert part == "["
    assert time.monotonic() - begun < 20


@given(st.text(alphabet="ab\"'@#/*\\{}[]()\n ", max_size=300))
def test_nesting_when_any_text_is_short_then_passes(text: str) -> None:
    if sum(text.count(each) for each in "{[(") <= guard.MOST_DEPTH // 2:
        usd_checks.check_text(text.encode())


@given(st.integers(0, 150), st.sampled_from(['"x{"', "@[@", "# (\n", "/* ( */", ""]))
def test_nesting_when_no_deeper_than_allowed_then_passes(depth: int, noise: str) -> None:
    usd_checks.check_text((f"{{{noise}".encode() * depth) + b"}" * depth + b"(1, 2)" * 1000)


def patched(data: bytes, at: int, number: int) -> bytes:
    return data[:at] + struct.pack("<Q", number & 2**64 - 1) + data[at + 8 :]


def test_crate_when_its_tables_declare_too_much_then_is_refused(read: Read, tmp_path: Path) -> None:
    data = crate(RICH, tmp_path)
    (toc,) = struct.unpack_from("<q", data, 16)
    (count,) = struct.unpack_from("<Q", data, toc)
    sections = {
        name.rstrip(b"\0").decode(): (toc + 8 + 32 * index, begin)
        for index, (name, begin, _) in enumerate(struct.iter_unpack("<16sqq", data[toc + 8 : toc + 8 + 32 * count]))
    }
    assert {"TOKENS", "PATHS", "SPECS"} <= set(sections)
    for name, (entry, begin) in sections.items():
        assert "items" in read("usdc", patched(data, begin, 2**40)).problems[0].reason, name
        assert "outside" in read("usdc", patched(data, entry + 16, len(data))).problems[0].reason, name
        assert "outside" in read("usdc", patched(data, entry + 16, -8)).problems[0].reason, name
    words = sections["TOKENS"][1]
    assert "grow" in read("usdc", patched(data, words + 8, 2**40)).problems[0].reason
    assert "words" in read("usdc", patched(data, words, 19_000_000)).problems[0].reason
    assert "outside" in read("usdc", patched(data, 16, -1)).problems[0].reason
    assert "tables" in read("usdc", patched(data, toc, 65)).problems[0].reason
    assert rows(read("usdc", data)) == RICH_ROWS


def test_crate_when_cut_anywhere_then_is_failed(read: Read, tmp_path: Path) -> None:
    data = crate(RICH, tmp_path)
    for length in range(8, len(data), 61):
        assert read("usdc", data[:length]).status is Status.FAILED, length


def test_crate_when_any_byte_of_its_lists_is_wrong_then_ends_in_a_content(tmp_path: Path) -> None:
    data = crate(
        '#usda 1.0\ndef "A" (variantSets = "v")\n{\nvariantSet "v" = {\n"one" {\n}\n"two" {\n}\n}\n}\n', tmp_path
    )
    (toc,) = struct.unpack_from("<q", data, 16)
    (tables,) = struct.unpack_from("<q", data, toc + 24)
    paths = [tmp_path / f"{at}.usdc" for at in range(88, tables)]
    for path in paths:
        at = int(path.stem)
        path.write_bytes(data[:at] + b"\xff" + data[at + 1 :])
    # In a process of its own, which may die.
    with ProcessPool(max_workers=1) as pool:
        futures = [pool.schedule(read_document, args=[str(path), "usdc"], timeout=60) for path in paths]
        problems = [each.reason for future in futures for each in future.result().problems]
    assert len(paths) > 40
    assert any("not there" in each for each in problems)
    assert not any("AttributeError" in each for each in problems)


def test_library_when_not_installed_then_the_problem_names_the_extra(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pxr", None)
    monkeypatch.setitem(sys.modules, "pxr.Sdf", None)
    content = read("usda", RICH)
    assert content.status is Status.FAILED
    assert content.problems[0].next_step == "pip install 'assetgraph[usd]'"


def test_file_when_read_then_nothing_is_left_behind(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    read("usda", RICH)
    read("usda", "#usda 1.0\n{")
    assert list((tmp_path / "temporary").iterdir()) == []


def test_crate_when_checked_then_a_short_descriptor_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(usd_checks.CRATE)
    with path.open("rb") as file, pytest.raises(DocumentError):
        usd_checks.check_crate(file.fileno(), 8)
