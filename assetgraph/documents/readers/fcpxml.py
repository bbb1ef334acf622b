"""Final Cut Pro X's XML: projects, compound clips, multicam clips, connected clips and secondary storylines.

Every project is a timeline, and so is a compound clip that none of them uses. Events and resources only list what
there is: assets that no timeline uses lie in a bin. Connected clips go on where the clip they hang on ends.
Not here: resources (timelines/fcpx_resources.py), Final Cut Pro 7 (fcp7_xml.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.placing import ZERO, View
from assetgraph.documents.records import DocumentContent, Media
from assetgraph.documents.timelines.fcpx_resources import Resources, begins, retimed, seconds
from assetgraph.errors import DocumentError

FORMATS = ("fcpxml",)
TOOL = "assetgraph"
_LEAVES = frozenset(("asset-clip", "video", "audio", "title"))
_ESSENCE = frozenset(("video", "audio"))
_ITEMS = _LEAVES | {"clip", "gap", "ref-clip", "sync-clip", "mc-clip", "spine", "audition"}
_TRANSITION = "transition"
_BOTH = frozenset(Media)
_ENABLES = {"all": _BOTH, "audio": frozenset((Media.SOUND,)), "video": frozenset((Media.PICTURE,)), "none": frozenset()}
_USUAL_RATE = Fraction(24)


def read(path: str) -> DocumentContent:
    """References and uses of all projects. Raises DocumentError, UnreadableFile."""
    root = guard.xml(guard.read(path))
    if root.tag != "fcpxml":
        raise DocumentError(f"its root is {root.tag}, not fcpxml", tool=TOOL, next_step="export it again as FCPXML")
    collector = Collector()
    _Library(root, collector).gather()
    return collector.content()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is. `nested`: inside a clip that holds others, whose lanes are its own affair."""

    view: View
    lane: int = 0
    nested: bool = False
    wanted: frozenset[Media] = _BOTH
    angle: str | None = None
    inside: tuple[Element, ...] = ()

    @property
    def track(self) -> int:
        """1 is the primary storyline, 2 the lane above it, -1 the one below."""
        return self.lane + 1 if self.lane >= 0 else self.lane


class _Library:
    """One document."""

    def __init__(self, root: Element, collector: Collector) -> None:
        self._root = root
        self._collector = collector
        self._resources = Resources(root)

    def gather(self) -> None:
        """All timelines, then what they do not use."""
        for project in self._root.iter("project"):
            for sequence in project.iterfind("sequence"):
                self._timeline(project.get("name") or "", sequence)
        used = {clip.get("ref") for sequence in self._root.iter("sequence") for clip in sequence.iter("ref-clip")}
        for media in self._resources.every("media"):
            compound = media.find("sequence")
            if compound is not None and media.get("id") not in used:
                self._timeline(media.get("name") or "", compound)
        for asset in self._resources.every("asset"):
            for reference in self._resources.references(asset):
                self._collector.keep(reference)

    def _timeline(self, name: str, sequence: Element) -> None:
        rate = self._resources.rate(sequence)
        if rate is None:
            self._collector.rate_uncertain = True
            rate = _USUAL_RATE
        start = seconds(sequence.get("tcStart")) or ZERO
        drop = sequence.get("tcFormat") == "DF"
        self._collector.begin(name, rate, rates.timecode(rates.ticks(start, rate), rate, drop=drop))
        self._sequence(sequence, _Place(View.timeline(start)))

    def _sequence(self, sequence: Element, place: _Place) -> None:
        """A sequence or an angle, seen in its own time."""
        if any(sequence is each for each in place.inside):
            self._collector.note("a compound clip that holds itself", partial=True)
            return
        place = replace(place, inside=(*place.inside, sequence))
        for spine in sequence.iterfind("spine"):
            self._story(spine, place, seconds(sequence.get("tcStart")) or ZERO)

    def _story(self, spine: Element, place: _Place, begin: Fraction = ZERO) -> None:
        """Items one after the other; those without an offset follow the one before."""
        children = [child for child in spine if child.tag in _ITEMS or child.tag == _TRANSITION]
        at = begin
        for before, item, after in zip([None, *children], children, [*children[1:], None], strict=False):
            if item.tag != _TRANSITION:
                at = self._item(item, place, at, before, after)

    def _item(
        self, item: Element, place: _Place, at: Fraction, before: Element | None = None, after: Element | None = None
    ) -> Fraction:
        """One item, and what hangs on it; the time at which it ends."""
        self._collector.step()
        if item.tag == "audition":
            playing = next((child for child in item if child.tag in _ITEMS), None)
            return at if playing is None else self._item(playing, place, at, before, after)
        offset = seconds(item.get("offset"))
        at = at if offset is None else offset
        if item.tag == "spine":
            self._story(item, replace(place, view=place.view.beside(at, ZERO)))
            return at
        start, duration = self._start(item), self._duration(item)
        until = at + duration
        inner, speed = retimed(item, start, duration)
        enabled = item.get("enabled") != "0"
        head, tail = _overlap(at, before, until, after)
        wanted = place.wanted & _enabled(item)
        view = place.view.into(at, until, inner, speed=speed, head=head, tail=tail, enabled=enabled)
        sound = self._sound(item, replace(place, wanted=wanted), at, start, enabled=enabled)
        if view is not None:
            self._played(item, replace(place, view=view, wanted=wanted - {Media.SOUND} if sound else wanted))
        if sound is not None:
            self._played(item, sound)
        for child in _connected(item):
            lane = ZERO if place.nested else seconds(child.get("lane")) or ZERO
            beside = replace(place, view=place.view.beside(at, start), lane=place.lane + round(lane))
            self._item(child, beside, start)
        return until

    def _sound(self, item: Element, place: _Place, at: Fraction, start: Fraction, *, enabled: bool) -> _Place | None:
        """Where the sound of an item is heard that begins or ends elsewhere than its picture; None of all others."""
        first, length = seconds(item.get("audioStart")), seconds(item.get("audioDuration"))
        if Media.SOUND not in place.wanted or (first is None and length is None):
            return None
        first = start if first is None else first
        length = self._duration(item) if length is None else max(ZERO, length)
        begin = at + first - start
        inner, speed = retimed(item, first, length)
        view = place.view.into(begin, begin + length, inner, speed=speed, enabled=enabled)
        return None if view is None else replace(place, view=view, wanted=frozenset((Media.SOUND,)))

    def _played(self, item: Element, place: _Place) -> None:
        """What an item itself shows, in its own time."""
        inside = replace(place, nested=True)
        if item.tag in _LEAVES:
            self._leaf(item, place)
        elif item.tag in {"clip", "sync-clip"}:
            for child in _contents(item):
                self._item(child, inside, ZERO)
        elif item.tag == "ref-clip":
            media = self._resources.named(item, "media")
            sequence = media.find("sequence") if media is not None else None
            if sequence is None:
                self._collector.note("a compound clip that the document does not hold", partial=True)
            else:
                self._sequence(sequence, inside)
        elif item.tag == "mc-clip":
            self._angles(item, inside)

    def _angles(self, item: Element, place: _Place) -> None:
        """The angles that a multicam clip plays; without a choice the first one."""
        media = self._resources.named(item, "media")
        angles = media.findall("multicam/mc-angle") if media is not None else []
        chosen = {each.get("angleID"): _enabled(each) for each in item.iterfind("mc-source")}
        if not chosen and angles:
            chosen = {angles[0].get("angleID"): _BOTH}
        for angle in angles:
            wanted = place.wanted & chosen.get(angle.get("angleID"), frozenset())
            if wanted:
                self._story(angle, replace(place, wanted=wanted, angle=angle.get("name") or angle.get("angleID")))

    def _leaf(self, item: Element, place: _Place) -> None:
        asset = self._resources.named(item, "asset")
        if asset is None:
            found = self._resources.generated(item) if item.tag in {"video", "title"} else None
            references, media = [found] if found else [], {Media.PICTURE}
        else:
            references, media = self._resources.references(asset, item.get("name")), _essence(item, asset)
        if not references:
            self._collector.note("a clip that names no media")
        for each in sorted(place.wanted & media) if references else ():
            self._collector.use(references[0], place.view, each, place.track, place.angle)
            for proxy in references[1:]:
                self._collector.refer(proxy, enabled=place.view.enabled, media=each)

    def _start(self, item: Element) -> Fraction:
        """Where the item's own time begins; that of an asset is its timecode."""
        told = begins(item)
        if told is not None:
            return told
        asset, media = self._resources.named(item, "asset"), self._resources.named(item, "media")
        if asset is not None:
            return seconds(asset.get("start")) or ZERO
        own = next((each for each in (media if media is not None else ()) if each.get("tcStart")), None)
        return (seconds(own.get("tcStart")) or ZERO) if own is not None else ZERO

    def _duration(self, item: Element) -> Fraction:
        asset, media = self._resources.named(item, "asset"), self._resources.named(item, "media")
        for told in (item, asset, media.find("sequence") if media is not None else None):
            duration = seconds(told.get("duration")) if told is not None else None
            if duration is not None:
                return max(ZERO, duration)
        self._collector.note("an item without a duration", partial=True)
        return ZERO


def _connected(item: Element) -> list[Element]:
    """What hangs on an item; a clip's own picture and sound are no such things, whatever lane they are in."""
    children = [child for child in item if child.tag in _ITEMS]
    if item.tag == "gap":
        return children
    if item.tag == "sync-clip":
        return []
    own = _ESSENCE if item.tag == "clip" else frozenset()
    return [child for child in children if child.get("lane") and child.tag not in own]


def _contents(item: Element) -> list[Element]:
    connected = _connected(item)
    return [child for child in item if child.tag in _ITEMS and child not in connected]


def _essence(item: Element, asset: Element) -> set[Media]:
    """What an element plays of an asset; one that does not tell what it has is a picture."""
    if item.tag == "audio":
        return {Media.SOUND}
    if item.tag == "video" or (asset.get("hasAudio") != "1" and asset.get("hasVideo") != "1"):
        return {Media.PICTURE}
    told = ((Media.PICTURE, asset.get("hasVideo")), (Media.SOUND, asset.get("hasAudio")))
    return {media for media, has in told if has == "1"}


def _enabled(item: Element) -> frozenset[Media]:
    return _ENABLES.get(item.get("srcEnable", "all"), _BOTH)


def _overlap(at: Fraction, before: Element | None, until: Fraction, after: Element | None) -> tuple[Fraction, Fraction]:
    """How much longer transitions beside it show an item, at its head and its tail."""
    head = tail = ZERO
    if before is not None and before.tag == _TRANSITION:
        head = max(ZERO, at - (seconds(before.get("offset")) or at))
    if after is not None and after.tag == _TRANSITION:
        begin = seconds(after.get("offset"))
        length = seconds(after.get("duration")) or ZERO
        tail = max(ZERO, begin + length - until) if begin is not None else ZERO
    return head, tail
