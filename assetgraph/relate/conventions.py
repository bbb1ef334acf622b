"""Project, sequence and shot from what folders are called, where nobody declared it. Pure.

Two conventions are taken for proof: a folder `shots` (its children are shots, or sequences of shots) and a folder
`sequences` (its children are sequences, theirs are shots); what holds such a folder is a project. Names that look
like shots are a hint at most. Not here: declared templates (templates.py), the graph.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from assetgraph.relate.grounds import Grounds

STRUCTURE_WORDS = frozenset({"shots", "sequences"})
_SHOT = re.compile(
    r"""
      (?:sh|shot|s)[_-]?\d{2,5}[a-z]?            # sh010, shot_0010
    | [a-z]{1,6}\d{0,4}[_-](?:sh)?\d{3,5}[a-z]?  # seq010_0020, abc_0010, sq01_sh0010
    | \d{2,4}[_-]\d{3,4}[a-z]?                   # 010_0010
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SEQUENCE = re.compile(r"(?:sq|seq|sequence|sc|scene)[_-]?\d{1,4}[a-z]?|[a-z]{2,6}\d{0,4}|\d{2,4}", re.IGNORECASE)
_SURE_SEQUENCE = re.compile(r"(?:sq|seq|sequence|sc|scene)[_-]?\d{1,4}[a-z]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Membership:
    """What a folder is part of; sequence and shot may be unknown."""

    project: str
    sequence: str | None
    shot: str | None
    grounds: Grounds


def project_root(structure_folder: str) -> str | None:
    """The project's folder, given one of its folders `shots` or `sequences`; None where it has none above."""
    above, _, name = structure_folder.rpartition("/")
    return above if above and name.lower() in STRUCTURE_WORDS else None


def membership(rel_path: str, roots: Collection[str]) -> Membership | None:
    """What a folder belongs to, given the folders of all projects of its volume; None where nothing tells."""
    parts = rel_path.split("/")
    root = next((prefix for prefix in _prefixes(parts) if prefix in roots), None)
    if root is None:
        return None
    project = root.rpartition("/")[2]
    below = parts[root.count("/") + 1 :]
    word = below[0].lower() if below else ""
    if word not in STRUCTURE_WORDS or len(below) == 1:
        return Membership(project, None, None, Grounds("STRUCTURE", 0.85, f"below {root}, which holds shots"))
    sequence, shot, confidence = _of_sequences(below[1:]) if word == "sequences" else _of_shots(below[1:])
    where = "/".join(each for each in (sequence, shot) if each)
    return Membership(project, sequence, shot, Grounds("STRUCTURE", confidence, f"{where} below {root}/{below[0]}"))


def _of_shots(parts: list[str]) -> tuple[str | None, str | None, float]:
    """(sequence, shot, confidence) from what follows a folder `shots`."""
    if len(parts) > 1 and _SEQUENCE.fullmatch(parts[0]) and _SHOT.fullmatch(parts[1]):
        return parts[0], parts[1], 0.9
    if _SURE_SEQUENCE.fullmatch(parts[0]):
        return parts[0], None, 0.9
    if _SHOT.fullmatch(parts[0]):
        return None, parts[0], 0.9
    return None, parts[0], 0.7  # a shot with a name of its own, or a sequence


def _of_sequences(parts: list[str]) -> tuple[str | None, str | None, float]:
    if len(parts) == 1:
        return parts[0], None, 0.9
    return parts[0], parts[1], 0.9 if _SHOT.fullmatch(parts[1]) else 0.7


def _prefixes(parts: list[str]) -> list[str]:
    """The folder itself and those above, the outermost first: a project inside a project is part of it."""
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
