"""The rules by which a folder is told to be a project's, one a layout; the surest counts. Pure.

A wrong project is worse than none: a rule is sure (0.8) only where a fair expert would bet.
Not here: what is seen of a folder (folder_sights.py), projects within and beside each other (layouts.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assetgraph.relate.grounds import CERTAIN
from assetgraph.relate.naming.folder_names import (
    SHOT,
    SOURCES,
    WORK,
    holds_projects,
    is_library,
    is_numbered_sequence,
    is_year,
    may_be_project,
    says_more_than_day,
)
from assetgraph.relate.naming.role_words import Role
from assetgraph.relate.projects.folder_sights import Sight
from assetgraph.relate.projects.kinds import Kind, kind_of

NUMBERED, SURE, LIKELY, HINT = 0.9, 0.85, 0.8, 0.7
_FEWEST_ROLES, _FEWEST_OWN, _FEWEST_HOME_PARTS = 3, 2, 3
_HOMES = frozenset({"home", "users"})
_MAKING = frozenset({Role.PROJECT_FILES, Role.EDIT, Role.OUTPUT})


class Layout(StrEnum):
    """By what a project is told."""

    SHOTS = "SHOTS"  # a folder shots or sequences
    CODES = "CODES"  # folders with codes of shots
    WORDS = "WORDS"  # footage, audio, edit, exports ...
    DAYS = "DAYS"
    ROLLS = "ROLLS"
    ALIKE = "ALIKE"  # the same numbered folders as in the one beside it
    FLAT = "FLAT"  # a document and what it uses lie in one folder


@dataclass(frozen=True, slots=True)
class Boundary:
    """The folder of a project, and by what it is known as one."""

    root: str
    layout: Layout
    confidence: float
    evidence: str
    kind: Kind | None = None
    has_shots_folder: bool = False
    has_roles: bool = False
    """Whether it is one by the words of its folders alone."""
    is_sequence_perhaps: bool = False
    """Its shots begin with its name: it may be a show, or a sequence of what is above."""

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.root.rpartition("/")[2]

    @property
    def is_sure(self) -> bool:
        """Whether it is shown as fact."""
        return self.confidence >= CERTAIN


@dataclass(frozen=True, slots=True)
class _Rule:
    layout: Layout
    confidence: float
    evidence: str


def boundary_of(sight: Sight, above: Sight) -> Boundary | None:
    """Whether a folder, seen whole, is a project's by what lies below it; `above` is the one it lies in."""
    if not _may_be_project(sight, above):
        return None
    words = list(_by_words(sight))
    told = [*_by_shots_folder(sight), *_by_codes(sight, above), *words, *_by_footage(sight, above)]
    if not told:
        return None
    best = max(told, key=lambda each: each.confidence)
    return Boundary(
        sight.path,
        best.layout,
        best.confidence,
        best.evidence,
        kind_of(sight) if best.confidence >= CERTAIN else None,
        has_shots_folder=sight.has_shots_folder,
        has_roles=any(each.confidence >= CERTAIN for each in words),
        is_sequence_perhaps=best.layout is Layout.CODES and sight.is_named_as_its_shots and not sight.own_roles,
    )


def _may_be_project(sight: Sight, above: Sight) -> bool:
    """Not a home, a card, a part of a production, nor what lies in somebody's leavings."""
    if sight.is_unkept or sight.is_card or sight.home_parts >= _FEWEST_HOME_PARTS or above.name.lower() in _HOMES:
        return False
    return may_be_project(sight.name) or says_more_than_day(sight.name)


def _by_shots_folder(sight: Sight) -> Iterator[_Rule]:
    if sight.has_shots_folder:
        confidence = SURE if sight.are_shots_proven else HINT
        yield _Rule(Layout.SHOTS, confidence, "it holds a folder of shots or sequences")


def _by_codes(sight: Sight, above: Sight) -> Iterator[_Rule]:
    shots = sight.best_shots
    if shots is None or is_library(sight.name) or says_more_than_day(sight.name) or is_numbered_sequence(sight.name):
        return
    work = f", each with {', '.join(shots.shared[:3])}" if shots.shared else ""
    evidence = f"it holds shots {shots.names}{work}"
    if shots.in_sequences:
        confidence = LIKELY if shots.are_sequences_named else SURE
        yield _Rule(Layout.CODES, confidence, f"{evidence}, by sequence")
        return
    is_weak = not shots.shared or (len(shots.shared) < _FEWEST_OWN and not shots.is_plain_code)
    is_placed = holds_projects(above.name) or bool(sight.own_roles & (SOURCES | WORK))
    if is_weak:
        confidence = HINT
    elif is_placed:
        confidence = SURE
    else:
        confidence = HINT if sight.is_named_as_its_shots else LIKELY
    yield _Rule(Layout.CODES, confidence, evidence)


def _by_words(sight: Sight) -> Iterator[_Rule]:
    """Three sorts of folders that productions have, one for what comes in and one for what is made of it."""
    roles = set(sight.roles)
    if sight.days.count or sight.rolls.count:
        roles.add(Role.FOOTAGE)
    own = sight.own_roles | (roles - sight.roles.keys())
    is_whole = len(roles) >= _FEWEST_ROLES and roles & SOURCES and roles & _MAKING
    if not is_whole or is_library(sight.name) or not roles & {Role.FOOTAGE, Role.EDIT, Role.PROJECT_FILES}:
        return
    is_shot = SHOT.fullmatch(sight.name) is not None
    # A shot has plates, comp and renders too.
    if len(own) < (_FEWEST_ROLES if is_shot else _FEWEST_OWN):
        if not is_shot:
            yield _Rule(Layout.WORDS, HINT, f"it holds {_named(sight)}")
        return
    confidence = NUMBERED if len(sight.numbers) >= _FEWEST_ROLES else SURE
    yield _Rule(Layout.WORDS, confidence, f"it holds {_named(sight)}")


def _by_footage(sight: Sight, above: Sight) -> Iterator[_Rule]:
    """Days or camera rolls; with nothing that is made of them they may be anybody's."""
    if is_library(sight.name) or says_more_than_day(sight.name):
        return
    made = set(sight.roles) & WORK
    for layout, seen in ((Layout.DAYS, sight.days), (Layout.ROLLS, sight.rolls)):
        if seen.count < 2:
            continue
        if made:
            yield _Rule(
                layout, SURE, f"it holds footage of {seen}, and {', '.join(sorted(sight.roles[r] for r in made))}"
            )
            continue
        is_placed = holds_projects(above.name) and (bool(above.name) or layout is Layout.ROLLS)
        # Every year has days.
        is_likely = not is_year(sight.name) and (is_placed or (layout is Layout.DAYS and sight.has_rolls_by_day))
        yield _Rule(layout, LIKELY if is_likely else HINT, f"it holds footage of {seen}")


def _named(sight: Sight) -> str:
    names = sorted(sight.roles.values())
    if Role.FOOTAGE not in sight.roles:
        names += (sight.days.first or sight.rolls.first)[:1]
    return ", ".join(names[:4])
