"""Moving pictures: which containers and codecs, with which parameters; a table, and one function that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from benchmarks.metadata_accuracy.making import boxes
from benchmarks.metadata_accuracy.making.encoding import (
    FULL,
    HLG,
    LIMITED,
    PQ,
    REC601_NTSC,
    REC601_PAL,
    REC709,
    Color,
    Picture,
    Sound,
    Tags,
    encode,
)
from benchmarks.metadata_accuracy.making.photos import CLOCK, PHONE, XMP, Tagging
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample, Truth

FILM, NTSC, PAL, DOUBLE = Fraction(24000, 1001), Fraction(30000, 1001), Fraction(25), Fraction(60000, 1001)
NTSC_WIDE, PAL_WIDE = Fraction(32, 27), Fraction(64, 45)
UNEVEN = (0, 40, 80, 180, 220, 320, 360, 400, 500, 540, 640, 700, 740, 780, 880, 920, 960)
# These count channels and do not say which is where.
UNORDERED = frozenset((".avi", ".wmv", ".mxf"))
# A colour range that only the standard of the codec fixes is neither asked of a reader nor held against it.
RANGE = frozenset(("color_range",))
COLORS = RANGE | {"color_primaries", "color_transfer", "color_matrix"}
ZONE = frozenset(("created_utc_offset",))
NO_RANGE = Color(1, 1, 1, None)
STATIC = (
    "hdr10=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    ":max-cll=1000,400:repeat-headers=1"
)
LIGHT: Truth = {"mastering_display": (1000.0, 0.0001), "max_cll_nits": 1000, "max_fall_nits": 400}
HDR10: Truth = {"hdr_format": ["HDR10"], **LIGHT}
WORDS = {"title": "Überfahrt – 渡し船", "artist": "Zoë Ångström"}
SAID: Truth = {"title": WORDS["title"], "artist": WORDS["artist"]}


@dataclass(frozen=True)
class Case:
    """One file: what is asked of the encoder, and what else is true of it."""

    name: str
    picture: Picture
    sound: Sound | None = None
    container: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    tags: Tags = field(default_factory=Tags)
    truth: Truth = field(default_factory=dict)
    open: frozenset[str] = field(default_factory=frozenset)
    boxes: tuple[bytes, ...] = ()
    camera: Tagging | None = None


def write_movies(shop: Workshop, format_name: str) -> Iterator[Sample]:
    """All files of one format of the table."""
    for case in MOVIES[format_name]:
        path = shop.place(format_name, case.name)
        truth = encode(
            path, case.picture, case.sound, container=case.container, options=case.options, tags=case.tags
        )  # fmt: skip
        if case.boxes:
            boxes.add_to_picture(path, case.boxes)
        if case.camera:
            truth |= case.camera.write(shop, path)
        may_say = case.open
        if case.picture.times:
            # Some states a mean, some what was asked of the encoder; neither is the rate of anything.
            may_say |= {"frame_rate"}
        if path.suffix in UNORDERED:
            truth.pop("channel_layout", None)
            may_say |= {"channel_layout"}
        yield Sample(format_name, path, truth | case.truth, may_say)


def h264(**more: Any) -> Picture:
    """H.264, High profile unless said otherwise."""
    given = {"codec": "libx264", "pixel_format": "yuv420p", "bit_depth": 8, "chroma": "4:2:0", "profile": "High"} | more
    return Picture(**given | {"options": {"preset": "veryfast"} | more.get("options", {})})


def hevc(parameters: str = "", **more: Any) -> Picture:
    """H.265; its encoder takes what FFmpeg has no option for as parameters."""
    given = {"codec": "libx265", "pixel_format": "yuv420p", "bit_depth": 8, "chroma": "4:2:0", "profile": "Main"} | more
    said = "log-level=none:pools=1:frame-threads=1" + (f":{parameters}" if parameters else "")
    return Picture(**given, options={"preset": "ultrafast", "x265-params": said})


def hevc_10(parameters: str = "", **more: Any) -> Picture:
    """H.265 of ten bits."""
    return hevc(parameters, **{"pixel_format": "yuv420p10le", "bit_depth": 10, "profile": "Main 10"} | more)


def prores(profile: str, name: str, **more: Any) -> Picture:
    """ProRes, which has no field for a range, nor for a depth: 4444 is of twelve bits whatever was encoded."""
    given = {"pixel_format": "yuv422p10le", "bit_depth": 10, "chroma": "4:2:2", "color": NO_RANGE} | more
    return Picture("prores_ks", profile=name, options={"profile": profile, "vendor": "apl0"}, **given)


def dnxhr(profile: str, name: str, **more: Any) -> Picture:
    """DNxHR."""
    given = {"pixel_format": "yuv422p", "bit_depth": 8, "chroma": "4:2:2", "width": 256, "height": 144} | more
    return Picture("dnxhd", profile=name, options={"profile": profile}, **given)


def mpeg2(**more: Any) -> Picture:
    """MPEG-2, 4:2:2 unless said otherwise."""
    given = {"pixel_format": "yuv422p", "bit_depth": 8, "chroma": "4:2:2", "profile": "4:2:2"} | more
    return Picture("mpeg2video", options={"b": "3M", "g": "1"} | more.pop("options", {}), **given)


def plain(codec: str, pixel_format: str, bit_depth: int, chroma: str | None, **more: Any) -> Picture:
    """Any other codec."""
    return Picture(codec, pixel_format, bit_depth, chroma, **more)


def av1(parameters: str = "", **more: Any) -> Picture:
    """AV1."""
    given = {"pixel_format": "yuv420p10le", "bit_depth": 10, "profile": "Main"} | more
    said = "lp=1" + (f":{parameters}" if parameters else "")
    return Picture("libsvtav1", chroma="4:2:0", options={"preset": "10", "svtav1-params": said}, **given)


def vp9(**more: Any) -> Picture:
    """VP9."""
    given = {"pixel_format": "yuv420p", "bit_depth": 8, "chroma": "4:2:0", "profile": "Profile 0"} | more
    return Picture("libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}, **given)


def timecode(code: str, **more: str) -> Tags:
    """A timecode for the container."""
    return Tags(file={"timecode": code} | more)


AAC = Sound("aac", profile="LC")
PCM_16, PCM_24 = Sound("pcm_s16le", bit_depth=16), Sound("pcm_s24le", bit_depth=24)
SURROUND = Sound("aac", layout="5.1", profile="LC")

MOVIES: dict[str, tuple[Case, ...]] = {
    "mov": (
        Case("film.mov", h264(rate=FILM), PCM_24, tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}),
        Case(
            "dropped.mov", h264(rate=NTSC), Sound("pcm_s16le", layout="5.1", bit_depth=16),
            tags=Tags({"timecode": "00:59:58;12"}, {"reel_name": "A001C003"}),
            truth={"timecode": "00:59:58;12", "reel_name": "A001C003"},
        ),
        Case("turned.mov", h264(rotation=90, rate=PAL), AAC, tags=Tags(WORDS), truth=SAID),
        Case("upside.mov", h264(rotation=180, width=96, height=64, rate=DOUBLE)),
        Case("phone.mov", h264(rotation=90, rate=NTSC), AAC, camera=PHONE),
        Case("Straße 渡し.mov", h264(rate=PAL), PCM_16, camera=CLOCK, open=ZONE),
        Case("uneven.mov", h264(times=UNEVEN), AAC),
        Case("wide.mov", h264(width=120, height=96, aspect=PAL_WIDE, rate=PAL, color=REC601_PAL, interlaced=True)),
    ),
    "mp4": (
        Case("film.mp4", h264(rate=FILM), AAC, tags=Tags(WORDS), truth=SAID),
        Case("turned.mp4", h264(rotation=270, width=64, height=36, rate=NTSC), SURROUND),
        Case("uneven.mp4", h264(times=UNEVEN), AAC),
        Case(
            "chroma.mp4",
            h264(pixel_format="yuv422p10le", bit_depth=10, chroma="4:2:2", profile="High 4:2:2", rate=PAL),
        ),
        Case(
            "odd.mp4",
            h264(pixel_format="yuv444p", chroma="4:4:4", profile="High 4:4:4 Predictive", width=65, height=37),
        ),
        Case("full.mp4", h264(color=Color(1, 13, 1, FULL), profile="Main", options={"profile": "main"})),
        Case("catalogued.mp4", h264(rate=PAL), AAC, camera=XMP, open=frozenset(("artist",))),
        Case("clock.mp4", h264(rate=FILM), AAC, camera=CLOCK, open=ZONE),
        Case("untagged.mp4", h264(color=None, rate=DOUBLE), AAC),
    ),
    "m4v": (
        Case("baseline.m4v", h264(profile="Constrained Baseline", options={"profile": "baseline"}), AAC, "ipod"),
        Case("wide.m4v", h264(width=120, height=80, aspect=NTSC_WIDE, rate=NTSC, color=REC601_NTSC), AAC, "ipod"),
    ),
    "3gp": (
        Case("small.3gp", h264(profile="Constrained Baseline", options={"profile": "baseline"}, rate=Fraction(15)), AAC),
        Case("mpeg.3gp", plain("mpeg4", "yuv420p", 8, "4:2:0", color=None, profile="Simple Profile", rate=PAL), AAC),
    ),
    "mkv": (
        Case("film.mkv", h264(rate=FILM), Sound("flac", bit_depth=16, sample_format="s16"), tags=Tags(WORDS), truth=SAID),
        Case("uneven.mkv", h264(times=UNEVEN), AAC),
        Case("wide.mkv", mpeg2(width=120, height=96, aspect=PAL_WIDE, rate=PAL, color=REC601_PAL), Sound("ac3"), open=RANGE),
        Case("surround.mkv", hevc(rate=NTSC), Sound("ac3", layout="5.1(side)")),
        Case("coded.mkv", h264(rate=PAL), Sound("libopus"), tags=timecode("10:00:00:00"), truth={"timecode": "10:00:00:00"}),
    ),
    "webm": (
        Case("modern.webm", vp9(rate=PAL), Sound("libopus"), tags=Tags(WORDS), truth=SAID),
        Case("chroma.webm", vp9(pixel_format="yuv444p", chroma="4:4:4", profile="Profile 1", rate=FILM)),
        Case("older.webm", plain("libvpx", "yuv420p", 8, "4:2:0", color=None, rate=NTSC), Sound("libopus", layout="mono"), open=COLORS),
        Case("uneven.webm", vp9(times=UNEVEN), Sound("libopus")),
    ),
    "avi": (
        Case("motion.avi", plain("mjpeg", "yuvj422p", 8, "4:2:2", color=None, rate=PAL), PCM_16, open=COLORS),
        Case("huffed.avi", plain("huffyuv", "yuv422p", 8, "4:2:2", color=None, rate=NTSC), PCM_24),
        Case("mpeg.avi", plain("mpeg4", "yuv420p", 8, "4:2:0", color=None, profile="Simple Profile", rate=FILM), Sound("libmp3lame"), tags=Tags(WORDS), truth=SAID),
        Case("rgb.avi", plain("utvideo", "gbrp", 8, None, color=None, rate=Fraction(24))),
    ),
    "ts": (
        Case("broadcast.ts", h264(rate=PAL), AAC),
        Case("surround.ts", hevc(rate=DOUBLE, frames=60), Sound("ac3", layout="5.1(side)")),
        Case("interlaced.ts", mpeg2(pixel_format="yuv420p", chroma="4:2:0", profile="Main", rate=PAL, interlaced=True, color=REC601_PAL, width=120, height=96, aspect=PAL_WIDE), Sound("mp2"), open=RANGE),
    ),
    "m2ts": (
        Case("camera.m2ts", h264(rate=NTSC, interlaced=True, width=128, height=96), Sound("ac3"), "mpegts", {"mpegts_m2ts_mode": "1"}),
        Case("camera.mts", h264(rate=FILM), Sound("ac3", layout="5.1(side)"), "mpegts", {"mpegts_m2ts_mode": "1"}),
    ),
    "mpg": (
        Case("disc.mpg", mpeg2(pixel_format="yuv420p", chroma="4:2:0", profile="Main", rate=PAL, width=120, height=96, aspect=PAL_WIDE, color=REC601_PAL), Sound("mp2"), "vob", open=RANGE),
        Case("wide.mpg", mpeg2(pixel_format="yuv420p", chroma="4:2:0", profile="Main", rate=NTSC, color=REC601_NTSC), Sound("ac3"), "vob", open=RANGE),
        Case("older.mpg", plain("mpeg1video", "yuv420p", 8, "4:2:0", color=None, rate=PAL), Sound("mp2"), "mpeg", open=COLORS),
    ),
    "m2v": (
        Case("raw.m2v", mpeg2(rate=PAL), None, "mpeg2video", truth={}, open=RANGE),
        Case("film.m2v", mpeg2(pixel_format="yuv420p", chroma="4:2:0", profile="Main", rate=FILM), None, "mpeg2video", open=RANGE),
    ),
    "dv": (
        Case("pal.dv", plain("dvvideo", "yuv420p", 8, "4:2:0", color=None, width=720, height=576, rate=PAL, aspect=Fraction(16, 15), frames=10), Sound("pcm_s16le", bit_depth=16), truth={"scan_type": "interlaced"}, open=COLORS),
        Case("ntsc.dv", plain("dvvideo", "yuv411p", 8, "4:1:1", color=None, width=720, height=480, rate=NTSC, aspect=Fraction(8, 9), frames=10), Sound("pcm_s16le", bit_depth=16), truth={"scan_type": "interlaced"}, open=COLORS),
    ),
    # Its clock starts with the delay of the sound encoder, so that the picture ends later than it is long.
    "wmv": (
        Case("clip.wmv", plain("wmv2", "yuv420p", 8, "4:2:0", color=None, rate=PAL), Sound("wmav2", bit_rate=128_000), "asf", tags=Tags(WORDS), truth={**SAID, "duration_s": 1.003}),
        Case("older.wmv", plain("msmpeg4", "yuv420p", 8, "4:2:0", color=None, rate=Fraction(30)), Sound("wmav2", rate=44100, layout="mono", bit_rate=64_000), "asf", truth={"duration_s": 0.846}),
    ),
    "flv": (
        Case("clip.flv", h264(rate=PAL, options={"bf": "0"}), AAC),
        Case("older.flv", plain("flv", "yuv420p", 8, "4:2:0", color=None, rate=Fraction(30)), Sound("libmp3lame", rate=44100, layout="mono")),
    ),
    "mxf-op1a": (
        Case("film.mxf", mpeg2(rate=FILM), PCM_24, tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}, open=RANGE),
        Case("dropped.mxf", mpeg2(rate=NTSC, interlaced=True, width=128, height=96), PCM_16, tags=timecode("10:00:00;00"), truth={"timecode": "10:00:00;00"}, open=RANGE),
        Case("avc.mxf", h264(rate=PAL, options={"g": "1"}), PCM_24, tags=timecode("00:00:10:05"), truth={"timecode": "00:00:10:05"}),
        Case("prores.mxf", prores("hq", "HQ", rate=PAL), PCM_24, tags=timecode("20:00:00:00"), truth={"timecode": "20:00:00:00"}, open=RANGE),
    ),
    "mxf-opatom": (
        Case("avid.mxf", dnxhr("dnxhr_sq", "DNXHR SQ", rate=FILM), None, "mxf_opatom", tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}, open=RANGE),
        Case("deep.mxf", dnxhr("dnxhr_hqx", "DNXHR HQX", pixel_format="yuv422p10le", bit_depth=10, rate=PAL), None, "mxf_opatom", tags=timecode("09:58:30:00"), truth={"timecode": "09:58:30:00"}, open=RANGE),
    ),
    "xdcam": (
        Case("disc.mxf", mpeg2(rate=PAL, interlaced=True, width=128, height=96), PCM_24, tags=timecode("11:22:33:04"), truth={"timecode": "11:22:33:04"}, open=RANGE),
        Case("quicktime.mov", mpeg2(rate=NTSC, interlaced=True, width=128, height=96, tag="xd5b"), PCM_24, tags=timecode("01:00:00;02"), truth={"timecode": "01:00:00;02"}, open=RANGE),
    ),
    "prores": (
        Case("proxy.mov", prores("proxy", "Proxy", rate=FILM), PCM_24, tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}, open=RANGE),
        Case("light.mov", prores("lt", "LT", rate=PAL), PCM_16, open=RANGE),
        Case("high.mov", prores("hq", "HQ", rate=NTSC, interlaced=True, height=96), PCM_24, tags=timecode("01:00:00;00"), truth={"timecode": "01:00:00;00"}, open=RANGE),
        Case("alpha.mov", prores("4444", "4444", pixel_format="yuva444p10le", bit_depth=12, chroma="4:4:4", alpha=True), None, open=RANGE),
        Case("bright.mov", prores("4444xq", "XQ", pixel_format="yuv444p10le", bit_depth=12, chroma="4:4:4", color=Color(9, 16, 9, None)), None, truth=HDR10, boxes=(boxes.mdcv(), boxes.clli(1000, 400)), open=RANGE),
    ),
    "dnxhr": (
        Case("low.mov", dnxhr("dnxhr_lb", "DNXHR LB", rate=FILM), PCM_24, tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}, open=RANGE),
        Case("high.mov", dnxhr("dnxhr_hq", "DNXHR HQ", rate=PAL), PCM_24, open=RANGE),
        Case("deep.mov", dnxhr("dnxhr_hqx", "DNXHR HQX", pixel_format="yuv422p10le", bit_depth=10), None, open=RANGE),
        Case("full.mov", dnxhr("dnxhr_444", "DNXHR 444", pixel_format="yuv444p10le", bit_depth=10, chroma="4:4:4"), None, open=RANGE),
    ),
    "cineform": (
        Case("film.mov", plain("cfhd", "yuv422p10le", 10, "4:2:2", rate=FILM, color=NO_RANGE), PCM_24, tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}, open=RANGE),
        Case("rgb.mov", plain("cfhd", "gbrp12le", 12, None, color=Color(1, 1, 0, None)), None, open=COLORS),
        Case("film.avi", plain("cfhd", "yuv422p10le", 10, "4:2:2", rate=PAL, color=None), PCM_16),
    ),
    "v210": (
        Case("film.mov", plain("v210", "yuv422p10le", 10, "4:2:2", width=96, rate=FILM, color=NO_RANGE), PCM_24, tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}, open=RANGE),
        Case("fields.mov", plain("v210", "yuv422p10le", 10, "4:2:2", width=96, height=64, rate=PAL, interlaced=True, color=Color(5, 6, 6, None), aspect=PAL_WIDE), None, open=RANGE),
    ),
    "ffv1": (
        Case("archive.mkv", plain("ffv1", "yuv422p10le", 10, "4:2:2", rate=PAL, options={"level": "3"}), Sound("flac", bit_depth=24, sample_format="s32")),
        Case("deep.mkv", plain("ffv1", "gbrp14le", 14, None, color=None, options={"level": "3"}), None, open=COLORS),
        Case("alpha.mkv", plain("ffv1", "yuva444p", 8, "4:4:4", alpha=True, options={"level": "3"}), None, open=RANGE),
    ),
    "h264-intra": (
        Case("intra.mov", h264(pixel_format="yuv422p10le", bit_depth=10, chroma="4:2:2", profile="High 4:2:2 Intra", options={"g": "1", "x264-params": "keyint=1", "profile": "high422"}, rate=FILM), PCM_24, tags=timecode("01:00:00:00"), truth={"timecode": "01:00:00:00"}),
        Case("ten.mp4", h264(pixel_format="yuv420p10le", bit_depth=10, profile="High 10", rate=PAL), AAC),
    ),
    "hevc": (
        Case("main.mp4", hevc(rate=FILM), AAC),
        Case("ten.mp4", hevc_10(rate=PAL, tag="hvc1"), AAC),
        Case("chroma.mov", hevc(pixel_format="yuv422p10le", bit_depth=10, chroma="4:2:2", profile="Rext", rate=NTSC, tag="hvc1"), PCM_24, tags=timecode("00:00:59;28"), truth={"timecode": "00:00:59;28"}),
        Case("turned.mov", hevc(rotation=90, rate=DOUBLE, tag="hvc1"), AAC),
    ),
    "hevc-hdr10": (
        Case("graded.mp4", hevc_10(STATIC, color=PQ, rate=FILM), AAC, truth=HDR10),
        Case("graded.mkv", hevc_10(STATIC, color=PQ, rate=PAL), AAC, truth=HDR10),
        Case("boxed.mov", hevc_10(color=PQ, rate=FILM, tag="hvc1"), None, truth=HDR10, boxes=(boxes.mdcv(), boxes.clli(1000, 400))),
        Case("bare.mp4", hevc_10(color=PQ, rate=NTSC), AAC),
    ),
    "hevc-hlg": (
        Case("live.mp4", hevc_10(color=HLG, rate=PAL), AAC, truth={"hdr_format": ["HLG"]}),
        Case("live.ts", hevc_10(color=HLG, rate=DOUBLE, frames=60), AAC, truth={"hdr_format": ["HLG"]}),
        Case("live.mkv", hevc_10(color=HLG, rate=FILM), Sound("ac3", layout="5.1(side)"), truth={"hdr_format": ["HLG"]}),
    ),
    "dolby-vision": (
        Case("compatible.mp4", hevc_10(STATIC, color=PQ, rate=FILM), AAC, truth=HDR10 | {"hdr_format": ["Dolby Vision", "HDR10"], "dolby_vision_profile": 8}, boxes=(boxes.dvcc(8, 1, 1),)),
        Case("phone.mov", hevc_10(color=HLG, rate=PAL, tag="hvc1"), None, truth={"hdr_format": ["Dolby Vision", "HLG"], "dolby_vision_profile": 8}, boxes=(boxes.dvcc(8, 1, 4),)),
        Case("single.mp4", hevc_10(color=None, rate=FILM), AAC, open=RANGE, truth={"hdr_format": ["Dolby Vision"], "dolby_vision_profile": 5}, boxes=(boxes.dvcc(5, 1, 0),)),
    ),
    "av1": (
        Case("ten.mp4", av1(rate=FILM), AAC),
        Case("eight.mkv", av1(pixel_format="yuv420p", bit_depth=8, rate=PAL), Sound("libopus")),
        Case("bright.mp4", av1("mastering-display=G(0.265,0.69)B(0.15,0.06)R(0.68,0.32)WP(0.3127,0.329)L(1000,0.0625):content-light=1000,400", color=PQ, rate=NTSC), None, truth=HDR10 | {"mastering_display": (1000.0, 0.0625)}),
        Case("uneven.mkv", av1(times=UNEVEN), None),
    ),
    "vp9": (
        Case("film.mp4", vp9(rate=FILM), AAC),
        Case("alpha.webm", vp9(rate=PAL), None),
        Case("hdr.webm", vp9(pixel_format="yuv422p", chroma="4:2:2", profile="Profile 1", rate=DOUBLE), Sound("libopus", layout="5.1")),
    ),
    "mjpeg": (
        Case("photo.mov", plain("mjpeg", "yuvj420p", 8, "4:2:0", color=None, rate=NTSC), PCM_16, open=COLORS),
        Case("chroma.mov", plain("mjpeg", "yuvj444p", 8, "4:4:4", color=None, rate=PAL), PCM_16, open=COLORS),
    ),
}  # fmt: skip
