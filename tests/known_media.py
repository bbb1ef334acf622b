"""An asset as relate knows it, for tests that need no graph."""

from __future__ import annotations

from dataclasses import replace

from assetgraph.graph.known import KnownMedia


def media(rel_path: str, **values: object) -> KnownMedia:
    """A movie of a second at this place, but for these values."""
    name = rel_path.rpartition("/")[2]
    base = KnownMedia(
        uid=rel_path, folder_uid=rel_path.rpartition("/")[0], volume_uid="v", rel_path=rel_path, name=name,
        kind="video", format=None, status="PRESENT", online=True, duration_s=1.0, frame_rate="24/1", frame_count=24,
        first=None, last=None, timecode=None, reel_name=None, width=100, height=50, video_codec=None,
        audio_codec=None, quick_hash="h", mtime_ns=0, size_bytes=1,
    )  # fmt: skip
    return replace(base, **values)  # type: ignore[arg-type]
