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
    made_from = ArrayProperty(
        StringProperty(), help_text="assets that the document says this file was made from, or stands in for"
    )
    made_as = ArrayProperty(StringProperty(), help_text="what it is to each of them: PROXY, TRANSCODE")
    made_confidences = ArrayProperty(FloatProperty(), help_text="how sure each of them is meant")
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
    document = StringProperty(help_text="document that declares it, by its uid; absent where none does")


class ProxyOf(Inferred):
    """The full-size file this one stands in for."""

    __strength__ = Strength.GENERATIVE

    source_hash = StringProperty(help_text="quick hash of the source when it was made: another one now is stale")
    derivative_hash = StringProperty(help_text="quick hash of the derivative then")
    source_mtime_ns = IntegerProperty(help_text="modification time of the source when they were related", unit="ns")
    document = StringProperty(help_text="document that declares it, by its uid; absent where none does")


class GeneratedBy(Inferred):
    """The scene or comp that makes this file."""

    __strength__ = Strength.GENERATIVE

    raw = StringProperty(help_text="the output's path, word for word")


class SidecarOf(Inferred):
    """The file this one describes or accompanies."""

    __strength__ = Strength.SOFT


class PartOf(Inferred):
    """The clip of a camera card that this file is part of."""

    part = StringProperty(help_text="VIDEO, AUDIO, METADATA, PROXY, THUMBNAIL or COMPANION")
    span = IntegerProperty(help_text="how-manieth file of a recording that takes several; the first is 1")


class OnCard(Inferred):
    """The camera card a folder or a clip is on."""


class VersionOf(Inferred):
    """The chain of versions this file is one of."""

    version = IntegerProperty(help_text="its number, the first of several (1 of v1.10.0); absent for a hero")
    rank = IntegerProperty(help_text="its place in the chain: 1 is the oldest that is there; absent for a hero")
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


class MemberOf(Inferred):
    """The package this asset or composition is part of, and what that says of it."""

    path = StringProperty(help_text="its file from the package's folder; of several the first")
    chunks = IntegerProperty(help_text="how many files it is of")
    more_paths = ArrayProperty(StringProperty(), help_text="its files after the first, in their order")
    size_bytes = IntegerProperty(help_text="size that is told, of all its files together", unit="byte")
    hash = StringProperty(help_text="hash that is told, base64")
    digest = StringProperty(help_text="that hash in hexadecimal digits, as other lists have them")
    algorithm = StringProperty(help_text="of that hash: sha1, sha256, or the URI of another")
    state = StringProperty(help_text="PRESENT, MISSING, ELSEWHERE (on another medium) or UNREADABLE")
    size_ok = BooleanProperty(help_text="whether its size is the one told; absent where none is, or no file is there")
    hash_ok = BooleanProperty(help_text="whether its content has the hash told; absent as long as nobody checked")
    hash_mtimes_ns = ArrayProperty(
        IntegerProperty(), help_text="modification times of its files when the hash was checked", unit="ns"
    )


class LocatedAt(Inferred):
    """The file of a package asset or composition; of a package, its asset map."""

    __strength__ = Strength.HARD

    chunk = IntegerProperty(help_text="which of its files, from 0; nearly every asset has one")


class Plays(Inferred):
    """An asset that a composition plays; parallel lists, one entry an occurrence, in its order."""

    __strength__ = Strength.HARD

    reel = ArrayProperty(IntegerProperty(), help_text="reel or segment, from 1")
    sequence = ArrayProperty(StringProperty(), help_text="what for: MainImageSequence, MainSound ...")
    entry = ArrayProperty(IntegerProperty(), help_text="first tick of the asset", unit="tick")
    duration = ArrayProperty(IntegerProperty(), help_text="how long; -1 where that is not told", unit="tick")
    edit_rate = ArrayProperty(StringProperty(), help_text="ticks a second, a rational; empty where it is not told")
    repeat = ArrayProperty(IntegerProperty(), help_text="how often, one after the other")


class Supplements(Inferred):
    """The package that has what this one's compositions play and it has not itself (version file and original)."""

    __strength__ = Strength.HARD

    count = IntegerProperty(help_text="how many assets are played of it")


class ListsHash(Inferred):
    """A file of which this list tells the hash, as it was when the list was written; no dependency of either."""

    algorithms = ArrayProperty(StringProperty(), help_text="md5, xxh64, sha1, c4 ...")
    hashes = ArrayProperty(StringProperty(), help_text="hash by each of them, hexadecimal save c4")
    failed = ArrayProperty(StringProperty(), help_text="algorithms whose hash did not match when it was written")
    size_bytes = IntegerProperty(help_text="size that is told", unit="byte")
    size_ok = BooleanProperty(help_text="whether the file has it; absent where none is told")
