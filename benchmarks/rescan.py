"""Rescan of an unchanged tree, against the same walk (scandir and stat of every file) in plain Python.

    uv run python -m benchmarks.rescan [FILES ...]

Files of 0 to 6 bytes named .mov, 100 a folder, on tmpfs, `--probe none`. Both are whole processes; the rescan's
includes starting Python and connecting to Neo4j. Goal: at most 3 x the walk plus 2 s.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from benchmarks.surroundings import Finished, assetgraph, own_server, run, small_files

RUNS = 3
WALK = """
import os, sys
pending, files = [sys.argv[1]], 0
while pending:
    with os.scandir(pending.pop()) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            else:
                entry.stat(follow_symlinks=False)
                files += 1
print(files)
"""


def measure(files: int) -> str:
    """One line of the table."""
    with small_files(files) as tree, own_server() as settings:
        first = assetgraph("ingest", str(tree), "--probe", "none", "--json", home=settings.home)
        walks, rescans = [], []
        for _ in range(RUNS):
            walks.append(run(sys.executable, "-S", "-c", WALK, str(tree)).seconds)
            rescans.append(_rescan(tree, settings.home))
    walk = statistics.median(walks)
    rescan = statistics.median(each.seconds for each in rescans)
    peak = max(each.peak_bytes for each in rescans)
    return (
        f"| {files:,} | {first.seconds:.1f} | {first.peak_bytes / 1e6:.0f} | {walk:.2f} | {rescan:.2f} "
        f"| {3 * walk + 2:.2f} | {rescan / walk:.1f} | {peak / 1e6:.0f} |"
    )


def _rescan(tree: Path, home: Path) -> Finished:
    finished = assetgraph("ingest", str(tree), "--probe", "none", "--json", home=home)
    summary = finished.json()
    if summary["unchanged"] != summary["assets"] or summary["files_opened"]:
        raise SystemExit(f"not an unchanged tree: {summary}")
    return finished


def main() -> None:
    """Print the table."""
    print("| files | first ingest s | its peak MB | walk s | rescan s | allowed s | ratio | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    for files in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
        print(measure(files), flush=True)


if __name__ == "__main__":
    main()
