"""Project, sequence and shot from what folders are called, where nobody declared it. Pure.

Two conventions are taken for a hint: a folder `shots` (its children are shots, or sequences of shots) and a folder
`sequences` (its children are sequences, theirs are shots); what holds such a folder is a project. It is a sure one
where a name below looks like that of a shot or sequence: a library of stock and a photographer have such folders too.
Not here: declared templates (templates.py), the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assetgraph.relate.grounds import Grounds

STRUCTURE_WORDS = frozenset({"shots", "sequences"})
SURE, BY_NAME, HINT = 0.85, 0.9, 0.7

_SHOT_NAME = (
    r"(?:sh|shot|s)[_-]?\d{2,5}[a-z]?"  # sh010, shot_0010
    r"|[a-z]{1,6}\d{0,4}[_-](?:sh)?\d{3,5}[a-z]?"  # seq010_0020, abc_0010, sq01_sh0010
    r"|\d{2,4}[_-]\d{3,4}[a-z]?"  # 010_0010
)
_SEQUENCE_NAME = r"(?:sq|seq|sequence|sc|scene)[_-]?\d{1,4}[a-z]?"
PROOF = f"(?i)(?:{_SHOT_NAME}|{_SEQUENCE_NAME})"
"""Names of folders that show that the one above holds shots; in words of Python's and of Cypher's expressions."""
_SHOT = re.compile(_SHOT_NAME, re.IGNORECASE)
_SURE_SEQUENCE = re.compile(_SEQUENCE_NAME, re.IGNORECASE)
_SEQUENCE = re.compile(rf"{_SEQUENCE_NAME}|[a-z]{{2,6}}\d{{0,4}}|\d{{2,4}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Membership:
    """What a folder is part of; sequence and shot may be unknown."""

    project: str
    sequence: str | None
    shot: str | None
    grounds: Grounds
    root: str = ""
    """The project's folder, where only folders tell of it."""
    is_sure: bool = True
    """Whether the project is one."""

    @property
    def part_grounds(self) -> dict[str, Grounds]:
        """Why a Sequence or Shot is part of what is above it; the same whichever of its folders tells."""
        if self.grounds.method == "DECLARED":
            grounds = Grounds("DECLARED", self.grounds.confidence, "declared")
            return {"Sequence": grounds, "Shot": grounds}
        told = "as its folders are called"
        sequence = Grounds("STRUCTURE", BY_NAME if self.is_sure else HINT, told)
        return {"Sequence": sequence, "Shot": Grounds("STRUCTURE", self.grounds.confidence, told)}


def project_root(structure_folder: str) -> str | None:
    """The project's folder, given one of its folders `shots` or `sequences`; None where it has none above."""
    above, _, name = structure_folder.rpartition("/")
    return above if above and name.lower() in STRUCTURE_WORDS else None


def membership(rel_path: str, roots: Mapping[str, bool]) -> Membership | None:
    """What a folder belongs to, given the folders of all projects of its volume, and whether each is surely one.

    The innermost project counts, but what lies among the shots of one is no project of its own. None where nothing
    tells.
    """
    parts = rel_path.split("/") if rel_path else []
    depth = _depth(parts, roots)
    if depth is None:
        return None
    root = "/".join(parts[:depth])
    is_sure = roots[root]
    below = [part for part in parts[depth:] if part.lower() not in STRUCTURE_WORDS]
    word = parts[depth].lower() if len(parts) > depth else ""
    if word not in STRUCTURE_WORDS or not below:
        grounds = Grounds("STRUCTURE", SURE if is_sure else HINT, f"below {root}, which holds shots")
        return Membership(parts[depth - 1] if depth else "", None, None, grounds, root, is_sure)
    sequence, shot, confidence = _of_sequences(below) if word == "sequences" else _of_shots(below)
    where = "/".join(each for each in (sequence, shot) if each)
    grounds = Grounds("STRUCTURE", confidence if is_sure else HINT, f"{where} below {root}/{parts[depth]}")
    return Membership(parts[depth - 1] if depth else "", sequence, shot, grounds, root, is_sure)


def _depth(parts: list[str], roots: Mapping[str, bool]) -> int | None:
    """How many parts of a path are the folder of its project."""
    found = None
    for depth in _depths(parts, roots):
        if found is not None and parts[found].lower() in STRUCTURE_WORDS:
            break
        found = depth
    return found


def _depths(parts: list[str], roots: Mapping[str, bool]) -> Iterator[int]:
    """Where a path has folders of projects, the outermost first."""
    return (depth for depth in range(len(parts) + 1) if "/".join(parts[:depth]) in roots)


def _of_shots(parts: list[str]) -> tuple[str | None, str | None, float]:
    """(sequence, shot, confidence) from what follows a folder `shots`."""
    if len(parts) > 1 and _SEQUENCE.fullmatch(parts[0]) and _SHOT.fullmatch(parts[1]):
        return parts[0], parts[1], BY_NAME
    if _SURE_SEQUENCE.fullmatch(parts[0]):
        return parts[0], None, BY_NAME
    if _SHOT.fullmatch(parts[0]):
        return None, parts[0], BY_NAME
    return None, parts[0], HINT  # a shot with a name of its own, or a sequence


def _of_sequences(parts: list[str]) -> tuple[str | None, str | None, float]:
    if len(parts) == 1:
        return parts[0], None, BY_NAME
    return parts[0], parts[1], BY_NAME if _SHOT.fullmatch(parts[1]) else HINT
