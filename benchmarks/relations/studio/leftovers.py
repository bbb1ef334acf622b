"""What nobody needs any more, in every corner of the studio: of each class of orphans some twenty files.

Superseded versions come with their versions.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.relations.studio import documentary, feature, lookdev, rushes
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import H264, MJPEG, MP4, SMALL
from benchmarks.relations.studio.projects import Media, premiere
from benchmarks.relations.studio.rushes import record
from benchmarks.relations.studio.scenes import Attribute, Node, blend, maya, nuke
from benchmarks.relations.studio.seen import seen, slashed

_WORDS = (
    "amber", "birch", "cobalt", "dune", "ember", "fern", "garnet", "hazel", "indigo", "jasper", "kelp", "lilac",
    "moss", "nutmeg", "ochre", "pearl", "quartz", "russet", "sable", "teal", "umber", "violet", "willow", "zinc",
)  # fmt: skip
_CACHES = (".tmp", ".part", ".crdownload", ".pek", ".cfa", ".pkf", ".wav.reapeaks")
_UNSORTED = ("san2/unsorted", "vault/incoming from courier")


def build(lot: Lot) -> None:
    """To be called when all else is there."""
    _temporary(lot)
    _stray_sidecars(lot)
    _incomplete(lot)
    _copies(lot)
    _proxies_of_what_is_gone(lot)
    _idle(lot)
    _strays_in_packages(lot)
    _of_no_project(lot)
    _unused(lot)


def _words(lot: Lot, count: int) -> Iterator[str]:
    """Names that have nothing in common with each other, nor with those of another call."""
    for word in lot.rng.sample(_WORDS, count):
        yield f"{word} {lot.fresh():x}"


def _temporary(lot: Lot) -> None:
    folders = (f"{feature.BASE}/edit/cache", f"{documentary.EDIT}/exports", f"{feature.RUSHES}/transfer")
    for index, name in enumerate(_words(lot, 18)):
        where = f"{folders[index % len(folders)]}/{name}{_CACHES[index % len(_CACHES)]}"
        lot.orphan("TEMPORARY", lot.age(lot.write(where, lot.rng.randbytes(64)), lot.rng.randrange(2, 400)))
    for folder in folders:
        for name in (".DS_Store", "Thumbs.db"):
            lot.orphan("TEMPORARY", lot.age(lot.write(f"{folder}/{name}", lot.rng.randbytes(80)), 30))


def _stray_sidecars(lot: Lot) -> None:
    """Descriptions, thumbnails and subtitles of films and photographs that went long ago."""
    folders = (f"{feature.BASE}/reference", f"{documentary.EDIT}/subtitles")
    for index, name in enumerate(_words(lot, 20)):
        stem = f"{folders[index % len(folders)]}/{name}"
        subtitle = f"00:00:00.000 --> 00:00:01.000\n{name}\n"
        if index % 4 == 0:
            where = lot.write(f"{stem}.xmp", rushes.xmp(lot, name))
        elif index % 4 == 1:
            where = lot.still(f"{stem}.THM", size=SMALL)
        elif index % 4 == 2:
            where = lot.write(f"{stem}.en.srt", "1\n" + subtitle.replace(".000", ",000"))
        else:
            where = lot.write(f"{stem}.vtt", "WEBVTT\n\n" + subtitle)
        lot.orphan("STRAY_SIDECAR", where)


def _incomplete(lot: Lot) -> None:
    """What holds nothing, films whose end was never written, frames of which some never came."""
    endings = ("mov", "mp4", "wav", "jpg", "png", "exr", "mxf", "dpx")
    for name, ending in zip(_words(lot, 8), endings, strict=True):
        lot.orphan("INCOMPLETE", lot.write(f"{feature.RUSHES}/transfer/{name}.{ending}", b""))
    for name, codec in zip(_words(lot, 6), (MJPEG, MP4, H264) * 2, strict=True):
        where = f"{documentary.EDIT}/exports/{name}.{codec.container}"
        data = (lot.root / lot.movie(where, lot.take(24), codec)).read_bytes()
        lot.orphan("INCOMPLETE", lot.write(where, data[: len(data) * lot.rng.randrange(20, 80) // 100]))
    for name in _words(lot, 6):
        numbers = sorted(lot.rng.sample(range(1002, 1020), 12))
        frames = [1001, *numbers, 1020]
        lot.orphan("INCOMPLETE", lot.frames(f"{feature.BASE}/library/elements/{name}/{name}.%04d.exr", frames))


def _copies(lot: Lot) -> None:
    """Of sounds, textures and images that documents use, somebody made a copy to be safe."""
    for day in documentary.DAYS[1:]:
        for number in (1, 2):
            used = f"{documentary.BASE}/{day}/SOUND/ZOOM{number:04d}.WAV"
            lot.orphan("REDUNDANT_COPY", lot.copy(used, f"{documentary.BASE}/{day}/SOUND_copy/ZOOM{number:04d}.WAV"))
    for kind, names in lookdev.ASSETS.items():
        for name in names:
            used = f"{feature.BASE}/assets/{kind}/{name}/tex/{name}_rough.png"
            copy = f"{feature.BASE}/assets/safety copies {lot.fresh():x}/{name}_rough.png"
            lot.orphan("REDUNDANT_COPY", lot.copy(used, copy))
    for name in ("harbour", "market", "tower"):
        folder = f"{feature.BASE}/assets/set/{name}/tex"
        lot.orphan("REDUNDANT_COPY", lot.copy(f"{folder}/wall.png", f"{folder}/before/wall.png"))


def _proxies_of_what_is_gone(lot: Lot) -> None:
    """A roll that was deleted after its offline; half of the proxies have its reels, half its names alone."""
    names = [f"E001C{number:03d}_260329_R{number:02d}" for number in range(1, 17)]
    for index, clip in enumerate(record(lot, f"{feature.RUSHES}/day31/E001", names, hour=17)):
        small = f"vault/meridian/proxies/day31/E001/{clip.name}_proxy.mov"
        rushes.proxy(lot, clip, small, tagged=index % 2 == 0)
        lot.move(clip.where, None)
        lot.orphan("DANGLING_DERIVATIVE", small)


def _idle(lot: Lot) -> None:
    """Tests and pitches of years ago, of each program; what they show is not there any more."""
    for index, name in enumerate(_words(lot, 20)):
        stem, machine = f"{feature.BASE}/tests/{name}", lot.rng.choice(("edit01", "comp07"))
        gone = f"{feature.BASE}/tests/media/{name}.%04d.exr"
        raw = slashed(gone, machine)
        if index % 4 == 0:
            read = Node("Read", {"inputs": "0", "file_type": "exr", "file": f'"{raw}"'})
            where = lot.write(f"{stem}.nk", nuke(slashed(f"{stem}.nk", machine).replace(" ", "_"), [read]))
        elif index % 4 == 1:
            raw = seen(gone % 1, machine)
            where = lot.write(f"{stem}.prproj", premiere([Media(raw, 2)]))
        elif index % 4 == 2:
            raw = raw % 1
            where = lot.write(f"{stem}.ma", maya([], [Attribute("file", ".ftn", raw)]))
        else:
            raw = "//media/gone.png"
            where = lot.write(f"{stem}.blend", blend(images=[raw]))
        lot.lost(where, raw)
        lot.orphan("IDLE_DOCUMENT", lot.age(where, lot.rng.randrange(700, 3000)))


def _strays_in_packages(lot: Lot) -> None:
    """Notes and test films that somebody left in version files."""
    maps = sorted(each for each in lot.assets if "_VF/" in each and each.rpartition("/")[2].startswith("ASSETMAP"))
    for index, each in enumerate(lot.rng.sample(maps, 15)):
        folder = each.rpartition("/")[0]
        if index % 2:
            lot.orphan("PACKAGE_STRAY", lot.write(f"{folder}/notes {lot.fresh():x}.txt", f"seen {lot.fresh()}\n"))
        else:
            lot.orphan("PACKAGE_STRAY", lot.movie(f"{folder}/qc {lot.fresh():x}.mov", lot.take(5)))


def _of_no_project(lot: Lot) -> None:
    for index, name in enumerate(_words(lot, 16)):
        stem = f"{_UNSORTED[index % len(_UNSORTED)]}/{name}"
        if index % 3 == 0:
            lot.orphan("NO_PROJECT", lot.movie(f"{stem}.mov", lot.take(20 + index)))
        elif index % 3 == 1:
            lot.orphan("NO_PROJECT", lot.sound(f"{stem}.wav", 0.5 + index / 10))
        else:
            lot.orphan("NO_PROJECT", lot.still(f"{stem}.jpg"))


def _unused(lot: Lot) -> None:
    """Sounds, photographs and films of a production that no document of it names."""
    for index, name in enumerate(_words(lot, 18)):
        stem = f"{feature.BASE}/reference/{name}"
        if index % 3 == 0:
            lot.orphan("UNREFERENCED", lot.movie(f"{stem}.mp4", lot.take(24 + index), MP4))
        elif index % 3 == 1:
            lot.orphan("UNREFERENCED", lot.sound(f"{stem}.wav", 0.6 + index / 10))
        else:
            lot.orphan("UNREFERENCED", lot.still(f"{stem}.png"))
