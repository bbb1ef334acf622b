"""Packages in the graph: assets, compositions and originals follow what lies on disk, and nothing is told twice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import package_writing as write
from tests.library import Library, rename
from tests.package_writing import LIST, PICTURE, PLAYLIST, SOUND, name_of

pytestmark = pytest.mark.graph
NAMES = {PICTURE: "picture.mxf", SOUND: "sound.mxf", PLAYLIST: "cpl.xml", LIST: "pkl.xml"}


def _assets(library: Library, **params: object) -> dict[str | None, tuple[str, bool | None, bool | None]]:
    """Path -> state, size_ok, hash_ok."""
    rows = library.graph.query("package_assets", **params)
    return {_short(library, row.path): (row.state, row.size_ok, row.hash_ok) for row in rows}


def _plays(library: Library) -> list[tuple[str, str, int, int, int, str | None]]:
    """Package, UUID, reel, entry, duration, path."""
    return [
        (_short(library, row.package), row.uuid, row.reel, row.entry, row.duration, _short(library, row.path))
        for row in library.graph.query("plays")
    ]


def _short(library: Library, path: str | None) -> str | None:
    return path.removeprefix(f"{library.root}/") if path else None


def _problems(library: Library) -> set[tuple[str, str]]:
    """Stage and path, but for the stand-ins of track files, which no tool can read."""
    return {(stage, path) for stage, path in library.problems() if stage in {"document", "hash"}}


def _supplements(library: Library) -> set[tuple[str, str, int, float]]:
    return {
        (Path(row.package).name, Path(row.needs_package).name, row.assets, row.confidence)
        for row in library.graph.query("supplements")
    }


def _version_file(folder: Path, *, picture: int = PICTURE, more: Iterable[int] = (), number: int = 0x51) -> Path:
    """A DCP of a playlist and another sound, which plays the picture of an original; `number` makes it another one."""
    folder.mkdir(parents=True, exist_ok=True)
    reels = [
        write.reel(
            write.reel_asset("MainPicture", each, 48, entry=12, all_=60),
            write.reel_asset("MainSound", number, 48, all_=48),
        )
        for each in (picture, *more)
    ]
    files = {number: b"other sound" * 9, number + 1: write.dcp_playlist(number + 1, "VF", reels).encode()}
    entries = [write.packed(each, data) for each, data in files.items()]
    files[number + 2] = write.packing_list(number + 2, entries).encode()
    for each, data in files.items():
        (folder / f"{each}.bin").write_bytes(data)
    mark = {number + 2: write.SMPTE.mark}
    listed = [write.mapped(each, write.chunk(f"{each}.bin"), more=mark.get(each, "")) for each in files]
    (folder / "ASSETMAP.xml").write_text(write.asset_map(listed))
    return folder


def _played(library: Library, folder: str) -> tuple[str, str | None]:
    """What became of a version file's reference to the picture."""
    (playlist,) = library.root.joinpath(folder).glob("82.bin")
    rows = {row.raw: row for row in library.graph.query("references", document=str(playlist))}
    row = rows[write.urn(PICTURE)]
    return row.state, _short(library, row.target)


def _settled(library: Library) -> None:
    """A second run writes nothing, and the graph is what a first run over all of it would write."""
    before = library.dump()
    assert library.ingest(probe="header").documents == 0
    assert _differences(library, before) == []
    library.graph.relate(everything=True)
    assert _differences(library, before) == []


def _differences(library: Library, before: list[str]) -> list[str]:
    return sorted(set(before) ^ set(library.dump()))


@pytest.mark.parametrize("flavour", write.FLAVOURS)
def test_package_when_ingested_then_its_assets_and_what_is_played_are_told(library: Library, flavour: str) -> None:
    write.write_package(library.root / "pkg", write.FLAVOURS[flavour], title="Aurora")
    library.ingest(probe="header")
    told = ("PRESENT", True, None)
    assert _assets(library) == {f"pkg/{name}": told for name in NAMES.values()}
    rows = {row.uuid: row for row in library.graph.query("package_assets", package=str(library.root / "pkg"))}
    assert rows.keys() == {name_of(number) for number in NAMES}
    assert (rows[name_of(PICTURE)].type, rows[name_of(PICTURE)].algorithm) == ("application/mxf", "sha1")
    assert rows[name_of(LIST)].hash is None
    per_second = 48000 if "imf" in flavour else 24
    assert sorted(_plays(library), key=lambda row: row[1]) == [
        ("pkg", name_of(PICTURE), 1, 12, 48, "pkg/picture.mxf"),
        ("pkg", name_of(SOUND), 1, 0, 2 * per_second, "pkg/sound.mxf"),
    ]
    shown = [row for row in library.graph.query("plays", composition=str(library.root / "pkg/cpl.xml")) if row.entry]
    assert [(row.composition, row.title, row.edit_rate) for row in shown] == [
        (str(library.root / "pkg/cpl.xml"), "Aurora", "24/1")
    ]
    assert list(library.graph.query("supplements")) == []
    assert _problems(library) == set()
    _settled(library)


def test_playlist_when_files_tell_no_uuid_then_its_references_follow_the_map(library: Library) -> None:
    """The files here are no MXF: only the map tells which is which."""
    write.write_package(library.root / "pkg")
    library.ingest(probe="header")
    rows = library.graph.query("references", document=str(library.root / "pkg/cpl.xml"))
    assert {(Path(row.target).name, row.state, row.method, row.confidence) for row in rows} == {
        ("picture.mxf", "RESOLVED", "EXPLICIT_UUID", 0.98),
        ("sound.mxf", "RESOLVED", "EXPLICIT_UUID", 0.98),
    }


def test_member_when_it_vanishes_and_returns_then_package_and_playlist_follow(library: Library) -> None:
    write.write_package(library.root / "pkg")
    library.ingest(probe="header")
    whole = library.living()
    aside = library.root.parent / "aside"
    (library.root / "pkg/picture.mxf").rename(aside)
    library.ingest(probe="header")
    assert _assets(library)["pkg/picture.mxf"] == ("MISSING", None, None)
    assert _assets(library, sound=False) == {"pkg/picture.mxf": ("MISSING", None, None)}
    assert (name_of(PICTURE), None) in {(row[1], row[5]) for row in _plays(library)}
    assert [row.state for row in library.graph.query("references", document=str(library.root / "pkg/cpl.xml"))] == [
        "UNMAPPED", "RESOLVED",
    ]  # fmt: skip
    _settled(library)
    aside.rename(library.root / "pkg/picture.mxf")
    library.ingest(probe="header")
    assert library.living() == whole
    _settled(library)


def test_member_when_it_moves_within_the_library_then_is_missing_until_it_moves_back(library: Library) -> None:
    write.write_package(library.root / "pkg")
    library.ingest(probe="header")
    rename(library, "pkg/sound.mxf", "attic/sound.mxf")
    library.ingest(probe="header")
    assert _assets(library)["pkg/sound.mxf"] == ("MISSING", None, None)
    _settled(library)
    rename(library, "attic/sound.mxf", "pkg/sound.mxf")
    library.ingest(probe="header")
    assert _assets(library)["pkg/sound.mxf"] == ("PRESENT", True, None)


def test_member_when_it_changes_then_its_size_is_a_problem_until_it_is_mended(library: Library) -> None:
    write.write_package(library.root / "pkg")
    kept = (library.root / "pkg/sound.mxf").read_bytes()
    library.ingest(probe="header")
    library.write("pkg/sound.mxf", b"short")
    library.ingest(probe="header")
    assert _assets(library)["pkg/sound.mxf"] == ("PRESENT", False, None)
    (problem,) = library.graph.query("problems", stage="document")
    assert problem.path == str(library.root / "pkg/ASSETMAP.xml")
    assert "sound.mxf (5 bytes, told 150)" in problem.reason
    _settled(library)
    library.write("pkg/sound.mxf", kept)
    library.ingest(probe="header")
    assert _problems(library) == set()


def test_package_when_its_map_goes_then_is_dropped_and_when_it_returns_is_there(library: Library) -> None:
    write.write_package(library.root / "ov")
    _version_file(library.root / "vf")
    library.ingest(probe="header")
    whole = library.living()
    assert _supplements(library) == {("vf", "ov", 1, 0.98)}
    aside = library.root.parent / "aside"
    (library.root / "ov/ASSETMAP.xml").rename(aside)
    library.ingest(probe="header")
    assert {row.package for row in library.graph.query("package_assets")} == {str(library.root / "vf")}
    assert _supplements(library) == set()
    assert (library.counts()["Package"], library.counts()["Composition"]) == (1, 1)
    # The files are there, and nothing tells any more which UUID is whose.
    missing = {row.reference: len(row.documents) for row in library.graph.query("missing_media", state="UNMAPPED")}
    assert missing == {write.urn(PICTURE): 3, write.urn(SOUND): 2, write.urn(PLAYLIST): 1}
    _settled(library)
    aside.rename(library.root / "ov/ASSETMAP.xml")
    library.ingest(probe="header")
    assert library.living() == whole


def test_package_when_its_folder_moves_then_keeps_its_version_files(library: Library) -> None:
    write.write_package(library.root / "ov")
    _version_file(library.root / "vf")
    library.ingest(probe="header")
    rename(library, "ov", "archive/2026/ov")
    library.ingest(probe="header")
    assert _supplements(library) == {("vf", "ov", 1, 0.95)}
    assert _assets(library, sound=False) == {}
    assert library.counts()["Package"] == 2
    dump = library.living()
    library.wipe()
    library.ingest(probe="header")
    assert library.living() == dump


@pytest.mark.parametrize("order", [("ov", "vf"), ("vf", "ov")])
def test_version_file_when_its_original_comes_first_or_last_then_is_told(
    library: Library, order: tuple[str, str]
) -> None:
    library.write("notes.txt")
    library.ingest(probe="header")
    write.write_package(library.root / "ov")
    # Nothing reads it: whether that is noted depends on what else a run has to do.
    (library.root / "ov/VOLINDEX.xml").unlink()
    _version_file(library.root / "vf")
    for name in order:
        library.ingest(name, probe="header")
    told = _supplements(library)
    library.ingest(probe="header")
    assert told == _supplements(library)
    assert _supplements(library) == {("vf", "ov", 1, 0.98)}
    assert ("vf", name_of(PICTURE), 1, 12, 48, "ov/picture.mxf") in _plays(library)
    _settled(library)
    broken = {
        row.path.removeprefix(f"{library.root}/") for row in library.graph.impact(library.root / "ov/picture.mxf")
    }
    assert {"ov/cpl.xml", "ov/pkl.xml", "ov/ASSETMAP.xml", "vf/82.bin", "vf/ASSETMAP.xml"} <= broken
    assert list(library.graph.query("orphans")) == []


def test_version_file_when_two_packages_have_what_it_plays_then_the_one_beside_it_or_none(library: Library) -> None:
    """Both have the picture, but are no copies of each other."""
    write.write_package(library.root / "a/ov")
    other = library.root / "b/other"
    _version_file(other, number=0x70)
    (other / "p.mxf").write_bytes(b"p")
    entries = (other / "ASSETMAP.xml").read_text()
    more = write.mapped(PICTURE, write.chunk("p.mxf"))
    (other / "ASSETMAP.xml").write_text(entries.replace("</AssetList>", f"{more}</AssetList>"))
    _version_file(library.root / "c/vf")
    library.ingest(probe="header")
    assert _supplements(library) == set()
    rename(library, "c/vf", "a/vf")
    library.ingest(probe="header")
    assert _supplements(library) == {("vf", "ov", 1, 0.98)}
    _settled(library)


def test_version_file_when_its_original_has_a_broken_copy_then_the_whole_one_is_meant(library: Library) -> None:
    write.write_package(library.root / "x/broken")
    (library.root / "x/broken/picture.mxf").write_bytes(b"cut off")
    write.write_package(library.root / "y/whole")
    _version_file(library.root / "z/vf")
    library.ingest(probe="header")
    assert {row["uuid"] for row in library.ask("MATCH (p:Package) RETURN p.uuid AS uuid")} == {
        name_of(LIST), name_of(0x53),
    }  # fmt: skip
    assert _assets(library, sound=False) == {"x/broken/picture.mxf": ("PRESENT", False, None)}
    assert _supplements(library) == {("vf", "whole", 1, 0.95)}
    assert {(row[0], row[5]) for row in _plays(library) if row[1] == name_of(PICTURE)} == {
        ("x/broken", "x/broken/picture.mxf"), ("y/whole", "y/whole/picture.mxf"), ("z/vf", "y/whole/picture.mxf"),
    }  # fmt: skip
    assert _played(library, "z/vf") == ("RESOLVED", "y/whole/picture.mxf")
    _settled(library)
    shutil.copy(library.root / "y/whole/picture.mxf", library.root / "x/broken/picture.mxf")
    library.ingest(probe="header")
    assert _played(library, "z/vf") == ("AMBIGUOUS", None)
    _settled(library)
    (library.root / "x/broken/picture.mxf").write_bytes(b"cut off again")
    library.ingest(probe="header")
    assert _played(library, "z/vf") == ("RESOLVED", "y/whole/picture.mxf")
    shutil.rmtree(library.root / "y")
    library.ingest(probe="header")
    assert _supplements(library) == {("vf", "broken", 1, 0.95)}
    assert _played(library, "z/vf") == ("RESOLVED", "x/broken/picture.mxf")
    _settled(library)


def test_copy_of_a_package_when_it_lacks_an_asset_that_the_other_has_then_supplements_nothing(
    library: Library,
) -> None:
    write.write_package(library.root / "good")
    write.write_package(library.root / "bad")
    text = (library.root / "bad/ASSETMAP.xml").read_text()
    (library.root / "bad/ASSETMAP.xml").write_text(text.replace(write.urn(PICTURE), write.urn(0x99)))
    library.ingest(probe="header")
    assert ("bad", name_of(PICTURE), 1, 12, 48, None) in _plays(library)
    assert _supplements(library) == set()


def test_assets_when_in_chunks_and_under_quoted_or_odd_paths_then_are_found(library: Library) -> None:
    root = library.root / "pkg"
    for name, data in {"one.mxf": b"1" * 10, "two.mxf": b"2" * 5, "sub dir/ä%.mxf": b"3", "plain.mxf": b"4"}.items():
        library.write(f"pkg/{name}", data)
    entries = [
        write.packed(1, b"1" * 10 + b"2" * 5),
        write.packed(2, b"3"),
        write.packed(3, b"4"),
        write.packed(4, b""),
    ]
    library.write("pkg/pkl.xml", write.packing_list(9, entries))
    maps = [
        write.mapped(1, write.chunk("two.mxf", offset=10, length=5), write.chunk("one.mxf", offset=0, length=10)),
        write.mapped(2, write.chunk(quote("sub dir/ä%.mxf"))),
        write.mapped(3, write.chunk("file:///plain.mxf")),
        write.mapped(4, write.chunk("../outside.mxf")),
        write.mapped(9, write.chunk("pkl.xml"), more=write.SMPTE.mark),
        write.mapped(8, write.chunk("cpl.xml")),
    ]
    (root / "ASSETMAP.xml").write_text(write.asset_map(maps))
    reel = write.reel(write.reel_asset("MainPicture", 1, 48, all_=48))
    library.write("pkg/cpl.xml", write.dcp_playlist(8, "In chunks", [reel]))
    library.ingest(probe="header")
    (row,) = library.graph.query("references", document=str(root / "cpl.xml"))
    assert (row.state, _short(library, row.target)) == ("RESOLVED", "pkg/one.mxf")
    assert _assets(library) == {
        "pkg/one.mxf": ("PRESENT", True, None),
        "pkg/two.mxf": ("PRESENT", True, None),
        "pkg/cpl.xml": ("PRESENT", None, None),
        "pkg/sub dir/ä%.mxf": ("PRESENT", True, None),
        "pkg/plain.mxf": ("PRESENT", True, None),
        "pkg/pkl.xml": ("PRESENT", None, None),
        None: ("MISSING", None, None),
    }
    rows = library.ask(
        "MATCH (x:PackageAsset {uuid: $uuid})-[r:LOCATED_AT]->(a) RETURN a.name AS name ORDER BY r.chunk",
        uuid=name_of(1),
    )
    assert [row["name"] for row in rows] == ["one.mxf", "two.mxf"]
    assert list(library.graph.query("orphans")) == []
    _settled(library)
    library.write("pkg/two.mxf", b"2")
    library.ingest(probe="header")
    assert _assets(library)["pkg/one.mxf"] == ("PRESENT", False, None)
    (root / "one.mxf").unlink()
    library.ingest(probe="header")
    found = _assets(library)
    assert (found["pkg/one.mxf"], found["pkg/two.mxf"]) == (("MISSING", None, None), ("MISSING", None, None))
    (row,) = library.graph.query("references", document=str(root / "cpl.xml"))
    assert row.state == "UNMAPPED"
    _settled(library)


def test_package_when_two_volumes_hold_its_parts_then_the_rest_is_elsewhere(library: Library) -> None:
    library.write("pkg/one.mxf", b"1")
    index = write.document("VolumeIndex", write.SMPTE.map_space, write.tag("Index", 1))
    library.write("pkg/VOLINDEX.xml", index)
    maps = [write.mapped(1, write.chunk("one.mxf", volume=1)), write.mapped(2, write.chunk("two.mxf", volume=2))]
    library.write("pkg/ASSETMAP.xml", write.asset_map(maps))
    library.ingest(probe="header")
    assert {path: told[0] for path, told in _assets(library).items()} == {
        "pkg/one.mxf": "PRESENT", "pkg/two.mxf": "ELSEWHERE",
    }  # fmt: skip


def test_map_when_it_is_damaged_then_its_package_stays_as_it_was(library: Library) -> None:
    write.write_package(library.root / "pkg")
    library.ingest(probe="header")
    before = _assets(library)
    good = (library.root / "pkg/ASSETMAP.xml").read_bytes()
    library.write("pkg/ASSETMAP.xml", good[: len(good) // 2])
    library.ingest(probe="header")
    assert _problems(library) == {("document", "pkg/ASSETMAP.xml")}
    assert _assets(library) == before
    library.write("pkg/ASSETMAP.xml", good)
    library.ingest(probe="header")
    assert _problems(library) == set()


def test_hashes_when_asked_for_then_are_checked_and_a_file_that_stays_is_not_read_again(library: Library) -> None:
    write.write_package(library.root / "pkg")
    bad = library.root / "pkg/sound.mxf"
    good = bad.read_bytes()
    bad.write_bytes(good[:-1] + b"?")
    library.ingest(probe="header")
    assert {told[2] for told in _assets(library).values()} == {None}
    library.ingest(probe="header", hash="all")
    checked = {
        "pkg/picture.mxf": ("PRESENT", True, True),
        "pkg/sound.mxf": ("PRESENT", True, False),
        "pkg/cpl.xml": ("PRESENT", True, True),
        "pkg/pkl.xml": ("PRESENT", True, None),
    }
    assert _assets(library) == checked
    assert _problems(library) == {("hash", "pkg/ASSETMAP.xml")}
    # The map is read again: what was checked stays, although nobody asks for hashes.
    library.graph.relate(everything=True)
    assert _assets(library) == checked
    assert _problems(library) == {("hash", "pkg/ASSETMAP.xml")}
    # The same size and time, and other content: whoever looked into it would see another hash.
    picture = library.root / "pkg/picture.mxf"
    status = picture.stat()
    with picture.open("r+b") as file:
        file.write(b"P")
    os.utime(picture, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert library.graph.relate(everything=True).problems == 1
    assert _assets(library) == checked
    bad.write_bytes(good)
    library.ingest(probe="header")
    assert (_assets(library)["pkg/sound.mxf"], _problems(library)) == (("PRESENT", True, None), set())
    library.ingest(probe="header", hash="all")
    assert _assets(library)["pkg/sound.mxf"] == ("PRESENT", True, True)


def test_hash_when_an_asset_is_in_chunks_then_is_that_of_all_of_them(library: Library) -> None:
    for name, data in {"one.mxf": b"1" * 10, "two.mxf": b"2" * 5}.items():
        library.write(f"pkg/{name}", data)
    library.write("pkg/pkl.xml", write.packing_list(9, [write.packed(1, b"1" * 10 + b"2" * 5)]))
    maps = [
        write.mapped(1, write.chunk("one.mxf", offset=0), write.chunk("two.mxf", offset=10)),
        write.mapped(9, write.chunk("pkl.xml"), more=write.SMPTE.mark),
    ]
    library.write("pkg/ASSETMAP.xml", write.asset_map(maps))
    library.ingest(probe="header", hash="all")
    assert _assets(library)["pkg/one.mxf"] == ("PRESENT", True, True)
