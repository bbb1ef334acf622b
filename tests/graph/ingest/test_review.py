"""Faults that were once there: each must stay mended."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest

from assetgraph.demo.media import write_still
from assetgraph.errors import GraphUnavailable, VolumeMismatch
from assetgraph.graph.connection import Graph, Target
from tests.library import Library

pytestmark = pytest.mark.graph


def _picture(library: Library, name: str) -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_still(path, width=16, height=16, seed=len(name))
    return path


def _kill_a_worker_now_and_then(stop: threading.Event, killed: list[int]) -> None:
    while not stop.wait(0.05) and len(killed) < 2:
        for worker in _workers():
            with contextlib.suppress(psutil.Error):  # it may end while it is looked at
                if time.time() - worker.create_time() > 0.1:
                    os.kill(worker.pid, signal.SIGKILL)
                    killed.append(worker.pid)
                    break


def _workers() -> list[psutil.Process]:
    """They are children of the process that they were forked off."""
    found = []
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if "multiprocessing.forkserver" in " ".join(child.cmdline()):
                found += child.children()
    return found


def test_worker_when_killed_then_the_run_goes_on_and_no_file_is_blamed(library: Library) -> None:
    for number in range(300):
        _picture(library, f"f{number % 7}/a{number}x.png")
    stop, killed = threading.Event(), []
    killer = threading.Thread(target=_kill_a_worker_now_and_then, args=(stop, killed))
    killer.start()
    try:
        summary = library.graph.ingest(library.root, volume="library", jobs=2)
    finally:
        stop.set()
        killer.join()
    assert killed
    assert (summary.done, summary.failed, summary.remaining) == (300, 0, 0)


def test_time_when_beyond_what_a_database_holds_then_the_file_is_kept(library: Library) -> None:
    path = library.write("a.txt", "x")
    os.utime(path, ns=(1, 20_000_000_000 * 10**9))
    assert library.ingest().done == 1
    assert library.ingest().unchanged == 1


def test_folder_when_its_name_is_not_utf8_then_its_sibling_stays(library: Library) -> None:
    for odd in (b"\xfe", b"\xff"):
        folder = os.fsencode(library.root) + b"/" + odd
        os.makedirs(folder)  # noqa: PTH103 - no str holds this name
        Path(os.fsdecode(folder + b"/" + b"x" + odd.hex().encode())).write_text("x")
    library.ingest()
    summary = library.graph.ingest(os.fsencode(library.root) + b"/\xff", volume="library", probe="none")
    assert (summary.unchanged, summary.vanished) == (1, 0)


def test_file_when_excluded_and_then_deleted_then_is_seen_as_gone(library: Library) -> None:
    library.write("a.txt")
    gone = library.write("b.txt")
    library.ingest()
    library.ingest(exclude=["b.txt"])
    gone.unlink()
    assert library.ingest().vanished == 1


def test_hashes_when_asked_for_later_then_copies_are_found(library: Library) -> None:
    library.write("a.txt", "same")
    library.write("b.txt", "same")
    library.ingest(probe="header", hash="none")
    library.ingest(probe="header")
    assert [row.copies for row in library.graph.query("exact_duplicates")] == [2]


def test_hashes_when_files_are_read_deeper_then_stay(library: Library) -> None:
    library.write("a.txt", "same")
    library.ingest(probe="header", hash="all")
    library.ingest(probe="full", hash="none")
    assert library.ask("MATCH (a:Asset) RETURN a.content_hash IS NOT NULL AS kept") == [{"kept": True}]


def test_missing_path_when_it_appears_then_its_problem_goes(library: Library) -> None:
    library.write("a.txt")
    late = library.root / "late.txt"
    library.graph.ingest(library.root, late, volume="library", probe="none")
    assert len(list(library.graph.query("problems"))) == 1
    late.write_text("x")
    library.graph.ingest(library.root, late, volume="library", probe="none")
    assert list(library.graph.query("problems")) == []


def test_summary_when_a_path_is_empty_then_it_is_missing_and_not_the_current_folder(library: Library) -> None:
    library.write("a.txt")
    summary = library.graph.ingest(library.root, "", volume="library", probe="none")
    assert (summary.assets, summary.missing_paths) == (1, 1)


def test_rows_when_a_number_is_no_number_then_json_stays_json(library: Library) -> None:
    assert json.dumps(library.ask("RETURN 0.0/0.0 AS x"), allow_nan=False) == '[{"x": null}]'


def test_uri_when_it_holds_a_password_then_no_message_shows_it() -> None:
    target = Target("bolt://neo4j:s3cret@127.0.0.1:1", "neo4j", "s3cret")
    with pytest.raises(GraphUnavailable) as caught:
        Graph(target)
    assert "s3cret" not in str(caught.value)
    assert "bolt://127.0.0.1:1" in str(caught.value)


def test_folder_when_ingested_with_and_without_its_name_then_is_known_once(library: Library) -> None:
    library.write("a/x.txt")
    first = library.ingest()
    again = library.ingest("a", volume=None)
    assert (first.assets, again.unchanged, again.assets) == (1, 1, 1)
    assert library.counts()["StorageVolume"] == 1
    around = library.graph.ingest(library.root.parent, probe="none", exclude=["*.log"])
    assert (around.unchanged, around.assets) == (1, 1)


def test_folder_when_known_without_a_name_then_a_name_is_refused(library: Library) -> None:
    library.write("a/x.txt")
    library.ingest(volume=None)
    with pytest.raises(VolumeMismatch, match="in the graph already"):
        library.ingest("a", volume="nas")


def test_volume_when_another_stands_in_its_place_then_it_is_offline(library: Library, tmp_path: Path) -> None:
    library.write("a/x.txt")
    library.ingest(volume="disk1")
    library.root.rename(tmp_path / "elsewhere")
    library.write("b/y.txt")
    library.ingest(volume="disk2")
    rows = library.ask("MATCH (v:StorageVolume) OPTIONAL MATCH (m)-[:MOUNTS]->(v) "
                       "RETURN v.name AS name, v.state AS state, count(m) AS mounts ORDER BY name")  # fmt: skip
    assert [(row["name"], row["state"], row["mounts"]) for row in rows] == [
        ("disk1", "OFFLINE", 0),
        ("disk2", "ONLINE", 1),
    ]
    assert len(library.uids()) == 2


def test_remount_when_the_scan_is_not_believed_then_paths_stay(library: Library, tmp_path: Path) -> None:
    for number in range(200):
        library.write(f"{number}/a{number}.txt")
    library.ingest()
    library.root.rename(tmp_path / "away")
    library.root = tmp_path / "other"
    library.write("0/a0.txt")
    summary = library.ingest()
    assert (summary.vanished, summary.problems) == (0, 1)
    path = library.ask("MATCH (f:Folder {rel_path: '7'}) RETURN f.path AS path")[0]["path"]
    assert path == str(tmp_path / "library" / "7")


def test_frame_problem_when_another_file_changes_then_is_still_counted(library: Library) -> None:
    for frame in (1, 2, 3):
        write_still(library.root / f"shot.{frame:04}.png", width=32 if frame == 3 else 16, height=16, seed=frame)
    library.write("note.txt", "1")
    first = library.ingest(probe="header")
    library.write("note.txt", "22")
    assert (first.problems, library.ingest(probe="header").problems, library.ingest(probe="header").problems) == (
        1,
        1,
        1,
    )


def test_hash_all_when_one_file_is_given_then_no_other_is_read(library: Library) -> None:
    one = library.write("a.txt", "one")
    library.write("b.txt", "two")
    library.write("below/c.txt", "three")
    library.ingest(hash="none", probe="header")
    library.graph.ingest(one, volume="library", hash="all")
    rows = library.ask("MATCH (a:Asset) WHERE a.content_hash IS NOT NULL RETURN a.name AS name")
    assert [row["name"] for row in rows] == ["a.txt"]


def test_moves_when_many_files_are_alike_then_none_is_guessed_and_it_stays_quick(library: Library) -> None:
    for number in range(400):
        library.write(f"old/{number}/keep.txt", "same", mtime=1_700_000_000)
    library.ingest(probe="header", hash="all")
    (library.root / "old").rename(library.root / "aside")
    for number in range(400):
        library.write(f"new/{number}/other.txt", "same", mtime=1_700_000_001)
    shutil.rmtree(library.root / "aside")
    summary = library.ingest(probe="header", hash="all", allow_vanished=400)
    assert (summary.moved, summary.vanished, summary.assets) == (0, 400, 400)
