"""Which volume a path lies on, and how surely that is known.

Identity, best first: the name the user declares, the file system's UUID, the share's address, and last host,
device and mount path together, which is marked as of low confidence.
Not here: the graph's view of volumes (graph/catalogue.py).
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import psutil

from assetgraph.model.keys import volume_uid

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "glusterfs", "ceph", "lustre", "beegfs"})
_DECLARED = "declared:"
SYSTEM = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")
"""This host's operating system, as mount points name it."""
_UNSTABLE_INODES = frozenset({"cifs", "smb3", "smbfs", "vfat", "exfat", "msdos", "9p", "afpfs"})
_PSEUDO = frozenset(
    "proc sysfs devtmpfs devpts cgroup cgroup2 securityfs debugfs tracefs configfs pstore bpf mqueue hugetlbfs "
    "fusectl binfmt_misc autofs efivarfs rpc_pipefs nsfs".split()
)


@dataclass(frozen=True)
class Volume:
    """A volume as this host sees it: `root` is where it is mounted, or the declared folder."""

    identity: str
    confidence: str
    name: str
    kind: str
    root: bytes
    file_system: str
    device: str
    capacity_bytes: int
    free_bytes: int

    @cached_property
    def uid(self) -> str:
        """Key of the volume's node."""
        return volume_uid(self.identity)

    @property
    def is_declared(self) -> bool:
        """Whether the user's word identifies it, so that another disk may stand in its place."""
        return declared_name(self.identity) is not None

    @property
    def stable_inodes(self) -> bool:
        """Whether a file keeps its inode number when the volume is mounted again."""
        return self.file_system not in _UNSTABLE_INODES and not self.file_system.startswith("fuse")

    def relative(self, path: bytes) -> bytes:
        """A path below the root, from the root; empty for the root itself."""
        return b"" if path == self.root else os.path.relpath(path, self.root)

    def absolute(self, rel_path: bytes) -> bytes:
        """The opposite of relative."""
        return os.path.join(self.root, rel_path) if rel_path else self.root


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system."""

    device: str
    path: bytes
    file_system: str


def declared_name(identity: str) -> str | None:
    """The name the user gave to a volume of this identity; None where the system told what it is."""
    return identity.removeprefix(_DECLARED) if identity.startswith(_DECLARED) else None


def host_name() -> str:
    """This host, as mount points and runs name it."""
    return socket.gethostname()


def mounts() -> list[Mount]:
    """Mounted file systems that can hold files, the longest path first."""
    found = [
        Mount(part.device, os.fsencode(part.mountpoint), part.fstype)
        for part in psutil.disk_partitions(all=True)
        if part.fstype not in _PSEUDO
    ]
    return sorted(found, key=lambda mount: len(mount.path), reverse=True)


def volume_of(path: bytes, *, declared: str | None = None, declared_root: bytes | None = None) -> Volume:
    """The volume an existing absolute path lies on; with a declared name, rooted at `declared_root`."""
    mount = next((each for each in mounts() if is_within(path, each.path)), Mount("unknown", b"/", "unknown"))
    usage = shutil.disk_usage(path)
    network = mount.file_system in _NETWORK or mount.file_system.startswith("fuse.")
    if declared:
        identity, confidence, root = _DECLARED + declared, "high", declared_root or path
    else:
        identity, confidence = _identity(mount)
        root = mount.path
    return Volume(
        identity=identity,
        confidence=confidence,
        name=declared or mount.device,
        kind="network" if network else "local",
        root=root,
        file_system=mount.file_system,
        device=mount.device,
        capacity_bytes=usage.total,
        free_bytes=usage.free,
    )


def mounts_below(path: bytes) -> list[bytes]:
    """Mount points of other file systems strictly below a path: they are volumes of their own."""
    return sorted({each.path for each in mounts() if each.path != path and is_within(each.path, path)})


def foreign_below(path: bytes) -> frozenset[bytes]:
    """All mount points strictly below a path, those of the kernel's own file systems (/proc) included."""
    found = (os.fsencode(part.mountpoint) for part in psutil.disk_partitions(all=True))
    return frozenset(each for each in found if each != path and is_within(each, path))


def is_within(path: bytes, parent: bytes) -> bool:
    """Whether a path is the parent or lies below it."""
    return path == parent or path.startswith(parent.rstrip(b"/") + b"/")


def _identity(mount: Mount) -> tuple[str, str]:
    if mount.file_system in _NETWORK:
        return f"share:{mount.file_system}:{mount.device}", "high"
    uuid = _file_system_uuids().get(os.path.realpath(mount.device))
    if uuid:
        return f"uuid:{uuid}", "high"
    return f"host:{host_name()}:{mount.device}:{os.fsdecode(mount.path)}", "low"


@lru_cache(maxsize=1)
def _file_system_uuids() -> dict[str, str]:
    folder = Path("/dev/disk/by-uuid")
    if not folder.is_dir():
        return {}
    return {os.path.realpath(link): link.name for link in folder.iterdir()}
