"""EXIF as tags: the TIFF structure with its picture, camera and place directories.

Names are ExifTool's; ids, types and units those of the EXIF 3.0 specification (CIPA DC-008). Not plain are maker
notes, which every maker writes in another way, unless standard fields say the same, and whatever is not as the
specification has it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from assetgraph.media.embedded.exif_names import CAMERA, ENUMERATIONS, LATITUDES, LONGITUDES, PICTURE, PLACE
from assetgraph.media.embedded.plain import NotPlain, Tags
from assetgraph.media.plausible import OVERFLOWN_ISO

Read = Callable[[int, int], bytes]
Value = str | list[int] | list[Fraction | None] | bytes

_CAMERA_IFD, _PLACE_IFD, _MAKER_NOTE, _SUB_IFDS, _USER_COMMENT = 0x8769, 0x8825, 0x927C, 0x014A, 0x9286
_XMP, _IPTC, _PHOTOSHOP = 0x02BC, 0x83BB, 0x8649
_NUMBERS = {1: "B", 3: "H", 4: "L", 6: "b", 8: "h", 9: "l", 13: "L"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 13: 4}
_RATIONALS = {5: "L", 10: "l"}
_ASCII, _BYTES = 2, 7
_MOST_ENTRIES = 500
_MOST_BYTES = 1 << 20
_MAKERS_SAY = (
    "IFD0:Make", "IFD0:Model", "ExifIFD:LensModel", "ExifIFD:SerialNumber", "ExifIFD:ISO", "ExifIFD:FNumber",
    "ExifIFD:FocalLength", "ExifIFD:ExposureTime",
)  # fmt: skip
_EXPOSURES = frozenset((0x829A,))
_LENGTHS = frozenset((0x920A,))


class Entry(NamedTuple):
    """A field of a directory: its field, type, number of values, and where they are."""

    field: int
    type: int
    number: int
    offset: int


class Exif:
    """A block of EXIF, or a whole TIFF file, read by `read(offset, length)` from its first byte."""

    def __init__(self, read: Read) -> None:
        self._read = read
        mark = read(0, 8)
        self._order = {b"II*\0": "<", b"MM\0*": ">"}.get(mark[:4], "")
        if not self._order:
            raise NotPlain("an EXIF block that does not begin like one")
        self._first = self._unpack("L", mark[4:])[0]
        self._seen: set[int] = set()

    def tags(self) -> Tags:
        """All tags of the first picture."""
        entries = {entry.field: entry for entry in self._directory(self._first)}
        if _SUB_IFDS in entries:
            raise NotPlain("it has directories below its first")
        tags = self._tags("IFD0", entries, PICTURE)
        if _CAMERA_IFD in entries:
            camera = {entry.field: entry for entry in self._directory(self._pointer(entries[_CAMERA_IFD]))}
            tags |= self._tags("ExifIFD", camera, CAMERA)
            if _MAKER_NOTE in camera and not _says_all(tags):
                raise NotPlain("it has maker notes that may tell more")
        if _PLACE_IFD in entries:
            place = {entry.field: entry for entry in self._directory(self._pointer(entries[_PLACE_IFD]))}
            tags |= self._tags("GPS", place, PLACE) | self._place(place)
        return tags

    def blocks(self) -> dict[int, bytes]:
        """Blocks of other kinds in a TIFF file, by the id of the field."""
        self._seen.clear()
        wanted = (_XMP, _IPTC)
        entries = {entry.field: entry for entry in self._directory(self._first)}
        if _PHOTOSHOP in entries:
            raise NotPlain("it has resources of Photoshop")
        return {each: self._data(entries[each]) for each in wanted if each in entries}

    def _directory(self, offset: int) -> Iterator[Entry]:
        if offset in self._seen:
            raise NotPlain("a directory that points at itself")
        self._seen.add(offset)
        (count,) = self._unpack("H", self._read(offset, 2))
        if count > _MOST_ENTRIES:
            raise NotPlain(f"a directory of {count} fields")
        data = self._read(offset + 2, 12 * count)
        for index, (field, kind, values, where) in enumerate(struct.iter_unpack(f"{self._order}HHLL", data)):
            if kind not in _SIZES:
                raise NotPlain("a field of another type than EXIF has")
            inline = _SIZES[kind] * values <= 4
            yield Entry(field, kind, values, offset + 2 + 12 * index + 8 if inline else where)

    def _tags(self, group: str, entries: dict[int, Entry], names: dict[int, str]) -> Tags:
        tags: Tags = {}
        for field, entry in entries.items():
            if field in names and (tag := self._tag(entry)):
                tags[f"{group}:{names[field]}"] = tag
        return tags

    def _tag(self, entry: Entry) -> dict[str, object] | None:
        value = self._value(entry)
        if isinstance(value, bytes):
            said = _comment(value) if entry.field == _USER_COMMENT else _letters(value)
            return {"val": said} if said else None
        if isinstance(value, str):
            return {"val": value, "num": value} if value else None
        numbers = [_number(each) for each in value]
        if not numbers or None in numbers:
            return None
        number = " ".join(f"{each:.10g}" for each in numbers if each is not None)
        printed = _printed(entry.field, value) or number
        return {"val": printed} if printed == number else {"val": printed, "num": number}

    def _value(self, entry: Entry) -> Value:
        data = self._data(entry)
        if entry.type == _ASCII:
            return _text(data)
        if entry.type == _BYTES:
            return data
        if sign := _RATIONALS.get(entry.type):
            numbers = self._unpack(f"{2 * entry.number}{sign}", data)
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            return [Fraction(above, below) if below else None for above, below in pairs]
        return list(self._unpack(f"{entry.number}{_NUMBERS[entry.type]}", data))

    def _data(self, entry: Entry) -> bytes:
        length = _SIZES[entry.type] * entry.number
        if length > _MOST_BYTES:
            raise NotPlain(f"a field of {length} bytes")
        return self._read(entry.offset, length)

    def _pointer(self, entry: Entry) -> int:
        value = self._value(entry)
        if entry.type not in {4, 13} or not isinstance(value, list) or len(value) != 1:
            raise NotPlain("a directory that is not where it should be")
        return int(value[0] or 0)

    def _place(self, entries: dict[int, Entry]) -> Tags:
        """Latitude and longitude in degrees, north and east positive; altitude in metres above the sea."""
        tags: Tags = {}
        for name, field, sides in (("GPSLatitude", 2, LATITUDES), ("GPSLongitude", 4, LONGITUDES)):
            if field in entries and field - 1 in entries:
                parts, side = self._value(entries[field]), self._value(entries[field - 1])
                degrees = _degrees(parts)
                if degrees is None or not isinstance(side, str) or side not in sides:
                    raise NotPlain("a place that is not told in degrees, minutes, seconds and a side")
                tags[f"GPS:{name}"] = {"val": _sexagesimal(degrees)}
                tags[f"GPS:{name}Ref"] = {"val": sides[side], "num": side}
                tags[f"Composite:{name}"] = {"val": f"{-degrees if side in 'SW' else degrees:.12f}"}
        if 6 in entries and 5 in entries:
            height, below = self._value(entries[6]), self._value(entries[5])
            if not isinstance(height, list) or isinstance(below, str) or len(height) != 1 or len(below) != 1:
                raise NotPlain("a height that is no number")
            if height[0] is not None:
                metres = float(-height[0] if below[0] == 1 else height[0])
                tags["GPS:GPSAltitude"] = {"val": f"{float(height[0]):.10g} m"}
                tags["Composite:GPSAltitude"] = {"val": f"{metres:.10g}"}
        return tags

    def _unpack(self, layout: str, data: bytes) -> tuple[int, ...]:
        return struct.unpack(self._order + layout, data)


def _says_all(tags: Tags) -> bool:
    """Whether standard fields say all that maker notes are asked for: lens, serial number, sensitivity."""
    sensitivity = tags.get("ExifIFD:ISO", {}).get("val")
    return all(name in tags for name in _MAKERS_SAY) and sensitivity not in {"0", str(OVERFLOWN_ISO)}


def _text(data: bytes) -> str:
    try:
        return data.split(b"\0", 1)[0].decode().rstrip()
    except UnicodeDecodeError:
        raise NotPlain("a text that is not UTF-8") from None


def _letters(data: bytes) -> str | None:
    """Bytes that are letters ("0232"); others are some structure."""
    stripped = data.rstrip(b"\0")
    return stripped.decode() if stripped.isalnum() and stripped.isascii() else None


def _comment(data: bytes) -> str:
    """A user's comment: eight bytes name its character set."""
    charset, said = data[:8], data[8:].rstrip(b"\0 ")
    if not said:
        return ""
    if charset.rstrip(b"\0") not in {b"ASCII", b""} or not said.isascii():
        raise NotPlain("a comment in another character set")
    return said.decode()


def _number(value: Fraction | float | None) -> float | None:
    return None if value is None else float(value)


def _degrees(parts: Value) -> float | None:
    if not isinstance(parts, list) or len(parts) != 3 or None in parts:
        return None
    whole, minutes, seconds = (float(part) for part in parts if part is not None)
    return whole + minutes / 60 + seconds / 3600


def _sexagesimal(degrees: float) -> str:
    minutes, seconds = divmod(round(degrees * 3600, 2), 60)
    whole, minutes = divmod(minutes, 60)
    return f"{whole:.0f} deg {minutes:.0f}' {seconds:.2f}\""


def _printed(field: int, value: list[int] | list[Fraction | None]) -> str | None:
    """The value as people write it, where that differs from the number."""
    first = value[0]
    if first is None or len(value) != 1:
        return None
    if field in ENUMERATIONS:
        return ENUMERATIONS[field].get(int(first))
    if field in _EXPOSURES and 0 < first < Fraction(1, 4):
        return f"1/{round(1 / first)}"
    return f"{float(first):.1f} mm" if field in _LENGTHS else None
