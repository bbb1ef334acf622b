"""The last stage for each asset: what was read becomes bundles, bundles become batches, folders get their stamps.

Not here: reading (reading.py, workers.py), the statements (graph/writer.py).
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from assetgraph.errors import AssetGraphError
from assetgraph.graph.writer import BATCH_ROWS, Bundle, Node
from assetgraph.ingest.changes import Item, Verdict
from assetgraph.ingest.context import Context
from assetgraph.ingest.identities import Identities
from assetgraph.ingest.places import Place
from assetgraph.ingest.reading import ReadResult, reading_by_name
from assetgraph.ingest.rows import LABELS, add_problem, asset_bundle, event_bundle, outcome
from assetgraph.ingest.spool import FolderWork
from assetgraph.ingest.walking import count_known
from assetgraph.model.records import Problem, Reading

BATCH_BYTES = 2_000_000
"""About how much text a transaction may carry."""

_ESSENTIAL = frozenset(
    "uid location_key last_location_key name raw_name stem_key caption rel_path volume_uid status size_bytes mtime_ns "
    "ctime_ns inode link_count generation kind content_rev probe_level tools first_seen frames_digest".split()
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item, with what a worker made of it; None where nothing was to be opened."""

    work: FolderWork
    item: Item
    result: ReadResult | AssetGraphError | None


class Batch:
    """Collects outcomes and complete folders, and writes them when there are enough."""

    def __init__(self, context: Context, *, stamp: bool, look_up: bool) -> None:
        """`stamp`: complete folders may be passed over by the next run; `look_up`: the graph may know the files."""
        self._context = context
        self._run = context.run
        self._counts = context.counts
        self._stamp = stamp
        self._look_up = look_up
        self._outcomes: list[Outcome] = []
        self._last_place: Place | None = None
        self._folders: list[FolderWork] = []
        self._weight = 0

    def add(self, outcome: Outcome) -> None:
        """Take an item; may write."""
        self._outcomes.append(outcome)
        self._grow(2 + _size(outcome.result) * BATCH_ROWS // BATCH_BYTES)

    def finish(self, work: FolderWork) -> None:
        """Take a folder whose items were all added; may write."""
        self._folders.append(work)
        self._grow(1)

    def _grow(self, weight: int) -> None:
        self._weight += weight
        if self._weight >= BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what was collected."""
        new = [(self._place(each.work), each.item) for each in self._outcomes] if self._look_up else []
        identities = Identities(self._context.catalogue, self._run, new)
        written = [(each, self._bundle(each, identities)) for each in self._outcomes]
        owners = {id(bundle): each for each, bundle in written if bundle}
        for bundle, reason in self._context.writer.write([bundle for _, bundle in written if bundle]):
            self._keep_without_values(owners[id(bundle)], bundle, reason)
        self._stamp_folders()
        self._outcomes, self._folders, self._weight = [], [], 0

    def _place(self, work: FolderWork) -> Place:
        """The folder's place; items come folder by folder, so the last one nearly always serves again."""
        if self._last_place is None or self._last_place.path != work.path:
            self._last_place = Place(self._context.volume, work.path, work.rel_path)
        return self._last_place

    def _bundle(self, each: Outcome, identities: Identities) -> Bundle | None:
        work, item, counts = each.work, each.item, self._counts
        counts.remaining -= 1
        if isinstance(each.result, ReadResult):
            counts.files_opened += each.result.files_opened
        if item.known and (item.verdict is Verdict.SAME or _is_verified(each.result)):
            count_known(item.known, work, counts)
            touched = {"uid": item.known.uid, "ctime_ns": item.found.ctime_ns}
            return Bundle([Node("Asset", item.known.uid, touched)])
        reading = _reading_of(each)
        counts.bytes_read += reading.bytes_read
        path = os.path.join(work.path, item.found.name)
        for problem in reading.problems:
            self._context.report.problem(path, problem)
        if isinstance(each.result, ReadResult) and each.result.vanished:
            return self._vanished_meanwhile(work, path, reading)
        known = item.known
        if known and item.verdict is Verdict.DEEPEN and known.quick_hash == reading.quick_hash:
            reading.content_hash = reading.content_hash or known.content_hash
        identity, events = identities.of(self._place(work), item, reading)
        self._count(work, reading)
        bundle = asset_bundle(
            self._place(work), item.found, identity, reading,
            level=self._context.wish.level, tools=self._context.wish.tools, run_id=self._run.id,
        )  # fmt: skip
        for properties in events:
            extra = event_bundle(properties, self._run.uid, self._run.id, self._run.started)
            bundle.nodes += extra.nodes
            bundle.edges += extra.edges
        return bundle

    def _count(self, work: FolderWork, reading: Reading) -> None:
        result = outcome(reading, self._context.wish.level)
        grave = reading.failed or any(problem.tool == "assetgraph" for problem in reading.problems)
        work.failed += result == "failed"
        work.skipped += result == "skipped"
        work.problems += grave
        setattr(self._counts, result, getattr(self._counts, result) + 1)
        self._counts.problems += grave

    def _vanished_meanwhile(self, work: FolderWork, path: bytes, reading: Reading) -> Bundle:
        """Listed, but gone when it was to be read: no asset, a problem, and no stamp for the folder."""
        work.digest = None
        self._counts.failed += 1
        self._counts.problems += 1
        bundle = Bundle([Node("Folder", work.uid, {"uid": work.uid, "digest": None})])
        for problem in reading.problems:
            add_problem(bundle, problem, self._run.id, folder=work.uid, path=path)
        return bundle

    def _keep_without_values(self, each: Outcome, bundle: Bundle, reason: str) -> None:
        """The server refuses a file's values: keep the file itself, with a problem in their place."""
        asset = next(node for node in bundle.nodes if node.label in LABELS.values())
        kept = {key: value for key, value in asset.properties.items() if key in _ESSENTIAL}
        problem = Problem(
            stage="write",
            tool="neo4j",
            reason=f"the graph refuses a value: {reason.splitlines()[0][:300]}",
            next_step="report the file, so that this value can be kept",
        )
        smaller = Bundle([Node(asset.label, asset.uid, {**kept, "outcome": "failed"})], bundle.edges[:1], bundle.clear)
        add_problem(smaller, problem, self._run.id, asset=asset.uid)
        self._context.writer.write([smaller])
        before = str(asset.properties["outcome"])
        setattr(self._counts, before, getattr(self._counts, before) - 1)
        self._counts.failed += 1
        if before != "failed":
            each.work.failed += 1
            each.work.skipped -= before == "skipped"
            each.work.problems += 1
            self._counts.problems += 1
        self._context.report.problem(os.path.join(each.work.path, each.item.found.name), problem)

    def _stamp_folders(self) -> None:
        whole = [work for work in self._folders if work.digest is not None and self._stamp]
        self._context.writer.write([Bundle([Node("Folder", work.uid, self._stamp_of(work))]) for work in whole])
        if self._context.scope.only:
            # Some of its files were read by themselves: what the stamp counts may no longer be so.
            void = [Bundle([Node("Folder", work.uid, {"uid": work.uid, "digest": None})]) for work in self._folders]
            self._context.writer.write(void)
        if whole:
            self._context.catalogue.drop_old_problems([work.uid for work in whole], [], self._run.id)

    def _stamp_of(self, work: FolderWork) -> dict[str, object]:
        return {
            "uid": work.uid,
            "asset_count": work.assets,
            "file_count": work.files,
            "failed_count": work.failed,
            "skipped_count": work.skipped,
            "problem_count": work.problems,
            "probe_level": str(self._context.wish.level),
            "hash_policy": self._context.wish.hash_policy,
            "tools": self._context.wish.tools,
            "digest": work.digest,
        }


def _is_verified(result: ReadResult | AssetGraphError | None) -> bool:
    return isinstance(result, ReadResult) and result.reading is None


def _reading_of(each: Outcome) -> Reading:
    if isinstance(each.result, ReadResult) and each.result.reading:
        return each.result.reading
    found = each.item.found
    name = os.fsdecode(found.name)
    by_name = reading_by_name(name, sequence=found.sequence is not None)
    if isinstance(each.result, AssetGraphError):
        error = each.result
        by_name.failed = True
        by_name.problems = [
            Problem(stage="probe", tool=error.tool or "assetgraph", reason=error.reason, next_step=error.next_step)
        ]
    return by_name


def _size(result: ReadResult | AssetGraphError | None) -> int:
    """Roughly how many bytes of text a result holds."""
    if not isinstance(result, ReadResult) or result.reading is None:
        return 300
    metadata = result.reading.metadata
    embedded = metadata.get("embedded") or {}
    size = 1500 + 500 * len(metadata.get("streams") or [])
    return size + sum(2 * len(str(group)) for group in embedded.values())
