"""Where on the graph's volumes a reference of a document may lie.

Not here: the map of mounts (storage/mounts.py), taking a reference apart (storage/raw_paths.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from assetgraph.graph.declarations import VolumeMount
from assetgraph.graph.known import KnownDocument
from assetgraph.relate.references.sought import Mapped
from assetgraph.storage.mounts import HostMount, MountMap
from assetgraph.storage.raw_paths import RawPath, parse
from assetgraph.storage.volumes import host_name


class Places:
    """Where references point: the mounts of all hosts, with the volumes' names and whether they are there."""

    def __init__(self, mounts: Sequence[VolumeMount]) -> None:
        self._volumes = {each.volume_uid: (each.volume, each.state == "ONLINE") for each in mounts}
        self._map = MountMap(
            (
                HostMount(each.volume_uid, each.host, each.path, each.system or "linux")
                for each in mounts
                if each.host and each.path
            ),
            {each.volume_uid: each.identity for each in mounts},
        )
        self._host = host_name()

    def name(self, volume_uid: str) -> str:
        """A volume's name."""
        return self._volumes[volume_uid][0]

    def of(self, raw: RawPath, document: KnownDocument) -> tuple[Mapped, ...]:
        """Where on the graph's volumes a reference of a document may lie, the likeliest first."""
        folder = (document.volume_uid, document.folder_rel_path)
        found = self._map.map(raw, folder=folder, prefer_host=self._host)
        return tuple(
            Mapped(path, *self._volumes[path.volume_uid], path.mount is None or path.mount.host == self._host)
            for path in found
        )

    def here(self, path: str) -> Mapped | None:
        """Where an absolute path of this host lies."""
        found = self._map.map(parse(path), prefer_host=self._host)
        of_host = [each for each in found if each.mount and each.mount.host == self._host]
        return Mapped(of_host[0], *self._volumes[of_host[0].volume_uid]) if of_host else None
