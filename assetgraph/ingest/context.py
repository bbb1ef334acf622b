"""What all stages of one scope share: what is meant, on whose behalf, and the tools to do it with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from assetgraph.graph.catalogue import Catalogue
from assetgraph.graph.writer import Writer
from assetgraph.ingest.changes import Wish
from assetgraph.ingest.progress import Counts, Report
from assetgraph.ingest.scan import Exclude
from assetgraph.ingest.scopes import Scope
from assetgraph.ingest.spool import Spool
from assetgraph.media.workers import Workers
from assetgraph.storage.volumes import Volume


@dataclass(frozen=True, slots=True)
class Run:
    """The run on whose behalf things are written: key of its node, its id, and when it began."""

    uid: str
    id: str
    started: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """One scope's run. `counts` grows while it goes on; `allow_vanished` is the user's word on losses.

    `same_device`: the volume lies on the device where it was last found whole.
    """

    scope: Scope
    run: Run
    wish: Wish
    catalogue: Catalogue
    writer: Writer
    workers: Workers
    spool: Spool
    report: Report
    exclude: Exclude | None = None
    allow_vanished: int | None = None
    same_device: bool = True
    counts: Counts = field(default_factory=Counts)

    @property
    def volume(self) -> Volume:
        """The volume the scope lies on."""
        return self.scope.volume
