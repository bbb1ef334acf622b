"""Reads one file: opens it, sniffs it, asks the probes of its format, makes one Reading of their answers.

Not here: walking folders, time limits and worker processes (ingest), where readings go (graph).
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import blake3
import psutil
import xxhash

from assetgraph.errors import MediaError, ProbeError, ToolMissing, UnreadableFile
from assetgraph.media.formats import HEAD_BYTES, LFS_POINTER, Format, Sniffed, is_contradicted, sniff
from assetgraph.media.probes import exiftool, mediainfo, openimageio, pyav
from assetgraph.media.reconcile import reconcile
from assetgraph.model.records import Kind, ProbeLevel, Problem, Reading

PROBES = {module.NAME: module for module in (pyav, mediainfo, openimageio, exiftool)}
TOOL = "assetgraph"
TAIL_BYTES = 64 * 1024
HASH_BLOCK = 1 << 20
# A file of such a kind that has none of these was not really read.
ESSENTIAL = {
    Kind.VIDEO: ("width", "audio_codec", "streams"),
    Kind.IMAGE: ("width",),
    Kind.AUDIO: ("audio_codec", "sample_rate_hz"),
}


def configure(exiftool_path: Path | None) -> None:
    """Tell this process which ExifTool to use; None means there is none."""
    exiftool.configure(exiftool_path)


def tool_versions() -> dict[str, str | None]:
    """Tool -> version, None for a missing one; readings are worth repeating when these change."""
    return {name: module.version() for name, module in PROBES.items()}


def read_media(path: str, *, level: ProbeLevel) -> Reading:
    """Read one file; a file that no tool understands is a Reading with problems, not an error.

    `path` is absolute, decoded with os.fsdecode. Raises UnreadableFile when the file system does not give
    the file's bytes, or when it is no regular file.
    """
    before = _bytes_read()
    head, size, quick = read_ends(path)
    sniffed = sniff(head, os.path.basename(path))
    reading = _read(path, level, sniffed, size)
    return reading.model_copy(update={"quick_hash": quick, "bytes_read": max(_bytes_read() - before, len(head))})


def read_ends(path: str) -> tuple[bytes, int, str]:
    """The first 64 KiB, the size, and the quick hash, from one opening. Raises UnreadableFile."""
    with _opened(path) as (descriptor, size):
        head = os.pread(descriptor, HEAD_BYTES, 0)
        tail = os.pread(descriptor, TAIL_BYTES, max(0, size - TAIL_BYTES))
    return head, size, _quick(size, head, tail)


def quick_hash(path: str, size: int) -> str:
    """XXH3-128 of the size (8 bytes, little-endian), the first and the last 64 KiB, as hex digits."""
    with _opened(path) as (descriptor, _):
        head = os.pread(descriptor, HEAD_BYTES, 0)
        return _quick(size, head, os.pread(descriptor, TAIL_BYTES, max(0, size - TAIL_BYTES)))


def content_hash(path: str) -> str:
    """BLAKE3 of the whole content, as hex digits. Raises UnreadableFile."""
    digest = blake3.blake3()
    with _opened(path) as (descriptor, _):
        while block := os.read(descriptor, HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _quick(size: int, head: bytes, tail: bytes) -> str:
    return xxhash.xxh3_128_hexdigest(size.to_bytes(8, "little") + head + tail)


@contextlib.contextmanager
def _opened(path: str) -> Iterator[tuple[int, int]]:
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
            reason, path=path, tool=TOOL, next_step="check permissions and the volume, then ingest again"
        ) from None


def _check_regular(status: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("not a regular file", path=path, tool=TOOL, next_step="leave it out")


def _read(path: str, level: ProbeLevel, sniffed: Sniffed, size: int) -> Reading:
    row = sniffed.format
    if row is None or level is ProbeLevel.NONE:
        kind, name = (row.kind, row.name) if row else (Kind.OTHER, None)
        return Reading(kind=kind, format=name, magic_type=sniffed.magic_type, failed=False)
    reading = Reading(kind=row.kind, format=row.name, magic_type=sniffed.magic_type, failed=False)
    if row.name == LFS_POINTER:
        return reading
    if is_contradicted(sniffed) or (size == 0 and row.probes):
        return reading.model_copy(update={"problems": [_mismatch(row, size)], "failed": True})
    return _probed(path, level, row, reading)


def _mismatch(row: Format, size: int) -> Problem:
    if size == 0:
        reason, step = f"empty, where a {row.name} file was expected", "copy it again from its source"
    else:
        reason = f"its name says {row.name}, its bytes do not"
        step = "check the file; copy it again or give it the right ending"
    return Problem(stage="sniff", tool=TOOL, reason=reason, next_step=step)


def _probed(path: str, level: ProbeLevel, row: Format, reading: Reading) -> Reading:
    facts: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for name in row.probes:
        try:
            facts[name] = PROBES[name].probe(path, level, row)
        except (ProbeError, ToolMissing) as error:
            problems.append(_problem(error, name))
    metadata, sources, conflicts = reconcile(row, facts)
    if row.probes and not _is_read(row, metadata):
        if not problems:
            problems.append(_nothing_found(row))
        return reading.model_copy(update={"problems": problems, "failed": True})
    return reading.model_copy(
        update={"metadata": metadata, "sources": sources, "conflicts": conflicts, "problems": problems}
    )


def _is_read(row: Format, metadata: dict[str, Any]) -> bool:
    wanted = ESSENTIAL.get(row.kind)
    return any(name in metadata for name in wanted) if wanted else True


def _problem(error: MediaError, tool: str) -> Problem:
    return Problem(stage="probe", tool=error.tool or tool, reason=error.reason, next_step=error.next_step)


def _nothing_found(row: Format) -> Problem:
    return Problem(
        stage="probe", tool=row.probes[0], reason=f"no {row.kind.value} found in it",
        next_step="check whether the file is complete",
    )  # fmt: skip


def _bytes_read() -> int:
    """Bytes this process and its ExifTool have read so far; 0 where the system does not tell."""
    with contextlib.suppress(psutil.Error, AttributeError):
        return int(psutil.Process().io_counters().read_chars) + exiftool.bytes_read()
    return 0
