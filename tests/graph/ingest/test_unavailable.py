"""A graph that does not answer: said within ten seconds, with its address and what to do, and never as a crash."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assetgraph import AssetGraph
from assetgraph.errors import GraphUnavailable
from assetgraph.graph import connection
from assetgraph.graph.connection import Graph, Target
from assetgraph.settings import Settings

WITHIN_S = 12.0
"""Ten are promised; two more for starting Python on a machine that is busy with other tests."""


@contextmanager
def listening(answer: bytes | None) -> Iterator[int]:
    """A port that takes connections and says something, or nothing at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()
        held: list[socket.socket] = []

        def serve() -> None:
            while not stop.is_set():
                try:
                    held.append(server.accept()[0])
                except TimeoutError:
                    continue
                if answer:
                    held[-1].recv(100)
                    held[-1].sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            stop.set()
            thread.join()
            for each in held:
                each.close()


def _cli(home: Path, *arguments: str, **environment: str) -> tuple[int, str, str, float]:
    base = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "assetgraph", *arguments],
        env={**base, "ASSETGRAPH_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr, time.monotonic() - begin


@pytest.mark.parametrize(
    ("uri", "answer"),
    [
        ("bolt://127.0.0.1:{free}", None),
        ("neo4j://127.0.0.1:{free}", None),
        ("bolt://localhost:{silent}", None),
        ("neo4j://localhost:{silent}", None),
        ("bolt://127.0.0.1:{silent}", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        ("bolt://no-such-host.invalid:7687", None),
    ],
)
def test_uri_when_it_does_not_answer_then_is_exit_4_in_time_with_a_remedy(
    tmp_path: Path, uri: str, answer: bytes | None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        free = holder.getsockname()[1]
    with listening(answer) as silent:
        address = uri.format(free=free, silent=silent)
        code, out, err, seconds = _cli(tmp_path, "query", "largest", "--json", NEO4J_URI=address, NEO4J_PASSWORD="x")
    assert (code, out) == (4, ""), err
    lines = [line for line in err.splitlines() if not line.startswith("warning:")]
    assert len(lines) == 1, err
    assert address in lines[0]
    assert "NEO4J_URI" in lines[0]
    assert seconds < WITHIN_S


@pytest.mark.parametrize("uri", ["http://localhost:7474", "localhost:7687", "bolt://", "nonsense"])
def test_uri_when_it_is_no_address_of_a_neo4j_then_is_said_before_any_connection(uri: str) -> None:
    with pytest.raises(GraphUnavailable, match="is not an address of a Neo4j") as caught:
        Graph(Target(uri, "neo4j", "x"))
    assert "NEO4J_URI" in caught.value.next_step


@pytest.mark.graph
def test_password_when_wrong_then_is_exit_4_and_never_shown(settings: Settings, tmp_path: Path) -> None:
    given = {"NEO4J_URI": str(settings.neo4j_uri), "NEO4J_USER": settings.neo4j_user, "NEO4J_PASSWORD": "canary-secret"}
    code, out, err, seconds = _cli(tmp_path, "query", "largest", "--json", **given)
    assert (code, out, len(err.splitlines())) == (4, "", 1), err
    assert str(settings.neo4j_uri) in err
    assert "NEO4J_PASSWORD" in err
    assert "canary-secret" not in err
    assert seconds < WITHIN_S


@pytest.mark.graph
def test_database_when_unknown_then_is_exit_4_and_named(settings: Settings, tmp_path: Path) -> None:
    secret = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
    given = {"NEO4J_URI": str(settings.neo4j_uri), "NEO4J_USER": settings.neo4j_user, "NEO4J_PASSWORD": secret}
    code, out, err, seconds = _cli(tmp_path, "query", "largest", "--json", NEO4J_DATABASE="nowhere", **given)
    assert (code, out, len(err.splitlines())) == (4, "", 1), err
    assert "NEO4J_DATABASE" in err
    assert seconds < WITHIN_S


@pytest.mark.graph
def test_server_when_it_comes_back_late_then_is_waited_for(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An outage after the first answer is patience's business: here a revived server has another address."""
    secret = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
    real = Target(str(settings.neo4j_uri), settings.neo4j_user, secret)
    with socket.create_server(("127.0.0.1", 0)) as holder:
        dead = Target(f"bolt://127.0.0.1:{holder.getsockname()[1]}", "neo4j", "x")
    revived = []

    def revive() -> Target:
        revived.append(1)
        return real

    with Graph(real, revive=revive) as graph:
        lost = graph._driver
        graph._target, graph._driver = dead, connection._driver(dead)
        lost.close()
        threads = [threading.Thread(target=graph.read, args=("RETURN 1 AS x", {})) for _ in range(4)]
        for thread in threads:
            thread.start()
        assert graph.read("RETURN 1 AS x", {}) == [{"x": 1}]
        for thread in threads:
            thread.join()
    assert revived == [1], "five outages at once, one start"


@pytest.mark.graph
def test_server_when_it_stays_away_then_patience_ends(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assetgraph.graph.connection.OUTAGE_PATIENCE_S", 1.0)
    with AssetGraph.open(settings) as opened:
        graph = opened._graph
        with socket.create_server(("127.0.0.1", 0)) as holder:
            dead = Target(f"bolt://127.0.0.1:{holder.getsockname()[1]}", "neo4j", "x")
        graph._reconnect(graph._driver, lambda: dead)
        with pytest.raises(GraphUnavailable, match="does not answer"):
            graph.read("RETURN 1 AS x", {})
        with pytest.raises(GraphUnavailable, match="does not answer"):
            list(opened.ask("RETURN 1 AS x"))


def test_target_when_shown_then_keeps_its_password() -> None:
    assert "canary-secret" not in repr(Target("bolt://localhost", "neo4j", "canary-secret"))
