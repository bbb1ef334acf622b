"""AAF and ALE of others, against what their bytes and other readers tell.

The files are found by ASSETGRAPH_SAMPLES, else beside the checkout; without them these tests are skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aaf2
import pytest
from otio_ale_adapter import ale as ale_adapter

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, Status

REPOSITORY = Path(__file__).parents[2]
TIMELINES = Path(os.environ.get("ASSETGRAPH_SAMPLES", REPOSITORY.parent / "shared" / "samples")) / "timelines"
pytestmark = pytest.mark.skipif(not TIMELINES.is_dir(), reason=f"no samples at {TIMELINES}: set ASSETGRAPH_SAMPLES")
AAFS = sorted(path.name for path in TIMELINES.glob("*.aaf"))
ALES = sorted(path.name for path in TIMELINES.glob("*.ale"))
_SCHEME = "file://".encode("utf-16-le")
_WHOLE = re.compile(r"file://[^\n]+\.[a-zA-Z0-9]{3}")
# What master mobs were described from, which is told by import settings and is no media.
IMPORT_SETTINGS = (
    "/24.aaf",
    "/SLUG.aaf",
    "/XX315-0091_01_Xxxxxx.aaf",
    "/s000-0000_01_aaaaa_aaa.aaf",
    "/ppjoshm_1.SIM1.aaf",
)


def content_of(name: str) -> DocumentContent:
    return read_document(str(TIMELINES / name), Path(name).suffix[1:])


def urls_in(data: bytes) -> Iterator[str]:
    """Whole file URLs among the bytes; one that lies in two places of the storage is not whole."""
    for found in re.finditer(re.escape(_SCHEME), data):
        letters = data[found.start() : found.start() + 1000].decode("utf-16-le", "replace")
        url = letters.partition("\0")[0]
        if _WHOLE.fullmatch(url):
            yield url


@pytest.mark.parametrize("name", AAFS)
def test_urls_when_in_the_bytes_of_an_aaf_then_are_references_letter_by_letter(name: str) -> None:
    data = (TIMELINES / name).read_bytes()
    content = content_of(name)
    assert content.status in {Status.FULL, Status.PARTIAL}
    told = {each.raw for each in content.references}
    written = {url for url in urls_in(data) if not url.endswith(IMPORT_SETTINGS)}
    assert {url for url in written if url not in told and not _is_torn(url, told)} == set()
    for raw in told:
        assert raw[:12].encode("utf-16-le") in data, raw


def _is_torn(url: str, told: set[str]) -> bool:
    """Whether it is two pieces of others, which by chance look like one."""
    return any(url.startswith(raw[:20]) and url.endswith(raw[-12:]) and len(url) < len(raw) for raw in told)


def test_urls_when_counted_in_all_aafs_then_most_are_whole_and_told() -> None:
    whole = told = 0
    for name in AAFS:
        raws = {each.raw for each in content_of(name).references if each.raw.startswith("file://")}
        whole += len(raws & set(urls_in((TIMELINES / name).read_bytes())))
        told += len(raws)
    assert (len(AAFS), told) == (18, 158)
    assert whole >= 150


@pytest.mark.parametrize("name", AAFS)
def test_umids_when_told_then_are_of_mobs_that_name_the_path(name: str) -> None:
    with aaf2.open(str(TIMELINES / name)) as file:
        named = {
            (str(mob.mob_id), locator["URLString"].value)
            for mob in file.content.sourcemobs()
            for locator in mob.descriptor.getvalue("Locator", [])
        }
    told = {(each.umid, each.raw) for each in content_of(name).references if each.umid and "/" in each.raw}
    assert told <= named
    assert {path for _, path in named} == {path for _, path in told}


@pytest.mark.parametrize("name", AAFS)
def test_uses_when_tracks_are_plain_then_lie_where_lengths_add_up(name: str) -> None:
    content = content_of(name)
    with aaf2.open(str(TIMELINES / name)) as file:
        for index, mob in enumerate(file.content.toplevel()):
            expected = {kind: list(_plain_tracks(mob, kind)) for kind in ("Picture", "Sound")}
            for kind, media in (("Picture", Media.PICTURE), ("Sound", Media.SOUND)):
                for number, track in enumerate(expected[kind], 1):
                    if track is None:
                        continue
                    uses = [
                        (use.record_in, use.record_out)
                        for use in content.uses
                        if (use.timeline, use.media, use.track) == (index, media, number)
                    ]
                    assert sorted(uses) == track, (name, kind, number)


def test_plain_tracks_when_counted_then_hold_most_uses() -> None:
    clips = 0
    for name in AAFS:
        with aaf2.open(str(TIMELINES / name)) as file:
            for mob in file.content.toplevel():
                clips += sum(len(track or ()) for kind in ("Picture", "Sound") for track in _plain_tracks(mob, kind))
    assert clips == 237
    assert sum(len(content_of(name).uses) for name in AAFS) < 2 * clips


def _plain_tracks(mob: Any, kind: str) -> Iterator[list[tuple[int, int]] | None]:
    """Where the clips of each track lie; None for one with transitions, layers or nested timelines."""
    for slot in mob.slots:
        if slot.segment.media_kind != kind:
            continue
        parts = list(slot.segment.components) if hasattr(slot.segment, "components") else [slot.segment]
        at, track, plain = 0, [], True
        for part in parts:
            if type(part).__name__ != "Filler":
                plain = plain and _is_one_clip(part)
                track.append((at, at + part.length))
            at += part.length
        if track or not plain:
            yield track if plain else None


def _is_one_clip(part: Any) -> bool:
    """Whether it is a clip of a master mob, perhaps with effects upon it."""
    if type(part).__name__ == "SourceClip":
        return type(part.mob).__name__ == "MasterMob"
    inputs = {"OperationGroup": "InputSegments", "Sequence": "Components"}.get(type(part).__name__)
    within = list(part.getvalue(inputs, [])) if inputs else []
    return len(within) == 1 and _is_one_clip(within[0])


def test_uses_when_the_same_timeline_is_there_as_otio_then_agree() -> None:
    ours, theirs = (content_of(f"preflattened.{ending}") for ending in ("aaf", "otio"))
    pictures = [
        (content.references[use.reference].clip_name, use.record_in, use.record_out, use.source_in - start)
        for content, start in ((ours, 86400), (theirs, 0))
        for use in content.uses
        if use.media is Media.PICTURE
    ]
    assert len(pictures) == 10
    # The timecode of the media, an hour in all but one, is in the AAF alone.
    places = {(name, first, last) for name, first, last, _ in pictures[:5]}
    assert places == {(name, first, last) for name, first, last, _ in pictures[5:]}
    assert [row for row in pictures[:5] if row[0] != "KOLL-HD.mp4"] == [
        row for row in pictures[5:] if row[0] != "KOLL-HD.mp4"
    ]


@pytest.mark.parametrize("name", ALES)
def test_clips_when_another_reader_reads_the_ale_then_agree(name: str) -> None:
    content = content_of(name)
    clips = list(ale_adapter.read_from_string((TIMELINES / name).read_text()))
    assert content.status is Status.FULL
    assert sum(each.count for each in content.references) == len(clips)
    found = {}
    for clip in clips:
        found.setdefault(clip.name, clip)
    for each in content.references:
        clip = found[each.clip_name]
        assert each.available_start == clip.source_range.start_time.to_frames()
        assert each.available_duration == clip.source_range.duration.to_frames()
        assert each.reel == (clip.metadata["ALE"].get("Tape") or None)


def test_ale_paths_when_read_by_hand_then_are_these() -> None:
    told = {name: [each.raw for each in content_of(name).references] for name in ALES}
    assert told == {
        "sample.ale": [
            f"/Users/zzz/Desktop/{each}.aaf" for each in ("test_017056", "test_017057", "test_017058", "output")
        ],
        "sampleUHD.ale": ["A118_C029_1102JR_001.R3D"],
        "sample_cdl.ale": ["some/path/A005_C010_0501J0_001.R3D", "some/path/A005_C009_0501A0_001.R3D"],
    }  # fmt: skip
