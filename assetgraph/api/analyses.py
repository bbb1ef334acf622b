"""Impact, lineage and why on a graph: joins what walks (analyses/) with what asks (graph/), and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, Field

from assetgraph.analyses.impact import Affected, Effect
from assetgraph.analyses.impact import impact as walk_impact
from assetgraph.analyses.lineage import Direction
from assetgraph.analyses.lineage import lineage as walk_lineage
from assetgraph.analyses.why import why as walk_why
from assetgraph.api.linking import EdgeRow, edge_rows
from assetgraph.api.naming import StrPath, asset_at
from assetgraph.graph.connection import Graph
from assetgraph.graph.dependencies import Dependencies, Dependency, Described, Readable


class ImpactRow(BaseModel):
    """An asset that is affected if another one goes."""

    path: str
    effect: Effect
    via: str | None = Field(description="the next asset on the way to what goes; none for that itself")
    relation: str | None = Field(description="how it depends on `via`")
    depth: int = Field(description="edges on the way")
    confidence: float = Field(description="that of the least sure edge on the way")
    evidence: str = Field(description="grounds of the edge to `via`, or what forbids it to go")
    relink: list[str] = Field(description="exact copies that those next to what goes can be linked to")
    completeness: float | None = Field(description="share of the projects' documents that could be read whole")
    raw_path_b64: str | None = None


class LineageRow(BaseModel):
    """An asset that another one comes from, or that came of it."""

    path: str
    direction: Direction
    relation: str
    via: str = Field(description="the asset before it on the way")
    depth: int = Field(description="edges on the way")
    confidence: float = Field(description="that of the least sure edge on the way")
    status: str = Field(description="PRESENT, VANISHED, POINTER; MISSING for what documents refer to in vain")
    raw_path_b64: str | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """What is affected if an asset goes. Iterates over its rows.

    `readable` counts the documents of the projects concerned: one that could not be read whole may need anything.
    `unsure` counts those that may mean it, less surely than was asked for.
    """

    path: str
    rows: list[ImpactRow]
    readable: Readable
    unsure: int

    def __iter__(self) -> Iterator[ImpactRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def completeness(self) -> float | None:
        """The share of those documents that could be read whole; None where there are none."""
        return self.readable.share


def impact(graph: Graph, path: StrPath, confidence: float) -> Impact:
    """See AssetGraph.impact."""
    start = asset_at(graph, path)
    dependencies = Dependencies(graph, confidence)
    copies = dependencies.copies(start)
    may_mean = dependencies.may_mean(start)
    sure = [edge for edge in may_mean if edge.confidence >= confidence]

    def fetch(uids: list[str]) -> dict[str, list[Dependency]]:
        found = dependencies.dependents(uids)
        return found | {start: [*found[start], *sure]} if start in uids else found

    affected = walk_impact(start, fetch, dependencies.pins, has_copy=bool(copies))
    uids = [start, *(each.uid for each in affected)]
    names = dependencies.described(uids)
    readable = dependencies.readable(uids)
    rows = [_impact_row(each, names, copies, readable) for each in affected]
    return Impact(names[start].path, rows, readable, len({edge.source for edge in may_mean} - {*uids}))


def lineage(graph: Graph, path: StrPath, confidence: float) -> list[LineageRow]:
    """See AssetGraph.lineage."""
    start = asset_at(graph, path)
    dependencies = Dependencies(graph, confidence)
    found = walk_lineage(start, dependencies.needs, dependencies.dependents)
    names = dependencies.described([start, *{each.uid for each in found}])
    return [
        LineageRow(
            path=names[each.uid].path,
            direction=each.direction,
            relation=each.edge.relation,
            via=names[each.via].path,
            depth=each.depth,
            confidence=each.confidence,
            status=names[each.uid].status,
            raw_path_b64=names[each.uid].raw_path_b64,
        )
        for each in found
    ]


def why(graph: Graph, one: StrPath, other: StrPath, confidence: float) -> list[EdgeRow]:
    """See AssetGraph.why."""
    dependencies = Dependencies(graph, confidence)
    edges = walk_why(asset_at(graph, one), asset_at(graph, other), dependencies.touching)
    return edge_rows(dependencies, edges)


def _impact_row(each: Affected, names: dict[str, Described], copies: list[str], readable: Readable) -> ImpactRow:
    return ImpactRow(
        path=names[each.uid].path,
        effect=each.effect,
        via=names[each.via].path if each.via else None,
        relation=each.edge.relation if each.edge else None,
        depth=each.depth,
        confidence=each.confidence,
        evidence=each.pin or (each.edge.evidence if each.edge else ""),
        relink=copies if each.effect is Effect.RELINKABLE and each.depth == 1 else [],
        completeness=readable.share,
        raw_path_b64=names[each.uid].raw_path_b64,
    )
