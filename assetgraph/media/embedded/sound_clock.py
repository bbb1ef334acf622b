"""When a sound begins on the clock of the shoot, by its iXML: recorders count samples since midnight. Pure.

The timecode is that of the frame in which the first sample lies, at the rate that the recorder was set to.
Not here: iXML itself (wave.py).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from assetgraph.media.values import integer

_SPEED = "iXML:SPEED."
_SAMPLES = "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT"
_SAMPLE_RATES = ("TIMESTAMP_SAMPLE_RATE", "FILE_SAMPLE_RATE")
_HIGHEST_RATE = 240
_DROPS_AT = 30
_SECONDS_A_DAY = 24 * 60 * 60


def clock(tags: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Timecode and the rate that it counts; nothing where no rate is told, or no time but zero, as of what has none."""
    said = {name.removeprefix(_SPEED): str(tag.get("val")) for name, tag in tags.items() if name.startswith(_SPEED)}
    rate = _rate(said.get("TIMECODE_RATE", ""))
    sample_rate = next((found for name in _SAMPLE_RATES if (found := integer(said.get(name)))), None)
    high, low = (integer(said.get(f"{_SAMPLES}_{half}")) for half in ("HI", "LO"))
    if rate is None or not sample_rate or sample_rate < 0 or low is None or low < 0 or (high or 0) < 0:
        return {}
    samples = ((high or 0) << 32) + low
    if not samples:
        return {}
    count = round(Fraction(samples, sample_rate) * rate)
    drops = said.get("TIMECODE_FLAG", "").upper() == "DF" and round(rate) % _DROPS_AT == 0
    timecode = _timecode(count, round(rate), drops=drops)
    return {"timecode": timecode, "frame_rate": f"{rate.numerator}/{rate.denominator}"}


def _rate(said: str) -> Fraction | None:
    try:
        rate = Fraction(said)
    except (ValueError, ZeroDivisionError):
        return None
    return rate if 1 <= rate <= _HIGHEST_RATE else None


def _timecode(count: int, nominal: int, *, drops: bool) -> str:
    if drops:
        skipped = nominal // 15
        minute, ten = nominal * 60 - skipped, nominal * 600 - skipped * 9
        tens, rest = divmod(count, ten)
        count += skipped * 9 * tens + (skipped * ((rest - skipped) // minute) if rest > skipped else 0)
    seconds, frame = divmod(count, nominal)
    seconds %= _SECONDS_A_DAY
    mark = ";" if drops else ":"
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{frame:02d}"
