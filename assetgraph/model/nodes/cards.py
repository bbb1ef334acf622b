"""Camera cards and their clips: files that were recorded together, and stay or go together."""

from __future__ import annotations

from neomodel import ArrayProperty, RelationshipTo, StringProperty, StructuredNode

from assetgraph.model import relationships as rel
from assetgraph.model.nodes.fields import key


class CameraCard(StructuredNode):
    """What was copied off a camera's card or disc, in the folders that the camera made."""

    uid = key("hash of volume and root")
    caption = StringProperty(help_text="short text for Neo4j Browser")
    kind = StringProperty(help_text="P2, XAVC, XDCAM, AVCHD, RED, CANON_XF")
    volume_uid = StringProperty(index=True, help_text="volume")
    root = StringProperty(help_text="folder that holds the camera's own folders, from the volume's root")


class CameraClip(StructuredNode):
    """One recording on a card, in as many files as the camera made of it."""

    uid = key("hash of the card and the clip's name")
    name = StringProperty(index=True, help_text="name that the camera gave it")
    missing = ArrayProperty(StringProperty(), help_text="parts that are not there: VIDEO, METADATA, span 2")

    on_card = RelationshipTo("CameraCard", "ON_CARD", model=rel.OnCard)
