"""IMF packages of others in the graph, against what was read off them by hand."""

from __future__ import annotations

import base64
import hashlib
from fractions import Fraction
from pathlib import Path

import pytest
from test_imf_packages import GOLD, GONE, SIZE, UNTOLD
from test_imf_packages import SAMPLES as LINKED

from assetgraph import AssetGraph
from assetgraph.settings import Settings

# Paths in the graph have no links.
SAMPLES = LINKED.resolve()
pytestmark = [
    pytest.mark.graph,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES}: set ASSETGRAPH_SAMPLES"),
]


def test_packages_of_others_when_ingested_then_queries_tell_what_was_read_off_by_hand(empty_graph: Settings) -> None:
    with AssetGraph.open(empty_graph) as graph:
        graph.ingest(SAMPLES, volume="samples", jobs=1, hash="all")
        members, plays = list(graph.query("package_assets")), list(graph.query("plays"))
        assert {row.package for row in members} == {str(SAMPLES / name) for name in GOLD}
        for name, gold in GOLD.items():
            folder = str(SAMPLES / name)
            found = {
                (row.uuid[:8], row.path, row.size_bytes, row.state == "MISSING", row.size_ok)
                for row in members
                if row.package == folder
            }
            assert found == {
                (
                    uuid,
                    f"{folder}/{path}",
                    size,
                    verdict is GONE,
                    None if verdict in {GONE, UNTOLD} else verdict != SIZE,
                )
                for uuid, path, size, verdict in gold.assets
            }
            assert sorted(
                (row.sequence, row.uuid, str(Fraction(row.edit_rate)), row.entry, row.duration)
                for row in plays
                if row.package == folder
            ) == sorted(gold.plays)
            assert {row.title for row in plays if row.package == folder} == ({gold.title} if gold.title else set())
        assert {row.reel for row in plays} == {1}
        # What is played and lies in no package of its own: one is a damaged copy, the others were taken out.
        assert list(graph.query("supplements")) == []
        assert all(row.path is None or Path(row.path).parent == Path(row.package) for row in plays)
        checked = [row for row in members if row.hash_ok is not None]
        assert len(checked) == sum(row.state == "PRESENT" and row.hash is not None for row in members) > 0
        for row in checked:
            digest = base64.b64encode(hashlib.sha1(Path(row.path).read_bytes()).digest()).decode()
            assert row.hash_ok == (digest == row.hash), row.path


def test_track_file_of_others_when_it_would_go_then_the_package_breaks_and_it_is_no_orphan(
    empty_graph: Settings,
) -> None:
    folder = SAMPLES / "PHDR"
    with AssetGraph.open(empty_graph) as graph:
        graph.ingest(folder, volume="samples", jobs=1)
        (sound,) = folder.glob("AUDIO_*.mxf")
        rows = graph.impact(sound)
        assert {(Path(row.path).name.split("_")[0], str(row.effect)) for row in rows} == {
            ("ASSETMAP.xml", "BROKEN"), ("CPL", "BROKEN"), ("PKL", "BROKEN"),
        }  # fmt: skip
        assert [row for row in graph.query("orphans") if row.removable] == []
