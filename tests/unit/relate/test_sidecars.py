"""Sidecars and what they describe: a table of folders, properties over any."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.media.formats import format_for_name
from assetgraph.model.frames import Frames
from assetgraph.relate.siblings.sidecars import companion_folders, sidecars


@dataclass(frozen=True)
class File:
    name: str
    kind: str
    format: str | None
    frames: Frames | None = None


def file(name: str) -> File:
    """As ingest would see it; "name:format" says what its first bytes told."""
    name, _, told = name.partition(":")
    if "%0" in name:
        return File(name, "sequence", "openexr")
    if told:
        return File(name, "document" if told == "xmeml" else "sidecar", told)
    row = format_for_name(name)
    return File(name, str(row.kind) if row else "other", row.name if row else None)


def told(*names: str) -> dict[str, tuple[str, float]]:
    found = sidecars([file(name) for name in names])
    return {pair.sidecar.name: (pair.main.name, pair.grounds.confidence) for pair in found}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["IMG_1.CR2", "IMG_1.CR2.xmp"], {"IMG_1.CR2.xmp": ("IMG_1.CR2", 0.98)}),
        (["IMG_1.CR2", "IMG_1.xmp"], {"IMG_1.xmp": ("IMG_1.CR2", 0.95)}),
        (["img_1.cr2", "IMG_1.XMP"], {"IMG_1.XMP": ("img_1.cr2", 0.85)}),
        (["IMG_1.CR2", "IMG_1.JPG", "IMG_1.xmp"], {"IMG_1.xmp": ("IMG_1.CR2", 0.85)}),
        (["IMG_1.CR2", "IMG_1.JPG", "IMG_1.JPG.xmp"], {"IMG_1.JPG.xmp": ("IMG_1.JPG", 0.98)}),
        (["a.mov", "a.wav", "a.xmp"], {"a.xmp": ("a.mov", 0.5)}),
        (["a.mov", "a.srt"], {"a.srt": ("a.mov", 0.95)}),
        (["a.mov", "a.wav", "a.srt"], {"a.srt": ("a.mov", 0.95)}),
        (["a.mov", "a.mp4", "a.srt"], {"a.srt": ("a.mov", 0.5)}),
        (["a.mov", "a.en.srt", "a.de-AT.vtt"], {"a.en.srt": ("a.mov", 0.95), "a.de-AT.vtt": ("a.mov", 0.95)}),
        (["a.mov", "a.eng.forced.srt", "a_fr.srt"], {"a.eng.forced.srt": ("a.mov", 0.95), "a_fr.srt": ("a.mov", 0.95)}),
        (["a.mov", "a.mov.en.srt"], {"a.mov.en.srt": ("a.mov", 0.98)}),
        (["a.mov", "a.stl:stl", "b.mov", "b.stl"], {"a.stl": ("a.mov", 0.95)}),
        (["a.wav", "a.wav.reapeaks", "a.pkf"], {"a.wav.reapeaks": ("a.wav", 0.98), "a.pkf": ("a.wav", 0.95)}),
        (["a.mkv", "a.de.ass:ass", "b.mkv", "b.ass"], {"a.de.ass": ("a.mkv", 0.95)}),
        (["I.DNG", "I_01.DNG.xmp", "I.acr"], {"I_01.DNG.xmp": ("I.DNG", 0.98), "I.acr": ("I.DNG", 0.95)}),
        (["d.xxh64", "d.sha1", "d.md5"], {}),  # lists of one drive
        (["MVI_1.MOV", "MVI_1.THM"], {"MVI_1.THM": ("MVI_1.MOV", 0.95)}),
        (["p_v001.%04d.exr", "p_v001.cdl", "p_v001.cube"],
         {"p_v001.cdl": ("p_v001.%04d.exr", 0.95), "p_v001.cube": ("p_v001.%04d.exr", 0.95)}),
        (["p.mov", "p.cc:cc", "q.mov", "q.cc"], {"p.cc": ("p.mov", 0.95)}),
        (["C0001.MP4", "C0001M01.XML:sony-camera-xml"], {"C0001M01.XML": ("C0001.MP4", 0.95)}),
        (["C0001.MXF", "C0001M01.XML", "C0001R01.BIM"],
         {"C0001M01.XML": ("C0001.MXF", 0.7), "C0001R01.BIM": ("C0001.MXF", 0.95)}),
        (["A001_C001.RMD", "A001_C001_001.R3D", "A001_C001_002.R3D"], {"A001_C001.RMD": ("A001_C001_001.R3D", 0.95)}),
        (["a.mov", "a.mov.md5", "a.sha1"], {"a.mov.md5": ("a.mov", 0.98), "a.sha1": ("a.mov", 0.95)}),
        (["a.mov", "a.mhl"], {"a.mhl": ("a.mov", 0.95)}),
        (["a.CR2", "a.CR2.xmp", "a.CR2.xmp.md5"], {"a.CR2.xmp": ("a.CR2", 0.98), "a.CR2.xmp.md5": ("a.CR2.xmp", 0.98)}),
        (["a.mov", "a.json", "a.txt", "a.nfo"],
         {"a.json": ("a.mov", 0.7), "a.txt": ("a.mov", 0.7), "a.nfo": ("a.mov", 0.85)}),
        (["IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json"],
         {"IMG_1.jpg.supplemental-metadata.json": ("IMG_1.jpg", 0.98)}),
        (["IMG_1.HEIC", "IMG_1.MOV", "IMG_1.AAE"], {"IMG_1.AAE": ("IMG_1.HEIC", 0.95)}),
        (["a.CR2", "a.CR2.dop", "a.CR2.pp3", "a.vrd"],
         {"a.CR2.dop": ("a.CR2", 0.98), "a.CR2.pp3": ("a.CR2", 0.98), "a.vrd": ("a.CR2", 0.95)}),
        (["s.mp3", "s.lrc"], {"s.lrc": ("s.mp3", 0.95)}),
        (["GX010001.MP4", "GX010001.THM", "GL010001.LRV"], {"GX010001.THM": ("GX010001.MP4", 0.95)}),
        (["GOPR0001.MP4", "GOPR0001.LRV", "GOPR0001.THM"], {"GOPR0001.THM": ("GOPR0001.MP4", 0.95)}),
        (["DJI_0001.MP4", "DJI_0001.LRV", "DJI_0001.SRT"], {"DJI_0001.SRT": ("DJI_0001.MP4", 0.95)}),
        (["C0001.MP4", "C0001M01.XMP"], {"C0001M01.XMP": ("C0001.MP4", 0.95)}),
        (["IMG_0001.HEIC", "IMG_E0001.HEIC", "IMG_0001.AAE", "IMG_O0001.AAE"],
         {"IMG_0001.AAE": ("IMG_0001.HEIC", 0.95), "IMG_O0001.AAE": ("IMG_0001.HEIC", 0.95)}),
        (["a.mov", "a.sdh.en.srt", "a.en.default.forced.vtt", "a.zh-TW.cc.srt"],
         dict.fromkeys(("a.sdh.en.srt", "a.en.default.forced.vtt", "a.zh-TW.cc.srt"), ("a.mov", 0.95))),
        (["a.mov", "a_German.srt", "a.Franc\u0327ais.srt", "a_eng_subs.srt", "a 日本語.vtt", "a_sub_de.srt"],
         dict.fromkeys(("a_German.srt", "a.Franc\u0327ais.srt", "a_eng_subs.srt", "a 日本語.vtt", "a_sub_de.srt"),
                       ("a.mov", 0.95))),
        (["A001_01011234_C001.braw", "A001_01011234_C001.sidecar"],
         {"A001_01011234_C001.sidecar": ("A001_01011234_C001.braw", 0.95)}),
        (["a.mov", "._a.mov", "._a.xmp", "a.xmp"], {"a.xmp": ("a.mov", 0.95)}),
        (["cafe\u0301.mov", "caf\xe9.srt"], {"caf\xe9.srt": ("cafe\u0301.mov", 0.85)}),
    ],
)  # fmt: skip
def test_sidecars_when_a_file_is_there_then_it_and_how_surely(
    names: list[str], expected: dict[str, tuple[str, float]]
) -> None:
    assert told(*names) == expected
    assert told(*reversed(names)) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["a.mov", "a.wav"], ["a.mp4", "a.lrv"], ["a.mov", "b.srt"], ["a.xmp"], ["a.mov", "a.cut.srt"],
        ["a.mov", "a_Berlin.srt"], ["a.mov", "a_German_English.srt"],
        ["a.mov", "a.xml:xmeml"], ["a.mov", "a.edl"], ["a.exr", "a.stl"], ["scene.mov", "scene.cc"],
        ["rec709.cube", "a.mov"], ["a.001.mov", "a.srt"], ["a.mov", "checksums.md5"], ["x.pdf", "x.srt"],
        ["a.jpg", "a.png"], [".srt", "a.mov"], ["C0001.MP4", "C0001X01.XML"], ["a.%04d.exr", "a.1001.xmp"],
        ["ascmhl.mhl"], ["._a.mov", "._a.xmp"], ["a.mov", "._a.mov.md5"], ["a.mov", "a.en.de.srt"],
        ["show_look.cube", "A001C001.mov"], ["A001C001.cube", "A001C002.mov"],
        ["IMG_0001.HEIC", "IMG_O0002.AAE"], ["C0001.MP4", "C0002M01.XMP"],
    ],
)  # fmt: skip
def test_sidecars_when_nothing_is_described_then_none(names: list[str]) -> None:
    assert told(*names) == {}


def test_sidecars_when_a_frame_is_described_then_its_sequence_is() -> None:
    frames = Frames(1, 12, missing=((3, 3), (6, 8)))
    tiffs = File("20260514_Smith_%04d.tif", "sequence", "tiff", frames)
    dngs = File("20260514_Smith_%04d.dng", "sequence", "dng", frames)
    beside = [file(f"20260514_Smith_{number:04}.xmp") for number in (1, 2, 3, 13)]
    whole, other = file("20260514_Smith_0002.tif.xmp"), file("20260514_Smith_2.xmp")
    found = {pair.sidecar.name: pair.main.name for pair in sidecars([tiffs, *beside, whole, other])}
    described = ["20260514_Smith_0001.xmp", "20260514_Smith_0002.xmp", whole.name]
    assert found == dict.fromkeys(described, tiffs.name)
    (pair,) = sidecars([File("%04d.dng", "sequence", "dng", frames), file("0002.xmp")])
    assert pair.main.name == "%04d.dng"
    both = {
        pair.sidecar.name: (pair.main.name, pair.grounds.confidence) for pair in sidecars([tiffs, dngs, *beside, whole])
    }
    assert both == {
        **dict.fromkeys(described[:2], (dngs.name, 0.85)),  # a camera's original goes before what was made from it
        whole.name: (tiffs.name, 0.95),
    }


def test_sidecars_when_several_fit_then_all_stand_in_the_evidence() -> None:
    (pair,) = sidecars([file("IMG_1.CR2"), file("IMG_1.JPG"), file("IMG_1.xmp")])
    assert pair.grounds.method == "NAME_TEMPLATE"
    assert "IMG_1.CR2, IMG_1.JPG fit" in pair.grounds.evidence


@pytest.mark.parametrize(
    ("folder", "companions"),
    [
        ("shoot/CaptureOne/Settings153", {"../..": "shoot"}),
        ("CaptureOne/Settings153", {"../..": ""}),
        ("shoot/NKSC_PARAM", {"..": "shoot"}),
        ("card/CLIP", {}),
        ("film/Subtitles", {"..": "film"}),
        ("film/mysubs", {}),
        ("film/subs/de", {"../..": "film"}),
        ("Subtitles/pt-BR", {"../..": ""}),
        ("film/subs/German", {"../..": "film"}),
        ("film/subs/old", {}),
        ("", {}),
    ],
)
def test_companion_folders_when_a_vendor_keeps_them_apart_then_where(folder: str, companions: dict[str, str]) -> None:
    assert companion_folders(folder) == companions


@pytest.mark.parametrize(
    ("folder", "sidecar", "there", "main"),
    [
        ("x/CaptureOne/Settings1", "IMG_1.CR2.cos", ["IMG_1.CR2", "IMG_1.JPG"], "IMG_1.CR2"),
        ("x/NKSC_PARAM", "DSC_1.NEF.nksc", ["DSC_1.NEF"], "DSC_1.NEF"),
        ("x/NKSC_PARAM", "DSC_2.NEF.nksc", ["DSC_1.NEF"], None),
        ("x/NKSC_PARAM", "DSC_1.nksc", ["DSC_1.NEF"], None),
        ("x/Subtitles", "film_v3_de-AT.srt", ["film_v3.mov", "film_v2.mov"], "film_v3.mov"),
        ("subs", "film.mov.en.vtt", ["film.mov", "film.wav"], "film.mov"),
        ("x/subs/de", "film_v3.srt", ["film_v3.mov", "film_v2.mov"], "film_v3.mov"),
        ("x/subs/de", "other.srt", ["film_v3.mov"], None),
        ("x/subs", "film_v4.srt", ["film_v3.mov"], None),
        ("x/subs", "film.xmp", ["film.mov"], None),
    ],
)
def test_sidecars_when_the_file_lies_in_a_companion_folder_then_found_there(
    folder: str, sidecar: str, there: list[str], main: str | None
) -> None:
    content = {path: [file(name) for name in there] for path in companion_folders(folder)}
    found = list(sidecars([file(sidecar)], content))
    assert [(pair.main.name, pair.grounds.method) for pair in found] == ([(main, "STRUCTURE")] if main else [])


STEMS = st.sampled_from(["a", "A", "a.en", "IMG_1", "a.mov", "C0001", "C0001M01", ""])
ENDINGS = st.sampled_from("mov MP4 wav CR2 jpg xmp srt md5 xml json %04d.exr thm txt cube edl rmd".split())
FOLDERS = st.lists(st.tuples(STEMS, ENDINGS).map(".".join), unique=True, max_size=20)


@given(FOLDERS, st.randoms(use_true_random=False))
def test_sidecars_when_any_folder_then_once_each_and_never_media(names: list[str], order: object) -> None:
    found = list(sidecars([file(name) for name in names]))
    assert len({pair.sidecar.name for pair in found}) == len(found)
    for pair in found:
        assert pair.sidecar.kind in {"sidecar", "other"}
        assert pair.sidecar != pair.main
        assert 0 < pair.grounds.confidence <= 0.98
    shuffled = order.sample(names, len(names))  # type: ignore[attr-defined]
    assert {(p.sidecar, p.main, p.grounds) for p in sidecars([file(n) for n in shuffled])} == {
        (p.sidecar, p.main, p.grounds) for p in found
    }
