"""Commercials by client, which nobody declared: their folders tell. And a flat folder of an agency, of no project."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.relations.studio import rushes
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import H264, MJPEG, SMALL, Take
from benchmarks.relations.studio.projects import Footage, after_effects
from benchmarks.relations.studio.rushes import record
from benchmarks.relations.studio.scenes import Node, blend, nuke
from benchmarks.relations.studio.seen import relative, seen, slashed
from benchmarks.relations.studio.timelines import Cut, edl, otio_text

BASE, AGENCY = "nas1/clients", "nas1/agency"
SPOTS = {"acme/film": "ac", "borealis/film": "bo", "nordlys/fjord_spot": "fj"}
"""Two clients have a `film` each: these are two projects."""
RATE = Fraction(25)


def build(lot: Lot) -> None:
    for spot, letters in SPOTS.items():
        for number in (10, 20, 30):
            _shot(lot, f"{BASE}/{spot}", f"{letters}_{number:03d}")
        _deliver(lot, f"{BASE}/{spot}", letters)
    _agency(lot)


def _shot(lot: Lot, base: str, code: str) -> None:
    """shots/sq01/ac_010: After Effects and Nuke from one plate; the renders are movies, which are no sequence."""
    folder = f"{base}/shots/sq01/{code}"
    numbers = range(1, 9)
    plate = lot.frames(f"{folder}/plate/{code}_plate.%04d.png", numbers)
    layers = [lot.still(f"{folder}/elements/{name}.png") for name in ("logo", "flare", "paper")]
    small = lot.still(f"{folder}/elements/logo_proxy.png", size=SMALL)
    projects, movies = [], []
    for version in (1, 2, 3):
        project = f"{folder}/ae/{code}_comp_v{version:03d}.aep"
        machine = lot.rng.choice(("edit01", "mac03"))
        output = f"{folder}/out/{code}_comp_v{version:03d}.mov"
        first = plate.replace("#", "0001")
        footage = [Footage(lot.root / first, seen(first, machine), sequence=True)]
        lot.refers(project, plate, seen(first, machine))
        for layer in layers[:version]:
            proxy = (lot.root / small, seen(small, machine)) if layer == layers[0] else None
            footage.append(Footage(lot.root / layer, seen(layer, machine), proxy))
            lot.refers(project, layer, seen(layer, machine))
            if proxy:
                lot.refers(project, small, proxy[1])
        lost = seen(f"{folder}/elements/old_logo_v{version}.png", machine)
        footage.append(Footage(lot.root / layers[0], lost))
        lot.lost(project, lost)
        after_effects(lot.at(project), footage, [seen(output, machine)])
        lot.movie(output, lot.take(24, rate=RATE), MJPEG)
        lot.derived("RENDER", output, project)
        projects.append(project)
        movies.append(output)
    lot.derived("PROXY", small, layers[0])
    lot.chain(*projects)
    lot.chain(*movies)
    lot.orphan("SUPERSEDED", *projects[:-1], *movies[:-1])
    script = f"{folder}/nuke/{code}_clean_V2.nk"
    older = f"{folder}/nuke/{code}_clean_V1.nk"
    for where in (older, script):
        raw = slashed(plate.replace("#", "%04d"), "comp07")
        # Relative to the project directory that the script tells, which is what it means.
        beside = f"../elements/{code}_mask.png"
        lot.refers(where, plate, raw)
        lot.lost(where, f"{slashed(f'{folder}/nuke', 'comp07')}/{beside}")
        # As artists write what shall stand wherever the job lies: by the script's own folder.
        own = f"{folder}/elements/paper.png"
        by_script = '"\\[file dirname \\[value root.name]]/../elements/paper.png"'
        lot.refers(where, own, by_script)
        nodes = [Node("Read", {"inputs": "0", "file": each}) for each in (raw, beside, by_script)]
        lot.write(where, nuke(slashed(where, "comp07"), nodes, folder=slashed(f"{folder}/nuke", "comp07")))
    lot.chain(older, script)


def _deliver(lot: Lot, base: str, letters: str) -> None:
    """Cuts by date and round; the master, its web transcode, and a still; a spot's look beside its master."""
    cuts = []
    for token in ("r01", "r02", "r03"):
        where = f"{base}/offline/{letters}_offline_{token}.otio"
        used = []
        for number in (10, 20, 30):
            movie = f"{base}/shots/sq01/{letters}_{number:03d}/out/{letters}_{number:03d}_comp_v003.mov"
            raws = {
                "r01": seen(movie, "comp07"),
                "r02": "file://" + seen(movie, "mac03"),
                "r03": relative(movie, where),
            }
            raw = raws[token]
            used.append(Cut(f"{letters}_{number:03d}", 0, 24, 2, 10, raw))
            lot.refers(where, movie, raw)
        cuts.append(lot.write(where, otio_text(token, used, RATE)))
    lot.chain(*cuts)
    masters = []
    for version in ("v1.2.0", "v1.9.0", "v1.10.0"):
        take = lot.take(40, rate=RATE)
        masters.append(lot.movie(f"{base}/master/{letters}_master_{version}.mov", take))
    lot.chain(*masters)
    lot.orphan("SUPERSEDED", *masters[:-1])
    web = lot.movie(f"{base}/master/transcodes/{letters}_master_v1.10.0.mov", take, H264)
    lot.derived("TRANSCODE", web, masters[-1])
    lot.still(f"{base}/master/thumbs/{letters}_master_v1.10.0.jpg", take.picture, SMALL)
    lot.derived("THUMBNAIL", f"{base}/master/thumbs/{letters}_master_v1.10.0.jpg", masters[-1])
    for language in ("en", "no"):
        text = f"1\n00:00:00,000 --> 00:00:01,000\n{letters} {language}\n"
        lot.goes_with(lot.write(f"{base}/master/{letters}_master_v1.10.0.{language}.srt", text), masters[-1])
    lot.pinned.add(masters[-1])
    if letters == "fj":
        _sports(lot, base)


def _sports(lot: Lot, base: str) -> None:
    """Rushes of 30 frames a second on one roll, and a list of events that says nothing of its rate."""
    rate = Fraction(30)
    roll = list(
        record(
            lot, f"{base}/rushes/N001", [f"N001_{number:03d}" for number in range(1, 9)], rate=rate, hour=7, reel="N001"
        )
    )
    for version in (1, 2):
        where = f"{base}/offline/fj_rushes_v{version:03d}.edl"
        cuts = []
        for each in roll[:6] if version == 1 else roll[2:]:
            cuts.append(each.cut(first=lot.rng.randrange(8), length=18))
            lot.refers(where, each.where, each.name)
        lot.write(where, edl("fjord", cuts, rate))
    lot.chain(*(f"{base}/offline/fj_rushes_v{version:03d}.edl" for version in (1, 2)))


def _agency(lot: Lot) -> None:
    """No folders but one: names alone. Stills of a camera, logos whose stems are near, an animation in Blender."""
    numbers = range(4021, 4031)
    stills = [lot.still(f"{AGENCY}/IMG_{number}.JPG") for number in numbers]
    for still in stills[:6]:
        lot.goes_with(lot.write(still.replace(".JPG", ".xmp"), rushes.xmp(lot, "still")), still)
    for still in stills[6:]:
        lot.goes_with(lot.write(still + ".xmp", rushes.xmp(lot, "still")), still)
    lot.orphan("NO_PROJECT", *stills)
    logos = [lot.still(f"{AGENCY}/logo_v{number}.png") for number in (1, 2, 3)]
    lot.chain(*logos)
    lot.orphan("SUPERSEDED", *logos[:-1])
    lot.still(f"{AGENCY}/logo_a_v2.png")
    lot.still(f"{AGENCY}/logotype_v3.png")
    lot.still(f"{AGENCY}/logo.png")
    for date in ("20260105", "20260106"):
        # Two days of rushes, not two versions of a thing; by their names alone nobody could tell.
        lot.movie(f"{AGENCY}/rushes_{date}.mov", lot.take(20, rate=RATE))
    lot.maybe("PREVIOUS_VERSION", f"{AGENCY}/rushes_20260106.mov", f"{AGENCY}/rushes_20260105.mov")
    lot.maybe("LATEST", f"{AGENCY}/rushes_20260106.mov", f"{AGENCY}/rushes_20260106.mov")
    for number in (1, 2, 3):
        # Takes are told apart as versions are, and none of them is newer: either reading is fair.
        lot.sound(f"{AGENCY}/voice_take_{number}.wav")
    for number in (1, 2):
        lot.maybe("PREVIOUS_VERSION", f"{AGENCY}/voice_take_{number + 1}.wav", f"{AGENCY}/voice_take_{number}.wav")
    lot.maybe("LATEST", f"{AGENCY}/voice_take_3.wav", f"{AGENCY}/voice_take_3.wav")
    for part in (1, 2, 3):
        lot.movie(f"{AGENCY}/showreel part {part}.mov", lot.take(20 + part, rate=RATE))
    finals = [
        lot.movie(f"{AGENCY}/pitch_{token}.mov", lot.take(22, rate=RATE)) for token in ("final", "final2", "final3")
    ]
    lot.chain(*finals)
    film = lot.movie(f"{AGENCY}/mood.mov", lot.take(33, rate=RATE))
    lot.movie(f"{AGENCY}/mood_proxy.mov", lot.take(48, rate=RATE), H264, SMALL)
    rushes_ = lot.movie(f"{AGENCY}/beach.mov", lot.take(36, rate=RATE))
    near = lot.movie(f"{AGENCY}/beach2.mov", Take(lot.fresh(), 36, RATE))
    scene = f"{AGENCY}/animatic.blend"
    lot.refers(scene, film, "//mood.mov")
    lot.refers(scene, logos[-1], "//logo_v3.png")
    lot.lost(scene, "//storyboard.mov")
    lot.write(scene, blend(images=["//logo_v3.png"], clips=["//mood.mov", "//storyboard.mov"]))
    lot.orphan("NO_PROJECT", rushes_, near)
