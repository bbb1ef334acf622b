"""Walking folders: one listing a folder, streamed, with a digest that tells whether anything in it changed.

Symbolic links are told, not followed; special files are left out. Not here: grouping frames (sequences.py), comparing
with the graph (changes.py).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import xxhash

Exclude = Callable[[bytes, bool], bool]
"""Tells from a path relative to the scan's root, and whether it is a folder, if it is left out."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder's files with their stat results, sorted by name; or why it could not be listed.

    A listing with an error may lack files: nothing in or below that folder may be taken for gone. `filtered` tells
    that files were left out by the user's patterns: its digest does not stand for the folder.
    """

    path: bytes
    files: list[tuple[bytes, os.stat_result]]
    digest: str
    errors: tuple[OSError, ...]
    filtered: bool = False
    links: tuple[tuple[bytes, bytes], ...] = ()
    """Symbolic links in it, by name, with where they lead as they tell it."""


def walk(
    root: bytes,
    *,
    exclude: Exclude | None = None,
    skip: frozenset[bytes] = frozenset(),
    recurse: bool = True,
    stable_inodes: bool = True,
) -> Iterator[Listing]:
    """Yield a listing for the root and each folder below it, parents first, without recursion.

    `skip` holds absolute paths of folders that are not entered (other volumes mounted below).
    """
    pending = [root]
    while pending:
        path = pending.pop()
        files, folders, links, errors, filtered = _list(path, root, exclude, skip)
        if recurse:
            pending.extend(reversed(folders))
        yield Listing(path, files, digest(files, links, stable_inodes=stable_inodes), errors, filtered, tuple(links))


def _list(
    path: bytes, root: bytes, exclude: Exclude | None, skip: frozenset[bytes]
) -> tuple[list[tuple[bytes, os.stat_result]], list[bytes], list[tuple[bytes, bytes]], tuple[OSError, ...], bool]:
    files: list[tuple[bytes, os.stat_result]] = []
    folders: list[bytes] = []
    links: list[tuple[bytes, bytes]] = []
    errors: list[OSError] = []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                    target = os.readlink(entry.path) if stat.S_ISLNK(status.st_mode) else None  # noqa: PTH115 - bytes
                except FileNotFoundError:
                    continue  # removed since the folder was opened: as if it had never been listed
                except OSError as error:
                    errors.append(error)
                    continue
                mode = status.st_mode
                if target is not None:
                    links.append((entry.name, target))
                elif stat.S_ISREG(mode):
                    files.append((entry.name, status))
                elif stat.S_ISDIR(mode) and entry.path not in skip:
                    folders.append(entry.path)
    except OSError as error:
        errors.append(error)
    listed = len(files)
    if exclude:
        files = [each for each in files if not exclude(os.path.relpath(os.path.join(path, each[0]), root), False)]
        folders = [each for each in folders if not exclude(os.path.relpath(each, root), True)]
    files.sort()
    folders.sort()
    return files, folders, sorted(links), tuple(errors), len(files) < listed


def digest(
    files: list[tuple[bytes, os.stat_result]], links: Iterable[tuple[bytes, bytes]] = (), *, stable_inodes: bool
) -> str:
    """XXH3-128 over the names, sizes, times and, where they last, inodes of sorted files, and over links."""
    if stable_inodes:
        lines = [b"%b\0%d %d %d %d\n" % (n, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for n, s in files]
    else:
        lines = [b"%b\0%d %d %d\n" % (n, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for n, s in files]
    lines += [b"%b\0-> %b\n" % link for link in links]
    return xxhash.xxh3_128_hexdigest(b"".join(lines))
