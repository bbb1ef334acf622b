"""The first connection: a server that keeps silent, at whatever point, is given up in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assetgraph.errors import GraphUnavailable
from assetgraph.graph import connection
from assetgraph.graph.connection import Graph, Target

PATIENCE_S = 1.0
BOLT_5_8 = b"\x00\x00\x08\x05"
GREETING = b"\xb1\x70\xa1\x86server\x8cNeo4j/2026.9"
"""SUCCESS {server: "Neo4j/2026.9"}"""
SUCCESS = b"\xb1\x70\xa0"


def _message(body: bytes) -> bytes:
    return len(body).to_bytes(2) + body + b"\x00\x00"


@contextmanager
def _server(words: list[bytes]) -> Iterator[int]:
    """A port that takes every connection, answers each thing that comes by the next word, and then by none."""
    held: list[socket.socket] = []

    def talk(client: socket.socket) -> None:
        for word in words:
            try:
                if not client.recv(65536):
                    return
                client.sendall(word)
            except OSError:
                return

    def listen() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            held.append(client)
            threading.Thread(target=talk, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=listen, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            for client in held:
                client.close()


@pytest.mark.parametrize(
    "words",
    [[], [BOLT_5_8], [BOLT_5_8, _message(GREETING) + _message(SUCCESS)]],
    ids=["from the start", "after the handshake", "after the login"],
)
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_graph_when_the_server_keeps_silent_then_gives_up_in_time(
    monkeypatch: pytest.MonkeyPatch, words: list[bytes], scheme: str
) -> None:
    monkeypatch.setattr(connection, "CONNECT_TIMEOUT_S", PATIENCE_S)
    with _server(words) as port:
        begin = time.monotonic()
        with pytest.raises(GraphUnavailable, match="nothing within 1 s") as caught:
            Graph(Target(f"{scheme}://127.0.0.1:{port}", "neo4j", "x"))
        assert time.monotonic() - begin < PATIENCE_S + 9  # the driver alone would wait for a minute
    assert caught.value.next_step


def test_graph_when_waiting_is_limited_then_a_process_has_time_left_to_start() -> None:
    assert connection.CONNECT_TIMEOUT_S <= 5


def test_graph_when_the_port_is_closed_then_says_so_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    begin = time.monotonic()
    with pytest.raises(GraphUnavailable, match="does not answer"):
        Graph(Target(f"bolt://127.0.0.1:{port}", "neo4j", "x"))
    assert time.monotonic() - begin < 10
