"""From the paths a user gives to scopes: one volume, one root, and what of it is meant.

Not here: walking a scope (scan.py).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assetgraph.errors import NothingToIngest, VolumeMismatch
from assetgraph.storage.volumes import Volume, foreign_below, is_within, mounts_below, volume_of

KnownRoots = Callable[[str], list[bytes]]
"""Where this host was told before that a volume lies, by the volume's uid."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A folder on one volume; `only` restricts it to the assets that these files of the folder belong to."""

    volume: Volume
    root: bytes
    only: frozenset[bytes] = frozenset()
    skip: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Missing:
    """A path that cannot be ingested, and why."""

    path: bytes
    reason: str


def resolve(paths: Sequence[bytes], declared: str | None, known_roots: KnownRoots) -> tuple[list[Scope], list[Missing]]:
    """Scopes for all paths that exist, and those that do not.

    Paths inside other given paths are covered by those. Raises NothingToIngest when no path exists and
    VolumeMismatch when a declared volume lies elsewhere.
    """
    missing: list[Missing] = []
    folders: list[bytes] = []
    files: dict[bytes, set[bytes]] = {}
    for path in paths:
        if not path:
            missing.append(Missing(path, "an empty path"))
            continue
        real = os.path.realpath(path)
        try:
            mode = os.stat(real).st_mode  # noqa: PTH116 - bytes
        except OSError as error:
            missing.append(Missing(os.path.abspath(path), error.strerror or str(error)))  # noqa: PTH100 - bytes
            continue
        if stat.S_ISDIR(mode):
            folders.append(real)
        elif stat.S_ISREG(mode):
            files.setdefault(os.path.dirname(real), set()).add(os.path.basename(real))
        else:
            missing.append(Missing(real, "neither a folder nor a file"))
    if not folders and not files:
        raise NothingToIngest(
            "none of the given paths exists",
            path=_shown(paths[0]) if paths else None,
            next_step="check the spelling",
        )
    return _scopes(_outermost(folders), files, declared, known_roots), missing


def _scopes(
    folders: list[bytes], files: dict[bytes, set[bytes]], declared: str | None, known_roots: KnownRoots
) -> list[Scope]:
    files = {folder: names for folder, names in files.items() if not any(is_within(folder, f) for f in folders)}
    root = _declared_root([*folders, *files], declared, known_roots) if declared else None
    scopes = []
    for folder in folders:
        below = [] if declared else mounts_below(folder)
        for each in [folder, *below]:
            nested = frozenset() if declared else foreign_below(each)
            scopes.append(Scope(volume_of(each, declared=declared, declared_root=root), each, skip=nested))
    for folder, names in files.items():
        volume = volume_of(folder, declared=declared, declared_root=root)
        scopes.append(Scope(volume, folder, only=frozenset(names)))
    return scopes


def _outermost(folders: list[bytes]) -> list[bytes]:
    kept: list[bytes] = []
    for folder in sorted(set(folders)):
        if not any(is_within(folder, each) for each in kept):
            kept.append(folder)
    return kept


def _declared_root(paths: list[bytes], declared: str, known_roots: KnownRoots) -> bytes:
    """Where the declared volume is rooted: where it was before if the paths lie there, else what they share."""
    common = os.path.commonpath(paths)
    known = known_roots(volume_of(paths[0], declared=declared).uid)
    for root in known:
        if is_within(common, root):
            return root
    standing = [root for root in known if os.path.isdir(root) and os.listdir(root)]  # noqa: PTH112, PTH208 - bytes
    if standing:
        raise VolumeMismatch(
            f"volume {declared} lies at {_shown(standing[0])}",
            path=_shown(common),
            next_step="give this path a volume name of its own, or leave --volume out",
        )
    return common


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "replace")
