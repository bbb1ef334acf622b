"""Whether files of packages have the hashes that their packing lists tell, when somebody asks: every byte is read.

A file that is as it was when its hash was checked is not read again. One that cannot be read, or is no longer as the
graph knows it, stays unchecked.
Not here: how a hash is taken and told (documents/packages/checking.py).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assetgraph.documents.packages.checking import KNOWN_HASHES, digest, is_told
from assetgraph.errors import UnreadableFile
from assetgraph.graph.connection import Graph
from assetgraph.graph.packages import Packages, UncheckedMember
from assetgraph.graph.writer import Writer
from assetgraph.media.workers import Workers
from assetgraph.relate.packages.edges import other_hashes
from assetgraph.relate.refusals import problem_bundle

_BATCH = 200
_PATIENCE = 180.0
"""A whole file may take so many times the time limit of a document: an hour at 20 s."""


@dataclass(frozen=True, slots=True)
class HashTask:
    """An asset to read: its files with the sizes and times they should have, and what hash is told of it."""

    files: tuple[tuple[str, int, int], ...]
    hash: str
    algorithm: str


def check_hash(task: HashTask) -> bool | None:
    """Whether the hash told is that of the files, in a worker process; None where that cannot be said."""
    try:
        if not _is_as_known(task):
            return None
        found = digest((path for path, _, _ in task.files), task.algorithm)
        # Nothing is told of a file that somebody wrote to meanwhile.
        return is_told(found, task.hash) if _is_as_known(task) else None
    except (UnreadableFile, OSError):
        return None


def _is_as_known(task: HashTask) -> bool:
    return all(
        (status.st_size, status.st_mtime_ns) == (size, mtime_ns)
        for path, size, mtime_ns in task.files
        for status in [os.stat(path, follow_symlinks=False)]  # noqa: PTH116 - any bytes
    )


class HashChecker:
    """Checks the packages of volumes; `problems` counts those of which a file differs."""

    def __init__(self, graph: Graph, writer: Writer, workers: Workers, run_id: str) -> None:
        self._packages = Packages(graph)
        self._writer = writer
        self._workers = workers
        self._run_id = run_id
        self.problems = 0

    def check(self, volume: str) -> None:
        """Check what was not checked since it changed."""
        wanted = self._packages.unchecked(volume, KNOWN_HASHES)
        differing: set[str] = set()
        batch: list[dict[str, Any]] = []
        for member, is_same in self._workers.map(check_hash, ((each, _task(each), _PATIENCE) for each in wanted)):
            if isinstance(is_same, bool):
                batch.append(_row(member, is_same))
                differing.update(set() if is_same else {member.map_uid})
            if len(batch) >= _BATCH:
                self._write(batch)
                batch = []
        self._write(batch)
        self.problems += len(differing)
        self._writer.write_all(
            problem_bundle([other_hashes()], "Asset", uid, self._run_id) for uid in sorted(differing)
        )

    def _write(self, batch: Sequence[dict[str, Any]]) -> None:
        if batch:
            self._packages.set_hashes(batch)


def _task(member: UncheckedMember) -> HashTask:
    files = tuple((os.fsdecode(each.path), each.size, each.mtime_ns) for each in member.files)
    return HashTask(files, member.hash, member.algorithm)


def _row(member: UncheckedMember, is_same: bool) -> dict[str, Any]:
    mtimes = [each.mtime_ns for each in member.files]
    return {"uid": member.uid, "hash": member.hash, "hash_ok": is_same, "hash_mtimes_ns": mtimes}
