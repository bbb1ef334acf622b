"""EXR by OpenEXR's own library, which assetgraph does not use."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import OpenEXR

from benchmarks.metadata_accuracy.samples import Sample, Truth

COMPRESSIONS = {
    name.removesuffix("_COMPRESSION").lower().replace("no", "none"): getattr(OpenEXR, name)
    for name in dir(OpenEXR)
    if name.endswith("_COMPRESSION")
}
SAMPLES = {"float16": ("half", 16), "float32": ("float", 32), "uint32": ("uint32", 32)}
DEEP = (OpenEXR.deepscanline, OpenEXR.deeptile)
TILED = (OpenEXR.tiledimage, OpenEXR.deeptile)


def read(sample: Sample) -> Truth:
    """Windows, channels, compression and parts."""
    if sample.path.suffix != ".exr":
        return {}
    path = str(sample.path)
    headers = [part.header for part in OpenEXR.File(path, header_only=True).parts]
    first = headers[0]
    data, display = _bounds(first["dataWindow"]), _bounds(first["displayWindow"])
    facts: Truth = {
        "width": data[2] - data[0] + 1, "height": data[3] - data[1] + 1, "data_window": data,
        "display_window": display, "n_parts": len(headers),
        "compression": next(name for name, code in COMPRESSIONS.items() if code == first["compression"]),
        "channel_names": [channel.name for channel in first["channels"]],
        "has_alpha": "A" in {channel.name for channel in first["channels"]},
        "deep": first.get("type") in DEEP, "tiled": first.get("type") in TILED,
        "part_names": [header["name"] for header in headers if "name" in header],
        "views": [header["view"] for header in headers if "view" in header],
        "pixel_aspect_ratio": Fraction(first["pixelAspectRatio"]),
    }  # fmt: skip
    facts |= {"chromaticities": [float(part) for part in first["chromaticities"]]} if "chromaticities" in first else {}
    facts |= _moving(first)
    return facts if facts["deep"] else facts | _sample(path)


def _moving(header: dict[str, Any]) -> Truth:
    facts: Truth = {}
    if "framesPerSecond" in header:
        facts["frame_rate"] = Fraction(header["framesPerSecond"])
    if "timeCode" in header:
        code = header["timeCode"]
        facts["timecode"] = f"{code.hours:02}:{code.minutes:02}:{code.seconds:02}:{code.frame:02}"
    if "expTime" in header:
        facts["exposure_time_s"] = Fraction(header["expTime"]).limit_denominator(1000)
        facts |= {"iso": round(header["isoSpeed"]), "f_number": header["aperture"]}
    if "capDate" in header:
        facts["created_local"] = header["capDate"].replace(":", "-", 2).replace(" ", "T")
    if "utcOffset" in header:
        # Local time plus this is UTC.
        hours = -int(header["utcOffset"]) // 3600
        facts["created_utc_offset"] = f"{hours:+03}:00"
    return facts


def _sample(path: str) -> Truth:
    """How the numbers of the first part are kept; of deep pixels the library reads no values."""
    channels = OpenEXR.File(path, separate_channels=True).parts[0].channels
    kind, bits = SAMPLES[str(next(iter(channels.values())).pixels.dtype)]
    return {"sample_format": kind, "bit_depth": bits}


def _bounds(box: Any) -> list[int]:
    return [int(value) for corner in box for value in corner]
