"""Content hashes, where they are worth reading whole files: equal size and quick hash, or all on request.

Not here: quick hashes, which are taken while a file is read (media/hashes.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from blake3 import blake3

from assetgraph.errors import MediaError
from assetgraph.graph.connection import Row
from assetgraph.ingest.batches import batched
from assetgraph.ingest.context import Context
from assetgraph.ingest.progress import Progress
from assetgraph.ingest.scopes import Scope
from assetgraph.ingest.sequences import group
from assetgraph.media.hashes import content_hash
from assetgraph.model.frames import frame_of
from assetgraph.model.names import text
from assetgraph.model.records import Kind, Problem
from assetgraph.storage.volumes import host_name, is_within

_BATCH = 500
_PATIENCE = 180.0
"""A whole file may take so many times the time limit of a probe: an hour at 20 s."""


@dataclass(frozen=True, slots=True)
class HashTask:
    """A file with its size and time in the graph; or the folder and pattern of a sequence."""

    path: str
    size: int
    mtime_ns: int
    pattern: bytes | None = None


def hash_contents(context: Context) -> None:
    """Hash what the run's policy asks for and store it; a file that cannot be read stays without.

    same-size reaches over all volumes this host sees: a copy may lie on another one.
    """
    catalogue, counts, report = context.catalogue, context.counts, context.report
    if context.wish.hash_policy == "all":
        prefix = text(context.volume.relative(context.scope.root))
        unhashed = catalogue.without_content_hash(context.volume.uid, prefix)
        wanted: Iterator[Row] = (row for row in unhashed if _is_meant(context.scope, row))
    else:
        wanted = catalogue.same_quick_hash(host_name())
    done = 0
    tasks = ((row, _task(row), _PATIENCE) for row in wanted)
    for batch in batched(context.workers.map(hash_asset, tasks), _BATCH):
        rows = []
        for row, result in batch:
            if isinstance(result, str):
                counts.bytes_read += row["size"]
                counts.files_opened += 1
                kept = {key: row[key] for key in ("uid", "size", "mtime_ns")}
                rows.append({**kept, "content_hash": result})
            elif result is not None:
                path = os.fsencode(_task(row).path)
                reason = result.reason
                report.problem(path, Problem(stage="hash", tool="assetgraph", reason=reason, next_step="ingest again"))
        catalogue.set_content_hashes(rows)
        done += len(batch)
        report.progress(Progress("hash", done, None, counts.bytes_read))


def hash_asset(task: HashTask) -> str | None:
    """The BLAKE3 of a file; of a sequence, over its frames' numbers and hashes. None when it cannot be read."""
    try:
        if task.pattern is None:
            return content_hash(task.path) if _is_as_known(task) else None
        hasher = blake3()
        for frame, path in _frames(task.path, task.pattern):
            hasher.update(f"{frame}:{content_hash(path)}\n".encode())
        return hasher.hexdigest()
    except (MediaError, OSError):
        return None


def _is_as_known(task: HashTask) -> bool:
    """A file that changed since it was scanned, or another host's file of the same path, is not hashed."""
    status = os.stat(task.path, follow_symlinks=False)  # noqa: PTH116 - any bytes
    return (status.st_size, status.st_mtime_ns) == (task.size, task.mtime_ns)


def _frames(folder: str, pattern: bytes) -> Iterator[tuple[int, str]]:
    names = [entry.name for entry in os.scandir(os.fsencode(folder)) if entry.is_file(follow_symlinks=False)]
    for sequence in group(names)[0]:
        if sequence.pattern == pattern:
            for frame, name in sequence.members:
                yield frame, os.path.join(folder, os.fsdecode(name))


def _is_meant(scope: Scope, row: Row) -> bool:
    """Whether the run was asked for this asset; the text of a path that is not UTF-8 may name another folder too."""
    folder, name = _names(row)
    if not scope.only:
        return is_within(folder, scope.root)
    return folder == scope.root and any(name == each or frame_of(name, each) is not None for each in scope.only)


def _names(row: Row) -> tuple[bytes, bytes]:
    """(folder's path, asset's name)."""
    folder = bytes(row["raw_folder"]) if row["raw_folder"] else row["folder"].encode()
    name = bytes(row["raw_name"]) if row["raw_name"] else row["name"].encode()
    return folder, name


def _task(row: Row) -> HashTask:
    folder, name = _names(row)
    if row["kind"] == Kind.SEQUENCE:
        return HashTask(os.fsdecode(folder), row["size"], row["mtime_ns"], name)
    return HashTask(os.fsdecode(os.path.join(folder, name)), row["size"], row["mtime_ns"])
