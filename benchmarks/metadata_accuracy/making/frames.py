"""Frames of renderers: EXR by OpenEXR, and deep ones by OpenImageIO."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import OpenEXR
import OpenImageIO

from benchmarks.metadata_accuracy.making.pictures import gradient
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample, Truth

Window = tuple[int, int, int, int]
COMPRESSIONS = {
    "none": OpenEXR.NO_COMPRESSION, "rle": OpenEXR.RLE_COMPRESSION, "zips": OpenEXR.ZIPS_COMPRESSION,
    "zip": OpenEXR.ZIP_COMPRESSION, "piz": OpenEXR.PIZ_COMPRESSION, "pxr24": OpenEXR.PXR24_COMPRESSION,
    "b44": OpenEXR.B44_COMPRESSION, "b44a": OpenEXR.B44A_COMPRESSION, "dwaa": OpenEXR.DWAA_COMPRESSION,
    "dwab": OpenEXR.DWAB_COMPRESSION,
}  # fmt: skip
SAMPLES = {"half": (np.float16, 16), "float": (np.float32, 32), "uint32": (np.uint32, 32)}
RGB, RGBA = ("R", "G", "B"), ("R", "G", "B", "A")
REC2020 = [0.708, 0.292, 0.170, 0.797, 0.131, 0.046, 0.3127, 0.3290]
ACES = [0.7347, 0.2653, 0.0, 1.0, 0.0001, -0.077, 0.32168, 0.33767]
TILE = 16
WRITTEN = "2024:05:06 07:08:09"


@dataclass(frozen=True)
class Part:
    """One part: windows (x_min, y_min, x_max, y_max, both ends included), channels, name and view."""

    data: Window
    display: Window
    channels: tuple[str, ...] = RGB
    name: str | None = None
    view: str | None = None


@dataclass(frozen=True)
class Exr:
    """A file as asked for; `header` is its attributes, `truth` what they make true."""

    name: str
    parts: tuple[Part, ...]
    compression: str = "zip"
    sample: str = "half"
    tiled: bool = False
    header: dict[str, Any] = field(default_factory=dict)
    truth: Truth = field(default_factory=dict)


def window(width: int, height: int, x: int = 0, y: int = 0) -> Window:
    """A window of this size with its corner at (x, y)."""
    return x, y, x + width - 1, y + height - 1


FULL = window(96, 54)
STEREO = (Part(FULL, FULL, name="left", view="left"), Part(FULL, FULL, name="right", view="right"))
LAYERS = (
    Part(FULL, FULL, RGBA, "beauty"), Part(FULL, FULL, ("Z",), "depth"), Part(FULL, FULL, ("id.X", "id.Y"), "ids"),
)  # fmt: skip
EXRS: dict[str, tuple[Exr, ...]] = {
    "exr-scanline": (
        Exr("plain.exr", (Part(FULL, FULL),), "zip"),
        Exr(
            "overscan.exr",
            (Part(window(112, 70, -8, -8), FULL, RGBA),),
            "piz",
            "half",
            header={"chromaticities": REC2020},
            truth={"chromaticities": REC2020},
        ),
        Exr("cropped.exr", (Part(window(20, 11, 30, 21), FULL),), "zips", "float"),
        Exr(
            "squeezed.exr",
            (Part(FULL, FULL),),
            "pxr24",
            header={"pixelAspectRatio": 2.0},
            truth={"pixel_aspect_ratio": "2/1", "display_width": 192},
        ),
        Exr(
            "lossy.exr",
            (Part(FULL, FULL, RGBA),),
            "dwaa",
            header={"capDate": WRITTEN, "utcOffset": -7200.0, "comments": "Höhle"},
            truth={"created_local": "2024-05-06T07:08:09", "created_utc_offset": "+02:00", "description": "Höhle"},
        ),
        Exr(
            "moving.exr",
            (Part(FULL, FULL),),
            "zip",
            header={
                "framesPerSecond": Fraction(24000, 1001),
                "timeCode": OpenEXR.TimeCode(10, 20, 30, 12, *[0] * 14),
                "arnold/version": "7.3.1.0",
                "expTime": 0.02,
                "isoSpeed": 800.0,
                "aperture": 2.8,
            },
            truth={
                "frame_rate": "24000/1001",
                "timecode": "10:20:30:12",
                "renderer": "Arnold",
                "renderer_version": "7.3.1.0",
                "exposure_time_s": "1/50",
                "iso": 800,
                "f_number": 2.8,
            },
        ),
        Exr("many.exr", (Part(FULL, FULL, ("R", "G", "B", "A", "Z", "N.X", "N.Y", "N.Z")),), "none", "float"),
        Exr("packed.exr", (Part(window(65, 37), window(65, 37), ("Y",)),), "b44"),
        Exr("run.exr", (Part(FULL, FULL),), "rle", header={"chromaticities": ACES}, truth={"chromaticities": ACES}),
    ),
    "exr-tiled": (
        Exr("tiles.exr", (Part(FULL, FULL, RGBA),), "zip", tiled=True),
        Exr("overscan.exr", (Part(window(112, 70, -8, -8), FULL),), "piz", "float", tiled=True),
        Exr("odd.exr", (Part(window(65, 37), window(65, 37)),), "dwab", tiled=True),
    ),
    "exr-multipart": (
        Exr("stereo.exr", STEREO, "zip"),
        Exr("layers.exr", LAYERS, "zips", "float"),
    ),
}
DEEP = (("points.exr", FULL, FULL, "zips"), ("overscan.exr", window(112, 70, -8, -8), FULL, "zips"))


def write_exrs(shop: Workshop, format_name: str, asked: tuple[Exr, ...]) -> Iterator[Sample]:
    """Scanlines, tiles, parts."""
    for each in asked:
        path = shop.place(format_name, each.name)
        OpenEXR.File([_part(each, part) for part in each.parts]).write(str(path))
        yield Sample(format_name, path, _truth(each))


def _part(asked: Exr, part: Part) -> Any:
    kind = OpenEXR.tiledimage if asked.tiled else OpenEXR.scanlineimage
    header: dict[str, Any] = {
        "compression": COMPRESSIONS[asked.compression], "type": kind,
        "dataWindow": _box(part.data), "displayWindow": _box(part.display),
    } | asked.header  # fmt: skip
    if "chromaticities" in header:
        header["chromaticities"] = tuple(header["chromaticities"])
    if asked.tiled:
        tiles = OpenEXR.TileDescription()
        tiles.xSize = tiles.ySize = TILE
        header["tiles"] = tiles
    if part.view:
        header["view"] = part.view
    width, height = part.data[2] - part.data[0] + 1, part.data[3] - part.data[1] + 1
    kind_of_number, _ = SAMPLES[asked.sample]
    pixels = np.ascontiguousarray(gradient(width, height, 1)[:, :, 0].astype(kind_of_number))
    channels = {name: pixels.copy() for name in part.channels}
    return OpenEXR.Part(header, channels, part.name) if part.name else OpenEXR.Part(header, channels)


def _box(bounds: Window) -> tuple[Any, Any]:
    return np.array(bounds[:2], np.int32), np.array(bounds[2:], np.int32)


def _truth(asked: Exr) -> Truth:
    first = asked.parts[0]
    facts = _windows(first.data, first.display) | {
        "compression": asked.compression, "n_parts": len(asked.parts), "tiled": asked.tiled, "deep": False,
        "sample_format": asked.sample, "bit_depth": SAMPLES[asked.sample][1], "has_alpha": "A" in first.channels,
        "channel_names": list(first.channels),
    }  # fmt: skip
    names = [part.name for part in asked.parts if part.name]
    views = [part.view for part in asked.parts if part.view]
    facts |= {"part_names": names} if names else {}
    return facts | ({"views": views} if views else {}) | asked.truth


def _windows(data: Window, display: Window) -> Truth:
    return {
        "width": data[2] - data[0] + 1, "height": data[3] - data[1] + 1,
        "display_width": display[2] - display[0] + 1, "display_height": display[3] - display[1] + 1,
        "data_window": list(data), "display_window": list(display),
    }  # fmt: skip


def write_deep(shop: Workshop, format_name: str) -> Iterator[Sample]:
    """Deep scanlines: zero, one or two samples a pixel."""
    for name, data, display, compression in DEEP:
        path = shop.place(format_name, name)
        spec = _deep_spec(data, display, compression)
        points = OpenImageIO.DeepData()
        points.init(spec)
        for pixel in range(spec.width * spec.height):
            points.set_samples(pixel, pixel % 3)
            for sample in range(pixel % 3):
                for channel in range(spec.nchannels):
                    points.set_deep_value(pixel, channel, sample, 0.5 + sample)
        output: Any = OpenImageIO.ImageOutput.create(str(path))
        output.open(str(path), spec)
        output.write_deep_image(points)
        output.close()
        yield Sample(
            format_name, path,
            _windows(data, display) | {
                "compression": compression, "n_parts": 1, "tiled": False, "deep": True, "has_alpha": True,
                "sample_format": "half", "bit_depth": 16, "channel_names": ["A", "B", "G", "R", "Z"],
                "created_local": "2024-05-06T07:08:09",
            },
        )  # fmt: skip


def _deep_spec(data: Window, display: Window, compression: str) -> Any:
    spec = OpenImageIO.ImageSpec(data[2] - data[0] + 1, data[3] - data[1] + 1, 5, OpenImageIO.HALF)
    spec.x, spec.y, spec.full_x, spec.full_y = *data[:2], *display[:2]
    spec.full_width, spec.full_height = display[2] - display[0] + 1, display[3] - display[1] + 1
    spec.channelnames = ("R", "G", "B", "A", "Z")
    spec.alpha_channel, spec.z_channel, spec.deep = 3, 4, True
    spec.attribute("compression", compression)
    # Else it states the time of writing.
    spec.attribute("DateTime", WRITTEN)
    return spec
