"""Writes Premiere projects for tests, from what is publicly known of the format; it shares nothing with the reader.

A project is a flat list of objects: numbered ones (ObjectID, pointed at by ObjectRef) and identified ones (ObjectUID,
ObjectURef). Times are ticks, 254016000000 a second. Premiere leaves out what is zero or false.
"""

from __future__ import annotations

import gzip
import itertools
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

SECOND = 254_016_000_000
PER_FRAME = {"24000/1001": 10_594_584_000, "24/1": 10_584_000_000, "25/1": 10_160_640_000, "30000/1001": 8_475_667_200}


def leaf(tag: str, value: object) -> str:
    return f"<{tag}>{escape(str(value))}</{tag}>"


@dataclass
class Clip:
    """A placed clip: where it lies and from where it plays, in ticks, and what else its three objects say."""

    source: str
    start: int
    end: int
    first: int = 0
    name: str = "clip"
    clip: str = ""
    item: str = ""
    holder: str = ""


@dataclass
class Transition:
    start: int
    end: int
    outgoing: bool = True
    incoming: bool = True


@dataclass
class Track:
    clips: list[Clip]
    transitions: list[Transition] = field(default_factory=list)
    muted: bool = False


class Premiere:
    """A project in the making; what clips can play is kept by its name."""

    def __init__(self) -> None:
        self._number = itertools.count(100)
        self.objects: list[str] = []
        self.sources: dict[tuple[str, str], int] = {}

    def add(self, tag: str, body: str) -> int:
        number = next(self._number)
        self.objects.append(f'<{tag} ObjectID="{number}" ClassID="x" Version="1">{body}</{tag}>')
        return number

    def identify(self, tag: str, uid: str, body: str) -> None:
        self.objects.append(f'<{tag} ObjectUID="{uid}" ClassID="x" Version="1">{body}</{tag}>')

    def media(
        self,
        uid: str,
        path: str | None,
        *,
        more: str = "",
        stream: str = "",
        proxy: str | None = None,
        rate: str = "25/1",
        seconds: int = 100,
    ) -> None:
        """A file, its streams, its sources, and its master clip in the bin."""
        video = self.add(
            "VideoStream", leaf("FrameRate", PER_FRAME[rate]) + leaf("Duration", seconds * SECOND) + stream
        )
        paths = "" if path is None else leaf("RelativePath", "./x") + leaf("FilePath", path)
        paths += "" if path is None else leaf("ActualMediaFilePath", path)
        self.identify("Media", uid, f'<VideoStream ObjectRef="{video}"/>{paths}{leaf("Title", uid)}{more}')
        held = f'<Content Version="10"><ProxyMedia ObjectURef="{proxy}"/></Content>' if proxy else "<Content/>"
        masters = []
        for kind in ("Video", "Audio"):
            number = self.add(f"{kind}MediaSource", f'<MediaSource>{held}<Media ObjectURef="{uid}"/></MediaSource>')
            self.sources[kind, uid] = number
            masters.append(self.add(f"{kind}Clip", f'<Clip><Source ObjectRef="{number}"/></Clip>'))
        clips = "".join(f'<Clip Index="{i}" ObjectRef="{number}"/>' for i, number in enumerate(masters))
        self.identify("MasterClip", f"master-{uid}", f"<Clips>{clips}</Clips>{leaf('Name', uid)}")

    def sequence_source(self, uid: str) -> None:
        """Makes a sequence something that clips can play."""
        for kind in ("Video", "Audio"):
            self.sources[kind, uid] = self.add(
                f"{kind}SequenceSource", f'<SequenceSource><Sequence ObjectURef="{uid}"/></SequenceSource>'
            )

    def _item(self, kind: str, clip: Clip) -> int:
        timing = leaf("InPoint", clip.first) if clip.first else ""
        source = self.sources.get((kind, clip.source), 9999)
        own = self.add(f"{kind}Clip", f'<Clip><Source ObjectRef="{source}"/>{timing}{clip.clip}</Clip>{clip.holder}')
        sub = self.add(
            "SubClip",
            f'<Clip ObjectRef="{own}"/><MasterClip ObjectURef="master-{clip.source}"/>{leaf("Name", clip.name)}',
        )
        start = leaf("Start", clip.start) if clip.start else ""
        return self.add(
            f"{kind}ClipTrackItem",
            f"<ClipTrackItem><TrackItem>{start}{leaf('End', clip.end)}</TrackItem>"
            f'<SubClip ObjectRef="{sub}"/>{clip.item}</ClipTrackItem>',
        )

    def _track(self, kind: str, uid: str, track: Track) -> None:
        items = [self._item(kind, clip) for clip in track.clips]
        between = [
            self.add(
                f"{kind}TransitionTrackItem",
                f"<TransitionTrackItem><TrackItem>{leaf('Start', each.start)}{leaf('End', each.end)}</TrackItem>"
                f"{leaf('HasOutgoingClip', str(each.outgoing).lower())}"
                f"{leaf('HasIncomingClip', str(each.incoming).lower())}</TransitionTrackItem>",
            )
            for each in track.transitions
        ]
        self.identify(
            f"{kind}ClipTrack",
            uid,
            f"<ClipTrack><Track>{leaf('IsMuted', str(track.muted).lower())}</Track>"
            f"<ClipItems>{_list(items)}</ClipItems><TransitionItems>{_list(between)}</TransitionItems></ClipTrack>",
        )

    def sequence(
        self,
        uid: str,
        video: list[Track],
        audio: list[Track] | None = None,
        *,
        rate: str | None = "25/1",
        properties: str = "",
    ) -> None:
        """A sequence and all that is on its tracks."""
        groups = []
        for kind, tracks in (("Video", video), ("Audio", audio or [])):
            pointers = ""
            for index, track in enumerate(tracks):
                self._track(kind, f"{uid}-{kind}-{index}", track)
                pointers += f'<Track Index="{index}" ObjectURef="{uid}-{kind}-{index}"/>'
            told = leaf("FrameRate", PER_FRAME[rate] if kind == "Video" else SECOND // 48000) if rate else ""
            groups.append(self.add(f"{kind}TrackGroup", f"<TrackGroup><Tracks>{pointers}</Tracks>{told}</TrackGroup>"))
        pairs = "".join(
            f'<TrackGroup Index="{index}"><First>x</First><Second ObjectRef="{number}"/></TrackGroup>'
            for index, number in enumerate(groups)
        )
        self.identify(
            "Sequence",
            uid,
            f"<Node><Properties>{properties}</Properties></Node><TrackGroups>{pairs}</TrackGroups>{leaf('Name', uid)}",
        )

    def xml(self) -> bytes:
        stub = '<Project ObjectRef="1"/><Project ObjectID="1"><RootProjectItem ObjectURef="root"/></Project>'
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<PremiereData Version="3">{stub}{"".join(self.objects)}'
        return f"{text}</PremiereData>".encode()

    def gzipped(self) -> bytes:
        return gzip.compress(self.xml(), mtime=0)


def _list(numbers: list[int]) -> str:
    return (
        "<TrackItems>"
        + "".join(f'<TrackItem Index="{index}" ObjectRef="{number}"/>' for index, number in enumerate(numbers))
        + "</TrackItems>"
    )
