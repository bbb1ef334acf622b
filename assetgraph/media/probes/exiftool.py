"""ExifTool: what cameras, editors and cataloguers wrote into a file: EXIF, XMP, IPTC, ID3, QuickTime, raw.

Print conversion stays on (serial numbers keep their zeros); the unconverted number is taken beside it where
a number is meant. Not here: durations and picture rates, which ExifTool estimates.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from assetgraph.errors import ProbeError, SettingsError, ToolMissing
from assetgraph.media.formats import Format
from assetgraph.media.openable import safe_name
from assetgraph.media.stay_open import StayOpen
from assetgraph.media.tags import facts_from_tags
from assetgraph.model.records import ProbeLevel
from assetgraph.settings import load_settings

NAME = "exiftool"
MINIMUM = (13,)
ARGUMENTS = (
    "-j",
    "-G1",
    "-l",
    "-a",
    "-charset",
    "filename=utf8",
    # EXIF names no charset: byte by byte, so that nothing is lost and UTF-8 can be told (charsets.py).
    "-charset",
    "exif=latin",
    "-api",
    "LargeFileSupport=1",
)
INSTALL = "install ExifTool 13 or newer (assetgraph doctor names the command), or name one with ASSETGRAPH_EXIFTOOL"


class _Worker:
    """The one ExifTool of this process."""

    executable: Path | None = None
    located = False
    daemon: StayOpen | None = None


def configure(exiftool: Path | None) -> None:
    """Use this ExifTool in this process from now on; None means there is none."""
    close()
    _Worker.executable, _Worker.located = exiftool, True


def find_exiftool(explicit: Path | None, cache: Path) -> Path | None:
    """The ExifTool to use: the named one, one on PATH of version 13 or newer, the newest in the cache, any.

    Raises SettingsError when the named one does not run.
    """
    if explicit is not None:
        if _version_of(explicit) is None:
            raise SettingsError(f"{explicit} is no ExifTool that runs", next_step="correct ASSETGRAPH_EXIFTOOL")
        return explicit
    found = shutil.which("exiftool")
    on_path = Path(found) if found else None
    if on_path and _numbers(_version_of(on_path)) >= MINIMUM:
        return on_path
    cached = sorted(cache.glob("exiftool/*/exiftool"), key=lambda path: _numbers(path.parent.name))
    return next((path for path in reversed(cached) if _version_of(path)), on_path)


def version() -> str | None:
    """Version of the ExifTool in use; None when there is none."""
    executable = _executable()
    return _version_of(executable) if executable else None


def probe(path: str, level: ProbeLevel, row: Format) -> dict[str, Any]:  # noqa: ARG001 - one call for all tools
    """Facts in our names and units. Raises ToolMissing, ProbeError, ProbeTimeout or ProbeCrashed."""
    with safe_name(path, NAME) as name:
        answer = _daemon().ask((*ARGUMENTS, name))
    try:
        tags = json.loads(answer, parse_int=str, parse_float=str)[0]
    except (ValueError, IndexError):
        raise ProbeError("ExifTool gave no answer", path=path, tool=NAME, next_step="check the file") from None
    values = {key: entry for key, entry in tags.items() if isinstance(entry, dict)}
    if "ExifTool:Error" in values:
        reason = str(values["ExifTool:Error"]["val"])
        raise ProbeError(reason, path=path, tool=NAME, next_step="check whether the file is complete")
    return facts_from_tags(values, row)


def bytes_read() -> int:
    """Bytes that this process's ExifTool has read so far."""
    return _Worker.daemon.bytes_read() if _Worker.daemon and _Worker.daemon.alive else 0


def close() -> None:
    """End this process's ExifTool, if one runs."""
    if _Worker.daemon and _Worker.daemon.owner == os.getpid():
        _Worker.daemon.close()
    _Worker.daemon = None


def _runs(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True, timeout=20).returncode == 0


# Where the system does not end it with its parent.
atexit.register(close)


def _executable() -> Path | None:
    if not _Worker.located:
        settings = load_settings()
        configure(find_exiftool(settings.exiftool, settings.cache))
    return _Worker.executable


def _daemon() -> StayOpen:
    if _Worker.daemon is None or not _Worker.daemon.alive:
        executable = _executable()
        if executable is None:
            raise ToolMissing("ExifTool is not installed", tool=NAME, next_step=INSTALL)
        close()
        try:
            _Worker.daemon = StayOpen(str(executable))
        except OSError as error:
            raise ToolMissing(f"ExifTool does not start: {error}", tool=NAME, next_step=INSTALL) from None
    return _Worker.daemon


@functools.cache
def _version_of(executable: Path) -> str | None:
    try:
        done = subprocess.run(
            [str(executable), "-config", "", "-ver"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() if re.fullmatch(r"\d+\.\d+", done.stdout.strip()) else None


def _numbers(version: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version or ""))
