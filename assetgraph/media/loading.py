"""Loads a probe; one whose library cannot be imported answers that it is missing, and the others go on.

Not here: which probes there are (reading.py), which versions are installed (ingest/tools.py).
"""

from __future__ import annotations

import importlib
from typing import Any

from assetgraph.errors import ToolMissing
from assetgraph.media.formats import Format
from assetgraph.model.records import ProbeLevel


def load_probe(name: str) -> Any:
    """The module of this name in probes/, or what stands for it."""
    try:
        return importlib.import_module(f"assetgraph.media.probes.{name}")
    except ImportError as error:
        return MissingProbe(name, str(error))


class MissingProbe:
    """Stands for a probe that does not load."""

    def __init__(self, name: str, reason: str) -> None:
        self.NAME = name
        self._reason = reason

    def version(self) -> str | None:
        """None: there is none."""
        return None

    def probe(self, path: str, level: ProbeLevel, row: Format) -> dict[str, Any]:  # noqa: ARG002 - as all probes
        """Raises ToolMissing."""
        step = "install assetgraph again with all it needs; assetgraph doctor tells what is missing"
        raise ToolMissing(f"{self.NAME} does not load: {self._reason}", path=path, tool=self.NAME, next_step=step)
