"""A folder with an ASSETMAP -> Package: all that its documents tell, and what they lack.

Links are not followed, and count as no files. Not here: whether sizes and hashes are right (checking.py).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar
from xml.etree.ElementTree import Element

from assetgraph.documents import guard
from assetgraph.documents.packages import lists, playlists
from assetgraph.documents.packages.elements import parsed, places, same_name
from assetgraph.documents.packages.model import (
    Asset,
    Chunk,
    Composition,
    OutputProfile,
    Package,
    PackedAsset,
    PackingList,
)
from assetgraph.errors import DocumentError, MediaError, UnreadableFile, UnsafeDocument
from assetgraph.media.formats import HEAD_BYTES, LFS_POINTER, sniff
from assetgraph.media.hashes import opened

MOST_FILES = 200_000
"""In one package's folder and below it."""
_MAPS = frozenset(("assetmap", "assetmap.xml"))
_INDEXES = frozenset(("volindex", "volindex.xml"))
_Read = TypeVar("_Read")


def is_map(name: str) -> bool:
    """Whether a file of this name makes its folder a package."""
    return name.lower() in _MAPS


def read_package(folder: str) -> Package:
    """The package whose ASSETMAP lies in this folder.

    Raises DocumentError when there is none, or it cannot be read; UnsafeDocument, UnreadableFile.
    """
    found = _Folder(folder)
    maps = sorted(name for name in found.files if is_map(name))
    if not maps:
        raise DocumentError("no ASSETMAP in it", path=folder, tool="assetgraph", next_step="give a package's folder")
    return _Package(folder, found, maps).put_together()


class _Folder:
    """The files in a folder and below it."""

    def __init__(self, folder: str) -> None:
        self.notes: list[str] = []
        self.files: set[str] = set()
        self.own: set[str] = set()
        """Folders with a map."""
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            for name, is_folder in self._entries(folder, inside):
                if is_folder:
                    waiting.append(f"{inside}{name}/")
                else:
                    self.files.add(inside + name)
                if is_map(name):
                    self.own.add(inside)
                if len(self.files) + len(waiting) > MOST_FILES:
                    raise UnsafeDocument(
                        f"more than {MOST_FILES:,} files in the folder",
                        path=folder,
                        tool="assetgraph",
                        next_step="move the package to a folder of its own",
                    )
        self._by_name = {same_name(each): each for each in sorted(self.files)}

    def _entries(self, folder: str, inside: str) -> Iterator[tuple[str, bool]]:
        try:
            with os.scandir(os.path.join(folder, inside)) as entries:
                for entry in entries:
                    is_folder = entry.is_dir(follow_symlinks=False)
                    if is_folder or entry.is_file(follow_symlinks=False):
                        yield entry.name, is_folder
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            if not inside:
                raise UnreadableFile(
                    reason, path=folder, tool="file system", next_step="check permissions and the volume"
                ) from None
            self.notes.append(f"{inside}: {reason}")

    def file(self, wanted: str) -> str | None:
        """The file of that name, whatever Unicode form the name has."""
        return wanted if wanted in self.files else self._by_name.get(same_name(wanted))

    def is_own(self, file: str) -> bool:
        """Whether it belongs to a package inside this folder."""
        ends = (index + 1 for index, letter in enumerate(file) if letter == "/")
        return any(file[:end] in self.own for end in ends)


@dataclass(slots=True)
class _Package:
    """A package in the making."""

    folder: str
    found: _Folder
    maps: list[str]
    notes: list[str] = field(default_factory=list)
    lists: list[PackingList] = field(default_factory=list)
    compositions: list[Composition] = field(default_factory=list)
    profiles: list[OutputProfile] = field(default_factory=list)

    def put_together(self) -> Package:
        """Read all and compare."""
        volume = self._volume()
        assets = [asset for name in self.maps for asset in self._mapped(name)]
        for asset in assets:
            self._document(asset)
        assets = self._packed(assets)
        known = {asset.uuid for asset in assets}
        listed = dict.fromkeys(entry.uuid for each in self.lists for entry in each.assets)
        played = dict.fromkeys(play.asset for each in self.compositions for play in each.plays())
        elsewhere = [each for each in assets if any(self._is_elsewhere(chunk, volume) for chunk in each.chunks)]
        return Package(
            maps=tuple(self.maps),
            volume=volume,
            assets=tuple(assets),
            packing_lists=tuple(self.lists),
            compositions=tuple(self.compositions),
            profiles=tuple(self.profiles),
            missing=tuple(each for each in assets if self._is_missing(each, volume)),
            elsewhere=tuple(elsewhere),
            unnamed=tuple(sorted(self._unnamed(assets))),
            unmapped=tuple(each for each in listed if each not in known),
            foreign=tuple(each for each in played if each not in known),
            notes=tuple(dict.fromkeys((*self.found.notes, *self.notes))),
        )

    def _volume(self) -> int | None:
        names = sorted(name for name in self.found.files if name.lower() in _INDEXES)
        return next((index for name in names if (index := self._try(name, "VolumeIndex", lists.volume_index))), None)

    def _mapped(self, name: str) -> Iterator[Asset]:
        read = lists.asset_map(parsed(guard.read(os.path.join(self.folder, name)), "AssetMap"))
        self.notes += (f"{name}: {note}" for note in read.notes)
        for asset in read.assets:
            yield replace(asset, chunks=tuple(self._placed(chunk) for chunk in asset.chunks))

    def _placed(self, chunk: Chunk) -> Chunk:
        """The chunk, with the file that is there where its path can be read in two ways."""
        there = (self.found.file(each) for each in places(chunk.path))
        return replace(chunk, file=next((each for each in there if each), chunk.file))

    def _is_elsewhere(self, chunk: Chunk, volume: int | None) -> bool:
        return bool(volume) and chunk.volume != volume and chunk.file not in self.found.files

    def _is_missing(self, asset: Asset, volume: int | None) -> bool:
        here = [chunk for chunk in asset.chunks if not self._is_elsewhere(chunk, volume)]
        return not asset.chunks or any(chunk.file not in self.found.files for chunk in here)

    def _unnamed(self, assets: list[Asset]) -> Iterator[str]:
        named = {chunk.file for asset in assets for chunk in asset.chunks}
        for file in self.found.files:
            is_index = file.lower() in _INDEXES
            if not (file in named or file in self.maps or is_index or self.found.is_own(file)):
                yield file

    def _document(self, asset: Asset) -> None:
        """Read the asset if it is one of the package's documents."""
        name = asset.path
        if name is None or name not in self.found.files or len(asset.chunks) != 1:
            return
        kind = self._kind(name)
        if asset.is_packing_list and kind != "pkl":
            self.notes.append(f"{name}: the map calls it a packing list, and it is none")
        document = self._try(name, *_READERS[kind]) if kind in _READERS else None
        if document is None:
            return
        document = replace(document, path=name)
        match document:
            case PackingList():
                self.lists.append(document)
            case Composition():
                self.compositions.append(document)
            case OutputProfile():
                self.profiles.append(document)
        self.notes += (f"{name}: {note}" for note in document.notes)
        if document.uuid != asset.uuid:
            self.notes.append(f"{name}: it calls itself {document.uuid}, the map {asset.uuid}")

    def _kind(self, name: str) -> str | None:
        """The format that its first bytes tell."""
        try:
            with opened(os.path.join(self.folder, name)) as (descriptor, _):
                row = sniff(os.pread(descriptor, HEAD_BYTES, 0), name).format
        except MediaError as error:
            self.notes.append(f"{name}: {error.reason}")
            return None
        if row and row.name == LFS_POINTER:
            self.notes.append(f"{name}: a Git LFS pointer, not the file itself")
        return row.name if row else None

    def _try(self, name: str, root: str, read: Callable[[Element], _Read]) -> _Read | None:
        try:
            return read(parsed(guard.read(os.path.join(self.folder, name)), root))
        except MediaError as error:
            self.notes.append(f"{name}: {error.reason}")
            return None

    def _packed(self, assets: list[Asset]) -> list[Asset]:
        """The assets, each with what the first packing list that has it says."""
        told: dict[str, PackedAsset] = {}
        for entry in (entry for each in self.lists for entry in each.assets):
            first = told.setdefault(entry.uuid, entry)
            if (entry.size, entry.hash) != (first.size, first.hash):
                self.notes.append(f"packing lists do not agree on {entry.uuid}")
        counts = Counter(asset.uuid for asset in assets if asset.uuid)
        self.notes += (f"the map has {uuid} {count} times" for uuid, count in counts.items() if count > 1)
        return [_with(asset, told.get(asset.uuid or "")) for asset in assets]


def _with(asset: Asset, entry: PackedAsset | None) -> Asset:
    if entry is None:
        return asset
    size = asset.size if entry.size is None else entry.size
    return replace(asset, size=size, hash=entry.hash, algorithm=entry.algorithm, type=entry.type)


_Document = PackingList | Composition | OutputProfile
_READERS: dict[str | None, tuple[str, Callable[[Element], _Document]]] = {
    "pkl": ("PackingList", lists.packing_list),
    "cpl": ("CompositionPlaylist", playlists.composition),
    "opl": ("OutputProfileList", playlists.output_profile),
}
