"""What was declared in policies.yaml, as nodes and edges: needs, deliveries, holds, retention.

Not here: reading the file (declared.py), what follows from it (the questions).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from assetgraph.graph.relations import Relations
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer
from assetgraph.model.keys import policy_uid, project_uid
from assetgraph.relate.declared import Delivery, Hold, Policies, Retention
from assetgraph.relate.grounds import Grounds

_WILD = re.compile(r"[*?\[]")


def apply_policies(policies: Policies, relations: Relations, writer: Writer, run_id: str) -> None:
    """Write what is declared, and drop what is declared no more."""
    bundles = [
        *_needs(policies, run_id),
        *(_delivery(each, relations, run_id) for each in policies.deliveries),
        *(_hold(each, relations, run_id) for each in policies.holds),
        *(_retention(each) for each in policies.retention),
    ]
    writer.write(bundles)
    relations.drop_policies([bundle.nodes[0].uid for bundle in bundles])


def _needs(policies: Policies, run_id: str) -> Iterator[Bundle]:
    for need in policies.needs:
        uid = policy_uid("need", need.project)
        values = {
            "copies": need.copies,
            "on_volumes": need.on_volumes,
            "least_height": need.least_height,
            "codecs": list(need.codecs) or None,
        }
        told = ", ".join(f"{name} {value}" for name, value in values.items() if value)
        grounds = Grounds("DECLARED", 1.0, "policies").properties(run_id)
        yield Bundle(
            [Node("Need", uid, {"uid": uid, "caption": told, **values})],
            [Edge("REQUIRES", "Need", uid, "Project", project_uid(need.project), grounds)],
            renew=[Renewal("REQUIRES", "Need", uid, run_id)],
        )


def _delivery(delivery: Delivery, relations: Relations, run_id: str) -> Bundle:
    uid = policy_uid("delivery", delivery.id)
    properties = {"uid": uid, "code": delivery.id, "date": delivery.date.isoformat()}
    bundle = Bundle([Node("Delivery", uid, properties)], renew=[Renewal("DELIVERS", "Delivery", uid, run_id)])
    for path in delivery.paths:
        grounds = Grounds("DECLARED", 1.0, f"{path.volume}:/{path.rel_path}").properties(run_id)
        for asset, rel_path in relations.assets_below(path.volume, os.path.dirname(path.rel_path)):
            if path.rel_path in {"", rel_path} or rel_path.startswith(f"{path.rel_path}/"):
                bundle.edges.append(Edge("DELIVERS", "Delivery", uid, "Asset", asset, grounds))
    return bundle


def _hold(hold: Hold, relations: Relations, run_id: str) -> Bundle:
    patterns = [f"{each.volume}:/{each.pattern}" for each in hold.paths]
    uid = policy_uid("hold", *patterns, hold.why)
    until = hold.until.isoformat() if hold.until else None
    caption = f"{hold.why} until {until}" if until else hold.why
    properties = {"uid": uid, "caption": caption, "paths": patterns, "until": until, "why": hold.why}
    bundle = Bundle([Node("Hold", uid, properties)], renew=[Renewal("HOLDS", "Hold", uid, run_id)])
    for pattern, shown in zip(hold.paths, patterns, strict=True):
        grounds = Grounds("DECLARED", 1.0, shown).properties(run_id)
        for asset, rel_path in relations.assets_below(pattern.volume, _literal(pattern.pattern)):
            if pattern.matches(rel_path):
                bundle.edges.append(Edge("HOLDS", "Hold", uid, "Asset", asset, grounds))
    return bundle


def _retention(retention: Retention) -> Bundle:
    uid = policy_uid("retention", retention.kind)
    caption = f"the last {retention.keep_last} of each {retention.kind}"
    properties = {"uid": uid, "caption": caption, "kind": retention.kind, "keep_last": retention.keep_last}
    return Bundle([Node("Retention", uid, properties)])


def _literal(pattern: str) -> str:
    """The folders of a pattern before its first wildcard."""
    folders = pattern.strip("/").split("/")[:-1]
    wild = next((index for index, part in enumerate(folders) if _WILD.search(part)), len(folders))
    return "/".join(folders[:wild])
