"""Interrupted anywhere, by anything, a run is completed by the next one: the graph is as if nothing had happened."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from assetgraph import AssetGraph
from assetgraph.errors import AssetGraphError, VolumeBusy
from assetgraph.graph.catalogue import Catalogue
from assetgraph.graph.connection import Graph
from assetgraph.graph.server import ManagedServer
from assetgraph.ingest.lease import Lease, owner_of
from assetgraph.settings import Settings
from tests.library import Library, png_bytes

pytestmark = pytest.mark.graph

SEED = 20260101
SMALL_BATCHES = """
import time
import assetgraph.ingest.writing as writing, assetgraph.ingest.walking as walking, assetgraph.ingest.settle as settle
from assetgraph.cli import main

def flush_later(batch, flush=writing.Batch.flush):
    time.sleep(0.15)
    flush(batch)

writing.BATCH_ROWS, walking._FOLDERS_AT_ONCE, settle._BATCH = 60, 3, 4
writing.Batch.flush = flush_later
main()
"""
"""A command that writes often and at leisure, so that there is time to end it before it is done."""


class Crash(BaseException):
    """Stands for the end of the process: nothing is written after it."""


def _earlier(library: Library, files: int) -> None:
    """The state that an earlier run saw."""
    for number in range(files):
        folder = f"f{number % 8}"
        name = f"{folder}/file{number:03d}"
        library.write(name + (".png" if number % 3 else ".txt"), png_bytes(number % 256) + str(number).encode())
    for frame in range(1, 6):
        library.write(f"seq/shot.{frame:04d}.png", png_bytes(frame))


def _later(library: Library) -> None:
    """What happened since: moved, renamed, changed, swapped, deleted and new files, and a renamed folder."""
    root = library.root
    (root / "f1").rename(root / "renamed")
    (root / "seq").rename(root / "v2")
    first, second, third, *_ = sorted((root / "f2").glob("*.png"))
    first.rename(root / "f3" / first.name)
    second.rename(root / "swap")
    third.rename(second)
    (root / "swap").rename(third)
    changed, deleted, *_ = sorted((root / "f4").glob("*.png"))
    changed.write_bytes(png_bytes(7) + b"changed")
    deleted.unlink()
    for number in range(12):
        library.write(f"new/deep{number % 3}/fresh{number}.txt")


def _differences(one: list[str], other: list[str]) -> list[str]:
    return sorted([f"- {line}" for line in set(one) - set(other)] + [f"+ {line}" for line in set(other) - set(one)])


# ---- the process ends


@contextlib.contextmanager
def _crash(patch: pytest.MonkeyPatch, at: int, *, after: bool) -> Iterator[list[int]]:
    """The at-th commit of a run is the last one, with its answer lost (`after`), or is not made at all."""
    commits = [0]
    real = Graph.write_all

    def write_all(self: Graph, statements: Any) -> Any:
        commits[0] += 1
        if commits[0] > at or (commits[0] == at and not after):
            raise Crash
        rows = real(self, statements)
        if commits[0] == at:
            raise Crash
        return rows

    with patch.context() as scope:
        scope.setattr(Graph, "write_all", write_all)
        scope.setattr("assetgraph.ingest.writing.BATCH_ROWS", 24)
        scope.setattr("assetgraph.ingest.walking._FOLDERS_AT_ONCE", 3)
        scope.setattr("assetgraph.ingest.settle._BATCH", 2)
        yield commits


def _crash_points(library: Library, patch: pytest.MonkeyPatch) -> int:
    with _crash(patch, 10**6, after=False) as commits:
        library.ingest()
    return commits[0]


@pytest.mark.parametrize("share", [pytest.param(0.2, id="short"), pytest.param(1.0, id="all", marks=pytest.mark.slow)])
def test_crash_when_at_any_commit_then_the_next_run_completes(
    library: Library, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    _earlier(library, 40)
    library.ingest()
    _later(library)
    points = _crash_points(library, monkeypatch)
    events, vanished = library.events(), set(library.uids("VANISHED"))
    assert points > 20
    cases = [(at, after) for at in range(1, points + 1) for after in (False, True)]
    chosen = sorted(random.Random(SEED).sample(cases, round(len(cases) * share)))
    print(f"{len(chosen)} of {len(cases)} crash points")  # noqa: T201 - the count belongs to the result
    for number, (at, after) in enumerate(chosen):
        base = Library(library.root.parent / f"tree{number}", library.graph, library.settings)
        library.wipe()
        _earlier(base, 40)
        base.ingest()
        before = base.uids()
        _later(base)
        with _crash(monkeypatch, at, after=after), pytest.raises(Crash):
            base.ingest()
        base.ingest()
        assert base.events() == events, (at, after)
        assert set(base.uids("VANISHED")) == vanished, (at, after)
        assert base.uids()["v2/shot.%04d.png"] == before["seq/shot.%04d.png"], (at, after)
        resumed = base.living()
        base.wipe()
        base.ingest()
        assert _differences(base.living(), resumed) == [], (at, after)


def _environment(settings: Settings, home: Path) -> dict[str, str]:
    secret = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
    given = {
        "ASSETGRAPH_HOME": str(home),
        "ASSETGRAPH_CACHE": str(settings.cache),
        "NEO4J_URI": str(settings.neo4j_uri),
        "NEO4J_USER": settings.neo4j_user,
        "NEO4J_PASSWORD": secret,
    }
    return {**os.environ, **given}


def _start(library: Library, *options: str, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SMALL_BATCHES, "ingest", str(library.root), "--volume", "library", "--json"]
    return subprocess.Popen(
        [*command, "--jobs", "2", *options],
        env=environment or _environment(library.settings, library.root.parent / "home"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _finish(process: subprocess.Popen[str], *codes: int) -> dict[str, Any]:
    out, err = process.communicate(timeout=240)
    assert process.returncode in (codes or (0,)), err
    assert "Traceback" not in err, err
    return json.loads(out.splitlines()[-1]) if out else {}


def _family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _outlived(family: list[psutil.Process], seconds: float) -> list[str]:
    _, alive = psutil.wait_procs(family, timeout=seconds)
    return [" ".join(each.cmdline()) for each in alive if each.status() != psutil.STATUS_ZOMBIE]


def _progress(library: Library) -> int:
    return int(library.ask("MATCH (a:Asset) WHERE a.probe_level = 'header' RETURN count(*) AS many")[0]["many"])


def _wait(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_kill_when_at_random_moments_then_the_last_run_ends_equal_to_one_clean_run(library: Library) -> None:
    _earlier(library, 380)
    begin = time.monotonic()
    assets = _finish(_start(library))["assets"]
    whole = time.monotonic() - begin
    reference = library.living()
    library.wipe()
    dice = random.Random(SEED)
    killed = 0
    for _ in range(12):
        if killed == 4:
            break
        process = _start(library)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=dice.uniform(0.15, 0.7) * whole)
        family = _family(process)
        met = process.poll() is None
        killed += met
        process.kill()
        process.communicate()
        assert _outlived(family, 15) == []
        if not met:  # a machine that is less busy by now was done before; the next one has all to do again
            library.wipe()
    assert killed == 4
    assert _finish(_start(library))["assets"] == assets
    assert _differences(library.living(), reference) == []


def test_kill_when_a_known_library_had_changed_then_moves_are_told_once(library: Library) -> None:
    _earlier(library, 120)
    library.ingest(probe="none")
    before = library.uids()
    _later(library)
    for _ in range(2):
        begun = _progress(library)
        process = _start(library)
        _wait(lambda process=process, begun=begun: process.poll() is not None or _progress(library) > begun)
        assert process.poll() is None
        process.kill()
        process.communicate()
    _finish(_start(library))
    states = [row["state"] for row in library.ask("MATCH (r:ScanRun) RETURN r.state AS state ORDER BY r.started_at")]
    assert states == ["DONE", "INTERRUPTED", "INTERRUPTED", "DONE"]
    after = library.uids()
    moved = {name: before[f"f1/{Path(name).name}"] for name in after if name.startswith("renamed/")}
    assert moved
    assert {name: after[name] for name in moved} == moved
    events = [(event, old) for event, old, _, _ in library.events() if event in {"MOVED", "RENAMED"}]
    assert len(events) == len(set(events)) == len(moved) + 1 + 1 + 2  # a folder, the sequence, one moved, two swapped
    resumed = library.living()
    library.wipe()
    library.ingest(probe="header")
    assert _differences(library.living(), resumed) == []


def test_interrupt_when_reading_then_ends_soon_and_leaves_no_process(library: Library) -> None:
    _earlier(library, 380)
    process = _start(library)
    _wait(lambda: _progress(library) > 20)
    family = _family(process)
    assert family
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert _outlived(family, 15) == []
    assert "Traceback" not in err
    states = library.ask("MATCH (r:ScanRun) RETURN r.state AS state, r.ended_at IS NOT NULL AS ended")
    assert states == [{"state": "INTERRUPTED", "ended": True}]
    assert library.ask("MATCH (v:StorageVolume) RETURN v.lease_owner AS owner") == [{"owner": None}]
    done = _progress(library)
    summary = _finish(_start(library))
    assert summary["files_opened"] <= 386 - done
    resumed = library.living()
    library.wipe()
    _finish(_start(library))
    assert _differences(library.living(), resumed) == []


# ---- the server ends


def test_server_when_killed_twice_in_the_middle_then_the_run_goes_on_and_ends_equal(
    cache: Path, tmp_path: Path
) -> None:
    home, root = tmp_path / "home", tmp_path / "library"
    settings = Settings(home=home, cache=cache, start_server=False)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    environment |= {"ASSETGRAPH_HOME": str(home), "ASSETGRAPH_CACHE": str(cache)}
    server = ManagedServer(home, cache, small=True)
    server.up()
    try:
        with AssetGraph.open(settings) as graph:
            library = Library(root, graph, settings)
            _earlier(library, 400)
            process = _start(library, environment=environment)
        for goal in (30, 150):
            _wait(lambda goal=goal: process.poll() is not None or _seen(root, settings) >= goal, 120)
            pid = server.status().pid
            assert process.poll() is None, "the run was over before the server could be killed"
            assert pid
            os.kill(pid, signal.SIGKILL)
        _finish(process, 0, 3)
        with AssetGraph.open(settings) as graph:
            library = Library(root, graph, settings)
            assert len(library.uids()) == 401
            resumed = library.living()
            _wipe_managed(server)
            _finish(_start(library, environment=environment))
            assert _differences(library.living(), resumed) == []
    finally:
        server.down()


def _seen(root: Path, settings: Settings) -> int:
    """How far a run is, as far as the server can tell just now."""
    try:
        with AssetGraph.open(settings) as graph:
            return _progress(Library(root, graph, settings))
    except AssetGraphError:
        return 0


def _wipe_managed(server: ManagedServer) -> None:
    import neo4j

    with (
        neo4j.GraphDatabase.driver(str(server.status().bolt_uri), auth=("neo4j", server.password())) as driver,
        driver.session() as session,
    ):
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


# ---- two at once


def test_ingests_when_two_run_at_once_then_both_end_well_and_equal(library: Library) -> None:
    _earlier(library, 60)
    both = [_start(library), _start(library)]
    summaries = [_finish(process) for process in both]
    assert {summary["assets"] for summary in summaries} == {61}
    assert sorted(summary["done"] + summary["skipped"] > 0 for summary in summaries)[-1]
    assert library.counts()["ScanRun"] == 2
    together = library.living()
    library.wipe()
    _finish(_start(library))
    assert _differences(library.living(), together) == []


@pytest.fixture
def volume(library: Library) -> tuple[Catalogue, str]:
    """A volume that the graph knows, and the catalogue that leases it."""
    library.write("a.txt")
    library.ingest()
    uid = library.ask("MATCH (v:StorageVolume) RETURN v.uid AS uid")[0]["uid"]
    return Catalogue(library.graph._graph), uid


def test_lease_when_its_process_is_dead_then_is_taken_over_at_once(volume: tuple[Catalogue, str]) -> None:
    catalogue, uid = volume
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    owner = owner_of(process.pid)
    now = int(time.time() * 1000)
    assert catalogue.take_lease(uid, owner, None, now, now + 60_000) == owner
    begin = time.monotonic()
    with pytest.raises(VolumeBusy, match="another ingest"), Lease(catalogue, uid, wait_s=0):
        pass
    process.kill()
    process.communicate()
    with Lease(catalogue, uid, wait_s=0):
        assert (catalogue.lease_owner(uid) or "").startswith(owner_of(os.getpid()))
    assert time.monotonic() - begin < 5
    assert catalogue.lease_owner(uid) is None


def test_lease_when_of_another_host_then_holds_until_it_runs_out(volume: tuple[Catalogue, str]) -> None:
    catalogue, uid = volume
    now = int(time.time() * 1000)
    catalogue.take_lease(uid, "elsewhere:1:1.00", None, now, now + 1500)
    with pytest.raises(VolumeBusy), Lease(catalogue, uid, wait_s=0):
        pass
    with Lease(catalogue, uid, wait_s=10):
        assert (catalogue.lease_owner(uid) or "").startswith(owner_of(os.getpid()))


def test_lease_when_many_take_it_at_once_then_one_has_it(library: Library, volume: tuple[Catalogue, str]) -> None:
    _, uid = volume
    holders: list[str] = []

    def take(name: str) -> None:
        now = int(time.time() * 1000)
        with AssetGraph.open(library.settings) as graph:
            holders.append(Catalogue(graph._graph).take_lease(uid, name, None, now, now + 60_000))

    threads = [threading.Thread(target=take, args=(f"host:{number}:1.00",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(holders), len(set(holders))) == (8, 1)
