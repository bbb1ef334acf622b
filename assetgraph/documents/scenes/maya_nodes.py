"""Which attributes of which Maya nodes name files, and what a file name means beside the node's other settings.

Not here: reading scenes (readers/maya.py, readers/maya_binary.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assetgraph.documents.records import Media, Reference, ReferenceKind, StateHint
from assetgraph.documents.scenes.maya_project import MayaProject
from assetgraph.media.formats import format_for_name
from assetgraph.model.records import Kind

LONGEST = 4096
"""Characters of a path, as most systems have it."""
_VARIABLE = re.compile(r"\$\{?[A-Za-z_]|%[A-Za-z_]\w*%|^~")
_COPY = re.compile(r"\{\d+\}$")
_FRAME = re.compile(r"\d+(?=\.[A-Za-z]\w*$)", re.ASCII)
_TILE = re.compile(r"(?<!\d)1\d{3}(?!\d)(?=[^/\\]*$)", re.ASCII)
_TOKEN = re.compile(r"<\w+>")
_ON = frozenset(("yes", "on", "true", "1"))
_MARI_TILES = "3"
Attributes = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class FileNode:
    """The attributes of a type of node that name files, by their short and long names."""

    kind: ReferenceKind
    attributes: tuple[str, ...]
    media: Media | None = None


_TEXTURE = ReferenceKind.TEXTURE
_PICTURE = Media.PICTURE
_CACHE = ReferenceKind.CACHE
_ARNOLD = FileNode(_TEXTURE, ("filename",), _PICTURE)
_REDSHIFT = FileNode(_TEXTURE, ("tex0",), _PICTURE)
_RENDERMAN = FileNode(_TEXTURE, ("filename",), _PICTURE)
_PROXY = FileNode(_CACHE, ("fn", "fileName"))
_USD = FileNode(ReferenceKind.LIBRARY, ("fp", "filePath"))
FILE_NODES: Mapping[str, FileNode] = {
    **dict.fromkeys(
        ("file", "psdFileTex", "movie", "mentalrayTexture"), FileNode(_TEXTURE, ("ftn", "fileTextureName"), _PICTURE)
    ),
    "imagePlane": FileNode(ReferenceKind.READ, ("imn", "imageName"), _PICTURE),
    "audio": FileNode(ReferenceKind.READ, ("f", "filename"), Media.SOUND),
    "AlembicNode": FileNode(_CACHE, ("fn", "abc_File", "fns", "abc_layerFiles")),
    "gpuCache": FileNode(_CACHE, ("cfn", "cacheFileName")),
    "aiImage": _ARNOLD,
    "aiStandIn": FileNode(_CACHE, ("dso",)),
    "aiVolume": FileNode(_CACHE, ("filename",)),
    "RedshiftNormalMap": _REDSHIFT,
    "RedshiftSprite": _REDSHIFT,
    "RedshiftDomeLight": _REDSHIFT,
    "RedshiftProxyMesh": _PROXY,
    "VRayMesh": FileNode(_CACHE, ("fn", "fileName", "fn2", "fileName2")),
    "PxrTexture": _RENDERMAN,
    "PxrNormalMap": _RENDERMAN,
    "PxrBump": _RENDERMAN,
    "PxrPtexture": _RENDERMAN,
    "mayaUsdProxyShape": _USD,
    "pxrUsdProxyShape": _USD,
}
CACHE_FILE = "cacheFile"
"""It names a folder and a name apart."""
_BY_ENDING = {
    **dict.fromkeys("ma mb fbx usd usda usdc usdz".split(), ReferenceKind.LIBRARY),
    **dict.fromkeys("abc vdb ass rs vrmesh vrscene mcx mcc".split(), _CACHE),
    **dict.fromkeys(("tx", "tex"), _TEXTURE),
}
_BY_KIND = {
    Kind.IMAGE: (_TEXTURE, _PICTURE),
    Kind.VIDEO: (ReferenceKind.READ, _PICTURE),
    Kind.AUDIO: (ReferenceKind.READ, Media.SOUND),
}
SETTINGS = frozenset(("ufe", "useFrameExtension", "uvt", "uvTilingMode"))
CACHE_PARTS = frozenset(("cp", "cachePath", "cn", "cacheName"))
EDITED = {
    "fileTextureName": FILE_NODES["file"],
    "imageName": FILE_NODES["imagePlane"],
    "abc_File": FILE_NODES["AlembicNode"],
    "cacheFileName": FILE_NODES["gpuCache"],
}
"""Long names that belong to one kind of node alone: what an edit of a referenced node names by them is sure."""


def wanted(node_type: str) -> frozenset[str]:
    """The attributes that tell something about files; none of a node that names no file."""
    if node_type == CACHE_FILE:
        return CACHE_PARTS
    node = FILE_NODES.get(node_type)
    return frozenset(node.attributes) | SETTINGS if node else frozenset()


def references(
    node_type: str, attributes: Attributes, project: MayaProject
) -> Iterator[tuple[Reference, Media | None]]:
    """The files that a node names."""
    if node_type == CACHE_FILE:
        folder, name = (_first(attributes, *names) for names in (("cp", "cachePath"), ("cn", "cacheName")))
        if name:
            raw = f"{folder.rstrip('/')}/{name}.xml" if folder else f"{name}.xml"
            yield reference(raw, _CACHE, project), None
        return
    node = FILE_NODES[node_type]
    for said in dict.fromkeys(value for name in node.attributes for value in attributes.get(name, ())):
        # The length of a list stands before its texts.
        if said.strip() and not said.isdecimal():
            yield reference(_all_frames(said, attributes), node.kind, project), node.media


def reference(raw: str, kind: ReferenceKind, project: MayaProject) -> Reference:
    """A reference as it is written; one with a variable of the system in it says so."""
    hint = StateHint.VARIABLE if _VARIABLE.search(raw) else None
    return Reference(raw=raw, kind=kind, below=project.start_of(raw), state_hint=hint)


def guess(path: str) -> tuple[ReferenceKind, Media | None] | None:
    """What a scene does with a file of this ending; None when it names no file that scenes use."""
    ending = path.rpartition(".")[2].lower()
    if ending in _BY_ENDING:
        return _BY_ENDING[ending], _PICTURE if _BY_ENDING[ending] is _TEXTURE else None
    row = format_for_name(path)
    return _BY_KIND.get(row.kind) if row else None


def without_copy_number(path: str) -> str:
    """The path of a reference: Maya adds {1}, {2} where a scene refers to one file several times."""
    return _COPY.sub("", path)


def _all_frames(said: str, attributes: Attributes) -> str:
    """The pattern, where one file stands for a sequence or for tiles; a name with both is left as it is."""
    if _TOKEN.search(said):
        return said
    moves = (_first(attributes, "ufe", "useFrameExtension") or "").lower() in _ON
    tiles = _first(attributes, "uvt", "uvTilingMode") == _MARI_TILES
    if moves and not tiles:
        return _FRAME.sub("<f>", said)
    if tiles and not moves:
        numbers = list(_TILE.finditer(said))
        return said[: numbers[-1].start()] + "<UDIM>" + said[numbers[-1].end() :] if numbers else said
    return said


def _first(attributes: Attributes, *names: str) -> str | None:
    return next((values[-1] for name in names if (values := attributes.get(name))), None)
