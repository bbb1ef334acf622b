"""Movies by codec: profiles, depths, colours, HDR."""

from __future__ import annotations

from benchmarks.metadata_accuracy.making import boxes
from benchmarks.metadata_accuracy.making.codecs import (
    AAC,
    NO_RANGE,
    PCM_16,
    PCM_24,
    av1,
    dnxhr,
    h264,
    hevc,
    hevc_10,
    plain,
    prores,
    timecode,
    vp9,
)
from benchmarks.metadata_accuracy.making.dynamic_light import hdr10_plus
from benchmarks.metadata_accuracy.making.encoding import HLG, PQ, Color, Sound
from benchmarks.metadata_accuracy.making.movies import (
    COLORS,
    DOUBLE,
    FILM,
    HDR10,
    HDR10_PLUS,
    NTSC,
    PAL,
    PAL_WIDE,
    RANGE,
    STATIC,
    UNEVEN,
    Case,
)

CODECS: dict[str, tuple[Case, ...]] = {
    "prores": (
        Case(
            "proxy.mov",
            prores("proxy", "Proxy", rate=FILM),
            PCM_24,
            tags=timecode("01:00:00:00"),
            truth={"timecode": "01:00:00:00"},
            open=RANGE,
        ),
        Case("light.mov", prores("lt", "LT", rate=PAL), PCM_16, open=RANGE),
        Case(
            "high.mov",
            prores("hq", "HQ", rate=NTSC, interlaced=True, height=96),
            PCM_24,
            tags=timecode("01:00:00;00"),
            truth={"timecode": "01:00:00;00"},
            open=RANGE,
        ),
        Case(
            "alpha.mov",
            prores("4444", "4444", pixel_format="yuva444p10le", bit_depth=12, chroma="4:4:4", alpha=True),
            None,
            open=RANGE,
        ),
        Case(
            "bright.mov",
            prores(
                "4444xq", "XQ", pixel_format="yuv444p10le", bit_depth=12, chroma="4:4:4", color=Color(9, 16, 9, None)
            ),
            None,
            truth=HDR10,
            boxes=(boxes.mdcv(), boxes.clli(1000, 400)),
            open=RANGE,
        ),
    ),
    "dnxhr": (
        Case(
            "low.mov",
            dnxhr("dnxhr_lb", "DNXHR LB", rate=FILM),
            PCM_24,
            tags=timecode("01:00:00:00"),
            truth={"timecode": "01:00:00:00"},
            open=RANGE,
        ),
        Case("high.mov", dnxhr("dnxhr_hq", "DNXHR HQ", rate=PAL), PCM_24, open=RANGE),
        Case("deep.mov", dnxhr("dnxhr_hqx", "DNXHR HQX", pixel_format="yuv422p10le", bit_depth=10), None, open=RANGE),
        Case(
            "full.mov",
            dnxhr("dnxhr_444", "DNXHR 444", pixel_format="yuv444p10le", bit_depth=10, chroma="4:4:4"),
            None,
            open=RANGE,
        ),
    ),
    "cineform": (
        Case(
            "film.mov",
            plain("cfhd", "yuv422p10le", 10, "4:2:2", rate=FILM, color=NO_RANGE),
            PCM_24,
            tags=timecode("01:00:00:00"),
            truth={"timecode": "01:00:00:00"},
            open=RANGE,
        ),
        Case("rgb.mov", plain("cfhd", "gbrp12le", 12, None, color=Color(1, 1, 0, None)), None, open=COLORS),
        Case("film.avi", plain("cfhd", "yuv422p10le", 10, "4:2:2", rate=PAL, color=None), PCM_16),
    ),
    "v210": (
        Case(
            "film.mov",
            plain("v210", "yuv422p10le", 10, "4:2:2", width=96, rate=FILM, color=NO_RANGE),
            PCM_24,
            tags=timecode("01:00:00:00"),
            truth={"timecode": "01:00:00:00"},
            open=RANGE,
        ),
        Case(
            "fields.mov",
            plain(
                "v210",
                "yuv422p10le",
                10,
                "4:2:2",
                width=96,
                height=64,
                rate=PAL,
                interlaced=True,
                color=Color(5, 6, 6, None),
                aspect=PAL_WIDE,
            ),
            None,
            open=RANGE,
        ),
    ),
    "ffv1": (
        Case(
            "archive.mkv",
            plain("ffv1", "yuv422p10le", 10, "4:2:2", rate=PAL, options={"level": "3"}),
            Sound("flac", bit_depth=24, sample_format="s32"),
        ),
        Case("deep.mkv", plain("ffv1", "gbrp14le", 14, None, color=None, options={"level": "3"}), None, open=COLORS),
        Case("alpha.mkv", plain("ffv1", "yuva444p", 8, "4:4:4", alpha=True, options={"level": "3"}), None, open=RANGE),
    ),
    "h264-intra": (
        Case(
            "intra.mov",
            h264(
                pixel_format="yuv422p10le",
                bit_depth=10,
                chroma="4:2:2",
                profile="High 4:2:2 Intra",
                options={"g": "1", "x264-params": "keyint=1", "profile": "high422"},
                rate=FILM,
            ),
            PCM_24,
            tags=timecode("01:00:00:00"),
            truth={"timecode": "01:00:00:00"},
        ),
        Case("ten.mp4", h264(pixel_format="yuv420p10le", bit_depth=10, profile="High 10", rate=PAL), AAC),
    ),
    "hevc": (
        Case("main.mp4", hevc(rate=FILM), AAC),
        Case("ten.mp4", hevc_10(rate=PAL, tag="hvc1"), AAC),
        Case(
            "chroma.mov",
            hevc(pixel_format="yuv422p10le", bit_depth=10, chroma="4:2:2", profile="Rext", rate=NTSC, tag="hvc1"),
            PCM_24,
            tags=timecode("00:00:59;28"),
            truth={"timecode": "00:00:59;28"},
        ),
        Case("turned.mov", hevc(rotation=90, rate=DOUBLE, tag="hvc1"), AAC),
    ),
    "hevc-hdr10": (
        Case("graded.mp4", hevc_10(STATIC, color=PQ, rate=FILM), AAC, truth=HDR10),
        Case("graded.mkv", hevc_10(STATIC, color=PQ, rate=PAL), AAC, truth=HDR10),
        Case("graded.ts", hevc_10(STATIC, color=PQ, rate=PAL), Sound("ac3"), truth=HDR10),
        Case(
            "boxed.mov",
            hevc_10(color=PQ, rate=FILM, tag="hvc1"),
            None,
            truth=HDR10,
            boxes=(boxes.mdcv(), boxes.clli(1000, 400)),
        ),
        Case("bare.mp4", hevc_10(color=PQ, rate=NTSC), AAC),
        *(
            Case(f"scenes.{ending}", hevc_10(STATIC, color=PQ, rate=PAL, message=hdr10_plus()), None, truth=HDR10_PLUS)
            for ending in ("mp4", "mkv", "ts")
        ),
    ),
    "hevc-hlg": (
        Case("live.mp4", hevc_10(color=HLG, rate=PAL), AAC, truth={"hdr_format": ["HLG"]}),
        Case("live.ts", hevc_10(color=HLG, rate=DOUBLE, frames=60), AAC, truth={"hdr_format": ["HLG"]}),
        Case(
            "live.mkv", hevc_10(color=HLG, rate=FILM), Sound("ac3", layout="5.1(side)"), truth={"hdr_format": ["HLG"]}
        ),
    ),
    "dolby-vision": (
        Case(
            "compatible.mp4",
            hevc_10(STATIC, color=PQ, rate=FILM),
            AAC,
            truth=HDR10 | {"hdr_format": ["Dolby Vision", "HDR10"], "dolby_vision_profile": 8},
            boxes=(boxes.dvcc(8, 1, 1),),
        ),
        Case(
            "phone.mov",
            hevc_10(color=HLG, rate=PAL, tag="hvc1"),
            None,
            truth={"hdr_format": ["Dolby Vision", "HLG"], "dolby_vision_profile": 8},
            boxes=(boxes.dvcc(8, 1, 4),),
        ),
        Case(
            "single.mp4",
            hevc_10(color=None, rate=FILM),
            AAC,
            open=RANGE,
            truth={"hdr_format": ["Dolby Vision"], "dolby_vision_profile": 5},
            boxes=(boxes.dvcc(5, 1, 0),),
        ),
    ),
    "av1": (
        Case("ten.mp4", av1(rate=FILM), AAC),
        Case("eight.mkv", av1(pixel_format="yuv420p", bit_depth=8, rate=PAL), Sound("libopus")),
        Case(
            "bright.mp4",
            av1(
                "mastering-display=G(0.265,0.69)B(0.15,0.06)R(0.68,0.32)WP(0.3127,0.329)L(1000,0.0625):content-light=1000,400",
                color=PQ,
                rate=NTSC,
            ),
            None,
            truth=HDR10 | {"mastering_display": (1000.0, 0.0625)},
        ),
        Case("uneven.mkv", av1(times=UNEVEN), None),
    ),
    "vp9": (
        Case("film.mp4", vp9(rate=FILM), AAC),
        Case("film.webm", vp9(rate=PAL), None),
        Case(
            "chroma.webm",
            vp9(pixel_format="yuv422p", chroma="4:2:2", profile="Profile 1", rate=DOUBLE),
            Sound("libopus", layout="5.1"),
        ),
    ),
    "mjpeg": (
        Case("photo.mov", plain("mjpeg", "yuvj420p", 8, "4:2:0", color=None, rate=NTSC), PCM_16, open=COLORS),
        Case("chroma.mov", plain("mjpeg", "yuvj444p", 8, "4:4:4", color=None, rate=PAL), PCM_16, open=COLORS),
    ),
}
