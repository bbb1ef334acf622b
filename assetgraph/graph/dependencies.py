"""What impact, lineage and why ask the graph, a step at a time, and a user's own word on how two assets relate.

Each method is one statement of cypher/analyses, or of cypher/maintenance where it writes. Not here: walking
(analyses/), which asset a path names (lookup.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import analysis, maintenance
from assetgraph.graph.queries import raw_path_b64
from assetgraph.graph.writer import Bundle, Edge, Writer
from assetgraph.model.registry import RelationshipType, relationship_types

BETWEEN = "Asset"


@dataclass(frozen=True, slots=True)
class Dependency:
    """An edge from a dependent to what it needs, by their uids; `strength` is None where it is no dependency."""

    source: str
    target: str
    relation: str
    strength: str | None
    method: str
    confidence: float
    evidence: str
    run_id: str


@dataclass(frozen=True, slots=True)
class Described:
    """An asset, or something missing, as people name it."""

    uid: str
    path: str
    raw_path_b64: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Pin:
    """Why something may not go: in words, and whether it was delivered, which protects all it was made from too."""

    why: str
    delivered: bool


@dataclass(frozen=True, slots=True)
class Readable:
    """How many documents there are that may refer to something, and how many of them could be read."""

    documents: int
    readable: int

    @property
    def share(self) -> float | None:
        """The share that could be read; None where there are no documents."""
        return round(self.readable / self.documents, 4) if self.documents else None


@cache
def asset_relations() -> dict[str, RelationshipType]:
    """Types of relationships between two assets, as the model declares them."""
    return {each.type: each for each in relationship_types() if (each.source, each.target) == (BETWEEN, BETWEEN)}


class Dependencies:
    """The dependencies of a graph, edges of at least this confidence."""

    def __init__(self, graph: Graph, confidence: float = 0.0) -> None:
        self._graph = graph
        self._confidence = confidence

    def dependents(self, uids: Sequence[str]) -> dict[str, list[Dependency]]:
        """Edges that lead to each of these assets, and to all that depend on them."""
        return self._levels("dependents", uids)

    def needs(self, uids: Sequence[str]) -> dict[str, list[Dependency]]:
        """Edges that leave each of these assets and all they depend on; those to what is missing however sure."""
        return self._levels("needs", uids)

    def touching(self, uids: Sequence[str]) -> list[Dependency]:
        """Edges between these assets and others, in both directions."""
        rows = self._read("touching", uids=list(uids), confidence=self._confidence)
        return [_dependency(row["edge"]) for row in rows]

    def may_mean(self, uid: str) -> list[Dependency]:
        """References that are not settled and may mean this asset, or that led to it before it vanished; all of them,
        however sure.
        """
        return [_dependency(row["edge"]) for row in self._read("may_mean", uid=uid)]

    def described(self, uids: Sequence[str]) -> dict[str, Described]:
        """Where they lie, by uid."""
        (row,) = self._read("described", uids=list(uids))
        return {
            uid: Described(uid, path, raw_path_b64(raw_parts), status) for uid, path, raw_parts, status in row["found"]
        }

    def pins(self, uids: Sequence[str]) -> dict[str, Pin]:
        """Why these may not go, by uid, for those that were delivered or are held."""
        found: dict[str, list[Row]] = {}
        for row in self._read("pins_of", uids=list(uids)):
            found.setdefault(row["uid"], []).append(row)
        return {
            uid: Pin(
                ", ".join(f"{row['relation']} {row['pin']}" for row in rows),
                any(row["relation"] == "DELIVERS" for row in rows),
            )
            for uid, rows in found.items()
        }

    def copies(self, uid: str) -> list[str]:
        """Paths of what has the same content, is present and on a volume that is there; 20 at most."""
        return [row["path"] for row in self._read("copies", uid=uid)]

    def readable(self, uids: Sequence[str]) -> Readable:
        """Documents of the projects that these assets belong to."""
        row = self._read("completeness", uids=list(uids))[0]
        return Readable(row["documents"], row["readable"])

    def between(self, source: str, target: str, relation: str) -> dict[str, Any] | None:
        """Properties of the edge of this type between two assets; None where there is none."""
        rows = self._read("edge_between", source=source, target=target, relation=relation)
        return dict(rows[0]["properties"]) if rows else None

    def open_references(self, document: str, target: str) -> list[dict[str, Any]]:
        """Properties of the references of a document that are not settled and may mean this asset."""
        return [dict(row["properties"]) for row in self._read("open_references", source=document, target=target)]

    def hashes(self, derivative: str, source: str) -> Row:
        """Properties that tell which content of its source a derivative shows: that of now."""
        return self._read("hashes_of", derivative=derivative, source=source)[0]

    def say(self, source: str, target: str, relation: str, properties: dict[str, Any]) -> None:
        """Write an edge as a user's own word."""
        edge = Edge(relation, BETWEEN, source, BETWEEN, target, properties)
        Writer(self._graph).write([Bundle(edges=[edge])])

    def settle(self, document: str, target: str) -> None:
        """Drop the references of a document that a user has answered by naming this asset."""
        self._graph.write(maintenance("settle_reference"), {"source": document, "target": target})

    def take_back(self, source: str, target: str, relation: str) -> None:
        """Drop what a user said of a relation between two assets."""
        self._graph.write(maintenance("drop_user_edge"), {"source": source, "target": target, "relation": relation})

    def _levels(self, name: str, uids: Sequence[str]) -> dict[str, list[Dependency]]:
        found: dict[str, list[Dependency]] = {uid: [] for uid in uids}
        (row,) = self._read(name, uids=list(uids), confidence=self._confidence)
        for uid, edges in row["found"]:
            found[uid] = [_dependency(edge) for edge in edges]
        return found

    def _read(self, name: str, /, **params: object) -> list[Row]:
        return self._graph.read(analysis(name), params)


def _dependency(edge: Sequence[Any]) -> Dependency:
    source, target, relation, strength, *grounds = edge
    return Dependency(source, target, relation, strength or asset_relations()[relation].strength, *grounds)
