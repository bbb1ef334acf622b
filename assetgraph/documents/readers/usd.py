"""USD layers and packages: what each layer itself refers to, unselected variants included. Nothing is composed.

What a path is for is told by where it stands, not by its ending. Paths stay as they are written: UDIM and clip
patterns too; an expression is VARIABLE. The library is the extra `usd`.
Not here: whether a layer is fit for the library (scenes/usd_checks.py, guard.py).
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from assetgraph.documents import guard
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent, Reference, ReferenceKind, StateHint
from assetgraph.documents.scenes import usd_checks
from assetgraph.errors import DocumentError
from assetgraph.media.hashes import opened

FORMATS = ("usda", "usdc", "usdz")
TOOL = "usd-core"
_LAYERS = (".usd", ".usda", ".usdc")
_PACKAGE = ".usdz"
_ZIP = b"PK\x03\x04"
_EXPRESSION = "`"
_ARGUMENTS = ":SDF_FORMAT_ARGS:"
# Lists of a list op that bring something in; "deleted" and "ordered" bring nothing.
_BRINGING = ("explicitItems", "addedItems", "prependedItems", "appendedItems")
_ARCS = {"references": ReferenceKind.LIBRARY, "payload": ReferenceKind.PAYLOAD}
_CLIPS = "clips"
_ASSET_INFO = "assetInfo"
_IDENTIFIER = "identifier"
# What a spec says of itself; values are read where they are paths only.
_NO_DICTIONARY = frozenset((*_ARCS, "default", "timeSamples", "typeName", "specifier", "custom", "variability"))
_FIELD_ASSET = re.compile(r"(?:OpenVDB|Field3D|Field)Asset")
_LIGHT_PROFILE = "ies"
_PRODUCT, _PRODUCT_NAME = "RenderProduct", "productName"
# What stands for a number; a file has no more of them than a tile and a frame.
_NUMBER = re.compile(r"(?:<UDIM>|#+)+")
_MOST_NUMBERS = 2


def read(path: str) -> DocumentContent:
    """What a layer refers to; of a package, what its layers do, where what lies in it is EMBEDDED.

    Raises DocumentError, UnreadableFile.
    """
    sdf = _library()
    with opened(path) as (descriptor, size):
        head = os.pread(descriptor, len(usd_checks.CRATE), 0)
        if head == usd_checks.CRATE:
            usd_checks.check_crate(descriptor, size)
    if head.startswith(_ZIP):
        return _package(sdf, path)
    collector = Collector()
    if head == usd_checks.CRATE:
        # A link, since the library goes by the ending and takes brackets and colons in a path for its own.
        _walk(sdf, lambda place: place.symlink_to(Path(path).absolute()), ".usdc", _Layer(sdf, collector))
    else:
        _text(sdf, guard.read(path), _Layer(sdf, collector))
    return collector.content()


def _package(sdf: Any, path: str) -> DocumentContent:
    packed, names = guard.zip_members(path, lambda name: name.lower().endswith(_LAYERS))
    if not packed:
        raise _damaged("a package without a layer")
    collector = Collector()
    if any(name.lower().endswith(_PACKAGE) for name in names):
        collector.note("what a package within the package refers to", partial=True)
    for name, data in packed.items():
        layer = _Layer(sdf, collector, name, names)
        if data.startswith(usd_checks.CRATE):
            _crate(sdf, data, layer)
        else:
            _text(sdf, data, layer)
    return collector.content()


def _text(sdf: Any, data: bytes, layer: _Layer) -> None:
    usd_checks.check_text(data)
    _walk(sdf, lambda place: place.write_bytes(data), ".usda", layer)


def _crate(sdf: Any, data: bytes, layer: _Layer) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        usd_checks.check_crate(file.fileno(), len(data))
    _walk(sdf, lambda place: place.write_bytes(data), ".usdc", layer)


def _walk(sdf: Any, put: Callable[[Path], Any], ending: str, layer: _Layer) -> None:
    """Put the layer where only we name things, and collect what it refers to."""
    with tempfile.TemporaryDirectory(prefix="assetgraph-") as folder:
        place = Path(folder) / f"layer{ending}"
        put(place)
        try:
            found = sdf.Layer.FindOrOpen(str(place))
            if found is None:
                raise _damaged("the library gives no layer")
            layer.gather(found)
        except import_module("pxr.Tf").ErrorException as error:
            raise _damaged(_reason(str(error), folder)) from None


def _reason(said: str, folder: str) -> str:
    """What the library says first, without the place in its own source."""
    quoted = next(iter(re.findall(r" : '(.*?)'?\s*(?:\n|$)", said)), said)
    return " ".join(quoted.replace(f"{folder}/", "").split())[:300]


class _Layer:
    """Collects the references of one layer; a packed one has a name among the names of its package."""

    def __init__(self, sdf: Any, collector: Collector, name: str = "", packed: Collection[str] = ()) -> None:
        self._sdf = sdf
        self._collector = collector
        self._folder = posixpath.dirname(name)
        self._packed = packed

    def gather(self, layer: Any) -> None:
        """All that the layer refers to: its sublayers, then what its specs do, in all variants."""
        for path in layer.subLayerPaths:
            self._refer(path, ReferenceKind.SUBLAYER)
        for spec in _specs(layer):
            self._spec(layer, spec)

    def _spec(self, layer: Any, spec: Any) -> None:
        if isinstance(spec, self._sdf.AttributeSpec):
            self._attribute(layer, spec)
        for key in spec.ListInfoKeys():
            if key in _ARCS:
                for arc in _brought(spec.GetInfo(key)):
                    self._refer(arc.assetPath, _ARCS[key], enabled=_is_active(layer, spec.path))
            elif key not in _NO_DICTIONARY:
                self._metadata(layer, spec, key)

    def _metadata(self, layer: Any, spec: Any, key: str) -> None:
        try:
            value = spec.GetInfo(key)
        except TypeError:
            return  # of a type that Python does not know, so neither a path nor a dictionary
        if key == _ASSET_INFO:
            # What an asset is called is no file that it needs.
            value = {name: each for name, each in value.items() if name != _IDENTIFIER}
        kind = ReferenceKind.CACHE if key == _CLIPS else ReferenceKind.READ
        for path in self._paths(value, is_template=key == _CLIPS):
            self._refer(path, kind, enabled=_is_active(layer, spec.path))

    def _attribute(self, layer: Any, spec: Any) -> None:
        names = self._sdf.ValueTypeNames
        if spec.name == _PRODUCT_NAME and getattr(spec.owner, "typeName", "") == _PRODUCT:
            self._product(layer, spec)
        if spec.typeName not in (names.Asset, names.AssetArray):
            return
        samples = layer.ListTimeSamplesForPath(spec.path)
        values = (spec.default, *(layer.QueryTimeSample(spec.path, time) for time in samples))
        kind = _kind_of_attribute(spec.name, getattr(spec.owner, "typeName", ""))
        enabled = _is_active(layer, spec.path)
        for value in values:
            for path in self._paths(value):
                self._refer(path, kind, enabled=enabled)

    def _product(self, layer: Any, spec: Any) -> None:
        """The file that a renderer is told to write."""
        samples = (layer.QueryTimeSample(spec.path, time) for time in layer.ListTimeSamplesForPath(spec.path))
        for said in (spec.default, *samples):
            if isinstance(said, str):
                self._refer(said, ReferenceKind.WRITE, enabled=_is_active(layer, spec.path))

    def _paths(self, value: Any, *, is_template: bool = False) -> Iterator[str]:
        """The asset paths in a value; the pattern of value clips is a mere string."""
        if isinstance(value, self._sdf.AssetPath):
            yield value.authoredPath or value.path
        elif isinstance(value, self._sdf.AssetPathArray):
            for each in value:
                yield each.authoredPath or each.path
        elif isinstance(value, dict):
            for name, each in value.items():
                if is_template and name == "templateAssetPath" and isinstance(each, str):
                    yield each
                yield from self._paths(each, is_template=is_template)

    def _refer(self, path: str, kind: ReferenceKind, *, enabled: bool = True) -> None:
        """Count a path, without what it tells the format; an empty one means the layer itself, or nothing."""
        path = path.partition(_ARGUMENTS)[0]
        if path:
            self._collector.refer(Reference(raw=path, kind=kind, state_hint=self._state(path)), enabled=enabled)

    def _state(self, path: str) -> StateHint | None:
        if path.startswith(_EXPRESSION):
            return StateHint.VARIABLE
        return StateHint.EMBEDDED if self._packed and self._is_packed(path) else None

    def _is_packed(self, path: str) -> bool:
        """Whether a path means a file of the package: from the layer on, else from the top."""
        outer = re.sub(r"(?<=\.usdz)\[.*\]$", "", path)
        meant = {posixpath.normpath(posixpath.join(folder, outer)) for folder in (self._folder, "")}
        if not _NUMBER.search(outer):
            return not meant.isdisjoint(self._packed)
        if len(_NUMBER.findall(outer)) > _MOST_NUMBERS:
            return False
        patterns = [re.compile(r"\d+".join(re.escape(part) for part in _NUMBER.split(each))) for each in meant]
        return any(pattern.fullmatch(name) for pattern in patterns for name in self._packed)


def _specs(layer: Any) -> Iterator[Any]:
    """Prims and properties, in all variants. Sdf.Layer.Traverse would die over a variant that is not there."""
    waiting = [layer.pseudoRoot]
    while waiting:
        prim = waiting.pop()
        yield prim
        yield from prim.properties
        groups = list(prim.variantSets.values())
        variants = [each for group in groups if group for each in group.variants.values()]
        children = [*prim.nameChildren, *(each and each.primSpec for each in variants)]
        if not all(groups) or not all(children):
            raise _damaged("it lists prims or variants that are not there")
        waiting.extend(reversed(children))


def _brought(listed: Any) -> Iterator[Any]:
    """The references or payloads that a list op brings in."""
    for items in _BRINGING:
        yield from getattr(listed, items)


def _is_active(layer: Any, path: Any) -> bool:
    """Whether no prim around is switched off in this layer."""
    path = path.GetPrimOrPrimVariantSelectionPath()
    while path.IsPrimPath() or path.IsPrimVariantSelectionPath():
        spec = layer.GetPrimAtPath(path)
        if spec is not None and spec.HasInfo("active") and not spec.GetInfo("active"):
            return False
        path = path.GetParentPath()
    return True


def _kind_of_attribute(name: str, prim_type: str) -> ReferenceKind:
    """What an asset-valued attribute is for: inputs of shaders and lights, cards and such are textures."""
    parts = name.lower().split(":")
    if _FIELD_ASSET.fullmatch(prim_type):
        return ReferenceKind.CACHE
    if _LIGHT_PROFILE in parts:
        return ReferenceKind.READ
    if parts[0] == "inputs" or "texture" in name.lower():
        return ReferenceKind.TEXTURE
    return ReferenceKind.READ


def _library() -> Any:
    try:
        return import_module("pxr.Sdf")
    except ImportError:
        raise DocumentError(
            "usd-core, which reads USD, is not installed", tool=TOOL, next_step="pip install 'assetgraph[usd]'"
        ) from None


def _damaged(reason: str) -> DocumentError:
    return DocumentError(reason, tool=TOOL, next_step="open it with usdchecker, then write it again")
