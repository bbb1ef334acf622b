"""The writer, against a bare UNWIND/MERGE loop with the same rows on the same server and schema.

    uv run python -m benchmarks.writer [ROWS]

Rows are those of ingest: assets with their place, technical properties and edge to a folder. Both write into a graph
that has the full schema; the order of the two changes from round to round. Goal: at least 70 % of the bare loop.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import UTC, datetime

from assetgraph.api import AssetGraph
from assetgraph.api.server import connect
from assetgraph.graph.connection import Graph
from assetgraph.graph.writer import Bundle, Writer
from assetgraph.ingest.found import Found
from assetgraph.ingest.places import Place, folder_bundle, volume_bundle
from assetgraph.ingest.rows import Identity, asset_bundle
from assetgraph.model.keys import asset_uid
from assetgraph.model.records import Kind, ProbeLevel, Reading
from assetgraph.storage.volumes import volume_of
from benchmarks.surroundings import own_server

ROUNDS = 5
BATCH = 1000
METADATA = {
    "width": 3840, "height": 2160, "video_codec": "prores", "video_profile": "HQ", "frame_rate": "24000/1001",
    "duration_s": 12.5, "bit_depth": 10, "chroma_subsampling": "4:2:2", "timecode": "01:00:00:00",
}  # fmt: skip
BARE_NODES = "CYPHER 25 UNWIND $rows AS row MERGE (n:Asset {uid: row.uid}) SET n:Video SET n += row.properties"
BARE_EDGES = (
    "CYPHER 25 UNWIND $rows AS row "
    "MATCH (a:Asset {uid: row.a}) MATCH (b:Folder {uid: row.b}) MERGE (a)-[:IN_FOLDER]->(b)"
)


def bundles(count: int, offset: int) -> list[Bundle]:
    """So many new assets in one folder."""
    place = Place(volume_of(b"/"), b"/bench", b"bench")
    now = datetime.now(UTC)
    made = []
    for number in range(offset, offset + count):
        found = Found(f"clip_{number:07d}.mov".encode(), 1000 + number, now.microsecond, 0, number, 1)
        identity = Identity(asset_uid(place.volume.uid, found.name, 0), 0, 0, now, is_new=True)
        reading = Reading(kind=Kind.VIDEO, format="mov", metadata=dict(METADATA), quick_hash=f"{number:032x}")
        made.append(
            asset_bundle(place, found, identity, reading, level=ProbeLevel.HEADER, tools="bench", run_id="bench")
        )
    return made


def with_writer(graph: Graph, made: list[Bundle]) -> float:
    """Seconds the writer takes."""
    writer = Writer(graph)
    start = time.perf_counter()
    for first in range(0, len(made), BATCH):
        writer.write(made[first : first + BATCH])
    return time.perf_counter() - start


def with_bare_loop(graph: Graph, made: list[Bundle]) -> float:
    """Seconds of the loop a user would write by hand, with the same batches in the same transactions."""
    start = time.perf_counter()
    for first in range(0, len(made), BATCH):
        part = made[first : first + BATCH]
        nodes = [{"uid": each.nodes[0].uid, "properties": each.nodes[0].properties} for each in part]
        edges = [{"a": each.edges[0].source, "b": each.edges[0].target} for each in part]
        graph.write_all([(BARE_NODES, {"rows": nodes}), (BARE_EDGES, {"rows": edges})])
    return time.perf_counter() - start


def main() -> None:
    """Print both and their ratio."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with own_server() as settings:
        with AssetGraph.open(settings):
            pass
        with connect(settings) as graph:
            place = Place(volume_of(b"/"), b"/bench", b"bench")
            root = Place(place.volume, place.volume.root, b"")
            folders = [folder_bundle(root, "bench"), folder_bundle(place, "bench")]
            Writer(graph).write([volume_bundle(place.volume), *folders])
            times: dict[str, list[float]] = {"writer": [], "bare": []}
            ways = {"writer": with_writer, "bare": with_bare_loop}
            for round_ in range(ROUNDS + 1):
                for name in sorted(ways, reverse=bool(round_ % 2)):
                    made = bundles(rows, offset=(2 * round_ + (name == "bare")) * rows)
                    seconds = ways[name](graph, made)
                    if round_:  # the first round warms the server up
                        times[name].append(seconds)
    writer, bare = (rows / statistics.median(times[name]) for name in ("writer", "bare"))
    print("| way | assets/s (median of 5) |\n|---|---|")
    print(f"| bare UNWIND/MERGE | {bare:,.0f} |\n| writer | {writer:,.0f} |")
    print(f"\nwriter / bare = {writer / bare:.2f} (goal: at least 0.70); {rows:,} assets a round")


if __name__ == "__main__":
    main()
