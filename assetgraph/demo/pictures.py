"""Test pictures and test tones as arrays: a moving bar over a gradient, one sine a channel.

Not noise, so that files stay small under any codec. Not here: anything that writes a file.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def moving_bar(width: int, height: int, frame: int, seed: int) -> NDArray[np.float32]:
    """One frame, height x width x 3 in 0..1: another seed gives another picture."""
    tint = np.random.default_rng(seed).uniform(0.2, 0.8, size=3).astype(np.float32)
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    picture = np.stack(
        [
            np.broadcast_to(tint[0] * across, (height, width)),
            np.broadcast_to(tint[1] * down, (height, width)),
            tint[2] * (across + down) / 2,
        ],
        axis=2,
    )
    bar = max(2, width // 16)
    left = (frame * max(2, width // 48) + seed * 7) % width
    picture[:, left : left + bar] = 0.9
    return picture


def to_8_bit(picture: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The same picture as full-range 8-bit values."""
    return np.ascontiguousarray(np.rint(picture * 255).astype(np.uint8))


def tones(sample_rate: int, channels: int, samples: int, start: int = 0) -> NDArray[np.float32]:
    """channels x samples, at -12 dBFS: channel n sounds at 220 * (n + 1) Hz, from sample `start` on."""
    time_s = np.arange(start, start + samples, dtype=np.float64) / sample_rate
    pitches = 220.0 * np.arange(1, channels + 1)[:, None]
    return (0.25 * np.sin(2 * np.pi * pitches * time_s)).astype(np.float32)
