"""A run: from a request (paths, volume, how to read) to scopes, a ScanRun for each volume, and a summary.

Not here: a scope's stages (pipeline.py); opening the graph (api.py).
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from pydantic import BaseModel, Field

from assetgraph.errors import NothingToIngest, UsageError
from assetgraph.graph.catalogue import Catalogue
from assetgraph.graph.connection import Graph
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.ingest.changes import HASH_RANK, Wish
from assetgraph.ingest.context import Context, Run
from assetgraph.ingest.excludes import exclude_below, exclude_from, left_out
from assetgraph.ingest.lease import Lease
from assetgraph.ingest.mounting import announce, known_volumes
from assetgraph.ingest.pipeline import ScopeRun
from assetgraph.ingest.places import device_bundle
from assetgraph.ingest.progress import Counts, Report
from assetgraph.ingest.rows import add_problem
from assetgraph.ingest.scopes import Missing, Scope, resolve
from assetgraph.ingest.spool import Spool
from assetgraph.media.workers import Workers
from assetgraph.model.keys import uid
from assetgraph.model.names import text
from assetgraph.model.records import ProbeLevel, Problem
from assetgraph.storage.volumes import host_name
from assetgraph.version import __version__


class IngestRequest(BaseModel):
    """What to ingest, and how."""

    paths: list[str] = Field(description="folders or files; undecodable bytes as os.fsdecode gives them")
    volume: str | None = Field(None, description="name of the volume that the paths lie on")
    exclude: list[str] = Field(default_factory=list, description="patterns in gitignore's language")
    jobs: int = Field(1, ge=1, description="worker processes")
    probe: ProbeLevel = ProbeLevel.HEADER
    hash: str = Field("same-size", description="content hashes: none, same-size or all")
    retry_failed: bool = Field(False, description="read again what could not be read before")
    allow_vanished: int | None = Field(None, ge=0, description="how many assets may be marked vanished")
    timeout_s: float = Field(20.0, gt=0, description="seconds a file may take")


class IngestSummary(BaseModel):
    """What came of a run; assets = done + unchanged + failed + skipped + remaining."""

    run_id: str
    assets: int
    files: int
    done: int
    unchanged: int
    failed: int
    skipped: int
    remaining: int
    problems: int = Field(description="assets, folders and paths that could not be read in full")
    moved: int
    vanished: int
    missing_paths: int
    files_opened: int
    bytes_read: int
    seconds: float
    documents: int = Field(0, description="timelines, scenes and comps whose references were read")
    references: int = Field(0, description="references found in them")
    resolved: int = Field(0, description="of those, how many lead to an asset")

    @property
    def flawless(self) -> bool:
        """Whether everything could be read."""
        return not (self.problems or self.failed or self.missing_paths)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run finds around it: where its spool may lie, what is assetgraph's own, and the tools it reads with.

    `own_folders`, where assetgraph keeps its own things, are passed over when they lie below a path.
    """

    spool_folder: Path
    own_folders: frozenset[bytes]
    exiftool: Path | None
    tools: str


Relate = Callable[[str, str], None]
"""What follows on each volume while its lease is held, given the volume's uid and the run's id."""


def ingest(
    graph: Graph, request: IngestRequest, surroundings: Surroundings, report: Report, relate: Relate | None = None
) -> IngestSummary:
    """Bring the graph up to date with what is on disk; returns the summary.

    Raises NothingToIngest, VolumeMismatch or VolumeBusy before anything is written, GraphUnavailable when the
    server stays away. Interrupted anywhere, the next run completes what this one began.
    """
    if request.hash not in HASH_RANK:
        raise UsageError(f"no hash policy {request.hash!r}", next_step=f"use one of {', '.join(HASH_RANK)}")
    return _Ingest(graph, request, surroundings, report, relate).run()


class _Ingest:
    def __init__(
        self,
        graph: Graph,
        request: IngestRequest,
        surroundings: Surroundings,
        report: Report,
        relate: Relate | None,
    ) -> None:
        self._request = request
        self._surroundings = surroundings
        self._report = report
        self._relate = relate
        self._catalogue = Catalogue(graph)
        self._writer = Writer(graph)
        self._host = host_name()
        self._id = str(uuid.uuid4())
        self._started = datetime.now(UTC)
        self._exclude = exclude_from(request.exclude)
        self._wish = Wish(request.probe, request.hash, surroundings.tools, request.retry_failed)
        self._counts = Counts()

    def run(self) -> IngestSummary:
        start = time.monotonic()
        scopes, missing = self._resolve()
        self._note_missing(missing)
        with Workers(self._request.jobs, self._request.timeout_s, self._surroundings.exiftool) as workers:
            for _, group in groupby(sorted(scopes, key=_volume_of), key=_volume_of):
                self._volume(list(group), workers)
        self._catalogue.drop_old_problems([], self._settled_paths(scopes), self._id)
        values = asdict(self._counts)
        return IngestSummary(
            run_id=self._id, missing_paths=len(missing), seconds=round(time.monotonic() - start, 3), **values
        )

    def _resolve(self) -> tuple[list[Scope], list[Missing]]:
        paths = [os.fsencode(path) for path in self._request.paths]
        try:
            scopes, missing = resolve(paths, self._request.volume, known_volumes(self._catalogue, self._host))
        except NothingToIngest:
            for path in paths:
                self._note_offline(os.path.abspath(path))  # noqa: PTH100 - bytes
            raise
        scopes = [replace(scope, skip=scope.skip | self._surroundings.own_folders) for scope in scopes]
        return [scope for scope in scopes if not left_out(self._exclude, scope)], missing

    def _settled_paths(self, scopes: list[Scope]) -> list[str]:
        """Paths whose older problems are void: what is still wrong with them this run has noted anew."""
        asked = [os.path.abspath(os.fsencode(path)) for path in self._request.paths]  # noqa: PTH100 - bytes
        return [text(path) for path in {*asked, *map(os.path.realpath, asked), *(scope.root for scope in scopes)}]

    def _volume(self, scopes: list[Scope], workers: Workers) -> None:
        volume = scopes[0].volume
        run = Run(uid("run", self._id, volume.uid), self._id, self._started)
        known = self._catalogue.volume(volume.uid) or {}
        same_device = not volume.is_declared or known.get("device") in {None, volume.device}
        announce(volume, self._catalogue, self._writer, self._host, self._id)
        counts = Counts()
        with Lease(self._catalogue, volume.uid):
            self._catalogue.end_broken_runs(volume.uid, self._id)
            state = "INTERRUPTED"
            try:
                self._write_run(run, scopes, counts, "RUNNING")
                for scope in scopes:
                    self._scope(scope, run, workers, counts, same_device=same_device)
                if self._relate:
                    self._relate(volume.uid, self._id)
                state = "DONE"
                if not counts.withheld:
                    self._writer.write([device_bundle(volume)])
            finally:
                self._counts.add(counts)
                self._write_run(run, scopes, counts, state)

    def _scope(self, scope: Scope, run: Run, workers: Workers, counts: Counts, *, same_device: bool) -> None:
        with Spool(self._surroundings.spool_folder) as spool:
            context = Context(
                scope, run, self._wish, self._catalogue, self._writer, workers, spool, self._report,
                exclude=exclude_below(self._exclude, scope), allow_vanished=self._request.allow_vanished,
                same_device=same_device,
            )  # fmt: skip
            try:
                ScopeRun(context).execute()
            finally:
                counts.add(context.counts)

    def _note_missing(self, missing: Sequence[Missing]) -> None:
        """A path that is not there is a problem; a volume that was there is offline."""
        for each in missing:
            problem = Problem(
                stage="scan",
                tool="file system",
                reason=each.reason,
                next_step="check the spelling, or mount the volume, then ingest again",
            )
            bundle = Bundle()
            add_problem(bundle, problem, self._id, path=each.path)
            self._writer.write([bundle])
            self._note_offline(each.path)
            self._report.problem(each.path, problem)

    def _note_offline(self, path: bytes) -> None:
        for mount in self._catalogue.mounts(self._host):
            if mount.path == path:
                self._catalogue.set_volume_state(mount.volume_uid, "OFFLINE")

    def _write_run(self, run: Run, scopes: list[Scope], counts: Counts, state: str) -> None:
        numbers = asdict(counts)
        for name in ("remaining", "moved", "vanished", "withheld"):
            del numbers[name]
        properties = {
            "uid": run.uid,
            "run_id": run.id,
            "host": self._host,
            "paths": [text(scope.root) for scope in scopes],
            "probe_level": str(self._wish.level),
            "hash_policy": self._wish.hash_policy,
            "tools": self._wish.tools,
            "version": __version__,
            "started_at": run.started,
            "ended_at": None if state == "RUNNING" else datetime.now(UTC),
            "state": state,
            **numbers,
        }
        edge = Edge("SCANNED", "ScanRun", run.uid, "StorageVolume", scopes[0].volume.uid)
        self._writer.write([Bundle([Node("ScanRun", run.uid, properties)], [edge])])


def _volume_of(scope: Scope) -> str:
    return scope.volume.uid
