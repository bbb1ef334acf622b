"""Folders and names that cameras make on their cards. Data only; clips.py applies it.

Upper and lower case are one: cards are FAT, and copies come back in either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class CardKind(StrEnum):
    """Whose folders they are."""

    P2 = "P2"
    XAVC = "XAVC"
    XDCAM = "XDCAM"
    AVCHD = "AVCHD"
    RED = "RED"
    CANON_XF = "CANON_XF"


class Part(StrEnum):
    """What a file is in its clip."""

    VIDEO = "VIDEO"
    AUDIO = "AUDIO"
    METADATA = "METADATA"
    PROXY = "PROXY"
    THUMBNAIL = "THUMBNAIL"
    COMPANION = "COMPANION"  # of use to the camera maker's or an editor's program only


@dataclass(frozen=True, slots=True)
class PartRule:
    """Files of one part: `folder` from the card's root, and their names.

    One of the two has the group `clip`; a `span` counts the files of a recording that takes several.
    """

    part: Part
    folder: re.Pattern[str]
    name: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CardRule:
    """One kind of card: the name of its root, folders of which at least one of each is in it, and its parts.

    `whole`: parts that the camera writes for every clip.
    """

    kind: CardKind
    root: re.Pattern[str]
    needs: tuple[re.Pattern[str], ...]
    parts: tuple[PartRule, ...]
    whole: tuple[Part, ...]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.DOTALL)


def _card(kind: CardKind, root: str, needs: str, parts: tuple[tuple[Part, str, str], ...], whole: str) -> CardRule:
    rules = tuple(PartRule(part, _pattern(folder), _pattern(name)) for part, folder, name in parts)
    needed = tuple(_pattern(each) for each in needs.split())
    return CardRule(kind, _pattern(root), needed, rules, tuple(Part(each) for each in whole.split()))


_SONY = (
    (Part.VIDEO, "clip", r"(?P<clip>.+)\.(?:mp4|mxf)"),
    (Part.METADATA, "clip", r"(?P<clip>.+?)(?:m[0-9]{2})?\.xml"),
    (Part.COMPANION, "clip", r"(?P<clip>.+)(?:r[0-9]{2}\.bim|m[0-9]{2}\.(?:xmp|klv))"),
    (Part.PROXY, "sub", r"(?P<clip>.+)s[0-9]{2}\.(?:mp4|mxf)"),
    (Part.THUMBNAIL, "thmbnl", r"(?P<clip>.+)t[0-9]{2}\.jpg"),
)
_XDCAM_EX = (
    (Part.VIDEO, r"clpr/(?P<clip>[^/]+)", r".+\.mp4"),
    (Part.METADATA, r"clpr/(?P<clip>[^/]+)", r".+m[0-9]{2}\.xml"),
    (Part.COMPANION, r"clpr/(?P<clip>[^/]+)", r".+\.(?:bim|ppn|smi|xmp)"),
)
_P2 = (
    (Part.VIDEO, "video", r"(?P<clip>.+)\.mxf"),
    (Part.AUDIO, "audio", r"(?P<clip>.+)[0-9]{2}\.mxf"),
    (Part.METADATA, "clip", r"(?P<clip>.+)\.xml"),
    (Part.COMPANION, "clip", r"(?P<clip>.+)\.xmp"),
    (Part.COMPANION, "voice", r"(?P<clip>.{6}).*\.wav"),
    (Part.COMPANION, "proxy", r"(?P<clip>.+)\.(?:bin|xml)"),
    (Part.PROXY, "proxy", r"(?P<clip>.+)\.(?:mp4|mov)"),
    (Part.THUMBNAIL, "icon", r"(?P<clip>.+)\.bmp"),
)
_AVCHD = (
    (Part.VIDEO, "stream", r"(?P<clip>.+)\.(?:mts|m2ts)"),
    (Part.METADATA, "clipinf", r"(?P<clip>.+)\.(?:cpi|clpi)"),
    (Part.COMPANION, "stream", r"(?P<clip>.+)\.xmp"),
)
_RED = (
    (Part.VIDEO, r"(?:.+\.rdc)?", r"(?P<clip>.+)_(?P<span>[0-9]{3})\.r3d"),
    (Part.METADATA, r"(?:.+\.rdc)?", r"(?P<clip>.+)\.rmd"),
    (Part.AUDIO, r"(?:.+\.rdc)?", r"(?P<clip>.+?)(?:_[0-9]{3})?\.wav"),
    # in full, half, medium or low quality of the same frames
    (Part.PROXY, r"(?:.+\.rdc)?", r"(?P<clip>.+?)(?:_[fhmp])?(?:_[0-9]{3})?\.(?:mov|mp4|mxf)"),
)
_CANON = (
    # XF: a folder a clip, in spans of 2 GB; XF-AVC and Cinema RAW: one file
    (Part.VIDEO, r"clips[0-9]{3}/(?P<clip>[^/]+)", r".*?(?P<span>[0-9]{2})\.mxf"),
    (Part.METADATA, r"clips[0-9]{3}/(?P<clip>[^/]+)", r".+\.xml"),
    (Part.COMPANION, r"clips[0-9]{3}/(?P<clip>[^/]+)", r".+\.(?:cif|cpf|sif|xmf|xmp)"),
    (Part.VIDEO, r"clips[0-9]{3}", r"(?P<clip>.+)\.(?:mxf|mp4|crm)"),
    (Part.METADATA, r"clips[0-9]{3}", r"(?P<clip>.+)\.xml"),
    (Part.COMPANION, r"clips[0-9]{3}", r"(?P<clip>.+)\.(?:cif|cpf|sif|xmp)"),
)

CARDS = (
    _card(CardKind.CANON_XF, "contents", r"clips[0-9]{3}", _CANON, "VIDEO"),
    _card(CardKind.P2, "contents", "clip (?:video|audio)", _P2, "VIDEO METADATA"),
    _card(CardKind.XAVC, "m4root", "clip", _SONY, "VIDEO METADATA"),
    _card(CardKind.XDCAM, "xdroot", "clip", _SONY, "VIDEO METADATA"),
    _card(CardKind.XDCAM, "bpav", "clpr", _XDCAM_EX, "VIDEO METADATA"),
    _card(CardKind.AVCHD, "bdmv", "stream", _AVCHD, "VIDEO METADATA"),
    _card(CardKind.RED, r".+\.rdm", r".+\.rdc", _RED, "VIDEO"),
    _card(CardKind.RED, r".+\.rdc", "", _RED, "VIDEO"),
)
"""The first that fits a folder counts. What of several files of a clip comes first is its main one."""

ROOT_NAMES = ("contents", "m4root", "xdroot", "bpav", "bdmv")
ROOT_ENDINGS = (".rdm", ".rdc")
"""By which roots are looked for, in lower case; endings of four signs each."""
