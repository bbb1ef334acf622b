"""Where projects begin, told by how folders lie below and beside each other. Pure.

The folders of a volume come in the order of a tree: each after the one it lies in, and what lies below one together.
Only those from the root to the present one are held, with what was seen below them in bounded form, so that memory
does not grow with the volume.
Not here: what a single folder tells (layout_rules.py), which sequence or shot a folder is of (conventions.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from assetgraph.relate.naming.folder_names import (
    STRUCTURE_WORDS,
    holds_projects,
    is_part,
    is_passage,
    is_unkept,
    may_be_project,
    role,
)
from assetgraph.relate.projects.folder_sights import ROOM, Sight
from assetgraph.relate.projects.layout_rules import HINT, LIKELY, Boundary, Layout, boundary_of

_FEWEST_ALIKE = 3
_LEAST_SHARE = 0.6


@dataclass(slots=True)
class _Open:
    """A folder on the way from the root to the present one, with projects in it that wait for those beside them."""

    sight: Sight
    coded: list[Boundary] = field(default_factory=list)
    projects: set[str] = field(default_factory=set)


def find_projects(folders: Iterable[tuple[str, bool]]) -> dict[str, Boundary]:
    """Projects by their folder, of (path from the volume's root, whether media or documents lie in it)."""
    kept: dict[str, Boundary] = {}
    for each in sorted(_candidates(folders), key=lambda found: (found.root.count("/"), found.root)):
        if not _is_part_of_another(each, kept):
            kept[each.root] = each
    return kept


def _is_part_of_another(boundary: Boundary, outer: dict[str, Boundary]) -> bool:
    """Among the shots of another one, in a folder for footage, edit ... of one that these tell, or a mere hint."""
    parts = boundary.root.split("/")
    for depth in range(1, len(parts)):
        above = outer.get("/".join(parts[:depth]))
        if above and (
            (above.has_shots_folder and parts[depth].lower() in STRUCTURE_WORDS)
            or (above.has_roles and role(parts[depth]) is not None)
            or (above.is_sure and not boundary.is_sure)
        ):
            return True
    return False


def _candidates(folders: Iterable[tuple[str, bool]]) -> Iterator[Boundary]:
    stack = [_Open(Sight("", ""))]
    for path, holds in folders:
        while not _is_within(path, stack[-1].sight.path):
            yield from _close(stack)
        above = stack[-1].sight
        for name in path[len(above.path) :].strip("/").split("/") if path != above.path else ():
            below = f"{above.path}/{name}" if above.path else name
            above = Sight(below, name, is_unkept=above.is_unkept or is_unkept(name))
            stack.append(_Open(above))
        above.holds |= holds
    while len(stack) > 1:
        yield from _close(stack)
    yield from _settled(stack[0])


def _close(stack: list[_Open]) -> Iterator[Boundary]:
    """The last of the open folders was seen whole: what it tells goes to the one above."""
    closed, above = stack.pop(), stack[-1]
    yield from _settled(closed)
    above.sight.take(closed.sight)
    boundary = boundary_of(closed.sight, above.sight)
    if boundary is None:
        return
    above.projects.add(closed.sight.name)
    if boundary.layout is Layout.CODES and len(above.coded) < ROOM:
        above.coded.append(boundary)
    else:
        yield boundary


def _settled(closed: _Open) -> Iterator[Boundary]:
    """The projects in a folder that are told by those beside them."""
    sight = closed.sight
    yield from _alike(sight, closed.projects)
    if len(closed.coded) < 2 or holds_projects(sight.name):
        yield from closed.coded
        return
    in_sequences = sight.named_sequences is not None and (may_be_project(sight.name) or is_passage(sight.name))
    for each in closed.coded:
        if each.is_sequence_perhaps and in_sequences:
            continue
        # Nobody can tell: shows, or sequences with names of their own.
        yield replace(each, confidence=HINT, kind=None) if each.confidence == LIKELY else each


def _alike(sight: Sight, projects: set[str]) -> Iterator[Boundary]:
    """Folders in which the same numbered folders lie as in another one beside them: somebody's own template."""
    if is_part(sight.name) or sight.is_unkept:
        return
    others = {name: told for name, told in sight.siblings.items() if len(told[1]) >= _FEWEST_ALIKE}
    for name, (words, numbers) in others.items():
        if name in projects:
            continue
        beside = (each for each, (theirs, count) in others.items() if each != name and _are_alike(words, theirs))
        if (other := min(beside, default=None)) is not None:
            shared = ", ".join(sorted(words & others[other][0])[:3])
            root = f"{sight.path}/{name}" if sight.path else name
            yield Boundary(root, Layout.ALIKE, LIKELY, f"it holds {shared} as {other} does, {len(numbers)} numbered")


def _are_alike(words: frozenset[str], others: frozenset[str]) -> bool:
    shared = len(words & others)
    return shared >= _FEWEST_ALIKE and shared >= _LEAST_SHARE * max(len(words), len(others))


def _is_within(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")
