"""Paths in .blend files, found by the table of structures that each file carries (its DNA)."""

from __future__ import annotations

import gzip
import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard

# Structures that hold a path, and the field that does, by its name on disk.
_PATHS = {
    "Library": "name",
    "Image": "name",
    "MovieClip": "name",
    "bSound": "name",
    "VFont": "name",
    "CacheFile": "filepath",
    "Volume": "filepath",
    "MeshCacheModifierData": "filepath",
    "CustomDataExternal": "filename",
}
_PICTURES_WITHOUT_FILE = {4, 5}  # generated ones, and what a render or viewer node shows
_BUILT_IN = "<builtin>"
_DECLARED = re.compile(r"(?P<pointer>\(?\*)?[\*\(]*(?P<name>\w+)\)?(?:\(.*\))?(?P<counts>(?:\[\d+\])*)$")


@dataclass(frozen=True)
class _Item:
    """One structure as it was saved; `fields` gives offset and size in bytes."""

    kind: str
    address: int
    data: bytes
    fields: dict[str, tuple[int, int]]

    def raw(self, field: str) -> bytes:
        offset, size = self.fields[field]
        return self.data[offset : offset + size]

    def text(self, field: str) -> str:
        return self.raw(field).partition(b"\0")[0].decode()

    @property
    def packed(self) -> bool:
        """Whether what it names lies in the .blend itself."""
        return any(any(self.raw(field)) for field in self.fields if field.startswith("packedfile"))


def external_paths(path: Path) -> set[str]:
    """Return the paths, as written, that the file itself names: libraries, and media that are not packed into it."""
    items = list(_items(_unpacked(path.read_bytes())))
    firsts = {item.address: item for item in items if item.kind == "StripElem"}
    found = {item.text(_PATHS[item.kind]) for item in items if item.kind in _PATHS and _is_needed(item)}
    for item in items:
        if item.kind == "Strip":  # of the video sequencer: a folder, and the names in it, of which the first tells
            first = firsts.get(int.from_bytes(item.raw("stripdata"), "little"))
            found.add(item.text("dir") + first.text("name") if first else "")
    return found - {"", _BUILT_IN}


def _is_needed(item: _Item) -> bool:
    if item.kind == "Library":  # one with a parent is needed by another library, not by this file
        return "parent" not in item.fields or not any(item.raw("parent"))
    if item.kind == "Image" and int.from_bytes(item.raw("source"), "little") in _PICTURES_WITHOUT_FILE:
        return False
    return not item.packed


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        return gzip.decompress(data)
    if data.startswith(b"\x28\xb5\x2f\xfd"):
        return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    return data


def _items(data: bytes) -> Iterator[_Item]:
    if data[:9] != b"BLENDER-v":
        raise ValueError("only little-endian files of 64 bits are read here")
    blocks = list(_blocks(data))
    structures = _structures(next(body for code, _, _, _, body in blocks if code == b"DNA1"))
    for code, address, index, count, body in blocks:
        kind, size, fields = structures[index]
        if code not in {b"DNA1", b"REND", b"TEST"}:
            for at in range(count if len(body) >= count * size else 0):
                yield _Item(kind, address + at * size, body[at * size : (at + 1) * size], fields)


def _blocks(data: bytes) -> Iterator[tuple[bytes, int, int, int, bytes]]:
    at = 12
    while at < len(data):
        code, size, address, index, count = struct.unpack_from("<4siQii", data, at)
        if code == b"ENDB":
            return
        yield code, address, index, count, data[at + 24 : at + 24 + size]
        at += 24 + size


def _structures(dna: bytes) -> list[tuple[str, int, dict[str, tuple[int, int]]]]:
    """Return each structure's name, size and fields."""
    at = 4

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + form, dna, at)
        at += struct.calcsize(form)
        return int(value)

    def tag(name: bytes) -> None:
        nonlocal at
        at = (at + 3) // 4 * 4
        if dna[at : at + 4] != name:
            raise ValueError(f"{name!r} expected in the table of structures")
        at += 4

    def words() -> list[str]:
        nonlocal at
        found = []
        for _ in range(number("i")):
            end = dna.index(b"\0", at)
            found.append(dna[at:end])
            at = end + 1
        return [word.decode() for word in found]

    tag(b"NAME")
    names = words()
    tag(b"TYPE")
    types = words()
    tag(b"TLEN")
    sizes = [number("H") for _ in types]
    tag(b"STRC")
    structures = []
    for _ in range(number("i")):
        kind, count = number("H"), number("H")
        fields: dict[str, tuple[int, int]] = {}
        offset = 0
        for _ in range(count):
            type_index, name_index = number("H"), number("H")
            declared = _DECLARED.match(names[name_index])
            if declared is None:
                raise ValueError(f"{names[name_index]!r} is no name of a field")
            size = 8 if declared["pointer"] else sizes[type_index]
            for each in re.findall(r"\d+", declared["counts"]):
                size *= int(each)
            fields[declared["name"]] = (offset, size)
            offset += size
        structures.append((types[kind], sizes[kind], fields))
    return structures
