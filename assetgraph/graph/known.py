"""What of the graph travels to where relations are told: assets, folders and documents with what they are told by.

Not here: asking for them (media_index.py, waiting.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from assetgraph.graph.connection import Row
from assetgraph.model.frames import Frames
from assetgraph.model.names import uuid_key


@dataclass(frozen=True, slots=True)
class PendingFolder:
    """A folder that waits to be related."""

    uid: str
    path: bytes
    rel_path: str
    volume_uid: str


@dataclass(frozen=True, slots=True)
class KnownMedia:
    """An asset with what relations are told by; times in seconds, sizes in bytes."""

    uid: str
    folder_uid: str
    volume_uid: str
    rel_path: str
    name: str
    kind: str
    format: str | None
    status: str
    online: bool
    duration_s: float | None
    frame_rate: str | None
    frame_count: int | None
    first: int | None
    last: int | None
    timecode: str | None
    reel_name: str | None
    width: int | None
    height: int | None
    video_codec: str | None
    audio_codec: str | None
    quick_hash: str | None
    mtime_ns: int
    size_bytes: int
    step: int | None = None
    missing: Sequence[str] = ()
    umid: str | None = None
    source_umid: str | None = None
    uuid: str | None = None
    bit_depth: int | None = None
    channels: int | None = None
    sample_rate_hz: int | None = None
    camera_model: str | None = None
    package_uuids: Sequence[str] = ()
    source_uids: Sequence[str] = ()
    """Of what it was made from, or stands in for, as far as that is sure."""
    is_damaged: bool = False
    """Whether a package tells another size of it."""

    @property
    def identities(self) -> frozenset[str]:
        """By which its material is known, wherever it lies."""
        return frozenset(filter(None, (self.umid, self.source_umid, self.uuid)))

    @property
    def said_identities(self) -> frozenset[str]:
        """By which the asset maps of packages know it, whatever it tells itself."""
        return frozenset(key for uuid in self.package_uuids if (key := uuid_key(uuid)))

    @property
    def frames(self) -> Frames | None:
        """Those of a sequence; None of what is none."""
        if self.first is None or self.last is None:
            return None
        return Frames.told(self.first, self.last, self.step, self.missing)

    @property
    def folder(self) -> str:
        """Its folder's path from the volume's root; empty for the root."""
        return self.rel_path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """Where an asset lies; `frames` are those of a sequence."""

    uid: str
    rel_path: str
    frames: Frames | None = None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that is there to be read."""

    uid: str
    path: bytes
    format: str | None
    volume_uid: str
    folder_rel_path: str


_MEDIA = tuple(field.name for field in fields(KnownMedia))


def media_of(row: Row) -> KnownMedia:
    """The asset that a row tells of, in columns named as its fields."""
    return KnownMedia(**{name: row[name] for name in _MEDIA})
