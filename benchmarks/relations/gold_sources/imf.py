"""IMF packages as their XML says: maps, packing lists and playlists, with hashes of our own."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

_URN = "urn:uuid:"
_PLAYLISTS = ("CompositionPlaylist", "Composition")  # the second is written by nobody but by mistake
_ALGORITHMS = {"": "sha1", "sha1": "sha1", "sha256": "sha256", "sha512": "sha512"}


@dataclass(frozen=True)
class Listed:
    """What a packing list says of one asset."""

    size: int
    hash: str
    algorithm: str
    name: str
    """OriginalFileName, or nothing."""


@dataclass
class Package:
    """A folder with an asset map."""

    folder: Path
    map: Path
    paths: dict[str, str] = field(default_factory=dict)
    """UUID -> path as the map writes it."""
    lengths: dict[str, int] = field(default_factory=dict)
    """UUID -> bytes, where the map tells them."""
    packing_lists: set[Path] = field(default_factory=set)
    listed: dict[str, Listed] = field(default_factory=dict)
    named: dict[Path, list[str]] = field(default_factory=dict)
    """Packing list, playlist or output profile -> UUIDs that it names, each once."""
    playlists: dict[Path, str] = field(default_factory=dict)
    """Playlist -> its own UUID."""
    malformed: set[Path] = field(default_factory=set)
    """Playlists whose root element is not that of a playlist."""

    def file(self, uuid: str) -> Path | None:
        """Return the file that the map gives for a UUID, when it is there."""
        there = self.folder / unquote(self.paths[uuid]) if uuid in self.paths else None
        return there if there and there.is_file() else None


def read_package(folder: Path) -> Package:
    """Read the map of a folder and each XML beside it."""
    package = Package(folder, folder / "ASSETMAP.xml")
    for asset in _all(ElementTree.parse(package.map).getroot(), "Asset"):
        uuid = _uuid(_text(asset, "Id"))
        package.paths[uuid] = _text(asset, "Path")
        if _all(asset, "Length"):
            package.lengths[uuid] = int(_text(asset, "Length"))
    for path in sorted(folder.glob("*.xml")):
        _take(package, path, ElementTree.parse(path).getroot())
    return package


def agrees(package: Package, uuid: str, file: Path) -> tuple[bool | None, bool | None]:
    """Return whether size (of packing list and map) and hash of a file are as told; None for what nobody tells."""
    data = file.read_bytes()
    listed = package.listed.get(uuid)
    sizes = {listed.size if listed else None, package.lengths.get(uuid)} - {None}
    size_ok = sizes == {len(data)} if sizes else None
    if listed is None:
        return size_ok, None
    return size_ok, base64.b64encode(hashlib.new(listed.algorithm, data).digest()).decode() == listed.hash


def _take(package: Package, path: Path, root: ElementTree.Element) -> None:
    kind = _local(root)
    if kind == "PackingList":
        package.packing_lists.add(path)
        for asset in _all(root, "Asset"):
            uuid = _uuid(_text(asset, "Id"))
            algorithm = [each.get("Algorithm", "") for each in _all(asset, "HashAlgorithm")]
            name = _ALGORITHMS[algorithm[0].rpartition("#")[2] if algorithm else ""]
            original = _text(asset, "OriginalFileName") if _all(asset, "OriginalFileName") else ""
            package.listed[uuid] = Listed(int(_text(asset, "Size")), _text(asset, "Hash"), name, original)
            package.named.setdefault(path, []).append(uuid)
    elif kind in _PLAYLISTS:
        if kind != _PLAYLISTS[0]:
            package.malformed.add(path)
        package.playlists[path] = _uuid(_text(root, "Id"))
        package.named[path] = sorted({_uuid(each.text or "") for each in _all(root, "TrackFileId")})
    elif kind == "OutputProfileList":
        package.named[path] = [_uuid(_text(root, "CompositionPlaylistId"))]


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in element.iter() if _local(each) == name]


def _text(element: ElementTree.Element, name: str) -> str:
    return (_all(element, name)[0].text or "").strip()


def _uuid(text: str) -> str:
    return text.strip().removeprefix(_URN).lower()
