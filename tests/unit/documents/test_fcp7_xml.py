"""Final Cut Pro 7's XML: ids, nested sequences, transitions, speeds, multiclips, bins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from document_rows import rows

from assetgraph.documents.records import DocumentContent, Media, ReferenceKind, StateHint, Status

Read = Callable[[str, str | bytes], DocumentContent]

FILE = (
    '<file id="{id}"><name>{id}.mov</name><pathurl>file://localhost/D%3a/media/{id}.mov</pathurl>'
    "<rate><timebase>25</timebase><ntsc>FALSE</ntsc></rate><duration>500</duration>{more}</file>"
)


def file(name: str, more: str = "") -> str:
    return FILE.format(id=name, more=more)


def item(
    start: int, end: int, first: int, content: str, *, name: str = "c", more: str = "", tag: str = "clipitem"
) -> str:
    last = first + (end - start if min(start, end) >= 0 else 0)
    return (
        f"<{tag}><name>{name}</name><enabled>TRUE</enabled><start>{start}</start><end>{end}</end>"
        f"<in>{first}</in><out>{last}</out>{content}{more}</{tag}>"
    )


def sequence(
    *tracks: str, sound: tuple[str, ...] = (), rate: int = 25, ntsc: str = "FALSE", more: str = "", ident: str = "s1"
) -> str:
    picture, heard = (
        "".join(f"<track>{each}</track>" for each in tracks),
        "".join(f"<track>{each}</track>" for each in sound),
    )
    return (
        f'<sequence id="{ident}"><name>{ident}</name><rate><timebase>{rate}</timebase><ntsc>{ntsc}</ntsc></rate>{more}'
        f"<media><video>{picture}</video><audio>{heard}</audio></media></sequence>"
    )


def document(*children: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="5">{"".join(children)}</xmeml>'


def test_sequence_when_read_then_picture_and_sound_of_a_file_are_one_reference(read: Read) -> None:
    timecode = "<timecode><rate><timebase>25</timebase></rate><string>01:00:00:00</string></timecode>"
    content = read(
        "xmeml",
        document(
            sequence(
                item(0, 50, 10, file("a")) + item(75, 100, 0, file("b")),
                item(10, 20, 0, '<file id="a"/>'),
                sound=(item(0, 50, 10, '<file id="a"/>'),),
                more=timecode,
            )
        ),
    )
    assert content.status is Status.FULL
    (info,) = content.timelines
    assert (info.name, info.edit_rate, info.start_timecode) == ("s1", "25/1", "01:00:00:00")
    assert rows(content) == [
        ("a.mov", "V1", 0, 50, 10, 60),
        ("b.mov", "V1", 75, 100, 0, 25),
        ("a.mov", "V2", 10, 20, 0, 10),
        ("a.mov", "A1", 0, 50, 10, 60),
    ]
    first = content.references[0]
    assert (first.raw, first.count) == ("file://localhost/D%3a/media/a.mov", 3)
    assert first.media == (Media.PICTURE, Media.SOUND)
    assert (first.available_start, first.available_duration, first.available_rate) == (0, 500, "25/1")


def test_file_when_it_has_a_timecode_then_source_times_are_on_its_clock(read: Read) -> None:
    told = (
        "<timecode><rate><timebase>25</timebase></rate><string>10:00:00:00</string><frame>900000</frame>"
        "<reel><name>A001</name></reel></timecode>"
    )
    content = read("xmeml", document(sequence(item(0, 50, 10, file("a", told)))))
    assert rows(content) == [("a.mov", "V1", 0, 50, 900010, 900060)]
    assert (content.references[0].reel, content.references[0].available_start) == ("A001", 900000)


@pytest.mark.parametrize(
    ("timebase", "ntsc", "expected"),
    [("24", "TRUE", "24000/1001"), ("30", "TRUE", "30000/1001"), ("30", "FALSE", "30/1"), ("23.976", "", "24000/1001")],
)
def test_rate_when_told_then_is_exact(read: Read, timebase: str, ntsc: str, expected: str) -> None:
    text = sequence(item(0, 50, 10, file("a"))).replace(
        "<timebase>25</timebase>", f"<timebase>{timebase}</timebase>", 1
    )
    content = read("xmeml", document(text.replace("<ntsc>FALSE</ntsc>", f"<ntsc>{ntsc}</ntsc>", 1)))
    assert content.timelines[0].edit_rate == expected
    assert (content.uses[0].record_in, content.uses[0].record_out) == (0, 50)


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [(-1, -1, 45), (50, 75, 50)],
    ids=["told by the transition", "told by the cut"],
)
def test_transition_when_between_clips_then_both_last_through_it(read: Read, start: int, end: int, first: int) -> None:
    def transition(begin: int, until: int) -> str:
        return f"<transitionitem><start>{begin}</start><end>{until}</end><alignment>center</alignment></transitionitem>"

    track = (
        item(0, -1 if end < 0 else 50, 0, file("a"))
        + transition(45, 55)
        + item(start, end, first, file("b"))
        + transition(70, 80)
        + item(-1 if end < 0 else 75, 100, 0 if end < 0 else 5, file("c"))
    )
    content = read("xmeml", document(sequence(track)))
    assert rows(content) == [
        ("a.mov", "V1", 0, 55, 0, 55),
        ("b.mov", "V1", 45, 80, 45, 80),
        ("c.mov", "V1", 70, 100, 0, 30),
    ]


def test_nested_sequence_when_read_then_shows_its_pictures_in_picture_and_its_sound_in_sound(read: Read) -> None:
    inner = sequence(
        item(0, 50, 100, file("a")) + item(50, 100, 0, file("b")),
        sound=(item(0, 100, 200, file("m")),),
        ident="inner",
    )
    outer = sequence(item(10, 30, 40, inner), sound=(item(10, 30, 40, '<sequence id="inner"/>'),), ident="outer")
    content = read(
        "xmeml", document(f"<project><children>{outer}<bin><children>{inner}</children></bin></children></project>")
    )
    assert [each.name for each in content.timelines] == ["outer", "inner"]
    assert rows(content)[:3] == [
        ("a.mov", "V1", 10, 20, 140, 150),
        ("b.mov", "V1", 20, 30, 0, 10),
        ("m.mov", "A1", 10, 30, 240, 260),
    ]
    assert [use.timeline for use in content.uses] == [0, 0, 0, 1, 1, 1]


def test_nested_sequence_when_it_holds_itself_then_ends(read: Read) -> None:
    content = read("xmeml", document(sequence(item(0, 50, 0, file("a")) + item(50, 99, 0, '<sequence id="s1"/>'))))
    assert content.status is Status.PARTIAL
    assert len(content.uses) == 1


def test_nested_sequences_when_they_multiply_then_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assetgraph.documents.collecting.MOST_STEPS", 5000)
    sequences = [sequence(item(0, 50, 0, file("a")), ident="n0")]
    for depth in range(1, 40):
        again = item(0, 50, 0, f'<sequence id="n{depth - 1}"/>')
        sequences.insert(0, sequence(again, again, ident=f"n{depth}"))
    content = read("xmeml", document(*sequences))
    assert content.status is Status.FAILED
    assert "items" in content.problems[0].reason


def remap(*parameters: tuple[str, str]) -> str:
    told = "".join(f"<parameter><parameterid>{name}</parameterid>{value}</parameter>" for name, value in parameters)
    return f"<filter><effect><effectid>timeremap</effectid>{told}</effect></filter>"


def graph(*points: tuple[int, int]) -> tuple[str, str]:
    keys = "".join(f"<keyframe><when>{when}</when><value>{value}</value></keyframe>" for when, value in points)
    return "graphdict", keys


SPEED_200, FORWARD, REVERSE = (
    ("speed", "<value>200</value>"),
    ("reverse", "<value>FALSE</value>"),
    ("reverse", "<value>TRUE</value>"),
)


@pytest.mark.parametrize(
    ("parameters", "speed", "source"),
    [
        ((SPEED_200, FORWARD), 2.0, (20, 120)),
        ((SPEED_200, REVERSE), -2.0, (20, 120)),
        ((("speed", "<value>50</value>"),), 0.5, (5, 30)),
        ((SPEED_200, graph((0, 0), (100, 50))), 0.5, (5, 30)),
        ((SPEED_200, graph((0, 400), (100, 300))), -1.0, (340, 390)),
        ((SPEED_200, graph((0, 0), (35, 35), (60, 85))), 1.5, (10, 85)),
        ((), 1.0, (10, 60)),
    ],
)
def test_speed_when_remapped_then_source_is_what_is_played(
    read: Read, parameters: tuple[tuple[str, str], ...], speed: float, source: tuple[int, int]
) -> None:
    content = read("xmeml", document(sequence(item(0, 50, 10, file("a"), more=remap(*parameters)))))
    (use,) = content.uses
    assert use.speed == pytest.approx(speed)
    assert (use.record_in, use.record_out, use.source_in, use.source_out) == (0, 50, *source)


def test_enabled_when_off_for_clip_or_track_then_the_use_is_off(read: Read) -> None:
    off = item(0, 50, 0, file("a")).replace("<enabled>TRUE", "<enabled>FALSE")
    content = read(
        "xmeml",
        document(sequence(off, item(0, 50, 0, file("b")) + "<enabled>FALSE</enabled>", item(0, 9, 0, file("c")))),
    )
    assert [(use.track, use.enabled) for use in content.uses] == [(1, False), (2, False), (3, True)]


def test_multiclip_when_read_then_the_active_angle_is_used_and_the_others_lie_in_a_bin(read: Read) -> None:
    def angle(name: str, picture: str, sound: str) -> str:
        active = f"<activevideoangle>{picture}</activevideoangle><activeaudioangle>{sound}</activeaudioangle>"
        return f"<angle>{active}<clip><name>{name}</name>{file(name)}</clip></angle>"

    angles = angle("cam1", "FALSE", "TRUE") + angle("cam2", "TRUE", "FALSE") + angle("cam3", "FALSE", "FALSE")
    multiclip = f'<multiclip id="m1"><name>take</name>{angles}</multiclip>'
    content = read(
        "xmeml", document(sequence(item(0, 50, 10, multiclip), sound=(item(0, 50, 10, '<multiclip id="m1"/>'),)))
    )
    assert rows(content) == [("cam2.mov", "V1", 0, 50, 10, 60), ("cam1.mov", "A1", 0, 50, 10, 60)]
    assert [use.angle for use in content.uses] == ["2", "1"]
    assert [(each.raw[-8:], each.kind) for each in content.references] == [
        ("cam2.mov", ReferenceKind.CLIP),
        ("cam1.mov", ReferenceKind.CLIP),
        ("cam3.mov", ReferenceKind.BIN),
    ]


def test_bin_when_no_sequence_uses_its_clips_then_they_are_references_without_uses(read: Read) -> None:
    clips = (
        f"<bin><children><clip><name>x</name>{file('a')}</clip><clip><name>y</name>{file('z')}</clip></children></bin>"
    )
    cut = sequence(item(0, 9, 0, '<file id="a"/>'))
    content = read("xmeml", document(f"<project><children>{clips}{cut}</children></project>"))
    assert [(each.raw[-5:], each.kind, each.count) for each in content.references] == [
        ("a.mov", ReferenceKind.CLIP, 1),
        ("z.mov", ReferenceKind.BIN, 1),
    ]


def test_generator_and_offline_clip_when_read_then_are_told_as_such(read: Read) -> None:
    generator = item(
        0,
        10,
        0,
        "<effect><name>Bars</name><effectid>Bars and Tone</effectid></effect>",
        tag="generatoritem",
        name="bars",
    )
    slug = item(10, 20, 0, '<file id="g"><name>Title</name><mediaSource>Slug</mediaSource></file>')
    offline = item(20, 30, 0, '<file id="o"><name>lost.mov</name></file>') + item(30, 40, 0, "", name="nameless file")
    nothing = item(40, 50, 0, "", name="")
    content = read("xmeml", document(sequence(generator + slug + offline + nothing)))
    assert [(each.raw, each.state_hint) for each in content.references] == [
        ("Bars and Tone", StateHint.GENERATED),
        ("Slug", StateHint.GENERATED),
        ("lost.mov", None),
        ("nameless file", None),
    ]
    assert len(content.uses) == 4


def test_sound_when_its_channels_lie_on_tracks_then_the_first_counts(read: Read) -> None:
    text = sequence(item(0, 50, 0, file("a")), sound=tuple(item(0, 50, 0, '<file id="a"/>') for _ in range(4)))
    for index in range(4):
        told = f'<track  currentExplodedTrackIndex="{index % 2}" totalExplodedTrackCount="2">'
        head, found, tail = text.partition("<audio>")
        text = head + found + tail.replace("<track>", told, 1)
    content = read("xmeml", document(text))
    assert [row[1] for row in rows(content)] == ["V1", "A1", "A2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_when_of_any_encoding_then_reads_alike(read: Read, encoding: str) -> None:
    text = document(sequence(item(0, 50, 10, file("glück")))).replace("\n", "\r\n")
    text = text.replace("UTF-8", encoding if encoding != "utf-8-sig" else "UTF-8")
    assert rows(read("xmeml", text.encode(encoding))) == [("glück.mov", "V1", 0, 50, 10, 60)]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<xmeml",
        "<filter/>",
        document(sequence(item(0, 50, 10, file("a"))))[:-40],
        "no xml",
        "<xmeml>&nothing;</xmeml>",
    ],
)
def test_xml_when_it_is_no_project_then_fails_with_a_reason(read: Read, data: str) -> None:
    content = read("xmeml", data)
    assert content.status is Status.FAILED
    assert content.problems[0].next_step


@pytest.mark.parametrize("value", ["", "x", "1e999", "nan", "-7", "0"])
@pytest.mark.parametrize("tag", ["timebase", "start", "end", "in", "out", "duration", "frame"])
def test_number_when_it_is_none_then_is_no_crash(read: Read, tag: str, value: str) -> None:
    text = document(sequence(item(5, 50, 10, file("a", "<timecode><frame>3</frame></timecode>"))))
    before, found, after = text.partition(f"<{tag}>")
    content = read("xmeml", before + found + value + after[after.index("<") :])
    assert content.status in {Status.FULL, Status.PARTIAL}
