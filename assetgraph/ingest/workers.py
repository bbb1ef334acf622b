"""Worker processes that open media: each file has a time limit, a dead worker is replaced, order is kept.

Not here: what a worker does (reading.py).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from assetgraph.errors import AssetGraphError, ProbeCrashed, ProbeTimeout

T = TypeVar("T")
R = TypeVar("R")
Tag = TypeVar("Tag")

_WINDOW_PER_JOB = 16
MEMORY_LIMIT_BYTES = 6 * 2**30
"""Address space a worker may ask for: a decompression bomb ends the worker, not the machine."""


class Workers:
    """A pool that starts when first used. Use as a context manager; leaving it ends the workers at once."""

    def __init__(self, jobs: int, timeout_s: float, exiftool: Path | None) -> None:
        self._jobs = jobs
        self._timeout_s = timeout_s
        self._exiftool = exiftool
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            if kind:
                self._pool.stop()
            else:
                self._pool.close()
            self._pool.join(timeout=None if kind is None else 4)

    def map(
        self, work: Callable[[T], R], tasks: Iterable[tuple[Tag, T | None, float]]
    ) -> Iterator[tuple[Tag, R | AssetGraphError | None]]:
        """Results in the order of the tasks, each (tag, task, weight); a task of None passes through as None.

        A task may take `timeout_s` times its weight. Time-outs and dead workers come as errors, not raised.
        A bounded number of tasks is in flight, so `tasks` may be endless.
        """
        waiting: deque[tuple[Tag, Any]] = deque()
        limit = self._jobs * _WINDOW_PER_JOB
        for tag, task, weight in tasks:
            future = None
            if task is not None:
                future = self._started().schedule(work, args=[task], timeout=self._timeout_s * weight)
            waiting.append((tag, future))
            while waiting and (len(waiting) > limit or waiting[0][1] is None or waiting[0][1].done()):
                yield self._outcome(*waiting.popleft())
        while waiting:
            yield self._outcome(*waiting.popleft())

    def _outcome(self, tag: Tag, future: Any) -> tuple[Tag, Any]:
        if future is None:
            return tag, None
        try:
            return tag, future.result()
        except (TimeoutError, FutureTimeoutError):
            return tag, ProbeTimeout(
                f"reading it took longer than {self._timeout_s:g} s",
                tool="assetgraph",
                next_step="check the file with another player; raise ASSETGRAPH_PROBE_TIMEOUT_S for slow storage",
            )
        except (ProcessExpired, MemoryError):
            return tag, ProbeCrashed(
                "a tool's process died over it",
                tool="assetgraph",
                next_step="the file is damaged in a way that crashes a reader; replace it from its source",
            )

    def _started(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._jobs,
                max_tasks=0,
                initializer=_prepare,
                initargs=[self._exiftool],
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool


def _prepare(exiftool: Path | None) -> None:
    """In the new worker: the parent handles Ctrl-C; memory is limited; tools are told where they are."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Codecs write warnings to stderr from C; what matters comes back as a problem.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits still has the time limit
    from assetgraph.media.probes import exiftool as probe

    probe.configure(exiftool)
