"""What the server refuses to write becomes a problem that people see.

Not here: halving a batch until what is refused stands alone (graph/writer.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assetgraph.graph.connection import Graph
from assetgraph.graph.writer import Bundle, Edge, Node, Writer, storable
from assetgraph.model.keys import problem_uid
from assetgraph.model.records import Problem


def refusal(stage: str, reason: str) -> Problem:
    """The problem for what the server refuses, in its own words."""
    return Problem(
        stage=stage,
        tool="neo4j",
        reason=f"the graph refuses a value: {reason.splitlines()[0][:300]}",
        next_step="report the file, so that this value can be kept",
    )


def problem_bundle(problems: Iterable[Problem], label: str, uid: str, run_id: str) -> Bundle:
    """Problems with an asset or a folder."""
    bundle = Bundle()
    for problem in problems:
        key = problem_uid(uid, problem.stage, problem.tool)
        owner = {"asset_uid": uid} if label == "Asset" else {}
        values = {"uid": key, **owner, "run_id": run_id, **problem.model_dump()}
        bundle.nodes.append(Node("IngestProblem", key, {name: storable(value) for name, value in values.items()}))
        bundle.edges.append(Edge("PROBLEM_WITH", "IngestProblem", key, label, uid))
    return bundle


class TellingWriter(Writer):
    """A writer that notes what is refused as a problem with the file or folder it is about; `refused` counts them."""

    def __init__(self, graph: Graph, run_id: str) -> None:
        super().__init__(graph)
        self._run_id = run_id
        self.refused = 0

    def write(self, bundles: Sequence[Bundle]) -> list[tuple[Bundle, str]]:
        """As the writer does; every caller may leave the result alone."""
        refused = super().write(bundles)
        self.refused += len(refused)
        for bundle, reason in refused:
            if owner := _owner(bundle):
                super().write([problem_bundle([refusal("write", reason)], *owner, self._run_id)])
        return refused


def _owner(bundle: Bundle) -> tuple[str, str] | None:
    """The file or folder a bundle is about."""
    ends: Sequence[tuple[str, str]] = [
        *((each.source_label, each.source) for each in bundle.renew),
        *((each.source_label, each.source) for each in bundle.edges),
        *((each.target_label, each.target) for each in bundle.edges),
    ]
    return next((each for each in ends if each[0] in {"Asset", "Folder"}), None)
