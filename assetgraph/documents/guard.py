"""The door of every document reader: how large, how deep and of what form a file may be that others then parse.

Each function gives checked data, never a path to open again. Raises UnreadableFile for what the file system does
not give, UnsafeDocument for what would harm a reader, DocumentError for what is damaged.
Not here: what the data mean (readers/).
"""

from __future__ import annotations

import codecs
import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from assetgraph.errors import DocumentError, UnsafeDocument
from assetgraph.media.hashes import opened

MOST_BYTES = 128 * 2**20
MOST_DEPTH = 200
MOST_ELEMENTS = 5_000_000
MOST_RATIO = 1000
MOST_MEMBERS = 100_000
_GZIP = b"\x1f\x8b"
_BLOCK = 2**16
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
_ONE_KIND = str.maketrans("{}", "[]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: str) -> bytes:
    """The whole file; it is regular, not empty and no larger than MOST_BYTES."""
    with opened(path) as (descriptor, size), os.fdopen(os.dup(descriptor), "rb") as file:
        data = file.read(MOST_BYTES + 1) if size <= MOST_BYTES else b""
    if max(size, len(data)) > MOST_BYTES:
        raise _unsafe(f"larger than {MOST_BYTES // 2**20} MiB")
    if not data.strip(b"\0\t\r\n "):
        raise _damaged("empty")
    return data


def text(data: bytes) -> str:
    """The data as text: by its byte order mark, else UTF-8, else Windows-1252 where undecodable bytes are marked."""
    encoding = _encoding(data)
    if encoding:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise _damaged(f"cut or damaged {encoding.removesuffix('-sig').upper()} text ({error.reason})") from None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def xml(data: bytes) -> ElementTree.Element:
    """The root of an XML document without entities of its own; a bare DOCTYPE is usual. Nothing is fetched."""
    parser = DefusedXMLParser(target=_Builder(), forbid_entities=True, forbid_external=True)
    try:
        # A mark at the beginning is right where the declaration is not.
        parser.feed(text(data) if _encoding(data) else data)
        root = parser.close()
    except DefusedXmlException as error:
        raise _unsafe(f"XML that declares entities ({type(error).__name__})") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _damaged(f"no sound XML: {error}") from None
    if not isinstance(root, ElementTree.Element):
        raise _damaged("XML without an element")
    return root


def json_text(data: bytes) -> str:
    """JSON as text, whose brackets pair and nest no deeper than MOST_DEPTH. The rest is left to its parser."""
    found = text(data)
    brackets = _NO_BRACKETS.sub("", _STRING.sub("", found)).translate(_ONE_KIND)
    depth = 0
    while brackets:
        # Each round takes away what is innermost.
        outer = brackets.replace("[]", "")
        depth += 1
        if depth > MOST_DEPTH:
            raise _too_deep()
        if len(outer) == len(brackets):
            raise _damaged("no sound JSON: its brackets do not pair")
        brackets = outer
    return found


def zip_member(path: str, name: str) -> tuple[bytes, frozenset[str]]:
    """One member of a ZIP file, and the names of all; all stay inside, and none is a bomb."""
    found, names = zip_members(path, lambda each: each == name)
    if name not in found:
        raise _damaged(f"a ZIP file with 0 files {name}")
    return found[name], names


def zip_members(path: str, wanted: Callable[[str], bool]) -> tuple[dict[str, bytes], frozenset[str]]:
    """The members of a ZIP file whose name is wanted, in their order, and the names of all.

    All stay inside and none is a bomb; what is wanted is no larger than MOST_BYTES together, each name but once.
    """
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    with opened(path) as (descriptor, size), os.fdopen(os.dup(descriptor), "rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                for each in _checked(archive.infolist(), size, wanted):
                    with archive.open(each) as member:
                        found[each.filename] = member.read(left + 1)
                    left -= len(found[each.filename])
                    if left < 0:
                        raise _too_large(each.filename)
                names = frozenset(archive.namelist())
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise _damaged(f"no sound ZIP file: {error}") from None
    return found, names


def is_gzip(data: bytes) -> bool:
    """Whether these bytes begin as a gzip file does."""
    return data.startswith(_GZIP)


def gunzip(data: bytes) -> bytes:
    """What a gzip file holds, all of its members; whole, no larger than MOST_BYTES, and no bomb."""
    found = bytearray()
    at = members = 0
    end = len(data.rstrip(b"\0")) or len(data)
    while at < end:
        members += 1
        if members > MOST_MEMBERS:
            raise _unsafe(f"more than {MOST_MEMBERS:,} members in it")
        at = _inflate_member(data, at, found)
    if not found:
        raise _damaged("empty")
    if len(found) > MOST_RATIO * len(data):
        raise _unsafe(f"it grows more than {MOST_RATIO} times")
    return bytes(found)


def _inflate_member(data: bytes, at: int, found: bytearray) -> int:
    """Add what the member at this place holds; where the next one begins."""
    inflating = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while not inflating.eof:
        block = data[at : at + _BLOCK]
        if not block:
            raise _damaged("no sound gzip file: cut off")
        try:
            found += inflating.decompress(block, MOST_BYTES + 1 - len(found))
        except zlib.error as error:
            raise _damaged(f"no sound gzip file: {error}") from None
        if len(found) > MOST_BYTES:
            raise _unsafe(f"inflated larger than {MOST_BYTES // 2**20} MiB")
        at += len(block) - len(inflating.unused_data)
    return at


def _checked(members: list[zipfile.ZipInfo], size: int, wanted: Callable[[str], bool]) -> list[zipfile.ZipInfo]:
    """The members that are wanted, once the directory is found harmless."""
    if len(members) > MOST_MEMBERS:
        raise _unsafe(f"more than {MOST_MEMBERS:,} files in it")
    if sum(each.compress_size for each in members) > size:
        raise _unsafe("files in it overlap")
    for each in members:
        parts = each.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0]:
            raise _unsafe(f"{each.filename!r} in it points outside")
        if each.file_size > MOST_RATIO * max(each.compress_size, 1):
            raise _unsafe(f"{each.filename!r} in it grows more than {MOST_RATIO} times")
    found = [each for each in members if wanted(each.filename)]
    counts = Counter(each.filename for each in found)
    left = MOST_BYTES
    for each in found:
        if counts[each.filename] > 1:
            raise _damaged(f"a ZIP file with {counts[each.filename]} files {each.filename}")
        left -= each.file_size
        if left < 0:
            raise _too_large(each.filename)
    return found


def _too_large(name: str) -> UnsafeDocument:
    return _unsafe(f"{name} in it is larger than {MOST_BYTES // 2**20} MiB, alone or with others")


class _Builder(ElementTree.TreeBuilder):
    """Builds the tree of an XML document as long as it stays within bounds."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ElementTree.Element:
        """An element begins."""
        self._depth += 1
        self._count += 1
        if self._depth > MOST_DEPTH:
            raise _too_deep()
        if self._count > MOST_ELEMENTS:
            raise _unsafe(f"more than {MOST_ELEMENTS:,} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ElementTree.Element:
        """An element ends."""
        self._depth -= 1
        return super().end(tag)


def _encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark tells, or the zeros between the first letters."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if data[1:2] == data[3:4] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == data[2:3] == b"\0" else None


def _too_deep() -> UnsafeDocument:
    return _unsafe(f"nested more than {MOST_DEPTH} deep")


def _unsafe(reason: str) -> UnsafeDocument:
    return UnsafeDocument(
        reason, tool="assetgraph", next_step="leave it out; export a smaller or plainer one if it is needed"
    )


def _damaged(reason: str) -> DocumentError:
    return DocumentError(reason, tool="assetgraph", next_step="export it again, or copy it again from its source")
