"""Which tools a file still needs, after what the quicker ones said of it; pure.

The row of a format names its tools in order, the quick ones first. A slow one is left out where it could add
nothing: measured on files with independently known values (benchmarks/metadata_accuracy). Not here: asking them
(reading.py), whom to believe (precedence.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assetgraph.media.cicp import HLG, PQ
from assetgraph.media.formats import Format

Facts = Mapping[str, Mapping[str, Any]]

# Their bit streams may tell of light levels that no box repeats, where nothing says how light is coded.
_WITH_LIGHT = frozenset(("hevc", "av1", "vp9"))
# Of these MediaInfo reads from the bit stream whether they are interlaced, where FFmpeg has no word of it.
_WITH_SCAN = frozenset(("cfhd", "dnxhd", "dvvideo", "h264", "huffyuv", "mpeg2video", "mpeg4", "prores"))
_TIMED = ("frame_rate", "frame_count")
# Their headers say all of light and timing that is said; of the others the reader of embedded blocks must know.
_TELLING = frozenset(("mxf", "avi"))


def is_needed(tool: str, row: Format, facts: Facts) -> bool:
    """Whether this tool can add something to what the tools before it said."""
    return _RULES.get(tool, _always)(row, facts)


def _always(row: Format, facts: Facts) -> bool:  # noqa: ARG001 - one call for all rules
    return True


def _exiftool(row: Format, facts: Facts) -> bool:
    """The reader of embedded blocks says all that ExifTool would say, or nothing; but not how large a picture is."""
    return "embedded" not in facts or ("openimageio" in row.probes and "width" not in facts.get("openimageio", {}))


def _mediainfo(row: Format, facts: Facts) -> bool:
    """Light levels, and what FFmpeg leaves open of a picture's timing."""
    film = facts.get("pyav", {})
    if not film or not ("embedded" in facts or row.name in _TELLING):
        return True
    codec = film.get("video_codec")
    if codec is None:
        return False
    transfer = film.get("color_transfer")
    if transfer in {PQ, HLG} or (transfer is None and codec in _WITH_LIGHT and film.get("bit_depth", 0) > 8):
        return True
    return not all(name in film for name in _TIMED) or (codec in _WITH_SCAN and "scan_type" not in film)


_RULES: dict[str, Callable[[Format, Facts], bool]] = {"exiftool": _exiftool, "mediainfo": _mediainfo}
