"""DaVinci Resolve's exported projects (.drp) and timelines (.drt), as far as their timelines name files.

Nothing official tells how they are written: a ZIP file of XML whose names no XML parser takes, with packed blobs. What
clips on timelines name as MediaFilePath is read; media that lie in bins alone stand in the blobs, and units of time
differ by version. So a document is PARTIAL always, and has no uses. Proven on generated files only.
"""

from __future__ import annotations

import re
from html import unescape

from assetgraph.documents import guard
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent, Media, Reference
from assetgraph.errors import DocumentError

FORMATS = ("resolve",)
TOOL = "assetgraph"
_CLIP = re.compile(r"<Sm2Ti(Video|Audio)Clip\b[^>]*>(.*?)(?=<Sm2Ti(?:Video|Audio)Clip\b|\Z)", re.DOTALL)
_NOTE = "only files that clips on timelines name are read, without times; what lies in bins alone is not"


def read(path: str) -> DocumentContent:
    """Files that clips of its timelines play; PARTIAL. Raises DocumentError, UnreadableFile, UnsafeDocument."""
    found, names = guard.zip_members(path, _is_timeline)
    if not found and "project.xml" not in names:
        raise DocumentError(
            "no project of DaVinci Resolve in it", tool=TOOL, next_step="export it again as .drp or .drt"
        )
    collector = Collector()
    collector.note(_NOTE, partial=True)
    for data in found.values():
        for clip in _CLIP.finditer(guard.text(data)):
            collector.step()
            media = Media.PICTURE if clip[1] == "Video" else Media.SOUND
            if raw := _said("MediaFilePath", clip[2]):
                reference = Reference(raw=raw, clip_name=_said("Name", clip[2]), reel=_said("MediaReelNumber", clip[2]))
                collector.refer(reference, media=media)
    return collector.content()


def _is_timeline(name: str) -> bool:
    """Projects keep timelines in a folder SeqContainer, exported ones in files of that name."""
    return "SeqContainer" in name and name.lower().endswith(".xml")


def _said(tag: str, clip: str) -> str | None:
    """The text of the first such element."""
    found = re.search(rf"<{tag}>([^<]*)</{tag}>", clip)
    return unescape(found[1]).strip() or None if found else None
