"""Which tool is believed first, for each property and family of formats; data only.

A tool that is not named for a property is known to be wrong about it there: its word is neither taken nor
counted as a conflict. Measured on files with independently known values.
"""

from __future__ import annotations

import functools

Order = tuple[str, ...]

# These two say the same; never both of one file.
TAGS: Order = ("exiftool", "embedded")
DEFAULT: Order = ("pyav", "mediainfo", "openimageio", *TAGS)
METADATA: Order = (*TAGS, "openimageio", "pyav", "mediainfo")

_METADATA_PROPERTIES = (
    "camera_make", "camera_model", "camera_serial", "lens_model", "iso", "f_number", "exposure_time_s",
    "focal_length_mm", "gps_latitude_deg", "gps_longitude_deg", "gps_altitude_m", "created_local",
    "created_utc_offset", "created_source", "icc_profile", "title", "artist", "album", "creator", "copyright",
    "description", "keywords", "rating", "software",
)  # fmt: skip

ANY: dict[str, Order] = dict.fromkeys(_METADATA_PROPERTIES, METADATA) | {
    # ExifTool estimates lengths and words rates in its own way.
    "duration_s": ("pyav", "mediainfo"),
    "frame_rate": ("pyav", "mediainfo", "openimageio"),
    "bit_rate_bps": ("pyav",),
    "timecode": ("pyav", "mediainfo", "openimageio"),
    "hdr_format": ("mediainfo", "pyav"),
    "mastering_display": ("mediainfo", "pyav"),
    "dolby_vision_profile": ("mediainfo",),
}

FAMILIES: dict[str, dict[str, Order]] = {
    "video": {
        # ExifTool gives coded sizes for MXF, the shown width for other aspects, and depth 24 for nearly all.
        "width": ("pyav", "mediainfo"),
        "height": ("pyav", "mediainfo"),
        "bit_depth": ("pyav", "mediainfo"),
        "rotation_deg": ("mediainfo", *TAGS, "pyav"),
        "frame_rate_mode": ("pyav", "mediainfo"),
        "scan_type": ("mediainfo", "pyav"),
    },
    "audio": {
        "channels": ("pyav", "mediainfo"),
        # Sound has no frames: those of its timecode are told by its tags.
        "frame_rate": TAGS,
        "timecode": ("pyav", *TAGS),
    },
    "still": {
        "width": ("openimageio", "exiftool"),
        "height": ("openimageio", "exiftool"),
        # A palette shows as 8 bits a channel in OpenImageIO.
        "bit_depth": (*TAGS, "openimageio"),
    },
    "frame": {
        # The others give the display window.
        "width": ("openimageio", "exiftool"),
        "height": ("openimageio", "exiftool"),
        "bit_depth": ("openimageio",),
    },
    "raw": dict.fromkeys(("width", "height", "bit_depth"), ("exiftool",)),
    # MediaInfo tells of a tile or a thumbnail.
    "heif": dict.fromkeys(("width", "height"), ("exiftool",))
    | {"bit_depth": ("exiftool", "mediainfo"), "chroma_subsampling": ("exiftool", "mediainfo")},
}

# Beyond the family: a hint that is wrong for these formats.
FORMATS: dict[str, dict[str, Order]] = {
    "mxf": {"frame_rate_mode": ("pyav",), "rotation_deg": ("mediainfo",)},
    "mpegts": {"frame_rate_mode": ("pyav",)},
    "avif": dict.fromkeys(("width", "height"), ("exiftool", "mediainfo")),
    # FFmpeg leaves out the frames that wait to be shown.
    "mpeg": {"duration_s": ("mediainfo",)},
    # A raw stream has no clock: FFmpeg takes 25.
    "mpegvideo": {"frame_rate": ("mediainfo", "pyav")},
    # FFmpeg counts the time before the first sample.
    "wma": {"duration_s": ("mediainfo", "pyav")},
    # Without a profile in the file libjxl makes one up.
    "jpegxl": {"icc_profile": ("exiftool",)},
    "flv": {"channels": ("pyav",)},
}


@functools.cache
def order_for(name: str, format_name: str, family: str) -> Order:
    """Tools to believe about a property, best first; the narrowest row wins."""
    for table in (FORMATS.get(format_name, {}), FAMILIES.get(family, {}), ANY):
        if name in table:
            return table[name]
    return DEFAULT
