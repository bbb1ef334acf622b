"""Final Cut Pro 7's XML (xmeml), as Premiere, Resolve and others write it too.

Every sequence that stands in the project is a timeline, also one that another one nests. Files that no timeline
uses lie in a bin. Of sound whose channels lie on tracks of their own the first track counts.
Not here: what single elements say (timelines/xmeml.py), Final Cut Pro X (fcpxml.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.placing import ZERO, View
from assetgraph.documents.records import DocumentContent, Media, Reference, StateHint
from assetgraph.documents.timelines import xmeml
from assetgraph.errors import DocumentError

FORMATS = ("xmeml",)
TOOL = "assetgraph"
_CLIPS = frozenset(("clipitem", "generatoritem"))
_TRANSITION = "transitionitem"
_MEDIA = (("video", Media.PICTURE), ("audio", Media.SOUND))
_USUAL_RATE = Fraction(25)


def read(path: str) -> DocumentContent:
    """References and uses of all sequences. Raises DocumentError, UnreadableFile."""
    root = guard.xml(guard.read(path))
    if root.tag != "xmeml":
        raise DocumentError(
            f"its root is {root.tag}, not xmeml", tool=TOOL, next_step="export it again as Final Cut Pro XML"
        )
    collector = Collector()
    _Project(root, collector).gather()
    return collector.content()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is; `rate` is that of what is around, `inside` are the sequences around."""

    view: View
    rate: Fraction
    media: Media | None = None
    track: int | None = None
    inside: tuple[Element, ...] = ()


class _Project:
    """One document; an element is told where its id stands first, and named by the id later."""

    def __init__(self, root: Element, collector: Collector) -> None:
        self._root = root
        self._collector = collector
        self._told: dict[tuple[str, str], Element] = {}
        for element in root.iter():
            if "id" in element.attrib and len(element):
                self._told.setdefault((element.tag, element.attrib["id"]), element)

    def gather(self) -> None:
        """All timelines, then what only lies in bins."""
        for sequence in self._sequences(self._root):
            rate = xmeml.rate(sequence, _USUAL_RATE)
            name, start = xmeml.text(sequence, "name") or "", xmeml.text(sequence, "timecode/string")
            self._collector.begin(name, rate, start)
            self._sequence(sequence, _Place(View.timeline(), rate))
        for file in self._root.iter("file"):
            reference = self._file(file, file, _USUAL_RATE) if len(file) else None
            if reference and not reference.state_hint:
                self._collector.keep(reference)

    def _sequences(self, element: Element) -> Iterator[Element]:
        for child in element:
            if child.tag == "sequence":
                yield self._full(child)
            elif child.tag not in _CLIPS:
                yield from self._sequences(child)

    def _sequence(self, sequence: Element, place: _Place) -> None:
        """Its tracks; when nested, those of the medium of the track it lies on."""
        if any(sequence is each for each in place.inside):
            self._collector.note("a sequence that nests itself", partial=True)
            return
        inside = (*place.inside, sequence)
        rate = xmeml.rate(sequence, place.rate)
        for tag, media in _MEDIA:
            if place.media in {None, media}:
                tracks = filter(xmeml.is_first_channel, sequence.iterfind(f"media/{tag}/track"))
                for number, track in enumerate(tracks, 1):
                    self._track(track, _Place(place.view, rate, media, place.track or number, inside))

    def _track(self, track: Element, place: _Place) -> None:
        enabled = place.view.enabled and xmeml.flag(track, "enabled", default=True)
        place = replace(place, view=replace(place.view, enabled=enabled), rate=xmeml.rate(track, place.rate))
        items = [self._full(item) for item in track if item.tag in _CLIPS or item.tag == _TRANSITION]
        for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
            self._collector.step()
            if item.tag != _TRANSITION:
                self._item(item, _if_transition(before), _if_transition(after), place)

    def _item(self, item: Element, before: Element | None, after: Element | None, place: _Place) -> None:
        span = xmeml.span(item, before, after, place.rate)
        if span is None:
            self._collector.note("a clip without a place on its track", partial=True)
            return
        at, until, head, tail = span
        own = xmeml.rate(item, place.rate)
        first = (xmeml.number(item, "in") or ZERO) / own
        inner, speed = xmeml.retimed(item, first, first + until - at, own)
        nested, source = item.find("sequence"), self._source(item, place)
        if nested is None and source.file is not None:
            inner += xmeml.clock(source.file, own)
        enabled = xmeml.flag(item, "enabled", default=True)
        view = place.view.into(at, until, inner, speed=speed, head=head, tail=tail, enabled=enabled)
        if view is None:
            return
        if nested is not None:
            self._sequence(self._full(nested), replace(place, view=view))
            return
        reference = self._reference(source, own)
        if reference is None or place.media is None:
            self._collector.note("a clip that names no media")
        else:
            self._collector.use(reference, view, place.media, place.track or 1, source.angle)

    def _source(self, item: Element, place: _Place) -> _Source:
        """What an item plays: its file, or that of the angle which its multiclip shows."""
        multiclip = item.find("multiclip")
        if multiclip is None:
            return _Source(item, self._child(item, "file"))
        active = "activevideoangle" if place.media is Media.PICTURE else "activeaudioangle"
        angles = [self._full(angle) for angle in self._full(multiclip).iterfind("angle")]
        playing = [index for index, angle in enumerate(angles) if xmeml.flag(angle, active, default=False)]
        if not playing:
            self._collector.note("a multiclip that tells no active angle", partial=True)
            return _Source(item, None)
        angle = angles[playing[0]]
        clip = self._child(angle, "clip")
        name = xmeml.text(angle, "name") or str(playing[0] + 1)
        return _Source(item if clip is None else clip, self._child(angle if clip is None else clip, "file"), name)

    def _reference(self, source: _Source, rate: Fraction) -> Reference | None:
        item, name = source.item, xmeml.text(source.item, "name")
        if item.tag == "generatoritem":
            raw = xmeml.text(item, "effect/effectid") or xmeml.text(item, "effect/name") or name
            return Reference(raw=raw, state_hint=StateHint.GENERATED, clip_name=name) if raw else None
        found = self._file(source.file, item, rate) if source.file is not None else None
        return found or (Reference(raw=name, clip_name=name) if name else None)

    def _file(self, file: Element, item: Element, rate: Fraction) -> Reference | None:
        url, generator = xmeml.text(file, "pathurl"), xmeml.text(file, "mediaSource")
        raw = url or generator or xmeml.text(file, "name")
        if not raw:
            return None
        own = xmeml.rate(file, rate)
        duration = xmeml.number(file, "duration")
        return Reference(
            raw=raw,
            state_hint=StateHint.GENERATED if generator and not url else None,
            clip_name=xmeml.text(item, "name"),
            reel=xmeml.text(file, "timecode/reel/name"),
            available_start=rates.ticks(xmeml.clock(file, own), own) if duration else None,
            available_duration=round(duration) if duration else None,
            available_rate=rates.text(own) if duration else None,
        )

    def _child(self, element: Element, tag: str) -> Element | None:
        found = element.find(tag)
        return None if found is None else self._full(found)

    def _full(self, element: Element) -> Element:
        """The element that this one names by its id, or itself."""
        if len(element) or "id" not in element.attrib:
            return element
        return self._told.get((element.tag, element.attrib["id"]), element)


@dataclass(frozen=True, slots=True)
class _Source:
    """The element that names what is played, its file, and the angle of a multiclip."""

    item: Element
    file: Element | None
    angle: str | None = None


def _if_transition(item: Element | None) -> Element | None:
    return item if item is not None and item.tag == _TRANSITION else None
