"""Reading without a graph: the same scan, grouping and reading as ingest, one record an asset.

Not here: anything that remembers; two calls read twice.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from assetgraph.documents.records import DocumentContent
from assetgraph.errors import AssetGraphError
from assetgraph.ingest.changes import Item, Verdict
from assetgraph.ingest.excludes import exclude_below, exclude_from, left_out
from assetgraph.ingest.found import Found, assets_in
from assetgraph.ingest.reading import ReadResult, read_with_content, reading_by_name, task_for
from assetgraph.ingest.scan import Exclude, walk
from assetgraph.ingest.scopes import Scope, resolve
from assetgraph.media.workers import Workers
from assetgraph.model.names import raw_if_lossy, text
from assetgraph.model.records import Conflict, ProbeLevel, Problem, Reading


class SequenceRange(BaseModel):
    """The frames of a sequence."""

    pattern: str
    first: int
    last: int
    step: int
    frame_count: int
    missing: list[tuple[int, int]] = Field(description="inclusive ranges of frames that are not there")


class Inspection(BaseModel):
    """What was read from one asset; names and units of the vocabulary."""

    path: str
    raw_path_b64: str | None = Field(None, description="the path's bytes, where they are not UTF-8")
    kind: str
    format: str | None = None
    size_bytes: int | None = None
    mtime_ns: int | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)
    sources: dict[str, str] = Field(default_factory=dict)
    conflicts: list[Conflict] = Field(default_factory=list)
    problems: list[Problem] = Field(default_factory=list)
    sequence: SequenceRange | None = None
    content: DocumentContent | None = Field(None, description="of a document")

    def document(self) -> dict[str, Any]:
        """The JSON object: an absent value is absent. What is in a document stands beside the other values."""
        values = self.model_dump(mode="json", exclude_none=True)
        content = values.pop("content", None)
        if content is not None:
            del content["problems"]
            values["document_status"] = content.pop("status")
            values |= content
        return values


def inspect_paths(
    paths: list[bytes],
    *,
    level: ProbeLevel,
    patterns: list[str],
    jobs: int,
    timeout_s: float,
    exiftool: Path | None,
) -> Iterator[Inspection]:
    """Records for all assets under the paths, in the order of the walk. Raises NothingToIngest."""
    exclude = exclude_from(patterns)
    scopes, missing = resolve(paths, None)
    for each in missing:
        problem = Problem(stage="scan", tool="file system", reason=each.reason, next_step="check the spelling")
        yield Inspection(path=text(each.path), kind="other", problems=[problem])
    with Workers(jobs, timeout_s, exiftool) as workers:
        for scope in scopes:
            if not left_out(exclude, scope):
                yield from _scope(scope, workers, level, exclude_below(exclude, scope))


def _scope(scope: Scope, workers: Workers, level: ProbeLevel, exclude: Exclude | None) -> Iterator[Inspection]:
    for (folder, found, problem), result in workers.map(read_with_content, _tasks(scope, level, exclude)):
        yield _unlisted(folder, problem) if problem else _inspection(folder, found, result)


def _tasks(scope: Scope, level: ProbeLevel, exclude: Exclude | None) -> Iterator[Any]:
    listings = walk(scope.root, exclude=exclude, skip=scope.skip, recurse=not scope.only)
    for listing in listings:
        for error in listing.errors:
            reason = error.strerror or str(error)
            problem = Problem(
                stage="scan",
                tool="file system",
                reason=reason,
                next_step="give this user the right to read it",
            )
            yield (listing.path, None, problem), None, 1.0
        for found in assets_in(listing.files):
            if scope.only and not found.is_among(scope.only):
                continue
            task = None
            if level is not ProbeLevel.NONE:
                task = task_for(listing.path, Item(found, Verdict.NEW), level)
            yield (listing.path, found, None), task, max(1.0, len(found.probed))


def _unlisted(folder: bytes, problem: Problem) -> Inspection:
    return Inspection(path=text(folder), raw_path_b64=_b64(folder), kind="other", problems=[problem])


def _inspection(folder: bytes, found: Found, result: ReadResult | AssetGraphError | None) -> Inspection:
    path = os.path.join(folder, found.name)
    reading = _reading(found, result)
    content = result.content if isinstance(result, ReadResult) else None
    metadata = dict(reading.metadata)
    for name in ("quick_hash", "content_hash", "magic_type"):
        if getattr(reading, name) is not None:
            metadata[name] = getattr(reading, name)
    return Inspection(
        path=text(path),
        raw_path_b64=_b64(path),
        kind=str(reading.kind),
        format=reading.format,
        size_bytes=found.size,
        mtime_ns=found.mtime_ns,
        metadata=metadata,
        sources=reading.sources,
        conflicts=reading.conflicts,
        problems=[*reading.problems, *(content.problems if content else ())],
        sequence=_range(found),
        content=content,
    )


def _reading(found: Found, result: ReadResult | AssetGraphError | None) -> Reading:
    if isinstance(result, ReadResult) and result.reading:
        return result.reading
    reading = reading_by_name(os.fsdecode(found.name), sequence=found.sequence is not None)
    if isinstance(result, AssetGraphError):
        reading.problems = [
            Problem(
                stage="probe",
                tool=result.tool or "assetgraph",
                reason=result.reason,
                next_step=result.next_step,
            )
        ]
    return reading


def _range(found: Found) -> SequenceRange | None:
    sequence = found.sequence
    if sequence is None:
        return None
    return SequenceRange(
        pattern=text(sequence.pattern),
        first=sequence.first,
        last=sequence.last,
        step=sequence.step,
        frame_count=len(sequence.members),
        missing=list(sequence.missing),
    )


def _b64(path: bytes) -> str | None:
    raw = raw_if_lossy(path)
    return base64.b64encode(raw).decode() if raw is not None else None
