"""A reference with what is known before and after the graph is asked: what is sought, what may be meant, what is.

Not here: telling what is meant (resolving.py), asking the graph (looking_up.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assetgraph.documents.records import LISTED, Reference, StateHint, Use
from assetgraph.graph.known import KnownMedia
from assetgraph.model.keys import asset_uid, folder_uid, location_key
from assetgraph.model.names import path_key, reel_key, reel_keys, stem_key, umid_key, uuid_key
from assetgraph.relate.grounds import Grounds
from assetgraph.storage.mounts import MappedPath
from assetgraph.storage.raw_paths import Form, RawPath

_FRAME_NUMBER = re.compile(r"((?:.*[._])?)(-?\d{1,10})(\.[^.]+(?:\.(?:sc|gz|bz2))?)", re.ASCII | re.DOTALL)
_WIDEST_NUMBER = 10
_FOREIGN = {"linux": frozenset(("volumes", "users")), "macos": frozenset(("mnt", "media", "home"))}
"""First folders of paths that other systems write than the one of a host whose root maps whatever begins with /."""
LEAST_CLIP_REEL = 8
"""Signs of a reel that names a clip (A001C003_240101_R1AB); shorter ones name rolls, and come again."""


class State(StrEnum):
    """What became of a reference."""

    RESOLVED = "RESOLVED"
    AMBIGUOUS = "AMBIGUOUS"
    OFFLINE = "OFFLINE"
    MISSING = "MISSING"
    UNSCANNED = "UNSCANNED"
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
    is_here: bool = True
    """Whether this host sees the volume there, or the document itself tells; other hosts may mount another one."""
    links: tuple[tuple[str, str], ...] = ()
    """Folders of the symbolic links that led there, as (volume, relative path)."""

    @property
    def text(self) -> str:
        """As people write it."""
        return f"{self.volume}:/{self.path.rel_path}"

    @property
    def folder(self) -> str:
        """Its folder, from the volume's root."""
        return self.path.rel_path.rpartition("/")[0]

    @property
    def rank(self) -> tuple[bool, bool]:
        """By which the likelier place comes first; of two equal ones none is likelier."""
        return not self.is_here, not self.path.exact

    @property
    def is_of_another_system(self) -> bool:
        """Whether only this host's root maps it, where another system keeps its volumes and homes."""
        mount = self.path.mount
        kept = _FOREIGN.get(mount.system, frozenset()) if mount and mount.path == "/" else frozenset()
        return path_key(self.path.rel_path).partition("/")[0] in kept

    @property
    def itself(self) -> tuple[str, str]:
        """The place as a folder, as (volume, path_key)."""
        return self.path.volume_uid, path_key(self.path.rel_path)

    def folders(self) -> Iterator[tuple[str, str]]:
        """Its folder and those above, as (volume, path_key)."""
        folder = path_key(self.folder)
        while folder:
            yield self.path.volume_uid, folder
            folder = folder.rpartition("/")[0]
        yield self.path.volume_uid, ""


@dataclass(frozen=True, slots=True)
class Sought:
    """A reference with what is known about it before the graph is asked."""

    reference: Reference
    raw: RawPath
    mapped: tuple[Mapped, ...]
    uses: tuple[Use, ...] = ()
    volume_uid: str = ""
    folder: str = ""
    """Where the document lies."""
    is_beside: bool = False
    """Whether a bare name means what lies there, and nothing elsewhere."""
    is_rate_told: bool = True
    """Whether the document tells the rate of its uses; a cut list does not."""

    @property
    def is_path(self) -> bool:
        """Whether it says where the file is; a bare name may lie beside the document, or anywhere."""
        return self.raw.form is not Form.NAME or self.is_beside

    @property
    def is_open(self) -> bool:
        """Whether it holds an expression that nobody substituted."""
        return self.raw.form is Form.VARIABLE or self.reference.state_hint is StateHint.VARIABLE

    @property
    def is_mapped(self) -> bool:
        """Whether a mount tells where the file is; this host's root tells nothing of another system's paths."""
        return self.is_path and not all(each.is_of_another_system for each in self.mapped)

    @property
    def identities(self) -> frozenset[str]:
        """UMID and UUID of the material that is meant, where the document tells them.

        What a map lists is what lies there, wherever else there is such material.
        """
        if self.reference.role == LISTED:
            return frozenset()
        told = umid_key(self.reference.umid or ""), uuid_key(self.reference.uuid or "")
        return frozenset(filter(None, told))

    def names(self) -> set[str]:
        """Names, or patterns of sequences, that an asset may have which it means."""
        return {name for raw in readings(self.raw) for name in _names(raw)}

    def stems(self) -> set[str]:
        """Under which stems an asset it means may be found."""
        clip = self.reference.clip_name if self.raw.form is Form.NAME else None
        reel = self.reference.reel
        clip_reel = {reel} if reel and len(reel) >= LEAST_CLIP_REEL else set()
        return {stem_key(name) for name in (self.names() | ({clip} if clip else set()) | clip_reel)} - {""}

    def pattern_heads(self) -> set[str]:
        """How names of single files begin, as path_key, where the reference leaves a number open."""
        return {path_key(raw.sequence.prefix) for raw in readings(self.raw) if raw.sequence}

    def location_keys(self) -> set[str]:
        """Keys of the places where it points to, letter by letter."""
        return {
            location_key(folder_uid(each.path.volume_uid, each.folder.encode()), name.encode())
            for each in self.mapped
            for name in self.names()
        }

    def awaited(self, known: Known, resolution: Resolution) -> set[str]:
        """Names under which something may come that gives it another meaning; none where it is certain."""
        certain = resolution.target and resolution.grounds.confidence == 1 and len(self.mapped) == 1
        linked = {name_of_folder(volume, path_key(path)) for each in self.mapped for volume, path in each.links}
        if certain or self.is_open:
            return linked
        reel = {reel_key(self.reference.reel)} if self.reference.reel else set()
        candidates = {name for each in resolution.candidates for name in names_of(each.media)}
        return self.stems() | self.identities | reel | candidates | set(known.awaited_folders) | linked

    def first_seen(self) -> dict[str, Mapped]:
        """Keys that an asset has which was first seen where the reference points, with that place."""
        return {
            asset_uid(each.path.volume_uid, f"{each.folder}/{name}".lstrip("/").encode(), 0): each
            for each in self.mapped
            for name in {each.path.rel_path.rpartition("/")[2], *self._own_patterns()}
        }

    def _own_patterns(self) -> set[str]:
        """Patterns of the sequences that it means by a frame number left open, however it writes that: ####, <f>.

        None where it names a range, which the sequence may lack.
        """
        tokens = [(raw, raw.sequence) for raw in readings(self.raw) if raw.sequence and raw.sequence.first is None]
        return {name for raw, token in tokens for name in _names(raw) if token.fits_pattern(name)}


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph knows of that a reference may mean."""

    placed: Sequence[KnownMedia] = ()
    """All that lies where it points, in whatever case."""
    by_first_seen: Mapping[str, KnownMedia] = field(default_factory=dict)
    alike: Sequence[KnownMedia] = ()
    """All of its stems and its reel, but those of a stem or reel that too many share."""
    is_crowded: bool = False
    """Whether there is such a stem or reel."""
    inside: Sequence[KnownMedia] | None = None
    """The media in the folder that lies where it points; None where no folder does."""
    unscanned: Mapped | None = None
    """A place it may mean in a folder that nobody listed whole."""
    awaited_folders: Sequence[str] = ()
    """Names of the folders whose listing could tell, as AwaitedName."""


def name_of_folder(volume_uid: str, folder: str) -> str:
    """The name under which a document awaits that somebody looks into a folder; `folder` as path_key."""
    return f"{volume_uid}:/{folder}"


def names_of(media: KnownMedia) -> set[str]:
    """Names under which a document may await this file."""
    return {stem_key(media.name), *media.identities} | reel_keys(media.name, media.reel_name)


def readings(raw: RawPath) -> list[RawPath]:
    """A reference as it stands, and as if it were percent-encoded, where that differs."""
    other = raw.unquoted()
    return [raw, other] if other else [raw]


def _names(raw: RawPath) -> Iterator[str]:
    """Names under which the asset may stand in the graph: its own, or the pattern of its sequence."""
    yield raw.name
    if token := raw.sequence:
        yield from _patterns(token.prefix, token.suffix, _WIDEST_NUMBER)
    elif frame := _FRAME_NUMBER.fullmatch(raw.name):
        head, number, tail = frame.groups()
        yield from _patterns(head, tail, len(number))


def _patterns(head: str, tail: str, widest: int) -> Iterator[str]:
    """Patterns of sequences whose numbers have so many digits at least."""
    head, tail = head.replace("%", "%%"), tail.replace("%", "%%")
    yield f"{head}%d{tail}"
    yield from (f"{head}%0{width}d{tail}" for width in range(2, widest + 1))
