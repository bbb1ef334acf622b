"""Writers of pictures, one a library: each gives a function of path, width and height."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from PIL import Image, ImageCms

from benchmarks.metadata_accuracy.making.encoding import PQ, Picture, encode
from benchmarks.metadata_accuracy.making.pictures import as_integers, gradient

Writer = Callable[[Path, int, int], None]
CHANNELS = {"1": 1, "L": 1, "P": 3, "RGB": 3, "RGBA": 4, "CMYK": 4}
ICC_NAME = "sRGB built-in"
# Which colours a picture without a profile has, its encoder decides.
HEIF_COLORS = frozenset(("color_primaries", "color_transfer", "color_matrix", "color_range"))
CFA, ORIENTATION = 32803, 274
GRAY, RGB = 1, 3
ASSOCIATED_ALPHA = 1


def icc_profile() -> bytes:
    """A profile of sRGB that is named ICC_NAME."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def pillow(mode: str, *, icc: bool = False, **options: Any) -> Writer:
    """Whatever Pillow writes under this ending."""

    def write(path: Path, width: int, height: int) -> None:
        given = options | ({"icc_profile": icc_profile()} if icc else {})
        _image(mode, width, height, 1 << options.get("bits", 8)).save(path, **given)

    return write


def animation(frames: int, milliseconds: int) -> Writer:
    """Some pictures one after the other."""

    def write(path: Path, width: int, height: int) -> None:
        pictures = [Image.fromarray(as_integers(gradient(width, height, shift=number))) for number in range(frames)]
        pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=milliseconds, loop=0)

    return write


def jpeg(scheme: str, *, icc: bool = False, progressive: bool = False) -> Writer:
    """A JPEG of this chroma."""
    return pillow("RGB", icc=icc, subsampling=scheme, progressive=progressive, quality=85)


def _image(mode: str, width: int, height: int, colors: int) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(as_integers(gradient(width, height, 1)[:, :, 0], 16))
    channels = CHANNELS[mode]
    data = as_integers(gradient(width, height, channels))
    if mode == "CMYK":
        return Image.frombytes(mode, (width, height), data.tobytes())
    image = Image.fromarray(data[:, :, 0] if channels == 1 else data)
    if mode == "P":
        return image.convert("P", palette=Image.Palette.ADAPTIVE, colors=colors)
    return image.convert("1") if mode == "1" else image


def png_16(channels: int) -> Writer:
    """A PNG of sixteen bits."""

    def write(path: Path, width: int, height: int) -> None:
        path.write_bytes(imagecodecs.png_encode(_squeezed(as_integers(gradient(width, height, channels), 16))))

    return write


def jpeg2000(bits: int) -> Writer:
    """A JPEG 2000 of so many bits in its file format."""

    def write(path: Path, width: int, height: int) -> None:
        pixels = as_integers(gradient(width, height, 3), bits)
        path.write_bytes(imagecodecs.jpeg2k_encode(pixels, codecformat="jp2", reversible=True, bitspersample=bits))

    return write


def jpegxl(kind: str, channels: int) -> Writer:
    """A JPEG XL in boxes, so that tags have a place."""

    def write(path: Path, width: int, height: int) -> None:
        pixels = _as(kind, gradient(width, height, channels))
        path.write_bytes(imagecodecs.jpegxl_encode(pixels, usecontainer=True))

    return write


def tiff(
    channels: int, kind: str, *, bigtiff: bool = False, order: Literal["<", ">"] = "<", pages: int = 1, **options: Any
) -> Writer:
    """A TIFF; the fourth channel is alpha."""

    def write(path: Path, width: int, height: int) -> None:
        extra: dict[str, Any] = {"extrasamples": (ASSOCIATED_ALPHA,)} if channels == 4 else {}
        photometric = "minisblack" if channels == 1 else "rgb"
        pixels = _squeezed(_as(kind, gradient(width, height, channels)))
        with tifffile.TiffWriter(path, bigtiff=bigtiff, byteorder=order) as writer:
            for _ in range(pages):
                writer.write(pixels, photometric=photometric, metadata=None, software=False, **options, **extra)

    return write


def dng(bits: int) -> Writer:
    """A DNG of one plane of a Bayer pattern, as linear sixteen-bit words of which `bits` are used."""

    def write(path: Path, width: int, height: int) -> None:
        pixels = as_integers(gradient(width, height, 1)[:, :, 0], 16) >> (16 - bits)
        matrix = [part for value in (1, 0, 0, 0, 1, 0, 0, 0, 1) for part in (value, 1)]
        tags = [
            (33421, "H", 2, (2, 2), True),
            (33422, "B", 4, bytes((0, 1, 1, 2)), True),
            (50706, "B", 4, bytes((1, 4, 0, 0)), True),
            (50707, "B", 4, bytes((1, 1, 0, 0)), True),
            (50708, "s", 0, "Test Camera", True),
            (50717, "I", 1, (1 << bits) - 1, True),
            (50721, "2i", 9, matrix, True),
            (50728, "2I", 3, [1, 1, 1, 1, 1, 1], True),
            (50778, "H", 1, 21, True),
        ]
        with tifffile.TiffWriter(path) as writer:
            writer.write(pixels, photometric=CFA, metadata=None, software=False, extratags=tags)

    return write


def heif(bits: int, *, icc: bool = False, orientation: int = 1) -> Writer:
    """A HEIC by libheif, which turns it with a box of its own, for which pillow-heif takes the orientation of EXIF."""

    def write(path: Path, width: int, height: int) -> None:
        pixels = as_integers(gradient(width, height, 3), 8 if bits == 8 else 16)
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        options = {"icc_profile": icc_profile()} if icc else {}
        options |= {"exif": exif.tobytes()} if orientation > 1 else {}
        image = pillow_heif.from_bytes("RGB" if bits == 8 else "RGB;16", (width, height), pixels.tobytes())
        image.save(path, quality=60, **options)

    return write


def avif_10(path: Path, width: int, height: int) -> None:
    """An AVIF of ten bits in PQ by FFmpeg."""
    picture = Picture(
        "libsvtav1", "yuv420p10le", 10, "4:2:0", width=width, height=height, frames=1, color=PQ, rate=Fraction(1),
        options={"preset": "10", "svtav1-params": "lp=1:avif=1"},
    )  # fmt: skip
    encode(path, picture, container="avif")


def psd(channels: int, bits: int, *, large: bool = False) -> Writer:
    """A flat PSD or PSB by hand, gray or RGB: header, no colour table, resources or layers, and plain pixels."""

    def write(path: Path, width: int, height: int) -> None:
        planes = as_integers(gradient(width, height, channels), bits)
        head = struct.pack(
            ">4sH6xHIIHH", b"8BPS", 2 if large else 1, channels, height, width, bits, GRAY if channels == 1 else RGB
        )
        layers = struct.pack(">Q" if large else ">I", 0)
        pixels = np.moveaxis(planes, 2, 0).astype(">u2" if bits == 16 else ">u1").tobytes()
        path.write_bytes(head + bytes(8) + layers + struct.pack(">H", 0) + pixels)

    return write


def radiance(path: Path, width: int, height: int) -> None:
    """A Radiance picture by hand, not packed: three mantissas and one exponent a pixel."""
    mantissas = as_integers(gradient(width, height, 3))
    exponents = np.full((height, width, 1), 128, np.uint8)
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n".encode()
    path.write_bytes(head + np.concatenate([mantissas, exponents], axis=2).tobytes())


def cover() -> bytes:
    """The smallest picture that a song needs."""
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def _as(kind: str, picture: Any) -> Any:
    return picture.astype(kind) if kind.startswith("float") else as_integers(picture, 8 if kind == "uint8" else 16)


def _squeezed(picture: Any) -> Any:
    return picture[:, :, 0] if picture.shape[2] == 1 else picture
