"""Pictures and sounds as the tables of movies ask for them: a function a codec, with what is usual for it."""

from __future__ import annotations

from typing import Any

from benchmarks.metadata_accuracy.making.encoding import Color, Picture, Sound, Tags

NO_RANGE = Color(1, 1, 1, None)

AAC = Sound("aac", profile="LC")
PCM_16, PCM_24 = Sound("pcm_s16le", bit_depth=16), Sound("pcm_s24le", bit_depth=24)
SURROUND = Sound("aac", layout="5.1", profile="LC")


def h264(**more: Any) -> Picture:
    """H.264, High profile unless said otherwise."""
    given: dict[str, Any] = {
        "codec": "libx264",
        "pixel_format": "yuv420p",
        "bit_depth": 8,
        "chroma": "4:2:0",
        "profile": "High",
    } | more
    return Picture(**given | {"options": {"preset": "veryfast"} | more.get("options", {})})


def hevc(parameters: str = "", **more: Any) -> Picture:
    """H.265; its encoder takes what FFmpeg has no option for as parameters."""
    given: dict[str, Any] = {
        "codec": "libx265",
        "pixel_format": "yuv420p",
        "bit_depth": 8,
        "chroma": "4:2:0",
        "profile": "Main",
    } | more
    said = "log-level=none:pools=1:frame-threads=1" + (f":{parameters}" if parameters else "")
    return Picture(**given, options={"preset": "ultrafast", "x265-params": said})


def hevc_10(parameters: str = "", **more: Any) -> Picture:
    """H.265 of ten bits."""
    return hevc(parameters, **{"pixel_format": "yuv420p10le", "bit_depth": 10, "profile": "Main 10"} | more)


def prores(profile: str, name: str, **more: Any) -> Picture:
    """ProRes, which has no field for a range, nor for a depth: 4444 is of twelve bits whatever was encoded."""
    given: dict[str, Any] = {
        "pixel_format": "yuv422p10le",
        "bit_depth": 10,
        "chroma": "4:2:2",
        "color": NO_RANGE,
    } | more
    return Picture("prores_ks", profile=name, options={"profile": profile, "vendor": "apl0"}, **given)


def dnxhr(profile: str, name: str, **more: Any) -> Picture:
    """DNxHR."""
    given: dict[str, Any] = {
        "pixel_format": "yuv422p",
        "bit_depth": 8,
        "chroma": "4:2:2",
        "width": 256,
        "height": 144,
    } | more
    return Picture("dnxhd", profile=name, options={"profile": profile}, **given)


def mpeg2(**more: Any) -> Picture:
    """MPEG-2, 4:2:2 unless said otherwise."""
    given: dict[str, Any] = {"pixel_format": "yuv422p", "bit_depth": 8, "chroma": "4:2:2", "profile": "4:2:2"} | more
    return Picture("mpeg2video", options={"b": "3M", "g": "1"} | more.pop("options", {}), **given)


def plain(codec: str, pixel_format: str, bit_depth: int, chroma: str | None, **more: Any) -> Picture:
    """Any other codec."""
    return Picture(codec, pixel_format, bit_depth, chroma, **more)


def av1(parameters: str = "", **more: Any) -> Picture:
    """AV1."""
    given: dict[str, Any] = {"pixel_format": "yuv420p10le", "bit_depth": 10, "profile": "Main"} | more
    said = "lp=1" + (f":{parameters}" if parameters else "")
    return Picture("libsvtav1", chroma="4:2:0", options={"preset": "10", "svtav1-params": said}, **given)


def vp9(**more: Any) -> Picture:
    """VP9."""
    given: dict[str, Any] = {
        "pixel_format": "yuv420p",
        "bit_depth": 8,
        "chroma": "4:2:0",
        "profile": "Profile 0",
    } | more
    return Picture("libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}, **given)


def timecode(code: str, **more: str) -> Tags:
    """A timecode for the container."""
    return Tags(file={"timecode": code} | more)
