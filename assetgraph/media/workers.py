"""Worker processes that open media: each file has a time limit, a dead worker is replaced, order is kept.

Not here: what a worker does (reading.py).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import NoneType, TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from assetgraph.errors import AssetGraphError, ProbeCrashed, ProbeTimeout

T = TypeVar("T")
R = TypeVar("R")
Tag = TypeVar("Tag")

_WINDOW_PER_JOB = 16
_GRACE_S = 30.0
_MOST_POOLS = 3
MEMORY_LIMIT_BYTES = 6 * 2**30
"""Address space a worker may ask for: a decompression bomb ends the worker, not the machine."""


@dataclass(slots=True)
class _Pending:
    """A task on its way; its future is None when there is nothing to do."""

    tag: Any
    work: Callable[[Any], Any]
    task: Any
    limit_s: float
    future: Any = None
    attempts: int = 0
    broken: int = 0

    def is_done(self) -> bool:
        return self.future is None or bool(self.future.done())

    def has_result(self) -> bool:
        """Whether it ended by itself, well or at its time limit, and not with its pool."""
        if not self.future.done() or self.future.cancelled():
            return False
        return isinstance(self.future.exception(), NoneType | TimeoutError | FutureTimeoutError)


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
        waiting: deque[_Pending] = deque()
        limit = self._jobs * _WINDOW_PER_JOB
        for tag, task, weight in tasks:
            pending = _Pending(tag, work, task, self._timeout_s * weight)
            self._submit(pending)
            waiting.append(pending)
            while waiting and (len(waiting) > limit or waiting[0].is_done()):
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _first(self, waiting: deque[_Pending]) -> tuple[Any, Any]:
        """The outcome of the task that is first in line, after as many new pools as it takes.

        All earlier tasks have ended, so this one runs or is about to: a pool that lets it wait longer than it may
        take has lost a worker without noticing. A task whose worker died is tried once more in a new pool before
        the file is blamed: the worker may have been killed for another reason.
        """
        pending = waiting.popleft()
        while True:
            if pending.future is None:
                return pending.tag, None
            try:
                return pending.tag, pending.future.result(timeout=pending.limit_s + _GRACE_S)
            except (TimeoutError, FutureTimeoutError):
                if pending.future.done():
                    return pending.tag, _timed_out(self._timeout_s)
                pending.attempts += 1
            except (ProcessExpired, MemoryError):
                pending.attempts += 1
            except (BrokenProcessPool, CancelledError, RuntimeError):
                pending.broken += 1
            if pending.attempts > 1 or pending.broken > _MOST_POOLS:
                return pending.tag, _crashed()
            self._renew([pending, *waiting])

    def _renew(self, pending: Iterable[_Pending]) -> None:
        """A new pool, with all tasks that have no result yet."""
        if self._pool:
            self._pool.stop()
            self._pool.join(timeout=_GRACE_S)
            self._pool = None
        for each in pending:
            if each.future is not None and not each.has_result():
                self._submit(each)

    def _submit(self, pending: _Pending) -> None:
        if pending.task is None:
            return
        try:
            pending.future = self._started().schedule(pending.work, args=[pending.task], timeout=pending.limit_s)
        except (BrokenProcessPool, RuntimeError):
            # The pool broke since it was last used; those that wait in it are found out when their turn comes.
            self._pool = None
            pending.future = self._started().schedule(pending.work, args=[pending.task], timeout=pending.limit_s)

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


def _timed_out(limit_s: float) -> ProbeTimeout:
    return ProbeTimeout(
        f"reading it took longer than {limit_s:g} s",
        tool="assetgraph",
        next_step="check the file with another player; raise ASSETGRAPH_PROBE_TIMEOUT_S for slow storage",
    )


def _crashed() -> ProbeCrashed:
    return ProbeCrashed(
        "a tool's process died over it, twice",
        tool="assetgraph",
        next_step="look at the file with another player; replace it from its source if it is damaged",
    )
