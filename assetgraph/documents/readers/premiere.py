"""Adobe Premiere projects, gzipped or plain. Proven on generated files only.

Every sequence of the project is a timeline, also one that another one nests; files that none of them uses lie in a
bin. The structure is told nowhere officially: a clip whose source times are not sure (backwards, of changing speed,
frozen, reinterpreted, multicam) gives its reference and no use, and makes the document PARTIAL.
Not here: what single objects say (timelines/premiere_objects.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.placing import ONE, ZERO, View
from assetgraph.documents.records import PROXY, DocumentContent, Media, Reference, StateHint
from assetgraph.documents.timelines import premiere_objects as objects
from assetgraph.documents.timelines.premiere_objects import Objects
from assetgraph.errors import DocumentError

FORMATS = ("premiere",)
TOOL = "assetgraph"
_PATHS = ("ActualMediaFilePath", "FilePath", "RelativePath")
# Bars, black video and their like: four letters where a path would stand, mostly as one number.
_GENERATOR = re.compile(r"\d+|[A-Za-z]{4}")
_GROUPS = {"VideoTrackGroup": Media.PICTURE, "AudioTrackGroup": Media.SOUND}
_DROP_FRAMES = frozenset(("102", "106"))
_NO_HOLD = frozenset(("", "0", "false"))
_MOST_NESTED = 50


def read(path: str) -> DocumentContent:
    """References and uses of all sequences, and what lies in bins. Raises DocumentError, UnreadableFile.

    A reference of the role "proxy" stands after the one whose proxy it is.
    """
    data = guard.read(path)
    root = guard.xml(guard.gunzip(data) if guard.is_gzip(data) else data)
    if root.tag != "PremiereData":
        raise DocumentError(
            f"its root is {root.tag[:80]}, not PremiereData", tool=TOOL, next_step="save it again in Premiere"
        )
    collector = Collector()
    _Project(Objects(root), collector).gather()
    return collector.content()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is; `inside` are the sequences around. Without a view only references are wanted."""

    view: View | None
    media: Media | None = None
    track: int | None = None
    inside: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class _Played:
    """What a clip plays, and how; `unsure` says why its source times are not told."""

    file: Element | None = None
    sequence: Element | None = None
    first: Fraction = ZERO
    speed: Fraction = ONE
    unsure: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """A clip on a track."""

    at: Fraction
    until: Fraction | None
    enabled: bool
    name: str | None
    played: _Played


class _Transitions:
    """How much longer clips of a track are seen than from cut to cut."""

    def __init__(self, items: Iterator[Element]) -> None:
        found = []
        for each in items:
            told = objects.core(each, "TransitionTrackItem")
            until = None if told is None else objects.seconds(told, "TrackItem/End")
            if told is not None and until is not None:
                start = objects.seconds(told, "TrackItem/Start") or ZERO
                comes, goes = (
                    (told.findtext(tag) or "true").strip() == "true" for tag in ("HasIncomingClip", "HasOutgoingClip")
                )
                found.append((start, until, comes, goes))
        self._found = sorted(found)
        self._starts = [each[0] for each in self._found]

    def before(self, cut: Fraction) -> Fraction:
        """How much earlier the clip that begins at this cut is seen."""
        start, _, comes, _ = self._across(cut)
        return cut - start if comes else ZERO

    def after(self, cut: Fraction) -> Fraction:
        """How much longer the clip that ends at this cut is seen."""
        _, until, _, goes = self._across(cut)
        return until - cut if goes else ZERO

    def _across(self, cut: Fraction) -> tuple[Fraction, Fraction, bool, bool]:
        index = bisect_right(self._starts, cut) - 1
        return self._found[index] if index >= 0 and self._found[index][1] >= cut else (cut, cut, False, False)


@dataclass(frozen=True, slots=True)
class _Track:
    """What lies on a track; None for a clip that is not in the project."""

    enabled: bool
    items: tuple[_Item | None, ...]
    transitions: _Transitions


class _Project:
    """One project. Each object is looked into once, however many others point at it."""

    def __init__(self, known: Objects, collector: Collector) -> None:
        self._objects = known
        self._collector = collector
        self._tracks = cache(self._find_tracks)
        self._track = cache(self._read_track)
        self._item = cache(self._read_item)
        self._played = cache(self._read_played)
        self._reference = cache(self._read_reference)
        self._proxies: defaultdict[Element, dict[Element, None]] = defaultdict(dict)
        for source in known.tagged("VideoMediaSource", "AudioMediaSource"):
            file = known.follow(source, "MediaSource/Media")
            for proxy in known.all_at(source, "MediaSource/Content/ProxyMedia"):
                if file is not None and proxy is not file:
                    self._proxies[file][proxy] = None

    def gather(self) -> None:
        """All timelines, then what only lies in bins."""
        for sequence in self._objects.tagged("Sequence"):
            rate = _edit_rate(list(self._objects.all_at(sequence, "TrackGroups/TrackGroup/Second")))
            if rate is None:
                self._collector.note("a sequence that tells no rate", partial=True)
                self._sequence(sequence, _Place(None))
            else:
                self._collector.begin(objects.text(sequence, "Name") or "", rate, _start(sequence, rate))
                self._sequence(sequence, _Place(View.timeline()))
        proxies = {each for several in self._proxies.values() for each in several}
        for file in self._objects.tagged("Media"):
            reference = self._reference(file)
            if file not in proxies and reference and not reference.state_hint:
                self._collector.keep(reference)
                for proxy in self._proxies_of(file):
                    self._collector.keep(proxy)

    def _sequence(self, sequence: Element, place: _Place) -> None:
        """Its tracks; when nested, those of the medium of the track it lies on."""
        if any(sequence is each for each in place.inside):
            self._collector.note("a sequence that nests itself", partial=True)
            return
        if len(place.inside) >= _MOST_NESTED:
            self._collector.note(f"sequences nested more than {_MOST_NESTED} deep", partial=True)
            return
        for media, number, track in self._tracks(sequence):
            self._collector.step()
            if place.inside and media is not place.media:
                continue
            if track is None:
                self._collector.note("a track that is not in the project", partial=True)
                continue
            view = place.view if media else None
            inside = (*place.inside, sequence)
            self._clips(self._track(track), _Place(view, media, place.track or number, inside))

    def _clips(self, track: _Track, place: _Place) -> None:
        if place.view and not track.enabled:
            place = replace(place, view=replace(place.view, enabled=False))
        for item in track.items:
            self._collector.step()
            if item is None:
                self._collector.note("a clip that is not in the project", partial=True)
            elif place.view is None:
                self._refer(item, place, enabled=item.enabled and track.enabled)
            else:
                self._place(item, track.transitions, place.view, place)

    def _place(self, item: _Item, transitions: _Transitions, around: View, place: _Place) -> None:
        """A clip where it is seen through the view around it."""
        if item.until is None or item.until <= item.at:
            self._collector.note("a clip without a place on its track", partial=True)
            self._refer(item, place, enabled=around.enabled and item.enabled)
            return
        view = around.into(
            item.at,
            item.until,
            item.played.first,
            speed=item.played.speed,
            head=transitions.before(item.at),
            tail=transitions.after(item.until),
            enabled=item.enabled,
        )
        if view is None:
            return
        if item.played.unsure:
            self._collector.note(item.played.unsure, partial=True)
            self._refer(item, place, enabled=view.enabled)
        elif item.played.sequence is not None:
            self._sequence(item.played.sequence, replace(place, view=view))
        else:
            self._refer(item, place, enabled=view.enabled, view=view)

    def _refer(self, item: _Item, place: _Place, *, enabled: bool, view: View | None = None) -> None:
        """Count a file, with its use where there is a view; what a sequence plays is counted where it stands."""
        file = item.played.file
        reference = None if file is None else self._reference(file)
        if file is None or reference is None:
            if item.played.sequence is None:
                self._collector.note("a clip that names no media", partial=file is None)
            return
        if item.name:
            reference = reference.model_copy(update={"clip_name": item.name})
        if view is not None and place.media is not None:
            self._collector.use(reference, view, place.media, place.track or 1)
        else:
            self._collector.refer(reference, enabled=enabled, media=place.media)
        for proxy in self._proxies_of(file):
            self._collector.refer(proxy, enabled=enabled, media=place.media)

    def _proxies_of(self, file: Element) -> Iterator[Reference]:
        full = self._reference(file)
        for proxy in self._proxies.get(file, ()):
            reference = self._reference(proxy)
            if reference is not None:
                yield reference.model_copy(update={"role": PROXY, "made_from": full.raw if full else None})

    def _find_tracks(self, sequence: Element) -> tuple[tuple[Media | None, int, Element | None], ...]:
        return tuple(
            (_GROUPS.get(group.tag), number, self._objects.at(pointer))
            for group in self._objects.all_at(sequence, "TrackGroups/TrackGroup/Second")
            for number, pointer in enumerate(group.iterfind("TrackGroup/Tracks/Track"), 1)
        )

    def _read_track(self, track: Element) -> _Track:
        pointers = track.iterfind("ClipTrack/ClipItems/TrackItems/TrackItem")
        return _Track(
            enabled=not objects.flag(track, "ClipTrack/Track/IsMuted"),
            items=tuple(self._item(self._objects.at(pointer)) for pointer in pointers),
            transitions=_Transitions(
                self._objects.all_at(track, "ClipTrack/TransitionItems/TrackItems/TrackItem"),
            ),
        )

    def _read_item(self, element: Element | None) -> _Item | None:
        item = objects.core(element, "ClipTrackItem")
        if item is None:
            return None
        placed = self._objects.follow(item, "SubClip")
        played = self._played(self._objects.follow(placed, "Clip"))
        if played.file is None and played.sequence is None:
            # Its own part of the file is not told, but the clip in the bin tells the file.
            master = self._played(self._objects.follow(self._objects.follow(placed, "MasterClip"), "Clips/Clip"))
            played = replace(master, unsure="a clip that does not tell which part of its file it shows")
        return _Item(
            at=objects.seconds(item, "TrackItem/Start") or ZERO,
            until=objects.seconds(item, "TrackItem/End"),
            enabled=not objects.flag(item, "IsMuted"),
            name=None if placed is None else objects.text(placed, "Name"),
            played=played,
        )

    def _read_played(self, holder: Element | None) -> _Played:
        told = objects.core(holder, "Clip")
        if holder is None or told is None:
            return _Played()
        source = self._objects.follow(told, "Source")
        file = self._objects.follow(source, "MediaSource/Media")
        sequence = self._objects.follow(source, "SequenceSource/Sequence")
        clock = ZERO if file is None else _clock(file) or ZERO
        stream = self._objects.follow(file, "VideoStream")
        if _is_still(file, stream):
            return _Played(file, sequence, clock, ZERO)
        speed, first = objects.speed(told), objects.seconds(told, "InPoint") or ZERO
        return _Played(file, sequence, clock + first, speed or ONE, _unsure(told, holder, stream, speed))

    def _read_reference(self, file: Element) -> Reference | None:
        path = next((said for said in (objects.text(file, tag) for tag in _PATHS) if said), None)
        title = objects.text(file, "Title")
        if path is None and title is None:
            return None
        video = self._objects.follow(file, "VideoStream")
        stream = self._objects.follow(file, "AudioStream") if video is None else video
        return Reference(
            raw=path or title or "",
            state_hint=StateHint.GENERATED if path and _GENERATOR.fullmatch(path.strip()) else None,
            clip_name=title,
            reel=objects.text(file, "TapeName"),
            **_available(file, stream),
        )


def _unsure(told: Element, holder: Element | None, stream: Element | None, speed: Fraction | None) -> str | None:
    """Why it is not sure which part of its source a clip shows."""
    if speed is None:
        return "a speed that makes no sense"
    if objects.flag(told, "PlayBackwards"):
        return "a clip that plays backwards: where it is used is left out"
    if told.find("TimeRemapping") is not None:
        return "a clip of changing speed: where it is used is left out"
    if holder is not None and any((each.text or "").strip() not in _NO_HOLD for each in holder.iter("FrameHold")):
        return "a frozen clip: where it is used is left out"
    if objects.flag(stream, "IsFrameRateOverridden"):
        return "a file that plays at another rate than its own: where it is used is left out"
    if holder is not None and any((each.text or "").strip() == "true" for each in holder.iter("IsMulticam")):
        return "a multicam clip: its angle is left out"
    return None


def _edit_rate(groups: list[Element]) -> Fraction | None:
    """Frames a second; of a sequence that has none, samples."""
    for tag in _GROUPS:
        for group in groups:
            found = objects.rate(group, "TrackGroup/FrameRate") if group.tag == tag else None
            if found is not None:
                return found
    return None


def _start(sequence: Element, rate: Fraction) -> str | None:
    zero = objects.seconds(sequence, "Node/Properties/MZ.ZeroPoint")
    if zero is None or zero < 0:
        return None
    shown = objects.text(sequence, "Node/Properties/MZ.Sequence.VideoTimeDisplayFormat")
    return rates.timecode(rates.ticks(zero, rate), rate, drop=shown in _DROP_FRAMES)


def _clock(file: Element) -> Fraction | None:
    """Where the clock of a file begins, as somebody set it or as it is; what clips say counts from there."""
    set_to = objects.seconds(file, "AlternateStart") if objects.flag(file, "UseAlternateStart") else None
    return objects.seconds(file, "Start") if set_to is None else set_to


def _is_still(file: Element | None, stream: Element | None) -> bool:
    """Whether it has no time of its own."""
    return objects.flag(file, "Infinite") or objects.flag(stream, "IsStill")


def _available(file: Element, stream: Element | None) -> dict[str, Any]:
    """How long a file is, on its own clock."""
    rate = None if stream is None else objects.rate(stream, "FrameRate")
    if stream is None or rate is None or _is_still(file, stream) or objects.flag(stream, "IsFrameRateOverridden"):
        return {}
    start, duration = _clock(file), objects.seconds(stream, "Duration")
    return {
        "available_start": None if start is None else rates.ticks(start, rate),
        "available_duration": None if duration is None else rates.ticks(duration, rate),
        "available_rate": rates.text(rate),
    }
