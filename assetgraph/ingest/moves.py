"""Finding again what moved: pairs of an asset that is gone and a file that is new, so that identity stays.

Ways, best first: same inode, size and time; same name, size, time and quick hash; same size, quick hash and
content hash. A pair counts only when it is unique on both sides.
Not here: writing the outcome (settle.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable

from assetgraph.errors import MediaError
from assetgraph.graph.catalogue import Catalogue, KnownAsset
from assetgraph.ingest.batches import batched
from assetgraph.ingest.changes import Item
from assetgraph.ingest.spool import Gone, Spool
from assetgraph.media.hashes import content_hash, quick_hash
from assetgraph.model.keys import location_key

_SAME_INODE = "g.inode = i.inode AND g.size = i.size AND g.mtime = i.mtime"
_SAME_NAME = "g.name = i.name AND g.size = i.size AND g.mtime = i.mtime"
_SAME_SIZE = "g.size = i.size AND g.frames IS NULL AND i.frames IS NULL AND g.size > 0"

Agrees = Callable[[KnownAsset, Item, bytes], bool]


def match_moves(spool: Spool, catalogue: Catalogue, volume: str) -> None:
    """Pair what is gone with what is new, in the spool."""
    spool.index_for_moves()
    _recall_vanished(spool, catalogue, volume)
    for method, condition, agrees in (
        ("INODE", _SAME_INODE, _always),
        ("NAME_SIZE", _SAME_NAME, _same_quick_hash),
        ("HASH", _SAME_SIZE, _same_content),
    ):
        pairs = (
            (gone, item)
            for gone, item, folder, known, content in spool.candidates(condition)
            if agrees(known, content, folder)
        )
        spool.match(pairs, method)


def _recall_vanished(spool: Spool, catalogue: Catalogue, volume: str) -> None:
    """Offer for matching what earlier runs marked vanished, where inode, size and time are those of an arrival.

    What is back at its own place is no move: it is told when it is written (identities.py).
    """
    for batch in batched(spool.arrivals(), 2000):
        rows = [
            {
                "item": item, "volume_uid": volume, "inode": content.found.inode, "size": content.found.size,
                "mtime_ns": content.found.mtime_ns, "location_key": location_key(folder, content.found.name),
            }
            for item, folder, content in batch
        ]  # fmt: skip
        for _, known in catalogue.vanished_like(rows):
            spool.add_gone(Gone(known, "", b"", earlier=True))


def _always(_known: KnownAsset, _item: Item, _folder: bytes) -> bool:
    return True


def _same_quick_hash(known: KnownAsset, item: Item, folder: bytes) -> bool:
    if item.found.sequence:
        return known.frames_digest == item.found.frames_digest
    return _hash_equals(known.quick_hash, quick_hash, folder, item)


def _same_content(known: KnownAsset, item: Item, folder: bytes) -> bool:
    if known.content_hash is None:
        return False  # nothing to compare with: the file need not be opened
    return _hash_equals(known.quick_hash, quick_hash, folder, item) and _hash_equals(
        known.content_hash, content_hash, folder, item
    )


def _hash_equals(expected: str | None, hashed: Callable[[str], str], folder: bytes, item: Item) -> bool:
    if expected is None:
        return False
    try:
        return hashed(os.fsdecode(os.path.join(folder, item.found.name))) == expected
    except MediaError:
        return False  # it is reported when it is read
