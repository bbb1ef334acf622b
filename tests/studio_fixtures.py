"""A small studio written straight into the graph: every question has something to find in it, and to leave alone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from assetgraph.graph.connection import Graph
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.model.keys import (
    asset_uid,
    awaited_uid,
    chain_uid,
    folder_uid,
    location_key,
    missing_uid,
    project_uid,
    shot_uid,
)
from assetgraph.model.names import reel_key, stem_key

NAS, TAPE = "/mnt/nas1", "/mnt/tape"
VOLUMES = {NAS: ("nas1", "ONLINE"), TAPE: ("tape", "OFFLINE")}
LABELS = {
    "video": "Video", "image": "Image", "sequence": "ImageSequence", "audio": "Audio", "document": "Document",
    "sidecar": "Sidecar", "other": "Other",
}  # fmt: skip
DAY_NS = 86_400 * 10**9
OLD_NS = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp()) * 10**9
NOW_NS = time.time_ns() // 10**9 * 10**9


def grounds(method: str = "EXPLICIT_PATH", confidence: float = 1.0, evidence: str = "maps to it") -> dict[str, Any]:
    """Properties that every inferred edge has."""
    return {"method": method, "confidence": confidence, "evidence": evidence, "run_id": "run-1"}


class StudioWriter:
    """Collects nodes and edges by path; `write` sends them."""

    def __init__(self) -> None:
        self._bundle = Bundle()
        self.folders: dict[str, str] = {}
        for root, (name, state) in VOLUMES.items():
            self._node("StorageVolume", name, name=name, state=state)
            self.folder(root)
            self._edge("ON_VOLUME", "Folder", self.folders[root], "StorageVolume", name)

    def folder(self, path: str) -> str:
        """A folder and those above it; its uid."""
        if path not in self.folders:
            root = next(each for each in VOLUMES if f"{path}/".startswith(f"{each}/"))
            rel_path = path.removeprefix(root).strip("/")
            uid = self.folders[path] = folder_uid(VOLUMES[root][0], rel_path.encode())
            name = PurePosixPath(path).name
            self._node(
                "Folder", uid, path=path, rel_path=rel_path, name=name, volume_uid=VOLUMES[root][0], status="PRESENT"
            )
            if path != root:
                parent = self.folder(str(PurePosixPath(path).parent))
                self._edge("CHILD_OF", "Folder", uid, "Folder", parent)
        return self.folders[path]

    def asset(self, path: str, kind: str = "video", size_bytes: int = 1000, **properties: Any) -> str:
        """An asset that is there, or was; its path."""
        folder, _, name = path.rpartition("/")
        uid, folder_key = self.uid(path), self.folder(folder)
        root = next(each for each in VOLUMES if path.startswith(f"{each}/"))
        place = location_key(folder_key, name.encode())
        gone = properties.get("status") == "VANISHED"
        told = {
            "name": name, "stem_key": stem_key(name), "rel_path": path.removeprefix(f"{root}/"), "kind": kind,
            "volume_uid": VOLUMES[root][0], "size_bytes": size_bytes, "mtime_ns": NOW_NS, "outcome": "done",
            "status": "PRESENT", "format": name.rpartition(".")[2], "quick_hash": f"quick of {name}", "generation": 0,
            "first_seen": datetime(2026, 1, 1, tzinfo=UTC),
        }  # fmt: skip
        self._node(LABELS[kind], uid, **{"last_location_key" if gone else "location_key": place}, **(told | properties))
        self._edge("IN_FOLDER", "Asset", uid, "Folder", folder_key)
        return path

    def relate(self, source: str, relation: str, target: str, **properties: Any) -> None:
        """An edge between two assets, sure unless something else is said."""
        self._edge(relation, "Asset", self.uid(source), "Asset", self.uid(target), **(grounds() | properties))

    def reference(
        self,
        document: str,
        target: str,
        may_mean: Mapping[str, float] | None = None,
        *,
        reel: str | None = None,
        **properties: Any,
    ) -> None:
        """What a document refers to: a path of the studio, or what is missing; `may_mean`: how likely what is meant."""
        usual = {"raw": target, "kind": "CLIP", "role": "media", "count": 1, "enabled": True, "strength": "HARD"}
        known = target.startswith("/")
        state = "RESOLVED" if known else "MISSING"
        uid, label = (self.uid(target), "Asset") if known else (missing_uid(target), "MissingMedia")
        if not known:
            self._node(label, uid, reference=target, stem_key=stem_key(target.rpartition("/")[2]))
        told = grounds() | usual | {"state": state} | properties
        if may_mean:
            told["candidates"] = list(may_mean)
            told["candidate_uids"] = [self.uid(path) for path in may_mean]
            told["candidate_confidences"] = list(may_mean.values())
        awaited = {stem_key(PurePosixPath(path).name) for path in may_mean or ()}
        for name in awaited | ({reel_key(reel)} if reel else set()):
            self._node("AwaitedName", awaited_uid(name), name=name)
            self._edge("AWAITS", "Asset", self.uid(document), "AwaitedName", awaited_uid(name))
        self._edge("REFERENCES", "Asset", self.uid(document), label, uid, **told)

    def chain(self, folder: str, template: str, *paths: str) -> None:
        """Versions of one thing, the oldest first."""
        uid = chain_uid("nas1", template)
        latest = f"v{len(paths):03d}"
        self._node("VersionChain", uid, template=template, latest=latest, count=len(paths), volume_uid="nas1")
        for number, path in enumerate(paths, start=1):
            told = {"version": number, "rank": number, "token": f"v{number:03d}", "is_latest": number == len(paths)}
            edge = grounds("NAME_TEMPLATE", 0.95, "version in its name") | told
            self._edge("VERSION_OF", "Asset", self.uid(path), "VersionChain", uid, **edge)
        for older, newer in pairwise(paths):
            self.relate(newer, "PREVIOUS_VERSION", older, method="NAME_TEMPLATE", confidence=0.95)

    def card(self, root: str, kind: str, clips: Mapping[str, Mapping[str, str]], **missing: list[str]) -> None:
        """A camera card of clips, each with its files (path -> part), and of all folders that are known below it."""
        on, rel_path = f"card {root}", root.removeprefix(f"{NAS}/")
        caption = f"{kind} {PurePosixPath(root).parent.name}"
        self._node("CameraCard", on, kind=kind, root=rel_path, volume_uid="nas1", caption=caption)
        self.folder(root)
        for path, uid in self.folders.items():
            if f"{path}/".startswith(f"{root}/"):
                self._edge("ON_CARD", "Folder", uid, "CameraCard", on, **grounds("STRUCTURE"))
        for name, files in clips.items():
            clip = f"{on} {name}"
            self._node("CameraClip", clip, name=name, missing=missing.get(name))
            self._edge("ON_CARD", "CameraClip", clip, "CameraCard", on, **grounds("STRUCTURE"))
            for path, part in files.items():
                self._edge("PART_OF", "Asset", self.uid(path), "CameraClip", clip, **grounds("STRUCTURE"), part=part)

    def project(self, code: str, shots: dict[str, str], *folders: str) -> None:
        """A project with its folders, and those of its shots."""
        project = project_uid(code)
        self._node("Project", project, code=code, kind="feature", state="active", method="DECLARED")
        for folder in folders:
            self._edge("BELONGS_TO", "Folder", self.folder(folder), "Project", project, **grounds("DECLARED"))
        for folder, shot in shots.items():
            uid = shot_uid(code, "", shot)
            self._node("Shot", uid, code=shot)
            self._edge("BELONGS_TO", "Shot", uid, "Project", project, **grounds("STRUCTURE", 0.9))
            self._edge("BELONGS_TO", "Folder", self.folder(folder), "Shot", uid, **grounds("STRUCTURE", 0.9))

    def pin(self, label: str, path: str, **properties: Any) -> None:
        """A delivery or a hold of one asset."""
        uid = f"{label} of {path}"
        self._node(label, uid, **properties)
        relation = "DELIVERS" if label == "Delivery" else "HOLDS"
        self._edge(relation, label, uid, "Asset", self.uid(path), **grounds("DECLARED"))

    def keep(self, kind: str, keep_last: int) -> None:
        """A retention: so many of the newest versions of a kind stay."""
        self._node("Retention", kind, kind=kind, keep_last=keep_last)

    def event(self, path: str, event: str, **properties: Any) -> None:
        """Something that the run of this studio noticed."""
        uid = f"{event} {path}"
        self._node("FileEvent", uid, event=event, run_id="run-1", at=datetime.now(UTC), method="INODE", **properties)
        self._edge("OBSERVED", "FileEvent", uid, "Asset", self.uid(path))
        self._edge("IN_RUN", "FileEvent", uid, "ScanRun", "run-1")

    def run(self) -> None:
        """A scan that ended just now."""
        started = datetime.now(UTC) - timedelta(minutes=5)
        self._node("ScanRun", "run-1", run_id="run-1", started_at=started, ended_at=datetime.now(UTC), state="DONE")
        self._edge("SCANNED", "ScanRun", "run-1", "StorageVolume", "nas1")

    def write(self, graph: Graph) -> None:
        """Send it all."""
        assert Writer(graph).write([self._bundle]) == []

    @staticmethod
    def uid(path: str) -> str:
        """The key of an asset."""
        root = next(each for each in VOLUMES if path.startswith(f"{each}/"))
        return asset_uid(VOLUMES[root][0], path.removeprefix(f"{root}/").encode(), 0)

    def _node(self, label: str, uid: str, /, **properties: Any) -> None:
        self._bundle.nodes.append(Node(label, uid, {"uid": uid, **properties}))

    def _edge(self, kind: str, source_label: str, source: str, label: str, target: str, /, **properties: Any) -> None:
        self._bundle.edges.append(Edge(kind, source_label, source, label, target, properties))
