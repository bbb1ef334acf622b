"""Camera cards: a table of cards with confusers, properties over any."""

from __future__ import annotations

from dataclasses import replace

import pytest
from camera_cards import CARDS
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.graph.known import KnownMedia
from assetgraph.media.formats import format_for_name
from assetgraph.relate.cards.clips import Card, Clip, card_of, cards, clips, described, made_from
from assetgraph.relate.derivations.camera_proxies import camera_proxies


def file(rel_path: str, **values: object) -> KnownMedia:
    """As ingest sees it by its name; lengths are not known."""
    folder, _, name = rel_path.rpartition("/")
    row = format_for_name(name)
    base = KnownMedia(
        uid=rel_path, folder_uid=folder, volume_uid="v", rel_path=rel_path, name=name,
        kind=str(row.kind) if row else "other", format=row.name if row else None, status="PRESENT", online=True,
        duration_s=None, frame_rate=None, frame_count=None, first=None, last=None, timecode=None, reel_name=None,
        width=None, height=None, video_codec=None, audio_codec=None, quick_hash="h", mtime_ns=0, size_bytes=1,
    )  # fmt: skip
    return replace(base, **values)  # type: ignore[arg-type]


def parts_of(paths: list[str]) -> dict[str, list[str]]:
    """Every folder of these files with the names of the folders in it."""
    found: dict[str, list[str]] = {}
    for path in paths:
        names = path.split("/")[:-1]
        for depth in range(len(names)):
            inner = found.setdefault("/".join(names[:depth]), [])
            if names[depth] not in inner:
                inner.append(names[depth])
        found.setdefault("/".join(names), [])
    return found


def the_card(paths: list[str]) -> Card:
    (card,) = cards(parts_of(paths)).values()
    return card


def told(paths: list[str]) -> dict[str, tuple[dict[str, set[str]], list[str]]]:
    """Clip -> (part -> names of files, what is missing)."""
    card = the_card(paths)
    found = {}
    for clip in clips(card, [file(path) for path in paths if path.startswith(f"{card.root}/")]):
        parts: dict[str, set[str]] = {}
        for member in clip.members:
            parts.setdefault(str(member.part), set()).add(member.asset.name)
        found[clip.name] = (parts, clip.missing(card.rule))
    return found


CLIPS: dict[str, dict[str, dict[str, set[str]]]] = {
    "P2": {
        "0001AB": {
            "VIDEO": {"0001AB.MXF"}, "METADATA": {"0001AB.XML"}, "AUDIO": {"0001AB00.MXF", "0001AB01.MXF"},
            "THUMBNAIL": {"0001AB.BMP"}, "PROXY": {"0001AB.MP4"},
        },
        "0002CD": {"VIDEO": {"0002CD.MXF"}, "METADATA": {"0002CD.XML"}, "AUDIO": {"0002CD00.MXF"}},
    },
    "XAVC": {
        "C0001": {
            "VIDEO": {"C0001.MP4"}, "METADATA": {"C0001M01.XML"}, "PROXY": {"C0001S03.MP4"},
            "THUMBNAIL": {"C0001T01.JPG"},
        },
        "C0002": {"VIDEO": {"C0002.MP4"}, "METADATA": {"C0002M01.XML"}},
    },
    "XDCAM": {
        clip: {"VIDEO": {f"{clip}.MXF"}, "METADATA": {f"{clip}M01.XML"}, "PROXY": {f"{clip}S01.MXF"}}
        for clip in ("C0001", "C0002")
    },
    "AVCHD": {clip: {"VIDEO": {f"{clip}.MTS"}, "METADATA": {f"{clip}.CPI"}} for clip in ("00000", "00001")},
    "RED": {
        "A001_C001_0101AB": {
            "VIDEO": {"A001_C001_0101AB_001.R3D", "A001_C001_0101AB_002.R3D"}, "METADATA": {"A001_C001_0101AB.RMD"},
            "AUDIO": {"A001_C001_0101AB_001.wav"}, "PROXY": {"A001_C001_0101AB_H.mov"},
        },
        "A001_C002_0101CD": {"VIDEO": {"A001_C002_0101CD_001.R3D"}},
    },
    "CANON_XF": {
        "AA0001": {
            "VIDEO": {"AA000101.MXF", "AA000102.MXF"}, "METADATA": {"AA0001.XML"}, "COMPANION": {"AA000101.CIF"},
        },
        "AA0002": {"VIDEO": {"AA000201.MXF"}, "COMPANION": {"AA000201.CIF"}},
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", CARDS)
@pytest.mark.parametrize("above", ["", "day1/A001/"])
def test_clips_when_a_card_is_whole_then_each_file_is_of_its_clip(kind: str, above: str) -> None:
    paths = [above + path for path in CARDS[kind]]
    assert the_card(paths).rule.kind == kind
    assert told(paths) == {clip: (parts, []) for clip, parts in CLIPS[kind].items()}


@pytest.mark.parametrize("kind", CARDS)
def test_clips_when_written_in_the_other_case_then_are_the_same(kind: str) -> None:
    lower = {
        clip.lower(): ({part: {name.lower() for name in names} for part, names in parts.items()}, missing)
        for clip, (parts, missing) in told(CARDS[kind]).items()
    }
    assert told([path.lower() for path in CARDS[kind]]) == lower


EX = [f"BPAV/CLPR/709_0001_01/709_0001_01{rest}" for rest in (".MP4", "M01.XML", "R01.BIM", ".SMI", "I01.PPN")]


def test_clips_when_of_xdcam_ex_then_the_folder_is_the_clip() -> None:
    assert the_card(EX).rule.kind == "XDCAM"
    parts = {"VIDEO": {"709_0001_01.MP4"}, "METADATA": {"709_0001_01M01.XML"}}
    others = {"709_0001_01R01.BIM", "709_0001_01.SMI", "709_0001_01I01.PPN"}
    assert told(EX) == {"709_0001_01": (parts | {"COMPANION": others}, [])}


XF_AVC = [f"CONTENTS/CLIPS001/A001C001_200101AB_CANON.{ending}" for ending in ("MXF", "XML", "CPF")]


def test_clips_when_of_xf_avc_then_a_clip_is_one_stem() -> None:
    names = [path.rpartition("/")[2] for path in XF_AVC]
    parts = {"VIDEO": {names[0]}, "METADATA": {names[1]}, "COMPANION": {names[2]}}
    assert told([*XF_AVC, "CONTENTS/CLIPS001/INDEX.MIF"]) == {"A001C001_200101AB_CANON": (parts, [])}


def test_clips_when_sony_names_the_description_like_the_picture_then_are_one() -> None:
    names = ["A015C001_2606170J.MXF", "A015C001_2606170J.XML", "A015C001_2606170JR01.BIM"]
    parts = {"VIDEO": {names[0]}, "METADATA": {names[1]}, "COMPANION": {names[2]}}
    assert told([f"XDROOT/Clip/{name}" for name in names]) == {"A015C001_2606170J": (parts, [])}


@pytest.mark.parametrize(
    ("kind", "lost", "clip", "missing"),
    [
        ("P2", "CONTENTS/VIDEO/0001AB.MXF", "0001AB", ["VIDEO"]),
        ("P2", "CONTENTS/CLIP/0001AB.XML", "0001AB", ["METADATA"]),
        ("P2", "CONTENTS/PROXY/0001AB.MP4", "0001AB", []),
        ("XAVC", "PRIVATE/M4ROOT/CLIP/C0002.MP4", "C0002", ["VIDEO"]),
        ("XDCAM", "XDROOT/Clip/C0002M01.XML", "C0002", ["METADATA"]),
        ("AVCHD", "PRIVATE/AVCHD/BDMV/CLIPINF/00001.CPI", "00001", ["METADATA"]),
        ("RED", CARDS["RED"][0], "A001_C001_0101AB", ["span 1"]),
        ("RED", CARDS["RED"][2], "A001_C001_0101AB", []),
        ("CANON_XF", "CONTENTS/CLIPS001/AA0001/AA000101.MXF", "AA0001", ["span 1"]),
        ("CANON_XF", "CONTENTS/CLIPS001/AA0002/AA000201.MXF", "AA0002", ["VIDEO"]),
    ],
)
def test_clip_when_a_part_is_lost_then_is_told(kind: str, lost: str, clip: str, missing: list[str]) -> None:
    assert told([path for path in CARDS[kind] if path != lost])[clip][1] == missing


@pytest.mark.parametrize(
    "paths",
    [
        ["site/contents/video/a.mp4", "site/contents/css/a.css"],
        ["contents/clip/a.xml"],
        ["M4ROOT/SUB/C0001S03.MP4"],
        ["XDROOT/General/x.bin"],
        ["show/clip/a.mxf", "show/video/a.mxf"],
        ["CONTENTS/CLIPS/a.mxf"],
        ["BDMV/BACKUP/x.bdm"],
        ["A001_0101AB.RDM/readme.txt"],
        ["my.rdcs/a.r3d"],
        ["DCIM/100GOPRO/GX010001.MP4"],
    ],
)
def test_cards_when_the_folders_are_no_cameras_then_none(paths: list[str]) -> None:
    assert cards(parts_of(paths)) == {}


def test_cards_when_a_clip_lies_without_its_magazine_then_is_a_card_of_its_own() -> None:
    paths = [path.partition("/")[2] for path in CARDS["RED"]]
    assert sorted(cards(parts_of(paths))) == ["A001_C001_0101AB.RDC", "A001_C002_0101CD.RDC"]
    found = cards(parts_of(CARDS["RED"]))
    assert list(found) == ["A001_0101AB.RDM"], "within the magazine it is part of that card"


def test_card_of_when_two_rolls_have_the_same_clip_names_then_each_folder_is_on_its_own() -> None:
    paths = [f"{roll}/{path}" for roll in ("A001", "A002") for path in CARDS["P2"]]
    found = cards(parts_of(paths))
    assert {root: card.caption for root, card in found.items()} == {
        "A001/CONTENTS": "P2 A001", "A002/CONTENTS": "P2 A002"
    }  # fmt: skip
    assert card_of("A002/CONTENTS/AUDIO", found) is found["A002/CONTENTS"]
    assert card_of("A001", found) is None
    assert card_of("A001/CONTENTS2", found) is None


def _pairs(paths: list[str], **values: object) -> tuple[set[tuple[str, str, str, float]], set[tuple[str, str]]]:
    """((kind, derivative, source, confidence)), ((sidecar, main)) of a card's files."""
    card = the_card(paths)
    found = list(clips(card, [file(path, **values) for path in paths]))
    derived = {
        (str(each.kind), each.derivative.name, each.source.name, each.grounds.confidence)
        for clip in found
        for each in made_from(str(card.rule.kind), clip)
    }
    return derived, {(pair.sidecar.name, pair.main.name) for clip in found for pair in described(card, clip)}


@pytest.mark.parametrize(
    ("kind", "derived", "sidecars"),
    [
        (
            "P2",
            {("PROXY", "0001AB.MP4", "0001AB.MXF", 0.95), ("THUMBNAIL", "0001AB.BMP", "0001AB.MXF", 0.95)},
            {("0001AB.XML", "0001AB.MXF"), ("0002CD.XML", "0002CD.MXF")},
        ),
        (
            "XAVC",
            {("PROXY", "C0001S03.MP4", "C0001.MP4", 0.95), ("THUMBNAIL", "C0001T01.JPG", "C0001.MP4", 0.95)},
            set(),  # beside the picture: told as anywhere else
        ),
        (
            "XDCAM",
            {("PROXY", f"{clip}S01.MXF", f"{clip}.MXF", 0.95) for clip in ("C0001", "C0002")},
            set(),
        ),
        ("AVCHD", set(), {("00000.CPI", "00000.MTS"), ("00001.CPI", "00001.MTS")}),
        ("RED", {("PROXY", "A001_C001_0101AB_H.mov", "A001_C001_0101AB_001.R3D", 0.95)}, set()),
        ("CANON_XF", set(), set()),
    ],
)
def test_clip_when_whole_then_what_was_made_of_it_and_what_describes_it(
    kind: str, derived: set[tuple[str, str, str, float]], sidecars: set[tuple[str, str]]
) -> None:
    assert _pairs(CARDS[kind]) == (derived, sidecars)


def test_proxy_when_of_another_length_then_is_no_fact() -> None:
    card = the_card(CARDS["XAVC"])
    lengths = {"C0001.MP4": 10.0, "C0001S03.MP4": 7.0}
    assets = [file(path, duration_s=lengths.get(path.rpartition("/")[2])) for path in CARDS["XAVC"]]
    (first, _) = clips(card, assets)
    found = {each.derivative.name: each.grounds for each in made_from(str(card.rule.kind), first)}
    assert found["C0001S03.MP4"].confidence == 0.6
    assert "lengths differ" in found["C0001S03.MP4"].evidence


def test_clip_when_its_picture_is_lost_then_nothing_is_made_of_another() -> None:
    paths = [path for path in CARDS["P2"] if path != "CONTENTS/VIDEO/0001AB.MXF"]
    assert _pairs(paths) == (set(), {("0002CD.XML", "0002CD.MXF")})


def test_clips_when_hidden_or_index_files_lie_there_then_are_of_none() -> None:
    root = "PRIVATE/M4ROOT"
    more = [
        f"{root}/CLIP/._C0001.MP4",
        f"{root}/CLIP/.DS_Store",
        f"{root}/CLIP/Thumbs.db",
        f"{root}/SUB/._C0001S03.MP4",
    ]
    assert told([*CARDS["XAVC"], *more]) == told(CARDS["XAVC"])


ALL = sorted({path for paths in CARDS.values() for path in [*paths, *(each.lower() for each in paths)]})


@given(st.lists(st.sampled_from([*ALL, *EX, *XF_AVC]), unique=True), st.randoms(use_true_random=False))
def test_cards_when_any_files_are_there_then_each_is_of_one_clip_at_most(paths: list[str], order: object) -> None:
    found = cards(parts_of(paths))
    for root, card in found.items():
        assert not any(other != root and f"{root}/".startswith(f"{other}/") for other in found)
        assets = [file(path) for path in paths if path.startswith(f"{root}/")]
        all_clips: list[Clip] = list(clips(card, assets))
        members = [member.asset.uid for clip in all_clips for member in clip.members]
        assert len(members) == len(set(members)) <= len(assets)
        assert len({clip.name.lower() for clip in all_clips}) == len(all_clips)
        shuffled = order.sample(assets, len(assets))  # type: ignore[attr-defined]
        assert list(clips(card, shuffled)) == all_clips
        for clip in all_clips:
            assert all(each.derivative != each.source for each in made_from(str(card.rule.kind), clip))
            assert ("VIDEO" in clip.missing(card.rule)) == (clip.main is None)


@given(st.lists(st.text(alphabet="aA/._0", max_size=12), max_size=12))
def test_cards_when_names_are_nonsense_then_none(paths: list[str]) -> None:
    assert cards(parts_of(paths)) == {}


# ---- proxies that cameras write beside the original


def _proxies(*names: str, **lengths: float) -> set[tuple[str, str, float]]:
    assets = [file(f"d/{name}", kind="video", duration_s=lengths.get(name.partition(".")[0])) for name in names]
    return {(each.derivative.name, each.source.name, each.grounds.confidence) for each in camera_proxies(assets)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["GX010001.MP4", "GL010001.LRV"], {("GL010001.LRV", "GX010001.MP4", 0.85)}),
        (["gh010001.mp4", "gl010001.lrv"], {("gl010001.lrv", "gh010001.mp4", 0.85)}),
        (["GX010001.MP4", "GL010001.MP4"], {("GL010001.MP4", "GX010001.MP4", 0.6)}),
        (["GX010001.MP4", "GX020001.MP4", "GL020001.LRV"], {("GL020001.LRV", "GX020001.MP4", 0.85)}),
        (["GHAA0001.MP4", "GLAA0001.LRV"], {("GLAA0001.LRV", "GHAA0001.MP4", 0.85)}),
        (["GOPR0001.MP4", "GOPR0001.LRV"], {("GOPR0001.LRV", "GOPR0001.MP4", 0.85)}),
        (["GP010001.MP4", "GP010001.LRV"], {("GP010001.LRV", "GP010001.MP4", 0.85)}),
        (["DJI_0001.MP4", "DJI_0001.LRF"], {("DJI_0001.LRF", "DJI_0001.MP4", 0.85)}),
        (
            [
                f"{each}_657.insv"
                for each in ("VID_20220110_121609_00", "VID_20220110_121609_10", "LRV_20220110_121609_11")
            ],
            {("LRV_20220110_121609_11_657.insv", "VID_20220110_121609_00_657.insv", 0.6)},
        ),
        (["C0001.MP4", "C0001S03.MP4", "C0002.MP4"], {("C0001S03.MP4", "C0001.MP4", 0.6)}),
        (["shows03.mp4", "show.mp4"], set()),
        (["GX010002.MP4", "GL010001.LRV"], set()),
        (["GL010001.LRV"], set()),
        (["GX010001.MP4", "gx010001.mp4", "GL010001.LRV"], set()),
        (["GLOBAL.MP4", "GXOBAL.MP4"], set()),
        (["a.mp4", "a.lrv"], set()),
    ],
)
def test_camera_proxies_when_a_camera_named_them_then_of_that_original(
    names: list[str], expected: set[tuple[str, str, float]]
) -> None:
    assert _proxies(*names) == expected
    assert _proxies(*reversed(names)) == expected


def test_camera_proxies_when_lengths_are_known_then_they_decide() -> None:
    assert _proxies("GX010001.MP4", "GL010001.MP4", GX010001=8.0, GL010001=8.1) == {
        ("GL010001.MP4", "GX010001.MP4", 0.95)
    }
    assert _proxies("C0001.MXF", "C0001S03.MP4", C0001=8.0, C0001S03=8.0) == {("C0001S03.MP4", "C0001.MXF", 0.95)}
    assert _proxies("GX010001.MP4", "GL010001.LRV", GX010001=8.0, GL010001=4.0) == {
        ("GL010001.LRV", "GX010001.MP4", 0.6)
    }


def test_camera_proxies_when_the_original_lies_in_another_folder_then_none() -> None:
    assert list(camera_proxies([file("a/GX010001.MP4"), file("b/GL010001.LRV")])) == []
