"""How things are shown: data on stdout, everything else on stderr; nothing a file is called can move the cursor."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMN_WIDTH = 100


def line(text: str = "") -> None:
    """One line of data for people."""
    sys.stdout.write(f"{text}\n")


def error(text: str) -> None:
    """One line on stderr; where nobody reads that any more, work goes on without."""
    try:
        sys.stderr.write(f"{printable(text)}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        abandon(sys.stderr)


def abandon(stream: TextIO) -> None:
    """Let what is still written to a stream that nobody reads go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def note(text: str) -> None:
    """Progress or advice, on stderr, so that stdout stays data."""
    error(text)


def as_json(value: Any) -> None:
    """One JSON object on a line of its own."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()


def rows_as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """CSV with a header; text that a spreadsheet would take for a formula is quoted with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])


def rows_as_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Aligned columns for people; numbers to the right."""
    listed = [[_shown(column, row.get(column)) for column in columns] for row in rows]
    if not listed:
        line("(no rows)")
        return
    used = [index for index, _ in enumerate(columns) if any(row[index] for row in listed)]
    widths = {
        index: min(_COLUMN_WIDTH, max(len(columns[index]), *(len(row[index]) for row in listed))) for index in used
    }
    line("  ".join(columns[index].ljust(widths[index]) for index in used).rstrip())
    for row in listed:
        cells = [
            row[index].rjust(widths[index]) if _is_number(row[index]) else row[index].ljust(widths[index])
            for index in used
        ]
        line("  ".join(cells).rstrip())


def printable(text: str) -> str:
    """Text with control characters escaped, those that reverse the direction of writing included."""
    return "".join(each if each.isprintable() or each == " " else _escaped(each) for each in text)


def human_bytes(count: int) -> str:
    """A size in decimal units: 1 TB is 10^12 bytes."""
    size = float(count)
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    raise AssertionError


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "replace").decode("ascii")


def _shown(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and (column == "bytes" or column.endswith("_bytes")):
        return human_bytes(value)
    if isinstance(value, list | dict):
        return printable(json.dumps(value, ensure_ascii=False))
    return printable(str(value))


def _is_number(text: str) -> bool:
    return text[:1].isdigit() and text.split(" ", maxsplit=1)[0].replace(".", "", 1).isdigit()


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
