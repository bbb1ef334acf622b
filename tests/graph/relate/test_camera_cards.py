"""Camera cards by ingest: what is one, its clips, what their files are to each other, and what orphans say of them."""

from __future__ import annotations

from pathlib import Path

import opentimelineio as otio
import pytest
from camera_cards import CARDS, write_card, write_file

from tests.library import Library, rename

pytestmark = pytest.mark.graph

EDGES = (
    "MATCH (a:Asset)-[r]->(b:Asset) WHERE type(r) IN $types "
    "RETURN a.rel_path AS a, b.rel_path AS b, r.confidence AS sure"
)
PARTS = (
    "MATCH (a:Asset)-[r:PART_OF]->(clip:CameraClip)-[:ON_CARD]->(card:CameraCard) WHERE a.status = 'PRESENT' "
    "RETURN a.name AS name, clip.name AS clip, card.root AS root, r.part AS part, r.span AS span"
)
XAVC, P2 = "PRIVATE/M4ROOT", "CONTENTS"
SIDECARS = {
    ("P2/CONTENTS/CLIP/0001AB.XML", "P2/CONTENTS/VIDEO/0001AB.MXF"),
    ("P2/CONTENTS/CLIP/0002CD.XML", "P2/CONTENTS/VIDEO/0002CD.MXF"),
    (f"XAVC/{XAVC}/CLIP/C0001M01.XML", f"XAVC/{XAVC}/CLIP/C0001.MP4"),
    (f"XAVC/{XAVC}/CLIP/C0002M01.XML", f"XAVC/{XAVC}/CLIP/C0002.MP4"),
    ("XDCAM/XDROOT/Clip/C0001M01.XML", "XDCAM/XDROOT/Clip/C0001.MXF"),
    ("XDCAM/XDROOT/Clip/C0002M01.XML", "XDCAM/XDROOT/Clip/C0002.MXF"),
    ("AVCHD/PRIVATE/AVCHD/BDMV/CLIPINF/00000.CPI", "AVCHD/PRIVATE/AVCHD/BDMV/STREAM/00000.MTS"),
    ("AVCHD/PRIVATE/AVCHD/BDMV/CLIPINF/00001.CPI", "AVCHD/PRIVATE/AVCHD/BDMV/STREAM/00001.MTS"),
    (f"RED/{CARDS['RED'][2]}", f"RED/{CARDS['RED'][0]}"),
    ("CANON_XF/CONTENTS/CLIPS001/AA0001/AA000101.CIF", "CANON_XF/CONTENTS/CLIPS001/AA0001/AA000101.MXF"),
    ("CANON_XF/CONTENTS/CLIPS001/AA0002/AA000201.CIF", "CANON_XF/CONTENTS/CLIPS001/AA0002/AA000201.MXF"),
}
PROXIES = {
    ("P2/CONTENTS/PROXY/0001AB.MP4", "P2/CONTENTS/VIDEO/0001AB.MXF"),
    (f"XAVC/{XAVC}/SUB/C0001S03.MP4", f"XAVC/{XAVC}/CLIP/C0001.MP4"),
    ("XDCAM/XDROOT/Sub/C0001S01.MXF", "XDCAM/XDROOT/Clip/C0001.MXF"),
    ("XDCAM/XDROOT/Sub/C0002S01.MXF", "XDCAM/XDROOT/Clip/C0002.MXF"),
    (f"RED/{CARDS['RED'][4]}", f"RED/{CARDS['RED'][0]}"),
}
THUMBNAILS = {
    ("P2/CONTENTS/ICON/0001AB.BMP", "P2/CONTENTS/VIDEO/0001AB.MXF"),
    (f"XAVC/{XAVC}/THMBNL/C0001T01.JPG", f"XAVC/{XAVC}/CLIP/C0001.MP4"),
}
EVERY_CARD = [
    ("AVCHD/PRIVATE/AVCHD/BDMV", "AVCHD", 2, 6, True),
    ("CANON_XF/CONTENTS", "CANON_XF", 2, 7, True),
    ("P2/CONTENTS", "P2", 2, 9, True),
    ("RED/A001_0101AB.RDM", "RED", 2, 6, True),
    ("XAVC/PRIVATE/M4ROOT", "XAVC", 2, 8, True),
    ("XDCAM/XDROOT", "XDCAM", 2, 8, True),
]


def _edges(library: Library, *types: str, least: float = 0.8) -> set[tuple[str, str]]:
    return {(row["a"], row["b"]) for row in library.ask(EDGES, types=list(types)) if row["sure"] >= least}


def _cards(library: Library, *columns: str) -> list[tuple[object, ...]]:
    return [
        (row.path.removeprefix(f"{library.root}/"), *(getattr(row, column) for column in columns))
        for row in library.graph.query("cards")
    ]


def _assert_nothing_left_to_tell(library: Library) -> None:
    """What runs wrote step by step is what relating everything writes."""
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before


def _lower(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(one.lower(), other.lower()) for one, other in pairs}


def test_cards_when_each_kind_is_ingested_then_its_files_are_related(library: Library) -> None:
    for kind in CARDS:
        write_card(library.root / kind, kind)
    library.ingest(probe="header")
    assert _cards(library, "kind", "clips", "files", "complete") == EVERY_CARD
    assert _edges(library, "SIDECAR_OF") == SIDECARS
    assert _edges(library, "PROXY_OF") == PROXIES
    assert _edges(library, "DERIVED_FROM") == THUMBNAILS
    spans = {(row["name"], row["span"]) for row in library.ask(PARTS) if row["span"]}
    assert {(f"A001_C001_0101AB_00{number}.R3D", number) for number in (1, 2)} < spans
    sidecars = {
        (row.sidecar.removeprefix(f"{library.root}/"), row.path.removeprefix(f"{library.root}/"))
        for row in library.graph.query("sidecars")
    }
    assert sidecars == SIDECARS
    assert not any(row.removable for row in library.graph.query("orphans"))
    (row,) = library.graph.query("sidecars", path=str(library.root / "P2/CONTENTS/CLIP/0001AB.XML"))
    assert (row.method, row.confidence, row.evidence) == ("STRUCTURE", 0.95, "P2 card, clip 0001AB")
    _assert_nothing_left_to_tell(library)


def test_cards_when_copied_in_lower_case_then_are_the_same(library: Library) -> None:
    for kind in CARDS:
        write_card(library.root / kind.lower(), kind, lower=True)
    library.ingest()
    assert [row[1:] for row in _cards(library, "kind", "clips", "files", "complete")] == [row[1:] for row in EVERY_CARD]
    # 0.7: without a look into it an XML beside a picture may be anything
    assert _edges(library, "SIDECAR_OF", least=0.7) == _lower(SIDECARS)
    assert _edges(library, "PROXY_OF") == _lower(PROXIES)
    assert _edges(library, "DERIVED_FROM") == _lower(THUMBNAILS)


def test_card_when_two_rolls_have_the_same_clip_names_then_each_keeps_to_its_own(library: Library) -> None:
    for roll in ("A001", "A002"):
        write_card(library.root / roll, "P2")
        write_card(library.root / roll, "XAVC")
    library.ingest()
    assert len(_cards(library)) == 4
    for one, other in _edges(library, "SIDECAR_OF", "PROXY_OF", "DERIVED_FROM"):
        assert one.partition("/")[0] == other.partition("/")[0]
    assert {row["root"] for row in library.ask(PARTS) if row["clip"] == "0001AB"} == {"A001/CONTENTS", "A002/CONTENTS"}


def test_card_when_its_folders_come_one_by_one_and_go_then_follows(library: Library) -> None:
    files = {path.name: path for path in write_card(library.root / "r", "P2")}
    later = [path for path in files.values() if path.parent.name in {"VIDEO", "AUDIO", "PROXY", "ICON"}]
    away = library.root.parent / "away"
    for path in later:
        (away / path.parent.name).mkdir(parents=True, exist_ok=True)
        path.rename(away / path.parent.name / path.name)
    for name in ("VIDEO", "AUDIO", "PROXY", "ICON"):
        (library.root / "r/CONTENTS" / name).rmdir()
    library.ingest()
    assert _cards(library) == [], "a folder CLIP alone is no card"
    for name, edges in (("VIDEO", 2), ("PROXY", 3), ("AUDIO", 3), ("ICON", 4)):
        (away / name).rename(library.root / "r/CONTENTS" / name)
        library.ingest()
        assert len(_edges(library, "SIDECAR_OF", "PROXY_OF", "DERIVED_FROM")) == edges
        _assert_nothing_left_to_tell(library)
    assert _cards(library, "files", "complete") == [("r/CONTENTS", 9, True)]
    files["0001AB.MXF"].unlink()
    library.ingest(allow_vanished=99)
    assert _cards(library, "files", "incomplete") == [("r/CONTENTS", 8, ["0001AB lacks VIDEO"])]
    assert _edges(library, "SIDECAR_OF") == {("r/CONTENTS/CLIP/0002CD.XML", "r/CONTENTS/VIDEO/0002CD.MXF")}
    _assert_nothing_left_to_tell(library)
    rename(library, "r", "renamed")
    library.ingest(allow_vanished=99)
    assert _cards(library, "files") == [("renamed/CONTENTS", 8)]
    _assert_nothing_left_to_tell(library)
    (library.root / "renamed/CONTENTS/CLIP").rename(library.root / "renamed/xml")
    library.ingest(allow_vanished=99)
    assert _cards(library) == []
    assert library.ask("MATCH (n:CameraCard|CameraClip) RETURN n.uid AS uid") == []
    assert library.ask(PARTS) == []
    _assert_nothing_left_to_tell(library)


def test_file_when_moved_off_its_card_then_is_of_no_clip(library: Library) -> None:
    write_card(library.root / "r", "XAVC")
    library.ingest()
    rename(library, f"r/{XAVC}/CLIP/C0002.MP4", "edit/C0002.MP4")
    library.ingest(allow_vanished=99)
    assert {row["name"] for row in library.ask(PARTS) if row["clip"] == "C0002"} == {"C0002M01.XML"}
    assert _cards(library, "incomplete") == [(f"r/{XAVC}", ["C0002 lacks VIDEO"])]
    _assert_nothing_left_to_tell(library)


def test_card_when_told_page_by_page_then_is_as_if_told_at_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("P2", "RED"):
        write_card(library.root / kind, kind)
    library.ingest()
    before = library.dump()
    library.wipe()
    monkeypatch.setattr("assetgraph.graph.waiting._PAGE", 1)
    library.ingest()
    assert library.dump() == before


def test_folders_when_only_called_like_a_cards_then_nothing_on_them_is_held_back(library: Library) -> None:
    write_file(library.root / "site/contents/video/intro.mp4")
    library.ingest(probe="header")
    assert _cards(library) == []
    (orphan,) = library.graph.query("orphans")
    assert "card" not in orphan.reason


def test_orphans_when_a_clip_of_a_card_is_used_then_all_its_files_stay(library: Library) -> None:
    write_card(library.root / "r", "P2")
    video: Path = library.root / "r/CONTENTS/VIDEO/0001AB.MXF"
    library.write("cut.otio", _timeline(video))
    library.ingest(probe="header")
    assert _cards(library, "clips", "referenced") == [("r/CONTENTS", 2, 1)]
    orphans = {row.path.rpartition("/")[2]: row for row in library.graph.query("orphans")}
    assert set(orphans) == {"0002CD.MXF", "0002CD00.MXF"}
    assert all(not row.removable and row.reason.endswith("; part of the camera card P2 r") for row in orphans.values())
    library.write("cut.otio", _timeline(library.root / "r/CONTENTS/PROXY/0001AB.MP4"))
    library.ingest(probe="header")
    assert {row.path.rpartition("/")[2] for row in library.graph.query("orphans")} == set(orphans)


def test_proxy_when_the_camera_wrote_it_beside_then_is_of_that_original(library: Library) -> None:
    folder = library.root / "DCIM/100GOPRO"
    original = write_file(folder / "GX010001.MP4", seed=1)
    write_file(folder / "GX020001.MP4", seed=2)
    write_file(folder / "GL010001.LRV", seed=1)
    write_file(folder / "GX010001.THM")
    library.ingest(probe="header")
    proxies = {("DCIM/100GOPRO/GL010001.LRV", "DCIM/100GOPRO/GX010001.MP4")}
    assert _edges(library, "PROXY_OF") == proxies
    assert _edges(library, "SIDECAR_OF") == {("DCIM/100GOPRO/GX010001.THM", "DCIM/100GOPRO/GX010001.MP4")}
    assert [row.confidence for row in library.graph.query("derivatives")] == [0.95]
    _assert_nothing_left_to_tell(library)
    original.unlink()
    library.ingest(probe="header", allow_vanished=9)
    assert _edges(library, "PROXY_OF") == proxies, "as with any derivative whose source is gone"
    _assert_nothing_left_to_tell(library)


def test_orphans_when_hidden_files_lie_beside_then_they_are_nobodys_and_the_rest_is_as_before(library: Library) -> None:
    double = b"\0\x05\x16\x07\0\x02\0\0Mac OS X        " + bytes(60)
    write_file(library.root / "a/clip.mov")
    library.write("a/clip.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    for name in ("._clip.mov", "._clip.xmp", "proxy/._clip.mov"):
        library.write(f"a/{name}", double)
    for name in (".DS_Store", "Thumbs.db"):
        library.write(f"a/{name}", name, mtime=1_700_000_000)
    library.ingest(probe="header")
    assert _edges(library, "SIDECAR_OF", "PROXY_OF", "DERIVED_FROM") == {("a/clip.xmp", "a/clip.mov")}
    assert library.problems() == set()
    orphans = {row.path.rpartition("/")[2]: (row.orphan_class, row.removable) for row in library.graph.query("orphans")}
    assert orphans == {
        "clip.mov": ("UNREFERENCED", False), ".DS_Store": ("TEMPORARY", True), "Thumbs.db": ("TEMPORARY", True)
    }  # fmt: skip


def _timeline(media: Path) -> str:
    reference = otio.schema.ExternalReference(target_url=str(media))
    span = otio.opentime.TimeRange(otio.opentime.RationalTime(0, 24), otio.opentime.RationalTime(8, 24))
    clip = otio.schema.Clip(name=media.stem, media_reference=reference, source_range=span)
    timeline = otio.schema.Timeline(name="cut", tracks=[otio.schema.Track(kind="Video", children=[clip])])
    return str(otio.adapters.write_to_string(timeline, "otio_json"))
