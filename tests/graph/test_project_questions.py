"""Questions about projects: what they share, how they grow, which of them sleep, what came between two scans."""

from __future__ import annotations

from typing import Any

import pytest
from studio_fixtures import DAY_NS, NOW_NS, OLD_NS, StudioWriter

from assetgraph import AssetGraph
from assetgraph.settings import Settings
from tests.library import Library, rename

pytestmark = pytest.mark.graph


def _rows(graph: AssetGraph, name: str, columns: str, **params: Any) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, column) for column in columns.split()) for row in graph.query(name, **params)]


def test_overlap_when_documents_use_what_lies_elsewhere_then_each_file_counts_once(empty_graph: Settings) -> None:
    made = StudioWriter()
    made.project("AUR", {"/mnt/nas1/aur/sh010": "sh010"}, "/mnt/nas1/aur")
    made.project("BOR", {}, "/mnt/nas1/bor")
    own = made.asset("/mnt/nas1/aur/a.mov", size_bytes=1)
    theirs = [made.asset(f"/mnt/nas1/bor/{name}.mov", size_bytes=10) for name in "xyz"]
    texture = made.asset("/mnt/nas1/library/wall.tif", "image", 100)
    gone = made.asset("/mnt/nas1/bor/gone.mov", status="VANISHED")
    for name in ("one", "two"):
        comp = made.asset(f"/mnt/nas1/aur/sh010/{name}.nk", "document", 5, parse_status="FULL")
        for target in (own, *theirs[:2], texture, gone):
            made.reference(comp, target)
    made.reference(comp, theirs[2], confidence=0.6)
    stray = made.asset("/mnt/nas1/attic/cut.otio", "document", 5, parse_status="FULL")
    made.reference(stray, own)
    with AssetGraph.open(empty_graph) as graph:
        made.write(graph._graph)
        columns = "project other files bytes examples"
        library = ("AUR", None, 1, 100, [texture])
        shared = ("AUR", "BOR", 2, 20, [theirs[0]])
        assert _rows(graph, "project_overlap", columns) == [library, shared]
        assert _rows(graph, "project_overlap", columns, other="BOR") == [shared]
        assert _rows(graph, "project_overlap", columns, project="BOR") == []
        assert _rows(graph, "project_overlap", "other files", confidence=0.5) == [(None, 1), ("BOR", 3)]


def test_activity_when_files_come_week_by_week_then_tells_how_the_project_grew(empty_graph: Settings) -> None:
    made = StudioWriter()
    made.project("AUR", {}, "/mnt/nas1/aur")
    for weeks_ago, size in ((5, 100), (3, 20), (3, 7), (0, 3)):
        made.asset(f"/mnt/nas1/aur/{weeks_ago}_{size}.mov", size_bytes=size, mtime_ns=NOW_NS - weeks_ago * 7 * DAY_NS)
    made.asset("/mnt/nas1/elsewhere/b.mov", size_bytes=1000)
    with AssetGraph.open(empty_graph) as graph:
        made.write(graph._graph)
        grown = [(3, 130), (27, 127), (100, 100)]
        assert _rows(graph, "activity", "bytes bytes_so_far", project="AUR") == grown
        assert _rows(graph, "activity", "bytes bytes_so_far", project="AUR", weeks=1) in (grown[:1], [])


def test_projects_when_nobody_worked_on_them_for_long_then_are_dormant(empty_graph: Settings) -> None:
    made = StudioWriter()
    made.run()
    made.project("OLD", {"/mnt/nas1/old/sh010": "sh010"}, "/mnt/nas1/old")
    made.project("SEEN", {}, "/mnt/nas1/seen")
    made.project("NEW", {"/mnt/nas1/new/sh010": "sh010"}, "/mnt/nas1/new")
    for folder in ("old", "old/sh010", "seen", "new"):
        made.asset(f"/mnt/nas1/{folder}/a.mov", size_bytes=10, mtime_ns=OLD_NS)
    made.asset("/mnt/nas1/new/sh010/b.mov")
    made.event("/mnt/nas1/seen/a.mov", "MOVED")
    with AssetGraph.open(empty_graph) as graph:
        made.write(graph._graph)
        columns = "project kind state last_activity assets bytes"
        found = _rows(graph, "dormant_projects", columns)
        assert found == [("OLD", "feature", "active", "2020-01-01T00:00:00Z", 2, 20)]
        assert _rows(graph, "dormant_projects", columns, days=200 * 365) == []


def test_scan_diff_when_asked_since_a_run_then_what_all_later_ones_found(library: Library) -> None:
    runs = []
    for step in ("a", "b", "c"):
        library.write(f"{step}.txt")
        if step == "c":
            rename(library, "a.txt", "moved.txt")
        runs.append(library.ingest().run_id)

    def found(**params: str) -> set[tuple[str, str]]:
        return {(row.event, row.path.rpartition("/")[2]) for row in library.graph.query("scan_diff", **params)}

    last = {("NEW", "c.txt"), ("RENAMED", "moved.txt")}
    assert found() == last
    assert found(since=runs[1]) == last
    assert found(since=runs[0]) == {("NEW", "b.txt"), *last}
    assert found(since=runs[0], run_id=runs[1]) == {("NEW", "b.txt")}
    assert found(since=runs[2]) == set()
    assert found(since="none") == set()
