"""Whether the files of a package are what it says of them: their sizes, and their hashes when somebody asks.

Not here: finding them (reading.py).
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assetgraph.documents.packages.model import Asset, Package
from assetgraph.errors import UnreadableFile
from assetgraph.media.hashes import opened

_BLOCK = 1 << 20
KNOWN_HASHES = frozenset(("sha1", "sha256"))
"""Of packing lists; a hash by another algorithm is not checked."""


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
    if not hashes or asset.hash is None or asset.algorithm not in KNOWN_HASHES:
        return Check(asset, Verdict.UNTOLD if asset.size is None else Verdict.SAME)
    found = digest(paths, asset.algorithm)
    if not is_told(found, asset.hash):
        return Check(asset, Verdict.HASH_DIFFERS, asset.hash, base64.b64encode(found).decode(), is_hashed=True)
    return Check(asset, Verdict.SAME, is_hashed=True)


def digest(paths: Iterable[str], algorithm: str) -> bytes:
    """The hash, by a known algorithm, of the files one after the other. Raises UnreadableFile."""
    found = hashlib.new(algorithm, usedforsecurity=False)
    for path in paths:
        with opened(path) as (descriptor, _):
            while block := os.read(descriptor, _BLOCK):
                found.update(block)
    return found.digest()


def is_told(found: bytes, told: str) -> bool:
    """Whether a hash is the one that a packing list tells; what is no base64 is no file's hash."""
    return hexadecimal(told) == found.hex()


def hexadecimal(told: str) -> str | None:
    """The hash that a packing list tells, in hexadecimal digits; None for what is no base64."""
    try:
        return base64.b64decode(told, validate=True).hex()
    except ValueError:
        return None


def _size(path: str) -> int:
    with opened(path) as (_, size):
        return size
