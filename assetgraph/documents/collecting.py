"""Gathers what a reader finds: one Reference a file, however often it occurs, and one Use an occurrence.

Not here: where things lie in nested time (placing.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from assetgraph.documents import rates
from assetgraph.documents.placing import View
from assetgraph.documents.records import (
    DocumentContent,
    Media,
    Reference,
    ReferenceKind,
    Status,
    TimelineInfo,
    Use,
)
from assetgraph.errors import UnsafeDocument

MOST_STEPS = 250_000
"""Items of timelines, counted wherever they are nested: a few kilobytes can nest themselves into billions."""
_MOST_NOTES = 20
_FOLDER_MARKS = ("/", "\\")
_Key = tuple[str, ReferenceKind, str, str | None]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Where a use lies, in ticks of its timeline's rate; ends exclusive."""

    record_in: int
    record_out: int
    source_in: int
    source_out: int


@dataclass(slots=True)
class _Found:
    """A reference in the making."""

    reference: Reference
    media: tuple[Media, ...]
    count: int = 0
    enabled: bool = False
    made_from: set[str] = field(default_factory=set)

    def told(self) -> Reference:
        """The reference as it is in the end; what is said to be made from several files is made from none for sure."""
        return self.reference.model_copy(
            update={
                "count": self.count,
                "enabled": self.enabled,
                "media": self.media,
                "made_from": next(iter(self.made_from)) if len(self.made_from) == 1 else None,
            }
        )


class Collector:
    """Fill it while reading; `content()` is what came together. Uses belong to the timeline begun last."""

    def __init__(self) -> None:
        self._index: dict[_Key, int] = {}
        self._found: list[_Found] = []
        self._named: set[str] = set()
        self._uses: list[Use] = []
        self._timelines: list[TimelineInfo] = []
        self._rate = Fraction(24)
        self._notes: Counter[str] = Counter()
        self._steps = 0
        self._partial = False
        self.rate_uncertain = False

    def begin(self, name: str, rate: Fraction, start_timecode: str | None = None) -> None:
        """A timeline begins, whose ticks are of this rate."""
        self._rate = rate
        self._timelines.append(TimelineInfo(name=name, edit_rate=rates.text(rate), start_timecode=start_timecode))

    def step(self) -> None:
        """Another item is looked at. Raises UnsafeDocument when there are more than any timeline has."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise UnsafeDocument(
                f"more than {MOST_STEPS:,} items, counted wherever they are nested",
                tool="assetgraph",
                next_step="export only the sequences that are needed",
            )

    def refer(self, reference: Reference, *, enabled: bool = True, media: Media | None = None) -> int:
        """Count one occurrence and give the index of its reference; what the first occurrence says of it stands."""
        key = _key(reference)
        index = self._index.get(key)
        if index is None:
            index = self._index[key] = len(self._found)
            self._found.append(_Found(reference, reference.media))
            self._named.add(reference.raw)
        found = self._found[index]
        found.count += 1
        found.enabled = found.enabled or enabled
        if reference.made_from:
            found.made_from.add(reference.made_from)
        if media and media not in found.media:
            found.media = (*found.media, media)
        return index

    def keep(self, reference: Reference) -> None:
        """What lies in a bin: a reference only when nothing else refers to it."""
        if reference.raw not in self._named:
            self.refer(reference.model_copy(update={"kind": ReferenceKind.BIN}))

    def use(self, reference: Reference, view: View, media: Media, track: int, angle: str | None = None) -> None:
        """An occurrence that is seen through this view. A still takes one tick of its source."""
        source_in = rates.ticks(view.start, self._rate)
        source_out = rates.ticks(view.end, self._rate) if view.speed else source_in + 1
        where = Ticks(
            rates.ticks(view.record_in, self._rate), rates.ticks(view.record_out, self._rate), source_in, source_out
        )
        self.use_ticks(reference, where, media, track, speed=view.speed, enabled=view.enabled, angle=angle)

    def use_ticks(
        self,
        reference: Reference,
        where: Ticks,
        media: Media,
        track: int,
        *,
        speed: Fraction = Fraction(1),
        enabled: bool = True,
        angle: str | None = None,
    ) -> None:
        """An occurrence whose ticks the document tells itself; one that lasts no tick is none."""
        if where.record_in == where.record_out:
            return
        self._uses.append(
            Use(
                reference=self.refer(reference, enabled=enabled, media=media),
                timeline=len(self._timelines) - 1,
                raw=reference.raw,
                track=track,
                media=media,
                record_in=where.record_in,
                record_out=where.record_out,
                source_in=where.source_in,
                source_out=where.source_out,
                edit_rate=rates.text(self._rate),
                speed=float(speed),
                enabled=enabled,
                angle=angle,
            )
        )

    def note(self, said: str, *, partial: bool = False) -> None:
        """Something was guessed; with `partial`, something was left out."""
        self._notes[said] += 1
        self._partial = self._partial or partial

    def content(self) -> DocumentContent:
        """All of it, in the order in which it was found."""
        notes = (f"{said} ({count} times)" if count > 1 else said for said, count in self._notes.items())
        return DocumentContent(
            status=Status.PARTIAL if self._partial else Status.FULL,
            references=tuple(each.told() for each in self._found),
            uses=tuple(self._uses),
            timelines=tuple(self._timelines),
            rate_uncertain=self.rate_uncertain,
            notes=tuple(notes)[:_MOST_NOTES],
        )


def _key(reference: Reference) -> _Key:
    """A path is one file; a mere name may be several, which their reels tell apart."""
    is_path = any(mark in reference.raw for mark in _FOLDER_MARKS)
    return reference.raw, reference.kind, reference.role, None if is_path else reference.reel
