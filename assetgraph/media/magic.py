"""Rules over the first bytes of a file, for the table of formats.

Each function here gives a rule, or is one: it takes the head (up to 64 KiB) and says whether it fits. Rules
never raise, whatever the bytes are. Not here: which format has which rule (formats.py).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

Rule = Callable[[bytes], bool]

QUICKTIME_ATOMS = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
MXF_PARTITION = bytes.fromhex("060e2b34020501010d010201")
TS_SYNC = 0x47
TAG_DNG_VERSION = 0xC612
MP3_RATES = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
MP3_SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def at(offset: int, *prefixes: bytes) -> Rule:
    """One of these byte strings stands at this offset."""
    return lambda head: head.startswith(prefixes, offset)


def riff(form: bytes, *containers: bytes) -> Rule:
    """A RIFF file (or one of its 64-bit cousins) of this form."""
    return lambda head: head[:4] in (containers or (b"RIFF",)) and head[8:12] == form


def brand(*majors: bytes) -> Rule:
    """An ISO base media file whose major brand starts with one of these."""
    return lambda head: head[4:8] == b"ftyp" and head.startswith(majors, 8)


def compatible_brand(major: bytes, *compatible: bytes) -> Rule:
    """An ISO base media file of a generic major brand that names one of these as compatible."""

    def rule(head: bytes) -> bool:
        if head[4:12] != b"ftyp" + major:
            return False
        box = head[16 : min(int.from_bytes(head[:4], "big"), 256)]
        return any(box[index : index + 4] in compatible for index in range(0, len(box), 4))

    return rule


def iso_media(head: bytes) -> bool:
    """An ISO base media file of any brand."""
    return head[4:8] == b"ftyp"


def quicktime_atoms(head: bytes) -> bool:
    """A QuickTime file from before brands."""
    return head[4:8] in QUICKTIME_ATOMS


def mxf(head: bytes) -> bool:
    """A partition pack, after an optional run-in."""
    return MXF_PARTITION in head


def transport_stream(head: bytes) -> bool:
    """Sync bytes at the distance of TS packets (188) or of M2TS packets (192, from byte 4)."""
    return any(
        len(head) > start + 4 * step and all(head[start + step * n] == TS_SYNC for n in range(5))
        for start, step in ((0, 188), (4, 192))
    )


def xml_root(*names: str) -> Rule:
    """An XML document whose root element has one of these names, whatever its namespace."""
    return lambda head: _root_name(head) in names


def text(pattern: str) -> Rule:
    """Text whose beginning matches this regular expression, after a byte order mark and blank lines."""
    compiled = re.compile(pattern.encode("ascii"))
    return lambda head: compiled.match(_plain(head)) is not None


def contains(piece: bytes, within: int = 4096) -> Rule:
    """These bytes stand somewhere near the beginning."""
    return lambda head: piece in head[:within]


def both(*rules: Rule) -> Rule:
    """All of these rules fit."""
    return lambda head: all(rule(head) for rule in rules)


def maya_binary(head: bytes) -> bool:
    """An IFF of Maya's scene kind, with 32-bit or 64-bit sizes."""
    return head.startswith(b"Maya", {b"FOR4": 8, b"FOR8": 16}.get(head[:4], len(head)))


def dng(head: bytes) -> bool:
    """A TIFF whose first directory has the tag DNGVersion."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(head[:4])
    if order is None or len(head) < 8:
        return False
    (offset,) = struct.unpack_from(f"{order}I", head, 4)
    if offset + 2 > len(head):
        return False
    (count,) = struct.unpack_from(f"{order}H", head, offset)
    entries = range(offset + 2, min(offset + 2 + 12 * count, len(head) - 2), 12)
    return any(struct.unpack_from(f"{order}H", head, entry)[0] == TAG_DNG_VERSION for entry in entries)


def mp3(head: bytes) -> bool:
    """Two MPEG audio layer III frames in a row, after an optional ID3 tag and padding."""
    if long_id3(head):
        return True
    start = _after_id3(head)
    while start < len(head) - 4 and head[start] == 0:
        start += 1
    length = _mp3_frame_length(head[start : start + 4])
    following = head[start + length : start + length + 4]
    return length > 0 and (len(following) < 4 or _mp3_frame_length(following) > 0)


def long_id3(head: bytes) -> bool:
    """An ID3 tag that is longer than the head, so that what follows is not known."""
    return _after_id3(head) + 4 > max(len(head), 14)


def _after_id3(head: bytes) -> int:
    """Where an ID3 tag ends, or the last of several; 0 where there is none."""
    end = 0
    while head.startswith(b"ID3", end) and len(head) >= end + 10:
        sizes = zip(head[end + 6 : end + 10], (21, 14, 7, 0), strict=True)
        end += 10 + sum((byte & 0x7F) << shift for byte, shift in sizes)
    return end


def adts(head: bytes) -> bool:
    """An ADTS frame of AAC after an optional ID3 tag, followed by another one or by the end."""
    head = head[_after_id3(head) :]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return False
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    following = head[length : length + 2]
    return length >= 7 and (len(following) < 2 or (following[0] == 0xFF and following[1] & 0xF6 == 0xF0))


def ac3(lowest: int, highest: int) -> Rule:
    """A sync word of (E-)AC-3 with a bit stream id in this range."""
    return lambda head: head.startswith(b"\x0b\x77") and len(head) > 5 and lowest <= head[5] >> 3 <= highest


def portable_anymap(letters: bytes) -> Rule:
    """The P and letter of a Netpbm file, then white space."""
    return lambda head: len(head) > 2 and head[:1] == b"P" and head[1] in letters and head[2:3].isspace()


def _plain(head: bytes) -> bytes:
    """The head as 8-bit text: UTF-16 loses its zero bytes, marks and leading blanks go."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _root_name(head: bytes) -> str | None:
    plain = _plain(head)
    if not plain.startswith(b"<"):
        return None
    found = _ROOT.search(_NOT_AN_ELEMENT.sub(b"", plain))
    return found.group(1).decode("ascii") if found else None


_NOT_AN_ELEMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", re.DOTALL)
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")


def _mp3_frame_length(header: bytes) -> int:
    """Length in bytes of a layer III frame with this header; 0 when it is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or not 1 <= rate <= 14 or sampling == 3:
        return 0
    kilobits = MP3_RATES[3 if version == 3 else 2][rate - 1]
    samples = 144 if version == 3 else 72
    return samples * 1000 * kilobits // MP3_SAMPLING[version][sampling] + (header[2] >> 1 & 1)
