"""What is under test: assetgraph's command line, and each of its tools alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assetgraph.errors import MediaError
from assetgraph.media.derive import derived
from assetgraph.media.formats import HEAD_BYTES, Format, sniff
from assetgraph.media.probes import exiftool, mediainfo, openimageio, pyav
from assetgraph.media.reading import PROBES
from assetgraph.model.records import ProbeLevel
from assetgraph.settings import load_settings

Read = dict[Path, dict[str, Any]]
TOOLS = tuple(module.NAME for module in (pyav, mediainfo, openimageio, exiftool))
FINDINGS = 3


def exiftool_path() -> Path:
    """The ExifTool that assetgraph uses; the benchmark writes tags with it, too."""
    settings = load_settings()
    found = exiftool.find_exiftool(settings.exiftool, settings.cache)
    if found is None:
        raise SystemExit(exiftool.INSTALL)
    return found


def inspected(root: Path, level: str) -> Read:
    """What `assetgraph inspect --json` says of every file below."""
    command = [sys.executable, "-m", "assetgraph", "inspect", "--json", "--probe", level, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in {0, FINDINGS}:
        raise SystemExit(f"assetgraph inspect ended with {done.returncode}:\n{done.stderr}")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(record["path"]): record["metadata"] for record in records}


def told_alone(tool: str, paths: Iterable[Path], level: str) -> Read:
    """What one tool alone says, with what follows from its own values; nothing where it cannot read the file."""
    return {path: _told(tool, path, ProbeLevel(level)) for path in paths}


def _told(tool: str, path: Path, level: ProbeLevel) -> dict[str, Any]:
    row = _row(path)
    if row is None:
        return {}
    try:
        facts: dict[str, Any] = PROBES[tool].probe(str(path), level, row)
    except MediaError:
        return {}
    return facts | derived(row, facts)


def _row(path: Path) -> Format | None:
    with path.open("rb") as stream:
        return sniff(stream.read(HEAD_BYTES), path.name).format
