"""Encodes picture and sound with PyAV, and tells from the same description what must be read back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.codec.context import Flags

from benchmarks.metadata_accuracy.making.dynamic_light import before_the_picture
from benchmarks.metadata_accuracy.making.pictures import as_integers, gradient, tones
from benchmarks.metadata_accuracy.samples import Truth

# The AV1 encoder talks on stderr unless its own variable says otherwise.
os.environ.setdefault("SVT_LOG", "1")

LIMITED, FULL = 1, 2
RANGES = {LIMITED: "limited", FULL: "full"}
AUDIO_BLOCK = 1024
QUARTER_TURN = 90
CODEC_NAMES = {
    "prores_ks": "prores", "libx264": "h264", "libx265": "hevc", "libsvtav1": "av1", "libvpx-vp9": "vp9",
    "libvpx": "vp8", "libmp3lame": "mp3", "libopus": "opus", "flv": "flv1", "msmpeg4": "msmpeg4v3",
    "libopencore_amrnb": "amr_nb", "msmpeg4v2": "msmpeg4v2",
}  # fmt: skip


@dataclass(frozen=True)
class Color:
    """Codes of ITU-T H.273; no range where the format has no room for one."""

    primaries: int
    transfer: int
    matrix: int
    range: int | None = LIMITED

    def truth(self) -> Truth:
        """What a reader must say."""
        codes = {"color_primaries": self.primaries, "color_transfer": self.transfer, "color_matrix": self.matrix}
        return codes | ({"color_range": RANGES[self.range]} if self.range else {})


REC709 = Color(1, 1, 1)
REC601_NTSC = Color(6, 6, 6)
REC601_PAL = Color(5, 6, 5)
PQ = Color(9, 16, 9)
HLG = Color(9, 18, 9)


@dataclass(frozen=True)
class Picture:
    """A moving picture as asked of the encoder. `times` are ticks of a millisecond, where the rate varies.

    `message` is a unit that goes before each picture of the stream.
    """

    codec: str
    pixel_format: str
    bit_depth: int
    chroma: str | None
    profile: str | None = None
    width: int = 128
    height: int = 72
    rate: Fraction = Fraction(24)
    frames: int = 24
    color: Color | None = REC709
    aspect: Fraction = Fraction(1)
    interlaced: bool = False
    rotation: int = 0
    times: tuple[int, ...] = ()
    alpha: bool = False
    options: dict[str, str] = field(default_factory=dict)
    tag: str | None = None
    message: bytes | None = None

    @property
    def seconds(self) -> Fraction:
        """How long it is shown; the last frame of a varying rate as long as the one before it."""
        if self.times:
            return Fraction(2 * self.times[-1] - self.times[-2], 1000)
        return self.frames / self.rate

    def truth(self) -> Truth:
        """What a reader must say."""
        shown = (round(self.width * self.aspect), self.height)
        turned = self.rotation % (2 * QUARTER_TURN) != 0
        facts: Truth = {
            "width": self.width, "height": self.height,
            "display_width": shown[turned], "display_height": shown[not turned],
            "video_codec": CODEC_NAMES.get(self.codec, self.codec), "bit_depth": self.bit_depth,
            "frame_rate_mode": "variable" if self.times else "constant", "duration_s": float(self.seconds),
        }  # fmt: skip
        facts |= {} if self.times else {"frame_rate": str_rational(self.rate)}
        facts |= {"chroma_subsampling": self.chroma} if self.chroma else {}
        facts |= {"video_profile": self.profile} if self.profile else {}
        facts |= self.color.truth() if self.color else {}
        facts |= {"pixel_aspect_ratio": str_rational(self.aspect)} if self.aspect != 1 else {}
        facts |= {"rotation_deg": self.rotation} if self.rotation else {}
        facts |= {"has_alpha": True} if self.alpha else {}
        return facts | ({"scan_type": "interlaced"} if self.interlaced else {})


@dataclass(frozen=True)
class Sound:
    """Sound as asked of the encoder; `bit_depth` where the codec keeps samples as they are."""

    codec: str
    rate: int = 48000
    layout: str = "stereo"
    bit_depth: int | None = None
    sample_format: str | None = None
    seconds: Fraction = Fraction(1)
    options: dict[str, str] = field(default_factory=dict)
    bit_rate: int | None = None
    profile: str | None = None

    @property
    def channels(self) -> int:
        """How many there are."""
        return int(av.AudioLayout(self.layout).nb_channels)

    def truth(self) -> Truth:
        """What a reader must say."""
        facts: Truth = {
            "audio_codec": CODEC_NAMES.get(self.codec, self.codec), "sample_rate_hz": self.rate,
            "channels": self.channels, "duration_s": float(self.seconds),
        }  # fmt: skip
        facts |= {"channel_layout": self.layout} if "channels" not in self.layout else {}
        facts |= {"audio_profile": self.profile} if self.profile else {}
        return facts | ({"audio_bit_depth": self.bit_depth} if self.bit_depth else {})


def str_rational(value: Fraction) -> str:
    """A rational as the vocabulary writes it."""
    return f"{value.numerator}/{value.denominator}"


@dataclass(frozen=True)
class Tags:
    """Words for the container and its streams, as FFmpeg names them."""

    file: dict[str, str] = field(default_factory=dict)
    picture: dict[str, str] = field(default_factory=dict)
    sound: dict[str, str] = field(default_factory=dict)


def encode(
    path: Path,
    picture: Picture | None = None,
    sound: Sound | None = None,
    *,
    container: str | None = None,
    options: dict[str, str] | None = None,
    tags: Tags | None = None,
) -> Truth:
    """Write the file and say what must be read back; sound beside a picture is as long as it."""
    words = tags or Tags()
    with av.open(f"file:{path}", "w", format=container, options={"fflags": "+bitexact"} | (options or {})) as output:
        output.metadata.update(words.file)
        sources: list[Iterator[tuple[float, list[Any]]]] = []
        if picture:
            sources.append(_pictures(_add_picture(output, picture, words.picture), picture))
        if sound:
            seconds = picture.seconds if picture else sound.seconds
            sources.append(_blocks(_add_sound(output, sound, words.sound), sound, seconds))
        _interleave(output, sources)
    return (sound.truth() if sound else {}) | (picture.truth() if picture else {})


def _add_picture(output: Any, picture: Picture, words: dict[str, str]) -> Any:
    options = dict(picture.options)
    if picture.interlaced:
        options |= {"field_order": "tt"}
    stream = output.add_stream(picture.codec, rate=picture.rate, options=options)
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = picture.width, picture.height, picture.pixel_format
    context.sample_aspect_ratio = picture.aspect
    if picture.color:
        context.color_primaries, context.color_trc = picture.color.primaries, picture.color.transfer
        context.colorspace = picture.color.matrix
        context.color_range = picture.color.range or LIMITED
    if picture.interlaced:
        context.flags |= Flags.interlaced_dct | Flags.interlaced_me
    if picture.tag:
        context.codec_tag = picture.tag
    context.time_base = Fraction(1, 1000) if picture.times else 1 / picture.rate
    context.thread_count = 1
    if picture.rotation:
        # FFmpeg turns counter-clockwise.
        stream.set_display_rotation(-picture.rotation)
    stream.metadata.update(words)
    return stream


def _pictures(stream: Any, picture: Picture) -> Iterator[tuple[float, list[Any]]]:
    times = picture.times or tuple(range(picture.frames))
    base = stream.codec_context.time_base
    for number, time in enumerate(times):
        shown = as_integers(gradient(picture.width, picture.height, shift=number))
        frame = av.VideoFrame.from_ndarray(shown, format="rgb24").reformat(format=picture.pixel_format)
        if picture.color:
            # Some encoders take the colour tags from the frame and not from the stream.
            frame.color_primaries, frame.color_trc = picture.color.primaries, picture.color.transfer
            frame.colorspace, frame.color_range = picture.color.matrix, picture.color.range or LIMITED
        frame.pts, frame.time_base = time, base
        following = times[number + 1] if number + 1 < len(times) else 2 * time - times[number - 1]
        frame.duration = following - time
        yield float(time * base), _told(stream.encode(frame), picture)
    yield float(picture.seconds), _told(stream.encode(None), picture)


def _told(packets: list[Any], picture: Picture) -> list[Any]:
    return [before_the_picture(each, picture.message) for each in packets] if picture.message else packets


def _add_sound(output: Any, sound: Sound, words: dict[str, str]) -> Any:
    stream = output.add_stream(sound.codec, rate=sound.rate, layout=sound.layout, options=dict(sound.options))
    if sound.sample_format:
        stream.codec_context.format = sound.sample_format
    if sound.bit_rate:
        stream.codec_context.bit_rate = sound.bit_rate
    stream.metadata.update(words)
    return stream


def _blocks(stream: Any, sound: Sound, seconds: Fraction) -> Iterator[tuple[float, list[Any]]]:
    samples = round(sound.rate * seconds)
    for start in range(0, samples, AUDIO_BLOCK):
        length = min(AUDIO_BLOCK, samples - start)
        block = tones(sound.rate, sound.channels, length, start)
        # Packed: a planar frame of eight channels or more is refused by PyAV.
        frame = av.AudioFrame.from_ndarray(block.T.reshape(1, -1), format="flt", layout=sound.layout)
        frame.sample_rate, frame.pts, frame.time_base = sound.rate, start, Fraction(1, sound.rate)
        yield start / sound.rate, stream.encode(frame)
    yield samples / sound.rate, stream.encode(None)


def _interleave(output: Any, sources: list[Iterator[tuple[float, list[Any]]]]) -> None:
    """Mux all in the order of time, so that no muxer has to hold one back for another."""
    heads = [next(source, None) for source in sources]
    while waiting := [(head[0], index, head[1]) for index, head in enumerate(heads) if head]:
        _, index, packets = min(waiting, key=lambda item: item[:2])
        output.mux(packets)
        heads[index] = next(sources[index], None)
