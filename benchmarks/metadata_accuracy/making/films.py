"""DPX (SMPTE 268M) and Cineon by hand, so that every field of the header is as asked."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.metadata_accuracy.making.encoding import str_rational
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Sample, Truth

UNSET = 0xFFFFFFFF
DPX_HEADER, CINEON_HEADER = 2048, 1024
RGB, RGBA = 50, 51
FILLED = 1


@dataclass(frozen=True)
class Film:
    """A scan as asked for; what is None is left unset in the header."""

    name: str
    bits: int
    width: int = 96
    height: int = 64
    channels: int = 3
    aspect: tuple[int, int] | None = None
    timecode: str | None = None
    rate: float | None = None
    created: str | None = None
    order: str = ">"

    @property
    def samples(self) -> int:
        """Numbers in the picture."""
        return self.width * self.height * self.channels

    def truth(self) -> Truth:
        """What a reader must say."""
        aspect = Fraction(*self.aspect) if self.aspect else Fraction(1)
        facts: Truth = {
            "width": self.width, "height": self.height, "display_width": round(self.width * aspect),
            "display_height": self.height, "bit_depth": self.bits, "has_alpha": self.channels == 4,
            "sample_format": "uint8" if self.bits == 8 else "uint16",
            "channel_names": list("RGBA"[: self.channels]),
        }  # fmt: skip
        facts |= {"pixel_aspect_ratio": str_rational(aspect)} if self.aspect else {}
        facts |= {"timecode": self.timecode} if self.timecode else {}
        facts |= {"frame_rate": str_rational(Fraction(self.rate))} if self.rate else {}
        if self.created:
            date, clock = self.created[:10].replace(":", "-"), self.created[11:]
            facts |= {"created_local": f"{date}T{clock}"}
        return facts


FILMS: dict[str, tuple[Film, ...]] = {
    "dpx": (
        Film("ten.dpx", 10),
        Film("eight.dpx", 8, width=97, height=65),
        Film("sixteen.dpx", 16),
        Film("twelve.dpx", 12, timecode="10:20:30:12", rate=25.0, created="2024:05:06:07:08:09"),
        Film("squeezed.dpx", 10, aspect=(2, 1), timecode="01:00:00:00", rate=24.0),
        Film("alpha.dpx", 10, channels=4),
        Film("little.dpx", 10, order="<"),
    ),
    "cineon": (Film("scan.cin", 10), Film("odd.cin", 10, width=97, height=65)),
}


def write_films(shop: Workshop, format_name: str, films: tuple[Film, ...]) -> Iterator[Sample]:
    """All files of one format of the table."""
    write = write_dpx if format_name == "dpx" else write_cineon
    for film in films:
        path = shop.place(format_name, film.name)
        write(path, film)
        yield Sample(format_name, path, film.truth())


def write_dpx(path: Path, film: Film) -> None:
    """Generic, picture, film and television headers, then a gradient."""
    head = bytearray(b"\xff" * DPX_HEADER)
    order = film.order

    def put(offset: int, kind: str, *values: object) -> None:
        struct.pack_into(order + kind, head, offset, *values)

    pixels = _pixels(film)
    put(0, "4s", b"SDPX" if order == ">" else b"XPDS")
    put(4, "I8sII", DPX_HEADER, b"V2.0", DPX_HEADER + len(pixels), 1)
    put(24, "III", 1664, 384, 0)
    put(36, "100s24s100s200s200s", path.name.encode(), (film.created or "").encode(), b"", b"", b"")
    put(768, "HHII", 0, 1, film.width, film.height)
    packing = FILLED if film.bits in {10, 12} else 0
    put(780, "I", 0)
    put(800, "BBBBHHIII", RGBA if film.channels == 4 else RGB, 2, 2, film.bits, packing, 0, DPX_HEADER, 0, 0)
    head[820:852] = bytes(32)
    put(1408, "IIffII", 0, 0, 0.0, 0.0, film.width, film.height)
    head[1432:1628] = bytes(196)
    put(1628, "II", *(film.aspect or (UNSET, UNSET)))
    # Texts of the film header are empty, its numbers unset.
    head[1664:1712] = bytes(48)
    if film.timecode:
        put(1920, "I", int(film.timecode.replace(":", ""), 16))
    if film.rate:
        put(1940, "f", film.rate)
    path.write_bytes(head + pixels)


def write_cineon(path: Path, film: Film) -> None:
    """Three channels of ten bits in a word."""
    head = bytearray(b"\xff" * CINEON_HEADER)
    pixels = _pixels(film)
    struct.pack_into(">IIIIII", head, 0, 0x802A5FD7, CINEON_HEADER, CINEON_HEADER, 0, 0, CINEON_HEADER + len(pixels))
    struct.pack_into(">8s100s12s12s36x", head, 24, b"V4.5", path.name.encode(), b"", b"")
    struct.pack_into(">BBxx", head, 192, 0, 3)
    for channel in range(3):
        struct.pack_into(
            ">BBBxIIffff", head, 196 + 28 * channel, 0, channel + 1, film.bits, film.width, film.height, 0, 0, 1023, 2
        )
    struct.pack_into(">BBBBII", head, 680, 0, 5, 0, 0, 0, 0)
    path.write_bytes(head + pixels)


def _pixels(film: Film) -> bytes:
    values = [index * 7 % (1 << film.bits) for index in range(film.samples)]
    order = film.order
    if film.bits == 10:
        words = [
            sum(part << 22 - 10 * place for place, part in enumerate(values[start : start + 3]))
            for start in range(0, len(values), 3)
        ]
        return struct.pack(f"{order}{len(words)}I", *words)
    if film.bits == 12:
        values = [value << 4 for value in values]
    return struct.pack(f"{order}{len(values)}{'B' if film.bits == 8 else 'H'}", *values)
