"""What ingest asks the graph before it writes, and the acts on it that are no upsert.

Each method is one statement of cypher/maintenance. Not here: bulk upserts (writer.py), saved queries (queries.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance
from assetgraph.model.frames import frame_path
from assetgraph.model.keys import mount_uid
from assetgraph.model.names import raw_if_lossy, text


@dataclass(frozen=True, slots=True)
class KnownFolder:
    """A folder's stamp: the digest of its last complete scan and what was counted then."""

    uid: str
    digest: str | None
    probe_level: str | None
    hash_policy: str | None
    tools: str | None
    status: str | None
    assets: int
    files: int
    failed: int
    skipped: int
    problems: int


@dataclass(frozen=True, slots=True)
class KnownAsset:
    """An asset as the graph has it; one that is not `placed` was on its way elsewhere when a run was interrupted.

    `flawed`: it could not be read in full.
    """

    uid: str
    name: bytes
    kind: str
    outcome: str | None
    size: int
    mtime_ns: int
    ctime_ns: int | None
    inode: int | None
    quick_hash: str | None
    content_hash: str | None
    content_rev: int
    generation: int
    probe_level: str | None
    tools: str | None
    first_seen: datetime | None
    frames_digest: str | None
    placed: bool = True
    flawed: bool = False


@dataclass(frozen=True, slots=True)
class KnownMount:
    """Where a host was told that a volume lies."""

    path: bytes
    volume_uid: str
    identity: str
    name: str


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as stat told of it; the path is relative to its volume."""

    path: bytes
    size: int
    mtime_ns: int
    inode: int | None


_PAGE = 5000
_ASSET_FIELDS = tuple(field.name for field in fields(KnownAsset))


class Catalogue:
    """The graph as ingest sees it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def folders(self, uids: list[str]) -> dict[str, KnownFolder]:
        """Stamps of those of the folders that the graph knows."""
        rows = self._graph.read(maintenance("known_folders"), {"uids": uids})
        return {row["uid"]: _folder(row) for row in rows}

    def assets(self, folder: str) -> Iterator[KnownAsset]:
        """Assets that are not vanished, in one folder."""
        for row in self._graph.read(maintenance("known_assets"), {"folder_uid": folder}):
            yield _asset(row)

    def unseen_folders(self, volume: str, prefix: str, run_id: str) -> Iterator[tuple[str, bytes]]:
        """(uid, raw relative path) of scanned folders at or below a relative path that a run did not list."""
        params = {"volume_uid": volume, "prefix": prefix, "run_id": run_id}
        for row in self._graph.read(maintenance("unseen_folders"), params):
            yield row["uid"], _raw(row["raw_rel_path"], row["rel_path"])

    def returning(self, keys: list[str]) -> dict[str, list[KnownAsset]]:
        """Vanished assets by the location key they had last."""
        found: dict[str, list[KnownAsset]] = {}
        for row in self._graph.read(maintenance("returning_assets"), {"keys": keys}):
            found.setdefault(row["key"], []).append(_asset(row))
        return found

    def assets_like(self, rows: list[dict[str, Any]]) -> Iterator[tuple[int, KnownAsset, bytes | None]]:
        """Assets with inode, size and time of a new file that vanished in earlier runs, or are known elsewhere.

        Of these last the path from the volume's root comes too, of a sequence that of its first frame.
        """
        for row in self._graph.read(maintenance("assets_like"), {"rows": rows}):
            known = _asset(row)
            if row["folder"] is None:
                yield row["item"], known, None
                continue
            name = known.name if row["first"] is None else frame_path(known.name, row["first"])
            yield row["item"], known, _raw(row["raw_folder"], row["folder"]).rstrip(b"/") + b"/" + name

    def taken(self, uids: list[str]) -> set[str]:
        """Those of the asset keys that are in use."""
        return {row["uid"] for row in self._graph.read(maintenance("taken_uids"), {"uids": uids})}

    def clear_locations(self, uids: list[str]) -> None:
        """Free the places of assets that are about to move or were replaced."""
        self._graph.write(maintenance("clear_locations"), {"uids": uids})

    def move(self, rows: list[dict[str, Any]], run_uid: str, run_id: str, now: datetime) -> None:
        """Put assets to new places; each row has uid, folder_uid, place (properties) and event (properties)."""
        params = {"rows": rows, "run_uid": run_uid, "run_id": run_id, "now": now}
        self._graph.write(maintenance("move_assets"), params)

    def vanish(self, rows: list[dict[str, Any]], run_uid: str, run_id: str, now: datetime) -> None:
        """Mark assets as gone; each row has uid, location_key and event (properties)."""
        params = {"rows": rows, "run_uid": run_uid, "run_id": run_id, "now": now}
        self._graph.write(maintenance("vanish_assets"), params)

    def vanish_folders(self, uids: list[str]) -> None:
        """Mark folders as gone."""
        self._graph.write(maintenance("vanish_folders"), {"uids": uids})

    def stamp(self, uids: list[str], run_id: str) -> None:
        """Note that folders were listed by a run."""
        self._graph.write(maintenance("stamp_folders"), {"uids": uids, "run_id": run_id})

    def drop_old_problems(self, folders: list[str], paths: list[str], run_id: str) -> None:
        """Drop problems of folders and of paths without a node that another run had noted."""
        params = {"folder_uids": folders, "paths": paths, "run_id": run_id}
        self._graph.write(maintenance("drop_old_problems"), params)

    def same_quick_hash(self, host: str) -> Iterator[Row]:
        """Present assets a host can read that share a quick hash with another and have no content hash."""
        yield from self._pages("same_quick_hash", {"host": host})

    def without_content_hash(self, volume: str, prefix: str) -> Iterator[Row]:
        """Present assets at or below a relative path that have no content hash."""
        yield from self._pages("without_content_hash", {"volume_uid": volume, "prefix": prefix})

    def _pages(self, name: str, params: dict[str, Any]) -> Iterator[Row]:
        """Rows by pages of their uid: what is done between two rows may take hours, a transaction may not."""
        after = ""
        while page := self._graph.read(maintenance(name), {**params, "after": after, "limit": _PAGE}):
            yield from page
            after = page[-1]["uid"]

    def set_content_hashes(self, rows: list[dict[str, Any]]) -> None:
        """Store content hashes; a row has uid, size, mtime_ns and content_hash."""
        self._graph.write(maintenance("set_content_hashes"), {"rows": rows})

    def volume(self, uid: str) -> Row | None:
        """Device, pending work and whether there are assets; None for a volume not seen before."""
        rows = self._graph.read(maintenance("get_volume"), {"volume_uid": uid})
        return rows[0] if rows else None

    def mounts(self, host: str) -> list[KnownMount]:
        """Where a host sees volumes."""
        rows = self._graph.read(maintenance("host_mounts"), {"host": host})
        return [
            KnownMount(_raw(row["raw_path"], row["path"]), row["volume_uid"], row["identity"], row["name"])
            for row in rows
        ]

    def sample(self, volume: str, prefix: str) -> Iterator[KnownFile]:
        """Some present files of a volume at or below a relative path."""
        for row in self._graph.read(maintenance("volume_sample"), {"volume_uid": volume, "prefix": prefix}):
            folder, name = _raw(row["raw_rel_path"], row["rel_path"]), _raw(row["raw_name"], row["name"])
            path = folder + b"/" + name if folder else name
            yield KnownFile(path, row["size"], row["mtime_ns"], row["inode"])

    def set_volume_state(self, uid: str, state: str) -> None:
        """Note ONLINE or OFFLINE."""
        self._graph.write(maintenance("set_volume_state"), {"volume_uid": uid, "state": state})

    def set_pending_hashes(self, uid: str, pending: bool) -> None:
        """Note whether a run over the volume still owes content hashes."""
        self._graph.write(maintenance("set_pending_hashes"), {"volume_uid": uid, "pending": pending})

    def remount(self, uid: str, host: str, root: bytes) -> list[tuple[str, bytes]]:
        """The volume is now at `root` on this host: rewrite its folders' absolute paths, drop the old mount.

        Returns (uid, raw relative path) of folders whose path is not UTF-8: Cypher cannot put it together.
        """
        params = {
            "volume_uid": uid, "host": host, "mount_uid": mount_uid(host, root),
            "root": text(root), "odd_root": raw_if_lossy(root) is not None,
        }  # fmt: skip
        rows = self._graph.write(maintenance("remount_folders"), params)
        return [(row["uid"], _raw(row["raw_rel_path"], row["rel_path"])) for row in rows]

    def displace(self, uid: str, host: str, root: bytes) -> None:
        """Other volumes that were at `root` on this host are there no more: they are offline."""
        params = {"volume_uid": uid, "mount_uid": mount_uid(host, root)}
        self._graph.write(maintenance("displace_volumes"), params)

    def end_broken_runs(self, volume: str, run_id: str) -> None:
        """Runs over the volume that never told their end were interrupted, other than this one, which has the lease."""
        self._graph.write(maintenance("end_broken_runs"), {"volume_uid": volume, "run_id": run_id})

    def lease_owner(self, volume: str) -> str | None:
        """Who holds the volume, if anybody."""
        rows = self._graph.read(maintenance("lease_owner"), {"volume_uid": volume})
        return rows[0]["owner"] if rows else None

    def take_lease(self, volume: str, owner: str, dead_owner: str | None, now_ms: int, until_ms: int) -> str:
        """Take or renew the lease; returns who holds it afterwards."""
        params = {
            "volume_uid": volume, "owner": owner, "dead_owner": dead_owner, "now_ms": now_ms, "until_ms": until_ms,
        }  # fmt: skip
        return str(self._graph.write(maintenance("take_lease"), params)[0]["owner"])

    def release_lease(self, volume: str, owner: str) -> None:
        """Give the volume back."""
        self._graph.write(maintenance("release_lease"), {"volume_uid": volume, "owner": owner})


def _raw(raw: bytes | None, text: str) -> bytes:
    return bytes(raw) if raw is not None else text.encode("utf-8")


def _folder(row: Row) -> KnownFolder:
    counts = {name: row[name] or 0 for name in ("assets", "files", "failed", "skipped", "problems")}
    return KnownFolder(**{**row, **counts})


def _asset(row: Row) -> KnownAsset:
    values: dict[str, Any] = {name: row.get(name) for name in _ASSET_FIELDS}
    values["name"] = _raw(row["raw_name"], row["name"])
    values["content_rev"] = row["content_rev"] or 0
    values["generation"] = row["generation"] or 0
    values["placed"] = row.get("placed", True)
    values["flawed"] = row.get("flawed", False)
    if row["first_seen"] is not None:
        values["first_seen"] = row["first_seen"].to_native()
    return KnownAsset(**values)
