"""XMP as tags: simple properties, lists and texts in several languages, of the schemas people fill in.

Adobe's XMP specification part 1 (ISO 16684-1). Structures (histories, contacts, regions) are not plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assetgraph.media.embedded.plain import NotPlain, Tags

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LISTS = frozenset((f"{_RDF}Bag", f"{_RDF}Seq"))
_ABOUT = frozenset((f"{_RDF}about", "about"))
_SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
}
_NAMES = {"ISOSpeedRatings": "ISO", "PixelXDimension": "ExifImageWidth", "PixelYDimension": "ExifImageHeight"}
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?")
_RATIONAL = re.compile(r"(-?\d+)/(\d+)")
_PLACE = re.compile(r"(\d+),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])")
_PLACES = frozenset(("GPSLatitude", "GPSLongitude"))
_MOST_BYTES = 1 << 20


def tags(packet: bytes) -> Tags:
    """All tags of a packet; a language other than the usual one stands in the name, "XMP-dc:Title-de"."""
    if len(packet) > _MOST_BYTES:
        raise NotPlain("a large XMP packet")
    try:
        root = fromstring(packet.strip(b"\0 \t\r\n"))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotPlain(f"XMP that is not well-formed: {error}") from None
    rdf = root if root.tag == f"{_RDF}RDF" else root.find(f"{_RDF}RDF")
    if rdf is None:
        raise NotPlain("XMP without RDF")
    found: Tags = {}
    for description in rdf:
        if description.tag != f"{_RDF}Description":
            raise NotPlain("XMP with more than descriptions")
        for name, value in description.attrib.items():
            if name not in _ABOUT:
                _add(found, name, value)
        for child in description:
            _property(found, child)
    _height(found)
    return found


def _height(found: Tags) -> None:
    """Metres above the sea, where it is told which side of it."""
    metres, side = (found.get(f"XMP-exif:{name}", {}).get("num") for name in ("GPSAltitude", "GPSAltitudeRef"))
    if metres and side in {"0", "1"}:
        found["Composite:GPSAltitude"] = {"val": f"-{metres}" if side == "1" else metres}


def _property(found: Tags, element: Element) -> None:
    if element.attrib:
        raise NotPlain("an XMP property with qualifiers")
    if len(element) == 0:
        _add(found, element.tag, element.text or "")
    elif len(element) == 1 and element[0].tag in _LISTS:
        said = [_simple(item) for item in element[0]]
        _add(found, element.tag, said if len(said) != 1 else said[0])
    elif len(element) == 1 and element[0].tag == f"{_RDF}Alt":
        _alternatives(found, element)
    else:
        raise NotPlain("a structure in XMP")


def _alternatives(found: Tags, element: Element) -> None:
    items = list(element[0])
    languages = [item.attrib.get(_LANGUAGE) for item in items]
    if None in languages or len(set(languages)) != len(languages):
        raise NotPlain("alternatives in XMP that are no languages")
    for item, language in zip(items, languages, strict=True):
        _add(found, element.tag, _text(item), "" if language == "x-default" else f"-{language}")


def _simple(item: Element) -> str:
    if item.attrib:
        raise NotPlain("an XMP list with qualifiers")
    return _text(item)


def _text(item: Element) -> str:
    if len(item):
        raise NotPlain("a structure in XMP")
    return item.text or ""


def _add(found: Tags, qualified: str, value: str | list[str], suffix: str = "") -> None:
    space, name = _name(qualified)
    tag = f"XMP-{space}:{_NAMES.get(name, name)}{suffix}"
    if tag in found:
        raise NotPlain("an XMP property that is there twice")
    if isinstance(value, list):
        found[tag] = {"val": [_date(each) for each in value]}
        return
    number = "".join(_numbers(name, value))
    found[tag] = {"val": number or _date(value), "num": number or value}


def _name(qualified: str) -> tuple[str, str]:
    address, _, name = qualified.removeprefix("{").rpartition("}")
    if address not in _SPACES or not name.isidentifier():
        raise NotPlain("XMP of another schema")
    return _SPACES[address], name[0].upper() + name[1:]


def _numbers(name: str, value: str) -> Iterator[str]:
    """The number that a rational or a place in degrees and minutes stands for."""
    if name in _PLACES:
        found = _PLACE.fullmatch(value)
        if not found:
            raise NotPlain("a place in XMP that is not told as usual")
        degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
        yield f"{-degrees if found[4] in 'SW' else degrees:.12f}"
    elif (found := _RATIONAL.fullmatch(value)) and int(found[2]):
        yield f"{float(Fraction(int(found[1]), int(found[2]))):.10g}"


def _date(value: str) -> str:
    """A date as EXIF writes it."""
    found = _DATE.fullmatch(value)
    if not found:
        return value
    year, month, day, time, zone = found.groups()
    return f"{year}:{month}:{day}" + (f" {time}{zone or ''}" if time else "")
