"""What assetgraph tells, asked on the command line: rows of the public queries as edges between relative paths."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

from benchmarks.relations.edges import (
    BELONGS_TO,
    DERIVED_FROM,
    LATEST,
    MISSING,
    PACKAGE_ASSET,
    PLAYS,
    PREVIOUS_VERSION,
    REFERENCES,
    SIDECAR_OF,
    SUPPLEMENTS,
    Edge,
    canonical,
)
from benchmarks.relations.scoring import Found
from benchmarks.surroundings import assetgraph

Row = Mapping[str, Any]
ALL = ("--param", "limit=1000000")
PATIENCE = ("--timeout", "900")
WEAK = ("--param", "confidence=0")
NOWHERE = {"MISSING", "UNMAPPED", "UNSCANNED", "VARIABLE"}
QUERIES = {
    "references": (REFERENCES, MISSING),
    "derivatives": (DERIVED_FROM,),
    "sidecars": (SIDECAR_OF,),
    "versions": (PREVIOUS_VERSION, LATEST),
    "projects": (BELONGS_TO,),
    "package_assets": (PACKAGE_ASSET,),
    "plays": (PLAYS,),
    "supplements": (SUPPLEMENTS,),
}
"""query -> the types of relations that its rows tell."""


class Library:
    """One graph in its home, and the folder whose files it knows."""

    def __init__(self, home: Path, root: Path) -> None:
        self.home = home
        self.root = root
        self.queries = {row["name"] for row in self._rows("query", "--list")}

    def ingest(self, *arguments: str) -> None:
        assetgraph("ingest", *arguments, "--json", home=self.home)

    def unknown(self) -> dict[str, str]:
        """Relation types that cannot be asked for: type -> the query that is not there."""
        return {type_: name for name, types in QUERIES.items() if name not in self.queries for type_ in types}

    def rows(self, name: str, *more: str) -> list[Row]:
        """All rows of a saved query."""
        return list(self._rows("query", name, *ALL, *more, *PATIENCE))

    def path(self, absolute: str) -> str:
        """Relative to the root, sequences by their canonical pattern; unchanged where it lies elsewhere."""
        return canonical(absolute.removeprefix(f"{self.root}/"))

    def found(self) -> list[Found]:
        """Every relation that the queries tell, however weak."""
        makers = {
            "references": self._references,
            "derivatives": self._derivatives,
            "sidecars": self._sidecars,
            "versions": self._versions,
            "projects": self._projects,
            "package_assets": self._package_assets,
            "plays": self._plays,
            "supplements": self._supplements,
        }
        sure = {"package_assets", "plays"}
        found: list[Found] = []
        for name, make in makers.items():
            if name in self.queries:
                found += make(self.rows(name, *(() if name in sure else WEAK)))
        return found

    def _rows(self, *arguments: str) -> Iterator[Row]:
        for line in assetgraph(*arguments, "--json", home=self.home).stdout.splitlines():
            yield json.loads(line)

    def _references(self, rows: Iterable[Row]) -> Iterator[Found]:
        """What a document writes is a derivative of it, and asked for as such."""
        for row in rows:
            if row["kind"] == "WRITE":
                continue
            document = self.path(row["document"])
            if row["state"] in NOWHERE:
                # That nobody knows where it is, is what was found: the weight of an unknown reference is not of that.
                yield Found(Edge(MISSING, "", document, row["raw"]), 1.0, _grounds(row))
            elif row["target"]:
                yield Found(Edge(REFERENCES, "", document, self.path(row["target"])), row["confidence"], _grounds(row))

    def _derivatives(self, rows: Iterable[Row]) -> Iterator[Found]:
        for row in rows:
            ends = self.path(row["derivative"]), self.path(row["source"])
            yield Found(Edge(DERIVED_FROM, row["kind"], *ends), row["confidence"], _grounds(row))

    def _sidecars(self, rows: Iterable[Row]) -> Iterator[Found]:
        for row in rows:
            ends = self.path(row["sidecar"]), self.path(row["path"])
            yield Found(Edge(SIDECAR_OF, "", *ends), row["confidence"], _grounds(row))

    def _versions(self, rows: Iterable[Row]) -> Iterator[Found]:
        """Each version and the one before it; one that stands alone, or has no place in an order, tells nothing."""
        chains = defaultdict(list)
        for row in rows:
            if row["rank"] is not None:
                chains[row["chain"]].append(row)
        for chain in chains.values():
            if len(chain) < 2:
                continue
            ordered = sorted(chain, key=lambda row: int(row["rank"]))
            for older, newer in pairwise(ordered):
                confidence = min(older["confidence"], newer["confidence"])
                ends = self.path(newer["path"]), self.path(older["path"])
                yield Found(Edge(PREVIOUS_VERSION, "", *ends), confidence, _grounds(newer))
            for row in ordered:
                if row["is_latest"]:
                    path = self.path(row["path"])
                    yield Found(Edge(LATEST, "", path, path), row["confidence"], _grounds(row))

    def _projects(self, rows: Iterable[Row]) -> Iterator[Found]:
        for row in rows:
            path = self.path(row["path"])
            for kind in ("project", "sequence", "shot"):
                if row.get(kind):
                    yield Found(Edge(BELONGS_TO, kind, path, row[kind]), row["confidence"], _grounds(row))

    def _package_assets(self, rows: Iterable[Row]) -> Iterator[Found]:
        for row in rows:
            if row["path"] and row.get("state") != "MISSING":
                edge = Edge(PACKAGE_ASSET, _uuid(row["uuid"]), self.path(row["package"]), self.path(row["path"]))
                yield Found(edge, row.get("confidence", 1.0))

    def _plays(self, rows: Iterable[Row]) -> Iterator[Found]:
        """A composition is told by its playlist's path; its UUID is what the playlist says of itself."""
        for row in rows:
            playlist = _own_id(row["composition"])
            edge = Edge(PLAYS, playlist, self.path(row["package"]), _uuid(row["uuid"]))
            yield Found(edge, row.get("confidence", 1.0))

    def _supplements(self, rows: Iterable[Row]) -> Iterator[Found]:
        for row in rows:
            edge = Edge(SUPPLEMENTS, "", self.path(row["package"]), self.path(row["needs_package"]))
            yield Found(edge, row.get("confidence", 1.0))


def _grounds(row: Row) -> str:
    return " ".join(str(row[key]) for key in ("state", "method", "evidence") if row.get(key))


def _own_id(playlist: str) -> str:
    """The UUID in a playlist (CPL)."""
    elements = ElementTree.parse(playlist).iter()
    return _uuid(next(each.text or "" for each in elements if each.tag.rpartition("}")[2] == "Id").strip())


def _uuid(text: str) -> str:
    return text.lower().removeprefix("urn:uuid:")


def tell(text: str) -> None:
    """A word on the way."""
    print(text, file=sys.stderr, flush=True)
