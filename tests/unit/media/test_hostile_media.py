"""Files that are made to exhaust their reader: each ends in a Reading, soon, and within bounded memory."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assetgraph.demo.media import write_audio, write_video
from assetgraph.errors import MediaError
from assetgraph.media.probes import exiftool
from assetgraph.media.workers import Workers
from assetgraph.model.records import ProbeLevel
from assetgraph.settings import load_settings
from tests.unit.media.crafted import (
    ASCII,
    Entry,
    box,
    exr,
    film,
    id3v2,
    jpeg_bytes,
    long_,
    png,
    png_chunk,
    short,
    sound,
    tiff,
    wav,
)
from tests.unit.media.measuring import Measured, read_measured

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory are told by /proc")

Writer = Callable[[Path], None]
SECONDS_A_FILE = 20
MOST_MEMORY = 3 << 29
ALL_ONES = b"\xff" * 4
SAMPLES = "moov/trak/mdia/minf/stbl"


@dataclass(frozen=True)
class Hostile:
    """A file and how it is made; a slow one is given up at the time limit."""

    name: str
    file: str
    write: Writer
    slow: bool = False


def raw(*parts: bytes) -> Writer:
    """A file of these bytes."""
    return lambda path: path.write_bytes(b"".join(parts)) and None


def bomb(size: int = 100_000_000) -> bytes:
    """A hundred megabytes of zeros, packed."""
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def patched(write: Writer, *patches: tuple[bytes, int, bytes]) -> Writer:
    """A file changed behind the first place where some bytes are found."""

    def change(path: Path) -> None:
        write(path)
        data = bytearray(path.read_bytes())
        for mark, offset, said in patches:
            start = data.index(mark) + offset
            data[start : start + len(said)] = said
        path.write_bytes(data)

    return change


def moving(codec: str) -> Writer:
    """A short film, its container by the ending."""
    return lambda path: write_video(path, codec=codec, width=256, height=144, frames=8, frame_rate="25/1")


def tone(path: Path) -> None:
    """A short sound, its container by the ending."""
    write_audio(path, duration_s=0.5, bit_depth=16)


def nested(depth: int) -> bytes:
    """Boxes one in another; lengths are those of what is inside."""
    return b"".join(struct.pack(">I4s", 8 * (depth - level), b"moov") for level in range(depth))


def samples(size: int, count: int, in_chunk: int) -> Writer:
    """A film whose tables claim so many samples of one size."""
    return film(
        patches=[
            (f"{SAMPLES}/stsz", 4, struct.pack(">II", size, count)),
            (f"{SAMPLES}/stsc", 12, struct.pack(">I", in_chunk)),
            (f"{SAMPLES}/stts", 8, struct.pack(">I", count)),
        ]
    )


def large_matroska(*elements: bytes) -> bytes:
    """The head of a Matroska file, then these elements in a segment of unknown length."""
    head = b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska"
    return head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + b"".join(elements)


def element_nest(depth: int) -> bytes:
    """Tags in tags, as Matroska allows."""
    nest = b""
    for _ in range(depth):
        nest = b"\x67\xc8" + (1 << 56 | len(nest)).to_bytes(8, "big") + nest
    target = b"\x73\x73" + (1 << 56 | len(nest)).to_bytes(8, "big") + nest
    return b"\x12\x54\xc3\x67" + (1 << 56 | len(target)).to_bytes(8, "big") + target


def channel_list(count: int) -> bytes:
    """Channels of an EXR."""
    return b"".join(b"c%07d\0" % number + struct.pack("<IIII", 1, 0, 1, 1) for number in range(count)) + b"\0"


def photoshop(width: int, height: int, *blocks: bytes) -> bytes:
    """A PSD up to its picture."""
    return struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, height, width, 8, 3) + b"".join(blocks)


def jpeg_2000(side: int, tile: int) -> bytes:
    """A codestream of this size, in tiles of that."""
    size = struct.pack(">HHIIIIIIIIH", 41, 0, side, side, 0, 0, tile, tile, 0, 0, 1) + b"\x07\x01\x01"
    coding = b"\xff\x52" + struct.pack(">HBBHBBBBBB", 12, 0, 0, 1, 0, 5, 4, 4, 0, 1)
    quant = b"\xff\x5c" + struct.pack(">HB", 19, 0x40) + bytes(16)
    return (
        b"\xff\x4f\xff\x51" + size + coding + quant + b"\xff\x90" + struct.pack(">HHIBB", 10, 0, 0, 0, 1) + b"\xff\x93"
    )


def jpeg_of(side: int) -> bytes:
    """A JPEG whose frame header claims a square of this side."""
    data = bytearray(jpeg_bytes())
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", side, side)
    return bytes(data)


def dpx_head(*patches: tuple[int, bytes]) -> bytes:
    """A DPX header of eight kilobytes."""
    head = bytearray(8192)
    struct.pack_into(">4sI8sII", head, 0, b"SDPX", 8192, b"V2.0", 8192, 1)
    struct.pack_into(">HHII", head, 768, 0, 1, 64, 48)
    struct.pack_into(">BBBBHH", head, 800, 50, 2, 2, 10, 1, 0)
    for offset, said in patches:
        head[offset : offset + len(said)] = said
    return bytes(head)


def ogg_pages(count: int) -> bytes:
    """Pages of a stream that never ends, none of them complete."""
    page = b"OggS\0\1" + bytes(8) + b"\1\0\0\0" + struct.pack("<I", 7) + bytes(4) + b"\xff" + b"\xff" * 255 + bytes(255)
    return page * count


MP4 = box(b"ftyp", b"isom\0\0\0\0isom")
HEIC = box(b"ftyp", b"heic\0\0\0\0heicmif1")
METADATA_SET = b"\x06\x0e\x2b\x34\x02\x53"
INFORMATION = b"\x15\x49\xa9\x66\x01"
LOOPED = b"II*\0\x08\0\0\0\0\0\x08\0\0\0"
GIF_FRAME = b"\x2c" + struct.pack("<4HB", 0, 0, 65535, 65535, 0) + b"\x08\x01\x00\x00"
GIF_HEAD = b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0xF7, 0, 0) + bytes(768)

CASES = (
    Hostile("PNG of 60000 x 60000", "a.png", png(width=60_000, height=60_000)),
    Hostile("PNG of 2^31-1 squared", "a.png", png(width=2**31 - 1, height=2**31 - 1)),
    Hostile("PNG text of 100 MB", "a.png", png(png_chunk(b"zTXt", b"Comment\0\0" + bomb()))),
    Hostile("PNG international text of 100 MB", "a.png", png(png_chunk(b"iTXt", b"Comment\0\1\0\0\0" + bomb()))),
    Hostile("PNG texts of 100 MB, eight times", "a.png", png(*[png_chunk(b"zTXt", b"Comment\0\0" + bomb())] * 8)),
    Hostile("PNG profile of 100 MB", "a.png", png(png_chunk(b"iCCP", b"icc\0\0" + bomb()))),
    Hostile("PNG of 20000 texts", "a.png", png(png_chunk(b"tEXt", b"Comment\0x") * 20_000)),
    Hostile("PNG chunk of 2 GB", "a.png", png(b"\x7f\xff\xff\xfftEXtComment\0x")),
    Hostile("JPEG of 65500 x 65500", "a.jpg", raw(jpeg_of(65_500))),
    Hostile(
        "JPEG of 30000 segments", "a.jpg",
        raw(jpeg_bytes(*[(0xE1, b"Exif\0\0II*\0\x08\0\0\0")] * 30_000)), slow=True,
    ),
    Hostile("TIFF of 2^31 squared", "a.tif", lambda path: tiff(path, long_(256, 2**31 - 1), long_(257, 2**31 - 1))),
    Hostile("TIFF of 2^32-1 strips", "a.tif", lambda path: tiff(path, Entry(273, 4, b"\x08\0\0\0", 0xFFFFFFFF))),
    Hostile("TIFF strip of 4 GB", "a.tif", lambda path: tiff(path, long_(279, 0xFFFFFFFF))),
    Hostile("TIFF of 65535 samples", "a.tif", lambda path: tiff(path, short(277, 65535))),
    Hostile("TIFF text of 4 GB", "a.tif", lambda path: tiff(path, Entry(270, ASCII, b"\x08\0\0\0", 0xFFFFFFFF))),
    Hostile("TIFF directory that follows itself", "a.tif", raw(LOOPED)),
    Hostile("TIFF of 65535 entries", "a.tif", raw(b"II*\0\x08\0\0\0\xff\xff", bytes(12 * 65535))),
    Hostile("BigTIFF of 2^63 entries", "a.tif", raw(b"II+\0\x08\0\0\0\x10", bytes(7), b"\xff" * 7, b"\x7f", bytes(64))),
    Hostile("EXR of 2^32 squared", "a.exr", exr(window=(-(2**31), -(2**31), 2**31 - 1, 2**31 - 1))),
    Hostile("EXR of 2^30 squared", "a.exr", exr(window=(0, 0, 2**30, 2**30))),
    Hostile("EXR of a million channels", "a.exr", exr(("channels", "chlist", channel_list(1_000_000)))),
    Hostile(
        "EXR attribute of 2 GB", "a.exr",
        patched(exr(("owner", "string", b"me")), (b"owner\0string\0", 13, b"\xff\xff\xff\x7f")),
    ),
    Hostile(
        "EXR of 100000 attributes", "a.exr",
        exr(*((f"a{number}", "string", b"x") for number in range(100_000))),
    ),
    Hostile("DPX of 2^32-1 squared", "a.dpx", raw(dpx_head((772, b"\xff" * 8)))),
    Hostile("DPX of 65535 elements", "a.dpx", raw(dpx_head((770, b"\xff\xff")))),
    Hostile("DPX of all ones", "a.dpx", raw(b"SDPX", b"\xff" * 8188)),
    Hostile("PSD of 30000 x 30000", "a.psd", raw(photoshop(30_000, 30_000, bytes(12), b"\0\1", bytes(100)))),
    Hostile(
        "PSD resources of 4 GB", "a.psd",
        raw(photoshop(64, 48, bytes(4), ALL_ONES, b"8BIM\x04\x04\0\0", ALL_ONES)),
    ),
    Hostile(
        "PSD of 32767 layers", "a.psd",
        raw(photoshop(64, 48, bytes(8), b"\x7f\xff\xff\xff" * 2, b"\x7f\xff", bytes(5000))),
    ),
    Hostile("GIF of 65535 squared, 20000 times", "a.gif", raw(GIF_HEAD, GIF_FRAME * 20_000, b";")),
    Hostile("WebP of 2^24 squared", "a.webp", raw(b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0", b"\xff" * 6)),
    Hostile("JPEG 2000 of 2^32 squared in tiles of 1", "a.j2k", raw(jpeg_2000(2**32 - 1, 1))),
    Hostile("JPEG 2000 of 2^16 squared in tiles of 1", "a.j2k", raw(jpeg_2000(2**16, 1))),
    Hostile("HEIC of boxes in boxes", "a.heic", raw(HEIC, box(b"meta", bytes(4) + nested(10_000)))),
    Hostile("HEIC of 2^32 items", "a.heic", raw(HEIC, box(b"meta", bytes(4) + box(b"iinf", b"\1\0\0\0" + ALL_ONES)))),
    Hostile("wave chunk beyond the file", "a.wav", wav((b"JUNK", b"x"), told=0xFFFFFFF0)),
    Hostile("wave of 200000 chunks", "a.wav", wav(*[(b"JUNK", b"")] * 200_000)),
    Hostile("AIFF chunk beyond the file", "a.aiff", raw(b"FORM", ALL_ONES, b"AIFFCOMM\x7f\xff\xff\xff", bytes(64))),
    Hostile("MP4 of 2^32-1 samples", "a.mp4", film(codec="h264", patches=[(f"{SAMPLES}/stsz", 8, ALL_ONES)])),
    Hostile("MP4 of 2^32-1 times", "a.mp4", film(codec="h264", patches=[(f"{SAMPLES}/stts", 4, ALL_ONES)])),
    Hostile("MOV of 40 million samples in a chunk", "a.mov", samples(1, 40_000_000, 40_000_000)),
    Hostile("MOV of 170 million samples in a chunk", "a.mov", samples(1, 170_000_000, 170_000_000)),
    Hostile("MP4 box of all the rest", "a.mp4", raw(MP4, b"\0\0\0\0moov", bytes(1000))),
    Hostile("MP4 box of 2^63", "a.mp4", raw(MP4, b"\0\0\0\1moov\x7f", b"\xff" * 7, bytes(1000))),
    Hostile("MP4 boxes of 2^64 in one another", "a.mp4", raw(MP4, (b"\0\0\0\1moov" + b"\xff" * 8) * 10)),
    Hostile("MP4 boxes of 1 byte", "a.mp4", raw(MP4, b"\0\0\0\1moov" * 10_000)),
    Hostile("MP4 of 10000 boxes in boxes", "a.mp4", raw(MP4, nested(10_000))),
    Hostile("MP4 of 200000 empty boxes", "a.mp4", raw(MP4, box(b"moov", box(b"trak", b"") * 200_000))),
    Hostile("Matroska element of 2^56", "a.mkv", raw(large_matroska(INFORMATION + b"\xff" * 6 + b"\xfe", bytes(1000)))),
    Hostile(
        "Matroska text of 2^40", "a.mkv",
        raw(large_matroska(INFORMATION + b"\xff" * 7, b"\x7b\xa9\x01\0\1" + bytes(5), bytes(1000))),
    ),
    Hostile("Matroska of 5000 tags in tags", "a.mkv", raw(large_matroska(element_nest(5000)))),
    Hostile("MXF lengths of 2^63", "a.mxf", patched(moving("dnxhr"), (METADATA_SET, 16, b"\x88\x7f" + b"\xff" * 7))),
    Hostile("MXF lengths of 2^31", "a.mxf", patched(moving("dnxhr"), (METADATA_SET, 16, b"\x84\x7f" + b"\xff" * 3))),
    Hostile("AVI index of 4 GB", "a.avi", patched(moving("mjpeg"), (b"idx1", 4, ALL_ONES))),
    Hostile("AVI list of 4 GB", "a.avi", patched(moving("mjpeg"), (b"LIST", 4, ALL_ONES))),
    Hostile("transport stream of sync bytes", "a.ts", raw((b"\x47" + b"\xff" * 187) * 50_000)),
    Hostile("transport stream of tables", "a.ts", raw((b"\x47\x40\0\x10\0\0\xb0\xff" + bytes(180)) * 50_000)),
    Hostile("Ogg without end", "a.ogg", raw(ogg_pages(10_000))),
    Hostile("FLAC picture of 16 MB", "a.flac", patched(tone, (b"fLaC", 42, b"\x06\xff\xff\xff"))),
    Hostile("FLAC of 100000 blocks", "a.flac", raw(b"fLaC\0\0\0\x22", bytes(34), b"\1\0\0\0" * 100_000)),
    Hostile("ID3 frame of 256 MB", "a.mp3", sound(prefix=b"ID3\4\0\0\x7f\x7f\x7f\x7fAPIC\x7f\x7f\x7f\x7f\0\0")),
    Hostile("ID3 of 50000 frames", "a.mp3", sound(prefix=id3v2([(b"TXXX", b"\0a\0b")] * 50_000))),
)  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    settings = load_settings()
    with Workers(1, SECONDS_A_FILE, exiftool.find_exiftool(settings.exiftool, settings.cache)) as workers:
        yield workers


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.name, marks=[pytest.mark.slow] if case.slow else []) for case in CASES],
)
def test_workers_when_a_file_is_hostile_then_it_is_read_or_refused_within_bounds(
    tmp_path: Path, case: Hostile, pool: Workers
) -> None:
    path = tmp_path / case.file
    case.write(path)
    levels = (ProbeLevel.HEADER,) if case.slow else (ProbeLevel.HEADER, ProbeLevel.FULL)
    for _, told in pool.map(read_measured, [(level, (str(path), level), 1) for level in levels]):
        if isinstance(told, MediaError):
            assert told.reason
            assert told.next_step
            continue
        assert isinstance(told, Measured)
        assert told.seconds < SECONDS_A_FILE
        assert told.peak_bytes < MOST_MEMORY
        assert told.reading.problems or told.reading.metadata
        assert all(problem.reason and problem.next_step for problem in told.reading.problems)
