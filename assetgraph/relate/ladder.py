"""What a clip was made from, where no folder, suffix or document tells it: by reel, timecode, length and stem. Pure.

    reel and timecode       the same frames of the same reel, wherever they lie
    stem and timecode       the same name and the same frames
    reel, within            a trim: fewer frames, all of them the source's
    stem, length and sound  the same name, as long, with as many channels; none at all where one is marked as a copy

The highest rung counts on which anything fits, and on it the one original. A timecode on the full hour is what
programs write by default, and proves nothing without the stem; one of zero is none. Two that fit alike are none.
Not here: which files share a reel or stem (deriving.py), which of two is the original (originals.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from assetgraph.graph.relations import KnownMedia
from assetgraph.model.names import stem_key
from assetgraph.relate.derivatives import (
    CONVENTIONS,
    MOVING,
    UNPROVEN_CONFIDENCE,
    Derivative,
    DerivativeKind,
    Rule,
    reduced,
)
from assetgraph.relate.grounds import CERTAIN, Grounds
from assetgraph.relate.lengths import frame_number
from assetgraph.relate.names import Shape, tokens
from assetgraph.relate.originals import codec, is_larger, seniority
from assetgraph.storage.frame_tokens import comparable

_LONGEST_COUNTER = 8
"""Letters; names as short are what cameras count by, anew on every card."""
_COUNTED = frozenset({Shape.VERSION, Shape.TAKE, Shape.REVISION})
_SECONDS_AN_HOUR = 3600
_LEAST_TOLERANCE_S = 0.05


class Rung(IntEnum):
    """What two clips have in common, the strongest first."""

    REEL = 1
    STEM = 2
    WITHIN = 3
    LENGTH = 4


@dataclass(frozen=True, slots=True)
class _Span:
    """The frames of a clip on its own clock, end exclusive."""

    first: int
    end: int
    rate: Fraction

    @property
    def is_telling(self) -> bool:
        """Whether it begins where no program begins by default."""
        return self.first % (round(self.rate) * _SECONDS_AN_HOUR) != 0

    def holds(self, other: _Span) -> bool:
        """Whether the other has fewer frames, all of them its own."""
        return self.rate == other.rate and self.first <= other.first and other.end <= self.end and self != other


@dataclass(frozen=True, slots=True)
class Fit:
    """A clip that another one may have been made from."""

    rung: Rung
    source: KnownMedia
    kind: DerivativeKind
    grounds: Grounds


def fits(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule] = CONVENTIONS) -> Fit | None:
    """How an asset may have been made from another one; None where it was not, as far as anybody can tell."""
    rule = _rule(asset, other, rules)
    if not _may_be_pair(asset, other, rule) or _rule(other, asset, rules) is not None:
        return None
    rung = _rung(asset, other, rules, is_marked=rule is not None)
    if rung is None:
        return None
    if rung is Rung.WITHIN:
        is_named = _is_named_after(asset, other, rules)
        evidence = f"a part of {other.name}: reel {asset.reel_name}, its timecode lies within"
        grounds = Grounds("TC_REEL", 0.85 if is_named else UNPROVEN_CONFIDENCE, evidence)
        return Fit(rung, other, DerivativeKind.TRIM, grounds)
    senior = seniority(asset, other)
    if rule is None and senior.sign <= 0:
        return None
    kind = rule.kind if rule else _kind(asset, other)
    if kind is None:
        return None
    confidence = _confidence(rung, reduced(asset, rules)[1], is_marked=rule is not None)
    evidence = f"{_common(rung, asset)} as {other.name}; " + ("named or placed as a copy" if rule else senior.evidence)
    is_work = bool(_numbers(asset) or _numbers(other)) and rung is Rung.REEL and not _is_same_stem(asset, other, rules)
    if rule is None and (is_work or not senior.is_sure):
        doubt = "a version of work, which may show more than its source" if is_work else "which is not sure"
        confidence, evidence = min(confidence, UNPROVEN_CONFIDENCE), f"{evidence}, {doubt}"
    return Fit(rung, other, kind, Grounds("NAME_SIZE" if rung is Rung.LENGTH else "TC_REEL", confidence, evidence))


def made_from(
    asset: KnownMedia, others: Iterable[KnownMedia], rules: Sequence[Rule] = CONVENTIONS
) -> tuple[Derivative | None, set[str]]:
    """What an asset was made from, and the stems of all else that may be: whatever becomes of them, it is told anew."""
    found = [fit for other in others if other.uid != asset.uid and (fit := fits(asset, other, rules))]
    best = min((each.rung for each in found), default=None)
    rivals = [each for each in found if each.rung is best]
    chosen = next((each for each in rivals if all(_outranks(each, rival) for rival in rivals)), None)
    awaited = {stem_key(each.source.name) for each in found if each is not chosen}
    if chosen is None:
        return None, awaited
    grounds = chosen.grounds
    if len(rivals) > 1:
        evidence = f"{grounds.evidence}; the original among {len(rivals)} that fit"
        grounds = Grounds(grounds.method, min(grounds.confidence, CERTAIN), evidence)
    return Derivative(chosen.kind, asset, chosen.source, grounds), awaited


def sought_stems(asset: KnownMedia, rules: Sequence[Rule] = CONVENTIONS) -> set[str]:
    """Under which stems its source may be found: its own, and that without the word that marks a derivative."""
    return {stem_key(asset.name), stem_key(reduced(asset, rules)[1])} - {""}


def _may_be_pair(asset: KnownMedia, other: KnownMedia, rule: Rule | None) -> bool:
    """Whether nothing speaks against it that is known of both."""
    if not {asset.kind, other.kind} <= MOVING or (rule and rule.kind is DerivativeKind.THUMBNAIL):
        return False
    if asset.quick_hash and asset.quick_hash == other.quick_hash:
        return False  # a copy, which was made from neither
    one, two = _numbers(asset), _numbers(other)
    if one and two and one != two:
        return False  # another version or take of it
    if asset.reel_name and other.reel_name and comparable(asset.reel_name) != comparable(other.reel_name):
        return False
    return not is_larger(asset, other)


def _rule(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule]) -> Rule | None:
    """The rule that marks it as a derivative: by its name, its folder, or one above that holds not both."""
    if rule := reduced(asset, rules)[2]:
        return rule
    own, theirs = asset.folder.lower().split("/"), other.folder.lower().split("/")
    if asset.volume_uid == other.volume_uid:
        shared = next(
            (n for n, (a, b) in enumerate(zip(own, theirs, strict=False)) if a != b), min(len(own), len(theirs))
        )
        own = own[shared:]
    return next((rule for rule in rules if rule.folders.intersection(own)), None)


def _numbers(media: KnownMedia) -> list[tuple[int, ...]]:
    """Version and take, as its name counts them."""
    return [token.key for token in tokens(media.name) if token.shape in _COUNTED]


def _is_same_stem(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule]) -> bool:
    return reduced(asset, rules)[1] == reduced(other, rules)[1]


def _rung(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule], *, is_marked: bool) -> Rung | None:
    one, two = _span(asset), _span(other)
    is_reel = bool(asset.reel_name and other.reel_name)
    is_stem = _is_same_stem(asset, other, rules)
    if one and two and one == two:
        if is_reel and one.is_telling:
            return Rung.REEL
        if is_stem and (is_reel or one.is_telling):
            return Rung.STEM
    elif one and two:
        return Rung.WITHIN if is_reel and one.is_telling and two.holds(one) else None
    is_own_name = is_marked and len(reduced(asset, rules)[1]) > _LONGEST_COUNTER
    alike = _sounds_alike(asset, other) or (is_own_name and _is_silent(asset) and _is_silent(other))
    return Rung.LENGTH if is_stem and alike and _is_as_long(asset, other) else None


def _span(media: KnownMedia) -> _Span | None:
    """None where its timecode, rate or length is not known, or where frames are missing."""
    rate = Fraction(media.frame_rate) if media.frame_rate else None
    first = frame_number(media.timecode, rate) if media.timecode and rate else None
    if rate is None or not first or media.missing:
        return None
    count = media.frame_count or (round(Fraction(media.duration_s) * rate) if media.duration_s else 0)
    return _Span(first, first + count, rate) if count > 1 else None


def _is_as_long(one: KnownMedia, other: KnownMedia) -> bool:
    if not (one.duration_s and other.duration_s and one.frame_rate and one.frame_rate == other.frame_rate):
        return False
    tolerance = max(_LEAST_TOLERANCE_S, float(1 / Fraction(one.frame_rate)))
    return abs(one.duration_s - other.duration_s) <= tolerance


def _sounds_alike(one: KnownMedia, other: KnownMedia) -> bool:
    told = one.channels, one.sample_rate_hz
    return None not in told and told == (other.channels, other.sample_rate_hz)


def _is_silent(media: KnownMedia) -> bool:
    """Whether it was read and has pictures alone."""
    return bool(media.width) and media.audio_codec is None and media.channels is None


def _is_named_after(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule]) -> bool:
    """Whether its stem is the other's, or begins with it."""
    stem, head = reduced(asset, rules)[1], reduced(other, rules)[1]
    return stem == head or (stem.startswith(head) and not stem[len(head)].isalnum())


def _kind(asset: KnownMedia, other: KnownMedia) -> DerivativeKind | None:
    """None where nothing tells them apart but what is in them: a version of it, or a copy that somebody touched."""
    alike = codec(asset) == codec(other) and (asset.width, asset.height) == (other.width, other.height)
    if not alike or asset.bit_depth != other.bit_depth:
        return DerivativeKind.TRANSCODE
    return DerivativeKind.REMUX if asset.format != other.format else None


def _confidence(rung: Rung, stem: str, *, is_marked: bool) -> float:
    if rung is not Rung.LENGTH:
        return 0.9 if rung is Rung.REEL else 0.85
    return 0.85 if is_marked and len(stem) > _LONGEST_COUNTER else 0.7


def _common(rung: Rung, asset: KnownMedia) -> str:
    if rung is Rung.REEL:
        return f"the same frames of reel {asset.reel_name}, from {asset.timecode} on,"
    if rung is Rung.STEM:
        return f"the same stem and the same frames from {asset.timecode} on"
    return "the same stem, length and sound"


def _outranks(one: Fit, other: Fit) -> bool:
    """Whether it is the original of the two by more than age, which copying changes."""
    if one is other:
        return True
    found = seniority(other.source, one.source)
    return found.sign > 0 and not found.is_by_age
