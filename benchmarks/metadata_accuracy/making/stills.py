"""Single pictures: which formats, with which pixels and tags; a table, and one function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.metadata_accuracy.making import pixels
from benchmarks.metadata_accuracy.making.photos import (
    CAMERA,
    EXIF_WORDS,
    IPTC,
    IPTC_ONLY,
    LEGACY_IPTC,
    LONG_EXPOSURE,
    NO_ZONE,
    NORTH_EAST,
    SOUTH_WEST,
    VOID,
    XMP,
    XMP_ONLY,
    Tagging,
    turned,
)
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample, Truth

SIDEWAYS = range(5, 9)
ICC: Truth = {"icc_profile": pixels.ICC_NAME}
OPAQUE_8: Truth = {"bit_depth": 8, "sample_format": "uint8", "has_alpha": False}
ALPHA_8 = OPAQUE_8 | {"has_alpha": True}
OPAQUE_16: Truth = {"bit_depth": 16, "sample_format": "uint16", "has_alpha": False}
ALPHA_16 = OPAQUE_16 | {"has_alpha": True}
FLOAT: Truth = {"bit_depth": 32, "sample_format": "float", "has_alpha": False}


@dataclass(frozen=True)
class Case:
    """One file: how its pixels are written, how it is tagged, and what else is true of it."""

    name: str
    write: Callable[[Path, int, int], None]
    truth: Truth
    tags: Tagging | None = None
    size: tuple[int, int] = (96, 64)
    open: frozenset[str] = field(default_factory=frozenset)


def write_stills(shop: Workshop, format_name: str, cases: tuple[Case, ...]) -> Iterator[Sample]:
    """All files of one format of the table."""
    for case in cases:
        path = shop.place(format_name, case.name)
        width, height = case.size
        case.write(path, width, height)
        truth = case.truth | (case.tags.write(shop, path) if case.tags else {})
        shown = (height, width) if truth.get("exif_orientation", 1) in SIDEWAYS else (width, height)
        size = {"width": width, "height": height, "display_width": shown[0], "display_height": shown[1]}
        # Readers give the creator of XMP and IPTC as the artist of EXIF, as the guidelines of the trade want it.
        may_say = case.open | ({"artist"} if "creator" in truth else frozenset())
        yield Sample(format_name, path, size | truth, may_say)


def chroma(scheme: str) -> Truth:
    """An opaque picture of eight bits with its chroma."""
    return OPAQUE_8 | {"chroma_subsampling": scheme}


MOVING = frozenset(("has_alpha", "duration_s", "frame_rate", "frame_rate_mode"))
DENSITY = frozenset(("pixel_aspect_ratio",))
SUBSAMPLED = frozenset(("chroma_subsampling",))

STILLS: dict[str, tuple[Case, ...]] = {
    "jpeg": (
        Case("camera.jpg", pixels.jpeg("4:2:0", icc=True), chroma("4:2:0") | ICC, CAMERA + NORTH_EAST + XMP),
        Case(
            "south.jpg", pixels.jpeg("4:4:4"), chroma("4:4:4"), LONG_EXPOSURE + SOUTH_WEST + turned(6) + IPTC, (97, 65)
        ),
        Case("nozone.jpeg", pixels.jpeg("4:2:2"), chroma("4:2:2"), NO_ZONE + turned(3) + EXIF_WORDS),
        Case("legacy.jpg", pixels.jpeg("4:2:0"), chroma("4:2:0"), LEGACY_IPTC),
        Case("xmp.jpg", pixels.jpeg("4:2:0"), chroma("4:2:0"), XMP_ONLY),
        Case("iptc.jpg", pixels.jpeg("4:2:0"), chroma("4:2:0"), IPTC_ONLY),
        Case(
            "print.jpg",
            pixels.pillow("CMYK"),
            {"bit_depth": 8, "sample_format": "uint8", "has_alpha": False},
            NO_ZONE,
            open=SUBSAMPLED,
        ),
        Case("void.jpg", pixels.jpeg("4:2:0"), chroma("4:2:0"), VOID),
        Case("gray.jpg", pixels.pillow("L"), OPAQUE_8, size=(63, 31)),
        Case("mirrored.jpg", pixels.jpeg("4:2:0", progressive=True), chroma("4:2:0"), turned(7) + CAMERA),
    ),
    "png": (
        Case("plain.png", pixels.pillow("RGB", icc=True), OPAQUE_8 | ICC, XMP),
        Case("alpha.png", pixels.pillow("RGBA"), ALPHA_8, CAMERA + SOUTH_WEST, (65, 33)),
        Case("deep.png", pixels.png_16(3), OPAQUE_16, XMP + turned(8)),
        Case("deepalpha.png", pixels.png_16(4), ALPHA_16),
        Case("gray.png", pixels.png_16(1), OPAQUE_16),
        Case(
            "few.png",
            pixels.pillow("P", bits=4),
            {"bit_depth": 4, "sample_format": "uint8"},
            open=frozenset(("has_alpha",)),
        ),
        Case("bits.png", pixels.pillow("1"), {"bit_depth": 1, "sample_format": "uint8", "has_alpha": False}),
        Case(
            "palette.png",
            pixels.pillow("P"),
            {"bit_depth": 8, "sample_format": "uint8"},
            CAMERA,
            open=frozenset(("has_alpha",)),
        ),
    ),
    "tiff": (
        Case("plain.tif", pixels.tiff(3, "uint8"), OPAQUE_8, CAMERA + NORTH_EAST + XMP),
        Case(
            "deep.tiff",
            pixels.tiff(3, "uint16", compression="lzw"),
            OPAQUE_16 | {"compression": "lzw"},
            IPTC + turned(6),
        ),
        Case("float.tif", pixels.tiff(3, "float32", compression="zlib"), FLOAT | {"compression": "zip"}, EXIF_WORDS),
        Case("alpha.tif", pixels.tiff(4, "uint16"), ALPHA_16, LONG_EXPOSURE + SOUTH_WEST, (97, 63)),
        Case(
            "gray.tif",
            pixels.tiff(1, "uint8", bigtiff=True, description="Harbour at dawn"),
            OPAQUE_8 | {"description": "Harbour at dawn"},
        ),
        Case("bits.tif", pixels.pillow("1"), {"bit_depth": 1, "has_alpha": False}),
        Case("print.tif", pixels.pillow("CMYK", compression="tiff_lzw"), OPAQUE_8 | {"compression": "lzw"}, EXIF_WORDS),
        Case("half.tif", pixels.tiff(3, "float16"), {"bit_depth": 16, "sample_format": "half", "has_alpha": False}),
        Case("pages.tif", pixels.tiff(3, "uint8", pages=3, tile=(16, 16)), OPAQUE_8, EXIF_WORDS),
        Case("motorola.tif", pixels.tiff(3, "uint16", order=">"), OPAQUE_16, CAMERA),
    ),
    "webp": (
        Case(
            "lossy.webp",
            pixels.pillow("RGB", quality=80, icc=True),
            OPAQUE_8 | ICC,
            CAMERA + NORTH_EAST + XMP,
            open=SUBSAMPLED,
        ),
        Case("moving.webp", pixels.animation(5, 100), {"sample_format": "uint8"}, open=MOVING | SUBSAMPLED),
        Case(
            "alpha.webp",
            pixels.pillow("RGBA", lossless=True),
            ALPHA_8,
            SOUTH_WEST + turned(6),
            (65, 37),
            open=SUBSAMPLED,
        ),
    ),
    "gif": (
        Case(
            "still.gif",
            pixels.pillow("P"),
            {"sample_format": "uint8", "bit_depth": 8},
            XMP,
            open=frozenset(("has_alpha",)),
        ),
        Case("moving.gif", pixels.animation(5, 100), {"sample_format": "uint8"}, open=MOVING),
        Case(
            "words.gif",
            pixels.pillow("P", comment=b"made by hand"),
            {"sample_format": "uint8", "bit_depth": 8, "description": "made by hand"},
            None,
            (65, 33),
            open=frozenset(("has_alpha",)),
        ),
    ),
    "bmp": (
        Case("plain.bmp", pixels.pillow("RGB"), OPAQUE_8, open=DENSITY),
        Case(
            "palette.bmp",
            pixels.pillow("P"),
            {"bit_depth": 8, "sample_format": "uint8", "has_alpha": False},
            size=(63, 31),
            open=DENSITY,
        ),
    ),
    "heic": (
        Case(
            "phone.heic",
            pixels.heif(8, icc=True),
            {"bit_depth": 8, "chroma_subsampling": "4:2:0"} | ICC,
            CAMERA + NORTH_EAST + XMP,
            open=frozenset(("has_alpha",)) | pixels.HEIF_COLORS,
        ),
        Case(
            "turned.heic",
            pixels.heif(8, orientation=6),
            {
                "bit_depth": 8,
                "chroma_subsampling": "4:2:0",
                "rotation_deg": 90,
                "display_width": 64,
                "display_height": 96,
            },
            open=pixels.HEIF_COLORS | {"exif_orientation"},
        ),
        Case(
            "deep.heic",
            pixels.heif(10),
            {"bit_depth": 10, "chroma_subsampling": "4:2:0"},
            LONG_EXPOSURE + SOUTH_WEST,
            (128, 72),
            open=pixels.HEIF_COLORS,
        ),
    ),
    "avif": (
        Case(
            "phone.avif",
            pixels.pillow("RGB", icc=True),
            {"bit_depth": 8, "chroma_subsampling": "4:2:0"} | ICC,
            CAMERA + NORTH_EAST + XMP,
            open=pixels.HEIF_COLORS,
        ),
        Case(
            "full.avif",
            pixels.pillow("RGB", subsampling="4:4:4"),
            {"bit_depth": 8, "chroma_subsampling": "4:4:4"},
            SOUTH_WEST + LONG_EXPOSURE,
            (65, 37),
            open=pixels.HEIF_COLORS,
        ),
        Case(
            "alpha.avif",
            pixels.pillow("RGBA"),
            {"bit_depth": 8, "has_alpha": True},
            open=pixels.HEIF_COLORS | SUBSAMPLED,
        ),
        Case(
            "deep.avif",
            pixels.avif_10,
            {
                "bit_depth": 10,
                "chroma_subsampling": "4:2:0",
                "color_primaries": 9,
                "color_transfer": 16,
                "color_matrix": 9,
                "color_range": "limited",
            },
            XMP,
            (128, 72),
        ),
    ),
    "jpeg2000": (
        Case("plain.jp2", pixels.pillow("RGB"), OPAQUE_8, XMP + CAMERA),
        Case("deep.jp2", pixels.jpeg2000(16), OPAQUE_16, XMP, (97, 65)),
        Case("twelve.jp2", pixels.jpeg2000(12), OPAQUE_16 | {"bit_depth": 12}),
        Case("alpha.jp2", pixels.pillow("RGBA"), ALPHA_8, XMP),
        Case("stream.j2k", pixels.pillow("RGB"), OPAQUE_8),
    ),
    "jpegxl": (
        Case("plain.jxl", pixels.jpegxl("uint8", 3), OPAQUE_8, CAMERA + NORTH_EAST + XMP),
        Case("deep.jxl", pixels.jpegxl("uint16", 3), OPAQUE_16, XMP, (97, 65)),
        Case("alpha.jxl", pixels.jpegxl("uint8", 4), ALPHA_8),
        Case("float.jxl", pixels.jpegxl("float32", 3), FLOAT),
    ),
    "psd": (
        Case("layered.psd", pixels.psd(3, 8), OPAQUE_8, XMP + CAMERA),
        Case("deep.psd", pixels.psd(3, 16), OPAQUE_16, IPTC, (97, 65)),
        Case("gray.psd", pixels.psd(1, 8), OPAQUE_8, EXIF_WORDS),
        Case("large.psb", pixels.psd(3, 16, large=True), OPAQUE_16, XMP),
    ),
    "hdr": (
        Case("probe.hdr", pixels.radiance, FLOAT, open=frozenset(("compression",))),
        Case("odd.hdr", pixels.radiance, FLOAT, size=(65, 33)),
    ),
    "tga": (
        Case("plain.tga", pixels.pillow("RGB"), OPAQUE_8),
        Case(
            "packed.tga", pixels.pillow("RGBA", compression="tga_rle"), ALPHA_8 | {"compression": "rle"}, size=(65, 33)
        ),
        Case("gray.tga", pixels.pillow("L"), OPAQUE_8),
    ),
    "sgi": (
        Case("plain.sgi", pixels.pillow("RGB"), OPAQUE_8 | {"description": "plain"}),
        Case("alpha.rgba", pixels.pillow("RGBA", format="SGI"), ALPHA_8 | {"description": "alpha"}, size=(65, 33)),
    ),
    "pnm": (
        Case("plain.ppm", pixels.pillow("RGB"), OPAQUE_8),
        Case("gray.pgm", pixels.pillow("L"), OPAQUE_8, size=(65, 33)),
        Case("deep.pgm", pixels.pillow("I;16", format="PPM"), OPAQUE_16),
    ),
    "dds": (Case("plain.dds", pixels.pillow("RGB"), OPAQUE_8), Case("alpha.dds", pixels.pillow("RGBA"), ALPHA_8)),
    "dng": (
        Case("camera.dng", pixels.dng(14), {"bit_depth": 16}, CAMERA + NORTH_EAST + XMP, (128, 96)),
        Case("turned.dng", pixels.dng(12), {"bit_depth": 16}, LONG_EXPOSURE + SOUTH_WEST + turned(8), (160, 100)),
    ),
}
