"""Reads one document with the reader of its format, whatever that reader does with it.

Run it in a worker process: time and memory are limited there. Nothing here resolves a reference.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator

from assetgraph.documents.records import DocumentContent, Status
from assetgraph.documents.registry import Reader, known_readers
from assetgraph.errors import AssetGraphError, DocumentError, UnreadableFile
from assetgraph.model.records import Problem


def read_document(path: str, format_name: str) -> DocumentContent:
    """Read a document of this format; one that cannot be read is FAILED with a problem, not an error.

    A format that nobody reads gives OPAQUE. `path` is absolute, decoded with os.fsdecode. Raises UnreadableFile
    when the file system does not give its bytes, PluginError when a reader is broken.
    """
    reader = known_readers().get(format_name)
    if reader is None:
        return DocumentContent(status=Status.OPAQUE, notes=(f"no reader for {format_name}",))
    try:
        with _quiet():
            return reader.read(path)
    except UnreadableFile:
        raise
    except Exception as error:
        return DocumentContent(status=Status.FAILED, problems=(_problem(error, reader),))


def _problem(error: Exception, reader: Reader) -> Problem:
    if not isinstance(error, AssetGraphError):
        error = DocumentError(
            f"{type(error).__name__}: {error}".rstrip(": ")[:500],
            next_step="open it in the program it is from and export it again",
        )
    return Problem(stage="document", tool=error.tool or reader.tool, reason=error.reason, next_step=error.next_step)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Readers of others talk; what matters comes back as a note or a problem."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
