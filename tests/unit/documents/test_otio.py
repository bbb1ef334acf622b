"""OpenTimelineIO: clips, nested tracks, transitions, time warps, and files newer than the library."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from document_rows import rows
from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import (
    Clip,
    ExternalReference,
    FreezeFrame,
    Gap,
    GeneratorReference,
    ImageSequenceReference,
    LinearTimeWarp,
    MissingReference,
    SerializableCollection,
    Stack,
    TimeEffect,
    Timeline,
    Track,
    Transition,
)

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, ReferenceKind, StateHint, Status

Read = Callable[[str, str | bytes], DocumentContent]


def span(start: float, duration: float, rate: float = 24) -> TimeRange:
    return TimeRange(RationalTime(start, rate), RationalTime(duration, rate))


def clip(name: str, start: float = 0, duration: float = 24, rate: float = 24, **more: Any) -> Clip:
    media = more.pop("media", ExternalReference(f"file:///media/{name}.mov", span(0, 1000, rate)))
    return Clip(name, media_reference=media, source_range=span(start, duration, rate), **more)


def track(*items: Any, kind: str = "Video", **more: Any) -> Track:
    return Track("", children=list(items), kind=kind, **more)


def timeline(*tracks: Any, start: RationalTime | None = None) -> Timeline:
    found = Timeline("cut", global_start_time=start)
    found.tracks.extend(tracks)
    return found


def read_object(read: Read, found: otio.core.SerializableObject) -> DocumentContent:
    return read("otio", otio.core.serialize_json_to_string(found))


def test_timeline_when_read_then_tracks_gaps_and_sound_are_told(read: Read) -> None:
    content = read_object(
        read,
        timeline(
            track(clip("a", 10, 20), Gap(source_range=span(0, 5)), clip("b", 100, 30)),
            track(Gap(source_range=span(0, 7)), clip("c")),
            track(clip("a", 10, 20), kind="Audio"),
            start=RationalTime(86400, 24),
        ),
    )
    assert content.status is Status.FULL
    assert not content.rate_uncertain
    (info,) = content.timelines
    assert (info.name, info.edit_rate, info.start_timecode) == ("cut", "24/1", "01:00:00:00")
    assert rows(content) == [
        ("a.mov", "V1", 0, 20, 10, 30),
        ("b.mov", "V1", 25, 55, 100, 130),
        ("c.mov", "V2", 7, 31, 0, 24),
        ("a.mov", "A1", 0, 20, 10, 30),
    ]
    first = content.references[0]
    assert (first.raw, first.count, first.media) == ("file:///media/a.mov", 2, (Media.PICTURE, Media.SOUND))
    assert (first.available_start, first.available_duration, first.available_rate) == (0, 1000, "24/1")
    assert [use.reference for use in content.uses] == [0, 1, 2, 0]


def test_transition_when_between_clips_then_both_last_through_it(read: Read) -> None:
    dissolve = Transition(in_offset=RationalTime(4, 24), out_offset=RationalTime(6, 24))
    content = read_object(read, timeline(track(clip("a", 0, 24), dissolve, clip("b", 50, 24))))
    assert rows(content) == [("a.mov", "V1", 0, 30, 0, 30), ("b.mov", "V1", 20, 48, 46, 74)]


def test_transition_when_in_a_trimmed_track_then_ends_with_it(read: Read) -> None:
    dissolve = Transition(in_offset=RationalTime(4, 24), out_offset=RationalTime(6, 24))
    nested = track(clip("a", 0, 24), dissolve, clip("b", 50, 24), source_range=span(10, 18))
    content = read_object(read, timeline(track(clip("c", 0, 100), Stack(children=[nested]))))
    assert rows(content) == [
        ("c.mov", "V1", 0, 100, 0, 100),
        ("a.mov", "V1", 100, 118, 10, 28),
        ("b.mov", "V1", 110, 118, 46, 54),
    ]


@pytest.mark.parametrize(
    ("effect", "speed", "source"),
    [
        (LinearTimeWarp(time_scalar=2), 2.0, (10, 58)),
        (LinearTimeWarp(time_scalar=0.5), 0.5, (10, 22)),
        (LinearTimeWarp(time_scalar=-1), -1.0, (10, 34)),
        (FreezeFrame(), 0.0, (10, 11)),
    ],
)
def test_time_warp_when_on_a_clip_then_is_speed_and_what_is_played(
    read: Read, effect: Any, speed: float, source: tuple[int, int]
) -> None:
    (use,) = read_object(read, timeline(track(clip("a", 10, 24, effects=[effect])))).uses
    assert use.speed == speed
    assert (use.record_in, use.record_out) == (0, 24)
    assert (use.source_in, use.source_out) == source


def test_time_warp_when_on_a_nested_stack_then_reaches_the_clips(read: Read) -> None:
    stack = Stack(children=[track(clip("a", 100, 24), clip("b", 200, 24))], source_range=span(12, 12))
    stack.effects.append(LinearTimeWarp(time_scalar=2))
    content = read_object(read, timeline(track(clip("c", 0, 10), stack, clip("d", 0, 10))))
    assert rows(content) == [
        ("c.mov", "V1", 0, 10, 0, 10),
        ("a.mov", "V1", 10, 16, 112, 124),
        ("b.mov", "V1", 16, 22, 200, 212),
        ("d.mov", "V1", 22, 32, 0, 10),
    ]
    assert [use.speed for use in content.uses] == [1, 2, 2, 1]


def test_time_warp_when_a_nested_stack_plays_backwards_then_its_clips_change_places(read: Read) -> None:
    stack = Stack(children=[track(clip("a", 100, 24), clip("b", 200, 24))], source_range=span(0, 48))
    stack.effects.append(LinearTimeWarp(time_scalar=-1))
    content = read_object(read, timeline(track(stack)))
    assert sorted(rows(content)) == [("a.mov", "V1", 24, 48, 100, 124), ("b.mov", "V1", 0, 24, 200, 224)]


def test_freeze_when_on_a_nested_stack_then_one_clip_stands_still(read: Read) -> None:
    stack = Stack(children=[track(clip("a", 100, 24), clip("b", 200, 24))], source_range=span(24, 50))
    stack.effects.append(FreezeFrame())
    content = read_object(read, timeline(track(stack)))
    assert rows(content) == [("b.mov", "V1", 0, 50, 200, 201)]
    assert content.uses[0].speed == 0


def test_time_effect_when_no_constant_speed_then_is_partial(read: Read) -> None:
    content = read_object(read, timeline(track(clip("a", effects=[TimeEffect("ramp")]))))
    assert content.status is Status.PARTIAL
    assert len(content.uses) == 1


def test_nested_when_trimmed_then_only_what_shows_is_used_on_the_outer_track(read: Read) -> None:
    inner = track(clip("a", 0, 24), clip("b", 0, 24), clip("c", 0, 24))
    other = track(Gap(source_range=span(0, 30)), clip("d", 0, 12))
    sound = track(clip("a", 0, 72), kind="Audio")
    stack = Stack(children=[inner, other, sound], source_range=span(12, 24))
    content = read_object(read, timeline(track(clip("x", 0, 5)), track(clip("y", 0, 5), stack)))
    assert rows(content)[2:] == [
        ("a.mov", "V2", 5, 17, 12, 24),
        ("b.mov", "V2", 17, 29, 0, 12),
        ("d.mov", "V2", 23, 29, 0, 6),
        ("a.mov", "A2", 5, 29, 12, 36),
    ]


@pytest.mark.parametrize("where", ["clip", "track", "stack"])
def test_enabled_when_off_anywhere_around_then_the_use_is_off(read: Read, where: str) -> None:
    inner = track(clip("a"))
    inner[0].enabled = where != "clip"
    inner.enabled = where != "track"
    stack = Stack(children=[inner])
    stack.enabled = where != "stack"
    content = read_object(read, timeline(track(stack), track(clip("b"))))
    assert [use.enabled for use in content.uses] == [False, True]
    assert [each.enabled for each in content.references] == [False, True]


def test_references_when_a_clip_has_several_then_all_are_told_and_the_active_one_is_used(read: Read) -> None:
    found = clip("a")
    found.set_media_references(
        {
            Clip.DEFAULT_MEDIA_KEY: ExternalReference("/online/a.mov"),
            "proxy": ExternalReference("/proxy/a.mp4"),
            "lost": MissingReference(),
        },
        "proxy",
    )
    content = read_object(read, timeline(track(found)))
    assert [(each.raw, each.role, each.count) for each in content.references] == [
        ("/proxy/a.mp4", "proxy", 1),
        ("/online/a.mov", "media", 1),
    ]
    assert [use.raw for use in content.uses] == ["/proxy/a.mp4"]
    assert [each.made_from for each in content.references] == ["/online/a.mov", None]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("camera", "Proxy Media"), {"/Proxy Media.mov": "/camera.mov"}),
        (("camera", "log", "proxy"), {}),  # which of the two it stands for, nobody says
        (("high", "low"), {}),
        (("proxy_quality",), {}),
    ],
)
def test_reference_when_its_key_calls_it_a_proxy_then_stands_in_for_the_only_other_one(
    read: Read, keys: tuple[str, ...], told: dict[str, str]
) -> None:
    found = clip("a")
    found.set_media_references({key: ExternalReference(f"/{key}.mov") for key in keys}, keys[0])
    content = read_object(read, timeline(track(found)))
    assert {each.raw: each.made_from for each in content.references if each.made_from} == told


def test_image_sequence_when_read_then_raw_is_its_pattern(read: Read) -> None:
    media = ImageSequenceReference(
        "file:///show/sh010/", "sh010.", ".exr", start_frame=1001, rate=24, frame_zero_padding=4
    )
    (reference,) = read_object(read, timeline(track(clip("a", media=media)))).references
    assert reference.raw == "file:///show/sh010/sh010.%04d.exr"


def test_generator_when_read_then_is_generated(read: Read) -> None:
    content = read_object(read, timeline(track(clip("a", media=GeneratorReference("", "SMPTEBars")))))
    (reference,) = content.references
    assert (reference.raw, reference.state_hint) == ("SMPTEBars", StateHint.GENERATED)


@pytest.mark.parametrize(
    ("media", "name", "metadata", "raw"),
    [
        (MissingReference("a.mov"), "shot", {}, "a.mov"),
        (MissingReference(), "shot", {}, "shot"),
        (None, "shot", {}, "shot"),
        (ExternalReference(""), "shot", {}, "shot"),
        (MissingReference(), "", {"cmx_3600": {"reel": "A001"}}, "A001"),
        (MissingReference(), "", {"cmx_3600": {"reel": "AX"}}, None),
    ],
)
def test_missing_media_when_read_then_is_known_by_a_name_if_any(
    read: Read, media: Any, name: str, metadata: dict[str, Any], raw: str | None
) -> None:
    found = Clip(name, media_reference=media, source_range=span(0, 24), metadata=metadata)
    content = read_object(read, timeline(track(found)))
    assert [each.raw for each in content.references] == ([raw] if raw else [])
    assert len(content.uses) == bool(raw)


def test_metadata_when_they_identify_the_media_then_the_hints_are_kept(read: Read) -> None:
    media = ExternalReference("/a.mov", metadata={"AAF": {"UMID": "urn:smpte:umid:060a"}, "uuid": "1234"})
    (reference,) = read_object(
        read, timeline(track(clip("a", media=media, metadata={"cmx_3600": {"Reel Name": "A001C003"}})))
    ).references
    assert (reference.umid, reference.uuid, reference.reel) == ("urn:smpte:umid:060a", "1234", "A001C003")


@pytest.mark.parametrize(
    ("rate", "expected"), [(23.976, "24000/1001"), (30000 / 1001, "30000/1001"), (29.97, "30000/1001"), (25, "25/1")]
)
def test_rate_when_told_rounded_then_is_exact(read: Read, rate: float, expected: str) -> None:
    content = read_object(read, timeline(track(clip("a", 10, 100000, rate), clip("b", 0, 10, rate))))
    assert content.timelines[0].edit_rate == expected
    assert rows(content)[1] == ("b.mov", "V1", 100000, 100010, 0, 10)


def test_rates_when_mixed_then_all_ticks_are_those_of_most_pictures(read: Read) -> None:
    content = read_object(
        read,
        timeline(
            track(clip("a", 48, 24), clip("b", 60, 30, 30), clip("c", 0, 24)),
            track(*(clip("s", 96000, 24000, 48000) for _ in range(4)), kind="Audio"),
        ),
    )
    assert rows(content)[:4] == [
        ("a.mov", "V1", 0, 24, 48, 72),
        ("b.mov", "V1", 24, 48, 48, 72),
        ("c.mov", "V1", 48, 72, 0, 24),
        ("s.mov", "A1", 0, 12, 48, 60),
    ]


def test_collection_when_read_then_timelines_stand_apart_and_loose_clips_in_a_bin(read: Read) -> None:
    found = SerializableCollection(
        children=[
            timeline(track(clip("a"))),
            clip("a"),
            clip("b"),
            SerializableCollection(children=[timeline(track(clip("c")))]),
        ]
    )
    content = read_object(read, found)
    assert [(each.raw[-5:], each.kind) for each in content.references] == [
        ("a.mov", ReferenceKind.CLIP),
        ("b.mov", ReferenceKind.BIN),
        ("c.mov", ReferenceKind.CLIP),
    ]
    assert [(use.raw[-5:], use.timeline) for use in content.uses] == [("a.mov", 0), ("c.mov", 1)]


@pytest.mark.parametrize(
    "root", [clip("a"), track(clip("a")), Stack(children=[clip("a")]), Gap(source_range=span(0, 9))]
)
def test_root_when_it_is_no_timeline_then_is_one_of_its_own(read: Read, root: Any) -> None:
    content = read_object(read, root)
    assert content.status is Status.FULL
    assert rows(content) == ([] if isinstance(root, Gap) else [("a.mov", "V1", 0, 24, 0, 24)])


def test_track_when_trimmed_to_nothing_then_the_trim_is_its_timecode(read: Read) -> None:
    content = read_object(read, timeline(track(clip("a", 5, 24), clip("b"), source_range=span(-86400, 48))))
    assert rows(content) == [("a.mov", "V1", 86400, 86424, 5, 29), ("b.mov", "V1", 86424, 86448, 0, 24)]


def newer(found: otio.core.SerializableObject, schema: str) -> dict[str, Any]:
    def raised(node: Any) -> Any:
        if isinstance(node, list):
            return [raised(child) for child in node]
        if not isinstance(node, dict):
            return node
        node = {key: raised(child) for key, child in node.items()}
        if str(node.get("OTIO_SCHEMA")).startswith(f"{schema}."):
            node["OTIO_SCHEMA"] = f"{schema}.99"
        return node

    document: dict[str, Any] = raised(json.loads(otio.core.serialize_json_to_string(found)))
    return document


@pytest.mark.parametrize("schema", ["Clip", "Timeline", "ExternalReference", "Track"])
def test_schema_when_newer_than_the_library_then_is_read_as_an_older_one(read: Read, schema: str) -> None:
    content = read("otio", json.dumps(newer(timeline(track(clip("a", 10, 20))), schema)))
    assert content.status is Status.PARTIAL
    assert rows(content) == [("a.mov", "V1", 0, 20, 10, 30)]
    assert "unsupported schema version" in content.notes[0]


def test_schema_when_newer_and_of_another_shape_then_its_urls_are_told(read: Read) -> None:
    document = newer(timeline(track(clip("a"), clip("a"), clip("b"))), "Clip")
    document["tracks"]["children"] = {"first": document["tracks"]["children"]}
    content = read("otio", json.dumps(document))
    assert content.status is Status.PARTIAL
    assert [(each.raw, each.count) for each in content.references] == [
        ("file:///media/a.mov", 2),
        ("file:///media/b.mov", 1),
    ]


def test_schema_when_unknown_then_the_rest_is_read(read: Read) -> None:
    document = json.loads(otio.core.serialize_json_to_string(timeline(track(clip("a"), clip("b")))))
    document["tracks"]["children"][0]["children"][0]["OTIO_SCHEMA"] = "HoloClip.1"
    content = read("otio", json.dumps(document))
    assert content.status is Status.PARTIAL
    assert [each.raw for each in content.references][-1:] == ["file:///media/b.mov"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_json_when_of_any_encoding_then_reads_alike(read: Read, encoding: str) -> None:
    text = otio.core.serialize_json_to_string(timeline(track(clip("glück")))).replace("\n", "\r\n")
    assert rows(read("otio", text.encode(encoding))) == [("glück.mov", "V1", 0, 24, 0, 24)]


@pytest.mark.parametrize(
    "data",
    ["", "{}", "[]", "null", "{", '{"OTIO_SCHEMA": ', '{"OTIO_SCHEMA": "Timeline.1", "tracks": 7', "]" * 100, "hello"],
)
def test_json_when_it_is_no_timeline_then_fails_with_a_reason(read: Read, data: str) -> None:
    content = read("otio", data)
    assert content.status is Status.FAILED
    assert content.problems[0].next_step


@pytest.mark.parametrize("cut", range(100, 1000, 90))
def test_json_when_cut_off_then_fails_with_a_reason(read: Read, cut: int) -> None:
    text = otio.core.serialize_json_to_string(timeline(track(clip("a"))))
    assert read("otio", text[:cut]).status is Status.FAILED


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_time_when_not_finite_then_is_no_crash(read: Read, value: str) -> None:
    text = otio.core.serialize_json_to_string(timeline(track(clip("a", 7, 24))))
    content = read("otio", text.replace('"value": 7.0', f'"value": {value}'))
    assert content.status in {Status.PARTIAL, Status.FAILED}


def test_timeline_when_of_ten_thousand_clips_then_reads_within_bounds(read: Read) -> None:
    clips = [clip(f"c{index}", index, 24, metadata={"cmx_3600": {"reel": f"R{index}"}}) for index in range(10_000)]
    text = otio.core.serialize_json_to_string(timeline(track(*clips)))
    began = time.monotonic()
    content = read("otio", text)
    assert time.monotonic() - began < 20
    assert (len(content.references), len(content.uses)) == (10_000, 10_000)
    assert rows(content)[-1] == ("c9999.mov", "V1", 239_976, 240_000, 9_999, 10_023)


def bundle(path: Path, members: dict[str, str], **more: Any) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_bundle_when_read_then_its_media_are_embedded(tmp_path: Path) -> None:
    found = timeline(track(clip("a", media=ExternalReference("media/a.mov")), clip("b")))
    members = {"content.otio": otio.core.serialize_json_to_string(found), "media/a.mov": "x", "version.txt": "1.0.0"}
    content = read_document(str(bundle(tmp_path / "a.otioz", members)), "otioz")
    assert [(each.raw, each.state_hint) for each in content.references] == [
        ("media/a.mov", StateHint.EMBEDDED),
        ("file:///media/b.mov", None),
    ]
    assert len(content.uses) == 2
