"""Projects of one folder: a timeline or scene, and beside it what it uses under one code, without folders that tell.

Told after all documents are read, of all volumes at once, since only then is known what they refer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assetgraph.graph.folders import FlatFolder, Folders
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.model.keys import folder_project_uid
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.naming.folder_names import is_library, is_unkept, may_be_project
from assetgraph.relate.projects.layout_rules import LIKELY, SURE, Layout

FEWEST_FILES = 3
_LEAST_SHARE, _MOST_OF_ALL = 0.5, 0.8
_LEAST_CODE = 3
_WORDS = re.compile(r"[^\W_]+")
_CAMERA_WORDS = frozenset(
    "img,dsc,dscf,dscn,mvi,gopr,gx01,gh01,clip,video,movie,shot,scene,take,audio,sound,track,file,frame,image,photo,"
    "pxl,vid,render,final,test,untitled,the,edit,cut,new,copy,export,screen,screenshot".split(",")
)


def relate_flat_projects(folders: Folders, writer: Writer, run_id: str) -> None:
    """Write the projects of one folder, in place of those told before."""
    writer.write_all(_bundles(folders.flat_folders(FEWEST_FILES), run_id))
    folders.drop_flat_projects(run_id)


def code_of(names: Sequence[str], document: str) -> str | None:
    """The word with which all these names begin, and the document's too; None where it is none of a project's own."""
    first = {_first_word(name) for name in (*names, document)}
    word = first.pop() if len(first) == 1 else None
    if not word or len(word) < _LEAST_CODE or word in _CAMERA_WORDS or not any(sign.isalpha() for sign in word):
        return None
    return word


def told(folder: FlatFolder) -> Grounds | None:
    """Whether a folder is a project, by what a document in it uses of it."""
    names = folder.rel_path.split("/")
    is_place = not may_be_project(names[-1]) or is_library(names[-1]) or any(map(is_unkept, names))
    share = folder.used / folder.media
    if is_place or share < _LEAST_SHARE or code_of(folder.names, folder.document) is None:
        return None
    evidence = f"{folder.used} of {folder.media} files in it are used by {folder.document} and share its code"
    return Grounds("EXPLICIT_PATH", SURE if share >= _MOST_OF_ALL else LIKELY, evidence)


def _bundles(folders: Sequence[FlatFolder], run_id: str) -> Iterator[Bundle]:
    for _, found in groupby(folders, key=lambda each: each.folder_uid):
        best = [(folder, grounds) for folder in found if (grounds := told(folder))]
        if not best:
            continue
        folder, grounds = max(best, key=lambda each: each[1].confidence)
        uid = folder_project_uid(folder.volume_uid, folder.rel_path)
        place = {"volume_uid": folder.volume_uid, "root": folder.rel_path, "layout": str(Layout.FLAT)}
        no_kind = dict.fromkeys(("kind", "kind_confidence", "kind_evidence"))
        known = {"method": grounds.method, "confidence": grounds.confidence, "evidence": grounds.evidence}
        code = folder.rel_path.rpartition("/")[2]
        project = Node("Project", uid, {"uid": uid, "code": code, **place, **known, **no_kind})
        edge = Edge("BELONGS_TO", "Folder", folder.folder_uid, "Project", uid, grounds.properties(run_id))
        yield Bundle([project], [edge])


def _first_word(name: str) -> str:
    found = _WORDS.search(name)
    return found[0].casefold() if found else ""
