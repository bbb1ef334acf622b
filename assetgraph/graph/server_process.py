"""Starts, finds and ends the managed server's process; knows processes and nothing of Neo4j.

A process is ours when its command line names Neo4j's main class and our home, and it works in that home. A pid
alone proves nothing: pids are used again.
Not here: configuration (server_conf.py), what to do when it is not ready (server.py).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

DYING_TIMEOUT_S = 10.0
LAUNCHER = Path(__file__).with_name("launch.py")
MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
# What the JVM may see of our environment: the rest may hold secrets, or options that change the JVM.
PASSED_ON = ("PATH", "HOME", "TZ")


def home_flag(folder: Path) -> str:
    """The argument by which a server's process is told apart from all others."""
    return f"--home-dir={folder}"


def start(command: Sequence[str], folder: Path, console: Path, *, die_with_parent: bool) -> psutil.Process:
    """Start the command in `folder`, in a session of its own, with both outputs in `console`.

    With die_with_parent the kernel kills it when the starting thread ends (Linux).
    """
    parent = os.getpid() if die_with_parent else 0
    arguments = [sys.executable, "-I", "-S", str(LAUNCHER), str(parent), str(folder), *command]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    append = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    pid = os.posix_spawn(
        sys.executable,
        arguments,
        environment | {"LC_ALL": "C.UTF-8"},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(console), append, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    return psutil.Process(pid)


def find(folder: Path, pid: int | None) -> psutil.Process | None:
    """Our running process: the recorded one, else whichever runs on this home."""
    if pid is not None:
        _let_it_die(pid)
        if process := _ours(pid, folder):
            return process
    return next((found for other in psutil.pids() if (found := _ours(other, folder))), None)


def alive(process: psutil.Process) -> bool:
    """Whether a process we started still runs; one that ended is cleared away."""
    try:
        # While its other threads end, a killed process is a zombie that still holds its files.
        if process.status() != psutil.STATUS_ZOMBIE or process.num_threads() > 1:
            return process.is_running()
    except psutil.NoSuchProcess:
        return False
    with suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return False


def listens(process: psutil.Process, port: int) -> bool:
    """Whether this very process, and not another, listens on the port."""
    try:
        found = process.net_connections("tcp")
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
    return any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in found)


def end(process: psutil.Process, timeout_s: float) -> bool:
    """Ask the process to stop, and kill it after timeout_s; returns whether it stopped by itself."""
    try:
        process.terminate()
        process.wait(timeout_s)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True


def _let_it_die(pid: int) -> None:
    # A killed process loses its command line before it lets go of its ports and of the store's lock.
    deadline = time.monotonic() + DYING_TIMEOUT_S
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        process = psutil.Process(pid)
        while not _command(process) and alive(process) and time.monotonic() < deadline:
            time.sleep(0.02)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.ZombieProcess:
        return []


def _ours(pid: int, folder: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        command = _command(process)
        if MAIN_CLASS not in command or home_flag(folder) not in command:
            return None
        return process if alive(process) and _works_in(pid, folder) else None
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def _works_in(pid: int, folder: Path) -> bool:
    # A container seen from its host may use the same path for another folder.
    working_directory = Path(f"/proc/{pid}/cwd")
    try:
        return sys.platform != "linux" or working_directory.samefile(folder)
    except OSError:
        return False
