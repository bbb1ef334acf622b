"""Avid AAF files: timelines as the AAF adapter of OpenTimelineIO gives them, files as the mobs tell them.

Each clip refers to the file that it plays, and to what that was made from: of the roles "transcode" and "original"
where both are told. Master mobs that no timeline plays lie in a bin.
Not here: the mobs themselves (timelines/aaf_mobs.py), what timelines mean (timelines/timeline.py).
"""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from assetgraph.documents import rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import TRANSCODE, DocumentContent, Reference, ReferenceKind, StateHint
from assetgraph.documents.timelines.aaf_mobs import MEDIA, ORIGINAL, Mobs, SourceMob
from assetgraph.documents.timelines.otio_media import seconds
from assetgraph.documents.timelines.timeline import TimelineWalk
from assetgraph.errors import AssetGraphError, DocumentError, UnsafeDocument
from assetgraph.media.hashes import opened

FORMATS = ("aaf",)
TOOL = "otio-aaf-adapter"
MOST_BYTES = 4 * 2**30
"""Files may hold their media, which is not read."""
_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_ADAPTER = "otio_aaf_adapter.adapters.advanced_authoring_format"
_NO_MEDIA = "AAF_"
_ORDER = {MEDIA: 0, TRANSCODE: 0, ORIGINAL: 1}


def read(path: str) -> DocumentContent:
    """References and uses of all timelines. Raises DocumentError, UnreadableFile.

    Where the adapter cannot tell the timelines, the files are told alone, and the document is PARTIAL.
    """
    _check(path)
    aaf2, adapter = _library("aaf2"), _library(_ADAPTER)
    collector = Collector()
    with _opened(aaf2, path) as file:
        mobs = _mobs(file)
    if mobs.has_composition:
        _timelines(path, adapter, _Clips(mobs), collector)
    for mob in mobs.source.values():
        if mob.is_file or mob.paths:
            for reference in _references_of(mobs, mob, mob.name):
                collector.keep(reference)
    for umid in sorted(mobs.missing):
        collector.note("a clip whose mob is not in the file", partial=True)
        collector.keep(Reference(raw=umid, umid=umid))
    return collector.content()


def _check(path: str) -> None:
    with opened(path) as (descriptor, size):
        head = os.read(descriptor, len(_SIGNATURE))
    if head != _SIGNATURE:
        raise DocumentError("no structured storage, as AAF is", tool=TOOL, next_step="export it again as AAF")
    if size > MOST_BYTES:
        raise UnsafeDocument(
            f"larger than {MOST_BYTES // 2**30} GiB", tool=TOOL, next_step="export it without its media"
        )


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise DocumentError(
            "AAF is read by otio-aaf-adapter and pyaaf2, which are not installed",
            tool=TOOL,
            next_step="pip install 'assetgraph[aaf]', then ingest again",
        ) from None


@contextlib.contextmanager
def _opened(aaf2: Any, path: str) -> Iterator[Any]:
    """The file, closed afterwards whatever became of it: the library leaves open what it cannot read."""
    kind = aaf2.file.AAFFile
    file = kind.__new__(kind)
    try:
        try:
            kind.__init__(file, path, "r")
        except (OSError, MemoryError):
            raise
        except Exception as error:
            raise _damaged(error) from None
        yield file
    finally:
        if hasattr(file, "f"):
            file.f.close()


def _mobs(file: Any) -> Mobs:
    try:
        return Mobs(file.content)
    except RecursionError:
        raise UnsafeDocument("nested too deep", tool="pyaaf2", next_step="export it again") from None
    except (AssetGraphError, OSError, MemoryError):
        raise
    except Exception as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> DocumentError:
    return DocumentError(
        f"no sound AAF: {type(error).__name__}: {error}"[:300],
        tool="pyaaf2",
        next_step="export it again, or copy it again from its source",
    )


def _timelines(path: str, adapter: Any, clips: _Clips, collector: Collector) -> None:
    try:
        found = adapter.read_from_file(path)
    except (MemoryError, OSError):
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}"[:200]
        collector.note(f"its timelines cannot be told, only its files: {said}", partial=True)
        return
    for timeline in [found] if isinstance(found, otio.schema.Timeline) else found:
        _without_data_tracks(timeline)
        TimelineWalk(collector, references=clips.references).gather(timeline)


def _without_data_tracks(timeline: Any) -> None:
    """Timecode, edge code and the like are no media, and would count as tracks."""
    if isinstance(timeline, otio.schema.Timeline):
        for index in reversed(range(len(timeline.tracks))):
            if str(getattr(timeline.tracks[index], "kind", "")).startswith(_NO_MEDIA):
                del timeline.tracks[index]


class _Clips:
    """What the clips that the adapter gives refer to."""

    def __init__(self, mobs: Mobs) -> None:
        self._mobs = mobs

    def references(self, clip: otio.schema.Clip) -> list[Reference]:
        """The file that is played first, then what it was made from; without any, its name."""
        found: dict[str, Reference] = {}
        played: list[tuple[SourceMob, Any]] = []
        for media in clip.media_references().values():
            mob = self._mobs.source.get(str(_metadata(media).get("MobID", "")))
            if mob:
                played.append((mob, media))
        for mob, media in played:
            if mob.is_file or mob.paths:
                for reference in _references_of(self._mobs, mob, clip.name, media):
                    found.setdefault(reference.raw, reference)
        if unc := _unc_path(clip):
            reel = next((self._mobs.reel(mob) for mob, _ in played), None)
            found.setdefault(unc, Reference(raw=unc, role=ORIGINAL, clip_name=clip.name or None, reel=reel))
        if not found:
            tape = next((mob.name for mob, _ in played if mob.name), None)
            if raw := clip.name or tape:
                found[raw] = Reference(raw=raw, clip_name=clip.name or None, reel=tape, umid=_umid(played))
        return sorted(found.values(), key=lambda each: _ORDER[each.role])


def _references_of(mobs: Mobs, mob: SourceMob, clip_name: str | None, media: Any = None) -> Iterator[Reference]:
    """One for each of its paths; media that has none is known by its name."""
    hint = StateHint.EMBEDDED if mob.embedded else None
    name = mob.name or clip_name or mob.umid
    for raw in mob.paths or (name,):
        yield Reference(
            raw=raw,
            kind=ReferenceKind.CLIP,
            role=mobs.role(mob),
            made_from=mobs.original(mob),
            state_hint=hint,
            clip_name=clip_name or None,
            reel=mobs.reel(mob),
            umid=mob.umid,
            **(_available(mob, media) if media is not None else {}),
        )


def _available(mob: SourceMob, media: Any) -> dict[str, Any]:
    """Where its timecode begins, and how long it is; that of an import counts the day, not the file."""
    available = media.available_range
    if available is None or available.duration.rate <= 0:
        return {}
    rate: Fraction = rates.exact_rate(available.duration.rate)
    return {
        "available_start": rates.ticks(seconds(available.start_time), rate),
        "available_duration": rates.ticks(seconds(available.duration), rate) if mob.is_file else None,
        "available_rate": rates.text(rate),
    }


def _unc_path(clip: otio.schema.Clip) -> str | None:
    """The path of its source that a comment of the master mob tells."""
    comments = _metadata(clip).get("UserComments")
    said = comments.get("UNC Path") if hasattr(comments, "get") else None
    return said if isinstance(said, str) and said.strip() else None


def _metadata(item: Any) -> Any:
    found = item.metadata.get("AAF") if item.metadata else None
    return found if hasattr(found, "get") else {}


def _umid(played: list[tuple[SourceMob, Any]]) -> str | None:
    return played[0][0].umid if played else None
