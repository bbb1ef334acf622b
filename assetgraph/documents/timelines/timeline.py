"""From OpenTimelineIO's objects to references and uses, whichever format they were read from.

Nested compositions are flattened to record time, transitions lengthen what they join, time warps become speeds.
Markers are passed over. Not here: reading files (readers/), what a clip refers to (otio_media.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import opentimelineio as otio

from assetgraph.documents import rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.placing import ONE, ZERO, View
from assetgraph.documents.records import Media, Reference
from assetgraph.documents.timelines.otio_media import is_known, seconds
from assetgraph.documents.timelines.otio_media import references as otio_references


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: what is seen there, and on which track of the outermost timeline."""

    view: View
    media: Media = Media.PICTURE
    track: int | None = None


class TimelineWalk:
    """Gathers from OTIO objects. `packed` are the names of files that lie in the document itself.

    `references` tells what a clip refers to, what it plays first, where a reader knows more than OTIO does.
    """

    def __init__(
        self,
        collector: Collector,
        packed: Collection[str] = (),
        references: Callable[[otio.schema.Clip], Iterable[Reference]] | None = None,
    ) -> None:
        self._collector = collector
        self._refers = references or (lambda clip: otio_references(clip, packed))

    def gather(self, found: otio.core.SerializableObject) -> None:
        """From a timeline, a collection of them, or anything that can lie on one; loose clips lie in a bin."""
        if isinstance(found, otio.schema.SerializableCollection):
            for child in found:
                self._collector.step()
                if isinstance(child, otio.schema.Clip):
                    self._keep(child)
                else:
                    self.gather(child)
        elif isinstance(found, otio.schema.Timeline):
            self._timeline(found.name, found.tracks, found.global_start_time)
        elif isinstance(found, otio.core.Composable):
            self._timeline(found.name, found, None)
        else:
            self._unknown(found)

    def _timeline(self, name: str, root: otio.core.Composable, start: otio.opentime.RationalTime | None) -> None:
        rate = _edit_rate(root, start)
        first = rates.ticks(seconds(start), rate) if start else None
        drop = rate.denominator == 1001
        self._collector.begin(name, rate, rates.timecode(first, rate, drop=drop) if first is not None else None)
        self._item(root, _Place(View.timeline()), ZERO)

    def _item(
        self, item: otio.core.Composable, place: _Place, at: Fraction, head: Fraction = ZERO, tail: Fraction = ZERO
    ) -> None:
        """One item that begins at this time of what is around it."""
        self._collector.step()
        if not isinstance(item, otio.core.Item):
            self._unknown(item)
            return
        until = at + self._duration(item)
        speed = self._speed(item)
        if speed == 1 and _is_whole(item):
            view: View | None = place.view.beside(at, _start(item), enabled=item.enabled)
        else:
            view = place.view.into(at, until, _start(item), speed=speed, head=head, tail=tail, enabled=item.enabled)
        if view is None or isinstance(item, otio.schema.Gap):
            return
        inside = replace(place, view=view)
        if isinstance(item, otio.schema.Clip):
            self._clip(item, inside)
        elif isinstance(item, otio.schema.Track):
            self._track(item, inside)
        elif isinstance(item, otio.schema.Stack):
            self._stack(item, inside)
        else:
            self._unknown(item)

    def _stack(self, stack: otio.schema.Stack, place: _Place) -> None:
        numbers: Counter[Media] = Counter()
        for child in stack:
            media = _media_of(child, place.media)
            numbers[media] += 1
            number = numbers[media] if place.track is None else place.track
            self._item(child, replace(place, media=media, track=number), ZERO)

    def _track(self, track: otio.schema.Track, place: _Place) -> None:
        place = replace(place, media=_media_of(track, place.media), track=place.track or 1)
        children = list(track)
        first = children[0] if children else None
        at = seconds(first.in_offset) if isinstance(first, otio.schema.Transition) else ZERO
        for index, child in enumerate(children):
            if isinstance(child, otio.schema.Transition):
                continue
            before = children[index - 1] if index else None
            after = children[index + 1] if index + 1 < len(children) else None
            head = seconds(before.in_offset) if isinstance(before, otio.schema.Transition) else ZERO
            tail = seconds(after.out_offset) if isinstance(after, otio.schema.Transition) else ZERO
            self._item(child, place, at, head, tail)
            if isinstance(child, otio.core.Item):
                at += self._duration(child)

    def _clip(self, clip: otio.schema.Clip, place: _Place) -> None:
        found = self._references(clip)
        if not found:
            self._collector.note("a clip that names no media")
            return
        self._collector.use(found[0], place.view, place.media, place.track or 1)
        for other in found[1:]:
            self._collector.refer(other, enabled=place.view.enabled, media=place.media)

    def _keep(self, clip: otio.schema.Clip) -> None:
        for reference in self._references(clip):
            self._collector.keep(reference)

    def _references(self, clip: otio.schema.Clip) -> list[Reference]:
        for media in clip.media_references().values():
            if not is_known(media):
                self._unknown(media)
        return list(self._refers(clip))

    def _speed(self, item: otio.core.Item) -> Fraction:
        speed = ONE
        for effect in item.effects:
            if isinstance(effect, otio.schema.LinearTimeWarp):
                speed *= Fraction(effect.time_scalar).limit_denominator(1_000_000)
            elif isinstance(effect, otio.schema.TimeEffect):
                self._collector.note("a time effect that is no constant speed", partial=True)
        return speed

    def _duration(self, item: otio.core.Item) -> Fraction:
        try:
            return seconds(item.duration())
        except (otio.exceptions.CannotComputeAvailableRangeError, otio.exceptions.OTIOError):
            self._collector.note("an item without a duration", partial=True)
            return ZERO

    def _unknown(self, found: otio.core.SerializableObject) -> None:
        self._collector.note(f"{found.schema_name()} is not understood", partial=True)


def _media_of(item: otio.core.Composable, default: Media) -> Media:
    if not isinstance(item, otio.schema.Track):
        return default
    return Media.SOUND if item.kind == otio.schema.TrackKind.Audio else Media.PICTURE


def _is_whole(item: otio.core.Item) -> bool:
    """Whether all of a composition is seen. A trim of nothing that is there tells where it begins, as a timecode."""
    if not isinstance(item, otio.core.Composition):
        return False
    trim = item.source_range
    if trim is None:
        return True
    return bool(trim.end_time_exclusive().value <= 0 or trim.start_time >= item.available_range().end_time_exclusive())


def _start(item: otio.core.Item) -> Fraction:
    """Where the item's own time begins; nested time begins at zero."""
    if item.source_range is not None:
        return seconds(item.source_range.start_time)
    media = item.media_reference if isinstance(item, otio.schema.Clip) else None
    return seconds(media.available_range.start_time) if media and media.available_range else ZERO


def _edit_rate(root: otio.core.Composable, start: otio.opentime.RationalTime | None) -> Fraction:
    """The rate most pictures are cut at; else most sounds; else that of the timecode."""
    pictures: Counter[float] = Counter()
    sounds: Counter[float] = Counter()
    clips = root.find_clips() if isinstance(root, otio.core.Composition) else [root]
    for clip in clips:
        given = clip.source_range or (clip.media_reference and clip.media_reference.available_range)
        if given:
            kind = getattr(clip.parent(), "kind", None)
            (sounds if kind == otio.schema.TrackKind.Audio else pictures)[given.duration.rate] += 1
    for found in (pictures, sounds):
        if found:
            return rates.exact_rate(found.most_common(1)[0][0])
    return rates.exact_rate(start.rate) if start else Fraction(24)
