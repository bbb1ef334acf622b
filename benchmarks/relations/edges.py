"""What a relation is to those who score: an edge of a type between two paths, and a source's truth about all of them.

Knows nothing of assetgraph: sources of truth and the harness meet here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REFERENCES = "REFERENCES"
"""document -> file or sequence; no kind."""
DERIVED_FROM = "DERIVED_FROM"
"""derivative -> source; kind PROXY, TRANSCODE, THUMBNAIL, RENDER ...; a render's source is what writes it."""
SIDECAR_OF = "SIDECAR_OF"
"""sidecar -> the file that it goes with; no kind."""
PREVIOUS_VERSION = "PREVIOUS_VERSION"
"""newer -> the version next before it that is there; no kind."""
LATEST = "LATEST"
"""the latest version of a chain -> itself; no kind."""
BELONGS_TO = "BELONGS_TO"
"""file -> code of a project, shot or sequence; kind "project", "sequence" or "shot"."""
PACKAGE_ASSET = "PACKAGE_ASSET"
"""package folder -> file; kind is the UUID, without urn:uuid:, in small letters."""
PLAYS = "PLAYS"
"""package folder of the playlist -> UUID of what it plays; kind is the UUID of the playlist."""
SUPPLEMENTS = "SUPPLEMENTS"
"""package folder -> package folder that it needs; no kind."""
MISSING = "MISSING"
"""document -> raw reference that nothing answers to; no kind."""
ORPHAN = "ORPHAN"
"""file -> itself; kind is the class."""
TYPES = (
    REFERENCES, MISSING, DERIVED_FROM, SIDECAR_OF, PREVIOUS_VERSION, LATEST, BELONGS_TO,
    PACKAGE_ASSET, PLAYS, SUPPLEMENTS,
)  # fmt: skip
_FRAMES = re.compile(r"%0?(\d*)d|#+|@+")


@dataclass(frozen=True, order=True)
class Edge:
    """One relation. Paths are relative to the root of their source, with "/"; a sequence is its `canonical` pattern."""

    type: str
    kind: str
    start: str
    end: str


@dataclass(frozen=True)
class Gold:
    """What is true of a source, and where it lies.

    `types` are those of which `edges` (with `missing`) tells all that there is below the root: what is found beyond is
    wrong. `open` are edges that a fair expert could neither claim nor deny from the files alone: neither truth nor
    error.
    """

    source: str
    root: Path
    edges: frozenset[Edge]
    types: frozenset[str]
    open: frozenset[Edge] = frozenset()
    missing: frozenset[Edge] = frozenset()

    @property
    def truth(self) -> frozenset[Edge]:
        """All edges that should be found, those to nothing included."""
        return self.edges | self.missing


def canonical(path: str) -> str:
    """One writing for patterns of sequences: each frame counter of a name (`%04d`, `####`, `@@@@`) as one `#`."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + _FRAMES.sub("#", name)
