"""What a document says: which files it refers to, and where its timelines use them.

Nothing here is resolved: `raw` is what the document says, letter by letter. Names and units are those of the
relationship properties. Not here: how a document is read (readers/).
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assetgraph.model.records import Problem


class ReferenceKind(StrEnum):
    """What a document does with a file; BIN: it only lists it, WRITE: it makes it."""

    CLIP = "CLIP"
    BIN = "BIN"
    READ = "READ"
    TEXTURE = "TEXTURE"
    LIBRARY = "LIBRARY"
    SUBLAYER = "SUBLAYER"
    PAYLOAD = "PAYLOAD"
    CACHE = "CACHE"
    WRITE = "WRITE"  # what it makes, not what it needs


class Media(StrEnum):
    """What of a file a timeline uses."""

    PICTURE = "picture"
    SOUND = "sound"


class StateHint(StrEnum):
    """What the document itself tells about where the file is."""

    GENERATED = "GENERATED"
    EMBEDDED = "EMBEDDED"
    VARIABLE = "VARIABLE"


class Status(StrEnum):
    """How much of a document was understood."""

    FULL = "FULL"
    PARTIAL = "PARTIAL"
    OPAQUE = "OPAQUE"
    FAILED = "FAILED"


PROXY = "proxy"
"""Role of a file that stands in for another one, its `made_from`."""
TRANSCODE = "transcode"
"""Role of a file that is played in place of the one that it was made from."""
LISTED = "listed"
"""Role of a file that a package's map lists: its name is a path from the map's folder, and means no other place."""


class Reference(BaseModel):
    """One file that a document refers to, however often; and all that may help to find it."""

    model_config = ConfigDict(frozen=True)

    raw: str = Field(description="path, URL or pattern; where none is told, the name of the source file, clip or reel")
    kind: ReferenceKind = ReferenceKind.CLIP
    role: str = Field("media", description="media, listed, or what the document calls an alternative, as proxy")
    count: int = Field(1, description="occurrences")
    enabled: bool = Field(True, description="whether any occurrence is enabled")
    media: tuple[Media, ...] = Field((), description="what is used of it, where that is told")
    state_hint: StateHint | None = None
    below: str | None = Field(
        None, description="folder, as seen from the document's own, that a relative raw begins at; by default that one"
    )
    clip_name: str | None = Field(None, description="name of its first clip")
    made_from: str | None = Field(
        None, description="raw text of the document's reference that this one stands in for, or was made from"
    )
    reel: str | None = None
    umid: str | None = None
    uuid: str | None = None
    available_start: int | None = Field(None, description="first tick on the media's own clock (its timecode)")
    available_duration: int | None = Field(None, description="ticks")
    available_rate: str | None = Field(None, description="ticks a second, as 24000/1001")


class Use(BaseModel):
    """One occurrence on a timeline, as long as it is seen or heard: transitions included.

    Times are ticks of `edit_rate`, ends exclusive. Record times count from the timeline's `start_timecode`;
    source times are on the media's own clock, its timecode where it has one. The source range is what is read,
    lowest first, also where it plays backwards.
    """

    model_config = ConfigDict(frozen=True)

    reference: int = Field(description="index into the references")
    timeline: int = Field(0, description="index into the timelines")
    raw: str
    track: int = Field(description="1 is V1 or A1; of storylines 1 is the primary, 2 the lane above, -1 the one below")
    media: Media
    record_in: int
    record_out: int
    source_in: int
    source_out: int
    edit_rate: str = Field(description="ticks a second, as 24000/1001")
    speed: float = Field(1.0, description="source seconds a record second; negative backwards, 0 still")
    enabled: bool = True
    angle: str | None = Field(None, description="name of the camera angle")


class TimelineInfo(BaseModel):
    """One timeline of a document."""

    model_config = ConfigDict(frozen=True)

    name: str
    edit_rate: str
    start_timecode: str | None = Field(None, description="timecode of record tick 0, where it is told")


class DocumentContent(BaseModel):
    """All that was found in one document; `problems` stand in a failed one only."""

    model_config = ConfigDict(frozen=True)

    status: Status
    references: tuple[Reference, ...] = ()
    uses: tuple[Use, ...] = ()
    timelines: tuple[TimelineInfo, ...] = ()
    rate_uncertain: bool = Field(False, description="the edit rate was found by trying, not told")
    notes: tuple[str, ...] = Field((), description="what was left out or guessed")
    problems: tuple[Problem, ...] = ()
