"""Places on volumes as people write them: nas1:/aurora, and patterns of them: nas1:/aurora/plates/**. Pure.

Not here: paths of hosts and what mounts them (storage), whether a volume of that name is known.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import pathspec

from assetgraph.relate.declared.mistakes import Mistake

_SIGNS = re.compile(r"[*?\[\\]| $")
"""What means something else than itself in a pattern."""


@dataclass(frozen=True, slots=True)
class VolumePath:
    """A file or folder of a volume."""

    volume: str
    rel_path: str
    """From the volume's root; empty for the root itself."""

    @property
    def pattern(self) -> VolumePattern:
        """The pattern that means this very file, or all in this folder."""
        return VolumePattern(self.volume, _SIGNS.sub(r"\\\g<0>", self.rel_path) or "**")

    def __str__(self) -> str:
        return f"{self.volume}:/{self.rel_path}"


@dataclass(frozen=True)
class VolumePattern:
    """Files of a volume, in gitignore's pattern language from the volume's root on; a folder means all below it."""

    volume: str
    pattern: str

    def matches(self, rel_path: str) -> bool:
        """Whether a file's path from the volume's root is meant; composed and decomposed letters are the same."""
        return bool(self._spec.match_file(_composed(rel_path)))

    @property
    def folder(self) -> str:
        """The folders before the first part that may mean several."""
        folders = self.pattern.strip("/").split("/")[:-1]
        wild = next((index for index, part in enumerate(folders) if _SIGNS.search(part)), len(folders))
        return "/".join(folders[:wild])

    def __str__(self) -> str:
        return f"{self.volume}:/{self.pattern}"

    @cached_property
    def _spec(self) -> pathspec.GitIgnoreSpec:
        # The slash ties it to the root, and takes their meaning from ! and # at the beginning.
        return pathspec.GitIgnoreSpec.from_lines([f"/{_composed(self.pattern)}"])


def volume_path(text: str) -> VolumePath:
    """A place of its text, volume:/path. Raises Mistake."""
    return VolumePath(*_taken_apart(text))


def volume_pattern(text: str) -> VolumePattern:
    """A pattern of its text, volume:/pattern. Raises Mistake."""
    volume, rest = _taken_apart(text)
    # Without its slash a folder is meant too when it turns out to be a single file.
    pattern = VolumePattern(volume, rest or "**")
    try:
        pattern.matches("")
    except ValueError:
        raise Mistake(f"{text!r} is no pattern", "see gitignore's pattern language; write \\\\ for a \\") from None
    return pattern


def _taken_apart(text: str) -> tuple[str, str]:
    """(volume, path without slashes at its ends)."""
    volume, separator, rest = text.partition(":/")
    if not (separator and volume.strip()) or any(sign in volume for sign in ":/\\"):
        raise Mistake(f"{text!r} names no volume", "write volume:/path, as nas1:/aurora")
    rest = rest.removesuffix("/")
    if rest and not {"", ".", ".."}.isdisjoint(rest.split("/")):
        raise Mistake(f"{text!r} is no plain path", "leave out //, . and ..")
    return volume, rest


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
