"""Real files of others: each ends in a Reading within the limits; photographs agree with a second reader.

The files are found by ASSETGRAPH_SAMPLES, else beside the checkout; without them these tests are skipped.
"""

from __future__ import annotations

import contextlib
import os
import resource
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import av
import OpenImageIO
import pytest
from pebble import ProcessPool

from assetgraph.media.embedded.plain import NotPlain
from assetgraph.media.formats import HEAD_BYTES, sniff
from assetgraph.media.probes import embedded, exiftool
from assetgraph.media.reading import read_media
from assetgraph.model.records import Kind, ProbeLevel, Reading

REPOSITORY = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("ASSETGRAPH_SAMPLES", REPOSITORY.parent / "shared" / "samples"))
SECONDS_A_FILE = 20
MOST_MEMORY = 8 << 30
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES}: set ASSETGRAPH_SAMPLES")


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(max_workers=2, initializer=limit_memory) as workers:
        yield workers


def read_all(pool: ProcessPool, folder: str, level: ProbeLevel) -> dict[Path, Reading]:
    """Read every file below a sample folder; a crash, a hang or any exception fails the test."""
    paths = sorted(path for path in (SAMPLES / folder).rglob("*") if path.is_file())
    futures = {
        path: pool.schedule(read_media, args=[str(path)], kwargs={"level": level}, timeout=SECONDS_A_FILE)
        for path in paths
    }
    assert futures, f"no files in {folder}"
    return {path: future.result() for path, future in futures.items()}


@pytest.mark.parametrize("level", [ProbeLevel.HEADER, ProbeLevel.FULL])
@pytest.mark.parametrize("folder", ["damaged", "camera-headers", "images", "photos", "imf"])
def test_samples_when_read_then_each_ends_in_a_reading(pool: ProcessPool, folder: str, level: ProbeLevel) -> None:
    for path, reading in read_all(pool, folder, level).items():
        assert not reading.failed or reading.problems, path
        assert all(problem.reason and problem.next_step for problem in reading.problems), path
        assert set(reading.sources) == set(reading.metadata), path
        Reading.model_validate_json(reading.model_dump_json())


def test_formats_when_said_to_be_proven_on_real_files_then_they_are_read() -> None:
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file() and "damaged" not in path.parts):
        with path.open("rb") as stream:
            row = sniff(stream.read(HEAD_BYTES), path.name).format
        if row:
            found[row.name].append(path)
    for name in (Path(__file__).parent / "formats.txt").read_text("utf-8").split():
        readings = (read_media(str(path), level=ProbeLevel.HEADER) for path in found[name])
        assert any(not reading.problems and reading.metadata for reading in readings), name


def test_samples_when_damaged_exr_then_most_are_refused_and_none_gives_an_absurd_size(pool: ProcessPool) -> None:
    readings = [
        reading for reading in read_all(pool, "damaged", ProbeLevel.FULL).values() if reading.format == "openexr"
    ]
    assert len(readings) >= 40
    assert sum(reading.failed for reading in readings) >= 30
    assert all(reading.metadata.get("width", 1) <= 1 << 20 for reading in readings)


@pytest.mark.skipif(exiftool.version() is None, reason="exiftool is not installed")
def test_samples_when_photographs_then_size_and_camera_agree_with_a_second_reader(pool: ProcessPool) -> None:
    readings = read_all(pool, "photos", ProbeLevel.HEADER)
    with_camera = 0
    for path, reading in readings.items():
        assert reading.kind is Kind.IMAGE
        assert not reading.failed, path
        assert (reading.metadata["width"], reading.metadata["height"]) == size_by_ffmpeg(path), path.name
        for name, stated in (("camera_make", "Make"), ("camera_model", "Model")):
            second = by_openimageio(path, stated)
            if second and second.isprintable() and second.isascii():
                with_camera += 1
                assert reading.metadata.get(name) == second, path.name
    assert with_camera >= 100


@pytest.mark.skipif(exiftool.version() is None, reason="exiftool is not installed")
def test_samples_when_plain_then_our_reader_says_what_exiftool_says() -> None:
    compared = 0
    for path in sorted(path for path in SAMPLES.rglob("*.*") if path.is_file()):
        with path.open("rb") as stream:
            row = sniff(stream.read(HEAD_BYTES), path.name).format
        if row is None or "embedded" not in row.probes:
            continue
        with contextlib.suppress(NotPlain):
            ours = embedded.probe(str(path), ProbeLevel.HEADER, row)
            theirs = exiftool.probe(str(path), ProbeLevel.HEADER, row)
            # Of size and colour profile another tool tells.
            for name in (ours.keys() | theirs.keys()) - {"embedded", "width", "height", "icc_profile"}:
                one, other = ours.get(name), theirs.get(name)
                same = one == pytest.approx(other) if isinstance(one, float) else one == other
                assert same, (path.name, name, one, other)
            compared += 1
    assert compared >= 400


def size_by_ffmpeg(path: Path) -> tuple[int, int]:
    with av.open(f"file:{path}", format="jpeg_pipe") as container:
        context = container.streams.video[0].codec_context
        return context.width, context.height


def by_openimageio(path: Path, name: str) -> str | None:
    picture = OpenImageIO.ImageInput.open(str(path))
    value = picture.spec().getattribute(name)
    picture.close()
    return str(value).strip() if value else None
