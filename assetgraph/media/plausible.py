"""What cannot be true of any file: latitudes of 999 degrees, apertures of zero, a drop-frame code at 25 frames; pure.

Such a value is no value, whoever told it; in the words of the file it stays among the embedded metadata.
Not here: which of two possible values is right (reconcile.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

# Both ends are possible.
RANGES: dict[str, tuple[float, float]] = {
    "width": (1, 1 << 20),
    "height": (1, 1 << 20),
    "f_number": (0.3, 1000),
    "focal_length_mm": (0.1, 100_000),
    "iso": (1, 10_000_000),
    "gps_latitude_deg": (-90, 90),
    "gps_longitude_deg": (-180, 180),
    # From the deepest sea to a space station.
    "gps_altitude_m": (-11_100, 1_000_000),
    "sample_rate_hz": (1, 100_000_000),
    "bit_depth": (1, 64),
    "audio_bit_depth": (1, 64),
    "duration_s": (0, 10 * 366 * 86400),
    "render_time_s": (0, 10 * 366 * 86400),
}
RATIONALS = {
    "exposure_time_s": (Fraction(1, 10_000_000), Fraction(1_000_000)),
    "pixel_aspect_ratio": (Fraction(1, 100), Fraction(100)),
}
QUARTER_TURN = 90
# The largest number that EXIF has room for: the true one is larger.
OVERFLOWN_ISO = 65535
POSITION = ("gps_latitude_deg", "gps_longitude_deg", "gps_altitude_m")
# Of these, or a multiple, is a rate whose codes may leave out numbers.
DROPPING = 30


def plausible(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that one tool tells without those that cannot be, its streams' likewise."""
    kept = {name: value for name, value in facts.items() if _can_be(name, value)}
    if not _is_place(kept):
        kept = {name: value for name, value in kept.items() if name not in POSITION}
    if ";" in kept.get("timecode", "") and not _drops_frames(kept.get("frame_rate")):
        del kept["timecode"]
    if "streams" in kept:
        kept["streams"] = [plausible(stream) for stream in kept["streams"]]
    return kept


def _can_be(name: str, value: Any) -> bool:
    if name in RANGES:
        lowest, highest = RANGES[name]
        return bool(lowest <= value <= highest) and not (name == "iso" and value == OVERFLOWN_ISO)
    if name in RATIONALS:
        least, most = RATIONALS[name]
        return least <= Fraction(value) <= most
    return name != "rotation_deg" or value % QUARTER_TURN == 0


def _is_place(facts: Mapping[str, Any]) -> bool:
    """Whether both coordinates are told; a receiver without a fix writes zeros."""
    latitude, longitude = facts.get("gps_latitude_deg"), facts.get("gps_longitude_deg")
    return latitude is not None and longitude is not None and not (latitude == longitude == 0)


def _drops_frames(rate: str | None) -> bool:
    """Whether codes are dropped at this rate at all; at others a reader that drops them counts wrongly."""
    return rate is None or round(Fraction(rate)) % DROPPING == 0
