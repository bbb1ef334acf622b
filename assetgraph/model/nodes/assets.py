"""Files, and image sequences as one."""

from __future__ import annotations

from typing import ClassVar

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    IntegerProperty,
    JSONProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
)

from assetgraph.model import relationships as rel
from assetgraph.model.nodes.fields import BytesProperty, key
from assetgraph.model.nodes.properties import Camera, Description, FrameFile, Motion, Picture, Sound


class Asset(StructuredNode, Picture, Motion, Sound, FrameFile, Camera, Description):
    """A file, or an image sequence: what it is, where it was last seen, and what was read from it."""

    __fulltext__: ClassVar[dict[str, tuple[str, ...]]] = {
        "asset_text": (
            "name",
            "name_tokens",
            "title",
            "description",
            "keywords",
            "artist",
            "creator",
            "camera_make",
            "camera_model",
            "lens_model",
            "uid",
        )
    }

    uid = key("hash of volume, raw relative path at first sight and generation")
    location_key = StringProperty(unique_index=True, help_text="hash of folder and raw name; absent while VANISHED")
    last_location_key = StringProperty(index=True, help_text="the same while VANISHED, to know it again")
    generation = IntegerProperty(help_text="how many assets were first seen at the same place before")
    kind = StringProperty(index=True, help_text="video, image, audio, sequence, document, sidecar, package, other")
    format = StringProperty(index=True, help_text="name in the table of formats")
    magic_type = StringProperty(help_text="MIME type told by the first bytes")
    name = StringProperty(index=True, help_text="file name, or the pattern of a sequence")
    raw_name = BytesProperty(help_text="the name's bytes, where they are not UTF-8")
    name_tokens = StringProperty(help_text="the words of the name, for full-text search")
    stem_key = StringProperty(
        index=True, help_text="the name up to its first dot, in lower case and composed form: how references find it"
    )
    rel_path = StringProperty(help_text="path from the volume's root")
    caption = StringProperty(help_text="short name for Neo4j Browser")
    volume_uid = StringProperty(index=True, help_text="volume")
    status = StringProperty(index=True, help_text="PRESENT, VANISHED or POINTER (a stand-in for the file)")
    outcome = StringProperty(
        index=True, help_text="done, failed (recognised but unreadable) or skipped (not recognised)"
    )
    size_bytes = IntegerProperty(index=True, help_text="size; the sum over a sequence", unit="byte")
    mtime_ns = IntegerProperty(
        index=True, help_text="modification time since 1970; the latest of a sequence", unit="ns"
    )
    ctime_ns = IntegerProperty(help_text="change time since 1970", unit="ns", stamp=True)
    inode = IntegerProperty(index=True, help_text="inode; that of a sequence's first frame")
    link_count = IntegerProperty(help_text="hard links to the file, where more than one")
    quick_hash = StringProperty(index=True, help_text="XXH3-128 of the size, the first and the last 64 KiB")
    content_hash = StringProperty(index=True, help_text="BLAKE3 of the whole content")
    content_rev = IntegerProperty(help_text="how often the content was seen to change")
    umid = StringProperty(index=True, help_text="SMPTE UMID of the material it plays, 64 hexadecimal digits")
    source_umid = StringProperty(index=True, help_text="SMPTE UMID of the file package, by which the essence is known")
    uuid = StringProperty(index=True, help_text="UUID of the essence, 32 hexadecimal digits: how DCP and IMF name it")
    probe_level = StringProperty(help_text="how far it was opened: none, header, full")
    tools = StringProperty(help_text="versions of the tools that read it", stamp=True)
    first_seen = DateTimeNeo4jFormatProperty(index=True, help_text="when it was first seen", stamp=True)
    sources = ArrayProperty(StringProperty(), help_text='which tool each value is from, as "property=tool"')
    attributes = JSONProperty(help_text="further attributes of the file, in the words of its writer")
    derive_pending = BooleanProperty(index=True, help_text="what it was made from is to be told anew", stamp=True)

    in_folder = RelationshipTo("Folder", "IN_FOLDER", model=rel.InFolder)
    references = RelationshipTo("Asset", "REFERENCES", model=rel.References)
    awaits = RelationshipTo("AwaitedName", "AWAITS", model=rel.Awaits)
    references_missing = RelationshipTo("MissingMedia", "REFERENCES", model=rel.References)
    derived_from = RelationshipTo("Asset", "DERIVED_FROM", model=rel.DerivedFrom)
    proxy_of = RelationshipTo("Asset", "PROXY_OF", model=rel.ProxyOf)
    generated_by = RelationshipTo("Asset", "GENERATED_BY", model=rel.GeneratedBy)
    lists_hash = RelationshipTo("Asset", "LISTS_HASH", model=rel.ListsHash)
    sidecar_of = RelationshipTo("Asset", "SIDECAR_OF", model=rel.SidecarOf)
    part_of = RelationshipTo("CameraClip", "PART_OF", model=rel.PartOf)
    version_of = RelationshipTo("VersionChain", "VERSION_OF", model=rel.VersionOf)
    previous_version = RelationshipTo("Asset", "PREVIOUS_VERSION", model=rel.PreviousVersion)


class Video(Asset):
    """A file with moving pictures."""


class Image(Asset):
    """A still picture, or a lone frame."""


class ImageSequence(Asset):
    """Two or more numbered frames that are one picture in motion; the frames are no nodes."""

    first = IntegerProperty(help_text="first frame number")
    last = IntegerProperty(help_text="last frame number")
    step = IntegerProperty(help_text="distance of frame numbers")
    missing = ArrayProperty(StringProperty(), help_text='frames that are not there, as "12-14"')
    missing_count = IntegerProperty(
        index=True, help_text="how many frames are not there; none of texture tiles (UDIM) and photographs"
    )
    frames_digest = StringProperty(help_text="hash of all frames' names, sizes and times")


class Audio(Asset):
    """A file with sound and no moving picture."""


class Document(Asset):
    """A timeline, scene, comp or text: something that may refer to other files."""

    parse_status = StringProperty(
        index=True, help_text="how far its references are known: FULL, PARTIAL, OPAQUE (no reader), FAILED"
    )
    reference_count = IntegerProperty(help_text="references found in it")
    start_timecodes = ArrayProperty(
        StringProperty(), help_text="timecode of record tick 0 of each of its timelines; empty where it is not told"
    )
    rate_uncertain = BooleanProperty(help_text="its edit rate was found by trying, not told")
    notes = ArrayProperty(StringProperty(), help_text="what was left out or guessed when it was read")
    relate_pending = BooleanProperty(index=True, help_text="what it refers to is to be looked for anew", stamp=True)


class Sidecar(Asset):
    """A file that describes the file beside it."""

    relate_pending = BooleanProperty(index=True, help_text="a hash list that is to be read anew", stamp=True)


class PackageFile(Asset):
    """A file of an IMF or DCP package that describes the package."""


class Other(Asset):
    """A file of no known format."""
