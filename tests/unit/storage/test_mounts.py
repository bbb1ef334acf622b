"""Paths of all hosts mapped to volumes, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.storage.mounts import HostMount, MountMap
from assetgraph.storage.raw_paths import parse

MOUNTS = [
    HostMount("nas1", "edit01", "S:\\", "windows"),
    HostMount("nas1", "comp07", "/mnt/nas1", "linux"),
    HostMount("nas1", "mac03", "/Volumes/Nas1", "macos"),
    HostMount("nas2", "comp07", "/mnt/nas1/archive", "linux"),
    HostMount("root7", "comp07", "/", "linux"),
    HostMount("nas3", "edit01", r"\\filer\projects", "windows"),
    HostMount("x1", "edit01", "X:/", "windows"),
    HostMount("x2", "edit02", "X:/", "windows"),
    HostMount("cloud", "any", "s3://bucket", "linux"),
    HostMount("odd", "any", "", "linux"),
]
IDENTITIES = {
    "share1": "share:cifs://nas9.studio.lan/Media",
    "export1": "share:nfs4:nas8:/export/media",
    "disk": "uuid:1234",
    "glue": "share:glusterfs:gl1:/vol",
}
MAP = MountMap(MOUNTS, IDENTITIES)


def places(
    raw: str, folder: tuple[str, str] | None = None, prefer_host: str | None = None
) -> list[tuple[str, str, bool]]:
    found = MAP.map(parse(raw), folder, prefer_host)
    return [(place.volume_uid, place.rel_path, place.exact) for place in found]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"S:\aurora\a.mov", [("nas1", "aurora/a.mov", True)]),
        ("file://localhost/s%3A/aurora/a%20b.mov", [("nas1", "aurora/a b.mov", True)]),
        ("/mnt/nas1/aurora/a.mov", [("nas1", "aurora/a.mov", True)]),
        ("/mnt/nas1", [("nas1", "", True)]),
        ("/mnt/nas1/archive/a.mov", [("nas2", "a.mov", True)]),
        ("/mnt/nas10/a.mov", [("root7", "mnt/nas10/a.mov", True)]),
        ("/MNT/nas1/a.mov", [("root7", "MNT/nas1/a.mov", True)]),
        ("/Volumes/Nas1/a.mov", [("nas1", "a.mov", True)]),
        ("/volumes/nas1/a.mov", [("nas1", "a.mov", False)]),
        ("Nas1:aurora:a.mov", [("nas1", "aurora/a.mov", True)]),
        (r"\\FILER\Projects\a.mov", [("nas3", "a.mov", False)]),
        (r"\\filer.studio.lan\projects\a.mov", [("nas3", "a.mov", False)]),
        ("smb://filer/projects/a.mov", [("nas3", "a.mov", True)]),
        (r"\\nas9\Media\a.mov", [("share1", "a.mov", False)]),
        (r"\\nas9.studio.lan\media\a.mov", [("share1", "a.mov", False)]),
        (r"\\nas9.studio.lan\Media\a.mov", [("share1", "a.mov", True)]),
        (r"\\nas9.other.lan\Media\a.mov", []),
        ("nas8:/export/media/a.mov", [("export1", "a.mov", True)]),
        ("nfs://nas8/export/media/a.mov", [("export1", "a.mov", True)]),
        ("nas8:/Export/media/a.mov", []),
        (r"\\nas8\export\media\a.mov", []),
        (r"\\other\share\a.mov", []),
        ("s3://bucket/k.exr", [("cloud", "k.exr", True)]),
        ("s3://other/k.exr", []),
        ("Q:/a.mov", []),
        (r"\aurora\a.mov", []),
        ("$SHOW/a.mov", []),
        ("/mnt/nas1/$SHOW/a.mov", []),
        ("urn:uuid:1", []),
        ("a.mov", []),
        ("S:/a%20b.mov", [("nas1", "a%20b.mov", True), ("nas1", "a b.mov", False)]),
    ],
)
def test_map_when_a_host_wrote_it_then_the_longest_mount_tells(raw: str, expected: list[tuple[str, str, bool]]) -> None:
    assert places(raw) == expected


def test_map_when_hosts_disagree_then_both_and_the_preferred_first() -> None:
    assert [place[0] for place in places("X:/a.mov", prefer_host="edit02")] == ["x2", "x1"]
    assert [place[0] for place in places("X:/a.mov", prefer_host="edit01")] == ["x1", "x2"]
    assert {place[0] for place in places("X:/a.mov")} == {"x1", "x2"}


@pytest.mark.parametrize(
    ("raw", "folder", "expected"),
    [
        ("a.mov", "aurora/edit", [("v", "aurora/edit/a.mov", True)]),
        ("./media/a.mov", "aurora/edit", [("v", "aurora/edit/media/a.mov", True)]),
        (r"..\media\a.mov", "aurora/edit", [("v", "aurora/media/a.mov", True)]),
        ("../../a.mov", "aurora/edit", [("v", "a.mov", True)]),
        ("../../../a.mov", "aurora/edit", []),
        ("a.mov", "", [("v", "a.mov", True)]),
        ("a%20b.mov", "x", [("v", "x/a%20b.mov", True), ("v", "x/a b.mov", False)]),
        ("/mnt/nas1/a.mov", "x", [("nas1", "a.mov", True)]),
    ],
)
def test_map_when_relative_then_from_the_folder_and_never_off_the_volume(
    raw: str, folder: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert places(raw, ("v", folder)) == expected


def test_paths_of_when_hosts_mount_it_then_as_each_writes_it() -> None:
    assert [(mount.host, path) for mount, path in MAP.paths_of("nas1", "aurora/a.mov")] == [
        ("edit01", r"S:\aurora\a.mov"),
        ("comp07", "/mnt/nas1/aurora/a.mov"),
        ("mac03", "/Volumes/Nas1/aurora/a.mov"),
    ]
    assert [path for _, path in MAP.paths_of("nas1", "")] == ["S:\\", "/mnt/nas1", "/Volumes/Nas1"]
    assert [path for _, path in MAP.paths_of("root7", "a")] == ["/a"]
    assert MAP.paths_of("nobody", "a") == []


PARTS = st.lists(st.text("abcäÄ é01._-", min_size=1).filter(lambda part: part.strip(" .") == part), min_size=1)


@given(PARTS, st.sampled_from(["nas1", "nas2", "nas3", "x1", "cloud", "root7"]))
def test_map_when_any_path_of_a_volume_then_back_to_it(parts: list[str], volume: str) -> None:
    rel_path = "/".join(parts)
    for mount, path in MAP.paths_of(volume, rel_path):
        found = MAP.map(parse(path), prefer_host=mount.host)
        assert (found[0].volume_uid, found[0].rel_path, found[0].exact) == (volume, rel_path, True)


@given(st.text(max_size=30), st.text("ab/", max_size=10))
def test_map_when_any_text_then_never_above_the_root(raw: str, folder: str) -> None:
    try:
        path = parse(raw)
    except ValueError:
        return
    for place in MAP.map(path, ("v", folder)):
        assert not place.rel_path.startswith(("/", "../"))
