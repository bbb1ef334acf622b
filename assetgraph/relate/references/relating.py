"""References: documents are read by worker processes, what they say is resolved and written in place of what was.

Not here: reading (documents/), asking the graph (looking_up.py), telling what is meant (resolving.py), which
documents are due (run.py).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from assetgraph.documents.records import LISTED, DocumentContent, Reference, StateHint, Status, Use
from assetgraph.errors import AssetGraphError
from assetgraph.graph.connection import Graph
from assetgraph.graph.folders import Folders
from assetgraph.graph.known import KnownDocument
from assetgraph.graph.media_index import MediaIndex
from assetgraph.graph.writer import Bundle, Writer, storable
from assetgraph.media.workers import Workers
from assetgraph.model.records import Problem
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.packages.edges import PackageContent, PackageWriter
from assetgraph.relate.packages.relating import PackageRelator
from assetgraph.relate.references.declared_sources import declared, lost_keys
from assetgraph.relate.references.edges import Mention, document_bundle, failure_bundle
from assetgraph.relate.references.links import LinkFollower
from assetgraph.relate.references.looking_up import look_up
from assetgraph.relate.references.occurrences import resolve_all
from assetgraph.relate.references.places import Places
from assetgraph.relate.references.reading import DocumentRead, DocumentTask, read_task, unread
from assetgraph.relate.references.resolving import answered
from assetgraph.relate.references.sought import Known, Resolution, Sought, State
from assetgraph.relate.refusals import problem_bundle, refusal
from assetgraph.storage.raw_paths import Form, parse

REFERENCES_AT_ONCE = 2000
"""Documents are resolved together until they hold so many references; one alone may hold more."""
DOCUMENTS_AT_ONCE = 500
_BESIDE = {"blend": "//"}
"""Signs of a format's own for the folder that the document lies in."""
_WITH_PATHS = frozenset(("usda", "usdc", "usdz", "kdenlive"))
"""Formats in which a bare name is a path from that folder, too."""
_ELSEWHERE = frozenset({StateHint.GENERATED, StateHint.EMBEDDED})


@dataclass(slots=True)
class ReferenceCounts:
    """What came of the documents of a run."""

    documents: int = 0
    references: int = 0
    resolved: int = 0
    problems: int = 0


class DocumentRelator:
    """Relates documents in batches; `counts` grows."""

    def __init__(self, graph: Graph, writer: Writer, workers: Workers, packages: PackageRelator, run_id: str) -> None:
        self._index = MediaIndex(graph)
        self._folders = Folders(graph)
        self._writer = writer
        self._workers = workers
        self._packages = packages
        self.begin(Places(()))
        self._run_id = run_id
        self.counts = ReferenceCounts()

    def begin(self, places: Places) -> None:
        """From now on references are looked for at these places."""
        self._places = places
        self._links = LinkFollower(self._folders, places.here)

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
        asked_for = [list(self._sought(document, read.content)) for document, read in batch]
        everything = self._links.follow(list(chain.from_iterable(asked_for)))
        followed = iter(everything)
        sought = [list(islice(followed, len(each))) for each in asked_for]
        answers = iter(look_up(self._index, everything))
        said = self._index.user_references([document.uid for document, _ in batch])
        resolved: list[tuple[list[Sought], list[Known], list[Resolution]]] = []
        lost: set[str] = set()
        for (document, _), asked in zip(batch, sought, strict=True):
            told = resolve_all(asked, list(islice(answers, len(asked))))
            found, known = [each for each, _, _ in told], [about for _, about, _ in told]
            own = {uid: Grounds("USER", 1.0, evidence) for uid, evidence in said.get(document.uid, {}).items()}
            resolutions = answered([resolution for _, _, resolution in told], own)
            lost |= lost_keys(found, resolutions)
            resolved.append((found, known, resolutions))
        vanished = self._index.vanished_by_keys(lost) if lost else {}
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
            said = f"./{reference.raw.removeprefix(sign or '')}" if has_sign else reference.raw
            try:
                raw = parse(f"{reference.below}/{said}" if reference.below else said)
            except ValueError:
                continue
            mapped = self._places.of(raw, document) if raw.form is not Form.VARIABLE else ()
            place = document.volume_uid, document.folder_rel_path
            told = not content.rate_uncertain
            yield Sought(reference, raw, mapped, tuple(uses[index]), *place, is_beside, is_rate_told=told)

    def _count(self, mentions: Sequence[Mention]) -> None:
        self.counts.references += len(mentions)
        self.counts.resolved += sum(each.resolution.state in {State.RESOLVED, State.OFFLINE} for each in mentions)


def _storable(reference: Reference) -> Reference:
    """Without lone surrogates, which neither a graph nor a key can hold; most references have none."""
    odd = {
        name: kept
        for name in ("raw", "below", "made_from", "clip_name", "reel", "role")
        if (kept := storable(value := getattr(reference, name))) != value
    }
    return reference.model_copy(update=odd) if odd else reference


def _problems(result: DocumentRead | Problem | AssetGraphError | None) -> Sequence[Problem]:
    if isinstance(result, DocumentRead):
        return result.content.problems
    return [result if isinstance(result, Problem) else unread(result)]
