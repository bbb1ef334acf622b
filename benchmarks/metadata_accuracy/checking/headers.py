"""Plain headers by their bytes: BMP, TGA, SGI, PNM, PSD, DDS, Radiance, PNG, DPX, Cineon, ISO media pictures."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from fractions import Fraction

from benchmarks.metadata_accuracy.samples import Sample, Truth

UNSET = 0xFFFFFFFF
INTEGERS = {8: "uint8", 10: "uint16", 12: "uint16", 16: "uint16"}
PIXEL_BITS = {8: (8, False), 24: (8, False), 32: (8, True)}
PNG_CHANNELS = {0: False, 2: False, 4: True, 6: True}
AV1_CHROMA = {(0, 0): "4:4:4", (1, 0): "4:2:2", (1, 1): "4:2:0"}
HEVC_CHROMA = {1: "4:2:0", 2: "4:2:2", 3: "4:4:4"}


def read(sample: Sample) -> Truth:
    """Facts of the header; nothing for another ending."""
    reader = READERS.get(sample.path.suffix)
    return reader(sample.path.read_bytes()) if reader else {}


def _sized(width: int, height: int, bits: int, alpha: bool) -> Truth:
    return {
        "width": width, "height": abs(height), "bit_depth": bits, "has_alpha": alpha,
        "sample_format": INTEGERS[max(8, bits)],
    }  # fmt: skip


def _bmp(data: bytes) -> Truth:
    width, height, _, pixel = struct.unpack_from("<iiHH", data, 18)
    return _sized(width, height, *PIXEL_BITS[pixel])


def _tga(data: bytes) -> Truth:
    width, height, pixel = struct.unpack_from("<HHB", data, 12)
    packed = {"compression": "rle"} if data[2] & 8 else {}
    return _sized(width, height, *PIXEL_BITS[pixel]) | packed


def _sgi(data: bytes) -> Truth:
    sample_bytes = data[3]
    width, height, channels = struct.unpack_from(">HHH", data, 6)
    name = data[24:104].split(b"\0")[0].decode()
    return _sized(width, height, 8 * sample_bytes, channels == 4) | {"description": name}


def _pnm(data: bytes) -> Truth:
    width, height, largest = (int(number) for number in re.findall(rb"\d+", data[2:40])[:3])
    return _sized(width, height, largest.bit_length(), False)


def _psd(data: bytes) -> Truth:
    channels, height, width, bits = struct.unpack_from(">HIIH", data, 12)
    return _sized(width, height, bits, channels not in {1, 3})


def _dds(data: bytes) -> Truth:
    height, width = struct.unpack_from("<II", data, 12)
    return _sized(width, height, *PIXEL_BITS[struct.unpack_from("<I", data, 88)[0]])


def _radiance(data: bytes) -> Truth:
    height, width = (int(number) for number in re.findall(rb"-Y (\d+) \+X (\d+)", data)[0])
    return {"width": width, "height": height}


def _png(data: bytes) -> Truth:
    width, height, bits, color = struct.unpack_from(">IIBB", data, 16)
    facts = _sized(width, height, bits, PNG_CHANNELS.get(color, False))
    return facts if color in PNG_CHANNELS else facts | {"has_alpha": b"tRNS" in data}


def _gif(data: bytes) -> Truth:
    width, height = struct.unpack_from("<HH", data, 6)
    return {"width": width, "height": height}


def _dpx(data: bytes) -> Truth:
    order = ">" if data[:4] == b"SDPX" else "<"
    width, height = struct.unpack_from(f"{order}II", data, 772)
    facts = _sized(width, height, data[803], data[800] == 51) | {
        "channel_names": list("RGBA" if data[800] == 51 else "RGB")
    }
    across, down = struct.unpack_from(f"{order}II", data, 1628)
    code, rate = struct.unpack_from(f"{order}I16xf", data, 1920)
    facts |= {"pixel_aspect_ratio": Fraction(across, down)} if across != UNSET else {}
    facts |= {"timecode": re.sub(r"(?<=\d\d)(?=(\d\d)+$)", ":", f"{code:08x}")} if code != UNSET else {}
    return facts | ({"frame_rate": Fraction(rate)} if rate == rate else {})


def _cineon(data: bytes) -> Truth:
    bits, width, height = struct.unpack_from(">BxII", data, 198)
    return _sized(width, height, bits, False) | {"channel_names": list("RGB"[: data[193]])}


def _heic(data: bytes) -> Truth:
    box = data.index(b"hvcC") + 4
    width, height = struct.unpack_from(">II", data, data.index(b"ispe") + 8)
    turn = data.find(b"irot")
    facts: Truth = {"rotation_deg": (360 - 90 * (data[turn + 4] & 3)) % 360} if turn >= 0 else {}
    facts |= {"width": width, "height": height}
    facts |= {"bit_depth": 8 + (data[box + 17] & 7), "chroma_subsampling": HEVC_CHROMA[data[box + 16] & 3]}
    return facts | _nclx(data)


def _avif(data: bytes) -> Truth:
    flags = data[data.index(b"av1C") + 4 + 2]
    depth = 8 + 2 * (flags >> 6 & 1) + 2 * (flags >> 5 & 1)
    return {"bit_depth": depth, "chroma_subsampling": AV1_CHROMA[flags >> 3 & 1, flags >> 2 & 1]} | _nclx(data)


def _nclx(data: bytes) -> Truth:
    place = data.find(b"colrnclx")
    if place < 0:
        return {}
    primaries, transfer, matrix, flags = struct.unpack_from(">HHHB", data, place + 8)
    return {
        "color_primaries": primaries, "color_transfer": transfer, "color_matrix": matrix,
        "color_range": "full" if flags >> 7 else "limited",
    }  # fmt: skip


READERS: dict[str, Callable[[bytes], Truth]] = {
    ".bmp": _bmp, ".tga": _tga, ".sgi": _sgi, ".rgba": _sgi, ".ppm": _pnm, ".pgm": _pnm, ".psd": _psd, ".psb": _psd,
    ".dds": _dds, ".hdr": _radiance, ".png": _png, ".gif": _gif, ".dpx": _dpx, ".cin": _cineon, ".heic": _heic,
    ".avif": _avif,
}  # fmt: skip
