"""Sound alone: which containers and codecs, with which parameters and tags; a table, and one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.metadata_accuracy.making import audio_tags, dsf
from benchmarks.metadata_accuracy.making.encoding import Sound, Tags, encode
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample, Truth

LAYOUT = frozenset(("channel_layout",))
WORDS = {"title": "Straße nach Süden", "artist": "Björk Ñandú", "album": "Третий"}
PLAIN = {"title": "Night drive", "artist": "The Fixers", "album": "Volume two"}
BROADCAST = {
    "description": "Scene 12 take 3", "originator": "Recorder X", "originator_reference": "SE0001",
    "origination_date": "2024-05-06", "origination_time": "07:08:09", "time_reference": "172800000",
}  # fmt: skip
BROADCAST_SAID: Truth = {
    "description": "Scene 12 take 3", "creator": "Recorder X", "created_local": "2024-05-06T07:08:09",
}  # fmt: skip

Tagger = Callable[[Path, dict[str, str]], None]


@dataclass(frozen=True)
class Case:
    """One file: what is asked of the encoder, how it is tagged, and what else is true of it."""

    name: str
    sound: Sound
    words: dict[str, str] = field(default_factory=dict)
    tagger: Tagger | None = None
    container: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    truth: Truth = field(default_factory=dict)
    ordered: bool = True


def write_sounds(shop: Workshop, format_name: str, cases: tuple[Case, ...]) -> Iterator[Sample]:
    """All files of one format of the table."""
    for case in cases:
        path = shop.place(format_name, case.name)
        by_ffmpeg = {} if case.tagger else case.words
        if case.sound.codec == "dsd":
            truth = dsf.write(path, case.sound)
        else:
            truth = encode(
                path, sound=case.sound, container=case.container, options=case.options, tags=Tags(by_ffmpeg)
            )  # fmt: skip
        if case.tagger:
            case.tagger(path, case.words)
        if case.words is not BROADCAST:
            truth |= case.words
        if not case.ordered:
            # It counts its channels and does not say which is where.
            del truth["channel_layout"]
        yield Sample(format_name, path, truth | case.truth, frozenset() if case.ordered else LAYOUT)


def pcm(codec: str, bits: int, **more: Any) -> Sound:
    """Samples as they are."""
    return Sound(codec, bit_depth=bits, **more)


def lossless(codec: str, bits: int, planar: bool = False, **more: Any) -> Sound:
    """Samples packed without loss."""
    sample_format = ("s16" if bits == 16 else "s32") + ("p" if planar else "")
    return Sound(codec, bit_depth=bits, sample_format=sample_format, **more)


MP3 = Sound("libmp3lame", bit_rate=128_000)
AAC = Sound("aac", profile="LC")

SOUNDS: dict[str, tuple[Case, ...]] = {
    "wav": (
        Case("deep.wav", pcm("pcm_s24le", 24, layout="5.1", rate=96000), PLAIN),
        Case(
            "plain.wav",
            pcm("pcm_s16le", 16, rate=44100, layout="stereo"),
            {"title": "Take one", "artist": "Somebody"},
            ordered=False,
        ),
        Case("float.wav", pcm("pcm_f32le", 32, layout="mono"), WORDS, audio_tags.wave_id3, ordered=False),
        Case("bytes.wav", pcm("pcm_u8", 8, rate=22050, layout="mono"), ordered=False),
        Case("law.wav", pcm("pcm_alaw", 8, rate=8000, layout="mono"), ordered=False),
        Case("double.wav", pcm("pcm_f64le", 64, rate=48000, layout="quad"), PLAIN),
        Case("many.wav", pcm("pcm_s24le", 24, layout="7.1", rate=192000, seconds=Fraction(1, 2))),
    ),
    "bwf": (
        Case(
            "location.wav",
            pcm("pcm_s24le", 24, rate=48000),
            BROADCAST,
            options={"write_bext": "1"},
            truth=BROADCAST_SAID,
        ),
        Case(
            "mono.wav",
            pcm("pcm_s16le", 16, layout="mono"),
            BROADCAST,
            options={"write_bext": "1"},
            truth=BROADCAST_SAID,
            ordered=False,
        ),
        Case(
            "recorder.wav",
            pcm("pcm_s24le", 24, rate=48000),
            {"reel_name": "SR042"},
            audio_tags.wave_ixml,
            truth={"embedded_ixml": ["SR042", "12A", "Plan près du port", "Łucja"]},
        ),
    ),
    "rf64": (
        Case("large.wav", pcm("pcm_s24le", 24, layout="5.1"), PLAIN, options={"rf64": "always"}),
        Case(
            "large.rf64",
            pcm("pcm_s16le", 16, rate=44100),
            PLAIN,
            container="wav",
            options={"rf64": "always"},
            ordered=False,
        ),
    ),
    "w64": (
        Case("wide.w64", pcm("pcm_s24le", 24, layout="5.1", rate=96000)),
        Case("plain.w64", pcm("pcm_s16le", 16, rate=44100), ordered=False),
    ),
    "aiff": (
        Case("deep.aiff", pcm("pcm_s24be", 24, rate=96000), WORDS, audio_tags.aiff, ordered=False),
        Case("plain.aif", pcm("pcm_s16be", 16, rate=44100, layout="mono"), PLAIN, audio_tags.aiff, ordered=False),
        Case("texts.aiff", pcm("pcm_s16be", 16), {"title": "Take two", "copyright": "Studio"}, ordered=False),
        Case("float.aifc", pcm("pcm_f32be", 32, rate=96000), container="aiff", ordered=False),
        Case("packed.aifc", pcm("pcm_s16le", 16, rate=48000), container="aiff", ordered=False),
    ),
    "caf": (
        Case("deep.caf", pcm("pcm_s24be", 24, layout="5.1(side)"), PLAIN),
        Case("packed.caf", lossless("alac", 16, planar=True, rate=44100), PLAIN),
        Case("float.caf", pcm("pcm_f32be", 32, layout="mono", rate=96000), PLAIN),
    ),
    "flac": (
        Case("deep.flac", lossless("flac", 24, rate=96000), WORDS, audio_tags.vorbis),
        Case("plain.flac", lossless("flac", 16, rate=44100, layout="mono"), PLAIN, audio_tags.vorbis),
        Case("around.flac", lossless("flac", 16, layout="5.1"), PLAIN, audio_tags.vorbis),
        Case("covered.flac", lossless("flac", 16), WORDS, audio_tags.vorbis_with_cover),
    ),
    "tta": (
        Case("deep.tta", lossless("tta", 24, rate=96000), PLAIN, ordered=False),
        Case("plain.tta", lossless("tta", 16, rate=44100, layout="mono"), WORDS, ordered=False),
        Case("around.tta", lossless("tta", 16, layout="5.1"), PLAIN, ordered=False),
    ),
    "mp3": (
        Case("modern.mp3", MP3, WORDS, audio_tags.id3_24, truth={"embedded_id3": list(WORDS.values())}),
        Case(
            "varying.mp3",
            Sound("libmp3lame", rate=44100, options={"q": "4"}),
            PLAIN,
            audio_tags.id3_24,
            truth={"embedded_id3": list(PLAIN.values())},
        ),
        Case(
            "older.mp3",
            Sound("libmp3lame", rate=44100, layout="mono"),
            WORDS,
            audio_tags.id3_23,
            truth={"embedded_id3": list(WORDS.values())},
        ),
        Case(
            "latin.mp3",
            Sound("libmp3lame", rate=32000),
            {**PLAIN, "artist": "Café Señor"},
            audio_tags.id3_latin,
            truth={"embedded_id3": ["Café Señor"]},
        ),
        Case("covered.mp3", MP3, PLAIN, audio_tags.id3_with_cover, truth={"embedded_id3": list(PLAIN.values())}),
        Case(
            "slow.mp3",
            Sound("libmp3lame", rate=24000, layout="mono", seconds=Fraction(219, 240)),
            PLAIN,
            audio_tags.id3_24,
            truth={"embedded_id3": list(PLAIN.values())},
        ),
    ),
    "aac": (
        Case("raw.aac", AAC, WORDS, audio_tags.id3_24, truth={"embedded_id3": list(WORDS.values())}),
        Case(
            "around.aac",
            Sound("aac", layout="5.1", rate=44100, profile="LC"),
            PLAIN,
            audio_tags.id3_24,
            truth={"embedded_id3": list(PLAIN.values())},
        ),
        Case("mono.aac", Sound("aac", layout="mono", rate=22050, profile="LC", seconds=Fraction(22 * 1024, 22050))),
    ),
    "m4a": (
        Case("song.m4a", AAC, WORDS, audio_tags.mp4),
        Case("around.m4a", Sound("aac", layout="5.1", rate=44100, profile="LC"), PLAIN, audio_tags.mp4),
        Case("covered.m4a", AAC, WORDS, audio_tags.mp4_with_cover),
        Case("phone.m4a", AAC, PLAIN),
        Case(
            "mono.m4b", Sound("aac", layout="mono", rate=22050, profile="LC"), PLAIN, audio_tags.mp4, container="ipod"
        ),
    ),
    "alac": (
        Case("deep.m4a", lossless("alac", 24, planar=True), WORDS, audio_tags.mp4),
        Case("plain.m4a", lossless("alac", 16, planar=True, rate=44100, layout="mono"), PLAIN, audio_tags.mp4),
    ),
    "ogg": (
        Case("vorbis.ogg", Sound("vorbis", options={"strict": "experimental"}, rate=44100), WORDS, audio_tags.vorbis),
        Case("packed.oga", lossless("flac", 16, rate=48000), PLAIN, audio_tags.vorbis, container="ogg"),
    ),
    "opus": (
        Case("many.opus", Sound("libopus", layout="7.1"), PLAIN, audio_tags.vorbis),
        Case("speech.opus", Sound("libopus", layout="mono"), WORDS, audio_tags.vorbis),
        Case("around.opus", Sound("libopus", layout="5.1"), PLAIN, audio_tags.vorbis),
    ),
    "wma": (
        Case("song.wma", Sound("wmav2", rate=44100, bit_rate=128_000), WORDS, audio_tags.asf, "asf", ordered=False),
        Case(
            "older.wma",
            Sound("wmav1", rate=22050, layout="mono", bit_rate=32_000),
            PLAIN,
            audio_tags.asf,
            "asf",
            ordered=False,
        ),
    ),
    "dsf": (
        Case("around.dsf", Sound("dsd", rate=2822400, layout="5.1", bit_depth=1, seconds=Fraction(1, 2))),
        Case("studio.dsf", Sound("dsd", rate=2822400, bit_depth=1), WORDS, audio_tags.dsf),
        Case("double.dsf", Sound("dsd", rate=5644800, layout="mono", bit_depth=1), PLAIN, audio_tags.dsf),
    ),
    "ac3": (
        Case("around.ac3", Sound("ac3", layout="5.1(side)", bit_rate=448_000), truth={"bit_rate_bps": 448_000}),
        Case("stereo.ac3", Sound("ac3", bit_rate=192_000), truth={"bit_rate_bps": 192_000}),
    ),
    "eac3": (
        Case("around.eac3", Sound("eac3", layout="5.1(side)", bit_rate=384_000), truth={"bit_rate_bps": 384_000}),
        Case("stereo.ec3", Sound("eac3", bit_rate=192_000), container="eac3", truth={"bit_rate_bps": 192_000}),
    ),
    "amr": (Case("voice.amr", Sound("libopencore_amrnb", rate=8000, layout="mono", bit_rate=12_200)),),
    "mka": (
        Case("mix.mka", lossless("flac", 24, layout="5.1"), PLAIN),
        Case("song.mka", Sound("libopus"), WORDS),
    ),
}
