"""What people declared, as the graph keeps it: files, mounts, needs, and the projects and places they name.

Each method is one statement of cypher/maintenance. Not here: reading the files (relate/declared/).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance
from assetgraph.graph.known import KnownPlace
from assetgraph.graph.waiting import span
from assetgraph.model.frames import Frames


@dataclass(frozen=True, slots=True)
class Declaration:
    """A file of declarations as it was last seen, and whether what it says is still to be told."""

    name: str
    text: str
    due: bool


@dataclass(frozen=True, slots=True)
class VolumeMount:
    """A volume, and where one host sees it; what tells of the mount is None for a volume nobody mounts."""

    volume_uid: str
    volume: str
    identity: str
    state: str
    mount_uid: str | None
    host: str | None
    system: str | None
    path: str | None
    declared_by: str | None


class DeclarationStore:
    """Asks for what is declared, and drops what is no more."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def declarations(self) -> dict[str, Declaration]:
        """Files of declarations by name."""
        return {row["name"]: Declaration(**row) for row in self._read("declarations")}

    def mounts(self) -> list[VolumeMount]:
        """All volumes with all places where hosts see them."""
        return [VolumeMount(**row) for row in self._read("all_mounts")]

    def drop_mounts(self, uids: Sequence[str]) -> None:
        """Drop these mount points."""
        self._graph.write(maintenance("drop_mounts"), {"uids": list(uids)})

    def projects_by_code(self, codes: Sequence[str]) -> dict[str, list[str]]:
        """Projects of these codes, in lower case; a code that only folders tell may be that of several."""
        found: dict[str, list[str]] = {}
        for row in self._read("projects_by_code", codes=list(codes)):
            found.setdefault(row["code"], []).append(row["uid"])
        return found

    def project_codes(self) -> list[str]:
        """The codes of all projects."""
        return [row["code"] for row in self._read("project_codes")]

    def assets_below(self, volume: str, folder: str, any_case: bool) -> Iterator[KnownPlace]:
        """What lies at or below a folder of the volume of that name, in whatever case its path is written."""
        name = "assets_below_any_case" if any_case else "assets_below"
        for row in self._graph.stream(maintenance(name), {"volume": volume, **span(folder)}):
            yield _place(row)

    def drop_policies(self, kept: Sequence[str], run_id: str) -> None:
        """Drop all needs, deliveries, holds and retentions but these, and problems with them of earlier runs."""
        self._graph.write(maintenance("drop_policies"), {"uids": list(kept), "run_id": run_id})

    def keep_pins(self, rows: Sequence[Mapping[str, object]], run_id: str) -> None:
        """What earlier runs pinned by paths that are declared still stays pinned; the rest of theirs goes."""
        self._graph.write(maintenance("keep_pins"), {"rows": list(rows), "run_id": run_id})

    def place_of_pin(self, uid: str, evidences: Sequence[str]) -> str | None:
        """Where a file lies now that a delivery or hold pinned with one of these evidences, as volume:/path."""
        rows = self._read("place_of_pin", uid=uid, evidences=list(evidences))
        return f"{rows[0]['volume']}:/{rows[0]['rel_path']}" if rows else None

    def follow_pins(self) -> None:
        """What pinned a file that is gone pins what has the same content, on whatever volume."""
        self._graph.write(maintenance("follow_pins"), {})

    def renew_needs(self, run_id: str) -> None:
        """What users said that projects need holds for all projects of those codes, also such as came since."""
        self._graph.write(maintenance("renew_needs"), {"run_id": run_id})

    def declaration_problems(self) -> int:
        """How many declarations come to nothing."""
        return int(self._read("count_declaration_problems")[0]["problems"])

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)


def _place(row: Row) -> KnownPlace:
    if row["first"] is None or row["last"] is None:
        return KnownPlace(row["uid"], row["rel_path"])
    frames = Frames.told(row["first"], row["last"], row["step"], row["missing"] or ())
    return KnownPlace(row["uid"], row["rel_path"], frames)
