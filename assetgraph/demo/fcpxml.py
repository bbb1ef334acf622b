"""Writes a demo timeline as FCPXML 1.8: pictures on the primary storyline, sounds connected below its first clip.

Not here: reading it back.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assetgraph.demo.cuts import Cut, cuts, rate_of
from assetgraph.demo.entries import Timeline
from assetgraph.demo.seed import Seed

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n'
_FORMAT = "r1"


def write_fcpxml(path: Path, timeline: Timeline, seed: Seed, root: Path) -> None:
    """Write a timeline; `root` is where the demo's media lie."""
    rate = rate_of(timeline)
    pictures, sounds = (list(cuts(timeline, media, seed, root)) for media in ("picture", "sound"))
    document = Element("fcpxml", version="1.8")
    resources = SubElement(document, "resources")
    SubElement(resources, "format", id=_FORMAT, frameDuration=_seconds(1 / rate), width="480", height="270")
    ids = {cut.raw: _add_asset(resources, cut, index) for index, cut in enumerate([*pictures, *sounds], 2)}
    event = SubElement(SubElement(document, "library"), "event", name=path.stem)
    length = sum(cut.source.length for cut in pictures)
    sequence = SubElement(
        SubElement(event, "project", name=path.stem),
        "sequence",
        format=_FORMAT,
        duration=_seconds(length / rate),
        tcStart="0s",
        tcFormat="NDF",
    )
    spine = SubElement(sequence, "spine")
    clips = [_add_clip(spine, cut, ids[cut.raw], cut.record / rate) for cut in pictures]
    for cut in sounds:
        _add_clip(clips[0], cut, ids[cut.raw], Fraction(pictures[0].source.start) / rate)
    indent(document)
    path.write_text(_HEAD + tostring(document, encoding="unicode") + "\n", encoding="utf-8")


def _add_asset(resources: Element, cut: Cut, index: int) -> str:
    span = cut.available or cut.source
    told = {
        "id": f"r{index}",
        "name": cut.name.rpartition(".")[0],
        "src": cut.raw,
        "start": _seconds(span.start / span.rate),
        "duration": _seconds(span.length / span.rate),
    }
    told |= {"hasVideo": "1", "format": _FORMAT} if cut.clip.media == "picture" else {"hasAudio": "1"}
    SubElement(resources, "asset", told)
    return told["id"]


def _add_clip(parent: Element, cut: Cut, asset: str, offset: Fraction) -> Element:
    told = {
        "ref": asset,
        "name": cut.name.rpartition(".")[0],
        "offset": _seconds(offset),
        "start": _seconds(cut.source.start / cut.source.rate),
        "duration": _seconds(cut.source.length / cut.source.rate),
        "enabled": "1" if cut.clip.enabled else "0",
    }
    if cut.clip.media == "sound":
        told["lane"] = "-1"
    return SubElement(parent, "asset-clip", told)


def _seconds(time: Fraction) -> str:
    return f"{time.numerator}/{time.denominator}s" if time.denominator > 1 else f"{time.numerator}s"
