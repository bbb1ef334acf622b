"""What relate asks the graph about IMF and DCP packages, and the acts on them that are no upsert.

Each method is one statement of cypher/maintenance. A package is named by the key of its asset map, which is a
document. Not here: reading packages (documents/packages/), deciding what supplements what (relate/packages/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance

_PAGE = 100
_UNCHECKED_PAGE = 500


@dataclass(frozen=True, slots=True)
class KnownMember:
    """An asset of a package, as it was last written."""

    map_uid: str
    uuid: str
    located: tuple[str, ...]
    """Its files, one a chunk."""
    size_ok: bool | None
    hash: str | None
    hash_ok: bool | None
    hash_mtimes_ns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PendingPackage:
    """A package that waits to be told which others have what it plays and has not."""

    uid: str
    uuid: str | None
    volume_uid: str
    rel_path: str
    foreign: tuple[tuple[str, str], ...]
    """(key, UUID) of those package assets."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A package that has an asset."""

    asset_uuid: str
    uid: str
    uuid: str | None
    volume_uid: str
    rel_path: str
    located: tuple[str, ...]
    is_whole: bool
    """Whether the asset is there, and as it is told."""


@dataclass(frozen=True, slots=True)
class MemberFile:
    """A file of a package asset, as the graph knows it."""

    path: bytes
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class UncheckedMember:
    """An asset whose hash may be checked."""

    uid: str
    map_uid: str
    hash: str
    """Base64."""
    algorithm: str
    files: tuple[MemberFile, ...]
    """One a chunk, in their order."""


class Packages:
    """The graph as relate sees it, of packages."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def gone(self, volume: str) -> list[str]:
        """Asset maps that are no longer there, or none any more, of packages that still are in the graph."""
        return [row["map_uid"] for row in self._read("gone_packages", volume_uid=volume)]

    def members(self, maps: Sequence[str]) -> dict[str, dict[str, KnownMember]]:
        """By asset map: what the package had when it was last written, by UUID."""
        found: dict[str, dict[str, KnownMember]] = {uid: {} for uid in maps}
        for row in self._read("package_members", uids=list(maps)):
            known = row | {"located": tuple(row["located"]), "hash_mtimes_ns": tuple(row["hash_mtimes_ns"] or ())}
            found[row["map_uid"]][row["uuid"]] = KnownMember(**known)
        return found

    def wake_version_files(self) -> None:
        """Packages wait that play what those have that wait."""
        self._graph.write(maintenance("wake_version_files"), {})

    def pending(self) -> Iterator[list[PendingPackage]]:
        """Pages of packages that wait; one that is not written is not seen again."""
        after = ""
        while rows := self._read("pending_packages", after=after, limit=_PAGE):
            yield [
                PendingPackage(
                    row["uid"],
                    row["uuid"],
                    row["volume_uid"],
                    row["rel_path"],
                    tuple((each["uid"], each["uuid"]) for each in row["foreign_assets"]),
                )
                for row in rows
            ]
            after = rows[-1]["uid"]

    def holders(self, uuids: Iterable[str]) -> dict[str, list[Holder]]:
        """By UUID of an asset: the packages that have it."""
        found: dict[str, list[Holder]] = {}
        for row in self._read("packages_with", uuids=sorted(set(uuids))):
            found.setdefault(row["asset_uuid"], []).append(Holder(**(row | {"located": tuple(row["located"])})))
        return found

    def unchecked(self, volume: str, algorithms: Iterable[str]) -> Iterator[UncheckedMember]:
        """Assets of a volume's packages whose hash is told and was not checked since they changed, if all is there.

        One that stays unchecked is not seen again.
        """
        after, known = "", sorted(algorithms)
        while rows := self._read(
            "unchecked_members", volume_uid=volume, algorithms=known, after=after, limit=_UNCHECKED_PAGE
        ):
            for row in rows:
                files = tuple(_file(each) for each in row["files"])
                yield UncheckedMember(row["uid"], row["map_uid"], row["hash"], row["algorithm"], files)
            after = rows[-1]["uid"]

    def set_hashes(self, rows: Sequence[Row]) -> None:
        """Note what came of checking hashes: uid, hash, hash_ok, hash_mtimes_ns."""
        self._graph.write(maintenance("set_package_hashes"), {"rows": list(rows)})

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)


def _file(row: Row) -> MemberFile:
    folder = bytes(row["raw_folder"]) if row["raw_folder"] else row["folder"].encode()
    name = bytes(row["raw_name"]) if row["raw_name"] else row["name"].encode()
    return MemberFile(folder.rstrip(b"/") + b"/" + name, row["size"], row["mtime_ns"])
