"""One ingest a volume at a time: a lease in the graph, renewed while at work, void when its process is dead."""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from types import TracebackType
from typing import Self

import psutil

from assetgraph.errors import AssetGraphError, VolumeBusy
from assetgraph.graph.catalogue import Catalogue
from assetgraph.storage.volumes import host_name

LEASE_S = 60.0
WAIT_S = 75.0
# The lease in the graph is a process's; its threads keep each other out here.
_THREADS: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class Lease:
    """Holds a volume for this process while the context lasts; raises VolumeBusy when another keeps it."""

    def __init__(self, catalogue: Catalogue, volume: str, *, wait_s: float = WAIT_S) -> None:
        self._catalogue = catalogue
        self._volume = volume
        self._wait_s = wait_s
        self._owner = owner_of(os.getpid())
        self._threads = _THREADS[volume]
        self._stop = threading.Event()
        self._renewer = threading.Thread(target=self._renew, daemon=True, name="lease")

    def __enter__(self) -> Self:
        deadline = time.monotonic() + self._wait_s
        if not self._threads.acquire(timeout=self._wait_s):
            raise _busy(self._owner)
        try:
            self._wait_for_others(deadline)
        except BaseException:
            self._threads.release()
            raise
        self._renewer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._renewer.join(timeout=2)
        try:
            self._catalogue.release_lease(self._volume, self._owner)
        except AssetGraphError:
            if kind is None:
                raise  # with an error already on its way, the lease may run out by itself
        finally:
            self._threads.release()

    def _wait_for_others(self, deadline: float) -> None:
        while (holder := self._take()) != self._owner:
            if time.monotonic() > deadline:
                raise _busy(holder)
            time.sleep(1)

    def _take(self) -> str:
        holder = self._catalogue.lease_owner(self._volume)
        dead = holder if holder and is_dead(holder) else None
        now = int(time.time() * 1000)
        return self._catalogue.take_lease(self._volume, self._owner, dead, now, now + int(LEASE_S * 1000))

    def _renew(self) -> None:
        while not self._stop.wait(LEASE_S / 3):
            try:
                self._take()
            except AssetGraphError:
                continue  # the writer meets the same outage and reports it


def _busy(holder: str) -> VolumeBusy:
    return VolumeBusy(
        f"another ingest is at work on the same volume ({holder})", next_step="wait for it to end, or stop it"
    )


def owner_of(pid: int) -> str:
    """A name for a process that no later process has: host, pid and start time."""
    return f"{host_name()}:{pid}:{psutil.Process(pid).create_time():.2f}"


def is_dead(owner: str) -> bool:
    """Whether a process of this host is gone; of other hosts nothing is known."""
    host, pid, _ = owner.rsplit(":", 2)
    if host != host_name():
        return False
    try:
        return owner_of(int(pid)) != owner
    except (psutil.NoSuchProcess, ValueError):
        return True
    except psutil.AccessDenied:
        return False
