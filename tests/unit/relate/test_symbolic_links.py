"""Paths through symbolic links lead where the system itself would go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.ingest.scan import walk
from assetgraph.relate.references.links import follow
from assetgraph.relate.references.sought import Mapped
from assetgraph.storage.mounts import HostMount, MappedPath

_MOUNT = HostMount("v", "here", "/mnt/v", "linux")


def _absolute(path: str) -> Mapped | None:
    below = path.removeprefix("/mnt/v/")
    return Mapped(MappedPath("v", below, _MOUNT, exact=True), "v", online=True) if below != path else None


@pytest.mark.parametrize(
    ("links", "path", "expected"),
    [
        ({"render": {"latest": "v002"}}, "render/latest/a.exr", "render/v002/a.exr"),
        ({"render": {"latest": "../store/./v002/"}}, "render/latest/a.exr", "store/v002/a.exr"),
        ({"": {"out": "/mnt/v/render"}, "render": {"latest": "v003"}}, "out/latest/a.exr", "render/v003/a.exr"),
        ({"": {"cut.mov": "edit/cut_v2.mov"}}, "cut.mov", "edit/cut_v2.mov"),
        ({"f": {"a.1001.exr": "../v/b.1001.exr", "a.1002.exr": "../v/b.1002.exr"}}, "f/a.%04d.exr", "v/b.1001.exr"),
        ({"": {"a": "b", "b": "a"}}, "a/x.mov", None),
        ({"": {"a": "../elsewhere"}}, "a/x.mov", None),
        ({"": {"a": "/mnt/other"}}, "a/x.mov", None),
        ({"": {"a": "b"}}, "x/a.mov", "x/a.mov"),
    ],
)
def test_follow_when_links_lie_on_the_way_then_it_ends_where_they_lead(
    links: dict[str, dict[str, str]], path: str, expected: str | None
) -> None:
    way = follow(("v", path), {("v", folder): told for folder, told in links.items()}, _absolute)
    assert (way.place[1] if way else None) == expected


_NAMES = st.sampled_from(["a", "b", "c"])
_TARGETS = st.lists(st.sampled_from(["a", "b", "c", "..", "."]), min_size=1, max_size=3).map("/".join)


@given(st.dictionaries(_NAMES, _TARGETS, max_size=3), st.dictionaries(_NAMES, _TARGETS, max_size=2))
def test_follow_when_links_are_any_then_it_agrees_with_the_system(
    tmp_path_factory: pytest.TempPathFactory, top: dict[str, str], below: dict[str, str]
) -> None:
    root = tmp_path_factory.mktemp("links") / "volume"
    links: dict[tuple[str, str], dict[str, str]] = {("v", ""): top, ("v", "d"): below}
    for (_, folder), told in links.items():
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name, target in told.items():
            (root / folder / name).symlink_to(target)
    way = follow(("v", "d/a/b"), links, _absolute)
    try:
        (root / "d/a").resolve(strict=True)
        real = os.path.relpath((root / "d/a/b").resolve(), root)
        (root / "d/a/b").stat()
    except FileNotFoundError:
        if not (root / "d/a").exists():
            return
    except (OSError, RuntimeError):
        return  # a ring
    if not real.startswith(".."):
        assert way is not None
        assert (way.place[1] or ".") == real


def test_walk_when_a_link_leads_elsewhere_then_the_folder_is_another(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    plain = next(walk(os.fsencode(tmp_path)))
    (tmp_path / "latest").symlink_to("v001")
    linked = next(walk(os.fsencode(tmp_path)))
    (tmp_path / "latest").unlink()
    (tmp_path / "latest").symlink_to("v002")
    moved = next(walk(os.fsencode(tmp_path)))
    assert [each.links for each in (plain, linked, moved)] == [(), ((b"latest", b"v001"),), ((b"latest", b"v002"),)]
    assert len({each.digest for each in (plain, linked, moved)}) == 3
