"""A run's work list on disk: what a walk found to do, so that a library never has to fit in memory.

A SQLite file in a temporary folder, gone with the run: after an interruption the folders are walked again, which
costs what a rescan costs. Not here: deciding (changes.py, moves.py) or doing (pipeline.py).
"""

from __future__ import annotations

import glob
import os
import pickle
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from assetgraph.graph.catalogue import KnownAsset
from assetgraph.ingest.changes import Item
from assetgraph.storage.volumes import host_name

_TABLES = """
CREATE TABLE folder (id INTEGER PRIMARY KEY, uid TEXT, path BLOB, rel_path BLOB, digest TEXT, assets INTEGER,
    files INTEGER, failed INTEGER, skipped INTEGER, problems INTEGER);
CREATE TABLE item (id INTEGER PRIMARY KEY, folder INTEGER, verdict TEXT, name BLOB, size INTEGER,
    mtime INTEGER, inode INTEGER, mark TEXT, content_hash TEXT, displaced INTEGER, file_count INTEGER, content BLOB);
CREATE INDEX item_folder ON item (folder);
CREATE TABLE gone (uid TEXT PRIMARY KEY, folder_uid TEXT, path BLOB, name BLOB, size INTEGER, mtime INTEGER,
    inode INTEGER, mark TEXT, content_hash TEXT, replaced_by INTEGER, moved_to INTEGER, method TEXT,
    earlier INTEGER, known BLOB);
"""
_MOVE_INDEXES = """
CREATE INDEX IF NOT EXISTS gone_size ON gone (size, name, mtime);
CREATE INDEX IF NOT EXISTS gone_moved_to ON gone (moved_to);
CREATE INDEX IF NOT EXISTS gone_replaced_by ON gone (replaced_by);
"""
_LOST = "gone.moved_to IS NULL"
_CAME = """(item.verdict = 'new' OR item.displaced)
    AND NOT EXISTS (SELECT 1 FROM gone found WHERE found.moved_to = item.id)"""

_LOSSES = """
SELECT known, folder_uid, path, replaced_by FROM gone
WHERE moved_to IS NULL AND NOT earlier AND replaced_by IS NULL ORDER BY uid
"""
_DISPLACED_LOSSES = """
SELECT known, folder_uid, path, replaced_by FROM gone
WHERE moved_to IS NULL AND NOT earlier
  AND replaced_by IN (SELECT moved_to FROM gone WHERE moved_to IS NOT NULL) ORDER BY uid
"""


@dataclass(slots=True)
class FolderWork:
    """A folder in which something is to be done, with what its stamp will count.

    `digest` is None when it may not be stamped. failed, skipped and problems begin with the assets that need
    nothing and grow while the others are read.
    """

    id: int
    uid: str
    path: bytes
    rel_path: bytes
    digest: str | None
    assets: int = 0
    files: int = 0
    failed: int = 0
    skipped: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """A known asset that is not where it was; `earlier` when no folder that this run lists had it."""

    known: KnownAsset
    folder_uid: str
    path: bytes
    replaced_by: int | None = None
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A gone asset, and the item it was found again as."""

    known: KnownAsset
    old_path: bytes
    method: str
    item: int
    folder: int
    content: Item


class Spool:
    """The work list of one run over one volume."""

    def __init__(self, parent: Path) -> None:
        parent.mkdir(parents=True, exist_ok=True)
        _sweep(parent)
        prefix = f"{_prefix()}{os.getpid()}-"
        self._folder = tempfile.TemporaryDirectory(prefix=prefix, dir=parent, ignore_cleanup_errors=True)
        self._db = sqlite3.connect(Path(self._folder.name) / "spool.sqlite", isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;")
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._folder.cleanup()

    # what the walk writes

    def add_folder(self, work: FolderWork) -> int:
        """Note a folder; returns its id."""
        values = (
            work.uid, work.path, work.rel_path, work.digest, work.assets, work.files, work.failed, work.skipped,
            work.problems,
        )  # fmt: skip
        cursor = self._db.execute(
            "INSERT INTO folder (uid, path, rel_path, digest, assets, files, failed, skipped, problems) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
            values,
        )
        return int(cursor.lastrowid or 0)

    def add_item(self, folder: int, item: Item) -> int:
        """Note something to do in a folder; returns its id."""
        found = item.found
        cursor = self._db.execute(
            "INSERT INTO item (folder, verdict, name, size, mtime, inode, mark, displaced, file_count, content) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                folder, item.verdict, found.name, found.size, found.mtime_ns, found.inode,
                found.frames_digest, item.displaced, found.file_count, pickle.dumps(item, pickle.HIGHEST_PROTOCOL),
            ),
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def add_gone(self, gone: Gone) -> None:
        """Note a known asset that is not where it was."""
        known = gone.known
        self._db.execute(
            "INSERT OR IGNORE INTO gone (uid, folder_uid, path, name, size, mtime, inode, mark, content_hash, "
            "replaced_by, earlier, known) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                known.uid, gone.folder_uid, gone.path, known.name, known.size, known.mtime_ns,
                known.inode, known.frames_digest or known.quick_hash, known.content_hash,
                gone.replaced_by, gone.earlier,
                pickle.dumps(known, pickle.HIGHEST_PROTOCOL),
            ),
        )  # fmt: skip

    # what moves.py matches

    def index_for_moves(self) -> None:
        """Prepare for matching, once the walk is complete."""
        self._db.executescript(_MOVE_INDEXES)
        self._db.execute("BEGIN")

    def arrivals(self) -> Iterator[tuple[int, str, Item]]:
        """(id, folder uid, item) of everything that is new at its place."""
        rows = self._db.execute(
            "SELECT i.id, f.uid, i.content FROM item i JOIN folder f ON f.id = i.folder WHERE i.verdict = 'new'"
        )
        for item, folder, content in rows:
            yield item, folder, pickle.loads(content)

    def unhashed(self, column: str, alike: tuple[str, ...], known: str) -> Iterator[tuple[int, bytes, Item]]:
        """(id, folder path, item) of new files without a hash, where an alike gone asset has the `known` one."""
        same = " AND ".join(f"gone.{each} = item.{each}" for each in alike)
        rows = self._db.execute(
            f"SELECT item.id, folder.path, item.content FROM item JOIN folder ON folder.id = item.folder "  # noqa: S608
            f"WHERE item.{column} IS NULL AND {_CAME} AND EXISTS "
            f"(SELECT 1 FROM gone WHERE {_LOST} AND {same} AND gone.{known} IS NOT NULL)"
        )
        for item, path, content in rows:
            yield item, path, pickle.loads(content)

    def set_hash(self, item: int, column: str, value: str) -> None:
        """Note a hash of a new file."""
        self._db.execute(f"UPDATE item SET {column} = ? WHERE id = ?", (value, item))  # noqa: S608 - a column's name

    def match(self, key: tuple[str, ...], method: str) -> None:
        """Note as found again what equals in all columns of the key, where it is the only one on either side.

        What lies at the place of a displaced asset is not that asset. Linear: no pairs are formed.
        """
        columns = ", ".join(key)
        present = " AND ".join(f"{each} IS NOT NULL" for each in key)
        self._db.execute(
            f"WITH lost AS (SELECT {columns}, min(uid) AS uid, min(replaced_by) AS replaced_by FROM gone "  # noqa: S608
            f"WHERE {_LOST} AND {present} GROUP BY {columns} HAVING count(*) = 1), "
            f"came AS (SELECT {columns}, min(id) AS id FROM item "
            f"WHERE {_CAME} AND {present} GROUP BY {columns} HAVING count(*) = 1), "
            f"pair AS (SELECT lost.uid, came.id FROM lost JOIN came USING ({columns}) "
            "WHERE lost.replaced_by IS NOT came.id) "
            "UPDATE gone SET moved_to = pair.id, method = ? FROM pair WHERE pair.uid = gone.uid",
            (method,),
        )

    def moves(self) -> Iterator[Move]:
        """All pairs that were matched."""
        rows = self._db.execute(
            "SELECT g.known, g.path, g.method, i.id, i.folder, i.content FROM gone g "
            "JOIN item i ON i.id = g.moved_to ORDER BY g.uid"
        )
        for known, path, method, item, folder, content in rows:
            yield Move(pickle.loads(known), path, method, item, folder, pickle.loads(content))

    def replaced(self) -> Iterator[tuple[int, Item]]:
        """Displaced items that are now another asset: their old one moved, or they came from elsewhere."""
        rows = self._db.execute(
            "SELECT i.id, i.content FROM gone g JOIN item i ON i.id = g.replaced_by "
            "WHERE g.moved_to IS NOT NULL AND NOT EXISTS (SELECT 1 FROM gone m WHERE m.moved_to = i.id)"
        )
        for item, content in rows:
            yield item, pickle.loads(content)

    def losses(self, *, displaced: bool) -> Iterator[Gone]:
        """Assets found nowhere; displaced ones only where something else moved into their place."""
        rows = self._db.execute(_DISPLACED_LOSSES if displaced else _LOSSES)
        for known, folder_uid, path, replaced_by in rows:
            yield Gone(pickle.loads(known), folder_uid, path, replaced_by)

    def count_losses(self) -> int:
        """How many assets are found nowhere, displaced ones apart."""
        row = self._db.execute(
            "SELECT count(*) FROM gone WHERE moved_to IS NULL AND NOT earlier AND replaced_by IS NULL"
        )
        return int(row.fetchone()[0])

    def update_item(self, item: int, content: Item) -> None:
        """Change what is to be done about an item."""
        self._db.execute(
            "UPDATE item SET verdict = ?, content = ? WHERE id = ?",
            (content.verdict, pickle.dumps(content, pickle.HIGHEST_PROTOCOL), item),
        )

    # what the pipeline works through

    def folder(self, folder: int) -> FolderWork:
        """One folder by its id."""
        return FolderWork(*self._db.execute("SELECT * FROM folder WHERE id = ?", (folder,)).fetchone())

    def work(self) -> Iterator[tuple[FolderWork, Iterable[Item]]]:
        """Folders in the order they were walked, with their items, lazily."""
        reader = self._db.cursor()
        for row in reader.execute("SELECT * FROM folder ORDER BY id"):
            yield FolderWork(*row), self._items(row[0])

    def totals(self) -> tuple[int, int]:
        """(items to do, their files)."""
        row = self._db.execute("SELECT count(*), coalesce(sum(file_count), 0) FROM item").fetchone()
        return int(row[0]), int(row[1])

    def _items(self, folder: int) -> Iterator[Item]:
        reader = self._db.cursor()
        for (content,) in reader.execute("SELECT content FROM item WHERE folder = ? ORDER BY name", (folder,)):
            yield pickle.loads(content)


def _prefix() -> str:
    return f"run-{host_name()}-"


def _sweep(parent: Path) -> None:
    """Remove what runs on this host left behind that were killed."""
    for folder in parent.glob(f"{glob.escape(_prefix())}*"):
        process = folder.name.removeprefix(_prefix()).partition("-")[0]
        if process.isdigit() and not psutil.pid_exists(int(process)):
            shutil.rmtree(folder, ignore_errors=True)
