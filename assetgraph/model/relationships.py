"""Relationship types: what each one says. The docstring is the help text of the generated schema.

Containment points from the part to the whole; a dependency from the dependent to what it needs, so that upstream
is following and impact is walking against. Every dependency has a strength. Every inferred edge says how it is
known. Which node has which relationship stands in nodes/.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    FloatProperty,
    IntegerProperty,
    StringProperty,
    StructuredRel,
)


class Strength(StrEnum):
    """What the dependent loses when the other end goes."""

    HARD = "HARD"  # it breaks
    SOFT = "SOFT"  # it degrades
    GENERATIVE = "GENERATIVE"  # it plays, but cannot be made again
    PIN = "PIN"  # it was promised: the other end may not go


class Relation(StructuredRel):
    """A relationship of the model."""

    __strength__: ClassVar[Strength | None] = None


class Inferred(Relation):
    """A relationship that somebody concluded, with the grounds."""

    method = StringProperty(
        help_text="how it is known: DECLARED, EXPLICIT_PATH, EXPLICIT_UUID, UMID, TC_REEL, HASH, NAME_SIZE, "
        "NAME_TEMPLATE, STRUCTURE, FINGERPRINT, TRACKER, USER"
    )
    confidence = FloatProperty(help_text="0 to 1; queries show edges from 0.8 on unless asked for less")
    evidence = StringProperty(help_text="the grounds, in a few words")
    run_id = StringProperty(help_text="run that wrote it", stamp=True)


class InFolder(Relation):
    """The folder a file, or the frames of a sequence, lie in; kept as the last known one when it vanishes."""


class ChildOf(Relation):
    """The folder above."""


class OnVolume(Relation):
    """The volume whose root this folder is."""


class Mounts(Relation):
    """The volume a host sees at this path."""


class StreamOf(Relation):
    """The file this stream is in."""


class EmbeddedIn(Relation):
    """The file this metadata is written in."""


class ConflictIn(Relation):
    """The file over which tools disagree."""


class ProblemWith(Relation):
    """The file, folder or volume that could not be read."""


class Observed(Relation):
    """The file something happened to."""


class InRun(Relation):
    """The run that noticed it."""


class Scanned(Relation):
    """The volume a run looked at."""


class References(Inferred):
    """A file that a document needs; one edge a document and target, every use of a timeline in parallel lists."""

    __strength__ = Strength.HARD

    raw = StringProperty(help_text="the reference, word for word")
    kind = StringProperty(help_text="CLIP, BIN, READ, TEXTURE, LIBRARY, SUBLAYER, PAYLOAD, CACHE")
    role = StringProperty(help_text="what for, in the document's words")
    count = IntegerProperty(help_text="how often")
    enabled = BooleanProperty(help_text="whether any use is switched on")
    strength = StringProperty(help_text="HARD; SOFT for members of a bin and what is switched off")
    state = StringProperty(help_text="RESOLVED, AMBIGUOUS, OFFLINE, MISSING, UNSCANNED, UNMAPPED or VARIABLE")
    candidates = ArrayProperty(StringProperty(), help_text="paths that may be meant, best first")
    candidate_uids = ArrayProperty(StringProperty(), help_text="those assets, in the same order")
    candidate_confidences = ArrayProperty(FloatProperty(), help_text="confidence of each candidate")
    timeline = ArrayProperty(IntegerProperty(), help_text="uses: index into the document's timelines")
    edit_rate = ArrayProperty(StringProperty(), help_text="uses: ticks a second, a rational", unit="1/s")
    track = ArrayProperty(IntegerProperty(), help_text="uses: track; 1 is V1 or A1")
    media = ArrayProperty(StringProperty(), help_text="uses: picture or sound")
    record_in = ArrayProperty(IntegerProperty(), help_text="uses: first tick in the timeline", unit="tick")
    record_out = ArrayProperty(IntegerProperty(), help_text="uses: tick after the last in the timeline", unit="tick")
    source_in = ArrayProperty(IntegerProperty(), help_text="uses: first tick of the media", unit="tick")
    source_out = ArrayProperty(IntegerProperty(), help_text="uses: tick after the last of the media", unit="tick")
    speed = ArrayProperty(FloatProperty(), help_text="uses: speed, 1 is as shot")
    use_enabled = ArrayProperty(BooleanProperty(), help_text="uses: switched on")
    angle = ArrayProperty(StringProperty(), help_text="uses: angle of a multi-camera clip; empty for none")


class Awaits(Relation):
    """A name under which a document looks for files, because a better answer may come."""


class DerivedFrom(Inferred):
    """The file this one was made from."""

    __strength__ = Strength.GENERATIVE

    kind = StringProperty(help_text="TRANSCODE, THUMBNAIL, TRIM, REMUX, GRADE, RESIZE, CROP")
    source_hash = StringProperty(help_text="quick hash of the source when it was made: another one now is stale")
    derivative_hash = StringProperty(help_text="quick hash of the derivative then")
    source_mtime_ns = IntegerProperty(help_text="modification time of the source when they were related", unit="ns")


class ProxyOf(Inferred):
    """The full-size file this one stands in for."""

    __strength__ = Strength.GENERATIVE

    source_hash = StringProperty(help_text="quick hash of the source when it was made: another one now is stale")
    derivative_hash = StringProperty(help_text="quick hash of the derivative then")
    source_mtime_ns = IntegerProperty(help_text="modification time of the source when they were related", unit="ns")


class GeneratedBy(Inferred):
    """The scene or comp that makes this file."""

    __strength__ = Strength.GENERATIVE

    raw = StringProperty(help_text="the output's path, word for word")


class SidecarOf(Inferred):
    """The file this one describes or accompanies."""

    __strength__ = Strength.SOFT


class VersionOf(Inferred):
    """The chain of versions this file is one of."""

    version = IntegerProperty(help_text="number that orders the chain; absent for a hero")
    token = StringProperty(help_text="the version, as written")
    is_latest = BooleanProperty(help_text="whether no newer one is there")


class PreviousVersion(Inferred):
    """The version before this one."""


class BelongsTo(Inferred):
    """The shot, sequence or project a folder is part of; the sequence or project a shot is part of."""


class Requires(Inferred):
    """The project that needs it."""


class Delivers(Inferred):
    """A file that was delivered: it may not go, nor what it needs."""

    __strength__ = Strength.PIN


class Holds(Inferred):
    """A file that may not go."""

    __strength__ = Strength.PIN
