"""ExifTool's tags in our names and units: camera, place, time, description, picture size; pure.

A tag is {"val": printed, "num": unconverted} under "Group:Name" (group family 1).
Not here: running ExifTool (probes/exiftool.py).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from assetgraph.media.formats import Format
from assetgraph.media.plausible import OVERFLOWN_ISO
from assetgraph.media.values import (
    exposure,
    integer,
    local_time,
    plain_text,
    positive,
    present,
    real,
    utc_offset,
)

Tags = dict[str, dict[str, Any]]

# For each property the tags that may tell it, best first; "*" is any group.
TEXTS = {
    "camera_make": "IFD0:Make XMP-tiff:Make Keys:Make UserData:Make *:Make",
    "camera_model": "IFD0:Model XMP-tiff:Model Keys:Model UserData:Model *:Model",
    "camera_serial": "ExifIFD:SerialNumber XMP-exifEX:BodySerialNumber XMP-aux:SerialNumber *:SerialNumber",
    "lens_model": "ExifIFD:LensModel XMP-exifEX:LensModel XMP-aux:Lens *:LensModel Composite:LensID",
    "icc_profile": "ICC_Profile:ProfileDescription",
    "reel_name": "iXML:TAPE",
    "title": "XMP-dc:Title IPTC:ObjectName ItemList:Title Keys:Title ID3v2_4:Title ID3v2_3:Title "
    "ID3v2_2:Title ID3v1:Title PDF:Title PNG:Title Matroska:Title",
    "artist": "IFD0:Artist ItemList:Artist Keys:Artist ID3v2_4:Artist ID3v2_3:Artist ID3v2_2:Artist ID3v1:Artist",
    "album": "ItemList:Album Keys:Album ID3v2_4:Album ID3v2_3:Album ID3v2_2:Album ID3v1:Album",
    "creator": "XMP-dc:Creator IPTC:By-line PDF:Author PNG:Author",
    "copyright": "IFD0:Copyright XMP-dc:Rights IPTC:CopyrightNotice ItemList:Copyright Keys:Copyright "
    "ID3v2_4:Copyright ID3v2_3:Copyright PNG:Copyright",
    "description": "IFD0:ImageDescription XMP-dc:Description IPTC:Caption-Abstract ItemList:Description "
    "Keys:Description PNG:Description",
    "software": "IFD0:Software XMP-xmp:CreatorTool Keys:Software ItemList:Encoder PNG:Software PDF:Creator",
}
NUMBERS = {
    "f_number": "ExifIFD:FNumber XMP-exif:FNumber *:FNumber",
    "focal_length_mm": "ExifIFD:FocalLength XMP-exif:FocalLength *:FocalLength",
    "gps_latitude_deg": "Composite:GPSLatitude XMP-exif:GPSLatitude",
    "gps_longitude_deg": "Composite:GPSLongitude XMP-exif:GPSLongitude",
    "gps_altitude_m": "Composite:GPSAltitude",
}
TIMES = (
    ("ExifIFD:DateTimeOriginal", "ExifIFD:OffsetTimeOriginal"),
    ("IFD0:DateTimeOriginal", ""),
    ("XMP-exif:DateTimeOriginal", ""),
    ("Keys:CreationDate", ""),
    ("ItemList:ContentCreateDate", ""),
    ("UserData:DateTimeOriginal", ""),
    ("ExifIFD:CreateDate", "ExifIFD:OffsetTimeDigitized"),
    ("XMP-photoshop:DateCreated", ""),
    ("Composite:DateTimeCreated", ""),
    ("QuickTime:CreateDate", ""),
    ("XMP-xmp:CreateDate", ""),
    ("PDF:CreateDate", ""),
)
SENSITIVITY = (
    "ExifIFD:ISO XMP-exif:ISO XMP-exifEX:PhotographicSensitivity ExifIFD:RecommendedExposureIndex "
    "ExifIFD:StandardOutputSensitivity *:ISO"
)
SIDES = {"GPS:GPSLatitudeRef": ("N", "S"), "GPS:GPSLongitudeRef": ("E", "W")}
# All ones in a QuickTime clock of thirty-two bits.
NO_CLOCK = "2040-02-06T06:28:15"
EMBEDDED = {
    "IFD0": "exif", "ExifIFD": "exif", "GPS": "exif", "InteropIFD": "exif", "IPTC": "iptc", "ID3v1": "id3",
    "ID3v2_2": "id3", "ID3v2_3": "id3", "ID3v2_4": "id3", "Keys": "quicktime", "ItemList": "quicktime",
    "UserData": "quicktime", "PDF": "pdf", "PNG": "png", "iXML": "ixml",
}  # fmt: skip
BINARY = "(Binary data"
# Where the picture lies in the file and how it is packed: no description of anything.
STRUCTURE = frozenset(
    (
        "StripOffsets", "StripByteCounts", "TileOffsets", "TileByteCounts", "ImageWidth", "ImageHeight",
        "BitDepth", "ColorType", "Compression", "Filter", "Interlace", "Padding", "OffsetSchema",
        "SRGBRendering",
    )
)  # fmt: skip


def facts_from_tags(tags: Tags, row: Format) -> dict[str, Any]:
    """All facts that ExifTool tells about a file of this format."""
    facts: dict[str, Any] = {name: _text(tags, wanted) for name, wanted in TEXTS.items()}
    facts |= {name: _number(tags, wanted) for name, wanted in NUMBERS.items()}
    facts |= _exposure(tags) | _created(tags) | _picture(tags, row)
    facts["keywords"] = _keywords(tags)
    facts["rating"] = _rating(tags)
    facts["embedded"] = _embedded(tags)
    if str(facts["lens_model"] or "").startswith("Unknown"):
        facts["lens_model"] = None
    if not _has_sides(tags):
        facts |= dict.fromkeys(("gps_latitude_deg", "gps_longitude_deg"))
    return present(facts)


def _find(tags: Tags, wanted: str) -> Iterator[dict[str, Any]]:
    for name in _names(wanted):
        if name in tags:
            yield tags[name]
        elif name.startswith("*"):
            yield from (tag for key, tag in tags.items() if key.endswith(name[1:]) and not key.startswith("IFD1:"))


_names = functools.cache(str.split)


def _text(tags: Tags, wanted: str) -> str | None:
    for tag in _find(tags, wanted):
        value = tag.get("val")
        said = plain_text(", ".join(map(str, value)) if isinstance(value, list) else value)
        if said and not said.startswith(BINARY):
            return said
    return None


def _number(tags: Tags, wanted: str) -> float | None:
    for tag in _find(tags, wanted):
        value = real(tag.get("num", tag.get("val")))
        if value is not None:
            return value
    return None


def _exposure(tags: Tags) -> dict[str, Any]:
    seconds = _number(tags, "ExifIFD:ExposureTime XMP-exif:ExposureTime *:ExposureTime")
    told = (integer(tag.get("num", tag.get("val"))) for tag in _find(tags, SENSITIVITY))
    iso = next((value for value in told if positive(value) and value != OVERFLOWN_ISO), None)
    return {"exposure_time_s": exposure(seconds), "iso": iso}


def _created(tags: Tags) -> dict[str, Any]:
    for name, zone in TIMES:
        read = local_time(tags.get(name, {}).get("val"))
        if read and read[0] != NO_CLOCK:
            offset = read[1] or utc_offset(tags.get(zone, {}).get("val"))
            return {"created_local": read[0], "created_utc_offset": offset, "created_source": name}
    return {}


def _picture(tags: Tags, row: Format) -> dict[str, Any]:
    """Size, depth and orientation, where ExifTool knows them of the main picture and not of a thumbnail."""
    sized = tags.get("Composite:ImageSize", {})
    width, _, height = str(sized.get("num", sized.get("val", ""))).replace("x", " ").partition(" ")
    facts: dict[str, Any] = {"width": positive(integer(width)), "height": positive(integer(height))}
    if row.name == "x3f":
        facts = {
            "width": positive(integer(_number(tags, "SigmaRaw:ImageWidth"))),
            "height": positive(integer(_number(tags, "SigmaRaw:ImageHeight"))),
        }
    orientation = integer(_number(tags, "IFD0:Orientation XMP-tiff:Orientation"))
    facts["exif_orientation"] = orientation if orientation and 1 <= orientation <= 8 else None
    if row.family == "still":
        depth = _number(tags, "PNG:BitDepth File:BitsPerSample IFD0:BitsPerSample Photoshop:BitDepth")
        facts["bit_depth"] = positive(integer(depth))
    if row.family == "heif":
        facts["bit_depth"] = positive(integer(_number(tags, "Meta:ImagePixelDepth QuickTime:ImagePixelDepth")))
        turn = _number(tags, "Meta:Rotation QuickTime:Rotation")
        facts["rotation_deg"] = (360 - 90 * int(turn)) % 360 if turn is not None and 0 <= turn <= 3 else None
        facts["chroma_subsampling"] = _subsampling(tags)
        facts["has_alpha"] = any("alpha" in str(tag.get("val")) for tag in _find(tags, "*:AuxiliaryImageType"))
    if row.name == "dng":
        facts["bit_depth"] = positive(integer(_number(tags, "SubIFD:BitsPerSample IFD0:BitsPerSample")))
    if row.family == "video":
        turn = _number(tags, "Composite:Rotation")
        facts["rotation_deg"] = round(turn) % 360 if turn is not None else None
    return facts


def _subsampling(tags: Tags) -> str | None:
    found = re.search(r"4:\d:\d", _text(tags, "QuickTime:ChromaFormat Meta:ChromaFormat") or "")
    return found.group() if found else None


def _keywords(tags: Tags) -> list[str]:
    for tag in _find(tags, "XMP-dc:Subject IPTC:Keywords ItemList:Keyword Keys:Keywords"):
        value = tag.get("val")
        said = _words(value if isinstance(value, list) else [value])
        # The first spelling of each stays, in its place.
        return [word for index, word in enumerate(said) if word.casefold() not in map(str.casefold, said[:index])]
    return []


def _words(values: list[Any]) -> list[str]:
    return [said for value in values if (said := plain_text(value))]


def _rating(tags: Tags) -> int | None:
    rating = integer(_number(tags, "XMP-xmp:Rating IFD0:Rating"))
    return rating if rating is not None and 0 <= rating <= 5 else None


def _embedded(tags: Tags) -> dict[str, dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for key, tag in tags.items():
        group, _, name = key.partition(":")
        value = tag.get("val")
        if group.startswith("XMP-"):
            space, name = "xmp", f"{group[4:]}:{name}"
        else:
            space = EMBEDDED.get(group, "")
        said = _words(value) if isinstance(value, list) else plain_text(value)
        if space and said and name not in STRUCTURE and not str(said).startswith(BINARY):
            groups.setdefault(space, {})[name] = said
    return groups


def _has_sides(tags: Tags) -> bool:
    """Whether the hemispheres that EXIF names are any; it keeps them apart from the numbers."""
    return all(
        str(tags[name].get("num", tags[name].get("val"))).upper() in sides
        for name, sides in SIDES.items()
        if name in tags
    )
