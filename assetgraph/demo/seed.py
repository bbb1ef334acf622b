"""The demo studio as data: all of seeds/demo, read and checked.

A table's name in a TOML file is the kind of its entries. Paths begin at the file's `folder`, or, with a slash, at
the demo's media. Projects and deliveries are told by the two YAML files, which the demo uses as they are.
Not here: building (folder.py), what is true once it is built (telling.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from assetgraph.demo.entries import AnyChange, AnyEntry, Copy, Delete, Document, Move, Render
from assetgraph.model.data import data_path

DECLARED = ("studio.yaml", "policies.yaml")
_CHANGES = frozenset({"move", "delete", "render"})
_PATHS = frozenset({"path", "of", "means", "beside", "to"})
_SHARED = ("frames", "frame_rate", "timecode", "seed")
Row = dict[str, Any]


class ProjectSeed(BaseModel):
    """A production and the folders that are its own."""

    model_config = ConfigDict(frozen=True)

    code: str
    kind: str
    roots: tuple[str, ...]


class Seed(BaseModel):
    """All entries, and what changes once they are known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entry: tuple[AnyEntry, ...]
    change: tuple[AnyChange, ...] = ()
    projects: tuple[ProjectSeed, ...] = ()
    delivered: tuple[str, ...] = ()
    keep_last: dict[str, int] = {}

    def original(self, path: str) -> AnyEntry:
        """The entry at a path; of a copy, what it is a copy of."""
        found = next(entry for entry in self.entry if entry.path == path)
        return self.original(found.of) if isinstance(found, Copy) else found

    def documents(self) -> Iterator[Document]:
        """The entries that refer to others."""
        return (entry for entry in self.entry if isinstance(entry, Document))

    def after(self) -> Seed:
        """What there is after the changes; documents still say what they said."""
        moved = {change.path: change.to for change in self.change if isinstance(change, Move)}
        gone = {change.path for change in self.change if isinstance(change, Delete)}
        seeds = {change.path: change.seed for change in self.change if isinstance(change, Render)}

        def rename(path: str) -> str | None:
            return None if path in gone else moved.get(path, path)

        rows = (_renamed(entry.model_dump(), rename) for entry in self.entry if entry.path not in gone)
        entries = [{**row, "seed": seeds[row["path"]]} if row["path"] in seeds else row for row in rows]
        return Seed.model_validate({**self.model_dump(exclude={"change"}), "entry": entries})


def load_seed() -> Seed:
    """All of seeds/demo."""
    rows: list[Row] = []
    for file in sorted(seed_folder().glob("*.toml")):
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        place = _placing(tables.pop("folder"))
        rows += [_renamed({"kind": kind, **row}, place) for kind, table in tables.items() for row in table]
    by_path = {row["path"]: row for row in rows if row["kind"] not in _CHANGES}
    studio, policies = (_yaml(name) for name in DECLARED)
    return Seed.model_validate(
        {
            "entry": [_inherited(row, by_path) for row in by_path.values()],
            "change": [row for row in rows if row["kind"] in _CHANGES],
            "projects": [{**each, "roots": [_plain(root) for root in each["roots"]]} for each in studio["projects"]],
            "delivered": [_plain(path) for each in policies["deliveries"] for path in each["paths"]],
            "keep_last": {each["kind"]: each["keep_last"] for each in policies["retention"]},
        }
    )


def seed_folder() -> Path:
    """Where the seeds lie."""
    return data_path("seeds") / "demo"


def as_written(raw: str, root: Path) -> str:
    """What a document says, once its media are known to lie at `root`."""
    root = root.resolve()
    return raw.replace("file://{media}", root.as_uri()).replace("{media}", str(root))


def _placing(folder: str) -> Callable[[str], str | None]:
    return lambda path: path[1:] if path.startswith("/") else f"{folder}/{path}"


def _renamed(value: Any, rename: Callable[[str], str | None], key: str = "") -> Any:
    """The same with all its paths renamed; one that is renamed to None is dropped."""
    if isinstance(value, dict):
        return {name: _renamed(inner, rename, name) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        found = [_renamed(inner, rename, key) for inner in value]
        return [each for each in found if each is not None]
    return rename(value) if key in _PATHS and isinstance(value, str) else value


def _inherited(row: Row, by_path: dict[str, Row]) -> Row:
    if row["kind"] != "derivative":
        return row
    source = by_path[row["of"]]
    shared = {name: source[name] for name in _SHARED if name in source}
    if source["kind"] == "frames":
        shared["frames"] = source["last"] - source["first"] + 1
    return {**shared, **row}


def _yaml(name: str) -> Row:
    return dict(yaml.safe_load((seed_folder() / name).read_text(encoding="utf-8")))


def _plain(declared: str) -> str:
    """nas1:/aurora is nas1/aurora here."""
    return declared.replace(":/", "/", 1)
