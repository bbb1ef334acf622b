"""A second reader for what the demo writes: ExifTool, where it is installed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assetgraph.settings import load_settings

Exif = Callable[[Path], dict[str, Any]]


@pytest.fixture(scope="session")
def exif() -> Exif:
    """Tags of a file by their bare names, numbers as ExifTool prints them; skips without ExifTool."""
    settings = load_settings()
    known = sorted((settings.cache / "exiftool").glob("*/exiftool"))
    tool = settings.exiftool or (known[-1] if known else None)
    if tool is None:
        pytest.skip("no ExifTool in the cache: set ASSETGRAPH_EXIFTOOL")

    def read(path: Path) -> dict[str, Any]:
        said = subprocess.run([tool, "-config", "", "-j", path], check=True, capture_output=True, text=True)
        return dict(json.loads(said.stdout)[0])

    return read
