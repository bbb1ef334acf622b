"""assetgraph: a knowledge graph of media assets in Neo4j. Importing it starts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assetgraph.version import __version__

if TYPE_CHECKING:
    from assetgraph.api import AssetGraph, IngestSummary
    from assetgraph.errors import AssetGraphError

_HOMES = {
    "AssetGraph": "assetgraph.api",
    "AssetGraphError": "assetgraph.errors",
    "IngestSummary": "assetgraph.api",
}
__all__ = ["AssetGraph", "AssetGraphError", "IngestSummary", "__version__"]


def __getattr__(name: str) -> Any:
    """Load on first use, so that `assetgraph --help` need not wait for the driver."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assetgraph' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
