"""Memory cards as cameras lay them out: names start anew on each card, and what belongs together is told by rules."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from benchmarks.relations.studio import rushes
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import H264, MP4, MTS, MXF, SMALL
from benchmarks.relations.studio.rushes import Original
from benchmarks.relations.studio.timelines import clock

RATE = Fraction(25)
_SIZE = (64, 36)


def _sony_xml(lot: Lot, clip: Original) -> str:
    """NonRealTimeMeta, as XDCAM and XAVC cameras write beside each clip."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.2.00">'
        f'<TargetMaterial umidRef="060A2B340101010501010D4313000000{lot.fresh():032X}"/>'
        f'<Duration value="{clip.take.frames}"/><LtcChangeTable tcFps="25">'
        f'<LtcChange frameCount="0" value="{clip.start:08d}" status="increment"/></LtcChangeTable>'
        '<CreationDate value="2026-03-02T09:00:00+01:00"/>'
        '<Device manufacturer="Sony" modelName="PXW-FS7" serialNo="0012345"/>'
        "</NonRealTimeMeta>\n"
    )


def xdcam(lot: Lot, card: str, count: int, *, hour: int) -> Iterator[Original]:
    """XAVC on XDCAM: XDROOT/Clip/C0001.MXF with C0001M01.XML, proxies in XDROOT/Sub/C0001S01.MP4."""
    at, clips = hour * 3600 * 25, []
    for number in range(1, count + 1):
        take = lot.take(lot.rng.randrange(40, 70), rate=RATE, start=clock(at, RATE))
        where = lot.movie(f"{card}/XDROOT/Clip/C{number:04d}.MXF", take, MXF, _SIZE, lot.fresh())
        clip = Original(where, take, at)
        lot.goes_with(lot.write(f"{card}/XDROOT/Clip/C{number:04d}M01.XML", _sony_xml(lot, clip)), where)
        clips.append(clip)
        yield rushes.proxy(lot, clip, f"{card}/XDROOT/Sub/C{number:04d}S01.MP4")
        at += take.frames + 500
    _offload(lot, card, [clip.where for clip in clips])


def _offload(lot: Lot, card: str, files: list[str]) -> None:
    """The hash list that a copying program leaves in the card's folder; whether it "refers" is a matter of words."""
    hashes = []
    for where in files:
        data = (lot.root / where).read_bytes()
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        hashes.append(
            f"<hash><file>{where.removeprefix(card + '/')}</file><size>{len(data)}</size><md5>{digest}</md5></hash>"
        )
    name = f"{card}/{card.rpartition('/')[2]}_20260302_090000.mhl"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<hashlist version="1.1">'
    lot.write(name, f"{head}{''.join(hashes)}</hashlist>\n")
    for where in files:
        lot.maybe("REFERENCES", name, where)
        lot.maybe("SIDECAR_OF", name, where)


def xavc_s(lot: Lot, card: str, count: int) -> Iterator[Original]:
    """XAVC S: M4ROOT/CLIP/C0001.MP4 with C0001M01.XML, SUB/C0001S03.MP4 and THMBNL/C0001T01.JPG."""
    base = f"{card}/M4ROOT"
    for number in range(1, count + 1):
        take = lot.take(lot.rng.randrange(40, 70), rate=RATE, start="00:00:00:00")
        where = lot.movie(f"{base}/CLIP/C{number:04d}.MP4", take, MP4, _SIZE)
        clip = Original(where, take, 0)
        lot.goes_with(lot.write(f"{base}/CLIP/C{number:04d}M01.XML", _sony_xml(lot, clip)), where)
        small = f"{base}/SUB/C{number:04d}S03.MP4"
        lot.movie(small, take, MP4, SMALL)
        lot.derived("PROXY", small, where)
        rushes.thumbnail(lot, clip, f"{base}/THMBNL/C{number:04d}T01.JPG")
        yield Original(where, take, 0, small)


def p2(lot: Lot, card: str, count: int) -> Iterator[Original]:
    """P2: one clip is CLIP/0001AB.XML, VIDEO/0001AB.MXF, AUDIO/0001AB00.MXF, ICON/0001AB.BMP and PROXY/0001AB.MP4."""
    base = f"{card}/CONTENTS"
    letters = ("".join(pair) for pair in itertools.product("QRSTUV", "ABCDEFG"))
    for number, pair in zip(range(1, count + 1), letters, strict=False):
        name = f"{number:04d}{pair}"
        take = lot.take(lot.rng.randrange(40, 60), rate=RATE, start="01:00:00:00")
        where = lot.movie(f"{base}/VIDEO/{name}.MXF", take, MXF, _SIZE, lot.fresh())
        clip = Original(where, take, 90_000)
        # Sound is a track of its own; a movie of few pixels stands for it, since the card's rule is about names.
        sound = lot.movie(f"{base}/AUDIO/{name}00.MXF", replace(take, picture=lot.fresh()), MXF, (32, 32), lot.fresh())
        xml = lot.write(
            f"{base}/CLIP/{name}.XML",
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<P2Main xmlns="urn:schemas-Professional-Plug-in:P2:ClipMetadata:v3.1">'
            f"<ClipContent><ClipName>{name}</ClipName><GlobalClipID>{lot.fresh():064X}</GlobalClipID>"
            f"<Duration>{take.frames}</Duration><EditUnit>1/25</EditUnit><EssenceList><Video>"
            "<VideoFormat>MXF</VideoFormat>"
            "</Video><Audio><AudioFormat>MXF</AudioFormat></Audio></EssenceList></ClipContent></P2Main>\n",
        )
        lot.goes_with(xml, where)
        # The clip's XML describes its sound as well; which of the two it "goes with" is a matter of taste.
        lot.maybe("SIDECAR_OF", xml, sound)
        lot.still(f"{base}/ICON/{name}.BMP", take.picture, SMALL)
        lot.derived("THUMBNAIL", f"{base}/ICON/{name}.BMP", where)
        yield rushes.proxy(lot, clip, f"{base}/PROXY/{name}.MP4")


def avchd(lot: Lot, card: str, count: int) -> None:
    """AVCHD: 00000.MTS on each card; CLIPINF/00000.CPI tells of it, in a form of its own."""
    base = f"{card}/PRIVATE/AVCHD/BDMV"
    for number in range(count):
        where = lot.movie(f"{base}/STREAM/{number:05d}.MTS", lot.take(40, rate=RATE), MTS, _SIZE)
        info = lot.write(f"{base}/CLIPINF/{number:05d}.CPI", b"HDMV0100" + lot.fresh().to_bytes(8, "big"))
        lot.maybe("SIDECAR_OF", info, where)


def canon(lot: Lot, card: str, count: int, *, first: int) -> None:
    """A DSLR: MVI_1001.MOV with its THM, IMG_1011.JPG and raw files with XMP; the numbers are no sequence."""
    folder = f"{card}/DCIM/100CANON"
    for number in range(first, first + count):
        where = lot.movie(f"{folder}/MVI_{number}.MOV", lot.take(30, rate=RATE), H264)
        lot.goes_with(lot.still(f"{folder}/MVI_{number}.THM", size=SMALL), where)
        lot.still(f"{folder}/IMG_{number + 10}.JPG")
        raw = lot.still(f"{folder}/IMG_{number + 20}.NEF")
        # Both were written at once. Adobe's programs write XMP beside raw files only: into a JPEG it goes itself.
        lot.still(f"{folder}/IMG_{number + 20}.JPG")
        lot.goes_with(lot.write(f"{folder}/IMG_{number + 20}.xmp", rushes.xmp(lot, "raw")), raw)


def recorder(lot: Lot, folder: str, count: int) -> None:
    """Sound of a field recorder, which counts anew each day."""
    for number in range(1, count + 1):
        lot.sound(f"{folder}/ZOOM{number:04d}.WAV", 2, start=36_000 + 60 * number, tape="")


def red(lot: Lot, card: str, count: int) -> None:
    """RED: a folder a clip (.RDC), the clip in pieces of 4 GB (_001, _002), and its look (.RMD)."""
    for number in range(1, count + 1):
        name = f"A001_C{number:03d}_0302QX"
        folder = f"{card}/A001_0302QX.RDM/{name}.RDC"
        parts = [
            lot.write(f"{folder}/{name}_{part:03d}.R3D", b"\0\0\1\0RED2" + lot.fresh().to_bytes(8, "big") + bytes(400))
            for part in (1, 2)
        ]
        look = lot.write(f"{folder}/{name}.RMD", f"<rmd><clip>{name}</clip><iso>{lot.fresh()}</iso></rmd>\n")
        # The look is the clip's, whose pieces these are: which piece it is told of is a matter of taste.
        for part in parts:
            lot.maybe("SIDECAR_OF", look, part)
