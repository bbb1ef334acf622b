"""What is a camera card, which files on it are one clip, and what they are to each other. Pure.

Not here: the folders and names of each maker (rules.py), the graph (relating.py), what describes a file
beside it in the same folder (siblings/sidecars.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assetgraph.graph.known import KnownMedia
from assetgraph.relate.cards.rules import CARDS, CardRule, Part
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.pairs import Derivative, DerivativeKind, Sidecar
from assetgraph.storage.frame_tokens import comparable

SURE = 0.95
OTHER_LENGTH = 0.6
_LENGTH_TOLERANCE_S = 1.0
"""Cameras start and end a proxy a few frames beside the picture."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card: its rule, and the folder that holds the camera's own, from the volume's root."""

    rule: CardRule
    root: str

    @property
    def caption(self) -> str:
        """The kind, and what people called the copy: the nearest folder that the camera did not name."""
        own = {"private", "avchd", "contents", "m4root", "xdroot", "bpav", "bdmv"}
        names = [name for name in self.root.split("/") if name.lower() not in own]
        return f"{self.rule.kind} {names[-1]}" if names else str(self.rule.kind)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a clip."""

    asset: KnownMedia
    part: Part
    span: int | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording: its name as the picture's file has it, and its files, those of the picture first."""

    name: str
    members: tuple[Member, ...]

    @property
    def main(self) -> KnownMedia | None:
        """Its picture, or the first file of it; None where it is not there."""
        return next((each.asset for each in self.members if each.part is Part.VIDEO), None)

    @property
    def is_spanned(self) -> bool:
        """Whether its picture takes several files."""
        return sum(each.part is Part.VIDEO for each in self.members) > 1

    def missing(self, rule: CardRule) -> list[str]:
        """What the camera wrote for it and is not there; a last span that is lost leaves no trace."""
        parts = {each.part for each in self.members}
        spans = {each.span for each in self.members if each.span is not None}
        holes = [f"span {number}" for number in range(1, max(spans, default=0)) if number not in spans]
        return [str(part) for part in rule.whole if part not in parts] + holes


def cards(folders: Mapping[str, Iterable[str]]) -> dict[str, Card]:
    """Cards by root, given folders that may be roots with the names of those in them; none within another one."""
    found: dict[str, Card] = {}
    for root in sorted(folders, key=lambda path: path.count("/")):
        rule = _rule(root.rpartition("/")[2], list(folders[root]))
        if rule and card_of(root, found) is None:
            found[root] = Card(rule, root)
    return found


def card_of(folder: str, known: Mapping[str, Card]) -> Card | None:
    """The card that a folder is on."""
    parts = folder.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return next((known[path] for path in paths if path in known), None)


def clips(card: Card, assets: Iterable[KnownMedia]) -> Iterator[Clip]:
    """All clips of a card, by name; index files, and whatever else lies there, are of none."""
    found: defaultdict[str, list[tuple[str, Member]]] = defaultdict(list)
    for asset in assets:
        if told := _member(card, asset):
            found[comparable(told[0])].append(told)
    for key in sorted(found):
        named = sorted(found[key], key=lambda each: _rank(each[1]))
        yield Clip(named[0][0], tuple(member for _, member in named))


def made_from(kind_of_card: str, clip: Clip) -> Iterator[Derivative]:
    """Proxies and thumbnails that the camera wrote of a clip."""
    main = clip.main
    for member in clip.members if main else ():
        kind = {Part.PROXY: DerivativeKind.PROXY, Part.THUMBNAIL: DerivativeKind.THUMBNAIL}.get(member.part)
        if main and kind:
            confidence, evidence = SURE, f"{kind_of_card} card, clip {clip.name}"
            if kind is DerivativeKind.PROXY and not clip.is_spanned and _differ(member.asset, main):
                confidence, evidence = OTHER_LENGTH, f"{evidence}; the lengths differ"
            yield Derivative(kind, member.asset, main, Grounds("STRUCTURE", confidence, evidence))


def described(card: Card, clip: Clip) -> Iterator[Sidecar[KnownMedia]]:
    """What lies in a folder of its own and describes the clip's picture."""
    main = clip.main
    for member in clip.members if main else ():
        asset = member.asset
        if main and asset.kind in {"sidecar", "other"} and asset.folder_uid != main.folder_uid:
            grounds = Grounds("STRUCTURE", SURE, f"{card.rule.kind} card, clip {clip.name}")
            yield Sidecar(asset, main, grounds)


def _rule(name: str, parts: list[str]) -> CardRule | None:
    for rule in CARDS:
        if rule.root.fullmatch(name) and all(any(need.fullmatch(part) for part in parts) for need in rule.needs):
            return rule
    return None


def _member(card: Card, asset: KnownMedia) -> tuple[str, Member] | None:
    """(name of the clip, the asset as part of it)."""
    if asset.kind == "sequence" or asset.name.startswith("._"):
        return None
    folder = asset.folder[len(card.root) :].lstrip("/")
    for rule in card.rule.parts:
        here, name = rule.folder.fullmatch(folder), rule.name.fullmatch(asset.name)
        if here and name:
            groups = here.groupdict() | name.groupdict()
            span = groups.get("span")
            return groups["clip"], Member(asset, rule.part, int(span) if span else None)
    return None


def _rank(member: Member) -> tuple[bool, int, str]:
    return member.part is not Part.VIDEO, member.span or 0, member.asset.rel_path


def _differ(one: KnownMedia, other: KnownMedia) -> bool:
    return bool(one.duration_s and other.duration_s) and (
        abs((one.duration_s or 0) - (other.duration_s or 0)) > _LENGTH_TOLERANCE_S
    )
