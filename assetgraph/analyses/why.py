"""Why two assets are related: the shortest chain of edges between them. Pure, from both ends at once.

A chain along which one needs the other explains more than a shorter one over something that both have to do with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from assetgraph.graph.dependencies import Dependency

Fetch = Callable[[list[str]], Iterable[Dependency]]
"""All edges between these assets and others, in both directions."""


class _Heading(StrEnum):
    """Which edges lead on from an asset."""

    NEEDS = "needs"
    DEPENDENTS = "dependents"
    BOTH = "both"


@dataclass(slots=True)
class _Side:
    """What was reached from one end: how far each asset is, and by which edge it was reached."""

    end: str
    heading: _Heading
    depths: dict[str, int] = field(default_factory=dict)
    edges: dict[str, Dependency] = field(default_factory=dict)
    frontier: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.depths[self.end] = 0
        self.frontier.append(self.end)

    def widen(self, fetch: Fetch) -> None:
        """One level further, by the surest edges."""
        found: dict[str, Dependency] = {}
        inside = set(self.frontier)
        for edge in sorted(fetch(self.frontier), key=lambda each: (-each.confidence, each.source, each.target)):
            for heading, here, there in (
                (_Heading.NEEDS, edge.source, edge.target),
                (_Heading.DEPENDENTS, edge.target, edge.source),
            ):
                if self.heading in {heading, _Heading.BOTH} and here in inside and there not in self.depths:
                    found.setdefault(there, edge)
        depth = self.depths[self.frontier[0]] + 1
        self.depths.update((uid, depth) for uid in found)
        self.edges.update(found)
        self.frontier = sorted(found)

    def way(self, uid: str) -> list[Dependency]:
        """Edges from an asset back to this end."""
        way = []
        while uid != self.end:
            edge = self.edges[uid]
            way.append(edge)
            uid = edge.target if edge.source == uid else edge.source
        return way


def why(one: str, other: str, fetch: Fetch) -> list[Dependency]:
    """Edges of the shortest chain from one asset to the other, in its order: along which one needs the other, else
    whichever way they point. Empty where nothing connects them, or they are the same.
    """
    needs = _chain(_Side(one, _Heading.NEEDS), _Side(other, _Heading.DEPENDENTS), fetch)
    needed = _chain(_Side(one, _Heading.DEPENDENTS), _Side(other, _Heading.NEEDS), fetch)
    chains = [chain for chain in (needs, needed) if chain]
    return min(chains, key=len) if chains else _chain(_Side(one, _Heading.BOTH), _Side(other, _Heading.BOTH), fetch)


def _chain(left: _Side, right: _Side, fetch: Fetch) -> list[Dependency]:
    """The shortest chain over edges that lead on from both ends."""
    while left.frontier and right.frontier:
        met = left.depths.keys() & right.depths.keys()
        if met:
            middle = min(met, key=lambda uid: (left.depths[uid] + right.depths[uid], uid))
            return [*reversed(left.way(middle)), *right.way(middle)]
        min(left, right, key=lambda side: len(side.frontier)).widen(fetch)
    return []
