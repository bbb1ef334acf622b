"""The demo folder as data: the entries of seeds/demo.toml, and what is true once they are built.

The facts come from the seed alone, never from reading the folder, so that a test can hold both together.
Not here: writing anything (folder.py).
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assetgraph.model.data import data_path
from assetgraph.model.records import Kind


class Entry(BaseModel):
    """One thing to build, at a path within the folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str

    def files(self) -> Iterator[str]:
        """The files that this entry is built as."""
        yield self.path


class Video(Entry):
    """Parameters of `write_video`."""

    kind: Literal["video"]
    codec: str
    width: int
    height: int
    frame_rate: str = "24/1"
    frames: int = 24
    timecode: str | None = None
    audio_channels: int = 0
    seed: int = 0


class Audio(Entry):
    """Parameters of `write_audio`."""

    kind: Literal["audio"]
    sample_rate: int = 48000
    channels: int = 2
    duration_s: float = 1.0
    bit_depth: int = 24


class Still(Entry):
    """Parameters of `write_still`."""

    kind: Literal["still"]
    width: int
    height: int
    exif: dict[str, str | int | float] = {}
    seed: int = 0


class Frames(Entry):
    """An image sequence: `path` is its printf pattern; each frame has another seed."""

    kind: Literal["frames"]
    format: Literal["exr", "dpx"]
    first: int
    last: int
    missing: tuple[tuple[int, int], ...] = ()
    width: int
    height: int
    data_window: tuple[int, int, int, int] | None = None
    channels: tuple[str, ...] = ("R", "G", "B")
    compression: str = "zip"
    attributes: dict[str, str | int | float] = {}
    seed: int = 0

    def numbers(self) -> list[int]:
        """The frames that are there."""
        absent = {number for first, last in self.missing for number in range(first, last + 1)}
        return [number for number in range(self.first, self.last + 1) if number not in absent]

    def files(self) -> Iterator[str]:
        """One file a frame."""
        return (self.path % number for number in self.numbers())


class Copy(Entry):
    """The same bytes as an earlier entry."""

    kind: Literal["copy"]
    of: str


class Truncated(Entry):
    """The first part of an earlier entry's bytes."""

    kind: Literal["truncated"]
    of: str
    keep: float = Field(gt=0, lt=1)


class Empty(Entry):
    """A file of no bytes."""

    kind: Literal["empty"]


class Text(Entry):
    """A text file, word for word."""

    kind: Literal["text"]
    asset_kind: Kind
    text: str


AnyEntry = Annotated[Video | Audio | Still | Frames | Copy | Truncated | Empty | Text, Field(discriminator="kind")]


class Seed(BaseModel):
    """All entries, in the order of building."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entry: tuple[AnyEntry, ...]


class SequenceFacts(BaseModel):
    """One image sequence of the folder."""

    model_config = ConfigDict(frozen=True)

    pattern: str = Field(description="printf pattern, relative to the root")
    first: int
    last: int
    frame_count: int = Field(description="frames that are there")
    missing: tuple[tuple[int, int], ...]


class DemoFacts(BaseModel):
    """What is true about the built folder; paths are relative to `root`, with forward slashes."""

    model_config = ConfigDict(frozen=True)

    root: Path
    files: int = Field(description="without our marker file")
    assets: int = Field(description="an image sequence counts once")
    kinds: dict[Kind, int] = Field(description="readable assets of each kind")
    sequences: tuple[SequenceFacts, ...]
    duplicate_groups: tuple[tuple[str, ...], ...] = Field(description="paths of equal bytes")
    problems: tuple[str, ...] = Field(description="files that no tool can read")


def load_seed() -> Seed:
    """The entries of seeds/demo.toml."""
    with (data_path("seeds") / "demo.toml").open("rb") as stream:
        return Seed.model_validate(tomllib.load(stream))


def facts_of(seed: Seed, root: Path) -> DemoFacts:
    """What is true about a folder once the seed is built there."""
    problems = tuple(entry.path for entry in seed.entry if isinstance(entry, Empty | Truncated))
    return DemoFacts(
        root=root,
        files=sum(1 for entry in seed.entry for _ in entry.files()),
        assets=len(seed.entry),
        kinds=_kinds(seed),
        sequences=tuple(_sequence_facts(entry) for entry in seed.entry if isinstance(entry, Frames)),
        duplicate_groups=_duplicate_groups(seed),
        problems=problems,
    )


def _kinds(seed: Seed) -> dict[Kind, int]:
    fixed = {Video: Kind.VIDEO, Audio: Kind.AUDIO, Still: Kind.IMAGE, Frames: Kind.SEQUENCE}
    kinds: dict[str, Kind] = {}
    for entry in seed.entry:
        if isinstance(entry, Text):
            kinds[entry.path] = entry.asset_kind
        elif isinstance(entry, Copy):
            kinds[entry.path] = kinds[entry.of]
        elif type(entry) in fixed:
            kinds[entry.path] = fixed[type(entry)]
    return dict(Counter(kinds.values()))


def _sequence_facts(entry: Frames) -> SequenceFacts:
    return SequenceFacts(
        pattern=entry.path,
        first=entry.first,
        last=entry.last,
        frame_count=len(entry.numbers()),
        missing=entry.missing,
    )


def _duplicate_groups(seed: Seed) -> tuple[tuple[str, ...], ...]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for entry in seed.entry:
        if isinstance(entry, Copy):
            groups[entry.of].append(entry.path)
    return tuple(sorted(tuple(sorted([original, *copies])) for original, copies in groups.items()))
