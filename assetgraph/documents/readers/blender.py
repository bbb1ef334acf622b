"""Blender files: libraries, images, sounds, fonts, caches, what the sequencer shows, and what scenes render to.

What is linked by a library is the library's own; no other file is opened. What is packed into the file is no
reference. `//` stays, which means the file's folder. The library, under the GPL, is the extra `blender`.
Not here: whether a file is fit for the library (scenes/blend_file.py).
"""

from __future__ import annotations

import os
import struct
from importlib import import_module
from pathlib import Path
from typing import Any

from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent, Media, Reference, ReferenceKind
from assetgraph.documents.scenes import blend_file
from assetgraph.documents.scenes.blender_outputs import Output
from assetgraph.errors import DocumentError, UnsafeDocument

FORMATS = ("blend",)
TOOL = "blender-asset-tracer"
_KINDS = {
    **dict.fromkeys(("Library",), ReferenceKind.LIBRARY),
    **dict.fromkeys(("Image",), ReferenceKind.TEXTURE),
    **dict.fromkeys(("MovieClip", "Strip"), ReferenceKind.CLIP),
    **dict.fromkeys(
        (
            "CacheFile",
            "FluidDomainSettings",
            "FluidsimSettings",
            "Mesh",  # displacement that lies beside the file
            "MeshCacheModifierData",
            "NodesModifierBake",
            "NodesModifierData",
            "OceanModifierData",
            "PointCache",
            "SmokeDomainSettings",
            "Volume",
        ),
        ReferenceKind.CACHE,
    ),
}
_SOUND = "bSound"
_SCENE = b"SC"
_ADDS_ENDING = 1 << 4
"""The bit of a scene's modes that makes Blender add the ending of the format."""
_PACKED = (b"packedfile", (b"packedfiles", b"first"))
_DAMAGED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)
_POINTERS_A_BLOCK = 20
_LEAST_POINTERS = 100_000


def read(path: str) -> DocumentContent:
    """What the blocks of the file refer to. Raises DocumentError, UnreadableFile."""
    blendfile = _library("blendfile")
    collector = Collector()
    with blend_file.checked(path) as place:
        file = _open(blendfile, place)
        seen: set[tuple[int, bytes]] = set()
        try:
            for block in _library("trace").asset_holding_blocks(each for each in file.blocks if each.code != b"DATA"):
                _block(blendfile, collector, block, seen)
            for block in file.blocks:
                if block.code == _SCENE:
                    _output(blendfile, collector, block)
        finally:
            file.close()
    return collector.content()


def _open(blendfile: Any, place: Path) -> Any:
    try:
        return _bounded(blendfile)(place)
    except (blendfile.exceptions.BlendFileError, *_DAMAGED) as error:
        raise DocumentError(
            f"{type(error).__name__}: {error}"[:300], tool=TOOL, next_step="open it in Blender and save it again"
        ) from None


def _bounded(blendfile: Any) -> Any:
    """The library's file, which follows no more pointers than a sound one has: a list may be made to have no end."""

    class Bounded(blendfile.BlendFile):  # type: ignore[misc]
        followed = 0

        def __init__(self, path: Path) -> None:
            self.fileobj: Any = None
            try:
                super().__init__(path)
            except BaseException:
                self.close()
                raise

        def dereference_pointer(self, address: int) -> Any:
            self.followed += 1
            if self.followed > _LEAST_POINTERS + _POINTERS_A_BLOCK * len(self.blocks):
                raise UnsafeDocument(
                    "lists in it have no end", tool="assetgraph", next_step="open it in Blender and save it again"
                )
            return super().dereference_pointer(address)

    return Bounded


def _block(blendfile: Any, collector: Collector, block: Any, seen: set[tuple[int, bytes]]) -> None:
    """Collect what a block uses; a path is told by the block that holds it, and again by those that use that one."""
    try:
        for usage in _library("trace.blocks2assets").iter_assets(block):
            key = (usage.block.file_offset, bytes(usage.asset_path))
            if key not in seen and not _is_packed(usage.block):
                _collect(collector, usage)
            seen.add(key)
    except (blendfile.exceptions.BlendFileError, blendfile.exceptions.SegmentationFault, *_DAMAGED) as error:
        code = block.code.decode("ascii", "replace")
        collector.note(f"a block {code!r} that is not understood ({type(error).__name__})", partial=True)


def _output(blendfile: Any, collector: Collector, scene: Any) -> None:
    """What a scene renders to."""
    try:
        said, picture = (_setting(scene, *names) for names in ((b"pic",), (b"im_format", b"imtype")))
        if not isinstance(said, bytes) or not isinstance(picture, int):
            return
        output = Output(
            path=os.fsdecode(said),
            format=picture,
            container=_setting(scene, b"ffcodecdata", b"type"),
            adds_ending=bool((_setting(scene, b"scemode") or 0) & _ADDS_ENDING),
            first=_setting(scene, b"sfra") or 0,
            last=_setting(scene, b"efra") or 0,
        )
    except (blendfile.exceptions.BlendFileError, *_DAMAGED) as error:
        collector.note(f"the output of a scene that is not understood ({type(error).__name__})", partial=True)
        return
    if raw := output.name():
        collector.refer(Reference(raw=raw, kind=ReferenceKind.WRITE), media=Media.PICTURE)


def _setting(scene: Any, *names: bytes) -> Any:
    """A setting of rendering; None in a file that does not have it."""
    return scene.get((b"r", *names), default=None)


def _is_packed(block: Any) -> bool:
    return any(block.get(field, default=0) for field in _PACKED)


def _collect(collector: Collector, usage: Any) -> None:
    said = _said(usage)
    if said.strip(b"/\\"):
        owner = usage.block.dna_type_name
        collector.refer(
            Reference(raw=os.fsdecode(said), kind=_KINDS.get(owner, ReferenceKind.READ)),
            media=Media.SOUND if owner == _SOUND else None,
        )


def _said(usage: Any) -> bytes:
    """The path as the file has it: the library turns backslashes, and makes up names of caches from several fields."""
    found = bytes(usage.asset_path)
    if usage.path_full_field is not None:
        said = usage.block.get(usage.path_full_field.name.name_only, default=b"")
    else:
        said = usage.block.get(usage.path_dir_field.name.name_only, default=b"") + os.path.basename(found)
    return said if isinstance(said, bytes) and said.replace(b"\\", b"/") == found else found


def _library(name: str) -> Any:
    try:
        import_module("zstandard")
        return import_module(f"blender_asset_tracer.{name}")
    except ImportError:
        raise DocumentError(
            "blender-asset-tracer and zstandard, which read Blender files, are not both installed",
            tool=TOOL,
            next_step="pip install 'assetgraph[blender]'",
        ) from None
