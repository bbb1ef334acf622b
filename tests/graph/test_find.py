"""Finding on a small library: words in names, titles and embedded text, technical filters, and both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from studio_fixtures import StudioWriter

from assetgraph import AssetGraph
from assetgraph.errors import ParameterError
from assetgraph.graph import finding
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.settings import Settings

pytestmark = pytest.mark.graph
SHOW = "/mnt/nas1/show"


@pytest.fixture
def graph(empty_graph: Settings) -> Iterator[AssetGraph]:
    """Five assets, one of them with embedded text, one gone."""
    made = StudioWriter()
    made.asset(
        f"{SHOW}/A001_C003.mov", name_tokens="A001 C003 mov", video_codec="prores", height=2160,
        frame_rate="24000/1001", fps=24000 / 1001, hdr_format=["HDR10", "Dolby Vision"], camera_make="ARRI",
        title="Night train: platform 3 (day)",
    )  # fmt: skip
    made.asset(f"{SHOW}/B002.mov", name_tokens="B002 mov", video_codec="h264", height=1080, frame_rate="25/1", fps=25.0)
    made.asset(f"{SHOW}/still.jpg", "image", name_tokens="still jpg", height=4000, keywords=["train", "snow"])
    made.asset(f"{SHOW}/mix.wav", "audio", name_tokens="mix wav", channels=6)
    made.asset(f"{SHOW}/gone.mov", name_tokens="gone mov", video_codec="prores", height=2160, status="VANISHED")
    with AssetGraph.open(empty_graph) as opened:
        made.write(opened._graph)
        uid = made.uid(f"{SHOW}/mix.wav")
        embedded = {"uid": "e1", "asset_uid": uid, "namespace": "ixml", "text": "NOTE: train passing\nSCENE: 42"}
        edge = Edge("EMBEDDED_IN", "EmbeddedMetadata", "e1", "Asset", uid)
        Writer(opened._graph).write([Bundle([Node("EmbeddedMetadata", "e1", embedded)], [edge])])
        opened._graph.write("CALL db.awaitIndexes(60)", {})
        opened._graph.write("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {})
        yield opened


def names(graph: AssetGraph, text: str = "", where: str = "", limit: int = 100) -> list[str]:
    return [row.path.rpartition("/")[2] for row in graph.find(text, where=where, limit=limit)]


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        ("", "video_codec=prores", {"A001_C003.mov"}),
        ("", "video_codec=prores and height>=2160 and hdr_format", {"A001_C003.mov"}),
        ("", "hdr_format='dolby vision'", {"A001_C003.mov"}),
        ("", "hdr_format!=HDR10 or height<2000", {"B002.mov"}),
        ("", "not video_codec", {"still.jpg", "mix.wav"}),
        ("", "frame_rate=23.976", {"A001_C003.mov"}),
        ("", "frame_rate>24", {"B002.mov"}),
        ("", "camera_make~arri or channels=6", {"A001_C003.mov", "mix.wav"}),
        ("", "status=VANISHED", {"gone.mov"}),
        ("train", "", {"A001_C003.mov", "still.jpg", "mix.wav"}),
        ("train", "kind=image", {"still.jpg"}),
        ('"night train"', "", {"A001_C003.mov"}),
        ("night snow", "", set()),
        ("A001", "", {"A001_C003.mov"}),
        ("a001_c0", "", {"A001_C003.mov"}),
        ("arri", "", {"A001_C003.mov"}),
        ("scene 42", "", {"mix.wav"}),
        ("gone", "", set()),
        ("***", "", set()),
        ('") OR a:x //', "", set()),
    ],
)
def test_find_when_asked_then_these_and_no_others(graph: AssetGraph, text: str, where: str, found: set[str]) -> None:
    assert set(names(graph, text, where)) == found


def test_find_when_several_fit_then_the_best_comes_first_with_its_metadata(graph: AssetGraph) -> None:
    rows = list(graph.find("train"))
    assert rows[-1].path == f"{SHOW}/mix.wav", "what is only embedded counts by half"
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    (first,) = graph.find(where="video_codec=prores")
    assert (first.kind, first.format, first.metadata["hdr_format"]) == ("video", "mov", ["HDR10", "Dolby Vision"])
    assert "quick_hash" not in first.metadata


@pytest.mark.parametrize(("few", "best"), [(0, 100_000), (0, 0), (1800, 0)])
@pytest.mark.parametrize(
    ("text", "where"), [("train", "kind"), ("train", "height>=2000"), ("a001 mov", "not channels")]
)
def test_find_when_asked_in_another_way_then_the_rows_are_the_same(
    graph: AssetGraph, monkeypatch: pytest.MonkeyPatch, text: str, where: str, few: int, best: int
) -> None:
    usual = list(graph.find(text, where=where))
    monkeypatch.setattr(finding, "_FEW", few)
    monkeypatch.setattr(finding, "_BEST", best)
    monkeypatch.setattr(finding, "_TERMS", 1)
    assert list(graph.find(text, where=where)) == usual != []


def test_find_when_the_word_is_a_key_then_it_is_no_word(graph: AssetGraph) -> None:
    (row,) = graph._graph.read("MATCH (a:Asset {name: 'mix.wav'}) RETURN a.uid AS uid", {})
    assert names(graph, row["uid"]) == []
    assert names(graph, "e1") == []


def test_find_when_limited_then_tells_of_more(graph: AssetGraph) -> None:
    rows = graph.find(where="height", limit=2)
    assert (len(list(rows)), rows.truncated) == (2, True)
    rows = graph.find("train", limit=3)
    assert (len(list(rows)), rows.truncated) == (3, False)


def test_find_when_the_filter_is_wrong_then_says_what_is_meant(graph: AssetGraph) -> None:
    with pytest.raises(ParameterError, match="is video_codec"):
        graph.find(where="video_codek=prores")
