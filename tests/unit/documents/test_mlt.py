"""MLT XML as Kdenlive, Shotcut and melt write it: what is played where, and what lies in the bin."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from document_rows import Read, rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.documents.records import Media, ReferenceKind, StateHint, Status

FORMAT = "kdenlive"


def producer(name: str, resource: str, *, tag: str = "producer", ends: str = 'out="999"', **properties: str) -> str:
    told = {"resource": resource, "mlt_service": "avformat-novalidate", **properties}
    lines = "".join(f'<property name="{key}">{escape(value)}</property>' for key, value in told.items())
    return f'<{tag} id="{name}" in="0" {ends}>{lines}</{tag}>'


def playlist(name: str, *entries: str) -> str:
    return f'<playlist id="{name}">{"".join(entries)}</playlist>'


def entry(name: str, first: int | str, last: int | str) -> str:
    return f'<entry producer="{name}" in="{first}" out="{last}"/>'


def tractor(name: str, *tracks: str) -> str:
    return f'<tractor id="{name}">{"".join(tracks)}</tractor>'


def track(name: str, hide: str = "") -> str:
    return f'<track producer="{name}"' + (f' hide="{hide}"' if hide else "") + "/>"


def document(*services: str, more: str = "", rate: tuple[int, int] = (25, 1)) -> str:
    profile = f'<profile frame_rate_num="{rate[0]}" frame_rate_den="{rate[1]}"/>'
    return f'<mlt LC_NUMERIC="C" {more}>{profile}{"".join(services)}</mlt>'


def test_tracks_when_played_then_gaps_and_hidden_halves_are_told(read: Read) -> None:
    found = read(
        FORMAT,
        document(
            producer("a", "media/a.mov"),
            producer("b", "/vol/b.wav", tag="chain"),
            playlist("p0", entry("a", 10, 34), '<blank length="25"/>', entry("a", 100, 124)),
            playlist("p1", '<blank length="5"/>', entry("b", 0, 49)),
            tractor("t", track("background"), track("p1", "video"), track("p0", "audio")),
        ),
    )
    assert rows(found) == [
        ("b.wav", "A1", 5, 55, 0, 50),
        ("a.mov", "V1", 0, 25, 10, 35),
        ("a.mov", "V1", 50, 75, 100, 125),
    ]
    assert [(each.raw, each.count, each.kind) for each in found.references] == [
        ("/vol/b.wav", 1, ReferenceKind.CLIP),
        ("media/a.mov", 2, ReferenceKind.CLIP),
    ]
    assert found.status is Status.FULL
    assert not found.rate_uncertain


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [("00:00:01.000", "00:00:01.960", (25, 50)), ("00:00:01:00", "00:00:01:24", (25, 50)), ("25", "49", (25, 50))],
)
def test_times_when_written_in_any_way_then_are_the_same_frames(
    read: Read, first: str, last: str, shown: tuple[int, int]
) -> None:
    found = read(
        FORMAT, document(producer("a", "a.mov"), playlist("p", entry("a", first, last)), tractor("t", track("p")))
    )
    assert rows(found) == [("a.mov", "V1", 0, 25, *shown), ("a.mov", "A1", 0, 25, *shown)]


def test_clock_when_the_rate_is_no_whole_number_then_is_rounded_to_a_frame(read: Read) -> None:
    text = document(
        producer("a", "a.mov"),
        playlist("p", entry("a", "00:00:10.010", "00:00:20.020")),
        tractor("t", track("p", "audio")),
        rate=(24000, 1001),
    )
    assert rows(read(FORMAT, text)) == [("a.mov", "V1", 0, 241, 240, 481)]


def test_sequences_when_nested_then_the_outer_track_and_cut_count(read: Read) -> None:
    found = read(
        FORMAT,
        document(
            producer("a", "a.mov"),
            playlist("inner", entry("a", 0, 99)),
            tractor("{sequence}", track("inner")),
            playlist("outer", entry("{sequence}", 20, 29)),
            tractor("main", track("outer")),
        ),
    )
    assert rows(found) == [("a.mov", "V1", 0, 10, 20, 30), ("a.mov", "A1", 0, 10, 20, 30)]


def test_sequence_when_it_holds_itself_then_ends(read: Read) -> None:
    found = read(FORMAT, document(playlist("p", entry("t", 0, 9)), tractor("t", track("p"))))
    assert found.uses == ()


@pytest.mark.parametrize("more", [{"warp_resource": "a.mov", "warp_speed": "2"}, {}])
def test_speed_when_told_either_way_then_source_is_what_is_played(read: Read, more: dict[str, str]) -> None:
    warped = producer("a", "2.0:a.mov", **{"mlt_service": "timewarp", **more})
    found = read(FORMAT, document(warped, playlist("p", entry("a", 10, 19)), tractor("t", track("p", "audio"))))
    assert rows(found) == [("a.mov", "V1", 0, 10, 20, 40)]
    assert found.uses[0].speed == 2


def test_speed_when_backwards_then_no_times_are_invented(read: Read) -> None:
    warped = producer("a", "-1:a.mov", mlt_service="timewarp")
    found = read(FORMAT, document(warped, playlist("p", entry("a", 0, 9)), tractor("t", track("p"))))
    assert found.uses == ()
    assert [each.raw for each in found.references] == ["a.mov"]
    assert found.status is Status.PARTIAL


def test_bin_when_nothing_plays_a_clip_then_it_is_listed(read: Read) -> None:
    text = document(
        producer("a", "a.mov"),
        producer("b", "b.mov", **{"kdenlive:clipname": "Interview"}),
        playlist("main_bin", entry("a", 0, 9), entry("b", 0, 9)),
        playlist("p", entry("a", 0, 9)),
        tractor("t", track("p")),
        more='producer="main_bin"',
    )
    found = read(FORMAT, text)
    assert [(each.raw, each.kind, each.clip_name) for each in found.references] == [
        ("a.mov", ReferenceKind.CLIP, None),
        ("b.mov", ReferenceKind.BIN, "Interview"),
    ]
    assert {use.raw for use in found.uses} == {"a.mov"}


def test_colours_and_titles_when_played_then_are_generated(read: Read) -> None:
    text = document(
        producer("c", "0xff0000ff", mlt_service="color"),
        producer("k", "", mlt_service="kdenlivetitle"),
        playlist("p", entry("c", 0, 9), entry("k", 0, 9)),
        tractor("t", track("p", "audio")),
    )
    assert [(each.raw, each.state_hint) for each in read(FORMAT, text).references] == [
        ("0xff0000ff", StateHint.GENERATED)
    ]


def test_frames_when_a_slide_show_then_its_pattern_is_raw(read: Read) -> None:
    text = document(
        producer("s", "/r/sh010.%04d.png?begin=1001", mlt_service="qimage"),
        playlist("p", entry("s", 0, 9)),
        tractor("t", track("p", "audio")),
    )
    assert [each.raw for each in read(FORMAT, text).references] == ["/r/sh010.%04d.png"]


def test_profile_when_none_is_told_then_the_rate_is_uncertain(read: Read) -> None:
    text = f"<mlt>{producer('a', 'a.mov')}{playlist('p', entry('a', 0, 9))}{tractor('t', track('p'))}</mlt>"
    assert read(FORMAT, text).rate_uncertain


@pytest.mark.parametrize(
    "text",
    [
        "<fcpxml/>",
        "<mlt",
        '<!DOCTYPE mlt [<!ENTITY a "aaaa">]><mlt>&a;</mlt>',
        "",
    ],
)
def test_document_when_it_is_none_then_fails_with_a_reason(read: Read, text: str) -> None:
    found = read(FORMAT, text)
    assert found.status is Status.FAILED
    assert found.problems[0].reason
    assert found.problems[0].next_step


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lengths=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 900), st.integers(1, 90)), min_size=1, max_size=8),
    said=st.text("0123456789:.,;-xT", max_size=12),
)
def test_playlist_when_of_any_lengths_then_uses_follow_each_other(
    read: Read, lengths: list[tuple[int, int, int]], said: str
) -> None:
    parts, expected, at = [], [], 0
    for gap, first, length in lengths:
        if gap:
            parts.append(f'<blank length="{gap}"/>')
        at += gap
        parts.append(entry("a", first, first + length - 1))
        expected.append(("a.mov", "V1", at, at + length, first, first + length))
        at += length
    odd = f'<entry producer="a" in="{said}" out="{said}"/><entry producer="nobody"/>'
    text = document(producer("a", "a.mov"), playlist("p", *parts, odd), tractor("t", track("p", "audio")))
    assert rows(read(FORMAT, text))[: len(expected)] == expected
    assert {use.media for use in read(FORMAT, text).uses} == {Media.PICTURE}
