"""PyAV (FFmpeg): streams of moving pictures and sound: codecs, sizes, rates, colour, timecode, tags.

The demuxer is forced to the sniffed family and only local files may be opened, so that a playlist with a
film's name leads nowhere. At header level a frame is decoded only where nothing else tells that a picture is
turned or how bright it may be. Not here: stills.
"""

from __future__ import annotations

import re
from typing import Any

import av
import av.error
import av.logging

from assetgraph.errors import ProbeError
from assetgraph.media.av_streams import counted_frames, stream_facts
from assetgraph.media.av_timing import counted_duration, first_frame_facts, index_mode, packet_mode
from assetgraph.media.cicp import HLG, PQ
from assetgraph.media.formats import HEAD_BYTES, Format
from assetgraph.media.openable import safe_name
from assetgraph.media.sample_tables import refuse_overstated
from assetgraph.media.values import local_time, plain_text, positive, present, timecode
from assetgraph.model.names import umid_key, uuid_in_umid
from assetgraph.model.records import ProbeLevel

NAME = "pyav"
# Demuxers whose index lists every frame and stands in the header.
WHOLE_INDEX = ("mov", "avi")
# Raw streams without a header: FFmpeg guesses a length from the first frames.
WITHOUT_LENGTH = ("aac", "amr")
# Formats that know no other than a constant rate.
CONSTANT = ("mxf", "dv", "mpegvideo")
# Matroska's ProjectionPoseRoll, a float of four or eight bytes: the picture is turned.
ROLL = (b"\x76\x75\x84", b"\x76\x75\x88")
OPTIONS = {"protocol_whitelist": "file"}
# FFmpeg looks for AC-3 or DTS in plain samples; what there is shows in the first bytes, and all of them take long.
SAMPLED = frozenset(("wav", "w64"))
SAMPLED_BYTES = "32768"
# Bytes that are no UTF-8 stay, as charsets.py wants them.
KEEP_BYTES = "surrogateescape"
TAGS = {
    "title": ("title",), "artist": ("artist",), "album": ("album",), "copyright": ("copyright",),
    "creator": ("composer", "author", "originator"), "description": ("description", "comment"),
    "software": ("encoder",),
}  # fmt: skip
# FFmpeg makes these up while it demuxes, or they say again what a property says.
NOT_EMBEDDED = frozenset(("timecode", "major_brand", "minor_version", "compatible_brands"))
OF_VIDEO = (
    "width", "height", "pixel_aspect_ratio", "bit_depth", "sample_format", "chroma_subsampling", "has_alpha",
    "color_primaries", "color_transfer", "color_matrix", "color_range", "frame_rate", "frame_rate_mode",
    "frame_count", "video_codec", "video_profile", "video_level", "scan_type", "rotation_deg",
    "hdr_format", "mastering_display", "max_cll_nits", "max_fall_nits",
)  # fmt: skip
OF_AUDIO = ("audio_codec", "audio_profile", "sample_rate_hz", "channels", "channel_layout", "audio_bit_depth")


def version() -> str | None:
    """Version of PyAV; FFmpeg comes inside it."""
    return str(av.__version__)


def probe(path: str, level: ProbeLevel, row: Format) -> dict[str, Any]:
    """Facts in our names and units. Raises ProbeError."""
    if not row.demuxer:
        raise ProbeError(f"no demuxer for {row.name}", path=path, tool=NAME, next_step="report this as a fault")
    av.logging.set_level(None)
    with safe_name(path, NAME) as name:
        try:
            if row.demuxer == "mov":
                refuse_overstated(name, NAME)
            with av.open(
                f"file:{name}", format=row.demuxer, options=_options(row), metadata_errors=KEEP_BYTES
            ) as container:
                return _facts(container, level, row)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            reason = plain_text(getattr(error, "strerror", None) or error) or "FFmpeg cannot read it"
            raise ProbeError(reason, path=path, tool=NAME, next_step="check whether the file is complete") from None


def _options(row: Format) -> dict[str, str]:
    return OPTIONS | ({"probesize": SAMPLED_BYTES} if row.demuxer in SAMPLED else {})


def _facts(container: av.container.InputContainer, level: ProbeLevel, row: Format) -> dict[str, Any]:
    streams = [stream_facts(stream, row) for stream in container.streams]
    _deepen(container, streams, level, row)
    video = next((stream for stream in streams if stream["type"] == "video" and not _is_cover(stream)), {})
    audio = next((stream for stream in streams if stream["type"] == "audio"), {})
    facts = {name: video.get(name) for name in OF_VIDEO} | {name: audio.get(name) for name in OF_AUDIO}
    tags = _tags(container, row)
    lowered = _lowered(tags)
    facts |= {name: _tag(lowered, keys) for name, keys in TAGS.items()}
    anywhere = [_lowered(each.metadata) for each in (container, *container.streams)]
    if row.demuxer == "wav":
        facts |= _broadcast(tags)
    if row.name in WITHOUT_LENGTH:
        facts["duration_s"] = counted_duration(container, container.streams[audio["index"]]) if audio else None
    else:
        facts["duration_s"] = _duration(container, video or audio)
        facts["bit_rate_bps"] = positive(container.bit_rate)
    # A timecode track of QuickTime is there on purpose; elsewhere zeros fill an unused field.
    facts["timecode"] = timecode(_first_tag(anywhere, "timecode"), zero_counts=row.demuxer == "mov")
    facts["reel_name"] = _first_tag(anywhere, "reel_name")
    facts["umid"] = umid_key(_first_tag(anywhere, "umid", "material_package_umid") or "")
    source = umid_key(_first_tag(anywhere, "file_package_umid") or "")
    facts |= {"source_umid": source, "uuid": uuid_in_umid(source) if source else None}
    facts["streams"] = streams
    facts["embedded"] = present({_namespace(row): _embedded(tags)})
    return present(facts)


def _is_cover(stream: dict[str, Any]) -> bool:
    return "attached_pic" in stream.get("disposition", ())


def _deepen(
    container: av.container.InputContainer, streams: list[dict[str, Any]], level: ProbeLevel, row: Format
) -> None:
    """Add the timing of the main picture, and what its first frame tells where that is asked or cannot be had else."""
    video = next((stream for stream in container.streams.video if not _is_cover(streams[stream.index])), None)
    if video is None:
        return
    facts = streams[video.index]
    full = level is ProbeLevel.FULL
    mode = index_mode(video) if row.demuxer in WHOLE_INDEX else "constant" if row.demuxer in CONSTANT else None
    mode = mode or packet_mode(container, video, sample=not full)
    if full or _hides_light(facts, row) or _may_be_turned(container, row):
        facts |= first_frame_facts(container, video)
    if mode:
        facts["frame_rate_mode"] = mode


def _hides_light(facts: dict[str, Any], row: Format) -> bool:
    """Whether only a frame can tell how bright an HDR picture is: no other probe reads it from the header."""
    if facts.get("color_transfer") not in {PQ, HLG}:
        return False
    return "mediainfo" not in row.probes or facts.get("video_codec") == "av1"


def _may_be_turned(container: av.container.InputContainer, row: Format) -> bool:
    """Whether a Matroska head says that the picture is turned, which FFmpeg hands on with its frames only."""
    if row.demuxer != "matroska":
        return False
    with open(container.name.removeprefix("file:"), "rb") as stream:  # noqa: PTH123 - the name may be a descriptor's
        head = stream.read(HEAD_BYTES)
    return any(element in head for element in ROLL)


def _tags(container: av.container.InputContainer, row: Format) -> dict[str, str]:
    """Tags of the file; in Ogg those of its first stream, which stand for it."""
    if row.demuxer != "ogg" or not container.streams:
        return container.metadata
    return {**container.streams[0].metadata, **container.metadata}


def _broadcast(tags: dict[str, str]) -> dict[str, Any]:
    """What the bext chunk of a broadcast wave says under names that mean something else in other files."""
    time = local_time(f"{_digits(tags.get('date'))} {_digits(tags.get('creation_time'))}")
    created = {"created_local": time[0], "created_source": "bext:OriginationDate"} if time else {}
    return {"creator": plain_text(tags.get("encoded_by")), **created}


def _digits(said: str | None) -> str:
    """A date or time with its parts set apart by colons, whatever sign the writer chose."""
    return ":".join(re.findall(r"\d+", said or ""))


def _duration(container: av.container.InputContainer, main: dict[str, Any]) -> float | None:
    ticks = container.duration
    return round(ticks / av.time_base, 6) if ticks and ticks > 0 else main.get("duration_s") or counted_frames(main)


def _lowered(metadata: dict[str, str]) -> dict[str, str]:
    return {key.lower(): value for key, value in metadata.items()}


def _first_tag(places: list[dict[str, str]], *keys: str) -> str | None:
    """The first tag of such a name; the file's own come before those of its streams."""
    return next((said for place in places if (said := _tag(place, keys))), None)


def _tag(lowered: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((said for key in keys if (said := plain_text(lowered.get(key)))), None)


def _namespace(row: Format) -> str:
    if row.name in {"mp3", "aac"}:
        return "id3"
    return "quicktime" if row.demuxer == "mov" else row.name


def _embedded(metadata: dict[str, str]) -> dict[str, str]:
    said = {plain_text(key): plain_text(value) for key, value in metadata.items() if key not in NOT_EMBEDDED}
    return {key: value for key, value in said.items() if key and value}
