"""ASSETMAP, PKL, CPL and OPL of IMF and DCP packages: files by path, assets by UUID, and where a playlist plays them.

A map tells paths; a packing list tells ids and, where it does, the names that the files had; a playlist tells ids, and
an output profile list that of its playlist.
Source times count from the first tick of the track file, as those of a playlist do. What is neither picture nor
sound (subtitles, metadata) is referred to, and not used; nor is what does not lie on whole frames.
Not here: what a whole package lacks (packages/reading.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector, Ticks
from assetgraph.documents.packages.elements import local, parsed, text
from assetgraph.documents.packages.elements import uuid as uuid_of
from assetgraph.documents.packages.lists import asset_map, packing_list
from assetgraph.documents.packages.model import AssetMap, Composition, PackingList, Part, Play, Sequence
from assetgraph.documents.packages.playlists import PICTURES, SOUNDS, composition
from assetgraph.documents.records import LISTED, DocumentContent, Media, Reference, ReferenceKind, Status

FORMATS = ("assetmap", "cpl", "opl", "pkl")
TOOL = "assetgraph"
_MOST_NOTES = 20


def read(path: str) -> DocumentContent:
    """References of any of the four, and uses of a playlist. Raises DocumentError, UnreadableFile."""
    root = parsed(guard.read(path), "AssetMap", "PackingList", "CompositionPlaylist", "OutputProfileList")
    if local(root) == "CompositionPlaylist":
        return _Timeline(composition(root)).content()
    if local(root) == "OutputProfileList":
        return _profile(root)
    read = asset_map(root) if local(root) == "AssetMap" else packing_list(root)
    role = LISTED if isinstance(read, AssetMap) else "media"
    return DocumentContent(
        status=Status.PARTIAL if read.notes else Status.FULL,
        references=tuple(_merged(_listed(read), role)),
        notes=tuple(dict.fromkeys(read.notes))[:_MOST_NOTES],
    )


def _profile(root: Element) -> DocumentContent:
    said = text(root, "CompositionPlaylistId")
    if said is None:
        return DocumentContent(status=Status.PARTIAL, notes=("an output profile list of no playlist",))
    reference = Reference(raw=said, kind=ReferenceKind.LIBRARY, uuid=uuid_of(said))
    return DocumentContent(status=Status.FULL, references=(reference,))


def _listed(read: AssetMap | PackingList) -> Iterable[tuple[str, str | None]]:
    """What it says of each file, and the UUID."""
    if isinstance(read, AssetMap):
        return ((chunk.path, asset.uuid) for asset in read.assets for chunk in asset.chunks)
    return ((each.name or each.raw, each.uuid) for each in read.assets)


def _merged(listed: Iterable[tuple[str, str | None]], role: str) -> Iterable[Reference]:
    """One reference a file; two assets may have had the same name in two folders."""
    counts: dict[tuple[str, str | None], int] = {}
    for each in listed:
        counts[each] = counts.get(each, 0) + 1
    for (raw, uuid), count in counts.items():
        yield Reference(raw=raw, kind=ReferenceKind.LIBRARY, role=role, count=count, uuid=uuid)


@dataclass(slots=True)
class _Timeline:
    """One composition as a timeline: its parts one after the other, the sequences of a part side by side."""

    composition: Composition
    _collector: Collector = field(default_factory=Collector)
    _tracks: dict[Media, dict[str, int]] = field(default_factory=lambda: {each: {} for each in Media})

    def content(self) -> DocumentContent:
        """All of it."""
        rate = self.composition.edit_rate
        for note in self.composition.notes:
            self._collector.note(note, partial=True)
        if rate is not None:
            self._collector.begin(self.composition.title or "", rate, self.composition.start_timecode)
        elif self.composition.parts:
            self._collector.note("a composition that tells no edit rate", partial=True)
        # Without a rate, or after a part whose length is not told, nothing has a place.
        at = None if rate is None else Fraction(0)
        for part in self.composition.parts:
            at = self._part(part, at)
        return self._collector.content()

    def _part(self, part: Part, at: Fraction | None) -> Fraction | None:
        """Where the next part begins."""
        unnamed = dict.fromkeys(Media, 0)
        for sequence in part.sequences:
            media = _media(sequence)
            if media is None:
                self._sequence(sequence, at, None, 0)
                continue
            unnamed[media] += 1
            numbers = self._tracks[media]
            # A DCP has no tracks that go on: its first picture in each reel is the same one.
            track = numbers.setdefault(sequence.track or f"#{unnamed[media]}", len(numbers) + 1)
            self._sequence(sequence, at, media, track)
        lengths = {length for each in part.sequences if (length := _length(each)) is not None}
        if len(lengths) > 1:
            self._collector.note("sequences that begin together do not end together")
        return at + max(lengths) if at is not None and lengths else None

    def _sequence(self, sequence: Sequence, at: Fraction | None, media: Media | None, track: int) -> None:
        for play in sequence.plays:
            times = max(play.repeat, 1)
            # What is repeated without an end meets the limit before anything is made of it.
            for _ in range(times):
                self._collector.step()
            length, reference = _seconds(play), _reference(play)
            for _ in range(times):
                ticks = self._ticks(play, at) if media and play.repeat else None
                if ticks and media:
                    self._collector.use_ticks(reference, ticks, media, track)
                else:
                    self._collector.refer(reference, media=media)
                if at is not None:
                    at = None if length is None else at + length * min(play.repeat, 1)

    def _ticks(self, play: Play, at: Fraction | None) -> Ticks | None:
        """Where it lies; None where that is not told, or not on whole ticks of the composition."""
        rate, length = self.composition.edit_rate, _seconds(play)
        if rate is None or at is None or not length or not play.rate:
            return None
        entry = play.entry / play.rate
        found = [each * rate for each in (at, at + length, entry, entry + length)]
        if any(each.denominator != 1 for each in found):
            self._collector.note("something that does not begin and end on whole frames has no place", partial=True)
            return None
        return Ticks(*(int(each) for each in found))


def _media(sequence: Sequence) -> Media | None:
    if sequence.kind in PICTURES:
        return Media.PICTURE
    return Media.SOUND if sequence.kind in SOUNDS else None


def _seconds(play: Play) -> Fraction | None:
    """How long it lasts once."""
    return None if play.duration is None or play.rate is None else play.duration / play.rate


def _length(sequence: Sequence) -> Fraction | None:
    """How long it lasts; None when one of its plays does not tell."""
    total = Fraction(0)
    for play in sequence.plays:
        length = _seconds(play)
        if length is None:
            return None
        total += length * play.repeat
    return total


def _reference(play: Play) -> Reference:
    is_told = play.intrinsic is not None and play.rate is not None
    return Reference(
        raw=play.raw,
        clip_name=play.name,
        uuid=play.asset,
        available_start=0 if is_told else None,
        available_duration=play.intrinsic if is_told else None,
        available_rate=rates.text(play.rate) if is_told and play.rate else None,
    )
