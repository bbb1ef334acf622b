"""Relating a whole library: sidecars, versions, proxies, projects and the references of its timelines.

    uv run python -m benchmarks.relate [FILES ...]

A studio of small files on tmpfs, `--probe none`: per shot versions, a proxy, a sidecar and other files, and a
timeline for each twenty shots that refers to one file of each. Goal: 100,000 files in at most 3 minutes, and a peak
that does not grow with the library. What people use today relates nothing, so the same walk in plain Python that
reads every timeline with OpenTimelineIO and looks each reference up in a dictionary of all paths stands beside it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import opentimelineio as otio

from benchmarks.surroundings import assetgraph, own_server, run

FILES_A_SHOT = 50
SHOTS_A_TIMELINE = 20
PLAIN = """
import os, sys
from urllib.parse import unquote, urlparse
import opentimelineio as otio
paths, timelines, found = set(), [], 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        paths.add(os.path.join(folder, name))
        if name.endswith(".otio"):
            timelines.append(os.path.join(folder, name))
for path in timelines:
    for clip in otio.adapters.read_from_file(path).find_clips():
        found += unquote(urlparse(clip.media_reference.target_url).path) in paths
print(found)
"""


@contextmanager
def studio(files: int) -> Iterator[Path]:
    """A tree of about so many files."""
    memory = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(prefix="assetgraph-bench-", dir=memory if memory.is_dir() else None))
    try:
        shots = max(1, files // FILES_A_SHOT)
        for first in range(0, shots, SHOTS_A_TIMELINE):
            numbers = range(first, min(first + SHOTS_A_TIMELINE, shots))
            _timeline(root, first, [_shot(root, number) for number in numbers])
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _shot(root: Path, number: int) -> Path:
    """Write the files of a shot; returns the one that its timeline uses."""
    folder = root / "SHOW" / "shots" / f"sq{number // 100:04d}" / f"sh{number:05d}" / "comp"
    (folder / "proxy").mkdir(parents=True)
    stem = f"sh{number:05d}_comp"
    for version in range(1, FILES_A_SHOT - 3):
        (folder / f"{stem}_v{version:03d}.mov").write_bytes(b"x" * (version % 7))
    newest = folder / f"{stem}_v{FILES_A_SHOT - 4:03d}.mov"
    (folder / "proxy" / newest.name).write_bytes(b"x")
    (folder / f"{newest.name}.xmp").write_bytes(b"x")
    (folder / "notes.txt").write_bytes(b"x")
    return newest


def _timeline(root: Path, first: int, media: list[Path]) -> None:
    track = otio.schema.Track("V1", kind="Video")
    length = otio.opentime.TimeRange(otio.opentime.RationalTime(0, 24), otio.opentime.RationalTime(24, 24))
    for path in media:
        reference = otio.schema.ExternalReference(target_url=path.as_uri(), available_range=length)
        track.append(otio.schema.Clip(name=path.stem, media_reference=reference, source_range=length))
    timeline = otio.schema.Timeline(f"reel{first:05d}")
    timeline.tracks.append(track)
    folder = root / "SHOW" / "edit"
    folder.mkdir(exist_ok=True)
    otio.adapters.write_to_file(timeline, str(folder / f"reel{first:05d}.otio"))


def measure(files: int) -> str:
    """One line of the table."""
    with studio(files) as tree, own_server() as settings:
        assetgraph("ingest", str(tree), "--probe", "none", "--json", home=settings.home)
        related = assetgraph("relate", "--all", "--json", home=settings.home)
        plain = run(sys.executable, "-c", PLAIN, str(tree))
    summary = related.json()
    if summary["resolved"] != summary["references"] or summary["resolved"] != int(plain.stdout):
        raise SystemExit(f"not all references are resolved: {summary}, in plain Python {plain.stdout}")
    return (
        f"| {files:,} | {summary['folders']:,} | {summary['documents']:,} | {summary['references']:,} "
        f"| {related.seconds:.1f} | {plain.seconds:.1f} | {related.peak_bytes / 1e6:.0f} |"
    )


def main() -> None:
    """Print the table."""
    print("| files | folders | timelines | references | relate --all s | plain Python s | peak MB |")
    print("|---|---|---|---|---|---|---|")
    for files in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
        print(measure(files), flush=True)


if __name__ == "__main__":
    main()
