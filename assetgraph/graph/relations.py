"""What relate asks the graph before it writes, and the acts on it that are no upsert.

Each method is one statement of cypher/maintenance. Not here: deciding how things relate (relate/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import TypeVar

from assetgraph.graph.connection import Graph, Row
from assetgraph.graph.cypher_files import maintenance
from assetgraph.model.frames import Frames
from assetgraph.model.keys import awaited_uid
from assetgraph.model.names import stem_key, uuid_key

T = TypeVar("T")

_PAGE = 500
_NAMES_AT_ONCE = 5000
MOST_NAMESAKES = 200
"""Assets of one stem or reel that are looked at; where more share it, the name tells nothing."""
_CROWD = MOST_NAMESAKES + 1


@dataclass(frozen=True, slots=True)
class PendingFolder:
    """A folder that waits to be related."""

    uid: str
    path: bytes
    rel_path: str
    volume_uid: str


@dataclass(frozen=True, slots=True)
class KnownMedia:
    """An asset with what relations are told by; times in seconds, sizes in bytes."""

    uid: str
    folder_uid: str
    volume_uid: str
    rel_path: str
    name: str
    kind: str
    format: str | None
    status: str
    online: bool
    duration_s: float | None
    frame_rate: str | None
    frame_count: int | None
    first: int | None
    last: int | None
    timecode: str | None
    reel_name: str | None
    width: int | None
    height: int | None
    video_codec: str | None
    audio_codec: str | None
    quick_hash: str | None
    mtime_ns: int
    size_bytes: int
    step: int | None = None
    missing: Sequence[str] = ()
    umid: str | None = None
    source_umid: str | None = None
    uuid: str | None = None
    bit_depth: int | None = None
    channels: int | None = None
    sample_rate_hz: int | None = None
    camera_model: str | None = None
    package_uuids: Sequence[str] = ()
    source_uids: Sequence[str] = ()
    """Of what it was made from, or stands in for, as far as that is sure."""

    @property
    def identities(self) -> frozenset[str]:
        """By which its material is known, wherever it lies."""
        return frozenset(filter(None, (self.umid, self.source_umid, self.uuid)))

    @property
    def said_identities(self) -> frozenset[str]:
        """By which the asset maps of packages know it, whatever it tells itself."""
        return frozenset(key for uuid in self.package_uuids if (key := uuid_key(uuid)))

    @property
    def folder(self) -> str:
        """Its folder's path from the volume's root; empty for the root."""
        return self.rel_path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """Where an asset lies; `frames` are those of a sequence."""

    uid: str
    rel_path: str
    frames: Frames | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """A file of declarations as it was last seen, and whether what it says is still to be told."""

    name: str
    text: str
    due: bool


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that is there to be read."""

    uid: str
    path: bytes
    format: str | None
    volume_uid: str
    folder_rel_path: str


@dataclass(slots=True)
class SoughtPlace:
    """A folder in which files are looked for, whatever the case: its path and their names by path_key."""

    volume_uid: str
    folder: str
    names: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    """Of lone frames that a pattern may mean."""


@dataclass(frozen=True, slots=True)
class VolumeMount:
    """A volume, and where one host sees it; what tells of the mount is None for a volume nobody mounts."""

    volume_uid: str
    volume: str
    identity: str
    state: str
    mount_uid: str | None
    host: str | None
    system: str | None
    path: str | None
    declared_by: str | None


@dataclass(frozen=True, slots=True)
class ChainMember:
    """A version in its chain, as it was written."""

    chain_uid: str
    uid: str
    version: int | None
    token: str
    confidence: float
    method: str
    evidence: str


_MEDIA = tuple(field.name for field in fields(KnownMedia))


class Relations:
    """The graph as relate sees it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def pending_volumes(self) -> list[str]:
        """Volumes with folders, documents or derivatives that wait to be related."""
        return [row["volume_uid"] for row in self._read("pending_volumes")]

    def pending_folders(self, volume: str) -> Iterator[list[PendingFolder]]:
        """Pages of folders that wait; a page that is not cleared is not seen again."""
        after = ""
        while rows := self._read("pending_folders", volume_uid=volume, after=after, limit=_PAGE):
            yield [
                PendingFolder(row["uid"], _raw(row["raw_path"], row["path"]), row["rel_path"], volume) for row in rows
            ]
            after = rows[-1]["uid"]

    def let_all_wait(self) -> None:
        """Every folder and every document waits to be related anew."""
        self._graph.write(maintenance("set_all_pending"), {})
        self.let_documents_wait()

    def let_documents_wait(self) -> None:
        """Every document waits to be read."""
        self._graph.write(maintenance("let_documents_wait"), {})

    def clear_pending(self, folders: Sequence[str]) -> None:
        """These folders are related."""
        self._graph.write(maintenance("clear_pending"), {"uids": list(folders)})

    def let_wait_below(self, volume: str, folder: str) -> None:
        """A folder and all below it wait to be related anew."""
        self._graph.write(maintenance("let_wait_below"), {"volume_uid": volume, **_span(folder)})

    def declarations(self) -> dict[str, Declaration]:
        """Files of declarations by name."""
        return {row["name"]: Declaration(**row) for row in self._read("declarations")}

    def assets_in(self, folders: Sequence[str]) -> list[KnownMedia]:
        """What is in these folders."""
        return [media_of(row) for row in self._read("assets_to_relate", folder_uids=list(folders))]

    def settled_at_or_below(self, folders: Sequence[str]) -> dict[str, str]:
        """Relative paths, by uid, of those of these folders and their children that are there and do not wait."""
        return {row["uid"]: row["rel_path"] for row in self._read("settled_folders", folder_uids=list(folders))}

    def by_stem(self, stems: Iterable[str]) -> dict[str, list[str]]:
        """Keys of assets by stem; nothing tells a stem apart that has more than MOST_NAMESAKES."""
        return self._namesakes("assets_by_stem", "stem", stems=sorted(stems), most=_CROWD)

    def by_reel(self, reels: Iterable[str]) -> dict[str, list[str]]:
        """Keys of assets by reel name; as by_stem."""
        return self._namesakes("assets_by_reel", "reel", reels=sorted(reels), most=_CROWD)

    def by_identity(self, identities: Iterable[str]) -> dict[str, list[str]]:
        """Keys of assets by UMID or UUID; as by_stem."""
        return self._namesakes("assets_by_identity", "identity", identities=sorted(identities), most=_CROWD)

    def at_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Location key -> key of the asset that lies there."""
        return {row["key"]: row["uid"] for row in self._read("assets_at_keys", keys=sorted(keys))}

    def vanished_by_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Location key, or key of an asset -> key of the asset that lay there last, or is it, and has vanished."""
        return {row["key"]: row["uid"] for row in self._read("vanished_by_keys", keys=sorted(keys))}

    def at_places(self, places: Iterable[SoughtPlace]) -> list[str]:
        """Keys of assets that lie there."""
        rows = [
            {
                "volume_uid": each.volume_uid,
                "folder": each.folder,
                "names": dict.fromkeys(each.names, True),
                "stems": dict.fromkeys(each.stems, True),
            }
            for each in places
        ]
        return [row["uid"] for row in self._read("assets_at_places", places=rows)]

    def scanned(self, folders: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bool]:
        """(volume, path_key) -> whether it was listed whole, of those of these folders that are known."""
        rows = [{"volume_uid": volume, "folder": folder} for volume, folder in sorted(folders)]
        found = self._read("scanned_folders", places=rows)
        return {(row["volume_uid"], row["folder"]): row["scanned"] for row in found}

    def by_uid(self, uids: Iterable[str]) -> dict[str, KnownMedia]:
        """Assets that have not vanished, by uid."""
        return {row["uid"]: media_of(row) for row in self._read("assets_by_uid", uids=sorted(uids))}

    def user_references(self, documents: Sequence[str]) -> dict[str, dict[str, str]]:
        """Files that a user said these documents mean, with the evidence, by document."""
        found: dict[str, dict[str, str]] = {}
        for row in self._read("user_references", uids=list(documents)):
            found.setdefault(row["document_uid"], {})[row["uid"]] = row["evidence"]
        return found

    def wake(self, documents: Sequence[str]) -> None:
        """Those of these documents wait to be read that are new or changed."""
        self._graph.write(maintenance("wake_by_uid"), {"uids": list(documents)})

    def wake_by_name(self, names: Iterable[str]) -> None:
        """Documents and derivatives that look for files of these names wait."""
        for part in _parts(sorted(set(names)), _NAMES_AT_ONCE):
            self._graph.write(maintenance("wake_by_name"), {"uids": [awaited_uid(name) for name in part]})

    def wake_by_mounts(self) -> None:
        """All documents wait to be read, if a path leads to another volume than when they were resolved."""
        self._graph.write(maintenance("wake_by_mounts"), {})

    def wake_by_events(self, volume: str) -> None:
        """Documents wait that refer to what happened on a volume since `note_related`, or look for its names."""
        self._graph.write(maintenance("wake_by_events"), {"volume_uid": volume})
        rows = self._graph.stream(maintenance("names_of_events"), {"volume_uid": volume})
        for part in _parts(rows, _NAMES_AT_ONCE):
            stems = {stem_key(name) for row in part for name in (row["name"], row["old_name"]) if name}
            others = {row[key] for row in part for key in ("reel_name", "umid", "source_umid", "uuid") if row[key]}
            self.wake_by_name(stems | others)

    def note_related(self, volume: str) -> None:
        """Documents that refer to what happened on a volume until now are read, or wait for it."""
        self._graph.write(maintenance("set_related"), {"volume_uid": volume})

    def pending_documents(self, *, maps: bool) -> Iterator[KnownDocument]:
        """Documents that wait and are there to be read: the asset maps of packages, or all others.

        One that goes on waiting is not seen again.
        """
        return self._documents("pending_documents", maps=maps)

    def pending_hash_lists(self) -> Iterator[KnownDocument]:
        """Hash lists that wait and are there to be read."""
        return self._documents("pending_hash_lists")

    def wake_hash_lists(self, folders: Sequence[str]) -> None:
        """Hash lists in these folders and above them wait to be read."""
        self._graph.write(maintenance("wake_hash_lists"), {"uids": list(folders)})

    def _documents(self, name: str, **params: object) -> Iterator[KnownDocument]:
        after = ""
        while rows := self._read(name, **params, after=after, limit=_PAGE):
            for row in rows:
                folder = _raw(row["raw_folder"], row["folder"]).rstrip(b"/")
                path = folder + b"/" + _raw(row["raw_name"], row["name"])
                yield KnownDocument(row["uid"], path, row["format"], row["volume_uid"], row["folder_rel_path"])
            after = rows[-1]["uid"]

    def mounts(self) -> list[VolumeMount]:
        """All volumes with all places where hosts see them."""
        return [VolumeMount(**row) for row in self._read("all_mounts")]

    def drop_mounts(self, uids: Sequence[str]) -> None:
        """Drop these mount points."""
        self._graph.write(maintenance("drop_mounts"), {"uids": list(uids)})

    def chain_members(self, chains: Sequence[str]) -> dict[str, list[ChainMember]]:
        """Present members by chain."""
        found: dict[str, list[ChainMember]] = {}
        for row in self._read("chain_members", uids=list(chains)):
            found.setdefault(row["chain_uid"], []).append(ChainMember(**row))
        return found

    def drop_other_predecessors(self, previous: Mapping[str, str | None]) -> None:
        """Of these files, newer -> older, drop what was told to be the version before and is not; None: nothing is."""
        rows = [{"newer": newer, "older": older} for newer, older in previous.items()]
        self._graph.write(maintenance("drop_other_predecessors"), {"rows": rows})

    def chains_of(self, folders: Sequence[str]) -> list[str]:
        """Chains that files of these folders are or were in."""
        return [row["chain_uid"] for row in self._read("chains_of_folders", folder_uids=list(folders))]

    def assets_below(self, volume: str, folder: str, any_case: bool) -> Iterator[KnownPlace]:
        """What lies at or below a folder of the volume of that name, in whatever case its path is written."""
        name = "assets_below_any_case" if any_case else "assets_below"
        for row in self._graph.stream(maintenance(name), {"volume": volume, **_span(folder)}):
            yield _place(row)

    def projects_by_code(self, codes: Sequence[str]) -> dict[str, list[str]]:
        """Projects of these codes, in lower case; a code that only folders tell may be that of several."""
        found: dict[str, list[str]] = {}
        for row in self._read("projects_by_code", codes=list(codes)):
            found.setdefault(row["code"], []).append(row["uid"])
        return found

    def drop_policies(self, kept: Sequence[str], run_id: str) -> None:
        """Drop all needs, deliveries, holds and retentions but these, and problems with them of earlier runs."""
        self._graph.write(maintenance("drop_policies"), {"uids": list(kept), "run_id": run_id})

    def declaration_problems(self) -> int:
        """How many declarations come to nothing."""
        return int(self._read("count_declaration_problems")[0]["problems"])

    def drop_left_overs(self) -> None:
        """Drop chains, projects with their parts, missing media and awaited names that nothing points at any more."""
        self._graph.write(maintenance("drop_left_overs"), {})

    def _namesakes(self, name: str, key: str, **params: object) -> dict[str, list[str]]:
        return {row[key]: row["uids"] for row in self._read(name, **params)}

    def _read(self, name: str, **params: object) -> list[Row]:
        return self._graph.read(maintenance(name), params)


def _parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def media_of(row: Row) -> KnownMedia:
    """The asset that a row tells of, in columns named as its fields."""
    return KnownMedia(**{name: row[name] for name in _MEDIA})


def _span(folder: str) -> dict[str, str]:
    return {"folder": folder, "below": f"{folder}/" if folder else ""}


def _place(row: Row) -> KnownPlace:
    if row["first"] is None or row["last"] is None:
        return KnownPlace(row["uid"], row["rel_path"])
    frames = Frames.told(row["first"], row["last"], row["step"], row["missing"] or ())
    return KnownPlace(row["uid"], row["rel_path"], frames)


def _raw(raw: bytes | None, text: str) -> bytes:
    return bytes(raw) if raw is not None else text.encode("utf-8")
