"""Reads one file: opens it, sniffs it, asks the probes of its format, makes one Reading of their answers.

Not here: walking folders, time limits and worker processes (ingest), hashes (hashes.py), where readings
go (graph).
"""

from __future__ import annotations

import contextlib
import functools
import os
from pathlib import Path
from typing import Any

import psutil

from assetgraph.errors import MediaError, ProbeError, ToolMissing
from assetgraph.media.embedded.plain import NotPlain
from assetgraph.media.formats import LFS_POINTER, MEDIA_KINDS, Format, Sniffed, format_for_name, is_contradicted, sniff
from assetgraph.media.hashes import read_ends
from assetgraph.media.loading import load_probe
from assetgraph.media.plan import is_needed
from assetgraph.media.probes import exiftool
from assetgraph.media.reconcile import reconcile
from assetgraph.model.records import Kind, ProbeLevel, Problem, Reading

PROBES = {name: load_probe(name) for name in ("pyav", "embedded", "mediainfo", "openimageio", "exiftool")}
TOOL = "assetgraph"


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


def _read(path: str, level: ProbeLevel, sniffed: Sniffed, size: int) -> Reading:
    row = sniffed.format
    if row is None or level is ProbeLevel.NONE:
        kind, name = (row.kind, row.name) if row else (Kind.OTHER, None)
        return Reading(kind=kind, format=name, magic_type=sniffed.magic_type, failed=False)
    reading = Reading(kind=row.kind, format=row.name, magic_type=sniffed.magic_type, failed=False)
    if row.name == LFS_POINTER:
        # It stands for a file of its name: a document that is not there may need anything.
        meant = format_for_name(os.path.basename(path))
        return reading.model_copy(update={"kind": meant.kind}) if meant else reading
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
        if not is_needed(name, row, facts):
            continue
        try:
            facts[name] = PROBES[name].probe(path, level, row)
        except NotPlain:
            continue
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
    """Whether the essence of such a kind of file was found; words beside it are not enough."""
    if row.kind is Kind.IMAGE:
        return "width" in metadata
    if row.kind not in MEDIA_KINDS or "video_codec" in metadata or "audio_codec" in metadata:
        return True
    if row.name == "mxf":
        # Timed text and other data are essence too.
        return "streams" in metadata
    # A codec that only its maker's tools decode: its size is known, its name is not.
    types = {stream["type"] for stream in metadata.get("streams", ())}
    return "width" in metadata and ("video" in types or "pyav" not in row.probes)


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
        return int(_process(os.getpid()).io_counters().read_chars) + exiftool.bytes_read()
    return 0


_process = functools.lru_cache(maxsize=1)(psutil.Process)
