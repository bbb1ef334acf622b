"""Which volume a path lies on, what identifies it, and paths relative to it."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from assetgraph.storage import volumes
from assetgraph.storage.volumes import Volume, is_within, mounts_below, volume_of


@pytest.mark.parametrize(
    ("path", "parent", "within"),
    [
        (b"/a", b"/a", True),
        (b"/a/b", b"/a", True),
        (b"/a/b", b"/a/", True),
        (b"/ab", b"/a", False),
        (b"/a", b"/a/b", False),
        (b"/anything", b"/", True),
        (b"/", b"/", True),
        (b"/a/\xff/x", b"/a/\xff", True),
    ],
)
def test_path_when_held_against_a_parent_then_whole_parts_count(path: bytes, parent: bytes, within: bool) -> None:
    assert is_within(path, parent) is within


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a disk that has a UUID, one that has none, an NFS share, a camera card and what is no disk."""
    table = [
        ("/dev/sda1", "/", "ext4"),
        ("/dev/sdb1", "/mnt/disk", "xfs"),
        ("nas:/vol1", "/mnt/nas", "nfs4"),
        ("/dev/sdc1", "/mnt/nas/card", "exfat"),
        ("proc", "/proc", "proc"),
        ("portal", "/mnt/fuse", "fuse.sshfs"),
    ]
    parts = [SimpleNamespace(device=device, mountpoint=path, fstype=kind) for device, path, kind in table]
    monkeypatch.setattr(volumes.psutil, "disk_partitions", lambda **_: parts)
    monkeypatch.setattr(volumes, "_file_system_uuids", lambda: {"/dev/sda1": "1234-abcd"})
    monkeypatch.setattr(volumes.shutil, "disk_usage", lambda _: SimpleNamespace(total=100, used=40, free=60))
    monkeypatch.setattr(volumes, "host_name", lambda: "edit01")


@pytest.mark.usefixtures("mounted")
@pytest.mark.parametrize(
    ("path", "identity", "confidence", "kind", "root", "stable"),
    [
        (b"/home/x", "uuid:1234-abcd", "high", "local", b"/", True),
        (b"/mnt/disk/a", "host:edit01:/dev/sdb1:/mnt/disk", "low", "local", b"/mnt/disk", True),
        (b"/mnt/diskette", "uuid:1234-abcd", "high", "local", b"/", True),
        (b"/mnt/nas/show", "share:nfs4:nas:/vol1", "high", "network", b"/mnt/nas", True),
        (b"/mnt/nas/card/x", "host:edit01:/dev/sdc1:/mnt/nas/card", "low", "local", b"/mnt/nas/card", False),
        (b"/mnt/fuse/x", "host:edit01:portal:/mnt/fuse", "low", "network", b"/mnt/fuse", False),
        (b"/proc/self", "uuid:1234-abcd", "high", "local", b"/", True),
    ],
)
def test_volume_when_nothing_is_declared_then_the_mount_tells(
    path: bytes, identity: str, confidence: str, kind: str, root: bytes, stable: bool
) -> None:
    volume = volume_of(path)
    assert (volume.identity, volume.confidence, volume.kind) == (identity, confidence, kind)
    assert (volume.root, volume.stable_inodes) == (root, stable)


@pytest.mark.usefixtures("mounted")
def test_volume_when_declared_then_its_name_is_its_identity_wherever_it_lies() -> None:
    here = volume_of(b"/mnt/disk/show", declared="nas1", declared_root=b"/mnt/disk/show")
    there = volume_of(b"/mnt/nas/show", declared="nas1", declared_root=b"/mnt/nas/show")
    assert here.uid == there.uid != volume_of(b"/mnt/disk/show").uid
    assert (here.name, here.confidence, here.root) == ("nas1", "high", b"/mnt/disk/show")


@pytest.mark.usefixtures("mounted")
def test_mounts_when_below_a_path_then_are_volumes_of_their_own() -> None:
    assert mounts_below(b"/mnt/nas") == [b"/mnt/nas/card"]
    assert mounts_below(b"/mnt") == [b"/mnt/disk", b"/mnt/fuse", b"/mnt/nas", b"/mnt/nas/card"]


@pytest.mark.parametrize(
    ("root", "path", "rel_path"),
    [
        (b"/", b"/", b""),
        (b"/", b"/a/b", b"a/b"),
        (b"/mnt/nas", b"/mnt/nas", b""),
        (b"/mnt/nas", b"/mnt/nas/\xff \n/x", b"\xff \n/x"),
    ],
)
def test_relative_path_when_made_then_absolute_undoes_it(root: bytes, path: bytes, rel_path: bytes) -> None:
    volume = Volume("i", "high", "n", "local", root, "ext4", "d", 1, 1)
    assert volume.relative(path) == rel_path
    assert volume.absolute(rel_path) == path


def test_volume_when_of_this_machine_then_has_space_and_a_root(tmp_path: Path) -> None:
    volume = volume_of(os.fsencode(tmp_path))
    assert is_within(os.fsencode(tmp_path), volume.root)
    assert 0 < volume.free_bytes <= volume.capacity_bytes
