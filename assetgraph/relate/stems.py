"""The stem of an asset's name: without its ending, and without what counts frames. Pure.

Not here: the stem by which references look assets up (model/names.py), version tokens (names.py).
"""

from __future__ import annotations

import re
from typing import Protocol

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
