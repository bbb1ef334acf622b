"""The demo folder against its own facts, looked at with plain means: hashes, names, a second reader."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest
from pydantic import ValidationError

from assetgraph.demo import folder
from assetgraph.demo.folder import MARKER, build_demo
from assetgraph.demo.seed import DemoFacts, Seed, load_seed
from assetgraph.errors import UsageError
from assetgraph.model.records import Kind

SMALL = Seed.model_validate(
    {
        "entry": [
            {"kind": "still", "path": "a/one.png", "width": 8, "height": 8},
            {"kind": "copy", "path": "b/one.png", "of": "a/one.png"},
        ]
    }
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFacts:
    return build_demo(tmp_path_factory.mktemp("demo") / "root", lambda _: None)


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
    assert demo.assets == sum(demo.kinds.values()) + len(demo.problems)
    assert demo.assets == demo.files - sum(one.frame_count - 1 for one in demo.sequences)


def test_build_demo_when_hashed_then_equal_files_are_the_groups(demo: DemoFacts) -> None:
    by_hash: defaultdict[str, list[str]] = defaultdict(list)
    for name, content in files_of(demo.root).items():
        by_hash[hashlib.sha256(content).hexdigest()].append(name)
    equal = sorted(tuple(sorted(names)) for names in by_hash.values() if len(names) > 1)
    assert tuple(equal) == demo.duplicate_groups
    assert all(len({Path(name).parent for name in names}) == len(names) for names in equal)


def test_build_demo_when_listed_then_frames_are_there_and_holes_are_not(demo: DemoFacts) -> None:
    assert [bool(one.missing) for one in demo.sequences] == [True, True, False]
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
        **dict.fromkeys([".otio", ".edl"], Kind.DOCUMENT),
        ".srt": Kind.SIDECAR,
        ".txt": Kind.OTHER,
    }
    names = [name for name in files_of(demo.root) if name not in demo.problems]
    counted = Counter(kinds[Path(name).suffix] for name in names if Path(name).suffix in kinds)
    assert demo.kinds == {**counted, Kind.SEQUENCE: len(demo.sequences)}


def test_build_demo_when_stills_are_read_then_exif_is_as_in_the_seed(
    demo: DemoFacts, exif: Callable[[Path], dict[str, Any]]
) -> None:
    tags = exif(demo.root / "aurora/stills/DSC_0001.jpg")
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
    assert begun == ["a/one.png", "b/one.png"] * 2


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


def test_load_seed_when_read_then_paths_are_relative_and_differ() -> None:
    paths = [file for entry in load_seed().entry for file in entry.files()]
    assert len(set(paths)) == len(paths)
    assert not any(Path(path).is_absolute() or ".." in Path(path).parts for path in paths)


def test_seed_when_a_name_is_misspelt_then_it_is_refused() -> None:
    with pytest.raises(ValidationError):
        Seed.model_validate({"entry": [{"kind": "empty", "path": "a", "sead": 1}]})
