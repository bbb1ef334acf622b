"""Writes real media of known parameters, for the demo folder and for tests.

Equal arguments give equal bytes. Not here: reading anything back; a test does that with a second reader,
because a writer that loses a tag would otherwise teach a wrong truth.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
from av.audio import AudioStream
from av.codec import Codec
from av.codec.codec import UnknownCodecError
from av.container import OutputContainer
from av.video import VideoStream

from assetgraph.demo.pictures import moving_bar, to_8_bit, tones
from assetgraph.demo.stills import write_dpx, write_exr, write_still
from assetgraph.errors import UsageError

if TYPE_CHECKING:
    from av.packet import Packet
    from av.stream import Stream

    Packets = Iterator[tuple[float, list[Packet[Stream]]]]

__all__ = ["has_encoder", "write_audio", "write_dpx", "write_exr", "write_still", "write_video"]

BT709 = 1
LIMITED, FULL = 1, 2
AUDIO_BLOCK = 1024
LAYOUTS = {1: "mono", 2: "stereo", 4: "quad", 6: "5.1", 8: "7.1"}


@dataclass(frozen=True)
class _Encoder:
    name: str
    pixel_format: str
    options: dict[str, str] = field(default_factory=dict)
    color_range: int = LIMITED


VIDEO = {
    "prores": _Encoder("prores_ks", "yuv422p10le", {"profile": "hq", "vendor": "apl0"}),
    "dnxhr": _Encoder("dnxhd", "yuv422p", {"profile": "dnxhr_hq"}),
    # x264's macroblock tree gives other bits from run to run; without it equal calls give equal bytes.
    "h264": _Encoder("libx264", "yuv420p", {"preset": "veryfast", "x264-params": "mbtree=0"}),
    "hevc": _Encoder(
        "libx265", "yuv420p", {"preset": "ultrafast", "x265-params": "log-level=none:pools=1:frame-threads=1"}
    ),
    "av1": _Encoder("libsvtav1", "yuv420p10le", {"preset": "8", "svtav1-params": "lp=1"}),
    "vp9": _Encoder("libvpx-vp9", "yuv420p", {"deadline": "realtime", "cpu-used": "8"}),
    "mpeg2video": _Encoder("mpeg2video", "yuv422p", {"b": "8M"}),
    "ffv1": _Encoder("ffv1", "yuv422p10le", {"level": "3"}),
    "v210": _Encoder("v210", "yuv422p10le"),
    "mjpeg": _Encoder("mjpeg", "yuvj422p", {"qscale": "3"}, FULL),
}
SOUND_IN_VIDEO = {
    ".mov": "pcm_s24le",
    ".mxf": "pcm_s24le",
    ".avi": "pcm_s16le",
    ".mp4": "aac",
    ".mkv": "flac",
    ".ts": "aac",
    ".mpg": "mp2",
    ".webm": "libopus",
}
SOUND = {
    (".wav", 16): "pcm_s16le",
    (".wav", 24): "pcm_s24le",
    (".wav", 32): "pcm_s32le",
    (".aiff", 16): "pcm_s16be",
    (".aiff", 24): "pcm_s24be",
    (".flac", 16): "flac",
    (".flac", 24): "flac",
}
LOSSY_SOUND = {".mp3": "libmp3lame", ".m4a": "aac", ".aac": "aac", ".opus": "libopus", ".ogg": "libopus"}
CONTAINERS = {".mpg": "vob", ".ts": "mpegts"}


def has_encoder(codec: str) -> bool:
    """Whether the bundled FFmpeg can write this codec (a name of `write_video`)."""
    try:
        Codec(VIDEO[codec].name, "w")
    except (KeyError, UnknownCodecError):
        return False
    return True


def write_video(
    path: Path,
    *,
    codec: str,
    width: int,
    height: int,
    frame_rate: str = "24/1",
    frames: int = 24,
    timecode: str | None = None,
    reel: str | None = None,
    audio_channels: int = 0,
    seed: int = 0,
) -> None:
    """Write a constant-rate video tagged BT.709; the ending chooses the container.

    Sound, when asked for, is 48 kHz and as long as the picture. Only QuickTime keeps a reel, beside its timecode.
    Raises UsageError for a codec or container that cannot be written here.
    """
    if not has_encoder(codec) or path.suffix not in SOUND_IN_VIDEO:
        raise UsageError(f"no encoder for {codec} in {path.suffix}", path=str(path))
    rate = Fraction(frame_rate)
    # The AV1 encoder talks on stderr unless its own variable says otherwise.
    os.environ.setdefault("SVT_LOG", "1")
    with _open(path) as container:
        if timecode:
            container.metadata["timecode"] = timecode
        video = _add_video(container, VIDEO[codec], width, height, rate)
        if reel:
            video.metadata["reel_name"] = reel
        sound: Packets = iter(())
        if audio_channels:
            audio = _add_audio(container, SOUND_IN_VIDEO[path.suffix], 48000, audio_channels)
            sound = _audio_packets(audio, round(48000 * frames / rate))
        _interleave(container, _video_packets(video, frames, seed), sound)


def write_audio(
    path: Path, *, sample_rate: int = 48000, channels: int = 2, duration_s: float = 1.0, bit_depth: int = 24
) -> None:
    """Write sine tones; the ending chooses container and codec, `bit_depth` counts for lossless ones only.

    Raises UsageError for an ending or depth that cannot be written here.
    """
    codec = LOSSY_SOUND.get(path.suffix) or SOUND.get((path.suffix, bit_depth))
    if codec is None:
        raise UsageError(f"no encoder for {bit_depth} bit in {path.suffix}", path=str(path))
    with _open(path) as container:
        stream = _add_audio(container, codec, sample_rate, channels)
        if codec == "flac":
            stream.codec_context.format = "s16" if bit_depth == 16 else "s32"
        _interleave(container, iter(()), _audio_packets(stream, round(sample_rate * duration_s)))


def _open(path: Path) -> OutputContainer:
    # Without bitexact MXF and Matroska get random identifiers, and the same call another file each time.
    return av.open(f"file:{path}", "w", format=CONTAINERS.get(path.suffix), options={"fflags": "+bitexact"})


def _add_video(container: OutputContainer, encoder: _Encoder, width: int, height: int, rate: Fraction) -> VideoStream:
    try:
        added = container.add_stream(encoder.name, rate=rate, options=dict(encoder.options))
    except ValueError as error:
        raise UsageError(str(error), path=container.name) from None
    stream = cast(VideoStream, added)
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = width, height, encoder.pixel_format
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = encoder.color_range
    context.time_base = 1 / rate
    # With more threads x264 decides by their timing, and the same call writes another file each time.
    context.thread_count = 1
    return stream


def _add_audio(container: OutputContainer, codec: str, sample_rate: int, channels: int) -> AudioStream:
    layout = LAYOUTS.get(channels, f"{channels} channels")
    return cast(AudioStream, container.add_stream(codec, rate=sample_rate, layout=layout))


def _video_packets(stream: VideoStream, frames: int, seed: int) -> Packets:
    context = stream.codec_context
    rate = context.framerate
    for number in range(frames):
        picture = to_8_bit(moving_bar(context.width, context.height, number, seed))
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
            format=context.pix_fmt, dst_colorspace=BT709, dst_color_range=context.color_range
        )
        # Some encoders take the colour tags from the frame and not from the stream.
        frame.color_primaries = frame.color_trc = frame.colorspace = BT709
        frame.color_range = context.color_range
        frame.pts, frame.time_base = number, 1 / rate
        yield float(number / rate), stream.encode(frame)
    yield float(frames / rate), stream.encode(None)


def _audio_packets(stream: AudioStream, samples: int) -> Packets:
    context = stream.codec_context
    rate, layout = context.sample_rate, context.layout
    for start in range(0, samples, AUDIO_BLOCK):
        length = min(AUDIO_BLOCK, samples - start)
        block = tones(rate, layout.nb_channels, length, start)
        # Packed: a planar frame of eight channels or more is refused by PyAV.
        frame = av.AudioFrame.from_ndarray(block.T.reshape(1, -1), format="flt", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        yield start / rate, stream.encode(frame)
    yield samples / rate, stream.encode(None)


def _interleave(
    container: OutputContainer,
    pictures: Packets,
    sound: Packets,
) -> None:
    """Mux both in the order of time, so that no muxer has to hold back one for the other."""
    sources = (pictures, sound)
    heads = [next(source, None) for source in sources]
    while waiting := [(head[0], index, head[1]) for index, head in enumerate(heads) if head]:
        _, index, packets = min(waiting, key=lambda item: item[:2])
        container.mux(packets)
        heads[index] = next(sources[index], None)
