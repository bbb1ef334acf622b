"""References: documents are read by worker processes, what they say is resolved and written in place of what was.

Not here: reading (documents/), asking the graph (looking_up.py), telling what is meant (resolving.py), which
documents are due (run.py).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import LISTED, DocumentContent, Reference, StateHint, Status, Use
from assetgraph.errors import AssetGraphError, UnreadableFile
from assetgraph.graph.relations import KnownDocument, Relations, VolumeMount
from assetgraph.graph.writer import Bundle, Writer, storable
from assetgraph.model.records import Problem
from assetgraph.relate.declaring import declared, lost_keys
from assetgraph.relate.edges import Mention, document_bundle, failure_bundle
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.looking_up import look_up
from assetgraph.relate.occurrences import resolve_all
from assetgraph.relate.package_edges import PackageContent, PackageWriter
from assetgraph.relate.packages import PackageRelator, read_content
from assetgraph.relate.refusals import problem_bundle, refusal
from assetgraph.relate.resolving import answered
from assetgraph.relate.sought import Known, Mapped, Resolution, Sought, State
from assetgraph.storage.mounts import HostMount, MountMap
from assetgraph.storage.raw_paths import Form, RawPath, parse
from assetgraph.storage.volumes import host_name

REFERENCES_AT_ONCE = 2000
"""Documents are resolved together until they hold so many references; one alone may hold more."""
DOCUMENTS_AT_ONCE = 500
_BESIDE = {"blend": "//"}
"""Signs of a format's own for the folder that the document lies in."""
_WITH_PATHS = frozenset(("usda", "usdc", "usdz", "kdenlive"))
"""Formats in which a bare name is a path from that folder, too."""
_ASSET_MAP = "assetmap"
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


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What a document says, and the package whose asset map it is, or why that cannot be read."""

    content: DocumentContent
    package: PackageContent | Problem | None = None


def read_task(task: DocumentTask) -> DocumentRead | Problem:
    """Read a document, in a worker process; a problem where the file system does not give it."""
    try:
        content = read_document(task.path, task.format)
    except UnreadableFile as error:
        return _problem(error)
    is_map = task.format == _ASSET_MAP and content.status is not Status.FAILED
    return DocumentRead(content, read_content(task.path) if is_map else None)


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
        return tuple(
            Mapped(path, *self._volumes[path.volume_uid], path.mount is None or path.mount.host == self._host)
            for path in found
        )


class DocumentRelator:
    """Relates documents in batches; `counts` grows."""

    def __init__(
        self, relations: Relations, writer: Writer, workers: WorkerMap, packages: PackageRelator, run_id: str
    ) -> None:
        self._relations = relations
        self._writer = writer
        self._workers = workers
        self._packages = packages
        self._places = Places(())
        self._run_id = run_id
        self.counts = ReferenceCounts()

    def begin(self, places: Places) -> None:
        """From now on references are looked for at these places."""
        self._places = places

    def relate(self, documents: Iterable[KnownDocument]) -> None:
        """Read and resolve these documents, and write what they refer to."""
        tasks = ((each, DocumentTask(os.fsdecode(each.path), each.format), 1.0) for each in documents if each.format)
        batch: list[tuple[KnownDocument, DocumentRead]] = []
        held = 0
        for document, result in self._workers.map(read_task, tasks):
            self.counts.documents += 1
            if isinstance(result, DocumentRead) and result.content.status is not Status.FAILED:
                batch.append((document, result))
                held += len(result.content.references)
            else:
                self._fail(document, result)
            if held >= REFERENCES_AT_ONCE or len(batch) >= DOCUMENTS_AT_ONCE:
                self._write(batch)
                batch, held = [], 0
        self._write(batch)

    def _fail(self, document: KnownDocument, result: DocumentRead | Problem | AssetGraphError | None) -> None:
        """What the document said when it was last read stands; one that was not opened is tried again."""
        self.counts.problems += 1
        is_unread = isinstance(result, Problem)
        self._writer.write([failure_bundle(document.uid, _problems(result), self._run_id, is_unread=is_unread)])

    def _write(self, batch: Sequence[tuple[KnownDocument, DocumentRead]]) -> None:
        sought = [list(self._sought(document, read.content)) for document, read in batch]
        everything = [each for found in sought for each in found]
        answers = iter(look_up(self._relations, everything))
        said = self._relations.user_references([document.uid for document, _ in batch])
        resolved: list[tuple[list[Sought], list[Known], list[Resolution]]] = []
        lost: set[str] = set()
        for (document, _), asked in zip(batch, sought, strict=True):
            told = resolve_all(asked, list(islice(answers, len(asked))))
            found, known = [each for each, _, _ in told], [about for _, about, _ in told]
            own = {uid: Grounds("USER", 1.0, evidence) for uid, evidence in said.get(document.uid, {}).items()}
            resolutions = answered([resolution for _, _, resolution in told], own)
            lost |= lost_keys(found, resolutions)
            resolved.append((found, known, resolutions))
        vanished = self._relations.vanished_by_keys(lost) if lost else {}
        owners: dict[int, str] = {}
        bundles = []
        packages = self._packages.writers(
            [(document, read.package) for document, read in batch if isinstance(read.package, PackageContent)]
        )
        for (document, read), (found, known, resolutions) in zip(batch, resolved, strict=True):
            made = declared(found, resolutions, vanished)
            meanings = list(map(Mention, found, known, resolutions, map(made.get, range(len(found)))))
            self._count(meanings)
            bundle = document_bundle(document.uid, read.content, meanings, self._run_id)
            self._add_package(bundle, document, read.package, packages)
            owners[id(bundle)] = document.uid
            bundles.append(bundle)
        for refused, reason in self._writer.write_all(bundles):
            self.counts.problems += 1
            problem = refusal("document", reason)
            self._writer.write([failure_bundle(owners[id(refused)], [problem], self._run_id, is_unread=True)])

    def _add_package(
        self,
        bundle: Bundle,
        document: KnownDocument,
        read: PackageContent | Problem | None,
        packages: Mapping[str, PackageWriter],
    ) -> None:
        """What an asset map makes of its folder is written with it, or not at all."""
        if isinstance(read, Problem):
            self.counts.problems += 1
            bundle.extend(problem_bundle([read], "Asset", document.uid, self._run_id))
        elif read:
            writer = packages[document.uid]
            self.counts.problems += len(writer.problems())
            bundle.extend(writer.bundle())

    def _sought(self, document: KnownDocument, content: DocumentContent) -> Iterator[Sought]:
        uses: defaultdict[int, list[Use]] = defaultdict(list)
        for use in content.uses:
            uses[use.reference].append(use)
        for index, reference in enumerate(map(_storable, content.references)):
            if reference.state_hint in _ELSEWHERE:
                continue
            sign = _BESIDE.get(document.format or "")
            has_sign = bool(sign and reference.raw.startswith(sign))
            is_beside = has_sign or reference.role == LISTED or document.format in _WITH_PATHS
            try:
                raw = parse(f"./{reference.raw.removeprefix(sign or '')}" if has_sign else reference.raw)
            except ValueError:
                continue
            mapped = self._places.of(raw, document) if raw.form is not Form.VARIABLE else ()
            yield Sought(
                reference, raw, mapped, tuple(uses[index]), document.volume_uid, document.folder_rel_path, is_beside
            )

    def _count(self, mentions: Sequence[Mention]) -> None:
        self.counts.references += len(mentions)
        self.counts.resolved += sum(each.resolution.state in {State.RESOLVED, State.OFFLINE} for each in mentions)


def _storable(reference: Reference) -> Reference:
    """Without lone surrogates, which neither a graph nor a key can hold; most references have none."""
    odd = {
        name: kept
        for name in ("raw", "made_from", "clip_name", "reel", "role")
        if (kept := storable(value := getattr(reference, name))) != value
    }
    return reference.model_copy(update=odd) if odd else reference


def _problems(result: DocumentRead | Problem | AssetGraphError | None) -> Sequence[Problem]:
    if isinstance(result, DocumentRead):
        return result.content.problems
    return [result if isinstance(result, Problem) else _problem(result)]


def _problem(error: AssetGraphError | None) -> Problem:
    reason = error.reason if error else "was not read"
    step = error.next_step if error else "ingest again"
    tool = (error.tool if error else None) or "assetgraph"
    return Problem(stage="document", tool=tool, reason=reason, next_step=step)
