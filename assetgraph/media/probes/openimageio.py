"""OpenImageIO: the header of a still or a frame: windows, channels, parts, compression, attributes.

Never decodes a pixel. Not here: camera raw and HEIC, where it would tell of a thumbnail or a tile.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import OpenImageIO

from assetgraph.errors import ProbeError
from assetgraph.media.charsets import in_its_charset
from assetgraph.media.exr_headers import refuse_endless
from assetgraph.media.formats import HEAD_BYTES, Format
from assetgraph.media.openable import safe_name
from assetgraph.media.renderers import renderer_facts
from assetgraph.media.values import (
    exposure,
    frame_rate,
    integer,
    local_time,
    near_fraction,
    plain_text,
    positive,
    present,
    rational,
    real,
    timecode,
    utc_offset,
)
from assetgraph.model.records import ProbeLevel

NAME = "openimageio"
LARGEST_SIDE = 1 << 20
MOST_PARTS = 1024
MOST_CHANNELS = 4096
PLUGINS = {"tga": "targa", "pfm": "pnm", "thm": "jpeg"}
SAMPLE_BITS = {
    "uint8": 8,
    "int8": 8,
    "uint16": 16,
    "int16": 16,
    "half": 16,
    "uint32": 32,
    "int32": 32,
    "float": 32,
}
SAMPLE_NAMES = {"uint": "uint32", "int": "int32"}
WINDOWED = ("openexr", "rla")
TEXTS = {
    "camera_make": ("Make", "cameraMake"), "camera_model": ("Model", "cameraModel"), "software": ("Software",),
    "copyright": ("Copyright",), "artist": ("Artist", "owner"), "title": ("DocumentName",),
    "description": ("ImageDescription", "comments"),
    "chroma_subsampling": ("jpeg:subsampling",), "reel_name": ("reelName",),
    "icc_profile": ("ICCProfile:profile_description",), "lens_model": ("Exif:LensModel", "lensModel"),
    "camera_serial": ("Exif:BodySerialNumber", "cameraSerialNumber"),
}  # fmt: skip
SIDES = {"gps_latitude_deg": ("N", "S"), "gps_longitude_deg": ("E", "W")}
TIMES = (("Exif:DateTimeOriginal", "Exif:OffsetTimeOriginal"), ("DateTime", "utcOffset"))


def version() -> str | None:
    """Version of the bundled library."""
    return str(OpenImageIO.VERSION_STRING)


def probe(path: str, level: ProbeLevel, row: Format) -> dict[str, Any]:  # noqa: ARG001 - one call for all tools
    """Facts in our names and units. Raises ProbeError."""
    if row.name == "openexr":
        refuse_endless(path, NAME)
    with safe_name(path, NAME) as name:
        picture = OpenImageIO.ImageInput.open(name)
        if picture is None:
            raise _error(path, _last_error(name))
        try:
            return _restored(_facts(picture, path, row), path)
        except UnicodeDecodeError:
            raise _error(path, "a name in its header is not UTF-8") from None
        finally:
            picture.close()


def _facts(picture: Any, path: str, row: Format) -> dict[str, Any]:
    if picture.format_name() != PLUGINS.get(row.name, row.name):
        raise _error(path, f"its bytes are {picture.format_name()}, not {row.name}")
    spec = picture.spec()
    if max(spec.width, spec.height) > LARGEST_SIDE or spec.nchannels > MOST_CHANNELS:
        raise _error(path, f"a picture of {spec.width} x {spec.height} x {spec.nchannels} is beyond the limits")
    facts = _size(spec, row) | _samples(spec, row) | _times(spec, row) | _exposure(spec)
    facts |= {name: _first_text(spec, wanted) for name, wanted in TEXTS.items()}
    # To others "none" says nothing; of a compression it is an answer.
    facts["compression"] = str(spec.getattribute("compression") or "") or None
    if row.family == "frame":
        attributes = {attribute.name: attribute.value for attribute in spec.extra_attribs}
        facts |= _frame(spec, attributes) | renderer_facts(attributes)
    else:
        facts["exif_orientation"] = _orientation(spec)
    if row.name == "openexr":
        facts |= _parts(picture, spec)
    return present(facts)


def _restored(facts: dict[str, Any], path: str) -> dict[str, Any]:
    """The texts as the file has them: the library puts "?" for every byte that is no UTF-8."""
    texts = {name: value for name, value in facts.items() if isinstance(value, str) and "?" in value}
    if any("?" in str(value) for value in facts.get("attributes", {}).values()):
        texts["attributes"] = facts["attributes"]
    if not texts:
        return facts
    with open(path, "rb") as stream:  # noqa: PTH123 - a path may have bytes that are no text
        head = stream.read(HEAD_BYTES)
    return facts | {name: _in_bytes(value, head) for name, value in texts.items()}


def _in_bytes(value: Any, head: bytes) -> Any:
    if isinstance(value, dict):
        return {name: _in_bytes(part, head) for name, part in value.items()}
    if not isinstance(value, str) or "?" not in value or not value.isascii():
        return value
    found = re.search(re.escape(value.encode()).replace(rb"\?", rb"[?\x80-\xff]"), head)
    return plain_text(found.group().decode("utf-8", "surrogateescape")) if found else value


def _orientation(spec: Any) -> int | None:
    value = integer(spec.getattribute("Orientation"))
    return value if value is not None and 1 <= value <= 8 else None


def _last_error(name: str) -> str:
    """What the library says, without the name that the file was opened by."""
    try:
        return str(OpenImageIO.geterror()).replace(name, "the file")
    except UnicodeDecodeError:
        # It quotes the damaged header.
        return "its header is damaged"


def _error(path: str, reason: str) -> ProbeError:
    said = plain_text(reason) or "OpenImageIO cannot read it"
    return ProbeError(said, path=path, tool=NAME, next_step="check whether the file is complete")


def _size(spec: Any, row: Format) -> dict[str, Any]:
    facts: dict[str, Any] = {"width": positive(spec.width), "height": positive(spec.height)}
    if row.name in WINDOWED:
        facts["data_window"] = [spec.x, spec.y, spec.x + spec.width - 1, spec.y + spec.height - 1]
        facts["display_window"] = [
            spec.full_x, spec.full_y, spec.full_x + spec.full_width - 1, spec.full_y + spec.full_height - 1,
        ]  # fmt: skip
    aspect = real(spec.getattribute("PixelAspectRatio"))
    if aspect is not None and 0.01 < aspect < 100:
        facts["pixel_aspect_ratio"] = rational(near_fraction(aspect, 1000))
    return facts


def _samples(spec: Any, row: Format) -> dict[str, Any]:
    sample = SAMPLE_NAMES.get(str(spec.format), str(spec.format))
    # DDS tells the bits of a whole pixel.
    told = positive(integer(spec.getattribute("oiio:BitsPerSample"))) if row.name != "dds" else None
    return {
        "bit_depth": told or SAMPLE_BITS.get(sample),
        "sample_format": sample,
        "has_alpha": spec.alpha_channel >= 0,
    }


def _times(spec: Any, row: Format) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    # Elsewhere DateTime is the time of the last change.
    for name, zone in TIMES if row.family == "frame" else TIMES[:1]:
        read = local_time(spec.getattribute(name))
        if read:
            offset = read[1] or (_offset(spec.getattribute(zone)) if zone else None)
            facts = {
                "created_local": read[0],
                "created_utc_offset": offset,
                "created_source": f"{row.name}:{name}",
            }
            break
    # DPX has room for a timecode whether there is one or not.
    facts["timecode"] = timecode(spec.get_string_attribute("smpte:TimeCode"), zero_counts=row.name != "dpx")
    return facts


def _offset(said: Any) -> str | None:
    """An offset from UTC; OpenEXR has seconds to add to local time to come to UTC."""
    if isinstance(said, float) and math.isfinite(said) and abs(said) <= 15 * 3600:
        minutes = round(-said / 60)
        return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    return utc_offset(said)


def _exposure(spec: Any) -> dict[str, Any]:
    facts = {
        "exposure_time_s": exposure(real(spec.getattribute("ExposureTime"))),
        "f_number": _rounded(spec.getattribute("FNumber")),
        "focal_length_mm": _rounded(spec.getattribute("Exif:FocalLength")),
        "iso": positive(integer(spec.getattribute("Exif:PhotographicSensitivity") or spec.getattribute("isoSpeed"))),
    }
    for name, label in (("gps_latitude_deg", "GPS:Latitude"), ("gps_longitude_deg", "GPS:Longitude")):
        parts, side = spec.getattribute(label), spec.getattribute(f"{label}Ref")
        side = str(side or "")[:1].upper()
        if isinstance(parts, tuple) and len(parts) == 3 and side in SIDES[name]:
            degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
            signed = -degrees if side in {"S", "W"} else degrees
            facts[name] = round(signed, 7) if math.isfinite(signed) else None
    return facts


def _rounded(value: Any) -> float | None:
    """A 32-bit float without the digits that it does not have."""
    number = real(value)
    return float(f"{number:.6g}") if number else None


def _first_text(spec: Any, names: tuple[str, ...]) -> str | None:
    return next((said for name in names if (said := plain_text(spec.getattribute(name)))), None)


def _frame(spec: Any, attributes: dict[str, Any]) -> dict[str, Any]:
    chromaticities = attributes.get("chromaticities")
    return {
        "channel_names": [str(name) for name in spec.channelnames],
        "chromaticities": _numbers(chromaticities),
        "frame_rate": _rate(attributes),
        "attributes": present(
            {in_its_charset(name): _plain(value) for name, value in attributes.items() if not name.startswith("oiio:")}
        ),
    }


def _numbers(values: Any) -> list[float] | None:
    """All of them, or none when one is no number."""
    numbers = [real(value) for value in values] if isinstance(values, tuple | list) else []
    return [round(number, 6) for number in numbers if number is not None] if None not in numbers else None


def _rate(attributes: dict[str, Any]) -> str | None:
    stated = attributes.get("framesPerSecond", attributes.get("FramesPerSecond"))
    if isinstance(stated, tuple) and len(stated) == 2 and stated[1]:
        return frame_rate(Fraction(*stated))
    for name in ("dpx:FrameRate", "dpx:TemporalFrameRate", "nuke/input/frame_rate"):
        rate = frame_rate(real(attributes.get(name)))
        if rate:
            return rate
    return None


def _parts(picture: Any, spec: Any) -> dict[str, Any]:
    specs = [spec, *_further_specs(picture, positive(integer(spec.getattribute("oiio:subimages"))) or 1)]
    return {
        "n_parts": len(specs),
        "part_names": [name for part in specs if (name := plain_text(part.getattribute("name")))],
        "views": list(dict.fromkeys(view for part in specs for view in _views(part))),
        "deep": any(part.deep for part in specs),
        "tiled": any(part.tile_width for part in specs),
    }


def _further_specs(picture: Any, count: int) -> Iterator[Any]:
    for index in range(1, min(count, MOST_PARTS)):
        if not picture.seek_subimage(index, 0):
            return
        yield picture.spec()


def _views(spec: Any) -> list[str]:
    one, many = plain_text(spec.getattribute("view")), spec.getattribute("multiView")
    return [one] if one else [str(view) for view in many] if isinstance(many, tuple | list) else []


def _plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value[:64]]
    return _plain(value.tolist()) if hasattr(value, "tolist") else plain_text(value)
