"""Records that travel between the layers: what was read from one file, before it becomes a node.

Names and units are those of the node properties (nodes/): one name in Python, JSON and Cypher.
Not here: anything that opens a file or talks to a database.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Kind(StrEnum):
    """What an asset is, coarsely."""

    VIDEO = "video"
    IMAGE = "image"
    AUDIO = "audio"
    SEQUENCE = "sequence"
    DOCUMENT = "document"
    SIDECAR = "sidecar"
    PACKAGE = "package"
    OTHER = "other"


class ProbeLevel(StrEnum):
    """How far a file is opened: not at all, its headers with a sample of its packets, or also its first frame."""

    NONE = "none"
    HEADER = "header"
    FULL = "full"

    @property
    def rank(self) -> int:
        """0, 1 or 2: a reading at a higher rank satisfies a wish for a lower one."""
        return list(ProbeLevel).index(self)


class Problem(BaseModel):
    """Why something about a file is not known, and what to do about it."""

    model_config = ConfigDict(frozen=True)

    stage: str = Field(description="stat, scan, sniff, probe, document, hash or write")
    tool: str
    reason: str
    next_step: str


class Conflict(BaseModel):
    """Tools that disagree over one property: who said what, and which value was taken."""

    model_config = ConfigDict(frozen=True)

    property: str
    values: dict[str, Any] = Field(description="tool -> value, in our units")
    chosen: Any


class Reading(BaseModel):
    """All that was found out about one file by opening it.

    `metadata` holds the names of the vocabulary; `streams` (a list of dicts with index and type) and
    `embedded` (namespace -> {key: value}) stand in it under those two names. `sources` tells for each
    property which tool its value is from.
    `problems` that make the file unreadable are marked by `failed`.
    """

    kind: Kind
    format: str | None = Field(None, description="name in the formats table; none when unrecognised")
    magic_type: str | None = Field(None, description="MIME type told by the first bytes")
    metadata: dict[str, Any] = Field(default_factory=dict)
    sources: dict[str, str] = Field(default_factory=dict)
    conflicts: list[Conflict] = Field(default_factory=list)
    problems: list[Problem] = Field(default_factory=list)
    failed: bool = Field(False, description="recognised, but no tool could read it")
    quick_hash: str | None = None
    content_hash: str | None = None
    bytes_read: int = 0
