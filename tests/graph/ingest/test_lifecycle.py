"""One file after the other: counted, changed, touched, and told by its event."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.library import Library, png_bytes, rename, studio

pytestmark = pytest.mark.graph


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
    studio(library)
    library.ingest(probe=probe)
    dump, counts = library.dump(), library.counts()
    again = library.ingest(probe=probe)
    assert (again.done, again.files_opened, again.bytes_read, again.moved, again.vanished) == (0, 0, 0, 0, 0)
    assert again.unchanged + again.skipped == again.assets == 5
    assert library.dump() == dump
    assert library.counts() == {**counts, "ScanRun": 2, "SCANNED": 2}


def test_run_when_written_then_the_scan_run_tells_what_it_did(library: Library) -> None:
    studio(library)
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
    rename(library, "a/.one.tmp", "a/one.txt")


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
        lambda library: rename(library, "a/one.txt", "a/eins.txt"),
        "a/eins.txt",
        {("RENAMED", "a/one.txt", "a/eins.txt", "INODE")},
        0,
    ),
    "moved": (
        lambda library: rename(library, "a/one.txt", "b/deep/one.txt"),
        "b/deep/one.txt",
        {("MOVED", "a/one.txt", "b/deep/one.txt", "INODE")},
        0,
    ),
    "folder_renamed": (
        lambda library: rename(library, "a", "c"),
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
