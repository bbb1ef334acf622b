"""A small library on disk with the graph that mirrors it, and the demo, run once for all that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph import AssetGraph
from assetgraph.api.demo import DemoResult, demo, stop_demo
from assetgraph.settings import Settings, load_settings
from tests.library import Library


@pytest.fixture
def library(empty_graph: Settings, tmp_path: Path) -> Iterator[Library]:
    """An empty folder and an empty graph."""
    root = tmp_path / "library"
    root.mkdir()
    with AssetGraph.open(empty_graph) as graph:
        yield Library(root, graph, empty_graph)


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[DemoResult]:
    """One run of the demo in a home of its own; its server is up. For reading only."""
    settings = load_settings(home=tmp_path_factory.mktemp("demo"), cache=cache)
    try:
        yield demo(settings, say=lambda _: None)
    finally:
        stop_demo(settings)
