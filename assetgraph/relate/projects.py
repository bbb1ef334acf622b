"""Projects, sequences and shots: which folder belongs to which, by declaration first, by structure else.

A declared project is one wherever its folders lie; one that only folders tell of is that folder of that volume, since
two clients may have called theirs alike. Not here: what folder names tell (conventions.py), templates (templates.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assetgraph.graph.relations import PendingFolder, Relations
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer
from assetgraph.model.keys import folder_project_uid, project_uid, sequence_uid, shot_uid
from assetgraph.relate.conventions import PROOF, STRUCTURE_WORDS, Membership, membership, project_root
from assetgraph.relate.declared import Project, Studio
from assetgraph.relate.grounds import Grounds

_SPELLINGS = sorted({spelt for word in STRUCTURE_WORDS for spelt in (word, word.title(), word.upper())})


class ProjectRelator:
    """Tells what folders belong to, volume by volume."""

    def __init__(self, relations: Relations, writer: Writer, run_id: str, studio: Studio | None) -> None:
        self._relations = relations
        self._writer = writer
        self._run_id = run_id
        self._studio = studio
        self._declared: dict[str, Project] = {p.code.casefold(): p for p in studio.projects} if studio else {}
        self._volume = ""
        self._roots: dict[str, bool] = {}
        self._declared_roots: dict[str, Project] = {}

    def begin(self, volume: str, name: str) -> None:
        """Look at a volume as a whole; folders of projects that came, went or became sure wait to be related."""
        self._volume = volume
        self._roots = {}
        for folder, is_proven in self._relations.structure_folders(volume, _SPELLINGS, PROOF).items():
            if root := project_root(folder):
                self._roots[root] = self._roots.get(root, False) or is_proven
        self._declared_roots = {
            root.rel_path: project
            for project in self._declared.values()
            for root in project.roots
            if root.volume == name
        }
        now = {root: is_sure for root, is_sure in self._roots.items() if self._is_one_by_structure(root)}
        before = self._relations.folder_projects(volume)
        for root in sorted({root for root, _ in now.items() ^ before.items()}):
            self._relations.let_wait_below(volume, root)

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
        found = membership(rel_path, self._roots)
        named = self._declared.get(found.project.casefold()) if found else None
        # One with roots of its own is known by these; elsewhere its name may be that of another one.
        return found, named if named and not named.roots else None

    def _is_one_by_structure(self, root: str) -> bool:
        found, declared = self._told(root)
        return found is not None and declared is None and found.root == root

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
        uid = folder_project_uid(self._volume, found.root)
        place = {"volume_uid": self._volume, "root": found.root, "is_sure": found.is_sure}
        return Node("Project", uid, {"uid": uid, "code": found.project, "method": "STRUCTURE", **place})

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
            by_structure = membership(rel_path, {root: True})
            if by_structure and (by_structure.sequence or by_structure.shot):
                return replace(by_structure, project=project.code), project
        return declared, project


def _is_within(path: str, root: str) -> bool:
    return root in {"", path} or path.startswith(f"{root}/")
