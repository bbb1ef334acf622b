"""What relates assets and is none itself: versions of one work, lost media, names that are looked for."""

from __future__ import annotations

from neomodel import ArrayProperty, IntegerProperty, StringProperty, StructuredNode

from assetgraph.model.nodes.fields import key


class MissingMedia(StructuredNode):
    """Something that documents refer to and that is not known to be there; one node for all its mentions."""

    uid = key("hash of the normalised reference")
    reference = StringProperty(index=True, help_text="the reference, normalised; its middle is left out of a long one")
    caption = StringProperty(help_text="its base name, for Neo4j Browser")
    stem_key = StringProperty(index=True, help_text="its base name up to the first dot, as that of assets")


class AwaitedName(StructuredNode):
    """A name that files may come under: documents that await it are looked at again when one comes, changes or goes."""

    uid = key("hash of the name")
    name = StringProperty(index=True, help_text="stem or reel of files, or volume:/path of a folder nobody scanned")


class VersionChain(StructuredNode):
    """Versions of one thing: files whose paths differ in nothing but the version."""

    uid = key("hash of volume and template")
    template = StringProperty(index=True, help_text="path from the volume's root with {version} in the token's place")
    caption = StringProperty(help_text="short name for Neo4j Browser")
    volume_uid = StringProperty(index=True, help_text="volume")
    latest = StringProperty(help_text="token of the newest version")
    count = IntegerProperty(help_text="versions that are there")
    holes = ArrayProperty(IntegerProperty(), help_text="numbers between the first and the latest that are not there")
