"""What was declared in policies.yaml, as nodes and edges: needs, deliveries, holds, retention.

A path that pins nothing is a problem, since somebody relies on it. Edges are written in as many transactions as do it
good, and what was pinned before goes after that.
Not here: reading the file (declared.py), what a path means (pins.py), what follows from it (the questions).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from assetgraph.graph.relations import Relations
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer, storable
from assetgraph.model.keys import policy_uid, problem_uid
from assetgraph.relate.declared import Delivery, Hold, Policies, Retention
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.mistakes import meant
from assetgraph.relate.pins import AS_WRITTEN, pinned
from assetgraph.relate.volume_paths import VolumePath, VolumePattern

TOOL = "policies.yaml"
_LABELS = {"DELIVERS": "Delivery", "HOLDS": "Hold"}


def apply_policies(policies: Policies, relations: Relations, writer: Writer, run_id: str) -> None:
    """Write what is declared, and drop what is declared no more."""
    applied = _Applied(policies, relations, run_id)
    writer.write_all(applied.bundles())
    relations.drop_policies(applied.uids, run_id)


class _Applied:
    """Policies on their way into the graph; `uids` are those of their nodes."""

    def __init__(self, policies: Policies, relations: Relations, run_id: str) -> None:
        self._policies = policies
        self._relations = relations
        self._run_id = run_id
        self._volumes = sorted({each.volume for each in relations.mounts()})
        self.uids: list[str] = []

    def bundles(self) -> Iterator[Bundle]:
        """Nodes with what they pin, and problems where that is nothing."""
        yield from self._needs()
        for delivery in self._policies.deliveries:
            yield from self._delivery(delivery)
        for hold in self._policies.holds:
            yield from self._hold(hold)
        for retention in self._policies.retention:
            yield self._retention(retention)

    def _needs(self) -> Iterator[Bundle]:
        projects = self._relations.projects_by_code([each.project.lower() for each in self._policies.needs])
        for need in self._policies.needs:
            uid = policy_uid("need", need.project)
            values = {
                "copies": need.copies,
                "on_volumes": need.on_volumes,
                "least_height": need.least_height,
                "codecs": list(need.codecs) or None,
            }
            told = ", ".join(f"{name} {value}" for name, value in values.items() if value)
            bundle = self._node(Node("Need", uid, {"uid": uid, "caption": told, **values}))
            grounds = Grounds("DECLARED", AS_WRITTEN, "policies").properties(self._run_id)
            known = projects.get(need.project.lower(), [])
            bundle.edges += [Edge("REQUIRES", "Need", uid, "Project", project, grounds) for project in known]
            bundle.renew.append(Renewal("REQUIRES", "Need", uid, self._run_id))
            if not known:
                reason = f"a need of the project {need.project}, which is not known"
                self._add_problem(bundle, need.project, reason, "check the code, or declare the project's roots")
            yield bundle

    def _delivery(self, delivery: Delivery) -> Iterator[Bundle]:
        uid = policy_uid("delivery", delivery.id)
        yield self._node(Node("Delivery", uid, {"uid": uid, "code": delivery.id, "date": delivery.date.isoformat()}))
        yield from self._pins("DELIVERS", uid, delivery.paths, f"the delivery {delivery.id}")
        yield Bundle(renew=[Renewal("DELIVERS", "Delivery", uid, self._run_id)])

    def _hold(self, hold: Hold) -> Iterator[Bundle]:
        patterns = [str(each) for each in hold.paths]
        uid = policy_uid("hold", *patterns, hold.why)
        until = hold.until.isoformat() if hold.until else None
        is_over = hold.until is not None and hold.until < dt.date.today()
        caption = f"{hold.why} until {until}" if until else hold.why
        properties = {"uid": uid, "caption": caption, "paths": patterns, "until": until, "why": hold.why}
        yield self._node(Node("Hold", uid, properties))
        yield from self._pins("HOLDS", uid, hold.paths, None if is_over else f"the hold {hold.why!r}")
        yield Bundle(renew=[Renewal("HOLDS", "Hold", uid, self._run_id)])

    def _retention(self, retention: Retention) -> Bundle:
        uid = policy_uid("retention", retention.kind)
        caption = f"the last {retention.keep_last} of each {retention.kind}"
        properties = {"uid": uid, "caption": caption, "kind": retention.kind, "keep_last": retention.keep_last}
        return self._node(Node("Retention", uid, properties))

    def _pins(
        self, kind: str, uid: str, paths: Sequence[VolumePath | VolumePattern], pin: str | None
    ) -> Iterator[Bundle]:
        """What these paths pin; a path that pins nothing is a problem where `pin` names what relies on it."""
        label = _LABELS[kind]
        for path in paths:
            pattern = path.pattern if isinstance(path, VolumePath) else path
            pins_any = False
            for asset, confidence in pinned(pattern, self._relations.assets_below):
                pins_any = True
                evidence = str(path) if confidence == AS_WRITTEN else f"{path}, in another case"
                properties = Grounds("DECLARED", confidence, evidence).properties(self._run_id)
                yield Bundle(edges=[Edge(kind, label, uid, "Asset", asset, properties)])
            if pin and not pins_any:
                bundle = Bundle()
                self._add_problem(bundle, str(path), f"{pin} pins nothing: {self._cause(path)}", self._remedy(path))
                yield bundle

    def _cause(self, path: VolumePath | VolumePattern) -> str:
        known = path.volume in self._volumes
        return "nothing is known to be there" if known else f"no volume is named {path.volume!r}"

    def _remedy(self, path: VolumePath | VolumePattern) -> str:
        if path.volume in self._volumes:
            return "check the path, or ingest what lies there, then: assetgraph relate"
        return f"{meant(path.volume, self._volumes)}; or ingest that volume"

    def _node(self, node: Node) -> Bundle:
        self.uids.append(node.uid)
        return Bundle([node])

    def _add_problem(self, bundle: Bundle, path: str, reason: str, next_step: str) -> None:
        uid = problem_uid(path, "declaration", TOOL)
        properties = {
            "uid": uid,
            "path": path,
            "stage": "declaration",
            "tool": TOOL,
            "reason": reason,
            "next_step": next_step,
            "run_id": self._run_id,
        }
        bundle.nodes.append(Node("IngestProblem", uid, {name: storable(value) for name, value in properties.items()}))
