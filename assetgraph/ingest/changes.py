"""What became of each asset since the graph last saw its folder. Pure: listings and known assets in, verdicts out.

Not here: whether something new is something old that moved (moves.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assetgraph.graph.catalogue import KnownAsset, KnownFolder
from assetgraph.ingest.found import Found
from assetgraph.model.frames import frame_of
from assetgraph.model.records import ProbeLevel

HASH_RANK = {"none": 0, "same-size": 1, "all": 2}


class Verdict(StrEnum):
    """What to do about an asset."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"  # other content at the same place
    DEEPEN = "deepen"  # same content, to be read further than before, or tried again
    VERIFY = "verify"  # only the change time differs: compare the quick hash


@dataclass(frozen=True, slots=True)
class Wish:
    """How a run wants assets to be read."""

    level: ProbeLevel
    hash_policy: str
    tools: str
    retry_failed: bool = False

    def met_by(self, folder: KnownFolder) -> bool:
        """Whether a folder with an equal digest needs no look at its assets."""
        if folder.probe_level is None or folder.hash_policy is None:
            return False
        if folder.failed and (self.retry_failed or folder.tools != self.tools) and self.level is not ProbeLevel.NONE:
            return False
        return (
            ProbeLevel(folder.probe_level).rank >= self.level.rank
            and HASH_RANK[folder.hash_policy] >= HASH_RANK[self.hash_policy]
        )


@dataclass(frozen=True, slots=True)
class Item:
    """A found asset with its verdict, and the known asset it is held to be.

    `displaced`: another file now lies at a known asset's place (its inode differs); the old file may have
    moved elsewhere, and this one may have come from elsewhere.
    """

    found: Found
    verdict: Verdict
    known: KnownAsset | None = None
    displaced: bool = False


def compare(found: list[Found], known: Iterable[KnownAsset], wish: Wish) -> tuple[list[Item], list[KnownAsset]]:
    """Verdicts for all found assets, and the known assets that are no longer there."""
    by_name: dict[bytes, KnownAsset] = {}
    gone = []
    for asset in known:
        if asset.placed:
            by_name[asset.name] = asset
        else:
            gone.append(asset)
    items = []
    unmatched = []
    for each in found:
        same = by_name.pop(each.name, None)
        if same is None:
            unmatched.append(each)
        else:
            items.append(_judge(each, same, wish))
    for each in unmatched:
        same = _same_frames(each, by_name)
        if same:
            del by_name[same.name]
            items.append(Item(each, Verdict.CHANGED, same))
        else:
            items.append(Item(each, Verdict.NEW))
    items.sort(key=lambda item: item.found.name)
    return items, [*gone, *by_name.values()]


def _judge(found: Found, known: KnownAsset, wish: Wish) -> Item:
    if found.sequence:
        changed, displaced = found.frames_digest != known.frames_digest, False
    else:
        displaced = None not in (known.inode, found.inode) and found.inode != known.inode
        changed = displaced or (found.size, found.mtime_ns) != (known.size, known.mtime_ns)
    if changed:
        return Item(found, Verdict.CHANGED, known, displaced)
    if known.probe_level is None or ProbeLevel(known.probe_level).rank < wish.level.rank:
        return Item(found, Verdict.DEEPEN, known)
    if known.outcome == "failed" and wish.level is not ProbeLevel.NONE:
        return Item(found, Verdict.DEEPEN if wish.retry_failed or known.tools != wish.tools else Verdict.SAME, known)
    opens = wish.level is not ProbeLevel.NONE
    if opens and not found.sequence and known.quick_hash and found.ctime_ns != known.ctime_ns:
        return Item(found, Verdict.VERIFY, known)
    return Item(found, Verdict.SAME, known)


def _same_frames(found: Found, known: dict[bytes, KnownAsset]) -> KnownAsset | None:
    """A lone frame that became a sequence, or a sequence of which one frame is left, is the same asset."""
    if found.sequence:
        for _, name in found.sequence.members:
            if name in known:
                return known[name]
        return None
    return next((asset for asset in known.values() if asset.frames_digest and _is_frame(found, asset)), None)


def _is_frame(found: Found, sequence: KnownAsset) -> bool:
    return frame_of(sequence.name, found.name) is not None
