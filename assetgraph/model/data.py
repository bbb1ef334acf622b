"""Where packaged data lies: the Cypher files, the seeds. Not here: reading any of it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def data_path(name: str) -> Path:
    """The directory of packaged data of that name ("cypher", "seeds"), from a wheel or from a checkout.

    Raises FileNotFoundError when this installation has no such data.
    """
    for parent in (_PACKAGE / "_data", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"assetgraph is installed without its data directory {name!r}")
