"""The name of an image sequence: a printf pattern, and which names of frames it stands for. Pure.

A literal per cent sign of the name is doubled in its pattern, b"50%%.%04d.exr".
Not here: finding sequences among names (ingest/sequences.py).
"""

from __future__ import annotations

import re

# Formats that hold one picture, or one moment of a simulation, a file. Scenes (usd, abc) are documents.
FRAME_ENDINGS = frozenset(
    b"exr sxr dpx cin tif tiff png jpg jpeg jpe tga sgi rgb rgba bmp hdr jp2 j2k j2c jxl ari arx dng psd rla "
    b"rpf iff pic webp avif ppm pgm pfm tx rat vdb bgeo geo ass rib prt ifd sim".split()
)

_PATTERN = re.compile(rb"((?:[^%]|%%)*)%(?:0([0-9]+))?d((?:[^%]|%%)*)")
_NUMBER = re.compile(rb"-?[0-9]{1,18}")


def frame_path(pattern: bytes, frame: int) -> bytes:
    """The name of one frame of a sequence."""
    return pattern % frame


def split_pattern(pattern: bytes) -> tuple[bytes, int, bytes] | None:
    """What stands before the number, its least digits (1 for %d), what stands after; None when it is no pattern."""
    found = _PATTERN.fullmatch(pattern)
    if found is None:
        return None
    head, width, tail = found.groups()
    return head.replace(b"%%", b"%"), int(width or 1), tail.replace(b"%%", b"%")


def frame_of(pattern: bytes, name: bytes) -> int | None:
    """The frame that a name stands for in a sequence of that pattern; None when it is no frame of it."""
    parts = split_pattern(pattern)
    if parts is None:
        return None
    head, _, tail = parts
    digits = name[len(head) : len(name) - len(tail)]
    if not _NUMBER.fullmatch(digits) or frame_path(pattern, int(digits)) != name:
        return None
    return int(digits)
