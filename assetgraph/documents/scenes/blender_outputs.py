"""Where a scene of Blender renders to: the names that it makes of its output path. Pure.

Blender writes the frame number where `#` stands in the name, else at its end, and adds the ending of the format
unless told not to; a movie has its first and last frame in its name. What nobody set, the system's folder for
temporary files, is no output.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNSET = frozenset(("", "/tmp/", "/tmp\\", "//"))  # noqa: S108  nothing is written there
_FFMPEG = 24
# By the numbers of Blender's formats; the first is the ending that it writes.
_PICTURES = {
    **dict.fromkeys((0, 14), (".tga",)),
    1: (".rgb",),
    4: (".jpg", ".jpeg"),
    17: (".png",),
    20: (".bmp",),
    21: (".hdr",),
    22: (".tif", ".tiff"),
    **dict.fromkeys((23, 28), (".exr",)),
    26: (".cin",),
    27: (".dpx",),
    30: (".jp2", ".j2c"),
    35: (".webp",),
}
_MOVIES = {
    0: (".mpg", ".mpeg"),
    2: (".mp4", ".mpg", ".mpeg"),
    3: (".avi",),
    4: (".mov",),
    8: (".flv",),
    9: (".mkv",),
    10: (".ogv", ".ogg"),
    12: (".webm",),
}
_ANY_PICTURE = tuple(sorted({ending for endings in _PICTURES.values() for ending in endings}))
_HASHES = re.compile(r"#+(?=[^#/\\]*$)")
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Output:
    """A scene's output as the file has it; `format` and `container` are Blender's numbers."""

    path: str
    format: int
    container: int | None
    adds_ending: bool
    first: int
    last: int

    def name(self) -> str | None:
        """The path that is written, a frame number as `#`; None where none was set, or its ending is not known."""
        if self.path in _UNSET:
            return None
        if self.format != _FFMPEG:
            return self._picture()
        endings = _MOVIES.get(-1 if self.container is None else self.container)
        if not self.adds_ending:
            return self._with_range() if _HASHES.search(self.path) else self.path
        if endings is None:
            return None
        return self.path if self.path.lower().endswith(endings) else self._with_range() + endings[0]

    def _picture(self) -> str | None:
        numbered = self.path if _HASHES.search(self.path) else self.path + "#" * _DIGITS
        if not self.adds_ending:
            return numbered
        endings = _PICTURES.get(self.format)
        if endings is None or numbered.lower().endswith(endings):
            return numbered if endings else None
        other = next((ending for ending in _ANY_PICTURE if numbered.lower().endswith(ending)), "")
        return numbered[: len(numbered) - len(other)] + endings[0]

    def _with_range(self) -> str:
        numbered = self.path if _HASHES.search(self.path) else self.path + "#" * _DIGITS

        def frames(found: re.Match[str]) -> str:
            return f"{self.first:0{len(found[0])}}-{self.last:0{len(found[0])}}"

        return _HASHES.sub(frames, numbered)
