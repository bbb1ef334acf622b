"""What was found against what is true, by relation type and source; and how sure it said it was."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.relations.edges import Edge, Gold

FACT = 0.8
"""From this confidence on an edge is told as a fact."""
BAR = 0.95
Z = 1.959964
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
MOST_OFF, LEAST_EDGES = 0.1, 100


@dataclass(frozen=True)
class Found:
    """An edge that was told, how surely, and on what grounds."""

    edge: Edge
    confidence: float
    grounds: str = ""


@dataclass(frozen=True)
class Score:
    """Counts of one relation type in one source; `right` of the found are in `truth`."""

    type: str
    source: str
    truth: int
    found: int
    right: int

    @property
    def precision(self) -> tuple[float, float]:
        return wilson(self.right, self.found)

    @property
    def recall(self) -> tuple[float, float]:
        return wilson(self.right, self.truth)

    @property
    def passes(self) -> bool:
        """Whether the lower ends of both intervals reach the bar."""
        return self.precision[0] >= BAR and self.recall[0] >= BAR


@dataclass(frozen=True)
class Verdict:
    """An edge that is not as it should be: "wrong" was found and is not true, "missed" is true and was not found."""

    source: str
    verdict: str
    edge: Edge
    confidence: float
    grounds: str


@dataclass(frozen=True)
class Bin:
    """Edges whose confidence lies in [low, high): how sure they were, on average, and how often they were right."""

    low: float
    high: float
    edges: int
    said: float
    right: float

    @property
    def passes(self) -> bool:
        return self.edges < LEAST_EDGES or abs(self.said - self.right) <= MOST_OFF


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, Z * Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - half), min(1.0, centre + half)


def settled(gold: Gold, found: Iterable[Found]) -> list[Found]:
    """What can be judged: of types that the source tells whole, an edge once and as sure as it was told, none open."""
    best: dict[Edge, Found] = {}
    for each in found:
        if each.edge.type in gold.types and each.edge not in gold.open:
            known = best.get(each.edge)
            if known is None or each.confidence > known.confidence:
                best[each.edge] = each
    return list(best.values())


def score(gold: Gold, found: Iterable[Found]) -> tuple[list[Score], list[Verdict]]:
    """A score a type of that source, and each edge that is not as it should be."""
    judged = [each for each in settled(gold, found) if each.confidence >= FACT]
    facts: dict[str, set[Edge]] = defaultdict(set)
    truth: dict[str, set[Edge]] = defaultdict(set)
    for each in judged:
        facts[each.edge.type].add(each.edge)
    for edge in gold.truth - gold.open:
        truth[edge.type].add(edge)
    scores = [
        Score(type_, gold.source, len(truth[type_]), len(facts[type_]), len(truth[type_] & facts[type_]))
        for type_ in sorted(gold.types)
        if truth[type_] or facts[type_]
    ]
    told = {each.edge: each for each in settled(gold, found)}
    verdicts = [
        Verdict(gold.source, "wrong", each.edge, each.confidence, each.grounds)
        for each in judged
        if each.edge not in truth[each.edge.type]
    ]
    for type_ in sorted(gold.types):
        for edge in sorted(truth[type_] - facts[type_]):
            weak = told.get(edge)
            verdicts.append(
                Verdict(gold.source, "missed", edge, weak.confidence if weak else 0.0, weak.grounds if weak else "")
            )
    return scores, verdicts


def pooled(scores: Sequence[Score]) -> list[Score]:
    """A score a type over all sources."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in scores:
        for index, count in enumerate((each.truth, each.found, each.right)):
            sums[each.type][index] += count
    return [Score(type_, "all", *counts) for type_, counts in sums.items()]


def calibration(judged: Iterable[tuple[Gold, Sequence[Found]]]) -> list[Bin]:
    """Bins over all edges that were told, however weak, of all sources."""
    told = [(each.confidence, each.edge in gold.truth) for gold, found in judged for each in settled(gold, found)]
    bins = []
    for low, high in zip(BINS, (*BINS[1:], math.inf), strict=True):
        inside = [(said, right) for said, right in told if low <= said < high]
        if inside:
            count = len(inside)
            said = sum(said for said, _ in inside) / count
            bins.append(Bin(low, min(high, 1.0), count, said, sum(right for _, right in inside) / count))
    return bins
