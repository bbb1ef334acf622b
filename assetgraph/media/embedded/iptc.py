"""IPTC-IIM as tags: the datasets of record 2 that people fill in (IPTC-NAA Information Interchange Model 4.2)."""

from __future__ import annotations

from assetgraph.media.embedded.plain import NotPlain, Tags

_NAMES = {
    5: "ObjectName", 10: "Urgency", 15: "Category", 20: "SupplementalCategories", 25: "Keywords",
    40: "SpecialInstructions", 55: "DateCreated", 60: "TimeCreated", 62: "DigitalCreationDate",
    63: "DigitalCreationTime", 65: "OriginatingProgram", 80: "By-line", 85: "By-lineTitle", 90: "City",
    92: "Sub-location", 95: "Province-State", 100: "Country-PrimaryLocationCode", 101: "Country-PrimaryLocationName",
    103: "OriginalTransmissionReference", 105: "Headline", 110: "Credit", 115: "Source", 116: "CopyrightNotice",
    118: "Contact", 120: "Caption-Abstract", 122: "Writer-Editor",
}  # fmt: skip
_LISTS = frozenset((20, 25, 80, 85, 92, 118, 122))
_DATES, _TIMES = frozenset((55, 62)), frozenset((60, 63))
_MARK = 0x1C
_UTF_8 = b"\x1b%G"
_LONG = 0x8000


def tags(data: bytes) -> Tags:
    """All tags of a block; text is Windows-1252 where no character set is named, as ExifTool has it."""
    sets = list(_datasets(data))
    charset = next((value for record, number, value in sets if (record, number) == (1, 90)), None)
    if charset not in {None, _UTF_8}:
        raise NotPlain("IPTC in another character set")
    found: dict[int, list[str]] = {}
    for record, number, value in sets:
        if record == 2 and number in _NAMES:
            found.setdefault(number, []).append(_text(value, "utf-8" if charset else "cp1252"))
    if any(len(values) > 1 and number not in _LISTS for number, values in found.items()):
        raise NotPlain("IPTC with a dataset that is there twice")
    told: Tags = {
        f"IPTC:{_NAMES[number]}": {"val": _shaped(number, values[0]) if len(values) == 1 else values}
        for number, values in found.items()
    }
    if 55 in found and 60 in found:
        told["Composite:DateTimeCreated"] = {
            "val": f"{told['IPTC:DateCreated']['val']} {told['IPTC:TimeCreated']['val']}"
        }
    return told


def _datasets(data: bytes) -> list[tuple[int, int, bytes]]:
    """(record, dataset, value) of each; padding may follow."""
    found = []
    at = 0
    while at + 5 <= len(data) and data[at] == _MARK:
        record, number, length = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5])
        at += 5
        if length & _LONG or at + length > len(data):
            raise NotPlain("IPTC that is cut, or longer than usual")
        found.append((record, number, data[at : at + length]))
        at += length
    if data[at:].strip(b"\0"):
        raise NotPlain("IPTC with something behind it")
    return found


def _text(value: bytes, encoding: str) -> str:
    try:
        return value.decode(encoding).rstrip("\0")
    except UnicodeDecodeError:
        raise NotPlain("IPTC that is not in its character set") from None


def _shaped(number: int, value: str) -> str:
    """Dates and times with colons."""
    if number in _DATES and len(value) == 8:
        return f"{value[:4]}:{value[4:6]}:{value[6:]}"
    if number in _TIMES and len(value) in {6, 11}:
        zone = f"{value[6:9]}:{value[9:]}" if len(value) == 11 else ""
        return f"{value[:2]}:{value[2:4]}:{value[4:6]}{zone}"
    return value
