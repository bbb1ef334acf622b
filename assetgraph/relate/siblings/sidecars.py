"""Which file a sidecar describes, by stem and by the rules of those who write it. Pure: a folder's assets in.

A name that holds the whole name of its file (IMG_1.CR2.xmp) is certain; an equal stem is sure where one file only
has it, and a guess with all candidates told where several have. What describes a frame goes with its sequence.
Not here: camera cards (cards/), proxies and thumbnails (derivations/), what stands inside of a sidecar.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, Protocol, TypeVar

from assetgraph.media.languages import NAMES, SHORT
from assetgraph.model.frames import Frames, frame_of, split_pattern
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.naming.stems import HasName, stem_of
from assetgraph.relate.pairs import Sidecar
from assetgraph.relate.siblings.sidecar_rules import COMPANIONS, RULES, Rule
from assetgraph.storage.frame_tokens import comparable

EXACT = 0.98
ONLY_ONE = 0.95
OTHER_CASE = 0.85
BY_CONVENTION = 0.85
IN_FOLDER = 0.9
GUESS = 0.5

_LANGUAGE = (
    re.compile(r"(.+)[._-]([a-z]{2,3})", re.IGNORECASE),
    re.compile(r"(.+)[._-]([a-z]{2,3})[-_](?:[a-z]{2}|[a-z]{4}|419)", re.IGNORECASE),
    re.compile(r"(.+)[._ -]([^\s\d._-]{2,})"),
)
_APPLE_DOUBLE = "._"
"""Begins the names under which macOS keeps what other systems have no place for: they describe the system's file."""
_LOW_QUALITY = (".lrv", ".lrf")
"""Proxies that cameras write under the name of the original."""
_DIGITS = b"0123456789"
_FLAG = re.compile(
    r"(.+)[._-](?:forced|foreign|sdh|cc|hi|default|full|commentary|subs?|subtitles?|captions?)", re.IGNORECASE
)
_MOST_WORDS = 4
_LANGUAGES = frozenset((*SHORT, *SHORT.values(), *map(comparable, NAMES)))


class Named(HasName, Protocol):
    """What is asked of an asset."""

    @property
    def format(self) -> str | None:
        """Name in the table of formats."""

    @property
    def frames(self) -> Frames | None:
        """Those of a sequence; None of what is none."""


T = TypeVar("T", bound=Named)


def sidecars(folder: Iterable[T], companions: Mapping[str, Iterable[T]] | None = None) -> Iterator[Sidecar[T]]:
    """All sidecars of a folder with their files, each sidecar once; one whose file is not there is left out.

    `companions` holds what lies in the folders that `companion_folders` names for this one, by the same path.
    """
    assets = [asset for asset in folder if not asset.name.startswith(_APPLE_DOUBLE)]
    here = _Mains(assets)
    there = {
        path: _Mains([each for each in content if not each.name.startswith(_APPLE_DOUBLE)])
        for path, content in (companions or {}).items()
    }
    for asset in assets:
        rule = _rule_for(asset)
        if rule is None:
            continue
        found = _by_whole_name(asset, rule, here) or _by_stem(asset, rule, here) or _by_frame(asset, rule, here)
        if found is None:
            found = next((pair for path, mains in there.items() if (pair := _in_companion(asset, path, mains))), None)
        if found:
            yield found


def companion_folders(folder: str) -> dict[str, str]:
    """Folders whose files those of this folder may describe: how they lie to it -> relative path of the volume.

    Some programs keep what describes a file away from it.
    """
    matches = ((rule, rule.folder.fullmatch(folder)) for rule in COMPANIONS)
    return {rule.to: match["base"] or "" for rule, match in matches if match}


def described_in(folder: str) -> list[str]:
    """Relative paths where what describes files of this folder may lie, in the folder itself or in one of its own."""
    return [f"{folder}/{rule.kept_in}".lstrip("/") for rule in COMPANIONS]


class _Mains(Generic[T]):
    """Files of a folder by name and by stem."""

    def __init__(self, assets: list[T]) -> None:
        single = sorted((asset for asset in assets if asset.kind != "sequence"), key=lambda asset: asset.name)
        self._by_name = {comparable(asset.name): asset for asset in single} | {asset.name: asset for asset in single}
        self.by_stem: defaultdict[str, list[T]] = defaultdict(list)
        self._by_head: defaultdict[bytes, list[T]] = defaultdict(list)
        for asset in assets:
            self.by_stem[comparable(stem_of(asset))].append(asset)
            if asset.kind == "sequence" and (parts := split_pattern(_encoded(asset.name))):
                self._by_head[parts[0]].append(asset)

    def named(self, name: str) -> T | None:
        """The file of that name; where there is none, one that differs in case only."""
        return self._by_name.get(name) or self._by_name.get(comparable(name))

    def fitting(self, stem: str, rule: Rule, but: T) -> list[T]:
        """Those of a stem that are of the first of the rule's kinds of which there are any; no sidecars of its sort."""
        of_stem = [each for each in self.by_stem.get(comparable(stem), ()) if each is not but and _sort(each) != rule]
        for kind in rule.mains:
            found = [each for each in of_stem if each.kind in kind.split("|")]
            if found:
                originals = [each for each in found if not each.name.lower().endswith(_LOW_QUALITY)]
                return sorted(originals or found, key=lambda each: each.name)
        return []

    def with_frame(self, name: str) -> list[T]:
        """Sequences that hold a frame of that name, or of that stem."""
        stem, dot, ending = name.rpartition(".")
        names = [(_encoded(name), None), (_encoded(stem), _encoded(dot + ending))]
        found = []
        for text, its in names if dot else names[:1]:
            for each in self._by_head.get(text.rstrip(_DIGITS), ()):
                pattern = _encoded(each.name)
                tail = (split_pattern(pattern) or (b"", 0, b""))[2]
                number = frame_of(pattern, text + tail) if its in {None, tail} else None
                if number is not None and each.frames and each.frames.hold(number):
                    found.append(each)
        return sorted(found, key=lambda each: each.name)


def _encoded(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _sort(asset: Named) -> Rule | None:
    _, dot, ending = asset.name.rpartition(".")
    return RULES.get(ending.lower()) if dot else None


def _rule_for(asset: Named) -> Rule | None:
    rule = _sort(asset)
    if rule is None or asset.kind not in {"sidecar", "other"}:
        return None
    return rule if not rule.formats or asset.format in rule.formats else None


def _by_whole_name(asset: T, rule: Rule, here: _Mains[T]) -> Sidecar[T] | None:
    """The sidecar bears its file's whole name, and more."""
    for name in _stems(asset.name, rule):
        main = here.named(name)
        if main is not None and main is not asset:
            return Sidecar(asset, main, Grounds("NAME_TEMPLATE", EXACT, f"named for {main.name}"))
    return None


def _by_stem(asset: T, rule: Rule, here: _Mains[T]) -> Sidecar[T] | None:
    for stem in _stems(asset.name, rule):
        found = here.fitting(stem, rule, asset)
        if found:
            return _chosen(asset, rule, stem, found, exact=[each for each in found if stem_of(each) == stem])
    return None


def _by_frame(asset: T, rule: Rule, here: _Mains[T]) -> Sidecar[T] | None:
    if not any("sequence" in kinds.split("|") for kinds in rule.mains):
        return None
    stem = asset.name.rpartition(".")[0]
    found = here.with_frame(stem)
    return _chosen(asset, rule, stem, found, exact=found) if found else None


def _stems(name: str, rule: Rule) -> Iterator[str]:
    """Stems its file may have, the likeliest first."""
    stem = name.rpartition(".")[0]
    yield stem
    yield from (match.expand(its) for pattern, its in rule.stems if (match := pattern.fullmatch(stem)))
    if rule.has_language:
        yield from _without_words(stem)


def _without_words(stem: str, most: int = _MOST_WORDS, *, has_language: bool = False) -> Iterator[str]:
    """Flags and one language come off the end, in whatever order they stand."""
    for pattern in (_FLAG, *_LANGUAGE) if most else ():
        is_language = pattern is not _FLAG
        match = None if is_language and has_language else pattern.fullmatch(stem)
        if match and (not is_language or comparable(match[2]) in _LANGUAGES):
            yield match[1]
            yield from _without_words(match[1], most - 1, has_language=has_language or is_language)


def _chosen(asset: T, rule: Rule, stem: str, found: list[T], *, exact: list[T]) -> Sidecar[T]:
    """Of those found, `exact` in the same case, the one it describes."""
    preferred = [each for each in found if each.format in rule.prefers]
    if len(found) == 1:
        main, confidence = found[0], ONLY_ONE if exact else OTHER_CASE
        evidence = f"the only file beside it of the stem {stem}" + ("" if exact else ", in another case")
    elif len(preferred) == 1:
        main, confidence = preferred[0], BY_CONVENTION
        evidence = f"{_told(found)} fit; a camera's original goes before what was made from it"
    else:
        main, confidence = (preferred or exact or found)[0], GUESS
        evidence = f"{_told(found)} fit; nothing tells which"
    limit = 1.0 if asset.format in rule.proven else rule.confidence
    return Sidecar(asset, main, Grounds("NAME_TEMPLATE", min(limit, confidence), evidence))


def _told(found: list[T]) -> str:
    return ", ".join(each.name for each in found)


def _in_companion(asset: T, path: str, mains: _Mains[T]) -> Sidecar[T] | None:
    stem, _, ending = asset.name.rpartition(".")
    companion = next((each for each in COMPANIONS if each.to == path and ending.lower() in each.endings), None)
    if companion is None:
        return None
    if companion.by_stem:
        rule = RULES[ending.lower()]
        found = _by_whole_name(asset, rule, mains) or _by_stem(asset, rule, mains)
        if found is None:
            return None
        confidence = min(found.grounds.confidence, IN_FOLDER)
        main, evidence = found.main, f"kept in a folder for such; {found.grounds.evidence}"
    else:
        named = mains.named(stem)
        if named is None:
            return None
        main, confidence, evidence = named, ONLY_ONE, f"{companion.writer} keeps what describes {named.name} there"
    return Sidecar(asset, main, Grounds("STRUCTURE", confidence, evidence))
