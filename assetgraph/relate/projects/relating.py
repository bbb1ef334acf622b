"""Projects, sequences and shots: which folder belongs to which, by declaration first, by structure else.

A declared project is one wherever its folders lie; one that only folders tell of is that folder of that volume, since
two clients may have called theirs alike. Not here: where projects begin (layouts.py), what a folder belongs to then
(conventions.py), templates (declared/templates.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from assetgraph.graph.connection import Graph
from assetgraph.graph.folders import Folders
from assetgraph.graph.known import PendingFolder
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer
from assetgraph.model.keys import folder_project_uid, project_uid, sequence_uid, shot_uid
from assetgraph.relate.declared.files import Project, Studio
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.projects.conventions import Membership, membership, parts_below
from assetgraph.relate.projects.layout_rules import Boundary, Layout
from assetgraph.relate.projects.layouts import find_projects


class ProjectRelator:
    """Tells what folders belong to, volume by volume."""

    def __init__(self, graph: Graph, writer: Writer, run_id: str, studio: Studio | None) -> None:
        self._folders = Folders(graph)
        self._waiting = Waiting(graph)
        self._writer = writer
        self._run_id = run_id
        self._studio = studio
        self._declared: dict[str, Project] = {p.code.casefold(): p for p in studio.projects} if studio else {}
        self._volume = ""
        self._found: dict[str, Boundary] = {}
        self._declared_roots: dict[str, Project] = {}

    def begin(self, volume: str, name: str) -> None:
        """Look at a volume as a whole; folders of projects that came, went or became sure wait to be related."""
        self._volume = volume
        self._found = find_projects(self._folders.folder_tree(volume))
        self._declared_roots = {
            root.rel_path: project
            for project in self._declared.values()
            for root in project.roots
            if root.volume == name
        }
        now = {root: _place(each) for root, each in self._found.items() if self._is_one_by_structure(root)}
        before = self._folders.folder_projects(volume)
        for root in sorted(root for root in now.keys() | before.keys() if now.get(root) != before.get(root)):
            self._waiting.let_wait_below(volume, root)

    def relate(self, folders: Sequence[PendingFolder]) -> None:
        """Write what these folders of the volume belong to."""
        self._writer.write_all(self._bundle(folder) for folder in folders)

    def _bundle(self, folder: PendingFolder) -> Bundle:
        bundle = Bundle(renew=[Renewal("BELONGS_TO", "Folder", folder.uid, self._run_id)])
        found, declared = self._told(folder.rel_path)
        if found is None:
            return bundle
        label, uid = self._chain(bundle, found, declared)
        properties = found.grounds.properties(self._run_id)
        bundle.edges.append(Edge("BELONGS_TO", "Folder", folder.uid, label, uid, properties))
        return bundle

    def _told(self, rel_path: str) -> tuple[Membership | None, Project | None]:
        """What a folder belongs to, and the project as declared, where it is."""
        if declared := self._declared_project(rel_path):
            return declared
        found = membership(rel_path, self._found)
        named = self._declared.get(found.project.casefold()) if found else None
        # One with roots of its own is known by these; elsewhere its name may be that of another one.
        return found, named if named and not named.roots else None

    def _is_one_by_structure(self, root: str) -> bool:
        found, declared = self._told(root)
        return found is not None and declared is None and found.boundary is self._found[root]

    def _chain(self, bundle: Bundle, found: Membership, declared: Project | None) -> tuple[str, str]:
        """Nodes from the project down, each with its edge to the one above; returns the lowest."""
        project = self._project(found, declared)
        bundle.nodes.append(project)
        lowest = ("Project", project.uid)
        for label, part, uid in (
            ("Sequence", found.sequence, sequence_uid(project.uid, found.sequence or "")),
            ("Shot", found.shot, shot_uid(project.uid, found.sequence or "", found.shot or "")),
        ):
            if part:
                grounds = found.part_grounds[label].properties(self._run_id)
                bundle.nodes.append(Node(label, uid, {"uid": uid, "code": part}))
                bundle.edges.append(Edge("BELONGS_TO", label, uid, *lowest, grounds))
                lowest = (label, uid)
        return lowest

    def _project(self, found: Membership, declared: Project | None) -> Node:
        if declared:
            uid = project_uid(declared.code)
            told = {"code": declared.code, "kind": declared.kind, "state": declared.state, "method": "DECLARED"}
            return Node("Project", uid, {"uid": uid, **told})
        if found.boundary is None:
            raise ValueError(f"{found.project} is neither declared nor a folder")
        uid = folder_project_uid(self._volume, found.boundary.root)
        told = {"code": found.project, "volume_uid": self._volume, "root": found.boundary.root}
        return Node("Project", uid, {"uid": uid, **told, "method": "STRUCTURE", **_place(found.boundary)})

    def _declared_project(self, rel_path: str) -> tuple[Membership, Project] | None:
        """What a folder belongs to by a declared root, else by a template that names a declared project."""
        templates = self._studio.templates if self._studio else ()
        told = [fields for each in templates if (fields := each.match_folder(rel_path))]
        root = max((root for root in self._declared_roots if _is_within(rel_path, root)), key=len, default=None)
        if root is not None:
            project = self._declared_roots[root]
            fields = next((each for each in told if "shot" in each or "sequence" in each), {})
            evidence = f"below the declared root {root or '/'}"
        else:
            named = [each for each in told if each.get("project", "").casefold() in self._declared]
            if not named:
                return None
            fields = named[0]
            project = self._declared[fields["project"].casefold()]
            evidence = "by template"
        declared = Membership(
            project.code, fields.get("sequence"), fields.get("shot"), Grounds("DECLARED", 1.0, evidence)
        )
        if not (declared.sequence or declared.shot) and root is not None:
            by_codes = root in self._found and self._found[root].layout is Layout.CODES
            below = rel_path[len(root) :].strip("/")
            sequence, shot, confidence = parts_below(below.split("/") if below else [], by_codes=by_codes)
            if sequence or shot:
                where = "/".join(each for each in (sequence, shot) if each)
                grounds = Grounds("STRUCTURE", confidence, f"{where} below {root or '/'}")
                return Membership(project.code, sequence, shot, grounds), project
        return declared, project


def _place(boundary: Boundary) -> dict[str, str | float | None]:
    """What a project that only folders tell of is known by; whatever of it changes is told anew."""
    kind = boundary.kind
    return {
        "layout": str(boundary.layout),
        "confidence": boundary.confidence,
        "evidence": boundary.evidence,
        "kind": kind.name if kind else None,
        "kind_confidence": kind.confidence if kind else None,
        "kind_evidence": kind.evidence if kind else None,
    }


def _is_within(path: str, root: str) -> bool:
    return root in {"", path} or path.startswith(f"{root}/")
