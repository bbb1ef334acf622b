"""Tags of films in QuickTime and MP4: when they were made, what iTunes-like lists and Apple's keys say.

ISO 14496-12 (boxes), Apple's QuickTime File Format (user data, metadata keys). Boxes that hold anything else that
somebody may want to know - tracks of metadata, makers' own boxes, XMP, light levels - are not plain.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from assetgraph.media.embedded.boxes import boxes
from assetgraph.media.embedded.plain import NotPlain, Source, Tags

_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_UNIX_EPOCH = 2_082_844_800
"""Seconds: a smaller time counts from 1970, or from nowhere."""
_WITHOUT_TAGS = frozenset(
    b"ftyp styp mdat free wide skip moof mfra sidx pdin iods mvex edts tref tapt load imap name".split()
)
_LISTED = {
    b"\xa9nam": "Title", b"\xa9ART": "Artist", b"\xa9alb": "Album", b"\xa9wrt": "Composer",
    b"\xa9day": "ContentCreateDate", b"\xa9cmt": "Comment", b"\xa9gen": "Genre", b"\xa9too": "Encoder",
    b"cprt": "Copyright", b"desc": "Description", b"aART": "AlbumArtist", b"\xa9grp": "Grouping",
    b"keyw": "Keyword",
}  # fmt: skip
_WITHOUT_WORDS = frozenset((b"trkn", b"disk", b"covr", b"tmpo", b"cpil", b"pgap"))
_KEYS = {
    "title": "Title", "artist": "Artist", "album": "Album", "author": "Author", "comment": "Comment",
    "copyright": "Copyright", "description": "Description", "keywords": "Keywords", "make": "Make", "model": "Model",
    "software": "Software", "creationdate": "CreationDate", "location.ISO6709": "GPSCoordinates",
    "displayname": "DisplayName",
}  # fmt: skip
_APPLE = "com.apple.quicktime."
_LIGHT = (b"dvcC", b"dvvC", b"dvwC", b"mdcv", b"clli", b"SmDm", b"CoLL")
_UTF_8 = 1
_LOCATION = re.compile(r"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?(?:CRS.*)?/?")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?")
_ESSENCE = frozenset(b"vide soun tmcd text sbtl subt".split())
_MOST_BYTES = 1 << 20


def tags(source: Source) -> Tags:
    """All tags of a film."""
    found: Tags = {}
    for kind, start, end in boxes(source, 0, source.size):
        if kind == b"moov":
            _movie(found, source, start, end)
        elif kind not in _WITHOUT_TAGS:
            raise NotPlain(f"a box {kind!r}")
    return found


def _movie(found: Tags, source: Source, start: int, end: int) -> None:
    for kind, inner, stop in boxes(source, start, end):
        if kind == b"mvhd":
            _made(found, source, inner)
        elif kind == b"trak":
            _track(found, source, inner, stop)
        elif kind == b"udta":
            _user_data(found, source, inner, stop)
        elif kind == b"meta":
            _metadata(found, source, inner, stop)
        elif kind not in _WITHOUT_TAGS:
            raise NotPlain(f"a box {kind!r} in the movie")


def _made(found: Tags, source: Source, at: int) -> None:
    seconds = _clock(source, at)
    if not seconds:
        return
    if seconds < _UNIX_EPOCH or seconds > 2**33:
        raise NotPlain("a time of creation that counts from elsewhere")
    found["QuickTime:CreateDate"] = {"val": f"{_EPOCH + timedelta(seconds=seconds):%Y:%m:%d %H:%M:%S}"}


def _clock(source: Source, at: int) -> int:
    """Seconds since 1904 at which a movie or a track was made; its scale and length have to be some."""
    version = source.read(at, 1)[0]
    layout = ">QQLQ" if version else ">LLLL"
    made, _, scale, length = struct.unpack(layout, source.read(at + 4, struct.calcsize(layout)))
    if not scale or length == (2**64 if version else 2**32) - 1:
        raise NotPlain("a length that is not known")
    return int(made)


def _track(found: Tags, source: Source, start: int, end: int) -> None:
    """A track tells how it is turned; if it has tags, is one of metadata or tells of light, it is not plain."""
    turn = None
    for kind, inner, stop in boxes(source, start, end):
        if kind == b"tkhd":
            turn = _turn(source, inner)
        elif kind == b"mdia":
            if _media(source, inner, stop) == b"vide" and turn is not None:
                found.setdefault("Composite:Rotation", {"val": str(turn)})
        elif kind == b"udta":
            if any(each != b"name" for each, _, _ in boxes(source, inner, stop)):
                raise NotPlain("a track with user data")
        elif kind not in _WITHOUT_TAGS:
            raise NotPlain(f"a box {kind!r} in a track")


def _turn(source: Source, at: int) -> int:
    """Degrees clockwise, out of the track's matrix."""
    version = source.read(at, 1)[0]
    a, b, _, c, d = struct.unpack(">5l", source.read(at + (52 if version else 40), 20))
    if a * d - b * c <= 0 or (a and b):
        raise NotPlain("a picture that is mirrored or turned aslant")
    return round(math.degrees(math.atan2(b, a))) % 360


def _media(source: Source, start: int, end: int) -> bytes:
    """The kind of a track."""
    handler = b""
    for kind, inner, stop in boxes(source, start, end):
        if kind == b"hdlr":
            handler = source.read(inner + 8, 4)
            if handler not in _ESSENCE:
                raise NotPlain("a track that is neither picture, sound, text nor timecode")
        elif kind == b"mdhd":
            _clock(source, inner)
        elif kind == b"minf":
            for part, deeper, last in boxes(source, inner, stop):
                if part == b"stbl":
                    _samples(source, deeper, last)
    return handler


def _samples(source: Source, start: int, end: int) -> None:
    """What a track says of its samples has to be whole, or others are to be heard of it as well."""
    for kind, inner, stop in boxes(source, start, end):
        if kind == b"stsd":
            said = source.read(inner, min(stop - inner, _MOST_BYTES))
            if any(each in said for each in _LIGHT):
                raise NotPlain("a picture that tells of its light")
            if said[12:16] == b"tmcd" and not _is_counting(said[32:41]):
                raise NotPlain("a timecode whose rate is none")
            if b"\xff\xff" in {said[40:42], said[42:44]}:
                raise NotPlain("a picture without size")
        elif kind == b"stts" and stop - inner >= 16 and not int.from_bytes(source.read(inner + 12, 4)):
            raise NotPlain("samples that take no time")


def _is_counting(said: bytes) -> bool:
    """Whether scale, duration of a frame and frames a second agree."""
    scale, duration, frames = struct.unpack(">LLB", said) if len(said) == 9 else (0, 0, 0)
    return bool(scale and duration) and round(scale / duration) == frames


def _user_data(found: Tags, source: Source, start: int, end: int) -> None:
    for kind, inner, stop in boxes(source, start, end):
        if kind == b"meta":
            _metadata(found, source, inner, stop)
        elif kind == b"\xa9swr":
            length = int.from_bytes(source.read(inner, 2))
            _say(found, "UserData:SoftwareVersion", source.read(inner + 4, length))
        else:
            raise NotPlain(f"user data {kind!r}")


def _metadata(found: Tags, source: Source, start: int, end: int) -> None:
    """A list of items, which either have a kind, or the number of a key."""
    # QuickTime writes it without the version that MP4 has.
    inner = start if source.read(start + 4, 4) == b"hdlr" else start + 4
    parts = {kind: (begin, stop) for kind, begin, stop in boxes(source, inner, end)}
    if not parts.keys() <= {b"hdlr", b"keys", b"ilst", b"free"} or b"hdlr" not in parts:
        raise NotPlain("metadata of another kind")
    keys = _keys(source, *parts[b"keys"]) if b"keys" in parts else None
    for kind, begin, stop in boxes(source, *parts.get(b"ilst", (0, 0))):
        values = list(_values(source, begin, stop))
        if keys is None:
            if kind in _WITHOUT_WORDS:
                continue
            name = f"ItemList:{_LISTED[kind]}" if kind in _LISTED else ""
        else:
            name = f"Keys:{keys.get(int.from_bytes(kind), '')}"
        if not name.partition(":")[2] or len(values) != 1 or name in found:
            raise NotPlain(f"metadata {kind!r}")
        _say(found, name, values[0])


def _keys(source: Source, start: int, end: int) -> dict[int, str]:
    """Number -> ExifTool's name of each key, empty for one that is not plain."""
    data = source.read(start, min(end - start, _MOST_BYTES))
    names, at, number = {}, 8, 0
    while at + 8 <= len(data):
        length, number = int.from_bytes(data[at : at + 4]), number + 1
        key = data[at + 8 : at + length].decode("ascii", "replace")
        names[number] = _KEYS.get(key.removeprefix(_APPLE), "") if key.startswith(_APPLE) else ""
        at += max(length, 8)
    return names


def _values(source: Source, start: int, end: int) -> Iterator[bytes]:
    for kind, inner, stop in boxes(source, start, end):
        if kind != b"data":
            raise NotPlain(f"metadata with {kind!r}")
        if stop - inner > _MOST_BYTES:
            yield b""
        elif int.from_bytes(source.read(inner, 4)) == _UTF_8:
            yield source.read(inner + 8, stop - inner - 8)
        else:
            raise NotPlain("metadata that is no text")


def _say(found: Tags, name: str, value: bytes) -> None:
    try:
        said = value.decode().strip("\0")
    except UnicodeDecodeError:
        raise NotPlain("metadata that is not UTF-8") from None
    if name == "Keys:GPSCoordinates":
        _place(found, said)
    date = _DATE.fullmatch(said)
    found[name] = {"val": f"{date[1]}:{date[2]}:{date[3]} {date[4]}{_zone(date[5])}" if date else said}


def _zone(said: str | None) -> str:
    return f"{said[:3]}:{said[-2:]}" if said and said != "Z" else said or ""


def _place(found: Tags, said: str) -> None:
    """Degrees and metres of ISO 6709."""
    place = _LOCATION.fullmatch(said)
    if not place:
        raise NotPlain("a place that is not told in degrees")
    for name, value in zip(("GPSLatitude", "GPSLongitude", "GPSAltitude"), place.groups(), strict=True):
        if value:
            found[f"Composite:{name}"] = {"val": f"{float(value):.12g}"}
