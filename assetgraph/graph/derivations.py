"""What relate asks the graph to tell what was made from what, and who waits to be told.

Each method is one statement of cypher/maintenance. Not here: deciding what was made from what (relate/).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance
from assetgraph.graph.known import KnownMedia, media_of

_WAITING_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Partner:
    """A folder above or below another one, whose files may be made from the other's, or the other way round."""

    uid: str
    has_derivatives: bool
    """Whether it holds the derivatives, not the sources."""
    pending: bool
    """Whether it waits to be related itself."""


@dataclass(frozen=True, slots=True)
class DeclaredSource:
    """What a document says that a file was made from, or stands in for; `kind` is PROXY or TRANSCODE."""

    derivative_uid: str
    document_uid: str
    document: str
    kind: str
    confidence: float
    source: KnownMedia


@dataclass(frozen=True, slots=True)
class ClipFile:
    """A file of a clip of a camera card, as it was told."""

    clip_uid: str
    clip: str
    card: str
    """Kind of the card."""
    part: str
    span: int | None
    asset: KnownMedia


class Derivations:
    """Derivatives in the graph, as relate sees them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def partners_of(self, folders: Sequence[str], names: Sequence[str]) -> list[Partner]:
        """Folders beside these that may hold their derivatives or sources; `names` of such, in lower case."""
        return [Partner(**row) for row in self._read("partner_folders", folder_uids=list(folders), names=list(names))]

    def vanished_sources(self, derivatives: Sequence[str]) -> dict[str, list[KnownMedia]]:
        """By derivative: what it was told to be made from and is no longer there."""
        found: dict[str, list[KnownMedia]] = {}
        for row in self._read("vanished_sources", uids=list(derivatives)):
            found.setdefault(row["derivative_uid"], []).append(media_of(row))
        return found

    def declared_sources(self, derivatives: Sequence[str]) -> list[DeclaredSource]:
        """What documents that are there say that these were made from."""
        return [
            DeclaredSource(
                row["derivative_uid"],
                row["document_uid"],
                row["document"],
                row["made_as"],
                row["confidence"],
                media_of(row),
            )
            for row in self._read("declared_sources", uids=list(derivatives))
        ]

    def clips_of(self, derivatives: Sequence[str]) -> dict[str, list[ClipFile]]:
        """By clip, all files of the clips whose proxies or thumbnails these are: the picture first, gone ones last."""
        found: dict[str, list[ClipFile]] = {}
        for row in self._read("clips_of", uids=list(derivatives)):
            file = ClipFile(row["clip_uid"], row["clip"], row["card"], row["part"], row["span"], media_of(row))
            found.setdefault(file.clip_uid, []).append(file)
        return found

    def source_hashes(self, derivatives: Sequence[str]) -> dict[tuple[str, str], tuple[str | None, str | None]]:
        """(derivative, source) -> (hash of the source, hash of the derivative) when they were first related."""
        return {
            (row["uid"], row["source_uid"]): (row["source_hash"], row["derivative_hash"])
            for row in self._read("source_hashes", uids=list(derivatives))
        }

    def made_from(self, sources: Sequence[str]) -> set[str]:
        """Keys of what was told to be made from these."""
        return {row["uid"] for row in self._read("derivatives_of", uids=list(sources))}

    def wake(self, derivatives: Sequence[str]) -> None:
        """These assets wait to be told what they were made from."""
        self._graph.write(maintenance("wake_derivatives"), {"uids": list(derivatives)})

    def wake_by_events(self, volume: str) -> None:
        """Derivatives wait whose source, or the document that declares it, did not stay as it was on a volume."""
        self._graph.write(maintenance("wake_derivatives_by_events"), {"volume_uid": volume})

    def pending(self) -> Iterator[dict[str, str]]:
        """Pages of assets that wait, each with its folder; one that goes on waiting is not seen again."""
        after = ""
        while rows := self._read("pending_derivatives", after=after, limit=_WAITING_AT_ONCE):
            yield {row["uid"]: row["folder_uid"] for row in rows}
            after = rows[-1]["uid"]

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)
