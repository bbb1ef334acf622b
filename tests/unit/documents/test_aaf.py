"""AAF: written mob by mob, so that what each clip was made from is known; and files that mean harm."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aaf2
import opentimelineio as otio
import pytest
from aaf_files import RATE, Shot, picture, write
from document_rows import rows

from assetgraph.documents.readers import aaf
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Reference, ReferenceKind, StateHint, Status

Read = Callable[[str, str | bytes], DocumentContent]
LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"


def read_shots(folder: Path, *shots: Shot, used: int | None = None) -> tuple[DocumentContent, dict[str, str]]:
    path = folder / "cut.aaf"
    ids = write(path, *shots, used=used)
    return read_document(str(path), "aaf"), ids


def found(content: DocumentContent) -> list[tuple[str, str, str]]:
    return [(each.raw, each.kind.value, each.role) for each in content.references]


def test_clip_when_made_from_an_import_then_tells_transcode_and_original(tmp_path: Path) -> None:
    shot = Shot("a", ("file:///mxf/a%20b.mxf",), imported="file:///C%3A/a.mov", frames=(5, 15), start=90000)
    content, ids = read_shots(tmp_path, shot)
    assert content.status is Status.FULL
    assert found(content) == [
        ("file:///mxf/a%20b.mxf", "CLIP", "transcode"),
        ("file:///C%3A/a.mov", "CLIP", "original"),
    ]
    transcode, original = content.references
    assert (transcode.made_from, original.made_from) == (original.raw, None)
    assert transcode.umid == ids["a"]
    assert original.umid not in {None, ids["a"]}
    assert (transcode.available_start, transcode.available_duration, transcode.available_rate) == (90000, 100, "25/1")
    assert original.available_duration is None
    assert rows(content) == [("a%20b.mxf", "V1", 0, 10, 90005, 90015)]


def test_clip_when_made_from_tape_then_tells_its_reel(tmp_path: Path) -> None:
    content, ids = read_shots(tmp_path, Shot("b", ("file:///mxf/b.mxf", "file://other/b.mxf"), tape="A001", start=50))
    assert found(content) == [("file:///mxf/b.mxf", "CLIP", "media"), ("file://other/b.mxf", "CLIP", "media")]
    assert {each.reel for each in content.references} == {"A001"}
    assert {each.umid for each in content.references} == {ids["b"]}
    assert len(content.uses) == 1


def test_clip_when_linked_to_its_original_then_is_told_once(tmp_path: Path) -> None:
    content, _ = read_shots(tmp_path, Shot("d", ("file:///d.mov",), imported="file:///d.mov"))
    assert found(content) == [("file:///d.mov", "CLIP", "media")]


def test_paths_when_written_by_windows_then_stay_letter_by_letter(tmp_path: Path) -> None:
    content, _ = read_shots(tmp_path, Shot("e", ("\\\\srv\\vol\\e.mxf",), unc="C:\\rushes\\e ü.mov"))
    assert found(content) == [("\\\\srv\\vol\\e.mxf", "CLIP", "media"), ("C:\\rushes\\e ü.mov", "CLIP", "original")]


def test_clip_when_no_path_is_told_then_is_known_by_name_and_umid(tmp_path: Path) -> None:
    content, ids = read_shots(tmp_path, Shot("c", tape="T7"))
    (reference,) = content.references
    assert (reference.raw, reference.umid, reference.reel, reference.clip_name) == ("c media", ids["c"], "T7", "c")
    assert reference.state_hint is None


def test_media_when_in_the_file_itself_then_is_embedded(tmp_path: Path) -> None:
    content, _ = read_shots(tmp_path, Shot("f", embedded=True), Shot("g"))
    assert [each.state_hint for each in content.references] == [StateHint.EMBEDDED, None]


def test_clips_when_no_timeline_plays_them_then_lie_in_a_bin(tmp_path: Path) -> None:
    shots = [Shot("a", ("/a.mxf",)), Shot("u", ("/u.mxf",), imported="/u.mov")]
    content, _ = read_shots(tmp_path, *shots, used=1)
    assert sorted(found(content)) == [
        ("/a.mxf", "CLIP", "media"),
        ("/u.mov", "BIN", "original"),
        ("/u.mxf", "BIN", "transcode"),
    ]
    content, _ = read_shots(tmp_path, *shots, used=0)
    assert {kind for _, kind, _ in found(content)} == {"BIN"}
    assert (content.timelines, content.uses, content.status) == ((), (), Status.FULL)


def test_timeline_when_it_has_a_clock_then_starts_there_and_counts_media_tracks_only(tmp_path: Path) -> None:
    content, _ = read_shots(tmp_path, Shot("a", ("/a.mxf",)), Shot("b", ("/b.mxf",), frames=(20, 26)))
    (timeline,) = content.timelines
    assert (timeline.name, timeline.edit_rate, timeline.start_timecode) == ("Reel 1", "25/1", "01:00:00:00")
    assert rows(content) == [("a.mxf", "V1", 0, 10, 0, 10), ("b.mxf", "V1", 10, 16, 20, 26)]


def test_clip_when_used_twice_then_is_one_reference(tmp_path: Path) -> None:
    path = tmp_path / "cut.aaf"
    with aaf2.open(str(path), "w") as file:
        master = _master(file, "m")
        _composition(file, "c", [master.create_source_clip(1, at, 5, "picture") for at in (0, 20)])
    content = read_document(str(path), "aaf")
    assert [(each.raw, each.count) for each in content.references] == [("/m.mxf", 2)]
    assert rows(content) == [("m.mxf", "V1", 0, 5, 0, 5), ("m.mxf", "V1", 5, 10, 20, 25)]


def test_libraries_when_missing_then_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.aaf", Shot("a"))
    for name in ("aaf2", "otio_aaf_adapter.adapters.advanced_authoring_format"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, name, None)
            content = read_document(str(tmp_path / "a.aaf"), "aaf")
        assert content.status is Status.FAILED
        assert "assetgraph[aaf]" in content.problems[0].next_step
        assert content.problems[0].tool == "otio-aaf-adapter"


def test_timelines_when_the_adapter_gives_up_then_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(path: str) -> None:
        raise ValueError("no such segment")

    monkeypatch.setattr("otio_aaf_adapter.adapters.advanced_authoring_format.read_from_file", give_up)
    content, _ = read_shots(tmp_path, Shot("a", ("/a.mxf",)))
    assert content.status is Status.PARTIAL
    assert "no such segment" in content.notes[0]
    assert found(content) == [("/a.mxf", "BIN", "media")]


def test_tracks_when_of_no_media_then_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = otio.schema.Timeline("t")
    lasts = otio.opentime.TimeRange(otio.opentime.RationalTime(0, 24), otio.opentime.RationalTime(8, 24))
    for kind in ("AAF_Timecode", "Video", "AAF_Data"):
        clip = otio.schema.Clip(f"of {kind}", source_range=lasts)
        timeline.tracks.append(otio.schema.Track(kind=kind, children=[clip]))
    module = "otio_aaf_adapter.adapters.advanced_authoring_format"
    monkeypatch.setattr(f"{module}.read_from_file", lambda _: timeline)
    content, _ = read_shots(tmp_path, Shot("a", ("/a.mxf",)))
    assert rows(content) == [("of Video", "V1", 0, 8, 0, 8)]


def test_clip_when_a_comment_tells_its_source_too_then_plays_the_media(tmp_path: Path) -> None:
    content, _ = read_shots(tmp_path, Shot("a", ("/z.mxf",), imported="/b.mov", unc="/c.mov"))
    assert found(content) == [
        ("/z.mxf", "CLIP", "transcode"),
        ("/b.mov", "CLIP", "original"),
        ("/c.mov", "CLIP", "original"),
    ]
    assert [use.reference for use in content.uses] == [0]


def test_media_when_put_together_from_parts_then_tells_their_paths(tmp_path: Path) -> None:
    path = tmp_path / "parts.aaf"
    with aaf2.open(str(path), "w") as file:
        whole, part = file.create.MultipleDescriptor(), picture(file, 100)
        whole["SampleRate"].value, whole["Length"].value = RATE, 100
        locator = file.create.NetworkLocator()
        locator["URLString"].value = "/part.mov"
        part["Locator"].append(locator)
        whole["FileDescriptors"].append(part)
        master = _master(file, "m", whole)
        _composition(file, "c", [master.create_source_clip(1, 0, 5, "picture")])
    assert sorted(found(read_document(str(path), "aaf"))) == [
        ("/m.mxf", "CLIP", "media"),
        ("/part.mov", "CLIP", "media"),
    ]


@pytest.mark.parametrize("data", [b"", LFS.encode(), b"\xd0\xcf\x11\xe0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100])
def test_file_when_no_aaf_then_is_refused(read: Read, data: bytes) -> None:
    content = read("aaf", data)
    assert content.status is Status.FAILED
    assert content.problems[0].next_step


def test_file_when_too_large_then_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.aaf"
    write(path, Shot("a"))
    with path.open("r+b") as file:
        file.truncate(aaf.MOST_BYTES + 1)
    monkeypatch.setattr(aaf2.file.AAFFile, "__init__", lambda *_: pytest.fail("it was opened"))
    content = read_document(str(path), "aaf")
    assert "larger than 4 GiB" in content.problems[0].reason


def test_file_when_cut_off_then_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.aaf"
    write(path, Shot("a", ("/a.mxf",)))
    whole = path.read_bytes()
    for size in range(8, len(whole) - 4096, len(whole) // 20):
        path.write_bytes(whole[:size])
        content = read_document(str(path), "aaf")
        assert content.status is Status.FAILED, size
        assert content.problems[0].reason
        assert content.problems[0].next_step


# The adapter leaves a damaged file open.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("seed", range(12))
def test_file_when_damaged_then_ends_in_a_content(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "damaged.aaf"
    write(path, Shot("a", ("/a.mxf",), imported="/a.mov"))
    data = bytearray(path.read_bytes())
    chance = random.Random(seed)
    for _ in range(200):
        data[chance.randrange(512, len(data))] = chance.randrange(256)
    path.write_bytes(data)
    content = read_document(str(path), "aaf")
    assert content.problems or content.status is not Status.FAILED


def test_mobs_when_they_play_each_other_then_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "circle.aaf"
    with aaf2.open(str(path), "w") as file:
        one, other = (file.create.CompositionMob(name) for name in "ab")
        file.content.mobs.extend([one, other])
        for mob, plays in ((one, other), (other, one)):
            slot = mob.create_timeline_slot(RATE)
            slot.segment = file.create.SourceClip(1, slot_id=1, length=9, mob_id=plays.mob_id, media_kind="picture")
    content = read_document(str(path), "aaf")
    assert content.status is Status.FAILED
    assert "plays itself" in content.problems[0].reason


def test_mobs_when_they_double_at_each_level_then_are_refused_in_time(tmp_path: Path) -> None:
    path = tmp_path / "bomb.aaf"
    with aaf2.open(str(path), "w") as file:
        mob = _master(file, "m")
        for level in range(40):
            mob = _composition(file, f"c{level}", [mob.create_source_clip(1, 0, 5, "picture") for _ in range(2)])
    begun = time.monotonic()
    content = read_document(str(path), "aaf")
    assert content.status is Status.FAILED
    assert "items" in content.problems[0].reason
    assert time.monotonic() - begun < 30


def test_clip_when_its_mob_is_elsewhere_then_is_told_by_umid(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.aaf"
    umid = "urn:smpte:umid:060a2b34.01010105.01010f10.13000000.00000001.00000002.00000003.00000004"
    with aaf2.open(str(path), "w") as file:
        clip = file.create.SourceClip(0, slot_id=1, length=9, mob_id=aaf2.mobid.MobID(umid), media_kind="picture")
        _composition(file, "c", [clip])
    content = read_document(str(path), "aaf")
    assert content.status is Status.PARTIAL
    assert content.references == (Reference(raw=umid, umid=umid, kind=ReferenceKind.BIN),)


def _master(file: aaf2.file.AAFFile, name: str, descriptor: Any = None) -> aaf2.mobs.MasterMob:
    media, master = file.create.SourceMob(name), file.create.MasterMob(name)
    media.descriptor = descriptor or picture(file, 100)
    locator = file.create.NetworkLocator()
    locator["URLString"].value = f"/{name}.mxf"
    media.descriptor["Locator"].append(locator)
    media.create_timeline_slot(RATE).segment = file.create.SourceClip(0, length=100, media_kind="picture")
    master.create_timeline_slot(RATE).segment = media.create_source_clip(1, 0, 100, "picture")
    file.content.mobs.extend([media, master])
    return master


def _composition(
    file: aaf2.file.AAFFile, name: str, clips: list[aaf2.components.SourceClip]
) -> aaf2.mobs.CompositionMob:
    mob = file.create.CompositionMob(name)
    sequence = file.create.Sequence(media_kind="picture")
    sequence.components.extend(clips)
    mob.create_timeline_slot(RATE).segment = sequence
    file.content.mobs.append(mob)
    return mob
