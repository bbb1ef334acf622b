"""What others write: timelines are made at random, written by OpenTimelineIO's adapters, and read by our readers.

The expectation is OpenTimelineIO's own: visible ranges, which transitions lengthen, in the time of the outermost
tracks. Each format is given only what it can tell.
"""

from __future__ import annotations

import copy
import itertools
from pathlib import Path
from typing import Any

import opentimelineio as otio
from document_rows import Row, rows
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import Clip, ExternalReference, Gap, LinearTimeWarp, Stack, Timeline, Track, Transition

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Status

WHOLE_RATES = (24, 25, 30)
RATES = (*WHOLE_RATES, 24000 / 1001, 30000 / 1001)
NAMES = [f"{letter}{number:02d}" for letter in "abcdef" for number in range(1, 5)]
LENGTHS = st.integers(30, 400)
NUMBERS = itertools.count()

relaxed = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def span(start: float, duration: float, rate: float) -> TimeRange:
    return TimeRange(RationalTime(start, rate), RationalTime(duration, rate))


@st.composite
def clips(draw: st.DrawFn, rate: float, grid: int) -> Clip:
    """A clip of one of the files; no two clips are alike, for some writers take those for one."""
    name = draw(st.sampled_from(NAMES))
    media = ExternalReference(f"file:///media/{name}.mov", span(0, 5000 * grid, rate))
    media.name = name
    shown = span(draw(st.integers(100, 3000)) * grid, draw(LENGTHS) * grid, rate)
    return Clip(f"{name} {next(NUMBERS)}", media_reference=media, source_range=shown)


@st.composite
def tracks(draw: st.DrawFn, rate: float, kind: str, *, transitions: bool = True, grid: int = 1) -> Track:
    """Clips, with transitions between some of them and gaps between others; lengths are multiples of `grid`."""
    track = Track(kind, kind=kind)
    for index, clip in enumerate(draw(st.lists(clips(rate, grid), min_size=1, max_size=6))):
        choice = draw(st.sampled_from(["cut", "gap", "transition"]))
        if index and choice == "gap":
            track.append(Gap(source_range=span(0, draw(LENGTHS) * grid, rate)))
        elif index and choice == "transition" and transitions:
            before, after = draw(st.integers(1, 10)), draw(st.integers(1, 10))
            track.append(Transition("mix", "SMPTE_Dissolve", RationalTime(before, rate), RationalTime(after, rate)))
        track.append(clip)
    return track


@st.composite
def timelines(
    draw: st.DrawFn, rates: tuple[float, ...] = RATES, most: int = 3, sound: int = 2, **more: Any
) -> Timeline:
    rate = draw(st.sampled_from(rates))
    found = Timeline("cut", global_start_time=RationalTime(0, rate))
    found.tracks.extend(draw(st.lists(tracks(rate, "Video", **more), min_size=1, max_size=most)))
    found.tracks.extend(draw(st.lists(tracks(rate, "Audio", **more), max_size=sound)))
    return found


def expected(timeline: Timeline) -> list[Row]:
    found = []
    numbers = {"Video": 0, "Audio": 0}
    for track in timeline.tracks:
        numbers[track.kind] += 1
        for clip in track.find_clips():
            source = clip.visible_range()
            record = clip.transformed_time_range(source, timeline.tracks)
            found.append(
                (
                    clip.media_reference.target_url.rpartition("/")[2],
                    f"{track.kind[0]}{numbers[track.kind]}",
                    *(round(time.value) for time in (record.start_time, record.end_time_exclusive())),
                    *(round(time.value) for time in (source.start_time, source.end_time_exclusive())),
                )
            )
    return sorted(found)


def write_and_read(folder: Path, timeline: Timeline, adapter: str, format_name: str, **more: Any) -> DocumentContent:
    path = folder / f"cut.{format_name}"
    # Some writers change what they write.
    text = otio.adapters.write_to_string(copy.deepcopy(timeline), adapter, **more)
    path.write_text(text, encoding="utf-8")
    return read_document(str(path), format_name)


@given(timeline=timelines())
@relaxed
def test_otio_when_written_by_others_then_uses_are_the_same(tmp_path: Path, timeline: Timeline) -> None:
    content = write_and_read(tmp_path, timeline, "otio_json", "otio")
    assert content.status is Status.FULL
    assert sorted(rows(content)) == expected(timeline)


@given(timeline=timelines(most=2, sound=1), depth=st.integers(1, 4), data=st.data())
@relaxed
def test_otio_when_timelines_are_nested_then_uses_are_the_same(
    tmp_path: Path, timeline: Timeline, depth: int, data: st.DataObject
) -> None:
    rate = timeline.global_start_time.rate
    outer = timeline
    for _ in range(depth):
        inner, outer = outer, Timeline("outer", global_start_time=RationalTime(0, rate))
        outer.tracks.append(data.draw(tracks(rate, "Video", transitions=False)))
        outer.tracks[0].append(
            Stack(children=[copy.deepcopy(track) for track in inner.tracks if track.kind == "Video"])
        )
    content = write_and_read(tmp_path, outer, "otio_json", "otio")
    assert sorted((row[0], *row[2:]) for row in rows(content)) == sorted((row[0], *row[2:]) for row in expected(outer))


@given(timeline=timelines(), off=st.sets(st.integers(0, 30)))
@relaxed
def test_fcp7_xml_when_written_by_others_then_uses_are_the_same(
    tmp_path: Path, timeline: Timeline, off: set[int]
) -> None:
    for index, clip in enumerate(timeline.find_clips()):
        if index in off:
            clip.enabled = False
            clip.metadata["fcp_xml"] = {"enabled": "FALSE"}
    content = write_and_read(tmp_path, timeline, "fcp_xml", "xmeml")
    assert content.status is Status.FULL
    assert sorted(rows(content)) == expected(timeline)
    assert sum(not use.enabled for use in content.uses) == sum(not clip.enabled for clip in timeline.find_clips())
    assert {each.raw for each in content.references} == {
        clip.media_reference.target_url for clip in timeline.find_clips()
    }


@given(timeline=timelines(rates=WHOLE_RATES, most=1, sound=0))
@relaxed
def test_edl_when_written_by_others_then_uses_are_the_same(tmp_path: Path, timeline: Timeline) -> None:
    # The highest frame number leaves no lower rate to choose.
    rate = timeline.global_start_time.rate
    media = ExternalReference("file:///media/z.mov", span(0, 5000, rate))
    timeline.tracks[0].insert(0, Clip("z", media_reference=media, source_range=span(rate - 1, 5 * rate, rate)))
    content = write_and_read(tmp_path, timeline, "cmx_3600", "edl")
    assert content.status is Status.FULL
    assert content.rate_uncertain
    assert content.timelines[0].edit_rate == f"{rate:.0f}/1"
    assert sorted(rows(content)) == expected(timeline)


@given(
    timeline=timelines(rates=(24,), most=1, sound=0, transitions=False),
    speeds=st.lists(st.sampled_from([0.5, 1.5, 2.0, 4.0]), min_size=6, max_size=6),
)
@relaxed
def test_edl_when_written_with_speeds_then_speeds_are_the_same(
    tmp_path: Path, timeline: Timeline, speeds: list[float]
) -> None:
    for clip, speed in zip(timeline.find_clips(), speeds, strict=False):
        clip.effects.append(LinearTimeWarp(time_scalar=speed))
    content = write_and_read(tmp_path, timeline, "cmx_3600", "edl")
    found = [(use.record_out - use.record_in, use.speed) for use in content.uses]
    assert found == [
        (round(clip.source_range.duration.value), speed)
        for clip, speed in zip(timeline.find_clips(), speeds, strict=False)
    ]
    for use in content.uses:
        length = (use.record_out - use.record_in) * use.speed
        assert abs(use.source_out - use.source_in - length) <= 3 + length / 100


@given(timeline=st.sampled_from(WHOLE_RATES).flatmap(lambda rate: timelines((rate,), transitions=False, grid=rate)))
@relaxed
def test_fcpxml_when_written_by_others_then_uses_are_the_same(tmp_path: Path, timeline: Timeline) -> None:
    # The writer hangs clips of higher tracks on those of the first, so that one must be the longest; it cuts times
    # off to frames, so whole seconds are given.
    rate = timeline.global_start_time.rate
    longest = max(track.duration().value for track in timeline.tracks)
    timeline.tracks[0].append(Gap(source_range=span(0, longest + 1, rate)))
    content = write_and_read(tmp_path, timeline, "fcpx_xml", "fcpxml")
    assert content.status is Status.FULL
    lanes = [(name, track.replace("A", "A-"), *times) for name, track, *times in expected(timeline)]
    assert sorted(rows(content)) == sorted(lanes)


@given(timeline=timelines(rates=WHOLE_RATES, most=1, sound=0))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_edl_when_read_by_the_library_too_then_times_agree(tmp_path: Path, timeline: Timeline) -> None:
    rate = timeline.global_start_time.rate
    content = write_and_read(tmp_path, timeline, "cmx_3600", "edl")
    assume(content.timelines[0].edit_rate == f"{rate:.0f}/1")
    theirs = otio.adapters.read_from_file(str(tmp_path / "cut.edl"), "cmx_3600", rate=rate)
    # After a dissolve the library names the file that was dissolved from.
    assert sorted(row[1:] for row in rows(content)) == sorted(row[1:] for row in expected(theirs))
