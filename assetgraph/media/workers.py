"""Worker processes that open media: each file has a time limit, a dead worker is replaced, order is kept.

Not here: what a worker does (reading.py).
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from pathlib import Path
from types import NoneType, TracebackType
from typing import Any, Self, TypeVar

import psutil
from pebble import ProcessExpired, ProcessPool

from assetgraph.errors import AssetGraphError, ProbeCrashed, ProbeTimeout

T = TypeVar("T")
R = TypeVar("R")
Tag = TypeVar("Tag")

_WINDOW_PER_JOB = 16
_GRACE_S = 30.0
_MOST_POOLS = 3
_CHUNK_S = 0.01
_CHUNK_TASKS = 8
_CHUNK_ENTRIES = 64
_CHUNK_LIMIT_S = 10.0
"""A chunk that takes longer, though most take 10 ms, is taken apart."""
_LEAST_MEMORY, _MOST_MEMORY = 3 * 2**30, 6 * 2**30


@dataclass(slots=True)
class _Chunk:
    """Tasks that go to a worker together; `entries` holds their tags, and those between that have nothing to do."""

    work: Callable[[Any], Any]
    entries: list[tuple[Any, Any]] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)
    weight: float = 1.0
    future: Any = None
    attempts: int = 0
    broken: int = 0

    def add(self, tag: Any, task: Any) -> None:
        self.entries.append((tag, task))
        if task is not None:
            self.tasks.append(task)

    def is_done(self) -> bool:
        return not self.tasks or bool(self.future.done())

    def has_result(self) -> bool:
        """Whether it ended by itself, well or at its time limit, and not with its pool."""
        if self.future is None or not self.future.done() or self.future.cancelled():
            return not self.tasks
        return isinstance(self.future.exception(), NoneType | TimeoutError | FutureTimeoutError)

    def outcomes(self, results: Iterable[Any]) -> list[tuple[Any, Any]]:
        """Each tag with the result of its task."""
        following = iter(results)
        return [(tag, None if task is None else next(following)) for tag, task in self.entries]

    def apart(self) -> Iterator[_Chunk]:
        """Each of its entries as a chunk of its own."""
        for tag, task in self.entries:
            part = _Chunk(self.work)
            part.add(tag, task)
            yield part


class _Pace:
    """How many tasks make a chunk: going between processes costs as much as reading a small file."""

    def __init__(self) -> None:
        self._task_s = _CHUNK_S

    def note(self, tasks: int, seconds: float) -> None:
        self._task_s = (self._task_s + seconds / tasks) / 2

    @property
    def tasks(self) -> int:
        return max(1, min(_CHUNK_TASKS, int(_CHUNK_S / self._task_s)))


class Workers:
    """A pool that starts when first used. Use as a context manager; leaving it ends the workers at once."""

    def __init__(self, jobs: int, timeout_s: float, exiftool: Path | None) -> None:
        self._jobs = jobs
        self._timeout_s = timeout_s
        self._exiftool = exiftool
        self._pool: ProcessPool | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._pace = _Pace()

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
        self._clear()

    def map(
        self, work: Callable[[T], R], tasks: Iterable[tuple[Tag, T | None, float]]
    ) -> Iterator[tuple[Tag, R | AssetGraphError | None]]:
        """Results in the order of the tasks, each (tag, task, weight); a task of None passes through as None.

        A task may take `timeout_s` times its weight. Time-outs and dead workers come as errors, not raised.
        A bounded number of tasks is in flight, so `tasks` may be endless. Short ones go to a worker together.
        """
        waiting: deque[_Chunk] = deque()
        for chunk in self._chunks(work, tasks):
            self._submit(chunk)
            waiting.append(chunk)
            while waiting and (len(waiting) > self._jobs * _WINDOW_PER_JOB or waiting[0].is_done()):
                yield from self._first(waiting)
        while waiting:
            yield from self._first(waiting)

    def _chunks(self, work: Callable[[Any], Any], tasks: Iterable[tuple[Any, Any, float]]) -> Iterator[_Chunk]:
        """As many tasks together as the pace says; one of more weight than 1 goes alone."""
        chunk = _Chunk(work)
        for tag, task, weight in tasks:
            if weight > 1 and chunk.entries:
                yield chunk
                chunk = _Chunk(work)
            chunk.add(tag, task)
            chunk.weight = weight
            if weight > 1 or len(chunk.tasks) >= self._pace.tasks or len(chunk.entries) >= _CHUNK_ENTRIES:
                yield chunk
                chunk = _Chunk(work)
        if chunk.entries:
            yield chunk

    def _first(self, waiting: deque[_Chunk]) -> list[tuple[Any, Any]]:
        """The outcomes of the chunk that is first in line, after as many new pools as it takes.

        All earlier tasks have ended, so this one runs or is about to: a pool that lets it wait longer than it may
        take has lost a worker without noticing. A chunk that fails is taken apart. A task whose worker died is tried
        once more in a new pool before the file is blamed: the worker may have been killed for another reason.
        """
        chunk = waiting.popleft()
        while chunk.tasks:
            limit_s = self._limit_s(chunk)
            try:
                results, seconds = chunk.future.result(timeout=limit_s + _GRACE_S)
            except (TimeoutError, FutureTimeoutError):
                if chunk.future.done() and len(chunk.tasks) == 1:
                    return chunk.outcomes([_timed_out(self._timeout_s)])
                self._pace.note(len(chunk.tasks), limit_s)
                chunk.attempts += 1
            except (ProcessExpired, MemoryError):
                chunk.attempts += 1
            except (BrokenProcessPool, CancelledError, RuntimeError):
                chunk.broken += 1
            else:
                self._pace.note(len(chunk.tasks), seconds)
                return chunk.outcomes(results)
            if chunk.attempts and len(chunk.tasks) > 1:
                waiting.extendleft(reversed(list(chunk.apart())))
                self._renew(waiting)
                return []
            if chunk.attempts > 1 or chunk.broken > _MOST_POOLS:
                return chunk.outcomes([_crashed()] * len(chunk.tasks))
            self._renew([chunk, *waiting])
        return chunk.outcomes(())

    def _limit_s(self, chunk: _Chunk) -> float:
        if len(chunk.tasks) == 1:
            return self._timeout_s * chunk.weight
        return min(_CHUNK_LIMIT_S, self._timeout_s)

    def _renew(self, chunks: Iterable[_Chunk]) -> None:
        """A new pool, with all tasks that have no result yet."""
        if self._pool:
            self._pool.stop()
            self._pool.join(timeout=_GRACE_S)
            self._pool = None
        self._clear()
        for chunk in chunks:
            if not chunk.has_result():
                self._submit(chunk)

    def _submit(self, chunk: _Chunk) -> None:
        if chunk.tasks:
            try:
                chunk.future = self._scheduled(chunk)
            except (BrokenProcessPool, RuntimeError):
                # The pool broke since it was last used; those that wait in it are found out when their turn comes.
                self._pool = None
                chunk.future = self._scheduled(chunk)

    def _scheduled(self, chunk: _Chunk) -> Any:
        return self._started().schedule(_carry_out, args=[chunk.work, chunk.tasks], timeout=self._limit_s(chunk))

    def _started(self) -> ProcessPool:
        if self._pool is None:
            self._scratch = self._scratch or tempfile.TemporaryDirectory(
                prefix="assetgraph-workers-", ignore_cleanup_errors=True
            )
            self._pool = ProcessPool(
                max_workers=self._jobs,
                max_tasks=0,
                initializer=_prepare,
                initargs=[
                    self._exiftool,
                    memory_limit(self._jobs, psutil.virtual_memory().total),
                    self._scratch.name,
                ],
                context=_context(),
            )
        return self._pool

    def _clear(self) -> None:
        """Drop what workers that were stopped had unpacked; none runs any more."""
        if self._scratch:
            self._scratch.cleanup()
            self._scratch = None


def _carry_out(work: Callable[[Any], Any], tasks: Sequence[Any]) -> tuple[list[Any], float]:
    """In the worker: the results of these tasks, and the seconds it took."""
    start = time.perf_counter()
    return [work(task) for task in tasks], time.perf_counter() - start


@functools.cache
def _context() -> BaseContext:
    """On Linux workers are forked off a process that loaded every tool once; elsewhere libraries may not survive it."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["assetgraph.ingest.reading", "assetgraph.media.reading"])
    return context


def memory_limit(jobs: int, machine: int) -> int:
    """Bytes of address space a worker may ask for: a decompression bomb ends the worker, not the machine.

    All of them together have half of the machine, as far as each has room for a picture of 16,384 x 16,384.
    """
    return max(_LEAST_MEMORY, min(_MOST_MEMORY, machine // 2 // jobs))


def _prepare(exiftool: Path | None, memory: int, scratch: str) -> None:
    """In the new worker: the parent handles Ctrl-C and clears `scratch`; memory is limited; tools know their places."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["TMPDIR"] = tempfile.tempdir = scratch
    # Codecs write warnings to stderr from C; what matters comes back as a problem.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
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
