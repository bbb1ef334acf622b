"""Which asset a file is, at the moment it is written: known, returned, or new.

Not here: moves, which are settled before anything is read (settle.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assetgraph.graph.catalogue import Catalogue, KnownAsset
from assetgraph.ingest.changes import Item, Verdict
from assetgraph.ingest.context import Run
from assetgraph.ingest.places import Place
from assetgraph.ingest.rows import Identity, event
from assetgraph.model.keys import asset_uid, location_key
from assetgraph.model.records import Reading


class Identities:
    """Looks up, once a batch, what the graph knows about the places of its new files."""

    def __init__(self, catalogue: Catalogue, run: Run, arrivals: Iterable[tuple[Place, Item]]) -> None:
        self._run = run
        places = [(place, item.found.name) for place, item in arrivals if item.verdict is Verdict.NEW]
        keys = [location_key(place.uid, name) for place, name in places]
        self._vanished = catalogue.returning(keys) if keys else {}
        self._generations = _free_generations(catalogue, places)

    def of(self, place: Place, item: Item, reading: Reading) -> tuple[Identity, list[dict[str, Any]]]:
        """The identity, and the events that go with it."""
        known = item.known
        if known is None:
            return self._of_arrival(place, item, reading)
        if not _has_changed(item, known, reading):
            return self._keep(known, known.content_rev), []
        path = place.path + b"/" + item.found.name
        changed = event(known.uid, self._run.id, "CHANGED", "PATH", old=None, new=path)
        return self._keep(known, known.content_rev + 1), [changed]

    def _of_arrival(self, place: Place, item: Item, reading: Reading) -> tuple[Identity, list[dict[str, Any]]]:
        name = item.found.name
        for known in self._vanished.get(location_key(place.uid, name), []):
            if _is_return(known, item, reading):
                path = place.path + b"/" + name
                returned = event(known.uid, self._run.id, "RETURNED", "PATH", old=None, new=path)
                return self._keep(known, known.content_rev), [returned]
        generation = self._generations.get(place.join(name), 0)
        uid = asset_uid(place.volume.uid, place.join(name), generation)
        return Identity(uid, generation, 0, self._run.started, is_new=True), []

    def _keep(self, known: KnownAsset, content_rev: int) -> Identity:
        return Identity(known.uid, known.generation, content_rev, known.first_seen or self._run.started, is_new=False)


def _has_changed(item: Item, known: KnownAsset, reading: Reading) -> bool:
    """Whether there is other content at the place; where only the change time differed, the hash tells."""
    if item.verdict is Verdict.VERIFY:
        return reading.quick_hash not in (None, known.quick_hash)
    return item.verdict is Verdict.CHANGED


def _is_return(known: KnownAsset, item: Item, reading: Reading) -> bool:
    """The same content is back; without hashes, the same size and time."""
    if known.quick_hash and reading.quick_hash:
        return known.quick_hash == reading.quick_hash
    return (known.size, known.mtime_ns) == (item.found.size, item.found.mtime_ns)


def _free_generations(catalogue: Catalogue, places: list[tuple[Place, bytes]]) -> dict[bytes, int]:
    """For each relative path whose first key is taken by another asset, the next free generation."""
    generations: dict[bytes, int] = {}
    open_paths = {place.join(name): place.volume.uid for place, name in places}
    generation = 0
    while open_paths:
        uids = {asset_uid(volume, path, generation): path for path, volume in open_paths.items()}
        taken = catalogue.taken(list(uids))
        for uid, path in uids.items():
            if uid not in taken:
                if generation:
                    generations[path] = generation
                del open_paths[path]
        generation += 1
    return generations
