"""What is shown: nothing a file is called moves the cursor, hides text or becomes a formula; numbers stay numbers."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.cli import output

ANY_TEXT = st.text(alphabet=st.characters(), max_size=40)
CELL = st.text(alphabet=st.characters(exclude_characters="\r"), max_size=40)
PAYLOADS = [
    "\x1b[2J\x1b[31mred",
    "\x9b31m",
    "\x1b]0;title\x07",
    "a\rb",
    "two\nlines",
    "\x00",
    "\x7f",
    "\u202egnp.exe",
    "\u2066a\u2069",
    "\u200b",
    "\u2028",
    "\ud83c",
    "\udcff",
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1+2",
    "\t=1",
    "\r=1",
]


def _captured(monkeypatch: pytest.MonkeyPatch, show: Any) -> str:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    show()
    return stream.getvalue()


@given(ANY_TEXT)
def test_printable_when_given_any_text_then_only_shows_what_stands_still(text: str) -> None:
    shown = output.printable(text)
    assert all(unicodedata.category(each)[0] not in "C" and each not in "\u2028\u2029" for each in shown)
    shown.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=40))
def test_printable_when_given_harmless_text_then_leaves_it(text: str) -> None:
    assert output.printable(text) == text


@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
def test_table_when_a_cell_is_hostile_then_it_is_one_quiet_line(monkeypatch: pytest.MonkeyPatch, payload: str) -> None:
    text = _captured(monkeypatch, lambda: output.rows_as_table(["path", "n"], [{"path": payload + "x", "n": 1}]))
    head, row = text.removesuffix("\n").split("\n")
    assert head.split() == ["path", "n"]
    assert output.printable(row) == row


@given(st.lists(CELL, min_size=1, max_size=4), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
def test_csv_when_given_any_cells_then_reads_back_without_a_formula(cells: list[str], whole: int, real: float) -> None:
    columns = [f"c{number}" for number in range(len(cells))]
    row = {**dict(zip(columns, cells, strict=True)), "whole": whole, "real": real}
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        output.rows_as_csv([*columns, "whole", "real"], [row])
    head, back = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert head == [*columns, "whole", "real"]
    for given_text, stored in zip(cells, back, strict=False):
        assert not stored.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert stored.removeprefix("'") == given_text.removeprefix("'") or stored == given_text
    assert (int(back[-2]), float(back[-1])) == (whole, real)


@pytest.mark.parametrize(
    "payload",
    [each for each in PAYLOADS if each[0] in "=+-@\t\r"],
    ids=repr,
)
def test_csv_when_a_list_or_text_opens_like_a_formula_then_is_quoted(
    monkeypatch: pytest.MonkeyPatch, payload: str
) -> None:
    text = _captured(monkeypatch, lambda: output.rows_as_csv(["a", "b"], [{"a": payload, "b": [payload]}]))
    _, row = list(csv.reader(io.StringIO(text, newline="")))
    assert row[0] == f"'{payload}"
    assert json.loads(row[1]) == [payload]


@given(st.dictionaries(ANY_TEXT, st.one_of(ANY_TEXT, st.integers(), st.booleans(), st.none()), max_size=4))
def test_json_when_given_any_text_then_is_one_parseable_line(value: dict[str, Any]) -> None:
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        output.as_json(value)
    line = stream.getvalue()
    assert line.count("\n") == 1
    line.encode("utf-8")
    back = json.loads(line)
    whole = all(each.encode("utf-8", "ignore").decode() == each for each in (*value, *map(str, value.values())))
    assert back == value or not whole, "only lone surrogates are replaced"


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1_500_000, "1.5 MB"),
        (10**12, "1.0 TB"),
        (5 * 10**15, "5000.0 TB"),
    ],
)
def test_bytes_when_shown_then_units_are_decimal(count: int, shown: str) -> None:
    assert output.human_bytes(count) == shown


def test_table_when_there_are_no_rows_then_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _captured(monkeypatch, lambda: output.rows_as_table(["a"], [])) == "(no rows)\n"


def test_table_when_a_column_is_empty_everywhere_then_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"a": "x", "b": None, "size_bytes": 1500}, {"a": "yy", "b": None, "size_bytes": 20}]
    text = _captured(monkeypatch, lambda: output.rows_as_table(["a", "b", "size_bytes"], rows))
    assert text.splitlines() == ["a   size_bytes", "x       1.5 kB", "yy        20 B"]
