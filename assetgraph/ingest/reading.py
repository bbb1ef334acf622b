"""Reading one asset, in a worker process: a file, or some frames of a sequence as one.

Not here: what single files say (media/reading.py), the worker processes (workers.py).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import xxhash

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent
from assetgraph.errors import MediaError
from assetgraph.ingest.changes import Item, Verdict
from assetgraph.media.formats import format_for_name
from assetgraph.media.hashes import quick_hash
from assetgraph.model.records import Kind, ProbeLevel, Problem, Reading

_NAMED = 5
_EQUALLY_LONG = frozenset(("dpx", "cineon", "pfm"))
"""Formats that are written uncompressed."""
_SHAPE = ("width", "height", "bit_depth", "channel_names", "compression")


@dataclass(frozen=True, slots=True)
class ReadTask:
    """What a worker is to open: full paths of a file, or of the chosen frames of a sequence.

    `frames_key` hashes the names and sizes of all frames; `odd` names those that are not as long as the others.
    """

    paths: tuple[str, ...]
    level: ProbeLevel
    size: int
    mtime_ns: int
    frames_key: str | None = None
    odd: tuple[bytes, ...] = ()
    verify: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of it; `reading` is None when the quick hash proved that nothing changed.

    `content` is that of a document, when it was asked for.
    """

    reading: Reading | None
    files_opened: int
    vanished: bool = False
    content: DocumentContent | None = None

    @property
    def bytes_read(self) -> int:
        """Bytes that were read for it."""
        return self.reading.bytes_read if self.reading else 0


def task_for(folder: bytes, item: Item, level: ProbeLevel) -> ReadTask:
    """The task of an item that needs reading."""
    names = item.found.probed or (item.found.name,)
    return ReadTask(
        paths=tuple(os.fsdecode(os.path.join(folder, name)) for name in names),
        level=level,
        size=item.found.size,
        mtime_ns=item.found.mtime_ns,
        frames_key=item.found.frames_key,
        odd=item.found.odd,
        verify=item.known.quick_hash if item.known and item.verdict is Verdict.VERIFY else None,
    )


def read_asset(task: ReadTask) -> ReadResult:
    """Carry out a task. Unreadable files end in the reading's problems; only a vanished one is told apart."""
    if task.verify and _still(task):
        return ReadResult(None, 1)
    if task.frames_key:
        return _read_sequence(task)
    return _read_file(task)


def read_with_content(task: ReadTask) -> ReadResult:
    """The same, and the content of a document."""
    result = read_asset(task)
    reading = result.reading
    if reading is None or reading.failed or reading.kind is not Kind.DOCUMENT or reading.format is None:
        return result
    try:
        return replace(result, content=read_document(task.paths[0], reading.format))
    except MediaError as error:
        return ReadResult(_unreadable(task.paths[0], error), 1)


def reading_by_name(name: str, *, sequence: bool) -> Reading:
    """What the name alone tells, for runs that open nothing."""
    known = format_for_name(name)
    kind = Kind.SEQUENCE if sequence else known.kind if known else Kind.OTHER
    return Reading(kind=kind, format=known.name if known else None)


def _still(task: ReadTask) -> bool:
    try:
        return quick_hash(task.paths[0]) == task.verify
    except MediaError:
        return False


def _read(path: str, level: ProbeLevel) -> Reading:
    from assetgraph.media.reading import read_media  # loads every tool, which only workers need

    return read_media(path, level=level)


def _read_file(task: ReadTask) -> ReadResult:
    path = task.paths[0]
    try:
        reading = _read(path, task.level)
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - the path may hold any bytes
    except FileNotFoundError as error:
        return ReadResult(_unreadable(path, error), 1, vanished=True)
    except (MediaError, OSError) as error:
        return ReadResult(_unreadable(path, error), 1, vanished=not os.path.lexists(path))
    if (status.st_size, status.st_mtime_ns) != (task.size, task.mtime_ns):
        reading.quick_hash = reading.content_hash = None
        reading.problems.append(
            Problem(
                stage="stat",
                tool="assetgraph",
                reason="the file changed while it was read",
                next_step="ingest again when it is complete",
            )
        )
    return ReadResult(reading, 1)


def _unreadable(path: str, error: Exception) -> Reading:
    known = format_for_name(os.path.basename(path))
    if isinstance(error, MediaError):
        problem = Problem(
            stage="stat", tool=error.tool or "file system", reason=error.reason, next_step=error.next_step
        )
    else:
        problem = Problem(
            stage="stat", tool="file system", reason=str(error.strerror if isinstance(error, OSError) else error),
            next_step="check the file and its permissions",
        )  # fmt: skip
    return Reading(
        kind=known.kind if known else Kind.OTHER,
        format=known.name if known else None,
        problems=[problem],
        failed=True,
    )


def _read_sequence(task: ReadTask) -> ReadResult:
    """One reading out of some frames: the first one shaped like most speaks, the others are held against it."""
    readings = []
    for path in task.paths:
        try:
            readings.append((path, _read(path, task.level)))
        except (MediaError, OSError) as error:
            readings.append((path, _unreadable(path, error)))
    good = [reading for _, reading in readings if not reading.failed]
    shapes = Counter(map(_shape, good))
    base = max(good, key=lambda each: shapes[_shape(each)], default=readings[0][1])
    result = base.model_copy(deep=True)
    result.kind = Kind.SEQUENCE
    result.failed = not good
    if good:
        result.problems = [*base.problems, *_odd_frames(readings, base, task.odd)]
    result.bytes_read = sum(reading.bytes_read for _, reading in readings)
    result.quick_hash = _sequence_hash(task, [reading.quick_hash for _, reading in readings])
    return ReadResult(result, len(readings))


def _shape(reading: Reading) -> str:
    return repr([reading.metadata.get(key) for key in _SHAPE])


def _odd_frames(readings: list[tuple[str, Reading]], base: Reading, odd: Sequence[bytes]) -> list[Problem]:
    """What is wrong with frames that were read, and with those that cannot be like them, going by their length."""
    reasons = []
    for path, reading in readings:
        name = _shown(os.fsencode(os.path.basename(path)))
        unlike = [key for key in _SHAPE if reading.metadata.get(key) != base.metadata.get(key)]
        if reading.failed:
            why = reading.problems[0].reason if reading.problems else "unknown"
            reasons.append(f"frame {name} cannot be read: {why}")
        elif unlike:
            reasons.append(f"frame {name} differs from the others in {', '.join(unlike)}")
    read = {os.fsencode(os.path.basename(path)) for path, _ in readings}
    unread = [name for name in odd if name not in read]
    if unread and _is_uncompressed(base):
        named = ", ".join(map(_shown, unread[:_NAMED])) + (" ..." if len(unread) > _NAMED else "")
        reasons.append(f"{len(unread)} more are not as long as the others: {named}")
    if not reasons:
        return []
    frames = "that frame" if len(reasons) == 1 and not unread else "those frames"
    step = f"render or copy {frames} again"
    return [Problem(stage="probe", tool="assetgraph", reason="; ".join(reasons), next_step=step)]


def _is_uncompressed(reading: Reading) -> bool:
    """Whether frames of the same shape are equally long."""
    return reading.format in _EQUALLY_LONG or reading.metadata.get("compression") == "none"


def _shown(name: bytes) -> str:
    return name.decode("utf-8", "replace")


def _sequence_hash(task: ReadTask, probed: list[str | None]) -> str | None:
    if None in probed:
        return None
    hasher = xxhash.xxh3_128((task.frames_key or "").encode())
    for each in probed:
        hasher.update((each or "").encode())
    return hasher.hexdigest()
