"""Ctrl-C in the middle of a message: the driver fails over it in ways of its own."""

from __future__ import annotations

import pytest
from neo4j.exceptions import SessionExpired

from assetgraph.graph.connection import Graph


def _graph() -> Graph:
    graph = Graph.__new__(Graph)
    graph._driver = None  # type: ignore[assignment]
    return graph


@pytest.mark.parametrize("failure", [BufferError("exports exist"), SessionExpired("defunct")])
def test_attempt_when_interrupted_in_the_driver_then_is_an_interrupt_whatever_the_driver_says(
    failure: Exception,
) -> None:
    def attempt() -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise failure

    with pytest.raises(KeyboardInterrupt):
        _graph()._patiently(attempt)


def test_attempt_when_it_fails_by_itself_then_the_failure_stays() -> None:
    def attempt() -> None:
        raise BufferError("exports exist")

    with pytest.raises(BufferError):
        _graph()._patiently(attempt)
