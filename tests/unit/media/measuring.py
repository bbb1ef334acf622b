"""Reads a file as a worker does, and measures what that took; run in the worker itself."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from assetgraph.media.reading import read_media
from assetgraph.model.records import ProbeLevel, Reading


@dataclass(frozen=True)
class Measured:
    """A reading, its seconds, and the most memory that the worker and its ExifTool held meanwhile."""

    reading: Reading
    seconds: float
    peak_bytes: int


def read_measured(task: tuple[str, ProbeLevel]) -> Measured:
    """Read one file; the peak is that of this file alone."""
    path, level = task
    for process in _processes():
        with contextlib.suppress(OSError):
            Path(f"/proc/{process}/clear_refs").write_text("5", "ascii")
    started = time.monotonic()
    reading = read_media(path, level=level)
    seconds = time.monotonic() - started
    return Measured(reading, seconds, sum(map(_high_water, _processes())))


def _processes() -> list[int]:
    own = psutil.Process()
    return [own.pid, *(child.pid for child in own.children(recursive=True))]


def _high_water(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
