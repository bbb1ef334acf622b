"""Whether a file holds what a document uses of it: by timecode, or by length. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assetgraph.documents.records import Reference, Use
from assetgraph.graph.relations import KnownMedia

_TIMECODE = re.compile(r"(\d\d):(\d\d):(\d\d)([:;.])(\d\d)")
_TOLERANCE_S = 0.05


def frame_number(timecode: str, rate: Fraction) -> int | None:
    """The count of frames since 00:00:00:00 that a timecode stands for; drop frame by `;`. None when it is none."""
    found = _TIMECODE.fullmatch(timecode)
    if found is None:
        return None
    hours, minutes, seconds, frames = (int(found[group]) for group in (1, 2, 3, 5))
    nominal = round(rate)
    number = ((hours * 60 + minutes) * 60 + seconds) * nominal + frames
    if found[4] == ";" and nominal % 30 == 0:
        passed = hours * 60 + minutes
        number -= nominal // 15 * (passed - passed // 10)
    return number


def covers(media: KnownMedia, reference: Reference, uses: Sequence[Use]) -> bool:
    """Whether the media's timecode range holds every use of it; False where either is not known."""
    rate = Fraction(media.frame_rate) if media.frame_rate else None
    start = frame_number(media.timecode, rate) if media.timecode and rate else None
    if rate is None or start is None or media.duration_s is None:
        return False
    frames = media.frame_count or round(Fraction(media.duration_s) * rate)
    ranges = [(use.source_in, use.source_out, Fraction(use.edit_rate)) for use in uses]
    if not ranges and None not in (reference.available_start, reference.available_duration, reference.available_rate):
        first, length = reference.available_start or 0, reference.available_duration or 0
        ranges = [(first, first + length, Fraction(reference.available_rate or 1))]
    return bool(ranges) and all(
        round(ticks) == round(rate) and start <= first and last <= start + frames for first, last, ticks in ranges
    )


def same_length(media: KnownMedia, reference: Reference) -> bool:
    """Whether the media is as long as the document says it is, to a frame; False where either is not known."""
    if not reference.available_duration or not reference.available_rate:
        return False
    rate = Fraction(reference.available_rate)
    if media.kind == "sequence":
        return media.frame_count == reference.available_duration
    if media.duration_s is None:
        return False
    told = float(reference.available_duration / rate)
    return abs(media.duration_s - told) <= max(_TOLERANCE_S, float(1 / rate))
