"""References: documents are read by worker processes, what they say is resolved and written in place of what was.

Not here: reading (documents/), telling what is meant (resolving.py), which documents are due (run.py).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, StateHint, Status, Use
from assetgraph.errors import AssetGraphError
from assetgraph.graph.relations import KnownDocument, KnownMedia, Relations, VolumeMount
from assetgraph.graph.writer import Writer
from assetgraph.model.records import Problem
from assetgraph.relate.edges import document_bundle
from assetgraph.relate.resolving import Mapped, Resolution, Sought, State, resolve
from assetgraph.storage.mounts import HostMount, MountMap
from assetgraph.storage.raw_paths import Form, RawPath, parse
from assetgraph.storage.volumes import host_name

REFERENCES_AT_ONCE = 2000
"""Documents are resolved together until they hold so many references; one alone may hold more."""
_ELSEWHERE = frozenset({StateHint.GENERATED, StateHint.EMBEDDED})


class WorkerMap(Protocol):
    """Runs tasks in worker processes; see media/workers.py."""

    def map(
        self, work: Callable[[Any], Any], tasks: Iterable[tuple[Any, Any, float]]
    ) -> Iterator[tuple[Any, Any | AssetGraphError | None]]:
        """Results in the order of the tasks, each (tag, task, weight)."""


@dataclass(slots=True)
class ReferenceCounts:
    """What came of the documents of a run."""

    documents: int = 0
    references: int = 0
    resolved: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document to read: its path as os.fsdecode gives it, and its format."""

    path: str
    format: str


def read_task(task: DocumentTask) -> DocumentContent:
    """Read a document, in a worker process."""
    return read_document(task.path, task.format)


class Places:
    """Where references point: the mounts of all hosts, with the volumes' names and whether they are there."""

    def __init__(self, mounts: Sequence[VolumeMount]) -> None:
        self._volumes = {each.volume_uid: (each.volume, each.state == "ONLINE") for each in mounts}
        self._map = MountMap(
            (
                HostMount(each.volume_uid, each.host, each.path, each.system or "linux")
                for each in mounts
                if each.host and each.path
            ),
            {each.volume_uid: each.identity for each in mounts},
        )
        self._host = host_name()

    def name(self, volume_uid: str) -> str:
        """A volume's name."""
        return self._volumes[volume_uid][0]

    def of(self, raw: RawPath, document: KnownDocument) -> tuple[Mapped, ...]:
        """Where on the graph's volumes a reference of a document may lie, the likeliest first."""
        folder = (document.volume_uid, document.folder_rel_path)
        found = self._map.map(raw, folder=folder, prefer_host=self._host)
        return tuple(Mapped(path, *self._volumes[path.volume_uid]) for path in found)


class DocumentRelator:
    """Relates documents in batches; `counts` grows."""

    def __init__(self, relations: Relations, writer: Writer, workers: WorkerMap, run_id: str) -> None:
        self._relations = relations
        self._writer = writer
        self._workers = workers
        self._places = Places(())
        self._run_id = run_id
        self.counts = ReferenceCounts()

    def begin(self, places: Places) -> None:
        """From now on references are looked for at these places."""
        self._places = places

    def relate(self, documents: Iterable[KnownDocument]) -> None:
        """Read and resolve these documents, and write what they refer to."""
        tasks = ((each, DocumentTask(os.fsdecode(each.path), each.format), 1.0) for each in documents if each.format)
        batch: list[tuple[KnownDocument, DocumentContent]] = []
        held = 0
        for document, result in self._workers.map(read_task, tasks):
            content = _content(result)
            batch.append((document, content))
            held += len(content.references)
            if held >= REFERENCES_AT_ONCE:
                self._write(batch)
                batch, held = [], 0
        self._write(batch)

    def _write(self, batch: Sequence[tuple[KnownDocument, DocumentContent]]) -> None:
        sought = [(document, content, list(self._sought(document, content))) for document, content in batch]
        everything = [each for _, _, found in sought for each in found]
        stems = self._relations.by_stem(sorted({stem for each in everything for stem in each.stems()}))
        reels = self._relations.by_reel(sorted({each.reference.reel for each in everything if each.reference.reel}))
        seen = self._relations.by_uid(sorted({uid for each in everything for uid in each.first_seen()}))
        for document, content, found in sought:
            resolved = [(each, resolve(each, _pool(each, stems, reels), seen)) for each in found]
            self._count(content, [resolution for _, resolution in resolved])
            self._writer.write([document_bundle(document.uid, content, resolved, self._run_id)])

    def _sought(self, document: KnownDocument, content: DocumentContent) -> Iterator[Sought]:
        uses: defaultdict[int, list[Use]] = defaultdict(list)
        for use in content.uses:
            uses[use.reference].append(use)
        for index, reference in enumerate(content.references):
            if reference.state_hint in _ELSEWHERE:
                continue
            try:
                raw = parse(reference.raw)
            except ValueError:
                continue
            mapped = self._places.of(raw, document) if raw.form is not Form.VARIABLE else ()
            yield Sought(reference, raw, mapped, tuple(uses[index]))

    def _count(self, content: DocumentContent, resolutions: Sequence[Resolution]) -> None:
        self.counts.documents += 1
        self.counts.references += len(resolutions)
        self.counts.resolved += sum(each.state in {State.RESOLVED, State.OFFLINE} for each in resolutions)
        self.counts.problems += bool(content.problems)


def _pool(sought: Sought, stems: dict[str, list[KnownMedia]], reels: dict[str, list[KnownMedia]]) -> list[KnownMedia]:
    """All assets that may be meant, each once."""
    found = [media for stem in sought.stems() for media in stems.get(stem, ())]
    found += reels.get(sought.reference.reel or "", ())
    return list({media.uid: media for media in found}.values())


def _content(result: DocumentContent | AssetGraphError | None) -> DocumentContent:
    if isinstance(result, DocumentContent):
        return result
    reason = result.reason if result else "was not read"
    step = result.next_step if result else "ingest again"
    tool = (result.tool if result else None) or "assetgraph"
    problem = Problem(stage="document", tool=tool, reason=reason, next_step=step)
    return DocumentContent(status=Status.FAILED, problems=(problem,))
