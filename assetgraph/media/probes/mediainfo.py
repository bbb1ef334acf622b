"""MediaInfo: HDR, Dolby Vision, scan type, rotation, timecode tracks, and a second word on sizes and rates.

It is given an open file and not a name, so that it looks for no companion files, and the one parser of the
sniffed format, since it would follow a playlist even so. Not for TS and MKV, whose
essence it reads through, and not for codec names and profiles, which it words in its own way.
"""

from __future__ import annotations

import functools
import os
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

from pymediainfo import MediaInfo

from assetgraph.errors import ProbeError, ToolMissing
from assetgraph.media.cicp import MATRIX, PRIMARIES, TRANSFER
from assetgraph.media.formats import Format
from assetgraph.media.sample_tables import refuse_overstated
from assetgraph.media.values import (
    frame_rate,
    integer,
    near_fraction,
    plain_text,
    positive,
    present,
    rational,
    real,
    timecode,
)
from assetgraph.model.records import ProbeLevel

NAME = "mediainfo"
BLOCK = 64 * 1024
FINISHED = 0x08
NOWHERE = 2**64 - 1
OPTIONS = (
    ("CharSet", "UTF-8"), ("Inform", "OLDXML"), ("Complete", "1"), ("ParseSpeed", "0"),
    ("File_TestContinuousFileNames", "0"),
)  # fmt: skip
Track = dict[str, Any]
# FFmpeg's demuxer of a row -> MediaInfo's parser; HEIF has no demuxer.
PARSERS = {
    "mov": "Mpeg4", None: "Mpeg4", "mxf": "Mxf", "avi": "Riff", "mpeg": "MpegPs", "mpegvideo": "Mpegv",
    "dv": "DvDif", "asf": "Wm",
}  # fmt: skip
PRIMARIES_SAID = {
    "BT.709": 1, "BT.470 System M": 4, "BT.601 PAL": 5, "BT.601 NTSC": 6, "SMPTE 240M": 7, "Generic film": 8,
    "BT.2020": 9, "XYZ": 10, "DCI P3": 11, "Display P3": 12, "EBU Tech 3213": 22,
}  # fmt: skip
TRANSFER_SAID = {
    "BT.709": 1, "BT.470 System M": 4, "BT.470 System B/G": 5, "BT.601": 6, "SMPTE 240M": 7, "Linear": 8,
    "Logarithmic (100:1)": 9, "xvYCC": 11, "BT.1361": 12, "sRGB/sYCC": 13, "BT.2020 (10-bit)": 14,
    "BT.2020 (12-bit)": 15, "PQ": 16, "SMPTE 428M": 17, "HLG": 18,
}  # fmt: skip
MATRIX_SAID = {
    "Identity": 0, "BT.709": 1, "FCC 73.682": 4, "BT.470 System B/G": 5, "BT.601": 6, "SMPTE 240M": 7,
    "YCgCo": 8, "BT.2020 non-constant": 9, "BT.2020 constant": 10, "ICtCp": 14,
}  # fmt: skip
LAYOUTS = {
    "C": "mono", "L R": "stereo", "L R C": "3.0", "L R Ls Rs": "quad(side)", "L R C LFE Ls Rs": "5.1(side)",
    "L R C LFE Lb Rb": "5.1", "L R C LFE Ls Rs Lb Rb": "7.1", "L R C LFE Lb Rb Ls Rs": "7.1",
}  # fmt: skip
SCANS = {
    "Progressive": "progressive",
    "Interlaced": "interlaced",
    "MBAFF": "interlaced",
    "PAFF": "interlaced",
}
MODES = {"CFR": "constant", "VFR": "variable"}
EXACT_SAMPLES = ("PCM", "FLAC", "ALAC", "WavPack", "DSD")
HDR_SAID = {
    "Dolby Vision": "Dolby Vision",
    "SMPTE ST 2094 App 4": "HDR10+",
    "HDR10+": "HDR10+",
    "HDR10": "HDR10",
}


@functools.cache
def version() -> str | None:
    """Version of the MediaInfo library; None when it does not load."""
    if not MediaInfo.can_parse():
        return None
    found: str = MediaInfo._get_library()[2]
    return found


def probe(path: str, level: ProbeLevel, row: Format) -> dict[str, Any]:  # noqa: ARG001 - one call for all tools
    """Facts in our names and units. Raises ToolMissing or ProbeError."""
    try:
        if PARSERS.get(row.demuxer) == "Mpeg4":
            refuse_overstated(path, NAME)
        with Path(path).open("rb") as stream:
            parsed = MediaInfo(_inform(stream, _parser(path, row)), encoding_errors="replace")
    except OSError as error:
        missing = not MediaInfo.can_parse()
        kind = ToolMissing if missing else ProbeError
        step = "install pymediainfo from its wheel" if missing else "check that the file can be read"
        raise kind(str(error.strerror or error), path=path, tool=NAME, next_step=step) from None
    except (ValueError, RuntimeError, SyntaxError) as error:
        raise ProbeError(f"MediaInfo failed: {error}", path=path, tool=NAME, next_step="check the file") from None
    tracks: list[Track] = [track.to_data() for track in parsed.tracks]
    if not _first(tracks, "General").get("format"):
        raise ProbeError("of no format", path=path, tool=NAME, next_step="check whether the file is complete")
    return _facts(tracks, row)


def _parser(path: str, row: Format) -> str:
    if row.demuxer not in PARSERS:
        raise ProbeError(f"no parser for {row.name}", path=path, tool=NAME, next_step="report this as a fault")
    return PARSERS[row.demuxer]


@functools.cache
def _library() -> Any:
    """The library that pymediainfo brings, with its prototypes."""
    return MediaInfo._get_library()[0]


def _inform(stream: BinaryIO, parser: str) -> str:
    """What MediaInfo says, as the XML that pymediainfo makes tracks of.

    As MediaInfo.parse does it, but for the reset of all options after each file: of ten milliseconds a file that, and
    building the library's tables anew, took seven. Options are set for one handle or are the same for each file.
    """
    library = _library()
    handle = library.MediaInfo_New()
    try:
        for name, value in (*OPTIONS, ("File_ForceParser", parser)):
            library.MediaInfo_Option(handle, name, value)
        size = os.fstat(stream.fileno()).st_size
        library.MediaInfo_Open_Buffer_Init(handle, size, 0)
        while block := stream.read(BLOCK):
            if library.MediaInfo_Open_Buffer_Continue(handle, block, len(block)) & FINISHED:
                break
            wanted = library.MediaInfo_Open_Buffer_Continue_GoTo_Get(handle)
            if wanted != NOWHERE:
                stream.seek(wanted)
                library.MediaInfo_Open_Buffer_Init(handle, size, wanted)
        library.MediaInfo_Open_Buffer_Finalize(handle)
        return str(library.MediaInfo_Inform(handle, 0))
    finally:
        library.MediaInfo_Close(handle)
        library.MediaInfo_Delete(handle)


def _facts(tracks: list[Track], row: Format) -> dict[str, Any]:
    general = _first(tracks, "General")
    picture = _first(tracks, "Image" if row.family == "heif" else "Video")
    facts: dict[str, Any] = {
        "duration_s": _seconds(general.get("duration")),
        "bit_rate_bps": positive(integer(general.get("overall_bit_rate"))),
        "timecode": _timecode(tracks, row),
    }
    if picture:
        facts |= _picture(picture) | _motion(picture) | _hdr(picture)
    sound = _first(tracks, "Audio")
    if sound:
        facts |= _sound(sound)
    return present(facts)


def _first(tracks: list[Track], kind: str) -> Track:
    return next((track for track in tracks if track["track_type"] == kind), {})


def _seconds(milliseconds: Any) -> float | None:
    value = real(milliseconds)
    return round(value / 1000, 6) if value else None


def _timecode(tracks: list[Track], row: Format) -> str | None:
    for track in tracks:
        # A track of timecode is there on purpose; in the picture's own stream zeros fill an unused field.
        on_purpose = row.demuxer == "mov" and track["track_type"] == "Other"
        code = timecode(track.get("time_code_of_first_frame"), zero_counts=on_purpose)
        if code and track["track_type"] in {"Other", "Video"}:
            return code
    return None


def _picture(track: Track) -> dict[str, Any]:
    aspect = real(track.get("pixel_aspect_ratio"))
    return {
        "width": positive(integer(track.get("width"))),
        "height": positive(integer(track.get("height"))),
        # 1.000 is said of files that state nothing, too.
        "pixel_aspect_ratio": rational(near_fraction(aspect, 50)) if aspect and abs(aspect - 1) > 0.002 else None,
        "bit_depth": positive(integer(track.get("bit_depth"))),
        "chroma_subsampling": str(track.get("chroma_subsampling") or "").partition(" ")[0],
        "color_primaries": _code(track.get("color_primaries"), PRIMARIES_SAID, PRIMARIES),
        "color_transfer": _code(track.get("transfer_characteristics"), TRANSFER_SAID, TRANSFER),
        "color_matrix": _code(track.get("matrix_coefficients"), MATRIX_SAID, MATRIX),
        "color_range": {"Limited": "limited", "Full": "full"}.get(str(track.get("color_range"))),
    }


def _code(said: Any, names: dict[str, int], known: dict[int, str]) -> int | None:
    code = names.get(str(said))
    return code if code in known else None


def _motion(track: Track) -> dict[str, Any]:
    turn = real(track.get("rotation"))
    return {
        "rotation_deg": round(turn) % 360 if turn is not None else None,
        "frame_rate": _rate(track),
        "frame_rate_mode": MODES.get(str(track.get("frame_rate_mode"))),
        "frame_count": positive(integer(track.get("frame_count"))),
        "scan_type": SCANS.get(str(track.get("scan_type"))),
    }


def _rate(track: Track) -> str | None:
    over, under = integer(track.get("framerate_num")), integer(track.get("framerate_den"))
    return frame_rate(Fraction(over, under)) if over and under else frame_rate(real(track.get("frame_rate")))


def _hdr(track: Track) -> dict[str, Any]:
    said = " / ".join(str(track.get(key) or "") for key in ("hdr_format", "hdr_format_compatibility"))
    formats = {name for words, name in HDR_SAID.items() if words in said.split(" / ")}
    if "Dolby Vision" in said:
        formats.add("Dolby Vision")
    mastering = (track.get("mastering_display_color_primaries"), track.get("mastering_display_luminance"))
    profile = plain_text(track.get("hdr_format_profile")) if "Dolby Vision" in said else None
    return {
        "hdr_format": sorted(formats),
        "mastering_display": "; ".join(str(part) for part in mastering if part),
        "max_cll_nits": positive(integer(track.get("maximum_content_light_level"))),
        "max_fall_nits": positive(integer(track.get("maximum_frameaverage_light_level"))),
        "dolby_vision_profile": profile.partition("/")[0].strip() if profile else None,
    }


def _sound(track: Track) -> dict[str, Any]:
    exact = str(track.get("format")) in EXACT_SAMPLES
    return {
        "sample_rate_hz": positive(integer(track.get("sampling_rate"))),
        "channels": positive(integer(track.get("channel_s"))),
        "channel_layout": LAYOUTS.get(str(track.get("channel_layout"))),
        "audio_bit_depth": positive(integer(track.get("bit_depth"))) if exact else None,
    }
