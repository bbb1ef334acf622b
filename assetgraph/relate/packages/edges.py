"""From what a package says to bundles of nodes and edges. Pure: run id comes in as an argument.

What the asset map says of files is not said twice: those that documents need are told by REFERENCES, which impact and
orphans follow. Here stand what the package as a whole is, and what its lists tell of each file.
Not here: reading it and asking the graph (relating.py), other packages (supplements.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assetgraph.documents import rates
from assetgraph.documents.packages.checking import Check, Verdict, hexadecimal
from assetgraph.documents.packages.model import Asset, Composition, Package
from assetgraph.graph.known import KnownDocument, KnownMedia
from assetgraph.graph.packages import KnownMember
from assetgraph.graph.writer import Bundle, Edge, Node, storable
from assetgraph.model.keys import composition_uid, package_asset_uid, package_uid
from assetgraph.model.names import text
from assetgraph.model.records import Problem
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.refusals import problem_bundle

_MOST_NOTES = 20
_MOST_NAMED = 3
_LONGEST_CAPTION = 24
_STATES = {Verdict.MISSING: "MISSING", Verdict.ELSEWHERE: "ELSEWHERE", Verdict.UNREADABLE: "UNREADABLE"}
_UNTOLD = -1


@dataclass(frozen=True, slots=True)
class PackageContent:
    """A package with what came of looking at the sizes of its files, in the order of its assets."""

    package: Package
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class PackageWriter:
    """Makes the bundle of one package: its asset map, its files in the graph by name, and what was known of it."""

    document: KnownDocument
    content: PackageContent
    files: Mapping[str, KnownMedia]
    known: Mapping[str, KnownMember]
    run_id: str

    def bundle(self) -> Bundle:
        """All of it, in place of what was told of it before."""
        bundle = Bundle(before=[("clear_packages", self.document.uid)])
        bundle.nodes.append(self._package())
        self._locate(bundle, "Package", self.uid, {0: self.document.uid}, self._map)
        for check in self._first_of_each():
            self._member(bundle, check)
        for uuid in self.content.package.foreign:
            bundle.nodes.append(self._asset(uuid, None))
        for composition in self.content.package.compositions:
            self._composition(bundle, composition)
        bundle.extend(problem_bundle(self.problems(), "Asset", self.document.uid, self.run_id))
        return bundle

    @property
    def uid(self) -> str:
        """The package's key."""
        return package_uid(self.document.uid)

    def located(self, asset: Asset) -> dict[int, KnownMedia]:
        """Its files as far as the graph knows them, by chunk."""
        found = ((number, self.files.get(chunk.file or "")) for number, chunk in enumerate(asset.chunks))
        return {number: media for number, media in found if media}

    def changed(self) -> set[str]:
        """UUIDs whose files, or whether they are of the size told, are others than when it was last written."""
        now = {
            check.asset.uuid or "": (tuple(media.uid for media in self.located(check.asset).values()), _size_ok(check))
            for check in self._first_of_each()
        }
        before = {uuid: (member.located, member.size_ok) for uuid, member in self.known.items()}
        return {uuid for uuid in now.keys() | before.keys() if now.get(uuid) != before.get(uuid)}

    def problems(self) -> list[Problem]:
        """Where its files are not what its lists tell."""
        found = []
        differ = [each for each in self.content.checks if each.verdict is Verdict.SIZE_DIFFERS]
        if differ:
            named = ", ".join(f"{e.asset.path} ({e.found} bytes, told {e.told})" for e in differ[:_MOST_NAMED])
            more = f" and {len(differ) - _MOST_NAMED} more" if len(differ) > _MOST_NAMED else ""
            found.append(_differing("document", f"not of the size that its lists tell: {named}{more}"))
        if any(self._hash_ok(each) is False for each in self._first_of_each()):
            found.append(other_hashes())
        return found

    @property
    def _map(self) -> str:
        return text(self.document.path).rpartition("/")[2]

    def _first_of_each(self) -> Iterator[Check]:
        """What is told of each UUID; of entries of the same one the first counts."""
        seen: set[str] = set()
        for check in self.content.checks:
            uuid = check.asset.uuid
            if uuid and uuid not in seen:
                seen.add(uuid)
                yield check

    def _package(self) -> Node:
        package, folder = self.content.package, self.document.folder_rel_path
        lists = [each.uuid for each in package.packing_lists] + [
            each.uuid for each in package.assets if each.is_packing_list
        ]
        told = {
            "uuid": next((each for each in lists if each), None),
            "caption": _caption(folder.rpartition("/")[2] or self._map),
            "volume_uid": self.document.volume_uid,
            "rel_path": folder,
            "part": package.volume,
            "unmapped": list(package.unmapped) or None,
            "notes": list(package.notes[:_MOST_NOTES]) or None,
            "relate_pending": True,
        }
        return self._node("Package", self.uid, told)

    def _asset(self, uuid: str, asset: Asset | None) -> Node:
        name = (asset.path if asset else None) or uuid
        told = {"uuid": uuid, "type": asset.type if asset else None, "caption": _caption(name.rpartition("/")[2])}
        return self._node("PackageAsset", package_asset_uid(self.uid, uuid), told)

    def _member(self, bundle: Bundle, check: Check) -> None:
        asset, uuid = check.asset, check.asset.uuid or ""
        hash_ok = self._hash_ok(check)
        told = {
            "path": asset.path,
            "chunks": len(asset.chunks),
            "more_paths": [chunk.file or chunk.path for chunk in asset.chunks[1:]] or None,
            "size_bytes": asset.size,
            "hash": asset.hash,
            "digest": hexadecimal(asset.hash) if asset.hash else None,
            "algorithm": asset.algorithm,
            "state": _STATES.get(check.verdict, "PRESENT"),
            "size_ok": _size_ok(check),
            "hash_ok": hash_ok,
            "hash_mtimes_ns": None if hash_ok is None else list(self.known[uuid].hash_mtimes_ns),
        }
        node = self._asset(uuid, asset)
        bundle.nodes.append(node)
        grounds = Grounds("EXPLICIT_UUID", 1.0, f"{self._map} lists it")
        self._edge(bundle, "MEMBER_OF", ("PackageAsset", node.uid), ("Package", self.uid), grounds, told)
        files = {number: media.uid for number, media in self.located(asset).items()}
        self._locate(bundle, "PackageAsset", node.uid, files, asset.path or "")

    def _hash_ok(self, check: Check) -> bool | None:
        """What an earlier check found, where neither the files nor what is told of them have changed."""
        known = self.known.get(check.asset.uuid or "")
        now = tuple(media.mtime_ns for media in self.located(check.asset).values())
        is_same = known and now and (known.hash, known.hash_mtimes_ns) == (check.asset.hash, now)
        return known.hash_ok if known and is_same else None

    def _composition(self, bundle: Bundle, composition: Composition) -> None:
        path = composition.path or ""
        told = {
            "uuid": composition.uuid,
            "path": path,
            "title": composition.title,
            "caption": _caption(composition.title or path),
            "content_kind": composition.content_kind,
            "edit_rate": rates.text(composition.edit_rate) if composition.edit_rate else None,
            "start_timecode": composition.start_timecode,
        }
        node = self._node("Composition", composition_uid(self.uid, path), told)
        bundle.nodes.append(node)
        grounds = Grounds("EXPLICIT_UUID", 1.0, f"{self._map} lists it")
        self._edge(bundle, "MEMBER_OF", ("Composition", node.uid), ("Package", self.uid), grounds, {"path": path})
        file = self.files.get(path)
        self._locate(bundle, "Composition", node.uid, {0: file.uid} if file else {}, path)
        for uuid, plays in _plays(composition).items():
            asset = "PackageAsset", package_asset_uid(self.uid, uuid)
            grounds = Grounds("EXPLICIT_UUID", 1.0, f"{path} plays it, {len(plays['reel'])} times in all")
            self._edge(bundle, "PLAYS", ("Composition", node.uid), asset, grounds, plays)

    def _node(self, label: str, uid: str, told: Mapping[str, Any]) -> Node:
        kept = {name: storable(value) for name, value in told.items()}
        return Node(label, uid, {"uid": uid, "asset_uid": self.document.uid, **kept})

    def _locate(self, bundle: Bundle, label: str, uid: str, files: Mapping[int, str], path: str) -> None:
        for chunk, file in files.items():
            grounds = Grounds("EXPLICIT_PATH", 1.0, f"lies at {path}" if not chunk else f"lies at {path} and after it")
            self._edge(bundle, "LOCATED_AT", (label, uid), ("Asset", file), grounds, {"chunk": chunk})

    def _edge(
        self,
        bundle: Bundle,
        kind: str,
        source: tuple[str, str],
        target: tuple[str, str],
        grounds: Grounds,
        told: Mapping[str, Any],
    ) -> None:
        properties = {**grounds.properties(self.run_id), **told}
        kept = {name: storable(value) for name, value in properties.items()}
        bundle.edges.append(Edge(kind, *source, *target, kept))


def _size_ok(check: Check) -> bool | None:
    return {Verdict.SAME: True, Verdict.SIZE_DIFFERS: False}.get(check.verdict)


def other_hashes() -> Problem:
    """The problem with a package that has files of other hashes than told."""
    return _differing("hash", "files of it have other hashes than its packing list tells")


def _differing(stage: str, reason: str) -> Problem:
    return Problem(
        stage=stage,
        tool="assetgraph",
        reason=reason,
        next_step="copy them again from their source; assetgraph query package_assets shows which",
    )


def _plays(composition: Composition) -> dict[str, dict[str, list[Any]]]:
    """By UUID, parallel lists of its occurrences."""
    found: dict[str, dict[str, list[Any]]] = {}
    for number, part in enumerate(composition.parts, start=1):
        for sequence in part.sequences:
            for play in sequence.plays:
                row = {
                    "reel": number,
                    "sequence": sequence.kind,
                    "entry": play.entry,
                    "duration": _UNTOLD if play.duration is None else play.duration,
                    "edit_rate": rates.text(play.rate) if play.rate else "",
                    "repeat": play.repeat,
                }
                lists = found.setdefault(play.asset, {name: [] for name in row})
                for name, value in row.items():
                    lists[name].append(value)
    return found


def _caption(name: str) -> str:
    half = _LONGEST_CAPTION // 2
    return name if len(name) <= _LONGEST_CAPTION else f"{name[: half - 1]}…{name[-half:]}"
