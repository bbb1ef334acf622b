"""Timelines of others: each is read, or refused with a reason, within the limits; some were counted by hand.

The files are found by ASSETGRAPH_SAMPLES, else beside the checkout; without them these tests are skipped.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from document_rows import Row, rows
from pebble import ProcessPool

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, ReferenceKind, StateHint, Status
from assetgraph.media.formats import HEAD_BYTES, sniff
from assetgraph.model.records import Kind

REPOSITORY = Path(__file__).parents[2]
TIMELINES = Path(os.environ.get("ASSETGRAPH_SAMPLES", REPOSITORY.parent / "shared" / "samples")) / "timelines"
SECONDS_A_FILE = 20
MOST_MEMORY = 8 << 30
pytestmark = pytest.mark.skipif(not TIMELINES.is_dir(), reason=f"no samples at {TIMELINES}: set ASSETGRAPH_SAMPLES")

# Counted and computed by hand from the files themselves: status, references, uses, some uses with their index.
HAND_CHECKED: dict[str, tuple[Status, int, int, dict[int, Row]]] = {
    "simple_cut.otio": (
        Status.FULL, 4, 4,
        {0: ("titles.mov", "V1", 0, 3, 3, 6), 3: ("credits.mov", "V1", 13, 19, 100, 106)},
    ),
    "multiple_track.otio": (  # the last track is trimmed from -7 on, so its clip begins at 7
        Status.FULL, 4, 5,
        {2: ("credits.mov", "V1", 13, 19, 100, 106), 4: ("punchline.mov", "V3", 7, 16, 100, 109)},
    ),
    "transition.otio": (  # 2 frames before the cut at 9, 3 after it
        Status.FULL, 4, 4,
        {1: ("wind-up.mov", "V1", 3, 12, 2, 11), 2: ("punchline.mov", "V1", 7, 13, 1, 7)},
    ),
    "nested_example.otio": (  # a frozen track of 4 frames begins at 238 + 31 + 33 + 29 + 63
        Status.FULL, 7, 7,
        {1: ("Clip Inside A Stack 1", "V1", 238, 269, 373, 404), 5: ("Clip Inside A Track", "V1", 394, 398, 471, 472)},
    ),
    "premiere_example.otio": (  # newer than the library; the dissolve lies 12 frames before and 13 after 1164
        Status.PARTIAL, 7, 13,
        {
            0: ("sc01_sh010_anim.mov", "V1", 536, 636, 0, 100),
            5: ("sc01_master_layerA_sh030_temp.mov", "V4", 956, 1177, 133, 354),
            6: ("sc01_sh010_anim.mov", "V4", 1152, 1246, 6, 100),
        },
    ),
    "screening_example.otio": (Status.PARTIAL, 9, 9, {0: ("ZZ100_501 (LAY3)", "V1", 86243, 86274, 86501, 86532)}),
    "no_spaces_test.edl": (  # 00:59:53:11 and 01:00:04:05 at 24
        Status.FULL, 9, 9,
        {0: ("ZZ100_501.LAY3.01", "V1", 0, 31, 86501, 86532)},
    ),
    "25fps.edl": (Status.FULL, 4, 4, {0: ("sq001_s001", "V1", 0, 161, 90000, 90161)}),
    "dissolve_test_2.edl": (  # clip_A ends at 01:00:00:05 and is dissolved from for 10 frames
        Status.FULL, 2, 3,
        {0: ("clip_A", "V1", 0, 15, 86501, 86516), 1: ("clip_B", "V1", 5, 15, 86596, 86606)},
    ),
    "speed_effects.edl": (  # 548 events of 533 pairs of reel and clip; no paths
        Status.FULL, 533, 548,
        {0: ("Z677_4C (ANIM10)", "V1", 0, 126, 86445, 86571)},
    ),
    "timecode_mismatch.edl": (Status.PARTIAL, 19, 20, {4: ("sq001_s005", "V1", 496, 552, 90000, 90031)}),
    "premiere_enable_property.xml": (  # timecode of the file begins at frame 353
        Status.FULL, 3, 11,
        {0: ("source.mp4", "V1", 0, 81, 353, 434), 6: ("source.mp4", "A1", 0, 81, 353, 434)},
    ),
    "sample_just_track.xml": (Status.FULL, 0, 0, {}),
    "fcpx_clips.fcpxml": (  # only a compound clip; its sound of IMG_0268 is connected at 3600.0390 s less 3600 s
        Status.FULL, 4, 8,
        {0: ("IMG_0233.MOV", "V1", 0, 300, 0, 300), 3: ("IMG_0268.MOV", "A-1", 601, 901, 0, 300)},
    ),
    "fcpx_project.fcpxml": (  # the compound clip at 80 s is entered at 10900/3000 s, which is frame 109
        Status.FULL, 8, 22,
        {
            0: ("IMG_0715.MOV", "V1", 0, 315, 0, 315),
            8: ("IMG_0857.MOV", "V3", 1937, 2237, 0, 300),
            10: ("IMG_0233.MOV", "V1", 2400, 2591, 109, 300),
        },
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def contents() -> Iterator[dict[str, DocumentContent]]:
    """What is in each file that is recognised as a document; a crash or a hang fails the test."""

    with ProcessPool(max_workers=2, initializer=limit_memory) as pool:
        futures = {
            path.name: pool.schedule(read_document, args=[str(path), name], timeout=SECONDS_A_FILE)
            for path in sorted(TIMELINES.iterdir())
            if (name := format_of(path))
        }
        yield {name: future.result() for name, future in futures.items()}


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def format_of(path: Path) -> str | None:
    with path.open("rb") as file:
        row = sniff(file.read(HEAD_BYTES), path.name).format
    return row.name if row and row.kind is Kind.DOCUMENT else None


def test_timelines_when_read_then_each_is_told_or_refused_with_a_reason(contents: dict[str, DocumentContent]) -> None:
    assert len(contents) >= 49
    for name, content in contents.items():
        if Path(name).suffix in {".otio", ".edl", ".xml", ".fcpxml"}:
            assert content.status in {Status.FULL, Status.PARTIAL}, name
            assert content.timelines, name
        assert (content.status is Status.PARTIAL) <= bool(content.notes), name
        assert all(problem.reason and problem.next_step for problem in content.problems), name
        DocumentContent.model_validate_json(content.model_dump_json())


def test_timelines_when_read_then_uses_and_references_fit_each_other(contents: dict[str, DocumentContent]) -> None:
    for name, content in contents.items():
        for index, reference in enumerate(content.references):
            uses = [use for use in content.uses if use.reference == index]
            assert all(use.raw == reference.raw for use in uses), name
            if reference.role == "original":  # what a clip was made from is not what it plays
                continue
            assert (reference.kind is ReferenceKind.BIN) == (not uses), name
            assert reference.count == (len(uses) or 1) or not content.timelines, name
            assert {use.media for use in uses} == set(reference.media), name
        for use in content.uses:
            assert use.record_in < use.record_out, name
            assert use.source_in <= use.source_out, name
            length = (use.record_out - use.record_in) * abs(use.speed)
            if use.speed and content.status is Status.FULL:
                assert abs(use.source_out - use.source_in - length) <= 2 + length / 100, (name, use)


@pytest.mark.parametrize("name", HAND_CHECKED)
def test_timeline_when_counted_by_hand_then_agrees(contents: dict[str, DocumentContent], name: str) -> None:
    content = contents[name]
    status, references, uses, some = HAND_CHECKED[name]
    assert (content.status, len(content.references), len(content.uses)) == (status, references, uses)
    assert {index: rows(content)[index] for index in some} == some


def test_speeds_when_told_then_are_read(contents: dict[str, DocumentContent]) -> None:
    changed = [use for use in contents["speed_effects.edl"].uses if use.speed != 1]
    assert len(changed) == 17
    assert sum(use.speed == 0 for use in changed) == 7
    # Event 282: 01:00:06:00 to 01:00:08:22 in 36 frames, at 47.6 frames a second.
    event = next(use for use in changed if use.raw == "Z686_5A (LAY2) (47.56 FPS)")
    assert (event.source_out - event.source_in, event.record_out - event.record_in) == (70, 36)
    assert event.speed == pytest.approx(47.6 / 24)


def test_disabled_clips_when_told_then_are_off(contents: dict[str, DocumentContent]) -> None:
    off = [use for use in contents["premiere_enable_property.xml"].uses if not use.enabled]
    assert [(use.media, use.track, use.record_in) for use in off] == [
        ("picture", 1, 81),
        ("picture", 1, 220),
        ("picture", 3, 81),
        ("sound", 1, 177),
    ]


def test_generators_when_told_then_are_generated(contents: dict[str, DocumentContent]) -> None:
    for name in ("generator_reference_test.otio", "premiere_example.otio", "empty_name_tags.xml"):
        assert any(each.state_hint is StateHint.GENERATED for each in contents[name].references), name
