"""The bulk writer: idempotent, all or nothing for a bundle, and a refused value costs only its own bundle."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from assetgraph import AssetGraph
from assetgraph.graph.connection import Graph
from assetgraph.graph.writer import Bundle, Edge, Node, Writer, storable
from assetgraph.settings import Settings

BOOK = 9_000  # longer than an index takes


@pytest.fixture
def graph(empty_graph: Settings) -> Iterator[Graph]:
    """An empty graph with its schema."""
    with AssetGraph.open(empty_graph) as opened:
        yield opened._graph


def _image(uid: str, **properties: Any) -> Node:
    return Node("Image", uid, {"uid": uid, "name": f"{uid}.png", "status": "PRESENT", **properties})


def _uids(graph: Graph, label: str = "Asset") -> set[str]:
    return {row["uid"] for row in graph.read(f"MATCH (n:{label}) RETURN n.uid AS uid", {})}


@pytest.mark.graph
def test_write_when_repeated_then_changes_nothing(graph: Graph) -> None:
    folder = Node("Folder", "f", {"uid": "f", "name": "f"})
    bundle = Bundle([folder, _image("a")], [Edge("IN_FOLDER", "Asset", "a", "Folder", "f")])
    for _ in range(2):
        assert Writer(graph).write([bundle]) == []
    rows = graph.read("MATCH (a:Image:Asset)-[r:IN_FOLDER]->(f:Folder) RETURN count(r) AS edges", {})
    assert rows == [{"edges": 1}]
    assert (_uids(graph), _uids(graph, "Folder")) == ({"a"}, {"f"})


@pytest.mark.graph
@pytest.mark.parametrize("bad", [0, 3, 6])
def test_write_when_one_value_is_refused_then_all_others_are_written(graph: Graph, bad: int) -> None:
    bundles = [Bundle([_image(f"a{number}", name="x" * BOOK if number == bad else "ok")]) for number in range(7)]
    refused = Writer(graph).write(bundles)
    assert [bundle.nodes[0].uid for bundle, _ in refused] == [f"a{bad}"]
    assert "index" in refused[0][1].lower() or "too large" in refused[0][1].lower()
    assert _uids(graph) == {f"a{number}" for number in range(7) if number != bad}


@pytest.mark.graph
def test_write_when_a_bundle_is_refused_then_no_part_of_it_stays(graph: Graph) -> None:
    part = Node("EmbeddedMetadata", "e", {"uid": "e", "asset_uid": "a"})
    refused = Writer(graph).write([Bundle([_image("a", name="x" * BOOK), part])])
    assert len(refused) == 1
    assert (_uids(graph), _uids(graph, "EmbeddedMetadata")) == (set(), set())


@pytest.mark.graph
def test_write_when_clearing_then_old_values_labels_and_parts_go(graph: Graph) -> None:
    stream = Node("VideoStream", "s", {"uid": "s", "asset_uid": "a", "index": 0})
    first = Bundle([_image("a", width=10, height=5), stream], [Edge("STREAM_OF", "Stream", "s", "Asset", "a")])
    Writer(graph).write([first])
    Writer(graph).write([Bundle([Node("Audio", "a", {"uid": "a", "name": "a.wav"})], [], ["a"])])
    rows = graph.read("MATCH (a:Asset) RETURN labels(a) AS labels, properties(a) AS properties", {})
    assert [(set(row["labels"]), row["properties"]) for row in rows] == [
        ({"Asset", "Audio"}, {"uid": "a", "name": "a.wav"})
    ]
    assert _uids(graph, "Stream") == set()


def test_write_when_the_model_does_not_know_a_name_then_nothing_is_sent() -> None:
    writer = Writer(SimpleNamespace(write_all=pytest.fail))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"declares no Image\.colour"):
        writer.write([Bundle([_image("a", colour="red")])])
    with pytest.raises(KeyError):
        writer.write([Bundle([Node("Asset` {x: 1}) DETACH DELETE n //", "a", {})])])
    with pytest.raises(ValueError, match="declares no"):
        writer.write([Bundle([], [Edge("IN_FOLDER", "Folder", "a", "Asset", "b")])])


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("plain", "plain"),
        ("grün \U0001f3ac", "grün \U0001f3ac"),
        ("lone \udcff", "lone \ufffd"),
        ("nul \0", "nul \0"),
        (True, True),
        (2**63 - 1, 2**63 - 1),
        (2**63, None),
        (-(2**63), -(2**63)),
        (-(2**63) - 1, None),
        (float("nan"), None),
        (float("inf"), None),
        (1.5, 1.5),
        ([1, None, float("nan"), 2], [1, 2]),
        (("a", "b"), ["a", "b"]),
        (None, None),
    ],
)
def test_storable_when_given_a_value_from_outside_then_neo4j_takes_it(value: Any, stored: Any) -> None:
    assert storable(value) == stored
    assert type(storable(value)) is type(stored)
