"""What waits to be related: folders, documents, hash lists; who lets them wait, and what wakes them.

Each method is one statement of cypher/maintenance. Not here: derivatives that wait (derivations.py), packages
(packages.py), deciding how things relate (relate/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance
from assetgraph.graph.known import KnownDocument, PendingFolder
from assetgraph.model.keys import awaited_uid
from assetgraph.model.names import reel_keys, stem_key

T = TypeVar("T")

_PAGE = 500
_NAMES_AT_ONCE = 5000


class Waiting:
    """Tells what waits, page by page, and lets wait."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def pending_volumes(self) -> list[str]:
        """Volumes with folders, documents or derivatives that wait to be related."""
        return [row["volume_uid"] for row in self._read("pending_volumes")]

    def pending_folders(self, volume: str) -> Iterator[list[PendingFolder]]:
        """Pages of folders that wait; a page that is not cleared is not seen again."""
        after = ""
        while rows := self._read("pending_folders", volume_uid=volume, after=after, limit=_PAGE):
            yield [
                PendingFolder(row["uid"], _raw(row["raw_path"], row["path"]), row["rel_path"], volume) for row in rows
            ]
            after = rows[-1]["uid"]

    def let_all_wait(self) -> None:
        """Every folder and every document waits to be related anew."""
        self._graph.write(maintenance("set_all_pending"), {})
        self.let_documents_wait()

    def let_documents_wait(self) -> None:
        """Every document waits to be read."""
        self._graph.write(maintenance("let_documents_wait"), {})

    def let_wait_below(self, volume: str, folder: str) -> None:
        """A folder and all below it wait to be related anew."""
        self._graph.write(maintenance("let_wait_below"), {"volume_uid": volume, **span(folder)})

    def clear_pending(self, folders: Sequence[str]) -> None:
        """These folders are related."""
        self._graph.write(maintenance("clear_pending"), {"uids": list(folders)})

    def settled_at_or_below(self, folders: Sequence[str]) -> dict[str, str]:
        """Relative paths, by uid, of those of these folders and their children that are there and do not wait."""
        return {row["uid"]: row["rel_path"] for row in self._read("settled_folders", folder_uids=list(folders))}

    def wake(self, documents: Sequence[str]) -> None:
        """Those of these documents wait to be read that are new or changed."""
        self._graph.write(maintenance("wake_by_uid"), {"uids": list(documents)})

    def wake_by_name(self, names: Iterable[str]) -> None:
        """Documents and derivatives that look for files of these names wait."""
        for part in _parts(sorted(set(names)), _NAMES_AT_ONCE):
            self._graph.write(maintenance("wake_by_name"), {"uids": [awaited_uid(name) for name in part]})

    def wake_by_mounts(self) -> None:
        """All documents wait to be read, if a path leads to another volume than when they were resolved."""
        self._graph.write(maintenance("wake_by_mounts"), {})

    def wake_by_events(self, volume: str) -> None:
        """Documents wait that refer to what happened on a volume since `note_related`, or look for its names."""
        self._graph.write(maintenance("wake_by_events"), {"volume_uid": volume})
        rows = self._graph.stream(maintenance("names_of_events"), {"volume_uid": volume})
        for part in _parts(rows, _NAMES_AT_ONCE):
            stems = {stem_key(name) for row in part for name in (row["name"], row["old_name"]) if name}
            others = {row[key] for row in part for key in ("umid", "source_umid", "uuid") if row[key]}
            reels = {reel for row in part for reel in reel_keys(row["name"], row["reel_name"])}
            self.wake_by_name(stems | others | reels)

    def note_related(self, volume: str) -> None:
        """Documents that refer to what happened on a volume until now are read, or wait for it."""
        self._graph.write(maintenance("set_related"), {"volume_uid": volume})

    def note_unfinished(self, volume: str) -> None:
        """What a run tells at its end is to be told anew, even if this one does not come to it."""
        self._graph.write(maintenance("set_finish_pending"), {"volume_uid": volume})

    def is_unfinished(self) -> bool:
        """Whether that is so of any volume."""
        return bool(self._read("is_finish_pending")[0]["pending"])

    def note_finished(self) -> None:
        """A run came to its end."""
        self._graph.write(maintenance("clear_finish_pending"), {})

    def pending_documents(self, *, maps: bool) -> Iterator[KnownDocument]:
        """Documents that wait and are there to be read: the asset maps of packages, or all others.

        One that goes on waiting is not seen again.
        """
        return self._documents("pending_documents", maps=maps)

    def pending_hash_lists(self) -> Iterator[KnownDocument]:
        """Hash lists that wait and are there to be read."""
        return self._documents("pending_hash_lists")

    def wake_hash_lists(self, folders: Sequence[str]) -> None:
        """Hash lists in these folders and above them wait to be read."""
        self._graph.write(maintenance("wake_hash_lists"), {"uids": list(folders)})

    def drop_left_overs(self) -> None:
        """Drop chains, projects with their parts, missing media and awaited names that nothing points at any more."""
        self._graph.write(maintenance("drop_left_overs"), {})

    def _documents(self, name: str, **params: object) -> Iterator[KnownDocument]:
        after = ""
        while rows := self._read(name, **params, after=after, limit=_PAGE):
            for row in rows:
                folder = _raw(row["raw_folder"], row["folder"]).rstrip(b"/")
                path = folder + b"/" + _raw(row["raw_name"], row["name"])
                yield KnownDocument(row["uid"], path, row["format"], row["volume_uid"], row["folder_rel_path"])
            after = rows[-1]["uid"]

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)


def _parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def span(folder: str) -> dict[str, str]:
    """A folder, and how all below it begins, as parameters."""
    return {"folder": folder, "below": f"{folder}/" if folder else ""}


def _raw(raw: bytes | None, text: str) -> bytes:
    return bytes(raw) if raw is not None else text.encode("utf-8")
