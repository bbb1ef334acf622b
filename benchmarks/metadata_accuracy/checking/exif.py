"""EXIF by Pillow, which knows nothing of ExifTool, that wrote it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import IFD

from benchmarks.metadata_accuracy.samples import Sample, Truth

ENDINGS = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".avif"))
MAIN = {271: "camera_make", 272: "camera_model", 274: "exif_orientation"}
DETAILS = {0xA431: "camera_serial", 0xA434: "lens_model", 0x8827: "iso", 0x9011: "created_utc_offset"}
NUMBERS = {0x829D: "f_number", 0x920A: "focal_length_mm"}
EXPOSURE, TAKEN = 0x829A, 0x9003
# Where Pillow does not know the file: what stands before the block of EXIF, and how far.
BLOCKS = {
    ".dng": (b"", 0), ".jxl": (b"Exif\0\0\0\0", 8), ".jp2": (b"JpgTiffExif->JP2", 16),
    ".psd": (b"8BIM\x04\x22", 12), ".psb": (b"8BIM\x04\x22", 12),
}  # fmt: skip
HEIF = frozenset((".heic", ".avif"))


def read(sample: Sample) -> Truth:
    """Camera, time and place."""
    ending = sample.path.suffix
    try:
        if ending in BLOCKS:
            return _facts(_block(sample.path.read_bytes(), BLOCKS[ending]))
        if ending in ENDINGS:
            with Image.open(sample.path) as image:
                facts = _facts(image.getexif())
            # Shown by its own rotation box.
            return {name: value for name, value in facts.items() if name != "exif_orientation" or ending not in HEIF}
    except (UnidentifiedImageError, OSError):
        pass
    return {}


def _block(data: bytes, marker: tuple[bytes, int]) -> Image.Exif:
    """The TIFF that stands so many bytes after a marker."""
    name, distance = marker
    place = data.find(name)
    exif = Image.Exif()
    if place >= 0:
        exif.load(b"Exif\0\0" + data[place + distance :])
    return exif


def _facts(exif: Image.Exif) -> Truth:
    facts = {name: exif[tag] for tag, name in MAIN.items() if tag in exif}
    return facts | _details(exif.get_ifd(IFD.Exif)) | _place(exif.get_ifd(IFD.GPSInfo))


def _details(tags: dict[int, Any]) -> Truth:
    facts: Truth = {name: tags[tag] for tag, name in DETAILS.items() if tag in tags}
    facts |= {name: float(tags[tag]) for tag, name in NUMBERS.items() if tag in tags}
    if EXPOSURE in tags:
        facts["exposure_time_s"] = Fraction(tags[EXPOSURE].numerator, tags[EXPOSURE].denominator)
    if TAKEN in tags:
        date, _, clock = tags[TAKEN].partition(" ")
        facts["created_local"] = f"{date.replace(':', '-')}T{clock}"
    return facts


def _place(tags: dict[int, Any]) -> Truth:
    if 2 not in tags:
        return {}
    facts: Truth = {
        "gps_latitude_deg": _degrees(tags[2]) * (-1 if tags[1] == "S" else 1),
        "gps_longitude_deg": _degrees(tags[4]) * (-1 if tags[3] == "W" else 1),
    }
    if 6 in tags:
        facts["gps_altitude_m"] = float(tags[6]) * (-1 if tags.get(5) in {b"\x01", 1} else 1)
    return facts


def _degrees(parts: tuple[Any, ...]) -> float:
    return float(sum(float(part) / 60**power for power, part in enumerate(parts)))
