"""The project that a scene of Maya lies in, by which Maya takes what is relative in it.

It is the folder of the nearest workspace.mel above the scene, else the one that holds the folder of scenes.
Not here: what scenes name (maya_nodes.py), what they render to (maya_outputs.py).
"""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path

from assetgraph.documents import guard
from assetgraph.documents.scenes.mel import statements
from assetgraph.errors import AssetGraphError

_MOST_LEVELS = 12
_WORKSPACE, _SCENES = "workspace.mel", "scenes"
_ABSOLUTE = re.compile(r"(?:[A-Za-z]:)?[/\\]")
_RELATIVE = re.compile(r"(?![A-Za-z]:|[\w+.-]+://|[~$%.])[^/\\]+[/\\]")


def is_absolute(path: str) -> bool:
    """Whether a path means the same wherever the project lies."""
    return _ABSOLUTE.match(path) is not None


class MayaProject:
    """The project of one scene; where it is not known, what is relative begins at the scene's folder."""

    def __init__(self, scene: str) -> None:
        self._scene = Path(scene)
        above = list(islice(self._scene.parents, _MOST_LEVELS))
        self._workspace = next((each / _WORKSPACE for each in above if (each / _WORKSPACE).is_file()), None)
        scenes = next((each.parent for each in above if each.name.lower() == _SCENES), None)
        self._root = self._workspace.parent if self._workspace else scenes

    def folder(self, rule: str) -> str | None:
        """The folder that the project keeps for a kind of file (images), as seen from the scene's; None without one."""
        kept = self._rule(rule)
        if self._root is None:
            return None
        return kept if is_absolute(kept) or not self._seen else f"{self._seen}/{kept}"

    def start_of(self, said: str) -> str | None:
        """The folder that a path begins at, as seen from the scene's; None where that is the scene's, or not asked."""
        is_relative = self._root is not None and _RELATIVE.match(said)
        return (self._seen or None) if is_relative else None

    @property
    def _seen(self) -> str:
        """The project's folder as seen from the scene's; empty where it is the same."""
        folder = os.path.relpath(self._root or "", self._scene.parent).replace(os.sep, "/")
        return "" if folder == "." else folder

    def _rule(self, name: str) -> str:
        """Where files of a kind are kept, by the workspace.mel; the last rule counts, as in Maya."""
        found = name
        try:
            text = guard.text(guard.read(os.fspath(self._workspace))) if self._workspace else ""
        except AssetGraphError:
            return found
        for statement in statements(text):
            words = [word.text for word in statement.words()]
            if statement.command == "workspace" and words[1:3] in (["-fr", name], ["-fileRule", name]):
                found = next(iter(words[3:]), "") or found
        return found
