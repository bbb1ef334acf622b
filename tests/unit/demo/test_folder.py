"""The demo folder against its own facts, looked at with plain means: hashes, names, a second reader."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import OpenImageIO
import pytest

from assetgraph.demo import folder
from assetgraph.demo.facts import DemoFacts
from assetgraph.demo.folder import MARKER, build_demo, second_act, write_declared
from assetgraph.demo.seed import Seed, seed_folder
from assetgraph.errors import UsageError
from assetgraph.model.records import Kind

SMALL = Seed.model_validate(
    {
        "entry": [
            {"kind": "still", "path": "a/one.png", "width": 8, "height": 8},
            {"kind": "frames", "path": "a/two.%02d.exr", "first": 1, "last": 2, "width": 8, "height": 8},
            {"kind": "copy", "path": "b/one.png", "of": "a/one.png"},
            {"kind": "empty", "path": "b/gone.png"},
        ],
        "change": [
            {"kind": "move", "path": "b/one.png", "to": "c/moved.png"},
            {"kind": "delete", "path": "b/gone.png"},
            {"kind": "render", "path": "a/two.%02d.exr", "seed": 5},
        ],
    }
)


@pytest.fixture
def small_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "load_seed", lambda: SMALL)


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def test_build_demo_when_built_then_files_are_as_told(demo: DemoFacts) -> None:
    files = files_of(demo.root)
    assert len(files) == demo.files
    assert sum(map(len, files.values())) < 40e6
    assert {name.partition("/")[0] for name in files} == set(demo.volumes) == {"nas1", "archive1"}
    assert demo.assets == sum(demo.kinds.values()) + len(demo.problems)
    assert demo.assets == demo.files - sum(one.frame_count - 1 for one in demo.sequences)


def test_build_demo_when_hashed_then_equal_files_are_the_groups(demo: DemoFacts) -> None:
    by_hash: defaultdict[str, list[str]] = defaultdict(list)
    for name, content in files_of(demo.root).items():
        by_hash[hashlib.sha256(content).hexdigest()].append(name)
    equal = sorted(tuple(sorted(names)) for names in by_hash.values() if len(names) > 1)
    assert tuple(equal) == demo.duplicate_groups


def test_build_demo_when_listed_then_frames_are_there_and_holes_are_not(demo: DemoFacts) -> None:
    assert [Path(one.pattern).name for one in demo.sequences if one.missing] == ["reel_1_%06d.dpx"]
    for one in demo.sequences:
        frames = range(one.first, one.last + 1)
        present = [frame for frame in frames if (demo.root / (one.pattern % frame)).exists()]
        absent = {frame for first, last in one.missing for frame in range(first, last + 1)}
        assert len(present) == one.frame_count
        assert set(frames) - set(present) == absent


def test_build_demo_when_videos_are_opened_then_only_the_problems_fail(demo: DemoFacts) -> None:
    failed = []
    for name in files_of(demo.root):
        if name.endswith((".mov", ".mp4", ".mxf", ".wav", ".flac")):
            try:
                with av.open(str(demo.root / name)) as container:
                    assert container.streams
            except av.FFmpegError:
                failed.append(name)
    assert sorted(failed) == sorted(demo.problems)


def test_build_demo_when_kinds_are_counted_then_as_by_ending(demo: DemoFacts) -> None:
    kinds = {
        **dict.fromkeys([".mov", ".mp4", ".mxf"], Kind.VIDEO),
        **dict.fromkeys([".wav", ".flac"], Kind.AUDIO),
        **dict.fromkeys([".jpg", ".tif", ".png"], Kind.IMAGE),
        **dict.fromkeys([".otio", ".edl", ".fcpxml", ".nk"], Kind.DOCUMENT),
        **dict.fromkeys([".srt", ".xmp"], Kind.SIDECAR),
        ".txt": Kind.OTHER,
    }
    names = [name for name in files_of(demo.root) if name not in demo.problems]
    counted = Counter(kinds[Path(name).suffix] for name in names if Path(name).suffix in kinds)
    assert demo.kinds == {**counted, Kind.SEQUENCE: len(demo.sequences)}


def test_build_demo_when_stills_are_read_then_exif_is_as_in_the_seed(
    demo: DemoFacts, exif: Callable[[Path], dict[str, Any]]
) -> None:
    tags = exif(demo.root / "nas1/aurora/stills/DSC_0001.jpg")
    assert (tags["Model"], tags["ISO"], tags["FNumber"]) == ("NIKON Z 8", 400, 2.8)


@pytest.mark.usefixtures("small_seed")
def test_build_demo_when_built_again_then_it_starts_anew(tmp_path: Path) -> None:
    begun: list[str] = []
    build_demo(tmp_path, begun.append)
    before = files_of(tmp_path)
    (tmp_path / "a/one.png").write_bytes(b"changed")
    (tmp_path / "b/one.png").unlink()
    build_demo(tmp_path, begun.append)
    assert files_of(tmp_path) == before
    assert begun == ["a/one.png", "a/two.%02d.exr", "b/gone.png", "b/one.png"] * 2


@pytest.mark.usefixtures("small_seed")
def test_second_act_when_played_then_moved_deleted_and_rendered_again(tmp_path: Path) -> None:
    build_demo(tmp_path, lambda _: None)
    before = files_of(tmp_path)
    begun: list[str] = []
    facts = second_act(tmp_path, begun.append)
    after = files_of(tmp_path)
    assert begun == ["b/one.png", "b/gone.png", "a/two.%02d.exr"]
    assert set(after) == {"a/one.png", "a/two.01.exr", "a/two.02.exr", "c/moved.png"}
    assert after["c/moved.png"] == before["b/one.png"]
    assert all(after[name] != before[name] for name in ("a/two.01.exr", "a/two.02.exr"))
    assert (facts.moved, facts.deleted) == ({"b/one.png": "c/moved.png"}, ("b/gone.png",))
    assert (facts.files, facts.assets) == (4, 3)


@pytest.mark.usefixtures("small_seed")
def test_second_act_when_played_twice_or_on_nothing_then_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not as the demo built it"):
        second_act(tmp_path, lambda _: None)
    build_demo(tmp_path, lambda _: None)
    second_act(tmp_path, lambda _: None)
    before = files_of(tmp_path)
    with pytest.raises(UsageError, match="not as the demo built it"):
        second_act(tmp_path, lambda _: None)
    assert files_of(tmp_path) == before


@pytest.mark.usefixtures("small_seed")
def test_build_demo_when_second_act_was_played_then_it_starts_anew(tmp_path: Path) -> None:
    build_demo(tmp_path, lambda _: None)
    before = files_of(tmp_path)
    second_act(tmp_path, lambda _: None)
    build_demo(tmp_path, lambda _: None)
    assert files_of(tmp_path) == before
    assert not (tmp_path / "c").exists()


def test_write_declared_when_written_then_both_files_are_those_of_the_seeds(tmp_path: Path) -> None:
    write_declared(tmp_path / "home")
    for name in ("studio.yaml", "policies.yaml"):
        assert (tmp_path / "home" / name).read_text() == (seed_folder() / name).read_text()


@pytest.mark.usefixtures("small_seed")
@pytest.mark.parametrize("marked", [False, True])
def test_build_demo_when_foreign_file_then_refused_and_nothing_touched(tmp_path: Path, marked: bool) -> None:
    if marked:
        build_demo(tmp_path, lambda _: None)
    (tmp_path / "mine.txt").write_text("mine")
    before = files_of(tmp_path)
    with pytest.raises(UsageError, match=r"mine\.txt"):
        build_demo(tmp_path, lambda _: None)
    assert files_of(tmp_path) == before


@pytest.mark.usefixtures("small_seed")
def test_build_demo_when_folder_links_elsewhere_then_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/one.png").write_bytes(b"mine")
    build_demo(tmp_path / "demo", lambda _: None)
    (tmp_path / "demo/linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="linked"):
        build_demo(tmp_path / "demo", lambda _: None)
    assert (tmp_path / "elsewhere/one.png").read_bytes() == b"mine"


@pytest.mark.usefixtures("small_seed")
def test_build_demo_when_marker_is_damaged_then_refused(tmp_path: Path) -> None:
    build_demo(tmp_path, lambda _: None)
    (tmp_path / MARKER).write_text("{")
    with pytest.raises(UsageError):
        build_demo(tmp_path, lambda _: None)


def test_build_demo_when_root_is_a_file_then_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="not a folder"):
        build_demo(tmp_path / "file", lambda _: None)


def test_build_demo_when_derivatives_are_opened_then_they_are_as_long_as_their_source_and_no_larger(
    demo: DemoFacts,
) -> None:
    for each in demo.derivatives:
        length, width = extent(demo, each.derivative)
        source_length, source_width = extent(demo, each.source)
        assert length == source_length
        assert width < source_width if each.kind == "PROXY" else width == source_width


def extent(demo: DemoFacts, path: str) -> tuple[int, int]:
    """Frames and width, by PyAV and OpenImageIO."""
    sequence = next((one for one in demo.sequences if one.pattern == path), None)
    if sequence:
        frame = OpenImageIO.ImageBuf(str(demo.root / (path % sequence.first)))
        return sequence.frame_count, frame.spec().full_width
    with av.open(str(demo.root / path)) as container:
        return sum(1 for _ in container.decode(video=0)), container.streams.video[0].width


def test_build_demo_when_reels_are_read_then_the_timecode_tracks_tell_them(demo: DemoFacts) -> None:
    reels = {"aurora/plates/A001_C002_0131AB.mov": "A001C002", "boreal/footage/day_1/B001_C001.mov": "B001C001"}
    for path, reel in reels.items():
        with av.open(str(demo.root / "nas1" / path)) as container:
            assert container.streams.data[0].metadata["reel_name"] == reel


def test_build_demo_when_built_twice_then_the_bytes_are_equal(demo: DemoFacts, tmp_path: Path) -> None:
    """Documents name the folder itself."""
    build_demo(tmp_path, lambda _: None)
    one, other = files_of(demo.root), files_of(tmp_path)
    assert one.keys() == other.keys()
    assert {Path(name).suffix for name in one if one[name] != other[name]} <= {".otio", ".nk"}
