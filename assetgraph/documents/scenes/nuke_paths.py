"""What a file knob of a Nuke script means, as far as the script itself can tell.

Where it goes by the script's own place, the path is told relative to the script's folder, wherever that lies today.
Not here: which knobs name files (readers/nuke.py).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath

from assetgraph.documents.scenes import tcl

LONGEST = 4096
"""Characters of a path, as most systems have it; a few knobs could otherwise be made to mean gigabytes."""
_DEEPEST = 20
_HERE = "\0"
"""Stands before a path that the script's own place was told by; no knob holds it."""
_LIST = "\x1f"
"""Between the elements of a list, as [split] makes it."""
_INDEX = re.compile(r"(end)(?:-(\d{1,4}))?|(\d{1,4})", re.ASCII)
_SPECIAL = re.compile(r"\\\\|\\[\[\]]|\[")
_ABSOLUTE = re.compile(r"[\0/\\~$]|[A-Za-z][\w+.-]*:")
_OWN_NAME = frozenset(("nuke.root().name()", "nuke.scriptName()"))
_OWN_FOLDER = frozenset(("nuke.script_directory()",))
_PARTS: Mapping[str, Callable[[str], str]] = {
    "dirname": lambda path: posixpath.dirname(path) or ".",
    "tail": posixpath.basename,
    "rootname": lambda path: posixpath.splitext(path)[0],
    "extension": lambda path: posixpath.splitext(path)[1],
}


class ScriptPaths:
    """The paths of one script; `root` holds the knobs of its Root."""

    def __init__(self, path: str, root: Mapping[str, str]) -> None:
        self._path = PurePath(path).as_posix()
        self._root = root
        self._directory: str | None = None
        self._directory = self._expand(root.get("project_directory", ""))

    def meant(self, said: str) -> str | None:
        """The path that a knob means; None when it takes more than the script to tell.

        What is relative is relative to the project directory, else to the script's folder.
        """
        path = self._expand(said)
        if path and self._directory != "" and not _ABSOLUTE.match(path):
            path = None if self._directory is None else posixpath.join(self._directory, path)
        if path and path.startswith(_HERE):
            path = posixpath.relpath(path[1:] or "/", posixpath.dirname(self._path))
        return path if path and _HERE not in path and _LIST not in path else None

    def _expand(self, text: str, depth: int = 0) -> str | None:
        """The text with its commands answered; None when one cannot be, or when it gets too long."""
        done, at = "", 0
        while len(done) + len(text) - at <= LONGEST:
            found = _SPECIAL.search(text, at)
            if found is None:
                return done + text[at:]
            done += text[at : found.start()]
            at = found.end()
            if found[0] == "[":
                close = tcl.closing(text, found.start())
                answer = None if close is None else self._answer(text[at:close], depth + 1)
                if close is None or answer is None:
                    return None
                done, at = done + answer, close + 1
            else:
                done += found[0] if found[0] == "\\\\" else found[0][1]
        return None

    def _answer(self, command: str, depth: int) -> str | None:
        """What a command gives that asks nothing but the script."""
        words: list[str] = []
        for word in next(tcl.statements(command), ()) if depth <= _DEEPEST else ():
            said = word.text if word.braced else self._expand(word.text, depth)
            if said is None:
                return None
            words.append(said)
        match words:
            case ["value" | "knob", name] if name.startswith("root."):
                return self._knob(name.removeprefix("root."))
            case ["file", part, path] if part in _PARTS:
                return _PARTS[part](path)
            case ["file", "join", *paths] if paths:
                return posixpath.join(*paths)
            case ["split", text, mark] if len(mark) == 1:
                return text.replace(mark, _LIST)
            case ["join", told, mark]:
                return told.replace(_LIST, mark)
            case ["lindex", told, at]:
                return _elements(told, at, at)
            case ["lrange", told, first, last]:
                return _elements(told, first, last)
            case ["python", asked] if asked in _OWN_NAME:
                return _HERE + self._path
            case ["python", asked] if asked in _OWN_FOLDER:
                return _HERE + posixpath.dirname(self._path)
        return None

    def _knob(self, name: str) -> str | None:
        """What a knob of Root says: its name is where the script lies now, others count when they are plain."""
        if name == "name":
            return _HERE + self._path
        if name == "project_directory":
            return self._directory
        said = self._root.get(name)
        return None if said is None or set(said) & set("[]{}\\") else said


def _elements(told: str, first: str, last: str) -> str | None:
    """The elements of a list from one to another, both included.

    None where there are none, or where this counts from the beginning of the script's own path: each host has another.
    """
    elements = told.split(_LIST)
    begin, end = (_place(each, len(elements)) for each in (first, last))
    is_counted = elements[0].startswith(_HERE) and not (last.startswith("end") and first.startswith(("0", "end")))
    if begin is None or end is None or is_counted or not 0 <= begin <= end < len(elements):
        return None
    return _LIST.join(elements[begin : end + 1])


def _place(said: str, count: int) -> int | None:
    """An index as Tcl writes it: 2, end, end-1."""
    found = _INDEX.fullmatch(said)
    if found is None:
        return None
    return count - 1 - int(found[2] or 0) if found[1] else int(found[3])
