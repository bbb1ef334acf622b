"""Documents are read one by one, in worker processes; and why one is not read, as a problem.

Not here: the readers (documents/).
"""

from __future__ import annotations

from dataclasses import dataclass

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Status
from assetgraph.errors import AssetGraphError, UnreadableFile
from assetgraph.model.records import Problem
from assetgraph.relate.packages.edges import PackageContent
from assetgraph.relate.packages.relating import read_content

_ASSET_MAP = "assetmap"


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document to read: its path as os.fsdecode gives it, and its format."""

    path: str
    format: str


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What a document says, and the package whose asset map it is, or why that cannot be read."""

    content: DocumentContent
    package: PackageContent | Problem | None = None


def read_task(task: DocumentTask) -> DocumentRead | Problem:
    """Read a document, in a worker process; a problem where the file system does not give it."""
    try:
        content = read_document(task.path, task.format)
    except UnreadableFile as error:
        return unread(error)
    is_map = task.format == _ASSET_MAP and content.status is not Status.FAILED
    return DocumentRead(content, read_content(task.path) if is_map else None)


def unread(error: AssetGraphError | None) -> Problem:
    """Why a document was not read: the error, or that its worker did not come to it."""
    reason = error.reason if error else "was not read"
    step = error.next_step if error else "ingest again"
    tool = (error.tool if error else None) or "assetgraph"
    return Problem(stage="document", tool=tool, reason=reason, next_step=step)
