"""A run of relate: the folders that wait, page by page, and the documents they touch.

    projects   what the folders belong to -> graph
    cards      which folders are a camera card, its clips, and what their files are to each other -> graph
    folders    sidecars, versions, and the chains they form; what was made from what -> graph
    documents  those of the folders, and those to which what came or went may mean something -> wait
    packages   whose asset maps wait -> read -> graph, before what refers to their assets
    at its end all documents that wait -> read, resolved -> graph
               and derivatives of which documents or files elsewhere tell something new
    after all volumes, what documents tell of folders that belong to nothing -> graph

A folder waits until its files are related and its documents wait, a document until what it says is written, and
volumes remember that a run did not come to its end: an interrupted run is completed by the next.
Not here: how any of it is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field

from assetgraph.graph.connection import Graph
from assetgraph.graph.declarations import DeclarationStore
from assetgraph.graph.derivations import Derivations
from assetgraph.graph.folders import Folders
from assetgraph.graph.known import KnownMedia, PendingFolder
from assetgraph.graph.media_index import MediaIndex
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Writer
from assetgraph.media.workers import Workers
from assetgraph.model.names import path_key
from assetgraph.relate.cards.relating import CardRelator
from assetgraph.relate.declared.keeping import Declarations, Declared, derivative_rules
from assetgraph.relate.declared.mounts import apply_mounts
from assetgraph.relate.declared.policies import apply_policies
from assetgraph.relate.derivations.relating import DerivativeRelator
from assetgraph.relate.hashes.hash_lists import HashListRelator
from assetgraph.relate.hashes.package_hashes import HashChecker
from assetgraph.relate.packages.relating import PackageRelator
from assetgraph.relate.projects.flat import relate_flat_projects
from assetgraph.relate.projects.relating import ProjectRelator
from assetgraph.relate.references.places import Places
from assetgraph.relate.references.relating import DocumentRelator
from assetgraph.relate.references.sought import name_of_folder, names_of
from assetgraph.relate.refusals import TellingWriter
from assetgraph.relate.siblings.chaining import chain_up
from assetgraph.relate.siblings.relating import FolderRelator


class RelateSummary(BaseModel):
    """What a run of relate did."""

    folders: int = Field(0, description="folders whose files were related")
    documents: int = Field(0, description="documents read")
    references: int = Field(0, description="references found in them")
    resolved: int = Field(0, description="of those, how many lead to an asset")
    void_declarations: int = Field(0, description="declared paths that pin nothing, and needs of no known project")
    problems: int = Field(0, description="documents that could not be read, and those declarations")


class Relator:
    """Relates what waits, volume by volume; the caller holds the lease of each.

    Raises GraphUnavailable when the server stays away. Interrupted anywhere, the next run goes on.
    """

    def __init__(
        self, graph: Graph, workers: Workers, run_id: str, declared: Declared, *, check_hashes: bool = False
    ) -> None:
        """`check_hashes`: files of packages are read whole where that was not done since they changed."""
        self._graph = graph
        self._run_id = run_id
        self._check_hashes = check_hashes
        self._waiting = Waiting(graph)
        self._index = MediaIndex(graph)
        self._store = DeclarationStore(graph)
        self._tree = Folders(graph)
        self._writer = TellingWriter(graph, run_id)
        self._declared = Declarations(declared, graph, self._writer)
        self._packages = PackageRelator(graph, self._writer, run_id)
        self._hashes = HashChecker(graph, self._writer, workers, run_id)
        self._documents = DocumentRelator(graph, Writer(graph), workers, self._packages, run_id)
        self._hash_lists = HashListRelator(graph, self._writer, workers, run_id)
        self._folders = FolderRelator(graph, self._writer, run_id)
        self._derivations = Derivations(graph)
        rules = derivative_rules(self._declared.studio)
        self._derivatives = DerivativeRelator(graph, self._writer, run_id, rules)
        self._cards = CardRelator(graph, self._writer, run_id)
        self._projects = ProjectRelator(graph, self._writer, run_id, self._declared.studio)
        self._count = 0

    def declare(self) -> None:
        """Take over what is declared; what this changes waits."""
        apply_mounts(self._declared.studio, self._graph, self._writer)
        self._declared.take_over()

    def relate(self, volume: str) -> None:
        """Relate the folders of a volume that wait."""
        self.declare()
        self._waiting.wake_by_mounts()
        places = Places(self._store.mounts())
        self._documents.begin(places)
        if next(self._waiting.pending_folders(volume), None):
            self._waiting.note_unfinished(volume)
            # Where no folder changed, none lies otherwise than before.
            self._projects.begin(volume, places.name(volume))
            self._cards.begin(volume)
        for page in self._waiting.pending_folders(volume):
            self._page(volume, page)
        self._waiting.wake_by_events(volume)
        self._derivations.wake_by_events(volume)
        self._waiting.note_related(volume)
        self._packages.drop_gone(volume)
        if any(next(self._waiting.pending_documents(maps=maps), None) for maps in (True, False)):
            self._waiting.note_unfinished(volume)
        # What packages are is known before those are resolved that refer to what is in them.
        self._documents.relate(self._waiting.pending_documents(maps=True))
        self._documents.relate(self._waiting.pending_documents(maps=False))
        self._derivatives.relate_waiting()
        self._hash_lists.relate()
        if self._check_hashes:
            self._hashes.check(volume)
        self._packages.supplement()

    def finish(self) -> RelateSummary:
        """Clear up after all volumes, and tell what was done."""
        counts = self._documents.counts
        is_unfinished = self._waiting.is_unfinished()
        if is_unfinished:
            relate_flat_projects(self._tree, self._writer, self._run_id)
            self._waiting.drop_left_overs()
            self._store.renew_needs(self._run_id)
            self._store.follow_pins()
            self._declared.note_changes()
        if self._declared.policies and self._declared.are_policies_due:
            apply_policies(self._declared.policies, self._graph, self._writer, self._run_id)
            self._declared.note_policies()
        if is_unfinished:
            self._waiting.note_finished()
        void = self._store.declaration_problems()
        return RelateSummary(
            folders=self._count,
            documents=counts.documents,
            references=counts.references,
            resolved=counts.resolved,
            void_declarations=void,
            problems=counts.problems + self._hashes.problems + self._hash_lists.problems + self._writer.refused + void,
        )

    def _page(self, volume: str, page: Sequence[PendingFolder]) -> None:
        """All that these folders touch; only then do they wait no more."""
        self._declared.note_changes()
        uids = [folder.uid for folder in page]
        assets = self._index.assets_in(uids)
        self._projects.relate(page)
        self._cards.relate(page)
        chain_up(self._graph, self._writer, self._run_id, self._folders.relate(page, assets))
        self._derivatives.relate(page, assets)
        self._wake(volume, page, assets)
        self._waiting.wake_hash_lists(uids)
        self._waiting.clear_pending(uids)
        self._count += len(page)

    def _wake(self, volume: str, page: Sequence[PendingFolder], assets: Sequence[KnownMedia]) -> None:
        """New documents among these assets wait, and those anywhere that look for something of their names."""
        documents = [asset.uid for asset in assets if asset.kind == "document"]
        self._waiting.wake(documents)
        names = {name for asset in assets for name in names_of(asset)}
        folders = {name_of_folder(volume, path_key(folder.rel_path)) for folder in page}
        self._waiting.wake_by_name(names | folders)
