"""IMF packages of others, against what was read off them by hand; some are broken on purpose.

No DCP is among them: that is proven on generated ones only. The files are found by ASSETGRAPH_SAMPLES, else beside
the checkout; without them these tests are skipped. Of large track files only the names are there.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from document_rows import Row, rows

from assetgraph.documents.packages.checking import Verdict, check
from assetgraph.documents.packages.reading import read_package
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import Status
from assetgraph.media.formats import HEAD_BYTES, sniff

REPOSITORY = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("ASSETGRAPH_SAMPLES", REPOSITORY.parent / "shared" / "samples")) / "imf"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES}: set ASSETGRAPH_SAMPLES")
DOCUMENTS = ("assetmap", "cpl", "opl", "pkl")
URN = r"urn:uuid:([0-9a-f-]{36})"
SAME, SIZE, GONE, UNTOLD = Verdict.SAME, Verdict.SIZE_DIFFERS, Verdict.MISSING, Verdict.UNTOLD


@dataclass(frozen=True)
class Gold:
    """What was read off one package by hand; ids by their first eight digits."""

    assets: tuple[tuple[str, str, int | None, Verdict], ...]
    """Id, path, size, and what came of comparing size and SHA-1 with the file by other means."""
    plays: tuple[tuple[str, str, str, int, int], ...] = ()
    """Kind, id, rate, entry, duration."""
    title: str | None = None
    edit_rate: Fraction | None = None
    volume: int | None = None
    profiles: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    notes: int = 0
    uses: tuple[Row, ...] = ()


MERIDIAN = "MERIDIAN_Netflix_Photon_161006"


def meridian(picture: str, packing_list: str, profile: str, foreign: tuple[str, ...], notes: int) -> Gold:
    return Gold(
        assets=(
            ("0eb3d1b9", "CPL_0eb3d1b9-b77b-4d3f-bbe5-7c69b15dca85.xml", 15214, SIZE),
            ("8cf83c32", "OPL_8cf83c32-4949-4f00-b081-01e12b18932f.xml", 15214, SIZE),
            (picture, f"{MERIDIAN}_00.mxf", 79486353, GONE),
            ("8ba6bfd2", f"{MERIDIAN}_00_tt.mxf", None, UNTOLD),
            ("9fcb24c4", f"{MERIDIAN}_ENG-51_00.mxf", 595339, SAME),
            (packing_list, "PKL_f5e93462-aed2-44ad-a4ba-2adb65823e7c.xml", None, UNTOLD),
        ),
        plays=(
            ("MainImageSequence", "61d91654-2650-4abf-abbc-ad2c7f640bf8", "60000/1001", 0, 40),
            ("MainAudioSequence", "9fcb24c4-5c57-4082-a694-7470d5168aa4", "48000", 0, 32032),
        ),
        title="MERIDIAN",
        edit_rate=Fraction(60000, 1001),
        volume=1,
        profiles=((profile, "0eb3d1b9-b77b-4d3f-bbe5-7c69b15dca85"),),
        missing=(f"{MERIDIAN}_00.mxf",),
        foreign=foreign,
        notes=notes,
        # 32032 samples at 48000 are 0.6673 s, which are 40 frames.
        uses=(
            ("urn:uuid:61d91654-2650-4abf-abbc-ad2c7f640bf8", "V1", 0, 40, 0, 40),
            ("urn:uuid:9fcb24c4-5c57-4082-a694-7470d5168aa4", "A1", 0, 40, 0, 40),
        ),
    )


GOLD = {
    "PHDR": Gold(
        assets=(
            ("23e9a145", "VIDEO_23e9a145-f2da-4183-86b2-1c399db41afb.mxf", 4052278, GONE),
            ("a2a83e0a", "AUDIO_a2a83e0a-a0ac-4785-8685-d868631f493a.mxf", 1131688, SAME),
            ("3aa56098", "CPL_3aa56098-7709-4673-9266-7f0c70ba10d8.xml", 17193, SAME),
            ("913ef906", "PKL_913ef906-893f-4851-8664-2d053bd2ec95.xml", 1715, SAME),
        ),
        plays=(
            ("MainImageSequence", "23e9a145-f2da-4183-86b2-1c399db41afb", "24000/1001", 0, 24),
            ("MainAudioSequence", "a2a83e0a-a0ac-4785-8685-d868631f493a", "48000", 0, 48048),
        ),
        title="Untitled Project",
        edit_rate=Fraction(24000, 1001),
        missing=("VIDEO_23e9a145-f2da-4183-86b2-1c399db41afb.mxf",),
        uses=(
            ("urn:uuid:23e9a145-f2da-4183-86b2-1c399db41afb", "V1", 0, 24, 0, 24),
            ("urn:uuid:a2a83e0a-a0ac-4785-8685-d868631f493a", "A1", 0, 24, 0, 24),
        ),
    ),
    "HT/IMP": Gold(
        assets=(
            ("6ed567b7", "VIDEO_6ed567b7-c030-46d6-9c1c-0f09bab4b962.mxf", 3651582, GONE),
            ("b285d8f3", "AUDIO_b285d8f3-0294-4207-8ea8-4f0b72314213.mxf", 651208, SAME),
            ("67be5fc8", "CPL_67be5fc8-87f1-4172-8d52-819ca14c7a20.xml", 13275, SAME),
            ("52f61ec0", "PKL_52f61ec0-1517-49b7-a8e2-941c0200c69a.xml", 1708, SAME),
        ),
        plays=(
            ("MainImageSequence", "6ed567b7-c030-46d6-9c1c-0f09bab4b962", "60000/1001", 0, 80),
            ("MainAudioSequence", "b285d8f3-0294-4207-8ea8-4f0b72314213", "48000", 0, 64064),
        ),
        title="Untitled Project",
        edit_rate=Fraction(60000, 1001),
        missing=("VIDEO_6ed567b7-c030-46d6-9c1c-0f09bab4b962.mxf",),
        uses=(
            ("urn:uuid:6ed567b7-c030-46d6-9c1c-0f09bab4b962", "V1", 0, 80, 0, 80),
            ("urn:uuid:b285d8f3-0294-4207-8ea8-4f0b72314213", "A1", 0, 80, 0, 80),
        ),
    ),
    MERIDIAN: meridian("61d91654", "f5e93462", "8cf83c32-4949-4f00-b081-01e12b18932f", (), 0),
    # One digit of the ids of CPL, OPL, PKL and picture was changed in one place each.
    f"{MERIDIAN}_ID_MISMATCH": meridian(
        "61d91654",
        "f5e93462",
        "8cf83c32-4949-4f00-b081-01e12b18932e",
        ("61d91654-2650-4abf-abbc-ad2c7f640bf8",),
        3,
    ),
    "IAB/CompleteIMP": Gold(
        assets=(
            ("299b877c", "AUDIO_299b877c-d40b-4f9e-aa22-4fadf7ebf2b9.mxf", 3149704, GONE),
            ("17c68559", "meridian_2398_Atmos_20190603_first10s.mxf", 84500641, GONE),
            ("418e4d1f", "VIDEO_418e4d1f-f5c7-4c71-8c62-6f796446de20.mxf", 56565526, GONE),
            ("e0265fda", "CPL_e0265fda-cb35-4e35-a4e4-4f44d82d2a52.xml", 15728, SAME),
            ("ea472ed7", "PKL_ea472ed7-fe1f-451d-b1fa-b2b9e7b7da98.xml", None, UNTOLD),
        ),
        # The picture tells no rate of its own.
        plays=(
            ("MainImageSequence", "418e4d1f-f5c7-4c71-8c62-6f796446de20", "24000/1001", 0, 240),
            ("MainAudioSequence", "299b877c-d40b-4f9e-aa22-4fadf7ebf2b9", "48000", 0, 480480),
            ("IABSequence", "17c68559-b6de-4525-93f8-17c8ae77f599", "24000/1001", 0, 240),
        ),
        title="Meridian IAB test for Photon",
        edit_rate=Fraction(24000, 1001),
        volume=1,
        missing=(
            "AUDIO_299b877c-d40b-4f9e-aa22-4fadf7ebf2b9.mxf",
            "meridian_2398_Atmos_20190603_first10s.mxf",
            "VIDEO_418e4d1f-f5c7-4c71-8c62-6f796446de20.mxf",
        ),
        uses=(
            ("urn:uuid:418e4d1f-f5c7-4c71-8c62-6f796446de20", "V1", 0, 240, 0, 240),
            ("urn:uuid:299b877c-d40b-4f9e-aa22-4fadf7ebf2b9", "A1", 0, 240, 0, 240),
            ("urn:uuid:17c68559-b6de-4525-93f8-17c8ae77f599", "A2", 0, 240, 0, 240),
        ),
    ),
    # Edited by hand, as it says itself: sizes differ, and picture and sound were taken out of map and list.
    "ISXD/CompleteIMP": Gold(
        assets=(
            ("4eadbcac", "PKL_4eadbcac-d960-49c8-ac07-87ef43448954.xml", 2442, SIZE),
            ("b2d74f92", "CPL_ISXD_TEST_1.xml", 18354, SIZE),
            ("a7d447a3", "ISXD_TEST_1_01_dovi_isxd.mxf", 2396822, GONE),
            ("af6b288d", "OPL_af6b288d-27e8-441f-9a36-2c4ab9025d19.xml", 727, SAME),
        ),
        plays=(
            ("MainImageSequence", "edc4ec7a-8b1e-43e6-9932-ef46918222b9", "24000/1001", 0, 1440),
            ("MainAudioSequence", "07b3c298-7070-49cf-bced-bf76f25abf03", "48000", 0, 2882880),
            ("ISXDSequence", "a7d447a3-a05d-4aa3-a124-13ab3c23937c", "24000/1001", 0, 1440),
        ),
        title="ISXD_TEST_1",
        edit_rate=Fraction(24000, 1001),
        volume=1,
        profiles=(("af6b288d-27e8-441f-9a36-2c4ab9025d19", "b2d74f92-1990-41e0-869f-2179a50f7090"),),
        missing=("ISXD_TEST_1_01_dovi_isxd.mxf",),
        foreign=("edc4ec7a-8b1e-43e6-9932-ef46918222b9", "07b3c298-7070-49cf-bced-bf76f25abf03"),
        uses=(
            ("urn:uuid:edc4ec7a-8b1e-43e6-9932-ef46918222b9", "V1", 0, 1440, 0, 1440),
            ("urn:uuid:07b3c298-7070-49cf-bced-bf76f25abf03", "A1", 0, 1440, 0, 1440),
        ),
    ),
    # One chunk stands outside of a list of chunks; nothing that the map names is there, nothing there is named.
    "BadXML": Gold(
        assets=(
            ("23e9a145", "VIDEO_23e9a145-f2da-4183-86b2-1c399db41afb.mxf", 4052278, GONE),
            ("a2a83e0a", "AUDIO_a2a83e0a-a0ac-4785-8685-d868631f493a.mxf", 1131688, GONE),
            ("3aa56098", "CPL_3aa56098-7709-4673-9266-7f0c70ba10d8.xml", 17193, GONE),
            ("913ef906", "PKL_913ef906-893f-4851-8664-2d053bd2ec95.xml", 1715, GONE),
        ),
        missing=(
            "VIDEO_23e9a145-f2da-4183-86b2-1c399db41afb.mxf",
            "AUDIO_a2a83e0a-a0ac-4785-8685-d868631f493a.mxf",
            "CPL_3aa56098-7709-4673-9266-7f0c70ba10d8.xml",
            "PKL_913ef906-893f-4851-8664-2d053bd2ec95.xml",
        ),
        unnamed=(
            "CPL_67be5fc8-87f1-4172-8d52-819ca14c7a20.xml",
            "OPL_8cf83c32-4949-4f00-b081-01e12b18932f_simple.xml",
            "PKL_d54a68ed-332e-4ddd-b163-c0317abb1e52.xml",
        ),
        notes=1,
    ),
}  # fmt: skip


def documents() -> list[tuple[Path, str]]:
    """Every file that is recognised as a map, packing list or playlist."""
    found = []
    for path in sorted(SAMPLES.rglob("*.xml")):
        with path.open("rb") as file:
            row = sniff(file.read(HEAD_BYTES), path.name).format
        if row and row.name in DOCUMENTS:
            found.append((path, row.name))
    return found


def test_samples_when_searched_for_packages_then_all_are_in_the_gold() -> None:
    assert {str(path.parent.relative_to(SAMPLES)) for path in SAMPLES.rglob("ASSETMAP*")} == set(GOLD)


@pytest.mark.parametrize("name", GOLD)
def test_package_when_read_by_hand_then_agrees(name: str) -> None:
    package, gold = read_package(str(SAMPLES / name)), GOLD[name]
    checks = list(check(package, str(SAMPLES / name), hashes=True))
    assert (
        tuple(((each.asset.uuid or "")[:8], each.asset.path, each.asset.size, each.verdict) for each in checks)
        == gold.assets
    )
    compositions = package.compositions
    assert [each.title for each in compositions] == ([gold.title] if gold.title else [])
    assert [each.edit_rate for each in compositions] == ([gold.edit_rate] if gold.edit_rate else [])
    plays = (
        (sequence.kind, play.asset, str(play.rate), play.entry, play.duration)
        for each in compositions
        for part in each.parts
        for sequence in part.sequences
        for play in sequence.plays
    )
    assert tuple(plays) == gold.plays
    assert package.volume == gold.volume
    assert tuple((each.uuid, each.composition) for each in package.profiles) == gold.profiles
    assert tuple(each.path for each in package.missing) == gold.missing
    assert (package.unnamed, package.unmapped, package.foreign) == (gold.unnamed, gold.unmapped, gold.foreign)
    assert len(package.notes) == gold.notes


@pytest.mark.parametrize("name", GOLD)
def test_hash_when_computed_apart_then_the_verdicts_agree(name: str) -> None:
    folder = SAMPLES / name
    for each in check(read_package(str(folder)), str(folder), hashes=True):
        file = folder / (each.asset.path or "")
        assert file.is_file() == (each.verdict is not GONE)
        if not file.is_file() or each.asset.hash is None:
            continue
        found = base64.b64encode(hashlib.sha1(file.read_bytes()).digest()).decode()
        assert (found == each.asset.hash) == (each.verdict is SAME)


def test_documents_when_read_then_refer_to_what_their_text_says() -> None:
    """The second reader is a plain search in the text, which knows no XML."""
    counted = dict.fromkeys(DOCUMENTS, 0)
    for path, format_name in documents():
        content, text = read_document(str(path), format_name), path.read_text()
        assert content.status in {Status.FULL, Status.PARTIAL}, path
        if format_name == "assetmap":
            assert [each.raw for each in content.references] == re.findall(r"<Path>(.*?)</Path>", text)
            expected = re.findall(rf"<Asset>\s*<Id>{URN}", text)
        elif format_name == "pkl":
            names = re.findall(r"<OriginalFileName[^>]*>(.*?)</OriginalFileName>", text)
            assert [each.raw for each in content.references] == names
            expected = re.findall(rf"<Asset>\s*<Id>{URN}", text)
        else:
            expected = re.findall(rf"<(?:TrackFileId|CompositionPlaylistId)>{URN}", text)
            assert [each.raw for each in content.references] == [f"urn:uuid:{each}" for each in expected]
        assert [each.uuid for each in content.references] == expected, path
        counted[format_name] += len(expected)
    assert [name for _, name in documents()].count("assetmap") == 7
    assert counted == {"assetmap": 33, "cpl": 14, "opl": 4, "pkl": 23}


@pytest.mark.parametrize("name", [name for name in GOLD if GOLD[name].uses])
def test_composition_when_placed_by_hand_then_uses_agree(name: str) -> None:
    (path,) = (SAMPLES / name).glob("CPL_*.xml")
    content = read_document(str(path), "cpl")
    assert content.status is Status.FULL
    assert tuple(rows(content)) == GOLD[name].uses


def test_playlist_when_its_root_is_another_then_is_refused() -> None:
    content = read_document(str(SAMPLES / "BadXML" / "CPL_67be5fc8-87f1-4172-8d52-819ca14c7a20.xml"), "cpl")
    assert content.status is Status.FAILED
    assert "its root is Composition" in content.problems[0].reason
