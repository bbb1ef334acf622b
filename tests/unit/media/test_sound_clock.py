"""The timecode of a sound, by the samples since midnight that recorders count."""

from __future__ import annotations

import pytest

from assetgraph.media.embedded.sound_clock import clock

HOUR = 3600 * 48000


def said(low: int, rate: str, flag: str = "NDF", **more: object) -> dict[str, dict[str, object]]:
    told = {
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI": "0", "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO": str(low),
        "FILE_SAMPLE_RATE": "48000", "TIMECODE_RATE": rate, "TIMECODE_FLAG": flag, **more,
    }  # fmt: skip
    return {f"iXML:SPEED.{name}": {"val": value} for name, value in told.items()}


@pytest.mark.parametrize(
    ("tags", "timecode", "rate"),
    [
        (said(10 * HOUR + 24000, "25/1"), "10:00:00:12", "25/1"),
        (said(HOUR + HOUR // 1000, "24000/1001"), "01:00:00:00", "24000/1001"),
        (said(HOUR, "30000/1001", "DF"), "01:00:00;00", "30000/1001"),
        (said(60 * 48048, "30000/1001", "DF"), "00:01:00;02", "30000/1001"),
        (said(HOUR, "24000/1001", "DF"), "00:59:56:10", "24000/1001"),  # no frames are dropped at this rate
        (said(0, "25/1", TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI="1", FILE_SAMPLE_RATE="96000"), "12:25:39:06", "25/1"),
        (said(2 * 96000, "25/1", FILE_SAMPLE_RATE="96000"), "00:00:02:00", "25/1"),
    ],
)
def test_sound_when_recorder_counts_samples_then_timecode_is_told(
    tags: dict[str, dict[str, object]], timecode: str, rate: str
) -> None:
    assert clock(tags) == {"timecode": timecode, "frame_rate": rate}


@pytest.mark.parametrize(
    "tags",
    [
        {},
        said(0, "25/1"),
        said(HOUR, ""),
        said(HOUR, "25/0"),
        said(HOUR, "1000000"),
        said(HOUR, "25/1", FILE_SAMPLE_RATE="0"),
        said(-5, "25/1"),
        said(HOUR, "nan"),
    ],
)
def test_sound_when_clock_or_rate_is_none_then_no_timecode_is_told(tags: dict[str, dict[str, object]]) -> None:
    assert clock(tags) == {}
