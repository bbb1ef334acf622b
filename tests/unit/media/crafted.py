"""Files made byte by byte, with whatever a writer got wrong: TIFF directories, chunks, boxes, headers of frames."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import av
import numpy as np
import pillow_heif
from PIL import Image

from assetgraph.demo.media import write_audio, write_dpx, write_video

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SLONG, SRATIONAL = 1, 2, 3, 4, 5, 7, 9, 10
SIZES = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1, SLONG: 4, SRATIONAL: 8}
EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825
WIDTH, HEIGHT = 64, 48
# What stands before the first box inside: of a list of sample entries, and of such an entry of a picture.
HEADERS = {"stsd": 16, "apch": 86}


class Entry:
    """One entry of a TIFF directory: its number, the type that it claims, its bytes."""

    def __init__(self, number: int, kind: int, raw: bytes, count: int | None = None) -> None:
        self.number, self.kind, self.raw = number, kind, raw
        self.count = len(raw) // SIZES.get(kind, 1) if count is None else count


def ascii_(number: int, said: bytes) -> Entry:
    """A text, closed by a zero byte."""
    return Entry(number, ASCII, said + b"\0")


def short(number: int, *values: int) -> Entry:
    """Numbers of sixteen bits."""
    return Entry(number, SHORT, struct.pack(f"<{len(values)}H", *values))


def long_(number: int, *values: int) -> Entry:
    """Numbers of thirty-two bits."""
    return Entry(number, LONG, struct.pack(f"<{len(values)}I", *values))


def ratio(number: int, *values: int, signed: bool = False) -> Entry:
    """Rationals, as numerator, denominator, numerator, denominator ..."""
    kind, sign = (SRATIONAL, "i") if signed else (RATIONAL, "I")
    return Entry(number, kind, struct.pack(f"<{len(values)}{sign}", *values))


def tiff_block(*main: Entry, exif: Iterable[Entry] = (), gps: Iterable[Entry] = (), start: int = 8) -> bytes:
    """A little-endian TIFF block with the directories that EXIF has."""
    block = bytearray(b"II*\0" + struct.pack("<I", start)) + bytes(start - 8)
    pointers: list[tuple[int, int]] = []
    wanted = [(EXIF_POINTER, list(exif)), (GPS_POINTER, list(gps))]
    entries = [*main, *(long_(number, 0) for number, parts in wanted if parts)]
    _directory(block, entries, pointers)
    for number, parts in wanted:
        if parts:
            place = next(place for found, place in pointers if found == number)
            struct.pack_into("<I", block, place, len(block))
            _directory(block, parts, pointers)
    return bytes(block)


def _directory(block: bytearray, entries: list[Entry], pointers: list[tuple[int, int]]) -> None:
    entries = sorted(entries, key=lambda entry: entry.number)
    start = len(block)
    block += struct.pack("<H", len(entries)) + bytes(12 * len(entries) + 4)
    for index, entry in enumerate(entries):
        place = start + 2 + 12 * index
        struct.pack_into("<HHI", block, place, entry.number, entry.kind, entry.count)
        pointers.append((entry.number, place + 8))
        if len(entry.raw) <= 4:
            block[place + 8 : place + 8 + len(entry.raw)] = entry.raw
        else:
            struct.pack_into("<I", block, place + 8, len(block))
            block += entry.raw + bytes(len(entry.raw) % 2)


def tiff(path: Path, *extra: Entry) -> None:
    """A small grey TIFF with these entries besides; one that is given takes the place of the usual one."""
    given = {entry.number for entry in extra}
    usual = [
        long_(256, WIDTH), long_(257, HEIGHT), short(258, 8), short(259, 1), short(262, 1),
        long_(273, 8), short(277, 1), long_(278, HEIGHT), long_(279, WIDTH * HEIGHT),
    ]  # fmt: skip
    entries = [*(entry for entry in usual if entry.number not in given), *extra]
    path.write_bytes(tiff_block(*entries, start=8 + WIDTH * HEIGHT))


def jpeg_bytes(*segments: tuple[int, bytes]) -> bytes:
    """A small JPEG with these segments (marker, content) at its head."""
    stream = io.BytesIO()
    Image.fromarray(np.zeros((HEIGHT, WIDTH, 3), np.uint8)).save(stream, "JPEG")
    plain = stream.getvalue()
    added = b"".join(struct.pack(">BBH", 0xFF, marker, len(said) + 2) + said for marker, said in segments)
    return plain[:2] + added + plain[2:]


def jpeg(path: Path, *segments: tuple[int, bytes]) -> None:
    """Write such a JPEG."""
    path.write_bytes(jpeg_bytes(*segments))


def exif_jpeg(*main: Entry, exif: Iterable[Entry] = (), gps: Iterable[Entry] = ()) -> Callable[[Path], None]:
    """A writer of a JPEG with EXIF."""
    block = tiff_block(*main, exif=exif, gps=gps)
    return lambda path: jpeg(path, exif_segment(block))


def exif_segment(block: bytes) -> tuple[int, bytes]:
    """The segment that holds EXIF."""
    return 0xE1, b"Exif\0\0" + block


def xmp_jpeg(properties: str, *, prolog: str = "", encoding: str = "utf-8") -> Callable[[Path], None]:
    """A writer of a JPEG with XMP."""
    return lambda path: jpeg(path, (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(properties, prolog).encode(encoding)))


def xmp(properties: str, prolog: str = "") -> str:
    """A packet of XMP with these properties."""
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{prolog}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' xmlns:tiff="http://ns.adobe.com/tiff/1.0/">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    )


def iptc_jpeg(*records: tuple[int, int, bytes]) -> Callable[[Path], None]:
    """A writer of a JPEG with IPTC: (record, data set, content)."""
    said = b"".join(struct.pack(">BBBH", 0x1C, *numbers, len(raw)) + raw for *numbers, raw in records)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(said)) + said + bytes(len(said) % 2)
    return lambda path: jpeg(path, (0xED, b"Photoshop 3.0\0" + resource))


def icc_jpeg(profile: bytes) -> Callable[[Path], None]:
    """A writer of a JPEG with this profile of colour."""
    return lambda path: jpeg(path, (0xE2, b"ICC_PROFILE\0\x01\x01" + profile))


def heic(width: int, height: int) -> Callable[[Path], None]:
    """A writer of a HEIC whose box of sizes claims this one."""

    def write(path: Path) -> None:
        pillow_heif.from_bytes("RGB", (WIDTH, HEIGHT), bytes(WIDTH * HEIGHT * 3)).save(path, quality=60)
        data = bytearray(path.read_bytes())
        struct.pack_into(">II", data, data.index(b"ispe") + 8, width, height)
        path.write_bytes(data)

    return write


def png_chunk(name: bytes, said: bytes) -> bytes:
    """A chunk with its length and sum."""
    return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))


def png(*chunks: bytes, width: int = WIDTH, height: int = HEIGHT) -> Callable[[Path], None]:
    """A writer of a PNG of black pixels with these chunks after its head."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(bytes((WIDTH + 1) * HEIGHT))
    content = b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")
    return lambda path: _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def wav_bytes(
    *chunks: tuple[bytes, bytes], rate: int = 48000, data: bytes = bytes(96000), told: int | None = None
) -> bytes:
    """A mono wave of sixteen bits; `told` is the length that the data chunk claims."""
    body = _chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16))
    body += b"".join(_chunk(*chunk) for chunk in chunks)
    body += b"data" + struct.pack("<I", len(data) if told is None else told) + data
    return b"RIFF" + struct.pack("<I", min(4 + len(body), 0xFFFFFFFF)) + b"WAVE" + body


def wav(*chunks: tuple[bytes, bytes], **given: object) -> Callable[[Path], None]:
    """A writer of such a wave."""
    return lambda path: _write(path, wav_bytes(*chunks, **given))  # type: ignore[arg-type]


def _chunk(name: bytes, said: bytes) -> bytes:
    return name + struct.pack("<I", len(said)) + said + bytes(len(said) % 2)


def info(**words: bytes) -> tuple[bytes, bytes]:
    """A LIST chunk of INFO."""
    return b"LIST", b"INFO" + b"".join(_chunk(name.encode(), said + b"\0") for name, said in words.items())


def bext(date: bytes = b"", time: bytes = b"", reference: int = 0, description: bytes = b"") -> tuple[bytes, bytes]:
    """A chunk of broadcast metadata."""
    texts = struct.pack("<256s32s32s10s8s", description, b"Recorder", b"REF", date, time)
    return b"bext", texts + struct.pack("<QH", reference, 1) + bytes(64 + 190)


def box(name: bytes, said: bytes) -> bytes:
    """A box with its length."""
    return struct.pack(">I4s", 8 + len(said), name) + said


def film(
    *, patches: Iterable[tuple[str, int, bytes]] = (), added: Iterable[tuple[str, bytes]] = (), **given: object
) -> Callable[[Path], None]:
    """A writer of a short film, then changed: bytes put over a box's content, boxes put at the end of a box.

    A place is named like "moov/trak/mdia/mdhd".
    """

    def write(path: Path) -> None:
        wish = {"codec": "prores", "width": WIDTH, "height": HEIGHT, "frames": 8, "frame_rate": "25/1"} | given
        write_video(path, **wish)  # type: ignore[arg-type]
        data = bytearray(path.read_bytes())
        for place, offset, raw in patches:
            start = find_boxes(data, place)[-1] + 8 + offset
            data[start : start + len(raw)] = raw
        for place, raw in added:
            starts = find_boxes(data, place)
            end = starts[-1] + struct.unpack_from(">I", data, starts[-1])[0]
            data[end:end] = raw
            for start in starts:
                struct.pack_into(">I", data, start, struct.unpack_from(">I", data, start)[0] + len(raw))
        path.write_bytes(data)

    return write


def find_boxes(data: bytes | bytearray, place: str) -> list[int]:
    """Where the boxes on the way to a place begin."""
    start, end, starts = 0, len(data), []
    for name in place.split("/"):
        while True:
            if start + 8 > end:
                raise ValueError(f"no {name} of {place}")
            length, found = struct.unpack_from(">I4s", data, start)
            if found == name.encode():
                break
            start += length
        starts.append(start)
        end = start + length
        start += HEADERS.get(name, 8)
    return starts


def timecode_track(*, flags: int = 0, frames: int = 25) -> Callable[[Path], None]:
    """A writer of a film from 01:00:00:00 on, whose timecode has these flags and this number of frames a second."""

    def write(path: Path) -> None:
        film(timecode="01:00:00:00")(path)
        data = bytearray(path.read_bytes())
        # The sample entry: name, six zeros, the number of its reference; then flags, scale, duration and frames.
        entry = data.index(b"tmcd" + bytes(6) + b"\0\1")
        struct.pack_into(">I", data, entry + 16, flags)
        data[entry + 28] = frames
        path.write_bytes(data)

    return write


def user_text(name: bytes, said: bytes, language: int = 0) -> bytes:
    """A text of QuickTime's user data."""
    return box(name, struct.pack(">HH", len(said), language) + said)


def keys(words: dict[str, bytes]) -> bytes:
    """QuickTime's metadata by named keys."""
    handler = box(b"hdlr", bytes(8) + b"mdta" + bytes(12) + b"\0")
    names = b"".join(struct.pack(">I4s", 8 + len(key), b"mdta") + key.encode() for key in words)
    named = box(b"keys", struct.pack(">II", 0, len(words)) + names)
    items = b"".join(
        box(struct.pack(">I", index), box(b"data", struct.pack(">II", 1, 0) + said))
        for index, said in enumerate(words.values(), start=1)
    )
    return box(b"meta", handler + named + box(b"ilst", items))


def sound(*, prefix: bytes = b"", suffix: bytes = b"") -> Callable[[Path], None]:
    """A writer of a tone, its container by the ending, with bytes before and after it."""

    def write(path: Path) -> None:
        write_audio(path, duration_s=0.5)
        plain = path.read_bytes()
        # FFmpeg's own tag: its length is in the last of its ten bytes.
        plain = plain[10 + plain[9] :] if plain[:3] == b"ID3" else plain
        path.write_bytes(prefix + plain + suffix)

    return write


def id3v2(frames: Iterable[tuple[bytes, bytes]], version: int = 3) -> bytes:
    """An ID3v2 tag of these frames."""
    body = b"".join(name + struct.pack(">I", len(said)) + b"\0\0" + said for name, said in frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes((version, 0, 0)) + size + body


def id3v1(title: bytes, artist: bytes = b"") -> bytes:
    """An ID3v1 tag."""
    return struct.pack("<3s30s30s30s4s30sB", b"TAG", title, artist, b"", b"", b"", 255)


def ape(words: dict[str, bytes]) -> bytes:
    """An APEv2 tag with a footer."""
    items = b"".join(struct.pack("<II", len(said), 0) + key.encode() + b"\0" + said for key, said in words.items())
    return items + struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(items) + 32, len(words), 0)


def dpx(*patches: tuple[int, bytes]) -> Callable[[Path], None]:
    """A writer of a DPX, then bytes put at places of its header."""

    def write(path: Path) -> None:
        write_dpx(path, width=WIDTH, height=HEIGHT, bit_depth=10)
        data = bytearray(path.read_bytes())
        for offset, raw in patches:
            data[offset : offset + len(raw)] = raw
        path.write_bytes(data)

    return write


def exr_bytes(
    *attributes: tuple[str, str, bytes], window: tuple[int, int, int, int] = (0, 0, 3, 3), aspect: float = 1.0
) -> bytes:
    """A frame of one channel of halves: attributes are (name, type, content)."""
    plane = b"Y\0" + struct.pack("<IIII", 1, 0, 1, 1) + b"\0"
    usual = [
        ("channels", "chlist", plane), ("compression", "compression", b"\0"),
        ("dataWindow", "box2i", struct.pack("<4i", *window)),
        ("displayWindow", "box2i", struct.pack("<4i", 0, 0, 3, 3)), ("lineOrder", "lineOrder", b"\0"),
        ("pixelAspectRatio", "float", struct.pack("<f", aspect)),
        ("screenWindowCenter", "v2f", bytes(8)), ("screenWindowWidth", "float", struct.pack("<f", 1)),
    ]  # fmt: skip
    given = {name for name, *_ in attributes}
    entries = [*(entry for entry in usual if entry[0] not in given), *attributes]
    head = b"\x76\x2f\x31\x01\x02\0\0\0" + b"".join(
        name.encode() + b"\0" + kind.encode() + b"\0" + struct.pack("<I", len(raw)) + raw for name, kind, raw in entries
    )
    lines = [struct.pack("<iI", number, 8) + bytes(8) for number in range(4)]
    start = len(head) + 1 + 8 * len(lines)
    table = b"".join(struct.pack("<Q", start + 16 * number) for number in range(len(lines)))
    return head + b"\0" + table + b"".join(lines)


def exr(*attributes: tuple[str, str, bytes], **given: object) -> Callable[[Path], None]:
    """A writer of such a frame."""
    return lambda path: _write(path, exr_bytes(*attributes, **given))  # type: ignore[arg-type]


def matroska(element: bytes, said: bytes) -> Callable[[Path], None]:
    """A writer of a film with this content in the first such element, cut or filled up to the length that is there."""

    def write(path: Path) -> None:
        with av.open(str(path), "w", options={"fflags": "+bitexact"}) as container:
            container.metadata["title"] = "Tale"
            stream = container.add_stream("ffv1", rate=25, options={"level": "3"})
            stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
            for number in range(8):
                frame = av.VideoFrame.from_ndarray(np.full((HEIGHT * 3 // 2, WIDTH), number, np.uint8), "yuv420p")
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        data = bytearray(path.read_bytes())
        start = data.index(element) + len(element)
        length = data[start] & 0x7F
        data[start + 1 : start + 1 + length] = said.rjust(length, b"\0")[-length:]
        path.write_bytes(data)

    return write
