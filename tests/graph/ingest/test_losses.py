"""Nothing is taken for gone that may only be out of sight: places that are empty, unreadable, unmounted, shrunken."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assetgraph.errors import NothingToIngest, VolumeMismatch
from assetgraph.storage import volumes
from assetgraph.storage.volumes import host_name
from tests.library import Library

pytestmark = pytest.mark.graph


@contextmanager
def unreadable(monkeypatch: pytest.MonkeyPatch, folder: Path, code: int, after: int = 0) -> Iterator[None]:
    """Listing a folder fails, at once or after some entries. No mode bits: tests may run as root."""
    real = os.scandir
    error = OSError(code, os.strerror(code), str(folder))

    class Broken:
        def __init__(self, path: bytes) -> None:
            self._entries = real(path)

        def __enter__(self) -> Broken:
            if not after:
                self._entries.close()
                raise error
            return self

        def __exit__(self, *_: object) -> None:
            self._entries.close()

        def __iter__(self) -> Iterator[Any]:
            for number, entry in enumerate(sorted(self._entries, key=lambda each: each.name)):
                if number == after:
                    raise error
                yield entry

    def scandir(path: Any = ".") -> Any:
        return Broken(path) if path == os.fsencode(folder) else real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        yield


def _fill(library: Library, files: int) -> None:
    for number in range(files):
        library.write(f"f{number % 5}/file{number:03d}.txt")


def test_root_when_it_is_empty_but_was_full_then_nothing_vanishes(library: Library, tmp_path: Path) -> None:
    _fill(library, 6)
    library.ingest()
    before, counts = library.dump(), library.counts()
    library.root.rename(tmp_path / "aside")
    library.root.mkdir()
    summary = library.ingest()
    assert (summary.assets, summary.vanished, summary.problems, summary.flawless) == (0, 0, 1, False)
    assert library.problems() == {("vanish", ".")}
    assert (library.uids("VANISHED"), len(library.uids())) == ({}, 6)
    library.root.rmdir()
    (tmp_path / "aside").rename(library.root)
    back = library.ingest()
    assert (back.unchanged, back.flawless) == (6, True)
    assert library.problems() == set()
    assert library.dump() == before
    assert library.counts() == {**counts, "ScanRun": 3, "SCANNED": 3}


def test_root_when_emptied_on_purpose_then_a_number_says_so(library: Library) -> None:
    _fill(library, 6)
    library.ingest()
    for folder in library.root.iterdir():
        shutil.rmtree(folder)
    assert library.ingest(allow_vanished=5).vanished == 0
    allowed = library.ingest(allow_vanished=6)
    assert (allowed.vanished, allowed.flawless) == (6, True)
    assert len(library.uids("VANISHED")) == 6
    assert library.problems() == set()
    assert library.ingest().flawless


def test_mass_disappearance_when_not_allowed_then_is_withheld_until_it_is(library: Library) -> None:
    _fill(library, 140)
    library.ingest()
    for path in sorted(library.root.rglob("*.txt"))[:101]:
        path.unlink()
    shutil.rmtree(library.root / "f0")
    withheld = library.ingest()
    assert (withheld.vanished, withheld.flawless) == (0, False)
    assert library.problems() == {("vanish", ".")}
    assert (len(library.uids()), library.events()) == (140, set())
    again = library.ingest()
    assert (again.vanished, again.flawless) == (0, False), "not believed the second time either"
    allowed = library.ingest(allow_vanished=101)
    assert (allowed.vanished, allowed.assets, allowed.flawless) == (101, 39, True)
    assert (len(library.uids()), library.problems()) == (39, set())


def test_mass_disappearance_when_up_to_the_floor_then_is_believed(library: Library) -> None:
    _fill(library, 105)
    library.ingest()
    for path in sorted(library.root.rglob("*.txt"))[:100]:
        path.unlink()
    assert library.ingest().vanished == 100


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE], ids=errno.errorcode.get)
@pytest.mark.parametrize("after", [0, 1])
def test_folder_when_unreadable_then_its_subtree_is_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch, code: int, after: int
) -> None:
    for name in ("a/one.txt", "a/two.txt", "a/x/deep/three.txt", "b/four.txt", "b/five.txt"):
        library.write(name)
    library.ingest()
    before, dump = library.uids(), library.dump()
    (library.root / "b/five.txt").unlink()
    with unreadable(monkeypatch, library.root / "a", code, after):
        summary = library.ingest()
    assert (summary.problems, summary.vanished, summary.flawless) == (1, 1, False)
    assert library.problems() == {("scan", "a")}
    del before["b/five.txt"]
    assert library.uids() == before
    library.write("b/five.txt")
    mended = library.ingest()
    assert (mended.flawless, mended.vanished) == (True, 0)
    assert library.problems() == set()
    assert [line for line in library.dump() if '"a/' in line] == [line for line in dump if '"a/' in line]


def test_folder_when_unreadable_from_the_start_then_is_a_problem_until_it_reads(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("a/one.txt")
    with unreadable(monkeypatch, library.root / "a", errno.EACCES):
        first = library.ingest()
    assert (first.assets, first.flawless, library.problems()) == (0, False, {("scan", "a")})
    assert library.ingest().flawless
    assert (set(library.uids()), library.problems()) == ({"a/one.txt"}, set())


def test_root_when_unreadable_then_nothing_vanishes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(library, 4)
    library.ingest()
    before = library.uids()
    with unreadable(monkeypatch, library.root, errno.EACCES):
        summary = library.ingest()
    assert (summary.vanished, summary.problems, library.uids()) == (0, 1, before)


def test_file_when_stat_fails_then_its_folder_keeps_all(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """One entry that cannot be looked at makes the listing incomplete."""
    library.write("a/one.txt")
    library.write("a/two.txt")
    library.ingest()
    before = library.uids()
    real = os.scandir

    class Entry:
        def __init__(self, entry: os.DirEntry[bytes]) -> None:
            self.name, self.path, self._entry = entry.name, entry.path, entry

        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            if self.name == b"one.txt":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return self._entry.stat(follow_symlinks=follow_symlinks)

    class Entries(list[Any]):
        def __enter__(self) -> Entries:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    with monkeypatch.context() as patch:
        patch.setattr(
            os,
            "scandir",
            lambda path: Entries(Entry(each) for each in real(path)) if isinstance(path, bytes) else real(path),
        )
        summary = library.ingest()
    assert (summary.vanished, summary.problems, library.uids()) == (0, 1, before)


def test_folder_when_an_interrupted_run_never_stamped_it_then_its_files_still_vanish(library: Library) -> None:
    library.write("a/one.txt")
    library.write("b/two.txt")
    library.ingest("b/two.txt", "a")
    assert library.ask("MATCH (f:Folder {rel_path: 'b'}) RETURN f.digest AS digest") == [{"digest": None}]
    shutil.rmtree(library.root / "b")
    assert library.ingest("").vanished == 1
    assert set(library.uids()) == {"a/one.txt"}


def test_folder_when_gone_and_back_then_is_present_again(library: Library, tmp_path: Path) -> None:
    library.write("a/b/one.txt")
    library.write("keep.txt")
    library.ingest()
    before = library.dump()
    (library.root / "a").rename(tmp_path / "aside")
    library.ingest()
    rows = library.ask("MATCH (f:Folder) WHERE f.status = 'VANISHED' RETURN f.rel_path AS path")
    assert {row["path"] for row in rows} == {"a", "a/b"}
    (tmp_path / "aside").rename(library.root / "a")
    assert library.ingest().flawless
    assert library.dump() == before


# ---- volumes


def test_volume_when_mounted_elsewhere_then_only_folders_are_rewritten(library: Library, tmp_path: Path) -> None:
    _fill(library, 6)
    odd = os.fsencode(library.root) + b"/odd \xff"
    os.mkdir(odd)  # noqa: PTH102 - no str holds this name
    Path(os.fsdecode(odd + b"/x.txt")).write_text("x")
    library.ingest(probe="header")
    before, counts = library.uids(), library.counts()
    library.root.rename(tmp_path / "new place")
    library.root = tmp_path / "new place"
    summary = library.ingest(probe="header")
    assert (summary.files_opened, summary.moved, summary.vanished) == (0, 0, 0)
    assert (summary.unchanged + summary.skipped, library.uids(), library.events()) == (7, before, set())
    assert library.counts() == {**counts, "ScanRun": 2, "SCANNED": 2}
    paths = {row.path for row in library.graph.query("largest")}
    assert f"{library.root}/f0/file000.txt" in paths
    assert all(path.startswith(f"{library.root}/") for path in paths)
    raw = library.ask("MATCH (f:Folder) WHERE f.raw_path IS NOT NULL RETURN f.raw_path AS raw, f.path AS path")
    assert [row["path"] for row in raw] == [f"{library.root}/odd �"]
    mounts = library.ask("MATCH (m:MountPoint)-[:MOUNTS]->(v) RETURN m.path AS path, m.host AS host, v.name AS name")
    assert mounts == [{"path": str(library.root), "host": host_name(), "name": "library"}]
    assert library.ingest(probe="header").files_opened == 0


def test_volume_when_two_roots_claim_one_name_then_is_refused(library: Library, tmp_path: Path) -> None:
    _fill(library, 2)
    library.ingest()
    before = library.dump()
    other = tmp_path / "other"
    other.mkdir()
    (other / "file.txt").write_text("x")
    with pytest.raises(VolumeMismatch, match="lies at"):
        library.graph.ingest(other, volume="library", probe="none")
    assert library.dump() == before


def test_volume_when_a_part_of_it_is_given_then_paths_stay_relative_to_its_root(library: Library) -> None:
    library.write("a/b/one.txt")
    library.ingest()
    before = library.uids()
    library.write("a/b/two.txt")
    library.ingest("a/b")
    assert set(library.uids()) == {"a/b/one.txt", "a/b/two.txt"}
    assert library.uids()["a/b/one.txt"] == before["a/b/one.txt"]


def test_volume_when_its_root_is_missing_then_is_offline_until_it_is_back(library: Library, tmp_path: Path) -> None:
    _fill(library, 3)
    library.ingest()
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("x")
    library.root.rename(tmp_path / "aside")
    summary = library.graph.ingest(library.root, other, probe="none")
    assert summary.missing_paths == 1
    states = "MATCH (v:StorageVolume {name: 'library'}) RETURN v.state AS state"
    assert library.ask(states) == [{"state": "OFFLINE"}]
    assert len([path for path in library.uids() if path.startswith("f")]) == 3
    (tmp_path / "aside").rename(library.root)
    library.ingest()
    assert library.ask(states) == [{"state": "ONLINE"}]


def test_paths_when_none_exists_then_nothing_is_written(library: Library) -> None:
    with pytest.raises(NothingToIngest, match="none of the given paths exists"):
        library.ingest("nowhere", "neither")
    assert library.counts().keys() <= {"SchemaVersion"}


def test_volume_when_another_disk_stands_in_its_place_then_nothing_vanishes_until_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(library, 4)
    library.ingest()
    (library.root / "f0/file000.txt").unlink()
    here = volumes.mounts()
    elsewhere = [replace(mount, device="/dev/other") for mount in here]
    monkeypatch.setattr(volumes, "mounts", lambda: elsewhere)
    for _ in range(2):
        summary = library.ingest()
        assert (summary.vanished, summary.problems, summary.flawless) == (0, 1, False)
    assert library.ingest(allow_vanished=1).vanished == 1
    (library.root / "f0/file001.txt").unlink(missing_ok=True)
    assert library.ingest().flawless


def test_only_path_when_it_is_gone_then_its_volume_is_offline(library: Library, tmp_path: Path) -> None:
    _fill(library, 2)
    library.ingest()
    library.root.rename(tmp_path / "aside")
    with pytest.raises(NothingToIngest):
        library.graph.ingest(library.root, probe="none")
    states = library.ask("MATCH (v:StorageVolume {name: 'library'}) RETURN v.state AS state")
    assert states == [{"state": "OFFLINE"}]


def test_home_when_it_lies_inside_the_scanned_folder_then_its_state_is_no_media(library: Library) -> None:
    home = library.root / "home"
    (home / "state").mkdir(parents=True)
    (home / "state" / "spool.sqlite").write_text("ours")
    library.write("home/mine.txt")
    library.graph._settings = library.settings.model_copy(update={"home": home})
    library.ingest()
    assert set(library.uids()) == {"home/mine.txt"}
