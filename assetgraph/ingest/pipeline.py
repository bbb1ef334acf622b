"""One scope through all stages: walk, settle, read, write, hash.

    walk    listings -> compared with the graph -> spool on disk
    settle  moves and losses -> graph
    read    spool -> worker processes -> rows -> writer -> graph; each folder is stamped when complete
    hash    where size and quick hash meet, or everything on request -> graph

Not here: what each stage does inside; which paths, which volume, which run (run.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assetgraph.graph.catalogue import Catalogue
from assetgraph.graph.writer import Bundle, Writer
from assetgraph.ingest.changes import Item, Verdict, Wish
from assetgraph.ingest.hashing import hash_contents
from assetgraph.ingest.progress import Counts, Progress, Report
from assetgraph.ingest.reading import ReadTask, read_asset, task_for
from assetgraph.ingest.rows import Place, add_problem, text
from assetgraph.ingest.scan import Exclude
from assetgraph.ingest.scopes import Scope
from assetgraph.ingest.settle import Run, settle
from assetgraph.ingest.spool import FolderWork, Spool
from assetgraph.ingest.walking import Walked, Walker
from assetgraph.ingest.workers import Workers
from assetgraph.ingest.writing import Batch, Outcome
from assetgraph.model.records import ProbeLevel, Problem


@dataclass(slots=True)
class ScopeRun:
    """One scope's run; `execute` may be stopped anywhere and leaves the graph consistent."""

    scope: Scope
    run: Run
    wish: Wish
    catalogue: Catalogue
    writer: Writer
    workers: Workers
    spool: Spool
    report: Report
    exclude: Exclude | None = None
    allow_vanished: int | None = None
    counts: Counts = field(default_factory=Counts)

    def execute(self) -> Counts:
        """Run all stages; returns the counts."""
        known = self.catalogue.volume(self.scope.volume.uid) or {}
        had_assets = bool(known.get("has_assets"))
        walked = Walker(
            self.scope, self.run, self.wish, catalogue=self.catalogue, writer=self.writer, spool=self.spool,
            counts=self.counts, report=self.report, exclude=self.exclude,
        ).walk()  # fmt: skip
        withheld = self._settle(walked) if had_assets else 0
        wrote = self._read_and_write(stamp=not withheld, look_up=had_assets)
        self._hash(pending=wrote or bool(known.get("pending_hashes")))
        return self.counts

    def _settle(self, walked: Walked) -> int:
        """Returns how many losses were not believed."""
        emptied = walked.known_assets and not self.counts.files
        settled = settle(
            self.spool,
            self.catalogue,
            self.scope.volume,
            self.wish,
            self.run,
            known_assets=walked.known_assets,
            allowed=0 if emptied and self.allow_vanished is None else self.allow_vanished,
        )
        self.counts.moved, self.counts.vanished = settled.moved, settled.vanished
        if settled.withheld:
            self._note_withheld(settled.withheld, walked.known_assets, emptied=bool(emptied))
        else:
            self.catalogue.vanish_folders(walked.gone_folders)
        return settled.withheld

    def _note_withheld(self, withheld: int, known: int, *, emptied: bool) -> None:
        what = "the folder is empty" if emptied else f"{withheld} of {known} known assets are gone at once"
        problem = Problem(
            stage="vanish",
            tool="assetgraph",
            reason=f"{what}; nothing is marked as vanished",
            next_step=f"mount the volume and ingest again; if you removed them: --allow-vanished {withheld}",
        )
        place = Place(self.scope.volume, self.scope.root, self.scope.volume.relative(self.scope.root))
        bundle = Bundle()
        add_problem(bundle, problem, self.run.id, folder=place.uid, path=self.scope.root)
        self.writer.write([bundle])
        self.counts.problems += 1
        self.report.problem(self.scope.root, problem)

    def _read_and_write(self, *, stamp: bool, look_up: bool) -> bool:
        """Returns whether anything was read."""
        total, _ = self.spool.totals()
        if total and self._hashes():
            self.catalogue.set_pending_hashes(self.scope.volume.uid, True)
        batch = Batch(
            self.scope.volume, self.run, self.wish, catalogue=self.catalogue, writer=self.writer,
            counts=self.counts, report=self.report, stamp=stamp, look_up=look_up,
        )  # fmt: skip
        done = 0
        for (work, item), result in self.workers.map(read_asset, self._tasks()):
            if item is None:
                batch.finish(work)
                continue
            batch.add(Outcome(work, item, result))
            done += 1
            self.report.progress(Progress("read", done, total, self.counts.bytes_read))
        batch.flush()
        return total > 0

    def _tasks(self) -> Iterator[tuple[tuple[FolderWork, Item | None], ReadTask | None, float]]:
        """Every item with its task, and after its last item each folder by itself."""
        for work, items in self.spool.work():
            for item in items:
                opens = item.verdict is not Verdict.SAME and self.wish.level is not ProbeLevel.NONE
                task = task_for(work.path, item, self.wish.level) if opens else None
                yield (work, item), task, max(1.0, len(item.found.probed))
            yield (work, None), None, 1.0

    def _hashes(self) -> bool:
        return self.wish.hash_policy != "none" and self.wish.level is not ProbeLevel.NONE

    def _hash(self, *, pending: bool) -> None:
        policy = self.wish.hash_policy
        if not self._hashes() or not (pending or policy == "all"):
            return
        volume = self.scope.volume
        prefix = text(volume.relative(self.scope.root))
        hash_contents(self.catalogue, self.workers, volume.uid, prefix, policy, self.counts, self.report)
        self.catalogue.set_pending_hashes(volume.uid, False)
