"""What an IMF or DCP package is: plain facts, as the documents tell them.

Ids are UUIDs in lower case, without "urn:uuid:". Files are relative to the package's folder, with "/".
Not here: how they are read (lists.py, playlists.py, reading.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of an asset; nearly every asset is of one."""

    path: str
    """As the map has it, letter by letter."""
    file: str | None
    """Where that is in the folder; None when it points out of it."""
    volume: int = 1
    offset: int | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """An entry of a map, with what a packing list says of it."""

    uuid: str | None
    """None when the map gives it no UUID."""
    chunks: tuple[Chunk, ...]
    is_packing_list: bool = False
    size: int | None = None
    """What its packing list says, else what the map says of its chunks together."""
    hash: str | None = None
    """Base64, of the chunks one after the other."""
    algorithm: str | None = None
    """sha1, sha256, or the URI of another."""
    type: str | None = None

    @property
    def path(self) -> str | None:
        """Where it lies in the folder, as far as one file can be told: that of its first chunk."""
        return self.chunks[0].file if self.chunks else None


@dataclass(frozen=True, slots=True)
class AssetMap:
    """An ASSETMAP."""

    uuid: str | None
    assets: tuple[Asset, ...]
    volumes: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedAsset:
    """An entry of a packing list."""

    uuid: str
    raw: str
    """The id, letter by letter."""
    size: int | None
    hash: str | None
    algorithm: str | None
    type: str | None
    name: str | None
    """Its original file name, where it is told."""


@dataclass(frozen=True, slots=True)
class PackingList:
    """A PKL."""

    uuid: str | None
    assets: tuple[PackedAsset, ...]
    path: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Play:
    """A stretch of an asset that a composition plays. Entry and durations are ticks of `rate`."""

    asset: str
    raw: str
    """The asset's id, letter by letter."""
    rate: Fraction | None
    """Ticks a second; None when neither the resource nor its composition tells it."""
    entry: int
    duration: int | None
    intrinsic: int | None
    """How long the whole asset is said to be."""
    repeat: int = 1
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """What one track plays in one reel or segment, one after the other."""

    kind: str
    """The element's own name: MainImageSequence, MainSound, ..."""
    track: str | None
    """UUID of the virtual track that goes on over the segments; a DCP has none."""
    plays: tuple[Play, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A reel of a DCP or a segment of an IMF composition; its sequences begin together."""

    uuid: str | None
    sequences: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """A CPL."""

    uuid: str | None
    title: str | None
    edit_rate: Fraction | None
    """What it tells; a DCP tells none, so it is that of its first picture there."""
    parts: tuple[Part, ...]
    start_timecode: str | None = None
    content_kind: str | None = None
    path: str | None = None
    notes: tuple[str, ...] = ()

    def plays(self) -> Iterator[Play]:
        """All that it plays, in its order."""
        for part in self.parts:
            for sequence in part.sequences:
                yield from sequence.plays


@dataclass(frozen=True, slots=True)
class OutputProfile:
    """An OPL: how to turn a composition into something else."""

    uuid: str | None
    composition: str | None
    path: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A folder with an ASSETMAP, and what that leads to."""

    maps: tuple[str, ...]
    """Files of its maps; more than one is rare."""
    volume: int | None
    """Which volume of the package this folder is, where a VOLINDEX tells it."""
    assets: tuple[Asset, ...]
    packing_lists: tuple[PackingList, ...]
    compositions: tuple[Composition, ...]
    profiles: tuple[OutputProfile, ...]
    missing: tuple[Asset, ...]
    """Those of which a chunk should lie in this folder and does not."""
    elsewhere: tuple[Asset, ...]
    """Those of which a chunk lies on another volume."""
    unnamed: tuple[str, ...]
    """Files in the folder that no map names."""
    unmapped: tuple[str, ...]
    """UUIDs that a packing list has and no map."""
    foreign: tuple[str, ...]
    """UUIDs that a composition plays and no map has: it is a version file that supplements an original."""
    notes: tuple[str, ...] = ()
    """Where its documents contradict each other, or cannot be read."""

    def asset(self, uuid: str) -> Asset | None:
        """The first asset of that UUID."""
        return next((each for each in self.assets if each.uuid == uuid), None)
