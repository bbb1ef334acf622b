"""Writes small .blend files with a catalogue of fields of their own: what a reader must find in them is known."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

LETTERS = {"char": 1, "short": 2, "int": 4, "void": 0}
NAME = ("char", "name[1024]")
PACKED = ("PackedFile", "*packedfile")
FILEPATH = ("char", "filepath[1024]")
LINKS = (("void", "*next"), ("void", "*prev"))
MODIFIER = ("ModifierData", "modifier")
ID = ("ID", "id")
STRUCTURES: dict[str, tuple[tuple[str, str], ...]] = {
    "ID": (("char", "name[66]"), ("char", "pad[6]")),
    "ListBase": (("void", "*first"), ("void", "*last")),
    "PackedFile": (("int", "size"), ("int", "seek")),
    "Library": (ID, NAME, PACKED),
    "Image": (ID, NAME, ("short", "source"), ("short", "pad"), PACKED, ("ListBase", "packedfiles")),
    "bSound": (ID, NAME, PACKED),
    "VFont": (ID, NAME, PACKED),
    "MovieClip": (ID, NAME),
    "CacheFile": (ID, FILEPATH),
    "Volume": (ID, FILEPATH, ("char", "is_sequence")),
    "CustomDataExternal": (("char", "filename[1024]"),),
    "CustomData": (("CustomDataExternal", "*external"),),
    "Mesh": (ID, ("CustomData", "ldata"), ("CustomData", "fdata")),
    "Tex": (ID, ("Image", "*ima")),
    "Object": (ID, ("ListBase", "modifiers")),
    "ModifierData": (*LINKS, ("int", "type"), ("int", "mode")),
    "DisplaceModifierData": (MODIFIER, ("Tex", "*texture")),
    "MeshCacheModifierData": (MODIFIER, FILEPATH),
    "StripElem": (("char", "name[256]"),),
    "Strip": (("StripElem", "*stripdata"), ("char", "dir[768]")),
    "Sequence": (*LINKS, ("int", "type"), ("int", "pad"), ("Strip", "*strip"), ("ListBase", "seqbase")),
    "Editing": (("ListBase", "seqbase"),),
    "ImageFormatData": (("char", "imtype"), ("char", "pad[3]")),
    "FFMpegCodecData": (("int", "type"),),
    "RenderData": (
        ("ImageFormatData", "im_format"),
        ("FFMpegCodecData", "ffcodecdata"),
        ("int", "sfra"),
        ("int", "efra"),
        ("int", "scemode"),
        ("char", "pic[1024]"),
    ),
    "Scene": (ID, ("RenderData", "r"), ("Editing", "*ed")),
}
DISPLACE, MESH_CACHE = 14, 46
IMAGE_STRIP, META_STRIP, MOVIE_STRIP = 0, 1, 3


@dataclass
class BlendWriter:
    """Blocks are added with the values of their fields; a pointer is the address of the block it points to."""

    head: bytes = b"BLENDER-v279"
    blocks: list[tuple[bytes, str, int, dict[str, Any]]] = field(default_factory=list)

    @property
    def order(self) -> str:
        return ">" if self.head[8:9] == b"V" else "<"

    @property
    def pointer(self) -> str:
        return "I" if self.head[7:8] == b"_" else "Q"

    def add(self, code: str, structure: str, /, at: int = 0, **values: Any) -> int:
        """Add a block and give its address."""
        address = at or 0x1000 + 16 * len(self.blocks)
        self.blocks.append((code.encode(), structure, address, values))
        return address

    def data(self, end: bool = True, catalogue: bytes | None = None) -> bytes:
        """The whole file."""
        found = [self.head]
        numbers = {name: index for index, name in enumerate(STRUCTURES)}
        for code, structure, address, values in self.blocks:
            body = self._values(structure, "", values)
            found += [self.header(code, len(body), address, numbers[structure]), body]
        told = self.catalogue() if catalogue is None else catalogue
        found += [self.header(b"DNA1", len(told), 8, 0), told]
        if end:
            found.append(self.header(b"ENDB", 0, 0, 0))
        return b"".join(found)

    def header(self, code: bytes, length: int, address: int, number: int, items: int = 1) -> bytes:
        """The header of a block."""
        if self.head[7:9] == b"17":
            return struct.pack("<4siQqq", code, number, address, length, items)
        return struct.pack(f"{self.order}4si{self.pointer}ii", code, length, address, number, items)

    def catalogue(self) -> bytes:
        """Names, types and structures, as Blender writes them before its end."""
        types = [*LETTERS, *STRUCTURES]
        names = sorted({name for fields in STRUCTURES.values() for _, name in fields})
        number, pair = struct.Struct(f"{self.order}I"), struct.Struct(f"{self.order}HH")
        out = b"SDNANAME" + number.pack(len(names)) + b"".join(each.encode() + b"\0" for each in names)
        out = aligned(out) + b"TYPE" + number.pack(len(types)) + b"".join(each.encode() + b"\0" for each in types)
        sizes = [self.size(each) for each in types]
        out = aligned(aligned(out) + b"TLEN" + struct.pack(f"{self.order}{len(types)}H", *sizes))
        out += b"STRC" + number.pack(len(STRUCTURES))
        for structure, fields in STRUCTURES.items():
            out += pair.pack(types.index(structure), len(fields))
            out += b"".join(pair.pack(types.index(kind), names.index(name)) for kind, name in fields)
        return out

    def size(self, kind: str) -> int:
        """Bytes of a type."""
        if kind in LETTERS:
            return LETTERS[kind]
        return sum(self._field_size(each, name) for each, name in STRUCTURES[kind])

    def _field_size(self, kind: str, name: str) -> int:
        if name.startswith("*"):
            return struct.calcsize(self.order + self.pointer)
        count = int(name[name.index("[") + 1 : -1]) if "[" in name else 1
        return count * self.size(kind)

    def _values(self, structure: str, before: str, values: dict[str, Any]) -> bytes:
        """The fields of a structure; those of one within it are named with an underscore between."""
        out = b""
        for kind, name in STRUCTURES[structure]:
            plain = before + name.strip("*").partition("[")[0]
            if kind in STRUCTURES and not name.startswith("*"):
                out += self._values(kind, f"{plain}_", values)
                continue
            size = self._field_size(kind, name)
            value = values.get(plain, 0)
            if isinstance(value, bytes):
                out += value.ljust(size, b"\0")
            else:
                out += int(value).to_bytes(size, "big" if self.order == ">" else "little")
        return out


def aligned(data: bytes) -> bytes:
    """With zeros up to a multiple of four bytes."""
    return data + bytes(-len(data) % 4)
