"""The canonical dump: a graph as sorted lines that are equal for equal libraries, whatever runs led there.

Left out: runs and events, and properties marked as stamps in the model. Assets are named by their place, because
their keys tell where they were first seen; parts of an asset are named by its place and their own key parts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from assetgraph.graph.connection import Graph
from assetgraph.graph.cypher_files import maintenance
from assetgraph.model.registry import NodeType, node_types, relationship_types

_LEFT_OUT = frozenset({"ScanRun", "FileEvent", "SchemaVersion"})
_KEYS = ("index", "namespace", "property", "stage", "tool", "path", "uuid")


def dump(graph: Graph) -> Iterator[str]:
    """Lines of JSON: nodes, then edges, each sorted. Holds the dump in memory; for tests and repairs."""
    names: dict[str, str] = {}
    nodes = []
    for row in graph.stream(maintenance("all_nodes"), {}):
        labels = sorted(row["labels"])
        if _LEFT_OUT & set(labels):
            continue
        properties = row["properties"]
        kind = _kind(labels)
        name = _name(kind, properties, names)
        names[properties["uid"]] = name
        nodes.append(_line({"node": name, "labels": labels, "properties": _kept(kind, properties, names)}))
    yield from sorted(nodes)
    edges = []
    for row in graph.stream(maintenance("all_edges"), {}):
        if row["source"] in names and row["target"] in names:
            edge = {"edge": row["type"], "from": names[row["source"]], "to": names[row["target"]]}
            edges.append(_line(edge | _grounds(row["type"], row["properties"])))
    yield from sorted(edges)


def digest(graph: Graph) -> str:
    """SHA-256 of the dump."""
    hasher = hashlib.sha256()
    for line in dump(graph):
        hasher.update(line.encode() + b"\n")
    return hasher.hexdigest()


def _kind(labels: list[str]) -> NodeType:
    """The most special of a node's labels."""
    return max((node_types()[label] for label in labels), key=lambda kind: len(kind.labels))


def _name(kind: NodeType, properties: dict[str, Any], names: dict[str, str]) -> str:
    if kind.base == "Asset":
        place = properties.get("location_key")
        return f"Asset {place or (properties['rel_path'], properties['generation'])}"
    owner = properties.get("asset_uid")
    if owner:
        parts = [properties.get(key) for key in _KEYS]
        return f"{kind.base} {parts} of {names.get(owner, 'nobody')}"
    return f"{kind.base} {properties['uid']}"


def _kept(kind: NodeType, properties: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    kept = {}
    for name, value in properties.items():
        declared = kind.properties.get(name)
        if declared and declared.stamp:
            continue
        if name == "asset_uid":
            kept[name] = names.get(value, "nobody")
        elif name not in {"uid", "generation", "content_rev"}:
            kept[name] = value
    return kept


def _grounds(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    declared = next(relation for relation in relationship_types() if relation.type == kind).properties
    kept = {name: value for name, value in properties.items() if not declared[name].stamp}
    return {"properties": kept} if kept else {}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=repr)
