"""MERIDIAN, a feature with effects: by project, sequence and shot, declared in studio.yaml; rushes on the SAN."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from benchmarks.relations.studio import rushes
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import H264, MJPEG, PRORES, Take
from benchmarks.relations.studio.rushes import Original, record
from benchmarks.relations.studio.scenes import Node, nuke
from benchmarks.relations.studio.seen import slashed

CODE = "MERIDIAN"
BASE = "nas1/projects/meridian"
RUSHES = "san2/meridian/ocf"
SHOTS = {"sq010": 6, "sq020": 6, "sq030": 6, "sq040": 6}


@dataclass
class Shot:
    """A shot in the making: its folder, its plate, its comps and their renders, oldest first."""

    sequence: str
    code: str
    plate: str
    comps: list[str] = field(default_factory=list)
    renders: list[str] = field(default_factory=list)
    movies: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        return f"{BASE}/shots/{self.sequence}/{self.code}"


@dataclass
class Feature:
    shots: list[Shot]
    rolls: dict[str, list[Original]]


def build(lot: Lot) -> Feature:
    rolls = {roll: _roll(lot, roll) for roll in ("A001", "A002", "B001", "C001", "D001")}
    library = _library(lot)
    shots = [
        _shot(lot, sequence, 10 * number, library)
        for sequence, count in SHOTS.items()
        for number in range(1, count + 1)
    ]
    return Feature(shots, rolls)


def _roll(lot: Lot, roll: str) -> list[Original]:
    """Twelve clips of a camera; A has its proxies on the vault, B beside, C transcodes, D was never used."""
    day = f"day{lot.rng.randrange(1, 30):02d}"
    folder = f"{RUSHES}/{day}/{roll}"
    names = [f"{roll}C{number:03d}_2603{lot.rng.randrange(10, 28)}_R{roll[0]}{number:02d}" for number in range(1, 13)]
    hour = int(roll[-1]) + ord(roll[0]) - ord("A")
    clips = list(record(lot, folder, names, hour=1 + hour, codec=PRORES if roll == "B001" else MJPEG))
    for index, clip in enumerate(clips):
        name = clip.name
        if roll[0] == "A":
            if index % 4 == 3:
                rushes.false_proxy(lot, clip, f"vault/meridian/proxies/{day}/{roll}/{name}_proxy.mov")
            else:
                where = f"vault/meridian/proxies/{day}/{roll}/{name}_proxy.mov"
                clips[index] = rushes.proxy(lot, clip, where, tagged=index % 2 == 0)
            digest = hashlib.md5((lot.root / clip.where).read_bytes(), usedforsecurity=False).hexdigest()
            lot.goes_with(lot.write(f"{folder}/{name}.mov.md5", f"{digest}  {name}.mov\n"), clip.where)
        if roll == "B001":
            clips[index] = rushes.proxy(lot, clip, f"{folder}/Proxy/{name}.mov")
            lot.goes_with(lot.write(f"{folder}/{name}.cdl", rushes.look(lot, name)), clip.where)
            rushes.thumbnail(lot, clip, f"{folder}/thumbs/{name}.jpg")
        if roll == "C001":
            transcode = f"san2/meridian/transcodes/{day}/{roll}/{name}.mov"
            if index % 5 == 4:
                # Somebody stopped it: reel and timecode begin as the clip's, so it is a part of it, no transcode of it.
                lot.movie(transcode, clip.take.cut(clip.take.frames - 15), H264)
                lot.derived("TRIM", transcode, clip.where)
            else:
                lot.movie(transcode, clip.take, H264)
                lot.derived("TRANSCODE", transcode, clip.where)
            lot.goes_with(lot.write(f"{folder}/{name}.xmp", rushes.xmp(lot, name)), clip.where)
            rushes.thumbnail(lot, clip, f"{folder}/{name}_thumb.jpg")
        if roll == "D001":
            lot.orphan("UNREFERENCED", clip.where)
            if index < 4:
                lot.goes_with(lot.write(f"{folder}/{name}.cube", rushes.cube(lot)), clip.where)
    return clips


def _library(lot: Lot) -> list[str]:
    """Elements that shots share, the show's look, and a look of somebody else's clip that no clip is near of."""
    elements = [
        lot.frames(f"{BASE}/library/elements/{name}/{name}.%04d.exr", range(1001, 1009))
        for name in ("smoke_a", "smoke_b", "sparks", "dust")
    ]
    ash = (1001, 1002, 1003, 1005, 1006, 1009, 1010, 1011, 1012)
    lot.orphan("INCOMPLETE", lot.frames(f"{BASE}/library/elements/ash/ash.%04d.exr", ash))
    lot.write(f"{BASE}/library/luts/meridian_show.cube", rushes.cube(lot))
    lot.write(f"{BASE}/library/luts/A001C002_look.cube", rushes.cube(lot))
    lot.write(f"{BASE}/library/luts/B001C003.cube", rushes.cube(lot))
    return elements


def _shot(lot: Lot, sequence: str, number: int, library: list[str]) -> Shot:
    code = f"sh{number:04d}"
    folder = f"{BASE}/shots/{sequence}/{code}"
    last = 1001 + lot.rng.randrange(8, 13)
    numbers = range(1001, last + 1)
    old_plate = lot.frames(f"{folder}/plates/{code}_bg01_v001.%04d.dpx", numbers)
    plate = lot.frames(f"{folder}/plates/{code}_bg01_v002.%04d.dpx", numbers)
    lot.chain(old_plate, plate)
    small = lot.frames(f"{folder}/plates/proxy/{code}_bg01_v002.%04d.jpg", numbers, (16, 9))
    lot.derived("PROXY", small, plate)
    lot.write(f"{folder}/plates/{code}_bg01.cc", rushes.correction(lot, code))
    # One frame's worth of doubt: a correction for plates of two versions, whose stem is neither's.
    lot.maybe("SIDECAR_OF", f"{folder}/plates/{code}_bg01.cc", plate)
    lot.maybe("SIDECAR_OF", f"{folder}/plates/{code}_bg01.cc", old_plate)
    shot = Shot(sequence, code, plate)
    versions = sorted(lot.rng.sample(range(1, 7), 3))
    for version in versions:
        _comp(lot, shot, version, numbers, small if version == versions[-1] else "", old_plate, library)
    lot.chain(*shot.comps)
    lot.chain(*shot.renders)
    lot.chain(*shot.movies)
    # Whether the newest of each is needed is told elsewhere; what came before it is not.
    lot.orphan("SUPERSEDED", *shot.renders[:-1], *shot.comps[:-1], *shot.movies[:-1])
    if number <= 20:
        _publish(lot, shot)
    return shot


def _publish(lot: Lot, shot: Shot) -> None:
    """What others may use: two versions, and the hero, a copy of the newest under a name that stays."""
    base = f"{shot.folder}/publish/{shot.code}_comp"
    older, newer, hero = f"{base}_v001.mov", f"{base}_v002.mov", f"{base}_hero.mov"
    for number, where in enumerate((older, newer), start=1):
        lot.movie(where, lot.take(12), MJPEG, (48, 26))
        # Where that version's frames are as many, nobody could tell that they are of something else.
        for frames in shot.renders:
            if f"_v{number:03d}." in frames:
                lot.maybe("DERIVED_FROM", where, frames, "TRANSCODE")
    lot.copy(newer, hero)
    lot.chain(older, newer)
    # Some call the hero the newest version, some a name for it: both are fair.
    lot.maybe("PREVIOUS_VERSION", hero, newer)
    for each in (newer, hero):
        lot.maybe("LATEST", each, each)


def _comp(lot: Lot, shot: Shot, version: int, numbers: range, small: str, old_plate: str, library: list[str]) -> None:
    """A script, what it reads, the frames that it writes, and a movie of them for the daily view."""
    name = f"{shot.code}_comp_v{version:03d}"
    script = f"{shot.folder}/comp/{name}.nk"
    machine = lot.machine()

    def seen(where: str) -> str:
        return slashed(where.replace("#", "%04d"), machine)

    element = lot.rng.choice(library)
    plate = shot.plate if small or lot.rng.random() < 0.5 else old_plate
    knobs = {"file_type": "dpx", "file": seen(plate), "first": str(numbers[0]), "last": str(numbers[-1])}
    knobs |= {"proxy": seen(small)} if small else {}
    off = {"disable": "true"} if lot.rng.random() < 0.3 else {}
    lost = seen(f"{shot.folder}/roto/{shot.code}_roto_v{version:03d}.%04d.exr")
    look = f"{BASE}/library/luts/meridian_show.cube"
    output = f"{shot.folder}/renders/comp/v{version:03d}/{name}.%04d.exr"
    nodes = [
        Node("Read", {"inputs": "0", **knobs}),
        Node(
            "Group", {"inputs": "1"}, [Node("Read", {"inputs": "0", "file_type": "exr", "file": seen(element), **off})]
        ),
        Node("Vectorfield", {"vfield_file": seen(look)}),
    ]
    lot.refers(script, plate, seen(plate))
    lot.refers(script, element, seen(element))
    lot.refers(script, look, seen(look))
    if small:
        lot.refers(script, small, seen(small))
    if version % 2:
        nodes.append(Node("Read", {"inputs": "0", "file_type": "exr", "file": lost}))
        lot.lost(script, lost)
    if version == 4:
        raw = "[getenv MERIDIAN_SHOW_ROOT]/grain/grain_" + shot.sequence + ".%04d.exr"
        nodes.append(Node("Read", {"inputs": "0", "file_type": "exr", "file": f'"\\{raw}"'}))
        lot.lost(script, raw)
    nodes.append(Node("Write", {"file_type": "exr", "file": seen(output)}))
    lot.write(script, nuke(seen(script), nodes, first=numbers[0], last=numbers[-1]))
    frames = lot.frames(output, numbers, (48, 27))
    lot.derived("RENDER", frames, script)
    shot.comps.append(script)
    shot.renders.append(frames)
    movie = f"{shot.folder}/renders/comp/v{version:03d}/{name}.mov"
    lot.movie(movie, Take(lot.fresh(), len(numbers)), MJPEG, (48, 26))
    lot.derived("TRANSCODE", movie, frames)
    shot.movies.append(movie)
