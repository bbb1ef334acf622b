"""MLT XML: projects of Kdenlive and Shotcut, and what melt plays. Proven on generated files only.

A document holds producers (chains), playlists of them, and tractors that lay playlists over each other. One timeline is
read, the tractor that the document plays; what it does not play lies in a bin. Paths are relative to the document.
Not here: nested time (placing.py).
"""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.placing import ONE, ZERO, View
from assetgraph.documents.records import DocumentContent, Media, Reference, StateHint
from assetgraph.errors import DocumentError

FORMATS = ("kdenlive",)
TOOL = "assetgraph"
_MADE = frozenset("color colour noise tone count blipflash kdenlivetitle qtext pango glaxnimate consumer".split())
_BACKGROUNDS = frozenset(("background", "black_track", "black"))
_BINS = frozenset(("main_bin", "main bin"))
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?)")
_FRAME_CLOCK = re.compile(r"\d+:\d\d:\d\d[:;]\d+")
_WARP = re.compile(r"(-?\d+(?:\.\d+)?):(.+)", re.DOTALL)
_HIDDEN = {"video": {Media.PICTURE}, "audio": {Media.SOUND}, "both": {Media.PICTURE, Media.SOUND}}
_MOST_NESTED = 50
_ENDLESS = Fraction(10**6)


def read(path: str) -> DocumentContent:
    """References and uses of what is played, and what lies in the bin. Raises DocumentError, UnreadableFile."""
    root = guard.xml(guard.read(path))
    if root.tag != "mlt":
        raise DocumentError(f"its root is {root.tag[:80]}, not mlt", tool=TOOL, next_step="save it again")
    return _Project(root).content()


class _Project:
    def __init__(self, root: Element) -> None:
        self._collector = Collector()
        self._services = {each.get("id", ""): each for each in root.iter() if each.get("id")}
        self._order = [each for each in root if each.tag in {"playlist", "tractor"}]
        self._played = root.get("producer", "")
        profile = root.find("profile")
        said = [profile.get(name, "") if profile is not None else "" for name in ("frame_rate_num", "frame_rate_den")]
        self._is_told = all(each.isdigit() and int(each) for each in said)
        self._rate = Fraction(int(said[0]), int(said[1])) if self._is_told else Fraction(25)

    def content(self) -> DocumentContent:
        """All of it."""
        main = self._main()
        self._collector.rate_uncertain = not self._is_told
        self._collector.begin((main.get("id") or "") if main is not None else "", self._rate)
        if main is not None:
            self._place(main, View.timeline(), {Media.PICTURE: 1, Media.SOUND: 1}, ())
        for each in self._services.values():
            if each.tag in {"producer", "chain"} and (reference := self._reference(each)):
                self._collector.step()
                self._collector.keep(reference)
        return self._collector.content()

    def _main(self) -> Element | None:
        """What is played: as the document says, else its last tractor, else its last playlist."""
        named = self._services.get(self._played)
        if named is not None and named.tag == "tractor":
            return named
        tractors = [each for each in self._order if each.tag == "tractor"]
        lists = [each for each in self._order if each.get("id", "").lower() not in _BINS]
        found = tractors or lists
        return found[-1] if found else None

    def _place(self, service: Element, view: View, tracks: dict[Media, int], inside: tuple[Element, ...]) -> None:
        """Uses of a producer, playlist or tractor that is seen so on these tracks, for what of it is played."""
        if service in inside or len(inside) > _MOST_NESTED or not tracks:
            return
        inside = (*inside, service)
        if service.tag == "playlist":
            self._playlist(service, view, tracks, inside)
        elif service.tag == "tractor":
            self._tractor(service, view, tracks, inside)
        elif reference := self._reference(service):
            speed = self._speed(service)
            shown = view.into(view.start, view.end, view.start * speed, speed=speed) if speed > 0 else None
            if shown is None:
                self._collector.note("a clip that plays backwards has no source times", partial=True)
                self._collector.refer(reference, enabled=view.enabled)
                return
            for media, track in tracks.items():
                self._collector.use(reference, shown, media, track)

    def _playlist(self, service: Element, view: View, tracks: dict[Media, int], inside: tuple[Element, ...]) -> None:
        at = ZERO
        for each in service:
            self._collector.step()
            if each.tag == "blank":
                at += self._time(each.get("length")) or ZERO
            elif each.tag == "entry" and (played := self._services.get(each.get("producer", ""))) is not None:
                first, until = self._range(each, played)
                if shown := view.into(at, at + until - first, first):
                    self._place(played, shown, tracks, inside)
                at += until - first

    def _tractor(self, service: Element, view: View, tracks: dict[Media, int], inside: tuple[Element, ...]) -> None:
        nested = len(inside) > 1
        numbers = dict.fromkeys(Media, 0)
        for each in service.iter("track"):
            self._collector.step()
            played = self._services.get(each.get("producer", ""))
            if played is None or each.get("producer", "").lower() in _BACKGROUNDS:
                continue
            hidden = _HIDDEN.get(each.get("hide", ""), set())
            shown = {media: track for media, track in tracks.items() if media not in hidden}
            if not nested:
                for media in shown:
                    numbers[media] += 1
                    shown[media] = numbers[media]
            first, until = self._range(each, played)
            if seen := view.into(ZERO, until - first, first):
                self._place(played, seen, shown, inside)

    def _range(self, entry: Element, played: Element) -> tuple[Fraction, Fraction]:
        """From which time to which a service is played, in seconds; its out is the last frame that is seen."""
        first, last = (self._told(side, entry, played) for side in ("in", "out"))
        first = ZERO if first is None else first
        until = self._length(played) if last is None else last + 1 / self._rate
        return first, max(first, until)

    def _told(self, side: str, entry: Element, played: Element) -> Fraction | None:
        told = self._time(entry.get(side))
        return self._time(played.get(side)) if told is None else told

    def _length(self, service: Element) -> Fraction:
        """How long a service without an out lasts: what it holds ends by itself, a file says it."""
        if service.tag in {"playlist", "tractor"}:
            return _ENDLESS
        told = self._time(_property(service, "length"))
        if told is None:
            self._collector.note("a clip of unknown length is left out of the timeline", partial=True)
        return told or ZERO

    def _time(self, said: str | None) -> Fraction | None:
        """Frames or a clock as seconds; None when nothing, or no time, is said."""
        said = (said or "").strip()
        if said.isdigit():
            return Fraction(int(said)) / self._rate
        try:
            if _FRAME_CLOCK.fullmatch(said):
                return Fraction(rates.frames(said, self._rate)) / self._rate
            if clock := _CLOCK.fullmatch(said):
                seconds = Fraction(clock[3].replace(",", "."))
                return round((int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + seconds) * self._rate) / self._rate
        except ValueError:
            pass
        return None

    def _reference(self, service: Element) -> Reference | None:
        kind = _property(service, "mlt_service").removesuffix("-novalidate")
        resource = _property(service, "warp_resource") or _property(service, "resource")
        warped = _WARP.fullmatch(resource) if kind == "timewarp" else None
        raw = (warped[2] if warped else resource).partition("?")[0]
        name = _property(service, "kdenlive:clipname") or _property(service, "shotcut:caption") or None
        if not raw or raw in {"<tractor>", "<playlist>", "<producer>", "<multitrack>"}:
            return None
        return Reference(raw=raw, clip_name=name, state_hint=StateHint.GENERATED if kind in _MADE else None)

    def _speed(self, service: Element) -> Fraction:
        if _property(service, "mlt_service") != "timewarp":
            return ONE
        warped = _WARP.fullmatch(_property(service, "resource"))
        said = _property(service, "warp_speed") or (warped[1] if warped else "")
        try:
            return Fraction(said)
        except (ValueError, ZeroDivisionError):
            return ONE


def _property(service: Element, name: str) -> str:
    found = next((each for each in service.iterfind("property") if each.get("name") == name), None)
    return (found.text or "").strip() if found is not None else ""
