"""Avid AAF files: a composition, and for each clip the chain of mobs from what is played to what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import aaf2  # type: ignore[import-untyped]
from aaf2.mobid import MobID  # type: ignore[import-untyped]

from benchmarks.relations.studio.media import umid_tail


@dataclass(frozen=True)
class Clip:
    """A clip of an Avid: `umid` is the material number that its MXF file has too, `original` what was imported.

    An empty `media` or `original` stands for a mob that names no file.
    """

    name: str
    umid: int
    media: str
    original: str
    start: int
    whole: int
    first: int
    length: int
    tape: str = ""


def mob_id(number: int, package: int) -> MobID:
    """Of the material (0) or file package (1) of an MXF file, of what lies below (2)."""
    digits = (bytes.fromhex("060a2b340101010501010d0013") + umid_tail(number) + bytes((package,))).hex()
    return MobID("urn:smpte:umid:" + ".".join(digits[at : at + 8] for at in range(0, 64, 8)))


def write(path: Path, title: str, clips: Sequence[Clip], rate: Fraction) -> None:
    """A file whose timeline plays the clips one after the other."""
    with aaf2.open(str(path), "w") as file:
        sequence = file.create.Sequence(media_kind="picture")
        for clip in clips:
            master = _master(file, clip, rate)
            sequence.components.append(master.create_source_clip(1, clip.first, clip.length, "picture"))
        composition = file.create.CompositionMob(title)
        composition.usage = "Usage_TopLevel"
        slot = composition.create_timeline_slot(rate)
        slot.segment = sequence
        file.content.mobs.append(composition)


def _master(file: Any, clip: Clip, rate: Fraction) -> Any:
    below = None
    if clip.tape:
        below = _source(file, clip.tape, mob_id(clip.umid, 2), file.create.TapeDescriptor(), "", clip, rate, None)
    elif clip.original:
        descriptor = file.create.ImportDescriptor()
        below = _source(file, clip.name, mob_id(clip.umid, 2), descriptor, clip.original, clip, rate, None)
    descriptor = file.create.CDCIDescriptor()
    values = {
        "ComponentWidth": 8, "HorizontalSubsampling": 2, "StoredHeight": 1080, "StoredWidth": 1920,
        "FrameLayout": "FullFrame", "ImageAspectRatio": "16/9", "VideoLineMap": [42, 0],
        "SampleRate": rate, "Length": clip.whole,
    }  # fmt: skip
    for key, value in values.items():
        descriptor[key].value = value
    media = _source(file, clip.name, mob_id(clip.umid, 1), descriptor, clip.media, clip, rate, below)
    master = file.create.MasterMob(clip.name)
    master.mob_id = mob_id(clip.umid, 0)
    slot = master.create_timeline_slot(rate)
    slot.segment = media.create_source_clip(1, 0, clip.whole, "picture")
    file.content.mobs.append(master)
    return master


def _source(
    file: Any, name: str, identity: MobID, descriptor: Any, path: str, clip: Clip, rate: Fraction, below: Any
) -> Any:
    mob = file.create.SourceMob(name)
    mob.mob_id = identity
    mob.descriptor = descriptor
    if path:
        locator = file.create.NetworkLocator()
        locator["URLString"].value = path
        descriptor["Locator"].append(locator)
    slot = mob.create_timeline_slot(rate)
    slot.segment = (
        below.create_source_clip(1, 0, clip.whole, "picture")
        if below
        else file.create.SourceClip(start=0, length=clip.whole, media_kind="picture")
    )
    if not below:
        timecode = mob.create_timeline_slot(rate)
        timecode["PhysicalTrackNumber"].value = 1
        timecode.segment = file.create.Timecode(round(rate), drop=False)
        timecode.segment.start, timecode.segment.length = clip.start, clip.whole
    file.content.mobs.append(mob)
    return mob
