"""The demo from one end to the other: its two acts, what it counts, and what it prints."""

from __future__ import annotations

import json

import pytest

from assetgraph.api.demo import DemoResult
from assetgraph.demo.seed import load_seed
from assetgraph.demo.telling import facts_of

pytestmark = pytest.mark.graph


def test_demo_when_ingested_then_every_planted_asset_is_counted(studio: DemoResult) -> None:
    facts = facts_of(load_seed(), studio.facts.root)
    first = list(studio.first.values())
    assert list(studio.first) == ["archive1", "nas1"]
    assert (sum(each.assets for each in first), sum(each.files for each in first)) == (facts.assets, facts.files)
    assert sum(each.failed for each in first) == len(facts.problems)
    assert all(each.done + each.failed + each.skipped == each.assets for each in first)
    assert all((each.unchanged, each.remaining) == (0, 0) for each in first)


def test_demo_when_ingested_again_then_only_what_changed_is_opened(studio: DemoResult) -> None:
    assert studio.again["archive1"].files_opened == 0
    again, facts = studio.again["nas1"], studio.facts
    (rendered,) = [one for one in facts.sequences if one.pattern in facts.rendered_again]
    assert (again.moved, again.vanished, again.done) == (len(facts.moved), len(facts.deleted), 1)
    assert 0 < again.files_opened <= rendered.frame_count
    assert again.assets + studio.again["archive1"].assets == facts.assets


def test_demo_when_shown_then_it_tells_three_findings_and_how_to_see_them(studio: DemoResult) -> None:
    text = "\n".join(studio.text())
    assert [each.command for each in studio.findings] == [
        "query missing_media",
        "query stale",
        "query exact_duplicates",
    ]
    for finding in studio.findings:
        assert finding.sentence in text
        assert f"assetgraph --home {studio.home} {finding.command}" in text
    assert "sh010_plate_v001.mov" in text
    assert studio.browser_url in text


def test_demo_when_shown_then_it_names_how_to_stop_it_and_the_own_folder(studio: DemoResult) -> None:
    text = "\n".join(studio.text())
    assert f"assetgraph --home {studio.home} down" in text
    assert "assetgraph ingest /path/to/your/media" in text


def test_demo_when_given_as_json_then_it_is_one_object(studio: DemoResult) -> None:
    document = json.loads(studio.model_dump_json())
    assert {"media", "home", "browser_url", "facts", "first", "again", "answers", "findings"} <= set(document)
