"""Relationship types: what each one says. The docstring is the help text of the generated schema.

Containment points from the part to the whole; a dependency (none is written yet) from the dependent to what
it needs. Which node has which relationship stands in nodes.py.
"""

from __future__ import annotations

from neomodel import StructuredRel


class Relation(StructuredRel):
    """A relationship of the model."""


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
