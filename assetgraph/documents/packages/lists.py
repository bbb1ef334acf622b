"""What is in the package: ASSETMAP (which file is which asset), PKL (sizes, hashes, types), VOLINDEX.

Not here: whether the files are there (reading.py) and are what is said of them (checking.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assetgraph.documents.packages.elements import child, children, flag, local, number, places, text, uuid
from assetgraph.documents.packages.model import Asset, AssetMap, Chunk, PackedAsset, PackingList

_USUAL_ALGORITHM = "http://www.w3.org/2000/09/xmldsig#sha1"
_ALGORITHMS = {_USUAL_ALGORITHM: "sha1", "http://www.w3.org/2001/04/xmlenc#sha256": "sha256"}


def asset_map(root: Element) -> AssetMap:
    """An ASSETMAP of any flavour."""
    notes = _whether_listed(root)
    assets = tuple(_asset(each, notes) for each in children(child(root, "AssetList"), "Asset"))
    return AssetMap(uuid(text(root, "Id")), assets, number(text(root, "VolumeCount")), tuple(notes))


def packing_list(root: Element) -> PackingList:
    """A PKL of any flavour."""
    assets: list[PackedAsset] = []
    notes = _whether_listed(root)
    for each in children(child(root, "AssetList"), "Asset"):
        found = _packed(each)
        if found:
            assets.append(found)
        else:
            notes.append(f"an entry of the packing list whose Id is no UUID: {text(each, 'Id')}")
    return PackingList(uuid(text(root, "Id")), tuple(assets), notes=tuple(notes))


def volume_index(root: Element) -> int | None:
    """Which volume a VOLINDEX says this is."""
    return number(text(root, "Index"))


def _whether_listed(root: Element) -> list[str]:
    return ["it has no list of assets"] if child(root, "AssetList") is None else []


def _asset(element: Element, notes: list[str]) -> Asset:
    said = text(element, "Id")
    if not uuid(said):
        notes.append(f"an asset whose Id is no UUID: {said}")
    chunks = tuple(_chunks(element, notes))
    if not chunks:
        notes.append(f"an asset without a path: {said}")
    mark = child(element, "PackingList")
    return Asset(
        uuid=uuid(said),
        chunks=chunks,
        # Interop only sets the mark, SMPTE also says whether it is true.
        is_packing_list=mark is not None and ((mark.text or "").strip() == "" or flag((mark.text or "").strip())),
        size=_together(chunks),
    )


def _chunks(asset: Element, notes: list[str]) -> Iterator[Chunk]:
    """Its chunks in the order of their offsets."""
    found: list[Chunk] = []
    for element in asset:
        if local(element) == "Chunk":
            notes.append("a chunk that stands outside of a list of chunks")
        for each in [element] if local(element) == "Chunk" else children(element, "Chunk"):
            path = text(each, "Path")
            if path is None:
                continue
            where = places(path)
            if not where:
                notes.append(f"a path that points out of the package: {path}")
            volume, offset, length = (number(text(each, name)) for name in ("VolumeIndex", "Offset", "Length"))
            found.append(Chunk(path, where[0] if where else None, volume or 1, offset, length))
    yield from sorted(found, key=lambda chunk: chunk.offset or 0)


def _together(chunks: tuple[Chunk, ...]) -> int | None:
    lengths = [chunk.length for chunk in chunks if chunk.length is not None]
    return sum(lengths) if chunks and len(lengths) == len(chunks) else None


def _packed(element: Element) -> PackedAsset | None:
    said = text(element, "Id")
    known = uuid(said)
    if said is None or known is None:
        return None
    hashed, mark = text(element, "Hash"), child(element, "HashAlgorithm")
    algorithm = (None if mark is None else mark.get("Algorithm")) or _USUAL_ALGORITHM
    return PackedAsset(
        uuid=known,
        raw=said,
        size=number(text(element, "Size")),
        # Base64 may be broken into lines.
        hash="".join(hashed.split()) if hashed else None,
        algorithm=_ALGORITHMS.get(algorithm, algorithm) if hashed else None,
        type=text(element, "Type"),
        name=text(element, "OriginalFileName"),
    )
