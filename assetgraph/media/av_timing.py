"""What only packets and the first decoded frame tell of a moving picture: timing mode, length, HDR, rotation.

Not here: the header's own facts (av_streams.py). Each function reads a bounded part of the file.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import av
import av.error

MOST_PACKETS = 600
FEWEST_PACKETS = 3
# A sample that tells constant from variable: so many packets whatever their size, then more while they are small.
SAMPLED_PACKETS, SAMPLED_BYTES, MOST_SAMPLED = 12, 1 << 20, 120
# About six hours of AAC.
MOST_COUNTED = 1_000_000
MOST_FRAME_PIXELS = 16384 * 16384


def index_mode(stream: Any) -> str | None:
    """frame_rate_mode by the index in the header, which lists every frame; reads no essence."""
    return rate_mode(entry.timestamp for entry in itertools.islice(stream.index_entries or (), MOST_PACKETS))


def packet_mode(container: Any, stream: Any, *, sample: bool = False) -> str | None:
    """frame_rate_mode by the first packets; by a small sample of them, about 1 MB, where that is asked."""
    return rate_mode(_packet_times(container, stream, sample))


def rate_mode(times: Iterable[int]) -> str | None:
    """ "constant" when no two steps differ by more than two ticks (one either way), else "variable".

    A clock of milliseconds shows 24 frames a second as steps of 41 and 42; 33 and 100 is another thing.
    """
    ordered = sorted(set(times))
    steps = [later - earlier for earlier, later in itertools.pairwise(ordered)]
    if len(steps) < FEWEST_PACKETS - 1:
        return None
    return "constant" if max(steps) - min(steps) <= 2 else "variable"


def _packet_times(container: Any, stream: Any, sample: bool) -> list[int]:
    times: list[int] = []
    complete_to: int | None = None
    size = 0
    try:
        for packet in container.demux(stream):
            if packet.pts is not None:
                times.append(packet.pts)
                size += packet.size
            enough = len(times) >= SAMPLED_PACKETS and (size >= SAMPLED_BYTES or len(times) >= MOST_SAMPLED)
            if len(times) >= MOST_PACKETS or (sample and enough):
                complete_to = packet.dts
                break
    except av.error.FFmpegError:
        # A damaged end leaves the timing of the part before it.
        pass
    # What is shown later than this may wait for frames that are yet to come.
    return times if complete_to is None else [time for time in times if time <= complete_to]


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
    formats = set()
    for data in frame.side_data:
        name, raw = data.type.name, bytes(data)
        if name == "CONTENT_LIGHT_LEVEL" and len(raw) >= 8:
            facts["max_cll_nits"], facts["max_fall_nits"] = struct.unpack_from("=2I", raw)
        elif name == "MASTERING_DISPLAY_METADATA" and len(raw) >= _MASTERING.size:
            facts["mastering_display"] = _mastering(_MASTERING.unpack_from(raw))
        elif name in _DYNAMIC:
            formats.add(_DYNAMIC[name])
    facts["hdr_format"] = sorted(formats)
    return {name: value for name, value in facts.items() if value}


# AVMasteringDisplayMetadata of FFmpeg: red, green, blue and white as x and y, then the darkest and the brightest, all
# of them rationals; then whether the colours, and whether the luminances are there.
_MASTERING = struct.Struct("=20i2i")
_PRIMARIES = {
    "BT.709": (0.640, 0.330, 0.300, 0.600, 0.150, 0.060),
    "BT.2020": (0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    "Display P3": (0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
}
_DYNAMIC = {
    "DYNAMIC_HDR_PLUS": "HDR10+",
    "DOVI_METADATA": "Dolby Vision",
    "DOVI_RPU_BUFFER": "Dolby Vision",
    "DOVI_RPU_BUFFER_T35": "Dolby Vision",
}


def _mastering(numbers: tuple[int, ...]) -> str | None:
    """In the words of MediaInfo, so that one wording does for all files."""
    *pairs, has_primaries, has_luminance = numbers
    values = [
        Fraction(over, under) if under else Fraction(0) for over, under in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    said = []
    if has_primaries:
        points = [float(value) for value in values[:6]]
        near = (name for name, known in _PRIMARIES.items() if max(map(_apart, known, points)) < 0.002)
        said.append(next(near, "") or _spelt(values))
    if has_luminance:
        said.append(f"min: {float(values[8]):.4f} cd/m2, max: {float(values[9]):.10g} cd/m2")
    return "; ".join(said) or None


def _apart(one: float, other: float) -> float:
    return abs(one - other)


def _spelt(values: list[Fraction]) -> str:
    names = ("R", "G", "B", "White point")
    points = zip(names, values[0:8:2], values[1:8:2], strict=True)
    return ", ".join(f"{name}: x={float(x):.6f} y={float(y):.6f}" for name, x, y in points)
