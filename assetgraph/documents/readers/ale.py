"""Avid Log Exchange (ALE): a list of clips, with their names, reels, source files and timecodes.

It lists clips and uses none, so all its references lie in a bin. Its timecodes count frames of the rate that the
clip's own row tells, else of the heading's, whichever agrees with the clip's duration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent, Reference, ReferenceKind
from assetgraph.errors import DocumentError

FORMATS = ("ale",)
TOOL = "assetgraph"
_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING, _COLUMN, _DATA = "heading", "column", "data"
_SECTIONS = frozenset((_HEADING, _COLUMN, _DATA))
_PATHS = ("unc path", "unc", "source file path", "file path", "filepath", "full path")
_FOLDERS = ("source path",)
_FILES = ("source file", "source file name", "file name", "filename")
_REELS = ("tape", "source tape", "reel", "reel name", "tape id", "tapeid")
_UMIDS = ("umid",)
_NO_PATH = frozenset("/\\")
_HIGHEST_RATE = 1000
_TIMECODE = re.compile(r"\d\d:\d\d:\d\d[:;.,]\d\d\d?")
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Log:
    """The three parts of a log; keys and columns are in small letters."""

    heading: _Row
    columns: list[str]
    lines: list[str]


def read(path: str) -> DocumentContent:
    """A reference for each clip that has a path or a name. Raises DocumentError, UnreadableFile."""
    log = _parts(guard.text(guard.read(path)))
    collector = Collector()
    for line in log.lines:
        collector.step()
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) > len(log.columns) and any(fields[len(log.columns) :]):
            collector.note("a clip with more fields than there are columns", partial=True)
        row: dict[str, str] = {}
        for name, field in zip(log.columns, fields, strict=False):
            if field:
                row.setdefault(name, field)
        reference = _reference(row, log.heading, collector)
        if reference:
            collector.refer(reference)
        else:
            collector.note("a clip without path, name or reel", partial=True)
    return collector.content()


def _parts(text: str) -> _Log:
    heading: dict[str, str] = {}
    columns: list[str] = []
    lines: list[str] = []
    section = ""
    seen = set()
    for line in _LINE_END.split(text.strip("\0")):
        word = line.strip().lower()
        if word in _SECTIONS and section != _DATA:
            section = word
            seen.add(word)
        elif not word:
            continue
        elif section == _HEADING:
            key, _, value = line.partition("\t")
            heading[key.strip().lower()] = value.strip()
        elif section == _COLUMN:
            columns = columns or [name.strip().lower() for name in line.split("\t")]
        elif section == _DATA:
            lines.append(line)
    if not {_COLUMN, _DATA} <= seen or not columns:
        raise _no_log("no columns and data of an Avid log in it")
    if heading.get("field_delim", "tabs").lower() not in {"tab", "tabs"}:
        raise _no_log(f"its fields are parted by {heading['field_delim'][:40]!r}, not by tabs")
    return _Log(heading, columns, lines)


def _reference(row: _Row, heading: _Row, collector: Collector) -> Reference | None:
    name, reel = row.get("name"), _first(row, _REELS)
    raw = _path(row) or name or reel
    if not raw:
        return None
    start, duration, rate = _range(row, heading, collector)
    return Reference(
        raw=raw,
        kind=ReferenceKind.BIN,
        clip_name=name,
        reel=reel,
        umid=_first(row, _UMIDS),
        available_start=start,
        available_duration=duration,
        available_rate=rates.text(rate) if rate and (start, duration) != (None, None) else None,
    )


def _path(row: _Row) -> str | None:
    """A whole path, else that of a folder with the file's name in it, else the name alone."""
    file = _first(row, _FILES)
    if file and set(file) & _NO_PATH:
        return file
    if whole := _first(row, _PATHS):
        return whole
    folder = _first(row, _FOLDERS)
    if not folder:
        return file
    if not file or re.split(r"[/\\]", folder)[-1] == file:
        return folder
    mark = "\\" if "\\" in folder and "/" not in folder else "/"
    return folder + file if folder[-1] in _NO_PATH else folder + mark + file


def _range(row: _Row, heading: _Row, collector: Collector) -> tuple[int | None, int | None, Fraction | None]:
    """Start, duration and rate, at the first rate that makes sense of them all."""
    told = {name: row[name] for name in ("start", "end", "duration") if name in row}
    if not told:
        return None, None, None
    spans = [span for rate in _rates(row, heading) if (span := _span(told, rate))]
    if not spans:
        collector.note("timecodes that fit no rate that is told")
        return None, None, None
    sure = [each for each in spans if each[3]]
    if not sure:
        collector.note("start, end and duration of a clip do not agree")
    return (sure or spans)[0][:3]


def _span(told: _Row, rate: Fraction) -> tuple[int | None, int | None, Fraction, bool] | None:
    """Start, duration and rate at this rate, and whether all that is told agrees; None when it cannot be counted."""
    frames = {}
    for name, timecode in told.items():
        if not _TIMECODE.fullmatch(timecode):
            return None
        try:
            frames[name] = rates.frames(re.sub(r"[;.,](\d+)$", r";\1", timecode), rate)
        except ValueError:
            return None
    start, end, duration = (frames.get(name) for name in ("start", "end", "duration"))
    length = None
    if start is not None and end is not None:
        length = end - start
        if length < 0:
            length += _day(told["end"], rate)
    agrees = duration is None or length is None or duration == length
    return start, duration if length is None else length, rate, agrees


def _day(timecode: str, rate: Fraction) -> int:
    """Frames of a day whose timecodes drop frames as this one does."""
    mark = ";" if timecode[-3] in ";,." else ":"
    return rates.frames(f"23:59:59{mark}{rates.nominal(rate) - 1:02d}", rate) + 1


def _rates(row: _Row, heading: _Row) -> Iterator[Fraction]:
    for said in (row.get("fps"), heading.get("fps")):
        try:
            rate = rates.exact_rate(float(said)) if said else None
        except ValueError:
            continue
        if rate and 1 <= rate <= _HIGHEST_RATE:
            yield rate


def _first(row: _Row, names: tuple[str, ...]) -> str | None:
    return next((row[name] for name in names if name in row), None)


def _no_log(reason: str) -> DocumentError:
    return DocumentError(reason, tool=TOOL, next_step="export it again as ALE, with tabs")
