"""The statements of a Maya ASCII scene: commands in MEL, whose words are bare or quoted.

Linear in the text, whatever it holds. Not here: what the commands mean (readers/maya.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_QUOTED = r'"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"?'
_PIECE = re.compile(rf"[^\"/;]+|{_QUOTED}|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|/|(?P<end>;)")
_WORD = re.compile(
    rf"(?P<quoted>{_QUOTED})|(?P<skip>//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)|(?P<mark>[()+])(?=[\s\"()]|$)"
    r"|(?P<bare>[^\s\"/();]+(?:/(?![/*])[^\s\"/();]*)*|[/();])"
)
_FIRST = re.compile(r"(?:\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)*+(?P<name>[^\s\"/;()]*)")
_ESCAPE = re.compile(r"\\([\s\S])")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}


@dataclass(frozen=True, slots=True)
class Word:
    """A word, without its quotes and escapes."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A command, between `start` and `end` of the source; one that the file breaks off in is not whole."""

    source: str
    start: int
    end: int
    whole: bool

    @property
    def command(self) -> str:
        """Its first word."""
        found = _FIRST.match(self.source, self.start, self.end)
        return found["name"] if found else ""

    def words(self) -> Iterator[Word]:
        """Its words, one after the other; strings that are put together with + are one word."""
        joined: list[str] | None = None
        plus = False
        for found in _WORD.finditer(self.source, self.start, self.end):
            kind = found.lastgroup
            if kind == "quoted":
                said = _text(found[0])
                if joined is not None and plus:
                    joined.append(said)
                else:
                    if joined is not None:
                        yield Word("".join(joined), quoted=True)
                    joined = [said]
                plus = False
            elif kind == "mark":
                plus = plus or found[0] == "+"
            elif kind == "bare":
                if joined is not None:
                    yield Word("".join(joined), quoted=True)
                    joined = None
                plus = False
                yield Word(found[0], quoted=False)
        if joined is not None:
            yield Word("".join(joined), quoted=True)

    def has_text(self) -> bool:
        """Whether anything in it is quoted."""
        return self.source.find('"', self.start, self.end) >= 0


def statements(source: str) -> Iterator[Statement]:
    """Each that says anything, in order; the ends of statements in strings and comments are none."""
    start = 0
    for found in _PIECE.finditer(source):
        if found.lastgroup == "end":
            yield Statement(source, start, found.start(), whole=True)
            start = found.end()
    rest = Statement(source, start, len(source), whole=False)
    if rest.command or rest.has_text():
        yield rest


def _text(quoted: str) -> str:
    inner = quoted[1:-1] if len(quoted) > 1 and _closes(quoted) else quoted[1:]
    return _ESCAPE.sub(lambda found: _LETTERS.get(found[1], found[1]), inner) if "\\" in inner else inner


def _closes(quoted: str) -> bool:
    """Whether the last letter is an end mark, not one that a backslash stands before."""
    before = len(quoted) - 1 - len(quoted[:-1].rstrip("\\"))
    return quoted[-1] == '"' and before % 2 == 0
