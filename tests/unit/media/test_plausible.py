"""Values at both ends of what can be, and beyond."""

from __future__ import annotations

from typing import Any

import pytest

from assetgraph.media.plausible import plausible


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("iso", 1, True),
        ("iso", 0, False),
        ("iso", 65535, False),
        ("iso", 102_400, True),
        ("f_number", 0.95, True),
        ("f_number", 0.0, False),
        ("exposure_time_s", "1/32000", True),
        ("exposure_time_s", "3600/1", True),
        ("exposure_time_s", "4294967295/1", False),
        ("pixel_aspect_ratio", "64/45", True),
        ("pixel_aspect_ratio", "1/2147483647", False),
        ("rotation_deg", 270, True),
        ("rotation_deg", 45, False),
        ("duration_s", 36_000.0, True),
        ("duration_s", float("inf"), False),
        ("width", 65_500, True),
        ("width", 2**31 - 1, False),
        ("title", "anything", True),
    ],
)
def test_plausible_when_a_value_cannot_be_then_it_is_none(name: str, value: Any, kept: bool) -> None:
    assert plausible({name: value}) == ({name: value} if kept else {})


@pytest.mark.parametrize(
    ("position", "kept"),
    [
        ((-90.0, 180.0, -430.0), True),
        ((0.0, 6.7, 5.0), True),
        ((0.0, 0.0, 0.0), False),
        ((90.1, 6.7, 5.0), False),
        ((48.8, None, 5.0), False),
    ],
)
def test_plausible_when_one_coordinate_cannot_be_then_there_is_no_place(
    position: tuple[float | None, ...], kept: bool
) -> None:
    names = ("gps_latitude_deg", "gps_longitude_deg", "gps_altitude_m")
    told = {name: value for name, value in zip(names, position, strict=True) if value is not None}
    assert plausible(told) == (told if kept else {})


@pytest.mark.parametrize(
    ("rate", "kept"),
    [("30000/1001", True), ("60000/1001", True), ("30/1", True), ("24000/1001", False), ("25/1", False), (None, True)],
)
def test_plausible_when_frames_are_dropped_then_only_at_rates_that_drop_them(rate: str | None, kept: bool) -> None:
    facts = {"timecode": "01:00:00;02"} | ({"frame_rate": rate} if rate else {})
    assert ("timecode" in plausible(facts)) is kept


def test_plausible_when_a_stream_tells_what_cannot_be_then_it_is_left_out_there_too() -> None:
    stream = {"index": 0, "type": "audio", "sample_rate_hz": 0x7FFFFFFF}
    assert plausible({"streams": [stream]}) == {"streams": [{"index": 0, "type": "audio"}]}
