"""An asset as a scan finds it: a file or an image sequence, known by stat alone.

Not here: what its bytes say (media), whether the graph knows it (changes.py).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import xxhash

from assetgraph.ingest.sequences import Sequence, group

PROBED_FRAMES = 5
"""Frames of a sequence that are opened: the first, the last and some between."""
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or a sequence: its size is then the sum, its time the latest, its inode the first frame's,
    its links the most that any frame has.

    For a sequence `frames_digest` hashes all names, sizes and times, `frames_key` names and sizes only, `probed`
    names the frames that stand for all when it is read, and `odd` those that are not as long as nearly all others.
    """

    name: bytes
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int | None
    links: int
    sequence: Sequence | None = None
    frames_digest: str | None = None
    frames_key: str | None = None
    probed: tuple[bytes, ...] = ()
    odd: tuple[bytes, ...] = ()

    @property
    def file_count(self) -> int:
        """Files on disk."""
        return len(self.sequence.members) if self.sequence else 1

    def is_among(self, names: frozenset[bytes]) -> bool:
        """Whether the file, or a frame of the sequence, is one of these names."""
        if self.sequence:
            return any(name in names for _, name in self.sequence.members)
        return self.name in names


def assets_in(files: Iterable[tuple[bytes, os.stat_result]], *, stable_inodes: bool = True) -> list[Found]:
    """Group a folder's files into assets, sorted by name; inodes that do not last are left out."""
    status = dict(files)
    sequences, singles = group(status)
    found = [_single(name, status[name]) for name in singles]
    found += [_sequence(sequence, status) for sequence in sequences]
    if not stable_inodes:
        found = [replace(each, inode=None) for each in found]
    return sorted(found, key=lambda each: each.name)


def _single(name: bytes, status: os.stat_result) -> Found:
    return Found(
        name=name,
        size=status.st_size,
        mtime_ns=storable_ns(status.st_mtime_ns),
        ctime_ns=storable_ns(status.st_ctime_ns),
        inode=signed(status.st_ino),
        links=status.st_nlink,
    )


def storable_ns(time_ns: int) -> int:
    """A time in the 64 bits of a database; beyond the year 2262 or before 1677 the nearest one there is."""
    return max(-(2**63), min(time_ns, 2**63 - 1))


def signed(inode: int) -> int:
    """Databases keep 64 bits with a sign; some file systems use all of them."""
    return inode if inode < 2**63 else inode - 2**64


def _sequence(sequence: Sequence, status: dict[bytes, os.stat_result]) -> Found:
    frames = [(name, status[name]) for _, name in sequence.members]
    stamps = b"".join(b"%b\0%d %d\n" % (name, each.st_size, each.st_mtime_ns) for name, each in frames)
    sizes = b"".join(b"%b\0%d\n" % (name, each.st_size) for name, each in frames)
    return Found(
        name=sequence.pattern,
        size=sum(each.st_size for _, each in frames),
        mtime_ns=storable_ns(max(each.st_mtime_ns for _, each in frames)),
        ctime_ns=storable_ns(max(each.st_ctime_ns for _, each in frames)),
        inode=signed(frames[0][1].st_ino),
        links=max(each.st_nlink for _, each in frames),
        sequence=sequence,
        frames_digest=xxhash.xxh3_128_hexdigest(stamps),
        frames_key=xxhash.xxh3_128_hexdigest(sizes),
        probed=_chosen([name for name, _ in frames], [each.st_size for _, each in frames]),
        odd=_odd(frames),
    )


def _chosen(names: list[bytes], sizes: list[int]) -> tuple[bytes, ...]:
    """First, last, evenly spread frames between, the smallest, which is the likeliest to be broken, and the largest."""
    last = len(names) - 1
    picks = {0, last, sizes.index(min(sizes)), sizes.index(max(sizes))}
    picks |= {round(last * part / (PROBED_FRAMES - 2)) for part in range(1, PROBED_FRAMES - 2)}
    return tuple(names[index] for index in sorted(picks))


def _odd(frames: list[tuple[bytes, os.stat_result]]) -> tuple[bytes, ...]:
    """Frames that are longer or shorter than nearly all others, which all are equally long."""
    (usual, count), *others = Counter(each.st_size for _, each in frames).most_common()
    if not others or count < _NEARLY_ALL * len(frames):
        return ()
    return tuple(name for name, each in frames if each.st_size != usual)
