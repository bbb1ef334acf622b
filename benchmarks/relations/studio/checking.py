"""Second readers: what was written is read by another tool, so that a wrong file is not blamed on who reads it."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import aaf2  # type: ignore[import-untyped]
import av
import opentimelineio as otio
import py_aep
from defusedxml import ElementTree
from pxr import Sdf  # type: ignore[import-untyped]

from benchmarks.relations.edges import REFERENCES
from benchmarks.relations.studio.truth import Truth


class WrongFile(Exception):
    """A file is not what the generator meant it to be."""


def check(root: Path, truth: Truth) -> dict[str, int]:
    """Files read by kind; raises `WrongFile` with the first that is not as it was meant."""
    counted: Counter[str] = Counter()
    for path in sorted(root.rglob("*")):
        reader = READERS.get(path.suffix.lower())
        where = path.relative_to(root).as_posix()
        if reader and path.is_file() and truth.orphans.get(where) != "INCOMPLETE":
            try:
                reader(path)
            except WrongFile:
                raise
            except Exception as error:
                raise WrongFile(f"{where}: {type(error).__name__}: {error}") from error
            counted[path.suffix.lower()] += 1
    there = {edge.end for edge in truth.edges if edge.type == REFERENCES and "#" not in edge.end}
    later = {move.new for move in truth.moves if move.new}
    for each in sorted(there):
        if not (root / each).exists() and not any(each.startswith(f"{new}/") for new in later):
            raise WrongFile(f"{each}: is referred to and was not written")
    return dict(counted)


def _movie(path: Path) -> None:
    with av.open(str(path)) as container:
        if not container.streams.video:
            raise WrongFile(f"{path}: no pictures")


def _clips(path: Path) -> int:
    adapters = {".edl": "cmx_3600", ".xml": "fcp_xml", ".fcpxml": "fcpx_xml", ".ale": "ale", ".otio": "otio_json"}
    # An EDL does not tell its rate.
    rate = 30 if "fjord" in str(path) else 24 if "meridian" in str(path) else 25
    more = {"rate": rate, "ignore_timecode_mismatch": True} if path.suffix == ".edl" else {}
    read = otio.adapters.read_from_file(str(path), adapters[path.suffix], **more)
    clips = (
        read.find_clips()
        if hasattr(read, "find_clips")
        else [each for each in read if isinstance(each, otio.schema.Clip)]
    )
    return len(clips)


def _timeline(path: Path) -> None:
    if path.suffix.lower() == ".xml" and b"<xmeml" not in path.read_bytes()[:200]:
        ElementTree.parse(path)
    elif path.suffix == ".fcpxml":
        ElementTree.parse(path, forbid_dtd=False)
    elif not _clips(path):
        raise WrongFile(f"{path}: no clips")


def _avid(path: Path) -> None:
    with aaf2.open(str(path)) as file:
        if not list(file.content.toplevel()):
            raise WrongFile(f"{path}: no composition")


def _scene(path: Path) -> None:
    layer = Sdf.Layer.OpenAsAnonymous(str(path))
    if not len(layer.rootPrims):
        raise WrongFile(f"{path}: no prims")


def _premiere(path: Path) -> None:
    ElementTree.fromstring(gzip.decompress(path.read_bytes()))


def _after_effects(path: Path) -> None:

    if not py_aep.parse(path).project.footages:
        raise WrongFile(f"{path}: no footage")


READERS = {
    **dict.fromkeys((".mov", ".mp4", ".mxf", ".mts"), _movie),
    **dict.fromkeys((".edl", ".xml", ".fcpxml", ".ale", ".otio"), _timeline),
    **dict.fromkeys((".usda", ".usdc"), _scene),
    ".aaf": _avid,
    ".prproj": _premiere,
    ".aep": _after_effects,
}
