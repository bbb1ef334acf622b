"""What a clip was made from, where no folder, suffix or document tells it: by reel, timecode, length and stem. Pure.

    reel and timecode       the same frames of the same reel, wherever they lie
    stem and timecode       the same name and the same frames
    stem, version, frames   a movie of frames, wherever it lies
    reel, within            a trim: fewer frames, all of them the source's
    stem, length and sound  the same name, as long, with as many channels; none at all where one is marked as a copy

The highest rung counts on which anything fits, and on it what lies in the folders that a tree of proxies mirrors, then
the one original, then the one of its own stem. A timecode of full ten seconds is what programs write by default, and
people who lay out spots on a tape; one of full seconds in the two minutes before the full hour begins a leader: it
proves nothing without the stem; one of zero is none.
Cameras that run in step count alike: without a reel a counter proves little. Two that fit alike are none.
Not here: which files share a reel or stem (relating.py), which of two is the original (originals.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from assetgraph.graph.known import KnownMedia
from assetgraph.model.names import stem_key
from assetgraph.relate.derivations.apart import are_apart, are_of_one_production, are_of_other_cameras
from assetgraph.relate.derivations.conventions import (
    CONVENTIONS,
    MOVING,
    UNPROVEN_CONFIDENCE,
    Rule,
    is_movie_of_frames,
    reduced,
)
from assetgraph.relate.derivations.originals import codec, is_larger, is_poorer, seniority
from assetgraph.relate.derivations.spans import span_of
from assetgraph.relate.grounds import CERTAIN, Grounds
from assetgraph.relate.naming.folder_names import is_card_part
from assetgraph.relate.naming.names import Shape, tokens
from assetgraph.relate.naming.stems import comes_again
from assetgraph.relate.pairs import Derivative, DerivativeKind
from assetgraph.storage.frame_tokens import comparable

_COUNTED = frozenset({Shape.VERSION, Shape.TAKE, Shape.REVISION})
_LEAST_TOLERANCE_S = 0.05


class Rung(IntEnum):
    """What two clips have in common, the strongest first."""

    REEL = 1
    STEM = 2
    WITHIN = 3
    FRAMES = 4
    LENGTH = 5


@dataclass(frozen=True, slots=True)
class Fit:
    """A clip that another one may have been made from."""

    rung: Rung
    source: KnownMedia
    kind: DerivativeKind
    grounds: Grounds
    is_placed: bool = False
    """Whether folders tell: those for derivatives mirror those of the source, or both are of one production."""
    is_same_stem: bool = False


def fits(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule] = CONVENTIONS) -> Fit | None:
    """How an asset may have been made from another one; None where it was not, as far as anybody can tell."""
    rule = _rule(asset, other, rules)
    if not _may_be_pair(asset, other, rule) or _rule(other, asset, rules) is not None:
        return None
    if is_movie_of_frames(other, asset) and _is_same_stem(asset, other, rules):
        return None  # the movie shows the frames, however large it is
    is_mirrored = _is_mirrored(asset, other, rules)
    rung = _rung(asset, other, rules, is_marked=rule is not None, is_mirrored=is_mirrored)
    if rung is None:
        return None
    if rung is Rung.WITHIN:
        is_named = _is_named_after(asset, other, rules)
        evidence = f"a part of {other.name}: reel {asset.reel_name}, its timecode lies within"
        grounds = Grounds("TC_REEL", 0.85 if is_named else UNPROVEN_CONFIDENCE, evidence)
        return Fit(rung, other, DerivativeKind.TRIM, grounds)
    if rung is Rung.FRAMES:
        is_own = are_of_one_production(asset, other)
        # A movie that is older may show others than these; of such as it cannot hold, they were rendered again.
        is_older = asset.mtime_ns < other.mtime_ns and not is_poorer(asset, other)
        is_doubtful = bool(asset.reel_name) or is_older or not is_own
        evidence = f"same stem and version as the frames {other.name}, {asset.frame_count} frames both"
        grounds = Grounds("NAME_SIZE", UNPROVEN_CONFIDENCE if is_doubtful else 0.85, evidence)
        return Fit(rung, other, rule.kind if rule else DerivativeKind.TRANSCODE, grounds, is_own, True)
    senior = seniority(asset, other)
    if rule is None and senior.sign <= 0:
        return None
    kind = rule.kind if rule else _kind(asset, other)
    if kind is None:
        return None
    is_same_stem = _is_same_stem(asset, other, rules)
    # Cameras that run in step count alike: a name that comes again needs more than that.
    is_marked, is_own_name = rule is not None, not comes_again(reduced(asset, rules)[1])
    if rung is Rung.LENGTH:
        is_told_apart = is_mirrored or (is_marked and is_own_name)
    else:
        is_told_apart = is_mirrored or is_marked or is_own_name or bool(asset.reel_name and other.reel_name)
    evidence = f"{_common(rung, asset)} as {other.name}; " + ("named or placed as a copy" if rule else senior.evidence)
    if is_mirrored:
        evidence += ", in folders of the same names"
    confidence = _confidence(rung, is_told_apart=is_told_apart)
    is_work = rung is Rung.REEL and not is_same_stem and (_is_versioned(asset, other) or not _is_called_as_reel(other))
    # Layers of a render have one stem and one clock, in folders of their own, and some have fewer pixels.
    is_layer = asset.kind == other.kind == "sequence" and asset.format == other.format and rung is not Rung.REEL
    if rule is None and (is_work or is_layer or not senior.is_sure):
        doubt = "both may be work, which passes on the reel of its plate" if is_work else "which is not sure"
        confidence, evidence = min(confidence, UNPROVEN_CONFIDENCE), f"{evidence}, {doubt}"
    grounds = Grounds("NAME_SIZE" if rung is Rung.LENGTH else "TC_REEL", confidence, evidence)
    return Fit(rung, other, kind, grounds, is_mirrored, is_same_stem)


def made_from(
    asset: KnownMedia, others: Iterable[KnownMedia], rules: Sequence[Rule] = CONVENTIONS
) -> tuple[Derivative | None, set[str]]:
    """What an asset was made from, and the stems of all else that may be: whatever becomes of them, it is told anew."""
    found = [fit for other in others if other.uid != asset.uid and (fit := fits(asset, other, rules))]
    best = min((each.rung for each in found), default=None)
    rivals = [each for each in found if each.rung is best]
    chosen = _chosen([each for each in rivals if each.is_placed] or rivals)
    awaited = {stem_key(each.source.name) for each in found if each is not chosen}
    if chosen is None:
        return None, awaited
    grounds = chosen.grounds
    if len(rivals) > 1:
        evidence = f"{grounds.evidence}; the likeliest of {len(rivals)} that fit"
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
    if asset.reel_name and other.reel_name:
        if comparable(asset.reel_name) != comparable(other.reel_name):
            return False
    elif are_of_other_cameras(asset, other):
        return False
    return not (are_apart(asset, other) or is_larger(asset, other))


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


def _is_versioned(asset: KnownMedia, other: KnownMedia) -> bool:
    return bool(_numbers(asset) or _numbers(other))


def _is_called_as_reel(media: KnownMedia) -> bool:
    """Whether it goes by its reel, as what a camera or a scanner wrote; plates and renders go by their shot."""
    stem, reel = stem_key(media.name), comparable(media.reel_name or "")
    return stem.startswith(reel) or reel.startswith(stem)


def _is_same_stem(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule]) -> bool:
    return reduced(asset, rules)[1] == reduced(other, rules)[1]


def _is_mirrored(asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule]) -> bool:
    """Whether proxies/day1/a/C1.mov may stand in for footage/day1/a/C1.mov, or for one on the card a.

    On one volume by all folders below the one for proxies, beside which the source lies; on two by two at least.
    """
    own, theirs = comparable(asset.folder).split("/"), comparable(other.folder).split("/")
    while theirs and is_card_part(theirs[-1]):
        theirs.pop()  # what a camera made on its card, nobody makes anew
    marks = [depth for depth, name in enumerate(own) if any(name in rule.folders for rule in rules)]
    if not marks or not (below := own[marks[-1] + 1 :]) or theirs[-len(below) :] != below:
        return False
    if asset.volume_uid != other.volume_uid:
        return len(below) > 1
    return theirs[: -len(below)][: marks[-1]] == own[: marks[-1]]


def _rung(
    asset: KnownMedia, other: KnownMedia, rules: Sequence[Rule], *, is_marked: bool, is_mirrored: bool
) -> Rung | None:
    one, two = span_of(asset), span_of(other)
    is_reel = bool(asset.reel_name and other.reel_name)
    is_stem = _is_same_stem(asset, other, rules)
    if one and two and one == two:
        if is_reel and one.is_telling:
            return Rung.REEL
        if is_stem and (is_reel or one.is_telling):
            return Rung.STEM
    elif one and two:
        return Rung.WITHIN if is_reel and one.is_telling and two.holds(one) else None
    if is_stem and is_movie_of_frames(asset, other):
        return Rung.FRAMES
    is_own_name = is_marked and not comes_again(reduced(asset, rules)[1])
    alike = _sounds_alike(asset, other) or ((is_own_name or is_mirrored) and _is_silent(asset) and _is_silent(other))
    return Rung.LENGTH if is_stem and alike and _is_as_long(asset, other) else None


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


def _confidence(rung: Rung, *, is_told_apart: bool) -> float:
    if rung is Rung.REEL:
        return 0.9
    return 0.85 if is_told_apart else 0.7


def _common(rung: Rung, asset: KnownMedia) -> str:
    if rung is Rung.REEL:
        return f"the same frames of reel {asset.reel_name}, from {asset.timecode} on,"
    if rung is Rung.STEM:
        return f"the same stem and the same frames from {asset.timecode} on"
    return "the same stem, length and sound"


def _chosen(rivals: Sequence[Fit]) -> Fit | None:
    """The original of all; where only age would tell, the one of the same stem. None where two are alike."""
    senior = next((each for each in rivals if all(_outranks(each, rival) for rival in rivals)), None)
    namesakes = [each for each in rivals if each.is_same_stem]
    return senior or (namesakes[0] if len(namesakes) == 1 else None)


def _outranks(one: Fit, other: Fit) -> bool:
    """Whether it is the original of the two by more than age, which copying changes."""
    if one is other:
        return True
    found = seniority(other.source, one.source)
    return found.sign > 0 and not found.is_by_age
