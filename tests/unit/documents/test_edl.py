"""Edit decision lists: events, dissolves, speeds, sound, comments, and the frame rate that nobody tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from document_rows import rows

from assetgraph.documents.records import DocumentContent, StateHint, Status

Read = Callable[[str, str | bytes], DocumentContent]

HOUR = 24 * 3600


def test_list_when_read_then_uses_count_from_its_first_event(read: Read) -> None:
    content = read(
        "edl",
        """TITLE: reel one
FCM: NON-DROP FRAME

001  A001C003 V     C        00:10:00:00 00:10:02:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME:  sh010_v003.mov
002  B002C001 V     C        02:00:00:12 02:00:01:12 01:00:03:00 01:00:04:00
""",
    )
    assert content.status is Status.FULL
    assert content.rate_uncertain
    assert [(each.name, each.edit_rate, each.start_timecode) for each in content.timelines] == [
        ("reel one", "24/1", "01:00:00:00")
    ]
    assert rows(content) == [
        ("sh010_v003.mov", "V1", 0, 48, 14400, 14448),
        ("B002C001", "V1", 72, 96, 2 * HOUR + 12, 2 * HOUR + 36),
    ]
    first, second = content.references
    assert (first.raw, first.clip_name, first.reel, first.count) == ("sh010_v003.mov", "sh010_v003.mov", "A001C003", 1)
    assert (second.raw, second.clip_name, second.reel) == ("B002C001", None, "B002C001")


@pytest.mark.parametrize(
    ("comments", "raw", "clip_name"),
    [
        ("* FROM CLIP NAME:  sh010", "sh010", "sh010"),
        ("*FROM CLIP NAME: sh010\n*SOURCE FILE: A001_C003.mxf", "A001_C003.mxf", "sh010"),
        ("FROM CLIP NAME: sh010", "sh010", "sh010"),
        ("* FROM CLIP NAME: sh010\n* FROM CLIP: /mnt/a/sh010.mov", "/mnt/a/sh010.mov", "sh010"),
        ("* FROM FILE: S:\\a\\sh010.mov", "S:\\a\\sh010.mov", None),
        ("* OTIO REFERENCE FROM: /a/b.[1001-1020].exr", "/a/b.[1001-1020].exr", None),
        ("* a comment: of no meaning", "TAPE7", None),
        ("* FROM CLIP IS A STILL", "TAPE7", None),
    ],
)
def test_event_when_comments_name_its_source_then_the_nearest_to_a_file_is_raw(
    read: Read, comments: str, raw: str, clip_name: str | None
) -> None:
    event = "001  TAPE7    V     C        00:10:00:00 00:10:02:00 01:00:00:00 01:00:02:00\n"
    (reference,) = read("edl", f"TITLE: x\n{event}{comments}\n").references
    assert (reference.raw, reference.clip_name, reference.reel) == (raw, clip_name, "TAPE7")


def test_event_when_nothing_names_its_source_then_no_reference_is_invented(read: Read) -> None:
    content = read("edl", "TITLE: x\n001  AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n")
    assert (content.references, content.uses) == ((), ())
    assert content.notes == ("an event that names no source",)


def test_dissolve_when_read_then_both_sides_last_through_it(read: Read) -> None:
    content = read(
        "edl",
        """TITLE: x
001  A  V     C        00:00:10:00 00:00:12:00 00:00:00:00 00:00:02:00
* FROM CLIP NAME: a
002  A  V     C        00:00:12:00 00:00:12:00 00:00:02:00 00:00:02:00
002  B  V     D    012 00:00:20:00 00:00:23:00 00:00:02:00 00:00:05:00
* FROM CLIP NAME: a
* TO CLIP NAME: b
""",
    )
    assert rows(content) == [("a", "V1", 0, 48 + 12, 240, 288 + 12), ("b", "V1", 48, 120, 480, 552)]


def test_dissolve_when_it_comes_from_black_then_only_the_new_clip_is_used(read: Read) -> None:
    content = read(
        "edl",
        """* a comment before anything
001  BL V     C        00:00:00:00 00:00:00:00 00:00:00:00 00:00:00:00
001  B  V     D    012 00:00:20:00 00:00:23:00 00:00:00:00 00:00:03:00
* TO CLIP NAME: b
002  BL V     C        00:00:00:00 00:00:01:00 00:00:03:00 00:00:04:00
""",
    )
    assert rows(content) == [("b", "V1", 0, 72, 480, 552), ("BL", "V1", 72, 96, 0, 24)]
    assert [each.state_hint for each in content.references] == [None, StateHint.GENERATED]


def test_wipe_when_what_it_comes_from_lies_elsewhere_then_its_own_line_is_used(read: Read) -> None:
    content = read(
        "edl",
        """TITLE: x
003  A  V     C        00:00:12:00 00:00:12:00 00:01:00:00 00:01:00:00
003  B  V     W001 012 00:00:20:00 00:00:23:00 00:01:00:00 00:01:03:00
* FROM CLIP NAME: a
* TO CLIP NAME: b
* SOURCE FILE: a.mov
* SOURCE FILE: b.mov
""",
    )
    assert rows(content) == [("a.mov", "V1", 0, 12, 288, 300), ("b.mov", "V1", 0, 72, 480, 552)]


@pytest.mark.parametrize(
    ("speed", "source_out", "expected", "played"),
    [
        ("048.0", "00:00:14:00", 2.0, (240, 336)),
        ("048.0", "00:00:12:00", 2.0, (240, 336)),  # told as if there were no change of speed
        ("012.0", "00:00:11:00", 0.5, (240, 264)),
        ("-024.0", "00:00:12:00", -1.0, (240, 288)),
        ("047.6", "00:00:13:23", 47.6 / 24, (240, 335)),
        ("000.0", "00:00:10:01", 0.0, (240, 241)),
    ],
)
def test_speed_line_when_read_then_speed_and_what_is_played(
    read: Read, speed: str, source_out: str, expected: float, played: tuple[int, int]
) -> None:
    content = read(
        "edl",
        f"TITLE: x\n001  A  V     C        00:00:10:00 {source_out} 00:00:00:00 00:00:02:00\n"
        f"M2   A       {speed}                00:00:10:00\n* FROM CLIP NAME: a\n",
    )
    (use,) = content.uses
    assert (use.record_in, use.record_out) == (0, 48)
    assert (use.source_in, use.source_out) == played
    assert use.speed == pytest.approx(expected)
    assert content.status is Status.FULL


def test_freeze_frame_when_read_then_is_a_still_of_the_clip(read: Read) -> None:
    content = read(
        "edl",
        "TITLE: x\n001  A  V     C        00:00:10:00 00:00:10:01 00:00:00:00 00:00:02:00\n"
        "* FROM CLIP NAME: a FF\n* * FREEZE FRAME\n",
    )
    assert rows(content) == [("a", "V1", 0, 48, 240, 241)]
    assert content.uses[0].speed == 0


@pytest.mark.parametrize(
    ("channels", "tracks"),
    [
        ("V", ["V1"]),
        ("V2", ["V2"]),
        ("A", ["A1"]),
        ("A2", ["A2"]),
        ("AA", ["A1", "A2"]),
        ("B", ["V1", "A1"]),
        ("A2/V", ["V1", "A2"]),
        ("AA/V", ["V1", "A1", "A2"]),
        ("VA1", ["V1", "A1"]),
        ("NONE", []),
        ("A\nAUD  3    4", ["A1", "A3", "A4"]),
    ],
)
def test_channels_when_read_then_each_is_a_track(read: Read, channels: str, tracks: list[str]) -> None:
    code, _, more = channels.partition("\n")
    content = read("edl", f"TITLE: x\n001  TAPE {code} C 00:00:10:00 00:00:12:00 00:00:00:00 00:00:02:00\n{more}\n")
    assert sorted(row[1] for row in rows(content)) == sorted(tracks)
    assert len(content.references) == bool(tracks)
    assert sum(each.count for each in content.references) == len(tracks)


def test_names_when_equal_then_reels_tell_them_apart(read: Read) -> None:
    content = read(
        "edl",
        """TITLE: x
001  A001 V C 00:00:10:00 00:00:12:00 00:00:00:00 00:00:02:00
* FROM CLIP NAME: interview
002  A002 V C 00:00:10:00 00:00:12:00 00:00:02:00 00:00:04:00
* FROM CLIP NAME: interview
003  A001 V C 00:00:10:00 00:00:12:00 00:00:04:00 00:00:06:00
* FROM CLIP NAME: interview
""",
    )
    assert [(each.reel, each.count) for each in content.references] == [("A001", 2), ("A002", 1)]
    assert [use.reference for use in content.uses] == [0, 1, 0]


RATES = [
    # (header, source, record, rate, uncertain)
    ("", "00:00:10:00 00:00:10:23", "01:00:00:00 01:00:00:23", "24/1", True),
    ("", "00:00:10:00 00:00:10:24", "01:00:00:00 01:00:00:24", "25/1", True),
    ("", "00:00:10:20 00:00:11:05", "01:00:00:00 01:00:00:10", "25/1", True),  # no frame beyond 23 tells it
    ("", "00:00:10:00 00:00:10:29", "01:00:00:00 01:00:00:29", "30/1", True),
    ("", "00:00:10:00 00:00:10:59", "01:00:00:00 01:00:00:59", "60/1", True),
    ("", "00:00:10;00 00:00:10;20", "01:00:00;00 01:00:00;20", "30000/1001", False),
    ("FCM: DROP FRAME\n", "00:00:10:00 00:00:10:20", "01:00:00:00 01:00:00:20", "30000/1001", False),
    ("FCM: NON-DROP FRAME\n", "00:00:10:00 00:00:10:20", "01:00:00:00 01:00:00:20", "24/1", True),
]


@pytest.mark.parametrize(("header", "source", "record", "rate", "uncertain"), RATES)
def test_rate_when_not_told_then_is_the_one_that_leaves_events_even(
    read: Read, header: str, source: str, record: str, rate: str, uncertain: bool
) -> None:
    content = read("edl", f"TITLE: x\n{header}001  TAPE V C {source} {record}\n")
    assert (content.timelines[0].edit_rate, content.rate_uncertain) == (rate, uncertain)
    assert content.status is Status.FULL


def test_drop_frame_when_read_then_dropped_numbers_are_not_counted(read: Read) -> None:
    content = read("edl", "TITLE: x\n001  TAPE V C 00:00:59;28 00:01:00;04 01:00:00;00 01:00:00;04\n")
    assert rows(content) == [("TAPE", "V1", 0, 4, 1798, 1802)]
    assert content.timelines[0].start_timecode == "01:00:00;00"


def test_record_when_it_passes_midnight_then_goes_on(read: Read) -> None:
    content = read("edl", "TITLE: x\n001  TAPE V C 10:00:00:00 10:00:02:00 23:59:59:00 00:00:01:00\n")
    assert rows(content) == [("TAPE", "V1", 0, 48, 10 * HOUR, 10 * HOUR + 48)]


def test_list_when_sorted_by_source_and_uneven_then_times_are_those_told(read: Read) -> None:
    content = read(
        "edl",
        """TITLE: x
002  TAPE V C 00:00:20:00 00:00:22:00 00:00:02:00 00:00:04:00
001  TAPE V C 00:00:30:00 00:00:32:10 00:00:00:00 00:00:02:00
""",
    )
    assert rows(content) == [("TAPE", "V1", 0, 48, 720, 778), ("TAPE", "V1", 48, 96, 480, 528)]
    assert content.status is Status.PARTIAL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_when_of_any_encoding_and_line_end_then_reads_alike(read: Read, encoding: str, line_end: str) -> None:
    lines = ("TITLE: x", "001  TAPE V C 00:00:10:00 00:00:12:00 00:00:00:00 00:00:02:00", "* FROM CLIP NAME: glück.mov")
    assert rows(read("edl", line_end.join(lines).encode(encoding))) == [("glück.mov", "V1", 0, 48, 240, 288)]


@pytest.mark.parametrize(
    "data", ["", "\n\n", "TITLE: x\n", "hello\n", "TITLE: x\n001  TAPE V C 00:00:10:99 00:00:12:00 0 10\n"]
)
def test_list_when_it_is_none_then_fails_with_a_reason(read: Read, data: str) -> None:
    content = read("edl", data)
    assert content.status is Status.FAILED
    (problem,) = content.problems
    assert problem.stage == "document"
    assert problem.reason
    assert problem.next_step


def test_list_when_cut_off_in_a_line_then_the_whole_events_stand(read: Read) -> None:
    whole = "TITLE: x\n001  TAPE V C 00:00:10:00 00:00:12:00 00:00:00:00 00:00:02:00\n"
    assert len(read("edl", f"{whole}002  TAPE V C 00:00:10:00 00:0").uses) == 1


def test_reel_when_a_comment_tells_what_it_is_short_for_then_that_counts(read: Read) -> None:
    content = read(
        "edl",
        """TITLE: x
001  A001C003 V     C        00:10:00:00 00:10:02:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME:  12A-3
FINAL CUT PRO REEL: A001C003_240101_R1AB REPLACED BY: A001C003
002  B002C001 V     C        02:00:00:00 02:00:01:00 01:00:02:00 01:00:03:00
003  A001C003 V     C        00:10:05:00 00:10:06:00 01:00:03:00 01:00:04:00
* FROM CLIP NAME:  12A-3
""",
    )
    assert [(each.raw, each.reel, each.count) for each in content.references] == [
        ("12A-3", "A001C003_240101_R1AB", 2),
        ("B002C001", "B002C001", 1),
    ]
