"""Whether a value that was read is the value that was asked for; the tolerances of the design."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

RATIONALS = frozenset(("frame_rate", "pixel_aspect_ratio", "exposure_time_s"))
NAMES = frozenset(("video_codec", "video_profile", "audio_codec", "audio_profile", "compression"))
TOLERANCES = {"gps_latitude_deg": 1e-4, "gps_longitude_deg": 1e-4, "gps_altitude_m": 0.01}
RELATIVE = 1e-5


def agrees(name: str, expected: Any, got: Any) -> bool:
    """Exact for integers, rationals, names and texts; lengths within max(0.05 s, 0.5 %), places within 1e-4 degrees."""
    try:
        return _agrees(name, expected, got)
    except (TypeError, ValueError, ZeroDivisionError):
        return False


def _agrees(name: str, expected: Any, got: Any) -> bool:
    if name == "duration_s":
        return bool(abs(expected - got) <= max(0.05, 0.005 * expected))
    if name in TOLERANCES:
        return bool(abs(expected - got) <= TOLERANCES[name])
    if name in RATIONALS:
        return Fraction(expected) == Fraction(got)
    if name in NAMES:
        return _letters(expected) == _letters(got)
    if name == "mastering_display":
        # The vocabulary leaves its wording open; the brightest and the darkest must be in it.
        numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?(?:e-?\d+)?", str(got))}
        return set(expected) <= numbers
    if name == "dolby_vision_profile":
        return [expected] == [int(number) for number in re.findall(r"\d+", str(got))[:1]]
    # A file keeps channels by the alphabet, readers bring colours into their order.
    if name in {"hdr_format", "views", "part_names", "channel_names"}:
        return sorted(expected) == sorted(got)
    if name.startswith("embedded_"):
        return set(expected) <= set(_texts(got))
    if isinstance(expected, float):
        return bool(abs(expected - got) <= RELATIVE * abs(expected))
    if isinstance(expected, list):
        return len(expected) == len(got) and all(map(_same_item, expected, got))
    return type(expected) is type(got) and bool(expected == got)


def _same_item(expected: Any, got: Any) -> bool:
    return abs(expected - got) <= RELATIVE if isinstance(expected, float) else bool(expected == got)


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9:]", "", str(name).lower())


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [str(value)]
