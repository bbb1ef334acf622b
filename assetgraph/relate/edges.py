"""From what was told to bundles of nodes and edges. Pure: run id comes in as an argument.

Not here: telling (sidecars.py, versions.py, derivatives.py, resolving.py), writing (graph/writer.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assetgraph.documents.records import DocumentContent, ReferenceKind, Use
from assetgraph.graph.relations import KnownMedia
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, storable
from assetgraph.model.keys import missing_uid, problem_uid
from assetgraph.model.names import stem_key
from assetgraph.model.relationships import Strength
from assetgraph.relate.derivatives import Derivative, DerivativeKind
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.resolving import Resolution, Sought

_DERIVED_TYPES = ("PROXY_OF", "DERIVED_FROM")
_OUTPUTS = frozenset({ReferenceKind.WRITE})


def derivative_bundle(found: Derivative, run_id: str, known_source_hash: str | None) -> Bundle:
    """A derivative's edge to its source; `known_source_hash` is that of the source when the derivative was made."""
    kind = "PROXY_OF" if found.kind is DerivativeKind.PROXY else "DERIVED_FROM"
    properties: dict[str, Any] = {
        **found.grounds.properties(run_id),
        "source_hash": known_source_hash or found.source.quick_hash,
        "derivative_hash": found.derivative.quick_hash,
        "source_mtime_ns": found.source.mtime_ns,
    }
    if kind == "DERIVED_FROM":
        properties["kind"] = str(found.kind)
    return Bundle(edges=[Edge(kind, "Asset", found.derivative.uid, "Asset", found.source.uid, properties)])


def renewed(types: Iterable[str], assets: Iterable[KnownMedia], run_id: str) -> Bundle:
    """Edges of these types that leave these assets: only those of this run stay, and a user's own."""
    types = tuple(types)
    return Bundle(renew=[Renewal(kind, "Asset", asset.uid, run_id) for asset in assets for kind in types])


def document_bundle(
    uid: str, content: DocumentContent, found: Sequence[tuple[Sought, Resolution]], run_id: str
) -> Bundle:
    """A document's own edges, in place of all it had before."""
    bundle = Bundle(renew=[Renewal("REFERENCES", "Asset", uid, run_id)])
    told = {"uid": uid, "parse_status": str(content.status), "reference_count": len(content.references)}
    bundle.nodes.append(Node("Document", uid, told))
    for problem in content.problems:
        key = problem_uid(uid, problem.stage, problem.tool)
        values = {"uid": key, "asset_uid": uid, "run_id": run_id, **problem.model_dump()}
        bundle.nodes.append(Node("IngestProblem", key, {name: storable(value) for name, value in values.items()}))
        bundle.edges.append(Edge("PROBLEM_WITH", "IngestProblem", key, "Asset", uid))
    targets: dict[str, list[tuple[Sought, Resolution]]] = {}
    for sought, resolution in found:
        if resolution.target and resolution.target.uid == uid:
            continue
        if sought.reference.kind in _OUTPUTS:
            if resolution.target:
                bundle.edges.append(_output(uid, sought, resolution.target, resolution.grounds, run_id))
            continue
        target = resolution.target.uid if resolution.target else missing_uid(resolution.place)
        targets.setdefault(target, []).append((sought, resolution))
    for target, mentions in targets.items():
        if mentions[0][1].target is None:
            bundle.nodes.append(_missing(target, mentions[0]))
        label = "Asset" if mentions[0][1].target else "MissingMedia"
        bundle.edges.append(Edge("REFERENCES", "Asset", uid, label, target, _reference(mentions, run_id)))
    return bundle


def _output(document: str, sought: Sought, target: KnownMedia, grounds: Grounds, run_id: str) -> Edge:
    properties = {**grounds.properties(run_id), "raw": storable(sought.reference.raw)}
    return Edge("GENERATED_BY", "Asset", target.uid, "Asset", document, properties)


def _missing(uid: str, mention: tuple[Sought, Resolution]) -> Node:
    sought, resolution = mention
    name = sought.raw.name or resolution.place
    properties = {
        "uid": uid,
        "reference": storable(resolution.place),
        "caption": storable(name if len(name) <= 24 else f"{name[:11]}…{name[-12:]}"),
        "stem_key": storable(stem_key(name)),
    }
    return Node("MissingMedia", uid, properties)


def _reference(mentions: Sequence[tuple[Sought, Resolution]], run_id: str) -> dict[str, Any]:
    """One edge for all mentions of one target: the strongest speaks, all uses count."""
    mentions = sorted(mentions, key=lambda each: each[0].reference.kind is ReferenceKind.BIN)
    sought, resolution = mentions[0]
    references = [each.reference for each, _ in mentions]
    enabled = any(each.enabled for each in references)
    soft = sought.reference.kind is ReferenceKind.BIN or not enabled
    candidates = resolution.candidates
    properties = {
        **resolution.grounds.properties(run_id),
        "raw": sought.reference.raw,
        "kind": str(sought.reference.kind),
        "role": sought.reference.role,
        "count": sum(each.count for each in references),
        "enabled": enabled,
        "strength": str(Strength.SOFT if soft else Strength.HARD),
        "state": str(resolution.state),
        "candidates": [each.media.rel_path for each in candidates] or None,
        "candidate_uids": [each.media.uid for each in candidates] or None,
        "candidate_confidences": [each.grounds.confidence for each in candidates] or None,
        **_uses([use for each, _ in mentions for use in each.uses]),
    }
    return {name: storable(value) for name, value in properties.items()}


def _uses(uses: list[Use]) -> dict[str, list[Any]]:
    """Parallel lists, one entry a use, in the order of the timeline."""
    if not uses:
        return {}
    uses = sorted(uses, key=lambda use: (use.timeline, use.media, use.track, use.record_in))
    return {
        "track": [use.track for use in uses],
        "media": [str(use.media) for use in uses],
        "record_in": [use.record_in for use in uses],
        "record_out": [use.record_out for use in uses],
        "source_in": [use.source_in for use in uses],
        "source_out": [use.source_out for use in uses],
        "edit_rate": [use.edit_rate for use in uses],
        "speed": [use.speed for use in uses],
        "use_enabled": [use.enabled for use in uses],
        "angle": [use.angle or "" for use in uses],
    }
