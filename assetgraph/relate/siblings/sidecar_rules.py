"""Which endings are sidecars, and of what. Data only; sidecars.py applies it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assetgraph.media.languages import NAMES, SHORT

RAW_FORMATS = frozenset("cr3 cr2 dng nef arw pef srw 3fr iiq rw2 orf raf mrw x3f crw".split())
"""What a camera wrote, in the words of the table of formats; pictures of the same stem were made from it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Sidecars of one ending.

    `mains`: kinds its file may be of, tier by tier ("video|image"); the first tier that has any decides.
    `formats`: what the sidecar itself must be, where others bear the same ending; `proven`: formats of which
    `confidence` is no limit. `prefers`: formats of its file that go before others. `stems`: how its stem differs from
    its file's, as a pattern and what the file's is then.
    """

    mains: tuple[str, ...]
    confidence: float = 1.0
    has_language: bool = False
    formats: frozenset[str] = frozenset()
    proven: frozenset[str] = frozenset()
    prefers: frozenset[str] = frozenset()
    stems: tuple[tuple[re.Pattern[str], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Companion:
    """A folder whose sidecars describe files of another one, named for the whole of theirs, or for their stem.

    `folder` has the other one as its group base, which lies at `to` from it; the other way round, what describes files
    of a folder lies in its folder `kept_in`, or in one of that.
    """

    writer: str
    folder: re.Pattern[str]
    to: str
    kept_in: str
    endings: frozenset[str]
    by_stem: bool = False


def _in_folder(writer: str, name: str, endings: str, *, by_stem: bool = False) -> Companion:
    """A folder of that name, within that of the files that are described."""
    folder = re.compile(rf"(?:(?P<base>.*)/)?{name}", re.DOTALL)
    return Companion(writer, folder, "..", name, frozenset(endings.split()), by_stem)


def _in_language_of(name: str) -> Companion:
    """The same for a folder of one language in such a folder."""
    folder = re.compile(rf"(?:(?P<base>.*)/)?{name}/(?i:{_LANGUAGES})(?:[-_][A-Za-z0-9]{{2,4}})?", re.DOTALL)
    return Companion(
        "whoever subtitles", folder, "../..", name, frozenset(f"{_SUBTITLES} ass ssa stl".split()), by_stem=True
    )


_MEDIA = "video|image|audio|sequence"
_PICTURE = "video|image|sequence"
_SUBTITLES = "srt vtt scc mcc ttml dfxp itt sbv sub idx"
_SUBTITLE_FOLDERS = "Subtitles subtitles Subs subs SRT srt Captions captions Untertitel".split()
_SUBTITLE = Rule(("video", "audio"), has_language=True)
_COLOUR = Rule((_PICTURE,))
_DEVELOPED = Rule(("image",), prefers=RAW_FORMATS)
_CHECKSUM = Rule((f"{_MEDIA}|document|package", "other|sidecar"))
_CARD = Rule(("video",))
_SONY_METADATA = (re.compile(r"(.+)M[0-9]{2}", re.IGNORECASE), r"\1")
_DARKTABLE_COPY = (re.compile(r"(.+)_[0-9]{2}(\.[^.]+)", re.DOTALL), r"\1\2")
"""A second development of one picture."""
_CAMERA_XML = frozenset({"sony-camera-xml", "p2-clip-xml"})

_TABLE = {
    "xmp": Rule((_MEDIA, "document"), prefers=RAW_FORMATS, stems=(_SONY_METADATA, _DARKTABLE_COPY)),
    _SUBTITLES: _SUBTITLE,
    "ass ssa": Rule(("video", "audio"), has_language=True, formats=frozenset({"ass"})),
    "stl": Rule(("video", "audio"), has_language=True, formats=frozenset({"stl"})),
    "lrc": Rule(("audio",), has_language=True),
    "cue": Rule(("audio",)),
    "thm": Rule(("video", "image"), prefers=RAW_FORMATS),
    "cdl ccc cube 3dl lut look csp": _COLOUR,
    "cc": Rule((_PICTURE,), formats=frozenset({"cc"})),
    "xml": Rule(("video",), 0.7, proven=_CAMERA_XML, stems=(_SONY_METADATA,)),
    "bim": Rule(("video",), stems=((re.compile(r"(.+)R[0-9]{2}", re.IGNORECASE), r"\1"),)),
    "rmd": Rule(("video",), stems=((re.compile(r"(.+)", re.DOTALL), r"\1_001"),)),
    "sidecar cif sif cpf cpi": _CARD,
    "aae": Rule(("image", "video"), stems=((re.compile(r"(IMG_)O([0-9]{4,})", re.IGNORECASE), r"\1\2"),)),
    "acr dop pp3 cos on1 vrd dr4 nksc": _DEVELOPED,
    "md5 sha1 sha256 sha512 xxh xxh64 xxh3 xxh128 xxhash xxhsum md5sum sha1sum sha256sum sha512sum crc32": _CHECKSUM,
    "pkf reapeaks sfk asd gpk": Rule(("audio", "video")),
    "mhl": Rule((f"{_MEDIA}|document|package",)),
    "json": Rule((_MEDIA,), 0.7, stems=((re.compile(r"(.+)\.supplemental-metadata"), r"\1"),)),
    "txt": Rule((_MEDIA,), 0.7),
    "nfo": Rule(("video", "audio"), 0.85),
}

RULES: dict[str, Rule] = {ending: rule for endings, rule in _TABLE.items() for ending in endings.split()}
"""Ending in lower case -> rule."""

_LANGUAGES = "|".join(re.escape(each) for each in sorted({*SHORT, *SHORT.values(), *NAMES}))

COMPANIONS = (
    Companion(
        "Capture One",
        re.compile(r"(?:(?P<base>.*)/)?CaptureOne/Settings[0-9]*", re.DOTALL),
        "../..",
        "CaptureOne",
        frozenset({"cos"}),
    ),
    _in_folder("NX Studio", "NKSC_PARAM", "nksc"),
    *(_in_folder("whoever subtitles", name, f"{_SUBTITLES} ass ssa stl", by_stem=True) for name in _SUBTITLE_FOLDERS),
    *(_in_language_of(name) for name in _SUBTITLE_FOLDERS),
)
