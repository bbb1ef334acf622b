"""Adobe Premiere projects, gzipped or plain. Proven on generated files only.

Every sequence of the project is a timeline, also one that another one nests; files that none of them uses lie in a
bin. The structure is told nowhere officially: a clip whose source times are not sure (backwards, of changing speed,
frozen, reinterpreted, multicam) gives its reference and no use, and makes the document PARTIAL.
Not here: what single objects say (premiere_objects.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import guard, rates
from assetgraph.documents import premiere_objects as objects
from assetgraph.documents.collecting import Collector
from assetgraph.documents.placing import ONE, ZERO, View
from assetgraph.documents.premiere_objects import Objects
from assetgraph.documents.records import DocumentContent, Media, Reference, StateHint
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
class _Clip:
    """What a clip on a track plays, and how; `unsure` says why its source times are not told."""

    name: str | None
    file: Element | None
    sequence: Element | None
    first: Fraction
    speed: Fraction
    unsure: str | None


class _Transitions:
    """How much longer clips of a track are seen than from cut to cut."""

    def __init__(self, items: Iterator[Element]) -> None:
        found = []
        for each in items:
            told = objects.core(each, "TransitionTrackItem")
            until = None if told is None else objects.seconds(told, "TrackItem/End")
            if told is not None and until is not None:
                found.append((objects.seconds(told, "TrackItem/Start") or ZERO, until, told))
        self._found = sorted(found, key=lambda each: each[:2])
        self._starts = [each[0] for each in self._found]

    def before(self, cut: Fraction) -> Fraction:
        """How much earlier the clip that begins at this cut is seen."""
        start, _, told = self._across(cut)
        return cut - start if self._has(told, "HasIncomingClip") else ZERO

    def after(self, cut: Fraction) -> Fraction:
        """How much longer the clip that ends at this cut is seen."""
        _, end, told = self._across(cut)
        return end - cut if self._has(told, "HasOutgoingClip") else ZERO

    def _across(self, cut: Fraction) -> tuple[Fraction, Fraction, Element | None]:
        index = bisect_right(self._starts, cut) - 1
        if index < 0 or self._found[index][1] < cut:
            return cut, cut, None
        return self._found[index]

    @staticmethod
    def _has(told: Element | None, tag: str) -> bool:
        return told is not None and (told.findtext(tag) or "true").strip() == "true"


class _Project:
    """One project."""

    def __init__(self, known: Objects, collector: Collector) -> None:
        self._objects = known
        self._collector = collector
        self._proxies: defaultdict[Element, list[Element]] = defaultdict(list)
        for source in known.tagged("VideoMediaSource", "AudioMediaSource"):
            file = known.follow(source, "MediaSource/Media")
            for proxy in known.all_at(source, "MediaSource/Content/ProxyMedia"):
                if file is not None and proxy is not file and proxy not in self._proxies[file]:
                    self._proxies[file].append(proxy)

    def gather(self) -> None:
        """All timelines, then what only lies in bins."""
        for sequence in self._objects.tagged("Sequence"):
            groups = list(self._objects.all_at(sequence, "TrackGroups/TrackGroup/Second"))
            rate = _edit_rate(groups)
            if rate is None:
                self._collector.note("a sequence that tells no rate", partial=True)
                self._sequence(sequence, _Place(None))
            else:
                self._collector.begin(objects.text(sequence, "Name") or "", rate, _start(sequence, rate))
                self._sequence(sequence, _Place(View.timeline()))
        proxies = [each for several in self._proxies.values() for each in several]
        for file in self._objects.tagged("Media"):
            if not any(file is each for each in proxies):
                self._keep(file)

    def _keep(self, file: Element) -> None:
        reference = _reference(file)
        if reference is None or reference.state_hint:
            return
        self._collector.keep(reference)
        for proxy in self._proxies.get(file, ()):
            found = _reference(proxy, role="proxy")
            if found is not None:
                self._collector.keep(found)

    def _sequence(self, sequence: Element, place: _Place) -> None:
        """Its tracks; when nested, those of the medium of the track it lies on."""
        if any(sequence is each for each in place.inside):
            self._collector.note("a sequence that nests itself", partial=True)
            return
        if len(place.inside) >= _MOST_NESTED:
            self._collector.note(f"sequences nested more than {_MOST_NESTED} deep", partial=True)
            return
        inside = (*place.inside, sequence)
        for group in self._objects.all_at(sequence, "TrackGroups/TrackGroup/Second"):
            media = _GROUPS.get(group.tag)
            if place.inside and media is not place.media:
                continue
            view = place.view if media else None
            for number, pointer in enumerate(group.iterfind("TrackGroup/Tracks/Track"), 1):
                track = self._objects.at(pointer)
                if track is None:
                    self._collector.note("a track that is not in the project", partial=True)
                else:
                    self._track(track, _Place(view, media, place.track or number, inside))

    def _track(self, track: Element, place: _Place) -> None:
        muted = objects.flag(track, "ClipTrack/Track/IsMuted")
        if place.view and muted:
            place = replace(place, view=replace(place.view, enabled=False))
        transitions = _Transitions(self._objects.all_at(track, "ClipTrack/TransitionItems/TrackItems/TrackItem"))
        for pointer in track.iterfind("ClipTrack/ClipItems/TrackItems/TrackItem"):
            self._collector.step()
            item = objects.core(self._objects.at(pointer), "ClipTrackItem")
            if item is None:
                self._collector.note("a clip that is not in the project", partial=True)
            else:
                self._item(item, transitions, place)

    def _item(self, item: Element, transitions: _Transitions, place: _Place) -> None:
        clip = self._clip(item)
        enabled = not objects.flag(item, "IsMuted")
        if place.view is None:
            self._refer(clip, place, enabled=enabled)
            return
        at, until = objects.seconds(item, "TrackItem/Start") or ZERO, objects.seconds(item, "TrackItem/End")
        if until is None or until <= at:
            self._collector.note("a clip without a place on its track", partial=True)
            self._refer(clip, place, enabled=enabled)
            return
        view = place.view.into(
            at,
            until,
            clip.first,
            speed=clip.speed,
            head=transitions.before(at),
            tail=transitions.after(until),
            enabled=enabled,
        )
        if view is None:
            return
        if clip.unsure:
            self._collector.note(clip.unsure, partial=True)
            self._refer(clip, place, enabled=view.enabled)
        elif clip.sequence is not None:
            self._sequence(clip.sequence, replace(place, view=view))
        else:
            self._use(clip, view, place)

    def _clip(self, item: Element) -> _Clip:
        """What a clip plays: its own part of a source, else that of the clip in the bin."""
        placed = self._objects.follow(item, "SubClip")
        holder = self._objects.follow(placed, "Clip")
        told = objects.core(holder, "Clip")
        unsure = None if told is not None else "a clip that does not tell which part of its file it shows"
        if told is None and placed is not None:
            master = self._objects.follow(placed, "MasterClip")
            told = objects.core(self._objects.follow(master, "Clips/Clip"), "Clip")
        source = self._objects.follow(told, "Source")
        file = self._objects.follow(source, "MediaSource/Media")
        sequence = self._objects.follow(source, "SequenceSource/Sequence")
        speed = ONE if told is None else objects.speed(told)
        first = (None if told is None else objects.seconds(told, "InPoint")) or ZERO
        stream = self._objects.follow(file, "VideoStream")
        if objects.flag(file, "Infinite") or objects.flag(stream, "IsStill"):
            first, speed = ZERO, ZERO
        elif unsure is None and told is not None:
            unsure = _unsure(told, holder, stream, speed)
        clock = ZERO if file is None else _clock(file) or ZERO
        name = None if placed is None else objects.text(placed, "Name")
        return _Clip(name, file, sequence, first + clock, ONE if speed is None else speed, unsure)

    def _use(self, clip: _Clip, view: View, place: _Place) -> None:
        reference = None if clip.file is None else _reference(clip.file, clip.name, self._stream(clip.file))
        if reference is None or place.media is None:
            self._collector.note("a clip that names no media", partial=clip.file is None)
            return
        self._collector.use(reference, view, place.media, place.track or 1)
        self._refer_proxies(clip, place, enabled=view.enabled)

    def _refer(self, clip: _Clip, place: _Place, *, enabled: bool) -> None:
        """Count a file without saying where it is used; what a sequence plays is counted where it stands."""
        reference = None if clip.file is None else _reference(clip.file, clip.name, self._stream(clip.file))
        if reference is not None:
            self._collector.refer(reference, enabled=enabled, media=place.media)
            self._refer_proxies(clip, place, enabled=enabled)

    def _refer_proxies(self, clip: _Clip, place: _Place, *, enabled: bool) -> None:
        for proxy in self._proxies.get(clip.file, ()) if clip.file is not None else ():
            reference = _reference(proxy, clip.name, role="proxy")
            if reference is not None:
                self._collector.refer(reference, enabled=enabled, media=place.media)

    def _stream(self, file: Element) -> Element | None:
        video = self._objects.follow(file, "VideoStream")
        return self._objects.follow(file, "AudioStream") if video is None else video


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


def _reference(
    file: Element, clip_name: str | None = None, stream: Element | None = None, role: str = "media"
) -> Reference | None:
    path = next((said for said in (objects.text(file, tag) for tag in _PATHS) if said), None)
    title = objects.text(file, "Title")
    raw = path or title
    if raw is None:
        return None
    rate = None if stream is None else objects.rate(stream, "FrameRate")
    duration = None if stream is None else objects.seconds(stream, "Duration")
    still = objects.flag(file, "Infinite") or objects.flag(stream, "IsStill")
    known = rate is not None and not still and not objects.flag(stream, "IsFrameRateOverridden")
    start = _clock(file)
    return Reference(
        raw=raw,
        role=role,
        state_hint=StateHint.GENERATED if path and _GENERATOR.fullmatch(path.strip()) else None,
        clip_name=clip_name or title,
        reel=objects.text(file, "TapeName"),
        available_start=rates.ticks(start, rate) if rate and known and start is not None else None,
        available_duration=rates.ticks(duration, rate) if rate and known and duration is not None else None,
        available_rate=rates.text(rate) if rate and known else None,
    )
