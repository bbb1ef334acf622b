"""Keys of nodes: pure hashes of what identifies a thing, the same on every host and in every run.

Not here: deciding which identity a file has (ingest/changes.py).
"""

from __future__ import annotations

from blake3 import blake3

Part = bytes | str | int


def uid(*parts: Part) -> str:
    """BLAKE3-128 of the parts as 32 hex digits; each part is length-prefixed, so no two lists collide."""
    hasher = blake3()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogateescape")
        hasher.update(len(data).to_bytes(8, "little"))
        hasher.update(data)
    return hasher.hexdigest(length=16)


def volume_uid(identity: str) -> str:
    """Key of a StorageVolume from what identifies it (storage/volumes.py builds that text)."""
    return uid("volume", identity)


def mount_uid(host: str, path: bytes) -> str:
    """Key of a MountPoint."""
    return uid("mount", host, path)


def folder_uid(volume: str, rel_path: bytes) -> str:
    """Key of a Folder; the volume's own root has the empty path."""
    return uid("folder", volume, rel_path)


def asset_uid(volume: str, rel_path: bytes, generation: int) -> str:
    """Key of an Asset: where it was first seen, and the how-manieth asset to be first seen there."""
    return uid("asset", volume, rel_path, generation)


def location_key(folder: str, name: bytes) -> str:
    """Key of a place: unique among present assets."""
    return uid("location", folder, name)


def stream_uid(asset: str, index: int) -> str:
    """Key of a Stream."""
    return uid("stream", asset, index)


def embedded_uid(asset: str, namespace: str) -> str:
    """Key of an EmbeddedMetadata."""
    return uid("embedded", asset, namespace)


def conflict_uid(asset: str, name: str) -> str:
    """Key of a MetadataConflict."""
    return uid("conflict", asset, name)


def problem_uid(subject: str, stage: str, tool: str) -> str:
    """Key of an IngestProblem; the subject is a node's uid, or a path that has no node."""
    return uid("problem", subject, stage, tool)


def event_uid(asset: str, run_id: str, kind: str) -> str:
    """Key of a FileEvent."""
    return uid("event", asset, run_id, kind)


def missing_uid(reference: str) -> str:
    """Key of a MissingMedia from its normalised reference."""
    return uid("missing", reference)


def awaited_uid(name: str) -> str:
    """Key of an AwaitedName."""
    return uid("awaited", name)


def chain_uid(volume: str, template: str) -> str:
    """Key of a VersionChain."""
    return uid("chain", volume, template)


def card_uid(volume: str, root: str) -> str:
    """Key of a CameraCard, from the folder that holds the camera's own."""
    return uid("card", volume, root)


def clip_uid(card: str, name: str) -> str:
    """Key of a CameraClip, from its card's key and its name as names are compared."""
    return uid("clip", card, name)


def project_uid(code: str) -> str:
    """Key of a declared Project."""
    return uid("project", code)


def folder_project_uid(volume: str, root: str) -> str:
    """Key of a Project that only its folder tells of."""
    return uid("project", volume, root)


def sequence_uid(project: str, code: str) -> str:
    """Key of a Sequence, from its project's key and its code."""
    return uid("sequence", project, code)


def shot_uid(project: str, sequence: str, code: str) -> str:
    """Key of a Shot, from its project's key and the codes; the sequence is empty where there is none."""
    return uid("shot", project, sequence, code)


def policy_uid(kind: str, *parts: str) -> str:
    """Key of a Need, Delivery, Hold or Retention."""
    return uid(kind, *parts)


def package_uid(asset_map: str) -> str:
    """Key of a Package, from that of its asset map: it stays when the package moves."""
    return uid("package", asset_map)


def package_asset_uid(package: str, uuid: str) -> str:
    """Key of a PackageAsset."""
    return uid("package asset", package, uuid)


def composition_uid(package: str, path: str) -> str:
    """Key of a Composition: two files of a package may call themselves the same."""
    return uid("composition", package, path)
