"""Values equal to the parameters that the files were made with, and honest answers for what cannot be read."""

from __future__ import annotations

import os
import socket
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import blake3
import numpy as np
import OpenImageIO
import pytest
import xxhash

from assetgraph.demo.media import write_audio, write_dpx, write_exr, write_still, write_video
from assetgraph.errors import UnreadableFile
from assetgraph.media.av_timing import rate_mode
from assetgraph.media.hashes import content_hash, quick_hash
from assetgraph.media.probes import exiftool
from assetgraph.media.reading import read_media
from assetgraph.model.records import Kind, ProbeLevel, Reading

BT709 = {"color_primaries": 1, "color_transfer": 1, "color_matrix": 1, "color_range": "limited"}
needs_exiftool = pytest.mark.skipif(exiftool.version() is None, reason="exiftool is not installed")


def read(path: Path, level: ProbeLevel = ProbeLevel.HEADER) -> Reading:
    return read_media(str(path), level=level)


def assert_holds(reading: Reading, expected: dict[str, Any]) -> None:
    assert not reading.failed, reading.problems
    assert {name: reading.metadata.get(name) for name in expected} == expected
    assert not reading.problems
    assert not reading.conflicts
    assert set(reading.sources) == set(reading.metadata)


@pytest.mark.parametrize("rate", ["24000/1001", "25/1", "30000/1001", "60/1"])
def test_read_media_when_prores_then_all_parameters_come_back(tmp_path: Path, rate: str) -> None:
    path = tmp_path / "a.mov"
    write_video(
        path,
        codec="prores",
        width=320,
        height=180,
        frame_rate=rate,
        frames=10,
        timecode="01:02:03:04",
        audio_channels=2,
    )
    assert_holds(
        read(path),
        {
            "width": 320,
            "height": 180,
            "display_width": 320,
            "display_height": 180,
            "frame_rate": rate,
            "frame_rate_mode": "constant",
            "frame_count": 10,
            "video_codec": "prores",
            "video_profile": "HQ",
            "bit_depth": 10,
            "chroma_subsampling": "4:2:2",
            "timecode": "01:02:03:04",
            "scan_type": "progressive",
            "audio_codec": "pcm_s24le",
            "channels": 2,
            "sample_rate_hz": 48000,
            "audio_bit_depth": 24,
            "channel_layout": "stereo",
            "rotation_deg": 0,
            **BT709,
        },
    )
    assert read(path).metadata["duration_s"] == pytest.approx(float(10 / Fraction(rate)), abs=0.05)


@pytest.mark.parametrize(
    ("name", "codec", "expected"),
    [
        ("a.mxf", "dnxhr", {"video_codec": "dnxhd", "video_profile": "DNXHR HQ", "frame_count": 12, "bit_depth": 8}),
        (
            "a.mp4",
            "h264",
            {"video_codec": "h264", "video_profile": "High", "chroma_subsampling": "4:2:0", "frame_count": 12},
        ),
        ("a.mkv", "h264", {"video_codec": "h264", "format": None}),
        ("a.mp4", "hevc", {"video_codec": "hevc", "video_profile": "Main", "bit_depth": 8}),
        ("a.mov", "v210", {"video_codec": "v210", "bit_depth": 10}),
        ("a.mkv", "ffv1", {"video_codec": "ffv1", "bit_depth": 10}),
        ("a.mpg", "mpeg2video", {"video_codec": "mpeg2video", "chroma_subsampling": "4:2:2"}),
        ("a.ts", "h264", {"video_codec": "h264"}),
        ("a.avi", "mjpeg", {"video_codec": "mjpeg", "frame_count": 12}),
    ],
)
@pytest.mark.parametrize("level", [ProbeLevel.HEADER, ProbeLevel.FULL])
def test_read_media_when_video_then_codec_size_and_rate_come_back(
    tmp_path: Path, name: str, codec: str, expected: dict[str, Any], level: ProbeLevel
) -> None:
    path = tmp_path / name
    write_video(path, codec=codec, width=256, height=144, frame_rate="25/1", frames=12)
    reading = read(path, level)
    mode = {"frame_rate_mode": "constant"} if level is ProbeLevel.FULL else {}
    assert_holds(reading, {"width": 256, "height": 144, "frame_rate": "25/1", **expected, **mode})
    assert reading.metadata["duration_s"] == pytest.approx(12 / 25, abs=0.05)
    assert reading.kind is Kind.VIDEO
    assert not {"hdr_format", "max_cll_nits", "mastering_display", "timecode", "gps_latitude_deg"} & set(
        reading.metadata
    )


def test_read_media_when_drop_frame_then_the_semicolon_stays(tmp_path: Path) -> None:
    for name, codec in (("a.mov", "prores"), ("a.mxf", "dnxhr")):
        path = tmp_path / name
        write_video(
            path,
            codec=codec,
            width=256,
            height=144,
            frame_rate="30000/1001",
            frames=5,
            timecode="01:00:00;02",
        )
        assert_holds(read(path), {"timecode": "01:00:00;02", "frame_rate": "30000/1001"})


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("a.wav", {"bit_depth": 16}, {"audio_codec": "pcm_s16le", "audio_bit_depth": 16}),
        (
            "a.wav",
            {"bit_depth": 24, "channels": 6},
            {"audio_codec": "pcm_s24le", "audio_bit_depth": 24, "channel_layout": "5.1"},
        ),
        ("a.aiff", {"bit_depth": 24}, {"audio_codec": "pcm_s24be", "audio_bit_depth": 24}),
        ("a.flac", {"bit_depth": 24}, {"audio_codec": "flac", "audio_bit_depth": 24}),
        ("a.flac", {"bit_depth": 16, "sample_rate": 44100}, {"audio_codec": "flac", "audio_bit_depth": 16}),
        ("a.mp3", {"sample_rate": 44100}, {"audio_codec": "mp3", "audio_bit_depth": None}),
        ("a.m4a", {}, {"audio_codec": "aac", "audio_profile": "LC", "audio_bit_depth": None}),
        ("a.aac", {}, {"audio_codec": "aac"}),
        ("a.opus", {}, {"audio_codec": "opus"}),
    ],
)
def test_read_media_when_sound_then_codec_rate_and_depth_come_back(
    tmp_path: Path, name: str, parameters: dict[str, Any], expected: dict[str, Any]
) -> None:
    path = tmp_path / name
    write_audio(path, duration_s=2.0, **parameters)
    reading = read(path)
    rate = {"sample_rate_hz": parameters.get("sample_rate", 48000), "channels": parameters.get("channels", 2)}
    assert_holds(reading, {**rate, **expected})
    assert reading.metadata["duration_s"] == pytest.approx(2.0, abs=0.05)
    assert reading.kind is Kind.AUDIO
    assert "width" not in reading.metadata


def test_read_media_when_exr_has_overscan_then_both_windows_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.1001.exr"
    write_exr(
        path,
        width=320,
        height=180,
        data_window=(-16, -9, 335, 188),
        channels=("R", "G", "B", "A"),
        compression="piz",
        attributes={"cycles.ViewLayer.samples": "128", "cycles.ViewLayer.render_time": "01:02.50", "shot": "sq010"},
    )
    reading = read(path)
    assert_holds(
        reading,
        {
            "width": 352,
            "height": 198,
            "display_width": 320,
            "display_height": 180,
            "data_window": [-16, -9, 335, 188],
            "display_window": [0, 0, 319, 179],
            "channel_names": ["R", "G", "B", "A"],
            "compression": "piz",
            "sample_format": "half",
            "bit_depth": 16,
            "has_alpha": True,
            "n_parts": 1,
            "deep": False,
            "tiled": False,
            "renderer": "Cycles",
            "render_samples": 128,
            "render_time_s": 62.5,
        },
    )
    assert reading.metadata["attributes"]["shot"] == "sq010"


def test_read_media_when_exr_has_parts_and_tiles_then_they_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.exr"
    specs = []
    for view in ("left", "right"):
        spec = OpenImageIO.ImageSpec(64, 64, 3, OpenImageIO.HALF)
        spec.attribute("oiio:subimagename", f"rgb.{view}")
        spec.attribute("view", view)
        spec.tile_width = spec.tile_height = 32
        specs.append(spec)
    output = OpenImageIO.ImageOutput.create(str(path))
    assert output.open(str(path), specs)
    for index, spec in enumerate(specs):
        if index:
            output.open(str(path), spec, "AppendSubimage")
        output.write_image(np.zeros((64, 64, 3), np.float32))
    output.close()
    assert_holds(
        read(path),
        {"n_parts": 2, "part_names": ["rgb.left", "rgb.right"], "views": ["left", "right"], "tiled": True},
    )


@pytest.mark.parametrize("depth", [8, 10, 12, 16])
def test_read_media_when_dpx_then_size_and_depth_come_back(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "a.dpx"
    write_dpx(path, width=200, height=100, bit_depth=depth)
    reading = read(path)
    assert_holds(reading, {"width": 200, "height": 100, "bit_depth": depth, "has_alpha": False})
    assert not {"timecode", "frame_rate", "data_window"} & set(reading.metadata)


@needs_exiftool
@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png"])
def test_read_media_when_a_still_has_no_exif_then_no_camera_is_invented(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_still(path, width=120, height=80)
    reading = read(path)
    assert_holds(reading, {"width": 120, "height": 80, "display_width": 120, "bit_depth": 8, "has_alpha": False})
    assert not {name for name in reading.metadata if name.startswith(("camera", "gps", "lens", "iso", "f_number"))}


@needs_exiftool
def test_read_media_when_a_photo_has_exif_then_camera_place_and_time_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = {
        "Make": "ACME",
        "Model": "Model 7",
        "FNumber": 2.8,
        "ExposureTime": 0.004,
        "Exif:FocalLength": 35.0,
        "Exif:PhotographicSensitivity": 400,
        "Exif:DateTimeOriginal": "2018:02:21 12:08:56",
        "Exif:OffsetTimeOriginal": "+01:00",
        "Exif:LensModel": "35mm",
        "Exif:BodySerialNumber": "00123",
        "GPS:Latitude": 48.5,
        "GPS:Longitude": -2.25,
        "Orientation": 6,
    }
    write_still(path, width=120, height=80, exif=exif)
    assert_holds(
        read(path),
        {
            "camera_make": "ACME",
            "camera_model": "Model 7",
            "f_number": 2.8,
            "exposure_time_s": "1/250",
            "focal_length_mm": 35.0,
            "iso": 400,
            "created_local": "2018-02-21T12:08:56",
            "created_utc_offset": "+01:00",
            "created_source": "ExifIFD:DateTimeOriginal",
            "lens_model": "35mm",
            "camera_serial": "00123",
            "gps_latitude_deg": 48.5,
            "gps_longitude_deg": -2.25,
            "exif_orientation": 6,
            "width": 120,
            "height": 80,
            "display_width": 80,
            "display_height": 120,
        },
    )


def write_film(
    path: Path,
    codec: str = "libx264",
    *,
    pixels: str = "yuv420p",
    options: dict[str, str] | None = None,
    color: tuple[int, int, int] = (1, 1, 1),
    times: tuple[int, ...] = (0, 1, 2, 3, 4),
    aspect: Fraction | None = None,
    rotation: int = 0,
) -> None:
    """A film with what the demo's writer cannot make: another colour, timing, pixel aspect or rotation."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25, options=options or {})
        stream.width, stream.height, stream.pix_fmt = 160, 90, pixels
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace = color
        context.time_base = Fraction(1, 25)
        if aspect:
            context.sample_aspect_ratio = aspect
        if rotation:
            stream.set_display_rotation(rotation)
        for time in times:
            frame = av.VideoFrame.from_ndarray(np.zeros((90, 160, 3), np.uint8), format="rgb24")
            frame = frame.reformat(format=pixels)
            frame.pts, frame.time_base = time, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


@pytest.mark.parametrize("level", [ProbeLevel.HEADER, ProbeLevel.FULL])
def test_read_media_when_a_film_is_turned_then_the_shown_size_is_turned_too(tmp_path: Path, level: ProbeLevel) -> None:
    path = tmp_path / "a.mp4"
    write_film(path, rotation=-90)
    assert_holds(read(path, level), {"rotation_deg": 90, "width": 160, "display_width": 90, "display_height": 160})


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_read_media_when_pixels_are_not_square_then_the_shown_size_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_film(path, aspect=Fraction(4, 3))
    assert_holds(read(path), {"pixel_aspect_ratio": "4/3", "width": 160, "display_width": 213})


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_read_media_when_frames_come_unevenly_then_the_rate_is_variable(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_film(path, times=(0, 1, 2, 6, 7, 8, 20, 21))
    assert read(path, ProbeLevel.FULL).metadata["frame_rate_mode"] == "variable"


def test_read_media_when_hdr10_then_light_levels_and_mastering_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    x265 = (
        "log-level=none:hdr10=1:repeat-headers=1:max-cll=1000,400:colorprim=bt2020:transfer=smpte2084:"
        "colormatrix=bt2020nc:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    )
    write_film(
        path, "libx265", pixels="yuv420p10le", options={"x265-params": x265, "preset": "ultrafast"}, color=(9, 16, 9)
    )
    expected = {
        "hdr_format": ["HDR10"],
        "max_cll_nits": 1000,
        "max_fall_nits": 400,
        "color_transfer_name": "smpte2084",
        "color_primaries": 9,
        "mastering_display": "Display P3; min: 0.0001 cd/m2, max: 1000 cd/m2",
        "bit_depth": 10,
        "video_profile": "Main 10",
    }
    assert_holds(read(path), expected)


def test_read_media_when_hlg_then_it_is_told_by_its_transfer(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    write_film(path, "libx265", pixels="yuv420p10le", options={"x265-params": "log-level=none"}, color=(9, 18, 9))
    reading = read(path)
    assert_holds(reading, {"hdr_format": ["HLG"], "color_transfer_name": "arib-std-b67"})
    assert "max_cll_nits" not in reading.metadata


@pytest.mark.parametrize(
    ("times", "mode"),
    [
        ([0, 41, 83, 125, 166, 208], "constant"),
        ([0, 33, 66, 166, 200], "variable"),
        ([0, 2002, 1001, 3003], "constant"),
        ([0], None),
        ([], None),
    ],
)
def test_rate_mode_when_steps_differ_by_a_tick_then_it_is_still_constant(times: list[int], mode: str | None) -> None:
    assert rate_mode(times) == mode


@pytest.mark.parametrize("name", ["a.mov", "a.exr", "a.wav", "a.jpg", "a.nef", "a.tga"])
@pytest.mark.parametrize("content", [b"", b"<html>no</html>", bytes(range(256)) * 8], ids=["empty", "html", "garbage"])
def test_read_media_when_a_media_file_is_no_media_then_it_failed_with_a_next_step(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    reading = read(path)
    assert reading.failed
    assert reading.metadata == {}
    assert all(problem.reason and problem.next_step for problem in reading.problems)
    assert reading.problems
    assert reading.quick_hash


def test_read_media_when_a_video_is_cut_before_its_index_then_it_failed(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    write_video(path, codec="prores", width=320, height=180, frames=10)
    path.write_bytes(path.read_bytes()[:5000])
    assert read(path).failed


def test_read_media_when_unknown_then_it_is_other_and_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello")
    reading = read(path)
    assert (reading.kind, reading.format, reading.failed, reading.problems) == (Kind.OTHER, None, False, [])


def test_read_media_when_a_git_lfs_pointer_then_it_is_called_one(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n")
    reading = read(path)
    assert (reading.kind, reading.format) == (Kind.VIDEO, "git-lfs-pointer")
    assert (reading.metadata, reading.failed) == ({}, False)


def test_read_media_when_a_document_then_kind_and_format_are_told_and_no_probe_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.nk"
    path.write_text("Root {\n}\n")
    reading = read(path)
    assert (reading.kind, reading.format, reading.metadata) == (Kind.DOCUMENT, "nuke", {})


def test_read_media_when_it_is_no_regular_file_then_it_is_never_opened(tmp_path: Path) -> None:
    fifo, link, address = tmp_path / "a.mov", tmp_path / "b.mov", tmp_path / "c.mov"
    os.mkfifo(fifo)
    link.symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(address))
        for path in (fifo, link, address, tmp_path, Path("/dev/null")):
            with pytest.raises(UnreadableFile) as caught:
                read(path)
            assert caught.value.reason == "not a regular file"


def test_read_media_when_it_is_gone_then_the_error_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / "gone.mov")
    assert caught.value.next_step
    assert caught.value.path == str(tmp_path / "gone.mov")


@pytest.mark.parametrize("error", [13, 5, 2, 116], ids=["EACCES", "EIO", "ENOENT", "ESTALE"])
def test_read_media_when_the_system_refuses_then_it_is_unreadable(
    tmp_path: Path, error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.wav"
    write_audio(path)

    def refuse(*args: object) -> bytes:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "pread", refuse)
    with pytest.raises(UnreadableFile):
        read(path)


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 300_000])
def test_hashes_when_computed_then_they_are_the_documented_ones(tmp_path: Path, size: int) -> None:
    content = bytes(index * 7 % 251 for index in range(size))
    path = tmp_path / "x.bin"
    path.write_bytes(content)
    whole = size.to_bytes(8, "little") + content[:65536] + content[max(0, size - 65536) :]
    assert quick_hash(str(path)) == xxhash.xxh3_128_hexdigest(whole) == read(path).quick_hash
    assert content_hash(str(path)) == blake3.blake3(content).hexdigest()


def test_read_media_when_a_frame_is_large_then_only_its_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.exr"
    write_exr(path, width=2048, height=1152, compression="none")
    read(path)
    reading = read(path)
    assert path.stat().st_size > 10_000_000
    assert 0 < reading.bytes_read < 400_000
