"""Why two assets are related: the shortest chain of edges between them. Pure, from both ends at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assetgraph.graph.dependencies import Dependency

Fetch = Callable[[list[str]], Iterable[Dependency]]
"""All edges between these assets and others, in both directions."""


@dataclass(slots=True)
class _Side:
    """What was reached from one end: how far each asset is, and by which edge it was reached."""

    end: str
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
            for here, there in ((edge.source, edge.target), (edge.target, edge.source)):
                if here in inside and there not in self.depths:
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
    """Edges of the shortest chain from one asset to the other, in its order, whichever way they point.

    Empty where nothing connects them, or they are the same.
    """
    left, right = _Side(one), _Side(other)
    while left.frontier and right.frontier:
        met = left.depths.keys() & right.depths.keys()
        if met:
            middle = min(met, key=lambda uid: (left.depths[uid] + right.depths[uid], uid))
            return [*reversed(left.way(middle)), *right.way(middle)]
        min(left, right, key=lambda side: len(side.frontier)).widen(fetch)
    return []
