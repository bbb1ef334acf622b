"""Writes the demo's timelines: OpenTimelineIO with its own library, CMX 3600 as text.

Equal seeds give equal bytes. Not here: FCPXML (fcpxml.py); reading anything back, which a test does with other
readers.
"""

from __future__ import annotations

import re
from pathlib import Path

import opentimelineio as otio

from assetgraph.demo.cuts import Cut, Span, cuts, rate_of, timecode
from assetgraph.demo.entries import Timeline
from assetgraph.demo.fcpxml import write_fcpxml
from assetgraph.demo.seed import Seed

_PATTERN = re.compile(r"(?P<folder>.*/)(?P<prefix>[^/%]*)%0(?P<digits>\d)d(?P<suffix>[^/%]*)")
_NO_REEL = "AX"


def write_timeline(path: Path, timeline: Timeline, seed: Seed, root: Path) -> None:
    """Write a timeline as its ending tells: .otio, .edl or .fcpxml; `root` is where the demo's media lie."""
    write = {".otio": _write_otio, ".edl": _write_edl, ".fcpxml": write_fcpxml}[path.suffix]
    write(path, timeline, seed, root)


def _write_otio(path: Path, timeline: Timeline, seed: Seed, root: Path) -> None:
    written = otio.schema.Timeline(name=path.stem)
    for media, name, kind in (("picture", "V1", "Video"), ("sound", "A1", "Audio")):
        track = otio.schema.Track(name=name, kind=kind)
        track.extend([_otio_clip(cut) for cut in cuts(timeline, media, seed, root)])
        if len(track):
            written.tracks.append(track)
    path.write_text(written.to_json_string(indent=2) + "\n", encoding="utf-8")


def _otio_clip(cut: Cut) -> otio.schema.Clip:
    clip = otio.schema.Clip(name=cut.name, media_reference=_otio_media(cut), source_range=_otio_range(cut.source))
    clip.enabled = cut.clip.enabled
    return clip


def _otio_media(cut: Cut) -> otio.core.MediaReference:
    available = _otio_range(cut.available) if cut.available else None
    pattern = _PATTERN.fullmatch(cut.raw)
    if pattern is None or cut.available is None:
        return otio.schema.ExternalReference(target_url=cut.raw, available_range=available)
    return otio.schema.ImageSequenceReference(
        target_url_base=pattern["folder"],
        name_prefix=pattern["prefix"],
        name_suffix=pattern["suffix"],
        start_frame=cut.available.start,
        frame_step=1,
        rate=float(cut.available.rate),
        frame_zero_padding=int(pattern["digits"]),
        available_range=available,
    )


def _otio_range(span: Span) -> otio.opentime.TimeRange:
    rate = float(span.rate)
    return otio.opentime.TimeRange(
        otio.opentime.RationalTime(span.start, rate), otio.opentime.RationalTime(span.length, rate)
    )


def _write_edl(path: Path, timeline: Timeline, seed: Seed, root: Path) -> None:
    lines = [f"TITLE: {path.stem}", "FCM: NON-DROP FRAME", ""]
    rate = rate_of(timeline)
    for number, cut in enumerate(cuts(timeline, "picture", seed, root), 1):
        first, last = cut.source.start, cut.source.start + cut.source.length
        times = (timecode(at, rate) for at in (first, last, cut.record, cut.record + cut.source.length))
        lines.append(f"{number:03d}  {cut.clip.reel or _NO_REEL:<8} V     C        {' '.join(times)}")
        lines.append(f"* FROM CLIP NAME: {cut.raw}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
