"""From what was found and read to bundles of nodes and edges. Pure: time and run id come in as arguments.

Not here: writing (graph/writer.py), deciding which identity an asset has (settle.py, pipeline.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from assetgraph.graph.writer import Bundle, Edge, Node, storable
from assetgraph.ingest.found import Found
from assetgraph.ingest.places import Place, place_properties
from assetgraph.ingest.sequences import PHOTOGRAPH_ENDINGS, are_tiles
from assetgraph.model.keys import (
    conflict_uid,
    embedded_uid,
    event_uid,
    problem_uid,
    stream_uid,
)
from assetgraph.model.names import text
from assetgraph.model.records import Kind, ProbeLevel, Problem, Reading
from assetgraph.model.registry import PropertyType, node_types

LABELS = {
    Kind.VIDEO: "Video",
    Kind.IMAGE: "Image",
    Kind.SEQUENCE: "ImageSequence",
    Kind.AUDIO: "Audio",
    Kind.DOCUMENT: "Document",
    Kind.SIDECAR: "Sidecar",
    Kind.PACKAGE: "PackageFile",
    Kind.OTHER: "Other",
}
_STREAMS = {"video": "VideoStream", "audio": "AudioStream", "subtitle": "SubtitleStream"}
_POINTER = "git-lfs-pointer"
_LONGEST_KEY = 2000  # signs of four bytes each


@dataclass(frozen=True, slots=True)
class Identity:
    """Which asset this is."""

    uid: str
    generation: int
    content_rev: int
    first_seen: datetime
    is_new: bool


def asset_bundle(
    place: Place,
    found: Found,
    identity: Identity,
    reading: Reading,
    *,
    level: ProbeLevel,
    tools: str,
    run_id: str,
) -> Bundle:
    """An asset with its streams, embedded metadata, conflicts and problems."""
    label = LABELS[reading.kind]
    metadata = dict(reading.metadata)
    streams = metadata.pop("streams", [])
    embedded = metadata.pop("embedded", {})
    properties = {
        "uid": identity.uid,
        **place_properties(place, found),
        **_technical(label, metadata),
        **_sequence(found, metadata),
        "generation": identity.generation,
        "kind": str(reading.kind),
        "format": reading.format,
        "magic_type": reading.magic_type,
        "outcome": outcome(reading, level),
        "quick_hash": reading.quick_hash,
        "content_hash": reading.content_hash,
        "content_rev": identity.content_rev,
        "probe_level": str(level),
        "tools": tools,
        "first_seen": identity.first_seen,
        "sources": sorted(f"{name}={tool}" for name, tool in reading.sources.items()) or None,
    }
    if reading.format == _POINTER:
        properties["status"] = "POINTER"
    bundle = Bundle(
        [Node(label, identity.uid, properties)],
        [Edge("IN_FOLDER", "Asset", identity.uid, "Folder", place.uid)],
        [] if identity.is_new else [identity.uid],
    )
    for stream in streams:
        _add_stream(bundle, identity.uid, stream)
    for namespace, group in embedded.items():
        _add_embedded(bundle, identity.uid, namespace, group)
    _add_conflicts(bundle, identity.uid, reading)
    for problem in reading.problems:
        add_problem(bundle, problem, run_id, asset=identity.uid)
    return bundle


def add_problem(
    bundle: Bundle,
    problem: Problem,
    run_id: str,
    *,
    asset: str | None = None,
    folder: str | None = None,
    path: bytes | None = None,
) -> None:
    """Add a problem with an asset; or with a path, at its folder where the graph has that."""
    shown = text(path) if path is not None else None
    uid = problem_uid(asset or shown or folder or "", problem.stage, problem.tool)
    properties = {"uid": uid, "asset_uid": asset, "path": shown, "run_id": run_id, **problem.model_dump()}
    bundle.nodes.append(Node("IngestProblem", uid, {key: storable(value) for key, value in properties.items()}))
    if asset:
        bundle.edges.append(Edge("PROBLEM_WITH", "IngestProblem", uid, "Asset", asset))
    elif folder:
        bundle.edges.append(Edge("PROBLEM_WITH", "IngestProblem", uid, "Folder", folder))


def event(asset: str, run_id: str, kind: str, method: str, *, old: bytes | None, new: bytes | None) -> dict[str, Any]:
    """Properties of a FileEvent; time is added by who writes it."""
    return {
        "uid": event_uid(asset, run_id, kind),
        "asset_uid": asset,
        "event": kind,
        "method": method,
        "from_path": text(old) if old is not None else None,
        "to_path": text(new) if new is not None else None,
    }


def event_bundle(properties: dict[str, Any], run_uid: str, run_id: str, now: datetime) -> Bundle:
    """A FileEvent with its edges."""
    uid = properties["uid"]
    return Bundle(
        [Node("FileEvent", uid, {**properties, "run_id": run_id, "at": now})],
        [
            Edge("OBSERVED", "FileEvent", uid, "Asset", properties["asset_uid"]),
            Edge("IN_RUN", "FileEvent", uid, "ScanRun", run_uid),
        ],
    )


def outcome(reading: Reading, level: ProbeLevel) -> str:
    """done, failed (recognised but unreadable) or skipped (not recognised)."""
    if reading.failed:
        return "failed"
    if reading.kind is Kind.OTHER and level is not ProbeLevel.NONE and reading.format != _POINTER:
        return "skipped"
    return "done"


def _technical(label: str, metadata: dict[str, Any]) -> dict[str, Any]:
    """Metadata as node properties; what the model does not name goes into `attributes`."""
    declared = node_types()[label].properties
    attributes = dict(metadata.pop("attributes", None) or {})
    properties: dict[str, Any] = {}
    for name, value in metadata.items():
        if name not in declared:
            attributes[name] = value
        else:
            properties[name] = as_json(value) if isinstance(value, dict) else _kept(storable(value), declared[name])
    if attributes:
        properties["attributes"] = as_json(attributes)
    return {**properties, **_frame_rate(properties)}


def _kept(value: Any, kind: PropertyType) -> Any:
    """Text as an index takes it, which refuses keys beyond 8 kB; whole it stands in the embedded metadata."""
    return value[:_LONGEST_KEY] if kind.indexed and isinstance(value, str) else value


def _frame_rate(properties: dict[str, Any]) -> dict[str, int | float]:
    if not properties.get("frame_rate"):
        return {}
    rate = Fraction(properties["frame_rate"])
    return {"frame_rate_num": rate.numerator, "frame_rate_den": rate.denominator, "fps": float(rate)}


def _sequence(found: Found, metadata: dict[str, Any]) -> dict[str, Any]:
    sequence = found.sequence
    if sequence is None:
        return {}
    gaps = [(first, last) for first, last in sequence.missing]
    # Nothing lacks between texture tiles or photographs; `missing` still tells which numbers are not there.
    is_whole = _are_photographs(sequence.pattern, metadata) or are_tiles(
        (frame for frame, _ in sequence.members), metadata.get("width"), metadata.get("height")
    )
    return {
        "first": sequence.first,
        "last": sequence.last,
        "step": sequence.step,
        "frame_count": len(sequence.members),
        "missing": [f"{first}-{last}" if first != last else str(first) for first, last in gaps],
        "missing_count": 0 if is_whole else sum((last - first) // sequence.step + 1 for first, last in gaps),
        "frames_digest": found.frames_digest,
    }


def _are_photographs(pattern: bytes, metadata: dict[str, Any]) -> bool:
    """Whether somebody took them one by one: finished pictures that name a camera and an exposure."""
    ending = pattern.rpartition(b".")[2].lower()
    return ending in PHOTOGRAPH_ENDINGS and bool(metadata.get("camera_model") and metadata.get("exposure_time_s"))


def _add_stream(bundle: Bundle, asset: str, stream: dict[str, Any]) -> None:
    label = _STREAMS.get(stream["type"], "DataStream")
    uid = stream_uid(asset, stream["index"])
    declared = node_types()[label].properties
    properties = {
        key: as_json(value) if isinstance(value, dict) else storable(value)
        for key, value in stream.items()
        if key in declared
    }
    properties |= {"uid": uid, "asset_uid": asset, **_frame_rate(properties)}
    bundle.nodes.append(Node(label, uid, properties))
    bundle.edges.append(Edge("STREAM_OF", "Stream", uid, "Asset", asset))


def _add_embedded(bundle: Bundle, asset: str, namespace: str, group: dict[str, Any]) -> None:
    uid = embedded_uid(asset, namespace)
    lines = "\n".join(f"{key}: {value}" for key, value in group.items())
    properties = {
        "uid": uid, "asset_uid": asset, "namespace": namespace, "text": storable(lines), "json": as_json(group),
    }  # fmt: skip
    bundle.nodes.append(Node("EmbeddedMetadata", uid, properties))
    bundle.edges.append(Edge("EMBEDDED_IN", "EmbeddedMetadata", uid, "Asset", asset))


def _add_conflicts(bundle: Bundle, asset: str, reading: Reading) -> None:
    for conflict in reading.conflicts:
        uid = conflict_uid(asset, conflict.property)
        tools = sorted(conflict.values)
        properties = {
            "uid": uid,
            "asset_uid": asset,
            "property": conflict.property,
            "tools": tools,
            "values": [as_json(conflict.values[tool]) for tool in tools],
            "chosen": as_json(conflict.chosen),
        }
        bundle.nodes.append(Node("MetadataConflict", uid, properties))
        bundle.edges.append(Edge("CONFLICT_IN", "MetadataConflict", uid, "Asset", asset))


def as_json(value: Any) -> str:
    """A value as JSON text that any reader takes: sorted keys, no NaN, no lone surrogates."""
    return str(storable(json.dumps(_finite(value), sort_keys=True, ensure_ascii=False, default=str)))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return storable(value) if isinstance(value, float) else value
