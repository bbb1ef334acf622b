"""Pictures and tones as arrays: a gradient with a bar that moves, one sine a channel; small under any codec."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def gradient(width: int, height: int, channels: int = 3, shift: int = 0) -> NDArray[np.float32]:
    """height x width x channels in 0..1, with a bright bar at `shift`."""
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    planes = [(across * (1 + index) + down) / (2 + index) * np.ones((height, width)) for index in range(channels)]
    picture = np.stack(planes, axis=2).astype(np.float32)
    left = shift * 3 % width
    picture[:, left : left + 4] = 0.9
    return picture


def as_integers(picture: NDArray[np.float32], bits: int = 8) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """The same picture as whole numbers of so many bits."""
    scaled = np.rint(picture * ((1 << bits) - 1))
    return np.ascontiguousarray(scaled.astype(np.uint8 if bits <= 8 else np.uint16))


def tones(rate: int, channels: int, samples: int, start: int = 0) -> NDArray[np.float32]:
    """channels x samples at -12 dBFS, from sample `start` on."""
    time_s = np.arange(start, start + samples, dtype=np.float64) / rate
    pitches = 220.0 * np.arange(1, channels + 1)[:, None]
    return (0.25 * np.sin(2 * np.pi * pitches * time_s)).astype(np.float32)
