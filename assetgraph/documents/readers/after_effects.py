"""After Effects projects, by py-aep: files that compositions use, footage that lies about, what is rendered.

Proven on generated files only. Told are footage and outputs; a look-up table or font that an effect or a text names
is not. The frame number of an output stands as After Effects names it, without its brackets: a_#####.png.
Not here: what compositions do with time, which is no edit of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assetgraph.documents import guard
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import PROXY, DocumentContent, Media, Reference, ReferenceKind, StateHint
from assetgraph.documents.scenes import rifx
from assetgraph.errors import DocumentError

if TYPE_CHECKING:
    from py_aep import AVLayer, CompItem, FootageItem, OutputModule, Project

FORMATS = ("after-effects",)
TOOL = "py-aep"
_FRAME = re.compile(r"\[(#+)\]")
_VARIABLE = re.compile(r"\[[A-Za-z]+\]")
_MOST_MATTES = 1000
"""Layers of a composition among which a switched-off one is looked for as a matte."""


def read(path: str) -> DocumentContent:
    """References to footage and outputs; solids and placeholders are none. Raises DocumentError, UnreadableFile."""
    rifx.check(guard.read(path), b"Egg!")
    project = _parsed(path)
    collector = Collector()
    for composition in project.compositions:
        _composition(composition, collector)
    for item in project.footages:
        collector.step()
        for reference in _references(item):
            collector.keep(reference)
    if project.render_queue is not None:
        for queued in project.render_queue.items:
            for output in queued.output_modules:
                collector.step()
                _output(output, collector, enabled=queued.render or queued.status.name == "DONE")
    return collector.content()


def _parsed(path: str) -> Project:
    try:
        import py_aep
    except ImportError:
        raise DocumentError(
            "py-aep is not installed", tool=TOOL, next_step="pip install 'assetgraph[after-effects]'"
        ) from None
    try:
        return py_aep.parse(path).project
    except Exception as error:
        raise DocumentError(
            f"{type(error).__name__}: {error}"[:500],
            tool=TOOL,
            next_step="open it in After Effects and save it again",
        ) from error


def _composition(composition: CompItem, collector: Collector) -> None:
    """Count what its layers show, and what it is itself replaced by."""
    from py_aep import AVLayer, FileSource, FootageItem

    if isinstance(composition.proxy_source, FileSource) and composition.proxy_source.file:
        collector.refer(
            Reference(raw=composition.proxy_source.file, kind=ReferenceKind.READ, clip_name=composition.name),
            enabled=composition.use_proxy,
        )
    for layer in composition.layers:
        collector.step()
        if not isinstance(layer, AVLayer):
            continue
        item = layer.source
        if isinstance(item, FootageItem):
            enabled = _is_on(layer, item, len(composition.layers))
            for reference in _references(item):
                collector.refer(reference, enabled=enabled and (reference.role == "media" or item.use_proxy))


def _is_on(layer: AVLayer, item: FootageItem, layers: int) -> bool:
    """Whether a layer is seen or heard; a matte is switched off and seen through another one."""
    if (layer.enabled and item.has_video) or (layer.audio_enabled and item.has_audio):
        return True
    return layers <= _MOST_MATTES and layer.is_track_matte


def _references(item: FootageItem) -> Iterator[Reference]:
    """Its file, one frame standing for a sequence, then its proxy."""
    from py_aep import FileSource

    kinds = ((Media.PICTURE, item.has_video), (Media.SOUND, item.has_audio))
    media = tuple(each for each, has in kinds if has)
    full = item.main_source.file if isinstance(item.main_source, FileSource) else None
    for source, role in ((item.main_source, "media"), (item.proxy_source, PROXY)):
        if isinstance(source, FileSource) and source.file:
            yield Reference(
                raw=source.file,
                kind=ReferenceKind.READ,
                role=role,
                media=media,
                clip_name=item.name,
                made_from=(full or None) if role == PROXY else None,
            )


def _output(output: OutputModule, collector: Collector, *, enabled: bool) -> None:
    """What an output module writes, its words put in their place as far as the project tells them."""
    said = output.file_template
    if not said:
        return
    meant = said
    if _VARIABLE.search(said):
        try:
            meant = output.file
        except Exception:
            # What a name is made of may be missing from the project; the name itself is still told.
            collector.note("a name of an output that is not told in full")
    raw = _FRAME.sub(r"\1", meant)
    collector.refer(
        Reference(
            raw=raw,
            kind=ReferenceKind.WRITE,
            state_hint=StateHint.VARIABLE if _VARIABLE.search(raw) else None,
            clip_name=output.parent.comp_name,
        ),
        enabled=enabled,
    )
