"""What is inside of an asset: its streams, its embedded metadata, and where tools disagree."""

from __future__ import annotations

from typing import ClassVar

from neomodel import ArrayProperty, IntegerProperty, JSONProperty, RelationshipTo, StringProperty, StructuredNode

from assetgraph.model import relationships as rel
from assetgraph.model.nodes.fields import key
from assetgraph.model.nodes.properties import Motion, Picture, Sound


class Stream(StructuredNode, Picture, Motion, Sound):
    """One track of a file."""

    # Streams are found by way of their asset, which carries the same values: an index would be paid twice.
    __unindexed__: ClassVar[tuple[type, ...]] = (Picture, Motion, Sound)

    uid = key("hash of asset and index")
    asset_uid = StringProperty(help_text="asset", owner_key=True)
    index = IntegerProperty(help_text="position in the file, from 0")
    type = StringProperty(help_text="video, audio, subtitle or data")
    codec = StringProperty(index=True, help_text="codec, by FFmpeg's short name")
    language = StringProperty(index=True, help_text="BCP 47 tag")
    title = StringProperty(help_text="title")
    disposition = ArrayProperty(StringProperty(), help_text="default, forced, attached_pic ...")

    stream_of = RelationshipTo("Asset", "STREAM_OF", model=rel.StreamOf)


class VideoStream(Stream):
    """A track of pictures."""


class AudioStream(Stream):
    """A track of sound."""


class SubtitleStream(Stream):
    """A track of text."""


class DataStream(Stream):
    """A track of anything else: timecode, motion data."""


class EmbeddedMetadata(StructuredNode):
    """A group of metadata as the file's writer put it, in its own words."""

    __fulltext__: ClassVar[dict[str, tuple[str, ...]]] = {"embedded_text": ("text", "asset_uid")}

    uid = key("hash of asset and namespace")
    asset_uid = StringProperty(help_text="asset", owner_key=True)
    namespace = StringProperty(index=True, help_text="exif, xmp, iptc, id3, ixml, quicktime, exr ...")
    text = StringProperty(help_text='lines "key: value"')
    json = JSONProperty(help_text="the same as a JSON object")

    embedded_in = RelationshipTo("Asset", "EMBEDDED_IN", model=rel.EmbeddedIn)


class MetadataConflict(StructuredNode):
    """A property over which tools disagree: who said what."""

    uid = key("hash of asset and property")
    asset_uid = StringProperty(help_text="asset", owner_key=True)
    property = StringProperty(index=True, help_text="name of the property")
    tools = ArrayProperty(StringProperty(), help_text="tools, in the order of `values`")
    values = ArrayProperty(StringProperty(), help_text="what each tool said, as JSON")
    chosen = StringProperty(help_text="the value that was taken, as JSON")

    conflict_in = RelationshipTo("Asset", "CONFLICT_IN", model=rel.ConflictIn)
