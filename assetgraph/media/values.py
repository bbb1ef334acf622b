"""Turns the words of tools into values of the vocabulary: numbers, rationals, times.

Each function returns None for what is no value ("", "n/a", a date of zeros): absent is absent.
Not here: which word of which tool means what (probes/).
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from assetgraph.media.charsets import in_its_charset

NO_VALUE = frozenset(("", "n/a", "none", "unknown", "undef", "undefined", "(none)", "----", "und"))
NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?(?:/(\d+)(?!\d))?")
DATE = re.compile(r"(\d{4})[:-](\d{2})[:-](\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$")
OFFSET = re.compile(r"([+-])(\d{2}):?([0-5]\d)$")
WIDEST_OFFSET_H = 14
FIRST_PHOTOGRAPH = 1826
# Days at which clocks begin to count: with a time of day they tell of a clock that was never set.
CLOCK_ZERO = frozenset(("1904-01-01", "1970-01-01"))
TIMECODE = re.compile(r"[0-2]\d:[0-5]\d:[0-5]\d[:;.,]\d{2,3}$")
MAX_TEXT = 4000
# Line ends and tabs apart.
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))


def integer(value: Any) -> int | None:
    """An integer, from a number or the first number in a text; infinite and broken numbers are none."""
    number = real(value)
    return round(number) if number is not None else None


def real(value: Any) -> float | None:
    """A finite number, from a number or the first number in a text, which may be written as a fraction."""
    if isinstance(value, bool) or value is None:
        return None
    found = NUMBER.match(str(value))
    if not found:
        return None
    over, _, under = found.group(0).partition("/")
    number = float(over) / float(under or 1) if float(under or 1) else math.nan
    return number if math.isfinite(number) else None


def positive(value: int | None) -> int | None:
    """The integer, when it is greater than zero."""
    return value if value is not None and value > 0 else None


def plain_text(value: Any) -> str | None:
    """A text without surrounding blanks and control characters; None when nothing is said."""
    if value is None:
        return None
    said = str(value)
    if not (said.isascii() and said.isprintable()):
        said = in_its_charset(said).translate(CONTROLS)
    said = said.strip()
    return None if said.lower() in NO_VALUE else said[:MAX_TEXT]


def rational(value: Fraction | None) -> str | None:
    """A positive rational as "24000/1001"."""
    return f"{value.numerator}/{value.denominator}" if value is not None and value > 0 else None


def near_fraction(value: float | None, limit: int = 100_000) -> Fraction | None:
    """The simple fraction that a rounded decimal stands for."""
    return Fraction(value).limit_denominator(limit) if value is not None else None


def exposure(value: float | None) -> str | None:
    """Exposure time: "1/60" when it is near enough one over a whole number."""
    if value is None or value <= 0:
        return None
    whole = round(1 / value)
    if whole and abs(value * whole - 1) < 1e-4:
        return f"1/{whole}"
    return rational(near_fraction(value, 1000))


def frame_rate(value: Fraction | float | None) -> str | None:
    """A frame rate as a rational; a decimal becomes n/1 or n*1000/1001 only when it is within 1e-4 of it."""
    if value is None or not 0.001 <= value <= 1000:
        return None
    if isinstance(value, Fraction) and value.denominator in {1, 1001}:
        return rational(value)
    if value < 1:
        # One picture in so many seconds, or a mistake.
        seconds = float(1 / value)
        return f"1/{round(seconds)}" if abs(seconds - round(seconds)) <= 1e-4 * seconds else None
    whole = round(value)
    candidates = (Fraction(whole), Fraction(round(value * 1.001) * 1000, 1001))
    for candidate in candidates:
        if candidate and abs(float(value) - float(candidate)) <= 1e-4 * float(candidate):
            return rational(candidate)
    return rational(value if isinstance(value, Fraction) else near_fraction(float(value), 1001))


def timecode(said: Any, *, zero_counts: bool) -> str | None:
    """A timecode; zeros count only where a container has them on purpose, not as an unused field."""
    code = plain_text(said)
    if code is None or not TIMECODE.match(code):
        return None
    return code if zero_counts or code.strip("0:;.,") else None


def local_time(value: Any) -> tuple[str, str | None] | None:
    """Local time "2018-02-21T12:08:56" (or a date alone) and the offset "+01:00", when it stands there.

    None for a day that is in no calendar, before photography, in the future, or the zero of a clock.
    """
    found = DATE.match(str(value or "").strip())
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}-{month}-{day}"
    stated = f"{date}T{hour}:{minute}:{second}" if hour else date
    try:
        moment = datetime.fromisoformat(stated).replace(tzinfo=UTC)
    except ValueError:
        return None
    # A day more, for all zones.
    if moment.year < FIRST_PHOTOGRAPH or moment > datetime.now(UTC) + timedelta(days=1):
        return None
    return None if hour and date in CLOCK_ZERO else (stated, utc_offset(zone))


def utc_offset(value: Any) -> str | None:
    """An offset from UTC as "+01:00"."""
    said = str(value or "").strip()
    if said == "Z":
        return "+00:00"
    found = OFFSET.match(said)
    if not found or int(found.group(2)) > WIDEST_OFFSET_H:
        return None
    return "{}{}:{}".format(*found.groups())


def present(facts: dict[str, Any]) -> dict[str, Any]:
    """Only what is there: no None, no empty text, list or dict."""
    return {name: value for name, value in facts.items() if value is not None and value not in ("", [], {}, ())}
