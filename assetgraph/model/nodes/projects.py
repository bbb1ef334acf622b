"""Projects with their parts, and what is required of them."""

from __future__ import annotations

from neomodel import ArrayProperty, FloatProperty, IntegerProperty, RelationshipTo, StringProperty, StructuredNode

from assetgraph.model import relationships as rel
from assetgraph.model.nodes.fields import key


class Project(StructuredNode):
    """A production."""

    uid = key("hash of the code; of volume and folder, where only folders tell")
    code = StringProperty(index=True, help_text="code of the project")
    kind = StringProperty(help_text="feature, series, commercial, documentary ...; as declared, else as folders tell")
    kind_confidence = FloatProperty(help_text="how surely folders tell the kind; absent where it is declared")
    kind_evidence = StringProperty(help_text="by what they tell it")
    state = StringProperty(help_text="active, dormant, closed ...; as declared")
    method = StringProperty(help_text="how it is known: DECLARED or STRUCTURE")
    volume_uid = StringProperty(help_text="volume of its folder, where only folders tell")
    root = StringProperty(help_text="that folder, from the volume's root")
    layout = StringProperty(help_text="by what folders tell: SHOTS, CODES, WORDS, DAYS, ROLLS, ALIKE or FLAT")
    confidence = FloatProperty(help_text="how surely folders tell of it")
    evidence = StringProperty(help_text="what they hold that tells of it")


class Sequence(StructuredNode):
    """A sequence of a project, or a scene."""

    uid = key("hash of project and code")
    code = StringProperty(index=True, help_text="code of the sequence")

    belongs_to = RelationshipTo("Project", "BELONGS_TO", model=rel.BelongsTo)


class Shot(StructuredNode):
    """A shot of a project."""

    uid = key("hash of project, sequence and code")
    code = StringProperty(index=True, help_text="code of the shot")

    belongs_to_sequence = RelationshipTo("Sequence", "BELONGS_TO", model=rel.BelongsTo)
    belongs_to_project = RelationshipTo("Project", "BELONGS_TO", model=rel.BelongsTo)


_SAID_BY = "who says so: DECLARED (policies.yaml) or USER"


class Need(StructuredNode):
    """What a project requires of its media, as declared."""

    uid = key("hash of the project's code")
    project = StringProperty(help_text="that code, in lower case")
    caption = StringProperty(help_text="short text for Neo4j Browser")
    copies = IntegerProperty(help_text="copies there must be")
    on_volumes = IntegerProperty(help_text="volumes they must be on")
    least_height = IntegerProperty(help_text="least height of a picture", unit="pixel")
    codecs = ArrayProperty(StringProperty(), help_text="codecs that are allowed")
    method = StringProperty(help_text=_SAID_BY)

    requires = RelationshipTo("Project", "REQUIRES", model=rel.Requires)


class Delivery(StructuredNode):
    """What was delivered, as declared; nothing it needs may go."""

    uid = key("hash of the delivery's id")
    code = StringProperty(index=True, help_text="id of the delivery")
    date = StringProperty(help_text="day of the delivery, ISO 8601")
    method = StringProperty(help_text=_SAID_BY)

    delivers = RelationshipTo("Asset", "DELIVERS", model=rel.Delivers)


class Hold(StructuredNode):
    """What may not go for a reason of its own, as declared: it is held, or somebody approved it."""

    uid = key("hash of its kind, paths and reason")
    kind = StringProperty(help_text="HOLD or APPROVAL")
    caption = StringProperty(help_text="short text for Neo4j Browser")
    paths = ArrayProperty(StringProperty(), help_text="patterns, as declared")
    until = StringProperty(help_text="last day, ISO 8601; absent when it has no end")
    why = StringProperty(help_text="reason")
    by = StringProperty(help_text="who approved it")
    method = StringProperty(help_text=_SAID_BY)

    holds = RelationshipTo("Asset", "HOLDS", model=rel.Holds)


class Retention(StructuredNode):
    """How many of the newest versions of a kind stay, as declared; what is needed, delivered or held stays too."""

    uid = key("hash of the kind")
    caption = StringProperty(help_text="short text for Neo4j Browser")
    kind = StringProperty(help_text="kind of asset; render: image sequences and whatever a scene or comp writes")
    keep_last = IntegerProperty(help_text="newest versions that stay")
