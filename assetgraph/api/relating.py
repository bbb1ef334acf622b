"""Relating as a part of other acts: the declared files, the worker processes, one Relator for all volumes of a run."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from assetgraph.graph.connection import Graph
from assetgraph.graph.relations import Relations
from assetgraph.graph.writer import Writer
from assetgraph.media.workers import Workers
from assetgraph.relate.declarations import load_declared
from assetgraph.relate.declared_mounts import apply_mounts
from assetgraph.relate.run import RelateSummary, Relator
from assetgraph.settings import Settings


class Relating:
    """A context in which volumes are related; `summary` tells afterwards what was done.

    Raises DeclarationError at once where a declared file holds a mistake.
    """

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self._graph = graph
        self._declared = load_declared(
            settings.studio_file or settings.home / "studio.yaml",
            settings.policies_file or settings.home / "policies.yaml",
        )
        self._workers = Workers(settings.jobs, settings.probe_timeout_s, None)
        self._relator: Relator | None = None
        self.summary = RelateSummary()

    def __enter__(self) -> Self:
        self._workers.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._relator and kind is None:
                self.summary = self._relator.finish()
        finally:
            self._workers.__exit__(kind, value, trace)

    def declare(self) -> None:
        """Make the mounts those that are declared; where they change, the documents wait."""
        apply_mounts(self._declared.studio, Relations(self._graph), Writer(self._graph))

    def volume(self, volume: str, run_id: str) -> None:
        """Relate what waits on a volume, on behalf of a run."""
        if self._relator is None:
            self._relator = Relator(self._graph, self._workers, run_id, self._declared)
        self._relator.relate(volume)
