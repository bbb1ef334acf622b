"""What becomes of an asset while files come, change, move and go: identity, events, states, and what a run opens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Library, png_bytes, wav_file

pytestmark = pytest.mark.graph


def _studio(library: Library) -> None:
    for name in ("a/one.txt", "a/two.txt", "b/three.txt", "b/deep/er/four.txt"):
        library.write(name)
    for frame in range(1, 5):
        library.write(f"b/shot.{frame:04d}.png", png_bytes(frame))


def _rename(library: Library, old: str, new: str) -> None:
    target = library.root / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (library.root / old).rename(target)


# ---- counting and repeating


def test_counts_when_assets_end_in_every_way_then_add_up(library: Library) -> None:
    library.write("notes.txt")
    library.write("plate.png", png_bytes())
    library.write("broken.png", b"\x89PNG\r\n\x1a\nnonsense")
    library.write("thing.qqq", b"\0\1\2")
    first = library.ingest(probe="header")
    assert (first.assets, first.files, first.failed, first.remaining) == (4, 4, 1, 0)
    assert first.done + first.skipped == 3
    assert first.files_opened >= 4
    assert not first.flawless
    second = library.ingest(probe="header")
    assert (second.done, second.unchanged, second.failed, second.skipped) == (0, first.done, 1, first.skipped)
    assert (second.files_opened, second.bytes_read) == (0, 0)
    assert not second.flawless, "the problem is still there"


@pytest.mark.parametrize("probe", ["none", "header"])
def test_second_run_when_nothing_changed_then_opens_nothing_and_writes_one_run(library: Library, probe: str) -> None:
    _studio(library)
    library.ingest(probe=probe)
    dump, counts = library.dump(), library.counts()
    again = library.ingest(probe=probe)
    assert (again.done, again.files_opened, again.bytes_read, again.moved, again.vanished) == (0, 0, 0, 0, 0)
    assert again.unchanged + again.skipped == again.assets == 5
    assert library.dump() == dump
    assert library.counts() == {**counts, "ScanRun": 2, "SCANNED": 2}


def test_run_when_written_then_the_scan_run_tells_what_it_did(library: Library) -> None:
    _studio(library)
    summary = library.ingest()
    rows = library.ask("MATCH (r:ScanRun)-[:SCANNED]->(v:StorageVolume) RETURN r, v.name AS volume")
    run = rows[0]["r"]
    assert [row["volume"] for row in rows] == ["library"]
    assert (run["run_id"], run["state"], run["assets"], run["files"]) == (summary.run_id, "DONE", 5, 8)
    assert run["ended_at"] >= run["started_at"]


# ---- one change to one known file


def _same_size_with_time_restored(library: Library) -> None:
    path = library.root / "a/one.txt"
    before = path.stat()
    path.write_bytes(b"A/ONE.TXT")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _save_by_rename(library: Library) -> None:
    library.write("a/.one.tmp", "new content")
    _rename(library, "a/.one.tmp", "a/one.txt")


ONE_CHANGE: dict[str, tuple[Callable[[Library], Any], str, set[Any], int]] = {
    # what happens: (act, where the asset is then, events, files opened)
    "changed": (
        lambda library: library.write("a/one.txt", "something else"),
        "a/one.txt",
        {("CHANGED", None, "a/one.txt", "PATH")},
        1,
    ),
    "changed_behind_a_restored_mtime": (
        _same_size_with_time_restored,
        "a/one.txt",
        {("CHANGED", None, "a/one.txt", "PATH")},
        1,
    ),
    "permissions_changed": (lambda library: (library.root / "a/one.txt").chmod(0o600), "a/one.txt", set(), 1),
    "saved_by_rename": (_save_by_rename, "a/one.txt", {("CHANGED", None, "a/one.txt", "PATH")}, 1),
    "renamed": (
        lambda library: _rename(library, "a/one.txt", "a/eins.txt"),
        "a/eins.txt",
        {("RENAMED", "a/one.txt", "a/eins.txt", "INODE")},
        0,
    ),
    "moved": (
        lambda library: _rename(library, "a/one.txt", "b/deep/one.txt"),
        "b/deep/one.txt",
        {("MOVED", "a/one.txt", "b/deep/one.txt", "INODE")},
        0,
    ),
    "folder_renamed": (
        lambda library: _rename(library, "a", "c"),
        "c/one.txt",
        {("MOVED", "a/one.txt", "c/one.txt", "INODE"), ("MOVED", "a/two.txt", "c/two.txt", "INODE")},
        0,
    ),
    "vanished": (
        lambda library: (library.root / "a/one.txt").unlink(),
        "",
        {("VANISHED", "a/one.txt", None, "PATH")},
        0,
    ),
}


@pytest.mark.parametrize("case", ONE_CHANGE)
def test_known_file_when_one_thing_happens_then_identity_and_event_tell_it(library: Library, case: str) -> None:
    act, place, events, opened = ONE_CHANGE[case]
    for name in ("a/one.txt", "a/two.txt", "b/deep/other.txt"):
        library.write(name, mtime=1_700_000_000)
    library.ingest(probe="header")
    uid = library.uids()["a/one.txt"]
    act(library)
    summary = library.ingest(probe="header")
    assert library.events() == events
    assert summary.files_opened == opened
    assert library.uids().get(place) == (uid if place else None)
    assert library.uids("VANISHED") == ({} if place else {"a/one.txt": uid})
    changed = any(event[0] == "CHANGED" for event in events)
    if place:
        assert library.property(place, "content_rev") == int(changed)
    assert library.ingest(probe="header").files_opened == 0


def test_touched_file_when_seen_again_then_is_read_once_and_keeps_its_identity(library: Library) -> None:
    path = library.write("a/one.txt", mtime=1_700_000_000)
    library.write("a/two.txt")
    library.ingest(probe="header")
    before = library.uids()
    os.utime(path, (1_800_000_000, 1_800_000_000))
    assert library.ingest(probe="header").files_opened == 1
    assert library.uids() == before
    assert library.property("a/one.txt", "mtime_ns") == 1_800_000_000 * 10**9


def test_changed_file_when_read_then_no_old_value_stays(library: Library) -> None:
    library.write("a/one.png", png_bytes())
    library.ingest(probe="header", hash="all")
    assert (library.property("a/one.png", "width"), bool(library.property("a/one.png", "content_hash"))) == (2, True)
    library.write("a/one.png", b"\x89PNG\r\n\x1a\ngarbage")
    library.ingest(probe="header", hash="none")
    assert (library.property("a/one.png", "width"), library.property("a/one.png", "content_hash")) == (None, None)


# ---- two files at once


def test_swap_when_two_files_change_places_then_both_move(library: Library) -> None:
    library.write("a.txt", "alpha")
    library.write("b.txt", "beta, longer")
    library.ingest()
    before = library.uids()
    for old, new in (("a.txt", "c"), ("b.txt", "a.txt"), ("c", "b.txt")):
        _rename(library, old, new)
    assert library.ingest().moved == 2
    assert library.uids() == {"a.txt": before["b.txt"], "b.txt": before["a.txt"]}
    assert library.events() == {("RENAMED", "a.txt", "b.txt", "INODE"), ("RENAMED", "b.txt", "a.txt", "INODE")}


def test_chain_when_three_files_move_up_then_the_last_place_is_new(library: Library) -> None:
    for name in ("1", "2", "3"):
        library.write(f"take{name}.txt", name * 20 * int(name))
    library.ingest()
    before = library.uids()
    (library.root / "take3.txt").unlink()
    _rename(library, "take2.txt", "take3.txt")
    _rename(library, "take1.txt", "take2.txt")
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
    _rename(library, "a/one.txt", "b/one.txt")
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


# ---- image sequences


def test_lone_frame_when_more_come_and_go_then_keeps_its_identity(library: Library) -> None:
    library.write("shot.0001.png", png_bytes(1))
    library.write("keep.txt")
    library.ingest()
    uid = library.uids()["shot.0001.png"]
    library.write("shot.0002.png", png_bytes(2))
    library.ingest()
    assert library.uids()["shot.%04d.png"] == uid
    (library.root / "shot.0001.png").unlink()
    library.ingest()
    assert library.uids()["shot.0002.png"] == uid
    assert library.uids("VANISHED") == {}
    assert library.property("shot.0002.png", "frame_count") is None
    labels = library.ask("MATCH (a:Asset {uid: $uid}) RETURN labels(a) AS labels", uid=uid)[0]["labels"]
    assert set(labels) == {"Asset", "Image"}


def test_lone_frame_when_given_as_a_path_of_its_own_then_the_sequence_keeps_its_identity(library: Library) -> None:
    library.write("shot.0001.png", png_bytes(1))
    library.ingest()
    uid = library.uids()["shot.0001.png"]
    library.write("shot.0002.png", png_bytes(2))
    library.ingest("shot.0002.png")
    assert library.ingest().unchanged == 1
    assert library.uids() == {"shot.%04d.png": uid}


def test_sequence_when_it_has_holes_then_they_are_told(library: Library) -> None:
    for frame in (1, 2, 5, 9):
        library.write(f"shot.{frame:04d}.png", png_bytes(frame))
    summary = library.ingest()
    assert (summary.assets, summary.files) == (1, 4)
    names = ("first", "last", "frame_count", "missing", "missing_count")
    values = {name: library.property("shot.%04d.png", name) for name in names}
    assert values == {"first": 1, "last": 9, "frame_count": 4, "missing": ["3-4", "6-8"], "missing_count": 5}


def test_sequence_when_its_folder_moves_then_keeps_its_identity(library: Library) -> None:
    for frame in range(1, 4):
        library.write(f"v1/shot.{frame:04d}.png", png_bytes(frame))
    library.ingest()
    uid = library.uids()["v1/shot.%04d.png"]
    _rename(library, "v1", "v2")
    assert library.ingest().moved == 1
    assert library.uids() == {"v2/shot.%04d.png": uid}


def test_sequence_when_its_frames_are_renumbered_then_its_range_follows(library: Library) -> None:
    for frame in range(1, 4):
        library.write(f"v1/shot.{frame:04d}.png", png_bytes(frame))
    library.ingest(probe="header")
    uid = library.uids()["v1/shot.%04d.png"]
    for frame in range(1, 4):
        _rename(library, f"v1/shot.{frame:04d}.png", f"v2/plate.{frame + 1000:04d}.png")
    library.ingest(probe="header")
    assert library.uids() == {"v2/plate.%04d.png": uid}
    path = "v2/plate.%04d.png"
    assert (library.property(path, "first"), library.property(path, "last")) == (1001, 1003)
    dump = library.dump()
    library.ingest(probe="header")
    assert library.dump() == dump


def test_sequence_when_one_frame_is_rendered_again_then_has_changed(library: Library) -> None:
    for frame in range(1, 9):
        library.write(f"shot.{frame:04d}.png", png_bytes(frame))
    library.ingest()
    before = library.uids()
    library.write("shot.0004.png", png_bytes(99) + b"more")
    summary = library.ingest()
    assert (summary.done, library.uids()) == (1, before)
    assert library.events() == {("CHANGED", None, "shot.%04d.png", "PATH")}


# ---- what the paths say


def test_single_file_when_given_then_only_it_is_ingested_and_nothing_vanishes(library: Library) -> None:
    _studio(library)
    library.ingest()
    assert library.ingest("a/one.txt", volume=None).assets == 1
    (library.root / "a/two.txt").unlink()
    summary = library.ingest("a/one.txt")
    assert (summary.assets, summary.unchanged, summary.vanished) == (1, 1, 0)
    assert "a/two.txt" in library.uids()
    assert library.ingest().vanished == 1


def test_frame_when_given_then_its_whole_sequence_is_meant(library: Library) -> None:
    _studio(library)
    summary = library.ingest("b/shot.0003.png")
    assert (summary.assets, summary.files) == (1, 4)


def test_paths_when_one_lies_inside_another_then_each_file_counts_once(library: Library) -> None:
    _studio(library)
    summary = library.ingest("", "b", "b/deep", "a/one.txt", "b")
    assert (summary.assets, summary.files) == (5, 8)
    assert library.counts()["ScanRun"] == 1


def test_scopes_when_two_runs_overlap_then_the_second_adds_only_the_rest(library: Library) -> None:
    _studio(library)
    assert library.ingest("", volume=None).assets == 5
    before, folders = library.uids(), library.counts()["Folder"]
    inner = library.ingest("b", volume=None)
    assert (inner.assets, inner.unchanged) == (3, 3)
    assert (library.uids(), library.counts()["Folder"]) == (before, folders)


def test_scope_when_narrow_first_and_wide_later_then_no_asset_is_doubled(library: Library) -> None:
    _studio(library)
    library.ingest("b/deep", volume=None)
    first = library.uids()
    library.ingest("", volume=None)
    assert len(library.uids()) == 5
    assert set(first.items()) <= set(library.uids().items())


def test_missing_path_when_among_good_ones_then_is_a_problem_until_it_is_there(library: Library) -> None:
    _studio(library)
    library.ingest()
    summary = library.ingest("a", "nowhere")
    assert (summary.missing_paths, summary.assets, summary.flawless) == (1, 2, False)
    assert library.problems() == {("scan", "nowhere")}
    library.write("nowhere/file.txt")
    assert library.ingest("a", "nowhere").flawless
    assert library.problems() == set()


def test_exclude_when_known_files_fit_it_then_they_do_not_vanish(library: Library) -> None:
    _studio(library)
    library.ingest()
    before = library.uids()
    summary = library.ingest(exclude=["a/", "*.png", "deep"])
    assert (summary.assets, summary.vanished) == (1, 0)
    assert library.uids() == before
    assert library.events() == set()
    library.write("b/five.txt")
    (library.root / "b/three.txt").unlink()
    assert library.ingest(exclude=["a/", "*.png", "deep"]).vanished == 1
    assert library.ingest().assets == 5


def test_exclude_when_nothing_was_known_then_the_rest_never_enters(library: Library) -> None:
    _studio(library)
    library.ingest(exclude=["b"])
    assert set(library.uids()) == {"a/one.txt", "a/two.txt"}


# ---- how far files are read


def test_probe_when_deepened_then_reads_once_and_never_falls_back(library: Library) -> None:
    library.write("plate.png", png_bytes())
    wav_file(library.root / "tone.wav")
    assert library.ingest(probe="none").files_opened == 0
    assert library.property("plate.png", "width") is None
    before = library.uids()
    assert library.ingest(probe="header").files_opened == 2
    assert (library.property("plate.png", "width"), library.property("tone.wav", "sample_rate_hz")) == (2, 8000)
    dump = library.dump()
    shallow = library.ingest(probe="none")
    assert (shallow.done, shallow.unchanged, shallow.files_opened) == (0, 2, 0)
    assert library.dump() == dump
    assert (library.ingest(probe="header").files_opened, library.uids(), library.events()) == (0, before, set())


def test_probe_when_none_after_header_and_only_permissions_changed_then_nothing_is_lost(library: Library) -> None:
    path = library.write("plate.png", png_bytes())
    library.ingest(probe="header")
    path.chmod(0o600)
    library.ingest(probe="none")
    assert library.property("plate.png", "width") == 2
    assert library.property("plate.png", "probe_level") == "header"
    assert library.property("plate.png", "quick_hash")


def test_probe_when_none_moved_a_file_then_header_values_stay(library: Library) -> None:
    library.write("plate.png", png_bytes())
    library.ingest(probe="header")
    _rename(library, "plate.png", "b/plate.png")
    library.ingest(probe="none")
    assert (library.property("b/plate.png", "width"), library.property("b/plate.png", "probe_level")) == (2, "header")


@pytest.mark.parametrize(
    ("policy", "hashed"),
    [("none", set()), ("same-size", {"a/one.txt", "b/copy.txt"}), ("all", {"a/one.txt", "b/copy.txt", "c/other.txt"})],
)
def test_hash_when_a_policy_is_given_then_it_tells_what_is_read_whole(
    library: Library, policy: str, hashed: set[str]
) -> None:
    library.write("a/one.txt", "the same")
    library.write("b/copy.txt", "the same")
    library.write("c/other.txt", "not same")
    library.ingest(probe="header", hash=policy)
    rows = library.ask("MATCH (a:Asset) WHERE a.content_hash IS NOT NULL RETURN a.rel_path AS path")
    assert {row["path"] for row in rows} == hashed
    assert library.ingest(probe="header", hash=policy).files_opened == 0
    library.ingest(probe="header", hash="none")
    assert len(library.ask("MATCH (a:Asset) WHERE a.content_hash IS NOT NULL RETURN a.uid AS uid")) == len(hashed)


def test_failed_file_when_nothing_changed_then_is_tried_again_only_on_request(library: Library) -> None:
    library.write("broken.png", b"\x89PNG\r\n\x1a\nnonsense")
    library.write("fine.png", png_bytes())
    assert library.ingest(probe="header").failed == 1
    assert library.problems() != set()
    again = library.ingest(probe="header")
    assert (again.failed, again.files_opened, again.flawless) == (1, 0, False)
    tried = library.ingest(probe="header", retry_failed=True)
    assert (tried.failed, tried.files_opened) == (1, 1)
    library.write("broken.png", png_bytes())
    mended = library.ingest(probe="header")
    assert (mended.failed, mended.done, mended.flawless) == (0, 1, True)
    assert library.problems() == set()
