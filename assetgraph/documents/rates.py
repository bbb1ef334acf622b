"""Exact rates and times: documents and libraries tell them rounded.

Not here: durations of media (media/values.py).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from opentimelineio import opentime

_NEAR = 2e-4


@lru_cache(maxsize=256)
def exact_rate(rate: float) -> Fraction:
    """The rate that a rounded number stands for: 23.98 is 24000/1001. Raises ValueError when it is not positive."""
    if not 0 < rate < float("inf"):
        raise ValueError(f"{rate} is no rate")
    whole = round(rate)
    ntsc = Fraction(round(rate * 1.001) * 1000, 1001)
    for candidate in (Fraction(whole), ntsc):
        if candidate and abs(rate - float(candidate)) <= _NEAR * rate:
            return candidate
    return Fraction(rate).limit_denominator(100_000)


def text(rate: Fraction) -> str:
    """The rate as properties have it: "24000/1001"."""
    return f"{rate.numerator}/{rate.denominator}"


def nominal(rate: Fraction) -> int:
    """Frames that a timecode counts in a second: 30 for 30000/1001."""
    return max(1, round(rate))


def ticks(seconds: Fraction, rate: Fraction) -> int:
    """The nearest tick."""
    product = seconds * rate
    return (2 * product.numerator + product.denominator) // (2 * product.denominator)


def frames(timecode: str, rate: Fraction) -> int:
    """Frames since 00:00:00:00; a semicolon tells drop frame. Raises ValueError when the rate does not fit."""
    return int(opentime.from_timecode(timecode, float(rate)).to_frames())


def timecode(count: int, rate: Fraction, *, drop: bool = False) -> str | None:
    """The timecode of a frame count; None at a rate that no timecode counts."""
    try:
        return str(opentime.to_timecode(opentime.RationalTime(count, float(rate)), float(rate), drop))
    except ValueError:
        return None
