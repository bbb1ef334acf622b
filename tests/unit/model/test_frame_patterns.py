"""Patterns of sequences: what they say about names, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.model.frames import frame_of, frame_path, split_pattern


@pytest.mark.parametrize(
    ("pattern", "name", "frame"),
    [
        (b"a.%04d.exr", b"a.0012.exr", 12),
        (b"a.%04d.exr", b"a.10012.exr", 10012),
        (b"a.%04d.exr", b"a.-012.exr", -12),
        (b"a.%d.exr", b"a.12.exr", 12),
        (b"50%%.%04d.exr", b"50%.0012.exr", 12),
        (b"a.%04d.exr", b"a.012.exr", None),
        (b"a.%04d.exr", b"a.00012.exr", None),
        (b"a.%04d.exr", b"b.0012.exr", None),
        (b"a.%04d.exr", b"a.0012.dpx", None),
        (b"a.%04d.exr", b"a..exr", None),
        (b"a.%04d.exr", b"a.1_000.exr", None),
        (b"a.exr", b"a.exr", None),
        (b"a.%d.exr", b"a." + b"1" * 5000 + b".exr", None),
    ],
)
def test_frame_of_when_name_fits_then_its_frame_else_none(pattern: bytes, name: bytes, frame: int | None) -> None:
    assert frame_of(pattern, name) == frame


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (b"a.%04d.exr", (b"a.", 4, b".exr")),
        (b"%d.png", (b"", 1, b".png")),
        (b"50%%_%03d.dpx", (b"50%_", 3, b".dpx")),
        (b"50%%04d.dpx", None),
        (b"a.exr", None),
        (b"a.%04d.%04d.exr", None),
    ],
)
def test_split_pattern_when_one_number_then_its_parts_else_none(
    pattern: bytes, parts: tuple[bytes, int, bytes] | None
) -> None:
    assert split_pattern(pattern) == parts


@given(st.binary(max_size=6), st.integers(1, 6), st.binary(max_size=6), st.integers(0, 99_999))
def test_frame_of_when_a_frame_of_any_pattern_then_that_frame(head: bytes, width: int, tail: bytes, frame: int) -> None:
    pattern = head.replace(b"%", b"%%") + (b"%%0%dd" % width if width > 1 else b"%d") + tail.replace(b"%", b"%%")
    assert split_pattern(pattern) == (head, width, tail)
    assert frame_of(pattern, frame_path(pattern, frame)) == frame
