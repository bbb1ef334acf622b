"""MaterialX: the textures that its inputs name, and the documents that it includes. Proven on generated files only.

A file name is joined to the nearest `fileprefix` above it. One that leaves more open than a tile is VARIABLE.
Not here: layers of USD that refer to such a document (usd.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assetgraph.documents import guard
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent, Media, Reference, ReferenceKind, StateHint
from assetgraph.errors import DocumentError

FORMATS = ("materialx",)
TOOL = "assetgraph"
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
_OPEN = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]|<(?!(?i:udim|uvtile)>)[^<>]*>")
"""Tokens of the interface, of the host and of the frame: <UDIM> and <UVTILE> are told as they stand."""


def read(path: str) -> DocumentContent:
    """All files that a document names itself. Raises DocumentError, UnreadableFile."""
    root = guard.xml(guard.read(path))
    if root.tag != "materialx":
        raise DocumentError(f"its root is {root.tag[:80]}, not materialx", tool=TOOL, next_step="export it again")
    collector = Collector()
    for element, prefix in _in_scope(root):
        collector.step()
        if element.tag == _INCLUDE and (included := element.get("href", "").strip()):
            collector.refer(Reference(raw=included, kind=ReferenceKind.LIBRARY))
        elif element.get("type") == "filename" and (named := element.get("value", "").strip()):
            raw = prefix + named
            hint = StateHint.VARIABLE if _OPEN.search(raw) else None
            collector.refer(Reference(raw=raw, kind=ReferenceKind.TEXTURE, state_hint=hint), media=Media.PICTURE)
    return collector.content()


def _in_scope(root: Element) -> Iterator[tuple[Element, str]]:
    """Every element in order, with the prefix of file names that holds there."""
    waiting = [(root, "")]
    while waiting:
        element, prefix = waiting.pop()
        prefix = element.get("fileprefix", prefix)
        yield element, prefix
        waiting.extend((below, prefix) for below in reversed(element))
