"""What was done and seen when: runs, events, problems; and what the graph keeps about itself."""

from __future__ import annotations

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    IntegerProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
)

from assetgraph.model import relationships as rel
from assetgraph.model.nodes.fields import key, run


class IngestProblem(StructuredNode):
    """Something that could not be read, why, and what to do; gone once it reads well."""

    uid = key("hash of subject, stage and tool")
    asset_uid = StringProperty(help_text="asset, where there is one", owner_key=True)
    path = StringProperty(index=True, help_text="absolute path where there is no asset")
    stage = StringProperty(index=True, help_text="scan, stat, sniff, probe, document, hash, write, vanish, declaration")
    tool = StringProperty(help_text="who said so")
    reason = StringProperty(help_text="what is wrong")
    next_step = StringProperty(help_text="what to do about it")
    run_id = run()

    problem_with_asset = RelationshipTo("Asset", "PROBLEM_WITH", model=rel.ProblemWith)
    problem_with_folder = RelationshipTo("Folder", "PROBLEM_WITH", model=rel.ProblemWith)
    problem_with_volume = RelationshipTo("StorageVolume", "PROBLEM_WITH", model=rel.ProblemWith)


class ScanRun(StructuredNode):
    """One run of ingest over one volume: what it looked at, with which tools, and what came of it."""

    uid = key("hash of run and volume")
    run_id = StringProperty(index=True, help_text="id of the run", stamp=True)
    host = StringProperty(help_text="host it ran on")
    paths = ArrayProperty(StringProperty(), help_text="folders or files it was given")
    probe_level = StringProperty(help_text="none, header or full")
    hash_policy = StringProperty(help_text="none, same-size or all")
    tools = StringProperty(help_text="versions of the tools")
    version = StringProperty(help_text="version of assetgraph")
    started_at = DateTimeNeo4jFormatProperty(index=True, help_text="start")
    ended_at = DateTimeNeo4jFormatProperty(help_text="end; absent when its process was killed")
    state = StringProperty(help_text="RUNNING, DONE or INTERRUPTED")
    related = BooleanProperty(help_text="documents know what it noticed", stamp=True)
    assets = IntegerProperty(help_text="assets in scope")
    files = IntegerProperty(help_text="files in scope")
    done = IntegerProperty(help_text="assets read and written")
    unchanged = IntegerProperty(help_text="assets that were the same as before")
    failed = IntegerProperty(help_text="assets recognised but not readable")
    skipped = IntegerProperty(help_text="assets of no known format")
    problems = IntegerProperty(help_text="folders and paths that could not be listed")
    files_opened = IntegerProperty(help_text="media files opened")
    bytes_read = IntegerProperty(help_text="bytes read from media", unit="byte")

    scanned = RelationshipTo("StorageVolume", "SCANNED", model=rel.Scanned)


class FileEvent(StructuredNode):
    """Something that happened to a file between two runs."""

    uid = key("hash of asset, run and kind")
    asset_uid = StringProperty(help_text="asset")
    event = StringProperty(index=True, help_text="MOVED, RENAMED, CHANGED, VANISHED, RETURNED")
    from_path = StringProperty(help_text="absolute path before, for a move")
    to_path = StringProperty(help_text="absolute path after, for a move")
    method = StringProperty(help_text="how it is known: INODE, NAME_SIZE, HASH, PATH")
    run_id = StringProperty(index=True, help_text="run that noticed it")
    at = DateTimeNeo4jFormatProperty(index=True, help_text="when it was noticed")

    observed = RelationshipTo("Asset", "OBSERVED", model=rel.Observed)
    in_run = RelationshipTo("ScanRun", "IN_RUN", model=rel.InRun)


class Declaration(StructuredNode):
    """A file of declarations as it was last seen: it holds for all who have no such file of their own."""

    uid = key("name of the file: studio.yaml or policies.yaml")
    text = StringProperty(help_text="what it says, word for word")
    due = BooleanProperty(help_text="what it says is still to be told of what changed since", stamp=True)


class SchemaVersion(StructuredNode):
    """The version of this model that the graph was last brought to."""

    uid = key("always `schema`")
    version = IntegerProperty(help_text="number of the model's version")
    applied_at = DateTimeNeo4jFormatProperty(help_text="when", stamp=True)
