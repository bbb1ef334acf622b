"""Opening media files safely, and their hashes: quick (first and last 64 KiB) and content (everything).

Not here: when which hash is worth its reading (ingest).
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator

import blake3
import xxhash

from assetgraph.errors import UnreadableFile

HEAD_BYTES = 64 * 1024
TAIL_BYTES = 64 * 1024
_BLOCK = 1 << 20


def read_ends(path: str) -> tuple[bytes, int, str]:
    """The first 64 KiB, the size, and the quick hash, from one opening. Raises UnreadableFile.

    The quick hash is XXH3-128 of the size (8 bytes, little-endian), the first and the last 64 KiB, in hex.
    """
    with opened(path) as (descriptor, size):
        head = os.pread(descriptor, HEAD_BYTES, 0)
        tail = os.pread(descriptor, TAIL_BYTES, max(0, size - TAIL_BYTES))
    return head, size, xxhash.xxh3_128_hexdigest(size.to_bytes(8, "little") + head + tail)


def quick_hash(path: str) -> str:
    """The quick hash alone. Raises UnreadableFile."""
    return read_ends(path)[2]


def content_hash(path: str) -> str:
    """BLAKE3 of the whole content, in hex. Raises UnreadableFile."""
    digest = blake3.blake3()
    with opened(path) as (descriptor, _):
        while block := os.read(descriptor, _BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextlib.contextmanager
def opened(path: str) -> Iterator[tuple[int, int]]:
    """(descriptor, size) of a regular file, opened for reading; no link is followed, no device touched.

    Raises UnreadableFile for anything else, and for every failure inside the block.
    """
    try:
        # Looked at before opening too: opening a device may already do something.
        _check_regular(os.lstat(path), path)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            _check_regular(status, path)
            yield descriptor, status.st_size
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(
            reason,
            path=path,
            tool="file system",
            next_step="check permissions and the volume, then ingest again",
        ) from None


def _check_regular(status: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("not a regular file", path=path, tool="file system", next_step="leave it out")
