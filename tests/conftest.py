"""A real Neo4j for tests, never somebody's own: NEO4J_* and the user's home and config are out of reach here."""

from __future__ import annotations

import gc
import os
import secrets
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import neo4j
import pytest
from pydantic import SecretStr

from assetgraph.graph.server import USER, ManagedServer
from assetgraph.settings import Settings, load_settings

# A shell's background job ignores Ctrl-C, and so would every process that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no failure.
hypothesis.settings.register_profile("assetgraph", deadline=None)
hypothesis.settings.load_profile("assetgraph")

IMAGE = "neo4j:2026.09.0"
KEPT = ("ASSETGRAPH_CACHE", "ASSETGRAPH_EXIFTOOL")


@dataclass(frozen=True)
class GraphServer:
    """A server that tests may fill and wipe; `home` is that of the managed one."""

    uri: str
    user: str
    password: str = field(repr=False)
    home: Path | None = None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One process where all would share the one server that was named; else as many as there are processors."""
    return 1 if os.environ.get("ASSETGRAPH_TEST_NEO4J_URI") else None


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are no name: gzip writes the second of the clock, and two processes must collect the same tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide every setting of the user from the tests, save where tools and jars are cached."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            setting = name.startswith("ASSETGRAPH_") and not name.startswith("ASSETGRAPH_TEST_")
            if name.startswith("NEO4J_") or (setting and name not in KEPT):
                patch.delenv(name)
        folder = tmp_path_factory.mktemp("surroundings")
        patch.setenv("ASSETGRAPH_HOME", str(folder / "home"))
        patch.setenv("ASSETGRAPH_CONFIG", str(folder / "no-config.toml"))
        yield


@pytest.fixture(scope="session")
def cache(own_surroundings: None) -> Path:
    """Where jars and tools are cached: the user's own, so that nothing is fetched twice."""
    return load_settings().cache


@pytest.fixture(scope="session")
def graph_server(cache: Path) -> Iterator[GraphServer]:
    """A Neo4j: the one named by ASSETGRAPH_TEST_NEO4J_URI, else one in Docker, else a managed one. Never NEO4J_*."""
    if uri := os.environ.get("ASSETGRAPH_TEST_NEO4J_URI"):
        yield _named(uri)
    elif _docker_answers():
        with _in_docker() as server:
            yield server
    else:
        with _managed(cache) as server:
            yield server


@pytest.fixture
def settings(graph_server: GraphServer, cache: Path, tmp_path: Path) -> Settings:
    """Settings for the test server, with a home of the test's own."""
    return Settings(
        home=tmp_path / "home",
        cache=cache,
        neo4j_uri=graph_server.uri,
        neo4j_user=graph_server.user,
        neo4j_password=SecretStr(graph_server.password),
    )


@pytest.fixture
def empty_graph(graph_server: GraphServer, settings: Settings) -> Settings:
    """The same settings, with no node left on the server; its indexes and constraints stay."""
    with _driver(graph_server) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    return settings


def _named(uri: str) -> GraphServer:
    server = GraphServer(
        uri,
        os.environ.get("ASSETGRAPH_TEST_NEO4J_USER", USER),
        os.environ.get("ASSETGRAPH_TEST_NEO4J_PASSWORD", ""),
    )
    with _driver(server) as driver:
        used = driver.execute_query("MATCH (n) RETURN 1 LIMIT 1").records
    if used and os.environ.get("ASSETGRAPH_TEST_WIPE") != "1":
        pytest.exit(f"the database at {uri} is not empty; ASSETGRAPH_TEST_WIPE=1 lets the tests wipe it", 1)
    return server


def _docker_answers() -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _docker_pings()
        finally:
            gc.collect()  # a client that found nobody leaves its socket to the collector, which would warn later


def _docker_pings() -> bool:
    import docker
    from docker.errors import DockerException

    try:
        client = docker.from_env(timeout=3)
    except DockerException:
        return False
    try:
        return bool(client.ping())
    except DockerException:
        return False
    finally:
        client.close()


@contextmanager
def _in_docker() -> Iterator[GraphServer]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from testcontainers.community.neo4j import Neo4jContainer

        with Neo4jContainer(IMAGE, username=USER, password=secrets.token_urlsafe(16)) as container:
            yield GraphServer(container.get_connection_url(), container.username, container.password)


@contextmanager
def _managed(cache: Path) -> Iterator[GraphServer]:
    with tempfile.TemporaryDirectory(prefix="assetgraph-test-") as home:
        server = ManagedServer(Path(home), cache, small=True)
        status = server.up(die_with_parent=True)
        try:
            yield GraphServer(str(status.bolt_uri), USER, server.password(), Path(home))
        finally:
            server.down()


def _driver(server: GraphServer) -> Any:
    return neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password))
