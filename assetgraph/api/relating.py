"""Relating as a part of other acts: the declared files, the worker processes, one Relator for all volumes of a run."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from assetgraph.graph.connection import Graph
from assetgraph.media.workers import Workers
from assetgraph.relate.declared.keeping import load_declared
from assetgraph.relate.run import RelateSummary, Relator
from assetgraph.settings import Settings


class Relating:
    """A context in which volumes are related; `summary` tells afterwards what was done.

    Raises DeclarationError at once where a declared file holds a mistake.
    """

    def __init__(self, graph: Graph, settings: Settings, *, check_hashes: bool = False) -> None:
        """`check_hashes`: as Relator has it."""
        self._graph = graph
        self._check_hashes = check_hashes
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

    def declare(self, run_id: str) -> None:
        """Take over what is declared, on behalf of a run; what this changes waits."""
        self._begun(run_id).declare()

    def volume(self, volume: str, run_id: str) -> None:
        """Relate what waits on a volume, on behalf of a run."""
        self._begun(run_id).relate(volume)

    def _begun(self, run_id: str) -> Relator:
        if self._relator is None:
            self._relator = Relator(self._graph, self._workers, run_id, self._declared, check_hashes=self._check_hashes)
        return self._relator
