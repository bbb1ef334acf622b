"""Chains of versions whose members changed: order, holes and the latest are told anew.

Not here: which file is a version of what (versions.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assetgraph.graph.relations import ChainMember, Relations
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.versions import Chain, chain_of

_CHAINS_AT_ONCE = 500
_ALONE = 0.4
"""Confidence of a weak version as long as nothing beside it shows that it counts versions."""


def chain_up(relations: Relations, writer: Writer, run_id: str, chains: Iterable[str]) -> None:
    """Bring these chains up to date with the members they have."""
    waiting = sorted(chains)
    for start in range(0, len(waiting), _CHAINS_AT_ONCE):
        batch = relations.chain_members(waiting[start : start + _CHAINS_AT_ONCE])
        writer.write_all([_bundle(uid, members, run_id) for uid, members in batch.items()])


def _bundle(uid: str, members: Sequence[ChainMember], run_id: str) -> Bundle:
    members = [member for member in members if member.confidence > 0]  # the rest a user has denied
    chain = chain_of((member.uid, member.token) for member in members)
    latest = chain.latest
    told = {
        "uid": uid,
        "latest": latest.raw if latest else None,
        "count": len(members),
        "holes": list(chain.holes) or None,
    }
    bundle = Bundle([Node("VersionChain", uid, told)])
    newest = {member for member, token in chain.members if latest and token.key == latest.key} | set(chain.heroes)
    for member in members:
        bundle.edges.append(_membership(uid, member, chain, run_id, is_latest=member.uid in newest))
        bundle.renew.append(Renewal("PREVIOUS_VERSION", "Asset", member.uid, run_id))
    if chain.stands:
        tokens = {member.uid: member.token for member in members}
        for newer, older in chain.previous:
            grounds = Grounds("NAME_TEMPLATE", 0.9, f"{tokens[newer]} after {tokens[older]}")
            properties = grounds.properties(run_id)
            bundle.edges.append(Edge("PREVIOUS_VERSION", "Asset", newer, "Asset", older, properties))
    return bundle


def _membership(uid: str, member: ChainMember, chain: Chain, run_id: str, *, is_latest: bool) -> Edge:
    properties = {
        "method": member.method,
        "confidence": member.confidence if chain.stands else min(member.confidence, _ALONE),
        "evidence": member.evidence,
        "run_id": run_id,
        "version": member.version,
        "token": member.token,
        "is_latest": is_latest,
    }
    return Edge("VERSION_OF", "Asset", member.uid, "VersionChain", uid, properties)
