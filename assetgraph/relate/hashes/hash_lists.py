"""Hash lists that lie beside media (MHL, sums): which hash they tell of which file, as it was when they were written.

A list needs none of its files, and no file its list: what it tells is an edge of its own kind, which neither impact
nor orphans follow. It is read again when anything in its folder, or below, comes, changes or goes.
Not here: the form of such lists (documents/hash_lists.py); frames of a sequence, which are no assets.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assetgraph.documents.hash_lists import HashedFile, HashList, read_mhl, read_sums
from assetgraph.errors import AssetGraphError
from assetgraph.graph.connection import Graph
from assetgraph.graph.known import KnownDocument, KnownMedia
from assetgraph.graph.media_index import MediaIndex
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer, storable
from assetgraph.media.workers import Workers
from assetgraph.model.keys import folder_uid, location_key
from assetgraph.model.records import Problem
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.references.reading import DocumentTask, unread
from assetgraph.relate.refusals import problem_bundle

_READERS: Mapping[str, Callable[[str], HashList]] = {
    "mhl": read_mhl,
    "md5": read_sums,
    "checksums": read_sums,
}
_FILES_AT_ONCE = 3000
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a list tells of a file that is there."""

    told: HashedFile
    media: KnownMedia

    @property
    def size_ok(self) -> bool | None:
        """Whether the file has the size that is told; None where none is."""
        return None if self.told.size is None else self.told.size == self.media.size_bytes


def read_list(task: DocumentTask) -> HashList | Problem:
    """Read a hash list, in a worker process."""
    try:
        return _READERS[task.format](task.path)
    except AssetGraphError as error:
        return _problem(error.reason, error.next_step, error.tool)


class HashListRelator:
    """Relates hash lists; `problems` counts those that cannot be read, or tell other sizes than files have."""

    def __init__(self, graph: Graph, writer: Writer, workers: Workers, run_id: str) -> None:
        self._index = MediaIndex(graph)
        self._waiting = Waiting(graph)
        self._writer = writer
        self._workers = workers
        self._run_id = run_id
        self.problems = 0

    def relate(self) -> None:
        """Read the lists that wait, and write what they tell in place of what they told before."""
        waiting = self._waiting.pending_hash_lists()
        tasks = ((each, DocumentTask(os.fsdecode(each.path), each.format or ""), 1.0) for each in waiting)
        for document, result in self._workers.map(read_list, tasks):
            if isinstance(result, HashList):
                self._write(document, result)
            else:
                problem = result if isinstance(result, Problem) else unread(result)
                self._finish(document, [problem], Bundle())

    def _write(self, document: KnownDocument, listed: HashList) -> None:
        differ: list[_Entry] = []
        for start in range(0, len(listed.files), _FILES_AT_ONCE):
            part = listed.files[start : start + _FILES_AT_ONCE]
            found = list(self._found(document, listed.folder, part))
            differ += [each for each in found if each.size_ok is False]
            self._writer.write([Bundle(edges=[self._edge(document, each) for each in found])])
        renewal = Bundle(renew=[Renewal("LISTS_HASH", "Asset", document.uid, self._run_id)])
        self._finish(document, [_differing(differ)] if differ else [], renewal)

    def _finish(self, document: KnownDocument, problems: list[Problem], bundle: Bundle) -> None:
        """It waits no more; what it told of other files before goes only now, so that it is told at any time."""
        self.problems += len(problems)
        bundle.before.append(("clear_document_problems", document.uid))
        bundle.nodes.append(Node("Sidecar", document.uid, {"uid": document.uid, "relate_pending": None}))
        bundle.extend(problem_bundle(problems, "Asset", document.uid, self._run_id))
        self._writer.write([bundle])

    def _found(self, document: KnownDocument, folder: str, files: tuple[HashedFile, ...]) -> Iterator[_Entry]:
        base = document.folder_rel_path if folder == "." else document.folder_rel_path.rpartition("/")[0]
        keys = [[_key(document.volume_uid, base, path) for path in _spellings(each.path)] for each in files]
        placed = self._index.at_keys({key for each in keys for key in each})
        media = self._index.by_uid(placed.values())
        for told, spelt in zip(files, keys, strict=True):
            uid = next((placed[key] for key in spelt if key in placed), None)
            if uid in media and uid != document.uid:
                yield _Entry(told, media[uid])

    def _edge(self, document: KnownDocument, entry: _Entry) -> Edge:
        told = entry.told
        properties = {
            **Grounds("EXPLICIT_PATH", 1.0, f"lists {told.path}").properties(self._run_id),
            "algorithms": list(told.hashes),
            "hashes": list(told.hashes.values()),
            "failed": list(told.failed) or None,
            "size_bytes": told.size,
            "size_ok": entry.size_ok,
        }
        kept = {name: storable(value) for name, value in properties.items()}
        return Edge("LISTS_HASH", "Asset", document.uid, "Asset", entry.media.uid, kept)


def _spellings(path: str) -> list[str]:
    """In the Unicode forms that file systems and programs use."""
    composed, decomposed = unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)
    return list(dict.fromkeys([path, composed, decomposed]))


def _key(volume: str, base: str, path: str) -> str:
    folder, _, name = "/".join(filter(None, (base, path))).rpartition("/")
    return location_key(folder_uid(volume, os.fsencode(folder)), os.fsencode(name))


def _differing(entries: list[_Entry]) -> Problem:
    named = ", ".join(
        f"{each.told.path} ({each.media.size_bytes} bytes, told {each.told.size})" for each in entries[:_MOST_NAMED]
    )
    more = f" and {len(entries) - _MOST_NAMED} more" if len(entries) > _MOST_NAMED else ""
    step = "copy them again from their source; assetgraph query listed_hashes --param size_ok=false shows which"
    return _problem(f"files are not of the size that it tells: {named}{more}", step, None)


def _problem(reason: str, next_step: str, tool: str | None) -> Problem:
    return Problem(stage="document", tool=tool or "assetgraph", reason=reason, next_step=next_step)
