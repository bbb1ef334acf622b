"""Frames unlike the others of their sequence are told, by what was read of some or by the length of all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assetgraph.demo.media import write_dpx, write_exr
from assetgraph.ingest.changes import Item, Verdict
from assetgraph.ingest.found import assets_in
from assetgraph.ingest.reading import ReadResult, read_asset, task_for
from assetgraph.ingest.scan import walk
from assetgraph.model.records import Kind, ProbeLevel

Write = Callable[[Path], None]


def _dpx(width: int = 64, bit_depth: int = 10) -> Write:
    return lambda path: write_dpx(path, width=width, height=32, bit_depth=bit_depth)


def _exr(width: int = 64) -> Write:
    return lambda path: write_exr(path, width=width, height=32)


def _sequence(folder: Path, ending: str, usual: Write, frames: int = 40, **odd: Write) -> ReadResult:
    usual(folder / f"a.0001.{ending}")
    for number in range(2, frames + 1):
        path = folder / f"a.{number:04d}.{ending}"
        if write := odd.get(f"f{number}"):
            write(path)
        else:
            path.write_bytes((folder / f"a.0001.{ending}").read_bytes())
    if write := odd.get("f1"):
        write(folder / f"a.0001.{ending}")
    (found,) = assets_in(next(walk(os.fsencode(folder))).files)
    return read_asset(task_for(os.fsencode(folder), Item(found, Verdict.NEW), ProbeLevel.HEADER))


def _reasons(result: ReadResult) -> list[str]:
    assert result.reading
    assert result.reading.kind is Kind.SEQUENCE
    return [each.reason for each in result.reading.problems]


def test_sequence_when_all_frames_are_alike_then_there_is_no_problem_and_few_are_opened(tmp_path: Path) -> None:
    result = _sequence(tmp_path, "dpx", _dpx())
    assert _reasons(result) == []
    assert result.files_opened <= 8


@pytest.mark.parametrize(("number", "odd"), [("f17", _dpx(width=65)), ("f1", _dpx(width=32)), ("f40", _dpx(width=96))])
def test_sequence_when_a_frame_has_another_size_then_it_is_named_wherever_it_is(
    tmp_path: Path, number: str, odd: Write
) -> None:
    (reason,) = _reasons(result := _sequence(tmp_path, "dpx", _dpx(), **{number: odd}))
    assert reason == f"frame a.{int(number[1:]):04d}.dpx differs from the others in width"
    assert result.reading
    assert result.reading.metadata["width"] == 64


def test_sequence_when_a_frame_has_another_depth_then_it_is_named(tmp_path: Path) -> None:
    (reason,) = _reasons(_sequence(tmp_path, "dpx", _dpx(), f23=_dpx(bit_depth=16)))
    assert reason == "frame a.0023.dpx differs from the others in bit_depth"


def test_sequence_when_frames_are_cut_off_then_their_length_tells_though_few_are_opened(tmp_path: Path) -> None:
    def cut(path: Path) -> None:
        _dpx()(path)
        path.write_bytes(path.read_bytes()[:5000])

    (reason,) = _reasons(_sequence(tmp_path, "dpx", _dpx(), 100, f20=cut, f45=cut, f46=cut))
    assert reason.endswith("2 more are not as long as the others: a.0045.dpx, a.0046.dpx")


def test_sequence_when_compressed_then_length_alone_says_nothing(tmp_path: Path) -> None:
    def longer(path: Path) -> None:
        _exr()(path)
        path.write_bytes(path.read_bytes() + b"\0" * 7)

    assert _reasons(_sequence(tmp_path, "exr", _exr(), 60, f20=longer, f45=longer, f46=longer)) == []
    wide = tmp_path / "wide"
    wide.mkdir()
    (reason,) = _reasons(_sequence(wide, "exr", _exr(), f23=_exr(width=900)))
    assert reason == "frame a.0023.exr differs from the others in width"


def test_sequence_when_a_frame_is_empty_then_it_is_the_one_that_is_opened(tmp_path: Path) -> None:
    (reason,) = _reasons(_sequence(tmp_path, "exr", _exr(), 60, f31=lambda path: path.write_bytes(b"") and None))
    assert reason.startswith("frame a.0031.exr cannot be read: empty")
