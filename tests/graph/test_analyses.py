"""Impact, lineage, why, link and unlink on the small studio, by the API and by the command line."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from questions_studio import (
    A001,
    A001_COPY,
    A001_XMP,
    A002,
    A003,
    BROKEN,
    COMP,
    CUT,
    DANGLING,
    FRESH_PROXY,
    GONE,
    HELD,
    HOLES,
    LOOP_A,
    LOOP_B,
    LOST,
    LUT,
    MASTER,
    PROXY,
    RENDERS,
    SHOW,
    TAPE_CLIP,
    TRAILER,
    studio,
)  # fmt: skip
from studio_fixtures import StudioWriter

from assetgraph import AssetGraph
from assetgraph.analyses.impact import Effect
from assetgraph.cli import running
from assetgraph.errors import UsageError
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer
from assetgraph.model.keys import location_key
from assetgraph.settings import Settings

pytestmark = pytest.mark.graph

FIRST, SECOND, THIRD = RENDERS
Call = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def graph(empty_graph: Settings) -> Iterator[AssetGraph]:
    """The studio."""
    with AssetGraph.open(empty_graph) as opened:
        studio().write(opened._graph)
        yield opened


@pytest.fixture
def call(
    graph: AssetGraph, empty_graph: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run a command on the studio: (exit code, rows, stderr)."""
    monkeypatch.setattr("warnings.showwarning", None)
    monkeypatch.setattr(running.Options, "settings", lambda *_, **__: empty_graph)

    def run(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        code = running.run([*arguments, "--json"])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    return run


def _effects(graph: AssetGraph, path: str, **given: Any) -> set[tuple[str, str, str | None, int]]:
    return {(row.path, row.effect.value, row.via, row.depth) for row in graph.impact(path, **given)}


# ---- impact


def test_impact_when_a_plate_goes_then_every_effect_is_told(graph: AssetGraph) -> None:
    assert _effects(graph, A001) == {
        (CUT, "RELINKABLE", A001, 1),
        (COMP, "RELINKABLE", A001, 1),
        (MASTER, "FORBIDDEN", A001, 1),
        (A001_XMP, "DEGRADED", A001, 1),
        (PROXY, "LOSES_SOURCE", A001, 1),
        (SECOND, "LOSES_SOURCE", COMP, 2),
        (LOOP_A, "LOSES_SOURCE", SECOND, 3),
        (LOOP_B, "LOSES_SOURCE", LOOP_A, 4),
    }
    rows = {row.path: row for row in graph.impact(A001)}
    assert rows[CUT].relink == [A001_COPY]
    assert rows[MASTER].evidence == "DELIVERS TRAILER_1"
    assert (rows[PROXY].confidence, rows[PROXY].relation) == (0.9, "PROXY_OF")


def test_impact_when_no_copy_is_there_then_what_needs_it_breaks(graph: AssetGraph) -> None:
    assert _effects(graph, SECOND) == {
        (CUT, "BROKEN", SECOND, 1), (LOOP_A, "BROKEN", SECOND, 1), (LOOP_B, "BROKEN", LOOP_A, 2),
        (MASTER, "FORBIDDEN", CUT, 2),
    }  # fmt: skip
    assert _effects(graph, LUT) >= {(COMP, "DEGRADED", LUT, 1), (SECOND, "LOSES_SOURCE", COMP, 2)}


def test_impact_when_a_user_denied_an_edge_then_it_leads_nowhere(graph: AssetGraph) -> None:
    assert _effects(graph, A002) == set()
    assert _effects(graph, A002, confidence=0) == set()


def test_impact_when_less_sure_edges_are_asked_for_then_they_count(graph: AssetGraph) -> None:
    assert (TRAILER, "LOSES_SOURCE", MASTER, 1) not in _effects(graph, MASTER)
    assert (TRAILER, "LOSES_SOURCE", MASTER, 1) in _effects(graph, MASTER, confidence=0.5)


def test_impact_when_the_asset_is_held_or_delivered_then_itself_is_forbidden(graph: AssetGraph) -> None:
    assert _effects(graph, HELD) == {(HELD, "FORBIDDEN", None, 0)}
    assert _effects(graph, MASTER) == {(MASTER, "FORBIDDEN", None, 0)}
    assert next(iter(graph.impact(HELD))).evidence == "HOLDS contract until 2999-01-01"


def test_impact_when_documents_could_not_be_read_then_the_share_is_told(graph: AssetGraph) -> None:
    found = graph.impact(A001)
    assert (found.readable.documents, found.readable.readable, found.completeness) == (7, 6, 0.8571)
    assert graph.impact(f"{SHOW}/../junk/holiday.jpg").completeness is None


def test_impact_when_it_is_offline_or_gone_then_is_told_all_the_same(graph: AssetGraph) -> None:
    assert {path for path, *_ in _effects(graph, TAPE_CLIP)} == {CUT, MASTER}
    assert (DANGLING, "LOSES_SOURCE", GONE, 1) in _effects(graph, GONE)


# ---- naming


def test_path_when_it_is_a_frame_or_the_pattern_then_the_sequence_is_meant(graph: AssetGraph) -> None:
    frame = SECOND.replace("%04d", "1005")
    assert _effects(graph, frame) == _effects(graph, SECOND) != set()
    with pytest.raises(UsageError, match="knows nothing at this path"):
        graph.impact(SECOND.replace("%04d", "2000"))


def test_path_when_unknown_then_near_names_are_offered(graph: AssetGraph) -> None:
    with pytest.raises(UsageError, match="knows nothing") as caught:
        graph.impact(f"{SHOW}/plates/A0001.mov")
    assert A001 in caught.value.next_step
    with pytest.raises(UsageError) as caught:
        graph.lineage("/elsewhere/plates/A002.mov")
    assert caught.value.next_step == f"there is: {A002}"
    with pytest.raises(UsageError, match="is a folder"):
        graph.impact(f"{SHOW}/plates")
    with pytest.raises(UsageError) as caught:
        graph.impact("/nothing/like/it.xyz")
    assert "check the spelling" in caught.value.next_step


def test_path_when_its_bytes_are_no_text_then_is_found_and_shown_with_them(graph: AssetGraph) -> None:
    raw = b"odd \xff.mov"
    made = StudioWriter()
    folder = made.folder(f"{SHOW}/plates")
    told = {
        "uid": "odd",
        "name": "odd �.mov",
        "raw_name": raw,
        "status": "PRESENT",
        "kind": "video",
        "volume_uid": "nas1",
    }
    node = Node("Video", "odd", told | {"location_key": location_key(folder, raw)})
    properties = {"method": "HASH", "confidence": 1.0, "evidence": "same", "run_id": "run-1"}
    edges = [
        Edge("IN_FOLDER", "Asset", "odd", "Folder", folder),
        Edge("DERIVED_FROM", "Asset", "odd", "Asset", made.uid(A002), properties),
    ]
    Writer(graph._graph).write([Bundle([node], edges)])
    assert [row.path for row in graph.lineage(f"{SHOW}/plates/".encode() + raw)] == [A002]
    row = next(iter(graph.impact(A002)))
    assert base64.b64decode(row.raw_path_b64 or "") == f"{SHOW}/plates/".encode() + raw


# ---- lineage and why


def test_lineage_when_asked_then_both_directions_with_how(graph: AssetGraph) -> None:
    found = {(row.path, row.direction.value, row.relation, row.depth) for row in graph.lineage(SECOND)}
    assert found == {
        (COMP, "upstream", "GENERATED_BY", 1),
        (FIRST, "upstream", "PREVIOUS_VERSION", 1),
        (A001, "upstream", "REFERENCES", 2),
        (LUT, "upstream", "REFERENCES", 2),
        (THIRD, "downstream", "PREVIOUS_VERSION", 1),
        (CUT, "downstream", "REFERENCES", 1),
        (LOOP_A, "downstream", "REFERENCES", 1),
        (LOOP_B, "downstream", "REFERENCES", 2),
        (MASTER, "downstream", "REFERENCES", 2),
    }
    missing = [row.path for row in graph.lineage(CUT) if row.status == "MISSING"]
    assert set(missing) == {LOST, "B001.mov", "nas1:/aurora/plates/sought.mov"}
    assert graph.lineage(HOLES) == []


def test_why_when_two_are_related_then_the_chain_with_its_grounds(graph: AssetGraph) -> None:
    chain = graph.why(PROXY, SECOND)
    assert [(row.source, row.relation, row.target) for row in chain] == [
        (PROXY, "PROXY_OF", A001), (CUT, "REFERENCES", A001), (CUT, "REFERENCES", SECOND)
    ]  # fmt: skip
    assert (chain[0].method, chain[0].confidence, chain[0].run_id) == ("NAME_TEMPLATE", 0.9, "run-1")
    assert graph.why(A001, HOLES) == []
    assert graph.why(A001, A001) == []
    assert [row.relation for row in graph.why(A002, CUT)] == []


# ---- what is not settled


def test_impact_when_a_reference_may_mean_it_then_that_is_told(graph: AssetGraph) -> None:
    found = graph.impact(A003)
    assert (CUT in {row.path for row in found}, found.unsure) == (False, 1)
    less_sure = graph.impact(A003, confidence=0.7)
    assert {(row.path, row.effect, row.confidence) for row in less_sure} >= {(CUT, Effect.BROKEN, 0.75)}
    assert less_sure.unsure == 0


def test_impact_when_the_file_is_gone_then_documents_that_miss_it_are_told(graph: AssetGraph) -> None:
    gone = StudioWriter()
    path = gone.asset(f"{SHOW}/plates/lost_clip.mov", status="VANISHED")
    gone.write(graph._graph)
    assert (CUT, "BROKEN", path, 1) in _effects(graph, path)
    assert [row.document for row in graph.query("referenced_by", path=path)] == [CUT]


def test_impact_when_a_delivery_was_made_from_it_then_is_forbidden(graph: AssetGraph) -> None:
    made = StudioWriter()
    made.pin("Delivery", PROXY, code="PREVIEW")
    made.write(graph._graph)
    assert (PROXY, "FORBIDDEN", A001, 1) in _effects(graph, A001)


def test_questions_when_given_a_path_then_it_may_be_relative_or_a_frame(
    graph: AssetGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = SECOND.replace("%04d", "1003")
    assert {row.document for row in graph.query("referenced_by", path=frame)} == {CUT, LOOP_A}
    monkeypatch.chdir("/")
    assert [row.document for row in graph.query("manifest", document=MASTER[1:], limit=1)] == [MASTER]
    with pytest.raises(UsageError, match="knows nothing at this path"):
        graph.query("manifest", document=f"{MASTER}x")


# ---- a user's word


def test_link_when_said_then_is_known_and_no_run_overrules_it(graph: AssetGraph) -> None:
    row = graph.link(TRAILER, HOLES, "DERIVED_FROM", note="I was there")
    assert row.model_dump() == {
        "from": TRAILER, "to": HOLES, "relation": "DERIVED_FROM", "method": "USER", "confidence": 1.0,
        "evidence": "I was there", "run_id": "user",
    }  # fmt: skip
    inferred = {"method": "HASH", "confidence": 0.3, "evidence": "no", "run_id": "run-2"}
    ends = ("Asset", StudioWriter.uid(TRAILER), "Asset", StudioWriter.uid(HOLES))
    renewal = Renewal("DERIVED_FROM", "Asset", StudioWriter.uid(TRAILER), "run-2")
    Writer(graph._graph).write([Bundle([], [Edge("DERIVED_FROM", *ends, inferred)], renew=[renewal])])
    assert [each.evidence for each in graph.why(TRAILER, HOLES)] == ["I was there"]
    assert [(each.derivative, each.stale) for each in graph.query("derivatives", path=HOLES)] == [(TRAILER, False)]


def test_link_when_a_document_is_said_to_need_a_file_then_the_questions_know(graph: AssetGraph) -> None:
    graph.link(MASTER, HOLES, "REFERENCES")
    rows = {(row.path, row.state) for row in graph.query("manifest", document=MASTER)}
    assert (HOLES, "RESOLVED") in rows
    assert [row.effect for row in graph.impact(HOLES)] == [Effect.FORBIDDEN]
    assert HOLES not in {row.path for row in graph.query("orphans")}


def test_unlink_when_the_edge_is_a_users_own_then_it_is_gone(graph: AssetGraph) -> None:
    graph.link(A003, A002, "DERIVED_FROM")
    assert graph.unlink(A003, A002, "DERIVED_FROM") is None
    assert graph.why(A003, A002) == []


def test_unlink_when_said_twice_then_the_denial_stays(graph: AssetGraph) -> None:
    first = graph.unlink(PROXY, A001, "PROXY_OF")
    assert graph.unlink(PROXY, A001, "PROXY_OF") == first
    assert {row.derivative for row in graph.query("derivatives")} & {PROXY} == set()


def test_unlink_when_a_users_own_edge_goes_then_what_was_inferred_is_looked_for_again(graph: AssetGraph) -> None:
    graph.link(CUT, A001, "REFERENCES")
    graph.unlink(CUT, A001, "REFERENCES")
    waiting = graph.ask("MATCH (f:Folder {relate_pending: true}) RETURN f.path AS path")
    assert {row["path"] for row in waiting} == {f"{SHOW}/edit", f"{SHOW}/plates"}


def test_unlink_when_the_edge_was_inferred_then_is_denied_for_good(graph: AssetGraph) -> None:
    denied = graph.unlink(PROXY, A001, "PROXY_OF")
    assert denied
    assert (denied.method, denied.confidence, denied.evidence) == ("USER", 0.0, "denied by user")
    again = {"method": "NAME_TEMPLATE", "confidence": 0.9, "evidence": "same stem", "run_id": "run-2"}
    ends = ("Asset", StudioWriter.uid(PROXY), "Asset", StudioWriter.uid(A001))
    renewal = Renewal("PROXY_OF", "Asset", StudioWriter.uid(PROXY), "run-2")
    Writer(graph._graph).write([Bundle([], [Edge("PROXY_OF", *ends, again)], renew=[renewal])])
    assert PROXY not in {row.path for row in graph.impact(A001, confidence=0)}
    assert {row.derivative for row in graph.query("derivatives")} & {PROXY} == set()
    graph.link(PROXY, A001, "PROXY_OF")
    assert PROXY in {row.path for row in graph.impact(A001)}


@pytest.mark.parametrize(
    ("one", "other", "relation", "told"),
    [
        (PROXY, A001, "BELONGS_TO", "no relation 'BELONGS_TO' between files"),
        (PROXY, A001, "proxy_of", "DERIVED_FROM, GENERATED_BY"),
        (PROXY, PROXY, "PROXY_OF", "cannot relate to itself"),
        (PROXY, "/nowhere.mov", "PROXY_OF", "knows nothing"),
    ],
)
def test_link_when_said_wrongly_then_nothing_is_written(
    graph: AssetGraph, one: str, other: str, relation: str, told: str
) -> None:
    before = list(graph.dump())
    with pytest.raises(UsageError, match=told):
        graph.link(one, other, relation)
    assert list(graph.dump()) == before


def test_unlink_when_there_is_no_such_edge_then_says_so(graph: AssetGraph) -> None:
    with pytest.raises(UsageError, match="there is no PROXY_OF from here"):
        graph.unlink(A001, PROXY, "PROXY_OF")


# ---- the command line


def test_commands_when_called_with_json_then_have_the_keys_of_the_vocabulary(call: Call) -> None:
    code, rows, err = call("impact", A001)
    assert code == 0
    assert {"path", "effect", "via", "depth", "confidence"} <= rows[0].keys()
    assert "6 of 7 documents" in err
    code, rows, _ = call("lineage", A001)
    assert (code, {"path", "direction", "relation", "depth"} <= rows[0].keys()) == (0, True)
    code, rows, _ = call("why", PROXY, A001)
    assert rows == [
        {
            "from": PROXY, "to": A001, "relation": "PROXY_OF", "method": "NAME_TEMPLATE", "confidence": 0.9,
            "evidence": "maps to it", "run_id": "run-1",
        }
    ]  # fmt: skip
    assert code == 0


def test_commands_when_linking_and_unlinking_then_tell_what_was_done(call: Call) -> None:
    code, rows, _ = call("link", FRESH_PROXY, A002, "--as", "PROXY_OF", "--note", "same take")
    assert (code, rows[0]["evidence"]) == (0, "same take")
    code, rows, err = call("unlink", FRESH_PROXY, A002, "--as", "PROXY_OF")
    assert (code, rows) == (0, [])
    assert "taken back" in err
    code, rows, _ = call("unlink", PROXY, A001, "--as", "PROXY_OF")
    assert (code, rows[0]["confidence"]) == (0, 0.0)


def test_commands_when_the_path_is_unknown_then_exit_2_in_one_line(call: Call) -> None:
    for arguments in (["impact", "/x.mov"], ["lineage", BROKEN + "x"], ["why", A001, "/x.mov"]):
        code, rows, err = call(*arguments)
        assert (code, rows, len(err.splitlines())) == (2, [], 1)


def test_commands_when_shown_to_people_or_as_csv_then_have_the_same_rows(
    call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    assert running.run(["why", PROXY, A001, "--csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == '"from","to","relation","method","confidence","evidence","run_id"'
    assert running.run(["impact", HELD]) == 0
    assert "FORBIDDEN" in capsys.readouterr().out
    assert running.run(["lineage", HOLES]) == 0
    assert "(no rows)" in capsys.readouterr().out
    assert running.run(["lineage", A001, "--csv"]) == 0
    assert "raw_path_b64" in capsys.readouterr().out.splitlines()[0]
