"""Finding again what moved: pairs of an asset that is gone and a file that is new, so that identity stays.

Ways, best first: same inode, size and time; same name, size, time and quick hash; same size, quick hash and
content hash. A pair counts only when it is unique on both sides.
Not here: writing the outcome (settle.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable

from assetgraph.errors import MediaError
from assetgraph.graph.catalogue import Catalogue
from assetgraph.ingest.batches import batched
from assetgraph.ingest.found import signed
from assetgraph.ingest.spool import Gone, Spool
from assetgraph.media.hashes import content_hash, quick_hash
from assetgraph.model.keys import location_key
from assetgraph.storage.volumes import Volume

_INODE = ("inode", "size", "mtime")
_NAME = ("name", "size", "mtime")
_CONTENT = ("size", "mark")
"""`mark` is a file's quick hash, or the digest of a sequence's frames."""


def match_moves(spool: Spool, catalogue: Catalogue, volume: Volume) -> None:
    """Match what is gone with what is new, in the spool; a file is opened only where a match hangs on it."""
    spool.index_for_moves()
    _recall(spool, catalogue, volume)
    spool.match(_INODE, "INODE")
    _hash(spool, quick_hash, "mark", _NAME, known="mark")
    spool.match((*_NAME, "mark"), "NAME_SIZE")
    _hash(spool, quick_hash, "mark", ("size",), known="content_hash")
    _hash(spool, content_hash, "content_hash", _CONTENT, known="content_hash")
    spool.match((*_CONTENT, "content_hash"), "HASH")


def _recall(spool: Spool, catalogue: Catalogue, volume: Volume) -> None:
    """Offer for matching what lay outside of this scan, where inode, size and time are those of an arrival.

    That is what earlier runs marked vanished, and what lies no more where it is known. What is back at its own place
    is no move: it is told when it is written (identities.py).
    """
    for batch in batched(spool.arrivals(), 2000):
        rows = [
            {
                "item": item, "volume_uid": volume.uid, "inode": content.found.inode, "size": content.found.size,
                "mtime_ns": content.found.mtime_ns, "location_key": location_key(folder, content.found.name),
            }
            for item, folder, content in batch
        ]  # fmt: skip
        for _, known, place in catalogue.assets_like(rows):
            if place is None:
                spool.add_gone(Gone(known, "", b"", earlier=True))
            elif not _is_there(path := volume.absolute(place), known.inode):
                old = os.path.join(os.path.dirname(path), known.name)
                spool.add_gone(Gone(known, "", old, earlier=True))


def _is_there(path: bytes, inode: int | None) -> bool:
    """Whether a file is still where it was; one that cannot be looked at is taken to be."""
    try:
        return signed(os.lstat(path).st_ino) == inode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _hash(spool: Spool, hashed: Callable[[str], str], column: str, alike: tuple[str, ...], *, known: str) -> None:
    """Hash each new file once that a gone asset may be; one that cannot be read is reported when it is read."""
    for item, folder, content in spool.unhashed(column, alike, known):
        if content.found.sequence:
            continue
        try:
            spool.set_hash(item, column, hashed(os.fsdecode(os.path.join(folder, content.found.name))))
        except MediaError:
            continue
