"""What follows from values that tools told: names of colour codes, the size as shown, HDR families; pure."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from assetgraph.media.cicp import HLG, NAMES, PQ
from assetgraph.media.formats import Format

SIDEWAYS = frozenset((5, 6, 7, 8))


def derived(row: Format, metadata: dict[str, Any]) -> dict[str, Any]:
    """Further properties, none of which replaces what a tool told."""
    facts: dict[str, Any] = {
        f"{name}_name": names[metadata[name]]
        for name, names in NAMES.items()
        if metadata.get(name) in names
    }  # fmt: skip
    facts |= _display_size(row, metadata)
    formats = _hdr_formats(metadata)
    if formats:
        facts["hdr_format"] = formats
    return facts


def _display_size(row: Format, metadata: dict[str, Any]) -> dict[str, Any]:
    """The size as shown: display window, then pixel aspect, then rotation or orientation."""
    window = metadata.get("display_window")
    if window:
        width, height = window[2] - window[0] + 1, window[3] - window[1] + 1
    else:
        width, height = metadata.get("width", 0), metadata.get("height", 0)
    if width <= 0 or height <= 0:
        return {}
    shown = round(width * Fraction(metadata.get("pixel_aspect_ratio", "1/1")))
    if _is_turned(row, metadata):
        shown, height = height, shown
    return {"display_width": shown, "display_height": height}


def _is_turned(row: Format, metadata: dict[str, Any]) -> bool:
    if "rotation_deg" in metadata:
        return bool(metadata["rotation_deg"] % 180 == 90)
    # HEIF is shown by its own rotation box; the EXIF value in it does not count.
    return row.family != "heif" and metadata.get("exif_orientation") in SIDEWAYS


def _hdr_formats(metadata: dict[str, Any]) -> list[str]:
    formats = set(metadata.get("hdr_format", ()))
    transfer = metadata.get("color_transfer")
    if transfer == HLG:
        formats.add("HLG")
    if transfer == PQ and ("mastering_display" in metadata or "max_cll_nits" in metadata):
        formats.add("HDR10")
    return sorted(formats)
