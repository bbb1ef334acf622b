"""The whole demo studio, built once; and a second reader for it: ExifTool, where it is installed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assetgraph.demo.facts import DemoFacts
from assetgraph.demo.folder import build_demo
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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFacts:
    """What is true about the studio before its second act; it lies at `demo.root`, for reading only."""
    return build_demo(tmp_path_factory.mktemp("demo") / "a root", lambda _: None)
