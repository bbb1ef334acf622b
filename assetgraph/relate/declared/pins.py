"""Which assets a declared path or pattern means: files, all in a folder, sequences, or single frames of them. Pure.

What is pinned may not go, so a path is understood as people write it: one frame means the sequence it is of, and a
range or a frame pattern what it counts, where nothing is called so literally.
Not here: the pattern language (volume_paths.py), the graph (policies.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from assetgraph.graph.known import KnownPlace
from assetgraph.model.frames import Frames, frame_path
from assetgraph.relate.declared.volume_paths import VolumePattern
from assetgraph.storage.frame_tokens import comparable, find_token

AS_WRITTEN, OTHER_CASE = 1.0, 0.95

_RANGE = re.compile(r"(?<=[._-])([0-9]{1,9})-([0-9]{1,9})(?=\.)")
_ESCAPED = re.compile(r"\\(.)")
_LITERAL = re.compile(r"(?:[^*?\[\\]|\\.)*")
_ANY_NAME = "\x01"
"""Stands for a file's name where only its folder is asked for."""

Below = Callable[[str, str, bool], Iterable[KnownPlace]]
"""Assets at or below a folder of a volume, in whatever case where that is True."""


def pinned(pattern: VolumePattern, below: Below) -> Iterator[tuple[str, float]]:
    """(uid, confidence) of what a pattern means; where nothing is written so, what differs in case only."""
    for caseless, confidence in ((False, AS_WRITTEN), (True, OTHER_CASE)):
        reading = _Reading(pattern, caseless=caseless)
        any_named = False
        counted: list[str] = []
        for place in below(pattern.volume, pattern.folder, caseless):
            if reading.names(place):
                any_named = True
                yield place.uid, confidence
            elif not any_named and reading.counts(place):
                counted.append(place.uid)
        if not any_named:
            yield from ((uid, confidence) for uid in counted)
        if any_named or counted:
            return


class _Reading:
    """A pattern as it is compared."""

    def __init__(self, pattern: VolumePattern, *, caseless: bool) -> None:
        self._compared: Callable[[str], str] = comparable if caseless else _composed
        self._pattern = replace(pattern, pattern=self._compared(pattern.pattern))
        folders, _, name = self._pattern.pattern.rpartition("/")
        self._beside = replace(pattern, pattern=f"{folders}/{_ANY_NAME}".lstrip("/"))
        literal = _LITERAL.match(name)
        self._head = _ESCAPED.sub(r"\1", literal[0] if literal else "")
        self._token = find_token(_RANGE.sub(r"[\1-\2]", _ESCAPED.sub(r"\1", name)))

    def names(self, place: KnownPlace) -> bool:
        """Whether the asset itself is called so, a folder above it, or one of its frames."""
        path = self._compared(place.rel_path)
        if self._pattern.matches(path):
            return True
        folder, _, name = path.rpartition("/")
        if not (place.frames and self._is_beside(folder)):
            return False
        start = name.partition("%")[0]
        if not (start.startswith(self._head) or self._head.startswith(start)):
            return False
        return any(self._pattern.matches(_joined(folder, frame)) for frame in _frame_names(name, place.frames))

    def counts(self, place: KnownPlace) -> bool:
        """Whether the name is a frame pattern or a range that the asset is counted by."""
        token = self._token
        folder, _, name = self._compared(place.rel_path).rpartition("/")
        if token is None or not self._is_beside(folder):
            return False
        plain = name.replace("%%", "%")
        if not (plain.startswith(token.prefix) and plain.endswith(token.suffix)):
            return False
        frames = place.frames
        if frames is None:
            return token.fits_name(name)
        first = frames.first if token.first is None else token.first
        last = frames.last if token.last is None else token.last
        has_any = any(first <= frame <= last for frame in frames.present())
        return has_any and token.fits_pattern(name, frames.first)

    def _is_beside(self, folder: str) -> bool:
        return self._beside.matches(_joined(folder, _ANY_NAME))


def _frame_names(pattern: str, frames: Frames) -> Iterator[str]:
    raw = pattern.encode("utf-8", "surrogatepass")
    for frame in frames.present():
        yield frame_path(raw, frame).decode("utf-8", "surrogatepass")


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
