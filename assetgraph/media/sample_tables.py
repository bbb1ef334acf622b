"""Refuses QuickTime and MP4 files whose sample tables claim more entries than they have room for.

A reader that believes them counts to four thousand million, or keeps as many frames in memory. Not here: what the
tables say.
"""

from __future__ import annotations

import itertools
import os
import struct
from collections.abc import Iterator
from io import FileIO

from assetgraph.errors import ProbeError

PARENTS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
# Bytes that an entry takes.
TABLES = {b"stts": 8, b"ctts": 8, b"stsc": 12, b"stss": 4, b"stco": 4, b"co64": 8}
SIZES = b"stsz"
# QuickTime names with the same box how the file's bytes are got at.
DATA_HANDLER = b"dhlr"
MOST_BOXES, MOST_PARENTS = 10_000, 10_000
# Half a day at 24 frames a second.
MANY_FRAMES = 1_000_000

Box = tuple[bytes, int, int]


def refuse_overstated(path: str, tool: str) -> None:
    """Keep this file from a tool that would count so far. Raises ProbeError."""
    # Unbuffered: a few bytes of each box are enough.
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a path may have bytes that are no text
        table = _overstated(stream, os.fstat(stream.fileno()).st_size)
    if table:
        reason = f"its table {table} claims more entries than it has room for"
        raise ProbeError(reason, path=path, tool=tool, next_step="check whether the file is complete")


def _overstated(stream: FileIO, size: int) -> str | None:
    """The name of the first such table."""
    waiting, handler = [(0, size)], b""
    for _ in range(MOST_PARENTS):
        if not waiting:
            break
        for name, start, end in itertools.islice(_boxes(stream, *waiting.pop()), MOST_BOXES):
            if name in PARENTS:
                waiting.append((start, min(end, size)))
            elif name == b"hdlr" and _content(stream, start, 4)[:4] != DATA_HANDLER:
                # It stands before the tables of its track.
                handler = _content(stream, start)[8:12]
            elif _is_overstated(stream, name, start, end - start) or (
                name == SIZES and _is_too_many(_content(stream, start), end - start, size, handler)
            ):
                return name.decode()
    return None


def _is_overstated(stream: FileIO, name: bytes, start: int, length: int) -> bool:
    return name in TABLES and int.from_bytes(_content(stream, start, 4)[:4], "big") * TABLES[name] > length


def _content(stream: FileIO, start: int, offset: int = 0) -> bytes:
    stream.seek(start + offset)
    return stream.read(12)


def _is_too_many(content: bytes, length: int, file_size: int, handler: bytes) -> bool:
    """Whether these sizes of samples are more than the box has, or, where all are one, more than the file can have."""
    if len(content) < 12:
        return False
    same, count = struct.unpack_from(">II", content, 4)
    if not same:
        return bool(count * 4 > length)
    return handler == b"vide" and count > MANY_FRAMES and bool(count * same > file_size)


def _boxes(stream: FileIO, start: int, end: int) -> Iterator[Box]:
    """Name, beginning and end of the content of each box between two places."""
    while start + 8 <= end:
        stream.seek(start)
        head = stream.read(16)
        if len(head) < 8:
            return
        length, name = struct.unpack_from(">I4s", head)
        header = 8
        if length == 1 and len(head) == 16:
            length, header = struct.unpack_from(">Q", head, 8)[0], 16
        stop = start + length if length else end
        if stop < start + header:
            return
        yield name, start + header, stop
        start = stop
