"""The truth about the relations of real third-party samples, from the lists in `gold/`; see `gold_lists.py`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .edges import (
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
    Gold,
)

FOLDER = Path(__file__).parent / "gold"
SOURCE = "real"
TYPES = frozenset(
    {REFERENCES, MISSING, DERIVED_FROM, SIDECAR_OF, PREVIOUS_VERSION, LATEST, BELONGS_TO}
    | {PACKAGE_ASSET, PLAYS, SUPPLEMENTS}
)
"""Told whole; of SIDECAR_OF, PREVIOUS_VERSION, LATEST, BELONGS_TO and SUPPLEMENTS there is none among the samples."""


@dataclass(frozen=True)
class Check:
    """What comes of comparing a package's file with its packing list and map; None where neither tells it."""

    size_ok: bool | None
    hash_ok: bool | None


def sources(samples: Path) -> tuple[Gold, ...]:
    """Return the truth about the samples that lie at a folder; they are to be ingested together."""
    edges = {
        *(Edge(REFERENCES, "", row["document"], row["target"]) for row in rows("references")),
        *(Edge(DERIVED_FROM, row["kind"], row["derivative"], row["source"]) for row in rows("derivatives")),
        *package_checks(),
        *(Edge(PLAYS, row["playlist"], row["package"], row["uuid"]) for row in rows("plays")),
    }
    missing = {Edge(MISSING, "", row["document"], row["raw"]) for row in rows("missing")}
    open_ = {
        *(Edge(row["type"], row["kind"], row["start"], row["end"]) for row in rows("open")),
        *(Edge(MISSING, "", row["document"], row["name"]) for row in rows("names")),
    }
    return (Gold(SOURCE, samples, frozenset(edges), TYPES, frozenset(open_), frozenset(missing)),)


def package_checks() -> dict[Edge, Check]:
    """Return each file of a package with what comes of checking it."""
    answers = {"": None, "True": True, "False": False}
    return {
        Edge(PACKAGE_ASSET, row["uuid"], row["package"], row["path"]): Check(
            answers[row["size_ok"]], answers[row["hash_ok"]]
        )
        for row in rows("packages")
    }


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a list as column -> value."""
    with (FOLDER / f"{name}.tsv").open(newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
