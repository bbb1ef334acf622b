"""Messages of HDR10+ for each picture of an H.265 stream: SMPTE ST 2094-40 in user data of ITU-T T.35.

Source: the syntax table of ST 2094-40 and clause D.2.6 of ITU-T H.265. FFmpeg is the second reader.
"""

from __future__ import annotations

import re
from typing import Any

import av

_START = b"\0\0\0\1"
_SEI, _USER_DATA_T35 = 39, 4
# United States, Samsung, HDR10+, application 4 of version 1.
_WHOSE = bytes((0xB5, 0x00, 0x3C, 0x00, 0x01, 4, 1))
_FIRST_OTHER_THAN_PICTURE = 32
_PERCENTILES = ((1, 100), (50, 3000), (99, 9000))


def hdr10_plus() -> bytes:
    """A whole unit of the stream, with its start code."""
    bits = _Bits()
    bits.add(2, 1)  # windows
    bits.add(27, 400)  # the screen's brightest, in cd/m2
    bits.add(1, 0)
    for brightest in (8000, 9000, 7000, 3000):  # of red, green and blue, then the average
        bits.add(17, brightest)
    bits.add(4, len(_PERCENTILES))
    for share, light in _PERCENTILES:
        bits.add(7, share)
        bits.add(17, light)
    bits.add(10, 0)
    bits.add(1, 0)
    bits.add(1, 0)  # no tone mapping
    bits.add(1, 0)  # no saturation
    message = _WHOSE + bits.whole()
    unit = bytes((_SEI << 1, 1, _USER_DATA_T35, len(message))) + message + b"\x80"
    # Three zeros in a row would look like a start code.
    return _START + re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\0\0\3", unit)


def before_the_picture(packet: Any, unit: bytes) -> Any:
    """The packet with this unit in front of its first slice."""
    data = bytes(packet)
    slices = (
        found.start()
        for found in re.finditer(rb"\x00?\x00\x00\x01(?=(.))", data, re.DOTALL)
        if found[1][0] >> 1 < _FIRST_OTHER_THAN_PICTURE
    )
    at = next(slices)
    made = av.Packet(data[:at] + unit + data[at:])
    made.stream, made.time_base, made.is_keyframe = packet.stream, packet.time_base, packet.is_keyframe
    made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
    return made


class _Bits:
    """Bits one after the other, the highest first."""

    def __init__(self) -> None:
        self._value, self._length = 0, 0

    def add(self, width: int, value: int) -> None:
        self._value, self._length = self._value << width | value, self._length + width

    def whole(self) -> bytes:
        """As bytes, filled up with zeros."""
        missing = -self._length % 8
        return (self._value << missing).to_bytes((self._length + missing) // 8)
