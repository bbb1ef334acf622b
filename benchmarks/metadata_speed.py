"""Reading metadata: files a second against two ExifTool daemons that stay open, over the same files.

    python -m benchmarks.metadata_speed [--photos FOLDER] [--files 600]

The mix is fixed: 40 % stills, 20 % video, 15 % single EXR and DPX frames, 15 % sound, 10 % other; of each three
quarters are of common formats (JPEG, PNG, TIFF; MOV, MP4, ProRes, H.264, HEVC; ...), a quarter of all others. The files
are those of metadata_accuracy, copied as often as it takes; with --photos there are photographs of that folder, too.
Files for which we ask ExifTool are counted apart from those for which it is left out.
Both sides have two processes, started and warm; ours are the workers of ingest with every probe, theirs are asked for
`-j -G1`, a file at a time. Each family is measured apart, best of three rounds in turns. Prints also what one job
takes, the median of the bytes read, and how many files of a long sequence are opened.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import av.logging

from assetgraph.ingest.changes import Item, Verdict
from assetgraph.ingest.found import assets_in
from assetgraph.ingest.reading import ReadResult, ReadTask, read_asset, task_for
from assetgraph.ingest.scan import walk
from assetgraph.media.probes import exiftool
from assetgraph.media.reading import configure, read_media
from assetgraph.media.stay_open import StayOpen
from assetgraph.media.workers import Workers
from assetgraph.model.records import ProbeLevel
from benchmarks.metadata_accuracy.making import MAKERS
from benchmarks.metadata_accuracy.making.containers import CONTAINERS
from benchmarks.metadata_accuracy.making.films import FILMS
from benchmarks.metadata_accuracy.making.frames import EXRS
from benchmarks.metadata_accuracy.making.picture_codecs import CODECS
from benchmarks.metadata_accuracy.making.sounds import SOUNDS
from benchmarks.metadata_accuracy.making.stills import STILLS
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.readers import exiftool_path

ROUNDS = 3
JOBS = 2
FRAMES = 10_000
COMMON = 0.75
"""Of each family so many files are of the formats that libraries are full of; the rest of all others."""
FRAME_FORMATS = {*EXRS, "exr-deep", "dpx", "cineon"}
FAMILIES: dict[str, tuple[float, set[str], set[str]]] = {
    "stills": (0.40, {"jpeg", "png", "tiff"}, {*STILLS} - FRAME_FORMATS),
    "video": (0.20, {"mov", "mp4", "prores", "h264-intra", "hevc"}, {*CONTAINERS, *CODECS, *FILMS} - FRAME_FORMATS),
    "frames": (0.15, {"exr-scanline", "dpx"}, FRAME_FORMATS),
    "sound": (0.15, {"wav", "bwf", "aiff", "mp3"}, {*SOUNDS}),
    "other": (0.10, set(), set()),
}
OTHERS = {
    "notes.txt": b"some words\n",
    "cut.edl": b"TITLE: cut\n001  AX V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n",
    "look.cube": b"LUT_3D_SIZE 2\n" + b"0 0 0\n" * 8,
    "scene.ma": b'//Maya ASCII 2024 scene\nrequires maya "2024";\n',
    "clip.xmp": b'<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>',
}


def main() -> None:
    """Print the tables."""
    arguments = _arguments()
    av.logging.set_level(None)
    configure(exiftool_path())
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        mix = _mix(Path(folder), arguments.files, arguments.photos)
        everything = [path for paths in mix.values() for path in paths]
        print("| family | ExifTool | files | ours files/s | ExifTool x 2 files/s | ratio |\n|---|---|---|---|---|---|")
        with Ours(JOBS) as ours, Theirs() as theirs:
            for family, paths in mix.items():
                for asked, some in _by_exiftool(paths).items():
                    best = _best([partial(ours, some), partial(theirs, some)])
                    print(_row(family, asked, len(some), *best), flush=True)
            two, other = _best([partial(ours, everything), partial(theirs, everything)])
            print(_row("all", "", len(everything), two, other))
            read = [each.bytes_read for each in ours.read(everything)]
        with Ours(1) as alone:
            (one,) = _best([partial(alone, everything)])
        print(f"\none job {one:.2f} s, two {two:.2f} s: {one / two:.2f} times as fast (goal 1.6)")
        print(f"bytes read, median: {statistics.median(read) / 1e6:.3f} MB (goal 2), most: {max(read) / 1e6:.1f} MB")
        print(f"files opened of {FRAMES:,} EXR frames: {_opened(Path(folder), everything)} (goal 8)")


def _by_exiftool(paths: Iterable[Path]) -> dict[str, list[Path]]:
    """The files apart of which ExifTool is asked."""
    asked: dict[str, list[Path]] = {"left out": [], "asked": []}
    with patch.object(exiftool, "probe", wraps=exiftool.probe) as probe:
        for path in paths:
            before = probe.call_count
            read_media(str(path), level=ProbeLevel.HEADER)
            asked["asked" if probe.call_count > before else "left out"].append(path)
    return {name: some for name, some in asked.items() if some}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.metadata_speed")
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--photos", type=Path, help="a folder of photographs")
    return parser.parse_args()


def _row(family: str, asked: str, files: int, ours: float, theirs: float) -> str:
    return f"| {family} | {asked} | {files} | {files / ours:.0f} | {files / theirs:.0f} | {theirs / ours:.2f} |"


def _best(runs: Sequence[Callable[[], object]]) -> list[float]:
    """The least seconds of each, in turns; the first round is not counted."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS + 1):
        for run, taken in zip(runs, times, strict=True):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
    return [min(taken[1:]) for taken in times]


class Ours:
    """The workers of ingest, warm after the first round."""

    def __init__(self, jobs: int) -> None:
        self._workers = Workers(jobs, 60.0, exiftool_path())

    def __enter__(self) -> Ours:
        self._workers.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._workers.__exit__(*error)

    def __call__(self, paths: Iterable[Path]) -> None:
        self.read(paths)

    def read(self, paths: Iterable[Path]) -> list[ReadResult]:
        """What came of each."""
        results = [result for _, result in self._workers.map(read_asset, ((None, _task(path), 1.0) for path in paths))]
        assert all(isinstance(result, ReadResult) and result.reading for result in results)
        return [result for result in results if isinstance(result, ReadResult)]


def _task(path: Path) -> ReadTask:
    status = path.stat()
    return ReadTask((str(path),), ProbeLevel.HEADER, status.st_size, status.st_mtime_ns)


class Theirs:
    """Two daemons, each asked for half of the files."""

    def __enter__(self) -> Theirs:
        self._daemons = [StayOpen(str(exiftool_path())) for _ in range(JOBS)]
        self._threads = ThreadPoolExecutor(JOBS)
        return self

    def __exit__(self, *error: object) -> None:
        self._threads.shutdown()
        for daemon in self._daemons:
            daemon.close()

    def __call__(self, paths: Sequence[Path]) -> None:
        halves = [paths[number::JOBS] for number in range(JOBS)]
        list(self._threads.map(self._ask, self._daemons, halves))

    def _ask(self, daemon: StayOpen, paths: Iterable[Path]) -> None:
        for path in paths:
            assert daemon.ask(("-j", "-G1", str(path)))


def _mix(folder: Path, files: int, photos: Path | None) -> dict[str, list[Path]]:
    """So many files by family, each a copy of its own."""
    shop = Workshop(folder / "made", exiftool_path())
    made = {name: [sample.path for sample in MAKERS[name](shop, name)] for name in MAKERS}
    mix = {}
    for family, (share, common, formats) in FAMILIES.items():
        count = round(share * files)
        usual = [path for each in sorted(common) for path in made[each]]
        rest = [path for each in sorted(formats - common) for path in made[each]] or _others(folder)
        most = round(COMMON * count) if usual else 0
        mix[family] = [*_copies(folder / family, usual, most), *_copies(folder / f"{family} rest", rest, count - most)]
    if photos:
        real = sorted(path for path in photos.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg"})
        mix = {"photographs": _copies(folder / "photos", real, round(FAMILIES["stills"][0] * files / 2)), **mix}
    return mix


def _others(folder: Path) -> list[Path]:
    for name, content in OTHERS.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in OTHERS]


def _copies(folder: Path, sources: Sequence[Path], count: int) -> list[Path]:
    paths = []
    for number, source in zip(range(count), itertools.cycle(sources), strict=False):
        path = folder / str(number) / source.name
        path.parent.mkdir(parents=True)
        shutil.copyfile(source, path)
        paths.append(path)
    return paths


def _opened(folder: Path, frames: Iterable[Path]) -> int:
    """How many frames of a long sequence are opened; all are names of the same file."""
    frame = next(path for path in frames if path.suffix == ".exr")
    place = folder / "sequence"
    place.mkdir()
    for number in range(FRAMES):
        os.link(frame, place / f"a.{number:06d}.exr")
    (found,) = assets_in(next(walk(os.fsencode(place))).files)
    return read_asset(task_for(os.fsencode(place), Item(found, Verdict.NEW), ProbeLevel.HEADER)).files_opened


if __name__ == "__main__":
    main()
