"""One lock file, one holder: keeps two processes (or threads) from doing the same once-only work.

Not here: leases in the graph; those guard data and may be held on another machine.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path, *, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock on path, calling `waiting` once when another holds it already.

    The kernel lets go of the lock when its holder dies, however that happens. Raises OSError where the
    file cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
