"""Whether a USD layer is fit for the library that parses it: how deep its text nests, what its crate declares.

The library takes both at their word: text that nests very deep overflows its stack, a crate may declare tables of
any size. Raises DocumentError for what is cut off, UnsafeDocument for what would harm the library.
Not here: what a layer says (readers/usd.py).
"""

from __future__ import annotations

import os
import re
import struct

from assetgraph.documents.guard import MOST_BYTES, MOST_DEPTH
from assetgraph.errors import DocumentError, UnsafeDocument

CRATE = b"PXR-USDC"
MOST_ITEMS = 20_000_000
_BOOTSTRAP = struct.Struct("<8s8sq")
_SECTION = struct.Struct("<16sqq")
_COUNT = struct.Struct("<Q")
_TOKENS = struct.Struct("<QQQ")
_MOST_SECTIONS = 64
_MOST_GROWTH = 255
"""Bytes that LZ4 can make of one."""

# What is quoted or a comment; without its end mark it goes on to the end, so that each byte is looked at once. Not
# written with possessive repeats: before Python 3.11.5 these lose what they matched.
_QUOTED = re.compile(
    rb'"""(?:[^"\\]+|\\.|"(?!""))*(?:"""|\Z|\\\Z)'
    rb"|'''(?:[^'\\]+|\\.|'(?!''))*(?:'''|\Z|\\\Z)"
    rb"|@@@(?:[^@\\]+|\\@@@|\\|@(?!@@))*(?:@@@|\Z)"
    rb'|"(?:[^"\\\r\n]+|\\.)*"?'
    rb"|'(?:[^'\\\r\n]+|\\.)*'?"
    rb"|@[^@\r\n]*@?"
    rb"|/\*(?:[^*]+|\*(?!/))*(?:\*/|\Z)"
    rb"|(?:#|//)[^\r\n]*",
    re.DOTALL,
)
_NO_BRACKETS = re.compile(rb"[^()\[\]{}]+")
_ONE_KIND = bytes.maketrans(b"(){}", b"[][]")


def check_text(data: bytes) -> None:
    """The text of a layer nests no deeper than MOST_DEPTH. Whether it is sound is left to its parser."""
    brackets = _NO_BRACKETS.sub(b"", _QUOTED.sub(b"", data)).translate(_ONE_KIND)
    for _ in range(MOST_DEPTH + 1):
        # Each round takes away what is innermost; what never pairs stays.
        outer = brackets.replace(b"[]", b"")
        if len(outer) == len(brackets):
            break
        brackets = outer
    if len(brackets) > MOST_DEPTH:
        raise _unsafe(f"nested more than {MOST_DEPTH} deep")


def check_crate(descriptor: int, size: int) -> None:
    """The tables of a crate lie in the file and declare no more than a layer has; its values are not looked at."""
    head = os.pread(descriptor, _BOOTSTRAP.size, 0)
    if len(head) < _BOOTSTRAP.size or not head.startswith(CRATE):
        raise _damaged("no crate")
    _, _, start = _BOOTSTRAP.unpack(head)
    (count,) = _COUNT.unpack(_part(descriptor, size, start, _COUNT.size))
    if count > _MOST_SECTIONS:
        raise _damaged(f"{count:,} tables")
    table = _part(descriptor, size, start + _COUNT.size, count * _SECTION.size)
    sections = [(name.rstrip(b"\0"), begin, length) for name, begin, length in _SECTION.iter_unpack(table)]
    for name, begin, length in sections:
        if begin < 0 or length < _COUNT.size or begin + length > size:
            raise _damaged("cut off, or its tables lie outside")
        (items,) = _COUNT.unpack(_part(descriptor, size, begin, _COUNT.size))
        if items > MOST_ITEMS:
            raise _unsafe(f"a table of {items:,} items")
        if name == b"TOKENS" and length >= _TOKENS.size:
            words, unpacked, _ = _TOKENS.unpack(_part(descriptor, size, begin, _TOKENS.size))
            _check_words(words, unpacked, length)
    if sum(length for _, _, length in sections) > MOST_BYTES:
        raise _unsafe(f"tables larger than {MOST_BYTES // 2**20} MiB")


def _check_words(count: int, unpacked: int, length: int) -> None:
    if unpacked > MOST_BYTES or unpacked > _MOST_GROWTH * length:
        raise _unsafe(f"words that grow to {unpacked:,} bytes")
    if count > unpacked:
        raise _damaged("more words than letters")


def _part(descriptor: int, size: int, start: int, length: int) -> bytes:
    if start < 0 or start + length > size:
        raise _damaged("cut off, or its tables lie outside")
    data = os.pread(descriptor, length, start)
    if len(data) != length:
        raise _damaged("cut off while it was read")
    return data


def _unsafe(reason: str) -> UnsafeDocument:
    return UnsafeDocument(reason, tool="assetgraph", next_step="leave it out; write a plainer one if it is needed")


def _damaged(reason: str) -> DocumentError:
    return DocumentError(
        f"no sound USD crate: {reason}", tool="assetgraph", next_step="write it again, or copy it from its source"
    )
