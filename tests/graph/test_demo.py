"""The demo from one end to the other: what its seed says is planted is what assetgraph finds, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph import api
from assetgraph.api.demo import DemoResult, demo, demo_settings, stop_demo
from assetgraph.settings import load_settings

pytestmark = pytest.mark.graph


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[DemoResult]:
    """One run of the demo in a home of its own."""
    settings = load_settings(home=tmp_path_factory.mktemp("demo"), cache=cache)
    try:
        yield demo(settings, say=lambda _: None)
    finally:
        stop_demo(settings)


def below(result: DemoResult, path: str) -> str:
    return str(Path(path).relative_to(result.media))


def test_demo_when_ingested_then_every_planted_asset_is_counted(result: DemoResult) -> None:
    facts, summary = result.facts, result.summary
    assert (summary.assets, summary.files) == (facts.assets, facts.files)
    assert summary.failed == len(facts.problems)
    assert summary.done + summary.failed + summary.skipped == summary.assets
    assert (summary.unchanged, summary.remaining) == (0, 0)


def test_demo_when_ingested_again_then_nothing_is_opened(result: DemoResult) -> None:
    again = result.again
    assert (again.files_opened, again.done, again.bytes_read) == (0, 0, 0)
    assert again.unchanged == result.summary.done


def test_demo_when_asked_for_copies_then_the_planted_groups_and_no_other(result: DemoResult) -> None:
    found = {tuple(sorted(below(result, path) for path in row["paths"])) for row in result.answers["exact_duplicates"]}
    assert found == {tuple(sorted(group)) for group in result.facts.duplicate_groups}


def test_demo_when_asked_for_problems_then_the_broken_files_and_no_other(result: DemoResult) -> None:
    found = {below(result, row["path"]) for row in result.answers["problems"]}
    assert found == set(result.facts.problems)


def test_demo_when_asked_for_sequences_then_frames_and_holes_are_as_planted(result: DemoResult) -> None:
    home = Path(result.home).parent
    settings = demo_settings(load_settings(home=home))
    with api.AssetGraph.open(settings) as graph:
        rows = list(
            graph.ask(
                "MATCH (s:ImageSequence) RETURN s.name AS name, s.first AS first, s.last AS last, "
                "s.frame_count AS frame_count, s.missing_count AS missing ORDER BY name"
            )
        )
    found = {row["name"]: (row["first"], row["last"], row["frame_count"], row["missing"]) for row in rows}
    planted = {}
    for each in result.facts.sequences:
        holes = sum(last - first + 1 for first, last in each.missing)
        planted[Path(each.pattern).name] = (each.first, each.last, each.frame_count, holes)
    assert found == planted


def test_demo_when_shown_then_it_names_how_to_stop_it_and_the_own_folder(result: DemoResult) -> None:
    text = "\n".join(result.text())
    assert f"assetgraph --home {result.home} down" in text
    assert "assetgraph ingest /path/to/your/media" in text
