"""What a folder belongs to - project, sequence, shot - given the projects that folders tell of. Pure.

Two conventions are taken for a hint: a folder `shots` (its children are shots, or sequences of shots) and a folder
`sequences` (its children are sequences, theirs are shots). In projects told by codes of shots these stand for
themselves.
Not here: where projects begin (layouts.py), declared templates (declared/templates.py), the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assetgraph.relate.grounds import Grounds
from assetgraph.relate.naming.folder_names import (
    SEQUENCE,
    SHOT,
    STRUCTURE_WORDS,
    SURE_SEQUENCE,
    is_numbered_sequence,
    is_passage,
    role,
    shot_code,
    shot_prefix,
)
from assetgraph.relate.projects.layout_rules import HINT, Boundary, Layout

BY_NAME = 0.9


@dataclass(frozen=True, slots=True)
class Membership:
    """What a folder is part of; sequence and shot may be unknown."""

    project: str
    sequence: str | None
    shot: str | None
    grounds: Grounds
    boundary: Boundary | None = None
    """The project's folder, where only folders tell of it."""

    @property
    def part_grounds(self) -> dict[str, Grounds]:
        """Why a Sequence or Shot is part of what is above it; the same whichever of its folders tells."""
        if self.grounds.method == "DECLARED":
            grounds = Grounds("DECLARED", self.grounds.confidence, "declared")
            return {"Sequence": grounds, "Shot": grounds}
        told = "as its folders are called"
        is_sure = self.boundary is None or self.boundary.is_sure
        sequence = Grounds("STRUCTURE", BY_NAME if is_sure else HINT, told)
        return {"Sequence": sequence, "Shot": Grounds("STRUCTURE", self.grounds.confidence, told)}


def membership(rel_path: str, projects: Mapping[str, Boundary]) -> Membership | None:
    """What a folder belongs to, given the projects of its volume; the innermost counts. None where nothing tells."""
    parts = rel_path.split("/") if rel_path else []
    root = next((each for each in _ways_up(parts) if each in projects), None)
    if root is None:
        return None
    boundary = projects[root]
    sequence, shot, confidence = parts_below(parts[root.count("/") + 1 :], by_codes=boundary.layout is Layout.CODES)
    where = "/".join(each for each in (sequence, shot) if each)
    if not where:
        grounds = Grounds("STRUCTURE", boundary.confidence, f"below {root}: {boundary.evidence}")
    else:
        grounds = Grounds("STRUCTURE", confidence if boundary.is_sure else HINT, f"{where} below {root}")
    return Membership(boundary.name, sequence, shot, grounds, boundary)


def parts_below(parts: list[str], *, by_codes: bool = False) -> tuple[str | None, str | None, float]:
    """(sequence, shot, confidence) from the names below a project's folder; `by_codes`: without a folder for shots."""
    for depth, name in enumerate(parts):
        if name.lower() in STRUCTURE_WORDS:
            below = [part for part in parts[depth:] if part.lower() not in STRUCTURE_WORDS]
            if not below:
                break
            return _of_sequences(below) if name.lower() == "sequences" else _of_shots(below)
        if not is_passage(name):
            return _of_codes(parts[depth:]) if by_codes else (None, None, 0.0)
    return None, None, 0.0


def _ways_up(parts: list[str]) -> list[str]:
    """A path and those above it."""
    return ["/".join(parts[:depth]) for depth in range(len(parts), 0, -1)] + [""]


def _of_codes(parts: list[str]) -> tuple[str | None, str | None, float]:
    first, second = parts[0], parts[1] if len(parts) > 1 else ""
    if role(first) is not None:
        return None, None, 0.0
    if shot_code(first):
        return None, first, BY_NAME
    code = shot_code(second) if second else None
    if code and (is_numbered_sequence(first) or shot_prefix(code) == first.casefold()):
        return first, second, BY_NAME
    return (first, None, BY_NAME) if SURE_SEQUENCE.fullmatch(first) else (None, None, 0.0)


def _of_shots(parts: list[str]) -> tuple[str | None, str | None, float]:
    """(sequence, shot, confidence) from what follows a folder `shots`."""
    if len(parts) > 1 and SEQUENCE.fullmatch(parts[0]) and SHOT.fullmatch(parts[1]):
        return parts[0], parts[1], BY_NAME
    if SURE_SEQUENCE.fullmatch(parts[0]):
        return parts[0], None, BY_NAME
    if SHOT.fullmatch(parts[0]):
        return None, parts[0], BY_NAME
    return None, parts[0], HINT  # a shot with a name of its own, or a sequence


def _of_sequences(parts: list[str]) -> tuple[str | None, str | None, float]:
    if len(parts) == 1:
        return parts[0], None, BY_NAME
    return parts[0], parts[1], BY_NAME if SHOT.fullmatch(parts[1]) else HINT
