"""Writes OTIO timelines for tests, as plain JSON."""

from __future__ import annotations

import json
from typing import Any


def cut(*urls: str, frames: int | None = None) -> str:
    """A timeline of these files; `frames` is how long it says that they are."""
    clips = [
        {
            "OTIO_SCHEMA": "Clip.1",
            "name": f"clip{number}",
            "source_range": _range(8),
            "media_reference": {
                "OTIO_SCHEMA": "ExternalReference.1",
                "target_url": url,
                "available_range": _range(frames) if frames else None,
            },
        }
        for number, url in enumerate(urls)
    ]
    track = {"OTIO_SCHEMA": "Track.1", "kind": "Video", "name": "V1", "children": clips}
    stack = {"OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [track]}
    return json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "cut", "global_start_time": None, "tracks": stack})


def _range(frames: int) -> dict[str, Any]:
    start, duration = ({"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": float(value)} for value in (0, frames))
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": start, "duration": duration}
