"""Boxes of ISO 14496-12: a length, a kind, content; QuickTime's atoms are the same."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from assetgraph.media.embedded.plain import NotPlain, Source

MOST_BOXES = 10_000


def boxes(source: Source, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start, end) of the content of each box."""
    at = start
    for _ in range(MOST_BOXES):
        if at + 8 > end:
            if any(source.read(at, end - at)):
                raise NotPlain("something behind the last box")
            return
        length, kind = struct.unpack(">L4s", source.read(at, 8))
        head = 8
        if length == 0 and end - at <= 8 + 4:
            return  # user data may end in four zeros
        if length == 1:
            length, head = int.from_bytes(source.read(at + 8, 8)), 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            raise NotPlain("a box that does not fit")
        yield kind, at + head, at + length
        at += length
    raise NotPlain("too many boxes")
