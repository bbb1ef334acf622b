"""Stills decoded to arrays by imagecodecs, tifffile and LibRaw: shape and type of what is really there."""

from __future__ import annotations

from typing import Any

import imagecodecs
import rawpy
import tifffile

from benchmarks.metadata_accuracy.samples import Sample, Truth

DECODERS = {
    ".png": imagecodecs.png_decode, ".jxl": imagecodecs.jpegxl_decode, ".jp2": imagecodecs.jpeg2k_decode,
    ".j2k": imagecodecs.jpeg2k_decode, ".jpg": imagecodecs.jpeg_decode, ".jpeg": imagecodecs.jpeg_decode,
    ".webp": imagecodecs.webp_decode, ".bmp": imagecodecs.bmp_decode, ".hdr": imagecodecs.rgbe_decode,
}  # fmt: skip
# A palette, single bits and twelve of sixteen bits are decoded to something wider.
NOT_AS_KEPT = frozenset(("palette", "few", "bits", "twelve"))
KINDS = {
    "float16": ("half", 16),
    "bool": ("uint8", 1),
    "uint8": ("uint8", 8),
    "uint16": ("uint16", 16),
    "float32": ("float", 32),
}
ALPHA = 4
TIFF_COMPRESSIONS = {1: "none", 5: "lzw", 8: "zip"}


def read(sample: Sample) -> Truth:
    """Size, type of sample, alpha."""
    ending = sample.path.suffix
    if ending == ".dng":
        with rawpy.imread(str(sample.path)) as raw:
            return {"width": raw.raw_image.shape[1], "height": raw.raw_image.shape[0]}
    if ending in {".tif", ".tiff"}:
        with tifffile.TiffFile(sample.path) as opened:
            page = opened.pages.first
            facts = _facts(page.asarray())
            # Four channels are also those of print.
            facts["has_alpha"] = bool(page.extrasamples)
            return facts | {"compression": TIFF_COMPRESSIONS[page.compression]}
    if ending not in DECODERS:
        return {}
    if sample.path.stem == "print":
        # Decoded to RGB, or its four inks taken for alpha.
        return {}
    facts = _facts(DECODERS[ending](sample.path.read_bytes()))
    if sample.path.stem in NOT_AS_KEPT:
        return {name: facts[name] for name in ("width", "height")}
    return facts


def _facts(pixels: Any) -> Truth:
    kind, bits = KINDS[str(pixels.dtype)]
    return {
        "width": pixels.shape[1], "height": pixels.shape[0], "sample_format": kind, "bit_depth": bits,
        "has_alpha": pixels.ndim == 3 and pixels.shape[2] == ALPHA,
    }  # fmt: skip
