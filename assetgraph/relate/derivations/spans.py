"""The frames of a clip on its own clock, and whether they tell anything. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assetgraph.graph.known import KnownMedia
from assetgraph.relate.lengths import frame_number

_SECONDS_AN_HOUR = 3600
_LEADER_S = 120
_ROUND_S = 10


@dataclass(frozen=True, slots=True)
class Span:
    """The frames of a clip on its own clock, end exclusive."""

    first: int
    end: int
    rate: Fraction

    @property
    def is_telling(self) -> bool:
        """Whether it begins where no program begins by default, and nobody lays out programs on a tape."""
        second, frame = divmod(self.first, round(self.rate))
        return frame != 0 or (second % _ROUND_S != 0 and second % _SECONDS_AN_HOUR < _SECONDS_AN_HOUR - _LEADER_S)

    def holds(self, other: Span) -> bool:
        """Whether the other has fewer frames, all of them its own."""
        return self.rate == other.rate and self.first <= other.first and other.end <= self.end and self != other


def span_of(media: KnownMedia) -> Span | None:
    """None where its timecode, rate or length is not known, or where frames are missing."""
    rate = Fraction(media.frame_rate) if media.frame_rate else None
    first = frame_number(media.timecode, rate) if media.timecode and rate else None
    if rate is None or not first or media.missing:
        return None
    count = media.frame_count or (round(Fraction(media.duration_s) * rate) if media.duration_s else 0)
    return Span(first, first + count, rate) if count > 1 else None
