"""Which files are versions of one thing, and in what order. Pure: paths in, chains out.

A chain is a path template: the path with the version in folders and base name replaced. Case counts, save in the
token and in the ending. A weak chain (dates, takes, revisions, "final") tells an order, not that the later file
replaces the earlier: nobody should delete on its word. A day in the name of a recording may be that of another event.
Not here: the tokens themselves (naming/names.py), the graph.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assetgraph.media.formats import format_for_name
from assetgraph.model.frames import FRAME_ENDINGS
from assetgraph.model.records import Kind
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.naming.folder_names import WORK, role
from assetgraph.relate.naming.names import Shape, Strength, Token, increment, read_token, tokens

_FOLDERS_LOOKED_AT = 3
"""A version of a folder further up is one of a delivery or a program, not of each file in it."""
_MOST_HOLES = 1000
_AFTER_STEM = re.compile(r"(?:[._-]?%(?:0\d+)?d|[._]\d{4,10})?(?:\.[A-Za-z0-9]{1,8}){0,2}")
_FRAME_PATTERN = re.compile(r"(?<!%)((?:%%)*)%(?:0\d+)?d")
_LONE_FRAME = re.compile(r"(.*\.)-?[0-9]{4,10}\.([a-z0-9]{1,5})", re.DOTALL)
_CAMERA = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{3}_?C\d{3,4}", re.ASCII)
_CAPTURED = frozenset(
    "img dsc pxl vid mvimg pano screenshot screenrecording screen whatsapp signal image images video videos photo "
    "photos rec recording dji gopro zoom dailies daily rushes footage scan scans log backup news bulletin weather "
    "interview show episode".split()
)
_WORD = re.compile(r"[^\W\d_]{2,}")


_NOT_STRONG = {Strength.HERO: 0.85, Strength.WEAK: 0.8}
_RECORDED = 0.6
_RECORDINGS = frozenset({Kind.VIDEO, Kind.AUDIO, Kind.IMAGE, Kind.SEQUENCE})
_WORK_WORDS = frozenset(
    "rough roughcut finecut assembly draft mix premix wip lock locked preview screener animatic previs layout design "
    "trailer teaser spot rohschnitt feinschnitt mischung entwurf".split()
)
"""Words of what people make and save anew, beside those of folders for work."""


@dataclass(frozen=True, slots=True)
class VersionName:
    """A path taken apart into what its versions share and which one it is."""

    template: str
    """The path with {version} in place of the token, or {date}, {take}, {revision} ...: weak ones are apart."""
    token: Token
    within_folder: str | None
    """The template where the folder's version is taken to be another one; None where only a folder has one."""

    @property
    def strength(self) -> Strength:
        """How surely it is a version at all."""
        return self.token.shape.strength

    @property
    def number(self) -> int | None:
        """The first number of the version; None for a hero."""
        return self.token.key[0] if self.token.key else None

    @property
    def grounds(self) -> Grounds:
        """Why it is taken for a version of its chain."""
        by_folder = 0.85 if self.within_folder is None else 0.95
        confidence = _weakness(self.token, self.template) or by_folder
        return Grounds("NAME_TEMPLATE", confidence, f"{self.token.raw} of {self.template}")


@dataclass(frozen=True, slots=True)
class Chain:
    """Versions of one thing, in order."""

    shape: Shape
    members: tuple[tuple[str, Token], ...]
    """(uid, token), the oldest first."""
    heroes: tuple[str, ...]
    """Files that stand for the current version."""
    previous: tuple[tuple[str, str], ...]
    """(newer, older) between neighbours that are there."""
    holes: tuple[int, ...]
    """Numbers between the first and the last that are not there; at most a thousand are told."""

    @property
    def ranks(self) -> dict[str, int]:
        """Place of each counted member in the order, from 1 on; those of equal version share theirs."""
        keys = sorted({token.key for _, token in self.members})
        places = {key: place for place, key in enumerate(keys, 1)}
        return {uid: places[token.key] for uid, token in self.members}

    @property
    def latest(self) -> Token | None:
        """The newest version; None when only heroes are there."""
        return self.members[-1][1] if self.members else None

    @property
    def stands(self) -> bool:
        """Whether the members prove a chain: a single strong one, or two weak ones of different version."""
        if not self.members:
            return False
        return self.shape.strength is Strength.STRONG or self.members[0][1].key != self.members[-1][1].key


def version_name(rel_path: str) -> VersionName | None:
    """What a path says about its version; None when it names none.

    The last v-number of the base name counts, else that of one of the three folders above. The same number again,
    in folder or base name, is the same token; another number in a folder is part of the template. Heroes count at
    the end of the stem or as a folder, weak tokens in the base name only. What counts frames does not count: a
    version of which one frame is there, or that pads its numbers otherwise, is one of the same thing.
    """
    *folders, base = unicodedata.normalize("NFC", rel_path).split("/")
    found = list(tokens(base))
    chosen = _last(found, Shape.VERSION)
    in_base = chosen is not None
    if chosen is None:
        chosen = next((each for part in _near(folders) if (each := _last(tokens(part), Shape.VERSION))), None)
    if chosen is None:
        chosen = _hero(folders, base, found) or _weak(base, found)
        in_base = chosen is not None and any(each is chosen for each in found)
    if chosen is None and (chosen := increment(base)):
        found, in_base = [chosen], True
    if chosen is None:
        return None
    name = _replaced(base, chosen, found) if in_base else base
    head, dot, ending = name.rpartition(".")
    name = head + dot + ending.lower() if dot and "}" not in ending else name
    name = _without_frame(name)
    template = "/".join([*(_replaced_folder(part, chosen) for part in folders), name])
    return VersionName(template, chosen, "/".join([*folders, name]) if in_base else None)


def version_names(rel_paths: Iterable[str]) -> dict[str, VersionName]:
    """What the paths of ONE folder say; where it holds several versions, its own version is another thing's."""
    found = {path: name for path in rel_paths if (name := version_name(path))}
    keys: defaultdict[str, set[tuple[int, ...]]] = defaultdict(set)
    for name in found.values():
        if name.within_folder:
            keys[name.within_folder].add(name.token.key)
    return {
        path: replace(name, template=name.within_folder)
        if name.within_folder and len(keys[name.within_folder]) > 1
        else name
        for path, name in found.items()
    }


def confidence_of(raw: str, template: str) -> float | None:
    """How sure a version is in a chain that stands, where token and template tell: one that is not strong."""
    token = read_token(raw)
    return _weakness(token, template) if token else None


def chain_of(members: Iterable[tuple[str, str]]) -> Chain:
    """The chain of all (uid, token as written) of one template; what is no token is passed over.

    Of versions that are equally new, the newer one follows the last by token and uid: one predecessor each.
    """
    read = [(uid, token) for uid, raw in members if (token := read_token(raw))]
    heroes = tuple(sorted(uid for uid, token in read if token.shape is Shape.HERO))
    counted = sorted(
        ((uid, token) for uid, token in read if token.shape is not Shape.HERO),
        key=lambda each: (each[1].key, each[1].raw, each[0]),
    )
    shape = counted[0][1].shape if counted else Shape.HERO
    return Chain(shape, tuple(counted), heroes, tuple(_previous(counted)), _holes(shape, counted))


def _weakness(token: Token, template: str) -> float | None:
    if token.shape is Shape.DATE and _may_be_recorded(template):
        return _RECORDED
    return _NOT_STRONG.get(token.shape.strength)


def _may_be_recorded(template: str) -> bool:
    """Whether the day may be that of an event - two weddings, two episodes - since nothing says that it is work."""
    *folders, base = template.split("/")
    row = format_for_name(base)
    if row is None or row.kind not in _RECORDINGS or row.name == "psd":
        return False
    said = [*_near(folders), *_WORD.findall(base.replace(f"{{{Shape.DATE}}}", " "))]
    return not any(role(each) in WORK or each.lower() in _WORK_WORDS for each in said)


def _without_frame(name: str) -> str:
    """A base name with {frame} for the frame pattern, or for the number of a lone frame."""
    if pattern := _FRAME_PATTERN.search(name):
        return f"{name[: pattern.end(1)]}{{frame}}{name[pattern.end() :]}"
    frame = _LONE_FRAME.fullmatch(name)
    return f"{frame[1]}{{frame}}.{frame[2]}" if frame and frame[2].encode() in FRAME_ENDINGS else name


def _last(found: Iterable[Token], shape: Shape) -> Token | None:
    return next((token for token in reversed(list(found)) if token.shape is shape), None)


def _near(folders: list[str]) -> list[str]:
    return folders[: -_FOLDERS_LOOKED_AT - 1 : -1]


def _hero(folders: list[str], base: str, found: list[Token]) -> Token | None:
    """A hero at the end of the stem, else a folder that is called so."""
    token = _last(found, Shape.HERO)
    if token and _AFTER_STEM.fullmatch(base, token.end):
        return token
    named = (read_token(part) for part in _near(folders))
    return next((each for each in named if each and each.shape is Shape.HERO), None)


def _weak(base: str, found: list[Token]) -> Token | None:
    """The last weak token of a base name that may count versions; what cameras and recorders date does not."""
    for token in reversed(found):
        rest = base[: token.start] + " " + base[token.end :]
        if token.shape is Shape.HERO or token.end == len(base) or _CAMERA.search(rest):
            continue
        if token.shape is not Shape.DATE:
            return token
        words = {word.lower() for word in _WORD.findall(base[: token.start])}
        if words and words.isdisjoint(_CAPTURED) and _AFTER_STEM.fullmatch(base, token.end):
            return token
    return None


def _replaced(name: str, chosen: Token, found: Iterable[Token]) -> str:
    """A name with the chosen version replaced wherever it stands, and dates beside a v-number."""
    pieces, done = [], 0
    for token in found:
        if token is chosen or (token.shape is chosen.shape and token.key == chosen.key != ()):
            kind = _placeholder(chosen)
        elif chosen.shape is Shape.VERSION and token.shape is Shape.DATE:
            kind = Shape.DATE
        else:
            continue
        pieces.append(f"{name[done : token.start]}{{{kind}}}")
        done = token.end
    return "".join(pieces) + name[done:]


def _replaced_folder(name: str, chosen: Token) -> str:
    """The same for a folder; what is no v-number must be all of its name."""
    if chosen.shape is Shape.VERSION:
        return _replaced(name, chosen, [each for each in tokens(name) if each.shape is Shape.VERSION])
    token = read_token(name)
    same = token and (token.shape, token.key, token.raw.lower()) == (chosen.shape, chosen.key, chosen.raw.lower())
    return f"{{{_placeholder(chosen)}}}" if same else name


def _placeholder(token: Token) -> Shape:
    return token.shape if token.shape.strength is Strength.WEAK else Shape.VERSION


def _previous(counted: list[tuple[str, Token]]) -> Iterable[tuple[str, str]]:
    older: str | None = None
    for index, (uid, token) in enumerate(counted):
        if index and counted[index - 1][1].key != token.key:
            older = counted[index - 1][0]
        if older is not None:
            yield uid, older


def _holes(shape: Shape, counted: list[tuple[str, Token]]) -> tuple[int, ...]:
    if not counted or shape in {Shape.DATE, Shape.HERO}:
        return ()
    numbers = {token.key[0] for _, token in counted}
    first, last = min(numbers), max(numbers)
    if last - first > _MOST_HOLES:
        return ()
    return tuple(number for number in range(first, last) if number not in numbers)
