"""Metadata as no standard has it: each case ends in the value that is meant, a conflict or a problem.

Never in a value that cannot be, and never in a crash. What the file literally says stays among `embedded`.
"""

from __future__ import annotations

import json
import math
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assetgraph.api import inspect
from assetgraph.media.charsets import in_its_charset
from assetgraph.media.probes import exiftool
from assetgraph.media.reading import read_media
from assetgraph.model.records import ProbeLevel, Reading
from tests.unit.media.crafted import (
    ASCII,
    BYTE,
    EXIF_POINTER,
    GPS_POINTER,
    HEIGHT,
    WIDTH,
    Entry,
    ape,
    ascii_,
    bext,
    box,
    dpx,
    exif_jpeg,
    exif_segment,
    exr,
    film,
    heic,
    icc_jpeg,
    id3v1,
    id3v2,
    info,
    iptc_jpeg,
    jpeg,
    keys,
    long_,
    matroska,
    png,
    png_chunk,
    ratio,
    short,
    sound,
    tiff,
    tiff_block,
    timecode_track,
    user_text,
    wav,
    xmp_jpeg,
)

pytestmark = pytest.mark.skipif(exiftool.version() is None, reason="exiftool is not installed")

Writer = Callable[[Path], None]
MAKE, MODEL, ORIENTATION, ARTIST, SOFTWARE = 0x10F, 0x110, 0x112, 0x13B, 0x131
TIME, OFFSET = 0x9003, 0x9011
EXPOSURE, F_NUMBER, ISO, RECOMMENDED_ISO, FOCAL = 0x829A, 0x829D, 0x8827, 0x8832, 0x920A
NOWHERE = ("gps_latitude_deg", "gps_longitude_deg", "gps_altitude_m")
NO_TIME = ("created_local", "created_utc_offset", "created_source")
NO_CAMERA = ("iso", "f_number", "exposure_time_s", "focal_length_mm")
SHOT = {"created_local": "2024-05-06T07:08:09"}
PICTURE = {"width": WIDTH, "height": HEIGHT}
MPEG_4_EPOCH = 2_082_844_800
SAMPLES = "moov/trak/mdia/minf/stbl"
NAN, INFINITE = (struct.pack("<f", float(word)) for word in ("nan", "inf"))


@dataclass(frozen=True)
class Odd:
    """A file, what its metadata must hold and lack, where tools must disagree, and words of the problem, if any."""

    name: str
    file: str
    write: Writer
    holds: dict[str, Any] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    problem: str = ""


def shot(said: bytes, *more: Entry) -> Writer:
    """A photograph with this time."""
    return exif_jpeg(exif=[ascii_(TIME, said), *more])


def in_zone(offset: bytes) -> Writer:
    """A photograph with a good time and this offset."""
    return shot(b"2024:05:06 07:08:09", ascii_(OFFSET, offset))


def place(
    latitude: tuple[int, ...],
    longitude: tuple[int, ...],
    *more: Entry,
    sides: tuple[bytes, bytes] | None = (b"N", b"E"),
) -> Writer:
    """A photograph with this position, in degrees, minutes and seconds, each a rational."""
    refs = [ascii_(1, sides[0]), ascii_(3, sides[1])] if sides else []
    return exif_jpeg(gps=[*refs, ratio(2, *latitude), ratio(4, *longitude), *more])


def camera(*entries: Entry) -> Writer:
    """A photograph with these entries of the camera."""
    return exif_jpeg(exif=entries)


def made_by(said: bytes) -> Writer:
    """A photograph of this make."""
    return exif_jpeg(ascii_(MAKE, said), ascii_(MODEL, b"M1"))


def alternatives(**words: str) -> str:
    """A title of XMP in several languages."""
    items = "".join(f"<rdf:li xml:lang='{name.replace('_', '-')}'>{said}</rdf:li>" for name, said in words.items())
    return f"<dc:title><rdf:Alt>{items}</rdf:Alt></dc:title>"


def clock(seconds: int) -> Writer:
    """A film whose headers were made at this second since 1904."""
    said = struct.pack(">II", seconds, seconds)
    return film(patches=[("moov/mvhd", 4, said), ("moov/trak/mdia/mdhd", 4, said)])


def quicktime(name: str, said: bytes) -> Writer:
    """A film with a named key."""
    return film(added=[("moov", keys({name: said}))])


def aspect(across: int, down: int) -> Writer:
    """A film of this pixel aspect ratio."""
    return film(added=[(f"{SAMPLES}/stsd/apch", box(b"pasp", struct.pack(">II", across, down)))])


def attribute(name: str, kind: str, raw: bytes) -> Writer:
    """A frame with one more attribute."""
    return exr((name, kind, raw))


def rational(over: int, under: int) -> bytes:
    """A rational as OpenEXR has it."""
    return struct.pack("<iI", over, under)


EXIF = tiff_block(
    ascii_(MAKE, b"Canon Camera Works"), ascii_(MODEL, b"Model of it"), exif=[ascii_(TIME, b"2024:05:06")]
)
# The last four bytes of a directory say where the next one is.
LOOP = tiff_block(ascii_(MAKE, b"Canon Inc"))
LOOP = LOOP[:22] + struct.pack("<I", 8) + LOOP[26:]
FAR = tiff_block(
    Entry(MAKE, ASCII, b"\xff\xff\xff\x7f", 1000), long_(EXIF_POINTER, 0x7FFFFFFF), long_(GPS_POINTER, 0xFFFFFFF0)
)
PARIS, EAST = (48, 1, 51, 1, 30, 1), (2, 1, 17, 1, 40, 1)
AT_PARIS = {"gps_latitude_deg": pytest.approx(48.858333), "gps_longitude_deg": pytest.approx(2.294444)}

TIMES = (
    Odd("EXIF time of zeros", "a.jpg", shot(b"0000:00:00 00:00:00"), PICTURE, NO_TIME),
    Odd("EXIF time of blanks", "a.jpg", shot(b"    :  :     :  :  "), PICTURE, NO_TIME),
    Odd("EXIF time in month 13", "a.jpg", shot(b"2024:13:45 25:61:61"), PICTURE, NO_TIME),
    Odd("EXIF time on 31 February", "a.jpg", shot(b"2024:02:31 10:00:00"), PICTURE, NO_TIME),
    Odd("EXIF time at 24 o'clock", "a.jpg", shot(b"2024:05:06 24:00:00"), PICTURE, NO_TIME),
    Odd("EXIF time before photography", "a.jpg", shot(b"0001:01:01 00:00:00"), PICTURE, NO_TIME),
    Odd("EXIF time in the future", "a.jpg", shot(b"2999:12:31 23:59:59"), PICTURE, NO_TIME),
    Odd("EXIF time of a clock that was never set", "a.jpg", shot(b"1970:01:01 00:00:00"), PICTURE, NO_TIME),
    Odd("EXIF time in another order", "a.jpg", shot(b"06/05/2024 07:08"), PICTURE, NO_TIME),
    Odd("EXIF time as a number", "a.jpg", exif_jpeg(exif=[long_(TIME, 20240506)]), PICTURE, NO_TIME),
    Odd("EXIF time in the form of ISO", "a.jpg", shot(b"2024-05-06T07:08:09Z"), {**SHOT, NO_TIME[1]: "+00:00"}),
    Odd("EXIF offset of 25 hours", "a.jpg", in_zone(b"+25:00"), SHOT, NO_TIME[1:2]),
    Odd("EXIF offset of 99 minutes", "a.jpg", in_zone(b"+05:99"), SHOT, NO_TIME[1:2]),
    Odd("EXIF offset of blanks", "a.jpg", in_zone(b"   :  "), SHOT, NO_TIME[1:2]),
    Odd(
        "XMP times without a day, or in words", "a.jpg",
        xmp_jpeg("<exif:DateTimeOriginal>2024-05</exif:DateTimeOriginal><xmp:CreateDate>yesterday</xmp:CreateDate>"),
        PICTURE, NO_TIME,
    ),
    Odd("IPTC date of zeros", "a.jpg", iptc_jpeg((2, 55, b"00000000"), (2, 60, b"000000+0000")), PICTURE, NO_TIME),
    Odd("IPTC date in month 13", "a.jpg", iptc_jpeg((2, 55, b"20241345"), (2, 60, b"256161+9900")), PICTURE, NO_TIME),
    Odd("PNG time of zeros", "a.png", png(png_chunk(b"tIME", bytes(7))), PICTURE, NO_TIME),
    Odd("QuickTime clock at zero", "a.mov", clock(0), PICTURE, NO_TIME),
    Odd("QuickTime clock at a second past zero", "a.mov", clock(1), PICTURE, NO_TIME),
    Odd("QuickTime clock at 1970", "a.mov", clock(MPEG_4_EPOCH), PICTURE, NO_TIME),
    Odd("QuickTime clock of all ones", "a.mov", clock(0xFFFFFFFF), PICTURE, NO_TIME),
    Odd(
        "QuickTime clock that counts from 1970", "a.mov", clock(1_714_979_289),
        SHOT | {"created_source": "QuickTime:CreateDate"},
    ),
    Odd(
        "QuickTime date of zeros", "a.mov",
        quicktime("com.apple.quicktime.creationdate", b"0000-00-00T00:00:00Z"), PICTURE, NO_TIME,
    ),
    Odd(
        "QuickTime date on 30 February in a zone of 99 hours", "a.mov",
        quicktime("com.apple.quicktime.creationdate", b"2024-02-30T25:00:00+9900"), PICTURE, NO_TIME,
    ),
    Odd(
        "QuickTime day without a year", "a.mov", film(added=[("moov", box(b"udta", user_text(b"\xa9day", b"May")))]),
        PICTURE, NO_TIME,
    ),
    Odd("broadcast wave's date of zeros", "a.wav", wav(bext(b"0000-00-00", b"00:00:00")), {"channels": 1}, NO_TIME),
    Odd("broadcast wave's date in month 13", "a.wav", wav(bext(b"2024-13-45", b"99:99:99")), {"channels": 1}, NO_TIME),
    Odd("broadcast wave's time at 25", "a.wav", wav(bext(b"2024-05-06", b"25:61:61")), {"channels": 1}, NO_TIME),
    Odd("broadcast wave's date, month first", "a.wav", wav(bext(b"05/06/2024", b"07:08:09")), {"channels": 1}, NO_TIME),
    Odd("broadcast wave's other signs", "a.wav", wav(bext(b"2024/05/06", b"07-08-09")), SHOT),
    Odd("DPX time in month 13", "a.dpx", dpx((136, b"2024:13:45:25:61:61\0")), PICTURE, NO_TIME),
    Odd("EXR capture date in month 13", "a.exr", attribute("capDate", "string", b"2024:13:45 25:61:61"), {}, NO_TIME),
    Odd(
        "EXR offset of a day", "a.exr",
        exr(("capDate", "string", b"2024:05:06 07:08:09"), ("utcOffset", "float", struct.pack("<f", 90_000))),
        SHOT, NO_TIME[1:2],
    ),
)  # fmt: skip

PLACES = (
    Odd("position of 0/0", "a.jpg", place((0, 0) * 3, (0, 0) * 3), PICTURE, NOWHERE),
    Odd("position of zeros", "a.jpg", place((0, 1) * 3, (0, 1) * 3), PICTURE, NOWHERE),
    Odd("latitude 91", "a.jpg", place((91, 1, 0, 1, 0, 1), EAST), PICTURE, NOWHERE),
    Odd("latitude 999", "a.jpg", place((999, 1, 0, 1, 0, 1), EAST), PICTURE, NOWHERE),
    Odd("longitude 181", "a.jpg", place(PARIS, (181, 1, 0, 1, 0, 1)), PICTURE, NOWHERE),
    Odd("position on no side", "a.jpg", place(PARIS, EAST, sides=None), PICTURE, NOWHERE),
    Odd("position on side X", "a.jpg", place(PARIS, EAST, sides=(b"X", b"X")), PICTURE, NOWHERE),
    Odd("latitude alone", "a.jpg", exif_jpeg(gps=[ascii_(1, b"N"), ratio(2, *PARIS)]), PICTURE, NOWHERE),
    Odd("altitude 5/0", "a.jpg", place(PARIS, EAST, Entry(5, BYTE, b"\0"), ratio(6, 5, 0)), AT_PARIS, NOWHERE[2:]),
    Odd(
        "altitude of all ones", "a.jpg", place(PARIS, EAST, Entry(5, BYTE, b"\0"), ratio(6, 0xFFFFFFFF, 1)),
        AT_PARIS, NOWHERE[2:],
    ),
    Odd(
        "XMP position beyond the poles", "a.jpg",
        xmp_jpeg("<exif:GPSLatitude>99,99N</exif:GPSLatitude><exif:GPSLongitude>999,0E</exif:GPSLongitude>"),
        PICTURE, NOWHERE,
    ),
    Odd(
        "QuickTime location beyond the poles", "a.mov",
        quicktime("com.apple.quicktime.location.ISO6709", b"+99.9+999/"), PICTURE, NOWHERE,
    ),
    Odd(
        "QuickTime location of one half", "a.mov",
        quicktime("com.apple.quicktime.location.ISO6709", b"+48.8"), PICTURE, NOWHERE,
    ),
    Odd(
        "QuickTime location in words", "a.mov",
        quicktime("com.apple.quicktime.location.ISO6709", b"Paris"), PICTURE, NOWHERE,
    ),
)  # fmt: skip

CAMERAS = (
    Odd(
        "camera of 0/0 and zeros", "a.jpg",
        camera(ratio(F_NUMBER, 0, 0), ratio(EXPOSURE, 0, 1), short(ISO, 0), ratio(FOCAL, 0, 1)), PICTURE, NO_CAMERA,
    ),
    Odd(
        "camera of infinities", "a.jpg",
        camera(ratio(F_NUMBER, 1, 0), ratio(EXPOSURE, 0, 0), ratio(FOCAL, 50, 0)), PICTURE, NO_CAMERA,
    ),
    Odd(
        "camera of all ones", "a.jpg",
        camera(ratio(F_NUMBER, 0xFFFFFFFF, 1), ratio(EXPOSURE, 0xFFFFFFFF, 1), short(ISO, 65535),
               ratio(FOCAL, 0xFFFFFFFF, 1)),
        PICTURE, NO_CAMERA,
    ),
    Odd(
        "camera of negative numbers", "a.jpg",
        camera(ratio(F_NUMBER, -28, 10, signed=True), ratio(EXPOSURE, -1, 60, signed=True),
               Entry(ISO, 8, struct.pack("<h", -100)), ratio(FOCAL, -50, 1, signed=True)),
        PICTURE, NO_CAMERA,
    ),
    Odd(
        "ISO that is told where it has room", "a.jpg", camera(short(ISO, 65535), long_(RECOMMENDED_ISO, 102_400)),
        {"iso": 102_400},
    ),
    Odd("ISO twice", "a.jpg", camera(short(ISO, 200, 0)), {"iso": 200}),
    Odd("ISO in words", "a.jpg", camera(ascii_(ISO, b"Auto")), PICTURE, ("iso",)),
    Odd(
        "numbers as texts", "a.jpg",
        camera(ascii_(ISO, b"400"), ascii_(EXPOSURE, b"1/60"), ascii_(F_NUMBER, b"2.8"), ascii_(FOCAL, b"50 mm")),
        {"iso": 400, "exposure_time_s": "1/60", "f_number": 2.8, "focal_length_mm": 50.0},
    ),
    Odd(
        "whole numbers for rationals, a rational for a whole number", "a.jpg",
        camera(short(F_NUMBER, 8), short(FOCAL, 50), ratio(ISO, 400, 1)),
        {"f_number": 8.0, "focal_length_mm": 50.0, "iso": 400},
    ),
    Odd("make as numbers", "a.jpg", exif_jpeg(short(MAKE, 1, 2, 3)), PICTURE, conflicts=("camera_make",)),
    Odd(
        "entry of an unknown type", "a.jpg", exif_jpeg(Entry(MAKE, 99, b"Canon\0\0\0", 8), ascii_(MODEL, b"M1")),
        {"camera_model": "M1"}, ("camera_make",),
    ),
    Odd(
        "XMP camera in words and over zero", "a.jpg",
        xmp_jpeg("<exif:FNumber>28/0</exif:FNumber><exif:FocalLength>wide</exif:FocalLength>"
                 "<exif:ExposureTime>inf</exif:ExposureTime><exif:ISOSpeedRatings>lots</exif:ISOSpeedRatings>"),
        PICTURE, NO_CAMERA,
    ),
    Odd(
        "EXR camera of no numbers", "a.exr",
        exr(("expTime", "float", INFINITE), ("aperture", "float", struct.pack("<f", -1)), ("isoSpeed", "float", NAN)),
        {}, NO_CAMERA,
    ),
    Odd("EXR exposure as a text", "a.exr", attribute("expTime", "string", b"1/60"), {"exposure_time_s": "1/60"}),
    Odd("orientation 0", "a.jpg", exif_jpeg(short(ORIENTATION, 0)), PICTURE, ("exif_orientation",)),
    Odd("orientation 9", "a.jpg", exif_jpeg(short(ORIENTATION, 9)), PICTURE, ("exif_orientation",)),
    Odd("orientation 0 of a TIFF", "a.tif", lambda path: tiff(path, short(ORIENTATION, 0)), PICTURE,
        ("exif_orientation",)),
    Odd("orientation in words", "a.jpg", exif_jpeg(ascii_(ORIENTATION, b"Rotate 90 CW")), PICTURE,
        ("exif_orientation",)),
    Odd("orientation as a text", "a.jpg", exif_jpeg(ascii_(ORIENTATION, b"6")),
        {"exif_orientation": 6, "display_width": HEIGHT, "display_height": WIDTH}),
)  # fmt: skip

TEXTS = (
    Odd("make with zero bytes", "a.jpg", made_by(b"Canon\0\0\0\0"), {"camera_make": "Canon"}),
    Odd("make with a zero byte inside", "a.jpg", made_by(b"Canon\0rubbish"), {"camera_make": "Canon"}),
    Odd("make with blanks", "a.jpg", made_by(b"  Canon   "), {"camera_make": "Canon"}),
    Odd("make of blanks", "a.jpg", made_by(b"     "), {"camera_model": "M1"}, ("camera_make",)),
    Odd("make of dashes", "a.jpg", made_by(b"----"), {"camera_model": "M1"}, ("camera_make",)),
    Odd("make with control characters", "a.jpg", made_by(b"Can\x01\x02on\x07"), {"camera_make": "Canon"}),
    Odd("make in Latin-1", "a.jpg", made_by("Ångström".encode("latin-1")), {"camera_make": "Ångström"}),
    Odd("make in Shift-JIS", "a.jpg", made_by("富士".encode("shift_jis")), {"camera_make": "富士"}),
    Odd("make in UTF-8", "a.jpg", made_by("富士".encode()), {"camera_make": "富士"}),
    Odd("make of 60 kB", "a.jpg", made_by(b"A" * 60_000), {"camera_make": "A" * 4000}),
    Odd("artist in Latin-1", "a.tif", lambda path: tiff(path, ascii_(ARTIST, b"Zo\xeb")), {"artist": "Zoë"}),
    Odd(
        "IPTC without charset in Latin-1", "a.jpg",
        iptc_jpeg((2, 5, "Königsallee".encode("latin-1")), (2, 25, "Düsseldorf".encode("latin-1"))),
        {"title": "Königsallee", "keywords": ["Düsseldorf"]},
    ),
    Odd("IPTC without charset in UTF-8", "a.jpg", iptc_jpeg((2, 5, "Königsallee".encode())), {"title": "Königsallee"}),
    Odd("IPTC in UTF-8", "a.jpg", iptc_jpeg((1, 90, b"\x1b%G"), (2, 5, "Břeclav".encode())), {"title": "Břeclav"}),
    Odd("PNG text in Latin-1", "a.png", png(png_chunk(b"tEXt", b"Title\0\xdcberfahrt")), {"title": "Überfahrt"}),
    Odd(
        "PNG text in UTF-8, which it may not be", "a.png",
        png(png_chunk(b"tEXt", b"Title\0" + "Überfahrt – 渡し船".encode())), {"title": "Überfahrt – 渡し船"},
    ),
    Odd("PNG text of controls", "a.png", png(png_chunk(b"tEXt", b"Title\0a\x01\x07b")), {"title": "ab"}),
    Odd(
        "PNG text that grows from 50 kB to 50 MB", "a.png",
        png(png_chunk(b"zTXt", b"Title\0\0" + zlib.compress(b"A" * 50_000_000))), {**PICTURE, "title": "A" * 4000},
    ),
    Odd("ID3v1 alone in Latin-1", "a.mp3", sound(suffix=id3v1(b"Take", b"K\xfcnstler")),
        {"title": "Take", "artist": "Künstler"}),
    Odd("ID3v1 alone in Windows-1251", "a.mp3", sound(suffix=id3v1("Хранитель".encode("cp1251"))),
        {"title": "Хранитель"}),
    Odd("ID3v2 in Windows-1251 that says Latin-1", "a.mp3",
        sound(prefix=id3v2([(b"TIT2", b"\0" + "Хранитель".encode("cp1251"))])), {"title": "Хранитель"}),
    Odd("ID3v2 in UTF-8 that says Latin-1", "a.mp3", sound(prefix=id3v2([(b"TIT2", b"\0" + "Хранитель".encode())])),
        {"title": "Хранитель"}),
    Odd("ID3v2 of no known encoding", "a.mp3", sound(prefix=id3v2([(b"TIT2", b"\x09Title")])), {"audio_codec": "mp3"},
        ("title",)),
    Odd("ID3v2 of half a letter", "a.mp3", sound(prefix=id3v2([(b"TIT2", b"\x01\xff\xfe" + b"A\0\x00\xd8B\0")])),
        {"title": "A"}),
    Odd("ID3v2 frame longer than its tag", "a.mp3",
        sound(prefix=b"ID3\x03\0\0\0\0\0\x10TIT2\x7f\xff\xff\xff\0\0\0Title"), {"audio_codec": "mp3"}, ("title",)),
    Odd("ID3v2 twice", "a.mp3", sound(prefix=id3v2([(b"TIT2", b"\0One")]) + id3v2([(b"TPE1", b"\0Two")])),
        {"title": "One", "audio_codec": "mp3"}),
    Odd("APE, ID3v2 and ID3v1 that disagree", "a.mp3",
        sound(prefix=id3v2([(b"TIT2", b"\0Two")]), suffix=ape({"Title": b"Ape"}) + id3v1(b"One")), {"title": "Two"}),
    Odd("title of blanks", "a.mp3", sound(prefix=id3v2([(b"TIT2", b"\0    ")])), {"audio_codec": "mp3"}, ("title",)),
    Odd("wave's words in Windows-1252", "a.wav", wav(info(INAM="Café – night".encode("cp1252"), IART=b"Zo\xeb")),
        {"title": "Café – night", "artist": "Zoë"}),
    Odd("broadcast description in Latin-1", "a.wav", wav(bext(description=b"Caf\xe9")), {"description": "Café"}),
    Odd("film's title in Mac Roman", "a.mov",
        film(added=[("moov", box(b"udta", user_text(b"\xa9nam", "Café".encode("mac-roman"))))]), {"title": "Café"}),
    Odd("film's key of a vendor", "a.mov", quicktime("com.vendor.thing", b"17"), PICTURE),
    Odd("Matroska's title in Latin-1", "a.mkv", matroska(b"\x7b\xa9", b"Caf\xe9"), {"title": "Café"}),
    Odd("EXR owner in Latin-1", "a.exr", attribute("owner", "string", b"Zo\xeb"), {"copyright": "Zoë"}),
    Odd("EXR words of 200 kB", "a.exr", attribute("comments", "string", b"x" * 200_000), {"description": "x" * 4000}),
    Odd("EXR view of control characters", "a.exr", attribute("view", "string", b"\x01\x02"), {"width": 4}, ("views",)),
    Odd("DPX project in Latin-1", "a.dpx", dpx((260, b"Proj\xe9\0")), {"title": "Projé"}),
)  # fmt: skip

XMP = (
    Odd("XMP not well-formed", "a.jpg", xmp_jpeg("<dc:title><rdf:Alt><rdf:li>Broken"), PICTURE, ("title",)),
    Odd("XMP in UTF-16", "a.jpg", xmp_jpeg(alternatives(x_default="Überfahrt"), encoding="utf-16-be"),
        {"title": "Überfahrt"}),
    Odd(
        "XMP with an entity of a file", "a.jpg",
        xmp_jpeg(alternatives(x_default="&f;"), prolog='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
        {"title": "&f;"},
    ),
    Odd(
        "XMP with a thousand million laughs", "a.jpg",
        xmp_jpeg(
            alternatives(x_default="&a9;"),
            prolog='<!DOCTYPE x [<!ENTITY a0 "ha">'
            + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)) + "]>",
        ),
        {"title": "&a9;"},
    ),
    Odd("title in several languages", "a.jpg", xmp_jpeg(alternatives(de="Hafen", x_default="Harbour", fr="Port")),
        {"title": "Harbour"}),
    Odd("title as a plain string", "a.jpg", xmp_jpeg("<dc:title>Harbour</dc:title>"), {"title": "Harbour"}),
    Odd("title of blanks in XMP", "a.jpg", xmp_jpeg(alternatives(x_default="   ")), PICTURE, ("title",)),
    Odd("subject as a plain string", "a.jpg", xmp_jpeg("<dc:subject>city</dc:subject>"), {"keywords": ["city"]}),
    Odd(
        "keywords twice, and in another case", "a.jpg",
        xmp_jpeg("<dc:subject><rdf:Bag><rdf:li>City</rdf:li><rdf:li>night</rdf:li><rdf:li>city</rdf:li>"
                 "<rdf:li> </rdf:li><rdf:li>City</rdf:li></rdf:Bag></dc:subject>"),
        {"keywords": ["City", "night"]},
    ),
    Odd("rating 99", "a.jpg", xmp_jpeg("<xmp:Rating>99</xmp:Rating>"), PICTURE, ("rating",)),
    Odd("rating of the rejected", "a.jpg", xmp_jpeg("<xmp:Rating>-1</xmp:Rating>"), PICTURE, ("rating",)),
    Odd("rating in words", "a.jpg", xmp_jpeg("<xmp:Rating>five</xmp:Rating>"), PICTURE, ("rating",)),
)  # fmt: skip

STRUCTURES = (
    *(
        Odd(f"EXIF cut after {size} bytes", "a.jpg", lambda path, size=size: jpeg(path, exif_segment(EXIF[:size])),
            PICTURE, NO_TIME)
        for size in (4, 9, 30, 60)
    ),
    Odd("EXIF directory that follows itself", "a.jpg", lambda path: jpeg(path, exif_segment(LOOP)),
        {"camera_make": "Canon Inc"}),
    Odd("EXIF directory inside itself", "a.jpg", exif_jpeg(ascii_(MAKE, b"Canon Inc"), long_(EXIF_POINTER, 8)),
        {"camera_make": "Canon Inc"}),
    Odd("EXIF beyond the file", "a.jpg", lambda path: jpeg(path, exif_segment(FAR)), PICTURE, ("camera_make",)),
    Odd("EXIF text of 4 GB", "a.jpg", exif_jpeg(Entry(MAKE, ASCII, b"\x08\0\0\0", 0xFFFFFFFF)), PICTURE,
        ("camera_make",)),
    Odd("EXIF of another size than the picture", "a.jpg", exif_jpeg(exif=[long_(0xA002, 9999), long_(0xA003, 1)]),
        PICTURE | {"display_width": WIDTH, "display_height": HEIGHT}),
    Odd("ICC profile of no length", "a.jpg", icc_jpeg(b""), PICTURE, ("icc_profile",)),
    Odd("ICC profile that is cut", "a.jpg", icc_jpeg(b"\0\0\x0c\x48Lino\x02\x10\0\0mntrRGB XYZ"), PICTURE,
        ("icc_profile",)),
    Odd("ICC profile of rubbish", "a.jpg", icc_jpeg(b"\xff" * 200), PICTURE, ("icc_profile",)),
    Odd("HEIC of no size", "a.heic", heic(0, 0), problem="no image found"),
    Odd("HEIC of all ones", "a.heic", heic(0xFFFFFFFF, 0xFFFFFFFF), problem="no image found"),
    Odd("PNG of 0 pixels a metre", "a.png", png(png_chunk(b"pHYs", bytes(8) + b"\1")), PICTURE),
    Odd("PNG of pixels a thousand million times as high as wide", "a.png",
        png(png_chunk(b"pHYs", struct.pack(">IIB", 0xFFFFFFFF, 1, 1))), PICTURE, ("pixel_aspect_ratio",)),
    Odd("TIFF of resolution 0/0", "a.tif",
        lambda path: tiff(path, ratio(282, 0, 0), ratio(283, 0, 0), short(296, 9)), PICTURE),
    Odd("TIFF of 999 bits", "a.tif", lambda path: tiff(path, short(258, 999)), PICTURE, ("bit_depth",),
        problem="Invalid bits per sample"),
    Odd("TIFF of 0 bits", "a.tif", lambda path: tiff(path, short(258, 0)), PICTURE, ("bit_depth",),
        problem="zero scanline size"),
    Odd("wave of no sound", "a.wav", wav(data=b""), {"sample_rate_hz": 48000}, ("duration_s",)),
    Odd("wave of unknown length", "a.wav", wav(told=0xFFFFFFFF), {"duration_s": 1.0}),
    Odd("wave that is longer than its file", "a.wav", wav(told=1 << 30), {"duration_s": 1.0}),
    Odd("wave of no rate", "a.wav", wav(rate=0), problem="Invalid data"),
    Odd("wave of 2 GHz", "a.wav", wav(rate=0x7FFFFFFF), {"channels": 1}, ("sample_rate_hz",)),
    Odd("wave that begins after the end of time", "a.wav", wav(bext(reference=2**64 - 1)), {"duration_s": 1.0},
        ("timecode",)),
    Odd("wave with iXML not well-formed", "a.wav", wav((b"iXML", b"<BWFXML><PROJECT>broken")), {"duration_s": 1.0}),
)  # fmt: skip

MOTION = (
    Odd("film of unknown length", "a.mp4", film(codec="h264", patches=[("moov/mvhd", 16, b"\xff" * 4)]),
        {"duration_s": 0.32}),
    Odd("film and track of unknown length", "a.mp4",
        film(codec="h264", patches=[("moov/mvhd", 16, b"\xff" * 4), ("moov/trak/tkhd", 20, b"\xff" * 4),
                                    ("moov/trak/mdia/mdhd", 16, b"\xff" * 4)]),
        {"duration_s": 0.32, "frame_count": 8}, conflicts=("duration_s", "frame_count")),
    Odd("film of time scale 0", "a.mp4", film(codec="h264", patches=[("moov/mvhd", 12, bytes(4))]),
        {"duration_s": 0.32, "frame_rate": "25/1"}),
    Odd("track of time scale 0", "a.mp4", film(codec="h264", patches=[("moov/trak/mdia/mdhd", 12, bytes(4))]),
        PICTURE, conflicts=("frame_rate",)),
    Odd("film of 12800 frames a second", "a.mov", film(patches=[(f"{SAMPLES}/stts", 12, struct.pack(">I", 1))]),
        PICTURE, ("frame_rate",), conflicts=("duration_s",)),
    Odd("film whose frames take no time", "a.mov", film(patches=[(f"{SAMPLES}/stts", 12, bytes(4))]), PICTURE,
        conflicts=("frame_rate",)),
    Odd("film turned by some degrees", "a.mov", film(patches=[("moov/trak/tkhd", 40, b"\x7f" * 36)]), PICTURE,
        ("rotation_deg",)),
    *(
        Odd(f"film of pixel aspect {across}:{down}", "a.mov", aspect(across, down), PICTURE | {"display_width": WIDTH},
            ("pixel_aspect_ratio",))
        for across, down in ((0, 1), (1, 0), (0, 0), (10_000, 1), (1, 0x7FFFFFFF))
    ),
    Odd("film whose header has another size than its frames", "a.mov",
        film(patches=[(f"{SAMPLES}/stsd/apch", 24, b"\xff" * 4)]), PICTURE, conflicts=("width", "height")),
    Odd("film of no language", "a.mov", film(patches=[("moov/trak/mdia/mdhd", 20, b"\x7f\xff")]), PICTURE,
        ("streams.0.language",)),
    Odd("film of the language xxx", "a.mov", film(patches=[("moov/trak/mdia/mdhd", 20, b"\x63\x18")]), PICTURE,
        ("streams.0.language",)),
    Odd("film of the language und", "a.mov", film(patches=[("moov/trak/mdia/mdhd", 20, b"\x55\xc4")]), PICTURE,
        ("streams.0.language",)),
    Odd("timecode of 0 frames a second", "a.mov", timecode_track(frames=0), {"timecode": "01:00:00:00"}),
    Odd("timecode that drops frames at 25", "a.mov", timecode_track(flags=1), PICTURE, ("timecode",)),
    Odd("timecode of 255 frames a second", "a.mov", timecode_track(frames=255), PICTURE, conflicts=("timecode",)),
    Odd("Matroska frames that take no time", "a.mkv", matroska(b"\x23\xe3\x83", b"\0"), {"frame_rate": "25/1"}),
    Odd("Matroska frames of a nanosecond", "a.mkv", matroska(b"\x23\xe3\x83", b"\1"), PICTURE, ("frame_rate",)),
    Odd("Matroska frames of centuries", "a.mkv", matroska(b"\x23\xe3\x83", b"\xff" * 8), PICTURE, ("frame_rate",)),
    *(
        Odd(f"Matroska length {said}", "a.mkv", matroska(b"\x44\x89", struct.pack(">d", float(said))), PICTURE,
            ("duration_s",))
        for said in ("nan", "inf", "-5", "1e300")
    ),
    Odd("DPX of undefined fields", "a.dpx", dpx((1408, b"\xff" * 640)), PICTURE,
        ("frame_rate", "timecode")),
    Odd("DPX of NaN frames a second", "a.dpx", dpx((1724, NAN), (1940, NAN)), PICTURE, ("frame_rate",)),
    Odd("DPX of infinitely many frames a second", "a.dpx", dpx((1724, INFINITE), (1940, INFINITE)), PICTURE,
        ("frame_rate",)),
    Odd("DPX of a million frames a second", "a.dpx",
        dpx((1724, struct.pack("<f", 1e6)), (1940, struct.pack("<f", 1e6))), PICTURE, ("frame_rate",)),
    Odd("DPX timecode at 75 minutes", "a.dpx", dpx((1920, b"\x31\x53\x75\x12")), PICTURE, ("timecode",)),
    *(
        Odd(f"EXR of {over}/{under} frames a second", "a.exr", attribute("framesPerSecond", "rational",
            rational(over, under)), {"width": 4}, ("frame_rate",))
        for over, under in ((0, 0), (24, 0), (-24, 1), (1_000_000, 1), (90_000, 1))
    ),
    *(
        Odd(f"EXR of pixel aspect {said}", "a.exr", exr(aspect=float(said)), problem="Invalid pixel aspect ratio")
        for said in ("nan", "inf", "0", "-1")
    ),
    Odd("EXR timecode of all ones", "a.exr", attribute("timeCode", "timecode", b"\xff" * 8), {"width": 4},
        ("timecode",)),
    Odd("EXR colours of no numbers", "a.exr", attribute("chromaticities", "chromaticities", NAN * 8), {"width": 4},
        ("chromaticities",)),
    Odd("EXR with nothing in its window", "a.exr", exr(window=(5, 5, 3, 3)), problem="Invalid data window"),
    Odd("EXR with all in its window", "a.exr", exr(window=(-(2**31), -(2**31), 2**31 - 1, 2**31 - 1)),
        problem="Invalid data window"),
    Odd("EXR of negative rendering", "a.exr",
        exr(("RenderTime", "string", b"-1"), ("cycles.V.samples", "string", b"-5")), {"width": 4},
        ("render_time_s", "render_samples")),
)  # fmt: skip

CASES = (*TIMES, *PLACES, *CAMERAS, *TEXTS, *XMP, *STRUCTURES, *MOTION)


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Odd:
    return request.param


def test_read_media_when_metadata_is_odd_then_it_is_meant_or_told(tmp_path: Path, case: Odd) -> None:
    path = tmp_path / case.file
    case.write(path)
    reading = read_media(str(path), level=ProbeLevel.HEADER)
    reasons = [problem.reason for problem in reading.problems]
    assert len(reasons) == bool(case.problem)
    assert all(case.problem in reason for reason in reasons)
    assert {name: reading.metadata.get(name) for name in case.holds} == case.holds
    told = dict(leaves(reading.metadata))
    assert {name: told[name] for name in case.lacks if name in told or name in reading.metadata} == {}
    assert {conflict.property for conflict in reading.conflicts} >= set(case.conflicts)
    assert_storable(reading)


def test_inspect_when_a_folder_is_full_of_odd_files_then_all_are_told(tmp_path: Path) -> None:
    for number, case in enumerate(CASES):
        folder = tmp_path / f"case {number}"
        folder.mkdir()
        case.write(folder / case.file)
    told = list(inspect(tmp_path, jobs=2))
    assert len(told) == len(CASES)
    assert all(record.metadata or record.problems for record in told)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Zoë", "Zoë"),
        ("ÅÄÖ", "ÅÄÖ"),
        ("crème brûlée", "crème brûlée"),
        ("It’s – „so“", "It’s – „so“"),
        ("Łucja Müller", "Łucja Müller"),
        ("渡し船", "渡し船"),
        ("KÃ¶nigsallee", "Königsallee"),
        ("Caf\udce9 \udc96 bar", "Café – bar"),
        ("\udc95x\udc8em", "富士"),
        ("half \ud800 a letter", "half ? a letter"),
        ("\udc80\ud800", "??"),
    ],
)
def test_in_its_charset_when_read_in_a_wrong_way_then_it_is_mended_and_else_left_alone(said: str, meant: str) -> None:
    assert in_its_charset(said) == meant


def assert_storable(reading: Reading) -> None:
    """No text that a database refuses, no number that is none, and a source for each value."""
    json.dumps(reading.metadata, allow_nan=False)
    assert set(reading.sources) == set(reading.metadata)
    for name, value in leaves(reading.metadata):
        if isinstance(value, str):
            assert not any(unicodedata.category(mark) in {"Cc", "Cs"} and mark not in "\t\n\r" for mark in value), name
        elif isinstance(value, float):
            assert math.isfinite(value), name


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """All values, each with the way to it."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        yield name, value
        return
    for key, part in parts:
        yield from leaves(part, f"{name}.{key}" if name else str(key))
