"""Grouping file names: one table for each rule, properties over any names, and fileseq where it is right."""

from __future__ import annotations

import random

import fileseq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.ingest.sequences import Sequence, are_tiles, group
from assetgraph.model.frames import frame_of, frame_path


def names(template: str, frames: range | list[int]) -> list[bytes]:
    return [(template % frame).encode() for frame in frames]


def facts(sequence: Sequence) -> tuple[bytes, int, int, int, tuple[tuple[int, int], ...], int]:
    return (
        sequence.pattern,
        sequence.first,
        sequence.last,
        sequence.step,
        sequence.missing,
        len(sequence.members),
    )


@pytest.mark.parametrize(
    ("given_names", "expected"),
    [
        (names("plate.%04d.exr", range(1001, 1101)), (b"plate.%04d.exr", 1001, 1100, 1, (), 100)),
        (names("plate_%04d.dpx", range(1, 25)), (b"plate_%04d.dpx", 1, 24, 1, (), 24)),
        (names("%04d.png", range(1, 4)), (b"%04d.png", 1, 3, 1, (), 3)),
        (names("a.%04d.exr", [999, *range(9998, 10003)]), (b"a.%04d.exr", 999, 10002, 1, ((1000, 9997),), 6)),
        (names("a.%d.exr", range(9998, 10003)), (b"a.%d.exr", 9998, 10002, 1, (), 5)),
        (names("a.%03d.exr", range(998, 1001)), (b"a.%d.exr", 998, 1000, 1, (), 3)),
        (names("a.%02d.exr", range(8, 12)), (b"a.%02d.exr", 8, 11, 1, (), 4)),
        (names("a.%d.exr", range(8, 12)), (b"a.%d.exr", 8, 11, 1, (), 4)),
        (names("a.%d.exr", range(1, 10)), (b"a.%d.exr", 1, 9, 1, (), 9)),
        (names("a.%d.exr", range(100, 103)), (b"a.%03d.exr", 100, 102, 1, (), 3)),
        (names("a.%02d.exr", [1, 2]), (b"a.%02d.exr", 1, 2, 1, (), 2)),
        (names("a_%d.exr", [9, 10]), (b"a_%d.exr", 9, 10, 1, (), 2)),
        (names("a_%d.exr", [8, 9, 13]), (b"a_%d.exr", 8, 13, 1, ((10, 12),), 3)),
        (names("a_%d.exr", [1001, 1050, 1100]), (b"a_%04d.exr", 1001, 1100, 1, ((1002, 1049), (1051, 1099)), 3)),
        (names("a.%04d.exr", [-2, -1, 0, 1]), (b"a.%04d.exr", -2, 1, 1, (), 4)),
        (names("100%% b.%04d.exr", [1, 2]), (b"100%% b.%04d.exr", 1, 2, 1, (), 2)),
        (names("%%04d.%04d.exr", [1, 2]), (b"%%04d.%04d.exr", 1, 2, 1, (), 2)),
        (names("S.%04d.EXR", [1, 2]), (b"S.%04d.EXR", 1, 2, 1, (), 2)),
        (names("smoke.%04d.bgeo.sc", range(1, 5)), (b"smoke.%04d.bgeo.sc", 1, 4, 1, (), 4)),
        (names("fire_%04d.vdb", range(1, 5)), (b"fire_%04d.vdb", 1, 4, 1, (), 4)),
        (names("comp_v001.%04d.exr", range(1, 5)), (b"comp_v001.%04d.exr", 1, 4, 1, (), 4)),
        (names("comp_v001_%04d.exr", range(1, 5)), (b"comp_v001_%04d.exr", 1, 4, 1, (), 4)),
        (names("eye_r.%04d.exr", range(1, 5)), (b"eye_r.%04d.exr", 1, 4, 1, (), 4)),
        (names("CMP_%04d.exr", range(1, 5)), (b"CMP_%04d.exr", 1, 4, 1, (), 4)),
        (names("lapse_%04d.jpg", range(1, 5)), (b"lapse_%04d.jpg", 1, 4, 1, (), 4)),
        (
            names("A001_08101517_C001_%06d.dng", range(3)),
            (b"A001_08101517_C001_%06d.dng", 0, 2, 1, (), 3),
        ),
        (
            names("A001C001_210101_R1ZX.%07d.ari", range(1234, 1237)),
            (b"A001C001_210101_R1ZX.%07d.ari", 1234, 1236, 1, (), 3),
        ),
        ([b"caf\xe9\n.0001.exr", b"caf\xe9\n.0002.exr"], (b"caf\xe9\n.%04d.exr", 1, 2, 1, (), 2)),
    ],
)
def test_group_when_frames_of_one_picture_then_one_sequence(
    given_names: list[bytes], expected: tuple[object, ...]
) -> None:
    sequences, single = group(given_names)
    assert [facts(sequence) for sequence in sequences] == [expected]
    assert single == []


@pytest.mark.parametrize(
    ("frames", "step", "missing"),
    [
        ([1, 2, 5, 6, 9], 1, ((3, 4), (7, 8))),
        (list(range(1, 25, 2)), 2, ()),
        ([1, 3, 7, 9], 2, ((5, 5),)),
        ([10, 20, 50], 10, ((30, 40),)),
        ([1, 3], 1, ((2, 2),)),
        ([1, 100], 1, ((2, 99),)),
    ],
)
def test_group_when_frames_are_absent_then_missing_stand_on_the_grid(
    frames: list[int], step: int, missing: tuple[tuple[int, int], ...]
) -> None:
    (sequence,), _ = group(names("a.%04d.exr", frames))
    assert (sequence.step, sequence.missing) == (step, missing)


@pytest.mark.parametrize(
    "single",
    [
        names("sh010_comp_v%03d.mov", range(1, 4)),
        names("A001_C%03d_0101AB.mov", range(1, 4)),
        names("A001_C001_%04d.mxf", range(1, 4)),
        names("clip_%04d.r3d", range(1, 4)),
        names("look_v%03d.exr", range(1, 4)),
        names("shot_v_%03d.exr", range(1, 4)),
        names("shot_V_%03d.exr", range(1, 4)),
        names("shot.v.%03d.exr", range(1, 4)),
        names("take_%d.png", range(1, 4)),
        names("perSecond_%d.png", [1, 24, 48, 100, 101, 128]),
        names("sky_take_%02d.png", range(1, 4)),
        names("logo_r_%02d.png", range(1, 4)),
        names("logo_ver_%02d.psd", range(1, 4)),
        names("IMG_%04d.jpg", range(1, 4)),
        names("IMG_%04d.JPG", range(1, 4)),
        names("IMG_%04d.PNG", range(1, 4)),
        names("IMG_%04d.CR2", range(1, 4)),
        names("DSC_%04d.tif", range(1, 4)),
        names("_MG_%04d.jpg", range(1, 4)),
        names("DJI_%04d.dng", range(1, 4)),
        names("100_%04d.jpg", range(1234, 1237)),
        names("GOPR%04d.JPG", range(1, 4)),
        names("IMG_20210101_%06d.jpg", range(123456, 123459)),
        names("PXL_20210101_%09d.jpg", range(123456789, 123456792)),
        names("20210101_%06d.jpg", range(123456, 123459)),
        names("IMG_20210101_123456_%02d.jpg", range(1, 4)),
        names("texture_%d.exr", [1024, 2048]),
        names("texture_%d.exr", [512, 1024, 2048]),
        names("render_%d.exr", [20260131, 20260203]),
        names("render_%d.exr", [20260131, 20260201, 20260203]),
        names("img%04d.exr", range(1, 4)),
        names("img-%04d.exr", range(1, 4)),
        names("img.%04d", range(1, 4)),
        names("notes.%04d.txt", range(1, 4)),
        names("scene_%02d.usd", range(1, 4)),
        names("stamp.%011d.exr", range(1, 4)),
        names("._plate.%04d.exr", range(1, 4)),
        [b"plate.1001.exr"],
        [b"a.1001.exr", b"b.1001.exr"],
        [b"a.1001.exr", b"a.1002.EXR"],
        [b"a.1001.exr", b"a.1002.dpx"],
        [b"a.1.exr", b"a.01.exr"],
        [b"a.-0.exr", b"a.-00.exr"],
        [b"a.0001.tar.gz", b"a.0002.tar.gz"],
        [b".exr", b"exr", b"", b"."],
    ],
    ids=lambda single: single[0].decode(),
)
def test_group_when_numbers_are_no_frames_then_each_stays_single(single: list[bytes]) -> None:
    assert group(single) == ([], single)


def test_group_when_two_padded_widths_then_two_sequences() -> None:
    sequences, single = group(names("img.%03d.exr", [1, 2]) + names("img.%04d.exr", [1, 2, 10000]))
    assert [facts(sequence) for sequence in sequences] == [
        (b"img.%03d.exr", 1, 2, 1, (), 2),
        (b"img.%04d.exr", 1, 10000, 1, ((3, 9999),), 3),
    ]
    assert single == []


def test_group_when_padded_and_bare_then_same_frame_is_in_each_once() -> None:
    sequences, single = group([b"a.1.exr", b"a.01.exr", b"a.2.exr", b"a.02.exr", b"a.10.exr"])
    assert [facts(sequence) for sequence in sequences] == [
        (b"a.%02d.exr", 1, 10, 1, ((3, 9),), 3),
        (b"a.%d.exr", 1, 2, 1, (), 2),
    ]
    assert single == []


def test_group_when_some_names_are_single_then_their_order_is_kept() -> None:
    given_names = [b"z.txt", b"p.0002.exr", b"a.mov", b"p.0001.exr", b"q.0001.exr", b"b.txt"]
    _, single = group(given_names)
    assert single == [b"z.txt", b"a.mov", b"q.0001.exr", b"b.txt"]


WORDS = st.sampled_from([b"a", b"a.", b"a_", b"IMG_", b"100_", b"v_", b"%d.", b"\xff.", b".-", b"-", b"", b"."])
NUMBERS = st.from_regex(rb"(?s)0{0,3}[0-9]{0,4}", fullmatch=True)
ENDINGS = st.sampled_from([b".exr", b".EXR", b".jpg", b".bgeo.sc", b".mov", b"", b".%d", b".gz"])
FOLDERS = st.lists(st.tuples(WORDS, NUMBERS, ENDINGS).map(b"".join) | st.binary(max_size=8), max_size=40)


@given(FOLDERS)
def test_group_when_any_names_then_each_comes_out_once(folder: list[bytes]) -> None:
    sequences, single = group(folder)
    out = [name for sequence in sequences for _, name in sequence.members] + single
    assert sorted(out) == sorted(set(folder))


@given(FOLDERS, st.randoms(use_true_random=False))
def test_group_when_shuffled_then_same_sequences(folder: list[bytes], order: random.Random) -> None:
    shuffled = order.sample(folder, len(folder))
    assert group(shuffled)[0] == group(folder)[0]
    assert set(group(shuffled)[1]) == set(group(folder)[1])


@given(FOLDERS)
def test_group_when_any_names_then_pattern_gives_members_and_missing(folder: list[bytes]) -> None:
    sequences, _ = group(folder)
    assert len({sequence.pattern for sequence in sequences}) == len(sequences)
    for sequence in sequences:
        frames = [frame for frame, _ in sequence.members]
        assert [frame_of(sequence.pattern, name) for _, name in sequence.members] == frames
        absent = [frame for first, last in sequence.missing for frame in range(first, last + 1, sequence.step)]
        assert [frame_path(sequence.pattern, frame) for frame in frames] == [name for _, name in sequence.members]
        assert sorted(frames + absent) == list(range(sequence.first, sequence.last + 1, sequence.step))


@given(st.sets(st.integers(0, 9999), min_size=3, max_size=60), st.sampled_from(["plate", "a_b", "x.y"]))
def test_group_when_dotted_padded_names_then_as_fileseq(frames: set[int], stem: str) -> None:
    folder = names(f"{stem}.%04d.exr", sorted(frames))
    (ours,), single = group(folder)
    (theirs,) = fileseq.findSequencesInList([name.decode() for name in folder])
    assert single == []
    assert [frame for frame, _ in ours.members] == list(theirs.frameSet())
    assert [name.decode() for _, name in ours.members] == list(theirs)
    if ours.step == 1:
        absent = [frame for first, last in ours.missing for frame in range(first, last + 1)]
        assert absent == list(fileseq.FrameSet(theirs.invertedFrameRange()))


@pytest.mark.parametrize(
    ("numbers", "size", "expected"),
    [
        ((1001, 1002, 1011, 1012), (2048, 2048), True),
        ((1001, 1011, 1021), (4096, 4096), True),
        ((1001, 1002, 1003, 1011), (1024, 1024), True),
        ((1001, 1002, 1011, 1012), (2048, 1024), False),  # a picture in motion with holes
        ((1001, 1002, 1011, 1012), (1080, 1080), False),
        ((1001, 1003, 1011), (1024, 1024), False),  # a row with a hole
        ((1011, 1013, 1015), (1024, 1024), False),
        ((1, 2, 11, 12), (1024, 1024), False),
        ((1001, 9001), (1024, 1024), False),
        ((1001, 1002, 1011), (128, 128), False),
        ((1001, 1002, 1011), (None, None), False),
    ],
)
def test_tiles_when_numbers_and_size_are_those_of_textures_then_they_are(
    numbers: tuple[int, ...], size: tuple[int | None, int | None], expected: bool
) -> None:
    assert are_tiles(numbers, *size) is expected
