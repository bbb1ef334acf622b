"""What is true of a studio that was made: its volumes, what happens to its files, and every relation between them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.relations.edges import DERIVED_FROM, PACKAGE_ASSET, REFERENCES, TYPES, Edge, Gold


@dataclass(frozen=True)
class Move:
    """What happens to a file or folder after the documents were written and scanned once: it moves, or is lost."""

    old: str
    new: str | None


@dataclass(frozen=True)
class Truth:
    """All paths are relative to the root, volumes are its first folders; `orphans` holds the class of some files.

    Edges are as they are after `moves`. `certain` are the documents whose references are known one by one: all.
    """

    seed: int
    volumes: tuple[str, ...]
    moves: tuple[Move, ...]
    edges: frozenset[Edge]
    missing: frozenset[Edge]
    open: frozenset[Edge]
    orphans: dict[str, str]
    pinned: frozenset[str]

    @property
    def live(self) -> frozenset[str]:
        """What must never be called removable: what a document, a package, a delivery or a hold needs, or may need.

        What it was made from counts too, however indirectly; what it may mean (an open edge) as well.
        """
        needs: dict[str, set[str]] = defaultdict(set)
        found = set(self.pinned)
        for edge in self.edges | self.open:
            if edge.start.endswith(".mhl"):
                # A hash list tells of files that it does not need.
                continue
            if edge.type in {REFERENCES, PACKAGE_ASSET}:
                found.add(edge.end)
            if edge.type in {REFERENCES, DERIVED_FROM}:
                needs[edge.start].add(edge.end)
        frontier = list(found)
        while frontier:
            fresh = needs[frontier.pop()] - found
            found |= fresh
            frontier += fresh
        return frozenset(found)

    def gold(self, root: Path) -> Gold:
        """The same as what the harness compares with."""
        return Gold("studio", root, self.edges, frozenset(TYPES), self.open, self.missing)

    def save(self, path: Path) -> None:
        """As JSON, for people who look into a difference."""

        def rows(edges: frozenset[Edge]) -> list[tuple[str, ...]]:
            return sorted((edge.type, edge.kind, edge.start, edge.end) for edge in edges)

        data = {
            "seed": self.seed,
            "volumes": self.volumes,
            "moves": [asdict(move) for move in self.moves],
            "edges": rows(self.edges),
            "missing": rows(self.missing),
            "open": rows(self.open),
            "orphans": dict(sorted(self.orphans.items())),
            "live": sorted(self.live),
        }
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
