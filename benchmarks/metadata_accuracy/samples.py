"""One file of known parameters: what its writer was asked for, and so what a reader must say of it.

Nothing in the modules that make or check samples comes from assetgraph: its mistakes must not become the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Truth = dict[str, Any]


class WrongTruth(Exception):
    """A second reader disagrees with what the writer was asked for: the generator is at fault."""


@dataclass(frozen=True)
class Sample:
    """A file, its named format, and every value that it states.

    Any other scored property is an invention, but for those in `open`: a writer states them without being
    asked, or the standard of the format fixes them.
    """

    format: str
    path: Path
    truth: Truth
    open: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """How the tables name it."""
        return f"{self.path.parent.name}/{self.path.name}"
