"""The mobs of an AAF file: which files each source mob names, and what it was made of.

A file mob is what a timeline plays; the mobs below it are what that was made from: an imported file, a tape.
Paths are given letter by letter. What the import settings of a master mob name is left out: it is where its
description came from, which need not be media. Not here: where clips lie (readers/aaf.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assetgraph.documents.collecting import MOST_STEPS
from assetgraph.documents.records import TRANSCODE
from assetgraph.errors import UnsafeDocument

ORIGINAL = "original"
MEDIA = "media"
_NO_FILE = frozenset(("TapeDescriptor", "FilmDescriptor", "AuxiliaryDescriptor"))
_IMPORT = "ImportDescriptor"
_INNER = ("Segment", "Components", "Slots", "InputSegments", "Selected", "Alternates", "Choices", "InputSegment")
_OPERATION = "OperationGroup"
_DEEPEST = 100
_MOST_ITEMS = 2_000_000


@dataclass(frozen=True, slots=True)
class SourceMob:
    """What a source mob tells: `paths` as they are written, `below` the ids of what it was made from."""

    umid: str
    name: str | None
    descriptor: str
    paths: tuple[str, ...]
    embedded: bool
    below: tuple[str, ...]

    @property
    def is_file(self) -> bool:
        """Whether it is media that can be played, not what that was made from."""
        return self.descriptor not in _NO_FILE and self.descriptor != _IMPORT


class Mobs:
    """All mobs of a file that is open. Raises UnsafeDocument where they are endless."""

    def __init__(self, content: Any) -> None:
        self._steps = 0
        self._sizes: dict[tuple[str, int | None], int] = {}
        self.source: dict[str, SourceMob] = {}
        self.missing: set[str] = set()
        self.has_composition = False
        mobs = {str(mob.mob_id): mob for mob in content.mobs}
        self._mobs = mobs
        embedded = {str(each.mob_id) for each in _values(content, "EssenceData")}
        for umid, mob in mobs.items():
            self._step()
            kind = _class(mob)
            self.has_composition = self.has_composition or kind == "CompositionMob"
            if kind == "SourceMob":
                self.source[umid] = self._source_mob(umid, mob, umid in embedded)
        for umid, mob in mobs.items():
            self._size(umid, None, (), listed=_class(mob) != "SourceMob")

    def role(self, mob: SourceMob) -> str:
        """What the file is for: a file made from another one is a transcode of it."""
        if not mob.is_file:
            return ORIGINAL
        originals = {path for each in self.chain(mob)[1:] for path in each.paths}
        return TRANSCODE if originals - set(mob.paths) else MEDIA

    def original(self, mob: SourceMob) -> str | None:
        """The path of the nearest file that a file was made from; None where several are as near."""
        seen, level = {mob.umid}, [mob]
        while mob.is_file and level:
            level = [self.source[umid] for each in level for umid in each.below if umid in self.source]
            level = [each for each in level if each.umid not in seen]
            seen.update(each.umid for each in level)
            named = {each.umid: each for each in level if set(each.paths) - set(mob.paths)}
            if named:
                nearest = next(iter(named.values()))
                return next(path for path in nearest.paths if path not in mob.paths) if len(named) == 1 else None
        return None

    def chain(self, mob: SourceMob) -> list[SourceMob]:
        """The mob and all it was made from, nearest first."""
        found = {mob.umid: mob}
        waiting = [mob]
        for each in waiting:
            for umid in each.below:
                below = self.source.get(umid)
                if below and umid not in found:
                    found[umid] = below
                    waiting.append(below)
        return list(found.values())

    def reel(self, mob: SourceMob) -> str | None:
        """The name of the tape or film that it was made from."""
        return next((each.name for each in self.chain(mob) if each.descriptor in _NO_FILE and each.name), None)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_ITEMS:
            raise _endless(f"more than {_MOST_ITEMS:,} items")

    def _source_mob(self, umid: str, mob: Any, embedded: bool) -> SourceMob:
        descriptor = _value(mob, "EssenceDescription")
        return SourceMob(
            umid=umid,
            name=mob.name or None,
            descriptor=_class(descriptor) if descriptor is not None else "",
            paths=tuple(dict.fromkeys(_paths(descriptor))),
            embedded=embedded,
            below=tuple(dict.fromkeys(str(clip.mob_id) for clip in self._clips(mob) if clip.mob_id.int)),
        )

    def _clips(self, mob: Any) -> Iterator[Any]:
        """The source clips anywhere in a mob."""
        for slot in _values(mob, "Slots"):
            yield from self._clips_in(slot, 0)

    def _clips_in(self, item: Any, depth: int) -> Iterator[Any]:
        self._step()
        if depth > _DEEPEST:
            raise _endless(f"segments nested more than {_DEEPEST} deep")
        if _class(item) == "SourceClip":
            yield item
        for inner in _inner(item):
            yield from self._clips_in(inner, depth + 1)

    def _size(self, umid: str, slot_id: int | None, above: tuple[str, ...], *, listed: bool = True) -> int:
        """How many items a mob, or one slot of it, is once all that it plays is laid out in its place."""
        if umid in above:
            raise _endless("a mob that plays itself")
        if len(above) > _DEEPEST:
            raise _endless(f"mobs nested more than {_DEEPEST} deep")
        key = umid, slot_id
        if key in self._sizes:
            return self._sizes[key]
        size = 1
        for slot in _values(self._mobs[umid], "Slots"):
            if slot_id is None or slot.slot_id == slot_id:
                for clip in self._clips_in(slot, 0):
                    size += 1 + self._size_of_clip(clip, (*above, umid), listed=listed)
        if size > MOST_STEPS:
            raise _endless(f"more than {MOST_STEPS:,} items, counted wherever they are nested")
        self._sizes[key] = size
        return size

    def _size_of_clip(self, clip: Any, above: tuple[str, ...], *, listed: bool) -> int:
        if not clip.mob_id.int:
            return 0
        umid = str(clip.mob_id)
        if umid in self._mobs:
            return self._size(umid, clip.slot_id, above, listed=umid not in self.source)
        if listed:
            self.missing.add(umid)
        return 0


def _inner(item: Any) -> Iterator[Any]:
    for name in _INNER:
        yield from _values(item, name)
    if _class(item) == "Transition":
        yield from _values(item, _OPERATION)


def _paths(descriptor: Any) -> Iterator[str]:
    """The paths of a descriptor and of those it is put together from."""
    if descriptor is None:
        return
    for locator in _values(descriptor, "Locator"):
        url = _value(locator, "URLString")
        if isinstance(url, str) and url.strip():
            yield url
    for part in _values(descriptor, "FileDescriptors"):
        yield from _paths(part)


def _values(item: Any, name: str) -> Iterator[Any]:
    """The objects that a property holds, be it one or many."""
    value = _value(item, name)
    if value is None or isinstance(value, str | int):
        return
    if hasattr(value, "classdef"):
        yield value
    else:
        yield from value


def _value(item: Any, name: str) -> Any:
    return item.getvalue(name) if hasattr(item, "getvalue") else None


def _class(item: Any) -> str:
    return str(item.classdef.class_name)


def _endless(reason: str) -> UnsafeDocument:
    return UnsafeDocument(reason, tool="pyaaf2", next_step="export only the sequences that are needed")
