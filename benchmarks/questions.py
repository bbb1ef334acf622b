"""Every question about relations on a studio of any size: how long until the last row.

    uv run python -m benchmarks.questions [ASSETS]

The studio (benchmarks/studio.py) is written into a managed server of its own, which takes a few minutes for a
million assets; then all are asked twice to warm the server up, and each five times on the clock, with its default
limits. No other tool answers these, so there is nothing to compare with; the goals are 100 ms for what is asked of
one asset, and 5 s for what is asked of all.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sized
from functools import partial
from typing import Any

from assetgraph.api import AssetGraph
from assetgraph.api.server import connect
from benchmarks.studio import A_FOLDER, fill, knot, path_of
from benchmarks.surroundings import own_server

ROUNDS = 5
ONE_S, ALL_S, FIND_S = 0.1, 5.0, 0.05
Question = tuple[str, float, Callable[[], Sized]]
OF_ALL = (
    "orphans", "superseded", "references", "uses", "missing_media", "versions", "derivatives", "stale", "storage",
    "projects", "project_overlap", "dormant", "dormant_projects", "activity", "scan_diff",
)  # fmt: skip

SEARCHES = (
    ("a012345", ""),
    ("mov", ""),
    ("word7 word70", ""),
    ("word4711", "kind=video"),
    ("mov", "hdr_format and height>=2160"),
    ("word7", "kind=image and camera_make=arri"),
    ("", "video_codec=prores and height>=2160 and hdr_format"),
    ("", "camera_make~arr and width=4096"),
    ("", "frame_rate=23.976 and duration_s>799"),
    ("", "size_bytes>999MB and kind=audio"),
    ("", "height>=720"),
)  # fmt: skip


def questions(graph: AssetGraph) -> Iterator[Question]:
    """What is asked: its name, its goal in seconds, the call."""
    plate, render = path_of(A_FOLDER * 500 + 5), path_of(A_FOLDER * 700 + 3)
    knotted, ring = knot(15, 0), knot(0, 0).replace("layer_00_0", "ring_0500")
    for name, path in {
        "a plate": plate,
        "a render": render,
        "30 layers of 10": knotted,
        "a ring of 1,000": ring,
    }.items():
        yield f"`impact` of {name}", ONE_S, partial(graph.impact, path)
        yield f"`lineage` of {name}", ONE_S, partial(graph.lineage, path)
    yield "`impact` of what 10,000 documents need", ALL_S, partial(graph.impact, path_of(12))
    yield "`why` of a plate and a render", ALL_S, partial(graph.why, plate, render)
    for name, path in {
        "impact": knotted,
        "lineage": knotted,
        "referenced_by": plate,
        "version_lineage": render,
    }.items():
        yield f"`query {name}` of one", ONE_S, partial(_rows, graph, name, path=path)
    yield "`query manifest` of 30 layers of 10", ONE_S, partial(_rows, graph, "manifest", document=knot(0, 0))
    yield "`query references` of one document", ONE_S, partial(_rows, graph, "references", document=knotted)
    for text, where in SEARCHES:
        yield f"`find '{text}' --where '{where}'`", FIND_S, partial(_found, graph, text, where)
    for name in OF_ALL:
        yield f"`query {name}`", ALL_S, partial(_rows, graph, name)
    for rare in ("DANGLING_DERIVATIVE", "TEMPORARY"):
        yield f"`query orphans`, only {rare}", ALL_S, partial(_rows, graph, "orphans", orphan_class=rare)


def _found(graph: AssetGraph, text: str, where: str) -> list[Any]:
    return list(graph.find(text, where=where))


def _rows(graph: AssetGraph, name: str, **params: Any) -> list[Any]:
    return list(graph.query(name, **params))


def measure(question: Question) -> str:
    """One line of the table."""
    name, goal, ask = question
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        rows = len(ask())
        times.append(time.perf_counter() - start)
    median = statistics.median(times)
    return f"| {name} | {rows:,} | {median:.3f} | {max(times):.3f} | {goal:g} | {'yes' if median <= goal else 'NO'} |"


def main() -> None:
    """Print the table."""
    assets = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with own_server() as settings, AssetGraph.open(settings) as graph:
        start = time.perf_counter()
        with connect(settings) as target:
            fill(target, assets)
        print(f"{assets:,} assets written in {time.perf_counter() - start:.0f} s\n")
        print("| question | rows | median s | worst s | goal s | met |\n|---|---|---|---|---|---|")
        asked = list(questions(graph))
        for _, _, ask in asked * 2:
            ask()
        for question in asked:
            print(measure(question), flush=True)


if __name__ == "__main__":
    main()
