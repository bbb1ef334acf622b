"""What is seen of a folder by the names of those below it, in bounded form. Pure.

A folder that is only a part of what is above it (footage, work, sq010, 2026) hands on the shots, days and rolls in it.
Not here: what it means (layout_rules.py), in which order folders come (layouts.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from assetgraph.relate.naming.folder_names import (
    KIND_WORDS,
    PROOF,
    STRUCTURE_WORDS,
    TASKS,
    holds_projects,
    is_card_part,
    is_day,
    is_day_of_month,
    is_episode,
    is_home_part,
    is_library,
    is_month,
    is_numbered_sequence,
    is_passage,
    is_roll,
    is_year,
    may_be_project,
    order_number,
    plain,
    role,
    shot_code,
    shot_prefix,
    task,
)
from assetgraph.relate.naming.role_words import Role

ROOM = 64
"""Names, codes or folders of one sort that are held of a folder."""
_EXAMPLES = 3


@dataclass(slots=True)
class Names:
    """How many folders of a sort there are, and the first of them by name."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """One more."""
        self.count += 1
        self.first = sorted([*self.first, name])[:_EXAMPLES]

    def take(self, other: Names) -> None:
        """All these too."""
        self.count += other.count
        self.first = sorted([*self.first, *other.first])[:_EXAMPLES]

    def within(self, folder: str) -> Names:
        """The same, with the folder they lie in."""
        return Names(self.count, [f"{folder}/{name}" for name in self.first])

    def __str__(self) -> str:
        return ", ".join(self.first)


@dataclass(slots=True)
class Shots:
    """Folders beside each other whose names are codes of one form, with the steps of work that lie in them."""

    code: str
    names: Names = field(default_factory=Names)
    tasks: Counter[str] = field(default_factory=Counter)
    in_sequences: bool = False
    are_sequences_named: bool = False
    """Their codes begin with the names of the folders that they lie in."""

    @property
    def shared(self) -> list[str]:
        """Steps of work that more than one of them has."""
        return sorted(word for word, count in self.tasks.items() if count > 1)

    @property
    def is_plain_code(self) -> bool:
        """Whether the code says that it is a shot: sh010, shot_0010, sq010_sh0010."""
        return "sh" in self.code

    @property
    def rank(self) -> tuple[bool, int, bool, int, str]:
        """Orders by how much they tell."""
        return (
            self.in_sequences and not self.are_sequences_named,
            min(len(self.shared), 2),
            self.is_plain_code,
            self.names.count,
            self.code,
        )

    @property
    def tell(self) -> bool:
        """Whether they are shots: two with the same work in them, or three whose code says so."""
        return (self.names.count > 1 and bool(self.shared)) or (self.names.count > 2 and self.is_plain_code)


@dataclass(slots=True)
class Sight:
    """A folder with what was seen below it. `holds`: whether media or documents lie in it or below."""

    path: str
    name: str
    is_unkept: bool = False
    holds: bool = False
    roles: dict[Role, str] = field(default_factory=dict)
    own_roles: set[Role] = field(default_factory=set)
    """Those told by words that are no step of work on a shot as well."""
    numbers: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    """Names of the folders in it, without ordering numbers."""
    shots: dict[str, Shots] = field(default_factory=dict)
    shots_below: Shots | None = None
    """Of folders that are only parts of this one."""
    prefixed: list[Shots] = field(default_factory=list)
    """Shots of folders in it whose codes begin with the name of the folder, which holds nothing else."""
    has_shots_folder: bool = False
    has_proof: bool = False
    has_proof_below: bool = False
    are_shots_proven: bool = False
    days: Names = field(default_factory=Names)
    days_of_month: Names = field(default_factory=Names)
    rolls: Names = field(default_factory=Names)
    has_rolls_by_day: bool = False
    has_rolls_in_numbers: bool = False
    """In folders 01 to 31, which are days where those above are a month and a year."""
    is_card: bool = False
    home_parts: int = 0
    episodes: Names = field(default_factory=Names)
    words_below: set[str] = field(default_factory=set)
    """Steps of work and other words that tell a kind of production, anywhere below; of a closed list."""
    siblings: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    """Of folders in it that may be projects: words and ordering numbers of those in them."""

    @property
    def best_shots(self) -> Shots | None:
        """The shots in it that tell most."""
        told = [each for each in self.shots.values() if each.tell]
        deeper = [each for each in (self.shots_below, self.named_sequences) if each]
        return max([*told, *deeper], key=lambda each: each.rank, default=None)

    @property
    def is_named_as_its_shots(self) -> bool:
        """Whether the codes of its shots begin with its name: it is a show, or a sequence of what is above."""
        shots = self.best_shots
        return shots is not None and not shots.in_sequences and shot_prefix(shots.code) == plain(self.name)

    @property
    def named_sequences(self) -> Shots | None:
        """Shots in several folders with whose names their codes begin, unless projects would lie here."""
        if len(self.prefixed) < 2 or holds_projects(self.name):
            return None
        first = self.prefixed[0]
        return Shots(first.code, first.names, first.tasks, in_sequences=True, are_sequences_named=True)

    def take(self, below: Sight) -> None:
        """A folder in this one was seen whole."""
        name, word = below.name, plain(below.name)
        self.has_proof |= PROOF.fullmatch(name) is not None
        self.has_proof_below |= below.has_proof
        self.home_parts += is_home_part(name)
        self.is_card |= is_card_part(name)
        if name.lower() in STRUCTURE_WORDS:
            self.has_shots_folder = True
            self.are_shots_proven |= below.has_proof or below.has_proof_below
        elif is_passage(name) and below.has_shots_folder:
            self.has_shots_folder = True
            self.are_shots_proven |= below.are_shots_proven
        if len(self.words) < ROOM:
            self.words.add(word)
        if not below.holds:
            return
        self.holds = True
        self.words_below |= below.words_below | ({word} & KIND_WORDS)
        self.episodes.take(below.episodes)
        if is_episode(name):
            self.episodes.add(name)
        self._take_role(below)
        self._take_shots(below)
        self._take_footage(below)
        if may_be_project(name) and not is_library(name) and not below.is_card and len(self.siblings) < ROOM:
            self.siblings[name] = frozenset(below.words), frozenset(below.numbers)

    def _take_role(self, below: Sight) -> None:
        number = order_number(below.name)
        if number and len(self.numbers) < ROOM:
            self.numbers.add(number)
        found = role(below.name)
        if found is None:
            return
        self.roles[found] = min(self.roles.get(found, below.name), below.name)
        if task(below.name) is None:
            self.own_roles.add(found)

    def _take_shots(self, below: Sight) -> None:
        code = shot_code(below.name)
        if code and (code in self.shots or len(self.shots) < ROOM):
            shots = self.shots.setdefault(code, Shots(code))
            shots.names.add(below.name)
            shots.tasks.update(below.words & TASKS)
        found = below.best_shots
        if found is None:
            return
        is_sequence = is_numbered_sequence(below.name)
        if is_sequence or is_passage(below.name) or below.name.lower() in STRUCTURE_WORDS:
            in_sequences = found.in_sequences or is_sequence
            deeper = Shots(found.code, found.names, found.tasks, in_sequences, found.are_sequences_named)
            self.shots_below = max(self.shots_below or deeper, deeper, key=lambda each: each.rank)
        elif below.is_named_as_its_shots and not below.own_roles and len(self.prefixed) < ROOM:
            self.prefixed.append(found)

    def _take_footage(self, below: Sight) -> None:
        name = below.name
        if is_day(name):
            self.days.add(name)
            self.has_rolls_by_day |= below.rolls.count > 0 or below.is_card
        elif below.is_card or is_roll(name):
            self.rolls.add(name)
        elif is_year(name) or is_month(name) or role(name) is Role.FOOTAGE:
            self.days.take(below.days)
            self.rolls.take(below.rolls)
            self.has_rolls_by_day |= below.has_rolls_by_day
        if is_month(name) and below.days_of_month.count:
            self.days_of_month.take(below.days_of_month.within(name))
            self.has_rolls_by_day |= below.has_rolls_in_numbers
        elif is_day_of_month(name):
            self.days_of_month.add(name)
            self.has_rolls_in_numbers |= below.rolls.count > 0 or below.is_card
        if is_year(name):
            self.days.take(below.days_of_month.within(name))
