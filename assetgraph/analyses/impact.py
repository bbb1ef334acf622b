"""What happens to other assets if one goes. Pure: the graph is asked level by level, through `fetch`.

The weakest edge on the way decides what reaches a dependent; of several ways to it, the worst counts. Ways are
countless in a graph of diamonds, so none is followed twice: an asset is looked at again only when something worse
reaches it, which can be so three times at most.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assetgraph.graph.dependencies import Dependency, Pin
from assetgraph.model.relationships import Strength

Fetch = Callable[[list[str]], Mapping[str, Sequence[Dependency]]]
"""All edges that lead to each of these assets; it may tell of others too, which then are not asked for."""
_RANKS = {Strength.HARD: 0, Strength.SOFT: 1, Strength.GENERATIVE: 2}


class Effect(StrEnum):
    """What becomes of an asset when something it depends on goes, the worst first."""

    FORBIDDEN = "FORBIDDEN"  # it was delivered or is held, and would break; or delivered, and could not be made again
    BROKEN = "BROKEN"
    RELINKABLE = "RELINKABLE"  # it would break, but an exact copy is there to link to
    DEGRADED = "DEGRADED"  # a weak dependency is on the way
    LOSES_SOURCE = "LOSES_SOURCE"  # it plays, and cannot be made again


_SEVERITY = {effect: rank for rank, effect in enumerate(Effect)}
_EFFECTS = (Effect.BROKEN, Effect.DEGRADED, Effect.LOSES_SOURCE)


@dataclass(frozen=True, slots=True)
class Affected:
    """An asset that is affected; `via` is the next one on the way to what goes, `edge` leads there."""

    uid: str
    effect: Effect
    depth: int
    confidence: float
    edge: Dependency | None = None
    pin: str = ""

    @property
    def via(self) -> str | None:
        """The asset through which it is affected; None for what goes itself."""
        return self.edge.target if self.edge else None


def impact(
    start: str, fetch: Fetch, pins: Callable[[list[str]], Mapping[str, Pin]], *, has_copy: bool = False
) -> list[Affected]:
    """All assets that are affected if `start` goes, the nearest first; itself only where it may not go.

    `pins` tells which assets were delivered or are held; a delivery protects what it was made from too. With
    `has_copy` what would break can be linked to an exact copy. Depth counts edges on the shortest way with that
    effect; confidence is that of the way's least sure edge.
    """
    reached = _reached(start, fetch)
    at_risk = [uid for uid, each in reached.items() if each.effect is not Effect.DEGRADED]
    pinned = pins([start, *at_risk])
    affected = [_judged(each, pinned.get(each.uid), has_copy) for each in reached.values()]
    if start in pinned:
        affected.append(Affected(start, Effect.FORBIDDEN, 0, 1.0, None, pinned[start].why))
    return sorted(affected, key=lambda each: (each.depth, _SEVERITY[each.effect], each.uid))


def _judged(each: Affected, pin: Pin | None, has_copy: bool) -> Affected:
    if pin and (each.effect is Effect.BROKEN or (each.effect is Effect.LOSES_SOURCE and pin.delivered)):
        return replace(each, effect=Effect.FORBIDDEN, pin=pin.why)
    if each.effect is not Effect.BROKEN:
        return each
    return replace(each, effect=Effect.RELINKABLE) if has_copy else each


def _reached(start: str, fetch: Fetch) -> dict[str, Affected]:
    """The worst that reaches each dependent, by its uid."""
    edges: dict[str, Sequence[Dependency]] = {}
    ranks = {start: 0}
    reached: dict[str, Affected] = {}
    frontier = [Affected(start, Effect.BROKEN, 0, 1.0)]
    while frontier:
        unknown = [each.uid for each in frontier if each.uid not in edges]
        edges.update(fetch(unknown) if unknown else {})
        found: dict[str, Affected] = {}
        for here in frontier:
            for edge in edges[here.uid]:
                if edge.strength not in _RANKS:
                    continue
                there = _beyond(here, edge)
                if _rank(there) < ranks.get(there.uid, len(_EFFECTS)) and (
                    there.uid not in found or _order(there) < _order(found[there.uid])
                ):
                    found[there.uid] = there
        ranks.update((uid, _rank(each)) for uid, each in found.items())
        reached.update(found)
        frontier = list(found.values())
    return reached


def _beyond(here: Affected, edge: Dependency) -> Affected:
    rank = max(_rank(here), _RANKS[Strength(edge.strength or "")])
    return Affected(edge.source, _EFFECTS[rank], here.depth + 1, min(here.confidence, edge.confidence), edge)


def _rank(each: Affected) -> int:
    return _EFFECTS.index(each.effect)


def _order(each: Affected) -> tuple[int, float, str]:
    return _rank(each), -each.confidence, each.via or ""
