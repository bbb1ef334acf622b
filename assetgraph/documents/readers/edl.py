"""CMX 3600 edit decision lists.

They name no frame rate: it is the one at which most events are as long on the record as at the source. They name
no files either, but reels, clips and, in comments, sources. The timeline starts where its first event does.
Not here: the lines themselves (timelines/edl_lines.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector, Ticks
from assetgraph.documents.records import DocumentContent, Media, Reference, StateHint
from assetgraph.documents.timelines.edl_lines import EditList, Event, parse
from assetgraph.errors import DocumentError

FORMATS = ("edl",)
TOOL = "assetgraph"
_RATES = tuple(map(Fraction, (24, 25, 30, 48, 50, 60)))
_DROP_RATES = (Fraction(30000, 1001), Fraction(60000, 1001))
_BLACK_AND_BARS = frozenset(("BL", "BLK", "BLACK", "BARS"))
_NO_REEL = "AX"
_ROUNDING = 2
"""Frames by which a source may differ from its speed, which is told with one decimal."""
_DAY_S = 24 * 60 * 60
_Track = tuple[Media, int]


@dataclass(slots=True)
class _Laid:
    """A use in the making: a dissolve that follows makes it longer."""

    reference: Reference | None
    where: Ticks
    speed: Fraction


def read(path: str) -> DocumentContent:
    """References and uses of all events. Raises DocumentError, UnreadableFile."""
    edits = parse(guard.text(guard.read(path)))
    if not edits.events:
        raise _no_list("no event of an edit decision list in it")
    rate = _rate(edits)
    collector = Collector()
    collector.rate_uncertain = not edits.drop
    start = min(_ticks(event, rate, edits).record_in for event in edits.events)
    collector.begin(edits.title, rate, rates.timecode(start, rate, drop=edits.drop))
    for (media, track), laid in _tracks(edits, rate, collector).items():
        for each in laid:
            if each.reference is None:
                collector.note("an event that names no source")
                continue
            record_in, record_out = each.where.record_in - start, each.where.record_out - start
            where = replace(each.where, record_in=record_in, record_out=record_out)
            collector.use_ticks(each.reference, where, media, track, speed=each.speed)
    return collector.content()


def _rate(edits: EditList) -> Fraction:
    """The first rate that leaves the fewest events uneven."""
    found: list[tuple[int, Fraction]] = []
    for rate in _DROP_RATES if edits.drop else _RATES:
        try:
            uneven = sum(_is_uneven(event, _ticks(event, rate, edits)) for event in edits.events)
        except ValueError:
            continue  # it has frames that this rate does not count
        found.append((uneven, rate))
    if not found:
        raise _no_list("its timecodes fit no frame rate")
    return min(found, key=lambda item: item[0])[1]


def _tracks(edits: EditList, rate: Fraction, collector: Collector) -> dict[_Track, list[_Laid]]:
    """What lies on each track, in the order of the record."""
    tracks: dict[_Track, list[_Laid]] = defaultdict(list)
    timed = sorted(((event, _ticks(event, rate, edits)) for event in edits.events), key=lambda item: item[1].record_in)
    for event, told in timed:
        collector.step()
        if _is_uneven(event, told):
            collector.note("an event is not as long on the record as at its source", partial=True)
        speed = Fraction(event.speed).limit_denominator(1000) / rates.nominal(rate) if event.speed is not None else 1
        laid = _Laid(_reference(event), _played(told, Fraction(speed)), Fraction(speed))
        for track in event.tracks:
            if event.transition:
                _dissolve(event, tracks[track], laid.where.record_in, edits, rate)
            if told.record_in < told.record_out:
                tracks[track].append(replace(laid))
    return tracks


def _dissolve(event: Event, track: list[_Laid], cut: int, edits: EditList, rate: Fraction) -> None:
    """What is dissolved from lasts as long as the transition."""
    outgoing = event.outgoing
    if outgoing and outgoing.reel.upper() in _BLACK_AND_BARS:
        return
    if track and track[-1].where.record_out == cut:
        last = track[-1]
        last.where = _longer(last.where, event.length, last.speed)
    elif outgoing:
        start = _ticks(outgoing, rate, edits).source_in
        where = Ticks(cut, cut + event.length, start, start + event.length)
        track.append(_Laid(_reference(outgoing), where, Fraction(1)))


def _longer(where: Ticks, length: int, speed: Fraction) -> Ticks:
    more = round(length * abs(speed))
    if speed < 0:
        return replace(where, record_out=where.record_out + length, source_in=where.source_in - more)
    return replace(where, record_out=where.record_out + length, source_out=where.source_out + more)


def _played(told: Ticks, speed: Fraction) -> Ticks:
    """The ticks that are played; some lists tell the source of a speed change as if it had none, or its inverse."""
    if not speed:
        return replace(told, source_out=told.source_in + 1)
    played = round((told.record_out - told.record_in) * abs(speed))
    is_near = abs(told.source_out - told.source_in - played) <= _ROUNDING + played // 100
    return told if speed == 1 or is_near else replace(told, source_out=told.source_in + played)


def _ticks(event: Event, rate: Fraction, edits: EditList) -> Ticks:
    """Its times at this rate. Raises ValueError when the rate does not count such frames."""
    source_in, source_out, record_in, record_out = (
        int(time) if time.isdigit() else rates.frames(edits.plain(time), rate) for time in event.times
    )
    day = _DAY_S * rates.nominal(rate)
    return Ticks(
        record_in,
        record_out + (day if record_out < record_in else 0),
        source_in,
        source_out + (day if source_out < source_in else 0),
    )


def _is_uneven(event: Event, told: Ticks) -> bool:
    return event.speed is None and told.record_out - told.record_in != told.source_out - told.source_in


def _reference(event: Event) -> Reference | None:
    if event.reel.upper() in _BLACK_AND_BARS:
        return Reference(raw=event.reel, state_hint=StateHint.GENERATED)
    reel = None if event.reel.upper() == _NO_REEL else event.reel
    raw = event.source or event.name or reel
    return Reference(raw=raw, clip_name=event.name, reel=reel) if raw else None


def _no_list(reason: str) -> DocumentError:
    return DocumentError(reason, tool=TOOL, next_step="export it again as CMX 3600")
