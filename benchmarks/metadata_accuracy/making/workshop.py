"""The folder in which samples are made, and ExifTool, which writes what no other library writes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.metadata_accuracy.samples import WrongTruth


class Workshop:
    """Gives each format a folder of its own; names have no digits at their end, or they would be a sequence."""

    def __init__(self, root: Path, exiftool: Path) -> None:
        self.root = root
        self.exiftool = exiftool

    def place(self, format_name: str, name: str) -> Path:
        """The path for a file of this format."""
        folder = self.root / format_name
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    def tag(self, path: Path, *assignments: str) -> None:
        """Write tags ("-Make=Sony") with ExifTool; one that is not written stops the run."""
        arguments = ["-config", "", "-overwrite_original", "-charset", "utf8", *assignments, str(path)]
        done = subprocess.run(
            [str(self.exiftool), *arguments], capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode or "Warning" in done.stderr:
            raise WrongTruth(f"ExifTool did not write all tags of {path.name}: {done.stderr.strip()}")
