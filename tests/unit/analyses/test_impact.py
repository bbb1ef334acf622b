"""Impact on graphs made up: against ancestors as networkx computes them, and effects by their definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.analyses.impact import Affected, Effect, impact
from assetgraph.graph.dependencies import Dependency, Pin

STRENGTHS = ("HARD", "SOFT", "GENERATIVE")
EFFECTS = (Effect.BROKEN, Effect.DEGRADED, Effect.LOSES_SOURCE)
NODES = [f"n{number}" for number in range(9)]
EDGES = st.lists(
    st.tuples(
        st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from(STRENGTHS), st.sampled_from([0.8, 0.9, 1.0])
    ),
    max_size=40,
    unique_by=lambda edge: edge[:2],
)


def edge(source: str, target: str, strength: str | None = "HARD", confidence: float = 1.0) -> Dependency:
    """`source` needs `target`."""
    return Dependency(source, target, "REFERENCES", strength, "EXPLICIT_PATH", confidence, "because", "run")


class Told:
    """A graph that counts how often it is asked; `ahead` tells of everything at once."""

    def __init__(self, edges: Sequence[Dependency], *, ahead: bool = False) -> None:
        self._edges = edges
        self._ahead = ahead
        self.asked: Counter[str] = Counter()

    def __call__(self, uids: list[str]) -> dict[str, list[Dependency]]:
        """Edges that lead to these."""
        self.asked.update(uids)
        told = {*uids, *(each.target for each in self._edges)} if self._ahead else uids
        return {uid: [each for each in self._edges if each.target == uid] for uid in told}


def ask(edges: Sequence[Dependency], start: str = "n0", **given: Any) -> dict[str, Affected]:
    """Impact by uid."""
    pins = given.pop("pins", {})
    found = impact(start, Told(edges), lambda uids: {uid: pins[uid] for uid in uids if uid in pins}, **given)
    assert len({each.uid for each in found}) == len(found)
    assert [each.depth for each in found] == sorted(each.depth for each in found)
    return {each.uid: each for each in found}


def effects(edges: Sequence[Dependency], start: str = "n0", **given: Any) -> dict[str, Effect]:
    """Only the effects."""
    return {uid: each.effect for uid, each in ask(edges, start, **given).items()}


@given(EDGES)
def test_impact_on_any_graph_then_equals_the_ancestors_effect_by_effect(
    edges: list[tuple[str, str, str, float]],
) -> None:
    listed = [edge(*each) for each in edges]
    graph = nx.DiGraph()
    graph.add_node("n0")
    expected: dict[str, tuple[Effect, int]] = {}
    for strength, effect in zip(STRENGTHS, EFFECTS, strict=True):
        graph.add_edges_from((source, target) for source, target, told, _ in edges if told == strength)
        lengths = nx.single_source_shortest_path_length(graph.reverse(), "n0")
        for uid in nx.ancestors(graph, "n0"):
            expected.setdefault(uid, (effect, lengths[uid]))
    assert {uid: (each.effect, each.depth) for uid, each in ask(listed).items()} == expected


@given(EDGES)
def test_impact_on_any_graph_then_each_row_leads_back_and_nothing_is_asked_twice(
    edges: list[tuple[str, str, str, float]],
) -> None:
    listed = [edge(*each) for each in edges]
    found = ask(listed)
    for each in found.values():
        assert each.edge in listed
        assert each.via == "n0" or each.via in found
        assert each.confidence <= each.edge.confidence
    told = Told(listed)
    impact("n0", told, lambda _: {})
    assert set(told.asked.values()) <= {1}


@given(EDGES)
def test_impact_when_told_more_than_asked_then_is_the_same_and_asks_once(
    edges: list[tuple[str, str, str, float]],
) -> None:
    listed = [edge(*each) for each in edges]
    ahead = Told(listed, ahead=True)
    found = impact("n0", ahead, lambda _: {})
    assert found == impact("n0", Told(listed), lambda _: {})
    assert set(ahead.asked) <= {"n0", *(each.source for each in listed)}


def test_impact_when_ways_are_countless_then_takes_no_longer() -> None:
    """Forty layers of ten, each needing all of the next: 10^40 ways."""
    layers = [[f"{layer}.{place}" for place in range(10)] for layer in range(40)]
    edges = [edge(one, other) for upper, lower in pairwise(layers) for one in upper for other in lower]
    assert len(ask(edges, layers[-1][0])) == 390


def test_impact_when_several_ways_lead_to_one_then_the_worst_counts() -> None:
    weak_and_short = [edge("n1", "n0", "SOFT"), edge("n2", "n0"), edge("n1", "n2")]
    assert effects(weak_and_short) == {"n1": Effect.BROKEN, "n2": Effect.BROKEN}
    assert ask(weak_and_short)["n1"].depth == 2
    assert ask(weak_and_short)["n1"].via == "n2"


def test_impact_when_a_weak_edge_is_on_the_way_then_what_follows_is_weaker_too() -> None:
    way = [edge("n1", "n0", "SOFT"), edge("n2", "n1"), edge("n3", "n2", "GENERATIVE"), edge("n4", "n3")]
    assert effects(way) == {
        "n1": Effect.DEGRADED, "n2": Effect.DEGRADED, "n3": Effect.LOSES_SOURCE, "n4": Effect.LOSES_SOURCE
    }  # fmt: skip


def test_impact_when_it_runs_in_a_ring_then_ends_and_leaves_the_start_out() -> None:
    ring = [edge("n1", "n0"), edge("n2", "n1"), edge("n0", "n2")]
    assert effects(ring) == {"n1": Effect.BROKEN, "n2": Effect.BROKEN}


def test_impact_when_an_edge_is_no_dependency_then_is_not_followed() -> None:
    assert effects([edge("n1", "n0", None)]) == {}


def test_impact_when_equal_ways_differ_in_surety_then_the_surest_is_shown() -> None:
    edges = [edge("n1", "n0", "HARD", 0.8), edge("n2", "n0"), edge("n3", "n1"), edge("n3", "n2", "HARD", 0.9)]
    assert (ask(edges)["n3"].via, ask(edges)["n3"].confidence) == ("n2", 0.9)


def test_impact_when_a_copy_is_there_then_what_would_break_can_be_relinked() -> None:
    edges = [edge("n1", "n0"), edge("n2", "n1"), edge("n3", "n0", "SOFT"), edge("n4", "n0", "GENERATIVE")]
    assert effects(edges, has_copy=True) == {
        "n1": Effect.RELINKABLE, "n2": Effect.RELINKABLE, "n3": Effect.DEGRADED, "n4": Effect.LOSES_SOURCE
    }  # fmt: skip


@pytest.mark.parametrize("has_copy", [False, True])
def test_impact_when_what_would_break_is_pinned_then_is_forbidden_whatever_else(has_copy: bool) -> None:
    edges = [edge("n1", "n0"), edge("n2", "n1"), edge("n3", "n0", "SOFT")]
    edges += [edge("n4", "n0", "GENERATIVE"), edge("n5", "n0", "GENERATIVE")]
    delivered, held = Pin("DELIVERS trailer", True), Pin("HOLDS other", False)
    found = ask(edges, pins={"n2": delivered, "n3": held, "n4": delivered, "n5": held}, has_copy=has_copy)
    assert (found["n4"].effect, found["n5"].effect) == (Effect.FORBIDDEN, Effect.LOSES_SOURCE)
    assert (found["n2"].effect, found["n2"].pin) == (Effect.FORBIDDEN, "DELIVERS trailer")
    assert found["n3"].effect is Effect.DEGRADED
    assert found["n1"].effect is (Effect.RELINKABLE if has_copy else Effect.BROKEN)


def test_impact_when_the_asset_itself_is_pinned_then_stands_first() -> None:
    found = impact("n0", Told([edge("n1", "n0")]), lambda uids: dict.fromkeys(uids[:1], Pin("HOLDS contract", False)))
    assert [(each.uid, each.effect, each.depth, each.via) for each in found] == [
        ("n0", Effect.FORBIDDEN, 0, None), ("n1", Effect.BROKEN, 1, "n0")
    ]  # fmt: skip
