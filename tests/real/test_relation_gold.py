"""The lists of benchmarks/relations/gold are what the samples give, and agree with readers of others.

The samples are found by ASSETGRAPH_SAMPLES, else beside the checkout; without them these tests are skipped.
"""

from __future__ import annotations

import ast
import os
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from blender_asset_tracer import blendfile, trace
from pxr import Sdf, Tf, UsdUtils

from benchmarks.relations import edges, gold_lists, gold_sources, real
from benchmarks.relations.gold_sources import blend, usd

REPOSITORY = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("ASSETGRAPH_SAMPLES", REPOSITORY.parent / "shared" / "samples")).resolve()
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES}: set ASSETGRAPH_SAMPLES")
MODULES = [Path(gold_lists.__file__), Path(real.__file__), *sorted(Path(gold_sources.__file__).parent.glob("*.py"))]


@cache
def made() -> dict[str, list[tuple[str, ...]]]:
    return gold_lists.make(SAMPLES)


def gold() -> edges.Gold:
    (only,) = real.sources(SAMPLES)
    return only


@pytest.mark.parametrize("name", gold_lists.HEADERS)
def test_list_when_made_again_then_is_the_one_kept(name: str) -> None:
    assert (gold_lists.FOLDER / f"{name}.tsv").read_text() == gold_lists.text_of(name, made()[name])


def test_gold_when_loaded_then_is_whole_and_tells_nothing_twice() -> None:
    told = gold()
    counts = {name: len(rows) for name, rows in made().items()}
    assert len(told.edges) == sum(counts[name] for name in ("references", "derivatives", "packages", "plays"))
    assert len(told.missing) == counts["missing"]
    assert len(told.open) == counts["open"] + counts["names"]
    assert not told.truth & told.open
    assert {edge.type for edge in told.truth | told.open} <= told.types <= set(edges.TYPES)


def test_paths_when_in_an_edge_then_are_of_the_samples() -> None:
    told = gold()
    for edge in told.truth | told.open:
        assert (SAMPLES / edge.start).exists(), edge
    for edge in told.edges:
        assert edge.type == edges.PLAYS or (SAMPLES / edge.end).is_file(), edge


def test_usd_references_when_followed_to_the_end_then_are_all_dependencies() -> None:
    """Against what USD composes: all that it finds from a layer on, and nothing besides."""
    needs = defaultdict(set)
    for edge in gold().edges:
        if edge.type == edges.REFERENCES:
            needs[edge.start].add(edge.end)
    checked = 0
    for path in sorted((SAMPLES / "usd").rglob("*.usd*")):
        if path.suffix == ".usdz" or not _opens(path):
            continue
        layers, assets, _ = UsdUtils.ComputeAllDependencies(Sdf.AssetPath(str(path)))
        there = {layer.realPath for layer in layers} | set(assets)
        name = path.relative_to(SAMPLES).as_posix()
        assert {str(SAMPLES / each) for each in _closure(name, needs)} == there, name
        checked += 1
    assert checked > 100


def test_usd_text_when_read_as_specs_then_names_the_same() -> None:
    paths = [path for path in sorted((SAMPLES / "usd").rglob("*.usd*")) if path.suffix != ".usdz" and _opens(path)]
    assert paths
    for path in paths:
        assert usd.asset_paths(path) == usd.paths_of_specs(path), path


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("blend/**/*.blend")), ids=lambda path: path.name)
def test_blender_file_when_traced_by_another_reader_then_names_the_same(path: Path) -> None:
    """Save for caches, whose paths are no file's words but a rule; they are open."""
    try:
        # The other reader goes on into libraries: of those only what the file itself names is asked for.
        traced = {os.fsdecode(bytes(use.asset_path)) for use in trace.deps(path) if use.block.bfile.filepath == path}
    finally:
        blendfile.close_all_cached()
    name = path.relative_to(SAMPLES).as_posix()
    caches = {edge.end for edge in gold().open if edge.start == name}
    assert {raw.replace("\\", "/") for raw in blend.external_paths(path)} == traced - caches


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_truth_when_written_then_knows_nothing_of_assetgraph(module: Path) -> None:
    nodes = list(ast.walk(ast.parse(module.read_text())))
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not [name for name in imported if name.partition(".")[0] == "assetgraph"]


def _opens(path: Path) -> bool:
    try:
        return Sdf.Layer.FindOrOpen(str(path)) is not None
    except Tf.ErrorException:
        return False


def _closure(start: str, needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(needs.get(each, ()))
    return found
