"""Edges between two assets as people see them, and a user's own word on how two assets relate.

Not here: what anything else infers (relate/).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assetgraph.api.naming import StrPath, asset_at, shown
from assetgraph.errors import UsageError
from assetgraph.graph.connection import Graph
from assetgraph.graph.dependencies import Dependencies, Dependency, asset_relations
from assetgraph.graph.media_index import MediaIndex
from assetgraph.graph.waiting import Waiting
from assetgraph.relate.references.sought import names_of

USER = "USER"
LINKED, DENIED = "linked by user", "denied by user"


class EdgeRow(BaseModel):
    """An edge between two assets, with its grounds; JSON says `from` and `to`."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    relation: str
    method: str
    confidence: float
    evidence: str | None
    run_id: str | None


def edge_rows(dependencies: Dependencies, edges: Sequence[Dependency]) -> list[EdgeRow]:
    """Edges with the paths of their ends."""
    names = dependencies.described([uid for each in edges for uid in (each.source, each.target)])
    return [
        EdgeRow(
            source=names[each.source].path,
            target=names[each.target].path,
            relation=each.relation,
            method=each.method,
            confidence=each.confidence,
            evidence=each.evidence,
            run_id=each.run_id,
        )
        for each in edges
    ]


def link(graph: Graph, one: StrPath, other: StrPath, relation: str, note: str) -> EdgeRow:
    """See AssetGraph.link."""
    dependencies = Dependencies(graph)
    source, target = _ends(graph, one, other, relation)
    if source == target:
        raise UsageError("a file cannot relate to itself", path=shown(one), next_step="name two files")
    known = dependencies.between(source, target, relation) or _usual(dependencies, source, target, relation, other)
    said = Dependency(source, target, relation, None, USER, 1.0, note or LINKED, "user")
    open_references = dependencies.open_references(source, target) if relation == "REFERENCES" else []
    if len(open_references) != 1:
        return _say(graph, said, known)
    row = _say(graph, said, known | _without_candidates(open_references[0]))
    dependencies.settle(source, target)
    return row


def unlink(graph: Graph, one: StrPath, other: StrPath, relation: str) -> EdgeRow | None:
    """See AssetGraph.unlink."""
    dependencies = Dependencies(graph)
    source, target = _ends(graph, one, other, relation)
    known = dependencies.between(source, target, relation)
    if known is None:
        raise UsageError(
            f"there is no {relation} from here to {shown(other)}",
            path=shown(one),
            next_step="assetgraph lineage shows what there is; the direction matters",
        )
    if known["confidence"] == 0:
        return edge_rows(dependencies, [Dependency(source, target, relation, None, USER, 0.0, DENIED, "user")])[0]
    if known["method"] != USER:
        return _say(graph, Dependency(source, target, relation, None, USER, 0.0, DENIED, "user"), known)
    dependencies.take_back(source, target, relation)
    return None


def _say(graph: Graph, said: Dependency, known: dict[str, Any]) -> EdgeRow:
    """Write a user's word over what is known of an edge; whoever may mean either file is looked at again."""
    dependencies = Dependencies(graph)
    grounds = {
        "method": said.method, "confidence": said.confidence, "evidence": said.evidence, "run_id": said.run_id,
    }  # fmt: skip
    dependencies.say(said.source, said.target, said.relation, known | grounds)
    ends = MediaIndex(graph).by_uid([said.source, said.target]).values()
    Waiting(graph).wake_by_name(name for end in ends for name in names_of(end))
    return edge_rows(dependencies, [said])[0]


def _without_candidates(reference: dict[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in reference.items() if not name.startswith("candidate")}
    return told | {"state": "RESOLVED"}


def _ends(graph: Graph, one: StrPath, other: StrPath, relation: str) -> tuple[str, str]:
    if relation not in asset_relations():
        known = ", ".join(asset_relations())
        raise UsageError(f"no relation {relation!r} between files", next_step=f"there is: {known}")
    return asset_at(graph, one), asset_at(graph, other)


def _usual(dependencies: Dependencies, source: str, target: str, relation: str, other: StrPath) -> dict[str, Any]:
    """What an edge of this type says besides its grounds, where nobody but the user knows of it."""
    declared = asset_relations()[relation]
    usual = {
        **dependencies.hashes(source, target),
        "raw": shown(other),
        "kind": "READ" if relation == "REFERENCES" else None,
        "count": 1,
        "enabled": True,
        "strength": declared.strength,
        "state": "RESOLVED",
    }
    return {name: value for name, value in usual.items() if name in declared.properties}
