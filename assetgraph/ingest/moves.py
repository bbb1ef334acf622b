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
from assetgraph.ingest.spool import Gone, Spool
from assetgraph.media.hashes import content_hash, quick_hash
from assetgraph.model.keys import location_key

_INODE = ("inode", "size", "mtime")
_NAME = ("name", "size", "mtime")
_CONTENT = ("size", "mark")
"""`mark` is a file's quick hash, or the digest of a sequence's frames."""


def match_moves(spool: Spool, catalogue: Catalogue, volume: str) -> None:
    """Match what is gone with what is new, in the spool; a file is opened only where a match hangs on it."""
    spool.index_for_moves()
    _recall_vanished(spool, catalogue, volume)
    spool.match(_INODE, "INODE")
    _hash(spool, quick_hash, "mark", _NAME, known="mark")
    spool.match((*_NAME, "mark"), "NAME_SIZE")
    _hash(spool, quick_hash, "mark", ("size",), known="content_hash")
    _hash(spool, content_hash, "content_hash", _CONTENT, known="content_hash")
    spool.match((*_CONTENT, "content_hash"), "HASH")


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


def _hash(spool: Spool, hashed: Callable[[str], str], column: str, alike: tuple[str, ...], *, known: str) -> None:
    """Hash each new file once that a gone asset may be; one that cannot be read is reported when it is read."""
    for item, folder, content in spool.unhashed(column, alike, known):
        if content.found.sequence:
            continue
        try:
            spool.set_hash(item, column, hashed(os.fsdecode(os.path.join(folder, content.found.name))))
        except MediaError:
            continue
