"""The place where a studio is built: writes its files, and keeps what is true of them until all is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.relations.edges import (
    BELONGS_TO,
    DERIVED_FROM,
    LATEST,
    MISSING,
    PREVIOUS_VERSION,
    REFERENCES,
    SIDECAR_OF,
    Edge,
    canonical,
)
from benchmarks.relations.studio import media
from benchmarks.relations.studio.media import FULL, MJPEG, Codec, Take
from benchmarks.relations.studio.seen import MACHINES
from benchmarks.relations.studio.truth import Move, Truth

DAY_S = 86_400


class Lot:
    """Paths are relative to the root, volume first; what is written is an asset, and what is told is true of it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.seed = seed
        self.rng = Random(seed)
        self.assets: set[str] = set()
        self.edges: set[Edge] = set()
        self.missing: set[Edge] = set()
        self.open: set[Edge] = set()
        self.orphans: dict[str, str] = {}
        self.pinned: set[str] = set()
        self.moves: list[Move] = []
        self._raws: dict[tuple[str, str], set[str]] = {}
        self._pictures = self.rng.randrange(1_000_000, 2_000_000)

    def fresh(self) -> int:
        """A picture or sound that nothing else has."""
        self._pictures += 1
        return self._pictures

    def machine(self) -> str:
        """Whose way of writing paths a document has."""
        return self.rng.choice(MACHINES)

    def take(
        self, frames: int, *, rate: Fraction = Fraction(24), reel: str | None = None, start: str | None = None
    ) -> Take:
        return Take(self.fresh(), frames, rate, reel, start)

    # Files

    def at(self, where: str) -> Path:
        """Where a file is to be written; it counts as one from now on."""
        path = self.root / where
        path.parent.mkdir(parents=True, exist_ok=True)
        self.assets.add(canonical(where))
        return path

    def write(self, where: str, data: str | bytes) -> str:
        self.at(where).write_bytes(data.encode() if isinstance(data, str) else data)
        return where

    def movie(self, where: str, take: Take, codec: Codec = MJPEG, size: tuple[int, int] = FULL, umid: int = 0) -> str:
        media.movie(self.at(where), take, codec, size, umid)
        return where

    def frames(self, pattern: str, numbers: Iterable[int], size: tuple[int, int] = (32, 18)) -> str:
        """A sequence by its `%04d` pattern."""
        picture = self.fresh()
        self.at(pattern)
        for number in numbers:
            media.frame(self.root / (pattern % number), picture, number, size)
        return canonical(pattern)

    def still(self, where: str, picture: int | None = None, size: tuple[int, int] = FULL) -> str:
        media.still(self.at(where), picture or self.fresh(), size)
        return where

    def sound(self, where: str, seconds: float = 1.0, *, start: float = 3600.0, tape: str = "") -> str:
        media.sound(self.at(where), self.fresh(), seconds, start=start, tape=tape)
        return where

    def copy(self, where: str, to: str) -> str:
        """The same bytes, and the same time, elsewhere."""
        shutil.copy2(self.root / where, self.at(to))
        return to

    def age(self, where: str, days: float) -> str:
        """Last written so many days before now."""
        path = self.root / where
        then = path.stat().st_mtime - days * DAY_S
        os.utime(path, (then, then))
        return where

    # Truth

    def refers(self, document: str, target: str, raw: str) -> None:
        target = canonical(target)
        self.edges.add(Edge(REFERENCES, "", document, target))
        self._raws.setdefault((document, target), set()).add(raw)

    def lost(self, document: str, raw: str) -> None:
        """A reference that leads nowhere: nothing is there, no machine has such a place, or it says too little."""
        self.missing.add(Edge(MISSING, "", document, raw))

    def derived(self, kind: str, derivative: str, source: str) -> None:
        self.edges.add(Edge(DERIVED_FROM, kind, canonical(derivative), canonical(source)))

    def goes_with(self, sidecar: str, file: str) -> str:
        self.edges.add(Edge(SIDECAR_OF, "", sidecar, canonical(file)))
        return sidecar

    def chain(self, *oldest_first: str) -> None:
        """Versions of one thing."""
        versions = [canonical(each) for each in oldest_first]
        for older, newer in pairwise(versions):
            self.edges.add(Edge(PREVIOUS_VERSION, "", newer, older))
        if len(versions) > 1:
            self.edges.add(Edge(LATEST, "", versions[-1], versions[-1]))

    def belongs(self, asset: str, project: str, sequence: str = "", shot: str = "") -> None:
        for kind, code in (("project", project), ("sequence", sequence), ("shot", shot)):
            if code:
                self.edges.add(Edge(BELONGS_TO, kind, asset, code))

    def maybe(self, type_: str, start: str, end: str, kind: str = "") -> None:
        """An edge that nobody could know from the files alone, nor deny."""
        self.open.add(Edge(type_, kind, canonical(start), canonical(end)))

    def orphan(self, class_: str, *paths: str) -> None:
        for path in paths:
            self.orphans[canonical(path)] = class_

    def move(self, old: str, new: str | None) -> None:
        """To happen after the first scan; a folder by its path, a file by its own."""
        self.moves.append(Move(old, new))

    def truth(self) -> Truth:
        """After all moves: what moved is true of the new path, what was lost is missed by those that named it."""
        edges, missing, orphans = set(self.edges), set(self.missing), dict(self.orphans)
        open_ = set(self.open)
        for move in self.moves:
            if move.new is None:
                gone = {edge for edge in edges if move.old in {edge.start, edge.end}}
                edges -= gone
                for edge in gone:
                    if edge.type == REFERENCES:
                        raws = self._raws[edge.start, edge.end]
                        missing |= {Edge(MISSING, "", edge.start, raw) for raw in raws}
                    if edge.type == DERIVED_FROM and edge.end == move.old:
                        # What it was made from is known still, though it is gone.
                        open_.add(edge)
                continue
            edges = {_moved(edge, move) for edge in edges}
            missing = {_moved(edge, move) for edge in missing}
            open_ = {_moved(edge, move) for edge in open_}
            orphans = {_at(path, move): class_ for path, class_ in orphans.items()}
        return Truth(
            seed=self.seed,
            volumes=tuple(sorted({asset.partition("/")[0] for asset in self.assets})),
            moves=tuple(self.moves),
            edges=frozenset(edges - open_),
            missing=frozenset(missing),
            open=frozenset(open_),
            orphans=orphans,
            pinned=frozenset(self.pinned),
        )


def _at(path: str, move: Move) -> str:
    assert move.new
    if path == move.old or path.startswith(move.old + "/"):
        return move.new + path[len(move.old) :]
    return path


def _moved(edge: Edge, move: Move) -> Edge:
    end = edge.end if edge.type == MISSING else _at(edge.end, move)
    return Edge(edge.type, edge.kind, _at(edge.start, move), end)
