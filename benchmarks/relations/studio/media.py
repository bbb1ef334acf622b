"""Small real media: movies with reel and timecode, frames, stills, sound. Pictures differ from number to number."""

from __future__ import annotations

import io
import re
import struct
import wave
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import OpenImageIO
from PIL import Image

FULL, SMALL = (96, 54), (48, 28)
"""Size of what a camera or a render writes, and of a proxy of it."""
_UMID = re.compile(re.escape(bytes.fromhex("060a2b340101010501010d0013")) + rb".{18}(?=[\0-\x03])", re.DOTALL)


@dataclass(frozen=True)
class Take:
    """What a camera recorded: its picture (a number), frames, rate, reel and start timecode."""

    picture: int
    frames: int
    rate: Fraction = Fraction(24)
    reel: str | None = None
    start: str | None = None

    def cut(self, frames: int) -> Take:
        """The same with another length."""
        return replace(self, frames=frames)


@dataclass(frozen=True)
class Codec:
    name: str
    pixels: str
    container: str
    options: tuple[tuple[str, str], ...] = ()


MJPEG = Codec("mjpeg", "yuvj422p", "mov")
PRORES = Codec("prores_ks", "yuv422p10le", "mov")
H264 = Codec("libx264", "yuv420p", "mov", (("preset", "ultrafast"), ("g", "12")))
MP4 = replace(H264, container="mp4")
MTS = replace(H264, container="mpegts")
MXF = Codec("mpeg2video", "yuv422p", "mxf")


def movie(path: Path, take: Take, codec: Codec = MJPEG, size: tuple[int, int] = FULL, umid: int = 0) -> None:
    """Encode a take; `umid` is the material number of an MXF file."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=codec.container, options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream(codec.name, rate=take.rate, options=dict(codec.options))
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = size[0], size[1] & ~1, codec.pixels
        stream.thread_count = 1
        if take.start:
            stream.metadata["timecode"] = container.metadata["timecode"] = take.start
        if take.reel:
            stream.metadata["reel_name"] = take.reel
        for number, pixels in enumerate(_pictures(take, (size[0], size[1] & ~1))):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, 1 / take.rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    data = buffer.getvalue()
    if codec.container == "mxf":
        data = _UMID.sub(lambda found: found.group()[:13] + umid_tail(umid), data)
    path.write_bytes(data)


def umid_tail(number: int) -> bytes:
    """What follows the 13 bytes that all UMIDs begin with; one more byte tells the packages of a file apart."""
    return bytes(3) + struct.pack(">QI", 0x5354_5544_494F_0000, number) + b"\x01\x02\x03"


def _pictures(take: Take, size: tuple[int, int]) -> Iterator[np.ndarray]:
    """Patches of a colour each that wander to the side; a smaller size shows the same."""
    patches = np.random.default_rng(take.picture).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    rows = np.arange(size[1]) * 6 // size[1]
    columns = np.arange(size[0]) * 8 // size[0]
    whole = patches[rows][:, columns]
    for number in range(take.frames):
        yield np.roll(whole, number * size[0] // 48, 1)


def frame(path: Path, picture: int, number: int, size: tuple[int, int] = (32, 18)) -> None:
    """One frame of a sequence (EXR, DPX, PNG, JPEG by the ending); each differs from the next."""
    pixels = next(_pictures(Take(picture * 10_007 + number, 1), size))
    if path.suffix.lower() in {".png", ".jpg"}:
        Image.fromarray(pixels).save(path)
        return
    spec = OpenImageIO.ImageSpec(size[0], size[1], 3, "half" if path.suffix == ".exr" else "uint16")
    spec.attribute("DateTime", "2026:03:02 10:00:00")
    output = OpenImageIO.ImageOutput.create(str(path))
    if not (
        output
        and output.open(str(path), spec)
        and output.write_image(pixels.astype(np.float32) / 255)
        and output.close()
    ):
        raise OSError(f"{path}: {OpenImageIO.geterror()}")


def still(path: Path, picture: int, size: tuple[int, int] = FULL) -> None:
    """A photograph or thumbnail; raw files of a camera are TIFF files in all but name."""
    image = Image.fromarray(next(_pictures(Take(picture, 1), size)))
    kinds = {".thm": "JPEG", ".nef": "TIFF", ".bmp": "BMP"}
    image.save(path, format=kinds.get(path.suffix.lower()))


def sound(path: Path, number: int, seconds: float = 1.0, *, start: float = 3600.0, tape: str = "") -> None:
    """A WAV file of 8 kHz with the bext chunk of a field recorder."""
    noise = np.random.default_rng(number).integers(-9000, 9000, int(8000 * seconds), dtype=np.int16)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(noise.tobytes())
    texts = (b"", 256), (b"recorder", 32), (tape.encode(), 32), (b"2026-03-02", 10), (b"09:00:00", 8)
    body = b"".join(text.ljust(length, b"\0") for text, length in texts)
    body += struct.pack("<QH", int(start * 8000), 1) + bytes(64 + 190)
    data = buffer.getvalue() + b"bext" + struct.pack("<I", len(body)) + body
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
