"""ALE: logs as programs write them, in their encodings and line ends; with columns missing; and no logs at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Reference, ReferenceKind, Status

Read = Callable[[str, str | bytes], DocumentContent]
FIELDS = st.text(st.characters(exclude_characters="\0\r\n\t\ufeff", exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: text.strip() and text.strip().lower() not in {"heading", "column", "data"}
)


def log(columns: str, *rows: str, fps: str | None = "24", end: str = "\n") -> str:
    """A log; columns and fields are parted by bars."""
    heading = ["Heading", "FIELD_DELIM\tTABS", *([f"FPS\t{fps}"] if fps else []), ""]
    parts = [*heading, "Column", columns.replace("|", "\t"), "", "Data", *(row.replace("|", "\t") for row in rows), ""]
    return end.join(parts)


def only(content: DocumentContent) -> Reference:
    (reference,) = content.references
    return reference


def test_clip_when_all_is_told_then_is_listed_in_a_bin(read: Read) -> None:
    text = log(
        "Name|Tape|Source File|Source Path|Start|End|Duration|FPS|UMID",
        "A001_C002|A001|a.mov|/rushes/A001/|01:00:00:00|01:00:04:03|00:00:04:03|24|0x060A",
    )
    content = read("ale", text)
    assert (content.status, content.notes, content.uses) == (Status.FULL, (), ())
    assert only(content) == Reference(
        raw="/rushes/A001/a.mov",
        kind=ReferenceKind.BIN,
        clip_name="A001_C002",
        reel="A001",
        umid="0x060A",
        available_start=86400,
        available_duration=99,
        available_rate="24/1",
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_log_when_of_any_encoding_and_line_end_then_is_read(read: Read, encoding: str, end: str) -> None:
    content = read("ale", log("Name|Tape", "Käse – Mädchen|T1", "b|T2", end=end).encode(encoding))
    assert [(each.raw, each.reel) for each in content.references] == [("Käse – Mädchen", "T1"), ("b", "T2")]


@pytest.mark.parametrize(
    ("columns", "row", "raw"),
    [
        ("Name|UNC", "n|some/path/a.R3D", "some/path/a.R3D"),
        ("Name|UNC Path|Source File", r"n|\\srv\vol\a.mov|a.mov", r"\\srv\vol\a.mov"),
        ("Name|Source File", "n|a.mov", "a.mov"),
        ("Name|Source File", "n|D:/x/a.mov", "D:/x/a.mov"),
        ("Name|Source File|Source Path", r"n|a.mov|D:\x", r"D:\x\a.mov"),
        ("Name|Source File|Source Path", "n|a.mov|/x", "/x/a.mov"),
        ("Name|Source File|Source Path", "n|a.mov|/x/a.mov", "/x/a.mov"),
        ("NAME|source file", "n|a.mov", "a.mov"),
        ("Name|Source File", "n", "n"),
        ("Tape|Start", "T1|", "T1"),
        ("Source File|Source File", "a.mov|b.mov", "a.mov"),
    ],
)
def test_path_when_told_in_any_way_then_is_whole(read: Read, columns: str, row: str, raw: str) -> None:
    assert only(read("ale", log(columns, row))).raw == raw


@pytest.mark.parametrize(
    ("fps", "columns", "row", "expected"),
    [
        ("24", "Start|End", "01:00:00:00|01:00:01:00", (86400, 24, "24/1")),
        ("23.976", "Start|End|FPS", "00:00:01:00|00:00:02:00|23.98", (24, 24, "24000/1001")),
        ("29.97", "Start|End", "01:00:00;00|01:00:10;00", (107892, 300, "30000/1001")),
        ("29.97", "Start|End", "01:00:00:00|01:00:10:00", (108000, 300, "30000/1001")),
        ("24", "Start|Duration", "00:00:01:00|00:00:02:00", (24, 48, "24/1")),
        ("24", "Duration", "00:00:02:00", (None, 48, "24/1")),
        ("24", "Start", "00:00:02:00", (48, None, "24/1")),
        # At midnight the clock begins anew, which with dropped frames is a shorter day.
        ("25", "Start|End", "23:59:59:00|00:00:01:00", (2159975, 50, "25/1")),
        ("29.97", "Start|End", "23:59:59;00|00:00:01;00", (2589378, 60, "30000/1001")),
        # The row's own rate is a camera's, at which the duration does not fit.
        ("24", "Start|End|Duration|FPS", "00:00:00:20|00:00:01:02|00:00:00:06|25", (20, 6, "24/1")),
        ("25", "Start|End|FPS", "00:00:01:24|00:00:02:00|24", (49, 1, "25/1")),
        (None, "Start|End|FPS", "00:00:01:00|00:00:02:00|25", (25, 25, "25/1")),
        (None, "Start|End", "00:00:01:00|00:00:02:00", (None, None, None)),
        ("fast", "Start|End", "00:00:01:00|00:00:02:00", (None, None, None)),
        ("nan", "Start|End", "00:00:01:00|00:00:02:00", (None, None, None)),
        ("24", "Start|End", "1|2", (None, None, None)),
        ("24", "Start|End", "00:00:01:30|00:00:02:00", (None, None, None)),
    ],
)
def test_range_when_told_by_timecodes_then_counts_frames(
    read: Read, fps: str | None, columns: str, row: str, expected: tuple[int | None, int | None, str | None]
) -> None:
    content = read("ale", log(f"Name|{columns}", f"n|{row}", fps=fps))
    found = only(content)
    assert (found.available_start, found.available_duration, found.available_rate) == expected
    assert bool(content.notes) == (expected == (None, None, None))


def test_range_when_start_end_and_duration_differ_then_is_noted(read: Read) -> None:
    content = read("ale", log("Name|Start|End|Duration", "n|00:00:01:00|00:00:02:00|00:00:09:00"))
    assert only(content).available_duration == 24
    assert content.notes == ("start, end and duration of a clip do not agree",)


def test_clips_when_of_one_file_then_are_counted(read: Read) -> None:
    content = read("ale", log("Name|UNC", "a|/x/a.R3D", "b|/x/a.R3D", "c|/x/c.R3D"))
    assert [(each.raw, each.count) for each in content.references] == [("/x/a.R3D", 2), ("/x/c.R3D", 1)]


def test_row_when_it_names_nothing_or_too_much_then_is_partial(read: Read) -> None:
    assert read("ale", log("Name|Start", "|00:00:00:00")).status is Status.PARTIAL
    assert read("ale", log("Name", "a|b")).status is Status.PARTIAL
    assert read("ale", log("Name", "a||")).status is Status.FULL


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Heading\n",
        b"Heading\nFPS\t24\n\nColumn\n\nData\na\n",
        b"Column\nName\n",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        log("Name", "a").replace("TABS", "COMMAS").encode(),
        b"\xff\xfeH\0e\0a",
        b"\0" * 100,
    ],
)
def test_file_when_no_log_then_is_refused(read: Read, data: bytes) -> None:
    content = read("ale", data)
    assert content.status is Status.FAILED
    assert content.problems[0].next_step


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FIELDS, FIELDS), min_size=1, max_size=5), st.sampled_from(["\n", "\r", "\r\n"]))
def test_fields_when_written_as_a_log_then_come_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]], end: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.ale"
    lines = ["Heading", "FPS\t25", "", "Column", "Source File\tTape", "", "Data", *("\t".join(each) for each in said)]
    path.write_bytes(b"\xef\xbb\xbf" + end.join(lines).encode())
    content = read_document(str(path), "ale")
    assert content.status is Status.FULL
    assert {(each.raw, each.reel) for each in content.references} <= {(a.strip(), b.strip()) for a, b in said}
    assert sum(each.count for each in content.references) == len(said)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="\t\n\r|HeadingColumnData:;0123 ", max_size=300))
def test_log_when_of_any_letters_then_ends_in_a_content(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ale"
    path.write_text(f"Heading\nFPS\t24\nColumn\nName\tStart\tEnd\nData\n{text}", newline="")
    assert read_document(str(path), "ale").status in {Status.FULL, Status.PARTIAL}
