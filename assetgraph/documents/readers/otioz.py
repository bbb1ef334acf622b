"""OpenTimelineIO bundles: a ZIP file that holds a timeline and, perhaps, its media. Nothing is unpacked to disk."""

from __future__ import annotations

from assetgraph.documents import guard
from assetgraph.documents.readers.otio import TOOL, from_json
from assetgraph.documents.records import DocumentContent

__all__ = ["FORMATS", "TOOL", "read"]
FORMATS = ("otioz",)
_TIMELINE = "content.otio"


def read(path: str) -> DocumentContent:
    """References and uses; media in the bundle are EMBEDDED. Raises DocumentError, UnreadableFile."""
    return from_json(*guard.zip_member(path, _TIMELINE))
