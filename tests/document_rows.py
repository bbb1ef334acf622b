"""What tests of document readers share: how they read, and what they say about uses, one tuple an occurrence."""

from __future__ import annotations

from collections.abc import Callable

from assetgraph.documents.records import DocumentContent

Read = Callable[[str, str | bytes], DocumentContent]
"""The fixture `read`: a format and the text or bytes of a document of it."""
Row = tuple[str, str, int, int, int, int]


def rows(content: DocumentContent) -> list[Row]:
    """(name, track as V1 or A1, record in and out, source in and out) of each use, in their order."""
    return [
        (
            use.raw.rpartition("/")[2],
            f"{'V' if use.media == 'picture' else 'A'}{use.track}",
            use.record_in,
            use.record_out,
            use.source_in,
            use.source_out,
        )
        for use in content.uses
    ]
