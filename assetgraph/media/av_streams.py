"""One stream as FFmpeg's header reader sees it, in our names and units.

Not here: opening files (probes/pyav.py), packets and frames (av_timing.py).
"""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import Any

import av
import av.stream

from assetgraph.media.formats import Format
from assetgraph.media.languages import language_tag
from assetgraph.media.values import frame_rate, plain_text, positive, present, rational, timecode

NO_LEVEL = -99
UNSPECIFIED = 2
RANGES = {1: "limited", 2: "full"}
SCANS = {1: "progressive", 2: "interlaced", 3: "interlaced", 4: "interlaced", 5: "interlaced"}
LEVEL_STEPS = {"h264": 10, "hevc": 30}
# Raw DV doubles its average rate.
BASE_RATE_FORMATS = ("dv",)
SUBSAMPLING = {
    (1, 1): "4:4:4",
    (2, 1): "4:2:2",
    (2, 2): "4:2:0",
    (4, 1): "4:1:1",
    (1, 2): "4:4:0",
    (4, 4): "4:1:0",
}
HIDDEN_PROFILE = ("Unknown", "unknown")


def stream_facts(stream: av.stream.Stream, row: Format) -> dict[str, Any]:
    """All that the header tells about this stream."""
    facts: dict[str, Any] = {
        "index": stream.index,
        "type": stream.type,
        "language": language_tag(stream.metadata.get("language")),
        "title": plain_text(stream.metadata.get("title")),
        "timecode": timecode(stream.metadata.get("timecode"), zero_counts=True),
        "disposition": list(_names(stream.disposition)),
        "duration_s": _duration(stream),
    }
    context = stream.codec_context
    if context is not None:
        facts["codec"] = codec_name(context)
        facts["bit_rate_bps"] = positive(context.bit_rate)
        if stream.type == "video":
            facts |= _video(stream, context, row)
        elif stream.type == "audio":
            facts |= _audio(context)
    return present(facts)


@functools.cache
def _names(disposition: av.stream.Disposition) -> tuple[str, ...]:
    return tuple(flag.name for flag in type(disposition) if flag in disposition and flag.name)


def counted_frames(facts: dict[str, Any]) -> float | None:
    """Seconds of moving picture by the number of its frames and their rate."""
    count, rate = facts.get("frame_count"), facts.get("frame_rate")
    return round(float(count / Fraction(rate)), 6) if count and rate else None


def codec_name(context: Any) -> str:
    """FFmpeg's short name of the codec, not of the decoder that is at hand for it."""
    return str(context.codec.canonical_name)


def _duration(stream: av.stream.Stream) -> float | None:
    if not stream.duration or stream.duration < 0 or not stream.time_base:
        return None
    return round(float(stream.duration * stream.time_base), 6)


def _video(stream: Any, context: Any, row: Format) -> dict[str, Any]:
    rate = stream.base_rate if row.name in BASE_RATE_FORMATS else stream.average_rate
    return {
        "width": positive(context.width),
        "height": positive(context.height),
        "pixel_aspect_ratio": rational(stream.sample_aspect_ratio),
        "frame_rate": frame_rate(rate),
        "frame_count": _frame_count(stream, rate, row),
        "video_codec": codec_name(context),
        "video_profile": _profile(context),
        "video_level": _level(context),
        "scan_type": SCANS.get(int(context.field_order or 0)),
        **_pixels(context),
        **_color(context),
    }


def _frame_count(stream: Any, rate: Fraction | None, row: Format) -> int | None:
    """Frames as the index counts them; MXF counts its edit units in the duration."""
    if stream.frames:
        return positive(stream.frames)
    if row.name != "mxf" or not rate or not stream.duration:
        return None
    frames = stream.duration * stream.time_base * rate
    return int(frames) if frames.denominator == 1 else None


def _profile(context: Any) -> str | None:
    said = plain_text(context.profile)
    return None if said is None or said in HIDDEN_PROFILE else said


def _level(context: Any) -> str | None:
    if context.level in {NO_LEVEL, 0}:
        return None
    step = LEVEL_STEPS.get(codec_name(context))
    return f"{context.level / step:g}" if step else None


def _pixels(context: Any) -> dict[str, Any]:
    layout = context.format
    if layout is None or not layout.components:
        return {}
    components = layout.components
    depth = components[0].bits
    chroma = next((part for part in components if not part.is_luma and not part.is_alpha), None)
    return {
        "bit_depth": positive(depth),
        "sample_format": _sample_format(layout.name, depth),
        "has_alpha": any(part.is_alpha for part in components),
        "chroma_subsampling": _subsampling(layout) if chroma is not None and not layout.is_rgb else None,
    }


def _sample_format(name: str, depth: int) -> str | None:
    if "f32" in name or "f16" in name:
        return "float" if "f32" in name else "half"
    return "uint8" if depth == 8 else "uint16" if 8 < depth <= 16 else None


def _subsampling(layout: Any) -> str | None:
    # Sixteen by sixteen luma samples: the quotient is exact for every scheme.
    across, down = layout.chroma_width(16), layout.chroma_height(16)
    return SUBSAMPLING.get((16 // across, 16 // down)) if across > 0 and down > 0 else None


def _color(context: Any) -> dict[str, Any]:
    codes = {
        "color_primaries": context.color_primaries,
        "color_transfer": context.color_trc,
        "color_matrix": context.colorspace,
    }
    facts: dict[str, Any] = {
        name: int(code)
        for name, code in codes.items()
        if code is not None and int(code) != UNSPECIFIED and (int(code) > 0 or name == "color_matrix")
    }
    if facts.get("color_matrix") == 0 and not (context.format and context.format.is_rgb):
        del facts["color_matrix"]
    return facts | {"color_range": RANGES.get(int(context.color_range or 0))}


def _audio(context: Any) -> dict[str, Any]:
    layout = context.layout.name if context.layout else None
    return {
        "audio_codec": codec_name(context),
        "audio_profile": _profile(context),
        "sample_rate_hz": _sample_rate(context),
        "channels": positive(context.channels),
        "channel_layout": layout if layout and "channels" not in layout else None,
        "audio_bit_depth": _audio_bits(context),
    }


def _sample_rate(context: Any) -> int | None:
    # FFmpeg gives the byte rate for DSD.
    rate = context.sample_rate * 8 if context.name.startswith("dsd_") else context.sample_rate
    return positive(rate)


def _audio_bits(context: Any) -> int | None:
    """Bits a sample, where the codec keeps samples: PCM by its name, FLAC, ALAC and TTA by their own header."""
    name, extra = context.name, context.extradata
    if name.startswith("pcm_"):
        digits = "".join(character for character in name.removeprefix("pcm_")[:4] if character.isdigit())
        return int(digits) if digits else 8 if name in {"pcm_alaw", "pcm_mulaw"} else None
    if name == "flac" and extra and len(extra) >= 34:
        return int((extra[12] & 1) << 4 | extra[13] >> 4) + 1
    if name == "alac" and extra and len(extra) >= 18:
        return positive(int(extra[17]))
    if name == "tta" and extra and len(extra) >= 10:
        return int.from_bytes(extra[8:10], "little")
    return 1 if name.startswith("dsd_") else None
