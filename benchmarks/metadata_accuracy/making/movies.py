"""Writes a movie as a table asks for it; what the tables of containers and of codecs have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from benchmarks.metadata_accuracy.making import boxes
from benchmarks.metadata_accuracy.making.encoding import Picture, Sound, Tags, encode
from benchmarks.metadata_accuracy.making.photos import Tagging
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample, Truth

FILM, NTSC, PAL, DOUBLE = Fraction(24000, 1001), Fraction(30000, 1001), Fraction(25), Fraction(60000, 1001)
NTSC_WIDE, PAL_WIDE = Fraction(32, 27), Fraction(64, 45)
UNEVEN = (0, 40, 80, 180, 220, 320, 360, 400, 500, 540, 640, 700, 740, 780, 880, 920, 960)
# These count channels and do not say which is where.
UNORDERED = frozenset((".avi", ".wmv", ".mxf"))
# A colour range that only the standard of the codec fixes is neither asked of a reader nor held against it.
RANGE = frozenset(("color_range",))
COLORS = RANGE | {"color_primaries", "color_transfer", "color_matrix"}
ZONE = frozenset(("created_utc_offset",))
STATIC = (
    "hdr10=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    ":max-cll=1000,400:repeat-headers=1"
)
LIGHT: Truth = {"mastering_display": (1000.0, 0.0001), "max_cll_nits": 1000, "max_fall_nits": 400}
HDR10: Truth = {"hdr_format": ["HDR10"], **LIGHT}
HDR10_PLUS: Truth = {"hdr_format": ["HDR10", "HDR10+"], **LIGHT}
WORDS = {"title": "Überfahrt – 渡し船", "artist": "Zoë Ångström"}
SAID: Truth = {"title": WORDS["title"], "artist": WORDS["artist"]}


@dataclass(frozen=True)
class Case:
    """One file: what is asked of the encoder, and what else is true of it."""

    name: str
    picture: Picture
    sound: Sound | None = None
    container: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    tags: Tags = field(default_factory=Tags)
    truth: Truth = field(default_factory=dict)
    open: frozenset[str] = field(default_factory=frozenset)
    boxes: tuple[bytes, ...] = ()
    camera: Tagging | None = None


def write_movies(shop: Workshop, format_name: str, cases: tuple[Case, ...]) -> Iterator[Sample]:
    """All files of one format of the table."""
    for case in cases:
        path = shop.place(format_name, case.name)
        truth = encode(
            path, case.picture, case.sound, container=case.container, options=case.options, tags=case.tags
        )  # fmt: skip
        if case.boxes:
            boxes.add_to_picture(path, case.boxes)
        if case.camera:
            truth |= case.camera.write(shop, path)
        may_say = case.open
        if case.picture.times:
            # A mean is told, or what was asked of the encoder; neither is the rate of anything.
            may_say |= {"frame_rate"}
        if path.suffix in UNORDERED:
            truth.pop("channel_layout", None)
            may_say |= {"channel_layout"}
        yield Sample(format_name, path, truth | case.truth, may_say)
