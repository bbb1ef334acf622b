"""The accuracy benchmark itself: its files are as asked, and what is not right is counted as what it is."""

import ast
import dataclasses
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assetgraph.media.probes import exiftool
from benchmarks import metadata_accuracy
from benchmarks.metadata_accuracy.agreement import agrees
from benchmarks.metadata_accuracy.checking import check
from benchmarks.metadata_accuracy.making import MAKERS
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample, WrongTruth
from benchmarks.metadata_accuracy.scoring import Outcome, judge, tally
from benchmarks.metadata_accuracy.table import accuracy_there, failures

PACKAGE = Path(metadata_accuracy.__file__).parent
ROOT = PACKAGE.parents[1]
ABOUT_ASSETGRAPH = {"readers.py", "page.py", "__main__.py"}
WITHOUT_EXIFTOOL = ("w64", "dpx", "exr-tiled", "h264-intra")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    shop = Workshop(tmp_path_factory.mktemp("accuracy"), exiftool=Path("not-needed"))
    return [sample for name in WITHOUT_EXIFTOOL for sample in MAKERS[name](shop, name)]


def _sample(**truth: Any) -> Sample:
    return Sample("bmp", Path("bmp/plain.bmp"), truth)


def test_second_readers_confirm_what_was_asked(samples: list[Sample]) -> None:
    assert {sample.format for sample in samples} == set(WITHOUT_EXIFTOOL)
    for sample in samples:
        assert {"width", "sample_rate_hz"} & check(sample), sample.name


def test_facts_that_are_the_truth_are_all_right(samples: list[Sample]) -> None:
    verdicts = [verdict for sample in samples for verdict in judge(sample, sample.truth)]
    assert {verdict.outcome for verdict in verdicts} == {Outcome.RIGHT}
    assert tally(verdicts, "all")["all"].accuracy == 1
    assert all(len(score.names) >= 5 for score in tally(verdicts, "format").values())


def test_a_wrong_truth_stops_the_run(samples: list[Sample]) -> None:
    picture = next(sample for sample in samples if sample.format == "dpx")
    with pytest.raises(WrongTruth, match="width was asked to be 1"):
        check(dataclasses.replace(picture, truth=picture.truth | {"width": 1}))


def test_wrong_absent_and_invented_are_counted_as_such() -> None:
    sample = _sample(width=64, height=36, bit_depth=8)
    verdicts = judge(sample, {"width": 64, "height": 35, "gps_latitude_deg": 1.5, "rotation_deg": 0, "software": "x"})
    assert {verdict.name: verdict.outcome for verdict in verdicts} == {
        "width": Outcome.RIGHT,
        "height": Outcome.WRONG,
        "bit_depth": Outcome.ABSENT,
        "gps_latitude_deg": Outcome.INVENTED,
    }
    score = tally(verdicts, "format")["bmp"]
    assert (score.asked, score.accuracy, score.names) == (4, 0.25, {"width", "height", "bit_depth"})


def test_what_a_writer_states_unasked_is_no_invention() -> None:
    sample = Sample("mjpeg", Path("mjpeg/a.mov"), {"width": 64}, frozenset(("color_range",)))
    assert [verdict.outcome for verdict in judge(sample, {"width": 64, "color_range": "full"})] == [Outcome.RIGHT]


def test_raw_groups_are_scored_by_the_words_in_them() -> None:
    sample = _sample(embedded_xmp=["Łucja", "夜"])
    right = judge(sample, {"embedded": {"xmp": {"dc:Creator": "Łucja", "dc:Subject": ["city", "夜"]}}})
    wrong = judge(sample, {"embedded": {"xmp": {"dc:Creator": "Lucja"}}})
    assert [verdict.outcome for verdict in right + wrong] == [Outcome.RIGHT, Outcome.WRONG]


@pytest.mark.parametrize(
    ("name", "expected", "got", "same"),
    [
        ("duration_s", 1.0, 1.049, True),
        ("duration_s", 1.0, 1.06, False),
        ("frame_rate", "24000/1001", "24000/1001", True),
        ("frame_rate", "24000/1001", "23976/1000", False),
        ("gps_longitude_deg", -43.2104872, -43.2105, True),
        ("gps_longitude_deg", -43.2104872, 43.2104872, False),
        ("timecode", "01:00:00;00", "01:00:00:00", False),
        ("video_profile", "4:2:2", "4:2:0", False),
        ("iso", 400, True, False),
        ("mastering_display", (1000.0, 0.0001), "Display P3; min: 0.0001 cd/m2, max: 1000 cd/m2", True),
        ("dolby_vision_profile", 8, "dvhe.08", True),
        ("channel_names", ["B", "G", "R"], ["R", "G", "B"], True),
        ("keywords", ["city", "夜"], ["city"], False),
        ("width", 64, "many", False),
    ],
)
def test_tolerances_are_those_of_the_design(name: str, expected: Any, got: Any, same: bool) -> None:
    assert agrees(name, expected, got) is same


def test_bars_are_missed_by_errors_and_by_a_better_tool() -> None:
    sample = _sample(width=64, height=36)
    ours, tool = judge(sample, {"width": 64}), judge(sample, {"height": 36})
    missed = failures(ours, ours, {"pyav": tool})
    assert [words.split()[0] for words in missed] == ["50.00%", "below", "pyav"]
    assert accuracy_there(ours, [verdict for verdict in tool if verdict.outcome is Outcome.RIGHT]) == 0


@pytest.mark.skipif(float(exiftool.version() or 0) < 13, reason="the samples are tagged by exiftool 13 or newer")
def test_metadata_is_as_right_as_is_wanted_and_the_page_of_formats_says_so() -> None:
    command = [sys.executable, "-m", "benchmarks.metadata_accuracy", "--page"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (ROOT / "docs" / "formats.md").read_text("utf-8")


def test_the_truth_knows_nothing_of_assetgraph() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.name in ABOUT_ASSETGRAPH:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.split(".")[0] == "assetgraph" for name in names), path
