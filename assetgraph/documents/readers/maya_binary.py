"""Maya binary scenes, as far as the texts in them tell: paths of known kinds of files. Proven on generated files only.

What node a path belongs to is not read, so that its use is guessed from its ending, and scenes that referenced
scenes refer to stand among the others: always PARTIAL. Not here: scenes in ASCII (maya.py).
"""

from __future__ import annotations

import re

from assetgraph.documents import guard
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent
from assetgraph.documents.scenes import maya_nodes
from assetgraph.documents.scenes.maya_project import MayaProject
from assetgraph.errors import DocumentError
from assetgraph.media.magic import maya_binary

FORMATS = ("maya-binary",)
TOOL = "assetgraph"
_TEXT = re.compile(rb"[^\0-\x1f\x7f]{5,}")
_PATH = re.compile(
    r"(?:[A-Za-z]:[/\\]|\\\\|/|~/|\$\{?\w+\}?/|%\w+%[/\\]|(?:[\w.-]+[/\\])+)[^:*?\"|;]*\.\w{2,5}(?:\{\d+\})?"
)
_NOTE = "a binary scene is read as texts: what is done with a file is guessed from its ending"


def read(path: str) -> DocumentContent:
    """Paths in the texts of a scene; PARTIAL. Raises DocumentError, UnreadableFile."""
    data = guard.read(path)
    if not maya_binary(data[:64]):
        raise DocumentError("no scene in Maya binary", tool=TOOL, next_step="save it again, or as Maya ASCII")
    collector, project = Collector(), MayaProject(path)
    collector.note(_NOTE, partial=True)
    for found in _TEXT.finditer(data):
        if found.end() - found.start() > maya_nodes.LONGEST:
            continue
        try:
            said = found[0].decode()
        except UnicodeDecodeError:
            continue
        if _PATH.fullmatch(said):
            _refer(maya_nodes.without_copy_number(said), collector, project)
    return collector.content()


def _refer(raw: str, collector: Collector, project: MayaProject) -> None:
    if use := maya_nodes.guess(raw):
        kind, media = use
        collector.step()
        collector.refer(maya_nodes.reference(raw, kind, project), media=media)
