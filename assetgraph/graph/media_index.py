"""Assets by what references and other files know of them: stem, reel, identity, place.

Each method is one statement of cypher/maintenance. Not here: telling which one is meant (relate/).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance
from assetgraph.graph.known import KnownMedia, media_of

MOST_NAMESAKES = 200
"""Assets of one stem or reel that are looked at; where more share it, the name tells nothing."""
_CROWD = MOST_NAMESAKES + 1


@dataclass(slots=True)
class SoughtPlace:
    """A folder in which files are looked for, whatever the case: its path and their names by path_key."""

    volume_uid: str
    folder: str
    names: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    """How names of single files begin that a pattern may mean."""


class MediaIndex:
    """Looks assets up."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def assets_in(self, folders: Sequence[str]) -> list[KnownMedia]:
        """What is in these folders."""
        return [media_of(row) for row in self._read("assets_to_relate", folder_uids=list(folders))]

    def by_stem(self, stems: Iterable[str]) -> dict[str, list[str]]:
        """Keys of assets by stem; nothing tells a stem apart that has more than MOST_NAMESAKES."""
        return self._namesakes("assets_by_stem", "stem", stems=sorted(stems), most=_CROWD)

    def by_reel(self, reels: Iterable[str]) -> dict[str, list[str]]:
        """Keys of assets by reel name, in the case that is asked for, all small or all large; as by_stem."""
        return self._namesakes("assets_by_reel", "reel", reels=sorted(reels), most=_CROWD)

    def by_short_reel(self, reels: Iterable[str]) -> dict[str, list[str]]:
        """Keys of assets by how their reel name or stem begins; as by_stem."""
        return self._namesakes("assets_by_short_reel", "reel", reels=sorted(reels), most=_CROWD)

    def by_identity(self, identities: Iterable[str]) -> dict[str, list[str]]:
        """Keys of assets by UMID or UUID; as by_stem."""
        return self._namesakes("assets_by_identity", "identity", identities=sorted(identities), most=_CROWD)

    def by_uid(self, uids: Iterable[str]) -> dict[str, KnownMedia]:
        """Assets that have not vanished, by uid."""
        return {row["uid"]: media_of(row) for row in self._read("assets_by_uid", uids=sorted(uids))}

    def at_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Location key -> key of the asset that lies there."""
        return {row["key"]: row["uid"] for row in self._read("assets_at_keys", keys=sorted(keys))}

    def vanished_by_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Location key, or key of an asset -> key of the asset that lay there last, or is it, and has vanished."""
        return {row["key"]: row["uid"] for row in self._read("vanished_by_keys", keys=sorted(keys))}

    def at_places(self, places: Iterable[SoughtPlace]) -> list[str]:
        """Keys of assets that lie there."""
        rows = [
            {
                "volume_uid": each.volume_uid,
                "folder": each.folder,
                "names": dict.fromkeys(each.names, True),
                "heads": sorted(each.heads),
            }
            for each in places
        ]
        return [row["uid"] for row in self._read("assets_at_places", places=rows)]

    def media_in_folders(self, folders: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
        """(volume, path_key) -> keys of the media in it, of those of these places that are folders; as by_stem."""
        rows = [{"volume_uid": volume, "folder": folder} for volume, folder in sorted(folders)]
        found: dict[tuple[str, str], list[str]] = {}
        for row in self._read("media_in_folders", places=rows, most=_CROWD):
            found.setdefault((row["volume_uid"], row["folder"]), []).extend(row["uids"])
        return found

    def scanned(self, folders: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bool]:
        """(volume, path_key) -> whether it was listed whole, of those of these folders that are known."""
        rows = [{"volume_uid": volume, "folder": folder} for volume, folder in sorted(folders)]
        found = self._read("scanned_folders", places=rows)
        return {(row["volume_uid"], row["folder"]): row["scanned"] for row in found}

    def user_references(self, documents: Sequence[str]) -> dict[str, dict[str, str]]:
        """Files that a user said these documents mean, with the evidence, by document."""
        found: dict[str, dict[str, str]] = {}
        for row in self._read("user_references", uids=list(documents)):
            found.setdefault(row["document_uid"], {})[row["uid"]] = row["evidence"]
        return found

    def _namesakes(self, name: str, key: str, **params: object) -> dict[str, list[str]]:
        return {row[key]: row["uids"] for row in self._read(name, **params)}

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)
