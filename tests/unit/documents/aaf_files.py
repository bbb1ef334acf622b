"""Writes AAF files for tests: a timeline of clips, each with the mobs that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aaf2

RATE = 25


@dataclass(frozen=True)
class Shot:
    """A clip; `imported` is the path of the original, `tape` the name of a tape, `frames` what is used."""

    name: str
    paths: tuple[str, ...] = ()
    imported: str | None = None
    tape: str | None = None
    unc: str | None = None
    frames: tuple[int, int] = (0, 10)
    embedded: bool = False
    start: int = 0
    length: int = 100


def write(path: Path, *shots: Shot, used: int | None = None) -> dict[str, str]:
    """A file whose timeline plays the first `used` shots one after the other; name -> id of its file mob."""
    ids = {}
    with aaf2.open(str(path), "w") as file:
        sequence = file.create.Sequence(media_kind="picture")
        for index, shot in enumerate(shots):
            master, ids[shot.name] = _master(file, shot)
            if used is None or index < used:
                first, last = shot.frames
                sequence.components.append(master.create_source_clip(1, first, last - first, "picture"))
        if used is None or used:
            composition = file.create.CompositionMob("Reel 1")
            composition.usage = "Usage_TopLevel"
            clock = composition.create_timeline_slot(RATE)
            clock["PhysicalTrackNumber"].value = 1
            clock.segment = file.create.Timecode(RATE, drop=False)
            clock.segment.start, clock.segment.length = 3600 * RATE, 100
            slot = composition.create_timeline_slot(RATE)
            slot["PhysicalTrackNumber"].value = 1
            slot.segment = sequence
            file.content.mobs.append(composition)
    return ids


def _master(file: Any, shot: Shot) -> tuple[Any, str]:
    below = None
    if shot.imported:
        below = _source(file, shot.name + " import", file.create.ImportDescriptor(), (shot.imported,), shot, below)
    elif shot.tape:
        below = _source(file, shot.tape, file.create.TapeDescriptor(), (), shot, below)
    descriptor = picture(file, shot.length)
    media = _source(file, shot.name + " media", descriptor, shot.paths, shot, below)
    if shot.embedded:
        essence = file.create.EssenceData()
        essence.mob_id = media.mob_id
        file.content.essencedata.append(essence)
        essence.open("w").write(b"pictures")
    master = file.create.MasterMob(shot.name)
    slot = master.create_timeline_slot(RATE)
    slot.segment = media.create_source_clip(1, 0, shot.length, "picture")
    if shot.unc:
        master.comments["UNC Path"] = shot.unc
    file.content.mobs.append(master)
    return master, str(media.mob_id)


def picture(file: Any, length: int) -> Any:
    """A descriptor of plain pictures."""
    descriptor = file.create.CDCIDescriptor()
    for key, value in {
        "ComponentWidth": 8, "HorizontalSubsampling": 2, "StoredHeight": 1080, "StoredWidth": 1920,
        "FrameLayout": "FullFrame", "ImageAspectRatio": "16/9", "VideoLineMap": [42, 0],
        "SampleRate": RATE, "Length": length,
    }.items():  # fmt: skip
        descriptor[key].value = value
    return descriptor


def _source(file: Any, name: str, descriptor: Any, paths: tuple[str, ...], shot: Shot, below: Any) -> Any:
    mob = file.create.SourceMob(name)
    mob.descriptor = descriptor
    for each in paths:
        locator = file.create.NetworkLocator()
        locator["URLString"].value = each
        descriptor["Locator"].append(locator)
    slot = mob.create_timeline_slot(RATE)
    slot.segment = (
        below.create_source_clip(1, 0, shot.length, "picture")
        if below
        else file.create.SourceClip(start=0, length=shot.length, media_kind="picture")
    )
    timecode = mob.create_timeline_slot(RATE)
    timecode["PhysicalTrackNumber"].value = 1
    timecode.segment = file.create.Timecode(RATE, drop=False)
    timecode.segment.start = 0 if below else shot.start
    timecode.segment.length = shot.length
    file.content.mobs.append(mob)
    return mob
