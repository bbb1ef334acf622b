"""The managed local Neo4j: up, down, status, password; everything it writes lies below <home>/server.

Not here: fetching its jars (jars.py), how it is configured (server_conf.py), processes (server_process.py), or
anything that is asked of the graph (connection.py).
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import neo4j
import psutil
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from pydantic import BaseModel, ConfigDict, ValidationError

from assetgraph.errors import GraphUnavailable, ServerStartError
from assetgraph.graph import server_conf, server_process
from assetgraph.graph.filelock import held
from assetgraph.graph.jars import VERSION, distrust, ensure_jars

USER = server_conf.USER
READY_TIMEOUT_S = 180.0
STOP_TIMEOUT_S = 120.0
POLL_S = 0.2
BOLT_PORT = 7687
HTTP_PORT = 7474
PORT_ATTEMPTS = 3
SPARE_BYTES = 256 * 1024**2
# In the words of the Bolt and of the web connector.
_PORT_TAKEN = ("PortBindException", "is already in use, cannot bind to it")
FOLDERS = ("conf", "data", "import", "logs", "run", "tmp")
TELLING = ("Caused by:", "ERROR", "Error", "Exception")

Tell = Callable[[str], None]


class ServerStatus(BaseModel):
    """What can be said of the managed server without telling its secret."""

    model_config = ConfigDict(frozen=True)

    running: bool
    ready: bool
    pid: int | None = None
    bolt_port: int | None = None
    http_port: int | None = None
    bolt_uri: str | None = None
    http_url: str | None = None
    auth: bool = True
    home: Path
    version: str = VERSION


class _State(BaseModel):
    """What one start leaves behind for the next command."""

    bolt_port: int
    http_port: int
    no_auth: bool = False
    pid: int | None = None


class _Refused(Exception):
    """The server answers, but not to our password."""


class ManagedServer:
    """One Neo4j of our own for one home. Objects are cheap and hold nothing open; several may share a home."""

    def __init__(self, home: Path, cache: Path, *, small: bool = False) -> None:
        """`small` is for tests and the demo: 512 MiB of heap, and quick to start rather than fast for long."""
        self.home = home.absolute()
        self.cache = cache.absolute()
        self.small = small
        self.folder = self.home.resolve() / "server"

    def __repr__(self) -> str:
        return f"ManagedServer({str(self.home)!r})"

    def up(self, progress: Tell | None = None, *, no_auth: bool = False, die_with_parent: bool = False) -> ServerStatus:
        """Start the server, or find it running, and return when a query on it succeeds.

        The process outlives the caller, except with die_with_parent (tests), where it is killed when the calling
        *thread* ends. Interrupted or failed, it leaves no process that it started. Raises ServerStartError,
        JarError.
        """
        tell = progress or _silent
        with self._locked(tell):
            state = self._state()
            process = self._process(state)
            if process and state:
                self._require_same_auth(state, no_auth)
                if self._becomes_ready(process, state, tell):
                    return self._status(process, state, ready=True)
            elif process:
                # Ours, but what is known of its ports is lost: it can only be started anew.
                server_process.end(process, STOP_TIMEOUT_S)
            jars = ensure_jars(self.cache, progress=_jar_progress(tell, self.cache))
            self._prepare(jars)
            return self._start(state, tell, no_auth=no_auth, die_with_parent=die_with_parent)

    def down(self, timeout: float = STOP_TIMEOUT_S) -> bool:
        """Stop the server; killed when it has not stopped by itself after `timeout` seconds.

        Returns whether there was one to stop.
        """
        if not self.folder.is_dir():
            return False
        with self._locked(_silent):
            process = self._process(self._state())
            if process is None:
                return False
            server_process.end(process, timeout)
            self._forget_process()
            return True

    def status(self) -> ServerStatus:
        """How the server is, found out within a few seconds. Starts and changes nothing."""
        state = self._state()
        process = self._process(state)
        if process is None or state is None:
            return self._status(None, state, ready=False)
        try:
            ready = self._answers(process, state)
        except (_Refused, GraphUnavailable):
            ready = False
        return self._status(process, state, ready=ready)

    def password(self) -> str:
        """The password of user neo4j. Raises GraphUnavailable before the first start."""
        try:
            return self._password_file.read_text(encoding="ascii").strip()
        except OSError as error:
            raise GraphUnavailable(
                "the managed server's password cannot be read",
                path=str(self._password_file),
                next_step="run assetgraph up; if the server has data, put its password into that file first",
            ) from error

    @property
    def _password_file(self) -> Path:
        return self.folder / "password"

    @property
    def _auth_file(self) -> Path:
        return self.folder / "data" / "dbms" / "auth.ini"

    @property
    def _console(self) -> Path:
        return self.folder / "logs" / "console.log"

    @property
    def _state_file(self) -> Path:
        return self.folder / "run" / "state.json"

    @contextmanager
    def _locked(self, tell: Tell) -> Iterator[None]:
        with self._clear_os_errors():
            for folder in (self.folder, *(self.folder / name for name in FOLDERS)):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with held(self.folder / "run" / "lock", waiting=lambda: tell("another start or stop is under way")):
                yield

    @contextmanager
    def _clear_os_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ServerStartError(
                error.strerror or str(error),
                path=str(error.filename or self.folder),
                next_step="make the home folder writable with free space, or name another (--home, ASSETGRAPH_HOME)",
            ) from error

    def _prepare(self, jars: list[Path]) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < SPARE_BYTES:
            raise ServerStartError(
                f"only {free / 1e6:.0f} MB are free; Neo4j needs {SPARE_BYTES / 1e6:.0f} MB to start",
                path=str(self.folder),
                next_step="free some space, or name another home (--home, ASSETGRAPH_HOME)",
            )
        _write_private(self.folder / "run" / "classpath", server_conf.class_path_text(jars))
        if (self.folder / "data" / "databases" / "system").exists():
            self.password()
            return
        if not self._password_file.exists():
            _write_private(self._password_file, secrets.token_urlsafe(24) + "\n")
        self._auth_file.parent.mkdir(mode=0o700, exist_ok=True)
        _write_private(self._auth_file, server_conf.auth_text(self.password()))

    def _start(self, last: _State | None, tell: Tell, *, no_auth: bool, die_with_parent: bool) -> ServerStatus:
        for _ in range(PORT_ATTEMPTS):
            state = _State(**_free_ports(last), no_auth=no_auth)
            process = None
            try:
                process = self._spawn(state, die_with_parent=die_with_parent)
                tell(f"Neo4j {VERSION} starts on port {state.bolt_port}")
                if self._becomes_ready(process, state, tell):
                    return self._status(process, state, ready=True)
            except BaseException:
                self._abandon(process)
                raise
            self._forget_process()
            if not self._lost_its_port():
                break
        distrust(self.cache)
        raise ServerStartError(
            f"Neo4j ended at its start: {_telling_line(self._console)}",
            path=str(self._console),
            next_step="read that log, then run assetgraph doctor",
        )

    def _lost_its_port(self) -> bool:
        """Whether another process took a port between our choosing it and Neo4j's binding it."""
        said = _text(self._console)
        return any(word in said for word in _PORT_TAKEN)

    def _spawn(self, state: _State, *, die_with_parent: bool) -> psutil.Process:
        conf = server_conf.conf_text(state.bolt_port, state.http_port, small=self.small, no_auth=state.no_auth)
        _write_private(self.folder / "conf" / "neo4j.conf", conf)
        _write_private(self._state_file, state.model_dump_json())
        command = server_conf.command(self.folder, small=self.small)
        process = server_process.start(command, self.folder, self._console, die_with_parent=die_with_parent)
        _write_private(self._state_file, state.model_copy(update={"pid": process.pid}).model_dump_json())
        return process

    def _abandon(self, process: psutil.Process | None) -> None:
        found = process or self._process(None)
        if found:
            server_process.end(found, timeout_s=10)
        self._forget_process()

    def _becomes_ready(self, process: psutil.Process, state: _State, tell: Tell) -> bool:
        """Wait until a query succeeds; False when the process ended instead."""
        begin = time.monotonic()
        next_word = begin + 10
        while (now := time.monotonic()) < begin + READY_TIMEOUT_S:
            if not server_process.alive(process):
                return False
            try:
                if self._answers(process, state):
                    return True
            except _Refused as error:
                raise ServerStartError(
                    "the server runs but refuses the password we keep; it was changed elsewhere",
                    path=str(self._password_file),
                    next_step="put the present password of user neo4j into that file",
                ) from error
            if now > next_word:
                tell(f"waiting for Neo4j, {now - begin:.0f} s so far")
                next_word += 10
            time.sleep(POLL_S)
        raise ServerStartError(
            f"not ready after {READY_TIMEOUT_S:.0f} s: {_telling_line(self._console)}",
            path=str(self._console),
            next_step="read that log; a full disk or too little memory are the usual causes",
        )

    def _answers(self, process: psutil.Process, state: _State) -> bool:
        """Whether a query on database neo4j succeeds; the line "Started" alone can be said by a broken one.

        The password is sent to nobody but our own process, should another hold the port.
        """
        if not server_process.listens(process, state.bolt_port):
            return False
        driver = neo4j.GraphDatabase.driver(
            _bolt_uri(state), auth=(USER, self.password()), connection_timeout=5, connection_acquisition_timeout=5
        )
        try:
            with driver, driver.session(database="neo4j") as session:
                session.run("RETURN 1").consume()
        except AuthError as error:
            raise _Refused from error
        except (DriverError, Neo4jError):
            return False
        return True

    def _require_same_auth(self, state: _State, no_auth: bool) -> None:
        if state.no_auth != no_auth:
            raise ServerStartError(
                f"the server already runs {'without' if state.no_auth else 'with'} a password",
                path=str(self.home),
                next_step="run assetgraph down first",
            )

    def _state(self) -> _State | None:
        try:
            return _State.model_validate(json.loads(self._state_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, ValidationError):
            return None

    def _process(self, state: _State | None) -> psutil.Process | None:
        return server_process.find(self.folder, state.pid if state else None)

    def _forget_process(self) -> None:
        if state := self._state():
            _write_private(self._state_file, state.model_copy(update={"pid": None}).model_dump_json())

    def _status(self, process: psutil.Process | None, state: _State | None, *, ready: bool) -> ServerStatus:
        status = ServerStatus(
            running=process is not None, ready=ready, pid=process.pid if process else None, home=self.home
        )
        if state is None:
            return status
        return status.model_copy(
            update={
                "bolt_port": state.bolt_port,
                "http_port": state.http_port,
                "bolt_uri": _bolt_uri(state),
                "http_url": f"http://localhost:{state.http_port}",
                "auth": not state.no_auth,
            }
        )


def _silent(_: str) -> None:
    """Progress for nobody."""


def _bolt_uri(state: _State) -> str:
    return f"bolt://127.0.0.1:{state.bolt_port}"


def _jar_progress(tell: Tell, cache: Path) -> Callable[[int, int, int], None]:
    last = [0.0]

    def progress(done: int, total: int, fetched: int) -> None:
        if done == total or time.monotonic() - last[0] > 2:
            last[0] = time.monotonic()
            tell(f"Neo4j {VERSION}: {done} of {total} jars, {fetched / 1e6:.0f} MB into {cache}")

    return progress


def _free_ports(last: _State | None) -> dict[str, int]:
    wanted = (last.bolt_port, last.http_port) if last else (BOLT_PORT, HTTP_PORT)
    bolt, http = (port if _is_free(port) else 0 for port in wanted)
    with closing(_bound(bolt)) as first, closing(_bound(http)) as second:
        return {"bolt_port": first.getsockname()[1], "http_port": second.getsockname()[1]}


def _bound(port: int) -> socket.socket:
    """A socket on the loopback port; 0 takes any free one."""
    holder = socket.socket()
    # As Java does: else a port whose last connections linger counts as taken.
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind(("127.0.0.1", port))
    except OSError:
        holder.close()
        raise
    return holder


def _is_free(port: int) -> bool:
    try:
        _bound(port).close()
    except OSError:
        return False
    return True


def _telling_line(log: Path) -> str:
    lines = [line.strip() for line in _text(log).splitlines()]
    for mark in TELLING:
        found = [line for line in lines if mark in line]
        if found:
            return found[-1].removeprefix("Optional[").removesuffix("]")
    return next((line for line in reversed(lines) if line), "it left no word in its log")


def _text(log: Path) -> str:
    try:
        return log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _write_private(path: Path, text: str) -> None:
    """Write a file that only we can read, whole or not at all."""
    descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
