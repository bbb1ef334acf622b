"""One resolver: from what a document says to the asset it means, or to why there is none. Pure.

By path first, through the mounts of all hosts; then by where a file was first seen; then, for what no mount maps,
by reel and timecode, by name and length, by name and folder, by name alone. Surety falls in that order, and what
is less than sure is shown as candidates, never as fact.
Not here: taking the raw text apart (storage/raw_paths.py), the mounts (storage/mounts.py), the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assetgraph.documents.records import Reference, StateHint, Use
from assetgraph.graph.relations import KnownMedia
from assetgraph.model.keys import asset_uid
from assetgraph.model.names import stem_key
from assetgraph.relate.grounds import CERTAIN, Grounds
from assetgraph.relate.lengths import covers, same_length
from assetgraph.storage.frame_tokens import comparable
from assetgraph.storage.mounts import MappedPath
from assetgraph.storage.raw_paths import Form, Meaning, RawPath

_FRAME_NUMBER = re.compile(r"(.*?[._])(-?\d{1,10})(\.[^.]+)")
_MOST_CANDIDATES = 10


class State(StrEnum):
    """What became of a reference."""

    RESOLVED = "RESOLVED"
    AMBIGUOUS = "AMBIGUOUS"
    OFFLINE = "OFFLINE"
    MISSING = "MISSING"
    UNMAPPED = "UNMAPPED"
    VARIABLE = "VARIABLE"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An asset that may be meant."""

    media: KnownMedia
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference means: a target with its grounds, or none and what may be meant, best first."""

    state: State
    grounds: Grounds
    target: KnownMedia | None = None
    candidates: tuple[Candidate, ...] = ()
    place: str = ""
    """The reference, normalised: volume and path where a mount maps it."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A place that a reference may mean, on a volume of the graph."""

    path: MappedPath
    volume: str
    online: bool

    @property
    def text(self) -> str:
        """As people write it."""
        return f"{self.volume}:/{self.path.rel_path}"


@dataclass(frozen=True, slots=True)
class Sought:
    """A reference with what is known about it before the graph is asked."""

    reference: Reference
    raw: RawPath
    mapped: tuple[Mapped, ...]
    uses: tuple[Use, ...] = ()

    @property
    def is_path(self) -> bool:
        """Whether it says where the file is; a bare name may lie beside the document, or anywhere."""
        return self.raw.form is not Form.NAME

    def stems(self) -> set[str]:
        """Under which stems an asset it means may be found."""
        return {stem_key(name) for raw in _readings(self.raw) for name in _names(raw)} | (
            {stem_key(self.reference.clip_name)} if self.reference.clip_name and self.raw.form is Form.NAME else set()
        )

    def first_seen(self) -> dict[str, Mapped]:
        """Keys that an asset has which was first seen where the reference points, with that place."""
        return {asset_uid(each.path.volume_uid, each.path.rel_path.encode(), 0): each for each in self.mapped}


def resolve(sought: Sought, pool: Sequence[KnownMedia], by_first_seen: Mapping[str, KnownMedia]) -> Resolution:
    """Tell what a reference means; `pool` holds all assets of its stems and reel."""
    place = sought.mapped[0].text if sought.is_path and sought.mapped else sought.raw.text
    if sought.raw.form is Form.VARIABLE or sought.reference.state_hint is StateHint.VARIABLE:
        return Resolution(State.VARIABLE, Grounds("EXPLICIT_PATH", 1.0, "holds an expression"), place=place)
    exact = _by_path(sought, pool) or _by_first_sight(sought, by_first_seen)
    if exact:
        return _settled(exact, place)
    candidates = _by_traits(sought, pool)
    if sought.is_path and sought.mapped:
        return _absent(sought, candidates, place)
    if not candidates:
        return Resolution(State.UNMAPPED, Grounds("EXPLICIT_PATH", 1.0, "no mount maps it"), place=place)
    return _settled(candidates, place)


def _settled(candidates: list[Candidate], place: str) -> Resolution:
    """The best candidate, where it is sure and the only one so good."""
    best = candidates[0].grounds.confidence
    rivals = [each for each in candidates if each.grounds.confidence == best]
    kept = tuple(candidates[:_MOST_CANDIDATES])
    if len(rivals) > 1:
        grounds = Grounds(rivals[0].grounds.method, round(min(best, 0.79) / len(rivals), 2), f"{len(rivals)} files fit")
        return Resolution(State.AMBIGUOUS, grounds, candidates=kept, place=place)
    chosen = rivals[0]
    if best < CERTAIN:
        return Resolution(State.AMBIGUOUS, chosen.grounds, candidates=kept, place=place)
    state = State.RESOLVED if chosen.media.online else State.OFFLINE
    return Resolution(state, chosen.grounds, chosen.media, place=place)


def _absent(sought: Sought, candidates: list[Candidate], place: str) -> Resolution:
    """Mapped to a volume, and not there; what may be meant elsewhere is a candidate to relink."""
    where = sought.mapped[0]
    kept = tuple(candidates[:_MOST_CANDIDATES])
    if not any(each.online for each in sought.mapped):
        grounds = Grounds("EXPLICIT_PATH", 1.0, f"{where.volume} is offline and nothing is known there by that name")
        return Resolution(State.OFFLINE, grounds, candidates=kept, place=place)
    evidence = f"{where.volume} is online, nothing lies at {where.path.rel_path}"
    return Resolution(State.MISSING, Grounds("EXPLICIT_PATH", 1.0, evidence), candidates=kept, place=place)


def _by_path(sought: Sought, pool: Sequence[KnownMedia]) -> list[Candidate]:
    """Assets at the very place; the first mount that leads to any decides."""
    for mapped in sought.mapped:
        found = [each for each in (_at(sought.raw, mapped, media) for media in pool) if each]
        if found:
            return sorted(found, key=lambda each: -each.grounds.confidence)
    return []


def _at(raw: RawPath, mapped: Mapped, media: KnownMedia) -> Candidate | None:
    folder, _, name = mapped.path.rel_path.rpartition("/")
    if media.volume_uid != mapped.path.volume_uid or comparable(media.folder) != comparable(folder):
        return None
    meaning = _meaning([each for each in _readings(raw) if each.name == name], media)
    if meaning is None:
        return None
    evidence = f"maps to {mapped.text}"
    if media.folder == folder and (media.name == name or media.kind == "sequence"):
        confidence = 1.0
    else:
        confidence, evidence = 0.95, f"{evidence}, written in another case"
    if meaning is Meaning.FRAME:
        confidence, evidence = confidence - 0.02, f"{evidence}, one frame for its sequence"
    return Candidate(media, Grounds("EXPLICIT_PATH", round(confidence, 2), evidence))


def _meaning(readings: Iterable[RawPath], media: KnownMedia) -> Meaning | None:
    is_sequence = media.kind == "sequence"
    meanings = (
        each.means_sequence(media.name, media.first) if is_sequence else each.means_file(media.name)
        for each in readings
    )
    return next((each for each in meanings if each), None)


def _readings(raw: RawPath) -> list[RawPath]:
    """As it stands, and as if it were percent-encoded, where that differs."""
    other = raw.unquoted()
    return [raw, other] if other else [raw]


def _by_first_sight(sought: Sought, by_first_seen: Mapping[str, KnownMedia]) -> list[Candidate]:
    """An asset that lay there when it was first seen, and has moved since."""
    return [
        Candidate(
            by_first_seen[uid],
            Grounds("EXPLICIT_PATH", 0.9, f"was at {mapped.text}, lies at {by_first_seen[uid].rel_path} now"),
        )
        for uid, mapped in sought.first_seen().items()
        if uid in by_first_seen
    ]


def _by_traits(sought: Sought, pool: Iterable[KnownMedia]) -> list[Candidate]:
    """Assets by what they have in common with the reference, surest first."""
    found = [Candidate(media, grounds) for media in pool if (grounds := _likeness(sought, media))]
    return sorted(found, key=lambda each: (-each.grounds.confidence, each.media.rel_path))


def _likeness(sought: Sought, media: KnownMedia) -> Grounds | None:
    reference = sought.reference
    named = _is_named(sought, media)
    reel = reference.reel and comparable(reference.reel) in {
        comparable(media.reel_name or ""), comparable(stem_key(media.name)),
    }  # fmt: skip
    if (reel or named) and covers(media, reference, sought.uses):
        what = f"reel {reference.reel}" if reel else "its name"
        return Grounds("TC_REEL", 0.9, f"{what}, and its timecode from {media.timecode} on holds what is used")
    if not named:
        return None
    if same_length(media, reference):
        return Grounds("NAME_SIZE", 0.85, f"same name and length as {media.rel_path}")
    above = sought.raw.parts[-2:-1]
    if above and comparable(above[0]) == comparable(media.folder.rpartition("/")[2]):
        return Grounds("NAME_TEMPLATE", 0.75, f"same name and folder as {media.rel_path}")
    return Grounds("NAME_TEMPLATE", 0.6, f"same name as {media.rel_path}")


def _is_named(sought: Sought, media: KnownMedia) -> bool:
    """Whether the base name is that of the asset; a name without ending means any ending."""
    if _meaning(_readings(sought.raw), media):
        return True
    names = {sought.raw.name, sought.reference.clip_name or ""} if sought.raw.form is Form.NAME else set()
    stem = comparable(media.name.rpartition(".")[0] or media.name)
    return any(name and comparable(name) in {stem, comparable(media.name)} for name in names)


def _names(raw: RawPath) -> Iterator[str]:
    """Base names under which the asset may stand in the graph: its own, or the pattern of its sequence."""
    yield raw.name
    token = raw.sequence
    if token:
        paddings = [token.padding] if token.padding else range(1, 9)
        yield f"{token.prefix}%d{token.suffix}"
        yield from (f"{token.prefix}%0{padding}d{token.suffix}" for padding in paddings)
    elif frame := _FRAME_NUMBER.fullmatch(raw.name):
        head, number, tail = frame.groups()
        yield f"{head}%d{tail}"
        yield f"{head}%0{len(number)}d{tail}"
