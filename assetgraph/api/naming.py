"""From a path that a user gives to the asset it names. Not here: looking it up (graph/lookup.py)."""

from __future__ import annotations

import os

from assetgraph.graph.connection import Graph
from assetgraph.graph.dependencies import Dependencies
from assetgraph.graph.lookup import Lookup
from assetgraph.model.names import text

StrPath = str | bytes | os.PathLike[str] | os.PathLike[bytes]


def asset_at(graph: Graph, path: StrPath) -> str:
    """The uid of the asset at a path, links in it followed where they have to be. Raises UsageError."""
    asked = _absolute(path)
    return Lookup(graph).asset(asked, os.path.realpath(asked))


def known_path(graph: Graph, path: StrPath) -> str:
    """The path under which the graph knows what a path names: relative ones, links and frames made plain.

    Raises UsageError.
    """
    uid = asset_at(graph, path)
    return Dependencies(graph).described([uid])[uid].path


def shown(path: StrPath) -> str:
    """A path as people read it: absolute."""
    return text(_absolute(path))


def _absolute(path: StrPath) -> bytes:
    return os.path.abspath(os.fsencode(path))  # noqa: PTH100 - bytes
