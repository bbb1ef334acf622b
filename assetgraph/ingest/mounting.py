"""Volumes at the edges of a run: what the graph knows of them before it, and where they are after it.

Not here: which volume a path lies on (scopes.py).
"""

from __future__ import annotations

import os

from assetgraph.graph.catalogue import Catalogue, KnownMount
from assetgraph.graph.writer import Writer
from assetgraph.ingest.context import Context
from assetgraph.ingest.places import Place, folder_bundle, mount_bundle, moved_bundle, volume_bundle
from assetgraph.ingest.scopes import KnownVolumes
from assetgraph.model.names import text
from assetgraph.storage.volumes import Volume, host_name


def known_volumes(catalogue: Catalogue, host: str) -> KnownVolumes:
    """What the graph knows of volumes on a host."""

    def finds_again(mount: KnownMount, rel_path: bytes) -> bool:
        prefix = text(rel_path)
        return any(
            _is_at(os.path.join(mount.path, file.path), file.size, file.mtime_ns, file.inode)
            for file in catalogue.sample(mount.volume_uid, prefix)
        )

    return KnownVolumes(catalogue.mounts(host), finds_again)


def announce(volume: Volume, catalogue: Catalogue, writer: Writer, host: str, run_id: str) -> None:
    """Write the volume; and where it is, unless this host saw it elsewhere before: that is to be proven first."""
    writer.write([volume_bundle(volume), folder_bundle(Place(volume, volume.root, b""), run_id)])
    if not _mounts_of(volume, catalogue, host):
        catalogue.displace(volume.uid, host, volume.root)
        writer.write([mount_bundle(volume, host)])


def believe(context: Context) -> None:
    """The scan found the volume whole: if it is elsewhere than this host saw it before, its folders move along."""
    volume, catalogue, host = context.volume, context.catalogue, host_name()
    if volume.root not in _mounts_of(volume, catalogue, host):
        catalogue.displace(volume.uid, host, volume.root)
        context.writer.write([mount_bundle(volume, host)])
        rest = catalogue.remount(volume.uid, host, volume.root)
        context.writer.write([moved_bundle(uid, volume.absolute(rel_path)) for uid, rel_path in rest])


def _mounts_of(volume: Volume, catalogue: Catalogue, host: str) -> list[bytes]:
    return [mount.path for mount in catalogue.mounts(host) if mount.volume_uid == volume.uid]


def _is_at(path: bytes, size: int, mtime_ns: int, inode: int | None) -> bool:
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - bytes
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (size, mtime_ns) and inode in {None, status.st_ino}
