"""Stills by Pillow, decoded: size, depth, alpha, profile."""

from __future__ import annotations

import io

import pillow_heif
from PIL import Image, ImageCms, JpegImagePlugin, UnidentifiedImageError

from benchmarks.metadata_accuracy.samples import Sample, Truth

pillow_heif.register_heif_opener()
# Pillow shows deeper pixels of colour as eight bits.
SURE_MODES = {"I;16": 16, "I;16B": 16, "F": 32}
ALPHA_MODES = frozenset(("RGBA", "LA", "RGBa"))
SAMPLING = {0: "4:4:4", 1: "4:2:2", 2: "4:2:0"}


def read(sample: Sample) -> Truth:
    """Facts of a still that Pillow decodes."""
    if {"video_codec", "audio_codec"} & sample.truth.keys() or sample.format == "dng":
        return {}
    try:
        with Image.open(sample.path) as image:
            image.load()
            return _facts(image)
    except (UnidentifiedImageError, OSError, SyntaxError, NotImplementedError):
        return {}


def _facts(image: Image.Image) -> Truth:
    # It turns a TIFF by its orientation while it reads, and a HEIC by its box.
    facts: Truth = {} if image.format in {"TIFF", "HEIF"} else {"width": image.width, "height": image.height}
    if isinstance(image, JpegImagePlugin.JpegImageFile) and image.mode == "RGB":
        facts["chroma_subsampling"] = SAMPLING[JpegImagePlugin.get_sampling(image)]
    if image.mode != "P":
        facts["has_alpha"] = image.mode in ALPHA_MODES
    if image.mode in SURE_MODES:
        facts["bit_depth"] = SURE_MODES[image.mode]
    if image.info.get("bit_depth"):
        facts["bit_depth"] = image.info["bit_depth"]
    profile = image.info.get("icc_profile")
    if profile:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        facts["icc_profile"] = ImageCms.getProfileDescription(opened).strip()
    return facts
