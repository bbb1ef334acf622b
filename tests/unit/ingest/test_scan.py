"""Walking and grouping: one listing a folder, its digest, exclusions, and the paths a user gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assetgraph.errors import NothingToIngest, UsageError, VolumeMismatch
from assetgraph.graph.catalogue import KnownMount
from assetgraph.ingest.excludes import exclude_from
from assetgraph.ingest.found import assets_in, signed
from assetgraph.ingest.scan import walk
from assetgraph.ingest.scopes import KnownVolumes, resolve
from assetgraph.model.keys import volume_uid


def _tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def _walk(root: Path, *patterns: str) -> dict[str, set[str]]:
    return {
        os.path.relpath(os.fsdecode(listing.path), root): {os.fsdecode(name) for name, _ in listing.files}
        for listing in walk(os.fsencode(root), exclude=exclude_from(list(patterns)))
    }


def test_walk_when_run_then_yields_parents_first_and_sorted(tmp_path: Path) -> None:
    _tree(tmp_path, "b/2", "a/y/3", "a/x/1", "0")
    paths = [os.path.relpath(listing.path, os.fsencode(tmp_path)) for listing in walk(os.fsencode(tmp_path))]
    assert paths == [b".", b"a", b"a/x", b"a/y", b"b"]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ([], {"keep.txt", "a/one.tmp", "a/two.txt", "a/cache/x.txt", "cache/y.txt"}),
        (["*.tmp"], {"keep.txt", "a/two.txt", "a/cache/x.txt", "cache/y.txt"}),
        (["cache/"], {"keep.txt", "a/one.tmp", "a/two.txt"}),
        (["/cache"], {"keep.txt", "a/one.tmp", "a/two.txt", "a/cache/x.txt"}),
        (["a/**", "!a/two.txt"], {"keep.txt", "cache/y.txt", "a/two.txt"}),
        (["**/*.txt"], {"a/one.tmp"}),
        (["# a comment", ""], {"keep.txt", "a/one.tmp", "a/two.txt", "a/cache/x.txt", "cache/y.txt"}),
    ],
)
def test_exclude_when_given_in_gitignores_language_then_leaves_out(
    tmp_path: Path, patterns: list[str], left: set[str]
) -> None:
    _tree(tmp_path, "keep.txt", "a/one.tmp", "a/two.txt", "a/cache/x.txt", "cache/y.txt")
    found = {
        os.path.normpath(f"{folder}/{name}") for folder, names in _walk(tmp_path, *patterns).items() for name in names
    }
    assert found == left


def test_exclude_when_a_pattern_makes_no_sense_then_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="--exclude"):
        exclude_from(["!"])


def _digest(root: Path) -> str:
    return next(walk(os.fsencode(root))).digest


def test_digest_when_anything_in_the_folder_changes_then_changes(tmp_path: Path) -> None:
    _tree(tmp_path, "a", "b", "sub/c")
    seen = [_digest(tmp_path)]
    assert _digest(tmp_path) == seen[0]
    (tmp_path / "sub/c").write_text("the folder below is not its business")
    assert _digest(tmp_path) == seen[0]
    for act in (
        lambda: (tmp_path / "a").write_text("longer than before"),
        lambda: os.utime(tmp_path / "a", (1, 1)),
        lambda: (tmp_path / "a").chmod(0o600),
        lambda: (tmp_path / "a").rename(tmp_path / "z"),
        (tmp_path / "b").unlink,
    ):
        act()
        seen.append(_digest(tmp_path))
    assert len(set(seen)) == len(seen)


def test_assets_when_frames_stand_together_then_are_one_with_sum_and_latest_time(tmp_path: Path) -> None:
    for frame in (1, 2, 3):
        path = tmp_path / f"s.{frame:04d}.exr"
        path.write_bytes(b"x" * frame)
        os.utime(path, (frame, frame))
    _tree(tmp_path, "movie.mov")
    found = assets_in(next(walk(os.fsencode(tmp_path))).files)
    assert [(each.name, each.file_count) for each in found] == [(b"movie.mov", 1), (b"s.%04d.exr", 3)]
    sequence = found[1]
    assert (sequence.size, sequence.mtime_ns) == (6, 3 * 10**9)
    assert sequence.is_among(frozenset({b"s.0002.exr"}))
    assert not sequence.is_among(frozenset({b"s.0009.exr"}))
    assert set(sequence.probed) == {b"s.0001.exr", b"s.0002.exr", b"s.0003.exr"}


def test_assets_when_a_sequence_is_long_then_few_frames_are_opened_the_smallest_among_them(tmp_path: Path) -> None:
    for frame in range(1, 101):
        (tmp_path / f"s.{frame:04d}.exr").write_bytes(b"x" * (10 if frame == 42 else 100))
    (found,) = assets_in(next(walk(os.fsencode(tmp_path))).files)
    assert {b"s.0001.exr", b"s.0042.exr", b"s.0100.exr"} <= set(found.probed)
    assert len(found.probed) <= 6


def test_assets_when_inodes_do_not_last_then_have_none(tmp_path: Path) -> None:
    _tree(tmp_path, "a.mov")
    files = next(walk(os.fsencode(tmp_path))).files
    assert [each.inode for each in assets_in(files, stable_inodes=False)] == [None]


@pytest.mark.parametrize(("inode", "kept"), [(1, 1), (2**63 - 1, 2**63 - 1), (2**63, -(2**63)), (2**64 - 1, -1)])
def test_inode_when_it_uses_all_bits_then_fits_a_signed_integer(inode: int, kept: int) -> None:
    assert signed(inode) == kept


def test_scopes_when_paths_overlap_then_the_outermost_remain(tmp_path: Path) -> None:
    _tree(tmp_path, "a/b/x.mov", "a/y.mov", "c/z.mov")
    paths = [os.fsencode(tmp_path / each) for each in ("a", "a/b", "a/y.mov", "c/z.mov", "nowhere", "a")]
    scopes, missing = resolve(paths, None)
    assert [(os.path.relpath(scope.root, os.fsencode(tmp_path)), scope.only) for scope in scopes] == [
        (b"a", frozenset()),
        (b"c", frozenset({b"z.mov"})),
    ]
    assert [os.path.basename(each.path) for each in missing] == [b"nowhere"]


def test_scopes_when_a_path_is_a_link_or_relative_then_the_real_place_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tree(tmp_path, "real/x.mov")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path)
    scopes, _ = resolve([b"link", b"real/../real/", b"./real"], None)
    assert [scope.root for scope in scopes] == [os.fsencode(tmp_path / "real")]


def test_scopes_when_a_path_is_no_file_then_is_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    _tree(tmp_path, "x.mov")
    _, missing = resolve([os.fsencode(tmp_path / "pipe"), os.fsencode(tmp_path / "x.mov")], None)
    assert [each.reason for each in missing] == ["neither a folder nor a file"]


@pytest.mark.parametrize("paths", [[], [b"/nowhere/at/all"], [b"/nowhere", b"/neither"]])
def test_scopes_when_nothing_exists_then_is_a_wrong_call(paths: list[bytes]) -> None:
    with pytest.raises(NothingToIngest):
        resolve(paths, None)


def _known(path: bytes, identity: str, *, again: bool = False) -> KnownVolumes:
    mount = KnownMount(path, volume_uid(identity), identity, identity.removeprefix("declared:"))
    return KnownVolumes([mount], lambda _mount, _rel_path: again)


def test_scopes_when_a_declared_volume_is_known_then_its_root_stays(tmp_path: Path) -> None:
    _tree(tmp_path, "nas/a/x.mov", "other/x.mov")
    nas, other = os.fsencode(tmp_path / "nas"), os.fsencode(tmp_path / "other")
    known = _known(nas, "declared:nas")
    (scope,) = resolve([nas + b"/a"], "nas", known)[0]
    assert (scope.volume.root, scope.volume.relative(scope.root)) == (nas, b"a")
    with pytest.raises(VolumeMismatch, match="lies at"):
        resolve([other], "nas", known)
    (tmp_path / "nas").rename(tmp_path / "moved")
    (scope,) = resolve([os.fsencode(tmp_path / "moved")], "nas", known)[0]
    assert scope.volume.root == os.fsencode(tmp_path / "moved")


def test_scopes_when_no_volume_is_named_then_declared_ones_are_kept_to(tmp_path: Path) -> None:
    _tree(tmp_path, "nas/a/x.mov", "other/x.mov")
    root, nas = os.fsencode(tmp_path), os.fsencode(tmp_path / "nas")
    known = _known(nas, "declared:nas")
    (inside,) = resolve([nas + b"/a"], None, known)[0]
    assert (inside.volume.identity, inside.volume.root) == ("declared:nas", nas)
    (file,) = resolve([nas + b"/a/x.mov"], None, known)[0]
    assert file.volume.uid == inside.volume.uid
    around, nested = resolve([root], None, known)[0]
    assert (around.root, nas in around.skip, around.volume.is_declared) == (root, True, False)
    assert (nested.root, nested.given, nested.volume.identity) == (nas, root, "declared:nas")


@pytest.mark.parametrize(("given", "named", "again", "refused"), [
    ("nas", "second", True, "--volume first"),  # the same folder by another name
    ("nas", "second", False, None),  # another disk in the same place
    ("nas/a", "second", False, "do not overlap"),
    (".", "second", False, "do not overlap"),
])  # fmt: skip
def test_scopes_when_another_declared_volume_lies_there_then_files_are_known_once(
    tmp_path: Path, given: str, named: str, again: bool, refused: str | None
) -> None:
    _tree(tmp_path, "nas/a/x.mov")
    known = _known(os.fsencode(tmp_path / "nas"), "declared:first", again=again)
    paths = [os.fsencode(os.path.normpath(tmp_path / given))]
    if refused is None:
        assert resolve(paths, named, known)[0][0].volume.identity == "declared:second"
        return
    with pytest.raises(VolumeMismatch) as caught:
        resolve(paths, named, known)
    assert refused in str(caught.value)


def test_scopes_when_the_files_are_known_without_a_name_then_a_name_is_refused(tmp_path: Path) -> None:
    _tree(tmp_path, "a/x.mov")
    with pytest.raises(VolumeMismatch, match="leave --volume out"):
        resolve([os.fsencode(tmp_path / "a")], "nas", _known(b"/", "uuid:1", again=True))
    assert resolve([os.fsencode(tmp_path / "a")], "nas", _known(b"/", "uuid:1"))[0]
