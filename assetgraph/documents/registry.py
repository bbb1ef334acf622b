"""Which reader reads which format: our own, one file a kind in readers/, and those of other packages.

A reader is a module with FORMATS (names of documents in the table of formats), TOOL (whose work the reading is)
and `read(path) -> DocumentContent`, which raises DocumentError for what it cannot read. Other packages name
theirs as entry points of the group `assetgraph.documents`.
Not here: calling them (reading.py).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from assetgraph.documents import readers
from assetgraph.documents.records import DocumentContent
from assetgraph.errors import PluginError
from assetgraph.media.formats import FORMATS
from assetgraph.model.records import Kind

GROUP = "assetgraph.documents"


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to read documents: where it comes from, whose work it is, and its function."""

    origin: str
    tool: str
    read: Callable[[str], DocumentContent]


@cache
def known_readers() -> dict[str, Reader]:
    """Format -> reader, loaded once a process. Raises PluginError for a broken reader, or two for one format."""
    found: dict[str, Reader] = {}
    for origin, module in (*_own(), *_foreign()):
        for name, reader in _declared(origin, module):
            if name in found:
                raise _broken(origin, f"reads {name}, which {found[name].origin} reads already")
            found[name] = reader
    return found


def _own() -> Iterator[tuple[str, Any]]:
    for each in pkgutil.iter_modules(readers.__path__, f"{readers.__name__}."):
        yield each.name, importlib.import_module(each.name)


def _foreign() -> Iterator[tuple[str, Any]]:
    for point in entry_points(group=GROUP):
        origin = f"{point.value} of {point.dist.name if point.dist else 'a package'}"
        try:
            yield origin, point.load()
        except Exception as error:
            raise _broken(origin, f"does not load: {error}") from error


def _declared(origin: str, module: Any) -> Iterator[tuple[str, Reader]]:
    names, tool, read = (getattr(module, name, None) for name in ("FORMATS", "TOOL", "read"))
    if not isinstance(names, Iterable) or isinstance(names, str) or not isinstance(tool, str) or not callable(read):
        raise _broken(origin, "lacks FORMATS, TOOL or read")
    documents = {row.name for row in FORMATS if row.kind is Kind.DOCUMENT}
    for name in names:
        if name not in documents:
            raise _broken(origin, f"reads {name!r}, which is no document format")
        yield name, Reader(origin, tool, read)


def _broken(origin: str, reason: str) -> PluginError:
    return PluginError(
        f"document reader {origin}: {reason}", tool=origin, next_step="repair or uninstall the package it is from"
    )
