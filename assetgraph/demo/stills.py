"""Writes single pictures of known parameters with OpenImageIO: EXR, DPX, JPEG, TIFF, PNG.

Equal arguments give equal bytes. Not here: moving pictures and sound (media.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import OpenImageIO
from numpy.typing import NDArray

from assetgraph.demo.pictures import moving_bar, to_8_bit
from assetgraph.errors import MediaError, UsageError

Attribute = str | int | float
# OpenImageIO would write the present time instead, and no two runs would give the same bytes.
WRITTEN_AT = "2026:01:01 12:00:00"


def write_exr(
    path: Path,
    *,
    width: int,
    height: int,
    data_window: tuple[int, int, int, int] | None = None,
    channels: Sequence[str] = ("R", "G", "B"),
    attributes: Mapping[str, Attribute] | None = None,
    compression: str = "zip",
    tiled: bool = False,
    seed: int = 0,
    frame: int | None = None,
) -> None:
    """Write a half-float EXR with a display window of width x height from (0, 0).

    `data_window` is (x_min, y_min, x_max, y_max), inclusive; without it, it is the display window. `frame` is that
    of the moving picture; without it, a seed gives a picture of its own.
    """
    x_min, y_min, x_max, y_max = data_window or (0, 0, width - 1, height - 1)
    data_width, data_height = x_max - x_min + 1, y_max - y_min + 1
    spec = OpenImageIO.ImageSpec(data_width, data_height, len(channels), OpenImageIO.HALF)
    spec.x, spec.y = x_min, y_min
    spec.full_x, spec.full_y, spec.full_width, spec.full_height = 0, 0, width, height
    spec.channelnames = tuple(channels)
    spec.attribute("compression", compression)
    if tiled:
        spec.tile_width = spec.tile_height = 64
    for name, value in (attributes or {}).items():
        spec.attribute(name, value)
    picture = moving_bar(data_width, data_height, seed if frame is None else frame, seed)
    planes = [picture[:, :, index % 3] for index in range(len(channels))]
    _write(path, spec, np.ascontiguousarray(np.stack(planes, axis=2)))


def write_dpx(
    path: Path, *, width: int, height: int, bit_depth: int = 10, seed: int = 0, frame: int | None = None
) -> None:
    """Write an RGB DPX of 8, 10, 12 or 16 bits a channel; `frame` as in `write_exr`."""
    if bit_depth not in {8, 10, 12, 16}:
        raise UsageError(f"DPX has no {bit_depth} bits a channel", path=str(path))
    spec = OpenImageIO.ImageSpec(width, height, 3, OpenImageIO.UINT8 if bit_depth == 8 else OpenImageIO.UINT16)
    spec.attribute("oiio:BitsPerSample", bit_depth)
    _write(path, spec, moving_bar(width, height, seed if frame is None else frame, seed))
    _keep_only_base_name(path)


def _keep_only_base_name(path: Path) -> None:
    """OpenImageIO puts the whole path in the header, so that a copy would differ from a second writing."""
    with path.open("r+b") as stream:
        stream.seek(36)
        stream.write(path.name.encode()[:99].ljust(100, b"\0"))


def write_still(
    path: Path, *, width: int, height: int, exif: Mapping[str, object] | None = None, seed: int = 0
) -> None:
    """Write an 8-bit RGB picture; the ending chooses JPEG, TIFF or PNG.

    `exif` holds OpenImageIO names (Make, Model, FNumber, ExposureTime, Exif:DateTimeOriginal,
    Exif:PhotographicSensitivity ...); a TIFF keeps no Exif:PhotographicSensitivity.
    GPS:Latitude and GPS:Longitude are signed decimal degrees.
    """
    spec = OpenImageIO.ImageSpec(width, height, 3, OpenImageIO.UINT8)
    for name, value in (exif or {}).items():
        _set_exif(spec, name, value)
    _write(path, spec, to_8_bit(moving_bar(width, height, seed, seed)))


def _set_exif(spec: OpenImageIO.ImageSpec, name: str, value: object) -> None:
    hemispheres = {"GPS:Latitude": "NS", "GPS:Longitude": "EW"}
    if name in hemispheres and isinstance(value, int | float):
        whole, minutes = divmod(round(abs(value) * 3600, 4), 3600)
        minutes, seconds = divmod(minutes, 60)
        spec.attribute(name, OpenImageIO.TypeDesc("float[3]"), (whole, minutes, seconds))
        spec.attribute(f"{name}Ref", hemispheres[name][value < 0])
    elif isinstance(value, str | int | float):
        spec.attribute(name, value)
    else:
        raise UsageError(f"{name} cannot be written from a {type(value).__name__}")


def _write(path: Path, spec: OpenImageIO.ImageSpec, pixels: NDArray[np.float32] | NDArray[np.uint8]) -> None:
    if not spec.getattribute("DateTime"):
        spec.attribute("DateTime", WRITTEN_AT)
    output = OpenImageIO.ImageOutput.create(str(path))
    if output is None:
        raise UsageError(OpenImageIO.geterror(), path=str(path), tool="OpenImageIO")
    try:
        written = output.open(str(path), spec) and output.write_image(pixels)
    finally:
        closed = output.close()
    if not (written and closed):
        raise MediaError(output.geterror() or OpenImageIO.geterror(), path=str(path), tool="OpenImageIO")
