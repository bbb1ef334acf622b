"""A studio of any size, straight into the graph: what the questions are measured on.

The same numbers give the same graph. It is made to be awkward: layers of documents in which every one needs every
one of the next (ways through them are countless), rings, a look-up table that ten thousand documents need, a
volume that is offline. Not here: asking.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from fractions import Fraction
from itertools import chain, islice, pairwise
from typing import Any

from assetgraph.graph.connection import Graph
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.model.keys import (
    asset_uid,
    awaited_uid,
    chain_uid,
    embedded_uid,
    folder_uid,
    location_key,
    missing_uid,
    project_uid,
    shot_uid,
)

BATCH = 2000
A_FOLDER = 16
FOLDERS_A_SHOT = 8
SHOTS_A_PROJECT = 196
VOLUMES = 4
LAYERS, WIDTH = 30, 10
RING = 1000
VOCABULARY = 50_000
DAY_NS = 86_400 * 10**9
NOW = datetime(2026, 11, 1, tzinfo=UTC)
NOW_NS = int(NOW.timestamp()) * 10**9
INFERRED = {"method": "EXPLICIT_PATH", "confidence": 0.95, "evidence": "maps to where it lies", "run_id": "bench"}
"""What each folder holds: ending, kind, label, codec; the rest is told by the position in it."""
SHELF = (
    *[("exr", "sequence", "ImageSequence", None)] * 4,
    *[("mov", "video", "Video", "prores")] * 4,
    *[("mp4", "video", "Video", "h264")] * 2,
    ("wav", "audio", "Audio", None),
    *[("jpg", "image", "Image", None)] * 2,
    ("xmp", "sidecar", "Sidecar", None),
    ("otio", "document", "Document", None),
    ("dat", "other", "Other", None),
)


def fill(graph: Graph, assets: int) -> None:
    """Write a studio of so many assets into an empty graph."""
    folders = assets // A_FOLDER
    writer = Writer(graph)
    bundles = chain(_places(folders), _assets(folders), _versions(folders), _needs(folders), _knots(), _past(folders))
    while batch := list(islice(bundles, BATCH)):
        refused = writer.write(batch)
        if refused:
            raise SystemExit(refused[0][1])


def path_of(number: int) -> str:
    """The absolute path of an asset, by its number."""
    return f"{_folder_path(number // A_FOLDER)}/{_name(number)}"


def knot(layer: int, place: int) -> str:
    """The path of a document in the layers that all need each other."""
    return f"/mnt/vol0/knots/layer_{layer:02d}_{place}.otio"


def _folder(number: int) -> str:
    return folder_uid(f"vol{number % VOLUMES}", _rel(number).encode())


def _rel(number: int) -> str:
    shot = number // FOLDERS_A_SHOT
    return f"p{shot // SHOTS_A_PROJECT:02d}/shots/sh{shot % SHOTS_A_PROJECT:04d}/task{number % FOLDERS_A_SHOT}"


def _folder_path(number: int) -> str:
    return f"/mnt/vol{number % VOLUMES}/{_rel(number)}"


def _name(number: int) -> str:
    ending, kind, _, _ = SHELF[number % A_FOLDER]
    frames = ".%04d" if kind == "sequence" else ""
    return f"a{number // A_FOLDER:06d}_{number % A_FOLDER:02d}{frames}.{ending}"


def _uid(number: int) -> str:
    folder = number // A_FOLDER
    return asset_uid(f"vol{folder % VOLUMES}", f"{_rel(folder)}/{_name(number)}".encode(), 0)


def _places(folders: int) -> Iterator[Bundle]:
    for volume in range(VOLUMES):
        uid = f"vol{volume}"
        state = "OFFLINE" if volume == VOLUMES - 1 else "ONLINE"
        root = folder_uid(uid, b"")
        yield Bundle(
            [
                Node("StorageVolume", uid, {"uid": uid, "name": uid, "state": state}),
                Node("Folder", root, _folder_properties(root, f"/mnt/{uid}", "", uid)),
            ],
            [Edge("ON_VOLUME", "Folder", root, "StorageVolume", uid)],
        )
    for number in range(-(-folders // FOLDERS_A_SHOT)):
        yield _shot(number)
    for number in range(folders):
        uid = f"vol{number % VOLUMES}"
        code = f"p{number // FOLDERS_A_SHOT // SHOTS_A_PROJECT:02d}"
        shot = shot_uid(code, "", f"sh{number // FOLDERS_A_SHOT:05d}")
        edges = [Edge("CHILD_OF", "Folder", _folder(number), "Folder", folder_uid(uid, b""))]
        if number % 20:
            edges.append(Edge("BELONGS_TO", "Folder", _folder(number), "Shot", shot, INFERRED))
        properties = _folder_properties(_folder(number), _folder_path(number), _rel(number), uid)
        yield Bundle([Node("Folder", _folder(number), properties)], edges)


def _folder_properties(uid: str, path: str, rel_path: str, volume: str) -> dict[str, Any]:
    name = path.rpartition("/")[2]
    return {"uid": uid, "path": path, "rel_path": rel_path, "name": name, "volume_uid": volume, "status": "PRESENT"}


def _shot(number: int) -> Bundle:
    code, shot = f"p{number // SHOTS_A_PROJECT:02d}", f"sh{number:05d}"
    uid = shot_uid(code, "", shot)
    return Bundle(
        [
            Node("Project", project_uid(code), {"uid": project_uid(code), "code": code, "kind": "feature"}),
            Node("Shot", uid, {"uid": uid, "code": shot}),
        ],
        [Edge("BELONGS_TO", "Shot", uid, "Project", project_uid(code), INFERRED)],
    )


def _assets(folders: int) -> Iterator[Bundle]:
    for number in range(folders * A_FOLDER):
        _, kind, label, codec = SHELF[number % A_FOLDER]
        folder = number // A_FOLDER
        name = _name(number)
        properties: dict[str, Any] = {
            "uid": _uid(number),
            "location_key": location_key(_folder(folder), name.encode()),
            "name": name,
            "stem_key": name.partition(".")[0],
            "rel_path": f"{_rel(folder)}/{name}",
            "volume_uid": f"vol{folder % VOLUMES}",
            "kind": kind,
            "format": name.rpartition(".")[2],
            "video_codec": codec,
            "status": "VANISHED" if number % 997 == 0 else "PRESENT",
            "outcome": "failed" if number % 1009 == 0 else "done",
            "size_bytes": 0 if number % 1013 == 0 else 1000 + (number * 7919) % 10**9,
            "mtime_ns": NOW_NS - (folder % 900) * DAY_NS - number % 10**9,
            "inode": number,
            "quick_hash": f"{number:032x}",
            "first_seen": NOW,
        }
        if number % 10 == 0:
            properties["content_hash"] = f"{number // 20:064x}"
        if kind == "sequence":
            properties |= {"first": 1, "last": 100, "frame_count": 100, "missing_count": int(number % 500 == 0)}
        if kind == "document":
            properties["parse_status"] = "FAILED" if number % 31 == 0 else "FULL"
        bundle = Bundle(
            [Node(label, properties["uid"], properties | _technical(kind, number))],
            [Edge("IN_FOLDER", "Asset", properties["uid"], "Folder", _folder(folder))],
        )
        if kind in {"image", "video"}:
            _embed(bundle, properties["uid"], number)
        yield bundle


def _technical(kind: str, number: int) -> dict[str, Any]:
    """What a file of this kind tells of itself, as common and as rare as in a real library."""
    chance = random.Random(number)
    words = _words(chance, 2)
    told: dict[str, Any] = {"name_tokens": _name(number).replace(".", " ").replace("_", " ")}
    if kind in {"video", "image", "sequence"}:
        width, height = chance.choice(((1920, 1080), (3840, 2160), (2048, 1080), (4096, 2160), (1280, 720)))
        told |= {"width": width, "height": height, "bit_depth": chance.choice((8, 10, 12, 16)), "color_range": "full"}
    if kind == "video":
        frames = chance.randrange(24, 20_000)
        rate = chance.choice(("24/1", "25/1", "24000/1001", "30000/1001"))
        told |= {
            "frame_rate": rate, "fps": float(Fraction(rate)), "frame_count": frames,
            "duration_s": frames / 25, "scan_type": "progressive", "title": " ".join(words),
            "bit_rate_bps": chance.randrange(10**6, 10**9), "chroma_subsampling": "4:2:2",
        }  # fmt: skip
        if number % 50 == 4:
            told["hdr_format"] = ["HDR10"]
    if kind == "image":
        told |= {"camera_make": chance.choice(("ARRI", "RED", "Sony", "Canon")), "keywords": words, "iso": 800}
    if kind == "audio":
        told |= {"audio_codec": "pcm_s24le", "sample_rate_hz": 48_000, "channels": chance.choice((1, 2, 6))}
    return told


def _embed(bundle: Bundle, asset: str, number: int) -> None:
    """A group of metadata with text of its own."""
    uid = embedded_uid(asset, "xmp")
    text = f"description: {' '.join(_words(random.Random(-number), 20))}"
    bundle.nodes.append(Node("EmbeddedMetadata", uid, {"uid": uid, "namespace": "xmp", "text": text}))
    bundle.edges.append(Edge("EMBEDDED_IN", "EmbeddedMetadata", uid, "Asset", asset))


def _words(chance: random.Random, count: int) -> list[str]:
    """Made-up words: the first few common, most of them rare, as in any language."""
    return [f"word{int(chance.paretovariate(0.1)) % VOCABULARY}" for _ in range(count)]


def _versions(folders: int) -> Iterator[Bundle]:
    """The four sequences of a folder are versions of one thing; every other folder's are."""
    for folder in range(0, folders, 2):
        uid = chain_uid(f"vol{folder % VOLUMES}", _rel(folder))
        template = f"{_rel(folder)}/a_{{version}}.exr"
        chain_node = Node("VersionChain", uid, {"uid": uid, "template": template, "latest": "v004", "count": 4})
        bundle = Bundle([chain_node])
        for version in range(4):
            number = folder * A_FOLDER + version
            told = {
                "version": version + 1,
                "rank": version + 1,
                "token": f"v{version + 1:03d}",
                "is_latest": version == 3,
            }
            bundle.edges.append(Edge("VERSION_OF", "Asset", _uid(number), "VersionChain", uid, told | INFERRED))
            if version:
                ends = ("Asset", _uid(number), "Asset", _uid(number - 1))
                bundle.edges.append(Edge("PREVIOUS_VERSION", *ends, INFERRED))
        yield bundle


def _needs(folders: int) -> Iterator[Bundle]:
    """A folder's document needs media of its own and other folders; proxies, renders and sidecars lie beside."""
    chance = random.Random(1)
    for folder in range(folders):
        first = folder * A_FOLDER
        document = first + 14
        bundle = Bundle()
        targets = {first + 3, first + 4, first + 10, *(chance.randrange(folders) * A_FOLDER + 5 for _ in range(4))}
        if folder < 10_000:
            targets.add(12)
        for target in sorted(targets):
            bundle.edges.append(_reference(_uid(document), _uid(target)))
        if folder % 3 == 0:
            lost = missing_uid(f"vol0:/lost/{folder}.mov")
            stem = f"a{folder:06d}_05" if folder % 6 else f"lost_{folder}"
            properties = {"uid": lost, "reference": f"vol0:/lost/{folder}.mov", "stem_key": stem}
            bundle.nodes.append(Node("MissingMedia", lost, properties))
            edge = _reference(_uid(document), lost, "MissingMedia")
            edge.properties["state"] = "MISSING"
            if folder % 6:
                edge.properties.update(candidate_uids=[_uid(first + 5)], candidate_confidences=[0.6])
            bundle.edges.append(edge)
            bundle.nodes.append(Node("AwaitedName", awaited_uid(stem), {"uid": awaited_uid(stem), "name": stem}))
            bundle.edges.append(Edge("AWAITS", "Asset", _uid(document), "AwaitedName", awaited_uid(stem)))
        hashes = {"source_hash": f"{first + 4 + (folder % 50 == 0):032x}", "source_mtime_ns": NOW_NS - 2000 * DAY_NS}
        for proxy in (first + 8, first + 9):
            bundle.edges.append(Edge("PROXY_OF", "Asset", _uid(proxy), "Asset", _uid(proxy - 4), hashes | INFERRED))
        bundle.edges.append(Edge("GENERATED_BY", "Asset", _uid(first + 3), "Asset", _uid(document), INFERRED))
        if folder % 10:
            bundle.edges.append(Edge("SIDECAR_OF", "Asset", _uid(first + 13), "Asset", _uid(first + 5), INFERRED))
        yield bundle


def _reference(document: str, target: str, label: str = "Asset") -> Edge:
    properties = {
        **INFERRED, "raw": "file:///somewhere", "kind": "CLIP", "role": "media", "count": 2, "enabled": True,
        "strength": "HARD", "state": "RESOLVED", "edit_rate": ["24/1"] * 2, "track": [1, 2],
        "media": ["picture", "sound"], "record_in": [0, 0], "record_out": [48, 48], "source_in": [0, 0],
        "source_out": [48, 48], "speed": [1.0, 1.0], "use_enabled": [True, True], "angle": ["", ""],
    }  # fmt: skip
    return Edge("REFERENCES", "Asset", document, label, target, properties)


def _knots() -> Iterator[Bundle]:
    """Layers of documents in which every one needs all of the next, and a ring of documents."""
    folder = folder_uid("vol0", b"knots")
    yield Bundle(
        [Node("Folder", folder, _folder_properties(folder, "/mnt/vol0/knots", "knots", "vol0"))],
        [Edge("CHILD_OF", "Folder", folder, "Folder", folder_uid("vol0", b""))],
    )
    layers = [[knot(layer, place) for place in range(WIDTH)] for layer in range(LAYERS)]
    ring = [f"/mnt/vol0/knots/ring_{place:04d}.otio" for place in range(RING)]
    for path in chain(*layers, ring):
        yield _knot(path, folder)
    for upper, lower in pairwise(layers):
        yield Bundle([], [_reference(_knot_uid(one), _knot_uid(other)) for one in upper for other in lower])
    yield Bundle([], [_reference(_knot_uid(path), _uid(4)) for path in layers[-1]])
    turned = [*ring[1:], ring[0]]
    pairs = zip(ring, turned, strict=True)
    yield Bundle([], [_reference(_knot_uid(one), _knot_uid(other)) for one, other in pairs])


def _knot_uid(path: str) -> str:
    return asset_uid("vol0", path.removeprefix("/mnt/vol0/").encode(), 0)


def _knot(path: str, folder: str) -> Bundle:
    name = path.rpartition("/")[2]
    uid = _knot_uid(path)
    properties = {
        "uid": uid, "location_key": location_key(folder, name.encode()), "name": name, "kind": "document",
        "format": "otio", "volume_uid": "vol0", "status": "PRESENT", "parse_status": "FULL", "size_bytes": 100,
        "mtime_ns": NOW_NS, "rel_path": f"knots/{name}", "stem_key": name.partition(".")[0], "outcome": "done",
    }  # fmt: skip
    return Bundle([Node("Document", uid, properties)], [Edge("IN_FOLDER", "Asset", uid, "Folder", folder)])


def _past(folders: int) -> Iterator[Bundle]:
    """Deliveries, a hold, a run and what it noticed."""
    for number in range(100):
        uid = f"delivery{number}"
        delivered: Iterable[int] = range(number * A_FOLDER + 6, folders * A_FOLDER, folders * A_FOLDER // 20)
        edges = [Edge("DELIVERS", "Delivery", uid, "Asset", _uid(each), INFERRED) for each in delivered]
        yield Bundle([Node("Delivery", uid, {"uid": uid, "code": uid})], edges)
    held = range(7, folders * A_FOLDER, A_FOLDER * 40)
    hold_edges = [Edge("HOLDS", "Hold", "hold", "Asset", _uid(each), INFERRED) for each in held]
    yield Bundle([Node("Hold", "hold", {"uid": "hold", "caption": "contract"})], hold_edges)
    yield Bundle(
        [Node("ScanRun", "run", {"uid": "run", "run_id": "run", "started_at": NOW, "state": "DONE"})],
        [Edge("SCANNED", "ScanRun", "run", "StorageVolume", "vol0")],
    )
    for number in range(0, folders * A_FOLDER, 20):
        uid = f"event{number}"
        properties = {"uid": uid, "event": "CHANGED", "run_id": "run", "at": NOW}
        edges = [
            Edge("OBSERVED", "FileEvent", uid, "Asset", _uid(number)),
            Edge("IN_RUN", "FileEvent", uid, "ScanRun", "run"),
        ]
        yield Bundle([Node("FileEvent", uid, properties)], edges)
