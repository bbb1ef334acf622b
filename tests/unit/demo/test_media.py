"""What the writers promise, read back by another reader than the one that wrote it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import OpenImageIO
import pytest
from pymediainfo import MediaInfo

from assetgraph.demo.media import (
    has_encoder,
    write_audio,
    write_dpx,
    write_exr,
    write_still,
    write_video,
)
from assetgraph.demo.pictures import moving_bar
from assetgraph.errors import MediaError, UsageError

Exif = Callable[[Path], dict[str, Any]]
TAGGED = ("BT.709", "BT.709", "BT.709")
UNTAGGED = (None, None, None)


def tracks(path: Path, kind: str) -> list[dict[str, Any]]:
    return [track.to_data() for track in MediaInfo.parse(str(path)).tracks if track.track_type == kind]


@pytest.mark.parametrize(
    ("codec", "ending", "expected_format", "profile", "color"),
    [
        ("prores", "mov", "ProRes", "422 HQ", TAGGED),
        ("prores", "mxf", "ProRes", "422 HQ", TAGGED),
        ("dnxhr", "mov", "VC-3", "RI@HQ", TAGGED),
        ("dnxhr", "mxf", "VC-3", "RI@HQ", TAGGED),
        ("h264", "mp4", "AVC", "High@L1.2", TAGGED),
        ("h264", "mkv", "AVC", "High@L1.2", TAGGED),
        ("h264", "ts", "AVC", "High@L1.2", TAGGED),
        ("hevc", "mp4", "HEVC", "Main@L2@Main", TAGGED),
        ("av1", "mp4", "AV1", "Main@L2.0", TAGGED),
        ("av1", "webm", "AV1", "Main@L2.0", TAGGED),
        ("vp9", "webm", "VP9", "0", TAGGED),
        ("mpeg2video", "mxf", "MPEG Video", "4:2:2@Main", TAGGED),
        ("mpeg2video", "mpg", "MPEG Video", "4:2:2@Main", TAGGED),
        ("ffv1", "mkv", "FFV1", None, TAGGED),
        ("v210", "mov", "YUV", None, TAGGED),
        ("mjpeg", "mov", "JPEG", None, TAGGED),
        ("mjpeg", "avi", "JPEG", None, UNTAGGED),
    ],
)
def test_write_video_when_each_codec_then_mediainfo_reads_it_so(
    tmp_path: Path, codec: str, ending: str, expected_format: str, profile: str | None, color: tuple[object]
) -> None:
    if not has_encoder(codec):
        pytest.skip(f"the bundled FFmpeg has no encoder for {codec}")
    path = tmp_path / f"a.{ending}"
    write_video(path, codec=codec, width=320, height=180, frames=12, audio_channels=2)
    (video,) = tracks(path, "Video")
    (audio,) = tracks(path, "Audio")
    names = ("color_primaries", "transfer_characteristics", "matrix_coefficients")
    assert (video["format"], video.get("format_profile")) == (expected_format, profile)
    assert (video["width"], video["height"]) == (320, 180)
    assert tuple(video.get(name) for name in names) == color
    assert (audio["sampling_rate"], audio["channel_s"]) == (48000, 2)
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 12


@pytest.mark.parametrize("rate", ["24/1", "25/1", "24000/1001", "30000/1001", "60/1"])
def test_write_video_when_rate_given_then_it_is_exact(tmp_path: Path, rate: str) -> None:
    path = tmp_path / "a.mov"
    write_video(path, codec="prores", width=128, height=64, frame_rate=rate, frames=10)
    (video,) = tracks(path, "Video")
    with av.open(str(path)) as container:
        assert container.streams.video[0].average_rate == Fraction(rate)
    assert video["frame_rate_mode"] == "CFR"
    assert int(video["frame_count"]) == 10
    assert float(video["duration"]) / 1000 == pytest.approx(10 / Fraction(rate), abs=0.001)


@pytest.mark.parametrize(
    ("ending", "rate", "timecode"),
    [
        ("mov", "24/1", "01:00:00:00"),
        ("mxf", "25/1", "10:11:12:13"),
        ("mp4", "24/1", "01:00:00:00"),
        ("mov", "30000/1001", "00:59:59;28"),
    ],
)
def test_write_video_when_timecode_given_then_a_track_holds_it(
    tmp_path: Path, ending: str, rate: str, timecode: str
) -> None:
    path = tmp_path / f"a.{ending}"
    codec = "h264" if ending == "mp4" else "dnxhr"
    write_video(path, codec=codec, width=256, height=120, frame_rate=rate, frames=3, timecode=timecode)
    assert tracks(path, "Other")[0]["time_code_of_first_frame"] == timecode


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("a.wav", {}, ("PCM", 48000, 2, 24)),
        ("a.wav", {"bit_depth": 16, "channels": 1, "sample_rate": 44100}, ("PCM", 44100, 1, 16)),
        ("a.wav", {"channels": 6}, ("PCM", 48000, 6, 24)),
        ("a.wav", {"channels": 8}, ("PCM", 48000, 8, 24)),
        ("a.aiff", {}, ("PCM", 48000, 2, 24)),
        ("a.flac", {"sample_rate": 96000}, ("FLAC", 96000, 2, 24)),
        ("a.flac", {"bit_depth": 16}, ("FLAC", 48000, 2, 16)),
        ("a.mp3", {"sample_rate": 44100}, ("MPEG Audio", 44100, 2, None)),
        ("a.m4a", {}, ("AAC", 48000, 2, None)),
        ("a.opus", {}, ("Opus", 48000, 2, None)),
    ],
)
def test_write_audio_when_each_ending_then_mediainfo_reads_it_so(
    tmp_path: Path, name: str, parameters: dict[str, int], expected: tuple[object, ...]
) -> None:
    write_audio(tmp_path / name, duration_s=1.5, **parameters)
    (track,) = tracks(tmp_path / name, "Audio")
    assert tuple(track.get(key) for key in ("format", "sampling_rate", "channel_s", "bit_depth")) == expected
    assert float(track["duration"]) / 1000 == pytest.approx(1.5, abs=0.06)


def test_write_exr_when_overscan_then_both_windows_stand(tmp_path: Path, exif: Exif) -> None:
    write_exr(
        tmp_path / "a.exr",
        width=200,
        height=100,
        data_window=(-10, -5, 209, 104),
        channels=("R", "G", "B", "A"),
        attributes={"owner": "us", "renderTime": 1.5, "samples": 64},
        compression="piz",
    )
    tags = exif(tmp_path / "a.exr")
    assert (tags["DataWindow"], tags["DisplayWindow"]) == ("-10 -5 209 104", "0 0 199 99")
    assert tags["Channels"] == [f"{name} half 1 1" for name in "ABGR"]
    assert (tags["Compression"], tags["Flags"]) == ("PIZ", "(none)")
    assert (tags["Owner"], tags["RenderTime"], tags["Samples"]) == ("us", 1.5, 64)


def test_write_exr_when_tiled_then_its_flag_says_so(tmp_path: Path, exif: Exif) -> None:
    write_exr(tmp_path / "a.exr", width=200, height=100, tiled=True)
    assert exif(tmp_path / "a.exr")["Flags"] == "Tiled"


def test_write_exr_when_read_back_then_the_pixels_are_the_picture(tmp_path: Path) -> None:
    write_exr(tmp_path / "a.exr", width=64, height=32, seed=3)
    read = OpenImageIO.ImageBuf(str(tmp_path / "a.exr")).get_pixels(OpenImageIO.FLOAT)
    np.testing.assert_allclose(read, moving_bar(64, 32, 3, 3), atol=1e-3)


@pytest.mark.parametrize("bit_depth", [8, 10, 12, 16])
def test_write_dpx_when_bit_depth_given_then_exiftool_reads_it(tmp_path: Path, exif: Exif, bit_depth: int) -> None:
    write_dpx(tmp_path / "a.dpx", width=200, height=100, bit_depth=bit_depth)
    tags = exif(tmp_path / "a.dpx")
    assert (tags["ImageWidth"], tags["ImageHeight"], tags["BitDepth"]) == (200, 100, bit_depth)
    assert tags["ImageFileName"] == "a.dpx"


@pytest.mark.parametrize("ending", ["jpg", "tif", "png"])
def test_write_still_when_exif_given_then_exiftool_reads_it(tmp_path: Path, exif: Exif, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    said = {
        "Make": "Canon",
        "Model": "Canon EOS R5",
        "Orientation": 6,
        "FNumber": 2.8,
        "ExposureTime": 1 / 60,
        "Exif:DateTimeOriginal": "2026:01:31 10:15:00",
        "Exif:PhotographicSensitivity": 400,
        "GPS:Latitude": -33.8568,
        "GPS:Longitude": 151.2153,
    }
    write_still(path, width=64, height=48, exif=said)
    tags = exif(path)
    assert tags["ImageSize"] == "64x48"
    assert (tags["Make"], tags["Model"], tags["Orientation"]) == ("Canon", "Canon EOS R5", "Rotate 90 CW")
    assert (tags["FNumber"], tags["ExposureTime"]) == (2.8, "1/60")
    assert tags["DateTimeOriginal"] == "2026:01:31 10:15:00"
    assert tags["GPSPosition"] == "33 deg 51' 24.48\" S, 151 deg 12' 55.08\" E"
    assert tags.get("ISO") == (None if ending == "tif" else 400)


WRITERS: list[tuple[str, Callable[[Path], None]]] = [
    ("a.mov", lambda path: write_video(path, codec="prores", width=320, height=180, timecode="01:00:00:00")),
    ("a.mxf", lambda path: write_video(path, codec="dnxhr", width=320, height=180, audio_channels=2)),
    ("a.mp4", lambda path: write_video(path, codec="h264", width=320, height=180, audio_channels=2)),
    ("a.mkv", lambda path: write_video(path, codec="ffv1", width=320, height=180, audio_channels=2)),
    ("a.wav", write_audio),
    ("a.opus", write_audio),
    ("a.exr", lambda path: write_exr(path, width=64, height=32)),
    ("a.dpx", lambda path: write_dpx(path, width=64, height=32)),
    ("a.jpg", lambda path: write_still(path, width=64, height=32)),
]


@pytest.mark.parametrize(("name", "write"), WRITERS, ids=[name for name, _ in WRITERS])
def test_write_when_called_twice_then_the_bytes_are_equal(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_write_still_when_seed_differs_then_the_picture_differs(tmp_path: Path) -> None:
    write_still(tmp_path / "a.png", width=64, height=32, seed=1)
    write_still(tmp_path / "b.png", width=64, height=32, seed=2)
    assert (tmp_path / "a.png").read_bytes() != (tmp_path / "b.png").read_bytes()


def test_write_when_ending_or_codec_is_unknown_then_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no encoder"):
        write_video(tmp_path / "a.mov", codec="indeo", width=64, height=32)
    with pytest.raises(UsageError, match="no encoder"):
        write_video(tmp_path / "a.xyz", codec="prores", width=64, height=32)
    with pytest.raises(UsageError, match="does not support"):
        write_video(tmp_path / "a.webm", codec="prores", width=64, height=32)
    with pytest.raises(UsageError, match="no encoder"):
        write_audio(tmp_path / "a.xyz")
    with pytest.raises(UsageError, match="format writer"):
        write_still(tmp_path / "a.xyz", width=64, height=32)
    assert list(tmp_path.iterdir()) == []


def test_write_still_when_folder_is_absent_then_media_error(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught:
        write_still(tmp_path / "absent" / "a.png", width=64, height=32)
    assert caught.value.tool == "OpenImageIO"
