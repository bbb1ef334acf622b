"""What users declare about their studio, and where hosts see its volumes.

Not here: reading the files (declared.py), needs, deliveries and holds (policies.py), projects (projects.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assetgraph.graph.relations import Relations
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.model.keys import mount_uid
from assetgraph.relate.declared import Policies, Studio, load_policies, load_studio
from assetgraph.relate.derivatives import CONVENTIONS, Rule


@dataclass(frozen=True, slots=True)
class Declared:
    """The two files, each None where there is none."""

    studio: Studio | None = None
    policies: Policies | None = None


def load_declared(studio_file: Path, policies_file: Path) -> Declared:
    """Read both files; one that is not there declares nothing. Raises DeclarationError for a mistake in either."""
    return Declared(
        load_studio(studio_file) if studio_file.exists() else None,
        load_policies(policies_file) if policies_file.exists() else None,
    )


def derivative_rules(studio: Studio | None) -> tuple[Rule, ...]:
    """Where derivatives lie: what the studio declares, before the conventions."""
    declared = studio.proxies if studio else ()
    return (
        *(
            Rule(
                each.kind,
                frozenset({each.folder.lower()} if each.folder else ()),
                frozenset({each.suffix.lstrip("_-").lower()} if each.suffix else ()),
                "DECLARED",
            )
            for each in declared
        ),
        *CONVENTIONS,
    )


def apply_mounts(studio: Studio | None, relations: Relations, writer: Writer) -> None:
    """Write where hosts see volumes, as declared; a volume that was never ingested has no place in the graph yet."""
    if studio is None:
        return
    volumes = {each.volume: each.volume_uid for each in relations.mounts()}
    bundles = []
    for mount in studio.mounts:
        if mount.volume in volumes:
            uid = mount_uid(mount.host, mount.path.encode())
            properties = {
                "uid": uid,
                "host": mount.host,
                "system": mount.os,
                "path": mount.path,
                "declared": True,
            }
            edge = Edge("MOUNTS", "MountPoint", uid, "StorageVolume", volumes[mount.volume])
            bundles.append(Bundle([Node("MountPoint", uid, properties)], [edge]))
    writer.write(bundles)
    relations.drop_declared_mounts([bundle.nodes[0].uid for bundle in bundles])
