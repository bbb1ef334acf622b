"""Who is believed, when tools disagree, and what follows from the values."""

from __future__ import annotations

from typing import Any

import pytest

from assetgraph.media.formats import FORMATS, Format
from assetgraph.media.reconcile import reconcile


def row(name: str) -> Format:
    return next(entry for entry in FORMATS if entry.name == name)


def conflicts_of(name: str, **facts: dict[str, Any]) -> set[str]:
    return {conflict.property for conflict in reconcile(row(name), facts)[2]}


def test_reconcile_when_tools_agree_then_the_first_one_is_the_source() -> None:
    metadata, sources, conflicts = reconcile(
        row("mov"), {"mediainfo": {"width": 1920, "height": 1080}, "pyav": {"width": 1920, "height": 1080}}
    )
    assert metadata["width"] == 1920
    assert sources["width"] == "pyav"
    assert conflicts == []


def test_reconcile_when_tools_disagree_then_who_said_what_is_kept() -> None:
    _, _, conflicts = reconcile(row("mov"), {"pyav": {"bit_depth": 10}, "mediainfo": {"bit_depth": 8}})
    (conflict,) = conflicts
    assert (conflict.property, conflict.values, conflict.chosen) == (
        "bit_depth",
        {"pyav": 10, "mediainfo": 8},
        10,
    )


def test_reconcile_when_a_tool_is_known_to_be_wrong_then_it_is_neither_taken_nor_a_conflict() -> None:
    metadata, _, conflicts = reconcile(
        row("mxf"),
        {
            "pyav": {"height": 1080},
            "exiftool": {"height": 1088, "bit_depth": 24},
            "mediainfo": {"frame_rate_mode": "variable"},
        },
    )
    assert metadata == {"height": 1080}
    assert conflicts == []


@pytest.mark.parametrize(
    ("name", "one", "other", "is_conflict"),
    [
        ("duration_s", 10.0, 10.04, False),
        ("duration_s", 10.0, 10.06, True),
        ("duration_s", 100.0, 100.4, False),
        ("frame_rate", "24/1", "24000/1000", False),
        ("frame_rate", "24000/1001", "24/1", True),
        ("pixel_aspect_ratio", "16/15", "1067/1000", False),
        ("timecode", "01:00:00:00", "01:00:00;00", True),
        ("scan_type", "progressive", "Progressive", False),
        ("channels", 2, 6, True),
    ],
)
def test_reconcile_when_values_differ_then_the_tolerance_of_the_property_counts(
    name: str, one: Any, other: Any, is_conflict: bool
) -> None:
    assert conflicts_of("mov", pyav={name: one}, mediainfo={name: other}) == ({name} if is_conflict else set())


def test_reconcile_when_a_time_is_taken_then_its_zone_and_source_are_of_the_same_tool() -> None:
    metadata, _, _ = reconcile(
        row("jpeg"),
        {
            "exiftool": {"created_local": "2020-01-01T00:00:00", "created_source": "ExifIFD:CreateDate"},
            "openimageio": {
                "created_local": "2021-01-01T00:00:00",
                "created_utc_offset": "+01:00",
                "created_source": "x",
            },
        },
    )
    assert metadata == {"created_local": "2020-01-01T00:00:00", "created_source": "ExifIFD:CreateDate"}


def test_reconcile_when_several_tools_read_raw_groups_then_they_are_merged() -> None:
    metadata, sources, conflicts = reconcile(
        row("mp3"),
        {
            "exiftool": {"embedded": {"id3": {"Title": "a"}}},
            "pyav": {"embedded": {"id3": {"Title": "b", "x": "y"}}},
        },
    )
    assert metadata["embedded"] == {"id3": {"Title": "a", "x": "y"}}
    assert sources["embedded"] == "exiftool+pyav"
    assert conflicts == []


@pytest.mark.parametrize(
    ("name", "facts", "expected"),
    [
        ("mov", {"width": 720, "height": 576, "pixel_aspect_ratio": "16/15"}, (768, 576)),
        ("mxf", {"width": 1440, "height": 1080, "pixel_aspect_ratio": "4/3"}, (1920, 1080)),
        ("mov", {"width": 1920, "height": 1080, "rotation_deg": 90}, (1080, 1920)),
        ("jpeg", {"width": 400, "height": 300, "exif_orientation": 6}, (300, 400)),
        ("jpeg", {"width": 400, "height": 300, "exif_orientation": 3}, (400, 300)),
        ("heic", {"width": 400, "height": 300, "exif_orientation": 6}, (400, 300)),
        ("openexr", {"width": 352, "height": 198, "display_window": [0, 0, 319, 179]}, (320, 180)),
        (
            "openexr",
            {"width": 10, "height": 10, "display_window": [0, 0, 319, 179], "pixel_aspect_ratio": "2/1"},
            (640, 180),
        ),
    ],
)
def test_reconcile_when_a_size_is_known_then_the_shown_size_follows(
    name: str, facts: dict[str, Any], expected: tuple[int, int]
) -> None:
    tools = dict.fromkeys(row(name).probes, facts)
    metadata, sources, _ = reconcile(row(name), tools)
    assert (metadata["display_width"], metadata["display_height"]) == expected
    assert sources["display_width"] == "assetgraph"


def test_reconcile_when_codes_are_known_then_their_names_stand_beside_them() -> None:
    metadata, _, _ = reconcile(row("mov"), {"pyav": {"color_primaries": 9, "color_transfer": 16, "max_cll_nits": 1000}})
    assert metadata["color_primaries_name"] == "bt2020"
    assert metadata["color_transfer_name"] == "smpte2084"
    assert metadata["hdr_format"] == ["HDR10"]


def test_reconcile_when_nothing_is_said_then_nothing_is_invented() -> None:
    assert reconcile(row("mov"), {"pyav": {}, "mediainfo": {}}) == ({}, {}, [])
    assert "hdr_format" not in reconcile(row("mov"), {"pyav": {"color_transfer": 1}})[0]
