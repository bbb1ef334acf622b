"""The managed server as a process: one JVM a home, found again, mended after a kill, closed to strangers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import neo4j
import psutil
import pytest
from neo4j.exceptions import AuthError, ClientError, Neo4jError

from assetgraph.errors import GraphUnavailable, ServerStartError
from assetgraph.graph import server as server_module
from assetgraph.graph.jars import ensure_jars
from assetgraph.graph.server import ManagedServer, ServerStatus
from assetgraph.graph.server_process import home_flag

pytestmark = pytest.mark.graph

UP = """
import sys
from pathlib import Path
from assetgraph.graph.server import ManagedServer
server = ManagedServer(Path(sys.argv[1]), Path(sys.argv[2]), small=True)
status = server.up(lambda text: print(text, flush=True), die_with_parent=sys.argv[3] == "die")
print("pid", status.pid, flush=True)
"""


class Running(NamedTuple):
    server: ManagedServer
    status: ServerStatus


@pytest.fixture(scope="module")
def running(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all tests that leave it as it was."""
    server = ManagedServer(tmp_path_factory.mktemp("shared") / 'ein Zuhause "für" $(x) 🎬', cache, small=True)
    yield Running(server, server.up(die_with_parent=True))
    server.down()


@pytest.fixture
def server(cache: Path, tmp_path: Path) -> Iterator[ManagedServer]:
    """A home of the test's own, whose server is gone afterwards."""
    server = ManagedServer(tmp_path / "home", cache, small=True)
    yield server
    for process in jvms(server):
        process.kill()
        process.wait(10)


def jvms(server: ManagedServer) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if home_flag(server.folder) in process.cmdline():
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def up_elsewhere(server: ManagedServer, how: str = "stay") -> subprocess.Popen[str]:
    """`up` in a process of its own, as the command line does it."""
    command = [sys.executable, "-c", UP, str(server.home), str(server.cache), how]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def query(running: Running, text: str) -> list[dict[str, Any]]:
    return query_at(running.status, running.server.password(), text)


def query_at(status: ServerStatus, password: str, text: str) -> list[dict[str, Any]]:
    assert status.bolt_uri
    driver = neo4j.GraphDatabase.driver(status.bolt_uri, auth=("neo4j", password))
    with driver, driver.session() as session:
        return session.run(text).data()


def gone_within(server: ManagedServer, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while jvms(server) and time.monotonic() < end:
        time.sleep(0.1)
    return not jvms(server)


def test_up_when_running_then_the_same_one_is_returned_at_once(running: Running) -> None:
    begin = time.monotonic()
    again = ManagedServer(running.server.home, running.server.cache, small=True).up()
    assert again == running.status
    assert again.ready
    assert time.monotonic() - begin < 6  # to start one takes longer
    assert len(jvms(running.server)) == 1


def test_up_when_running_with_a_password_then_no_auth_is_refused(running: Running) -> None:
    with pytest.raises(ServerStartError, match="already runs with a password"):
        running.server.up(no_auth=True)


def test_status_when_running_then_it_says_where_and_no_secret(running: Running) -> None:
    status = running.server.status()
    assert status == running.status
    assert (status.running, status.ready, status.auth) == (True, True, True)
    for text in (repr(status), status.model_dump_json(), repr(running.server)):
        assert running.server.password() not in text


def test_password_when_looked_for_then_only_its_file_has_it(running: Running) -> None:
    secret = running.server.password()
    for process in psutil.process_iter():
        try:
            seen = " ".join(process.cmdline()) + repr(process.environ())
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        assert secret not in seen, process
    holders = [
        path for path in running.server.folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()
    ]
    assert holders == [running.server.folder / "password"]


def test_password_when_wrong_or_the_default_then_refused(running: Running) -> None:
    for wrong in ("neo4j", "wrong-password"):
        with pytest.raises((AuthError, ClientError)):
            query_at(running.status, wrong, "RETURN 1")


def test_files_when_written_then_nobody_else_can_read_them(running: Running) -> None:
    folder = running.server.folder
    assert folder.stat().st_mode & 0o777 == 0o700
    names = ("password", "conf/neo4j.conf", "run/state.json", "run/lock", "logs/console.log", "logs/neo4j.log")
    for path in [folder / name for name in names]:
        assert path.stat().st_mode & 0o777 == 0o600, path
    strays = [path for path in folder.rglob("*") if path.stat().st_mode & 0o077]
    assert strays == []
    assert [path.name for path in running.server.home.iterdir()] == ["server"]


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "[::1]"])
def test_load_csv_when_given_a_local_address_then_refused(running: Running, address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        url = f"http://{address}:{listener.getsockname()[1]}/"
        with pytest.raises(Neo4jError, match=r"(?i)block|not permitted|cannot load"):
            query(running, f"LOAD CSV FROM '{url}' AS row RETURN row")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_load_csv_when_given_a_file_then_refused(running: Running, tmp_path: Path) -> None:
    (tmp_path / "canary.csv").write_text("canary\n")
    (running.server.folder / "import" / "canary.csv").write_text("canary\n")
    for url in (f"file://{tmp_path}/canary.csv", "file:///canary.csv", "file:///etc/passwd"):
        with pytest.raises(Neo4jError, match=r"(?i)not permitted|cannot load|disabled|configuration"):
            query(running, f"LOAD CSV FROM '{url}' AS row RETURN row")
    (running.server.folder / "import" / "canary.csv").unlink()


def test_sockets_when_listed_then_all_are_loopback(running: Running) -> None:
    connections = psutil.Process(running.status.pid).net_connections()
    bound = {found.laddr.ip for found in connections if found.laddr}
    assert bound <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
    ports = {found.laddr.port for found in connections if found.status == psutil.CONN_LISTEN}
    assert ports == {running.status.bolt_port, running.status.http_port}


def test_http_when_asked_then_discovery_names_our_port_and_no_foreign_origin(running: Running) -> None:
    with urllib.request.urlopen(f"{running.status.http_url}/", timeout=5) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == running.status.http_url
        assert f":{running.status.bolt_port}" in answer.read().decode()


def test_settings_when_shown_then_limits_and_reports_are_as_meant(running: Running) -> None:
    rows = query(running, "SHOW SETTINGS YIELD name, value")
    settings = {row["name"]: row["value"] for row in rows}
    assert settings["db.transaction.timeout"] == "1m"
    assert settings["db.memory.transaction.max"] == "256.00MiB"
    reports = (
        "dbms.usage_report.enabled",
        "client.allow_telemetry",
        "dbms.fleet_manager.enabled",
        "server.fleet_discovery.enabled",
    )
    assert {settings[name] for name in reports} == {"false"}


def test_server_when_two_start_it_and_it_is_killed_then_one_jvm_and_no_loss(server: ManagedServer, cache: Path) -> None:
    ensure_jars(cache)
    with ExitStack() as taken:
        for port in (server_module.BOLT_PORT, server_module.HTTP_PORT):
            try:
                taken.enter_context(socket.create_server(("127.0.0.1", port)))
            except OSError:
                continue  # Somebody else has it: as good for this test.
        both = [up_elsewhere(server) for _ in range(2)]
        said = [process.communicate(timeout=180)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert len({text.split()[-1] for text in said}) == 1, said
    (jvm,) = jvms(server)

    status = server.status()
    assert status.ready
    assert status.pid == jvm.pid
    assert status.bolt_port != server_module.BOLT_PORT
    assert status.http_port != server_module.HTTP_PORT
    query_at(status, server.password(), "CREATE (:Kept)")

    jvm.send_signal(signal.SIGKILL)
    jvm.wait(timeout=30)  # a busy machine takes its time to give the ports back
    again = server.up(die_with_parent=True)
    assert (again.bolt_port, again.http_port) == (status.bolt_port, status.http_port)
    assert again.pid != status.pid
    assert query_at(again, server.password(), "MATCH (n:Kept) RETURN count(n) AS n") == [{"n": 1}]

    assert server.down() is True
    assert jvms(server) == []
    assert server.down() is False
    assert server.status() == again.model_copy(update={"running": False, "ready": False, "pid": None})


@pytest.mark.parametrize("port", ["bolt_port", "http_port"])
def test_up_when_a_port_is_lost_at_the_last_moment_then_another_is_taken(
    server: ManagedServer, monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    choose = server_module._free_ports
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = {port: other.getsockname()[1]}
        choices = iter([choose(None) | taken, choose(None)])
        monkeypatch.setattr(server_module, "_free_ports", lambda last: next(choices))
        assert getattr(server.up(die_with_parent=True), port) != taken[port]
    assert len(jvms(server)) == 1


def test_server_when_its_password_was_changed_elsewhere_then_up_says_so(running: Running) -> None:
    query_at(running.status, running.server.password(), "CREATE USER other SET PASSWORD 'other-password'")
    path = running.server.folder / "password"
    right = path.read_text()
    try:
        path.write_text("changed elsewhere")
        assert running.server.status().ready is False
        with pytest.raises(ServerStartError, match="refuses the password"):
            running.server.up()
    finally:
        path.write_text(right)


def test_up_when_the_starter_is_killed_then_its_jvm_dies_with_it(server: ManagedServer) -> None:
    starter = up_elsewhere(server, "die")
    assert starter.stdout
    with starter:
        assert "starts on port" in starter.stdout.readline()
        assert jvms(server)
        starter.kill()
    assert gone_within(server, 10)


def test_up_when_interrupted_then_nothing_half_started_stays(server: ManagedServer) -> None:
    starter = up_elsewhere(server)
    assert starter.stdout
    with starter:
        assert "starts on port" in starter.stdout.readline()
        time.sleep(1)
        starter.send_signal(signal.SIGINT)
        assert "KeyboardInterrupt" in starter.stdout.read()
    assert gone_within(server, 20)
    assert server.status().running is False


def test_up_when_neo4j_dies_at_its_start_then_its_last_word_is_told(server: ManagedServer) -> None:
    databases = server.folder / "data" / "databases"
    databases.parent.mkdir(parents=True)
    databases.write_text("a file where a folder must be")
    with pytest.raises(ServerStartError, match="Neo4j ended at its start") as caught:
        server.up(die_with_parent=True)
    assert caught.value.path == str(server.folder / "logs" / "console.log")
    assert caught.value.next_step
    assert "databases" in caught.value.reason
    assert jvms(server) == []


def test_up_when_the_home_cannot_be_made_then_the_remedy_is_named(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ServerStartError, match="ASSETGRAPH_HOME"):
        ManagedServer(tmp_path / "file", cache).up()


def test_up_when_the_disk_is_nearly_full_then_nothing_is_started(
    server: ManagedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = server_module.shutil.disk_usage(server.cache)
    monkeypatch.setattr(server_module.shutil, "disk_usage", lambda path: real._replace(free=10_000_000))
    with pytest.raises(ServerStartError, match="only 10 MB are free"):
        server.up()
    assert jvms(server) == []


def test_up_when_the_password_of_existing_data_is_lost_then_it_is_not_replaced(server: ManagedServer) -> None:
    (server.folder / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(GraphUnavailable, match="password cannot be read"):
        server.up()
    assert not (server.folder / "password").exists()
    assert jvms(server) == []


def test_down_when_the_recorded_pid_is_another_process_then_that_one_lives(server: ManagedServer) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as bystander:
        (server.folder / "run").mkdir(parents=True)
        (server.folder / "run" / "state.json").write_text(f'{{"bolt_port": 1, "http_port": 2, "pid": {bystander.pid}}}')
        assert server.status().running is False
        assert server.down() is False
        assert bystander.poll() is None
        os.kill(bystander.pid, signal.SIGKILL)


def test_password_when_never_started_then_the_remedy_is_named(server: ManagedServer) -> None:
    with pytest.raises(GraphUnavailable, match="assetgraph up"):
        server.password()
    assert server.status() == ServerStatus(running=False, ready=False, home=server.home)
    assert not server.home.exists()
