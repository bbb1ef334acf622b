"""Counting and reporting what a run does.

Not here: showing it (cli), storing it (api.py writes the ScanRun).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Protocol

from assetgraph.graph.catalogue import KnownFolder
from assetgraph.model.records import Problem


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is: in stage scan the total is not known yet; `volume` is files then, bytes afterwards."""

    stage: str
    done: int
    total: int | None
    volume: int = 0


class Report(Protocol):
    """Who wants to hear of progress and problems."""

    def progress(self, progress: Progress) -> None:
        """Called often; must be cheap."""

    def problem(self, path: bytes, problem: Problem) -> None:
        """Called once for each problem that is recorded."""


class Silent:
    """A report nobody reads."""

    def progress(self, progress: Progress) -> None:
        """Drop it."""

    def problem(self, path: bytes, problem: Problem) -> None:
        """Drop it."""


@dataclass(slots=True)
class Counts:
    """What a run found and did; assets = done + unchanged + failed + skipped + remaining.

    `withheld` are assets that are gone, but not believed to be.
    """

    assets: int = 0
    files: int = 0
    done: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    remaining: int = 0
    problems: int = 0
    moved: int = 0
    vanished: int = 0
    withheld: int = 0
    files_opened: int = 0
    bytes_read: int = 0

    def add_unchanged_folder(self, stamp: KnownFolder) -> None:
        """A folder that is as it was: its stamp stands for its assets."""
        self.assets += stamp.assets
        self.files += stamp.files
        self.failed += stamp.failed
        self.skipped += stamp.skipped
        self.unchanged += stamp.assets - stamp.failed - stamp.skipped
        self.problems += stamp.problems

    def add(self, other: Counts) -> None:
        """Add another scope's counts."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
