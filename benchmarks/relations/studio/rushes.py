"""What cameras recorded for a production, with proxies, thumbnails, hashes and looks beside or elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import H264, MJPEG, SMALL, Codec, Take
from benchmarks.relations.studio.timelines import Cut, clock


@dataclass(frozen=True)
class Original:
    """A clip of a camera: where it lies, the frame that its timecode starts at, where its proxy lies if it has one."""

    where: str
    take: Take
    start: int
    proxy: str = ""
    reel: str = ""

    @property
    def name(self) -> str:
        return self.where.rpartition("/")[2].partition(".")[0]

    def cut(self, raw: str = "", *, first: int = 4, length: int = 12, proxy: str = "", name: str = "") -> Cut:
        """Some frames of it on a timeline."""
        return Cut(name or self.name, self.start, self.take.frames, first, length, raw, self.reel, proxy)


def record(
    lot: Lot,
    folder: str,
    names: list[str],
    *,
    rate: Fraction = Fraction(24),
    hour: int = 1,
    reel: str = "",
    codec: Codec = MJPEG,
    ending: str = "mov",
) -> Iterator[Original]:
    """A roll: clips one after the other on one clock; without `reel` each clip is a reel of its own, as ARRI has it."""
    at = hour * 3600 * round(rate)
    for name in names:
        frames = lot.rng.randrange(30, 60)
        own = reel or name
        take = lot.take(frames, rate=rate, reel=own, start=clock(at, rate))
        where = lot.movie(f"{folder}/{name}.{ending}", take, codec)
        yield Original(where, take, at, reel=own)
        at += frames + lot.rng.randrange(100, 400)


def proxy(lot: Lot, original: Original, where: str, *, tagged: bool = True) -> Original:
    """A smaller one of the same length; `tagged` ones have reel and timecode too."""
    take = original.take if tagged else Take(original.take.picture, original.take.frames, original.take.rate)
    lot.movie(where, take, H264, SMALL)
    lot.derived("PROXY", where, original.where)
    return Original(original.where, original.take, original.start, where, original.reel)


def false_proxy(lot: Lot, original: Original, where: str) -> str:
    """Named as a proxy of it, but of another take: another picture, another length, other timecode."""
    other = lot.take(original.take.frames + 17, rate=original.take.rate, reel=original.reel, start="22:10:00:00")
    return lot.movie(where, other, H264, SMALL)


def thumbnail(lot: Lot, original: Original, where: str) -> None:
    lot.still(where, original.take.picture, SMALL)
    lot.derived("THUMBNAIL", where, original.where)


def look(lot: Lot, name: str) -> str:
    """A colour decision list."""
    slope = f"{lot.rng.uniform(0.8, 1.2):.4f} {lot.rng.uniform(0.8, 1.2):.4f} {lot.rng.uniform(0.8, 1.2):.4f}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ColorDecisionList xmlns="urn:ASC:CDL:v1.01"><ColorDecision>'
        f'<ColorCorrection id="{name}"><SOPNode><Slope>{slope}</Slope><Offset>0 0 0</Offset><Power>1 1 1</Power>'
        "</SOPNode><SatNode><Saturation>1</Saturation></SatNode></ColorCorrection></ColorDecision></ColorDecisionList>\n"
    )


def correction(lot: Lot, name: str) -> str:
    """A single colour correction (.cc)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ColorCorrection xmlns="urn:ASC:CDL:v1.2" id="{name}"><SOPNode>'
        f"<Slope>{lot.rng.uniform(0.8, 1.2):.4f} 1 1</Slope><Offset>0 0 0</Offset><Power>1 1 1</Power></SOPNode>"
        "</ColorCorrection>\n"
    )


def cube(lot: Lot) -> str:
    """A look-up table of two steps."""
    rows = [f"{r * lot.rng.uniform(0.8, 1):.5f} {g:.5f} {b:.5f}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    return "\n".join(["LUT_3D_SIZE 2", *rows, ""])


def xmp(lot: Lot, title: str) -> str:
    """An XMP packet as a camera or Bridge writes it beside a file."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        f'xmp:Rating="{lot.rng.randrange(1, 6)}"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title} '
        f'{lot.fresh()}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>\n'
    )
