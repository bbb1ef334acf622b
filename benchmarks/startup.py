"""How long people wait: `--help`, and the managed server's warm start. Medians of several runs.

    uv run python -m benchmarks.startup

Goals: --help under 1 s, server ready within 20 s of a warm start.
"""

from __future__ import annotations

import statistics

from assetgraph.graph.server import ManagedServer
from benchmarks.surroundings import assetgraph, own_server

RUNS = 5


def main() -> None:
    """Print both."""
    with own_server() as settings:
        server = ManagedServer(settings.home, settings.cache)
        helps = [assetgraph("--help", home=settings.home).seconds for _ in range(RUNS)]
        starts = []
        for _ in range(RUNS):
            server.down()
            starts.append(assetgraph("up", home=settings.home).seconds)
    print("| what | median s | worst s | goal s |\n|---|---|---|---|")
    print(f"| --help | {statistics.median(helps):.2f} | {max(helps):.2f} | 1 |")
    print(f"| warm start of the server | {statistics.median(starts):.1f} | {max(starts):.1f} | 20 |")


if __name__ == "__main__":
    main()
