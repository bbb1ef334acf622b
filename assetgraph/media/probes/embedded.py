"""Tags of common stills, films and waves, read by ourselves where they are plain: twenty times as fast as ExifTool.

Says what ExifTool would say (the tests hold it to that, value by value) or nothing at all; of iXML more than that. Not
here: maker notes, camera raw, HEIF, MXF.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assetgraph.media.embedded import blocks, box_stills, iptc, quicktime, sound_clock, wave, xmp
from assetgraph.media.embedded.blocks import Blocks
from assetgraph.media.embedded.exif import Exif
from assetgraph.media.embedded.plain import Source, Tags
from assetgraph.media.formats import Format
from assetgraph.media.hashes import opened
from assetgraph.media.tags import facts_from_tags
from assetgraph.model.records import ProbeLevel
from assetgraph.version import __version__

NAME = "embedded"


def version() -> str | None:
    """It comes with this program."""
    return __version__


def probe(path: str, level: ProbeLevel, row: Format) -> dict[str, Any]:  # noqa: ARG001 - one call for all tools
    """Facts in our names and units. Raises NotPlain where only ExifTool can tell, UnreadableFile."""
    with opened(path) as (descriptor, size):
        tags = _READERS.get(row.name, quicktime.tags)(Source(descriptor, size))
    return facts_from_tags(tags, row) | sound_clock.clock(tags)


def _still(find: Callable[[Source], Blocks]) -> Callable[[Source], Tags]:
    """A reader of all blocks that are found; where they tell the same, EXIF wins, as in ExifTool."""

    def read(source: Source) -> Tags:
        found = find(source)
        tags = xmp.tags(found.xmp) if found.xmp is not None else {}
        tags |= iptc.tags(found.iptc) if found.iptc is not None else {}
        tags |= Exif(found.exif).tags() if found.exif else {}
        return tags | found.tags

    return read


_READERS = {
    "jpeg": _still(blocks.jpeg),
    "thm": _still(blocks.jpeg),
    "png": _still(blocks.png),
    "webp": _still(blocks.webp),
    "tiff": _still(blocks.tiff),
    "psd": _still(blocks.psd),
    "gif": _still(blocks.gif),
    "jpeg2000": _still(box_stills.jpeg2000),
    "jpegxl": _still(box_stills.jpegxl),
    "wav": wave.tags,
    "rf64": wave.tags,
}
