"""Starts, finds and ends the managed server's process; knows processes and nothing of Neo4j.

A process is ours when its command line names Neo4j's main class and our home. A pid alone proves nothing: pids are used again.
Not here: configuration (server_conf.py), what to do when it is not ready (server.py).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

LAUNCHER = Path(__file__).with_name("launch.py")
MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
CREATE_TIME_TOLERANCE_S = 2.0
# What the JVM may see of our environment: the rest may hold secrets, or options that change the JVM.
PASSED_ON = ("PATH", "HOME", "TZ")


def home_flag(folder: Path) -> str:
    """The argument by which a server's process is told apart from all others."""
    return f"--home-dir={folder}"


def start(command: Sequence[str], console: Path, *, die_with_parent: bool) -> int:
    """Start the command in a session of its own, with both outputs in `console`; returns its pid.

    With die_with_parent the kernel kills it when the starting thread ends (Linux).
    """
    parent = os.getpid() if die_with_parent else 0
    arguments = [sys.executable, "-I", "-S", str(LAUNCHER), str(parent), *command]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    append = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    return os.posix_spawn(
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


def find(folder: Path, pid: int | None, created: float | None) -> psutil.Process | None:
    """Our running process: the recorded one, else whichever runs on this home."""
    if pid is not None and created is not None:
        process = _ours(pid, folder)
        if process and abs(process.create_time() - created) <= CREATE_TIME_TOLERANCE_S:
            return process
    return next((found for pid in psutil.pids() if (found := _ours(pid, folder))), None)


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


def _ours(pid: int, folder: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            _reap(pid)
            return None
        command = process.cmdline()
        return process if MAIN_CLASS in command and home_flag(folder) in command else None
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
