"""What the demo is made of: one typed entry for each thing that seeds/demo tells to build, and each later change.

Paths are relative to the demo's media, with forward slashes; the first part is the volume.
Not here: reading the seeds (seed.py), building (folder.py), what follows from them (telling.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assetgraph.model.records import Kind


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Frozen):
    """One thing to build."""

    path: str

    def files(self) -> Iterator[str]:
        """The files that this entry is built as."""
        yield self.path


class Moving(Entry):
    """Parameters of `write_video`."""

    codec: str
    width: int
    height: int
    frame_rate: str = "24/1"
    frames: int = 24
    timecode: str | None = None
    reel: str | None = None
    audio_channels: int = 0
    seed: int = 0


class Video(Moving):
    """A moving picture of its own."""

    kind: Literal["video"]


class Derivative(Moving):
    """One that shows what another entry shows; it has that one's frames, rate, timecode and seed."""

    kind: Literal["derivative"]
    of: str
    relation: Literal["PROXY", "TRANSCODE"]


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
    """An image sequence: `path` is its printf pattern."""

    kind: Literal["frames"]
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
    """The same bytes as an entry that is no copy itself."""

    kind: Literal["copy"]
    of: str


class Truncated(Entry):
    """The first part of such an entry's bytes."""

    kind: Literal["truncated"]
    of: str
    keep: float = Field(gt=0, lt=1)


class Empty(Entry):
    """A file of no bytes."""

    kind: Literal["empty"]


class Text(Entry):
    """A text file, word for word; a sidecar without `beside` has lost what it belongs to."""

    kind: Literal["text"]
    asset_kind: Kind
    text: str
    beside: str | None = None


class Mention(_Frozen):
    """What a document says, and which entry it means; several where nobody can tell, none where it never existed."""

    raw: str
    means: str | tuple[str, ...] | None = None


class Clip(Mention):
    """A use on a timeline: `frames` from `start` on, a timecode; without one from where the media begins."""

    frames: int
    start: str | None = None
    media: Literal["picture", "sound"] = "picture"
    enabled: bool = True
    reel: str | None = None


class Timeline(Entry):
    """A conformed timeline, one clip after the other; the ending chooses OTIO, EDL or FCPXML."""

    kind: Literal["timeline"]
    frame_rate: str = "24/1"
    clips: tuple[Clip, ...]


class Comp(Entry):
    """A Nuke script."""

    kind: Literal["comp"]
    frame_rate: str = "24/1"
    first: int
    last: int
    reads: tuple[Mention, ...]
    write: Mention


class Move(_Frozen):
    """A file that is put elsewhere."""

    kind: Literal["move"]
    path: str
    to: str


class Delete(_Frozen):
    """A file that is deleted."""

    kind: Literal["delete"]
    path: str


class Render(_Frozen):
    """Frames that are rendered again, from another seed."""

    kind: Literal["render"]
    path: str
    seed: int


Document = Timeline | Comp
AnyEntry = Annotated[
    Video | Derivative | Audio | Still | Frames | Copy | Truncated | Empty | Text | Timeline | Comp,
    Field(discriminator="kind"),
]
AnyChange = Annotated[Move | Delete | Render, Field(discriminator="kind")]
