"""Identity stays: files that move, swap, vanish and come back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.library import Library, png_bytes, rename

pytestmark = pytest.mark.graph


# ---- two files at once


def test_swap_when_two_files_change_places_then_both_move(library: Library) -> None:
    library.write("a.txt", "alpha")
    library.write("b.txt", "beta, longer")
    library.ingest()
    before = library.uids()
    for old, new in (("a.txt", "c"), ("b.txt", "a.txt"), ("c", "b.txt")):
        rename(library, old, new)
    assert library.ingest().moved == 2
    assert library.uids() == {"a.txt": before["b.txt"], "b.txt": before["a.txt"]}
    assert library.events() == {("RENAMED", "a.txt", "b.txt", "INODE"), ("RENAMED", "b.txt", "a.txt", "INODE")}


def test_chain_when_three_files_move_up_then_the_last_place_is_new(library: Library) -> None:
    for name in ("1", "2", "3"):
        library.write(f"take{name}.txt", name * 20 * int(name))
    library.ingest()
    before = library.uids()
    (library.root / "take3.txt").unlink()
    rename(library, "take2.txt", "take3.txt")
    rename(library, "take1.txt", "take2.txt")
    library.write("take1.txt", "fresh")
    library.ingest()
    after = library.uids()
    assert (after["take3.txt"], after["take2.txt"]) == (before["take2.txt"], before["take1.txt"])
    assert after["take1.txt"] not in before.values()
    assert library.uids("VANISHED") == {"take3.txt": before["take3.txt"]}


def test_moved_file_when_another_takes_its_place_at_once_then_both_are_told_apart(library: Library) -> None:
    library.write("a/one.txt", "the first")
    library.ingest()
    uid = library.uids()["a/one.txt"]
    rename(library, "a/one.txt", "b/one.txt")
    library.write("a/one.txt", "the second one")
    library.ingest()
    after = library.uids()
    assert after["b/one.txt"] == uid != after["a/one.txt"]
    assert library.events() == {("MOVED", "a/one.txt", "b/one.txt", "INODE")}
    assert library.property("a/one.txt", "generation") == 1


def test_copied_file_when_the_original_is_deleted_then_name_size_and_hash_find_it(library: Library) -> None:
    original = library.write("a/clip.txt", "some content", mtime=1_700_000_000)
    library.ingest(probe="header")
    uid = library.uids()["a/clip.txt"]
    (library.root / "b").mkdir()
    shutil.copy2(original, library.root / "b/clip.txt")
    original.unlink()
    library.ingest(probe="header")
    assert library.uids() == {"b/clip.txt": uid}
    assert library.events() == {("MOVED", "a/clip.txt", "b/clip.txt", "NAME_SIZE")}


def test_copied_file_when_only_the_content_is_the_same_then_its_hash_finds_it(library: Library) -> None:
    original = library.write("a/clip.txt", "some content", mtime=1_700_000_000)
    library.ingest(probe="header", hash="all")
    uid = library.uids()["a/clip.txt"]
    library.write("b/other name.txt", "some content", mtime=1_600_000_000)
    original.unlink()
    library.ingest(probe="header", hash="all")
    assert library.uids() == {"b/other name.txt": uid}
    assert library.events() == {("MOVED", "a/clip.txt", "b/other name.txt", "HASH")}


def test_copies_when_two_fit_equally_then_neither_is_taken_for_the_original(library: Library) -> None:
    original = library.write("a/clip.txt", "some content", mtime=1_700_000_000)
    library.ingest(probe="header")
    uid = library.uids()["a/clip.txt"]
    for folder in ("b", "c"):
        (library.root / folder).mkdir()
        shutil.copy2(original, library.root / folder / "clip.txt")
    original.unlink()
    library.ingest(probe="header")
    assert uid not in library.uids().values()
    assert library.uids("VANISHED") == {"a/clip.txt": uid}


def test_hard_links_when_ingested_then_each_name_is_an_asset_of_one_storage_unit(library: Library) -> None:
    path = library.write("a/one.txt", "shared")
    (library.root / "b").mkdir()
    os.link(path, library.root / "b/two.txt")
    summary = library.ingest()
    assert (summary.assets, summary.files) == (2, 2)
    rows = library.ask("MATCH (a:Asset) RETURN a.rel_path AS path, a.inode AS inode, a.link_count AS links")
    assert {(row["path"], row["inode"], row["links"]) for row in rows} == {
        ("a/one.txt", path.stat().st_ino, 2),
        ("b/two.txt", path.stat().st_ino, 2),
    }
    before = library.uids()
    path.unlink()
    library.ingest()
    assert library.uids() == {"b/two.txt": before["b/two.txt"]}


# ---- scans of parts


def test_moved_file_when_only_its_new_folder_is_scanned_then_keeps_its_identity(library: Library) -> None:
    library.write("a/one.txt", "the first")
    library.write("a/kept.txt")
    for frame in (1, 2, 3):
        library.write(f"a/s.{frame:04d}.png", png_bytes(frame))
    library.ingest()
    before = library.uids()
    rename(library, "a/one.txt", "b/other.txt")
    for frame in (1, 2, 3):
        rename(library, f"a/s.{frame:04d}.png", f"b/s.{frame:04d}.png")
    library.write("a/one.txt", "another one in its place")
    assert library.ingest("b").moved == 2
    after = library.uids()
    assert (after["b/other.txt"], after["b/s.%04d.png"]) == (before["a/one.txt"], before["a/s.%04d.png"])
    summary = library.ingest()
    assert (summary.moved, summary.vanished) == (0, 0)
    assert library.uids() == {**after, "a/one.txt": library.uids()["a/one.txt"]}
    assert library.uids()["a/one.txt"] not in before.values()
    assert library.events() == {
        ("MOVED", "a/one.txt", "b/other.txt", "INODE"),
        ("MOVED", "a/s.%04d.png", "b/s.%04d.png", "INODE"),
    }


def test_hard_link_when_only_its_folder_is_scanned_then_is_an_asset_of_its_own(library: Library) -> None:
    path = library.write("a/one.txt", "shared")
    library.ingest()
    before = library.uids()
    (library.root / "b").mkdir()
    os.link(path, library.root / "b/two.txt")
    assert library.ingest("b").moved == 0
    assert library.uids()["a/one.txt"] == before["a/one.txt"] != library.uids()["b/two.txt"]


# ---- vanishing and coming back


def test_returned_file_when_its_content_is_the_same_then_so_is_its_identity(library: Library, tmp_path: Path) -> None:
    library.write("a/one.txt")
    library.write("a/two.txt")
    library.ingest(probe="header")
    before = library.uids()
    (library.root / "a/one.txt").rename(tmp_path / "aside")
    library.ingest(probe="header")
    assert library.uids("VANISHED") == {"a/one.txt": before["a/one.txt"]}
    (tmp_path / "aside").rename(library.root / "a/one.txt")
    summary = library.ingest(probe="header")
    assert library.uids() == before
    assert summary.moved == 0
    assert {event[:3] for event in library.events()} == {
        ("VANISHED", "a/one.txt", None),
        ("RETURNED", None, "a/one.txt"),
    }


def test_returned_file_when_restored_from_a_backup_then_its_content_proves_it(library: Library) -> None:
    library.write("a/one.txt", "precious", mtime=1_700_000_000)
    library.ingest(probe="header")
    before = library.uids()
    (library.root / "a/one.txt").unlink()
    library.ingest(probe="header", allow_vanished=1)
    library.write("a/one.txt", "precious", mtime=1_600_000_000)
    library.ingest(probe="header")
    assert library.uids() == before


def test_returned_path_when_its_content_is_another_then_so_is_its_identity(library: Library) -> None:
    library.write("a/one.txt", "before")
    library.write("a/two.txt")
    library.ingest(probe="header")
    uid = library.uids()["a/one.txt"]
    (library.root / "a/one.txt").unlink()
    library.ingest(probe="header")
    library.write("a/one.txt", "after, and other")
    library.ingest(probe="header")
    assert library.uids()["a/one.txt"] != uid
    assert library.uids("VANISHED") == {"a/one.txt": uid}
    assert library.property("a/one.txt", "generation") == 1
    assert "RETURNED" not in {event[0] for event in library.events()}


def test_vanished_file_when_it_reappears_elsewhere_then_keeps_its_identity(library: Library, tmp_path: Path) -> None:
    library.write("a/one.txt")
    library.write("a/two.txt")
    library.ingest()
    uid = library.uids()["a/one.txt"]
    (library.root / "a/one.txt").rename(tmp_path / "aside")
    library.ingest()
    (tmp_path / "aside").rename(library.root / "elsewhere.txt")
    library.ingest()
    assert library.uids()["elsewhere.txt"] == uid
    assert library.uids("VANISHED") == {}
    assert ("MOVED", None, "elsewhere.txt", "INODE") in library.events()
