"""The one bulk writer: bundles of nodes and edges in, idempotent transactions out.

Statements are generated from the model, so a label, type or property that the model does not declare cannot be
written. Not here: what is written (ingest/rows.py), single acts that are no upsert (catalogue.py).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from neo4j.exceptions import ClientError, DatabaseError

from assetgraph.graph.connection import Graph
from assetgraph.graph.cypher_files import maintenance
from assetgraph.model.registry import node_types, relationship_types

BATCH_ROWS = 3000
_MAX_INTEGER = 2**63 - 1
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Node:
    """A node to be merged on its uid; its label may be a special one."""

    label: str
    uid: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to be merged between two nodes that exist or stand in the same or an earlier bundle.

    Its properties replace those it had, unless it is a user's own and these are not.
    """

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renewal:
    """All edges of a type that leave a node are written anew by a run: those of earlier runs go, a user's stay."""

    type: str
    source_label: str
    source: str
    run_id: str


@dataclass(slots=True)
class Bundle:
    """What belongs together: written in one transaction, or refused together.

    `clear` names assets whose old values and parts go first, `renew` nodes of whose edges only the new ones stay.
    `before` names statements of cypher/maintenance that go first, each with the uid it is for.
    """

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    clear: list[str] = field(default_factory=list)
    renew: list[Renewal] = field(default_factory=list)
    before: list[tuple[str, str]] = field(default_factory=list)

    def extend(self, other: Bundle) -> None:
        """Take over what another one holds."""
        self.nodes += other.nodes
        self.edges += other.edges
        self.clear += other.clear
        self.renew += other.renew
        self.before += other.before

    def __len__(self) -> int:
        return len(self.nodes) + len(self.edges) + len(self.renew) + len(self.before)


class Writer:
    """Writes bundles to a graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def write(self, bundles: Sequence[Bundle]) -> list[tuple[Bundle, str]]:
        """Write all bundles in one transaction; returns those the server refuses, with its reason.

        When the server refuses a value (an indexed text of over 8 kB, say) the batch is halved until the
        bundle at fault stands alone; all others are written. Raises GraphUnavailable after a long outage.
        """
        if not bundles:
            return []
        try:
            self._graph.write_all(_statements(bundles))
        except (ClientError, DatabaseError) as error:
            if len(bundles) == 1:
                return [(bundles[0], str(error.message))]
            middle = len(bundles) // 2
            return Writer.write(self, bundles[:middle]) + Writer.write(self, bundles[middle:])
        return []

    def write_all(self, bundles: Iterable[Bundle]) -> list[tuple[Bundle, str]]:
        """Write any number of bundles, as many to a transaction as do it good; returns those that are refused."""
        return [refused for batch in _batches(bundles) for refused in self.write(batch)]


def _batches(bundles: Iterable[Bundle]) -> Iterator[list[Bundle]]:
    batch: list[Bundle] = []
    rows = 0
    for bundle in bundles:
        batch.append(bundle)
        rows += len(bundle)
        if rows >= BATCH_ROWS:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _statements(bundles: Iterable[Bundle]) -> list[tuple[str, dict[str, Any]]]:
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    edges: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    renewals: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for bundle in bundles:
        for name, uid in [*(("clear_assets", uid) for uid in bundle.clear), *bundle.before]:
            before[name].append(uid)
        for node in bundle.nodes:
            kind = node_types()[node.label]
            nodes[node.label].append({"uid": node.uid, "properties": _checked(kind.properties, node)})
        for edge in bundle.edges:
            row = {"a": edge.source, "b": edge.target, "properties": edge.properties}
            edges[edge.type, edge.source_label, edge.target_label].append(row)
        for renewal in bundle.renew:
            row = {"uid": renewal.source, "run_id": renewal.run_id}
            renewals[renewal.type, renewal.source_label].append(row)
    statements: list[tuple[str, dict[str, Any]]] = [
        (maintenance(name), {"uids": uids}) for name, uids in before.items()
    ]
    statements += [(_node_statement(label), {"rows": rows}) for label, rows in nodes.items()]
    statements += [(_edge_statement(*ends), {"rows": rows}) for ends, rows in edges.items()]
    statements += [(_renewal_statement(*ends), {"rows": rows}) for ends, rows in renewals.items()]
    return statements


@cache
def _node_statement(label: str) -> str:
    kind = node_types()[label]
    special = "".join(f":{each}" for each in kind.labels if each != kind.base)
    labels = f" SET n{special}" if special else ""
    return f"CYPHER 25 UNWIND $rows AS row MERGE (n:{kind.base} {{uid: row.uid}}){labels} SET n += row.properties"


@cache
def _edge_statement(kind: str, source: str, target: str) -> str:
    declared = [r for r in relationship_types() if (r.type, r.source, r.target) == (kind, source, target)]
    if not declared:
        raise ValueError(f"the model declares no ({source})-[{kind}]->({target})")
    merge = (
        f"CYPHER 25 UNWIND $rows AS row MATCH (a:{source} {{uid: row.a}}) MATCH (b:{target} {{uid: row.b}}) "
        f"MERGE (a)-[r:{kind}]->(b)"
    )
    if not declared[0].properties:
        return merge
    theirs = "coalesce(r.method, '') <> 'USER' OR row.properties.method = 'USER'"
    return f"{merge} WITH r, row WHERE {theirs} SET r = row.properties"


@cache
def _renewal_statement(kind: str, source: str) -> str:
    return (
        f"CYPHER 25 UNWIND $rows AS row MATCH (a:{source} {{uid: row.uid}})-[r:{kind}]->() "
        "WHERE r.run_id <> row.run_id AND r.method <> 'USER' DELETE r"
    )


def _checked(declared: dict[str, Any], node: Node) -> dict[str, Any]:
    unknown = node.properties.keys() - declared.keys()
    if unknown:
        raise ValueError(f"the model declares no {node.label}.{min(unknown)}")
    return node.properties


def storable(value: Any) -> Any:
    """A value from outside in a form Neo4j keeps without loss or complaint; None when there is no such form.

    Text loses lone surrogates to U+FFFD, numbers that are no numbers or exceed 63 bits are dropped.
    """
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if -_MAX_INTEGER - 1 <= value <= _MAX_INTEGER else None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        items = [storable(item) for item in value]
        return [item for item in items if item is not None]
    return value
