"""The clips of a demo timeline as cuts: where each lies on the record and in its source, at which rate.

Not here: the formats that tell so (timelines.py, fcpxml.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from opentimelineio import opentime

from assetgraph.demo.entries import Audio, Clip, Frames, Moving, Timeline
from assetgraph.demo.seed import Seed, as_written


@dataclass(frozen=True, slots=True)
class Span:
    """A range of frames at a rate; media begin at their timecode, sequences at their first frame."""

    start: int
    length: int
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Cut:
    """A clip in its place: `record` is its first frame on the timeline, `available` all of its media, if known."""

    clip: Clip
    raw: str
    record: int
    source: Span
    available: Span | None

    @property
    def name(self) -> str:
        """The clip's name: the last part of what it refers to."""
        return self.raw.replace("\\", "/").rpartition("/")[2]


def rate_of(timeline: Timeline) -> Fraction:
    """Frames a second of a timeline."""
    return Fraction(timeline.frame_rate)


def cuts(timeline: Timeline, media: str, seed: Seed, root: Path) -> Iterator[Cut]:
    """The cuts of a timeline's pictures or sounds, one after the other."""
    record, rate = 0, rate_of(timeline)
    for clip in timeline.clips:
        if clip.media != media:
            continue
        available = _span(clip.means, seed, rate) if isinstance(clip.means, str) else None
        start = available.start if available else 0
        if clip.start:
            start = frame_number(clip.start, rate)
        source = Span(start, clip.frames, available.rate if available else rate)
        yield Cut(clip, as_written(clip.raw, root), record, source, available)
        record += round(clip.frames * rate / source.rate)


def frame_number(timecode: str, rate: Fraction) -> int:
    """Frames since 00:00:00:00."""
    return int(opentime.from_timecode(timecode, float(rate)).to_frames())


def timecode(frames: int, rate: Fraction) -> str:
    """The opposite."""
    return str(opentime.to_timecode(opentime.RationalTime(frames, float(rate)), float(rate), drop_frame=False))


def _span(path: str, seed: Seed, rate: Fraction) -> Span | None:
    entry = seed.original(path)
    if isinstance(entry, Moving):
        own = Fraction(entry.frame_rate)
        return Span(frame_number(entry.timecode, own) if entry.timecode else 0, entry.frames, own)
    if isinstance(entry, Frames):
        return Span(entry.first, entry.last - entry.first + 1, rate)
    return Span(0, round(Fraction(entry.duration_s) * rate), rate) if isinstance(entry, Audio) else None
