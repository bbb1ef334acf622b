"""One scope through all stages: walk, settle, read, write, hash.

    walk    listings -> compared with the graph -> spool on disk
    settle  moves and losses -> graph
    read    spool -> worker processes -> rows -> writer -> graph; each folder is stamped when complete
    hash    where size and quick hash meet, or everything on request -> graph

Not here: what each stage does inside; which paths, which volume, which run (run.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from assetgraph.graph.writer import Bundle
from assetgraph.ingest.changes import Item, Verdict
from assetgraph.ingest.context import Context
from assetgraph.ingest.hashing import hash_contents
from assetgraph.ingest.places import Place
from assetgraph.ingest.progress import Progress
from assetgraph.ingest.reading import ReadTask, read_asset, task_for
from assetgraph.ingest.rows import add_problem
from assetgraph.ingest.settle import settle
from assetgraph.ingest.spool import FolderWork
from assetgraph.ingest.walking import Walked, Walker
from assetgraph.ingest.writing import Batch, Outcome
from assetgraph.model.records import ProbeLevel, Problem


class ScopeRun:
    """One scope's run; `execute` may be stopped anywhere and leaves the graph consistent."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._counts = context.counts

    def execute(self) -> None:
        """Run all stages; the context's counts tell what came of them."""
        context = self._context
        known = context.catalogue.volume(context.volume.uid) or {}
        had_assets = bool(known.get("has_assets"))
        walked = Walker(context).walk()
        withheld = self._settle(walked) if had_assets else 0
        wrote = self._read_and_write(stamp=not withheld, look_up=had_assets)
        self._hash(pending=wrote or bool(known.get("pending_hashes")))

    def _settle(self, walked: Walked) -> int:
        """Returns how many losses were not believed."""
        allowed = self._context.allow_vanished
        emptied = walked.known_assets and not self._counts.files
        settled = settle(
            self._context,
            known_assets=walked.known_assets,
            allowed=0 if emptied and allowed is None else allowed,
        )
        self._counts.moved, self._counts.vanished = settled.moved, settled.vanished
        if settled.withheld:
            self._note_withheld(settled.withheld, walked.known_assets, emptied=bool(emptied))
        else:
            self._context.catalogue.vanish_folders(walked.gone_folders)
        return settled.withheld

    def _note_withheld(self, withheld: int, known: int, *, emptied: bool) -> None:
        what = "the folder is empty" if emptied else f"{withheld} of {known} known assets are gone at once"
        problem = Problem(
            stage="vanish",
            tool="assetgraph",
            reason=f"{what}; nothing is marked as vanished",
            next_step=f"mount the volume and ingest again; if you removed them: --allow-vanished {withheld}",
        )
        place = Place(
            self._context.volume, self._context.scope.root, self._context.volume.relative(self._context.scope.root)
        )
        bundle = Bundle()
        add_problem(bundle, problem, self._context.run.id, folder=place.uid, path=self._context.scope.root)
        self._context.writer.write([bundle])
        self._counts.problems += 1
        self._context.report.problem(self._context.scope.root, problem)

    def _read_and_write(self, *, stamp: bool, look_up: bool) -> bool:
        """Returns whether anything was read."""
        total, _ = self._context.spool.totals()
        if total and self._hashes():
            self._context.catalogue.set_pending_hashes(self._context.volume.uid, True)
        batch = Batch(self._context, stamp=stamp, look_up=look_up)
        done = 0
        for (work, item), result in self._context.workers.map(read_asset, self._tasks()):
            if item is None:
                batch.finish(work)
                continue
            batch.add(Outcome(work, item, result))
            done += 1
            self._context.report.progress(Progress("read", done, total, self._counts.bytes_read))
        batch.flush()
        return total > 0

    def _tasks(self) -> Iterator[tuple[tuple[FolderWork, Item | None], ReadTask | None, float]]:
        """Every item with its task, and after its last item each folder by itself."""
        for work, items in self._context.spool.work():
            for item in items:
                opens = item.verdict is not Verdict.SAME and self._context.wish.level is not ProbeLevel.NONE
                task = task_for(work.path, item, self._context.wish.level) if opens else None
                yield (work, item), task, max(1.0, len(item.found.probed))
            yield (work, None), None, 1.0

    def _hashes(self) -> bool:
        return self._context.wish.hash_policy != "none" and self._context.wish.level is not ProbeLevel.NONE

    def _hash(self, *, pending: bool) -> None:
        if self._hashes() and (pending or self._context.wish.hash_policy == "all"):
            hash_contents(self._context)
            self._context.catalogue.set_pending_hashes(self._context.volume.uid, False)
