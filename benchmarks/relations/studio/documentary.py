"""TIDELANDS, a documentary: by date and card, as the cameras laid them out; declared by its folders on two volumes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from benchmarks.relations.studio import cards, rushes
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import SMALL
from benchmarks.relations.studio.projects import Media, premiere
from benchmarks.relations.studio.rushes import Original, record
from benchmarks.relations.studio.seen import seen, url
from benchmarks.relations.studio.timelines import Cut, edl, fcp7, fcpxml, otio_text

CODE = "TIDELANDS"
BASE, EDIT, VAULT = "san2/tidelands", "nas1/tidelands_edit", "vault/tidelands"
RATE = Fraction(25)
DAYS = ("2026-03-02", "2026-03-03", "2026-03-05")


def build(lot: Lot) -> None:
    sony: list[Original] = []
    p2: list[Original] = []
    shared: list[list[Original]] = []
    for number, day in enumerate(DAYS):
        sony += cards.xdcam(lot, f"{BASE}/{day}/CAM_A/CARD_{number + 1:02d}", 5, hour=9 + number)
        sony += cards.xavc_s(lot, f"{BASE}/{day}/CAM_B/CARD_{number + 1:02d}", 5)
        p2 += cards.p2(lot, f"{BASE}/{day}/CAM_C/P2_{number + 1:02d}", 4)
        cards.avchd(lot, f"{BASE}/{day}/CAM_D", 3)
        cards.canon(lot, f"{BASE}/{day}/DSLR", 4, first=1001)
        cards.recorder(lot, f"{BASE}/{day}/SOUND", 4)
        # One reel name on all days: B007. On the first two days its clock ran over the same hour.
        hour = 5 if number < 2 else 12
        roll = record(
            lot,
            f"{BASE}/{day}/CAM_E/B007",
            [f"Clip_{day[-2:]}_{each}" for each in "abcd"],
            rate=RATE,
            hour=hour,
            reel="B007",
        )
        shared.append([_proxied(lot, clip, day, index) for index, clip in enumerate(roll)])
    cards.red(lot, f"{BASE}/{DAYS[0]}/RED", 3)
    _premiere(lot, sony + p2)
    _edls(lot, shared)
    _timelines(lot, sony, shared)
    _leftovers(lot)


def _proxied(lot: Lot, clip: Original, day: str, index: int) -> Original:
    """Proxies on the vault, in folders named as those of the SAN; of the last of a day another take's."""
    where = f"{VAULT}/Proxies/{day}/CAM_E/B007/{clip.name}.mov"
    if index == 3:
        rushes.false_proxy(lot, clip, where)
        return clip
    return rushes.proxy(lot, clip, where)


def _premiere(lot: Lot, clips: Sequence[Original]) -> None:
    """Dated projects of one cut, each newer than the one before; clips with attached proxies, some only in the bin."""
    dated = []
    for date in ("20260310", "20260317", "20260402"):
        where = f"{EDIT}/premiere/tidelands_cut_{date}.prproj"
        machine = lot.rng.choice(("edit01", "mac03"))
        media = []
        for each in lot.rng.sample(list(clips), 14):
            raw, small = seen(each.where, machine), seen(each.proxy, machine) if each.proxy else ""
            media.append(Media(raw, 2, lot.rng.random() < 0.7, small))
            lot.refers(where, each.where, raw)
            if small:
                lot.refers(where, each.proxy, small)
        for name in ("archive_1974.mov", "map_animation.mov", "interview_backup.wav"):
            raw = seen(f"{BASE}/archive/{date}/{name}", machine)
            media.append(Media(raw, 2))
            lot.lost(where, raw)
        dated.append(lot.write(where, premiere(media)))
    lot.chain(*dated)


def _edls(lot: Lot, days: Sequence[Sequence[Original]]) -> None:
    """Reel B007 at times that one day alone has are that day's; where two days may be meant, nobody can tell."""
    where = f"{EDIT}/turnover/tidelands_reel_b.edl"
    cuts = []
    for clip in days[2]:
        cuts.append(clip.cut(first=5, length=20, name=clip.name))
        lot.refers(where, clip.where, clip.name)
    # The name in the event is not the camera's: reel and clock are all there is.
    both = [*days[0], *days[1]]
    for clip in [*days[0][:2], *days[1][:2]]:
        cut = clip.cut(first=2, length=10, name=f"interview {clip.name[-4:-2]}")
        cuts.append(cut)
        source = cut.start + cut.first
        meant = [each for each in both if each.start <= source and source + 10 <= each.start + each.take.frames]
        if len(meant) == 1:
            lot.refers(where, clip.where, cut.name)
            continue
        for other in meant:
            lot.maybe("REFERENCES", where, other.where)
            if other.proxy:
                lot.maybe("REFERENCES", where, other.proxy)
    lot.write(where, edl("tidelands", cuts, RATE))


def _timelines(lot: Lot, sony: Sequence[Original], days: Sequence[Sequence[Original]]) -> None:
    where = f"{EDIT}/turnover/assembly_v1.otio"
    cuts = []
    for each in sony[::2]:
        raw = url(each.where, lot.machine(), escaped=lot.rng.random() < 0.5, host=lot.rng.choice((None, "localhost")))
        cuts.append(each.cut(raw))
        lot.refers(where, each.where, raw)
    lot.write(where, otio_text("assembly", cuts, RATE))
    newer = f"{EDIT}/turnover/assembly_v2.fcpxml"
    cuts = []
    for each in [clip for day in days for clip in day]:
        raw = url(each.where, "mac03", host=None)
        cuts.append(each.cut(raw))
        lot.refers(newer, each.where, raw)
    lot.write(newer, fcpxml("assembly", cuts, RATE))
    where = f"{EDIT}/turnover/sound_turnover.xml"
    cuts = []
    for day in DAYS:
        for number in (1, 2):
            path = f"{BASE}/{day}/SOUND/ZOOM{number:04d}.WAV"
            raw = url(path, "edit01")
            cuts.append(Cut(f"ZOOM{number:04d}", 0, 50, 0, 20, raw))
            lot.refers(where, path, raw)
    lot.write(where, fcp7("sound", cuts, RATE))


def _leftovers(lot: Lot) -> None:
    """Exports of one film by date, subtitles, render files, an idle project, a sidecar of nothing, a broken copy."""
    film = f"{EDIT}/exports/tidelands_film_v03.mov"
    older = [f"{EDIT}/exports/tidelands_film_v{number:02d}.mov" for number in (1, 2)]
    for where in [*older, film]:
        lot.movie(where, lot.take(50, rate=RATE))
    lot.chain(*older, film)
    lot.orphan("SUPERSEDED", *older)
    lot.pinned.add(film)
    for language in ("en", "de", "fr", "pt-BR", "en.sdh"):
        text = f"1\n00:00:00,000 --> 00:00:01,000\n{language} {lot.fresh()}\n"
        lot.goes_with(lot.write(f"{EDIT}/exports/tidelands_film_v03.{language}.srt", text), film)
    stray = lot.write(f"{EDIT}/exports/old_trailer.xmp", rushes.xmp(lot, "gone"))
    lot.orphan("STRAY_SIDECAR", stray, lot.still(f"{EDIT}/exports/MVI_0999.THM", size=SMALL))
    for name in ("conform 48000.pek", "conform 48000.cfa", "autosave.tmp"):
        where = lot.write(f"{EDIT}/premiere/Media Cache/{name}", bytes(64 + lot.rng.randrange(64)))
        lot.orphan("TEMPORARY", lot.age(where, 9))
    idle = lot.write(
        f"{EDIT}/pitch/pitch_reel.prproj", premiere([Media(seen(f"{BASE}/pitch/teaser.mov", "edit01"), 2)])
    )
    lot.lost(idle, seen(f"{BASE}/pitch/teaser.mov", "edit01"))
    lot.orphan("IDLE_DOCUMENT", lot.age(idle, 900))
    empty = lot.write(f"{BASE}/{DAYS[1]}/CAM_E/aborted.mov", b"")
    whole = (lot.root / film).read_bytes()
    cut_off = lot.write(f"{BASE}/{DAYS[1]}/CAM_E/cut_off.mov", whole[: len(whole) // 3])
    lot.orphan("INCOMPLETE", empty, cut_off)
    for number in (1, 2):
        used = f"{BASE}/{DAYS[0]}/SOUND/ZOOM{number:04d}.WAV"
        lot.orphan("REDUNDANT_COPY", lot.copy(used, f"{BASE}/{DAYS[0]}/SOUND_copy/ZOOM{number:04d}.WAV"))
