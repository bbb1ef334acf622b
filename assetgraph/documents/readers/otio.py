"""OpenTimelineIO files.

A file that is newer than the library is read as if it were not, which shows as PARTIAL; where that fails too,
its media URLs are all that is told.
Not here: what the objects mean (timelines/timeline.py), bundles (otioz.py).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import opentimelineio as otio

from assetgraph.documents import guard
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent, Reference
from assetgraph.documents.timelines.timeline import TimelineWalk
from assetgraph.errors import DocumentError

FORMATS = ("otio",)
TOOL = "opentimelineio"
_SCHEMA = "OTIO_SCHEMA"
_REFUSALS = (
    otio.exceptions.OTIOError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read(path: str) -> DocumentContent:
    """References and uses of all timelines in the file. Raises DocumentError, UnreadableFile."""
    return from_json(guard.read(path))


def from_json(data: bytes, packed: Collection[str] = ()) -> DocumentContent:
    """The same from the JSON itself; `packed` are the names of files that lie beside it in a bundle."""
    text = guard.json_text(data)
    if _SCHEMA not in text:
        raise _not_otio("JSON without an OTIO_SCHEMA")
    try:
        return _content(text, packed)
    except _REFUSALS as error:
        refusal = str(error).partition(":")[0]
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _not_otio(f"no sound JSON: {error}") from None
    try:
        return _content(json.dumps(_older(document)), packed, f"read as an older version: {refusal}")
    except _REFUSALS:
        return _urls(document, f"only its media URLs are told: {refusal}")


def _content(text: str, packed: Collection[str], note: str | None = None) -> DocumentContent:
    collector = Collector()
    if note:
        collector.note(note, partial=True)
    TimelineWalk(collector, packed).gather(otio.core.deserialize_json_from_string(text))
    return collector.content()


def _older(node: Any) -> Any:
    """The document without markers, with schemas no newer than the library's."""
    if isinstance(node, list):
        return [_older(child) for child in node]
    if not isinstance(node, dict):
        return node
    older = {key: _older(child) for key, child in node.items() if key != "markers"}
    name, _, version = str(node.get(_SCHEMA, "")).rpartition(".")
    known = otio.core.type_version_map().get(name)
    if known is not None and version.isdigit() and int(version) > known:
        older[_SCHEMA] = f"{name}.{known}"
    return older


def _urls(document: Any, note: str) -> DocumentContent:
    collector = Collector()
    collector.note(note, partial=True)
    for url in _target_urls(document):
        collector.refer(Reference(raw=url))
    return collector.content()


def _target_urls(node: Any) -> Iterator[str]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from _target_urls(child)
    url = node.get("target_url") if isinstance(node, dict) else None
    if isinstance(url, str) and url:
        yield url


def _not_otio(reason: str) -> DocumentError:
    return DocumentError(reason, tool=TOOL, next_step="export it again as OpenTimelineIO")
