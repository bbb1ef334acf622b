"""Adobe Premiere projects, as premiere_writer.py makes them: objects, nesting, transitions, speeds, proxies, bins."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from document_rows import rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from premiere_writer import PER_FRAME, SECOND, Clip, Premiere, Track, Transition, leaf

from assetgraph.documents import collecting
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, ReferenceKind, StateHint, Status
from assetgraph.documents.timelines import premiere_objects

Read = Callable[[str, str | bytes], DocumentContent]
A, B = "/Volumes/raid/shot a.mov", "D:\\media\\b.wav"


def frames(count: int, rate: str = "25/1") -> int:
    return count * PER_FRAME[rate]


def placed(source: str, start: int, end: int, first: int = 0, **more: str) -> Clip:
    """A clip told in frames of 25 a second."""
    return Clip(source, frames(start), frames(end), frames(first), **more)


def one_clip(**more: str) -> Premiere:
    made = Premiere()
    made.media("a", A)
    made.sequence("main", [Track([placed("a", 25, 75, 10, **more)])])
    return made


@pytest.mark.parametrize("as_bytes", [Premiere.xml, Premiere.gzipped])
def test_project_when_plain_or_gzipped_then_references_and_uses_are_told(
    read: Read, as_bytes: Callable[[Premiere], bytes]
) -> None:
    made = Premiere()
    made.media("a", A)
    made.media("b", B)
    made.media("unused", "/Volumes/raid/unused.mov")
    made.sequence(
        "main",
        [Track([placed("a", 0, 50, 10), placed("a", 50, 60)]), Track([placed("a", 5, 15)])],
        [Track([placed("b", 0, 50)])],
    )
    content = read("premiere", as_bytes(made))
    assert (content.status, content.notes) == (Status.FULL, ())
    assert [(each.name, each.edit_rate, each.start_timecode) for each in content.timelines] == [("main", "25/1", None)]
    assert [(each.raw, each.kind, each.count, each.media) for each in content.references] == [
        (A, ReferenceKind.CLIP, 3, (Media.PICTURE,)),
        (B, ReferenceKind.CLIP, 1, (Media.SOUND,)),
        ("/Volumes/raid/unused.mov", ReferenceKind.BIN, 1, ()),
    ]
    assert rows(content) == [
        ("shot a.mov", "V1", 0, 50, 10, 60),
        ("shot a.mov", "V1", 50, 60, 0, 10),
        ("shot a.mov", "V2", 5, 15, 0, 10),
        ("D:\\media\\b.wav", "A1", 0, 50, 0, 50),
    ]
    first = content.references[0]
    assert (first.available_start, first.available_duration, first.available_rate) == (None, 2500, "25/1")


@pytest.mark.parametrize("rate", list(PER_FRAME))
def test_rate_when_told_in_ticks_then_is_exact(read: Read, rate: str) -> None:
    made = Premiere()
    made.media("a", A, rate=rate)
    made.sequence("main", [Track([Clip("a", frames(7, rate), frames(1007, rate), frames(3, rate))])], rate=rate)
    content = read("premiere", made.xml())
    assert content.timelines[0].edit_rate == content.references[0].available_rate == rate
    assert rows(content) == [("shot a.mov", "V1", 7, 1007, 3, 1003)]


def test_sequence_without_a_rate_when_read_then_only_references_are_told(read: Read) -> None:
    made = Premiere()
    made.media("a", A)
    made.sequence("main", [Track([placed("a", 0, 50)])], rate=None)
    content = read("premiere", made.xml())
    assert (content.status, content.uses, content.timelines) == (Status.PARTIAL, (), ())
    assert [(each.kind, each.count) for each in content.references] == [(ReferenceKind.CLIP, 1)]


@pytest.mark.parametrize(
    ("shown", "rate", "count", "expected"),
    [("101", "25/1", 90000, "01:00:00:00"), ("102", "30000/1001", 107892, "01:00:00;00"),
     ("103", "30000/1001", 108000, "01:00:00:00")],
)  # fmt: skip
def test_start_when_told_then_is_a_timecode(read: Read, shown: str, rate: str, count: int, expected: str) -> None:
    made = Premiere()
    zero = leaf("MZ.ZeroPoint", frames(count, rate)) + leaf("MZ.Sequence.VideoTimeDisplayFormat", shown)
    made.sequence("main", [], rate=rate, properties=zero)
    assert read("premiere", made.xml()).timelines[0].start_timecode == expected


@pytest.mark.parametrize(
    ("more", "start"),
    [
        (leaf("Start", frames(100)), 100),
        (leaf("AlternateStart", frames(900)), None),
        (leaf("Start", frames(100)) + leaf("AlternateStart", frames(900)), 100),
        (leaf("Start", frames(100)) + leaf("AlternateStart", frames(900)) + leaf("UseAlternateStart", "true"), 900),
    ],
)
def test_file_when_its_clock_begins_late_then_source_times_are_on_it(read: Read, more: str, start: int | None) -> None:
    made = Premiere()
    made.media("a", A, more=more)
    made.sequence("main", [Track([placed("a", 0, 50, 10)])])
    content = read("premiere", made.xml())
    assert content.references[0].available_start == start
    assert rows(content) == [("shot a.mov", "V1", 0, 50, (start or 0) + 10, (start or 0) + 60)]


def test_speed_when_told_then_the_source_range_is_what_is_read(read: Read) -> None:
    content = read("premiere", one_clip(clip=leaf("PlaybackSpeed", "0.90500000000000003")).xml())
    assert rows(content) == [("shot a.mov", "V1", 25, 75, 10, 55)]
    assert content.uses[0].speed == 0.905


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"clip": leaf("PlayBackwards", "true")}, "backwards"),
        ({"clip": '<TimeRemapping ObjectRef="1"/>'}, "changing speed"),
        ({"clip": leaf("PlaybackSpeed", "-2")}, "no sense"),
        ({"clip": leaf("PlaybackSpeed", "1e999")}, "no sense"),
        ({"clip": leaf("PlaybackSpeed", "fast")}, "no sense"),
        ({"holder": leaf("FrameHold", "2")}, "frozen"),
        ({"holder": leaf("IsMulticam", "true")}, "multicam"),
    ],
)
def test_clip_when_its_source_times_are_not_sure_then_only_the_reference_is_told(
    read: Read, more: dict[str, str], said: str
) -> None:
    content = read("premiere", one_clip(**more).xml())
    assert (content.status, content.uses) == (Status.PARTIAL, ())
    assert [(each.raw, each.kind, each.count) for each in content.references] == [(A, ReferenceKind.CLIP, 1)]
    assert said in content.notes[0]


@pytest.mark.parametrize("said", ["0", "false"])
def test_clip_when_an_older_version_says_that_it_is_plain_then_its_use_is_told(read: Read, said: str) -> None:
    plain = leaf("PlayBackwards", "false") + leaf("PlaybackSpeed", "1.")
    content = read("premiere", one_clip(clip=plain, holder=leaf("FrameHold", said)).xml())
    assert (content.status, len(content.uses)) == (Status.FULL, 1)


def test_file_when_it_plays_at_another_rate_then_only_the_reference_is_told(read: Read) -> None:
    made = Premiere()
    made.media("a", A, stream=leaf("IsFrameRateOverridden", "true") + leaf("OveriddenFrameRate", PER_FRAME["24/1"]))
    made.sequence("main", [Track([placed("a", 0, 50)])])
    content = read("premiere", made.xml())
    assert (content.status, content.uses, content.references[0].available_rate) == (Status.PARTIAL, (), None)


def test_disabled_when_a_clip_or_its_track_is_then_the_use_says_so(read: Read) -> None:
    made = Premiere()
    made.media("a", A)
    made.media("b", B)
    made.sequence(
        "main",
        [
            Track([placed("a", 0, 10, item=leaf("IsMuted", "true")), placed("a", 10, 20)]),
            Track([placed("b", 0, 10)], muted=True),
        ],
    )
    content = read("premiere", made.xml())
    assert [use.enabled for use in content.uses] == [False, True, False]
    assert [(each.raw, each.enabled) for each in content.references] == [(A, True), (B, False)]


def test_transition_when_between_clips_then_both_last_through_it(read: Read) -> None:
    made = Premiere()
    made.media("a", A)
    made.media("b", B)
    track = Track(
        [placed("a", 0, 50, 20), placed("b", 50, 100, 20)],
        [
            Transition(0, frames(5), outgoing=False),
            Transition(frames(43), frames(55)),
            Transition(frames(90), frames(100), incoming=False),
        ],
    )
    made.sequence("main", [track])
    assert rows(read("premiere", made.xml())) == [
        ("shot a.mov", "V1", 0, 55, 20, 75),
        ("D:\\media\\b.wav", "V1", 43, 100, 13, 70),
    ]


def test_transition_when_only_one_clip_is_in_it_then_its_neighbour_lasts_to_the_cut(read: Read) -> None:
    made = Premiere()
    made.media("a", A)
    track = Track(
        [placed("a", 0, 50, 20), placed("a", 50, 100, 20)], [Transition(frames(50), frames(60), outgoing=False)]
    )
    made.sequence("main", [track])
    assert [row[2:4] for row in rows(read("premiere", made.xml()))] == [(0, 50), (50, 100)]


def test_still_when_used_then_takes_one_tick_of_its_source(read: Read) -> None:
    made = Premiere()
    made.media("a", "/p/a.psd", stream=leaf("IsStill", "true"))
    # Stills lie an hour into a source of twelve.
    made.sequence("main", [Track([Clip("a", 0, frames(50), 3600 * SECOND)])])
    content = read("premiere", made.xml())
    assert rows(content) == [("a.psd", "V1", 0, 50, 0, 1)]
    assert (content.uses[0].speed, content.references[0].available_duration) == (0, None)


@pytest.mark.parametrize("token", ["1112293707", "BLAK"])
def test_generator_when_used_then_is_no_file(read: Read, token: str) -> None:
    made = Premiere()
    made.media("Black Video", token, more=leaf("Infinite", "true"))
    made.media("unused", token, more=leaf("Infinite", "true"))
    made.sequence("main", [Track([placed("Black Video", 0, 50)])])
    content = read("premiere", made.xml())
    assert [(each.raw, each.state_hint) for each in content.references] == [(token, StateHint.GENERATED)]


def test_captions_when_on_a_track_of_their_own_then_only_the_reference_is_told(read: Read) -> None:
    data = one_clip().xml().decode().replace("VideoTrackGroup", "DataTrackGroup")
    # What lies there wraps the common part once more.
    for tag in ("ClipTrackItem", "Clip"):
        data = data.replace(f"<{tag}>", f"<Data{tag}><{tag}>").replace(f"</{tag}>", f"</{tag}></Data{tag}>")
    content = read("premiere", data)
    assert (content.status, content.uses) == (Status.FULL, ())
    assert [(each.raw, each.kind, each.media) for each in content.references] == [(A, ReferenceKind.CLIP, ())]


def test_proxies_when_attached_then_stand_after_their_media(read: Read) -> None:
    made = Premiere()
    made.media("p", "/proxies/a.mov", more=leaf("IsProxy", "true"))
    made.media("q", "/proxies/c.mov", more=leaf("IsProxy", "true"))
    made.media("a", A, proxy="p")
    made.media("c", "/raid/c.mov", proxy="q")
    made.sequence("main", [Track([placed("a", 0, 50), placed("a", 50, 60)])])
    content = read("premiere", made.xml())
    assert [(each.raw, each.role, each.kind, each.count) for each in content.references] == [
        (A, "media", ReferenceKind.CLIP, 2),
        ("/proxies/a.mov", "proxy", ReferenceKind.CLIP, 2),
        ("/raid/c.mov", "media", ReferenceKind.BIN, 1),
        ("/proxies/c.mov", "proxy", ReferenceKind.BIN, 1),
    ]
    assert {use.raw for use in content.uses} == {A}
    assert {each.raw: each.made_from for each in content.references if each.made_from} == {
        "/proxies/a.mov": A,
        "/proxies/c.mov": "/raid/c.mov",
    }


def test_nested_sequence_when_shown_in_part_then_its_clips_are_cut(read: Read) -> None:
    made = Premiere()
    made.media("a", A)
    made.sequence_source("inner")
    made.sequence("inner", [Track([placed("a", 0, 100, 10)])], [Track([placed("a", 0, 100, 10)])])
    made.sequence("outer", [Track([]), Track([placed("inner", 200, 230, 40, clip=leaf("PlaybackSpeed", "2"))])])
    content = read("premiere", made.xml())
    assert rows(content) == [
        ("shot a.mov", "V1", 0, 100, 10, 110),
        ("shot a.mov", "A1", 0, 100, 10, 110),
        ("shot a.mov", "V2", 200, 230, 50, 110),
    ]
    assert [use.timeline for use in content.uses] == [0, 0, 1]
    assert content.status is Status.FULL


def test_sequences_when_they_nest_each_other_then_it_ends_partial(read: Read) -> None:
    made = Premiere()
    for uid, other in (("one", "two"), ("two", "one")):
        made.sequence_source(other)
        made.sequence(uid, [Track([placed(other, 0, 10)])])
    content = read("premiere", made.xml())
    assert (content.status, content.uses) == (Status.PARTIAL, ())


def test_sequences_when_nested_without_measure_then_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MOST_STEPS", 5_000)
    made = Premiere()
    made.media("s0", A)
    for level in range(1, 20):
        made.sequence_source(f"s{level}")
        made.sequence(f"s{level}", [Track([placed(f"s{level - 1}", 0, 1) for _ in range(20)])])
    content = read("premiere", made.gzipped())
    assert content.status is Status.FAILED
    assert "items" in content.problems[0].reason


def test_sequences_when_nested_too_deep_then_it_ends_partial(read: Read) -> None:
    made = Premiere()
    made.media("s0", A)
    for level in range(1, 70):
        made.sequence_source(f"s{level}")
        made.sequence(f"s{level}", [Track([placed(f"s{level - 1}", 0, 1)])])
    content = read("premiere", made.xml())
    assert content.status is Status.PARTIAL
    assert len(content.uses) == 50


def test_object_when_many_point_at_it_then_is_looked_into_once(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Premiere()
    made.media("a", A)
    made.sequence("main", [Track([placed("a", n, n + 1, 7) for n in range(50)])])
    made.sequence_source("main")
    made.sequence("outer", [Track([placed("main", 0, 50) for n in range(9)])])
    source = f'<Source ObjectRef="{made.sources["Video", "a"]}"/>'
    made.objects.append(f'<VideoClip ObjectID="shared"><Clip>{source}</Clip></VideoClip>')
    its_own = re.compile(r'(<SubClip [^>]*>)<Clip ObjectRef="\d+"/>')
    data = its_own.sub(r'\1<Clip ObjectRef="shared"/>', made.xml().decode(), count=50)
    looked: list[object] = []
    speed = premiere_objects.speed
    monkeypatch.setattr(premiere_objects, "speed", lambda clip: looked.append(clip) or speed(clip))
    assert len(read("premiere", data).uses) == 50 + 9 * 50
    # The shared clip, and those of nine placings in the outer sequence.
    assert len(looked) == 10


def test_tracks_when_nested_without_measure_then_are_refused(read: Read) -> None:
    made = Premiere()
    made.sequence("inner", [Track([])])
    made.sequence_source("inner")
    made.sequence("main", [Track([placed("inner", 0, 1) for _ in range(2_000)])])
    data = (
        made.xml()
        .decode()
        .replace(
            '<Track Index="0" ObjectURef="inner-Video-0"/>', '<Track Index="0" ObjectURef="inner-Video-0"/>' * 2_000
        )
    )
    content = read("premiere", data)
    assert content.status is Status.FAILED
    assert "items" in content.problems[0].reason


def test_clip_when_it_points_nowhere_then_the_rest_is_read(read: Read) -> None:
    made = Premiere()
    made.media("a", A)
    made.sequence("main", [Track([placed("nothing", 0, 10), placed("a", 10, 20)])])
    content = read("premiere", made.xml())
    assert (content.status, len(content.uses)) == (Status.PARTIAL, 1)


def test_clip_when_it_lacks_its_own_part_then_its_master_clip_tells_the_file(read: Read) -> None:
    data = one_clip().xml().decode()
    root = ElementTree.fromstring(data)
    (placing,) = root.iterfind("SubClip")
    clip = placing.find("Clip")
    assert clip is not None
    placing.remove(clip)
    content = read("premiere", ElementTree.tostring(root))
    assert (content.status, content.uses) == (Status.PARTIAL, ())
    assert [(each.raw, each.kind) for each in content.references] == [(A, ReferenceKind.CLIP)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [(("x", "/b/x.mov", None), "x"), ((None, "/b/x.mov", "./x.mov"), "/b/x.mov"), ((None, None, "./x.mov"), "./x.mov")],
)
def test_path_when_told_several_times_then_the_actual_one_counts(
    read: Read, path: tuple[str | None, ...], expected: str
) -> None:
    tags = ("ActualMediaFilePath", "FilePath", "RelativePath")
    told = "".join(leaf(tag, each) for tag, each in zip(tags, path, strict=True) if each)
    made = Premiere()
    made.media("a", None, more=told)
    assert [each.raw for each in read("premiere", made.xml()).references] == [expected]


def test_path_when_of_odd_letters_then_is_told_letter_by_letter(read: Read) -> None:
    odd = "\\\\nas\\Vol & <1>\\été %20\\e\u0301.mov "
    made = Premiere()
    made.media("a", odd)
    assert read("premiere", made.xml()).references[0].raw == odd


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<xmeml/>", "not PremiereData"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 6566\n", "no sound XML"),
        (b'<!DOCTYPE PremiereData [<!ENTITY a "b">]><PremiereData/>', "entities"),
        (gzip.compress(b'<!DOCTYPE PremiereData [<!ENTITY a "b">]><PremiereData/>'), "entities"),
        (one_clip().gzipped()[:-9], "gzip"),
        (one_clip().xml()[:-9], "no sound XML"),
        (b"\x1f\x8b" + b"x" * 100, "gzip"),
        (gzip.compress(b"<PremiereData>" + b" " * (20 << 20)), "grows"),
    ],
)
def test_project_when_damaged_or_hostile_then_the_reason_is_told(read: Read, data: bytes, reason: str) -> None:
    content = read("premiere", data)
    assert content.status is Status.FAILED
    assert reason in content.problems[0].reason
    assert content.problems[0].next_step


def test_numbers_when_out_of_measure_then_nothing_breaks(read: Read) -> None:
    huge = "9" * 30
    for body in (leaf("InPoint", huge), leaf("InPoint", -(2**63)), leaf("InPoint", "x"), leaf("InPoint", "9" * 5000)):
        assert len(read("premiere", one_clip(clip=body).xml()).uses) == 1
    made = one_clip()
    for told in ("0", "-1", huge, "1"):
        data = made.xml().replace(leaf("FrameRate", PER_FRAME["25/1"]).encode(), leaf("FrameRate", told).encode())
        content = read("premiere", data)
        assert content.references[0].kind is ReferenceKind.CLIP
        assert content.references[0].available_rate is None


# Second reader ----------------------------------------------------------------------------------------------------


def test_project_when_read_by_another_reader_then_both_agree(tmp_path: Path) -> None:
    import prproj_parser

    made = Premiere()
    for name in "abc":
        made.media(name, f"/raid/{name}.mov")
    made.sequence(
        "main",
        [Track([placed("a", 3, 50), placed("b", 50, 77)]), Track([placed("c", 5, 15, clip=leaf("PlaybackSpeed", 2))])],
        [Track([placed("b", 0, 40)])],
    )
    made.sequence("second", [Track([placed("c", 0, 9)])])
    path = tmp_path / "a.prproj"
    path.write_bytes(made.gzipped())
    content = read_document(str(path), "premiere")
    ours = [
        (content.timelines[use.timeline].name, use.raw, use.track, use.record_in, use.record_out, use.speed * 100)
        for use in content.uses
    ]
    theirs = [
        (
            sequence.name,
            clip.media.best_path,
            clip.track_index + 1,
            round(clip.start_seconds * 25),
            round(clip.end_seconds * 25),
            clip.speed_percent,
        )
        for sequence in prproj_parser.load(str(path)).sequences
        for clip in sequence.clips
    ]
    assert ours == theirs
    assert len(ours) == 5


# Properties -------------------------------------------------------------------------------------------------------

Spans = list[tuple[int, int, int, str, bool]]
SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 500), st.integers(0, 2000), st.sampled_from("abc"), st.booleans()),
    max_size=8,
)


@given(st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=2), st.sampled_from(list(PER_FRAME)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_project_when_made_of_any_clips_then_each_is_told_as_made(
    tmp_path: Path, video: list[Spans], audio: list[Spans], rate: str
) -> None:
    made, expected = Premiere(), []
    for name in "abc":
        made.media(name, f"/raid/{name}.mov", rate=rate)
    groups: list[list[Track]] = []
    for kind, tracks in (("V", video), ("A", audio)):
        group = []
        for number, spans in enumerate(tracks, 1):
            clips, at = [], 0
            for gap, length, first, name, disabled in spans:
                start, end = at + gap, at + gap + length
                at = end
                clips.append(
                    Clip(
                        name, frames(start, rate), frames(end, rate), frames(first, rate),
                        item=leaf("IsMuted", "true") if disabled else "",
                    )
                )  # fmt: skip
                expected.append((f"{name}.mov", f"{kind}{number}", start, end, first, first + length))
            group.append(Track(clips))
        groups.append(group)
    made.sequence("main", groups[0], groups[1], rate=rate)
    path = tmp_path / "a.prproj"
    path.write_bytes(made.gzipped())
    content = read_document(str(path), "premiere")
    assert rows(content) == expected
    assert content.status is Status.FULL
    used = {row[0] for row in expected}
    assert {each.raw[6:] for each in content.references if each.kind is ReferenceKind.BIN} == {
        "a.mov", "b.mov", "c.mov"
    } - used  # fmt: skip


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_project_when_any_part_of_it_is_exchanged_then_it_ends_in_a_status(tmp_path: Path, data: st.DataObject) -> None:
    made = one_clip()
    made.media("p", "/p.mov")
    made.media("c", "/c.mov", proxy="p")
    made.sequence_source("main")
    made.sequence("outer", [Track([placed("main", 0, 50), placed("c", 50, 60)], [Transition(frames(45), frames(55))])])
    root = ElementTree.fromstring(made.xml())
    elements = list(root.iter())[1:]
    for _ in range(data.draw(st.integers(1, 4))):
        element = data.draw(st.sampled_from(elements))
        if element.attrib:
            name = data.draw(st.sampled_from(sorted(element.attrib)))
            element.set(name, data.draw(st.sampled_from([str(n) for n in range(99, 130)] + ["", "main", "a"])))
        elif not len(element):
            element.text = data.draw(st.sampled_from(["", "-1", "true", "9" * 25, "x", str(SECOND), "1e9"]))
        else:
            element.remove(data.draw(st.sampled_from(list(element))))
    path = tmp_path / "a.prproj"
    path.write_bytes(ElementTree.tostring(root))
    content = read_document(str(path), "premiere")
    assert content.status in {Status.FULL, Status.PARTIAL}
    assert all(use.record_in < use.record_out for use in content.uses)


def test_speed_when_read_then_is_the_shortest_decimal() -> None:
    element = ElementTree.fromstring("<Clip><PlaybackSpeed>0.10000000000000001</PlaybackSpeed></Clip>")
    assert premiere_objects.speed(element) == Fraction(1, 10)
