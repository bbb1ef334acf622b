"""IMF and DCP packages: what is delivered as one, of which parts, and what its playlists play."""

from __future__ import annotations

from neomodel import ArrayProperty, BooleanProperty, IntegerProperty, RelationshipTo, StringProperty, StructuredNode

from assetgraph.model import relationships as rel
from assetgraph.model.nodes.fields import key


class Package(StructuredNode):
    """An IMF or DCP package: a folder with an ASSETMAP. Copies of it, whole or broken, are packages of their own."""

    uid = key("hash of its asset map's key")
    asset_uid = StringProperty(help_text="its asset map", owner_key=True)
    uuid = StringProperty(index=True, help_text="UUID of its first packing list, which all its copies share")
    caption = StringProperty(help_text="its folder's name, for Neo4j Browser")
    volume_uid = StringProperty(index=True, help_text="volume")
    rel_path = StringProperty(help_text="its folder, from the volume's root")
    part = IntegerProperty(help_text="which part of a package on several media it is, where it tells that")
    unmapped = ArrayProperty(StringProperty(), help_text="UUIDs that a packing list has and no map")
    notes = ArrayProperty(StringProperty(), help_text="where its documents contradict each other, or cannot be read")
    relate_pending = BooleanProperty(
        index=True, help_text="what it plays of other packages is to be looked for anew", stamp=True
    )

    located_at = RelationshipTo("Asset", "LOCATED_AT", model=rel.LocatedAt)
    supplements = RelationshipTo("Package", "SUPPLEMENTS", model=rel.Supplements)


class PackageAsset(StructuredNode):
    """An asset of a package by its UUID; one that is no member is only played, and is another package's."""

    uid = key("hash of package and UUID")
    asset_uid = StringProperty(help_text="the package's asset map", owner_key=True)
    uuid = StringProperty(index=True, help_text="UUID, which several packages may have")
    caption = StringProperty(help_text="its file's name, else its UUID, for Neo4j Browser")
    type = StringProperty(help_text="type that the packing list tells, mostly a MIME type")

    member_of = RelationshipTo("Package", "MEMBER_OF", model=rel.MemberOf)
    located_at = RelationshipTo("Asset", "LOCATED_AT", model=rel.LocatedAt)


class Composition(StructuredNode):
    """A playlist (CPL) of a package: what of which assets is played in which order."""

    uid = key("hash of package and path")
    asset_uid = StringProperty(help_text="the package's asset map", owner_key=True)
    uuid = StringProperty(index=True, help_text="UUID that it gives itself")
    path = StringProperty(help_text="its file, from the package's folder")
    title = StringProperty(help_text="title")
    caption = StringProperty(help_text="short title for Neo4j Browser")
    content_kind = StringProperty(help_text="feature, trailer, advertisement ..., in its own words")
    edit_rate = StringProperty(help_text="ticks a second, a rational", unit="1/s")
    start_timecode = StringProperty(help_text="timecode of its first tick")

    member_of = RelationshipTo("Package", "MEMBER_OF", model=rel.MemberOf)
    located_at = RelationshipTo("Asset", "LOCATED_AT", model=rel.LocatedAt)
    plays = RelationshipTo("PackageAsset", "PLAYS", model=rel.Plays)
