"""IMF and DCP packages: what lies in the folder, what lacks, what contradicts, and checks of size and hash.

DCP is proven on generated packages only (package_writing.py); IMF on real ones too (tests/real).
"""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from fractions import Fraction
from pathlib import Path
from urllib.parse import quote

import package_writing as write
import pytest
from hypothesis import given
from hypothesis import strategies as st
from package_writing import FLAVOURS, LIST, PICTURE, PLAYLIST, SOUND, name_of

from assetgraph.documents.packages import reading
from assetgraph.documents.packages.checking import Verdict, check
from assetgraph.documents.packages.elements import number, places, rate, uuid
from assetgraph.documents.packages.model import Package
from assetgraph.documents.packages.reading import read_package
from assetgraph.errors import DocumentError, UnreadableFile, UnsafeDocument

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<{root} xmlns='http://www.smpte-ra.org/schemas/429-9/2007/AM'><Id>&b;</Id></{root}>"
)
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 9\n"


def package_of(folder: Path, *entries: str, **files: str | bytes) -> Package:
    """Read a folder with a map of these entries, and these files, whose names have _ for the dot."""
    for name, data in files.items():
        written(folder, name.replace("_", "."), data)
    written(folder, "ASSETMAP.xml", write.asset_map(entries))
    return read_package(str(folder))


def written(folder: Path, name: str, data: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def verdicts(package: Package, folder: Path, *, hashes: bool = False) -> list[Verdict]:
    return [each.verdict for each in check(package, str(folder), hashes=hashes)]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_package_when_whole_then_tells_assets_and_lacks_nothing(tmp_path: Path, flavour: str) -> None:
    write.write_package(tmp_path, FLAVOURS[flavour])
    package = read_package(str(tmp_path))
    assert package.maps == (FLAVOURS[flavour].map_name,)
    assert package.volume == 1
    assert [(each.uuid, each.path) for each in package.assets] == [
        (name_of(PICTURE), "picture.mxf"),
        (name_of(SOUND), "sound.mxf"),
        (name_of(PLAYLIST), "cpl.xml"),
        (name_of(LIST), "pkl.xml"),
    ]
    picture = package.assets[0]
    told = base64.b64encode(hashlib.sha1(b"picture" * 100).digest()).decode()
    assert (picture.size, picture.hash, picture.algorithm, picture.type) == (700, told, "sha1", "application/mxf")
    assert [each.is_packing_list for each in package.assets] == [False, False, False, True]
    assert package.assets[2].type == FLAVOURS[flavour].playlist_type
    assert [each.uuid for each in package.packing_lists] == [name_of(LIST)]
    lacks = package.missing, package.elsewhere, package.unnamed, package.unmapped, package.foreign, package.notes
    assert lacks == ((), (), (), (), (), ())


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_composition_when_read_then_tells_what_each_part_plays(tmp_path: Path, flavour: str) -> None:
    write.write_package(tmp_path, FLAVOURS[flavour], title="A title & more")
    (composition,) = read_package(str(tmp_path)).compositions
    assert (composition.uuid, composition.title, composition.path) == (name_of(PLAYLIST), "A title & more", "cpl.xml")
    assert composition.edit_rate == 24
    (part,) = composition.parts
    picture, sound = part.sequences
    assert (picture.kind, sound.kind) == (
        ("MainImageSequence", "MainAudioSequence") if "imf" in flavour else ("MainPicture", "MainSound")
    )
    ((shown,), (heard,)) = picture.plays, sound.plays
    assert (shown.asset, shown.rate, shown.entry, shown.duration, shown.intrinsic) == (name_of(PICTURE), 24, 12, 48, 60)
    per_second = 48000 if "imf" in flavour else 24
    assert (heard.asset, heard.rate, heard.entry, heard.duration) == (name_of(SOUND), per_second, 0, 2 * per_second)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_check_when_files_are_untouched_then_all_are_the_same(tmp_path: Path, flavour: str) -> None:
    write.write_package(tmp_path, FLAVOURS[flavour])
    checks = list(check(read_package(str(tmp_path)), str(tmp_path), hashes=True))
    assert {each.verdict for each in checks} == {Verdict.SAME}
    # No packing list tells its own hash.
    assert [each.is_hashed for each in checks] == [True, True, True, False]


def test_check_when_files_are_not_what_is_told_then_says_what_differs(tmp_path: Path) -> None:
    write.write_package(tmp_path)
    package = read_package(str(tmp_path))
    written(tmp_path, "picture.mxf", b"PICTURE" * 100)
    written(tmp_path, "sound.mxf", b"sound" * 31)
    assert verdicts(package, tmp_path) == [Verdict.SAME, Verdict.SIZE_DIFFERS, Verdict.SAME, Verdict.SAME]
    differing = [each for each in check(package, str(tmp_path), hashes=True) if each.verdict is not Verdict.SAME]
    assert [each.verdict for each in differing] == [Verdict.HASH_DIFFERS, Verdict.SIZE_DIFFERS]
    found = base64.b64encode(hashlib.sha1(b"PICTURE" * 100).digest()).decode()
    assert differing[0].found == found
    assert (differing[1].told, differing[1].found) == ("150", "155")


def test_check_when_a_file_is_gone_then_is_missing_or_unreadable(tmp_path: Path) -> None:
    write.write_package(tmp_path)
    before = read_package(str(tmp_path))
    (tmp_path / "picture.mxf").unlink()
    assert verdicts(before, tmp_path)[0] is Verdict.UNREADABLE
    after = read_package(str(tmp_path))
    assert [each.path for each in after.missing] == ["picture.mxf"]
    assert verdicts(after, tmp_path)[0] is Verdict.MISSING


def test_check_when_nothing_or_nonsense_is_told_then_says_so(tmp_path: Path) -> None:
    other = '<HashAlgorithm Algorithm="http://example.org/none"/>'
    sha256 = base64.b64encode(hashlib.sha256(b"c").digest()).decode()
    entries = (
        write.packed(2, b"b", more=other),
        f"<Asset><Id>{write.urn(3)}</Id><Hash>{sha256[:20]}\n  {sha256[20:]}</Hash>"
        '<HashAlgorithm Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/></Asset>',
        f"<Asset><Id>{write.urn(4)}</Id><Hash>not base64</Hash></Asset>",
    )
    package = package_of(
        tmp_path,
        *(write.mapped(index, write.chunk(f"{name}.mxf")) for index, name in enumerate("abcd", 1)),
        write.mapped(LIST + 1, write.chunk("pkl.xml"), more="<PackingList>true</PackingList>"),
        a_mxf=b"a",
        b_mxf=b"b",
        c_mxf=b"c",
        d_mxf=b"d",
        pkl_xml=write.packing_list(LIST + 1, entries),
    )
    checks = list(check(package, str(tmp_path), hashes=True))
    assert [(each.verdict, each.is_hashed) for each in checks] == [
        (Verdict.UNTOLD, False),
        (Verdict.SAME, False),
        (Verdict.SAME, True),
        (Verdict.HASH_DIFFERS, True),
        (Verdict.UNTOLD, False),
    ]


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("with%20space%2Bplus.mxf", "with space+plus.mxf"),
        ("not quoted 100%.mxf", "not quoted 100%.mxf"),
        ("kept%20quoted.mxf", "kept%20quoted.mxf"),
        ("file:///below/it.mxf", "below/it.mxf"),
        ("file://localhost/below/it.mxf", "below/it.mxf"),
        ("below\\on windows.mxf", "below/on windows.mxf"),
        ("./below//./it.mxf", "below/it.mxf"),
        ("%C3%A9t%C3%A9.mxf", "été.mxf"),
        ("été.mxf", unicodedata.normalize("NFD", "été.mxf")),
    ],
)
def test_path_when_written_otherwise_then_its_file_is_found(tmp_path: Path, path: str, file: str) -> None:
    written(tmp_path, file, b"x")
    package = package_of(tmp_path, write.mapped(1, write.chunk(path)))
    (asset,) = package.assets
    assert (asset.path, asset.chunks[0].path) == (file, path)
    assert (package.missing, package.unnamed) == ((), ())


def test_path_when_both_readings_exist_then_that_of_the_standard_counts(tmp_path: Path) -> None:
    written(tmp_path, "a%20b.mxf", b"x")
    written(tmp_path, "a b.mxf", b"x")
    package = package_of(tmp_path, write.mapped(1, write.chunk("a%20b.mxf")))
    assert package.assets[0].path == "a b.mxf"
    assert package.unnamed == ("a%20b.mxf",)


@pytest.mark.parametrize(
    "path", ["../cpl.xml", "below/../../cpl.xml", "%2e%2e/cpl.xml", "..\\cpl.xml", "file:///../cpl.xml"]
)
def test_path_when_it_points_out_of_the_folder_then_nothing_there_is_read(tmp_path: Path, path: str) -> None:
    written(tmp_path, "cpl.xml", write.usual_playlist(write.SMPTE))
    package = package_of(tmp_path / "package", write.mapped(PLAYLIST, write.chunk(path)))
    assert package.compositions == ()
    assert [each.uuid for each in package.missing] == [name_of(PLAYLIST)]
    assert package.assets[0].path is None
    assert any("points out of the package" in note for note in package.notes)


def test_chunks_when_several_then_are_one_asset_in_the_order_of_their_offsets(tmp_path: Path) -> None:
    package = package_of(
        tmp_path,
        write.mapped(1, write.chunk("b.mxf", offset=3, length=4), write.chunk("a.mxf", offset=0, length=3)),
        write.mapped(2, write.chunk("pkl.xml"), more="<PackingList>true</PackingList>"),
        a_mxf=b"abc",
        b_mxf=b"defg",
        pkl_xml=write.packing_list(2, [write.packed(1, b"abcdefg")]),
    )
    assert [each.file for each in package.assets[0].chunks] == ["a.mxf", "b.mxf"]
    assert package.unnamed == ()
    assert verdicts(package, tmp_path, hashes=True)[0] is Verdict.SAME
    written(tmp_path, "b.mxf", b"defX")
    assert verdicts(package, tmp_path, hashes=True)[0] is Verdict.HASH_DIFFERS


def test_document_when_in_several_chunks_then_no_piece_is_read_for_the_whole(tmp_path: Path) -> None:
    whole = write.usual_playlist(write.SMPTE)
    chunks = write.chunk("a.xml", offset=0), write.chunk("b.xml", offset=200)
    package = package_of(tmp_path, write.mapped(PLAYLIST, *chunks), a_xml=whole[:200], b_xml=whole[200:])
    assert (package.compositions, package.missing, package.notes) == ((), (), ())


def test_chunks_when_no_packing_list_tells_a_size_then_their_lengths_do(tmp_path: Path) -> None:
    chunks = write.chunk("a.mxf", offset=0, length=3), write.chunk("b.mxf", offset=3, length=4)
    package = package_of(tmp_path, write.mapped(1, *chunks), a_mxf=b"abc", b_mxf=b"defgh")
    assert package.assets[0].size == 7
    assert verdicts(package, tmp_path) == [Verdict.SIZE_DIFFERS]


def test_chunk_when_on_another_volume_then_is_elsewhere_and_not_missing(tmp_path: Path) -> None:
    index = write.document("VolumeIndex", write.SMPTE.map_space, "<Index>2</Index>")
    package = package_of(
        tmp_path,
        write.mapped(1, write.chunk("first.mxf", volume=1)),
        write.mapped(2, write.chunk("second.mxf", volume=2)),
        write.mapped(3, write.chunk("copied.mxf", volume=1)),
        VOLINDEX_xml=index,
        copied_mxf=b"x",
    )
    assert package.volume == 2
    assert [each.uuid for each in package.elsewhere] == [name_of(1)]
    assert [each.uuid for each in package.missing] == [name_of(2)]
    assert verdicts(package, tmp_path) == [Verdict.ELSEWHERE, Verdict.MISSING, Verdict.UNTOLD]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_version_file_when_it_plays_an_original_then_tells_what_is_foreign(tmp_path: Path, flavour: str) -> None:
    playlist = write.usual_playlist(FLAVOURS[flavour], picture=77)
    package = package_of(
        tmp_path,
        write.mapped(SOUND, write.chunk("sound.mxf")),
        write.mapped(PLAYLIST, write.chunk("cpl.xml")),
        sound_mxf=b"x",
        cpl_xml=playlist,
    )
    assert package.foreign == (name_of(77),)
    assert package.missing == ()


def test_asset_when_in_two_packages_then_each_has_it(tmp_path: Path) -> None:
    packages = [read_package(str(write.write_package(tmp_path / each))) for each in ("one", "two")]
    assert all(package.asset(name_of(PICTURE)) for package in packages)
    assert not any(package.asset(name_of(99)) for package in packages)


def test_files_when_no_map_names_them_then_are_told_but_not_those_of_a_package_inside(tmp_path: Path) -> None:
    write.write_package(tmp_path)
    write.write_package(tmp_path / "version" / "inside")
    written(tmp_path, "version/loose.txt", b"x")
    written(tmp_path, "version/inside/deeper/loose.txt", b"x")
    assert read_package(str(tmp_path)).unnamed == ("version/loose.txt",)


def test_map_when_it_names_files_of_a_package_inside_then_they_are_there(tmp_path: Path) -> None:
    write.write_package(tmp_path / "inside")
    package = package_of(tmp_path, write.mapped(1, write.chunk("inside/picture.mxf")))
    assert (package.missing, package.unnamed) == ((), ())


def test_packing_list_when_it_has_more_than_the_map_then_tells_what(tmp_path: Path) -> None:
    package = package_of(
        tmp_path,
        write.mapped(LIST, write.chunk("pkl.xml"), more="<PackingList>true</PackingList>"),
        pkl_xml=write.packing_list(LIST, [write.packed(9, b"x"), "<Asset><Id>none</Id></Asset>"]),
    )
    assert package.unmapped == (name_of(9),)
    assert package.notes == ("pkl.xml: an entry of the packing list whose Id is no UUID: none",)


def test_packing_lists_when_they_disagree_then_the_first_counts_and_it_is_noted(tmp_path: Path) -> None:
    package = package_of(
        tmp_path,
        write.mapped(1, write.chunk("a.mxf")),
        write.mapped(4, write.chunk("p.xml"), more="<PackingList>true</PackingList>"),
        write.mapped(5, write.chunk("q.xml"), more="<PackingList/>"),
        a_mxf=b"a",
        p_xml=write.packing_list(4, [write.packed(1, b"a")]),
        q_xml=write.packing_list(5, [write.packed(1, b"ab")]),
    )
    assert package.assets[0].size == 1
    assert package.notes == (f"packing lists do not agree on {name_of(1)}",)


def test_documents_when_they_call_themselves_otherwise_then_it_is_noted(tmp_path: Path) -> None:
    profile = write.document(
        "OutputProfileList",
        "http://www.smpte-ra.org/schemas/2067-100/2014",
        write.tag("Id", write.urn(8)),
        write.tag("CompositionPlaylistId", write.urn(PLAYLIST)),
    )
    package = package_of(
        tmp_path,
        write.mapped(7, write.chunk("opl.xml")),
        write.mapped(6, write.chunk("cpl.xml"), more="<PackingList>false</PackingList>"),
        write.mapped(6, write.chunk("cpl.xml"), more="<PackingList>true</PackingList>"),
        opl_xml=profile,
        cpl_xml=write.imf_playlist(PLAYLIST, "t", []),
    )
    assert [(each.uuid, each.composition) for each in package.profiles] == [(name_of(8), name_of(PLAYLIST))]
    assert package.notes == (
        f"opl.xml: it calls itself {name_of(8)}, the map {name_of(7)}",
        f"cpl.xml: it calls itself {name_of(PLAYLIST)}, the map {name_of(6)}",
        "cpl.xml: the map calls it a packing list, and it is none",
        f"the map has {name_of(6)} 2 times",
    )


@pytest.mark.parametrize("form", ["bomb", "cut", "pointer"])
def test_playlist_when_it_cannot_be_read_then_the_package_is_read_without_it(tmp_path: Path, form: str) -> None:
    write.write_package(tmp_path)
    whole = (tmp_path / "cpl.xml").read_text()
    forms = {"bomb": BOMB.format(root="CompositionPlaylist"), "cut": whole[: len(whole) // 2], "pointer": POINTER}
    written(tmp_path, "cpl.xml", forms[form])
    package = read_package(str(tmp_path))
    assert package.compositions == ()
    assert len(package.packing_lists) == 1
    (note,) = package.notes
    assert note.startswith("cpl.xml: ")
    assert verdicts(package, tmp_path)[2] is Verdict.SIZE_DIFFERS


def test_map_when_its_entries_lack_something_then_the_rest_is_told(tmp_path: Path) -> None:
    package = package_of(
        tmp_path,
        "<Asset><Id>urn:uuid:nonsense</Id><ChunkList><Chunk><Path>a.mxf</Path></Chunk></ChunkList></Asset>",
        f"<Asset><Id>{write.urn(2)}</Id></Asset>",
        f"<Asset><Id>{write.urn(3).upper()}</Id>{write.chunk('b.mxf')}</Asset>",
        a_mxf=b"a",
        b_mxf=b"b",
    )
    assert [(each.uuid, each.path) for each in package.assets] == [
        (None, "a.mxf"),
        (name_of(2), None),
        (name_of(3), "b.mxf"),
    ]
    assert [each.uuid for each in package.missing] == [name_of(2)]
    assert len(package.notes) == 3


def test_folder_when_it_has_two_maps_then_both_count(tmp_path: Path) -> None:
    written(tmp_path, "ASSETMAP", write.asset_map([write.mapped(2, write.chunk("b.mxf"))], write.INTEROP))
    package = package_of(tmp_path, write.mapped(1, write.chunk("a.mxf")), a_mxf=b"a", b_mxf=b"b")
    assert package.maps == ("ASSETMAP", "ASSETMAP.xml")
    assert [each.path for each in package.assets] == ["b.mxf", "a.mxf"]
    assert package.unnamed == ()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (BOMB.format(root="AssetMap"), UnsafeDocument),
        ("<AssetMap>" * 500 + "</AssetMap>" * 500, UnsafeDocument),
        (write.asset_map([])[:-20], DocumentError),
        (write.packing_list(1, []), DocumentError),
        (POINTER, DocumentError),
        ("", DocumentError),
        (None, DocumentError),
    ],
)
def test_map_when_it_cannot_be_read_then_raises(tmp_path: Path, text: str | None, error: type[Exception]) -> None:
    if text is not None:
        written(tmp_path, "ASSETMAP", text)
    with pytest.raises(error) as caught:
        read_package(str(tmp_path))
    assert type(caught.value) is error
    assert caught.value.next_step


def test_folder_when_it_is_none_then_raises(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_package(str(tmp_path / "none"))


def test_folder_when_it_has_too_many_files_then_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write.write_package(tmp_path)
    monkeypatch.setattr(reading, "MOST_FILES", 5)
    with pytest.raises(UnsafeDocument):
        read_package(str(tmp_path))


def test_links_when_in_a_package_then_are_not_followed(tmp_path: Path) -> None:
    folder = write.write_package(tmp_path / "package")
    (folder / "cpl.xml").rename(tmp_path / "cpl.xml")
    (folder / "cpl.xml").symlink_to(tmp_path / "cpl.xml")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    written(tmp_path, "other/loose.txt", b"x")
    (folder / "other").symlink_to(tmp_path / "other", target_is_directory=True)
    package = read_package(str(folder))
    assert [each.path for each in package.missing] == ["cpl.xml"]
    assert (package.compositions, package.unnamed, package.notes) == ((), (), ())


def test_folder_when_one_inside_cannot_be_listed_then_it_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.write_package(tmp_path)
    (tmp_path / "closed").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if "closed" in path:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert read_package(str(tmp_path)).notes == ("closed/: Permission denied",)


@given(st.text(alphabet="ab./\\%25eE:~ é\0", max_size=30))
def test_places_when_given_anything_then_stay_in_the_folder(path: str) -> None:
    for place in places(path):
        assert not place.startswith("/")
        assert not {"..", ".", ""} & set(place.split("/"))
        assert os.path.normpath(os.path.join("/folder", place)).startswith("/folder/")


_NAMES = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(_NAMES.filter(lambda name: name not in {".", ".."}), min_size=1, max_size=3))
def test_places_when_a_path_is_quoted_then_the_first_is_the_path(pieces: list[str]) -> None:
    path = "/".join(pieces)
    assert places(quote(path))[0] == path


@given(st.fractions(min_value=Fraction(1, 1000), max_value=200_000, max_denominator=1001))
def test_rate_when_written_as_two_numbers_then_is_exact(value: Fraction) -> None:
    assert rate(f"{value.numerator} {value.denominator}") == value
    assert rate(f"{value.numerator}/{value.denominator}") == value


@pytest.mark.parametrize("said", [None, "", "0", "0 1", "24 0", "-24 1", "24 1 1", "NaN", "1e3", "٢٤ 1", "9" * 5000])
def test_rate_when_it_is_none_then_is_none(said: str | None) -> None:
    assert rate(said) is None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("urn:uuid:0EB3D1B9-b77b-4d3f-bbe5-7c69b15dca85", "0eb3d1b9-b77b-4d3f-bbe5-7c69b15dca85"),
        ("0eb3d1b9-b77b-4d3f-bbe5-7c69b15dca85", "0eb3d1b9-b77b-4d3f-bbe5-7c69b15dca85"),
        ("urn:uuid:0eb3d1b9", None),
        ("urn:uuid:0eb3d1b9-b77b-4d3f-bbe5-7c69b15dca85x", None),
        (None, None),
    ],
)
def test_uuid_when_read_then_is_plain_or_none(said: str | None, found: str | None) -> None:
    assert uuid(said) == found


@pytest.mark.parametrize(("said", "found"), [("0", 0), ("007", 7), ("-1", None), ("1.5", None), ("9" * 30, None)])
def test_number_when_read_then_is_whole_or_none(said: str, found: int | None) -> None:
    assert number(said) == found
