"""Fields of EXIF 3.0 (CIPA DC-008) and TIFF 6.0 by their id, under ExifTool's names, and what their codes mean."""

from __future__ import annotations

PICTURE = {
    0x00FE: "SubfileType", 0x0102: "BitsPerSample", 0x0106: "PhotometricInterpretation", 0x010D: "DocumentName",
    0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0112: "Orientation", 0x0115: "SamplesPerPixel",
    0x011A: "XResolution", 0x011B: "YResolution", 0x011C: "PlanarConfiguration", 0x011D: "PageName",
    0x0128: "ResolutionUnit", 0x0129: "PageNumber", 0x0131: "Software", 0x0132: "ModifyDate", 0x013B: "Artist",
    0x013C: "HostComputer", 0x013D: "Predictor", 0x0152: "ExtraSamples", 0x0153: "SampleFormat",
    0x0213: "YCbCrPositioning", 0x4746: "Rating", 0x4749: "RatingPercent", 0x8298: "Copyright",
    0x9003: "DateTimeOriginal",
}  # fmt: skip
CAMERA = {
    0x829A: "ExposureTime", 0x829D: "FNumber", 0x8822: "ExposureProgram", 0x8824: "SpectralSensitivity", 0x8827: "ISO",
    0x8830: "SensitivityType", 0x8831: "StandardOutputSensitivity", 0x8832: "RecommendedExposureIndex",
    0x9000: "ExifVersion", 0x9003: "DateTimeOriginal",
    0x9004: "CreateDate", 0x9010: "OffsetTime", 0x9011: "OffsetTimeOriginal", 0x9012: "OffsetTimeDigitized",
    0x9102: "CompressedBitsPerPixel", 0x9201: "ShutterSpeedValue", 0x9202: "ApertureValue", 0x9203: "BrightnessValue",
    0x9204: "ExposureCompensation", 0x9205: "MaxApertureValue", 0x9206: "SubjectDistance", 0x9207: "MeteringMode",
    0x9208: "LightSource", 0x9209: "Flash", 0x920A: "FocalLength", 0x9286: "UserComment", 0x9290: "SubSecTime",
    0x9291: "SubSecTimeOriginal", 0x9292: "SubSecTimeDigitized", 0xA000: "FlashpixVersion", 0xA001: "ColorSpace",
    0xA002: "ExifImageWidth", 0xA003: "ExifImageHeight", 0xA004: "RelatedSoundFile", 0xA20E: "FocalPlaneXResolution",
    0xA20F: "FocalPlaneYResolution", 0xA210: "FocalPlaneResolutionUnit", 0xA217: "SensingMethod",
    0xA401: "CustomRendered", 0xA402: "ExposureMode", 0xA403: "WhiteBalance", 0xA404: "DigitalZoomRatio",
    0xA405: "FocalLengthIn35mmFormat", 0xA406: "SceneCaptureType", 0xA407: "GainControl", 0xA408: "Contrast",
    0xA409: "Saturation", 0xA40A: "Sharpness", 0xA420: "ImageUniqueID", 0xA430: "OwnerName", 0xA431: "SerialNumber",
    0xA432: "LensInfo", 0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber",
}  # fmt: skip
PLACE = {
    8: "GPSSatellites", 9: "GPSStatus",
    10: "GPSMeasureMode", 11: "GPSDOP", 12: "GPSSpeedRef", 13: "GPSSpeed", 16: "GPSImgDirectionRef",
    17: "GPSImgDirection", 18: "GPSMapDatum", 29: "GPSDateStamp",
}  # fmt: skip
LATITUDES = {"N": "North", "S": "South"}
LONGITUDES = {"E": "East", "W": "West"}
_ON = dict(enumerate(("Normal", "Low", "High")))
_RESOLUTION = {1: "None", 2: "inches", 3: "cm"}
ENUMERATIONS: dict[int, dict[int, str]] = {
    0x0106: {
        0: "WhiteIsZero", 1: "BlackIsZero", 2: "RGB", 3: "RGB Palette", 4: "Transparency Mask", 5: "CMYK", 6: "YCbCr",
        8: "CIELab",
    },
    0x011C: {1: "Chunky", 2: "Planar"},
    0x0112: {
        1: "Horizontal (normal)", 2: "Mirror horizontal", 3: "Rotate 180", 4: "Mirror vertical",
        5: "Mirror horizontal and rotate 270 CW", 6: "Rotate 90 CW", 7: "Mirror horizontal and rotate 90 CW",
        8: "Rotate 270 CW",
    },
    0x0128: _RESOLUTION,
    0xA210: _RESOLUTION,
    0x0213: {1: "Centered", 2: "Co-sited"},
    0x8822: dict(
        enumerate(
            (
                "Not Defined", "Manual", "Program AE", "Aperture-priority AE", "Shutter speed priority AE",
                "Creative (Slow speed)", "Action (High speed)", "Portrait", "Landscape",
            )
        )
    ),
    0x9207: {
        0: "Unknown", 1: "Average", 2: "Center-weighted average", 3: "Spot", 4: "Multi-spot", 5: "Multi-segment",
        6: "Partial", 255: "Other",
    },
    0x9208: {
        0: "Unknown", 1: "Daylight", 2: "Fluorescent", 3: "Tungsten (Incandescent)", 4: "Flash", 9: "Fine Weather",
        10: "Cloudy", 11: "Shade", 255: "Other",
    },
    0x9209: {
        0x0: "No Flash", 0x1: "Fired", 0x5: "Fired, Return not detected", 0x7: "Fired, Return detected",
        0x8: "On, Did not fire", 0x9: "On, Fired", 0x10: "Off, Did not fire", 0x18: "Auto, Did not fire",
        0x19: "Auto, Fired", 0x20: "No flash function",
    },
    0xA217: {1: "Not defined", 2: "One-chip color area", 3: "Two-chip color area", 4: "Three-chip color area"},
    0xA001: {1: "sRGB", 2: "Adobe RGB", 0xFFFF: "Uncalibrated"},
    0xA402: dict(enumerate(("Auto", "Manual", "Auto bracket"))),
    0xA403: dict(enumerate(("Auto", "Manual"))),
    0xA406: dict(enumerate(("Standard", "Landscape", "Portrait", "Night"))),
    0xA408: _ON,
    0xA409: _ON,
    0xA40A: dict(enumerate(("Normal", "Soft", "Hard"))),
}  # fmt: skip
