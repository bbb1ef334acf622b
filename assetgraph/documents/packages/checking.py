"""Whether the files of a package are what it says of them: their sizes, and their hashes when somebody asks.

Not here: finding them (reading.py).
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assetgraph.documents.packages.model import Asset, Package
from assetgraph.errors import UnreadableFile
from assetgraph.media.hashes import opened

_BLOCK = 1 << 20
_HASHES = frozenset(("sha1", "sha256"))


class Verdict(StrEnum):
    """What came of checking one asset."""

    SAME = "SAME"
    SIZE_DIFFERS = "SIZE_DIFFERS"
    HASH_DIFFERS = "HASH_DIFFERS"
    UNTOLD = "UNTOLD"  # nothing is told that was to be checked
    MISSING = "MISSING"
    UNREADABLE = "UNREADABLE"
    ELSEWHERE = "ELSEWHERE"  # a chunk lies on another volume


@dataclass(frozen=True, slots=True)
class Check:
    """One asset, and what was told and found of that which the verdict is about."""

    asset: Asset
    verdict: Verdict
    told: str | None = None
    found: str | None = None
    is_hashed: bool = False
    """Whether the verdict rests on the hash too."""


def check(package: Package, folder: str, *, hashes: bool = False) -> Iterator[Check]:
    """Check each asset of the package in that folder; with `hashes` every byte is read."""
    missing, elsewhere = set(package.missing), set(package.elsewhere)
    for asset in package.assets:
        if asset in elsewhere:
            yield Check(asset, Verdict.ELSEWHERE)
        elif asset in missing or not asset.chunks:
            yield Check(asset, Verdict.MISSING)
        else:
            try:
                yield _check(asset, folder, hashes=hashes)
            except UnreadableFile as error:
                yield Check(asset, Verdict.UNREADABLE, found=error.reason)


def _check(asset: Asset, folder: str, *, hashes: bool) -> Check:
    paths = [os.path.join(folder, chunk.file or "") for chunk in asset.chunks]
    size = sum(_size(path) for path in paths)
    if asset.size is not None and asset.size != size:
        return Check(asset, Verdict.SIZE_DIFFERS, str(asset.size), str(size))
    wanted = _told_digest(asset) if hashes else None
    if wanted is None:
        return Check(asset, Verdict.UNTOLD if asset.size is None else Verdict.SAME)
    found = _digest(paths, asset.algorithm or "")
    if found != wanted:
        return Check(asset, Verdict.HASH_DIFFERS, asset.hash, base64.b64encode(found).decode(), is_hashed=True)
    return Check(asset, Verdict.SAME, is_hashed=True)


def _size(path: str) -> int:
    with opened(path) as (_, size):
        return size


def _digest(paths: list[str], algorithm: str) -> bytes:
    """The hash of the files one after the other."""
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for path in paths:
        with opened(path) as (descriptor, _):
            while block := os.read(descriptor, _BLOCK):
                digest.update(block)
    return digest.digest()


def _told_digest(asset: Asset) -> bytes | None:
    """The hash that the package tells; None when it tells none of a known kind."""
    if asset.hash is None or asset.algorithm not in _HASHES:
        return None
    try:
        return base64.b64decode(asset.hash, validate=True)
    except ValueError:
        # What is no base64 is no file's hash.
        return b""
