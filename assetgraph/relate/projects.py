"""Projects, sequences and shots: which folder belongs to which, by declaration first, by structure else.

Not here: what folder names tell (conventions.py), templates (templates.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assetgraph.graph.relations import PendingFolder, Relations
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer
from assetgraph.model.keys import project_uid, sequence_uid, shot_uid
from assetgraph.relate.conventions import STRUCTURE_WORDS, Membership, membership, project_root
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
        self._roots: frozenset[str] = frozenset()
        self._declared_roots: dict[str, Project] = {}

    def begin(self, volume: str, name: str) -> None:
        """Look at a volume as a whole; folders of projects that show for the first time wait to be related."""
        self._volume = volume
        found = (project_root(each) for each in self._relations.structure_folders(volume, _SPELLINGS))
        self._roots = frozenset(each for each in found if each)
        self._declared_roots = {
            root.rel_path: project
            for project in self._declared.values()
            for root in project.roots
            if root.volume == name
        }
        for root in sorted({*self._roots, *self._declared_roots}):
            self._relations.let_wait_below(volume, root)

    def relate(self, folders: Sequence[PendingFolder]) -> None:
        """Write what these folders of the volume belong to."""
        self._writer.write([self._bundle(folder) for folder in folders])

    def _bundle(self, folder: PendingFolder) -> Bundle:
        bundle = Bundle(renew=[Renewal("BELONGS_TO", "Folder", folder.uid, self._run_id)])
        found = self._by_declaration(folder.rel_path) or membership(folder.rel_path, self._roots)
        if found is None:
            return bundle
        declared = self._declared.get(found.project.casefold())
        code = declared.code if declared else found.project
        label, uid = self._chain(bundle, found, code, declared)
        properties = found.grounds.properties(self._run_id)
        bundle.edges.append(Edge("BELONGS_TO", "Folder", folder.uid, label, uid, properties))
        return bundle

    def _chain(self, bundle: Bundle, found: Membership, code: str, declared: Project | None) -> tuple[str, str]:
        """Nodes from the project down, each with its edge to the one above; returns the lowest."""
        grounds = found.grounds.properties(self._run_id)
        project: dict[str, str | None] = {"uid": project_uid(code), "code": code, "method": found.grounds.method}
        if declared:
            project |= {"kind": declared.kind, "state": declared.state, "method": "DECLARED"}
        bundle.nodes.append(Node("Project", project_uid(code), project))
        lowest = ("Project", project_uid(code))
        for label, part, uid in (
            ("Sequence", found.sequence, sequence_uid(code, found.sequence or "")),
            ("Shot", found.shot, shot_uid(code, found.sequence or "", found.shot or "")),
        ):
            if part:
                bundle.nodes.append(Node(label, uid, {"uid": uid, "code": part}))
                bundle.edges.append(Edge("BELONGS_TO", label, uid, *lowest, grounds))
                lowest = (label, uid)
        return lowest

    def _by_declaration(self, rel_path: str) -> Membership | None:
        fields = next(self._fields(rel_path), None)
        root = max((root for root in self._declared_roots if _is_within(rel_path, root)), key=len, default=None)
        if root is None and fields is None:
            return None
        if root is not None:
            told = f"below the declared root {root}"
            code = self._declared_roots[root].code
        elif fields and fields.get("project", "").casefold() in self._declared:
            code, told = fields["project"], "by template"
        else:
            return None
        sequence, shot = (fields.get("sequence"), fields.get("shot")) if fields else (None, None)
        if not (sequence or shot) and (by_structure := membership(rel_path, {root} if root else set())):
            sequence, shot = by_structure.sequence, by_structure.shot
            if shot or sequence:
                grounds = Grounds("STRUCTURE", by_structure.grounds.confidence, by_structure.grounds.evidence)
                return Membership(code, sequence, shot, grounds)
        return Membership(code, sequence, shot, Grounds("DECLARED", 1.0, told))

    def _fields(self, rel_path: str) -> Iterator[dict[str, str]]:
        for template in self._studio.templates if self._studio else ():
            if fields := template.match_folder(rel_path):
                yield fields


def _is_within(path: str, root: str) -> bool:
    return root in {"", path} or path.startswith(f"{root}/")
