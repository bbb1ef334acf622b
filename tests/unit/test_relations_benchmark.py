"""The relation benchmark itself: its studio is as its truth says, its arithmetic is right, its truth is its own."""

from __future__ import annotations

import ast
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import relations
from benchmarks.relations.edges import (
    DERIVED_FROM,
    MISSING,
    REFERENCES,
    TYPES,
    Edge,
    Gold,
    canonical,
)
from benchmarks.relations.scoring import Found, calibration, pooled, score, wilson
from benchmarks.relations.studio import documentary, mastering
from benchmarks.relations.studio.building import build, happen
from benchmarks.relations.studio.checking import WrongFile, check
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.truth import Truth

PACKAGE = Path(relations.__file__).parent
ROOT = PACKAGE.parents[1]
ASKS_ASSETGRAPH = {"asking.py", "__main__.py", "orphans.py"}
"""What asks the program under test; all else is truth and arithmetic."""
WRITERS = ("blend_writer", "package_writing", "premiere_writer")
SEED = 11
STAMPED = {".aaf", ".aep"}
"""Formats whose libraries write the time of day."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    root = tmp_path_factory.mktemp("studio") / "studio"
    return root, build(root, SEED)


def tree(root: Path) -> dict[str, str]:
    """Name -> hash of every file below a folder, but for what holds the time of day."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        path.relative_to(root).as_posix(): ""
        if path.suffix in STAMPED
        else hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in files
    }


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def part(root: Path, seed: int) -> tuple[Truth, dict[str, str]]:
    """A part of the studio, which is made the same way as the whole."""
    lot = Lot(root, seed)
    documentary.build(lot)
    mastering.build(lot)
    return lot.truth(), tree(root)


def test_studio_when_built_again_then_is_the_same_and_with_another_seed_is_not(tmp_path: Path) -> None:
    truth, files = part(tmp_path / "one", SEED)
    assert part(tmp_path / "again", SEED) == (truth, files)
    other, others = part(tmp_path / "other", SEED + 1)
    assert other.edges != truth.edges
    assert others != files


def test_studio_when_read_by_others_then_is_as_meant(studio: tuple[Path, Truth], tmp_path: Path) -> None:
    root, truth = studio
    assert sum(path.is_file() for path in root.rglob("*")) > 2000
    counted = check(root, truth)
    assert {".mov", ".mxf", ".edl", ".otio", ".fcpxml", ".ale", ".aaf", ".usda", ".usdc", ".prproj", ".aep"} <= set(
        counted
    )
    (tmp_path / "broken.edl").write_text("TITLE: nothing\n")
    with pytest.raises(WrongFile, match=r"broken\.edl"):
        check(tmp_path, truth)


def test_truth_when_files_have_moved_then_every_edge_leads_to_something_there(
    studio: tuple[Path, Truth], tmp_path: Path
) -> None:
    before, truth = studio
    root = tmp_path / "studio"
    shutil.copytree(before, root)
    happen(root, truth)
    there = {path.relative_to(root).as_posix() for path in root.rglob("*")}
    folders = {path.rpartition("/")[0] for path in there}
    for edge in truth.edges:
        for end in (edge.start, edge.end):
            if "/" in end and "#" not in end:
                assert end in there, edge
            elif "#" in end:
                assert end.rpartition("/")[0] in folders, edge
    assert not truth.edges & truth.open
    assert not set(truth.orphans) & truth.live


def test_truth_when_counted_then_each_relation_has_enough_edges_to_pass_the_bar(studio: tuple[Path, Truth]) -> None:
    _, truth = studio
    for type_ in TYPES:
        assert sum(edge.type == type_ for edge in truth.edges | truth.missing) >= 73, type_
    assert len(truth.open) < len(truth.edges) / 10


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_truth_when_it_imports_then_nothing_of_assetgraph(path: Path) -> None:
    if path.name not in ASKS_ASSETGRAPH:
        assert [name for name in imports(path) if name.split(".")[0] == "assetgraph"] == []
        assert [name for name in imports(path) if name == "benchmarks.surroundings"] == []


@pytest.mark.parametrize("name", WRITERS)
def test_writer_of_tests_when_the_studio_uses_it_then_imports_nothing_of_assetgraph(name: str) -> None:
    assert [each for each in imports(ROOT / "tests" / f"{name}.py") if each.split(".")[0] == "assetgraph"] == []


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(73, 73, 0.950, 1.0), (72, 72, 0.9493, 1.0), (140, 142, 0.950, 0.9961), (0, 10, 0.0, 0.2775), (0, 0, 0.0, 1.0)],
)
def test_interval_when_of_known_counts_then_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=5e-4)


def test_bar_when_73_of_73_then_is_reached_and_with_72_is_not() -> None:
    assert wilson(73, 73)[0] >= 0.95 > wilson(72, 72)[0]


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_interval_when_of_any_counts_then_holds_the_share(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] + 1e-12
    assert counts[0] / counts[1] - 1e-12 <= high <= 1


def refers(document: str, target: str) -> Edge:
    return Edge(REFERENCES, "", document, target)


def test_score_when_some_are_wrong_weak_open_or_missed_then_counts_each_as_such() -> None:
    truth = frozenset(refers("a.edl", f"{number}.mov") for number in range(4))
    doubtful, lost = refers("a.edl", "maybe.mov"), Edge(MISSING, "", "a.edl", "gone.mov")
    gold = Gold("x", Path("x"), truth, frozenset({REFERENCES, MISSING}), frozenset({doubtful}), frozenset({lost}))
    found = [
        Found(refers("a.edl", "0.mov"), 1.0),
        Found(refers("a.edl", "0.mov"), 0.85),
        Found(refers("a.edl", "1.mov"), 0.6, "name alone"),
        Found(refers("a.edl", "wrong.mov"), 0.9),
        Found(doubtful, 0.95),
        Found(lost, 1.0),
        Found(Edge(DERIVED_FROM, "PROXY", "b", "c"), 1.0),
    ]
    scores, verdicts = score(gold, found)
    assert {each.type: (each.truth, each.found, each.right) for each in scores} == {
        REFERENCES: (4, 2, 1),
        MISSING: (1, 1, 1),
    }
    told = {(each.verdict, each.edge.end, each.confidence) for each in verdicts}
    assert told == {
        ("wrong", "wrong.mov", 0.9),
        ("missed", "1.mov", 0.6),
        ("missed", "2.mov", 0.0),
        ("missed", "3.mov", 0.0),
    }
    both = {each.type: each for each in pooled([*scores, *scores])}
    assert (both[REFERENCES].truth, both[REFERENCES].right, both[REFERENCES].passes) == (8, 2, False)
    assert not both[MISSING].passes


def test_calibration_when_weak_edges_are_right_too_often_then_the_bin_is_missed() -> None:
    edges = [refers("a.edl", f"{number}.mov") for number in range(120)]
    gold = Gold("x", Path("x"), frozenset(edges), frozenset({REFERENCES}))
    (weak,) = calibration([(gold, [Found(edge, 0.6) for edge in edges])])
    assert (weak.edges, weak.right, weak.passes) == (120, 1.0, False)
    (fair,) = calibration([(gold, [Found(edge, 0.96) for edge in edges])])
    assert fair.passes
    (few,) = calibration([(gold, [Found(edge, 0.6) for edge in edges[:99]])])
    assert few.passes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a/b.%04d.exr", "a/b.#.exr"), ("a/b.####.exr", "a/b.#.exr"), ("a/b_%d.png", "a/b_#.png"),
        ("a%04d/b.mov", "a%04d/b.mov"), ("b.mov", "b.mov"), ("a/@@@.dpx", "a/#.dpx"),
    ],
)  # fmt: skip
def test_pattern_when_written_in_any_way_then_is_one(written: str, expected: str) -> None:
    assert canonical(written) == expected
