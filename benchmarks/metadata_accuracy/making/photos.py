"""What a camera and a cataloguer write beside a picture: the tags as ExifTool is asked for them, and as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.samples import Truth


@dataclass(frozen=True)
class Tagging:
    """Assignments for ExifTool, and what they make true."""

    assignments: tuple[str, ...]
    truth: Truth = field(default_factory=dict)

    def __add__(self, other: Tagging) -> Tagging:
        return Tagging(self.assignments + other.assignments, self.truth | other.truth)

    def write(self, shop: Workshop, path: Path) -> Truth:
        """Tag the file and tell what is true now."""
        shop.tag(path, *self.assignments)
        return self.truth


CAMERA = Tagging(
    (
        "-IFD0:Make=Canon", "-IFD0:Model=Canon EOS R5", "-ExifIFD:SerialNumber=002041000113",
        "-ExifIFD:LensModel=RF24-70mm F2.8 L IS USM", "-ExifIFD:ISO=400", "-ExifIFD:FNumber=2.8",
        "-ExifIFD:ExposureTime=1/250", "-ExifIFD:FocalLength=35",
        "-ExifIFD:DateTimeOriginal=2023:06:15 08:09:10", "-ExifIFD:OffsetTimeOriginal=+02:00",
    ),
    {
        "camera_make": "Canon", "camera_model": "Canon EOS R5", "camera_serial": "002041000113",
        "lens_model": "RF24-70mm F2.8 L IS USM", "iso": 400, "f_number": 2.8, "exposure_time_s": "1/250",
        "focal_length_mm": 35.0, "created_local": "2023-06-15T08:09:10", "created_utc_offset": "+02:00",
    },
)  # fmt: skip
LONG_EXPOSURE = Tagging(
    (
        "-IFD0:Make=FUJIFILM", "-IFD0:Model=X-T5", "-ExifIFD:SerialNumber=00012", "-ExifIFD:ISO=12800",
        "-ExifIFD:FNumber=1.4", "-ExifIFD:ExposureTime=2.5", "-ExifIFD:FocalLength=23.5",
        "-ExifIFD:DateTimeOriginal=1999:12:31 23:59:59", "-ExifIFD:OffsetTimeOriginal=-09:30",
    ),
    {
        "camera_make": "FUJIFILM", "camera_model": "X-T5", "camera_serial": "00012", "iso": 12800, "f_number": 1.4,
        "exposure_time_s": "5/2", "focal_length_mm": 23.5, "created_local": "1999-12-31T23:59:59",
        "created_utc_offset": "-09:30",
    },
)  # fmt: skip
NO_ZONE = Tagging(
    (
        "-IFD0:Make=NIKON CORPORATION", "-IFD0:Model=NIKON Z 9", "-ExifIFD:ExposureTime=1/8000",
        "-ExifIFD:DateTimeOriginal=2024:02:29 00:00:01",
    ),
    {
        "camera_make": "NIKON CORPORATION", "camera_model": "NIKON Z 9", "exposure_time_s": "1/8000",
        "created_local": "2024-02-29T00:00:01",
    },
)  # fmt: skip
NORTH_EAST = Tagging(
    (
        "-GPS:GPSLatitude=48.858222", "-GPS:GPSLatitudeRef=N", "-GPS:GPSLongitude=2.2945", "-GPS:GPSLongitudeRef=E",
        "-GPS:GPSAltitude=35.5", "-GPS:GPSAltitudeRef=0",
    ),
    {"gps_latitude_deg": 48.858222, "gps_longitude_deg": 2.2945, "gps_altitude_m": 35.5},
)  # fmt: skip
SOUTH_WEST = Tagging(
    (
        "-GPS:GPSLatitude=22.951916", "-GPS:GPSLatitudeRef=S", "-GPS:GPSLongitude=43.2104872",
        "-GPS:GPSLongitudeRef=W", "-GPS:GPSAltitude=12.25", "-GPS:GPSAltitudeRef#=1",
    ),
    {"gps_latitude_deg": -22.951916, "gps_longitude_deg": -43.2104872, "gps_altitude_m": -12.25},
)  # fmt: skip
XMP = Tagging(
    (
        "-XMP-dc:Title=Хранитель – 番人", "-XMP-dc:Creator=Łucja Müller", "-XMP-dc:Rights=© 2024 Studio",
        "-XMP-dc:Description=Über den Dächern", "-XMP-dc:Subject=city", "-XMP-dc:Subject=夜",
        "-XMP-xmp:Rating=4",
    ),
    {
        "title": "Хранитель – 番人", "creator": "Łucja Müller", "copyright": "© 2024 Studio",
        "description": "Über den Dächern", "keywords": ["city", "夜"], "rating": 4,
        "embedded_xmp": ["Хранитель – 番人", "Łucja Müller"],
    },
)  # fmt: skip
IPTC = Tagging(
    (
        "-IPTC:CodedCharacterSet=UTF8", "-IPTC:ObjectName=Břeclav", "-IPTC:By-line=Dvořák",
        "-IPTC:CopyrightNotice=© Agentur", "-IPTC:Caption-Abstract=Nádraží v noci", "-IPTC:Keywords=train",
        "-IPTC:Keywords=noc",
    ),
    {
        "title": "Břeclav", "creator": "Dvořák", "copyright": "© Agentur", "description": "Nádraží v noci",
        "keywords": ["train", "noc"], "embedded_iptc": ["Břeclav", "Nádraží v noci"],
    },
)  # fmt: skip
LEGACY_IPTC = Tagging(
    ("-charset", "IPTC=Latin", "-IPTC:ObjectName=Königsallee", "-IPTC:Keywords=Düsseldorf"),
    {"title": "Königsallee", "keywords": ["Düsseldorf"], "embedded_iptc": ["Königsallee"]},
)
EXIF_WORDS = Tagging(
    ("-IFD0:Artist=Zoë Ångström", "-IFD0:Copyright=Zoe 2024", "-IFD0:ImageDescription=Harbour at dawn"),
    {"artist": "Zoë Ångström", "copyright": "Zoe 2024", "description": "Harbour at dawn"},
)

XMP_ONLY = Tagging(
    (
        "-XMP-tiff:Make=Leica", "-XMP-tiff:Model=M11", "-XMP-exif:DateTimeOriginal=2020:01:02 03:04:05+05:30",
        "-XMP-exif:GPSLatitude=-33.8688", "-XMP-exif:GPSLongitude=151.2093", "-XMP-exif:FNumber=5.6",
    ),
    {
        "camera_make": "Leica", "camera_model": "M11", "created_local": "2020-01-02T03:04:05",
        "created_utc_offset": "+05:30", "gps_latitude_deg": -33.8688, "gps_longitude_deg": 151.2093, "f_number": 5.6,
    },
)  # fmt: skip
IPTC_ONLY = Tagging(
    ("-IPTC:DateCreated=2020:01:02", "-IPTC:TimeCreated=03:04:05-08:00"),
    {
        "created_local": "2020-01-02T03:04:05",
        "created_utc_offset": "-08:00",
        "embedded_iptc": ["03:04:05-08:00"],
    },
)
# What a camera with an unset clock and a receiver without a fix writes: neither a time nor a place.
VOID = Tagging(
    (
        "-IFD0:Make=SONY", "-ExifIFD:DateTimeOriginal#=0000:00:00 00:00:00", "-GPS:GPSStatus#=V",
        "-GPS:GPSLatitude=0", "-GPS:GPSLatitudeRef=N", "-GPS:GPSLongitude=0", "-GPS:GPSLongitudeRef=E",
    ),
    {"camera_make": "SONY"},
)  # fmt: skip
PHONE = Tagging(
    (
        "-Keys:Make=Apple", "-Keys:Model=iPhone 15 Pro", "-Keys:CreationDate=2024:05:06 07:08:09-03:00",
        "-Keys:GPSCoordinates=-22.9519, -43.2105, 38.5", "-QuickTime:CreateDate=2024:05:06 10:08:09",
    ),
    {
        "camera_make": "Apple", "camera_model": "iPhone 15 Pro", "created_local": "2024-05-06T07:08:09",
        "created_utc_offset": "-03:00", "gps_latitude_deg": -22.9519, "gps_longitude_deg": -43.2105,
        "gps_altitude_m": 38.5,
    },
)  # fmt: skip
# UTC by the standard, and often local time in fact: the zone is not scored.
CLOCK = Tagging(("-QuickTime:CreateDate=2024:05:06 05:08:09",), {"created_local": "2024-05-06T05:08:09"})


def turned(orientation: int) -> Tagging:
    """An EXIF orientation; the size as shown is the caller's to turn."""
    return Tagging((f"-IFD0:Orientation#={orientation}",), {"exif_orientation": orientation})
