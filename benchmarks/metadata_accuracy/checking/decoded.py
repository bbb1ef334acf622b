"""Every frame and every sample of sound, decoded and counted: not what a header says, but what is there."""

from __future__ import annotations

import itertools
import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.stream import Disposition

from benchmarks.metadata_accuracy.samples import Sample, Truth

RANGES = {1: "limited", 2: "full"}
UNSPECIFIED = 2
CHROMA = {
    (1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (4, 1): "4:1:1", (1, 2): "4:4:0",
}  # fmt: skip
DEMUXERS = {".m2v": "mpegvideo", ".dv": "dv"}


def read(sample: Sample) -> Truth:
    """Facts of the first picture and the first sound."""
    if not {"video_codec", "audio_codec"} & sample.truth.keys() or sample.truth.get("audio_codec") in UNDECODED:
        return {}
    return _picture(sample.path) | _sound(sample.path)


# DSD is decoded to another rate.
UNDECODED = frozenset(("dsd_lsbf_planar", "dsd_lsbf"))


def _open(path: Path) -> Any:
    return av.open(f"file:{path}", format=DEMUXERS.get(path.suffix))


def _picture(path: Path) -> Truth:
    with _open(path) as container:
        stream = next(
            (each for each in container.streams.video if Disposition.attached_pic not in each.disposition), None
        )
        if stream is None:
            return {}
        frames = list(container.decode(stream))
        first = frames[0]
        facts: Truth = {
            "width": first.width, "height": first.height,
            "video_codec": stream.codec_context.codec.canonical_name,
            "video_profile": stream.codec_context.profile,
            "pixel_aspect_ratio": stream.sample_aspect_ratio or "1/1",
            "rotation_deg": -round(first.rotation) % 360,
            "scan_type": "interlaced" if first.interlaced_frame else "progressive",
        }  # fmt: skip
        facts |= _times(frames, stream) | _pixels(first.format) | _color(first) | _light(first)
        facts["timecode"] = _timecode(container)
        return {name: value for name, value in facts.items() if value is not None}


def _times(frames: list[Any], stream: Any) -> Truth:
    times = [frame.pts for frame in frames if frame.pts is not None]
    steps = [later - earlier for earlier, later in itertools.pairwise(times)]
    if not steps or len(times) < len(frames):
        return {}
    base = Fraction(stream.time_base)
    constant = max(steps) - min(steps) <= 1
    whole = (times[-1] - times[0]) * base
    facts: Truth = {"frame_rate_mode": "constant" if constant else "variable"}
    if constant:
        mean = Fraction(times[-1] - times[0], len(steps)) * base
        facts["duration_s"] = float(whole + mean)
        exact = len(set(steps)) == 1 and base != Fraction(1, 1000)
        rates = [1 / mean] if exact else _rates(mean, base / len(steps))
        facts |= {"frame_rate": rates[0]} if len(rates) == 1 else {}
    else:
        facts["duration_s"] = float(whole + steps[-1] * base)
    return facts


def _rates(mean: Fraction, error: Fraction) -> list[Fraction]:
    """The usual rates that a mean step may stand for; a clock of milliseconds cannot tell 30 from 29.97 in a second."""
    usual = [Fraction(whole) for whole in range(1, 121)] + [Fraction(n * 1000, 1001) for n in (24, 30, 48, 60)]
    return [rate for rate in usual if abs(1 / rate - mean) <= error]


def _pixels(layout: Any) -> Truth:
    chroma = CHROMA.get((16 // (layout.chroma_width(16) or 16), 16 // (layout.chroma_height(16) or 16)))
    return {
        "bit_depth": layout.components[0].bits,
        "chroma_subsampling": chroma if not layout.is_rgb and len(layout.components) > 2 else None,
        "has_alpha": any(part.is_alpha for part in layout.components),
    }


def _color(frame: Any) -> Truth:
    codes = {
        "color_primaries": frame.color_primaries, "color_transfer": frame.color_trc, "color_matrix": frame.colorspace,
    }  # fmt: skip
    # The decoders of some codecs leave to the container what it says; silence is no other word.
    facts: Truth = {name: int(code) for name, code in codes.items() if int(code) != UNSPECIFIED}
    return facts | {"color_range": RANGES.get(int(frame.color_range))}


def _light(frame: Any) -> Truth:
    facts: Truth = {}
    for data in frame.side_data:
        raw = bytes(data)
        if data.type.name == "CONTENT_LIGHT_LEVEL":
            facts["max_cll_nits"], facts["max_fall_nits"] = struct.unpack_from("<2I", raw)
        elif data.type.name == "MASTERING_DISPLAY_METADATA":
            darkest, brightest = (Fraction(*struct.unpack_from("<2i", raw, offset)) for offset in (64, 72))
            facts["mastering_display"] = [float(brightest), float(darkest)]
    return facts


def _timecode(container: Any) -> str | None:
    places = (container, *container.streams)
    return next((place.metadata["timecode"] for place in places if "timecode" in place.metadata), None)


def _sound(path: Path) -> Truth:
    with _open(path) as container:
        if not container.streams.audio:
            return {}
        stream = container.streams.audio[0]
        frames = list(container.decode(stream))
        facts: Truth = {
            "audio_codec": stream.codec_context.codec.canonical_name,
            **({"audio_profile": stream.codec_context.profile} if stream.codec_context.profile else {}),
            "sample_rate_hz": frames[0].sample_rate,
            "channels": frames[0].layout.nb_channels,
        }
        layout = frames[0].layout.name
        facts |= {} if "channels" in layout else {"channel_layout": layout}
        seconds = Fraction(sum(frame.samples for frame in frames), frames[0].sample_rate)
        return facts | ({} if container.streams.video else {"duration_s": float(seconds)})
