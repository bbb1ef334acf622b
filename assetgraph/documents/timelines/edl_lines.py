"""The lines of a CMX 3600 edit decision list: events, and what comments and speed lines say about them.

Lenient: what is no event and no known comment is passed over. Not here: frame rates and what lies on which track
(readers/edl.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assetgraph.documents.records import Media

_TIME = r"(\d{1,2}[:;.]\d\d[:;.]\d\d[:;.,]\d\d|\d+)"
_EVENT = re.compile(
    r"(?P<number>\d+)\w?\s+(?P<reel>\S.*?)\s+(?P<channels>[A-Z][A-Z0-9/]*)\s+(?P<edit>C|D|W\d{1,3}|K(?:\s*[BO])?)"
    rf"\s*(?P<length>\d{{1,4}})?\s+{_TIME}\s+{_TIME}\s+{_TIME}\s+{_TIME}(?:\s|$)",
    re.IGNORECASE,
)
_SPEED = re.compile(r"M2\s+(?P<reel>\S.*?)\s+(?P<speed>[+-]?\d+(?:\.\d+)?)(?:\s+[\d:;.]+)?$", re.IGNORECASE)
_NAME = re.compile(r"\*?\s*(?P<side>FROM|TO|KEY) CLIP NAME\s*:\s*(?P<said>.+)", re.IGNORECASE)
_PATH = re.compile(r"[*\s]*(?:OTIO REFERENCE )?(?P<side>FROM|TO)(?: CLIP| FILE)?\s*:\s*(?P<said>.+)", re.IGNORECASE)
_SOURCE = re.compile(r"\*?\s*SOURCE FILE\s*:\s*(?P<said>.+)", re.IGNORECASE)
_SHORTENED = re.compile(r"[*\s]*FINAL CUT PRO REEL:\s*(?P<said>\S.*?)\s+REPLACED BY:\s*(?P<reel>\S.*)", re.IGNORECASE)
_STILL = re.compile(r"[*\s]*FREEZE FRAME", re.IGNORECASE)
_MORE_SOUND = re.compile(r"AUD(?P<tracks>(?:\s+\d+)+)$", re.IGNORECASE)
_CHANNEL = re.compile(r"([VA])(\d*)")
_SHORT = {"B": "VA1", "AA": "A1A2", "AA/V": "VA1A2", "NONE": ""}
_STILL_MARK = " FF"


@dataclass(slots=True)
class _Comments:
    """What is said about the events of one number; sides are FROM, TO and KEY."""

    names: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    sources: list[tuple[str, str]] = field(default_factory=list)

    def source(self, side: str) -> str | None:
        """A path, else the source file: of two the first is dissolved from, one belongs to the name before it."""
        if side in self.paths:
            return self.paths[side]
        if len(self.sources) > 1 and side in {"FROM", "TO"}:
            return self.sources[side == "TO"][1]
        return next((said for owner, said in self.sources if owner == side), None)


@dataclass(slots=True)
class Event:
    """One event: where it is from, where it goes, and `times`: source in and out, record in and out, as text.

    `speed` is source frames a record second, when a speed line tells it; 0 for a still. `outgoing` is the event
    that a transition leads away from, `length` the frames it takes.
    """

    number: int
    reel: str
    edit: str
    length: int
    times: tuple[str, str, str, str]
    tracks: list[tuple[Media, int]]
    comments: _Comments
    outgoing: Event | None = None
    speed: float | None = None

    @property
    def transition(self) -> bool:
        """Whether it begins with a dissolve or a wipe."""
        return self.edit[0] in "DW"

    @property
    def name(self) -> str | None:
        """The name of its clip."""
        name = next((self.comments.names[side] for side in self._sides() if side in self.comments.names), None)
        return name.removesuffix(_STILL_MARK) if name and self.speed == 0 else name

    @property
    def source(self) -> str | None:
        """The path or name of its source file."""
        return next((said for side in self._sides() if (said := self.comments.source(side))), None)

    def _sides(self) -> tuple[str, ...]:
        """Whose comments are about it, the nearest first."""
        if self.transition:
            return ("TO",) if "TO" in self.comments.names else ("TO", "FROM")
        return ("KEY", "TO", "FROM") if self.edit in {"K", "KO"} else ("FROM",)


@dataclass(slots=True)
class EditList:
    """A whole list."""

    title: str = ""
    drop: bool = False
    events: list[Event] = field(default_factory=list)
    semicolons: bool = False
    shortened: dict[str, str] = field(default_factory=dict)
    """Reels as they stand in the events -> what they stand for, where a comment tells."""

    def plain(self, time: str) -> str:
        """The timecode with a semicolon where it drops frames, else with colons."""
        clock, frames = re.sub("[;.,]", ":", time[:-3]), time[-2:]
        drops = time[-3] in ";," if self.semicolons else self.drop
        return f"{clock}{';' if drops else ':'}{frames}"


def parse(text: str) -> EditList:
    """The list; one without events has none."""
    edits = EditList()
    side = "FROM"
    for line in map(str.strip, text.splitlines()):
        if found := _EVENT.match(line):
            _add(edits, found)
            side = "FROM"
        elif line[:6].upper() == "TITLE:":
            edits.title = edits.title or line[6:].strip()
        elif line[:4].upper() == "FCM:":
            edits.drop = edits.drop or line[4:].strip().upper().startswith("DROP")
        elif found := _SHORTENED.match(line):
            edits.shortened[found["reel"].strip()] = found["said"]
        elif edits.events:
            side = _comment(edits.events, line, side)
    for event in edits.events:
        event.reel = edits.shortened.get(event.reel, event.reel)
    edits.semicolons = any(";" in time for event in edits.events for time in event.times)
    edits.drop = edits.drop or edits.semicolons
    return edits


def _add(edits: EditList, found: re.Match[str]) -> None:
    number, tracks = int(found["number"]), _tracks(found["channels"].upper())
    last = edits.events[-1] if edits.events else None
    same = [event for event in _tail(edits.events, number) if event.tracks == tracks]
    event = Event(
        number,
        found["reel"],
        "".join(found["edit"].upper().split()),
        int(found["length"] or 0),
        (found[6], found[7], found[8], found[9]),
        tracks,
        last.comments if last and last.number == number else _Comments(),
    )
    if event.transition and same:
        event.outgoing = same[0]
    edits.events.append(event)


def _comment(events: list[Event], line: str, side: str) -> str:
    """Take in what a line says about the last events; the side that was named last."""
    event = events[-1]
    if found := _SPEED.match(line):
        reel = found["reel"].upper()
        spoken = next((each for each in _tail(events, event.number) if each.reel.upper() == reel), event)
        spoken.speed = float(found["speed"])
    elif found := _MORE_SOUND.match(line):
        event.tracks = [*event.tracks, *((Media.SOUND, int(each)) for each in found["tracks"].split())]
    elif _STILL.match(line):
        event.speed = 0.0
    elif found := _NAME.match(line):
        side = found["side"].upper()
        event.comments.names.setdefault(side, found["said"].strip())
    elif found := _SOURCE.match(line):
        event.comments.sources.append((side, found["said"].strip()))
    elif found := _PATH.match(line):
        event.comments.paths.setdefault(found["side"].upper(), found["said"].strip())
    return side


def _tail(events: list[Event], number: int) -> list[Event]:
    """The last events that share this number, the last one first."""
    tail = []
    for event in reversed(events):
        if event.number != number:
            break
        tail.append(event)
    return tail


def _tracks(channels: str) -> list[tuple[Media, int]]:
    found = _CHANNEL.findall(_SHORT.get(channels, channels))
    return [(Media.PICTURE if letter == "V" else Media.SOUND, int(number or 1)) for letter, number in found]
