"""A name under which an external tool can open a file, whatever bytes the file's own name has.

Not here: whether the file may be opened at all (reading.py checks that it is a regular file).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from assetgraph.errors import ProbeError


@contextmanager
def safe_name(path: str, tool: str) -> Iterator[str]:
    """Give the path itself when it is plain, else the name of an open descriptor on it.

    Plain means absolute, UTF-8 and free of control characters: a line end would end an argument of a tool
    that reads them by lines, and some libraries take no other encoding. Raises ProbeError when it cannot be
    opened, or where the system has no names for descriptors.
    """
    if is_plain(path):
        yield path
        return
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise ProbeError(
            error.strerror or str(error), path=path, tool=tool, next_step="check that the file can be read"
        ) from None
    try:
        # The process id, not "self": ExifTool is another process.
        name = f"/proc/{os.getpid()}/fd/{descriptor}"
        if not os.path.exists(name):  # noqa: PTH110
            raise ProbeError(
                "the name is not plain UTF-8, and this system has no /proc", path=path, tool=tool,
                next_step="rename the file",
            )  # fmt: skip
        yield name
    finally:
        os.close(descriptor)


def is_plain(path: str) -> bool:
    """Whether every tool can take this path as it is."""
    return path.startswith("/") and path.isprintable()
