"""Chains of versions whose members changed: order, holes and the latest are told anew.

Not here: which file is a version of what (versions.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from assetgraph.graph.chains import ChainMember, Chains
from assetgraph.graph.connection import Graph
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.siblings.versions import chain_of, confidence_of

_CHAINS_AT_ONCE = 500
_ALONE = 0.4
"""Confidence of a weak version as long as nothing beside it shows that it counts versions."""
_ORDER = 0.9
"""Confidence that one version follows another, where both are surely versions."""


def chain_up(graph: Graph, writer: Writer, run_id: str, chains: Iterable[str]) -> None:
    """Bring these chains up to date with the members they have; one may have none left."""
    known = Chains(graph)
    touched = sorted(chains)
    for start in range(0, len(touched), _CHAINS_AT_ONCE):
        batch = touched[start : start + _CHAINS_AT_ONCE]
        members = known.chain_members(batch)
        told = [_Told(uid, members.get(uid, ())) for uid in batch]
        # A chain grows page by page within a run: what followed what before is dropped by what does so now.
        known.drop_other_predecessors({newer: older for each in told for newer, older in each.previous.items()})
        writer.write_all([each.bundle(run_id) for each in told])


class _Told:
    """A chain as its members tell it now."""

    def __init__(self, uid: str, members: Iterable[ChainMember]) -> None:
        self._uid = uid
        self._members = {each.uid: each for each in members if each.confidence > 0}  # the rest a user has denied
        self._chain = chain_of((each.uid, each.token) for each in self._members.values())
        self.previous: dict[str, str | None] = dict.fromkeys(self._members)
        """Member -> the one before it."""
        if self._chain.stands:
            self.previous.update(self._chain.previous)

    def bundle(self, run_id: str) -> Bundle:
        """The chain with the places and the order of its members."""
        chain, latest = self._chain, self._chain.latest
        told = {
            "uid": self._uid,
            "latest": latest.raw if latest else None,
            "count": len(self._members),
            "holes": list(chain.holes) or None,
        }
        bundle = Bundle([Node("VersionChain", self._uid, told)])
        newest = {uid for uid, token in chain.members if latest and token.key == latest.key} | set(chain.heroes)
        ranks = chain.ranks
        for uid, member in self._members.items():
            properties = {
                "method": member.method,
                "confidence": self._confidence(member),
                "evidence": member.evidence,
                "run_id": run_id,
                "version": member.version,
                "rank": ranks.get(uid),
                "token": member.token,
                "is_latest": uid in newest,
            }
            bundle.edges.append(Edge("VERSION_OF", "Asset", uid, "VersionChain", self._uid, properties))
        for newer, older in self.previous.items():
            if older is not None:
                grounds = self._order(self._members[newer], self._members[older])
                bundle.edges.append(
                    Edge("PREVIOUS_VERSION", "Asset", newer, "Asset", older, grounds.properties(run_id))
                )
        return bundle

    def _confidence(self, member: ChainMember) -> float:
        """That of its name; where it was less as long as it was alone, that is over now."""
        told = confidence_of(member.token, member.template) or member.confidence
        return told if self._chain.stands else min(told, _ALONE)

    def _order(self, newer: ChainMember, older: ChainMember) -> Grounds:
        confidence = min(_ORDER, self._confidence(newer), self._confidence(older))
        return Grounds("NAME_TEMPLATE", confidence, f"{newer.token} after {older.token}")
