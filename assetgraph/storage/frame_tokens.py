"""What stands for the frame number in a reference: %04d, ####, $F4, <UDIM>, <f>, name.[0001-0100].exr. Pure.

One number stands in a name. A name with two (a tile and a frame) has no token here: it means a grid of files.
Not here: the rest of the reference (raw_paths.py), the pattern of a sequence that was found (model/frames.py).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assetgraph.model.frames import split_pattern

_TOKEN = re.compile(
    r"""
      (?P<printf>   %(?:0?(?P<width>\d{1,2}))?[di](?![A-Za-z]) )
    | (?P<ranged>   (?:(?<=[._-])|^)(?P<from>\d{1,9})-(?P<to>\d{1,9})(?:\#+|@+)(?=\.) )
    | (?P<bracket>  (?:(?<=[._-])|^)\[(?P<first>\d{1,9})-(?P<last>\d{1,9})\](?=\.) )
    | (?P<hashes>   \#{2,} | (?:(?<=[._-])|^)\#(?=\.) )
    | (?P<ats>      (?:(?<=[._-])|^)@+(?=\.) )
    | (?P<houdini>  \$(?:FF?(?P<digits>\d?)(?![A-Za-z0-9])|\{FF?(?P<braced>\d?)\}) )
    | (?P<udim>     (?i:<udim>|%\(udim\)d) | _MAPID_ )
    | (?P<tile>     (?i:<uvtile>|<tile>|u<u>_v<v>) )
    | (?P<maya>     (?i:<f(?:rame)?(?P<maya_digits>\d?)>) )
    """,
    re.VERBOSE | re.ASCII,
)
_TRAILING_RANGE = re.compile(r"(.*\S)\s+(-?\d{1,9})-(-?\d{1,9})", re.ASCII | re.DOTALL)
_TILE_NAME = "u[0-9]+_v[0-9]+"
_UDIM_DIGITS = 4


def comparable(text: str) -> str:
    """Text as it is compared: composed (NFC) and without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@dataclass(frozen=True, slots=True)
class FrameToken:
    """The number in a reference's name."""

    raw: str
    """As written, "####"."""
    prefix: str
    suffix: str
    padding: int | None
    """Digits at least: 1 when not padded, None when the token does not tell."""
    first: int | None = None
    last: int | None = None
    """The range that the reference itself names, both ends included."""
    is_tile: bool = False
    """Whether two numbers of a tile (u1_v2) stand there; no sequence is made of those."""

    def fits_pattern(self, pattern: str, first: int | None = None) -> bool:
        """Whether a sequence of that pattern (its doubled per cent signs included) holds what the token means.

        %04d and %d name the same files only where no number is shorter than four digits, which `first`, the
        least frame of the sequence, can tell.
        """
        parts = split_pattern(comparable(pattern).encode("utf-8", "surrogatepass"))
        if parts is None or self.is_tile:
            return False
        head, width, tail = parts
        ends = tuple(comparable(text).encode("utf-8", "surrogatepass") for text in (self.prefix, self.suffix))
        if (head, tail) != ends:
            return False
        if self.padding is None or self.padding == width:
            return True
        return first is not None and first >= 10 ** (max(self.padding, width) - 1)

    def fits_name(self, name: str) -> bool:
        """Whether a single file of that name is one of those the token stands for."""
        found = re.fullmatch(
            re.escape(comparable(self.prefix))
            + (f"({_TILE_NAME})" if self.is_tile else "(-?[0-9]{1,18})")
            + re.escape(comparable(self.suffix)),
            comparable(name),
        )
        if found is None or self.is_tile:
            return found is not None
        number = int(found[1])
        least, greatest = self.first, self.last
        in_range = (least is None or number >= least) and (greatest is None or number <= greatest)
        return in_range and (self.padding is None or f"{number:0{self.padding}d}" == found[1])


def find_token(name: str) -> FrameToken | None:
    """The number that a name leaves open; None when it names one file, or leaves two numbers open."""
    trailing = _TRAILING_RANGE.fullmatch(name)
    named = trailing[1] if trailing else name
    found = list(_TOKEN.finditer(named))
    if len(found) != 1:
        return None
    match = found[0]
    prefix, suffix = named[: match.start()], named[match.end() :]
    if match["printf"]:
        prefix, suffix = prefix.replace("%%", "%"), suffix.replace("%%", "%")
    first, last = _range(match, trailing)
    return FrameToken(match[0], prefix, suffix, _padding(match), first, last, is_tile=bool(match["tile"]))


def leaves_number_open(name: str) -> bool:
    """Whether a name has one or more tokens: as a folder's name it stands for many folders."""
    return _TOKEN.search(name) is not None


def _range(match: re.Match[str], trailing: re.Match[str] | None) -> tuple[int | None, int | None]:
    ends = (match["from"] or match["first"], match["to"] or match["last"])
    if ends == (None, None) and trailing:
        ends = (trailing[2], trailing[3])
    first, last = (None if each is None else int(each) for each in ends)
    return first, last


def _padding(match: re.Match[str]) -> int | None:
    """A lone # or @ is one digit to some programs and four to others."""
    for kind in ("hashes", "ats"):
        if match[kind]:
            return len(match[kind]) if len(match[kind]) > 1 else None
    if match["printf"]:
        return max(int(match["width"] or 1), 1)
    if match["houdini"]:
        return int(match["digits"] or match["braced"] or 1)
    if match["bracket"]:
        return len(match["first"])
    if match["maya"] and match["maya_digits"]:
        return int(match["maya_digits"])
    return _UDIM_DIGITS if match["udim"] else None
