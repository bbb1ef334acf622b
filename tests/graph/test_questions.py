"""The questions on a small studio: what each answers, row by row, and what it leaves alone."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from questions_studio import (
    A001,
    A001_COPY,
    A001_XMP,
    A002,
    A003,
    AMBIGUOUS,
    BROKEN,
    CARD,
    COMP,
    CUT,
    DANGLING,
    FRESH_PROXY,
    GONE,
    HELD,
    HOLES,
    JUNK,
    LOOP_A,
    LOOP_B,
    LOST,
    LOST_XMP,
    LUT,
    MASTER,
    OLD_CUT,
    PEAKS,
    PROXY,
    RELEASED,
    RENDERS,
    SECOND_CARD,
    SOUGHT,
    STRAY,
    TAPE_CLIP,
    THUMB,
    TRAILER,
    USES,
    ZERO,
    studio,
)  # fmt: skip
from studio_fixtures import NOW_NS, OLD_NS, StudioWriter, grounds

from assetgraph import AssetGraph
from assetgraph.errors import UsageError
from assetgraph.graph.cypher_files import queries
from assetgraph.settings import Settings

pytestmark = pytest.mark.graph

FIRST, SECOND, THIRD = RENDERS
SHOTS = "aurora/shots/sh010/render/sh010_{version}.%04d.exr"


@pytest.fixture
def graph(empty_graph: Settings) -> Iterator[AssetGraph]:
    """The studio."""
    with AssetGraph.open(empty_graph) as opened:
        studio().write(opened._graph)
        yield opened


def _rows(graph: AssetGraph, name: str, columns: str, **params: Any) -> set[tuple[Any, ...]]:
    found = [
        tuple(
            tuple(value) if isinstance(value, list) else value for value in (getattr(row, c) for c in columns.split())
        )
        for row in graph.query(name, **params)
    ]
    assert len(found) == len(set(found)), "no row twice"
    return set(found)


def _week(moment_ns: int) -> str:
    year, week, _ = datetime.fromtimestamp(moment_ns / 1e9, UTC).isocalendar()
    return f"{year}-W{week:02d}"


# ---- orphans and older versions

READABLE = 0.857  # six documents of seven: the seventh may need anything that is not empty
READABLE_HALF = 0.429
ORPHANS = {
    (ZERO, "INCOMPLETE", True, 1.0),
    (HOLES, "INCOMPLETE", False, 1.0),
    (DANGLING, "DANGLING_DERIVATIVE", False, READABLE),
    (THUMB, "DANGLING_DERIVATIVE", False, READABLE),
    (FIRST, "SUPERSEDED", False, 0.814),
    (PEAKS, "TEMPORARY", True, 0.9),
    (LOST_XMP, "STRAY_SIDECAR", False, 0.9),
    (A001_COPY, "REDUNDANT_COPY", False, READABLE),
    (OLD_CUT, "IDLE_DOCUMENT", False, READABLE_HALF),
    (STRAY, "NO_PROJECT", False, 0.5),
    (JUNK, "NO_PROJECT", False, 0.5),
    # a clip is missing in their folder: any of them may be it
    (A002, "UNREFERENCED", False, READABLE_HALF),
    (RELEASED, "UNREFERENCED", False, READABLE_HALF),
    (SOUGHT, "UNREFERENCED", False, READABLE_HALF),
    (TRAILER, "UNREFERENCED", False, READABLE),
}


def test_orphans_when_asked_then_each_file_stands_in_its_one_class(graph: AssetGraph) -> None:
    assert _rows(graph, "orphans", "path orphan_class removable confidence") == ORPHANS
    assert all(row.reason for row in graph.query("orphans"))
    sizes = [row.size_bytes for row in graph.query("orphans")]
    assert sizes == sorted(sizes, reverse=True)


def test_orphans_when_a_class_is_asked_for_then_only_its_files_come(graph: AssetGraph) -> None:
    for name in {each[1] for each in ORPHANS}:
        expected = {each for each in ORPHANS if each[1] == name}
        assert _rows(graph, "orphans", "path orphan_class removable confidence", orphan_class=name) == expected


def test_orphans_when_something_needs_a_file_then_it_is_none(graph: AssetGraph) -> None:
    """Referenced, delivered, held, made into something that is; the newest of a chain in use; offline."""
    found = {row.path for row in graph.query("orphans")}
    needed = {A001, A003, HELD, SECOND, THIRD, LUT, COMP, CUT, MASTER, PROXY, FRESH_PROXY, A001_XMP, LOOP_A, LOOP_B}
    assert found & {*needed, BROKEN, TAPE_CLIP, GONE} == set()


def test_orphans_when_their_reason_is_shown_then_it_names_the_ground(graph: AssetGraph) -> None:
    reasons = {row.path: row.reason for row in graph.query("orphans")}
    assert reasons[ZERO] == "it holds nothing"
    assert reasons[HOLES] == "2 frames are missing"
    assert reasons[DANGLING] == "its source gone.mov is gone"
    assert reasons[FIRST] == "v001, the newest is v003"
    assert reasons[A001_COPY] == f"the same content lies at {A001}"
    unread = "no document refers to it; 85 % of the documents of AURORA could be read"
    assert reasons[TRAILER] == unread
    assert reasons[A002] == f"{unread}; documents miss something in its folder"
    assert "documents miss something of its name" in reasons[SOUGHT]


def test_superseded_when_asked_then_older_versions_that_nothing_needs(graph: AssetGraph) -> None:
    assert _rows(graph, "superseded", "path chain version token latest size_bytes") == {
        (FIRST, SHOTS, 1, "v001", "v003", 900)
    }
    assert _rows(graph, "superseded", "path", keep=3) == set()


@pytest.mark.parametrize(
    ("kind", "keep_last", "superseded", "orphans"),
    [
        ("render", 1, {1, 2}, {1: "SUPERSEDED", 2: "SUPERSEDED"}),
        ("render", 2, {1}, {1: "SUPERSEDED"}),
        ("sequence", 3, set(), {}),
        ("document", 3, {1, 2}, {1: "SUPERSEDED", 2: "SUPERSEDED", 3: "UNREFERENCED"}),
    ],
)
def test_retention_when_declared_then_the_newest_of_its_kind_stay(
    empty_graph: Settings, kind: str, keep_last: int, superseded: set[int], orphans: dict[int, str]
) -> None:
    made = StudioWriter()
    renders = {number: f"/mnt/nas1/show/a_v00{number}.%04d.exr" for number in (1, 2, 3)}
    for path in renders.values():
        made.asset(path, "sequence", missing_count=0)
    made.chain("/mnt/nas1/show", "show/a_{version}.%04d.exr", *renders.values())
    made.keep(kind, keep_last)
    made.project("SHOW", {}, "/mnt/nas1/show")
    with AssetGraph.open(empty_graph) as opened:
        made.write(opened._graph)
        assert {row.path for row in opened.query("superseded")} == {renders[number] for number in superseded}
        found = {row.path: row.orphan_class for row in opened.query("orphans")}
        assert found == {renders[number]: name for number, name in orphans.items()}


# ---- versions


def test_versions_when_asked_then_every_member_of_every_chain(graph: AssetGraph) -> None:
    assert _rows(graph, "versions", "chain version path is_latest") == {
        (SHOTS, 1, FIRST, False), (SHOTS, 2, SECOND, False), (SHOTS, 3, THIRD, True)
    }  # fmt: skip
    assert _rows(graph, "versions", "path", confidence=0.99) == set()


def test_version_lineage_when_asked_for_one_then_its_neighbours_in_order(graph: AssetGraph) -> None:
    found = [(row.path, row.newer_by, row.is_latest) for row in graph.query("version_lineage", path=SECOND)]
    assert found == [(FIRST, -1, False), (SECOND, 0, False), (THIRD, 1, True)]
    assert list(graph.query("version_lineage", path=A001)) == []


# ---- references

CUT_REFERENCES = {
    (CUT, A001, "RESOLVED", A001, 1.0),
    (CUT, SECOND, "RESOLVED", SECOND, 1.0),
    (CUT, TAPE_CLIP, "OFFLINE", TAPE_CLIP, 1.0),
    (CUT, LOST, "MISSING", None, 1.0),
    (CUT, AMBIGUOUS, "AMBIGUOUS", None, 0.4),
    (CUT, "nas1:/aurora/plates/sought.mov", "MISSING", None, 1.0),
}


def test_references_when_asked_for_a_document_then_all_of_it_and_what_became_of_it(graph: AssetGraph) -> None:
    columns = "document raw state target confidence"
    assert _rows(graph, "references", columns, document=CUT) == CUT_REFERENCES
    denied = (CUT, A002, "RESOLVED", A002, 0.0)
    assert _rows(graph, "references", columns, document=CUT, confidence=0) == {*CUT_REFERENCES, denied}


def test_references_when_asked_for_a_target_then_only_those_to_it(graph: AssetGraph) -> None:
    assert _rows(graph, "references", "document kind strength count", target=A001) == {
        (CUT, "CLIP", "HARD", 2), (MASTER, "CLIP", "HARD", 1), (COMP, "READ", "HARD", 1)
    }  # fmt: skip
    assert _rows(graph, "references", "document", target=A001, document=CUT) == {(CUT,)}
    assert _rows(graph, "references", "document", target=A002) == set()


def test_references_when_asked_for_nothing_then_those_of_all_documents(graph: AssetGraph) -> None:
    found = _rows(graph, "references", "document raw state target confidence")
    assert found > CUT_REFERENCES
    assert {row[0] for row in found} == {CUT, MASTER, COMP, LOOP_A, LOOP_B}


def test_referenced_by_when_a_document_may_mean_it_then_that_is_told(graph: AssetGraph) -> None:
    assert _rows(graph, "referenced_by", "document state", path=A001) == {
        (CUT, "RESOLVED"), (MASTER, "RESOLVED"), (COMP, "RESOLVED")
    }  # fmt: skip
    assert _rows(graph, "referenced_by", "document", path=A002) == set()
    assert _rows(graph, "referenced_by", "document confidence", path=A002, confidence=0) == {(CUT, 0.0)}
    assert _rows(graph, "referenced_by", "document state", path=SOUGHT) == {(CUT, "AMBIGUOUS"), (CUT, "MISSING")}


def test_uses_when_a_timeline_is_asked_for_then_each_occurrence(graph: AssetGraph) -> None:
    columns = "document target track media record_in record_out source_in source_out edit_rate speed enabled angle"
    expected = {
        (CUT, A001, 1, "picture", 0, 48, 100, 148, "24/1", 1.0, True, None),
        (CUT, A001, 1, "sound", 0, 48, 100, 148, "24/1", 1.0, False, "B"),
    }
    assert _rows(graph, "uses", columns, document=CUT) == expected
    assert _rows(graph, "uses", columns, target=A001) == expected
    assert _rows(graph, "uses", columns) == expected
    assert _rows(graph, "uses", columns, target=A002) == set()


def test_manifest_when_asked_then_all_that_is_needed_through_other_documents(graph: AssetGraph) -> None:
    needed = {
        (A001, "nas1", 5000, "RESOLVED"),
        (SECOND, "nas1", 901, "RESOLVED"),
        (TAPE_CLIP, "tape", 1000, "OFFLINE"),
        (LOST, None, None, "MISSING"),
        (AMBIGUOUS, None, None, "AMBIGUOUS"),
        ("nas1:/aurora/plates/sought.mov", None, None, "MISSING"),
    }
    columns = "document path volume size_bytes state"
    assert _rows(graph, "manifest", columns, document=CUT) == {(CUT, *each) for each in needed}
    nested = {(MASTER, *each) for each in needed} | {(MASTER, CUT, "nas1", 5, "RESOLVED")}
    assert _rows(graph, "manifest", columns, document=MASTER) == nested
    assert _rows(graph, "manifest", columns) >= nested
    assert _rows(graph, "manifest", "path", document=LOOP_A) == {(LOOP_B,), (SECOND,)}


def test_missing_media_when_asked_then_once_each_with_candidates(graph: AssetGraph) -> None:
    assert _rows(graph, "missing_media", "reference documents state candidates") == {
        (LOST, (CUT,), "MISSING", ()),
        ("nas1:/aurora/plates/sought.mov", (CUT,), "MISSING", ()),
        (AMBIGUOUS, (CUT,), "AMBIGUOUS", (A003, SOUGHT)),
        (TAPE_CLIP, (CUT,), "OFFLINE", ()),
    }
    assert _rows(graph, "missing_media", "reference", state="AMBIGUOUS") == {(AMBIGUOUS,)}


# ---- derivatives


def test_derivatives_when_asked_then_each_with_its_source(graph: AssetGraph) -> None:
    every = {
        (PROXY, A001, "PROXY", True),
        (FRESH_PROXY, A003, "PROXY", False),
        (TRAILER, A003, "TRANSCODE", False),
        (SECOND, COMP, "RENDER", None),
    }
    columns = "derivative source kind stale"
    assert _rows(graph, "derivatives", columns) == every
    assert _rows(graph, "derivatives", columns, path=A003) == {each for each in every if each[1] == A003}
    assert (TRAILER, MASTER, "RENDER", None) in _rows(graph, "derivatives", columns, confidence=0.5)


# ---- sidecars, camera cards


def test_sidecars_when_asked_then_each_with_the_file_it_describes(graph: AssetGraph) -> None:
    xml, clip = f"{CARD}/CLIP/0001AB.XML", f"{CARD}/VIDEO/0001AB.MXF"
    every = {
        (A001_XMP, A001, "EXPLICIT_PATH", 1.0, "maps to it"),
        (xml, clip, "STRUCTURE", 0.95, "P2 card, clip 0001AB"),
    }
    columns = "sidecar path method confidence evidence"
    assert _rows(graph, "sidecars", columns) == every
    assert _rows(graph, "sidecars", columns, path=clip) == _rows(graph, "sidecars", columns, path=xml)
    assert _rows(graph, "sidecars", "sidecar", path=clip) == {(xml,)}
    assert _rows(graph, "sidecars", "sidecar", path=A002) == set()
    assert _rows(graph, "sidecars", "sidecar", confidence=0.99) == {(A001_XMP,)}
    guessed = {(f"{CARD}/CLIP/0002CD.XML", clip, "NAME_TEMPLATE", 0.5, "one of several")}
    assert _rows(graph, "sidecars", columns, confidence=0.5) == every | guessed
    assert _rows(graph, "sidecars", columns, confidence=0) == every | guessed, "what a user denied is none"


def test_cards_when_asked_then_what_is_on_them_used_and_lost(graph: AssetGraph) -> None:
    columns = "path kind clips files bytes referenced complete incomplete"
    first = (CARD, "P2", 2, 3, 5610, 1, False, ("0002CD lacks VIDEO, span 2",))
    second = (SECOND_CARD, "XAVC", 1, 1, 70, 0, True, ())
    assert _rows(graph, "cards", columns) == {first, second}
    assert _rows(graph, "cards", columns, kind="P2") == {first}
    assert _rows(graph, "cards", columns, kind="RED") == set()


def test_stale_when_the_source_has_other_content_then_is_told(graph: AssetGraph) -> None:
    since = datetime.fromtimestamp(NOW_NS // 10**9, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert _rows(graph, "stale", "derivative source since kind rule") == {(PROXY, A001, since, "PROXY", "CONTENT")}


@pytest.mark.parametrize(
    ("source", "edge", "rule"),
    [
        ({"mtime_ns": NOW_NS + 10**9}, {"source_hash": "as made"}, None),  # touched since, with equal content
        ({"mtime_ns": NOW_NS + 10**9}, {"source_hash": "as made", "source_mtime_ns": NOW_NS + 10**9}, "TIME"),
        ({"mtime_ns": NOW_NS + 10**9}, {}, "TIME"),
        ({"mtime_ns": NOW_NS - 10**9}, {}, None),
        ({"mtime_ns": NOW_NS - 10**9}, {"source_hash": "another"}, "CONTENT"),
    ],
)
def test_stale_when_times_or_hashes_tell_then_the_rule_is_named(
    empty_graph: Settings, source: dict[str, Any], edge: dict[str, Any], rule: str | None
) -> None:
    made = StudioWriter()
    made.asset("/mnt/nas1/a.mov", quick_hash="as made", **source)
    made.asset("/mnt/nas1/proxy/a.mov", mtime_ns=NOW_NS)
    made.relate("/mnt/nas1/proxy/a.mov", "PROXY_OF", "/mnt/nas1/a.mov", **edge)
    with AssetGraph.open(empty_graph) as opened:
        made.write(opened._graph)
        assert [row.rule for row in opened.query("stale")] == ([rule] if rule else [])


# ---- storage, projects, time


def test_storage_when_asked_then_bytes_add_up_by_project_shot_codec_and_volume(graph: AssetGraph) -> None:
    found = _rows(graph, "storage", "project shot codec volume assets bytes")
    assert found >= {
        ("AURORA", "sh010", "exr", "nas1", 4, 3503),
        ("AURORA", None, "prores", "nas1", 4, 17000),
        ("AURORA", None, "prores", "tape", 1, 1000),
        (None, None, "jpg", "nas1", 1, 50),
    }
    everything = sum(
        row["bytes"] for row in graph.ask("MATCH (a:Asset {status: 'PRESENT'}) RETURN a.size_bytes AS bytes")
    )
    assert sum(row[-1] for row in found) == everything
    assert {row[0] for row in _rows(graph, "storage", "project shot codec volume", project="AURORA")} == {"AURORA"}


def test_projects_when_asked_then_a_row_an_asset(graph: AssetGraph) -> None:
    found = _rows(graph, "projects", "project kind path shot method confidence")
    assert ("AURORA", "feature", A001, None, "DECLARED", 1.0) in found
    assert ("AURORA", "feature", FIRST, "sh010", "STRUCTURE", 0.9) in found
    assert {row[2] for row in found} & {STRAY, JUNK, GONE} == set()
    assert {row[3] for row in _rows(graph, "projects", "project kind path shot", confidence=0.95)} == {None}
    assert _rows(graph, "projects", "path", project="NONE") == set()


def test_dormant_when_nothing_happened_below_then_the_topmost_folder(graph: AssetGraph) -> None:
    assert _rows(graph, "dormant", "folder last_activity bytes") == {("/mnt/nas1/attic", "2020-01-01T00:00:00Z", 40)}
    assert _rows(graph, "dormant", "folder", nested=True) == {("/mnt/nas1/attic",), ("/mnt/nas1/attic/2020",)}
    assert _rows(graph, "dormant", "folder", days=365 * 200) == set()


def test_dormant_when_the_question_takes_a_while_then_a_folder_still_comes_once(empty_graph: Settings) -> None:
    made = StudioWriter()
    for number in range(1500):
        made.asset(f"/mnt/nas1/attic/{number:04d}/old.mov", mtime_ns=OLD_NS)
    made.asset("/mnt/nas1/new.mov")
    with AssetGraph.open(empty_graph) as opened:
        made.write(opened._graph)
        assert _rows(opened, "dormant", "folder assets") == {("/mnt/nas1/attic", 1500)}


def test_activity_when_asked_then_files_and_events_by_week(graph: AssetGraph) -> None:
    found = _rows(graph, "activity", "project period files bytes events")
    assert (None, "2020-W01", 1, 40, 0) in found
    now = {row for row in found if row[0] == "AURORA" and row[1] == _week(NOW_NS)}
    assert [row[4] for row in now] == [3] or _week(NOW_NS) != _week(time.time_ns())
    assert ("AURORA", _week(NOW_NS - 800 * 86_400 * 10**9), 1, 6, 0) in found
    assert {row[0] for row in _rows(graph, "activity", "project period", project="AURORA", weeks=2)} == {"AURORA"}


def test_scan_diff_when_asked_for_the_last_run_then_what_it_noticed(graph: AssetGraph) -> None:
    expected = {
        ("CHANGED", CUT, None, None),
        ("VANISHED", GONE, GONE, None),
        ("MOVED", A003, "/mnt/nas1/aurora/inbox/A003.mov", A003),
        ("NEW", STRAY, None, None),
    }
    assert _rows(graph, "scan_diff", "event path from to") == expected
    assert _rows(graph, "scan_diff", "event path from to", run_id="run-1") == expected
    assert _rows(graph, "scan_diff", "event", run_id="none") == set()


# ---- walks in plain Cypher


def test_impact_when_asked_in_cypher_then_agrees_with_the_walk(graph: AssetGraph) -> None:
    for path in (A001, A003, CUT, SECOND, LUT, LOOP_A, MASTER):
        walked = {(row.path, row.depth) for row in graph.impact(path) if row.depth}
        assert {(row.path, row.depth) for row in graph.query("impact", path=path)} == walked
    assert _rows(graph, "impact", "path effect", path=LUT) == {(COMP, "DEGRADED"), (SECOND, "LOSES_SOURCE")} | {
        (each, "LOSES_SOURCE") for each in (CUT, MASTER, LOOP_A, LOOP_B)
    }


def test_lineage_when_asked_in_cypher_then_agrees_with_the_walk(graph: AssetGraph) -> None:
    for path in (A001, A003, CUT, SECOND, LOOP_A):
        walked = {(row.path, row.direction.value, row.depth) for row in graph.lineage(path)}
        assert _rows(graph, "lineage", "path direction depth", path=path) == walked


# ---- all of them


def test_questions_when_the_graph_is_empty_then_answer_with_nothing(empty_graph: Settings) -> None:
    given = {"path": "/nowhere/at.all"}
    with AssetGraph.open(empty_graph) as opened:
        for name, query in queries().items():
            needed = {param.name: given[param.name] for param in query.params if param.required}
            if needed:
                with pytest.raises(UsageError, match="knows nothing at this path"):
                    opened.query(name, **needed)
            else:
                assert list(opened.query(name)) == [], name


def test_questions_when_limited_then_tell_of_more(graph: AssetGraph) -> None:
    for name in "orphans references uses projects storage versions derivatives sidecars cards scan_diff".split():
        rows = graph.query(name, limit=1)
        assert len(list(rows)) == 1
        assert rows.truncated, name


def test_ambiguous_reference_when_its_name_is_that_of_a_file_then_the_file_may_be_meant(empty_graph: Settings) -> None:
    made = StudioWriter()
    for folder in ("a", "b"):
        made.asset(f"/mnt/nas1/{folder}/clip.mov")
    made.asset("/mnt/nas1/cut.otio", "document", parse_status="FULL")
    told = grounds("NAME_TEMPLATE", 0.4) | {"state": "AMBIGUOUS"}
    may_mean = {"/mnt/nas1/a/clip.mov": 0.75, "/mnt/nas1/b/clip.mov": 0.6}
    made.reference("/mnt/nas1/cut.otio", "clip.mov", may_mean, **told)
    with AssetGraph.open(empty_graph) as opened:
        made.write(opened._graph)
        found = _rows(opened, "referenced_by", "document state confidence", path="/mnt/nas1/b/clip.mov")
        assert found == {("/mnt/nas1/cut.otio", "AMBIGUOUS", 0.6)}
        assert {(row.confidence, row.removable) for row in opened.query("orphans")} == {(0.5, False)}


def test_lists_when_names_are_no_text_then_the_raw_paths_stand_beside(empty_graph: Settings) -> None:
    unknown = "\N{REPLACEMENT CHARACTER}"
    plate, copy, proxy, cut = (f"/mnt/nas1/{name}{unknown}" for name in ("plate", "copy", "proxy", "cut"))
    raw = {path: path.encode().replace(unknown.encode(), b"\xff") for path in (plate, copy, proxy, cut)}
    made = StudioWriter()
    for path in raw:
        kind, told = ("document", {"parse_status": "FULL"}) if path == cut else ("video", {"content_hash": "same"})
        made.asset(path, kind, raw_name=raw[path].rpartition(b"/")[2], **told)
    made.asset("/mnt/nas1/plain.mov")
    made.reference(cut, plate, **USES)
    made.reference(cut, "copy.mov", {copy: 0.6, "/mnt/nas1/plain.mov": 0.5}, state="AMBIGUOUS")
    made.relate(proxy, "PROXY_OF", plate, source_hash="older")
    expected = {
        "references": {"document": cut, "target": plate},
        "uses": {"document": cut, "target": plate},
        "referenced_by": {"document": cut},
        "stale": {"derivative": proxy, "source": plate},
        "derivatives": {"derivative": proxy, "source": plate},
    }
    with AssetGraph.open(empty_graph) as opened:
        made.write(opened._graph)
        for name, paths in expected.items():
            params = {"path": plate} if name == "referenced_by" else {}
            rows = [row.model_dump() for row in opened.query(name, **params)]
            row = next(each for each in rows if paths.items() <= each.items())
            shown = {column: base64.b64decode(row[f"raw_{column}_b64"]) for column in paths}
            assert shown == {column: raw[path] for column, path in paths.items()}, name
        (group,) = opened.query("exact_duplicates")
        assert [base64.b64decode(each) for each in group.raw_paths_b64] == [raw[path] for path in group.paths]
        (missing,) = opened.query("missing_media")
        assert [base64.b64decode(each) for each in missing.raw_documents_b64] == [raw[cut]]
        first, second = missing.raw_candidates_b64
        assert (base64.b64decode(first), second) == (raw[copy], None)
