"""Version tokens in names: which part of a name counts versions, and which only looks like it. Pure.

A token stands alone between signs that are no letters or digits: the v of tv1 and the r of sr02 are none.
Not here: what tokens in folder and base name mean together (siblings/versions.py).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How surely a token counts versions."""

    STRONG = "STRONG"  # by itself
    WEAK = "WEAK"  # only beside another one of the same shape; a later one need not replace an earlier one
    HERO = "HERO"  # names the current version of a numbered chain


class Shape(StrEnum):
    """What a token looks like."""

    VERSION = "version"
    DATE = "date"
    TAKE = "take"
    REVISION = "revision"
    FINAL = "final"
    INCREMENT = "increment"
    HERO = "hero"

    @property
    def strength(self) -> Strength:
        """How surely tokens of this shape count versions."""
        return {Shape.VERSION: Strength.STRONG, Shape.HERO: Strength.HERO}.get(self, Strength.WEAK)


@dataclass(frozen=True, slots=True)
class Token:
    """A version as written, and where in the name."""

    shape: Shape
    raw: str
    key: tuple[int, ...]
    """Orders tokens of one shape: (3, 0, 0, 1) for v003a, (20260131,) for a date; empty for a hero."""
    start: int = 0

    @property
    def end(self) -> int:
        """Index after the last character."""
        return self.start + len(self.raw)


_TOKEN = re.compile(
    r"""
    (?<![^\W_])(?:
      (?P<version>  (?:v_?|(?:version|vers|ver)[ ._-]?)
                    (?P<numbers>(?:0|[1-9][0-9]?)(?:\.[0-9]{1,2}){1,2}(?![0-9])|[0-9]{1,8})(?P<letter>[a-j])?)
    | (?P<date>     (?:19|20)[0-9]{2}(?P<mark>[-_.]?)[01][0-9](?P=mark)[0-3][0-9])
    | (?P<take>     (?:take|tk)[ ._-]?[0-9]{1,3})
    | (?P<revision> (?-i:r)[0-9]{2,3}|rev[0-9]{1,3})  # R01 to R06 are the reels of a feature
    | (?P<final>    final(?:[ _-]?[0-9]{1,2})?)
    | (?P<hero>     latest|master|hero)
    )(?![^\W_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Names of pixel formats and picture heights: v210 is a codec.
_NO_VERSIONS = frozenset({"v210", "v216", "v308", "v408", "v410", "v720", "v1080", "v2160"})
_INCREMENT = re.compile(
    r"(?P<head>.+\.)(?P<number>[0-9]{3,4})\.(?:ma|mb|hip|hiplc|hipnc|blend|nk|c4d|max)", re.IGNORECASE
)
"""As Maya saves increments, shot.0012.ma; numbers after other signs are those of shots, too."""
_TILE_ROW = re.compile(r"(?:^|[^a-z0-9])u[0-9]+_$", re.IGNORECASE)
_TILE_ROW_LENGTH = 8
_DIGITS_OF_A_DAY = 8
_DIGITS = re.compile(r"[0-9]+")


def tokens(name: str) -> Iterator[Token]:
    """All version tokens of one part of a path, in order."""
    for match in _TOKEN.finditer(name):
        token = _token(match)
        if token and not (token.shape is Shape.VERSION and _is_no_version(name, token)):
            yield token


def read_token(raw: str) -> Token | None:
    """A token as it was written before; None when the text is none."""
    if raw.isascii() and raw.isdigit() and len(raw) < _DIGITS_OF_A_DAY:
        return Token(Shape.INCREMENT, raw, (int(raw),))
    match = _TOKEN.fullmatch(raw)
    return _token(match) if match else None


def increment(name: str) -> Token | None:
    """The number of a scene that was saved again and again."""
    match = _INCREMENT.fullmatch(name)
    return Token(Shape.INCREMENT, match["number"], (int(match["number"]),), match.end("head")) if match else None


def _token(match: re.Match[str]) -> Token | None:
    shape = next(shape for shape in Shape if shape is not Shape.INCREMENT and match[shape])
    raw = match[0]
    if shape is Shape.VERSION:
        numbers = [int(number) for number in match["numbers"].split(".")]
        letter = ord(match["letter"].lower()) - ord("a") + 1 if match["letter"] else 0
        key = (*numbers, *[0] * (3 - len(numbers)), letter)
    elif shape is Shape.HERO:
        key = ()
    else:
        number = "".join(_DIGITS.findall(raw)) or "1"
        key = (int(number),)
    if shape is Shape.DATE and not _is_day(key[0]):
        return None
    return Token(shape, raw, key, match.start())


def _is_day(number: int) -> bool:
    try:
        dt.date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return False
    return True


def _is_no_version(name: str, token: Token) -> bool:
    """Whether it is a codec, a height, or the row of a texture tile (u1_v1)."""
    before = name[max(0, token.start - _TILE_ROW_LENGTH) : token.start]
    return token.raw.lower() in _NO_VERSIONS or bool(_TILE_ROW.search(before))
