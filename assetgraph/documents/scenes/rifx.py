"""The form of a RIFX file, as After Effects writes it: chunks of chunks, each of which tells its length.

Looked through before a library reads it, which calls itself for each level.
Not here: what chunks mean (the library), RIFF of media.
"""

from __future__ import annotations

from assetgraph.documents.guard import MOST_DEPTH
from assetgraph.errors import DocumentError, UnsafeDocument

MOST_CHUNKS = 5_000_000
_HEADER = 8
_NESTED = b"LIST"
_OPAQUE = b"btdk"


def check(data: bytes, form: bytes) -> None:
    """Raise DocumentError when chunks do not fit into each other, UnsafeDocument when they nest without measure."""
    if data[:4] != b"RIFX" or data[8:12] != form:
        raise _damaged(f"no RIFX file of the form {form.decode('ascii', 'replace')}")
    ends = [_HEADER + _length(data, 0)]
    if ends[0] > len(data):
        raise _damaged("cut off")
    at, count = _HEADER + 4, 0
    while ends:
        if at >= ends[-1]:
            ends.pop()
            continue
        count += 1
        if count > MOST_CHUNKS:
            raise _unsafe(f"more than {MOST_CHUNKS:,} chunks")
        if at + _HEADER > ends[-1]:
            raise _damaged("a chunk is cut off")
        length = _length(data, at)
        end = at + _HEADER + length
        if end > ends[-1]:
            raise _damaged("a chunk is longer than what it lies in")
        if data[at : at + 4] == _NESTED and length >= 4 and data[at + _HEADER : at + _HEADER + 4] != _OPAQUE:
            if len(ends) > MOST_DEPTH:
                raise _unsafe(f"nested more than {MOST_DEPTH} deep")
            # A list that an odd byte follows is left with it.
            ends.append(end + length % 2 if end + length % 2 <= ends[-1] else end)
            at += _HEADER + 4
        else:
            at = end + length % 2


def _length(data: bytes, at: int) -> int:
    return int.from_bytes(data[at + 4 : at + _HEADER], "big")


def _damaged(reason: str) -> DocumentError:
    return DocumentError(
        f"no sound After Effects project: {reason}",
        tool="assetgraph",
        next_step="save it again, or copy it again from its source",
    )


def _unsafe(reason: str) -> UnsafeDocument:
    return UnsafeDocument(reason, tool="assetgraph", next_step="leave it out; save a plainer one if it is needed")
