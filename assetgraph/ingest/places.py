"""Where things are: volumes, folders and names as bundles and properties.

Not here: what a file says of itself (rows.py).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assetgraph.graph.writer import Bundle, Edge, Node
from assetgraph.ingest.found import Found
from assetgraph.model.keys import folder_uid, location_key, mount_uid
from assetgraph.model.names import path_key, raw_if_lossy, stem_key, text
from assetgraph.storage.volumes import SYSTEM, Volume

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Place:
    """A folder on a volume."""

    volume: Volume
    path: bytes
    rel_path: bytes

    @cached_property
    def uid(self) -> str:
        """Key of the folder's node."""
        return folder_uid(self.volume.uid, self.rel_path)

    def join(self, name: bytes) -> bytes:
        """The path of a name in this folder, relative to the volume."""
        return self.rel_path + b"/" + name if self.rel_path else name


def volume_bundle(volume: Volume) -> Bundle:
    """A volume that is there."""
    properties = {
        "uid": volume.uid,
        "identity": volume.identity,
        "identity_confidence": volume.confidence,
        "name": volume.name,
        "kind": volume.kind,
        "state": "ONLINE",
        "file_system": volume.file_system,
        "capacity_bytes": volume.capacity_bytes,
        "free_bytes": volume.free_bytes,
    }
    return Bundle([Node("StorageVolume", volume.uid, properties)])


def mount_bundle(volume: Volume, host: str) -> Bundle:
    """Where a host sees a volume."""
    mount = mount_uid(host, volume.root)
    mounted = {
        "uid": mount,
        "host": host,
        "system": SYSTEM,
        "path": text(volume.root),
        "raw_path": raw_if_lossy(volume.root),
    }
    return Bundle(
        [Node("MountPoint", mount, mounted)],
        [Edge("MOUNTS", "MountPoint", mount, "StorageVolume", volume.uid)],
    )


def device_bundle(volume: Volume) -> Bundle:
    """The device a volume was found whole on; another one later puts its losses in doubt."""
    return Bundle([Node("StorageVolume", volume.uid, {"uid": volume.uid, "device": volume.device})])


def moved_bundle(uid: str, path: bytes) -> Bundle:
    """A folder that lies at another path than before."""
    return Bundle([Node("Folder", uid, {"uid": uid, "path": text(path), "raw_path": raw_if_lossy(path)})])


def folder_bundle(place: Place, run_id: str) -> Bundle:
    """A folder that was listed by a run, and the edge to the one above, or to the volume."""
    volume = place.volume
    properties = {
        "uid": place.uid,
        "name": text(os.path.basename(place.rel_path) or os.path.basename(volume.root) or b"/"),
        "rel_path": text(place.rel_path),
        "path_key": path_key(text(place.rel_path)),
        "raw_rel_path": raw_if_lossy(place.rel_path),
        "path": text(place.path),
        "raw_path": raw_if_lossy(place.path),
        "volume_uid": volume.uid,
        "depth": place.rel_path.count(b"/") + 1 if place.rel_path else 0,
        "status": "PRESENT",
        "seen_run": run_id,
    }
    bundle = Bundle([Node("Folder", place.uid, properties)])
    if place.rel_path:
        parent = folder_uid(volume.uid, os.path.dirname(place.rel_path))
        bundle.edges.append(Edge("CHILD_OF", "Folder", place.uid, "Folder", parent))
    else:
        bundle.edges.append(Edge("ON_VOLUME", "Folder", place.uid, "StorageVolume", volume.uid))
    return bundle


def link_properties(links: Iterable[tuple[bytes, bytes]]) -> dict[str, Any]:
    """The symbolic links of a folder, as (name, where it leads); those are left out that are no text."""
    told = [(text(name), text(target)) for name, target in links if not (raw_if_lossy(name) or raw_if_lossy(target))]
    return {
        "link_names": [name for name, _ in told] or None,
        "link_targets": [target for _, target in told] or None,
    }


def place_properties(place: Place, found: Found) -> dict[str, Any]:
    """The properties of an asset that tell where it is and what stat says of it."""
    name = text(found.name)
    return {
        "location_key": location_key(place.uid, found.name),
        "last_location_key": None,
        "name": name,
        "raw_name": raw_if_lossy(found.name),
        "name_tokens": " ".join(_WORDS.findall(name)),
        "caption": name if len(name) <= 24 else f"{name[:11]}…{name[-12:]}",
        "stem_key": stem_key(name),
        "rel_path": text(place.join(found.name)),
        "volume_uid": place.volume.uid,
        "status": "PRESENT",
        "size_bytes": found.size,
        "mtime_ns": found.mtime_ns,
        "ctime_ns": found.ctime_ns,
        "inode": found.inode,
        "link_count": found.links if found.links > 1 else None,
    }
