"""Boxes of ISO and QuickTime files that no encoder here writes, put into a finished file by hand.

FFmpeg writes the movie box after the media, so that it may grow without moving a sample.
"""

from __future__ import annotations

import struct
from pathlib import Path

PARENTS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")
STSD_HEADER = 16


def box(name: bytes, content: bytes) -> bytes:
    """A box with its length."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def mdcv() -> bytes:
    """Mastering display: P3 primaries, D65, 0.0001 to 1000 nits (green, blue, red, white)."""
    chromaticities = (13250, 34500, 7500, 3000, 34000, 16000, 15635, 16450)
    return box(b"mdcv", struct.pack(">8H2I", *chromaticities, 10_000_000, 1))


def clli(brightest: int, average: int) -> bytes:
    """Content light level in nits."""
    return box(b"clli", struct.pack(">2H", brightest, average))


def dvcc(profile: int, level: int, compatibility: int) -> bytes:
    """Dolby Vision configuration: one layer with its metadata. Profile 8 and above have another name for it."""
    flags = profile << 9 | level << 3 | 0b101
    return box(b"dvvC" if profile > 7 else b"dvcC", struct.pack(">BBHB", 1, 0, flags, compatibility << 4) + bytes(19))


def add_to_picture(path: Path, further: tuple[bytes, ...]) -> None:
    """Put boxes at the end of the sample entry of the first track, which is the picture's."""
    data = bytearray(path.read_bytes())
    added = b"".join(further)
    start, end, starts = 0, len(data), []
    for name in PARENTS:
        start, length = _find(data, start, end, name)
        starts.append(start)
        end = start + length
        start += 8
    entry = starts[-1] + STSD_HEADER
    length = struct.unpack_from(">I", data, entry)[0]
    data[entry + length : entry + length] = added
    for position in (*starts, entry):
        struct.pack_into(">I", data, position, struct.unpack_from(">I", data, position)[0] + len(added))
    path.write_bytes(data)


def _find(data: bytearray, start: int, end: int, name: bytes) -> tuple[int, int]:
    while start < end:
        length, found = struct.unpack_from(">I4s", data, start)
        if found == name:
            return start, length
        start += length
    raise ValueError(f"no {name!r} in the file")
