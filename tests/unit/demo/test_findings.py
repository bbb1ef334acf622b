"""Rows of saved queries to sentences."""

from __future__ import annotations

from assetgraph.demo.findings import findings

MISSING = {"reference": "nas1:/a/gone.mov", "documents": ["/m/cut.otio"], "state": "MISSING", "candidates": []}
UNCLEAR = {
    "reference": "b.mov",
    "documents": ["/m/cut.edl"],
    "state": "AMBIGUOUS",
    "candidates": ["1/b.mov", "2/b.mov"],
}
STALE = {"derivative": "/m/proxy/a.mov", "source": "/m/a.mov", "since": "2026-01-01"}
COPIES = {"paths": ["/m/a.mov", "/m/b.mov"], "size_bytes": 7, "reclaimable_bytes": 7}
BROKEN = {"path": "/m/bad.mov", "reason": "no moov atom"}


def test_findings_when_all_found_something_then_the_three_that_matter_most() -> None:
    found = findings(
        {
            "problems": [BROKEN],
            "exact_duplicates": [COPIES, COPIES],
            "stale": [STALE],
            "missing_media": [MISSING, UNCLEAR],
        }
    )
    assert [each.command for each in found] == ["query missing_media", "query stale", "query exact_duplicates"]
    assert "1 file " in found[0].sentence
    assert "cut.otio" in found[0].sentence
    assert found[0].paths == ["nas1:/a/gone.mov"]
    assert found[1].paths == ["/m/proxy/a.mov"]
    assert (found[2].size_bytes, len(found[2].paths)) == (14, 4)


def test_findings_when_only_unclear_or_nothing_then_no_sentence() -> None:
    assert findings({"missing_media": [UNCLEAR], "stale": []}) == []
    assert findings({}) == []


def test_findings_when_files_are_broken_then_they_are_named() -> None:
    (found,) = findings({"problems": [BROKEN]})
    assert (found.paths, found.size_bytes) == (["/m/bad.mov"], None)
