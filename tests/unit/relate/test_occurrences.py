"""One name for several recordings: each stretch of timecode that is used leads to the file that holds it."""

from __future__ import annotations

from typing import Any

import pytest

from assetgraph.documents.records import Media, Reference, Use
from assetgraph.relate.references.occurrences import resolve_all
from assetgraph.relate.references.sought import Known, Sought
from assetgraph.storage.raw_paths import parse
from tests.known_media import media as asset


def use(first: int, last: int, *, enabled: bool = True) -> Use:
    return Use(
        reference=0, raw="interview", track=1, media=Media.PICTURE, record_in=0, record_out=last - first,
        source_in=first, source_out=last, edit_rate="25/1", enabled=enabled,
    )  # fmt: skip


def sought(*uses: Use, raw: str = "interview", **more: Any) -> Sought:
    reference = Reference(raw=raw, reel="B007", count=len(uses), **more)
    return Sought(reference, parse(raw), (), tuple(uses))


def clip(name: str, start: str, frames: int = 250) -> Any:
    timing = {"duration_s": frames / 25, "frame_rate": "25/1", "frame_count": frames, "timecode": start}
    return asset(f"san/B007/{name}", kind="video", reel_name="B007", **timing)


ONE, TWO = clip("Clip_02.mov", "00:01:00:00"), clip("Clip_03.mov", "00:02:00:00")
IN_ONE, LATER_IN_ONE, IN_TWO, NOWHERE = (1500, 1510), (1540, 1560), (3000, 3010), (9000, 9010)


def told(each: Sought, *media: Any) -> list[tuple[str | None, int, list[tuple[int, int]]]]:
    found = resolve_all([each], [Known(alike=media)])
    return [
        (resolution.target.name if resolution.target else None, part.reference.count,
         [(use.source_in, use.source_out) for use in part.uses])
        for part, _, resolution in found
    ]  # fmt: skip


def test_reference_when_one_file_holds_all_that_is_used_then_it_stays_whole() -> None:
    each = sought(use(*IN_ONE), use(*LATER_IN_ONE))
    assert told(each, ONE, TWO) == [("Clip_02.mov", 2, [IN_ONE, LATER_IN_ONE])]


def test_reference_when_stretches_lie_in_several_files_then_each_leads_to_its_own() -> None:
    each = sought(use(*IN_TWO), use(*IN_ONE), use(*LATER_IN_ONE))
    assert told(each, ONE, TWO) == [
        ("Clip_02.mov", 1, [IN_ONE]),
        ("Clip_02.mov", 1, [LATER_IN_ONE]),
        ("Clip_03.mov", 1, [IN_TWO]),
    ]


def test_reference_when_stretches_overlap_then_they_are_of_one_file() -> None:
    each = sought(use(1500, 1520), use(1510, 1530), use(*IN_TWO))
    assert told(each, ONE, TWO)[0] == ("Clip_02.mov", 2, [(1500, 1520), (1510, 1530)])


def test_reference_when_a_stretch_lies_in_no_file_then_only_that_stays_open() -> None:
    assert told(sought(use(*IN_ONE), use(*NOWHERE)), ONE, TWO) == [
        ("Clip_02.mov", 1, [IN_ONE]),
        (None, 1, [NOWHERE]),
    ]


def test_reference_when_nothing_holds_any_of_it_then_stays_whole() -> None:
    assert told(sought(use(*NOWHERE), use(*IN_TWO)), ONE) == [(None, 2, [NOWHERE, IN_TWO])]


@pytest.mark.parametrize(
    "each",
    [
        sought(use(*IN_ONE), use(*IN_TWO), raw="/gone/interview.mov"),
        sought(use(*IN_ONE), use(*IN_TWO), available_start=1500, available_duration=1600, available_rate="25/1"),
        sought(use(*IN_ONE), use(*IN_TWO), uuid="0ac9e5a1-1d53-4ca0-8d76-4b1c6b8a9a11"),
    ],
    ids=["a path", "its length is told", "an identity"],
)
def test_reference_when_it_tells_of_one_file_then_is_never_taken_apart(each: Sought) -> None:
    assert [target for target, _, _ in told(each, ONE, TWO)] == [None]


def test_reference_when_what_fits_was_made_from_another_that_fits_then_the_original_is_meant() -> None:
    proxy = asset(
        "proxies/B007/Clip_02_proxy.mov", kind="video", reel_name="B007", duration_s=10.0, frame_rate="25/1",
        frame_count=250, timecode="00:01:00:00", source_uids=[ONE.uid],
    )  # fmt: skip
    assert told(sought(use(*IN_ONE)), proxy, ONE) == [("Clip_02.mov", 1, [IN_ONE])]
    twin = clip("copy.mov", "00:01:00:00")
    assert told(sought(use(*IN_ONE)), proxy, ONE, twin) == [(None, 1, [IN_ONE])]
