"""USD assets of others, against the library's own lists, the text itself, and rows written by hand.

The files are found by ASSETGRAPH_SAMPLES, else beside the checkout; without them these tests are skipped.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest
from pxr import Sdf, UsdUtils

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, StateHint, Status
from assetgraph.media.formats import HEAD_BYTES, sniff
from assetgraph.model.records import Kind

REPOSITORY = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("ASSETGRAPH_SAMPLES", REPOSITORY.parent / "shared" / "samples")).resolve() / "usd"
FILES = [str(each.relative_to(FOLDER)) for each in sorted(FOLDER.rglob("*.usd*"))]
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no samples at {FOLDER}: set ASSETGRAPH_SAMPLES")

# Layers that the format itself forbids: frames per second of 0 and below.
INVALID = {"framesPerSecond_-1.usda", "framesPerSecond_0.usda"}
TEXTURES = {f"./cards/{variant}/{axis}{side}.png" for variant in ("Fancy", "Utah") for axis in "XYZ"
            for side in ("Neg", "Pos")}  # fmt: skip
FOUNDATION = "test_assets/foundation/stage_composition"
RELATIONS = "test_assets/RelationshipEncapsulationTests"
# Written by hand from the text of the files.
HAND_CHECKED: dict[str, set[tuple[str, str, int]]] = {
    "full_assets/Teapot/Teapot.usd": {("./Teapot_Payload.usd", "PAYLOAD", 1)} | {(t, "TEXTURE", 1) for t in TEXTURES},
    "full_assets/Teapot/Teapot_Payload.usd": {("./Teapot_Materials.usd", "SUBLAYER", 1)},
    "full_assets/Teapot/Teapot_Geometry.usd": {
        ("./geo/FancyTeapot.usd", "LIBRARY", 1), ("./geo/UtahTeapot.usd", "LIBRARY", 1),
    },
    "full_assets/Teapot/Teapot_Materials.usd": {
        ("./Teapot_Geometry.usd", "LIBRARY", 1),
        ("./textures/tea_set_01_diff_2k.jpg", "TEXTURE", 2), ("./textures/tea_set_01_arm_2k.jpg", "TEXTURE", 2),
    },
    "full_assets/Teapot/DrawModes.usd": {("./Teapot.usd", "LIBRARY", 7)},
    f"{FOUNDATION}/references/reference_child_folder.usda": {("_children/_child_stage.usda", "LIBRARY", 1)},
    f"{FOUNDATION}/references/reference_invalid.usda": {("file_does_not_exist.usda", "LIBRARY", 1)},
    f"{FOUNDATION}/references_prim/reference_prim_in_other_file.usda": {
        ("_stage.usda", "LIBRARY", 2), ("file_does_not_exist.usda", "LIBRARY", 1),
    },
    f"{FOUNDATION}/payload/payload_parent_folder.usda": {("../_parent_stage.usda", "PAYLOAD", 1)},
    f"{FOUNDATION}/over.usda": {("_parent_stage.usda", "SUBLAYER", 1)},
    f"{RELATIONS}/SublayeredInternalReferenceTest.usda": {
        ("./utils/Environment.usda", "SUBLAYER", 1),
        ("./SublayeredInternalReferenceTest/hardware.shading.usda", "SUBLAYER", 1),
        ("./SublayeredInternalReferenceTest/hardware.modeling.usda", "SUBLAYER", 1),
    },
}  # fmt: skip


@cache
def content_of(path: Path) -> DocumentContent:
    with path.open("rb") as file:
        row = sniff(file.read(HEAD_BYTES), path.name).format
    assert row is not None
    assert row.kind is Kind.DOCUMENT
    return read_document(str(path), row.name)


def test_layers_when_read_then_only_those_against_the_format_fail() -> None:
    assert len(FILES) >= 128
    failed = {Path(name).name for name in FILES if content_of(FOLDER / name).status is not Status.FULL}
    assert failed == INVALID
    for name in FILES:
        problems = content_of(FOLDER / name).problems
        assert bool(problems) == (Path(name).name in INVALID)
        assert all(each.next_step and "framesPerSecond" in each.reason for each in problems)


@pytest.mark.parametrize("name", HAND_CHECKED)
def test_layer_when_counted_by_hand_then_agrees(name: str) -> None:
    found = content_of(FOLDER / name).references
    assert {(each.raw, each.kind.value, each.count) for each in found} == HAND_CHECKED[name]


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".usdz")])
def test_layer_when_listed_by_the_library_then_agrees(name: str) -> None:
    if Path(name).name in INVALID:
        return
    sublayers, references, payloads = (set(each) for each in UsdUtils.ExtractExternalReferences(str(FOLDER / name)))
    found = content_of(FOLDER / name).references
    assert {each.raw for each in found if each.kind == "SUBLAYER"} == sublayers
    assert {each.raw for each in found if each.kind == "PAYLOAD"} == payloads
    others = {each.raw for each in found if each.kind not in {"SUBLAYER", "PAYLOAD"}}
    layer = Sdf.Layer.FindOrOpen(str(FOLDER / name))
    called = {prim.assetInfo["identifier"].path for prim in layer.rootPrims if "identifier" in prim.assetInfo}
    assert others - called == references - called


@pytest.mark.parametrize("name", FILES)
def test_layer_when_its_text_is_searched_then_agrees(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    if not data.startswith(b"#usda") or Path(name).name in INVALID:
        return
    lines = [line for line in data.decode().splitlines() if "asset identifier" not in line]
    searched = {raw for line in lines for raw in re.findall(r"@([^@]+)@", line)}
    assert {each.raw for each in content_of(FOLDER / name).references} == searched


@pytest.mark.parametrize("name", FILES)
def test_layer_when_followed_to_the_end_then_finds_what_the_library_finds(name: str) -> None:
    if Path(name).name in INVALID:
        return
    start = FOLDER / name
    layers, assets, _ = UsdUtils.ComputeAllDependencies(Sdf.AssetPath(str(start)))
    truth = {each.realPath for each in layers} | {os.path.realpath(each.partition("[")[0]) for each in assets}
    found: set[str] = set()
    waiting = [str(start.resolve())]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if Path(path).suffix.startswith(".usd"):
            outside = (each.raw for each in content_of(Path(path)).references if each.state_hint is None)
            targets = (os.path.normpath(os.path.join(os.path.dirname(path), raw)) for raw in outside)
            waiting += [each for each in targets if Path(each).exists()]
    assert found == truth | {str(start.resolve())}


def test_packages_when_read_then_all_they_refer_to_lies_in_them() -> None:
    packages = [name for name in FILES if name.endswith(".usdz")]
    assert len(packages) == 8
    found = {name: content_of(FOLDER / name).references for name in packages}
    assert sum(map(len, found.values())) == 4
    assert all(each.state_hint is StateHint.EMBEDDED for listed in found.values() for each in listed)
