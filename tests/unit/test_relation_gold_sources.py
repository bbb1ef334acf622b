"""Readers of the truth about real samples, on files whose content is known."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree

import pytest
from blend_writer import BlendWriter
from hypothesis import given
from hypothesis import strategies as st
from package_writing import IMF_2016, write_package
from pxr import Sdf

from benchmarks.relations.gold_sources import blend, imf, timelines, usd

NAMES = st.text(st.characters(codec="ascii", categories=("L", "N"), include_characters=" ._-#/'\"%<>"), min_size=1)


@given(st.lists(NAMES), st.lists(st.text(st.characters(codec="ascii", exclude_categories=("C",)))))
def test_usd_text_when_written_by_usd_then_gives_its_assets_and_no_words(assets: list[str], words: list[str]) -> None:
    layer = Sdf.Layer.CreateAnonymous(".usda")
    prim = Sdf.PrimSpec(layer, "A", Sdf.SpecifierDef)
    prim.assetInfo = {"identifier": Sdf.AssetPath("itself.usda")}
    for number, (kind, values) in enumerate([("asset", assets), ("string", [f"@{word}@" for word in words])]):
        for index, value in enumerate(values):
            spec = Sdf.AttributeSpec(prim, f"v{number}_{index}", Sdf.ValueTypeNames.Find(kind))
            spec.default = Sdf.AssetPath(value) if kind == "asset" else value
    layer.comment = "\n".join(f"@{word}@" for word in words)
    assert set(usd.paths_in_text(layer.ExportToString())) == set(assets)


def test_usd_specs_when_binary_then_are_those_of_every_variant_and_time(tmp_path: Path) -> None:
    text = """#usda 1.0
(
    subLayers = [@./below.usda@]
)
def "A" (
    references = @./far.usda@</B>
    variantSets = "v"
    variants = { string v = "one" }
)
{
    asset one = @./one.png@
    asset[] more = [@./two.png@, @./three.png@]
    asset moving.timeSamples = { 1: @./four.png@, 2: @./five.png@ }
    variantSet "v" = {
        "one" ( payload = @./six.usda@ ) { }
        "two" ( payload = @./seven.usda@ ) { }
    }
}
"""
    layer = Sdf.Layer.CreateAnonymous(".usda")
    layer.ImportFromString(text)
    path = tmp_path / "a.usdc"
    layer.Export(str(path))
    assert usd.asset_paths(path) == set(usd.paths_in_text(text))
    assert len(usd.asset_paths(path)) == 9


def test_blend_when_media_are_packed_or_generated_then_are_not_needed(tmp_path: Path) -> None:
    writer = BlendWriter()
    packed = writer.add("DATA", "PackedFile", size=3)
    writer.add("LI", "Library", name=b"//lib.blend")
    writer.add("IM", "Image", name=b"//there.png", source=1)
    writer.add("IM", "Image", name=b"//within.png", source=1, packedfile=packed)
    writer.add("IM", "Image", name=b"//made.png", source=4)
    first = writer.add("DATA", "StripElem", name=b"0001.png")
    writer.add("DATA", "Strip", stripdata=first, dir=b"//frames/")
    path = tmp_path / "a.blend"
    path.write_bytes(writer.data())
    assert blend.external_paths(path) == {"//lib.blend", "//there.png", "//frames/0001.png"}


def test_edl_when_it_names_clips_then_all_are_names_and_none_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "a.edl"
    path.write_text(
        "TITLE: T\n001  REEL1 V  C  01:00:00:00 01:00:01:00 00:00:00:00 00:00:01:00\n"
        "* FROM CLIP NAME:  one\n*SOURCE FILE: two.mov\n* TO CLIP NAME: three\n* COMMENT: four\n"
    )
    assert timelines.names(path) == {"REEL1", "one", "two.mov", "three"}
    assert timelines.paths(path) == set()


def test_ale_when_it_names_a_folder_then_only_files_are_paths(tmp_path: Path) -> None:
    path = tmp_path / "a.ale"
    path.write_text("Heading\nFPS\t24\n\nColumn\nName\tUNC\tTracks\n\nData\na\t/x/a.mov\tV\nb\t/x/\n")
    assert timelines.paths(path) == {"/x/a.mov"}
    assert timelines.names(path) == {"a", "b"}


def test_otio_when_numbers_are_no_json_then_urls_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.otio"
    path.write_text('{"far": Inf, "target_url": "a \\"b\\".mov", "other": {"target_url": ""}, "name": "c"}')
    assert timelines.paths(path) == {'a "b".mov'}
    assert timelines.names(path) == {"c"}


def test_package_when_a_file_was_changed_then_size_or_hash_tells(tmp_path: Path) -> None:
    write_package(tmp_path, IMF_2016)
    package = imf.read_package(tmp_path)
    files = {uuid: file for uuid in package.listed if (file := package.file(uuid))}
    assert files
    for uuid, file in files.items():
        size = len(file.read_bytes())
        assert imf.agrees(package, uuid, file) == (True, True)
        assert b64encode(hashlib.sha1(file.read_bytes()).digest()).decode() == package.listed[uuid].hash
        file.write_bytes(bytes(size))
        assert imf.agrees(package, uuid, file) == (True, False)
        package.lengths[uuid] = size + 1
        assert imf.agrees(package, uuid, file) == (False, False)
        del package.listed[uuid]
        assert imf.agrees(package, uuid, file) == (False, None)
        del package.lengths[uuid]
        assert imf.agrees(package, uuid, file) == (None, None)
    assert package.playlists
    assert all(package.named[playlist] for playlist in package.playlists)


def test_map_when_it_is_no_xml_then_raises(tmp_path: Path) -> None:
    (tmp_path / "ASSETMAP.xml").write_text("<AssetMap>")
    with pytest.raises(ElementTree.ParseError):
        imf.read_package(tmp_path)
