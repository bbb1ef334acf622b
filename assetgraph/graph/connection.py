"""The connection to Neo4j: one driver, transactions that wait out an outage, read-only questions.

Not here: starting a server (server.py), what is written (writer.py) or asked (cypher files).
"""

from __future__ import annotations

import logging
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from assetgraph.errors import GraphError, GraphUnavailable, QueryRefused
from assetgraph.graph.cypher_files import maintenance
from assetgraph.settings import public_uri

Row = dict[str, Any]
T = TypeVar("T")

CONNECT_TIMEOUT_S = 5.0
"""Ten seconds are promised, and a process on a busy machine needs some to start."""
ACQUIRE_TIMEOUT_S = 7.0
OUTAGE_PATIENCE_S = 120.0
BULK_TIMEOUT_S = 600.0
# Without a handler of the program's own, Python would print the driver's log on stderr beside our one line.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
_AWAY = (ServiceUnavailable, SessionExpired, TransientError)
_OUT_OF_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"


@dataclass(frozen=True, slots=True)
class Target:
    """Which Neo4j: URI, user, password and database."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"


class Graph:
    """A Neo4j that answers. Use as a context manager; thread-safe as the driver is.

    `revive`, where given, is called once when an outage begins and returns the target to go on with: a managed
    server is started again by it.
    """

    def __init__(self, target: Target, *, revive: Callable[[], Target] | None = None) -> None:
        self._target = target
        self._revive = revive
        self._driver = _driver(target)
        self._reviving = threading.Lock()
        try:
            self._connect()
        except BaseException:
            self._driver.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the driver and its connections."""
        self._driver.close()

    @property
    def target(self) -> Target:
        """Where this graph is."""
        return self._target

    def read(self, cypher: str, params: Mapping[str, Any]) -> list[Row]:
        """All rows of a reading query; for results that are known to be small."""
        return self._patiently(lambda: self._run(cypher, params, neo4j.READ_ACCESS))

    def write(self, cypher: str, params: Mapping[str, Any]) -> list[Row]:
        """Run one writing query in a transaction of its own. It must be idempotent: it may run twice."""
        return self.write_all([(cypher, params)])

    def write_all(self, statements: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Row]:
        """Run several statements in one transaction; the rows of the last are returned."""

        @neo4j.unit_of_work(timeout=BULK_TIMEOUT_S)
        def work(transaction: neo4j.ManagedTransaction) -> list[Row]:
            rows: list[Row] = []
            for cypher, params in statements:
                rows = [record.data() for record in transaction.run(cypher, dict(params))]
            return rows

        def attempt() -> list[Row]:
            with self._driver.session(database=self._target.database) as session:
                return session.execute_write(work)

        return self._patiently(attempt)

    def stream(self, cypher: str, params: Mapping[str, Any], *, timeout_s: float = BULK_TIMEOUT_S) -> Iterator[Row]:
        """Rows of a reading query as they come, in a READ transaction with a time limit."""
        query = neo4j.Query(cypher, timeout=timeout_s)
        with self._driver.session(
            database=self._target.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=2000
        ) as session:
            try:
                for record in session.run(query, dict(params)):
                    yield _values(record)
            except (ServiceUnavailable, SessionExpired) as error:
                raise unavailable(self._target.uri, error) from None

    def _run(self, cypher: str, params: Mapping[str, Any], mode: str) -> list[Row]:
        query = neo4j.Query(cypher, timeout=BULK_TIMEOUT_S)
        with self._driver.session(database=self._target.database, default_access_mode=mode) as session:
            return [_values(record) for record in session.run(query, dict(params))]

    def _connect(self) -> None:
        # The driver limits each step of a connection, some of them not at all; here the whole of it is limited.
        answer: Future[None] = Future()
        threading.Thread(target=self._await_answer, args=(answer,), name="connect", daemon=True).start()
        try:
            answer.result(CONNECT_TIMEOUT_S)
        except TimeoutError:
            silence = TimeoutError(f"nothing within {CONNECT_TIMEOUT_S:.0f} s")
            raise unavailable(self._target.uri, silence) from None
        except (Neo4jError, DriverError, ValueError, OSError) as error:
            raise unavailable(self._target.uri, error) from None

    def _await_answer(self, answer: Future[None]) -> None:
        try:
            self._driver.verify_connectivity()
            self._driver.verify_authentication()
            self._run(maintenance("answer"), {}, neo4j.READ_ACCESS)  # the database may not exist
        except BaseException as error:
            # raised again by the one who waits
            answer.set_exception(error)
        else:
            answer.set_result(None)

    def _patiently(self, attempt: Callable[[], T]) -> T:
        """Repeat an attempt while the server is away, for two minutes at most."""
        deadline = time.monotonic() + OUTAGE_PATIENCE_S
        pause = 0.2
        revived = False
        while True:
            driver = self._driver
            try:
                return attempt()
            except (DriverError, TransientError, BufferError) as error:
                if _is_interrupted(error):
                    raise KeyboardInterrupt from error
                if isinstance(error, BufferError):
                    raise
                replaced = driver is not self._driver  # another thread met the outage first, and reconnected
                if not replaced and not isinstance(error, _AWAY):
                    raise
                if getattr(error, "code", None) == _OUT_OF_MEMORY:
                    raise GraphError(
                        "the server ran out of memory for one transaction",
                        tool="neo4j",
                        next_step="raise db.memory.transaction.max on that server",
                    ) from error
                if time.monotonic() > deadline:
                    raise unavailable(self._target.uri, error) from None
                if self._revive and not revived and not replaced and not isinstance(error, TransientError):
                    revived = True
                    self._reconnect(driver, self._revive)
                time.sleep(pause)
                pause = min(pause * 2, 5.0)

    def _reconnect(self, lost: neo4j.Driver, revive: Callable[[], Target]) -> None:
        with self._reviving:
            if lost is not self._driver:
                return
            self._target = revive()
            self._driver = _driver(self._target)
            lost.close()


def _driver(target: Target) -> neo4j.Driver:
    parts = urlsplit(target.uri)
    loopback = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.hostname and not loopback and parts.scheme in {"bolt", "neo4j", "bolt+ssc", "neo4j+ssc"}:
        warnings.warn(f"the connection to {parts.hostname} is not secured: use neo4j+s:// or bolt+s://", stacklevel=4)
    try:
        if not parts.hostname:
            raise ValueError("it names no host")  # noqa: TRY301 - told in the same words as the driver's own refusals
        return neo4j.GraphDatabase.driver(
            target.uri,
            auth=(target.user, target.password) if target.password else None,
            connection_timeout=ACQUIRE_TIMEOUT_S / 2,
            connection_acquisition_timeout=ACQUIRE_TIMEOUT_S,
            max_transaction_retry_time=5.0,
            notifications_min_severity="OFF",
            user_agent="assetgraph",
        )
    except (ConfigurationError, ValueError) as error:
        raise GraphUnavailable(
            f"{public_uri(target.uri)} is not an address of a Neo4j: {error}",
            next_step="set NEO4J_URI to neo4j://HOST:7687, neo4j+s://HOST or bolt://HOST:7687",
        ) from None


def _is_interrupted(error: BaseException) -> bool:
    """Whether it comes of a Ctrl-C in the middle of a message, which the driver cannot clean up behind."""
    met: BaseException | None = error
    while met and not isinstance(met, KeyboardInterrupt):
        met = met.__context__
    return met is not None


def _values(record: neo4j.Record) -> Row:
    """A record's columns as a dict; nodes and paths stay what they are."""
    return dict(zip(record.keys(), record.values(), strict=True))


def unavailable(uri: str, error: Exception) -> GraphUnavailable:
    """The error for a server that does not answer, with the remedy that fits the cause."""
    if isinstance(error, AuthError) or "Unauthorized" in str(getattr(error, "code", "")):
        reason, remedy = (
            "refuses user or password",
            "set NEO4J_USER and NEO4J_PASSWORD to those of that server",
        )
    elif isinstance(error, ClientError):
        reason, remedy = str(error.message), "check NEO4J_DATABASE and that server's log"
    else:
        reason = f"does not answer: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        remedy = "start that server or correct NEO4J_URI; unset it to use the managed local server"
    return GraphUnavailable(f"Neo4j at {public_uri(uri)} {reason}", next_step=remedy, tool="neo4j")


def refused(error: Neo4jError) -> QueryRefused:
    """The error for a question the server will not answer, in its own words."""
    code = error.code or ""
    if "TransactionTimedOut" in code:
        return QueryRefused(
            "the query took longer than it may", next_step="narrow it, or raise --timeout", tool="neo4j"
        )
    if "AccessMode" in code:
        return QueryRefused("only reading queries are allowed here", next_step="leave out what writes", tool="neo4j")
    return QueryRefused(str(error.message), next_step="correct the query", tool="neo4j")
