"""Verdicts: a folder's listing held against what the graph knows of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assetgraph.graph.catalogue import KnownAsset, KnownFolder
from assetgraph.ingest.changes import Verdict, Wish, compare
from assetgraph.ingest.found import Found
from assetgraph.ingest.sequences import group
from assetgraph.model.records import ProbeLevel

FOUND = Found(b"a.mov", size=10, mtime_ns=5, ctime_ns=6, inode=7, links=1)
KNOWN = KnownAsset(
    uid="u", name=b"a.mov", kind="video", outcome="done", size=10, mtime_ns=5, ctime_ns=6, inode=7, quick_hash="q",
    content_hash=None, content_rev=0, generation=0, probe_level="header", tools="t1", first_seen=None,
    frames_digest=None,
)  # fmt: skip
WISH = Wish(ProbeLevel.HEADER, "same-size", "t1")
NONE = replace(WISH, level=ProbeLevel.NONE)
FULL = replace(WISH, level=ProbeLevel.FULL)
RETRY = replace(WISH, retry_failed=True)
NEWER = replace(WISH, tools="t2")
FAILED = replace(KNOWN, outcome="failed")


@pytest.mark.parametrize(
    ("found", "known", "wish", "verdict", "displaced"),
    [
        (FOUND, KNOWN, WISH, Verdict.SAME, False),
        (replace(FOUND, size=11), KNOWN, WISH, Verdict.CHANGED, False),
        (replace(FOUND, mtime_ns=4), KNOWN, WISH, Verdict.CHANGED, False),
        (replace(FOUND, mtime_ns=4), KNOWN, NONE, Verdict.CHANGED, False),
        (replace(FOUND, ctime_ns=9), KNOWN, WISH, Verdict.VERIFY, False),
        (replace(FOUND, ctime_ns=9), KNOWN, NONE, Verdict.SAME, False),
        (replace(FOUND, ctime_ns=9), replace(KNOWN, quick_hash=None), WISH, Verdict.SAME, False),
        (replace(FOUND, inode=8), KNOWN, WISH, Verdict.CHANGED, True),
        (replace(FOUND, inode=None), KNOWN, WISH, Verdict.SAME, False),
        (FOUND, replace(KNOWN, inode=None), WISH, Verdict.SAME, False),
        (FOUND, replace(KNOWN, probe_level="none"), WISH, Verdict.DEEPEN, False),
        (FOUND, replace(KNOWN, probe_level=None), NONE, Verdict.DEEPEN, False),
        (FOUND, KNOWN, FULL, Verdict.DEEPEN, False),
        (FOUND, KNOWN, NONE, Verdict.SAME, False),
        (FOUND, FAILED, WISH, Verdict.SAME, False),
        (FOUND, FAILED, RETRY, Verdict.DEEPEN, False),
        (FOUND, FAILED, NEWER, Verdict.DEEPEN, False),
        (FOUND, FAILED, replace(RETRY, level=ProbeLevel.NONE), Verdict.SAME, False),
        (FOUND, KNOWN, NEWER, Verdict.SAME, False),
    ],
)
def test_verdict_when_a_known_file_is_seen_again_then_follows_the_table(
    found: Found, known: KnownAsset, wish: Wish, verdict: Verdict, displaced: bool
) -> None:
    items, gone = compare([found], [known], wish)
    assert ([(item.verdict, item.displaced, item.known) for item in items], gone) == ([(verdict, displaced, known)], [])


def test_compare_when_names_differ_then_one_is_new_and_one_is_gone() -> None:
    items, gone = compare([replace(FOUND, name=b"b.mov")], [KNOWN], WISH)
    assert ([(item.verdict, item.known) for item in items], gone) == ([(Verdict.NEW, None)], [KNOWN])


def test_compare_when_an_asset_was_on_its_way_then_its_old_name_says_nothing() -> None:
    """A run was interrupted while files changed places: the asset is looked for again, even where its name is."""
    moving = replace(KNOWN, placed=False)
    there = replace(KNOWN, uid="other", inode=8)
    items, gone = compare([replace(FOUND, inode=8)], [moving, there], WISH)
    assert ([(item.verdict, item.known) for item in items], gone) == ([(Verdict.SAME, there)], [moving])


def _sequence(*names: bytes) -> Found:
    sequence = group(names)[0][0]
    return Found(sequence.pattern, 10, 5, 6, 7, 1, sequence, "digest", "key", names)


def test_compare_when_a_lone_frame_is_joined_then_is_the_same_asset() -> None:
    frame = replace(KNOWN, name=b"s.0001.exr", kind="image")
    items, gone = compare([_sequence(b"s.0001.exr", b"s.0002.exr")], [frame], WISH)
    assert ([(item.verdict, item.known) for item in items], gone) == ([(Verdict.CHANGED, frame)], [])


def test_compare_when_one_frame_is_left_then_is_the_same_asset() -> None:
    sequence = replace(KNOWN, name=b"s.%04d.exr", kind="sequence", frames_digest="digest")
    items, gone = compare([replace(FOUND, name=b"s.0002.exr")], [sequence], WISH)
    assert ([(item.verdict, item.known) for item in items], gone) == ([(Verdict.CHANGED, sequence)], [])
    items, gone = compare([replace(FOUND, name=b"t.0002.exr")], [sequence], WISH)
    assert ([item.verdict for item in items], gone) == ([Verdict.NEW], [sequence])


STAMP = KnownFolder("f", "digest", "header", "same-size", "t1", "PRESENT", 3, 3, 0, 0, 0)


@pytest.mark.parametrize(
    ("stamp", "wish", "met"),
    [
        (STAMP, WISH, True),
        (STAMP, NONE, True),
        (STAMP, FULL, False),
        (STAMP, replace(WISH, hash_policy="all"), False),
        (STAMP, replace(WISH, hash_policy="none"), True),
        (STAMP, NEWER, True),
        (STAMP, RETRY, True),
        (replace(STAMP, failed=1), WISH, True),
        (replace(STAMP, failed=1), RETRY, False),
        (replace(STAMP, failed=1), NEWER, False),
        (replace(STAMP, failed=1), replace(RETRY, level=ProbeLevel.NONE), True),
        (replace(STAMP, probe_level=None), NONE, False),
        (replace(STAMP, hash_policy=None), NONE, False),
    ],
)
def test_folder_when_its_digest_is_equal_then_the_wish_decides_whether_to_look(
    stamp: KnownFolder, wish: Wish, met: bool
) -> None:
    assert wish.met_by(stamp) is met
