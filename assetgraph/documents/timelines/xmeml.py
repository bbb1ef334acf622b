"""What single elements of Final Cut Pro 7's XML say: rates, numbers, flags, places on a track, changes of speed.

Times are exact seconds. Not here: how elements belong together (readers/fcp7_xml.py).
"""

from __future__ import annotations

import math
from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import rates
from assetgraph.documents.placing import ONE, ZERO, along

_TOLD_BY_TRANSITION = -1


def text(element: Element, path: str) -> str | None:
    """The text of a descendant; an empty one is none."""
    return (element.findtext(path) or "").strip() or None


def number(element: Element, path: str) -> Fraction | None:
    """A finite number."""
    said = text(element, path)
    try:
        value = float(said) if said else math.nan
    except ValueError:
        value = math.nan
    return Fraction(value).limit_denominator(1_000_000) if math.isfinite(value) else None


def flag(element: Element, path: str, *, default: bool) -> bool:
    """TRUE or FALSE."""
    said = text(element, path)
    return default if said is None else said.upper() == "TRUE"


def rate(element: Element, default: Fraction) -> Fraction:
    """Ticks a second: timebase, slowed down by ntsc."""
    base = number(element, "rate/timebase")
    if base is None or base <= 0:
        return default
    # Some write 23.976 where 24 is meant.
    whole = Fraction(round(base)) or ONE
    return whole * 1000 / 1001 if flag(element, "rate/ntsc", default=whole != base) else whole


def clock(file: Element, default: Fraction) -> Fraction:
    """When the media begins on its own clock; zero where no timecode is told."""
    timecode = file.find("timecode")
    if timecode is None:
        return ZERO
    own = rate(timecode, rate(file, default))
    frame = number(timecode, "frame")
    if frame is not None:
        return frame / own
    said = text(timecode, "string")
    try:
        return Fraction(rates.frames(said, own)) / own if said else ZERO
    except ValueError:
        return ZERO


def span(
    item: Element, before: Element | None, after: Element | None, track_rate: Fraction
) -> tuple[Fraction, Fraction, Fraction, Fraction] | None:
    """Where an item lies on its track: from, until, and how much longer transitions beside it show it.

    None when that is not told. An item without a start of its own begins with the transition before it, and its
    in point is the one there.
    """
    start, end = number(item, "start"), number(item, "end")
    head_from = number(before, "start") if before is not None else None
    tail_until = number(after, "end") if after is not None else None
    if start in {None, _TOLD_BY_TRANSITION}:
        start = head_from
    if end in {None, _TOLD_BY_TRANSITION}:
        end = tail_until
    length = _length(item, track_rate)
    if start is None and end is not None and length is not None:
        start = end - length
    if end is None and start is not None and length is not None:
        end = start + length
    if start is None or end is None:
        return None
    head = max(ZERO, start - head_from) if head_from is not None else ZERO
    tail = max(ZERO, tail_until - end) if tail_until is not None else ZERO
    return start / track_rate, end / track_rate, head / track_rate, tail / track_rate


def retimed(item: Element, first: Fraction, last: Fraction, own: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest source time and the speed of a clip that plays from `first` to `last` of its own time.

    A clip counts its in and out after its change of speed. A speed that varies is told by its mean.
    """
    effects = (each for each in item.iterfind("filter/effect") if text(each, "effectid") == "timeremap")
    remap = next(effects, None)
    if remap is None or first == last:
        return first, ONE
    said = {text(each, "parameterid"): each for each in remap.iterfind("parameter")}
    curve = [
        ((number(key, "when") or ZERO) / own, (number(key, "value") or ZERO) / own)
        for key in (said["graphdict"].iterfind("keyframe") if "graphdict" in said else ())
    ]
    if len(curve) > 1:
        one, other = along(curve, first), along(curve, last)
        return min(one, other), (other - one) / (last - first)
    speed = (number(said["speed"], "value") or ZERO) / 100 if "speed" in said else ONE
    if "reverse" in said and flag(said["reverse"], "value", default=False):
        speed = -abs(speed)
    return first * abs(speed), speed


def is_first_channel(track: Element) -> bool:
    """Whether a track is the only one of its sound, or the first of those that hold its channels."""
    channel, channels = track.get("currentExplodedTrackIndex", "0"), track.get("totalExplodedTrackCount", "1")
    return channel == "0" or channels == "1"


def _length(item: Element, track_rate: Fraction) -> Fraction | None:
    """Ticks of the track from in to out."""
    first, last = number(item, "in"), number(item, "out")
    return (last - first) / rate(item, track_rate) * track_rate if first is not None and last is not None else None
