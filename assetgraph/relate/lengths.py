"""Whether a file holds what a document uses of it: by timecode, or by length. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assetgraph.documents.records import Reference, Use
from assetgraph.graph.known import KnownMedia

_TIMECODE = re.compile(r"(\d\d):(\d\d):(\d\d)([:;.])(\d\d)")
_TOLERANCE_S = 0.05
_LEAST_TIMECODE_S = 60
"""What begins earlier is counted in frames, from 0, 1 or 1001."""
_CLOCKS_DIFFER = Fraction(1, 500)
"""By how much one timecode comes out longer where frames are dropped, or 24 is told for 23.976."""


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


def begins_at_zero(media: KnownMedia) -> bool:
    """Whether its timecode is zero, which is what programs write that know none."""
    return _start(media) == 0


def begins_elsewhere(media: KnownMedia, reference: Reference) -> bool:
    """Whether both tell the timecode at which the media begins, and not the same one."""
    start = _start(media)
    if media.kind == "sequence" or not start or not reference.available_start or not reference.available_rate:
        return False
    told = reference.available_start / Fraction(reference.available_rate)
    found = start / Fraction(media.frame_rate or 1)
    return told >= _LEAST_TIMECODE_S and abs(told - found) > max(Fraction(1), told * _CLOCKS_DIFFER)


def _start(media: KnownMedia) -> int | None:
    """The frame of its timecode; None where it tells none."""
    return frame_number(media.timecode, Fraction(media.frame_rate)) if media.timecode and media.frame_rate else None


def begins_at_another_frame(media: KnownMedia, reference: Reference) -> bool:
    """Whether both tell at the same rate on which frame the media begins, and not the same one."""
    start, rate = _start(media), Fraction(media.frame_rate or 0)
    told, ticks = reference.available_start, Fraction(reference.available_rate or 0)
    return None not in (start, told) and start != told and round(rate) == round(ticks)


def covers(media: KnownMedia, reference: Reference, uses: Sequence[Use], *, is_rate_told: bool = True) -> bool:
    """Whether the media's timecode range holds every use of it; False where either is not known.

    Where the uses are told at another rate than the media's, all that the document says it has counts instead. One
    that tells timecodes without a rate means frames of the media's.
    """
    rate = Fraction(media.frame_rate) if media.frame_rate else None
    start = _start(media)
    if rate is None or start is None or (media.duration_s is None and not media.frame_count):
        return False
    frames = media.frame_count or round(Fraction(media.duration_s or 0) * rate)
    ranges = [(use.source_in, use.source_out, Fraction(use.edit_rate)) for use in uses]
    if not is_rate_told:
        ranges = [_counted_at(rate, *each) for each in ranges]
    told = None not in (reference.available_start, reference.available_duration, reference.available_rate)
    if told and not (ranges and all(round(ticks) == round(rate) for _, _, ticks in ranges)):
        # A cut of another rate tells uses in ticks of its own.
        first, length = reference.available_start or 0, reference.available_duration or 0
        ranges = [(first, first + length, Fraction(reference.available_rate or 1))]
    # What was shot over midnight counts on from zero.
    day = frame_number(f"24:00:00{(media.timecode or ':')[-3]}00", rate) or 0
    return bool(ranges) and all(
        round(ticks) == round(rate)
        and any(start <= first + later and last + later <= start + frames for later in (0, day))
        for first, last, ticks in ranges
    )


def _counted_at(rate: Fraction, first: int, last: int, ticks: Fraction) -> tuple[int, int, Fraction]:
    """The same timecodes counted at this rate, where it has such frames."""
    nominal, own = round(ticks), round(rate)
    if nominal != own and max(first % nominal, last % nominal) < own:
        first, last = (count // nominal * own + count % nominal for count in (first, last))
        return first, last, rate
    return first, last, ticks


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
