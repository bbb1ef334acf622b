"""IMF and DCP packages: read by worker processes when their asset map is, written with it, then matched with others.

    a map waits  -> the folder is read as a package -> its nodes and edges, in the map's own transaction
    a map is gone -> its package goes
    at the end   -> what packages play and have not is looked for in others

Whoever refers to an asset by its UUID, as playlists do, waits where such an asset comes, goes or moves.
Not here: what is written (edges.py), which package is meant (supplements.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from assetgraph.documents.packages.checking import check
from assetgraph.documents.packages.reading import is_map, read_package
from assetgraph.errors import AssetGraphError
from assetgraph.graph.connection import Graph
from assetgraph.graph.known import KnownDocument, KnownMedia
from assetgraph.graph.media_index import MediaIndex
from assetgraph.graph.packages import Packages
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Bundle, Writer
from assetgraph.model.keys import folder_uid, location_key
from assetgraph.model.names import uuid_key
from assetgraph.model.records import Problem
from assetgraph.relate.packages.edges import PackageContent, PackageWriter
from assetgraph.relate.packages.supplements import supplement_bundle, supplements


def read_content(path: str) -> PackageContent | Problem | None:
    """The package whose asset map lies at a path, in a worker process; None for a map that makes none.

    Of several maps in a folder the first makes the package, by name.
    """
    folder, name = os.path.split(path)
    if not is_map(name):
        return None
    try:
        package = read_package(folder)
        return PackageContent(package, tuple(check(package, folder))) if package.maps[0] == name else None
    except AssetGraphError as error:
        tool = error.tool or "assetgraph"
        return Problem(stage="document", tool=tool, reason=error.reason, next_step=error.next_step)


class PackageRelator:
    """Relates packages; the caller holds the leases."""

    def __init__(self, graph: Graph, writer: Writer, run_id: str) -> None:
        self._packages = Packages(graph)
        self._index = MediaIndex(graph)
        self._waiting = Waiting(graph)
        self._writer = writer
        self._run_id = run_id

    def drop_gone(self, volume: str) -> None:
        """Drop packages of a volume whose asset map is gone."""
        maps = self._packages.gone(volume)
        for members in self._packages.members(maps).values():
            self._wake(members.keys())
        gone = [("clear_packages", uid) for uid in maps] + [("drop_packages", uid) for uid in maps]
        self._writer.write([Bundle(before=gone)] if gone else [])

    def writers(self, read: Sequence[tuple[KnownDocument, PackageContent]]) -> dict[str, PackageWriter]:
        """What is to be written of these packages, by their asset maps; who looks for what changed waits from now."""
        keys = {
            (document.uid, chunk.file): location_key(*_place(document, chunk.file))
            for document, content in read
            for asset in content.package.assets
            for chunk in asset.chunks
            if chunk.file
        }
        placed = self._index.at_keys(set(keys.values()))
        media = self._index.by_uid(set(placed.values()))
        files: dict[str, dict[str, KnownMedia]] = {document.uid: {} for document, _ in read}
        for (document_uid, file), key in keys.items():
            if found := media.get(placed.get(key, "")):
                files[document_uid][file] = found
        known = self._packages.members([document.uid for document, _ in read])
        writers = {
            document.uid: PackageWriter(document, content, files[document.uid], known[document.uid], self._run_id)
            for document, content in read
        }
        self._wake(uuid for each in writers.values() for uuid in each.changed())
        return writers

    def supplement(self) -> None:
        """Tell of packages that wait, and of those that play what these have, which others have what they lack."""
        self._packages.wake_version_files()
        for page in self._packages.pending():
            holders = self._packages.holders(uuid for package in page for _, uuid in package.foreign)
            found = ((package, list(supplements(package, holders))) for package in page)
            self._writer.write_all([supplement_bundle(*each, self._run_id) for each in found])

    def _wake(self, uuids: Iterable[str]) -> None:
        self._waiting.wake_by_name(key for uuid in uuids if (key := uuid_key(uuid)))


def _place(document: KnownDocument, file: str) -> tuple[str, bytes]:
    """Folder and name of a file of a package, as location_key takes them."""
    inside, _, name = file.rpartition("/")
    folder = "/".join(filter(None, (document.folder_rel_path, inside)))
    return folder_uid(document.volume_uid, os.fsencode(folder)), os.fsencode(name)
