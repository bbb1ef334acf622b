"""Asset paths that USD layers write down: a scan of the text where it is text, the layer's specs where it is not."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pxr import Sdf  # type: ignore[import-untyped]

ENDINGS = (".usda", ".usd", ".usdc", ".usdz")
_TOKEN = re.compile(
    r"""
    @@@(?P<long>(?:\\@@@|.)*?)@@@ | @(?P<plain>[^@\n]*)@
    | \#[^\n]* | \"{3}.*?\"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
    """,
    re.VERBOSE | re.DOTALL,
)
# What a layer calls itself in its assetInfo, which is no reference to anything.
_IDENTITY = re.compile(r"\basset\s+identifier\s*=\s*$")


def asset_paths(path: Path) -> set[str]:
    """Return what a layer names, as written; that which a package (usdz) finds inside itself is left out."""
    if path.suffix == ".usdz":
        with zipfile.ZipFile(path) as archive:
            inside = {posixpath.normpath(name) for name in archive.namelist()}
        return {each for each in paths_of_specs(path) if posixpath.normpath(each) not in inside}
    data = path.read_bytes()
    return set(paths_in_text(data.decode())) if data.startswith(b"#usda") else paths_of_specs(path)


def paths_in_text(text: str) -> Iterator[str]:
    """Yield the asset paths of usda text; comments and strings hold none, and an empty one names nothing."""
    for found in _TOKEN.finditer(text):
        raw = found["long"] or found["plain"]
        if raw and not _IDENTITY.search(text, max(0, found.start() - 80), found.start()):
            yield raw.replace("\\@@@", "@@@")


def paths_of_specs(path: Path) -> set[str]:
    """Return the asset paths of every prim and property spec of a layer, whichever variant is chosen.

    A layer that is no valid USD raises Tf.ErrorException.
    """
    layer = Sdf.Layer.FindOrOpen(str(path))
    found = set(layer.subLayerPaths)

    def visit(at: Any) -> None:
        spec = layer.GetObjectAtPath(at)
        if isinstance(spec, Sdf.VariantSpec):
            spec = spec.primSpec
        if isinstance(spec, Sdf.PrimSpec):
            for listed in (spec.referenceList, spec.payloadList):
                found.update(each.assetPath for each in listed.GetAddedOrExplicitItems())
        elif isinstance(spec, Sdf.AttributeSpec):
            times = layer.ListTimeSamplesForPath(at)
            for value in (spec.default, *(layer.QueryTimeSample(at, time) for time in times)):
                values = value if isinstance(value, Sdf.AssetPathArray) else [value]
                found.update(each.path for each in values if isinstance(each, Sdf.AssetPath))

    layer.Traverse(Sdf.Path.absoluteRootPath, visit)
    return found - {""}
