"""Which of a document's files it declares to be made from which: proxies with what they stand for, transcodes. Pure.

A file that lay where the document looks for it, and has vanished, is still what the other one was made from.
Not here: what becomes of it beside what names tell (derivations/relating.py), reading documents (documents/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assetgraph.documents.records import TRANSCODE
from assetgraph.relate.pairs import DerivativeKind
from assetgraph.relate.references.sought import Resolution, Sought, State

_DECLARED = 0.95
"""Confidence in a document's word, where both files are surely meant."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a file was made from, as a document has it: an asset by its uid, and what it is to it."""

    source: str
    kind: DerivativeKind
    confidence: float


def lost_keys(sought: Sequence[Sought], resolutions: Sequence[Resolution]) -> set[str]:
    """Keys under which sources may be known of which nothing is there: of their places, and of what was seen there."""
    return {
        key
        for _, sources in _pairs(sought)
        for index in sources
        if resolutions[index].state is State.MISSING
        for key in _keys(sought[index])
    }


def declared(
    sought: Sequence[Sought], resolutions: Sequence[Resolution], vanished: Mapping[str, str]
) -> dict[int, Made]:
    """By index of the reference: what its file was made from, where both are known.

    `vanished`: assets by those of the lost keys that lead to one.
    """
    found = {}
    for index, sources in _pairs(sought):
        target = resolutions[index].target
        meant = dict(_meant(sought, resolutions, sources, vanished))
        if target and len(meant) == 1 and target.uid not in meant:
            ((source, confidence),) = meant.items()
            role = sought[index].reference.role
            kind = DerivativeKind.TRANSCODE if role == TRANSCODE else DerivativeKind.PROXY
            surety = _DECLARED * resolutions[index].grounds.confidence * confidence
            found[index] = Made(source, kind, round(surety, 2))
    return found


def _pairs(sought: Sequence[Sought]) -> Iterator[tuple[int, list[int]]]:
    """References that tell of a source, each with those of its words."""
    if not any(each.reference.made_from for each in sought):
        return
    by_raw: defaultdict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(sought):
        by_raw[each.reference.raw].append(index)
    for index, each in enumerate(sought):
        if each.reference.made_from:
            yield index, by_raw[each.reference.made_from]


def _meant(
    sought: Sequence[Sought], resolutions: Sequence[Resolution], sources: Sequence[int], vanished: Mapping[str, str]
) -> Iterator[tuple[str, float]]:
    """Assets that the references to a source mean, each with its surety; one of the vanished where none is there."""
    present = [resolutions[index] for index in sources if resolutions[index].target]
    for each in present:
        if each.target:
            yield each.target.uid, each.grounds.confidence
    if not present:
        lost = [sought[index] for index in sources if resolutions[index].state is State.MISSING]
        keys = (key for each in lost for key in _keys(each) if key in vanished)
        if key := next(keys, None):
            yield vanished[key], 1.0


def _keys(sought: Sought) -> list[str]:
    """Of what lay there last, then of what was first seen there and has moved since."""
    return [*sorted(sought.location_keys()), *sought.first_seen()]
