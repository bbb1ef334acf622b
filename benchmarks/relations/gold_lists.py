"""Makes the lists of `gold/` again: `ASSETGRAPH_SAMPLES=DIR python -m benchmarks.relations.gold_lists`.

Knows nothing of assetgraph. Paths are relative to the samples' root; raw references stand as their document writes
them. What is decided by hand:

- A reference is to a file only when it lies where the document says. `geometry-nodes-3/lib_trash.blend` is not what
  `geometry-nodes-2/set_file.blend` means by `//lib_trash.blend`: it would open without it.
- No timeline means a file of the samples, for none so much as names one (that is looked at). Each path or URL that
  they write is missing. By which of its names a clip without a path is reported as missing is a convention: all its
  names are open. So are a second writing of a locator's path in a comment of Avid's, and `.aaf` files that it notes as
  what a clip was imported from.
- Layers with a rate of 0 or -1 are no valid USD; whether what their text names counts is open.
- A folder `thumbnails` holds a picture for each layer beside it, of its name: pictures of that scene. The same is
  likely of `cards` (six sides) and `screenshots`, but by conventions of their own; they are open.
- Simulation caches that Blender has not written (particles, smoke) are told by settings, not by a path; open.
- A UUID means the file for which the map of its own package gives a path. Where that file is not there, or the map
  does not know the UUID, but another package holds it, an expert could take it from there or call it missing: open.
  So is all that a playlist with a wrong root element says. Both are what BadXML is about.
- A packing list writes UUID and name of what it lists; what is missing from it stands by its name, the UUID is open.
- Nothing here is a sidecar, a version or part of a project: equal stems in camera-headers name the reader they test,
  numbers in photos and timelines count tests. XMP.xmp beside files of its stem is open, and so are screenshots named
  for the release before and after a change, and v2__LowResLeftView__Trunks.exr, where v2 is the version of the format.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pxr import Tf  # type: ignore[import-untyped]

from .edges import (
    DERIVED_FROM,
    LATEST,
    MISSING,
    PACKAGE_ASSET,
    PLAYS,
    PREVIOUS_VERSION,
    REFERENCES,
    SIDECAR_OF,
    SUPPLEMENTS,
)
from .gold_sources import blend, imf, timelines, usd

FOLDER = Path(__file__).parent / "gold"
Row = tuple[str, ...]
HEADERS: dict[str, Row] = {
    "references": ("document", "target"),
    "missing": ("document", "raw"),
    "derivatives": ("kind", "derivative", "source"),
    "packages": ("package", "uuid", "path", "size_ok", "hash_ok"),
    "plays": ("package", "playlist", "uuid"),
    "names": ("document", "name"),
    "open": ("type", "kind", "start", "end", "why"),
}
_URN = "urn:uuid:"
_IMPORTED = "what it was imported from, by a file that holds no media"
_MALFORMED = "told by a playlist whose root element is not that of one"
_CACHES = (
    ("blend/T53562/bam_pack_bug.blend", "//blendcache_bam_pack_bug/particles_*.bphys"),
    ("blend/T55542-smoke/smoke_cache.blend", "//blendcache_smoke_cache/536D6F6B6520446F6D61696E_*.bphys"),
)


class Lists:
    """The rows of all lists, as they are found."""

    def __init__(self, samples: Path) -> None:
        self.samples = samples
        self.rows: dict[str, set[Row]] = {name: set() for name in HEADERS}

    def add(self, name: str, *row: str) -> None:
        if len(row) != len(HEADERS[name]) or any("\t" in value or "\n" in value for value in row):
            raise ValueError(f"{row} is no row of {name}")
        self.rows[name].add(row)

    def open(self, type_: str, kind: str, start: Path | str, end: Path | str, why: str) -> None:
        self.add("open", type_, kind, self.name(start), self.name(end), why)

    def name(self, path: Path | str) -> str:
        """Return a path of the samples relative to their root; text is what it is."""
        return path if isinstance(path, str) else path.relative_to(self.samples).as_posix()

    def files(self, folder: str, endings: tuple[str, ...]) -> Iterator[Path]:
        return (path for path in sorted((self.samples / folder).rglob("*")) if path.suffix in endings)

    def refer(self, document: Path, raw: str, relative: str, open_because: str | None = None) -> None:
        """Note a reference by a path that is relative to the document's folder, or absolute."""
        target = Path(os.path.normpath(document.parent / relative))
        found = target.is_file() and target.is_relative_to(self.samples)
        if open_because is not None:
            self.open(REFERENCES if found else MISSING, "", document, target if found else raw, open_because)
        elif found:
            self.add("references", self.name(document), self.name(target))
        else:
            self.add("missing", self.name(document), raw)


def make(samples: Path) -> dict[str, list[Row]]:
    """Return all lists: name -> sorted rows."""
    lists = Lists(samples)
    for tell in (_usd, _pictures_of_scenes, _blend, _timelines, _imf, _look_alikes):
        tell(lists)
    return {name: sorted(rows) for name, rows in lists.rows.items()}


def text_of(name: str, rows: Iterable[Row]) -> str:
    """Return a list as it stands in its file."""
    return "".join("\t".join(row) + "\n" for row in (HEADERS[name], *rows))


def names_in(data: bytes, names: Iterable[str]) -> list[str]:
    """Return those of the file names that stand in the bytes, as UTF-8 or UTF-16, in whatever case."""
    texts = (data.lower(), data.replace(b"\0", b"").lower())
    return [name for name in names if any(name.encode().lower() in text for text in texts)]


def _usd(lists: Lists) -> None:
    for path in lists.files("usd", usd.ENDINGS):
        try:
            usd.paths_of_specs(path)
            why = None
        except Tf.ErrorException:
            why = "the layer is no valid USD"
        for raw in usd.asset_paths(path):
            lists.refer(path, raw, raw, why)


def _pictures_of_scenes(lists: Lists) -> None:
    scenes = {path.with_suffix(""): path for path in lists.files("usd", usd.ENDINGS)}
    for picture in lists.files("usd", (".png",)):
        scene_folder = picture.parent.parent
        if picture.parent.name == "thumbnails" and (scene := scenes.get(scene_folder / picture.stem)):
            lists.add("derivatives", "THUMBNAIL", lists.name(picture), lists.name(scene))
        elif picture.parent.name in {"cards", "screenshots"}:
            stem = re.sub(r"_[XYZ](Neg|Pos)$|_usdrecord_[\d.]+$|_(pre-)?[\d.]+(-plus)?$", "", picture.stem)
            if scene := scenes.get(scene_folder / stem):
                lists.open(DERIVED_FROM, "RENDER", picture, scene, f"a picture of the scene, in {picture.parent.name}")


def _blend(lists: Lists) -> None:
    for path in lists.files("blend", (".blend",)):
        for raw in blend.external_paths(path):
            lists.refer(path, raw, raw.removeprefix("//").replace("\\", "/"))
    for document, raw in _CACHES:
        lists.open(MISSING, "", document, raw, "a cache that was not written")


def _timelines(lists: Lists) -> None:
    every = {path.name for path in lists.samples.rglob("*") if path.suffix and path.is_file()}
    for path in lists.files("timelines", timelines.ENDINGS):
        if named := names_in(path.read_bytes(), every):
            raise ValueError(f"{path} names {named}: does it mean a file of the samples?")
        for raw in timelines.paths(path):
            if raw.lower().endswith(".aaf"):
                lists.open(MISSING, "", path, raw, _IMPORTED)
            else:
                lists.add("missing", lists.name(path), raw)
        for name in timelines.names(path) - timelines.paths(path):
            lists.add("names", lists.name(path), name)


def _imf(lists: Lists) -> None:
    packages = [imf.read_package(path.parent) for path in lists.files("imf", (".xml",)) if path.name == "ASSETMAP.xml"]
    for package in packages:
        folder = lists.name(package.folder)
        for uuid, raw in package.paths.items():
            _refer_by_uuid(lists, packages, package, package.map, uuid, raw)
            if file := package.file(uuid):
                checks = ("" if ok is None else str(ok) for ok in imf.agrees(package, uuid, file))
                lists.add("packages", folder, uuid, lists.name(file), *checks)
            else:
                lists.open(PACKAGE_ASSET, uuid, folder, f"{folder}/{raw}", "listed there, and not there")
        for document, uuids in package.named.items():
            for uuid in uuids:
                named = package.listed[uuid].name if document in package.packing_lists else ""
                _refer_by_uuid(lists, packages, package, document, uuid, named or _URN + uuid)
                if named and package.file(uuid) is None:
                    lists.open(MISSING, "", document, _URN + uuid, "what the packing list names, by its UUID")
        for playlist, own in package.playlists.items():
            for uuid in package.named[playlist]:
                if playlist in package.malformed:
                    lists.open(PLAYS, own, folder, uuid, _MALFORMED)
                else:
                    lists.add("plays", folder, own, uuid)


def _refer_by_uuid(
    lists: Lists, packages: list[imf.Package], package: imf.Package, document: Path, uuid: str, raw: str
) -> None:
    if file := package.file(uuid):
        lists.add("references", lists.name(document), lists.name(file))
        return
    elsewhere = {other.folder: file for other in packages if (file := other.file(uuid))}
    if not elsewhere and document not in package.malformed:
        lists.add("missing", lists.name(document), raw)
        return
    why = _MALFORMED if document in package.malformed else "the same UUID in another package"
    lists.open(MISSING, "", document, raw, why)
    for folder, file in elsewhere.items():
        lists.open(REFERENCES, "", document, file, why)
        lists.open(PACKAGE_ASSET, uuid, package.folder, file, why)
        lists.open(SUPPLEMENTS, "", package.folder, folder, why)


def _look_alikes(lists: Lists) -> None:
    headers = lists.samples / "camera-headers"
    for other in (path for path in sorted(headers.glob("XMP.*")) if path.suffix != ".xmp"):
        lists.open(SIDECAR_OF, "", headers / "XMP.xmp", other, "one stem, named for the reader under test")
    for picture in sorted((lists.samples / "images").glob("v2__*.exr")):
        lists.open(LATEST, "", picture, picture, "of the second version of the file format")
    for newer in lists.files("usd", (".png",)):
        older = newer.with_name(re.sub(r"_([\d.]+)-plus$", r"_pre-\1", newer.stem) + newer.suffix)
        if older != newer and older.is_file():
            lists.open(PREVIOUS_VERSION, "", newer, older, "one scene before and after a change of the program")


def main() -> None:
    """Write all lists."""
    samples = Path(os.environ["ASSETGRAPH_SAMPLES"]).resolve()
    for name, rows in make(samples).items():
        (FOLDER / f"{name}.tsv").write_text(text_of(name, rows))
        print(f"{name}: {len(rows)}", file=sys.stderr)


if __name__ == "__main__":
    main()
