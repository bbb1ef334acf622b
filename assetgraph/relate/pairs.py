"""What rules tell of two files: that one was made from the other, or describes it.

Not here: telling it (siblings/, cards/, derivations/), edges of it (edges.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from assetgraph.graph.known import KnownMedia
from assetgraph.relate.grounds import Grounds

T = TypeVar("T")


class DerivativeKind(StrEnum):
    """What a derivative is to its source."""

    PROXY = "PROXY"
    THUMBNAIL = "THUMBNAIL"
    TRANSCODE = "TRANSCODE"
    TRIM = "TRIM"
    REMUX = "REMUX"


@dataclass(frozen=True, slots=True)
class Derivative:
    """A derivative with its source."""

    kind: DerivativeKind
    derivative: KnownMedia
    source: KnownMedia
    grounds: Grounds
    document: str | None = None
    """The document that declares it, by its uid."""


@dataclass(frozen=True, slots=True)
class Sidecar(Generic[T]):
    """A sidecar with the file it describes."""

    sidecar: T
    main: T
    grounds: Grounds
