"""Which asset a path names: a file, a sequence by its pattern or by one of its frames.

Not here: reading the disk; a path is looked up as it is written.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches

from assetgraph.errors import UsageError
from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import analysis
from assetgraph.model.frames import frame_of
from assetgraph.model.keys import location_key
from assetgraph.model.names import text


class Lookup:
    """Assets of a graph by their paths."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def asset(self, *paths: bytes) -> str:
        """The uid of the asset at the first of these absolute paths that leads to one, present or vanished.

        Raises UsageError, naming what may have been meant.
        """
        for path in paths:
            folder, name = os.path.split(path)
            folders = self._folders(folder)
            found = self._at([location_key(each, name) for each in folders]) or self._sequence_of(folders, name)
            if found:
                return found
        raise self._unknown(paths[0])

    def _folders(self, path: bytes) -> list[str]:
        rows = self._read("folders_at", path=text(path))
        return [row["uid"] for row in rows if _raw(row["raw_path"], row["path"]) == path]

    def _at(self, keys: Sequence[str]) -> str | None:
        rows = self._read("assets_at", keys=list(keys)) if keys else []
        return rows[0]["uid"] if rows else None

    def _sequence_of(self, folders: Sequence[str], name: bytes) -> str | None:
        for row in self._read("sequences_in", folder_uids=list(folders)) if folders else []:
            frame = frame_of(_raw(row["raw_name"], row["name"]), name)
            if frame is not None and row["first"] <= frame <= row["last"]:
                return str(row["uid"])
        return None

    def _unknown(self, path: bytes) -> UsageError:
        folder, name = os.path.split(path)
        if self._folders(path):
            return UsageError(
                "is a folder", path=text(path), next_step="name a file in it, or a sequence by its pattern"
            )
        rows = self._read("namesakes", name=text(name), folder_uids=self._folders(folder))
        beside = get_close_matches(text(name), [row["name"] for row in rows if not row["elsewhere"]], n=3)
        near = [row["path"] for row in rows if row["elsewhere"] or row["name"] in beside]
        step = f"there is: {', '.join(dict.fromkeys(near[:5]))}" if near else "check the spelling, or ingest it first"
        return UsageError("the graph knows nothing at this path", path=text(path), next_step=step)

    def _read(self, name: str, /, **params: object) -> list[Row]:
        return self._graph.read(analysis(name), params)


def _raw(raw: bytes | None, shown: str) -> bytes:
    return bytes(raw) if raw is not None else shown.encode()
