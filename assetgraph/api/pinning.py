"""A user's own word on what must stay: holds, approvals, deliveries, and what projects need.

It stands beside what policies.yaml declares; neither takes back the other, and no run overrules it.
Not here: the file (relate/declared/policies.py), what follows from either (the questions).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assetgraph.api.naming import StrPath, asset_at
from assetgraph.errors import UsageError
from assetgraph.graph.connection import Graph
from assetgraph.graph.cypher_files import maintenance
from assetgraph.graph.declarations import DeclarationStore
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.model.keys import policy_uid
from assetgraph.relate.declared.mistakes import meant
from assetgraph.relate.declared.policies import APPROVAL, HOLD, approval_caption, hold_caption, need_caption
from assetgraph.relate.grounds import Grounds

USER = "USER"


def hold(graph: Graph, paths: Iterable[StrPath], why: str, until: dt.date | None) -> None:
    """See AssetGraph.hold."""
    if not why.strip():
        raise UsageError("a hold without a reason", next_step="say why, for those who ask later")
    day = until.isoformat() if until else None
    told = {"kind": HOLD, "caption": hold_caption(why, day), "why": why, "until": day}
    _pin(graph, "HOLDS", "Hold", policy_uid("user hold", why, day or ""), told, paths)


def approve(graph: Graph, paths: Iterable[StrPath], by: str | None, why: str | None) -> None:
    """See AssetGraph.approve."""
    told = {"kind": APPROVAL, "caption": approval_caption(by, why), "by": by, "why": why}
    _pin(graph, "HOLDS", "Hold", policy_uid("user approval", by or "", why or ""), told, paths)


def deliver(graph: Graph, delivery: str, paths: Iterable[StrPath], date: dt.date | None) -> None:
    """See AssetGraph.deliver."""
    if not delivery.strip():
        raise UsageError("a delivery without an id", next_step="name it, as AURORA_TRAILER_1")
    told = {"code": delivery, "date": (date or dt.date.today()).isoformat()}
    _pin(graph, "DELIVERS", "Delivery", policy_uid("user delivery", delivery), told, paths)


def release(graph: Graph, paths: Iterable[StrPath]) -> None:
    """See AssetGraph.release."""
    uids = [asset_at(graph, path) for path in paths]
    graph.write(maintenance("release_pins"), {"uids": uids})


def need(graph: Graph, project: str, values: Mapping[str, int | Sequence[str] | None]) -> None:
    """See AssetGraph.need."""
    store = DeclarationStore(graph)
    known = store.projects_by_code([project.lower()]).get(project.lower(), [])
    if not known:
        codes = store.project_codes()
        step = meant(project, codes) if codes else "ingest it first"
        raise UsageError(f"no project has the code {project!r}", next_step=step)
    uid = policy_uid("user need", project.lower())
    told = {name: list(value) if isinstance(value, Sequence) else value for name, value in values.items() if value}
    if not told:
        graph.write(maintenance("drop_need"), {"uid": uid})
        return
    empty = dict.fromkeys(values)
    said = {"uid": uid, "project": project.lower(), "caption": need_caption(told), "method": USER}
    node = Node("Need", uid, {**said, **empty, **told})
    edges = [Edge("REQUIRES", "Need", uid, "Project", each, _grounds("said by user")) for each in known]
    Writer(graph).write([Bundle([node], edges)])


def _pin(graph: Graph, relation: str, label: str, uid: str, told: Mapping[str, Any], paths: Iterable[StrPath]) -> None:
    """All of these files, or none where one of them is not known."""
    assets = [asset_at(graph, path) for path in paths]
    if not assets:
        raise UsageError("no file is named", next_step="name at least one")
    node = Node(label, uid, {"uid": uid, "method": USER, **told})
    grounds = _grounds(str(told.get("caption") or told["code"]))
    edges = [Edge(relation, label, uid, "Asset", asset, grounds) for asset in assets]
    Writer(graph).write([Bundle([node], edges)])


def _grounds(evidence: str) -> dict[str, Any]:
    return Grounds(USER, 1.0, evidence).properties("user")
