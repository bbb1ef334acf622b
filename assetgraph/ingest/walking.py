"""The first stage: walk a scope, compare each folder with the graph, put on the spool what is to be done.

Not here: deciding a single asset's verdict (changes.py); what happens with the spool (settle.py, writing.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assetgraph.graph.catalogue import KnownAsset, KnownFolder
from assetgraph.graph.writer import Bundle
from assetgraph.ingest.changes import Item, Verdict, compare
from assetgraph.ingest.context import Context
from assetgraph.ingest.found import assets_in
from assetgraph.ingest.places import Place, folder_bundle, link_properties
from assetgraph.ingest.progress import Counts, Progress
from assetgraph.ingest.rows import add_problem
from assetgraph.ingest.scan import Listing, walk
from assetgraph.ingest.spool import FolderWork, Gone
from assetgraph.model.names import text
from assetgraph.model.records import Problem
from assetgraph.storage.volumes import is_within

_FOLDERS_AT_ONCE = 500
_FILES_AT_ONCE = 20_000


@dataclass(slots=True)
class Walked:
    """What the walk learnt about the scope as a whole."""

    known_assets: int = 0
    gone_folders: list[str] = field(default_factory=list)
    unreadable: list[bytes] = field(default_factory=list)


class Walker:
    """Walks one scope."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._scope = context.scope
        self._run = context.run
        self._counts = context.counts
        self._walked = Walked()

    def walk(self) -> Walked:
        """List every folder of the scope; unchanged ones are stamped, the others go to the spool."""
        self._write_ancestors()
        scope = self._scope
        listings = walk(
            scope.root,
            exclude=self._context.exclude,
            skip=scope.skip,
            recurse=not scope.only,
            stable_inodes=scope.volume.stable_inodes,
        )
        for batch in _chunks(listings):
            self._take(batch)
            self._context.report.progress(Progress("scan", self._counts.assets, None, self._counts.files))
        if not scope.only:
            self._spool_gone_folders()
        return self._walked

    def _write_ancestors(self) -> None:
        """Folders between the volume's root and the scope, so that each folder has the one above."""
        volume, path = self._scope.volume, self._scope.root
        chain = []
        while path != volume.root:
            path = os.path.dirname(path)
            chain.append(Place(volume, path, volume.relative(path)))
        self._context.writer.write([folder_bundle(place, self._run.id) for place in reversed(chain)])

    def _take(self, listings: list[Listing]) -> None:
        volume = self._scope.volume
        places = [Place(volume, each.path, volume.relative(each.path)) for each in listings]
        known = self._context.catalogue.folders([place.uid for place in places])
        unchanged: list[str] = []
        bundles: list[Bundle] = []
        for listing, place in zip(listings, places, strict=True):
            stamp = known.get(place.uid)
            if stamp and self._is_unchanged(listing, stamp):
                unchanged.append(place.uid)
                self._walked.known_assets += stamp.assets
                self._counts.add_unchanged_folder(stamp)
                continue
            bundle = folder_bundle(place, self._run.id)
            if listing.errors:
                self._note_unreadable(listing, place, bundle)
            bundles.append(bundle)
            if self._is_whole(listing):
                bundle.nodes[0].properties.update(link_properties(listing.links))
            has_work = self._spool_folder(listing, place, known_before=stamp is not None)
            if has_work or self._is_other(listing, stamp):
                bundle.nodes[0].properties["relate_pending"] = True
        self._context.writer.write(bundles)
        if unchanged:
            self._context.catalogue.stamp(unchanged, self._run.id)

    def _is_unchanged(self, listing: Listing, stamp: KnownFolder) -> bool:
        return self._is_whole(listing) and stamp.digest == listing.digest and self._context.wish.met_by(stamp)

    def _is_other(self, listing: Listing, stamp: KnownFolder | None) -> bool:
        """Whether a folder is listed whole, first or with other entries: it is known what does not lie there."""
        return self._is_whole(listing) and (stamp is None or stamp.digest != listing.digest)

    def _is_whole(self, listing: Listing) -> bool:
        return not self._scope.only and not listing.errors and not listing.filtered

    def _spool_folder(self, listing: Listing, place: Place, *, known_before: bool) -> bool:
        """Put on the spool what is to be done; returns whether there is anything."""
        only = self._scope.only
        found = assets_in(listing.files, stable_inodes=self._scope.volume.stable_inodes)
        known: Iterable[KnownAsset] = self._context.catalogue.assets(place.uid) if known_before else ()
        if only:
            found = [each for each in found if each.is_among(only)]
        items, gone = compare(found, known, self._context.wish)
        if only:
            gone = []  # the folder's other assets were not looked for
        whole = not only and not listing.errors
        work = FolderWork(
            0, place.uid, place.path, place.rel_path, listing.digest if whole and not listing.filtered else None
        )
        work.assets = len(found)
        work.files = sum(each.file_count for each in found)
        todo = [item for item in items if not self._count_if_same(item, work)]
        self._counts.assets += work.assets
        self._counts.files += work.files
        self._counts.remaining += len(todo)
        work.id = self._context.spool.add_folder(work)
        for item in todo:
            number = self._context.spool.add_item(work.id, item)
            if item.displaced and item.known:
                self._add_gone(item.known, place.uid, place.path, number)
        self._walked.known_assets += sum(item.known is not None for item in items) + len(gone)
        if whole:
            for each in gone:
                if not self._is_excluded(os.path.join(place.path, each.name), folder=False):
                    self._add_gone(each, place.uid, place.path, None)
        return bool(todo or gone)

    def _count_if_same(self, item: Item, work: FolderWork) -> bool:
        if item.verdict is not Verdict.SAME or item.known is None:
            return False
        count_known(item.known, work, self._counts)
        return True

    def _note_unreadable(self, listing: Listing, place: Place, bundle: Bundle) -> None:
        error = listing.errors[0]
        problem = Problem(
            stage="scan",
            tool="file system",
            reason=error.strerror or str(error),
            next_step="give this user the right to read the folder, then ingest again",
        )
        bundle.nodes[0].properties["digest"] = None  # the next good listing is looked at, and drops the problem
        add_problem(bundle, problem, self._run.id, folder=place.uid, path=place.path)
        self._walked.unreadable.append(place.path)
        self._counts.problems += 1
        self._context.report.problem(place.path, problem)

    def _spool_gone_folders(self) -> None:
        """Assets of folders that are no longer there; at or below an unreadable folder nothing counts as gone."""
        volume = self._scope.volume
        prefix = text(volume.relative(self._scope.root))
        kept = [*self._walked.unreadable, *self._scope.skip]
        for uid, rel_path in self._context.catalogue.unseen_folders(volume.uid, prefix, self._run.id):
            path = volume.absolute(rel_path)
            if not is_within(path, self._scope.root):
                continue  # its text is alike, its bytes are not
            if any(is_within(path, each) for each in kept) or self._is_excluded(path, folder=True):
                continue
            self._walked.gone_folders.append(uid)
            for asset in self._context.catalogue.assets(uid):
                self._walked.known_assets += 1
                self._add_gone(asset, uid, path, None)

    def _add_gone(self, asset: KnownAsset, folder: str, folder_path: bytes, replaced_by: int | None) -> None:
        path = os.path.join(folder_path, asset.name)
        self._context.spool.add_gone(Gone(asset, folder, path, replaced_by))

    def _is_excluded(self, path: bytes, *, folder: bool) -> bool:
        """Whether the path, or a folder above it inside the scope, is left out by the user's patterns."""
        exclude = self._context.exclude
        if not exclude:
            return False
        rel_path = os.path.relpath(path, self._scope.root)
        parts = rel_path.split(b"/")
        return any(
            exclude(b"/".join(parts[:depth]), folder or depth < len(parts)) for depth in range(1, len(parts) + 1)
        )


def count_known(known: KnownAsset, work: FolderWork, counts: Counts) -> None:
    """Count an asset that is as the graph has it."""
    failed, skipped = known.outcome == "failed", known.outcome == "skipped"
    work.failed += failed
    work.skipped += skipped
    work.problems += known.flawed
    counts.failed += failed
    counts.skipped += skipped
    counts.problems += known.flawed
    counts.unchanged += not failed and not skipped


def _chunks(listings: Iterator[Listing]) -> Iterator[list[Listing]]:
    """Listings in groups that are bounded by folders and by files."""
    batch: list[Listing] = []
    files = 0
    for listing in listings:
        batch.append(listing)
        files += len(listing.files)
        if len(batch) >= _FOLDERS_AT_ONCE or files >= _FILES_AT_ONCE:
            yield batch
            batch, files = [], 0
    if batch:
        yield batch
