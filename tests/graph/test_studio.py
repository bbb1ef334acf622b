"""Golden rows of the demo studio: each planted fact is found, and nothing else is claimed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assetgraph import api
from assetgraph.api.demo import DemoResult, demo_settings
from assetgraph.cli import hoist, running
from assetgraph.demo.facts import DemoFacts
from assetgraph.demo.seed import load_seed
from assetgraph.settings import load_settings

pytestmark = pytest.mark.graph

Row = dict[str, Any]
Ask = Callable[..., list[Row]]
SEED = load_seed()


@pytest.fixture(scope="module")
def graph(studio: DemoResult) -> Iterator[api.AssetGraph]:
    with api.AssetGraph.open(demo_settings(load_settings(home=Path(studio.home).parent))) as opened:
        yield opened


@pytest.fixture(scope="module")
def facts(studio: DemoResult) -> DemoFacts:
    return studio.facts


@pytest.fixture
def ask(studio: DemoResult, graph: api.AssetGraph) -> Ask:
    """Rows of a saved query, with paths relative to the demo's media."""
    return lambda name, **params: [below(studio, row.model_dump()) for row in graph.query(name, **params)]


@pytest.fixture
def call(studio: DemoResult, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Rows of a command of the command line, with such paths."""
    # The command line shows warnings in its own way from then on.
    monkeypatch.setattr("warnings.showwarning", None)

    def run(*words: str) -> list[Row]:
        assert running.run(hoist(["--home", studio.home, *words, "--json"])) == 0
        return [below(studio, json.loads(line)) for line in capsys.readouterr().out.splitlines()]

    return run


def below(studio: DemoResult, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: below(studio, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [below(studio, inner) for inner in value]
    return value.removeprefix(f"{Path(studio.media).resolve()}/") if isinstance(value, str) else value


def full(studio: DemoResult, path: str) -> str:
    return str(Path(studio.media).resolve() / path)


def test_exact_duplicates_when_asked_then_the_planted_groups(facts: DemoFacts, ask: Ask) -> None:
    assert {tuple(sorted(row["paths"])) for row in ask("exact_duplicates")} == set(facts.duplicate_groups)


def test_problems_when_asked_then_the_broken_files(facts: DemoFacts, ask: Ask) -> None:
    assert {row["path"] for row in ask("problems")} == set(facts.problems)


def test_sequences_when_asked_then_frames_and_holes(
    facts: DemoFacts, studio: DemoResult, graph: api.AssetGraph
) -> None:
    rows = graph.ask(
        "MATCH (s:ImageSequence)-[:IN_FOLDER]->(f:Folder) RETURN f.path + '/' + s.name AS path, s.first AS first, "
        "s.last AS last, s.frame_count AS frame_count, s.missing_count AS missing"
    )
    found = {
        below(studio, row["path"]): (row["first"], row["last"], row["frame_count"], row["missing"]) for row in rows
    }
    assert found == {
        one.pattern: (one.first, one.last, one.frame_count, sum(last - first + 1 for first, last in one.missing))
        for one in facts.sequences
    }


def test_versions_when_asked_then_the_planted_chains(facts: DemoFacts, ask: Ask) -> None:
    chains: defaultdict[str, dict[str, tuple[int | None, bool]]] = defaultdict(dict)
    for row in ask("versions"):
        chains[row["chain"]][row["path"]] = (row["version"], row["is_latest"])
    numbered = [{path: told for path, told in chain.items() if told[0] is not None} for chain in chains.values()]
    planted = [
        {path: (number, path == chain.latest) for number, path in chain.versions.items()} for chain in facts.chains
    ]
    assert sorted(map(sorted, numbered)) == sorted(map(sorted, planted))
    assert all(chain in numbered for chain in planted)


def test_versions_when_there_is_a_hero_then_it_is_in_its_chain(facts: DemoFacts, ask: Ask) -> None:
    rows = ask("versions")
    (planted,) = [chain for chain in facts.chains if chain.hero]
    heroes = [row for row in rows if row["version"] is None]
    assert [row["path"] for row in heroes] == [planted.hero]
    assert {row["chain"] for row in rows if row["path"] in planted.versions.values()} == {heroes[0]["chain"]}


def test_versions_when_a_number_is_not_there_then_the_chain_knows(facts: DemoFacts, graph: api.AssetGraph) -> None:
    rows = graph.ask("MATCH (c:VersionChain) WHERE size(c.holes) > 0 RETURN c.count AS count, c.holes AS holes")
    found = sorted((row["count"], tuple(row["holes"])) for row in rows)
    assert found == sorted((len(chain.versions), chain.holes) for chain in facts.chains if chain.holes)


def test_references_when_asked_then_each_leads_where_it_was_meant_to(
    facts: DemoFacts, studio: DemoResult, ask: Ask
) -> None:
    found = {
        (row["document"], row["raw"]): (
            row["state"],
            row["target"] if row["state"] == "RESOLVED" else None,
            row["enabled"],
            row["count"],
        )
        for row in ask("references")
    }
    assert found == {
        (each.document, below(studio, each.raw)): (each.state, each.target, each.enabled, each.count)
        for each in facts.references
    }


def test_references_when_shown_as_fact_then_they_are_certain(ask: Ask) -> None:
    rows = [row for row in ask("references") if row["state"] == "RESOLVED"]
    assert all(row["confidence"] >= 0.8 and row["evidence"] for row in rows)
    assert {row["method"] for row in rows} == {"EXPLICIT_PATH", "TC_REEL"}


def test_missing_media_when_asked_then_lost_and_unclear_ones(facts: DemoFacts, ask: Ask) -> None:
    found = {
        (row["state"], Path(row["reference"].replace("\\", "/")).name): (set(row["documents"]), set(row["candidates"]))
        for row in ask("missing_media")
    }
    assert found == {
        (each.state, Path(each.raw.replace("\\", "/")).name): ({each.document}, set(each.candidates))
        for each in facts.references
        if each.state != "RESOLVED"
    }


def test_derivatives_when_asked_then_proxies_transcodes_and_renders(facts: DemoFacts, ask: Ask) -> None:
    found = {(row["derivative"], row["source"], row["kind"], bool(row["stale"])) for row in ask("derivatives")}
    planted = {(each.derivative, each.source, str(each.kind), each.stale) for each in facts.derivatives}
    assert found == planted | {(output, comp, "RENDER", False) for output, comp in facts.outputs.items()}


def test_stale_when_asked_then_the_proxy_of_what_was_rendered_again(facts: DemoFacts, ask: Ask) -> None:
    found = {(row["derivative"], row["source"]) for row in ask("stale")}
    assert found == {(each.derivative, each.source) for each in facts.derivatives if each.stale}


def test_projects_when_asked_then_each_file_is_where_it_belongs(facts: DemoFacts, ask: Ask) -> None:
    found = {row["path"]: (row["project"], row["kind"], row["sequence"], row["shot"]) for row in ask("projects")}
    kinds = {project.code: project.kind for project in SEED.projects}
    assert found == {
        path: (each.project, kinds[each.project], each.sequence, each.shot) for path, each in facts.belongings.items()
    }


def test_superseded_when_asked_then_older_versions_that_nothing_needs(facts: DemoFacts, ask: Ask) -> None:
    assert {row["path"] for row in ask("superseded")} == set(facts.superseded)


def test_manifest_when_asked_for_a_timeline_then_all_it_needs(facts: DemoFacts, studio: DemoResult, ask: Ask) -> None:
    document = "nas1/aurora/edit/aurora_reel1.otio"
    found = {(Path(row["path"]).name, row["state"]) for row in ask("manifest", document=full(studio, document))}
    wanted = [each for each in facts.references if each.document == document and each.enabled]
    assert found == {(Path(each.target or each.raw).name, each.state) for each in wanted}


def test_orphans_when_asked_then_each_has_its_class_and_nothing_needed_is_removable(facts: DemoFacts, ask: Ask) -> None:
    rows = ask("orphans")
    by_class: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_class[row["orphan_class"]].add(row["path"])
    copies = by_class.pop("REDUNDANT_COPY", set())
    assert by_class == {
        "UNREFERENCED": set(facts.orphans),
        "SUPERSEDED": set(facts.superseded),
        "STRAY_SIDECAR": set(facts.strays),
        "INCOMPLETE": set(facts.incomplete),
    }
    assert copies <= {path for group in facts.duplicate_groups for path in group}
    referred = {each.target for each in facts.references}
    assert not {row["path"] for row in rows if row["removable"]} & referred


def test_moved_file_when_asked_then_it_is_one_asset_with_its_history(
    facts: DemoFacts, studio: DemoResult, graph: api.AssetGraph
) -> None:
    rows = graph.ask("MATCH (e:FileEvent) RETURN e.event AS event, e.from_path AS old, e.to_path AS new")
    found = {(row["event"], below(studio, row["old"]), below(studio, row["new"])) for row in rows}
    assert {("MOVED", old, new) for old, new in facts.moved.items()} <= found
    assert {("VANISHED", path, None) for path in facts.deleted} <= found
    names = [Path(path).name for path in facts.moved]
    assert list(graph.ask("MATCH (a:Asset) WHERE a.name IN $names RETURN count(a) AS many", names=names)) == [
        {"many": len(names)}
    ]


def test_sidecars_when_asked_then_each_accompanies_its_own(
    facts: DemoFacts, studio: DemoResult, graph: api.AssetGraph
) -> None:
    rows = graph.ask(
        "MATCH (f:Folder)<-[:IN_FOLDER]-(s:Asset)-[:SIDECAR_OF]->(a:Asset)-[:IN_FOLDER]->(g:Folder) "
        "RETURN f.path + '/' + s.name AS sidecar, g.path + '/' + a.name AS owner"
    )
    found = {(below(studio, row["sidecar"]), below(studio, row["owner"])) for row in rows}
    assert found == {(sidecar, owner) for sidecar, owner in facts.sidecars.items() if owner}


def test_policies_when_declared_then_delivery_and_hold_are_in_the_graph(
    studio: DemoResult, graph: api.AssetGraph
) -> None:
    rows = graph.ask(
        "MATCH (p)-[r:DELIVERS|HOLDS]->(a:Asset)-[:IN_FOLDER]->(f:Folder) "
        "RETURN type(r) AS kind, f.path + '/' + a.name AS path"
    )
    plate = "nas1/aurora/shots/sq010/sh010/plate"
    assert {(row["kind"], below(studio, row["path"])) for row in rows} == {
        ("DELIVERS", SEED.delivered[0]),
        ("HOLDS", f"{plate}/sh010_plate_v001.%04d.exr"),
        ("HOLDS", f"{plate}/proxy/sh010_plate_v001.mov"),
    }


def test_edges_when_all_are_listed_then_each_was_planted_and_says_how_it_is_known(
    facts: DemoFacts, studio: DemoResult, graph: api.AssetGraph
) -> None:
    rows = list(
        graph.ask(
            "MATCH (f:Folder)<-[:IN_FOLDER]-(a:Asset)-[r]->(b:Asset)-[:IN_FOLDER]->(g:Folder) "
            "WHERE type(r) IN $kinds AND b.status = 'PRESENT' RETURN f.path + '/' + a.name AS dependent, "
            "type(r) AS relation, g.path + '/' + b.name AS needed, r.method AS method, r.confidence AS confidence, "
            "r.evidence AS evidence, r.run_id AS run_id",
            kinds=["REFERENCES", "PROXY_OF", "DERIVED_FROM", "GENERATED_BY", "SIDECAR_OF"],
        )
    )
    found = [below(studio, [row["dependent"], row["relation"], row["needed"]]) for row in rows]
    assert sorted(map(tuple, found)) == sorted(facts.edges())
    assert all(row["confidence"] >= 0.8 and row["method"] and row["evidence"] and row["run_id"] for row in rows)


def test_impact_query_when_asked_for_the_plate_then_all_that_hangs_on_it(
    facts: DemoFacts, studio: DemoResult, ask: Ask
) -> None:
    (plate,) = facts.rendered_again
    planted = facts.dependents(plate)
    assert {Path(path).suffix for path in planted} == {".nk", ".exr", ".mov", ".otio", ".edl"}
    assert {row["path"] for row in ask("impact", path=full(studio, plate))} == planted


def test_impact_when_asked_for_the_plate_then_it_names_comp_render_proxy_and_timeline(
    facts: DemoFacts, studio: DemoResult, call: Ask
) -> None:
    (plate,) = facts.rendered_again
    effects = {row["path"]: row["effect"] for row in call("impact", full(studio, plate))}
    assert effects.pop(plate) == "FORBIDDEN", "policies.yaml holds it"
    assert effects.keys() == facts.dependents(plate)
    shot = str(Path(plate).parents[1])
    assert effects["nas1/aurora/edit/aurora_reel1.otio"] == effects[f"{shot}/comp/sh010_comp_v004.nk"] == "BROKEN"
    assert effects[f"{shot}/plate/proxy/sh010_plate_v001.mov"] == "LOSES_SOURCE"
    assert effects[f"{shot}/render/sh010_comp_v004.%04d.exr"] == "LOSES_SOURCE"


def test_why_when_asked_for_edges_that_hang_on_the_plate_then_each_is_explained(
    facts: DemoFacts, studio: DemoResult, call: Ask
) -> None:
    (plate,) = facts.rendered_again
    touched = {plate, *facts.dependents(plate)}
    edges = [edge for edge in facts.edges() if edge.needed in touched]
    assert {edge.relation for edge in edges} == {"REFERENCES", "PROXY_OF", "DERIVED_FROM", "GENERATED_BY"}
    for edge in edges:
        rows = call("why", full(studio, edge.dependent), full(studio, edge.needed))
        (row,) = [row for row in rows if row["relation"] == edge.relation]
        assert (row["from"], row["to"]) == (edge.dependent, edge.needed)
        assert row["confidence"] >= 0.8
        assert row["method"]
        assert row["evidence"]
        assert row["run_id"]
