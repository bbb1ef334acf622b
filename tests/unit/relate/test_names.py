"""Version tokens: one table of what counts, one of what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.relate.naming.names import Shape, Strength, read_token, tokens


@pytest.mark.parametrize(
    ("name", "shape", "raw", "key"),
    [
        ("comp_v001.exr", Shape.VERSION, "v001", (1, 0, 0, 0)),
        ("comp.v12.exr", Shape.VERSION, "v12", (12, 0, 0, 0)),
        ("comp_V3.mov", Shape.VERSION, "V3", (3, 0, 0, 0)),
        ("comp-v003a.mov", Shape.VERSION, "v003a", (3, 0, 0, 1)),
        ("tool_v1.2.0.mov", Shape.VERSION, "v1.2.0", (1, 2, 0, 0)),
        ("tool v1.2.mov", Shape.VERSION, "v1.2", (1, 2, 0, 0)),
        ("comp_v2.1001.exr", Shape.VERSION, "v2", (2, 0, 0, 0)),
        ("comp_v001.%04d.exr", Shape.VERSION, "v001", (1, 0, 0, 0)),
        ("v003", Shape.VERSION, "v003", (3, 0, 0, 0)),
        ("logo_ver_02.psd", Shape.VERSION, "ver_02", (2, 0, 0, 0)),
        ("logo version 2.psd", Shape.VERSION, "version 2", (2, 0, 0, 0)),
        ("edit_20260131.mov", Shape.DATE, "20260131", (20260131,)),
        ("edit 2026-01-31.mov", Shape.DATE, "2026-01-31", (20260131,)),
        ("sky_take_2.png", Shape.TAKE, "take_2", (2,)),
        ("logo_r02.psd", Shape.REVISION, "r02", (2,)),
        ("logo_rev3.psd", Shape.REVISION, "rev3", (3,)),
        ("trailer_final.mov", Shape.FINAL, "final", (1,)),
        ("trailer_FINAL2.mov", Shape.FINAL, "FINAL2", (2,)),
        ("comp_latest.mov", Shape.HERO, "latest", ()),
        ("master", Shape.HERO, "master", ()),
        ("car-hero.abc", Shape.HERO, "hero", ()),
    ],
)
def test_tokens_when_a_name_counts_then_shape_and_order(
    name: str, shape: Shape, raw: str, key: tuple[int, ...]
) -> None:
    (token,) = tokens(name)
    assert (token.shape, token.raw, token.key) == (shape, raw, key)
    assert name[token.start : token.end] == raw


@pytest.mark.parametrize(
    "name",
    [
        "A001_C002_0101XX.mov", "A001C002_210101_R1ZX.mov", "IMG_0001.jpg", "clip_1920x1080.mov", "plate_2k.exr",
        "plate_v4k.exr", "clip_25p.mov", "sh010.mov", "sr02.mov", "clip_mpeg4.mov", "clip_h264.mov",
        "clip_x264.mov", "clip_v210.mov", "clip_v1080.mov", "clip_v1080p.mov", "tex.1001.exr", "tex_u1_v1.exr",
        "U2_V3.exr", "10.0.0.12.log", "show 2020.mov", "tv1.mov", "nerv1.mov", "S01E02.mkv", "BT.709.cube",
        "rev.mov", "preview_2.mov", "reel_r1.mxf", "FILM_R01.mov", "FILM_R02_51.wav",
        "retake2.mov", "finale.mov", "heroine.mov", "postmaster.mov",
        "20261331.mov", "20260230.mov", "120260131.mov", "av1.mkv", "v.mov", "take.mov", "clip_%04d.exr", "",
    ],
)  # fmt: skip
def test_tokens_when_a_name_only_looks_like_it_then_none(name: str) -> None:
    assert list(tokens(name)) == []


def test_strength_when_asked_of_a_shape_then_one_of_three() -> None:
    assert {shape.strength for shape in Shape} == set(Strength)
    assert [shape for shape in Shape if shape.strength is Strength.STRONG] == [Shape.VERSION]


@given(st.text(max_size=30) | st.text("vV0123456789._-ru takefinlmshro%d", max_size=30))
def test_tokens_when_any_text_then_each_reads_again_and_none_overlap(name: str) -> None:
    done = 0
    for token in tokens(name):
        assert token.start >= done
        done = token.end
        assert name[token.start : token.end] == token.raw
        again = read_token(token.raw)
        assert again
        assert (again.shape, again.key) == (token.shape, token.key)


@given(st.integers(0, 99_999_999), st.integers(1, 8))
def test_tokens_when_a_number_is_padded_then_the_same_version(number: int, width: int) -> None:
    text = f"v{number:0{width}d}"
    if text not in {"v210", "v216", "v308", "v408", "v410", "v720", "v1080", "v2160"}:
        (token,) = tokens(f"comp_{text}.exr")
        assert token.key == (number, 0, 0, 0)
