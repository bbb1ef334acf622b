"""From the paths a user gives to scopes: one volume, one root, and what of it is meant.

A path that this host was told before lies on a declared volume stays on that volume, also when the name is left
out: no file is known twice. Not here: walking a scope (scan.py).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assetgraph.errors import NothingToIngest, VolumeMismatch
from assetgraph.graph.catalogue import KnownMount
from assetgraph.storage.volumes import Volume, declared_name, foreign_below, is_within, mounts_below, volume_of


@dataclass(frozen=True, slots=True)
class Scope:
    """A folder on one volume; `only` restricts it to the assets that these files of the folder belong to.

    `given` is the folder the user named, at or above the root: exclude patterns are relative to it.
    """

    volume: Volume
    root: bytes
    given: bytes
    only: frozenset[bytes] = frozenset()
    skip: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Missing:
    """A path that cannot be ingested, and why."""

    path: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class KnownVolumes:
    """What the graph tells about volumes on this host.

    `finds_again` tells whether files the graph knows on a mount, at or below a relative path, lie there still.
    """

    mounts: Sequence[KnownMount] = ()
    finds_again: Callable[[KnownMount, bytes], bool] = field(default=lambda _mount, _rel_path: False)

    def declared_at(self, path: bytes) -> KnownMount | None:
        """The innermost declared volume that a path lies on."""
        return max(
            (each for each in self._declared() if is_within(path, each.path)),
            key=lambda mount: len(mount.path),
            default=None,
        )

    def declared_below(self, path: bytes) -> frozenset[bytes]:
        """Roots of declared volumes strictly below a path."""
        return frozenset(each.path for each in self._declared() if each.path != path and is_within(each.path, path))

    def _declared(self) -> list[KnownMount]:
        return [each for each in self.mounts if declared_name(each.identity)]


def resolve(
    paths: Sequence[bytes], declared: str | None, known: KnownVolumes | None = None
) -> tuple[list[Scope], list[Missing]]:
    """Scopes for all paths that exist, and those that do not.

    Paths inside other given paths are covered by those. Raises NothingToIngest when no path exists and
    VolumeMismatch when a declared volume lies elsewhere, or the paths are known as part of another volume.
    """
    known = known or KnownVolumes()
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
    folders = _outermost(folders)
    files = {folder: names for folder, names in files.items() if not any(is_within(folder, f) for f in folders)}
    if declared:
        return _declared_scopes(folders, files, declared, known), missing
    return _scopes(folders, files, known), missing


def _declared_scopes(
    folders: list[bytes], files: dict[bytes, set[bytes]], declared: str, known: KnownVolumes
) -> list[Scope]:
    root = _declared_root([*folders, *files], declared, known)
    scopes = [Scope(volume_of(each, declared=declared, declared_root=root), each, each) for each in folders]
    for folder, names in files.items():
        volume = volume_of(folder, declared=declared, declared_root=root)
        scopes.append(Scope(volume, folder, folder, only=frozenset(names)))
    return scopes


def _scopes(folders: list[bytes], files: dict[bytes, set[bytes]], known: KnownVolumes) -> list[Scope]:
    scopes = []
    for folder in folders:
        standing = [each for each in known.declared_below(folder) if _stands(each)]
        foreign = [each for each in mounts_below(folder) if not known.declared_at(each)]
        for root in [folder, *sorted({*standing, *foreign})]:
            nested = known.declared_below(root)
            skip = nested if known.declared_at(root) else nested | foreign_below(root)
            scopes.append(Scope(_known_volume(root, known), root, folder, skip=skip))
    for folder, names in files.items():
        scopes.append(Scope(_known_volume(folder, known), folder, folder, only=frozenset(names)))
    return scopes


def _known_volume(path: bytes, known: KnownVolumes) -> Volume:
    mount = known.declared_at(path)
    if mount is None:
        return volume_of(path)
    return volume_of(path, declared=declared_name(mount.identity), declared_root=mount.path)


def _outermost(folders: list[bytes]) -> list[bytes]:
    kept: list[bytes] = []
    for folder in sorted(set(folders)):
        if not any(is_within(folder, each) for each in kept):
            kept.append(folder)
    return kept


def _declared_root(paths: list[bytes], declared: str, known: KnownVolumes) -> bytes:
    """Where the declared volume is rooted: where it was before if the paths lie there, else what they share."""
    common = os.path.commonpath(paths)
    uid = volume_of(paths[0], declared=declared).uid
    roots = [mount.path for mount in known.mounts if mount.volume_uid == uid]
    for root in roots:
        if is_within(common, root):
            return root
    standing = [root for root in roots if _stands(root)]
    if standing:
        raise VolumeMismatch(
            f"volume {declared} lies at {_shown(standing[0])}",
            path=_shown(common),
            next_step="give this path a volume name of its own, or leave --volume out",
        )
    _refuse_known(common, [mount for mount in known.mounts if mount.volume_uid != uid], known)
    return common


def _refuse_known(root: bytes, others: list[KnownMount], known: KnownVolumes) -> None:
    """Raise VolumeMismatch where files at or below a new volume's root are in the graph under another volume.

    Another disk may stand where a declared volume stood: then none of that volume's files is found again.
    """
    for mount in others:
        name = declared_name(mount.identity)
        if name and mount.path != root and (is_within(root, mount.path) or is_within(mount.path, root)):
            raise VolumeMismatch(
                f"volume {name} lies at {_shown(mount.path)}",
                path=_shown(root),
                next_step=f"volumes do not overlap: use --volume {name}, or leave --volume out",
            )
        within = os.path.relpath(root, mount.path) if is_within(root, mount.path) and root != mount.path else b""
        touches = is_within(root, mount.path) or is_within(mount.path, root)
        if touches and known.finds_again(mount, within):
            raise VolumeMismatch(
                f"its files are in the graph already, on volume {mount.name}",
                path=_shown(root),
                next_step=f"use --volume {name}" if name else "leave --volume out",
            )


def _stands(root: bytes) -> bool:
    return os.path.isdir(root) and bool(os.listdir(root))  # noqa: PTH112, PTH208 - bytes


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "replace")
