"""Where JPEG, PNG, WebP and TIFF files carry EXIF, XMP and IPTC; reads headers and those blocks, never a picture.

Sources: JFIF 1.02 and Exif 2.32 (markers), PNG third edition, the WebP container specification, TIFF 6.0.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assetgraph.media.embedded.exif import Exif
from assetgraph.media.embedded.plain import NotPlain, Source, Tags

_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_SOS, _EOI, _APP0, _APP1, _APP2, _APP13, _APP14 = 0xDA, 0xD9, 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_FRAMES = frozenset((0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF))
_IPTC = 0x0404
_RESOURCES = {_IPTC: "iptc", 0x0422: "exif", 0x0424: "xmp"}
_OTHERS = frozenset((0x0422, 0x0423, 0x0424))
_MOST_SEGMENTS = 1000
_MOST_CHUNKS = 200
_IEND = b"IEND\xaeB`\x82"
_MOST_TEXT = 1 << 20
_MOST_RESOURCES = 8 << 20
_TAIL = 64 * 1024
_PNG_NAMES = {"creation time": "CreationTime"}
_PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf")


@dataclass
class Blocks:
    """The blocks of a file, each once at most, and what its own header says as tags."""

    exif: Callable[[int, int], bytes] | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    tags: Tags = field(default_factory=dict)

    def add(self, name: str, block: bytes) -> None:
        """Keep a block; a second one of its kind is not plain."""
        if getattr(self, name) is not None:
            raise NotPlain(f"two blocks of {name}")
        setattr(self, name, _reader(block) if name == "exif" else block)


def jpeg(source: Source) -> Blocks:
    """The segments before the picture."""
    blocks = Blocks()
    for marker, offset, length in _segments(source):
        if marker in _FRAMES:
            blocks.tags["File:BitsPerSample"] = {"val": str(source.read(offset, 1)[0])}
        elif marker == _APP1:
            _app1(blocks, source.read(offset, length))
        elif marker == _APP13:
            _app13(blocks, source.read(offset, length))
        elif 0xE0 <= marker <= 0xEF and marker not in {_APP0, _APP2, _APP14}:
            raise NotPlain(f"a segment of application {marker - _APP0}")
    if source.read(source.size - 2, 2) != bytes((0xFF, _EOI)):
        raise NotPlain("something behind the picture")
    return blocks


def _segments(source: Source) -> Iterator[tuple[int, int, int]]:
    """(marker, offset, length) of each until the picture begins."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        fill, marker, high, low = source.read(at, 4)
        if fill != 0xFF or marker in {0xFF, 0x00, _EOI}:
            raise NotPlain("a JPEG whose segments do not follow each other")
        if marker == _SOS:
            return
        length = (high << 8 | low) - 2
        yield marker, at + 4, length
        at += 4 + length
    raise NotPlain("too many segments")


def _app1(blocks: Blocks, data: bytes) -> None:
    if data.startswith(_EXIF):
        blocks.add("exif", data[len(_EXIF) :])
    elif data.startswith(_XMP):
        blocks.add("xmp", data[len(_XMP) :])
    else:
        raise NotPlain("another segment of application 1")


def _app13(blocks: Blocks, data: bytes) -> None:
    if not data.startswith(_PHOTOSHOP):
        raise NotPlain("another segment of application 13")
    _resources(blocks, data[len(_PHOTOSHOP) :], {_IPTC: "iptc"})


def _resources(blocks: Blocks, data: bytes, wanted: dict[int, str]) -> None:
    """Photoshop's resources: type, id, a name, the data, each padded to even."""
    at = 0
    while at + 12 <= len(data):
        if data[at : at + 4] != b"8BIM":
            raise NotPlain("resources of another kind")
        number = int.from_bytes(data[at + 4 : at + 6])
        at += 6 + (data[at + 6] + 2) // 2 * 2
        length = int.from_bytes(data[at : at + 4])
        value = data[at + 4 : at + 4 + length]
        if len(value) != length or number in _OTHERS - wanted.keys():
            raise NotPlain("resources that are cut, or hold other blocks")
        if number in wanted:
            blocks.add(wanted[number], value)
        at += 4 + (length + 1) // 2 * 2


def png(source: Source) -> Blocks:
    """The chunks before the picture; texts behind it are not plain."""
    blocks = Blocks()
    at = 8
    in_picture = False
    for _ in range(_MOST_CHUNKS):
        head = source.read(at, 8)
        length, kind = int.from_bytes(head[:4]), head[4:]
        if kind == b"IEND":
            if at + 12 != source.size:
                raise NotPlain("something behind the picture")
            return blocks
        if kind == b"IHDR":
            blocks.tags["PNG:BitDepth"] = {"val": str(source.read(at + 16, 1)[0])}
        elif kind in _PNG_TEXTS:
            if in_picture or length > _MOST_TEXT:
                raise NotPlain("a long text, or one behind the picture")
            _png_text(blocks, kind, source.read(at + 8, length))
        in_picture = in_picture or kind == b"IDAT"
        at += 12 + length
    # A large picture in small pieces: texts could only follow its last piece.
    tail = source.read(source.size - _TAIL, _TAIL)
    if not tail.endswith(_IEND) or b"IDAT" not in tail or any(kind in tail for kind in _PNG_TEXTS):
        raise NotPlain("too many chunks")
    return blocks


def _png_text(blocks: Blocks, kind: bytes, data: bytes) -> None:
    if kind == b"eXIf":
        blocks.add("exif", data)
        return
    key, _, rest = data.partition(b"\0")
    if key == b"XML:com.adobe.xmp" and kind == b"iTXt" and rest.startswith(b"\0\0\0\0"):
        blocks.add("xmp", rest[4:])
    elif kind == b"tEXt" and not key.lower().startswith(b"raw profile"):
        _say(blocks, key, rest.decode("latin-1"))
    elif kind == b"zTXt" and not key.lower().startswith(b"raw profile"):
        _say(blocks, key, _inflated(rest[1:]).decode("latin-1"))
    else:
        raise NotPlain("a text of another kind")


def _inflated(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    try:
        said = stream.decompress(data, _MOST_TEXT)
    except zlib.error:
        raise NotPlain("a compressed text that is damaged") from None
    if not stream.eof:
        raise NotPlain("a compressed text that is long or cut")
    return said


def _say(blocks: Blocks, key: bytes, said: str) -> None:
    written = key.decode("latin-1")
    name = _PNG_NAMES.get(written.lower()) or "".join(word[:1].upper() + word[1:] for word in written.split())
    if not name.isascii() or not name.isalnum() or f"PNG:{name}" in blocks.tags:
        raise NotPlain("a text of an odd name, or one that is there twice")
    blocks.tags[f"PNG:{name}"] = {"val": said}


def webp(source: Source) -> Blocks:
    """The chunks of the container."""
    blocks = Blocks()
    at = 12
    for _ in range(_MOST_SEGMENTS):
        if at + 8 > source.size:
            return blocks
        head = source.read(at, 8)
        kind, length = head[:4], int.from_bytes(head[4:], "little")
        if kind == b"EXIF":
            block = source.read(at + 8, length)
            blocks.add("exif", block.removeprefix(_EXIF))
        elif kind == b"XMP ":
            blocks.add("xmp", source.read(at + 8, length))
        at += 8 + length + length % 2
    raise NotPlain("too many chunks")


def psd(source: Source) -> Blocks:
    """The image resources, behind the colour modes."""
    depth = int.from_bytes(source.read(22, 2))
    blocks = Blocks(tags={"Photoshop:BitDepth": {"val": str(depth)}})
    at = 30 + int.from_bytes(source.read(26, 4))
    length = int.from_bytes(source.read(at, 4))
    if length > _MOST_RESOURCES:
        raise NotPlain("many resources")
    _resources(blocks, source.read(at + 4, length), _RESOURCES)
    return blocks


def gif(source: Source) -> Blocks:
    """A picture without extensions but those of animation has no tags."""
    at = 13 + _colours(source.read(10, 1)[0])
    for _ in range(_MOST_SEGMENTS):
        introducer = source.read(at, 1)
        if introducer in {b",", b";"}:
            # Extensions may follow each picture; only a file's first one is looked at, and its end.
            tail = source.read(max(0, source.size - _TAIL), min(source.size, _TAIL))
            if b"XMP Data" in tail or source.size > _TAIL:
                raise NotPlain("a large GIF, or one with XMP")
            return Blocks()
        if introducer != b"!" or source.read(at + 1, 1) not in {b"\xf9", b"\xff"}:
            raise NotPlain("an extension of GIF")
        if source.read(at + 1, 1) == b"\xff" and source.read(at + 3, 8) != b"NETSCAPE":
            raise NotPlain("an application's extension of GIF")
        at += 2
        while size := source.read(at, 1)[0]:
            at += 1 + size
        at += 1
    raise NotPlain("too many extensions")


def _colours(flags: int) -> int:
    """Bytes of the table of colours."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def tiff(source: Source) -> Blocks:
    """The fields of the first directory, read where they lie in the file."""
    others = Exif(source.read).blocks()
    return Blocks(source.read, others.get(0x02BC), others.get(0x83BB))


def _reader(block: bytes) -> Callable[[int, int], bytes]:
    def read(offset: int, length: int) -> bytes:
        data = block[offset : offset + length]
        if len(data) != length:
            raise NotPlain("an EXIF block that points beyond its end")
        return data

    return read
