"""Where hosts see volumes, as users say it: in studio.yaml, or one by one by command.

What a scan saw itself is never changed. Wherever mounts change, the documents wait to be related anew, since their
references may mean something else now. Not here: reading the file (files.py), paths (storage).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assetgraph.errors import UsageError
from assetgraph.graph.connection import Graph
from assetgraph.graph.declarations import DeclarationStore, VolumeMount
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.model.keys import mount_uid
from assetgraph.relate.declared.files import Mount, Studio
from assetgraph.relate.declared.mistakes import meant

IN_FILE, BY_COMMAND = "studio.yaml", "command"


def apply_mounts(studio: Studio | None, graph: Graph, writer: Writer) -> None:
    """Make the graph's mounts those of the file, besides those said by command.

    A volume that was never ingested has no place in the graph yet; without a file nothing is changed.
    """
    if studio is None:
        return
    store = DeclarationStore(graph)
    known = store.mounts()
    declared = {_uid(each): each for each in studio.mounts if each.volume in {row.volume for row in known}}
    were = {row.mount_uid: row for row in known if row.mount_uid and row.declared_by == IN_FILE}
    gone = [uid for uid, row in were.items() if uid not in declared or declared[uid].volume != row.volume]
    new = [each for uid, each in declared.items() if uid not in were or uid in gone]
    if gone or new:
        store.drop_mounts(gone)
        writer.write(list(_bundles(new, IN_FILE, [row for row in known if row.mount_uid not in gone])))
        Waiting(graph).let_documents_wait()


def add_mount(mount: Mount, graph: Graph, writer: Writer) -> None:
    """Say where a host sees a volume, in place of what was said of that path before.

    Raises UsageError for a volume that is not known, and where a scan saw another one.
    """
    store = DeclarationStore(graph)
    known = store.mounts()
    names = sorted({row.volume for row in known})
    if mount.volume not in names:
        step = meant(mount.volume, names) if names else "ingest it first"
        raise UsageError(f"no volume is named {mount.volume!r}", next_step=step)
    before = _at(mount.host, mount.path, known)
    if before and before.declared_by is None and before.volume != mount.volume:
        raise UsageError(
            f"a scan of {mount.host} saw the volume {before.volume} there", path=mount.path, next_step="check both"
        )
    if before and before.declared_by and before.mount_uid:
        store.drop_mounts([before.mount_uid])
        known.remove(before)
    writer.write(list(_bundles([mount], BY_COMMAND, known)))
    Waiting(graph).let_documents_wait()


def remove_mount(host: str, path: str, graph: Graph) -> None:
    """Take back what was said by command of a host's path. Raises UsageError where nothing was."""
    store = DeclarationStore(graph)
    known = store.mounts()
    found = _at(host, path, known)
    if found is None or found.mount_uid is None or found.declared_by != BY_COMMAND:
        said = [row.path for row in known if row.declared_by == BY_COMMAND and row.host == host and row.path]
        step = meant(path, said) if said else "assetgraph storage mount list"
        raise UsageError(f"no mount of {host} was added there by command", path=path, next_step=step)
    store.drop_mounts([found.mount_uid])
    Waiting(graph).let_documents_wait()


def _bundles(mounts: Iterable[Mount], by: str, known: list[VolumeMount]) -> Iterator[Bundle]:
    volumes = {row.volume: row.volume_uid for row in known}
    taken = {row.mount_uid for row in known}
    for mount in mounts:
        uid = _uid(mount)
        if uid in taken:
            continue
        properties = {"uid": uid, "host": mount.host, "system": mount.os, "path": mount.path, "declared_by": by}
        edge = Edge("MOUNTS", "MountPoint", uid, "StorageVolume", volumes[mount.volume])
        yield Bundle([Node("MountPoint", uid, properties)], [edge])


def _at(host: str, path: str, known: Iterable[VolumeMount]) -> VolumeMount | None:
    return next((row for row in known if (row.host, row.path) == (host, path)), None)


def _uid(mount: Mount) -> str:
    return mount_uid(mount.host, mount.path.encode())
