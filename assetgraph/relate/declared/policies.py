"""What was declared in policies.yaml, as nodes and edges: needs, deliveries, holds, approvals, retention.

A path that pins nothing is a problem, since somebody relies on it. What a path pinned once stays pinned wherever it
lies now, until that is declared no more: a file that was delivered stays delivered when its folder is renamed. Edges
are written in as many transactions as do it good, and what was pinned before goes after that.
Not here: reading the file (files.py), what a path means (pins.py), what users say themselves
(api/pinning.py), what follows from it (the questions).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from assetgraph.graph.connection import Graph
from assetgraph.graph.declarations import DeclarationStore
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer, storable
from assetgraph.model.keys import policy_uid, problem_uid
from assetgraph.relate.declared.files import Approval, Delivery, Hold, Policies, Retention
from assetgraph.relate.declared.mistakes import meant
from assetgraph.relate.declared.pins import AS_WRITTEN, pinned
from assetgraph.relate.declared.volume_paths import VolumePath, VolumePattern
from assetgraph.relate.grounds import Grounds

TOOL = "policies.yaml"
HOLD, APPROVAL = "HOLD", "APPROVAL"
IN_OTHER_CASE, MOVED = ", in another case", ", where it lay before"
_LABELS = {"DELIVERS": "Delivery", "HOLDS": "Hold"}


def apply_policies(policies: Policies, graph: Graph, writer: Writer, run_id: str) -> None:
    """Write what is declared, and drop what is declared no more."""
    store = DeclarationStore(graph)
    applied = _Applied(policies, store, run_id)
    writer.write_all(applied.bundles())
    store.keep_pins([{"uid": uid, "paths": paths} for uid, paths in applied.paths.items()], run_id)
    store.drop_policies(applied.uids, run_id)


class _Applied:
    """Policies on their way into the graph; `uids` are those of their nodes, `paths` tell what each declares."""

    def __init__(self, policies: Policies, store: DeclarationStore, run_id: str) -> None:
        self._policies = policies
        self._store = store
        self._run_id = run_id
        self._volumes = sorted({each.volume for each in store.mounts()})
        self.uids: list[str] = []
        self.paths: dict[str, list[dict[str, object]]] = {}

    def bundles(self) -> Iterator[Bundle]:
        """Nodes with what they pin, and problems where that is nothing."""
        yield from self._needs()
        for delivery in self._policies.deliveries:
            yield from self._delivery(delivery)
        for hold in self._policies.holds:
            yield from self._hold(hold)
        for approval in self._policies.approvals:
            yield from self._approval(approval)
        for retention in self._policies.retention:
            yield self._retention(retention)

    def _needs(self) -> Iterator[Bundle]:
        projects = self._store.projects_by_code([each.project.lower() for each in self._policies.needs])
        for need in self._policies.needs:
            uid = policy_uid("need", need.project)
            values = {
                "copies": need.copies,
                "on_volumes": need.on_volumes,
                "least_height": need.least_height,
                "codecs": list(need.codecs) or None,
            }
            told = {"project": need.project.lower(), "caption": need_caption(values), **values}
            bundle = self._node(Node("Need", uid, {"uid": uid, **told}))
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

    def _hold(self, hold: Hold) -> Iterator[Bundle]:
        patterns = [str(each) for each in hold.paths]
        uid = policy_uid("hold", *patterns, hold.why)
        until = hold.until.isoformat() if hold.until else None
        is_over = hold.until is not None and hold.until < dt.date.today()
        told = {"kind": HOLD, "caption": hold_caption(hold.why, until), "until": until, "why": hold.why}
        yield self._node(Node("Hold", uid, {"uid": uid, "paths": patterns, **told}))
        yield from self._pins("HOLDS", uid, hold.paths, None if is_over else f"the hold {hold.why!r}")

    def _approval(self, approval: Approval) -> Iterator[Bundle]:
        patterns = [str(each) for each in approval.paths]
        uid = policy_uid("approval", *patterns, approval.by or "", approval.why or "")
        caption = approval_caption(approval.by, approval.why)
        told = {"kind": APPROVAL, "caption": caption, "by": approval.by, "why": approval.why}
        yield self._node(Node("Hold", uid, {"uid": uid, "paths": patterns, **told}))
        yield from self._pins("HOLDS", uid, approval.paths, f"the approval {caption!r}")

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
        self.paths[uid] = [{"before": _evidences(path), "now": f"{path}{MOVED}"} for path in paths]
        for path in paths:
            pattern = path.pattern if isinstance(path, VolumePath) else path
            pins_any = False
            for asset, confidence in pinned(pattern, self._store.assets_below):
                pins_any = True
                evidence = str(path) if confidence == AS_WRITTEN else f"{path}{IN_OTHER_CASE}"
                properties = Grounds("DECLARED", confidence, evidence).properties(self._run_id)
                yield Bundle(edges=[Edge(kind, label, uid, "Asset", asset, properties)])
            if pin and not pins_any:
                bundle = Bundle()
                place = self._store.place_of_pin(uid, _evidences(path))
                cause, remedy = self._moved(place) if place else self._unknown(path)
                self._add_problem(bundle, str(path), f"{pin} pins nothing: {cause}", remedy)
                yield bundle

    def _moved(self, place: str) -> tuple[str, str]:
        """Cause and remedy where what was pinned lies elsewhere now."""
        return f"what lay there is at {place} now, and stays pinned", "declare the new path"

    def _unknown(self, path: VolumePath | VolumePattern) -> tuple[str, str]:
        """Cause and remedy where nothing was ever pinned, or is there no more."""
        if path.volume in self._volumes:
            step = "check the path, or ingest what lies there, then: assetgraph relate"
            return "nothing is known to be there", step
        return f"no volume is named {path.volume!r}", f"{meant(path.volume, self._volumes)}; or ingest that volume"

    def _node(self, node: Node) -> Bundle:
        self.uids.append(node.uid)
        if node.label != "Retention":
            node.properties["method"] = "DECLARED"
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


def _evidences(path: VolumePath | VolumePattern) -> list[str]:
    """All that edges say which a path gave."""
    return [f"{path}{more}" for more in ("", IN_OTHER_CASE, MOVED)]


def hold_caption(why: str, until: str | None) -> str:
    """A hold in a few words."""
    return f"{why} until {until}" if until else why


def approval_caption(by: str | None, why: str | None) -> str:
    """An approval in a few words."""
    words = "approved" + (f" by {by}" if by else "")
    return f"{words}: {why}" if why else words


def need_caption(values: Mapping[str, object]) -> str:
    """What a project needs in a few words."""
    return ", ".join(f"{name} {value}" for name, value in values.items() if value)
