"""A .blend file as a library may open it: unpacked where it is compressed, with blocks that lie in it.

Blender writes one block after the other, each with its length; the library would follow a wrong length for ever, and
take a file that is cut off for one that ends. Raises DocumentError for what is damaged, UnsafeDocument for what would
harm the library.
Not here: what the blocks say (readers/blender.py).
"""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import struct
import tempfile
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from assetgraph.documents.guard import MOST_BYTES, MOST_RATIO
from assetgraph.errors import DocumentError, UnsafeDocument
from assetgraph.media.hashes import opened

MOST_UNPACKED = 4 * 2**30
MOST_BLOCKS = 5_000_000
_MOST_NAMES = 16 * 2**20
"""Bytes of the block that tells the names and types of all fields; Blender's have a hundred thousand."""
_LONGEST_HEADER = 17
_MAGIC = b"BLENDER"
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_CHUNK = 2**20
# The library looks for ever for the end of an array's length.
_NAME = re.compile(rb"[^\[\]]*(?:\[\d{1,9}\])*[^\[\]]*")
_LAST = b"ENDB"
_FIELDS = b"DNA1"


@contextlib.contextmanager
def checked(path: str) -> Iterator[Path]:
    """A path of a plain, sound .blend file of the same name; it holds within the block."""
    with opened(path) as (descriptor, size), os.fdopen(os.dup(descriptor), "rb") as file:
        head = file.read(len(_MAGIC))
        file.seek(0)
        if head == _MAGIC:
            check_blocks(file, size)
            yield Path(path)
            return
        with tempfile.TemporaryDirectory(prefix="assetgraph-") as folder:
            # Blender names its caches after the file, and so does the library.
            place = Path(folder) / Path(path).name
            with place.open("w+b") as plain:
                length = _unpack(file, size, head, plain)
                plain.seek(0)
                check_blocks(plain, length)
            yield place


def check_blocks(file: IO[bytes], size: int) -> None:
    """The blocks of a plain file lie one after the other, and its end is there."""
    block = _block_header(file.read(_LONGEST_HEADER))
    at = _LONGEST_HEADER if block.large else 12
    count = 0
    fields = False
    while True:
        file.seek(at)
        data = file.read(block.form.size)
        if data[:4].rstrip(b"\0") == _LAST:
            break
        if len(data) < block.form.size:
            raise _damaged("cut off")
        code, length, items = block.parts(data)
        at += block.form.size + length
        count += 1
        if length < 0 or at > size:
            raise _damaged("cut off, or its blocks lie outside")
        # Each item has at least a byte.
        if not 0 <= items <= max(length, 1):
            raise _damaged(f"a block of {length:,} bytes for {items:,} items")
        if code == _FIELDS:
            fields = True
            file.seek(at - length)
            _check_fields(file.read(min(length, _MOST_NAMES + 1)), block.order)
        if count > MOST_BLOCKS:
            raise _unsafe(f"more than {MOST_BLOCKS:,} blocks")
    if not fields:
        raise _damaged("without the names of its fields")


def _check_fields(data: bytes, order: str) -> None:
    """The catalogue of fields has as many names, types and structures as it says; their meaning is not looked at."""
    if len(data) > _MOST_NAMES:
        raise _unsafe(f"names of fields larger than {_MOST_NAMES // 2**20} MiB")
    number = struct.Struct(f"{order}I")
    try:
        at = 8
        for is_type in (False, True):
            (count,) = number.unpack_from(data, at)
            at += number.size
            for _ in range(count):
                end = data.index(b"\0", at)
                if not is_type and not _NAME.fullmatch(data, at, end):
                    raise _damaged("its catalogue of fields has a name that is none")
                at = end + 1
            at = _aligned(at) + 4
            if is_type:
                at = _aligned(at + 2 * count) + 4
        (count,) = number.unpack_from(data, at)
    except (struct.error, ValueError):
        raise _damaged("its catalogue of fields is cut off") from None
    if count > len(data):
        raise _damaged("its catalogue of fields has no end")


def _aligned(at: int) -> int:
    return (at + 3) & ~3


class _Header:
    """The form of the headers of blocks, which the file's own header tells."""

    def __init__(self, order: str, pointer: str, *, large: bool) -> None:
        self.order = order
        self.large = large
        self.form = struct.Struct(f"{order}4siQqq" if large else f"{order}4si{pointer}ii")

    def parts(self, data: bytes) -> tuple[bytes, int, int]:
        """Code, length and number of items."""
        code, second, _, fourth, items = self.form.unpack(data)
        return code.rstrip(b"\0"), fourth if self.large else second, items


def _block_header(head: bytes) -> _Header:
    """Blender 5 writes "BLENDER17-01v0500", before it was "BLENDER-v279"; "_" has pointers of 32 bits."""
    if head.startswith(_MAGIC + b"17-01v") and head[13:_LONGEST_HEADER].isdigit():
        return _Header("<", "Q", large=True)
    pointer, order = {b"_": "I", b"-": "Q"}.get(head[7:8]), {b"v": "<", b"V": ">"}.get(head[8:9])
    if not head.startswith(_MAGIC) or pointer is None or order is None or not head[9:12].isdigit():
        raise _damaged("of a form that is not known, or no Blender file at all")
    return _Header(order, pointer, large=False)


def _unpack(file: IO[bytes], size: int, head: bytes, plain: IO[bytes]) -> int:
    """Unpack the file into `plain`; its length then."""
    if head.startswith(_GZIP):
        packed: Any = gzip.GzipFile(fileobj=file)
        failures: tuple[type[Exception], ...] = (gzip.BadGzipFile, zlib.error, EOFError)
    elif head.startswith(_ZSTD):
        zstandard = import_module("zstandard")
        # Blender packs a frame a MiB, and a table of them in a frame of its own.
        packed = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        failures = (zstandard.ZstdError,)
    else:
        raise _damaged("of a form that is not known, or no Blender file at all")
    most = min(MOST_UNPACKED, max(MOST_RATIO * size, MOST_BYTES))
    length = 0
    try:
        while data := packed.read(_CHUNK):
            if not length and not data.startswith(_MAGIC[: len(data)]):
                raise _damaged("something else is packed in it")
            length += len(data)
            if length > most:
                raise _unsafe(f"grows to more than {most:,} bytes")
            plain.write(data)
    except failures as error:
        raise _damaged(f"packed data that are cut off or damaged ({error})") from None
    if not length:
        raise _damaged("packed data that are cut off")
    return length


def _unsafe(reason: str) -> UnsafeDocument:
    return UnsafeDocument(reason, tool="assetgraph", next_step="leave it out; save a smaller one if it is needed")


def _damaged(reason: str) -> DocumentError:
    return DocumentError(
        f"no sound Blender file: {reason}",
        tool="assetgraph",
        next_step="open it in Blender and save it again, or copy it again from its source",
    )
