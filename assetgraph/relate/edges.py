"""From pairs to edges, and the names that an asset awaits. Pure: the run id comes in as an argument.

Not here: telling pairs (siblings/, cards/, derivations/), what documents say (references/edges.py), writing
(graph/writer.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assetgraph.graph.known import KnownMedia
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal
from assetgraph.model.keys import awaited_uid
from assetgraph.relate.pairs import Derivative, DerivativeKind, Sidecar

LONGEST_NAME = 1000
"""Characters; indexes take 8 kB, and no file system has names as long."""


def derivatives_bundle(
    uid: str, found: Iterable[tuple[Derivative, str | None]], awaited: Iterable[str], run_id: str
) -> Bundle:
    """What an asset was made from, in place of all that was told before, and the names that it awaits.

    Each derivative comes with the hash that its source had when it was made, where that is known.
    """
    bundle = Bundle(before=[("clear_derivatives", uid)])
    bundle.edges += [_derivation(each, run_id, source_hash) for each, source_hash in found]
    await_names(bundle, uid, awaited)
    return bundle


def _derivation(found: Derivative, run_id: str, known_source_hash: str | None) -> Edge:
    kind = "PROXY_OF" if found.kind is DerivativeKind.PROXY else "DERIVED_FROM"
    properties: dict[str, Any] = {
        **found.grounds.properties(run_id),
        "source_hash": known_source_hash or found.source.quick_hash,
        "derivative_hash": found.derivative.quick_hash,
        "source_mtime_ns": found.source.mtime_ns,
    }
    if kind == "DERIVED_FROM":
        properties["kind"] = str(found.kind)
    if found.document:
        properties["document"] = found.document
    return Edge(kind, "Asset", found.derivative.uid, "Asset", found.source.uid, properties)


def sidecar_bundle(found: Sidecar[KnownMedia], run_id: str) -> Bundle:
    """A sidecar's edge to what it describes."""
    properties = found.grounds.properties(run_id)
    return Bundle(edges=[Edge("SIDECAR_OF", "Asset", found.sidecar.uid, "Asset", found.main.uid, properties)])


def renewed(types: Iterable[str], assets: Iterable[KnownMedia], run_id: str) -> Bundle:
    """Edges of these types that leave these assets: only those of this run stay, and a user's own."""
    types = tuple(types)
    return Bundle(renew=[Renewal(kind, "Asset", asset.uid, run_id) for asset in assets for kind in types])


def await_names(bundle: Bundle, uid: str, names: Iterable[str]) -> None:
    """An asset awaits these names: when a file of one comes, what is told of the asset is told anew."""
    for name in sorted(name for name in names if len(name) <= LONGEST_NAME):
        key = awaited_uid(name)
        bundle.nodes.append(Node("AwaitedName", key, {"uid": key, "name": name}))
        bundle.edges.append(Edge("AWAITS", "Asset", uid, "AwaitedName", key))
