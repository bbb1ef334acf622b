"""What is told folder by folder: sidecars and versions.

Not here: camera cards (cards/), order within chains (chaining.py), what was made from what (derivations/), references,
projects, which folders wait (run.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assetgraph.graph.chains import Chains
from assetgraph.graph.connection import Graph
from assetgraph.graph.known import KnownMedia, PendingFolder
from assetgraph.graph.media_index import MediaIndex
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Bundle, Edge, Node, Writer
from assetgraph.model.keys import chain_uid, folder_uid
from assetgraph.relate.edges import renewed, sidecar_bundle
from assetgraph.relate.siblings.sidecars import companion_folders, described_in, sidecars
from assetgraph.relate.siblings.versions import VersionName, version_names

_OWNED = ("SIDECAR_OF", "VERSION_OF", "PREVIOUS_VERSION", "PART_OF")


class FolderRelator:
    """Relates the files of folders to each other, and to those in folders beside them."""

    def __init__(self, graph: Graph, writer: Writer, run_id: str) -> None:
        self._index = MediaIndex(graph)
        self._chains = Chains(graph)
        self._waiting = Waiting(graph)
        self._writer = writer
        self._run_id = run_id

    def relate(self, folders: Sequence[PendingFolder], assets: Sequence[KnownMedia]) -> set[str]:
        """Write what the assets of these folders are to each other; returns the chains that may have changed."""
        touched = set(self._chains.chains_of([folder.uid for folder in folders]))
        by_folder: defaultdict[str, list[KnownMedia]] = defaultdict(list)
        for asset in assets:
            by_folder[asset.folder_uid].append(asset)
        bundles = [renewed(_OWNED, [asset], self._run_id) for asset in assets]
        bundles += self._companions_of(folders)
        for content in by_folder.values():
            bundles += self._sidecars(content)
            for uid, bundle in self._versions(content):
                touched.add(uid)
                bundles.append(bundle)
        self._writer.write_all(bundles)
        return touched

    def _sidecars(self, content: Sequence[KnownMedia]) -> Iterator[Bundle]:
        return (sidecar_bundle(pair, self._run_id) for pair in sidecars(content, self._companions(content)))

    def _companions_of(self, folders: Sequence[PendingFolder]) -> Iterator[Bundle]:
        """Sidecars in folders apart from these whose files they describe."""
        changed = {folder.rel_path for folder in folders}
        near = {folder_uid(f.volume_uid, path.encode()) for f in folders for path in described_in(f.rel_path)}
        settled = self._waiting.settled_at_or_below(sorted(near))
        due = [uid for uid, path in settled.items() if changed.intersection(companion_folders(path).values())]
        by_folder: defaultdict[str, list[KnownMedia]] = defaultdict(list)
        for asset in self._index.assets_in(sorted(due)) if due else ():
            by_folder[asset.folder_uid].append(asset)
        for content in by_folder.values():
            yield from (renewed(("SIDECAR_OF",), [asset], self._run_id) for asset in content)
            yield from self._sidecars(content)

    def _companions(self, content: Sequence[KnownMedia]) -> dict[str, list[KnownMedia]]:
        """What lies in folders whose files this one's may describe."""
        if not any(asset.kind in {"sidecar", "other"} for asset in content):
            return {}
        first = content[0]
        paths = companion_folders(first.folder)
        return {
            key: self._index.assets_in([folder_uid(first.volume_uid, path.encode())]) for key, path in paths.items()
        }

    def _versions(self, content: Sequence[KnownMedia]) -> Iterator[tuple[str, Bundle]]:
        names = version_names(asset.rel_path for asset in content)
        for asset in content:
            if name := names.get(asset.rel_path):
                yield self._version(asset, name)

    def _version(self, asset: KnownMedia, name: VersionName) -> tuple[str, Bundle]:
        uid = chain_uid(asset.volume_uid, name.template)
        last = name.template.rpartition("/")[2]
        chain = {
            "uid": uid,
            "template": name.template,
            "caption": last if len(last) <= 24 else f"{last[:11]}…{last[-12:]}",
            "volume_uid": asset.volume_uid,
        }
        properties = {**name.grounds.properties(self._run_id), "version": name.number, "token": name.token.raw}
        edge = Edge("VERSION_OF", "Asset", asset.uid, "VersionChain", uid, properties)
        return uid, Bundle([Node("VersionChain", uid, chain)], [edge])
