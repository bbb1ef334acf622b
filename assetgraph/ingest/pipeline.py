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
from assetgraph.ingest.mounting import believe
from assetgraph.ingest.places import Place
from assetgraph.ingest.progress import Progress
from assetgraph.ingest.reading import ReadResult, ReadTask, read_asset, task_for
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
        withheld = had_assets and self._settle(walked)
        if not withheld:
            believe(context)
        wrote = self._read_and_write(stamp=not withheld, look_up=had_assets)
        self._hash(pending=wrote or bool(known.get("pending_hashes")))

    def _settle(self, walked: Walked) -> bool:
        """Returns whether there are losses that were not believed."""
        context, counts = self._context, self._counts
        doubt = self._doubt(walked)
        believed = 0 if doubt and context.allow_vanished is None else context.allow_vanished
        settled = settle(context, known_assets=walked.known_assets, allowed=believed)
        counts.moved, counts.vanished, counts.withheld = settled.moved, settled.vanished, settled.withheld
        if settled.withheld:
            many = f"{settled.withheld} of {walked.known_assets} known assets are gone at once"
            self._note_withheld(settled.withheld, doubt or many)
        elif walked.gone_folders:
            context.catalogue.vanish_folders(walked.gone_folders)
        return settled.withheld > 0

    def _doubt(self, walked: Walked) -> str | None:
        """Why this may not be the volume it should be."""
        if walked.known_assets and not self._counts.files:
            return "the folder is empty"
        if not self._context.same_device:
            return "the volume is on another device than before, and files are missing"
        return None

    def _note_withheld(self, withheld: int, reason: str) -> None:
        problem = Problem(
            stage="vanish",
            tool="assetgraph",
            reason=f"{reason}; nothing is marked as vanished",
            next_step=f"mount the volume and ingest again; if you removed them: --allow-vanished {withheld}",
        )
        volume, root = self._context.volume, self._context.scope.root
        place = Place(volume, root, volume.relative(root))
        bundle = Bundle()
        add_problem(bundle, problem, self._context.run.id, folder=place.uid, path=root)
        self._context.writer.write([bundle])
        self._counts.problems += 1
        self._context.report.problem(root, problem)

    def _read_and_write(self, *, stamp: bool, look_up: bool) -> bool:
        """Returns whether anything was read."""
        total, _ = self._context.spool.totals()
        if total and self._context.wish.level is not ProbeLevel.NONE:
            self._context.catalogue.set_pending_hashes(self._context.volume.uid, True)
        batch = Batch(self._context, stamp=stamp, look_up=look_up)
        done = read = 0
        for (work, item), result in self._context.workers.map(read_asset, self._tasks()):
            if item is None:
                batch.finish(work)
                continue
            batch.add(Outcome(work, item, result))
            done += 1
            read += result.bytes_read if isinstance(result, ReadResult) else 0
            self._context.report.progress(Progress("read", done, total, read))
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
