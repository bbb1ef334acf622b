"""How each label and relationship type looks in Neo4j Browser: one line each.

A new label, or a new type that is no dependency, gets a line here; the tests name those that have none. Families
are few, because their colours are to stay apart for colour-blind eyes too (tests/unit/browser/test_style.py measures
that); what lies within a family is told apart by caption and size.
Not here: the format that Browser reads (style.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assetgraph.model.relationships import Strength

DARK = "#1B1F24"
LIGHT = "#FFFFFF"
GREY = "#6B7280"
"""Readable on Browser's light ground and on its dark one."""


class Family(Enum):
    """What a colour stands for."""

    STORAGE = "#5B4636"
    FOLDER = "#E3D5C3"
    VIDEO = "#0072B2"
    SEQUENCE = "#56B4E9"
    IMAGE = "#12A97E"
    AUDIO = "#ECA3CF"
    DOCUMENT = "#F5E63D"
    COMPANION = "#E69F00"
    OTHER = "#929AA2"
    PART = "#D3E0F5"
    PROJECT = "#84E296"
    GROUP = "#8E3BE0"
    PROMISE = "#3A2A9E"
    PROBLEM = "#C7400A"
    HISTORY = "#23272E"


@dataclass(frozen=True, slots=True)
class NodeLook:
    """Colour, caption and size of a label; `{name}` in a caption stands for that property.

    Browser breaks a caption at spaces only, and cuts a word that is wider than the circle.
    """

    family: Family
    caption: str
    diameter_px: int = 60


@dataclass(frozen=True, slots=True)
class LineLook:
    """Colour and width of a relationship type."""

    colour: str
    width_px: int


PLAIN_NODE = NodeLook(Family.OTHER, "<id>")
PLAIN_LINE = LineLook(GREY, 1)
"""What has no look yet."""

ASSET_CAPTION = "{name_tokens}"
ASSET_PX = 90

NODES = {
    "StorageVolume": NodeLook(Family.STORAGE, "{name}", 90),
    "MountPoint": NodeLook(Family.STORAGE, "{host} {path}", 70),
    "Folder": NodeLook(Family.FOLDER, "{name}", 70),
    "Asset": NodeLook(Family.OTHER, ASSET_CAPTION, ASSET_PX),
    "Video": NodeLook(Family.VIDEO, ASSET_CAPTION, ASSET_PX),
    "Image": NodeLook(Family.IMAGE, ASSET_CAPTION, ASSET_PX),
    "ImageSequence": NodeLook(Family.SEQUENCE, ASSET_CAPTION, ASSET_PX),
    "Audio": NodeLook(Family.AUDIO, ASSET_CAPTION, ASSET_PX),
    "Document": NodeLook(Family.DOCUMENT, ASSET_CAPTION, ASSET_PX),
    "Sidecar": NodeLook(Family.COMPANION, ASSET_CAPTION, ASSET_PX),
    "PackageFile": NodeLook(Family.COMPANION, ASSET_CAPTION, ASSET_PX),
    "Other": NodeLook(Family.OTHER, ASSET_CAPTION, ASSET_PX),
    "Stream": NodeLook(Family.PART, "{type} {codec} {language}"),
    "VideoStream": NodeLook(Family.PART, "{type} {codec}"),
    "AudioStream": NodeLook(Family.PART, "{type} {codec} {language}"),
    "SubtitleStream": NodeLook(Family.PART, "{type} {language}"),
    "DataStream": NodeLook(Family.PART, "{type} {codec}"),
    "EmbeddedMetadata": NodeLook(Family.PART, "{namespace}"),
    "Package": NodeLook(Family.GROUP, "{caption}", 90),
    "PackageAsset": NodeLook(Family.PART, "{caption}"),
    "Composition": NodeLook(Family.DOCUMENT, "{caption}", 70),
    "Project": NodeLook(Family.PROJECT, "{code}", 90),
    "Sequence": NodeLook(Family.PROJECT, "{code}", 70),
    "Shot": NodeLook(Family.PROJECT, "{code}", 70),
    "VersionChain": NodeLook(Family.GROUP, "{caption}", 90),
    "CameraCard": NodeLook(Family.STORAGE, "{caption}", 90),
    "CameraClip": NodeLook(Family.GROUP, "{name}", 70),
    "Need": NodeLook(Family.PROMISE, "{caption}", 70),
    "Delivery": NodeLook(Family.PROMISE, "{code} {date}", 90),
    "Hold": NodeLook(Family.PROMISE, "{caption}", 70),
    "Retention": NodeLook(Family.PROMISE, "{caption}", 70),
    "MissingMedia": NodeLook(Family.PROBLEM, "missing {caption}", 90),
    "AwaitedName": NodeLook(Family.OTHER, "{name}"),
    "MetadataConflict": NodeLook(Family.PROBLEM, "{property}", 70),
    "IngestProblem": NodeLook(Family.PROBLEM, "{reason}", 90),
    "ScanRun": NodeLook(Family.HISTORY, "{state} {assets} assets", 70),
    "FileEvent": NodeLook(Family.HISTORY, "{event}", 70),
    "Declaration": NodeLook(Family.PROMISE, "{uid}"),
    "SchemaVersion": NodeLook(Family.HISTORY, "schema {version}"),
}

PLACE = LineLook("#A89B88", 1)
PARTS = LineLook("#8FA3C4", 1)
PROJECT = LineLook("#4DA861", 1)
VERSIONS = LineLook(Family.GROUP.value, 2)
TROUBLE = LineLook(Family.PROBLEM.value, 3)
TIME = LineLook(Family.HISTORY.value, 1)

DEPENDENCIES = {
    Strength.HARD: LineLook(DARK, 5),
    Strength.SOFT: LineLook("#8A929B", 2),
    Strength.GENERATIVE: LineLook(Family.VIDEO.value, 3),
    Strength.PIN: LineLook(Family.PROMISE.value, 5),
}
"""The stronger a dependency, the wider its line."""

LINES = {
    "IN_FOLDER": PLACE,
    "CHILD_OF": PLACE,
    "ON_VOLUME": LineLook(PLACE.colour, 3),
    "ON_CARD": LineLook(PLACE.colour, 3),
    "PART_OF": PARTS,
    "MOUNTS": LineLook(PLACE.colour, 3),
    "STREAM_OF": PARTS,
    "EMBEDDED_IN": PARTS,
    "AWAITS": PLAIN_LINE,
    "MEMBER_OF": PARTS,
    "LISTS_HASH": PARTS,
    "BELONGS_TO": PROJECT,
    "REQUIRES": PROJECT,
    "VERSION_OF": VERSIONS,
    "PREVIOUS_VERSION": VERSIONS,
    "CONFLICT_IN": TROUBLE,
    "PROBLEM_WITH": TROUBLE,
    "OBSERVED": TIME,
    "IN_RUN": TIME,
    "SCANNED": TIME,
}
"""Types that are no dependency."""
