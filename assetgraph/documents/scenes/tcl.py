"""The words of a Tcl script, as far as programs write scripts that hold data: nothing is substituted or run.

A statement is a line; a word is bare, "quoted" or {braced}. A command in brackets stays as it is written.
Not here: what the words mean (readers/nuke.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assetgraph.errors import UnsafeDocument

MOST_WORDS = 100_000
# Possessive groups are wrong in the first Pythons that know them (3.11.2); of characters they are right.
_BLANKS = re.compile(r"[ \t\r\f\v]*+(?:\\\r?\n[ \t\r\f\v]*+)*")
_BETWEEN = re.compile(r"\s*+(?:\\\r?\n\s*+)*", re.ASCII)
_COMMENT = re.compile(r"#[^\\\n]*+(?:\\.?[^\\\n]*+)*", re.DOTALL)
_QUOTED = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*', re.DOTALL)
_BARE = re.compile(r"[^\s\\\[]*+(?:\\(?!\r?\n).?[^\s\\\[]*+)*", re.DOTALL | re.ASCII)
_MARKS = {"{": re.compile(r"\\.|[{}]", re.DOTALL), "[": re.compile(r"\\.|[\[\]\n]", re.DOTALL)}
_ESCAPE = re.compile(
    r"\\(?:x(?P<hex>[0-9a-fA-F]{1,2})|u(?P<unicode>[0-9a-fA-F]{1,4})|(?P<octal>[0-7]{1,3})"
    r"|(?P<line>\r?\n[ \t]*)|(?P<letter>.))",
    re.DOTALL,
)
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_BASES = {"hex": 16, "unicode": 16, "octal": 8}
_NO_CHARACTER = "\ufffd"


@dataclass(frozen=True, slots=True)
class Word:
    """A word: what stands between `start` and `end` of its source. One that is not whole lacks its end mark."""

    source: str
    start: int
    end: int
    braced: bool = False
    whole: bool = True

    @property
    def raw(self) -> str:
        """As it is written, without its marks."""
        return self.source[self.start : self.end]

    @property
    def text(self) -> str:
        """What it says: letter by letter when braced, else without its escapes."""
        said = self.raw
        return said if self.braced or "\\" not in said else _ESCAPE.sub(_unescaped, said)


def statements(source: str, start: int = 0, end: int | None = None) -> Iterator[list[Word]]:
    """The words of each line that is neither empty nor a comment; quotes and braces go over lines.

    Only the last word can lack its end mark. Raises UnsafeDocument for a line of more than MOST_WORDS.
    """
    limit = len(source) if end is None else end
    at = start
    while (at := _end(_BETWEEN, source, at, limit)) < limit:
        if source[at] == "#":
            at = _end(_COMMENT, source, at, limit)
            continue
        words = []
        while at < limit and source[at] != "\n":
            word, at = _word(source, at, limit)
            words.append(word)
            if len(words) > MOST_WORDS:
                raise _too_many()
            at = _end(_BLANKS, source, at, limit)
        yield words


def closing(source: str, at: int, end: int | None = None) -> int | None:
    """Where the brace or bracket that opens at `at` is closed; a bracket is on its own line, or not at all."""
    depth = 0
    for found in _MARKS[source[at]].finditer(source, at, len(source) if end is None else end):
        mark = found[0]
        if mark == "\n":
            return None
        depth += (mark in "{[") - (mark in "}]")
        if not depth:
            return found.start()
    return None


def _word(source: str, at: int, limit: int) -> tuple[Word, int]:
    """The word that begins here, and where it is over."""
    if source[at] == "{":
        close = closing(source, at, limit)
        end = limit if close is None else close
        return Word(source, at + 1, end, braced=True, whole=close is not None), min(end + 1, limit)
    if source[at] == '"':
        end = _end(_QUOTED, source, at, limit)
        whole = source.startswith('"', end, limit)
        end = end if whole else limit
        return Word(source, at + 1, end, whole=whole), min(end + 1, limit)
    end = _end(_BARE, source, at, limit)
    while source.startswith("[", end, limit):
        close = closing(source, end, limit)
        end = _line_end(source, end, limit) if close is None else _end(_BARE, source, close + 1, limit)
    return Word(source, at, end), end


def _end(pattern: re.Pattern[str], source: str, at: int, limit: int) -> int:
    """Where a pattern that always fits ends."""
    found = pattern.match(source, at, limit)
    return found.end() if found else at


def _line_end(source: str, at: int, limit: int) -> int:
    found = source.find("\n", at, limit)
    return limit if found < 0 else found


def _unescaped(found: re.Match[str]) -> str:
    kind, said = found.lastgroup or "letter", found[found.lastgroup or 0]
    if kind == "line":
        return " "
    if kind == "letter":
        return _LETTERS.get(said, said)
    code = int(said, _BASES[kind])
    return chr(code) if code and not 0xD800 <= code < 0xE000 else _NO_CHARACTER


def _too_many() -> UnsafeDocument:
    return UnsafeDocument(
        f"more than {MOST_WORDS:,} words in a line", tool="assetgraph", next_step="save it again in its program"
    )
