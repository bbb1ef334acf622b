"""What benchmarks share: a managed server of their own, small files, child processes with their memory."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assetgraph.graph.server import ManagedServer
from assetgraph.settings import Settings, load_settings


@dataclass(frozen=True)
class Finished:
    """A child process that ended well: wall seconds, its largest resident size, what it printed."""

    seconds: float
    peak_bytes: int
    stdout: str

    def json(self) -> Any:
        """The last line of what it printed."""
        return json.loads(self.stdout.strip().splitlines()[-1])


def run(*arguments: str, home: Path | None = None) -> Finished:
    """Run a command to its end; exit codes 0 and 3 are good ends."""
    environment = {**os.environ, **({"ASSETGRAPH_HOME": str(home)} if home else {})}
    environment.pop("NEO4J_URI", None)
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True)
    assert process.stdout
    stdout = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in {0, 3}:
        raise SystemExit(f"{' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return Finished(seconds, usage.ru_maxrss * 1024, stdout)


def assetgraph(*arguments: str, home: Path) -> Finished:
    """Run the command line in a process of its own."""
    return run(sys.executable, "-m", "assetgraph", *arguments, home=home)


@contextmanager
def own_server() -> Iterator[Settings]:
    """A managed server in a temporary home, stopped and removed at the end."""
    base = load_settings()
    home = Path(tempfile.mkdtemp(prefix="assetgraph-bench-"))
    server = ManagedServer(home, base.cache)
    try:
        server.up(lambda text: print(text, file=sys.stderr))
        no_other = {"neo4j_uri": None, "neo4j_password": None, "neo4j_user": "neo4j"}
        yield base.model_copy(update={"home": home, **no_other})
    finally:
        server.down()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def small_files(count: int, *, a_folder: int = 100) -> Iterator[Path]:
    """A tree of so many files of a few bytes, in memory where the system has /dev/shm."""
    memory = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(prefix="assetgraph-bench-", dir=memory if memory.is_dir() else None))
    try:
        for folder in range(-(-count // a_folder)):
            path = root / f"{folder // 100:04d}" / f"{folder % 100:02d}"
            path.mkdir(parents=True)
            for number in range(min(a_folder, count - folder * a_folder)):
                (path / f"clip_{folder:05d}_{number:03d}.mov").write_bytes(b"x" * (number % 7))
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def own_peak_bytes() -> int:
    """The largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
