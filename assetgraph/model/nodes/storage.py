"""Volumes, where hosts see them, and folders."""

from __future__ import annotations

from neomodel import ArrayProperty, BooleanProperty, IntegerProperty, RelationshipTo, StringProperty, StructuredNode

from assetgraph.model import relationships as rel
from assetgraph.model.nodes.fields import BytesProperty, key


class StorageVolume(StructuredNode):
    """A file system, share or declared storage unit; its identity is independent of where it is mounted."""

    uid = key("hash of the identity")
    identity = StringProperty(
        help_text="what identifies it: file-system UUID, share, declared name, or host and device"
    )
    identity_confidence = StringProperty(help_text="high; or low, when only host and device are known")
    name = StringProperty(index=True, help_text="name given by --volume, else the device or share")
    kind = StringProperty(help_text="local or network")
    state = StringProperty(index=True, help_text="ONLINE, OFFLINE")
    file_system = StringProperty(help_text="type of the file system, as the operating system names it")
    device = StringProperty(help_text="device or share it was last seen on; a change blocks clean-up")
    capacity_bytes = IntegerProperty(help_text="size of the file system", unit="byte", stamp=True)
    free_bytes = IntegerProperty(help_text="free space when last scanned", unit="byte", stamp=True)
    pending_hashes = BooleanProperty(help_text="a run ended before equal sizes were hashed", stamp=True)
    finish_pending = BooleanProperty(help_text="a run ended before it told what is told at its end", stamp=True)
    lease_owner = StringProperty(help_text="host, process and start time of the ingest at work", stamp=True)
    lease_until_ms = IntegerProperty(help_text="end of that lease, since 1970", unit="ms", stamp=True)


class MountPoint(StructuredNode):
    """Where one host sees a volume: the path map between hosts, as data."""

    uid = key("hash of host and path")
    host = StringProperty(index=True, help_text="host name")
    system = StringProperty(help_text="operating system of that host: linux, macos, windows")
    path = StringProperty(index=True, help_text="absolute path on that host, as it writes it")
    raw_path = BytesProperty(help_text="the path's bytes, where they are not UTF-8")
    declared_by = StringProperty(help_text="studio.yaml or command; absent where a scan saw it")
    related_volume = StringProperty(help_text="volume it led to when documents were last resolved", stamp=True)

    mounts = RelationshipTo("StorageVolume", "MOUNTS", model=rel.Mounts)


class Folder(StructuredNode):
    """A folder on a volume, with the stamp of its last complete scan."""

    uid = key("hash of volume and raw relative path")
    name = StringProperty(index=True, help_text="last part of the path")
    rel_path = StringProperty(index=True, help_text="path from the volume's root")
    path_key = StringProperty(index=True, help_text="that path in lower case and composed form: how references find it")
    path = StringProperty(index=True, help_text="absolute path as this host last saw it")
    raw_path = BytesProperty(help_text="that path's bytes, where they are not UTF-8")
    raw_rel_path = BytesProperty(help_text="the relative path's bytes, where they are not UTF-8")
    volume_uid = StringProperty(index=True, help_text="volume")
    depth = IntegerProperty(help_text="folders between it and the volume's root")
    status = StringProperty(index=True, help_text="PRESENT or VANISHED")
    asset_count = IntegerProperty(help_text="assets directly in it")
    file_count = IntegerProperty(help_text="files directly in it, frames counted one by one")
    failed_count = IntegerProperty(help_text="assets in it that were recognised but not readable")
    skipped_count = IntegerProperty(help_text="assets in it of no known format")
    problem_count = IntegerProperty(help_text="assets in it with something that could not be read")
    link_names = ArrayProperty(StringProperty(), help_text="symbolic links in it")
    link_targets = ArrayProperty(StringProperty(), help_text="where those lead, as they tell it")
    digest = StringProperty(help_text="hash of its entries' names, sizes, times and inodes", stamp=True)
    probe_level = StringProperty(help_text="how far its files were opened: none, header, full")
    hash_policy = StringProperty(help_text="which files were hashed: none, same-size, all")
    tools = StringProperty(help_text="versions of the tools that read its files", stamp=True)
    seen_run = StringProperty(index=True, help_text="last run that listed it", stamp=True)
    relate_pending = BooleanProperty(index=True, help_text="its files changed since they were related", stamp=True)

    child_of = RelationshipTo("Folder", "CHILD_OF", model=rel.ChildOf)
    on_volume = RelationshipTo("StorageVolume", "ON_VOLUME", model=rel.OnVolume)
    on_card = RelationshipTo("CameraCard", "ON_CARD", model=rel.OnCard)
    belongs_to_project = RelationshipTo("Project", "BELONGS_TO", model=rel.BelongsTo)
    belongs_to_sequence = RelationshipTo("Sequence", "BELONGS_TO", model=rel.BelongsTo)
    belongs_to_shot = RelationshipTo("Shot", "BELONGS_TO", model=rel.BelongsTo)
