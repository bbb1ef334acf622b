"""What an asset has in common with a reference: what agrees makes it sure, what contradicts makes it no fact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.records import Media, Reference, Use
from assetgraph.graph.known import KnownMedia
from assetgraph.relate.references.likeness import likeness
from assetgraph.relate.references.resolving import resolve
from assetgraph.relate.references.sought import Known, Sought
from assetgraph.storage.raw_paths import parse
from tests.known_media import media

TEN = 10 * 3600 * 24
"""The frame at 10:00:00:00."""


def clip(path: str, timecode: str | None = "10:00:00:00", reel: str | None = None, **more: Any) -> KnownMedia:
    told = {"kind": "video", "duration_s": 2.0, "frame_rate": "24/1", "frame_count": 48, **more}
    return media(path, timecode=timecode, reel_name=reel, **told)


def cut(raw: str, reel: str | None = None, first: int = TEN + 10, **more: Any) -> Sought:
    use = Use(
        reference=0, raw=raw, track=1, media=Media.PICTURE, record_in=0, record_out=20, source_in=first,
        source_out=first + 20, edit_rate="24/1",
    )  # fmt: skip
    return Sought(Reference(raw=raw, reel=reel, **more), parse(raw), (), (use,))


def whole(raw: str, **more: Any) -> Sought:
    """A reference to a file of 48 frames, of which no use is told."""
    told = {"available_duration": 48, "available_rate": "24/1", **more}
    return Sought(Reference(raw=raw, **told), parse(raw), ())


def confidence(sought: Sought, asset: KnownMedia) -> float:
    grounds = likeness(sought, asset)
    return grounds.confidence if grounds else 0.0


def target(sought: Sought, *assets: KnownMedia) -> str | None:
    found = resolve(sought, Known(alike=assets)).target
    return found.rel_path if found else None


@pytest.mark.parametrize("name", ["sc20_tk2.mov", "SC20_TK2"])
def test_reel_when_it_was_used_again_at_the_same_timecode_then_the_name_decides(name: str) -> None:
    one, other = clip("day1/sc10_tk1.mov", reel="001"), clip("day2/sc20_tk2.mov", reel="001")
    assert target(cut(name, "001"), one, other) == other.rel_path
    assert target(cut("scene 20", "001"), one, other) is None


def test_reel_when_original_and_proxy_bear_the_name_then_the_original_is_meant() -> None:
    original = clip("day1/A001C003.mxf", reel="A001")
    proxy = clip("proxies/A001C003.mov", reel="A001", source_uids=[original.uid])
    assert target(cut("A001C003.mov", "A001"), original, proxy) == original.rel_path


def test_name_when_the_reel_contradicts_then_it_is_no_fact() -> None:
    assert confidence(cut("clip_03.mov", "C011"), clip("x/clip_03.mov", reel="B007")) == 0.6
    assert confidence(cut("clip_03.mov", "B007"), clip("x/clip_03.mov", reel="B007")) == 0.92


@pytest.mark.parametrize(
    ("said", "reel"),
    [("A001", "A001C003_240101_R1AB"), ("1", "001"), ("a_001", "A001"), ("A001C003", "A001"), (None, "B")],
)
def test_reel_when_one_is_a_part_of_the_other_then_the_name_stands(said: str | None, reel: str) -> None:
    assert confidence(cut("clip_03.mov", said), clip("x/clip_03.mov", reel=reel)) >= 0.9


def test_reel_when_another_file_is_named_then_only_a_reel_of_its_own_makes_it_a_fact() -> None:
    roll, own = clip("x/sc20_tk2.mov", reel="001"), clip("x/sc20_tk2.mov", reel="A001C003_240101_R1AB")
    assert confidence(cut("sc10_tk1.mov", "001"), roll) == 0.75
    assert confidence(cut("sc20_tk2_graded.mov", "001"), roll) == 0.9
    assert confidence(cut("Anna laughs", "001"), roll) == 0.9
    assert confidence(cut("sc10_tk1.mov", "A001C003_240101_R1AB"), own) == 0.9


def test_timecode_when_it_is_zero_then_proves_nothing() -> None:
    nought = clip("x/sunset.mov", "00:00:00:00")
    assert confidence(cut("/far/sunset.mov", first=3), nought) == 0.6
    assert confidence(cut("/far/sunset.mov"), clip("x/sunset.mov")) == 0.9


@pytest.mark.parametrize(
    ("start", "rate", "timecode", "own_rate", "sure"),
    [
        (TEN, "24/1", "10:00:00:00", "24/1", True),
        (TEN, "24/1", "10:00:00:00", "24000/1001", True),
        (1078920, "30000/1001", "10:00:00:00", "30000/1001", True),  # frames dropped in one of both
        (TEN, "24/1", "14:00:00:00", "24/1", False),
        (TEN, "24/1", None, "24/1", True),
        (TEN, "24/1", "00:00:00:00", "24/1", True),
        (0, "24/1", "14:00:00:00", "24/1", True),
        (1001, "24/1", "14:00:00:00", "24/1", True),  # a count of frames
    ],
)
def test_length_when_the_timecode_contradicts_then_it_is_no_fact(
    start: int, rate: str, timecode: str | None, own_rate: str, *, sure: bool
) -> None:
    told = whole("/far/interview_03.mov", available_start=start, available_rate=rate, available_duration=48)
    seconds = 48 / (24 if rate == "24/1" else 30000 / 1001)
    found = clip("x/interview_03.mov", timecode, frame_rate=own_rate, duration_s=seconds)
    # What is used lies in no range that the file holds, so that only its length can tell.
    assert (confidence(told, found) >= 0.8) == sure


def test_length_when_the_name_is_short_then_it_is_no_fact() -> None:
    assert confidence(whole("/far/card/MVI_0001.MOV"), clip("x/MVI_0001.MOV", None)) == 0.7
    plates = media("sh010/plate.%04d.exr", kind="sequence", frame_count=48, duration_s=None)
    assert confidence(whole("/far/sh200/plate.%04d.exr"), plates) == 0.7
    assert confidence(whole("/far/sh010/plate.%04d.exr"), plates) == 0.75


def test_timecode_when_the_cut_is_of_another_rate_then_that_of_the_file_counts() -> None:
    told = {"available_start": 11 * 3600 * 25, "available_duration": 50, "available_rate": "25/1"}
    found = clip("x/m25.mov", "11:00:00:00", frame_rate="25/1", frame_count=50)
    assert confidence(cut("m25.mov", first=11 * 3600 * 24 + 5, **told), found) == 0.9
    assert confidence(cut("m25.mov", first=11 * 3600 * 24 + 5), found) == 0.6


@given(
    said=st.sampled_from([None, "001", "A001", "B002"]), reel=st.sampled_from([None, "001", "A001", "B002"]),
    name=st.sampled_from(["clip.mov", "clip", "other.mov", "/far/clip.mov"]), hour=st.sampled_from([0, 10, 14]),
)  # fmt: skip
def test_likeness_when_reels_or_timecodes_contradict_then_is_never_a_fact(
    said: str | None, reel: str | None, name: str, hour: int
) -> None:
    found = confidence(cut(name, said), clip("x/clip.mov", f"{hour:02}:00:00:00", reel))
    if (said and reel and said != reel) or hour != 10:
        assert found < 0.8


def test_timecode_when_it_passes_midnight_then_what_was_shot_after_it_is_covered() -> None:
    night = clip("x/B014C007.mov", "23:59:59:00")
    assert confidence(cut("B014C007", first=24 * 24 * 3600 - 20), night) == 0.9
    assert confidence(cut("B014C007", first=3), night) == 0.9
    assert confidence(cut("B014C007", first=12), night) == 0.6  # a frame more than it has
    assert confidence(cut("B014C007", first=3), clip("x/B014C007.mov", "22:59:59:00")) == 0.6


def test_frames_when_no_length_in_time_is_told_then_their_count_is_one() -> None:
    comp = clip("c/sh010_comp_v003.%04d.exr", reel="A001C003", kind="sequence", duration_s=None)
    assert target(cut("sh010_comp_v003", "A001C003"), comp) == comp.rel_path


def test_reel_when_plates_and_parts_pass_it_on_then_the_clip_of_that_name_is_meant() -> None:
    reel = "A001C003_240101_R1AB"
    original, plate = clip(f"day1/{reel}.mov", reel=reel, width=4096), clip("vfx/sh010_bg.mov", reel=reel, width=4096)
    assert target(cut("12A-3", reel), original, plate) == original.rel_path
    part = clip(f"graded/{reel}.mov", reel=reel, width=1920, duration_s=1.5, frame_count=36)
    assert target(cut("12A-3", reel), original, part) == original.rel_path
    offline = clip(f"graded/{reel}.mov", reel=reel, width=8192, duration_s=1.5, frame_count=36)
    assert target(cut("12A-3", reel), original, offline) is None  # the part is better than the whole


@pytest.mark.parametrize("name", ["sh010_comp_v004", "sh010_comp_v004.mov"])
def test_reel_when_a_version_of_work_is_named_then_its_plate_is_no_fact(name: str) -> None:
    reel = "A001C003_240101_R1AB"
    original, version = clip(f"day1/{reel}.mov", reel=reel), clip("vfx/sh010_comp_v004.mov", reel=reel)
    assert confidence(cut(name, reel), original) == 0.75
    assert target(cut(name, reel), original, version) == version.rel_path


def test_timecode_when_the_cut_tells_no_rate_then_that_of_the_file_counts() -> None:
    found = clip("x/interview.mov", "10:00:00:00", frame_rate="25/1", duration_s=2.0, frame_count=50)
    told = cut("interview.mov")
    assert confidence(told, found) == 0.6
    assert confidence(replace(told, is_rate_told=False), found) == 0.9
    late = replace(cut("interview.mov", first=TEN + 2 * 24), is_rate_told=False)
    assert confidence(late, found) == 0.6  # it ends after the file does
    film = clip("x/interview.mov", "10:00:00:00")
    pal = (
        cut("interview.mov")
        .uses[0]
        .model_copy(update={"edit_rate": "25/1", "source_in": 36000 * 25 + 4, "source_out": 36000 * 25 + 24})
    )
    assert confidence(replace(told, uses=(pal,), is_rate_told=False), film) == 0.6  # film has no 25th frame


def test_short_name_when_it_begins_at_another_frame_than_told_then_it_is_no_fact() -> None:
    told = {"available_start": TEN, "available_duration": 48, "available_rate": "24/1"}
    own, other = clip("a/C0005.MP4"), clip("b/C0005.MP4", "09:59:59:20", duration_s=3.0, frame_count=72)
    assert confidence(cut("/far/C0005.MP4", **told), other) == 0.75  # of a camera that ran in step
    assert target(cut("/far/C0005.MP4", **told), own, other) == own.rel_path
    part = clip("b/interview_03.mov", "10:00:00:05", frame_count=43)
    assert confidence(cut("/far/interview_03.mov", **told), part) == 0.9  # a trimmed copy


def test_reel_when_only_a_version_of_work_passes_it_on_then_it_is_no_fact() -> None:
    reel = "A001C003_240101_R1AB"
    comp = clip("vfx/sh010_comp_v003.mov", reel=reel)
    assert confidence(cut("12A-3", reel), comp) == 0.75
    assert confidence(cut("sh010_comp_v003", reel), comp) == 0.92
    assert confidence(cut("sh010", "sh010_comp_v003"), comp) == 0.91
