"""Blender files of others, against rows written by hand and the bytes themselves.

The files are found by ASSETGRAPH_SAMPLES, else beside the checkout; without them these tests are skipped.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest
import zstandard
from blender_asset_tracer import blendfile, trace

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, ReferenceKind, Status

REPOSITORY = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("ASSETGRAPH_SAMPLES", REPOSITORY.parent / "shared" / "samples")).resolve() / "blend"
FILES = [str(each.relative_to(FOLDER)) for each in sorted(FOLDER.rglob("*.blend"))]
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no samples at {FOLDER}: set ASSETGRAPH_SAMPLES")

ROOF = (
    "/home/sybren/workspace/bam/blender-asset-tracer/tests/blendfiles"
    "/textures/Textures/Buildings/buildings_roof_04-color.png"
)
MOVIES = "//../../../../cloud/pillar/testfiles"
# What each file holds, written by hand from the strings in its bytes and from what its name says of it.
HAND_CHECKED: dict[str, set[tuple[str, str]]] = {
    "T53562/bam_pack_bug.blend": {
        ("//blendcache_bam_pack_bug/particles_*.bphys", "CACHE"),
        ("//render\\render-####.png", "WRITE"),
    },
    "T55542-smoke/smoke_cache.blend": {("//blendcache_smoke_cache/536D6F6B6520446F6D61696E_*.bphys", "CACHE")},
    "absolute_path.blend": {("//textures/Bricks/brick_dotted_04-color.jpg", "TEXTURE"), (ROOF, "TEXTURE")},
    "alembic-sequence-user.blend": {("//clothsim.030.abc", "CACHE")},
    "basic_file.blend": set(),
    "basic_file_compressed_zstd.blend": set(),
    "basic_file_ñønæščii.blend": set(),
    "doubly_linked.blend": {("//linked_cube.blend", "LIBRARY"), ("//material_textures.blend", "LIBRARY")},
    "geometry-nodes/node_lib.blend": set(),
    "geometry-nodes-2/set_file.blend": {("//lib_trash.blend", "LIBRARY")},
    "geometry-nodes-3/lib_trash.blend": set(),
    "geometry-nodes-3/shot_file.blend": {("//set_file.blend", "LIBRARY")},
    "image_sequencer.blend": {
        ("//imgseq/000210.png", "CLIP"),
        (f"{MOVIES}/video-tiny.mkv", "CLIP"),
        (f"{MOVIES}/video-tiny.mkv", "READ"),  # its sound
    },
    "linked_cube.blend": {("//basic_file.blend", "LIBRARY")},
    "meshcache-user.blend": {("//meshcache.mdd", "CACHE")},
    "movieclip.blend": {(f"{MOVIES}/video.mov", "CLIP")},
    "multires_external.blend": {("//Cube.btx", "CACHE")},
    "recursive_dependency_1.blend": {("//recursive_dependency_2.blend", "LIBRARY")},
    "subdir/doubly_linked_up-windows.blend": {
        ("//..\\linked_cube.blend", "LIBRARY"),
        ("//..\\material_textures.blend", "LIBRARY"),
    },
    "subdir/doubly_linked_up.blend": {
        ("//../linked_cube.blend", "LIBRARY"),
        ("//../material_textures.blend", "LIBRARY"),
    },
    "subdir/image_sequence_dir_up.blend": {("//../imgseq/000210.png", "CLIP")},
    "with_font.blend": {("/usr/share/fonts/truetype/hack/Hack-Bold.ttf", "READ")},
}


@cache
def content_of(name: str) -> DocumentContent:
    return read_document(str(FOLDER / name), "blend")


@cache
def plain(name: str) -> bytes:
    with (FOLDER / name).open("rb") as file:
        data = file.read()
    return zstandard.decompress(data) if data.startswith(b"\x28\xb5\x2f\xfd") else data


def test_files_when_read_then_each_is_understood_and_was_counted_by_hand() -> None:
    assert set(FILES) == set(HAND_CHECKED)
    assert {name: content_of(name).status for name in FILES} == dict.fromkeys(FILES, Status.FULL)


@pytest.mark.parametrize("name", HAND_CHECKED)
def test_file_when_counted_by_hand_then_agrees(name: str) -> None:
    assert {(each.raw, each.kind.value) for each in content_of(name).references} == HAND_CHECKED[name]


@pytest.mark.parametrize("name", FILES)
def test_file_when_its_bytes_are_searched_then_each_path_stands_in_them(name: str) -> None:
    for each in content_of(name).references:
        folder, _, base = each.raw.rpartition("/")
        if "blendcache_" not in folder:  # a rule of Blender's, no path in the file
            assert os.fsencode(each.raw) in plain(name) or (
                os.fsencode(f"{folder}/\0") in plain(name) and os.fsencode(f"{base}\0") in plain(name)
            )


@pytest.mark.parametrize("name", FILES)
def test_libraries_when_searched_for_in_the_bytes_then_are_the_same(name: str) -> None:
    # Blocks of libraries begin with the name of an ID and bear the path behind it.
    named = set(re.findall(rb"\0LI[^\0]{1,60}\0[\0-\xff]{0,200}?\0(//[^\0]+\.blend)\0", plain(name)))
    told = {os.fsencode(each.raw) for each in content_of(name).references if each.kind == "LIBRARY"}
    assert named == told


@pytest.mark.parametrize("name", FILES)
def test_file_when_the_library_follows_libraries_too_then_its_direct_uses_are_the_same(name: str) -> None:
    path = FOLDER / name
    try:
        uses = {os.fsdecode(bytes(each.asset_path)) for each in trace.deps(path) if each.block.bfile.filepath == path}
    finally:
        blendfile.close_all_cached()
    needed = [each for each in content_of(name).references if each.kind is not ReferenceKind.WRITE]
    assert {each.raw.replace("\\", "/") for each in needed} == uses
