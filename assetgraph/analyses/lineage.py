"""Where an asset comes from and what came of it. Pure: the graph is asked level by level, each asset once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assetgraph.graph.dependencies import Dependency

Fetch = Callable[[list[str]], Mapping[str, Sequence[Dependency]]]
"""All edges that leave each of these assets, or all that lead to it; it may tell of others too."""


class Direction(StrEnum):
    """Upstream is what an asset was made from, needs or followed; downstream the reverse."""

    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"


@dataclass(frozen=True, slots=True)
class Relative:
    """An asset of the lineage; `edge` is the last of the shortest way to it, the surest of those."""

    uid: str
    direction: Direction
    depth: int
    confidence: float
    edge: Dependency

    @property
    def via(self) -> str:
        """The asset before it on the way."""
        return self.edge.source if self.direction is Direction.UPSTREAM else self.edge.target


def lineage(start: str, needs: Fetch, dependents: Fetch) -> list[Relative]:
    """All that `start` comes from, then all that came of it, each the nearest first."""
    return [*_walk(start, needs, Direction.UPSTREAM), *_walk(start, dependents, Direction.DOWNSTREAM)]


def _walk(start: str, fetch: Fetch, direction: Direction) -> list[Relative]:
    edges: dict[str, Sequence[Dependency]] = {}
    confidences = {start: 1.0}
    walked: list[Relative] = []
    frontier = [start]
    depth = 0
    while frontier:
        depth += 1
        found: dict[str, Relative] = {}
        unknown = [uid for uid in frontier if uid not in edges]
        edges.update(fetch(unknown) if unknown else {})
        for edge in (edge for uid in frontier for edge in edges[uid]):
            here, there = (edge.source, edge.target) if direction is Direction.UPSTREAM else (edge.target, edge.source)
            relative = Relative(there, direction, depth, min(confidences[here], edge.confidence), edge)
            if there not in confidences and (there not in found or _order(relative) < _order(found[there])):
                found[there] = relative
        confidences.update((uid, each.confidence) for uid, each in found.items())
        walked += sorted(found.values(), key=lambda each: each.uid)
        frontier = list(found)
    return walked


def _order(relative: Relative) -> tuple[float, str, str]:
    return -relative.confidence, relative.via, relative.edge.relation
