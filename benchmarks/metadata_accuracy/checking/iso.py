"""ISO and QuickTime files by their boxes: sizes, turn, rate, colour, timecode, Dolby Vision."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction

from benchmarks.metadata_accuracy.samples import Sample, Truth

ENDINGS = frozenset((".mov", ".mp4", ".m4v", ".3gp", ".m4a"))
CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
TURNS = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}
VISUAL_HEADER = 78
FIXED_ONE = 1 << 16
DROP = 1


def read(sample: Sample) -> Truth:
    """Facts of the picture's track and the timecode's."""
    if sample.path.suffix not in ENDINGS:
        return {}
    data = sample.path.read_bytes()
    facts: Truth = {}
    for name, body in _boxes(data):
        if name == b"moov":
            for kind, track in _boxes(body):
                if kind == b"trak":
                    facts |= _track(_flat(track), data)
                elif kind == b"mvhd":
                    facts |= _clock(track)
            facts |= _apple(body)
    return facts


def _clock(header: bytes) -> Truth:
    written = struct.unpack_from(">I", header, 4)[0]
    if not written:
        return {}
    return {"created_local": (datetime(1904, 1, 1) + timedelta(seconds=written)).isoformat()}


def _apple(movie: bytes) -> Truth:
    """The texts of a phone: a place as in ISO 6709, and a time with its zone."""
    facts: Truth = {}
    place = re.search(rb"([+-]\d+\.\d+)([+-]\d+\.\d+)([+-]\d+\.?\d*)/", movie)
    if place:
        names = ("gps_latitude_deg", "gps_longitude_deg", "gps_altitude_m")
        facts |= {name: float(part) for name, part in zip(names, place.groups(), strict=True)}
    time = re.search(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d:?\d\d)", movie)
    if time:
        facts["created_local"] = time.group(1).decode()
        facts["created_utc_offset"] = re.sub(r"(\d\d):?(\d\d)", r"\1:\2", time.group(2).decode())
    return facts


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = 0
    while start + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, start)
        if length < 8:
            return
        yield name, data[start + 8 : start + length]
        start += length


def _flat(data: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, body in _boxes(data):
        # The data handler of QuickTime has the same name as the media's, which comes first.
        found.setdefault(name, body)
        if name in CONTAINERS:
            for inner, content in _flat(body).items():
                found.setdefault(inner, content)
    return found


def _track(boxes: dict[bytes, bytes], data: bytes) -> Truth:
    handler = boxes[b"hdlr"][8:12]
    entry = boxes[b"stsd"][8:]
    if handler == b"vide":
        return _shown(boxes) | _rate(boxes) | _entry(entry)
    if handler == b"tmcd":
        return _timecode(boxes, entry, data)
    return {}


def _shown(boxes: dict[bytes, bytes]) -> Truth:
    first, second = struct.unpack_from(">2i", boxes[b"tkhd"], 40)
    return {"rotation_deg": TURNS[first // FIXED_ONE, second // FIXED_ONE]}


def _rate(boxes: dict[bytes, bytes]) -> Truth:
    scale = struct.unpack_from(">I", boxes[b"mdhd"], 12)[0]
    count = struct.unpack_from(">I", boxes[b"stts"], 4)[0]
    if not count:
        # The samples are in fragments, which are not read here.
        return {}
    runs = [struct.unpack_from(">2I", boxes[b"stts"], 8 + 8 * index) for index in range(count)]
    ticks = sum(frames * step for frames, step in runs)
    facts: Truth = {"duration_s": float(Fraction(ticks, scale))}
    if count == 1:
        facts |= {"frame_rate": Fraction(scale, runs[0][1]), "frame_rate_mode": "constant"}
    return facts


def _entry(entry: bytes) -> Truth:
    width, height = struct.unpack_from(">2H", entry, 8 + 24)
    facts: Truth = {"width": width, "height": height}
    length = struct.unpack_from(">I", entry)[0]
    for name, body in _boxes(entry[8 + VISUAL_HEADER : length]):
        if name == b"pasp":
            facts["pixel_aspect_ratio"] = Fraction(*struct.unpack_from(">2I", body))
        elif name == b"colr" and body[:4] in {b"nclc", b"nclx"}:
            facts |= _color(body)
        elif name == b"clli":
            facts["max_cll_nits"], facts["max_fall_nits"] = struct.unpack_from(">2H", body)
        elif name == b"mdcv":
            facts["mastering_display"] = [part / 10_000 for part in struct.unpack_from(">2I", body, 16)]
        elif name in {b"dvcC", b"dvvC"}:
            facts["dolby_vision_profile"] = body[2] >> 1
    return facts


def _color(body: bytes) -> Truth:
    names = ("color_primaries", "color_transfer", "color_matrix")
    facts: Truth = {
        name: code for name, code in zip(names, struct.unpack_from(">3H", body, 4), strict=True) if code != 2
    }
    return facts | ({"color_range": "full" if body[10] >> 7 else "limited"} if body[:4] == b"nclx" else {})


def _timecode(boxes: dict[bytes, bytes], entry: bytes, data: bytes) -> Truth:
    flags, frames_a_second = struct.unpack_from(">I", entry, 20)[0], entry[32]
    offset = struct.unpack_from(">I", boxes[b"stco"], 8)[0]
    frame = struct.unpack_from(">I", data, offset)[0]
    drops = bool(flags & DROP)
    if drops:
        # Two numbers a minute are left out at 30 frames, four at 60, but not in every tenth minute.
        left_out = 2 * (frames_a_second // 30)
        minute = 60 * frames_a_second - left_out
        tens, rest = divmod(frame, 10 * minute + left_out)
        frame += 9 * left_out * tens + left_out * max(0, (rest - left_out) // minute)
    seconds, frame = divmod(frame, frames_a_second)
    parts = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return {"timecode": f"{parts}{';' if drops else ':'}{frame:02}"}
