"""What a run is asked for: paths, excludes, how far files are read."""

from __future__ import annotations

import pytest

from tests.library import Library, png_bytes, rename, studio, wav_file

pytestmark = pytest.mark.graph


# ---- what the paths say


def test_single_file_when_given_then_only_it_is_ingested_and_nothing_vanishes(library: Library) -> None:
    studio(library)
    library.ingest()
    assert library.ingest("a/one.txt", volume=None).assets == 1
    (library.root / "a/two.txt").unlink()
    summary = library.ingest("a/one.txt")
    assert (summary.assets, summary.unchanged, summary.vanished) == (1, 1, 0)
    assert "a/two.txt" in library.uids()
    assert library.ingest().vanished == 1


def test_frame_when_given_then_its_whole_sequence_is_meant(library: Library) -> None:
    studio(library)
    summary = library.ingest("b/shot.0003.png")
    assert (summary.assets, summary.files) == (1, 4)


def test_paths_when_one_lies_inside_another_then_each_file_counts_once(library: Library) -> None:
    studio(library)
    summary = library.ingest("", "b", "b/deep", "a/one.txt", "b")
    assert (summary.assets, summary.files) == (5, 8)
    assert library.counts()["ScanRun"] == 1


def test_scopes_when_two_runs_overlap_then_the_second_adds_only_the_rest(library: Library) -> None:
    studio(library)
    assert library.ingest("", volume=None).assets == 5
    before, folders = library.uids(), library.counts()["Folder"]
    inner = library.ingest("b", volume=None)
    assert (inner.assets, inner.unchanged) == (3, 3)
    assert (library.uids(), library.counts()["Folder"]) == (before, folders)


def test_scope_when_narrow_first_and_wide_later_then_no_asset_is_doubled(library: Library) -> None:
    studio(library)
    library.ingest("b/deep", volume=None)
    first = library.uids()
    library.ingest("", volume=None)
    assert len(library.uids()) == 5
    assert set(first.items()) <= set(library.uids().items())


def test_missing_path_when_among_good_ones_then_is_a_problem_until_it_is_there(library: Library) -> None:
    studio(library)
    library.ingest()
    summary = library.ingest("a", "nowhere")
    assert (summary.missing_paths, summary.assets, summary.flawless) == (1, 2, False)
    assert library.problems() == {("scan", "nowhere")}
    library.write("nowhere/file.txt")
    assert library.ingest("a", "nowhere").flawless
    assert library.problems() == set()


def test_exclude_when_known_files_fit_it_then_they_do_not_vanish(library: Library) -> None:
    studio(library)
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
    studio(library)
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
    rename(library, "plate.png", "b/plate.png")
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
