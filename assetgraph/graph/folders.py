"""What relate asks the graph about folders: a volume's tree of them, projects, cards and symbolic links in it.

Each method is one statement of cypher/maintenance. Not here: deciding where projects begin and cards lie (relate/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance

_NAMES_OF_A_FOLDER = 200


@dataclass(frozen=True, slots=True)
class FlatFolder:
    """A folder of no project with a document in it, how many of its media that uses, and names of these."""

    folder_uid: str
    volume_uid: str
    rel_path: str
    document: str
    used: int
    media: int
    names: Sequence[str]


class Folders:
    """A volume's folders, as relate sees them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def folder_tree(self, volume: str) -> Iterator[tuple[str, bool]]:
        """Relative paths of a volume's folders in the order of a tree, and whether media or documents lie in each."""
        for row in self._graph.stream(maintenance("folder_tree"), {"volume_uid": volume}):
            yield row["rel_path"], row["holds"]

    def folder_projects(self, volume: str) -> dict[str, Row]:
        """Folders of a volume that are known as projects by structure only, and by what."""
        return {row.pop("root"): row for row in self._read("folder_projects", volume_uid=volume)}

    def flat_folders(self, fewest: int) -> list[FlatFolder]:
        """Folders of no project, with documents that use so many files beside them; by folder, the most first."""
        rows = self._read("flat_projects", fewest=fewest, most_names=_NAMES_OF_A_FOLDER)
        return [FlatFolder(**row) for row in rows]

    def drop_flat_projects(self, run_id: str) -> None:
        """Drop what earlier runs told by them and this one did not."""
        self._graph.write(maintenance("drop_flat_projects"), {"run_id": run_id})

    def card_folders(self, volume: str, names: Sequence[str], endings: Sequence[str]) -> dict[str, list[str]]:
        """Relative paths of a volume's folders of these names or endings, in any case, with the names in them."""
        rows = self._read("card_folders", volume_uid=volume, names=list(names), endings=list(endings))
        return {row["rel_path"]: row["parts"] for row in rows}

    def known_cards(self, volume: str) -> dict[str, str]:
        """Camera cards of a volume as last told: root -> kind."""
        return {row["root"]: row["kind"] for row in self._read("known_cards", volume_uid=volume)}

    def let_cards_wait(self, volume: str) -> None:
        """All folders of a camera card wait to be related anew where one does."""
        self._graph.write(maintenance("let_cards_wait"), {"volume_uid": volume})

    def folders_below(self, volume: str, roots: Sequence[str]) -> dict[str, list[str]]:
        """By root: keys of that folder, and of all below it that are there."""
        rows = self._read("folders_below", volume_uid=volume, roots=list(roots))
        return {row["root"]: row["uids"] for row in rows}

    def has_links(self) -> bool:
        """Whether any symbolic link is known."""
        return any(self._read("any_link"))

    def links_in(self, folders: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[str, str]]:
        """(volume, relative path) -> name of a symbolic link -> where it leads, of these folders that have any."""
        rows = [{"volume_uid": volume, "folder": folder} for volume, folder in sorted(folders)]
        found = self._read("links_in_folders", places=rows)
        return {
            (row["volume_uid"], row["folder"]): dict(zip(row["names"], row["targets"], strict=True)) for row in found
        }

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)
