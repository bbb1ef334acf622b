"""DSF by hand, for which FFmpeg has no writer: one bit a sample, in blocks of 4096 bytes a channel."""

from __future__ import annotations

import struct
from pathlib import Path

from benchmarks.metadata_accuracy.making.encoding import Sound
from benchmarks.metadata_accuracy.samples import Truth

BLOCK = 4096
CHANNEL_TYPES = {1: 1, 2: 2, 6: 7}


def write(path: Path, sound: Sound) -> Truth:
    """Silence, as a pattern of ones and zeros."""
    samples = round(sound.rate * sound.seconds)
    blocks = -(-samples // (8 * BLOCK))
    data = b"\x69" * (blocks * BLOCK * sound.channels)
    form = struct.pack(
        "<4sQIIIIIIQII", b"fmt ", 52, 1, 0, CHANNEL_TYPES[sound.channels], sound.channels, sound.rate, 1,
        samples, BLOCK, 0,
    )  # fmt: skip
    body = form + struct.pack("<4sQ", b"data", 12 + len(data)) + data
    path.write_bytes(struct.pack("<4sQQQ", b"DSD ", 28, 28 + len(body), 0) + body)
    return sound.truth() | {"audio_codec": "dsd_lsbf_planar"}
