"""Versions, derivatives and sidecars follow what changes: step by step as if all were told anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assetgraph.demo.media import write_video
from assetgraph.demo.stills import write_exr
from tests.library import Library, rename

pytestmark = pytest.mark.graph

EDGES = "MATCH (a)-[r]->(b) WHERE type(r) IN $types RETURN a.rel_path AS a, b.rel_path AS b, r.confidence AS sure"
CHAINS = "MATCH (c:VersionChain) RETURN c.latest AS latest, c.count AS count, c.holes AS holes"
MADE = ("PROXY_OF", "DERIVED_FROM")


def _movie(library: Library, name: str, *, frames: int = 12, width: int = 64, seed: int = 0) -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    codec = {".mp4": "h264", ".mxf": "mpeg2video"}.get(path.suffix, "prores")
    write_video(path, codec=codec, width=width, height=width // 2, frames=frames, seed=seed)
    return path


def _edges(library: Library, *types: str) -> dict[tuple[str, str], float]:
    return {(row["a"], row["b"]): row["sure"] for row in library.ask(EDGES, types=list(types))}


def _read(library: Library) -> None:
    library.ingest(probe="header", allow_vanished=20)


def _assert_nothing_left_to_tell(library: Library) -> None:
    """What runs wrote step by step is what relating everything writes."""
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before


def test_proxy_when_a_second_source_comes_then_none_is_its_source(library: Library) -> None:
    for name in ("p/A.mov", "p/proxy/A.mp4"):
        _movie(library, name, width=32 if "proxy" in name else 64)
    _read(library)
    assert _edges(library, *MADE) == {("p/proxy/A.mp4", "p/A.mov"): 0.9}
    second = _movie(library, "p/A.mxf", seed=2)
    _read(library)
    assert _edges(library, *MADE) == {}
    _assert_nothing_left_to_tell(library)
    second.unlink()
    _read(library)
    assert _edges(library, *MADE) == {("p/proxy/A.mp4", "p/A.mov"): 0.9}


def test_proxy_when_its_source_is_replaced_by_another_length_then_is_none(library: Library) -> None:
    _movie(library, "p/A.mov")
    _movie(library, "p/proxy/A.mp4", width=32)
    _read(library)
    _movie(library, "p/A.mov", frames=24)
    _read(library)
    assert _edges(library, *MADE) == {}
    _assert_nothing_left_to_tell(library)


def test_derivatives_when_their_sources_vanish_then_are_still_made_from_them(library: Library) -> None:
    for stem, proxy in (("A", "p/proxy/A.mp4"), ("B", "p/B_proxy.mp4")):
        _movie(library, f"p/{stem}.mov", seed=ord(stem))
        _movie(library, proxy, width=32, seed=ord(stem))
    _read(library)
    made = _edges(library, *MADE)
    assert len(made) == 2
    for stem in "AB":
        (library.root / f"p/{stem}.mov").unlink()
    _read(library)
    assert _edges(library, *MADE) == made
    _assert_nothing_left_to_tell(library)
    rename(library, "p/B_proxy.mp4", "p/C_proxy.mp4")
    _movie(library, "p/A.mxf", seed=ord("A"))
    _read(library)
    assert set(_edges(library, *MADE)) == {("p/proxy/A.mp4", "p/A.mxf")}
    _assert_nothing_left_to_tell(library)


def test_rule_when_declared_then_goes_before_the_convention(library: Library) -> None:
    declared = library.settings.home / "studio.yaml"
    for name in ("p/A.mov", "p/proxy/A.mp4", "p/C.mov", "p/C.prx.mp4"):
        _movie(library, name, width=64 if name.endswith("mov") else 32, seed=ord(name[-5]))
    _read(library)
    try:
        declared.write_text("proxies: [{folder: proxy, kind: TRANSCODE}, {suffix: .prx, kind: THUMBNAIL}]\n")
        library.graph.relate()
        assert set(_edges(library, "DERIVED_FROM")) == {("p/proxy/A.mp4", "p/A.mov")}
        declared.write_text("proxies: [{suffix: .prx}]\n")
        library.graph.relate()
    finally:
        declared.unlink()
    assert set(_edges(library, "PROXY_OF")) == {("p/proxy/A.mp4", "p/A.mov"), ("p/C.prx.mp4", "p/C.mov")}
    methods = "MATCH (a)-[r:PROXY_OF]->() RETURN a.name AS name, r.method AS method ORDER BY name"
    assert [row["method"] for row in library.ask(methods)] == ["NAME_TEMPLATE", "DECLARED"]


def test_movie_when_older_than_the_frames_beside_it_then_is_not_surely_made_from_them(library: Library) -> None:
    movie = _movie(library, "plates/a.mov", width=16)
    for number in range(1, 13):
        write_exr(library.root / f"plates/a.{number:04d}.exr", width=16, height=8, seed=number)
    os.utime(movie, (1_700_000_000, 1_700_000_000))
    _read(library)
    assert _edges(library, *MADE) == {("plates/a.mov", "plates/a.%04d.exr"): 0.6}


def test_version_when_renamed_out_of_its_chain_then_follows_nothing(library: Library) -> None:
    for version in (1, 2, 3):
        library.write(f"r/shot_v00{version}.txt")
    library.ingest()
    rename(library, "r/shot_v002.txt", "r/other.txt")
    library.ingest()
    assert set(_edges(library, "PREVIOUS_VERSION")) == {("r/shot_v003.txt", "r/shot_v001.txt")}
    assert library.ask(CHAINS) == [{"latest": "v003", "count": 2, "holes": [2]}]
    _assert_nothing_left_to_tell(library)
    for version in (1, 3):
        (library.root / f"r/shot_v00{version}.txt").unlink()
    library.ingest(allow_vanished=9)
    assert library.ask(CHAINS) == [{"latest": None, "count": 0, "holes": None}]
    _assert_nothing_left_to_tell(library)


def test_chain_when_its_folders_are_told_page_by_page_then_each_version_follows_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in range(1, 7):
        library.write(f"c/v{version:03}/shot_v{version:03}.txt")
    monkeypatch.setattr("assetgraph.graph.waiting._PAGE", 1)
    library.ingest()
    followed = sorted(_edges(library, "PREVIOUS_VERSION"))
    assert [(newer[-5], older[-5]) for newer, older in followed] == [(str(n), str(n - 1)) for n in range(2, 7)]


def test_hero_when_its_versions_come_later_then_is_as_sure_as_if_told_at_once(library: Library) -> None:
    library.write("c/latest/shot.mov", b"latest")
    library.ingest()
    assert [sure < 0.8 for sure in _confidences(library)] == [True]
    library.write("c/v001/shot.mov", b"first")
    library.ingest()
    assert [sure >= 0.8 for sure in _confidences(library)] == [True, True]
    _assert_nothing_left_to_tell(library)


def _confidences(library: Library) -> list[float]:
    return [row["sure"] for row in library.ask("MATCH ()-[r:VERSION_OF]->() RETURN r.confidence AS sure")]


def test_order_when_its_versions_are_less_sure_then_is_no_surer(library: Library) -> None:
    for day in ("20260131", "20260201"):
        library.write(f"cut_{day}.mov", day)
    library.ingest()
    assert list(_edges(library, "PREVIOUS_VERSION").values()) == [0.8]


def test_sidecar_when_what_it_describes_comes_and_goes_elsewhere_then_follows(library: Library) -> None:
    library.write("card/CONTENTS/CLIP/0001AB.XML", "<P2Main><ClipContent/></P2Main>")
    library.write("photos/CaptureOne/Settings153/a.jpg.cos", "<SL/>")
    library.write("photos/NKSC_PARAM/b.jpg.nksc", "<nksc/>")
    library.ingest()
    assert _edges(library, "SIDECAR_OF") == {}
    clip = library.write("card/CONTENTS/VIDEO/0001AB.mxf")
    library.write("photos/a.jpg")
    library.write("photos/b.jpg")
    library.ingest()
    assert set(_edges(library, "SIDECAR_OF")) == {
        ("card/CONTENTS/CLIP/0001AB.XML", "card/CONTENTS/VIDEO/0001AB.mxf"),
        ("photos/CaptureOne/Settings153/a.jpg.cos", "photos/a.jpg"),
        ("photos/NKSC_PARAM/b.jpg.nksc", "photos/b.jpg"),
    }
    _assert_nothing_left_to_tell(library)
    clip.unlink()
    library.ingest(allow_vanished=9)
    assert len(_edges(library, "SIDECAR_OF")) == 2
    _assert_nothing_left_to_tell(library)
