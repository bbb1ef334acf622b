"""What a clip was made from, by reel, timecode, length and stem: what is told, and what must not be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.graph.known import KnownMedia
from assetgraph.relate.derivations.ladder import fits, made_from, sought_stems
from assetgraph.relate.derivations.originals import seniority


def clip(rel_path: str, **values: object) -> KnownMedia:
    """A UHD camera file of ten seconds, from 10:22:33:04 on; its path is its key."""
    base = KnownMedia(
        uid=rel_path, folder_uid=rel_path.rpartition("/")[0], volume_uid="v", rel_path=rel_path,
        name=rel_path.rpartition("/")[2], kind="video", format="mov", status="PRESENT", online=True, duration_s=10.0,
        frame_rate="24/1", frame_count=240, first=None, last=None, timecode="10:22:33:04", reel_name="A001C003",
        width=3840, height=2160, video_codec="prores", audio_codec="pcm_s24le", quick_hash=rel_path, mtime_ns=10,
        size_bytes=1, bit_depth=10, channels=2, sample_rate_hz=48000, camera_model="Alexa 35",
    )  # fmt: skip
    return replace(base, **values)  # type: ignore[arg-type]


def small(rel_path: str, **values: object) -> KnownMedia:
    """An HD copy of it for the cutting room."""
    copy = {"width": 1920, "height": 1080, "video_codec": "h264", "bit_depth": 8, "camera_model": None, "mtime_ns": 20}
    return clip(rel_path, **{**copy, **values})


SOURCE = clip("rushes/day1/A001C003_240101_R1AB.mov")


def told(asset: KnownMedia, *others: KnownMedia) -> tuple[str, str, bool] | None:
    """(kind, source, whether as a fact)."""
    found, _ = made_from(asset, others)
    return (str(found.kind), found.source.rel_path, found.grounds.confidence >= 0.8) if found else None


S = SOURCE.rel_path


@pytest.mark.parametrize(
    ("asset", "expected"),
    [
        (small("dailies/x.mp4"), ("TRANSCODE", S, True)),  # the reel tells, whatever it is called
        (small("edit/proxies/A001/x.mp4"), ("PROXY", S, True)),  # a folder above says what it is
        (small("edit/x_proxy.mp4"), ("PROXY", S, True)),
        (small("d/A001C003_240101_R1AB.mp4", reel_name=None), ("TRANSCODE", S, True)),
        (small("d/A001C003_240101_R1AB.mp4", reel_name=None, timecode=None), ("TRANSCODE", S, False)),
        (small("proxy/A001C003_240101_R1AB.mp4", reel_name=None, timecode=None), ("PROXY", S, True)),
        (clip("d/x.mxf", format="mxf", mtime_ns=20), ("REMUX", S, False)),  # nobody knows which came first
        (
            small("vfx/A001C003_240101_R1AB_plate.mov", timecode="10:22:35:04", frame_count=48, duration_s=2.0),
            ("TRIM", S, True),
        ),
        (small("vfx/sh010_plate.mov", timecode="10:22:35:04", frame_count=48, duration_s=2.0), ("TRIM", S, False)),
        (clip("d/x.mov", video_codec="h264", bit_depth=8, mtime_ns=20), ("TRANSCODE", S, False)),  # equally large
        (clip("d/x.mov", video_codec="h264", bit_depth=8, camera_model=None), ("TRANSCODE", S, True)),
    ],
    ids=lambda each: each.rel_path if isinstance(each, KnownMedia) else None,
)
def test_clip_when_a_rung_holds_then_its_source_is_told(asset: KnownMedia, expected: tuple[str, str, bool]) -> None:
    assert told(asset, SOURCE) == expected


@pytest.mark.parametrize(
    "asset",
    [
        small("d/A001C003_240101_R1AB.mp4", timecode="11:00:01:00"),  # another take of the same name
        small("d/A001C003_240101_R1AB.mp4", reel_name="B001C003"),
        small("d/x.mp4", reel_name=None),  # nothing but the timecode
        small("d/x.mp4", timecode="10:22:38:04"),  # a reel used again, whose timecode overlaps
        small("d/x.mp4", frame_rate="25/1"),
        small("d/x.mp4", frame_count=241, duration_s=10.04),
        small("d/A001C003_240101_R1AB.mp4", reel_name=None, timecode=None, duration_s=10.5),
        small("d/A001C003_240101_R1AB.mp4", reel_name=None, timecode=None, channels=8),
        small("d/A001C003_240101_R1AB.mp4", reel_name=None, timecode=None, channels=None),
        clip("d/x.mov"),  # nothing tells them apart but what is in them
        clip("backup/A001C003_240101_R1AB.mov", quick_hash=SOURCE.quick_hash),  # a copy
        clip("proxy/x.mov", width=4096),  # larger than what it would stand in for
        clip("d/x.wav", kind="audio"),
        small("thumbs/x.mov"),
        small("proxies/A001C003_240101_R1AB.mxf", width=None, height=None, video_codec=None),  # the clip's sound
        small("d/A001C003_240101_R1AB.%04d.exr", kind="sequence", missing=("1003-1005",), channels=None),
    ],
    ids=lambda each: f"{each.rel_path} {each.timecode}",
)
def test_clip_when_anything_speaks_against_then_none_is_told(asset: KnownMedia) -> None:
    assert told(asset, SOURCE) is None
    assert told(SOURCE, asset) is None or asset.width == 4096


def test_clip_when_both_are_silent_then_its_mark_and_stem_tell() -> None:
    silent = {"channels": None, "sample_rate_hz": None, "audio_codec": None, "reel_name": None, "timecode": None}
    source = replace(SOURCE, channels=None, sample_rate_hz=None, audio_codec=None)
    assert told(small("v/proxies/A001C003_240101_R1AB_proxy.mov", **silent), source) == ("PROXY", S, True)
    assert told(small("v/d/A001C003_240101_R1AB.mov", **silent), source) is None  # nothing marks it as a copy
    assert told(small("v/proxies/x_proxy.mov", **silent), replace(source, rel_path="d/x.mov", name="x.mov")) is None
    unread = {**silent, "width": None}
    assert told(small("v/proxies/A001C003_240101_R1AB_proxy.mov", **unread), source) is None
    assert told(small("v/proxies/A001C003_240101_R1AB_proxy.mov", **silent), SOURCE) is None  # its sound is gone


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("sh010/render/v1/beauty", "sh010/render/v2/beauty", None),
        ("film/masters/en", "film/web/de", None),
        ("film/masters/en", "film/web/german", None),
        ("film/masters/en", "film/web/english", None),  # nobody knows that these are one
        ("film/masters/en", "film/web/eng", True),
        ("film/hi", "film/lo", True),
        ("sh010/plates/v1", "sh010/proxies/v3", True),
        ("sh010/plates", "sh010/small", True),
    ],
)
def test_clip_when_it_lies_among_another_version_or_language_then_it_was_made_of_no_such_thing(
    one: str, two: str, expected: bool | None
) -> None:
    source = clip(f"{one}/sh010_main.mov", reel_name=None)
    found = told(small(f"{two}/sh010_main.mov", reel_name=None), source)
    assert (found and found[2]) == expected


@pytest.mark.parametrize(
    ("movie", "values", "expected"),
    [
        ("dailies/sh010_comp_v002.mov", {}, True),
        # Its frames were rendered again: half floats do not come from 8 bits; from a mezzanine they may.
        ("dailies/sh010_comp_v002.mov", {"mtime_ns": 1}, True),
        ("dailies/sh010_comp_v002.mov", {"mtime_ns": 1, "video_codec": "prores", "bit_depth": 10}, False),
        ("dailies/sh010_comp_v002.mov", {"reel_name": "A001C003"}, False),
        ("dailies/sh010_comp_v001.mov", {}, None),
        ("comp/sh010/review/sh010_comp_v002.mov", {}, True),
        ("other_show/dailies/sh010_comp_v002.mov", {}, False),
        ("dailies/sh010_comp_v002.mov", {"frame_count": 241}, None),
        ("dailies/sh010_comp.mov", {}, None),  # plates are taken out of movies, too
    ],
)
def test_movie_when_it_has_stem_version_and_count_of_frames_elsewhere_then_was_made_of_them(
    movie: str, values: dict[str, object], expected: bool | None
) -> None:
    silent = {"reel_name": None, "timecode": None, "channels": None, "sample_rate_hz": None, "audio_codec": None}
    stem = "sh010_comp" if movie.endswith("comp.mov") else "sh010_comp_v002"
    movie = movie if movie.startswith("other_show") else f"show/{movie}"
    half = {"kind": "sequence", "format": "openexr", "video_codec": None, "bit_depth": 16, **silent}
    frames = clip(f"show/comp/{stem}.%04d.exr", frame_rate=None, **half)
    smaller = replace(frames, uid="jpg", rel_path="jpg", name=f"{stem}.%04d.jpg", format="jpeg", width=960, height=540)
    found, _ = made_from(small(movie, **{**silent, **values}), [smaller, frames])
    assert (found and found.grounds.confidence >= 0.8) == expected
    assert found is None or found.source == frames
    theirs = clip(f"their_show/comp/{stem}.%04d.exr", width=8000, height=4000, **half)
    again, _ = made_from(small(movie, **{**silent, **values}), [theirs, smaller, frames])
    assert not expected or (again and again.source) == frames


@pytest.mark.parametrize(
    ("movie", "frames", "expected"),
    [
        ("shots/sq030/sh0020/publish", "shots/sq030/sh0020/comp", True),
        ("shots/sq040/sh0020/publish", "shots/sq030/sh0020/comp", False),
        ("ep102/dailies", "ep101/comp", False),
    ],
)
def test_movie_when_its_frames_lie_in_another_sequence_or_episode_then_it_is_not_surely_of_them(
    movie: str, frames: str, expected: bool
) -> None:
    silent = {"reel_name": None, "timecode": None, "channels": None, "sample_rate_hz": None, "audio_codec": None}
    rendered = clip(f"show/{frames}/sh0020_comp_v002.%04d.exr", kind="sequence", format="openexr", **silent)
    found, _ = made_from(small(f"show/{movie}/sh0020_comp_v002.mov", **silent), [rendered])
    assert (found is not None and found.grounds.confidence >= 0.8) == expected


def test_layers_when_some_have_fewer_pixels_then_none_is_surely_made_from_another() -> None:
    frames = {"kind": "sequence", "format": "openexr", "reel_name": None, "video_codec": None, "channels": None}
    beauty = clip("render/beauty/sh010_main.%04d.exr", **frames)
    found = told(small("render/shadow/sh010_main.%04d.exr", **frames), beauty)
    assert found == ("TRANSCODE", "render/beauty/sh010_main.%04d.exr", False)


@pytest.mark.parametrize("timecode", ["01:02:00:00", "00:00:40:00", "00:59:58:00", "09:58:30:00", "00:59:50:00"])
def test_timecode_when_it_is_a_leaders_then_masters_that_share_it_are_not_each_others(timecode: str) -> None:
    master = clip("masters/FILM_UHD_texted.mov", timecode=timecode, reel_name="FILM")
    assert told(small("masters/FILM_HD_DE.mov", timecode=timecode, reel_name="FILM"), master) is None
    leader = clip("a/gfx/countdown.mov", timecode=timecode, reel_name=None)
    other = small("b/gfx/countdown.mov", timecode=timecode, reel_name=None)
    assert told(other, leader) == ("TRANSCODE", "a/gfx/countdown.mov", False)
    assert told(small("d/x.mp4", timecode="00:59:58:01"), clip("c/y.mov", timecode="00:59:58:01")) is not None


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("iso/CAM1", "iso/CAM2", False),
        ("iso/cam_A", "iso/cam_B", False),
        ("day1/A001", "proxies/B001", False),
        ("day1/CAM_A/A001", "dailies/CAM_A/A001", True),
        ("day1/A001", "dailies/reel_1", True),
        ("day1/A001", "dailies", True),
        ("plates/v001", "proxies/v003", True),
    ],
)
def test_clip_when_it_lies_in_another_cameras_folder_then_only_a_reel_makes_it_its_source(
    one: str, two: str, expected: bool
) -> None:
    source = clip(f"{one}/Rec_20260301_1930.mov", reel_name=None)
    copy = small(f"{two}/Rec_20260301_1930.mov", reel_name=None)
    assert (told(copy, source) is not None) is expected
    reel = {"reel_name": "A001"}
    assert told(replace(copy, **reel), replace(source, **reel)) is not None


def test_counter_when_cameras_run_in_step_then_neither_is_surely_made_from_the_other() -> None:
    large = clip("iso/CAM1/Show_01.mov", reel_name=None, camera_model=None)
    assert told(small("iso/left/Show_01.mov", reel_name=None), large) == ("TRANSCODE", large.rel_path, False)
    reel = replace(large, reel_name="A001")
    assert told(small("dailies/Show_01.mov", reel_name="A001"), reel) == ("TRANSCODE", large.rel_path, True)
    assert told(small("iso/proxies/CAM1/Show_01.mov", reel_name=None), large) == ("PROXY", large.rel_path, True)


@pytest.mark.parametrize("timecode", ["00:00:00:00", "01:00:00:00", "10:00:00:00"])
def test_timecode_when_it_is_the_default_then_proves_nothing_without_the_stem(timecode: str) -> None:
    source = replace(SOURCE, timecode=timecode)
    assert told(small("d/x.mp4", timecode=timecode), source) is None
    same_stem = small("d/A001C003_240101_R1AB.mp4", timecode=timecode)
    assert told(same_stem, source) == ("TRANSCODE", S, not timecode.startswith("00"))


def test_clip_when_two_fit_alike_then_none_is_told_until_one_goes() -> None:
    proxy, twin = small("proxy/x_proxy.mp4"), replace(SOURCE, uid="t", rel_path="t/y.mov", name="y.mov")
    later = replace(twin, quick_hash="t", mtime_ns=99)
    found, awaited = made_from(proxy, [SOURCE, later])
    assert (found, awaited) == (None, {"a001c003_240101_r1ab", "y"})
    assert told(proxy, later) == ("PROXY", "t/y.mov", True)


def test_clip_when_only_age_tells_two_sources_apart_then_the_one_of_its_stem_is_told() -> None:
    graded = clip("grade/A001C003_240101_R1AB_graded.mov", mtime_ns=5)
    assert told(small("dailies/A001C003_240101_R1AB.mov"), SOURCE, graded) == ("TRANSCODE", S, True)
    assert told(small("dailies/x.mov"), SOURCE, graded) is None


CARD = {"reel_name": None, "timecode": "00:00:00:00", "camera_model": None}
DAYS = [clip(f"doku/material/2026-03-{day}/cam_a/C0001.MP4", mtime_ns=day, **CARD) for day in (14, 15)]


@pytest.mark.parametrize("sound", [{}, {"channels": None, "sample_rate_hz": None, "audio_codec": None}])
def test_counter_when_proxies_mirror_the_folders_then_its_own_day_is_told(sound: dict[str, None]) -> None:
    first, second = (replace(each, **sound) for each in DAYS)  # type: ignore[arg-type]
    proxy = small("doku/Proxies/2026-03-15/CAM_A/C0001.mov", **CARD, **sound)
    assert told(proxy, first, second) == ("PROXY", DAYS[1].rel_path, True)
    assert told(proxy, replace(first, width=8192, height=4320), second) == ("PROXY", DAYS[1].rel_path, True)
    elsewhere = replace(proxy, uid="e", rel_path="doku/edit/proxy/2026-03-15/CAM_A/C0001.mov")
    assert told(elsewhere, first, second) is None  # what it mirrors does not lie beside it


def test_counter_when_proxies_mirror_the_folders_on_another_volume_then_one_folder_alike_is_too_little() -> None:
    assert told(small("proxies/2026-03-15/cam_a/C0001.mov", volume_uid="w", **CARD), *DAYS) == (
        "PROXY", DAYS[1].rel_path, True,
    )  # fmt: skip
    assert told(small("proxies/cam_a/C0001.mov", volume_uid="w", **CARD), DAYS[1]) == ("PROXY", DAYS[1].rel_path, False)


def test_counter_when_its_card_is_mirrored_then_the_folders_a_camera_made_are_passed_over() -> None:
    cards = [clip(f"job/cards/A00{n}/PRIVATE/M4ROOT/CLIP/C0001.MP4", **{**CARD, "timecode": None}) for n in (1, 2)]
    transcode = small("job/Transcodes/A002/C0001.mov", **{**CARD, "timecode": None})
    assert told(transcode, *cards) == ("TRANSCODE", cards[1].rel_path, True)


def test_counter_when_it_is_mirrored_and_another_length_then_none_is_told() -> None:
    assert told(small("doku/proxies/2026-03-15/cam_a/C0001.mov", **CARD, duration_s=10.2), *DAYS) is None


def test_clip_when_a_copy_of_the_original_fits_too_then_the_original_is_told_and_the_copy_awaited() -> None:
    mezzanine = small("mezz/x.mov", video_codec="prores", bit_depth=10, width=2048, height=1152)
    proxy = small("proxy/x.mp4", width=960, height=540)
    found, awaited = made_from(proxy, [mezzanine, SOURCE])
    assert found is not None
    assert (found.source, found.grounds.confidence, awaited) == (SOURCE, 0.8, {"x"})


def test_clip_when_a_higher_rung_fits_then_lower_ones_do_not_count() -> None:
    namesake = clip("other/x.mov", reel_name=None, timecode=None)
    assert told(small("proxy/x.mp4"), namesake, SOURCE) == ("PROXY", S, True)


def test_version_when_it_carries_the_reel_of_its_plate_then_is_not_surely_a_mere_copy_of_it() -> None:
    comp = small("comp/sh010_comp_v001.%04d.exr", kind="sequence", format="exr")
    assert told(comp, SOURCE) == ("TRANSCODE", S, False)
    assert told(comp, clip("comp/sh010_comp_v002.%04d.exr", kind="sequence", format="exr", video_codec=None)) is None
    assert told(small("proxy/sh010_take1.mov"), clip("rushes/sh010_take2.mov")) is None
    assert told(small("review/sh010_comp_v001.mov"), clip("out/sh010_comp_v001.mov")) is not None


def test_clip_when_both_are_marked_then_neither_is_a_source() -> None:
    assert told(small("proxy/x.mp4"), clip("proxy/y.mov")) is None
    assert told(small("offline/proxies/a/x.mp4"), clip("offline/rushes/a/y.mov")) == (
        "PROXY",
        "offline/rushes/a/y.mov",
        True,
    )


def test_stems_when_a_word_marks_the_name_then_are_two() -> None:
    assert sought_stems(clip("p/A_proxy.mov")) == {"a_proxy", "a"}


@pytest.mark.parametrize(
    ("one", "other", "sign", "sure"),
    [
        (small("a"), clip("b"), 1, True),
        (small("a", bit_depth=16, camera_model="x", video_codec="dpx"), clip("b", camera_model=None), 1, False),
        (clip("a", camera_model=None), clip("b", video_codec="h264", bit_depth=8), 1, False),  # a DSLR's transcode
        (clip("a"), clip("b", format="r3d", video_codec=None), 1, True),
        (clip("a", mtime_ns=5), clip("b", mtime_ns=4), 1, False),
        (clip("a"), clip("b"), 0, False),
        (clip("a", width=2000, height=2000), clip("b", width=3000, height=1000), 0, False),
    ],
)
def test_original_when_signs_speak_then_is_told_by_the_first(
    one: KnownMedia, other: KnownMedia, sign: int, sure: bool
) -> None:
    found = seniority(one, other)
    assert (found.sign, found.is_sure) == (sign, sure)


CLIPS = st.builds(
    clip,
    st.sampled_from(["a/x.mov", "b/x.mp4", "proxy/x.mov", "b/x_proxy.mov", "c/y.mxf", "d/z.mov"]),
    volume_uid=st.sampled_from(["v", "w"]),
    format=st.sampled_from(["mov", "mxf", "r3d"]),
    timecode=st.sampled_from([None, "00:00:00:00", "01:00:00:00", "10:22:33:04", "10:22:34:04"]),
    reel_name=st.sampled_from([None, "A001", "B002"]),
    frame_count=st.sampled_from([None, 1, 24, 240]),
    duration_s=st.sampled_from([None, 1.0, 10.0]),
    width=st.sampled_from([None, 1920, 3840]),
    video_codec=st.sampled_from([None, "h264", "prores", "dpx"]),
    bit_depth=st.sampled_from([None, 8, 10]),
    camera_model=st.sampled_from([None, "x"]),
    mtime_ns=st.integers(0, 3),
    quick_hash=st.sampled_from([None, "a", "b", "c"]),
)


@given(CLIPS, CLIPS)
def test_original_when_asked_the_other_way_round_then_says_the_opposite(one: KnownMedia, other: KnownMedia) -> None:
    there, back = seniority(one, other), seniority(other, one)
    assert (there.sign, there.is_sure, there.is_by_age) == (-back.sign, back.is_sure, back.is_by_age)


@given(CLIPS, CLIPS)
def test_two_clips_when_one_was_made_from_the_other_then_never_the_other_from_it(
    one: KnownMedia, other: KnownMedia
) -> None:
    assert fits(one, other) is None or fits(other, one) is None


@given(st.lists(CLIPS, max_size=5), CLIPS, st.randoms())
def test_source_when_told_then_is_the_same_in_whatever_order(
    others: list[KnownMedia], asset: KnownMedia, random: object
) -> None:
    named = [replace(each, uid=str(number), rel_path=f"{number}/{each.rel_path}") for number, each in enumerate(others)]
    shuffled = list(named)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert made_from(asset, named) == made_from(asset, shuffled)


def test_frames_when_a_movie_of_them_is_larger_then_they_were_not_made_from_it() -> None:
    frames = small("sh010/comp/sh010_comp_v001.%04d.exr", kind="sequence", duration_s=None, video_codec=None)
    assert told(frames, clip("sh010/review/sh010_comp_v001.mov")) is None


def test_render_when_only_the_reel_of_its_plate_tells_then_it_is_no_fact() -> None:
    final = small("conform/sh010_final.mov")
    for plate in (clip("sh010/sh010_bg.%04d.exr", kind="sequence", duration_s=None), clip("sh010/sh010_bg.mov")):
        assert told(final, plate) == ("TRANSCODE", plate.rel_path, False)
