"""The name of an image sequence: a printf pattern, which names of frames it stands for, and its numbers. Pure.

A literal per cent sign of the name is doubled in its pattern, b"50%%.%04d.exr".
Not here: finding sequences among names (ingest/sequences.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

# Formats that hold one picture, or one moment of a simulation, a file. Scenes (usd, abc) are documents.
FRAME_ENDINGS = frozenset(
    b"exr sxr dpx cin tif tiff png jpg jpeg jpe tga sgi rgb rgba bmp hdr jp2 j2k j2c jxl ari arx dng psd rla "
    b"rpf iff pic webp avif ppm pgm pfm tx rat vdb bgeo geo ass rib prt ifd sim".split()
)

_PATTERN = re.compile(rb"((?:[^%]|%%)*)%(?:0([0-9]+))?d((?:[^%]|%%)*)")
_NUMBER = re.compile(rb"-?[0-9]{1,18}")
_GAP = re.compile(r"(-?\d+)(?:-(-?\d+))?")


@dataclass(frozen=True, slots=True)
class Frames:
    """The frame numbers of a sequence."""

    first: int
    last: int
    step: int = 1
    missing: tuple[tuple[int, int], ...] = ()
    """Ranges that are not there, both ends included."""

    @classmethod
    def told(cls, first: int, last: int, step: int | None, missing: Iterable[str]) -> Self:
        """From the properties of a sequence, whose gaps are text: "12-14"."""
        gaps = [found for each in missing if (found := _GAP.fullmatch(each))]
        return cls(first, last, step or 1, tuple((int(gap[1]), int(gap[2] or gap[1])) for gap in gaps))

    def present(self) -> Iterator[int]:
        """The numbers of those that are there."""
        return (number for number in range(self.first, self.last + 1, self.step) if self.hold(number))

    def hold(self, number: int) -> bool:
        """Whether that frame is there."""
        on_grid = self.first <= number <= self.last and (number - self.first) % self.step == 0
        return on_grid and not any(first <= number <= last for first, last in self.missing)


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
