"""MERIDIAN's editorial: the same cuts as EDL, OTIO, FCP7 XML, FCPXML, AAF and ALE, each from another machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from benchmarks.relations.studio import avid
from benchmarks.relations.studio.feature import BASE, Feature
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import MXF
from benchmarks.relations.studio.rushes import Original
from benchmarks.relations.studio.seen import seen, url
from benchmarks.relations.studio.timelines import Cut, ale, edl, fcp7, fcpxml, otio_text

RATE = Fraction(24)
CUTS = f"{BASE}/editorial/cuts"
BINS = "nas1/Avid MediaFiles/MXF/1"


def build(lot: Lot, feature: Feature) -> None:
    rolls = feature.rolls
    for sequence, roll in (("sq010", "A001"), ("sq020", "A002"), ("sq030", "B001")):
        _edls(lot, sequence, rolls[roll])
    _doubtful_edl(lot, rolls["C001"], rolls["A001"])
    _otios(lot, feature)
    _fcp7(lot, rolls)
    _fcpxml(lot, rolls)
    _aaf(lot, rolls["A001"])
    for roll in ("A001", "B001", "C001"):
        _ale(lot, roll, rolls[roll])


def _edls(lot: Lot, sequence: str, roll: Sequence[Original]) -> None:
    """Three versions of a cut that name reels alone. A proxy has the same reel: a conform means the original."""
    versions = []
    for version in (1, 2, 4):
        where = f"{CUTS}/{sequence}_cut_v{version:03d}.edl"
        chosen = lot.rng.sample(list(roll), 5)
        cuts = [each.cut(first=lot.rng.randrange(0, 10)) for each in chosen]
        for each in chosen:
            lot.refers(where, each.where, each.name)
        # A reel of a second unit whose rushes never came, and one of which this part was never copied.
        unknown = f"U{lot.rng.randrange(100, 999)}C001_260302_R1ZZ"
        gone = replace(
            chosen[0].cut(), start=chosen[0].start + 20 * 3600 * 24, name="elsewhere", reel="Z999C001_260302_R1"
        )
        cuts += [Cut(unknown, 90_000, 100, 0, 12, reel=unknown), replace(gone, name=gone.reel)]
        lot.lost(where, unknown)
        lot.lost(where, gone.reel)
        versions.append(lot.write(where, edl(f"{sequence} v{version}", cuts, RATE)))
    lot.chain(*versions)


def _doubtful_edl(lot: Lot, roll: Sequence[Original], other: Sequence[Original]) -> None:
    """Reels of which two full-size files are there, the clip and its transcode: a conform may take either."""
    where = f"{CUTS}/sq040_cut_v001.edl"
    cuts = []
    for each in roll[:4]:
        cuts.append(each.cut())
        lot.maybe("REFERENCES", where, each.where)
        for edge in list(lot.edges):
            if edge.end == each.where and edge.kind == "TRANSCODE":
                lot.maybe("REFERENCES", where, edge.start)
    for each in other[:3]:
        cuts.append(each.cut())
        lot.refers(where, each.where, each.name)
    lot.write(where, edl("sq040", cuts, RATE))


def _otios(lot: Lot, feature: Feature) -> None:
    """Conforms of the newest comps of two sequences, from Linux, and cuts of the proxies, from a Mac."""
    for sequence in ("sq010", "sq020"):
        where = f"{CUTS}/{sequence}_conform_v002.otio"
        cuts = []
        for shot in feature.shots:
            if shot.sequence == sequence:
                pattern = shot.renders[-1].replace("#", "%04d")
                raw = f"file://{seen(pattern, 'comp07')}"
                cuts.append(Cut(shot.code, 1001, 8, 1, 5, raw))
                lot.refers(where, pattern, raw)
        raw = f"file:///mnt/nas1/projects/meridian/shots/{sequence}/sh9990/renders/comp/v001/sh9990_comp_v001.mov"
        cuts.append(Cut("sh9990", 0, 10, 0, 5, raw))
        lot.lost(where, raw)
        lot.write(where, otio_text(sequence, cuts, RATE))
    where = f"{CUTS}/offline_a_v003.otio"
    cuts = []
    for each in feature.rolls["A001"] + feature.rolls["A002"]:
        if each.proxy:
            raw = url(each.proxy, "mac03", escaped=lot.rng.random() < 0.7, host=None)
            cuts.append(each.cut(raw))
            lot.refers(where, each.proxy, raw)
    lot.write(where, otio_text("offline", cuts, RATE))


def _fcp7(lot: Lot, rolls: dict[str, list[Original]]) -> None:
    """From Windows: a drive, escaped in two ways, or a share."""
    graded = f"{CUTS}/grade_reel1.xml"
    raws = [(each, url(each.where, "grade02", host=None)) for each in rolls["C001"][2:8]]
    lot.write(graded, fcp7("grade", [each.cut(raw) for each, raw in raws], RATE))
    for each, raw in raws:
        lot.refers(graded, each.where, raw)
    for number, roll in enumerate(("B001", "C001", "A002"), 1):
        where = f"{CUTS}/reel{number}_v00{number}.xml"
        cuts = []
        for each in rolls[roll][:8]:
            machine, host = lot.rng.choice(("edit01", "share")), lot.rng.choice(("localhost", None))
            raw = url(each.where, machine, host=host)
            if lot.rng.random() < 0.5:
                raw = raw.replace(":/rushes", "%3a/rushes")
            cuts.append(each.cut(raw))
            lot.refers(where, each.where, raw)
        for name in ("temp_score.wav", "slate old.mov"):
            raw = f"file://localhost/C%3a/Users/edit/Desktop/meridian%20{number}/{name.replace(' ', '%20')}"
            cuts.append(Cut(name, 0, 50, 0, 10, raw))
            lot.lost(where, raw)
        lot.write(where, fcp7(f"reel {number}", cuts, RATE))


def _fcpxml(lot: Lot, rolls: dict[str, list[Original]]) -> None:
    """From a Mac, with the proxy that Final Cut made beside the original; and one of an older version."""
    where = f"{CUTS}/trailer_v001.fcpxml"
    cuts = []
    for each in rolls["B001"][4:10]:
        raw, small = (url(path, "mac03", host=None) for path in (each.where, each.proxy))
        cuts.append(each.cut(raw, proxy=small))
        lot.refers(where, each.where, raw)
        lot.refers(where, each.proxy, small)
    lot.write(where, fcpxml("trailer", cuts, RATE))
    newer = f"{CUTS}/trailer_v002.fcpxml"
    cuts = []
    for each in rolls["A002"][:6]:
        raw = url(each.where, "mac03", host="localhost")
        cuts.append(each.cut(raw))
        lot.refers(newer, each.where, raw)
    raw = "file:///Volumes/nas1/projects/meridian/editorial/music/theme%20take%203.wav"
    cuts.append(Cut("theme take 3", 0, 240, 0, 24, raw))
    lot.lost(newer, raw)
    lot.write(newer, fcpxml("trailer", cuts, RATE, version="1.8"))
    lot.chain(where, newer)


def _aaf(lot: Lot, roll: Sequence[Original]) -> None:
    """Avid's own copies of a roll. The path is the share's, or of a disk that nobody else has; the UMID stays."""
    clips, paths = [], []
    for number, each in enumerate(roll, 1):
        umid = lot.fresh()
        media = lot.movie(f"{BINS}/{each.name[:14]}.V0{number % 9}_{umid:X}V.mxf", each.take, MXF, (64, 36), umid)
        lot.derived("TRANSCODE", media, each.where)
        raw = url(media, "share") if number % 2 else f"file:///E:/Avid%20MediaFiles/MXF/{number}/{umid:X}.mxf"
        original = url(each.where, "edit01")
        clips.append(avid.Clip(each.name, umid, raw, original, each.start, each.take.frames, 3, 12))
        paths.append((media, raw, each.where, original))
    where = f"{CUTS}/reel1_avid_v007.aaf"
    for media, raw, source, original in paths:
        lot.refers(where, media, raw)
        lot.refers(where, source, original)
    avid.write(lot.at(where), "reel1", clips, RATE)


def _ale(lot: Lot, roll: str, clips: Sequence[Original]) -> None:
    """The log of a roll; of A001 with paths, of the others by tape and timecode."""
    where = f"{BASE}/editorial/ale/{roll}.ale"
    raws = {each.name: seen(each.where, "share") for each in clips}
    cuts = [each.cut(raws[each.name]) for each in clips]
    for each in clips:
        if roll == "C001":
            lot.maybe("REFERENCES", where, each.where)
        else:
            lot.refers(where, each.where, raws[each.name])
    if roll == "C001":
        for edge in list(lot.edges):
            if edge.kind == "TRANSCODE" and edge.end in {each.where for each in clips}:
                lot.maybe("REFERENCES", where, edge.start)
    lot.write(where, ale(cuts, RATE, path_column="UNC Path" if roll == "A001" else ""))
