"""Settling what a walk found about identities: moves, returns and losses are written before anything is read.

Files are marked vanished only where the whole scope was listed, on the volume it was listed on before, and not
when suspiciously many are gone at once. Not here: matching (moves.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assetgraph.graph.catalogue import Catalogue
from assetgraph.ingest.batches import batched
from assetgraph.ingest.changes import Item, Verdict, Wish
from assetgraph.ingest.context import Context, Run
from assetgraph.ingest.moves import match_moves
from assetgraph.ingest.places import Place, place_properties
from assetgraph.ingest.rows import event
from assetgraph.ingest.spool import FolderWork, Gone, Move
from assetgraph.model.keys import location_key
from assetgraph.model.records import ProbeLevel
from assetgraph.storage.volumes import Volume

_BATCH = 1000
LOSS_FLOOR = 100
LOSS_SHARE = 0.10


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it; `withheld` counts losses that were not believed."""

    moved: int
    vanished: int
    withheld: int


def settle(context: Context, *, known_assets: int, allowed: int | None) -> Settled:
    """Match moves, then write them, and mark losses; items in the spool become those of their true asset.

    `allowed` is how many losses are believed; by default a hundred, or a tenth of the known assets.
    """
    spool, catalogue, run = context.spool, context.catalogue, context.run
    match_moves(spool, catalogue, context.volume)
    for item, content in spool.replaced():
        spool.update_item(item, Item(content.found, Verdict.NEW))
    _apply_losses(spool.losses(displaced=True), catalogue, run)
    moved = _apply_moves(context)
    losses = spool.count_losses()
    if losses > (max(LOSS_FLOOR, int(known_assets * LOSS_SHARE)) if allowed is None else allowed):
        return Settled(moved, 0, losses)
    _apply_losses(spool.losses(displaced=False), catalogue, run)
    return Settled(moved, losses, 0)


def _apply_moves(context: Context) -> int:
    """All places are freed before any is taken: files may have changed places with each other."""
    spool, catalogue, run = context.spool, context.catalogue, context.run
    for batch in batched(spool.moves(), _BATCH):
        catalogue.clear_locations([move.known.uid for move in batch])
    moved = 0
    for batch in batched(spool.moves(), _BATCH):
        rows = [_moved(move, spool.folder(move.folder), context.volume, run) for move in batch]
        catalogue.move(rows, run.uid, run.id, run.started)
        for move in batch:
            spool.update_item(move.item, _after_move(move, context.wish))
        moved += len(batch)
    return moved


def _after_move(move: Move, wish: Wish) -> Item:
    """A moved asset needs no reading, unless this run wishes to know more than is known, or frames have new names."""
    known, found = move.known, move.content.found
    deeper = known.probe_level is None or ProbeLevel(known.probe_level).rank < wish.level.rank
    renumbered = known.frames_digest != found.frames_digest
    return Item(found, Verdict.DEEPEN if deeper or renumbered else Verdict.SAME, known)


def _moved(move: Move, folder: FolderWork, volume: Volume, run: Run) -> dict[str, Any]:
    place = Place(volume, folder.path, folder.rel_path)
    found = move.content.found
    new = os.path.join(folder.path, found.name)
    old_folder = os.path.dirname(move.old_path) if move.old_path else None
    kind = "RENAMED" if old_folder == folder.path else "MOVED"
    return {
        "uid": move.known.uid,
        "folder_uid": folder.uid,
        "place": {**place_properties(place, found), "frames_digest": found.frames_digest},
        "event": event(move.known.uid, run.id, kind, move.method, old=move.old_path or None, new=new),
    }


def _apply_losses(losses: Iterator[Gone], catalogue: Catalogue, run: Run) -> None:
    for batch in batched(losses, _BATCH):
        rows = [
            {
                "uid": gone.known.uid,
                "location_key": location_key(gone.folder_uid, gone.known.name),
                "event": event(gone.known.uid, run.id, "VANISHED", "PATH", old=gone.path, new=None),
            }
            for gone in batch
        ]
        catalogue.vanish(rows, run.uid, run.id, run.started)
