"""The stem of an asset's name: without its ending, and without what counts frames. Pure.

Not here: the stem by which references look assets up (model/names.py), version tokens (names.py).
"""

from __future__ import annotations

import re
from typing import Protocol

from assetgraph.relate.naming.folder_names import PROOF

_LONGEST_THAT_COMES_AGAIN = 8
_COUNTER = re.compile(r"\w{4}\d{4}", re.ASCII)
_FRAMES = re.compile(r"[._-]?%(?:0\d+)?d$")


class HasName(Protocol):
    """What is asked of an asset."""

    @property
    def name(self) -> str:
        """Base name, or the pattern of a sequence."""

    @property
    def kind(self) -> str:
        """video, image, audio, sequence, document, sidecar, package, other."""


def stem_of(asset: HasName) -> str:
    """Its stem as written; in a sequence's pattern a doubled per cent sign is one."""
    stem = asset.name.rpartition(".")[0] or asset.name
    return _FRAMES.sub("", stem).replace("%%", "%") if asset.kind == "sequence" else stem


def comes_again(stem: str) -> bool:
    """Whether other files may well have this stem too: a camera's counter, anew on every card, or a word as plate.

    Names of shots are short and their own.
    """
    is_shot = bool(PROOF.fullmatch(stem)) and not _COUNTER.fullmatch(stem)
    return len(stem) <= _LONGEST_THAT_COMES_AGAIN and not is_shot
