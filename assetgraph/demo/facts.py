"""What is true about the demo studio: the models of all that is planted, and what follows from it.

Paths are relative to the root, with forward slashes; an image sequence goes by its printf pattern.
Not here: telling them from the seed (telling.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from assetgraph.model.records import Kind


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True)


class SequenceFacts(_Fact):
    """One image sequence."""

    pattern: str = Field(description="printf pattern")
    first: int
    last: int
    frame_count: int = Field(description="frames that are there")
    missing: tuple[tuple[int, int], ...]


class ReferenceFacts(_Fact):
    """What one document says of one file, however often."""

    document: str
    raw: str = Field(description="word for word")
    state: Literal["RESOLVED", "AMBIGUOUS", "MISSING"]
    target: str | None = Field(None, description="what a resolved one means")
    candidates: tuple[str, ...] = Field((), description="what an ambiguous one may mean")
    enabled: bool = True
    count: int = 1


class DerivativeFacts(_Fact):
    """A file that was made from another one."""

    derivative: str
    source: str
    kind: Literal["PROXY", "TRANSCODE"]
    stale: bool = Field(description="the source has changed since")


class ChainFacts(_Fact):
    """Versions of one thing; the hero is what is called the latest and has no number."""

    template: str = Field(description="path with {version} in the token's place")
    versions: dict[int, str] = Field(description="number -> path")
    hero: str | None = None

    @property
    def latest(self) -> str:
        """The newest version."""
        return self.versions[max(self.versions)]

    @property
    def holes(self) -> tuple[int, ...]:
        """Numbers between the first and the latest that are not there."""
        return tuple(number for number in range(min(self.versions), max(self.versions)) if number not in self.versions)


class Belonging(_Fact):
    """What a file is part of."""

    project: str
    sequence: str | None = None
    shot: str | None = None


class EdgeFacts(NamedTuple):
    """A dependency: what needs, how, what is needed."""

    dependent: str
    relation: str
    needed: str


class DemoFacts(_Fact):
    """What is true about the folder at `root`."""

    root: Path
    volumes: tuple[str, ...] = Field(description="folders of the root that are volumes of these names")
    files: int = Field(description="without our marker file")
    assets: int = Field(description="an image sequence counts once")
    kinds: dict[Kind, int] = Field(description="readable assets of each kind")
    sequences: tuple[SequenceFacts, ...]
    duplicate_groups: tuple[tuple[str, ...], ...] = Field(description="paths of equal bytes")
    problems: tuple[str, ...] = Field(description="files that no tool can read")
    references: tuple[ReferenceFacts, ...]
    derivatives: tuple[DerivativeFacts, ...]
    outputs: dict[str, str] = Field(description="rendered frames -> the comp that makes them")
    sidecars: dict[str, str | None] = Field(description="sidecar -> what it accompanies; None for a stray one")
    chains: tuple[ChainFacts, ...] = Field(description="those of one version too")
    belongings: dict[str, Belonging] = Field(description="path -> what it is part of; absent for no project")
    orphans: tuple[str, ...] = Field(description="sound media that nothing needs")
    superseded: tuple[str, ...] = Field(description="older versions that nothing needs, nor what was made from them")
    moved: dict[str, str] = Field(description="old place -> new place")
    deleted: tuple[str, ...]
    rendered_again: tuple[str, ...]

    def edges(self) -> Iterator[EdgeFacts]:
        """All dependencies between files that are certain."""
        for each in self.references:
            if each.target:
                yield EdgeFacts(each.document, "REFERENCES", each.target)
        for found in self.derivatives:
            relation = "PROXY_OF" if found.kind == "PROXY" else "DERIVED_FROM"
            yield EdgeFacts(found.derivative, relation, found.source)
        for output, comp in self.outputs.items():
            yield EdgeFacts(output, "GENERATED_BY", comp)
        for sidecar, owner in self.sidecars.items():
            if owner:
                yield EdgeFacts(sidecar, "SIDECAR_OF", owner)

    def dependents(self, path: str) -> frozenset[str]:
        """Everything that needs a file, directly or through others."""
        edges = list(self.edges())
        found: set[str] = set()
        frontier = {path}
        while frontier:
            frontier = {edge.dependent for edge in edges if edge.needed in frontier} - found
            found |= frontier
        return frozenset(found)

    @property
    def incomplete(self) -> frozenset[str]:
        """What cannot be read, and sequences with holes."""
        return frozenset(self.problems) | {one.pattern for one in self.sequences if one.missing}

    @property
    def strays(self) -> frozenset[str]:
        """Sidecars of nothing."""
        return frozenset(sidecar for sidecar, owner in self.sidecars.items() if owner is None)
