"""Version chains as they were written.

Each method is one statement of cypher/maintenance. Not here: telling versions (relate/siblings/).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance


@dataclass(frozen=True, slots=True)
class ChainMember:
    """A version in its chain, as it was written."""

    chain_uid: str
    template: str
    uid: str
    version: int | None
    token: str
    confidence: float
    method: str
    evidence: str


class Chains:
    """Asks for chains, and drops predecessors that are none."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def chain_members(self, chains: Sequence[str]) -> dict[str, list[ChainMember]]:
        """Present members by chain."""
        found: dict[str, list[ChainMember]] = {}
        for row in self._read("chain_members", uids=list(chains)):
            found.setdefault(row["chain_uid"], []).append(ChainMember(**row))
        return found

    def chains_of(self, folders: Sequence[str]) -> list[str]:
        """Chains that files of these folders are or were in."""
        return [row["chain_uid"] for row in self._read("chains_of_folders", folder_uids=list(folders))]

    def drop_other_predecessors(self, previous: Mapping[str, str | None]) -> None:
        """Of these files, newer -> older, drop what was told to be the version before and is not; None: nothing is."""
        rows = [{"newer": newer, "older": older} for newer, older in previous.items()]
        self._graph.write(maintenance("drop_other_predecessors"), {"rows": rows})

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)
