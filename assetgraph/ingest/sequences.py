"""Groups the file names of one folder into image sequences. Pure: names in, names out.

A frame number is the digit run right before the ending, after `.` or `_` (`.-` when negative), or the whole
stem (0001.png). What looks like one and is a version, a date, a size or a camera's counter stays single.
Not here: opening files, folders within folders, frames split over folders.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

from assetgraph.model.frames import FRAME_ENDINGS

COMPRESSED_ENDINGS = frozenset(b"sc gz bz2".split())
PHOTOGRAPH_ENDINGS = frozenset(b"jpg jpeg jpe tif tiff".split())
CAMERA_ENDINGS = PHOTOGRAPH_ENDINGS | {b"dng"}

# Beyond ten digits it is a time stamp or a hash, and would no longer fit the graph's integers for long.
MAX_DIGITS = 10
DIGITS = b"0123456789"

# Design rule for Camera File system: what cameras count, and phones (IMG_0001.PNG is a screenshot).
_DCF_STEM = re.compile(rb"[A-Z0-9_]{4}[0-9]{4}")
_PHONE_STEM = re.compile(rb"(?:(?:IMG|PXL|MVIMG|DSC|VID|PANO|Screenshot)_)?(?:19|20)[0-9]{6}_[0-9]{6}.*", re.DOTALL)
_SCREENSHOT_STEM = re.compile(rb"IMG_[0-9]{4}")
_VERSION_WORD = re.compile(rb"(?:^|[._\- ])(?:v|ver|version|r|rev|take|tk)[._]\Z", re.IGNORECASE)
_DATE = re.compile(rb"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_FIRST_TILE, _TILE_ROWS, _SMALLEST_TILE = 1001, 100, 256

Token = tuple[bytes, bytes]
"""The digits of a frame as written, and the name they were found in."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Frames of one picture; model/frames.py makes names of the pattern and tells them."""

    pattern: bytes
    """printf pattern, b"plate.%04d.exr"; a literal per cent sign is doubled."""
    first: int
    last: int
    step: int
    missing: tuple[tuple[int, int], ...]
    """Inclusive ranges of absent frames on the grid of `step`."""
    members: tuple[tuple[int, bytes], ...]
    """(frame, name), by frame."""


def group(names: Iterable[bytes]) -> tuple[list[Sequence], list[bytes]]:
    """Split the distinct names of one folder into sequences (by pattern) and the rest (in the order given).

    Each name comes out exactly once, and the sequences do not depend on the order of the names.
    """
    given = list(dict.fromkeys(names))
    sequences: list[Sequence] = []
    for (head, ending), tokens in _by_head(given).items():
        if len(tokens) > 1 and not head.startswith(b"._"):
            for width, family in _families(tokens):
                sequence = _sequence(head, width, ending, family)
                if sequence:
                    sequences.append(sequence)
    sequences.sort(key=lambda sequence: sequence.pattern)
    grouped = {name for sequence in sequences for _, name in sequence.members}
    return sequences, [name for name in given if name not in grouped]


def are_tiles(frames: Iterable[int], width: int | None, height: int | None) -> bool:
    """Whether the numbers are those of texture tiles (UDIM), which need not fill all rows.

    Ten a row from 1001 on, each row begun at its first, and square pictures of a power of two pixels, 256 at least.
    """
    if not width or width < _SMALLEST_TILE or width != height or width & (width - 1):
        return False
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for frame in frames:
        row, column = divmod(frame - _FIRST_TILE, 10)
        rows[row].append(column)
    return (
        min(rows) >= 0 and max(rows) < _TILE_ROWS and all(sorted(row) == list(range(len(row))) for row in rows.values())
    )


def _by_head(names: Iterable[bytes]) -> dict[tuple[bytes, bytes], list[Token]]:
    found: defaultdict[tuple[bytes, bytes], list[Token]] = defaultdict(list)
    for name in names:
        stem, _, ending = name.rpartition(b".")
        kind = ending.lower()
        if kind not in FRAME_ENDINGS:
            if kind not in COMPRESSED_ENDINGS:
                continue
            stem, _, inner = stem.rpartition(b".")
            if inner.lower() not in FRAME_ENDINGS:
                continue
            ending = inner + b"." + ending
        head = stem.rstrip(DIGITS)
        digits = stem[len(head) :]
        if not digits or len(digits) > MAX_DIGITS:
            continue
        if head and not head.endswith((b".", b"_")):
            if not head.endswith(b".-") or not digits.strip(b"0"):
                continue
            head, digits = head[:-1], b"-" + digits
        found[head, ending].append((digits, name))
    return found


def _families(tokens: list[Token]) -> Iterable[tuple[int, list[Token]]]:
    """Tokens that one printf width writes, with that width (0 for %d).

    A padded width takes the tokens as wide as itself, and the unpadded ones that overflow it.
    """
    widths = {len(digits) for digits, _ in tokens}
    if len(widths) == 1:
        return [(widths.pop(), tokens)]
    padded = sorted({len(digits) for digits, _ in tokens if _is_padded(digits)})
    families: defaultdict[int, list[Token]] = defaultdict(list)
    for token in tokens:
        length = len(token[0])
        families[max((width for width in padded if width <= length), default=0)].append(token)
    narrow = {len(digits) for digits, _ in families.get(0, [])}
    if len(narrow) == 1:
        families[narrow.pop()] = families.pop(0)
    return families.items()


def _is_padded(digits: bytes) -> bool:
    return digits.startswith((b"0", b"-0")) and len(digits) > 1


def _sequence(head: bytes, width: int, ending: bytes, family: list[Token]) -> Sequence | None:
    if len(family) < 2:
        return None
    members = sorted([(int(digits), name) for digits, name in family])
    frames = [frame for frame, _ in members]
    padded = any(_is_padded(digits) for digits, _ in family)
    if _counts_versions(head, family) or _counts_stills(head, ending, family):
        return None
    if not padded and _names_something_else(head, frames, family):
        return None
    step = _step(frames)
    return Sequence(
        pattern=_pattern(head, width, ending),
        first=frames[0],
        last=frames[-1],
        step=step,
        missing=_missing(frames, step),
        members=tuple(members),
    )


def _pattern(head: bytes, width: int, ending: bytes) -> bytes:
    number = b"%%0%dd" % width if width > 1 else b"%d"
    return head.replace(b"%", b"%%") + number + b"." + ending


def _counts_versions(head: bytes, family: list[Token]) -> bool:
    """After a version word; but four digits after a dot are frames (of the right eye, shot_r.1001.exr)."""
    if not _VERSION_WORD.search(head):
        return False
    return head.endswith(b"_") or min(len(digits) for digits, _ in family) < 4


def _counts_stills(head: bytes, ending: bytes, family: list[Token]) -> bool:
    kind = ending.lower()
    stem = head + min(digits for digits, _ in family)
    if kind == b"png":
        return bool(_SCREENSHOT_STEM.fullmatch(stem) or _PHONE_STEM.fullmatch(stem))
    return kind in CAMERA_ENDINGS and bool(_DCF_STEM.fullmatch(stem) or _PHONE_STEM.fullmatch(stem))


def _names_something_else(head: bytes, frames: list[int], family: list[Token]) -> bool:
    """Whether numbers without leading zeros are dates, picture sizes, or a few far apart by chance."""
    if all(_DATE.fullmatch(digits) for digits, _ in family):
        return True
    if head.endswith(b"."):
        return False
    lacking = (frames[-1] - frames[0]) // _step(frames) + 1 - len(frames)
    widths = {len(digits) for digits, _ in family}
    by_chance = (len(widths) > 1 and lacking > len(frames)) or (len(frames) == 2 and lacking > 0)
    return by_chance or all(frame >= 64 and frame & (frame - 1) == 0 for frame in frames)


def _step(frames: list[int]) -> int:
    """The grid that the frames stand on; two frames alone tell of no grid, so all between are missing."""
    if len(frames) == 2:
        return 1
    return gcd(*(later - earlier for earlier, later in pairwise(frames)))


def _missing(frames: list[int], step: int) -> tuple[tuple[int, int], ...]:
    return tuple((one + step, other - step) for one, other in pairwise(frames) if other - one > step)
