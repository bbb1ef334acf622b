"""Where JPEG 2000 (ISO 15444-1, JP2) and JPEG XL (ISO 18181-2) files carry EXIF, XMP and IPTC."""

from __future__ import annotations

from assetgraph.media.embedded.blocks import Blocks
from assetgraph.media.embedded.boxes import boxes
from assetgraph.media.embedded.plain import NotPlain, Source

_BARE = (b"\xff\x0a", b"\xff\x4f")
_UUIDS = {
    b"JpgTiffExif->JP2": "exif",
    bytes.fromhex("be7acfcb97a942e89c71999491e3afac"): "xmp",
    bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"): "iptc",
}
_WITHOUT_TAGS = frozenset(
    (b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"JXL ", b"jxlc", b"jxlp", b"jxli", b"jxll", b"jbrd", b"free")
)


def jpeg2000(source: Source) -> Blocks:
    """The boxes with a known UUID; a bare codestream has none."""
    found = Blocks()
    if source.read(0, 2) in _BARE:
        return found
    for kind, start, end in boxes(source, 0, source.size):
        if kind == b"uuid":
            name = _UUIDS.get(source.read(start, 16))
            if name is None:
                raise NotPlain("a box of somebody's own")
            found.add(name, source.read(start + 16, end - start - 16))
        elif kind not in _WITHOUT_TAGS:
            raise NotPlain(f"a box {kind!r}")
    return found


def jpegxl(source: Source) -> Blocks:
    """The boxes of the container; compressed ones are not plain, a bare codestream has none."""
    found = Blocks()
    if source.read(0, 2) in _BARE:
        return found
    for kind, start, end in boxes(source, 0, source.size):
        if kind == b"Exif":
            offset = start + 4 + int.from_bytes(source.read(start, 4))
            found.add("exif", source.read(offset, max(0, end - offset)))
        elif kind == b"xml ":
            found.add("xmp", source.read(start, end - start))
        elif kind not in _WITHOUT_TAGS:
            raise NotPlain(f"a box {kind!r}")
    return found
