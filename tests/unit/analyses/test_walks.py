"""Lineage and why on graphs made up, against networkx."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.analyses.lineage import Direction, lineage
from assetgraph.analyses.why import why
from assetgraph.graph.dependencies import Dependency

NODES = [f"n{number}" for number in range(9)]
EDGES = st.lists(
    st.builds(
        Dependency,
        st.sampled_from(NODES),
        st.sampled_from(NODES),
        st.sampled_from(["REFERENCES", "PREVIOUS_VERSION"]),
        st.none(),
        st.just("HASH"),
        st.sampled_from([0.8, 0.9, 1.0]),
        st.just("because"),
        st.just("run"),
    ).filter(lambda edge: edge.source != edge.target),
    max_size=30,
    unique_by=lambda edge: (edge.source, edge.target),
)


def _graph(edges: Sequence[Dependency]) -> nx.DiGraph:
    graph = nx.DiGraph((each.source, each.target) for each in edges)
    graph.add_nodes_from(NODES)
    return graph


@given(EDGES)
def test_lineage_on_any_graph_then_equals_ancestors_and_descendants(edges: list[Dependency]) -> None:
    def needs(uids: list[str]) -> dict[str, list[Dependency]]:
        return {uid: [each for each in edges if each.source == uid] for uid in uids}

    def dependents(uids: list[str]) -> dict[str, list[Dependency]]:
        return {uid: [each for each in edges if each.target == uid] for uid in uids}

    found = lineage("n0", needs, dependents)
    graph = _graph(edges)
    for direction, seen in ((Direction.UPSTREAM, graph), (Direction.DOWNSTREAM, graph.reverse())):
        lengths = dict(nx.single_source_shortest_path_length(seen, "n0"))
        del lengths["n0"]
        assert {each.uid: each.depth for each in found if each.direction is direction} == lengths
    for each in found:
        assert each.edge in edges
        assert {each.uid, each.via} == {each.edge.source, each.edge.target}


@given(EDGES, st.sampled_from(NODES), st.sampled_from(NODES))
def test_why_on_any_graph_then_is_a_shortest_chain_of_needs_or_else_of_any(
    edges: list[Dependency], one: str, other: str
) -> None:
    def touching(uids: list[str]) -> list[Dependency]:
        return [each for each in edges if each.source in uids or each.target in uids]

    chain = why(one, other, touching)
    graph = _graph(edges)
    plain = graph.to_undirected()
    if one == other or not nx.has_path(plain, one, other):
        assert chain == []
        return
    needs = [
        nx.shortest_path_length(graph, *ends) for ends in ((one, other), (other, one)) if nx.has_path(graph, *ends)
    ]
    assert len(chain) == min(needs, default=nx.shortest_path_length(plain, one, other))
    here = one
    for each in chain:
        assert here in {each.source, each.target}
        here = each.target if each.source == here else each.source
    assert here == other
