"""ASSETMAP, PKL and CPL as documents: what they refer to, and where a composition plays it.

DCP is proven on generated documents only (package_writing.py); IMF on real ones too (tests/real).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import package_writing as write
import pytest
from document_rows import rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from package_writing import INTEROP, SMPTE, name_of, reel, reel_asset, resource, segment, sequence, tag, urn

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, ReferenceKind, Status

Read = Callable[[str, str | bytes], DocumentContent]
IMAGE, AUDIO, TRACK_1, TRACK_2, TRACK_3 = "MainImageSequence", "MainAudioSequence", 0xB1, 0xB2, 0xB3


def stretch(entry: int, duration: int, repeat: int | None = None) -> str:
    told = tag("EntryPoint", entry) + tag("SourceDuration", duration)
    return told + ("" if repeat is None else tag("RepeatCount", repeat))


def short(content: DocumentContent) -> list[tuple[int, str, int, int, int, int]]:
    """Rows, with the number of the asset for its id."""
    return [(int(row[0].rpartition("-")[2], 16), *row[1:]) for row in rows(content)]


def told(content: DocumentContent) -> list[tuple[str, str | None, int]]:
    return [(each.raw, each.uuid, each.count) for each in content.references]


@pytest.mark.parametrize("flavour", [INTEROP, SMPTE])
def test_map_when_read_then_refers_to_each_path_letter_by_letter(read: Read, flavour: write.Flavour) -> None:
    entries = (
        write.mapped(1, write.chunk("a%20b.mxf", offset=0), write.chunk("below/c.mxf", offset=9)),
        write.mapped(2, write.chunk("file:///pkl.xml"), more=flavour.mark),
        write.mapped(3, write.chunk("../out.mxf")),
        write.mapped(1, write.chunk("a%20b.mxf")),
    )
    content = read("assetmap", write.asset_map(entries, flavour))
    assert told(content) == [
        ("a%20b.mxf", name_of(1), 2),
        ("below/c.mxf", name_of(1), 1),
        ("file:///pkl.xml", name_of(2), 1),
        ("../out.mxf", name_of(3), 1),
    ]
    assert {(each.kind, each.role) for each in content.references} == {(ReferenceKind.LIBRARY, "listed")}
    assert (content.uses, content.timelines) == ((), ())
    assert content.status is Status.PARTIAL
    assert content.notes == ("a path that points out of the package: ../out.mxf",)


@pytest.mark.parametrize("flavour", [INTEROP, SMPTE, write.IMF_2016])
def test_packing_list_when_read_then_refers_by_name_or_else_by_id(read: Read, flavour: write.Flavour) -> None:
    name = "<OriginalFileName>a.mxf</OriginalFileName>"
    entries = write.packed(1, b"1", more=name), write.packed(2, b"2", more=name), write.packed(3, b"3")
    content = read("pkl", write.packing_list(9, entries, flavour))
    assert content.status is Status.FULL
    assert told(content) == [("a.mxf", name_of(1), 1), ("a.mxf", name_of(2), 1), (urn(3), name_of(3), 1)]
    assert {(each.kind, each.role) for each in content.references} == {(ReferenceKind.LIBRARY, "media")}


def test_list_when_it_lists_nothing_then_is_partial(read: Read) -> None:
    content = read("assetmap", write.document("AssetMap", SMPTE.map_space))
    assert (content.status, content.notes) == (Status.PARTIAL, ("it has no list of assets",))
    assert read("assetmap", write.asset_map([])).status is Status.FULL


def test_output_profile_when_read_then_refers_to_its_playlist(read: Read) -> None:
    ident = "urn:uuid:B2D74F92-1990-41e0-869f-2179a50f7090"
    space = 'xmlns="http://www.smpte-ra.org/schemas/2067-100/2014"'
    found = read(
        "opl", f"<OutputProfileList {space}><CompositionPlaylistId>{ident}</CompositionPlaylistId></OutputProfileList>"
    )
    (reference,) = found.references
    assert (reference.raw, reference.uuid) == (ident, ident.removeprefix("urn:uuid:").lower())
    assert found.status is Status.FULL
    assert read("opl", f"<OutputProfileList {space}/>").status is Status.PARTIAL


@pytest.mark.parametrize("flavour", [write.IMF_2013, write.IMF_2016])
def test_segments_when_read_then_follow_each_other(read: Read, flavour: write.Flavour) -> None:
    segments = (
        segment(
            sequence(IMAGE, TRACK_1, resource(1, 100, more=stretch(10, 24)), resource(2, 50)),
            sequence(AUDIO, TRACK_2, resource(3, 480000, rate="48000 1", more=stretch(2000, 148000))),
        ),
        segment(sequence(IMAGE, TRACK_1, resource(1, 100, more=stretch(90, 10)))),
    )
    content = read("cpl", write.imf_playlist(9, "A title", segments, flavour))
    assert (content.status, content.notes) == (Status.FULL, ())
    assert short(content) == [
        (1, "V1", 0, 24, 10, 34),
        (2, "V1", 24, 74, 0, 50),
        (3, "A1", 0, 74, 1, 75),
        (1, "V1", 74, 84, 90, 100),
    ]
    assert told(content) == [(urn(1), name_of(1), 2), (urn(2), name_of(2), 1), (urn(3), name_of(3), 1)]
    first, _, sound = content.references
    assert (first.kind, first.role, first.media) == (ReferenceKind.CLIP, "media", (Media.PICTURE,))
    assert (first.available_start, first.available_duration, first.available_rate) == (0, 100, "24/1")
    assert (sound.media, sound.available_duration, sound.available_rate) == ((Media.SOUND,), 480000, "48000/1")
    (timeline,) = content.timelines
    assert (timeline.name, timeline.edit_rate, timeline.start_timecode) == ("A title", "24/1", None)


def test_resource_when_it_tells_no_rate_or_stretch_then_those_of_the_composition_and_asset_count(read: Read) -> None:
    whole = resource(1, 100, rate=None)
    rest = resource(1, 100, rate=None, more=tag("EntryPoint", 30))
    content = read(
        "cpl", write.imf_playlist(9, "", [segment(sequence(IMAGE, TRACK_1, whole, rest))], rate="60000 1001")
    )
    assert short(content) == [(1, "V1", 0, 100, 0, 100), (1, "V1", 100, 170, 30, 100)]
    assert {use.edit_rate for use in content.uses} == {"60000/1001"}


def test_resource_when_repeated_then_is_used_as_often(read: Read) -> None:
    twice, never = resource(1, 10, more=stretch(2, 5, 2)), resource(2, 10, more=stretch(0, 5, 0))
    content = read("cpl", write.imf_playlist(9, "", [segment(sequence(IMAGE, TRACK_1, twice, never, resource(3, 4)))]))
    assert short(content) == [(1, "V1", 0, 5, 2, 7), (1, "V1", 5, 10, 2, 7), (3, "V1", 10, 14, 0, 4)]
    assert told(content) == [(urn(1), name_of(1), 2), (urn(2), name_of(2), 1), (urn(3), name_of(3), 1)]


def test_tracks_when_in_another_order_in_each_segment_then_keep_their_numbers(read: Read) -> None:
    one, other = sequence(AUDIO, TRACK_1, resource(1, 24)), sequence(AUDIO, TRACK_2, resource(2, 24))
    immersive = sequence("IABSequence", TRACK_3, resource(3, 24))
    content = read("cpl", write.imf_playlist(9, "", [segment(one, other), segment(immersive, other, one)]))
    assert [row[:2] for row in short(content)] == [(1, "A1"), (2, "A2"), (3, "A3"), (2, "A2"), (1, "A1")]


def test_sequences_when_neither_picture_nor_sound_then_are_referred_to_and_not_used(read: Read) -> None:
    marker = sequence("MarkerSequence", TRACK_3, "<Resource><IntrinsicDuration>40</IntrinsicDuration></Resource>")
    sequences = (
        marker,
        sequence("SubtitlesSequence", TRACK_2, resource(2, 24)),
        sequence(IMAGE, TRACK_1, resource(1, 24)),
    )
    content = read("cpl", write.imf_playlist(9, "", [segment(*sequences)]))
    assert content.status is Status.FULL
    assert [row[0] for row in short(content)] == [1]
    assert [(each.uuid, each.media) for each in content.references] == [(name_of(2), ()), (name_of(1), ("picture",))]


def test_sound_when_it_does_not_lie_on_whole_frames_then_has_no_place(read: Read) -> None:
    off = resource(2, 96000, rate="48000 1", more=stretch(1, 48000))
    sequences = sequence(IMAGE, TRACK_1, resource(1, 24)), sequence(AUDIO, TRACK_2, off)
    content = read("cpl", write.imf_playlist(9, "", [segment(*sequences), segment(sequences[0])]))
    assert content.status is Status.PARTIAL
    assert short(content) == [(1, "V1", 0, 24, 0, 24), (1, "V1", 24, 48, 0, 24)]
    assert [(each.uuid, each.media) for each in content.references][1] == (name_of(2), ("sound",))


@pytest.mark.parametrize("wrong", [tag("EntryPoint", -1), tag("SourceDuration", "x"), tag("RepeatCount", "many")])
def test_resource_when_a_number_is_none_then_it_and_what_follows_have_no_place(read: Read, wrong: str) -> None:
    resources = resource(1, 24), resource(2, 24, more=wrong), resource(3, 24)
    segments = segment(sequence(IMAGE, TRACK_1, *resources)), segment(sequence(IMAGE, TRACK_1, resource(4, 24)))
    content = read("cpl", write.imf_playlist(9, "", segments))
    assert content.status is Status.PARTIAL
    assert [row[0] for row in short(content)] == [1]
    assert len(content.references) == 4


def test_segment_when_one_sequence_tells_its_length_then_the_next_begins_there(read: Read) -> None:
    unknown = sequence(AUDIO, TRACK_2, resource(2, 24, more=tag("SourceDuration", "x")))
    first, second = sequence(IMAGE, TRACK_1, resource(1, 24)), sequence(IMAGE, TRACK_1, resource(3, 10))
    content = read("cpl", write.imf_playlist(9, "", [segment(first, unknown), segment(second)]))
    assert short(content) == [(1, "V1", 0, 24, 0, 24), (3, "V1", 24, 34, 0, 10)]


def test_sequences_when_not_equally_long_then_the_longest_counts_and_it_is_noted(read: Read) -> None:
    sequences = sequence(IMAGE, TRACK_1, resource(1, 24)), sequence(AUDIO, TRACK_2, resource(2, 30))
    content = read("cpl", write.imf_playlist(9, "", [segment(*sequences), segment(sequences[0])]))
    assert short(content)[2] == (1, "V1", 30, 54, 0, 24)
    assert content.notes == ("sequences that begin together do not end together",)


def test_composition_when_it_tells_no_rate_then_refers_and_places_nothing(read: Read) -> None:
    content = read(
        "cpl", write.imf_playlist(9, "", [segment(sequence(IMAGE, TRACK_1, resource(1, 24, rate=None)))], rate="")
    )
    assert (content.status, content.uses, content.timelines) == (Status.PARTIAL, (), ())
    assert told(content) == [(urn(1), name_of(1), 1)]


@pytest.mark.parametrize(
    ("address", "rate", "drop", "start"),
    [
        ("01:00:00:00", 24, "0", "01:00:00:00"),
        ("01:00:00:00", 24, "true", "01:00:00;00"),
        ("01:00:00;00", 24, "1", "01:00:00;00"),
        ("01:00:00:00", 30, "false", None),
    ],
)
def test_start_timecode_when_told_then_counts_frames_of_the_composition(
    read: Read, address: str, rate: int, drop: str, start: str | None
) -> None:
    parts = tag("TimecodeDropFrame", drop), tag("TimecodeRate", rate), tag("TimecodeStartAddress", address)
    more = f"<CompositionTimecode>{''.join(parts)}</CompositionTimecode>"
    segments = [segment(sequence(IMAGE, TRACK_1, resource(1, 24)))]
    content = read("cpl", write.imf_playlist(9, "", segments, rate="24000 1001", more=more))
    assert content.timelines[0].start_timecode == start


@pytest.mark.parametrize("flavour", [INTEROP, SMPTE])
def test_reels_when_read_then_follow_each_other(read: Read, flavour: write.Flavour) -> None:
    reels = (
        reel(
            reel_asset("MainMarkers", 0xAA, 48, all_=48),
            reel_asset("MainPicture", 1, 48, entry=24, all_=100),
            reel_asset("MainSound", 2, None, entry=52, all_=100),
            reel_asset("MainSubtitle", 3, 48, all_=48),
        ),
        reel(
            reel_asset("MainStereoscopicPicture", 4, 24, all_=24),
            reel_asset("MainSound", 2, 24, all_=100),
            reel_asset("CompositionMetadataAsset", 0xAB, None, all_=24),
        ),
    )
    content = read("cpl", write.dcp_playlist(9, "A film", reels, flavour))
    assert (content.status, content.notes) == (Status.FULL, ())
    assert short(content) == [
        (1, "V1", 0, 48, 24, 72),
        (2, "A1", 0, 48, 52, 100),
        (4, "V1", 48, 72, 0, 24),
        (2, "A1", 48, 72, 0, 24),
    ]
    assert [each.uuid for each in content.references] == [name_of(each) for each in (1, 2, 3, 4)]
    assert [each.count for each in content.references] == [1, 2, 1, 1]
    assert (content.timelines[0].name, content.timelines[0].edit_rate) == ("A film", "24/1")


def test_reel_when_sound_stands_first_then_the_rate_is_that_of_the_picture(read: Read) -> None:
    assets = reel_asset("MainSound", 2, 50, rate="25 1", all_=50), reel_asset("MainPicture", 1, 48, all_=48)
    content = read("cpl", write.dcp_playlist(9, "", [reel(*assets)]))
    assert content.timelines[0].edit_rate == "24/1"
    assert short(content) == [(2, "A1", 0, 48, 0, 48), (1, "V1", 0, 48, 0, 48)]


def test_play_when_longer_than_its_asset_then_is_used_as_told_and_noted(read: Read) -> None:
    content = read("cpl", write.dcp_playlist(9, "", [reel(reel_asset("MainPicture", 1, 48, entry=10, all_=50))]))
    assert short(content) == [(1, "V1", 0, 48, 10, 58)]
    assert content.notes == ("something is played for longer than it is said to last",)


@pytest.mark.parametrize("ident", ["", "<Id>urn:uuid:none</Id>"])
def test_play_when_its_id_is_none_then_is_left_out(read: Read, ident: str) -> None:
    asset = f"<MainPicture>{ident}<EditRate>24 1</EditRate><IntrinsicDuration>9</IntrinsicDuration></MainPicture>"
    content = read("cpl", write.dcp_playlist(9, "", [reel(asset)]))
    assert content.references == ()
    assert content.status is Status.PARTIAL


def test_repetition_when_endless_then_is_refused(read: Read) -> None:
    bomb = resource(1, 24, more=stretch(0, 1, 10**12))
    content = read("cpl", write.imf_playlist(9, "", [segment(sequence(IMAGE, TRACK_1, bomb))]))
    assert content.status is Status.FAILED
    assert "more than 250,000 items" in content.problems[0].reason


@pytest.mark.parametrize("format_name", ["assetmap", "pkl", "cpl"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><AssetMap><Id>&b;</Id></AssetMap>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><PackingList><Id>&a;</Id></PackingList>',
        b"<CompositionPlaylist>" + b"<a>" * 500,
        b"<Composition/>",
        write.imf_playlist(9, "", [segment(sequence(IMAGE, TRACK_1, resource(1, 24)))]).encode()[:-40],
    ],
)
def test_document_when_hostile_or_cut_then_fails_with_a_remedy(read: Read, format_name: str, data: bytes) -> None:
    content = read(format_name, data)
    assert content.status is Status.FAILED
    (problem,) = content.problems
    assert problem.reason
    assert problem.next_step
    assert not problem.reason.startswith(("KeyError", "TypeError", "AttributeError"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30), st.integers(1, 3)), min_size=1, max_size=3),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([(24, 1), (24000, 1001), (60000, 1001), (25, 1)]),
)
def test_uses_when_made_of_any_stretches_then_lie_end_to_end(
    read: Read, parts: list[list[tuple[int, int, int]]], rate: tuple[int, int]
) -> None:
    text = f"{rate[0]} {rate[1]}"
    # As many samples as a frame of each of these rates takes.
    samples = Fraction(48000) * rate[1] / rate[0]
    per_frame, sound_rate = (int(samples), "48000 1") if samples.denominator == 1 else (1, text)
    segments, expected, at = [], [], 0
    for part in parts:
        pictures = [resource(1, 99, rate=text, more=stretch(*each)) for each in part]
        sounds = [
            resource(2, 10**6, rate=sound_rate, more=stretch(entry * per_frame, length * per_frame, repeat))
            for entry, length, repeat in part
        ]
        segments.append(segment(sequence(IMAGE, TRACK_1, *pictures), sequence(AUDIO, TRACK_2, *sounds)))
        for entry, length, repeat in part:
            for _ in range(repeat):
                expected.append((at, at + length, entry, entry + length))
                at += length
    content = read("cpl", write.imf_playlist(9, "", segments, rate=text))
    for track in ("V1", "A1"):
        assert [row[2:] for row in short(content) if row[1] == track] == expected


_TEXT = write.imf_playlist(
    9, "t", [segment(sequence(IMAGE, TRACK_1, resource(1, 24, more=stretch(1, 20, 2)), resource(2, 9)))]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, len(_TEXT)), st.integers(0, 60), st.text(alphabet="<>/&;0123456789-abI", max_size=8))
def test_playlist_when_any_piece_is_replaced_then_is_read_or_refused(
    tmp_path: Path, at: int, length: int, piece: str
) -> None:
    path = tmp_path / "cpl.xml"
    path.write_text(_TEXT[:at] + piece + _TEXT[at + length :])
    content = read_document(str(path), "cpl")
    assert (content.status is Status.FAILED) == bool(content.problems)
    for problem in content.problems:
        assert problem.reason.startswith(("no sound XML", "its root is", "more than", "empty"))
    for use in content.uses:
        assert 0 <= use.record_in < use.record_out
        assert 0 <= use.source_in < use.source_out
        assert content.references[use.reference].raw == use.raw
