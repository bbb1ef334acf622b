"""What only packets and the first decoded frame tell of a moving picture: timing mode, length, HDR, rotation.

Not here: the header's own facts (av_streams.py). Each function reads a bounded part of the file.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import av
import av.error

MOST_PACKETS = 600
FEWEST_PACKETS = 3
# About six hours of AAC.
MOST_COUNTED = 1_000_000
MOST_FRAME_PIXELS = 16384 * 16384


def index_mode(stream: Any) -> str | None:
    """frame_rate_mode by the index in the header, which lists every frame; reads no essence."""
    return rate_mode(entry.timestamp for entry in itertools.islice(stream.index_entries or (), MOST_PACKETS))


def packet_mode(container: Any, stream: Any) -> str | None:
    """frame_rate_mode by the first packets."""
    return rate_mode(_packet_times(container, stream))


def rate_mode(times: Iterable[int]) -> str | None:
    """ "constant" when no two steps differ by more than two ticks (one either way), else "variable".

    A clock of milliseconds shows 24 frames a second as steps of 41 and 42; 33 and 100 is another thing.
    """
    ordered = sorted(set(times))
    steps = [later - earlier for earlier, later in itertools.pairwise(ordered)]
    if len(steps) < FEWEST_PACKETS - 1:
        return None
    return "constant" if max(steps) - min(steps) <= 2 else "variable"


def _packet_times(container: Any, stream: Any) -> list[int]:
    times: list[int] = []
    try:
        for packet in container.demux(stream):
            if packet.pts is not None:
                times.append(packet.pts)
            if len(times) >= MOST_PACKETS:
                break
    except av.error.FFmpegError:
        # A damaged end leaves the timing of the part before it.
        pass
    # The last ones may wait for frames that are shown before them.
    return times[:-16] if len(times) >= MOST_PACKETS else times


def counted_duration(container: Any, stream: Any) -> float | None:
    """Seconds of sound, by its packets; for raw streams whose header states no length. Reads the file."""
    ticks = 0
    try:
        for packet in itertools.islice(container.demux(stream), MOST_COUNTED):
            ticks += packet.duration or 0
    except av.error.FFmpegError:
        return None
    return round(float(ticks * stream.time_base), 6) or None


def first_frame_facts(container: Any, stream: Any) -> dict[str, Any]:
    """Rotation (clockwise) and HDR light levels of the first frame; nothing when it does not decode."""
    if stream.codec_context is None or stream.codec_context.width * stream.codec_context.height > MOST_FRAME_PIXELS:
        return {}
    try:
        container.seek(0)
        frame = next(container.decode(stream), None)
    except (av.error.FFmpegError, OSError):
        return {}
    if frame is None:
        return {}
    facts: dict[str, Any] = {}
    # FFmpeg turns counter-clockwise.
    turn = -round(getattr(frame, "rotation", 0)) % 360
    if turn:
        facts["rotation_deg"] = turn
    return facts | _light(frame)


def _light(frame: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for data in frame.side_data:
        if data.type.name == "CONTENT_LIGHT_LEVEL" and len(bytes(data)) >= 8:
            raw = bytes(data)
            facts["max_cll_nits"] = int.from_bytes(raw[:4], "little") or None
            facts["max_fall_nits"] = int.from_bytes(raw[4:8], "little") or None
    return {name: value for name, value in facts.items() if value}
