"""The schema: what the model asks for is on the server, in the generated files, and explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph import AssetGraph
from assetgraph.errors import SchemaError
from assetgraph.graph import schema
from assetgraph.graph.connection import Graph, Target
from assetgraph.model.data import data_path
from assetgraph.model.registry import node_types, relationship_types
from assetgraph.settings import Settings

ROOT = Path(__file__).parents[2]
CAMEL = re.compile(r"[A-Z][A-Za-z]*")
SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
UPPER = re.compile(r"[A-Z]+(?:_[A-Z]+)*")


@pytest.fixture
def graph(empty_graph: Settings) -> Iterator[Graph]:
    """An empty graph without any schema but what other tests left."""
    secret = empty_graph.neo4j_password.get_secret_value() if empty_graph.neo4j_password else ""
    with Graph(Target(str(empty_graph.neo4j_uri), empty_graph.neo4j_user, secret)) as graph:
        yield graph


@pytest.mark.graph
def test_schema_when_applied_twice_then_the_second_time_changes_nothing(graph: Graph) -> None:
    first = schema.apply(graph)
    assert (first.ok, first.missing, first.version) == (True, [], schema.VERSION)
    at = graph.read("MATCH (s:SchemaVersion) RETURN s.applied_at AS at", {})
    assert schema.apply(graph) == first
    assert graph.read("MATCH (s:SchemaVersion) RETURN s.applied_at AS at", {}) == at
    assert schema.check(graph) == first


@pytest.mark.graph
def test_schema_when_something_is_missing_then_is_told_and_mended(graph: Graph) -> None:
    schema.apply(graph)
    rule = next(rule for rule in schema.rules() if rule.name.endswith("_index"))
    graph.write(f"DROP INDEX {rule.name}", {})
    state = schema.check(graph)
    assert (state.ok, state.missing) == (False, [rule.name])
    assert schema.apply(graph).ok


@pytest.mark.graph
def test_schema_when_it_has_an_index_of_somebody_else_then_leaves_it_alone(graph: Graph) -> None:
    schema.apply(graph)
    graph.write("CREATE INDEX somebodys IF NOT EXISTS FOR (n:Somebody) ON (n.thing)", {})
    try:
        state = schema.apply(graph)
        assert (state.ok, "somebodys" in state.foreign) == (True, True)
        assert schema.check(graph).foreign == state.foreign
    finally:
        graph.write("DROP INDEX somebodys", {})


@pytest.mark.graph
def test_schema_when_the_graph_is_newer_then_is_refused_untouched(graph: Graph, empty_graph: Settings) -> None:
    schema.apply(graph)
    graph.write("MATCH (s:SchemaVersion) SET s.version = $version", {"version": schema.VERSION + 1})
    with pytest.raises(SchemaError, match="this assetgraph knows"):
        AssetGraph.open(empty_graph)
    rows = graph.read("MATCH (s:SchemaVersion) RETURN s.version AS version", {})
    assert rows == [{"version": schema.VERSION + 1}]


@pytest.mark.graph
def test_schema_when_the_graph_is_of_version_2_then_is_brought_up(graph: Graph) -> None:
    schema.apply(graph)
    graph.write("MATCH (s:SchemaVersion) SET s.version = 2", {})
    graph.write("DROP INDEX asset_text", {})
    graph.write("CREATE FULLTEXT INDEX asset_text FOR (n:Asset) ON EACH [n.name]", {})
    graph.write(
        "CREATE (:Asset {uid: 'a', name: 'a.mov', frame_rate: '24000/1001', frame_rate_num: 24000, "
        "frame_rate_den: 1001})-[:VERSION_OF {version: 3}]->(:VersionChain {uid: 'c'})",
        {},
    )
    graph.write("CREATE (:Folder {uid: 'f', status: 'PRESENT'}), (:Project {uid: 'p', is_sure: true})", {})
    assert not schema.check(graph).ok
    assert schema.apply(graph).ok
    rows = graph.read("SHOW FULLTEXT INDEXES YIELD name, properties, state RETURN *", {})
    found = {row["name"]: (set(row["properties"]), row["state"]) for row in rows}
    assert found["asset_text"] == (set(node_types()["Asset"].fulltext["asset_text"]), "ONLINE")
    assert graph.read("MATCH (a:Asset) RETURN round(a.fps, 3) AS fps", {}) == [{"fps": 23.976}]
    assert graph.read("MATCH ()-[r:VERSION_OF]->() RETURN r.rank AS rank", {}) == [{"rank": 3}]
    waits = graph.read("MATCH (f:Folder), (p:Project) RETURN f.relate_pending AS waits, p.is_sure AS old", {})
    assert waits == [{"waits": True, "old": None}]


@pytest.mark.graph
def test_schema_when_on_the_server_then_every_unique_key_has_its_constraint(graph: Graph) -> None:
    schema.apply(graph)
    rows = graph.read("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN *", {})
    found = {(row["labelsOrTypes"][0], row["properties"][0]) for row in rows if "UNIQUE" in row["type"]}
    wanted = {(node.label, name) for node in node_types().values() for name in node.own if node.properties[name].unique}
    assert wanted <= found
    assert {(node.base, "uid") for node in node_types().values()} <= wanted


def test_schema_files_when_generated_anew_then_are_as_they_were() -> None:
    told = "run: assetgraph schema show > docs/schema.md"
    assert (ROOT / "docs/schema.md").read_text(encoding="utf-8") == schema.schema_markdown(), told
    told = "run: assetgraph schema show --cypher > cypher/schema/schema.cypher"
    path = data_path("cypher") / "schema" / "schema.cypher"
    assert path.read_text(encoding="utf-8") == schema.schema_cypher(), told


@pytest.mark.parametrize("label", sorted(node_types()))
def test_label_when_declared_then_is_named_and_explained(label: str) -> None:
    node = node_types()[label]
    assert CAMEL.fullmatch(label)
    assert node.help, "a docstring says what it is"
    assert node.properties["uid"].help
    unexplained = [name for name, prop in node.properties.items() if not prop.help]
    misnamed = [name for name in node.properties if not SNAKE.fullmatch(name)]
    assert (unexplained, misnamed) == ([], [])


UNITS = {
    "byte": ("bytes",),
    "bit/s": ("bps",),
    "Hz": ("hz",),
    "s": ("s",),
    "ns": ("ns",),
    "ms": ("ms",),
    "degree": ("deg",),
}


def test_unit_when_a_property_has_one_then_its_name_says_so() -> None:
    wrong = {
        (node.label, name, prop.unit)
        for node in node_types().values()
        for name, prop in node.properties.items()
        if prop.unit in UNITS and not set(name.split("_")) & set(UNITS[prop.unit])
    }
    assert wrong == set()


def test_relationship_when_declared_then_is_named_explained_and_joins_labels_of_the_model() -> None:
    assert relationship_types()
    for relation in relationship_types():
        assert UPPER.fullmatch(relation.type)
        assert relation.help
        assert {relation.source, relation.target} <= node_types().keys()


def test_rule_when_generated_then_its_name_is_its_own() -> None:
    names = [rule.name for rule in schema.rules()]
    assert len(names) == len(set(names))
    assert all("IF NOT EXISTS" in rule.ddl for rule in schema.rules())
