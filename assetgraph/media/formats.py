"""The table of formats: what a file is, told by its first bytes; its ending only breaks ties.

Not here: reading anything (reading.py), the rules themselves (magic.py), references out of documents.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from assetgraph.media.magic import (
    Rule,
    ac3,
    adts,
    at,
    both,
    brand,
    compatible_brand,
    contains,
    dng,
    iso_media,
    long_id3,
    maya_binary,
    mp3,
    mxf,
    portable_anymap,
    quicktime_atoms,
    riff,
    text,
    transport_stream,
    xml_root,
)
from assetgraph.model.records import Kind

HEAD_BYTES = 64 * 1024
MEDIA_KINDS = frozenset((Kind.VIDEO, Kind.IMAGE, Kind.AUDIO))
LFS_POINTER = "git-lfs-pointer"
APPLE_DOUBLE = "appledouble"
"""What macOS keeps of a file where the file system has no place for it: named like the file, with "._" before."""


@dataclass(frozen=True)
class Format:
    """One row: how a format is recognised, and which probes read it, in this order.

    `family` names the row of precedence.py. `demuxer` is the only FFmpeg demuxer that may open it.
    With `needs_ending` the bytes alone do not suffice (they are those of another row too); with
    `needs_magic` the ending alone does not (other kinds of file bear it too). A `generic` row gives way to
    any other that fits.
    """

    name: str
    kind: Kind
    endings: tuple[str, ...]
    magic: tuple[Rule, ...]
    mime: str
    probes: tuple[str, ...] = ()
    family: str = "default"
    demuxer: str | None = None
    needs_ending: bool = False
    needs_magic: bool = False
    generic: bool = False

    def matches(self, head: bytes) -> bool:
        """Whether the first bytes are of this format."""
        return any(rule(head) for rule in self.magic)


@dataclass(frozen=True)
class Sniffed:
    """The row that was found, and the MIME type that the bytes told; no MIME type: found by ending only."""

    format: Format | None
    magic_type: str | None


def _video(name: str, endings: str, mime: str, demuxer: str, probes: str, *magic: Rule, **more: Any) -> Format:
    return Format(
        name, Kind.VIDEO, tuple(endings.split()), magic, mime, tuple(probes.split()), "video", demuxer, **more
    )


def _audio(name: str, endings: str, mime: str, demuxer: str, *magic: Rule, probes: str = "pyav", **more: Any) -> Format:
    return Format(
        name, Kind.AUDIO, tuple(endings.split()), magic, mime, tuple(probes.split()), "audio", demuxer, **more
    )


def _still(
    name: str,
    endings: str,
    mime: str,
    *magic: Rule,
    probes: str = "openimageio",
    family: str = "still",
    **more: Any,
) -> Format:
    return Format(name, Kind.IMAGE, tuple(endings.split()), magic, mime, tuple(probes.split()), family, **more)


def _raw(name: str, endings: str, *magic: Rule, **more: Any) -> Format:
    return _still(name, endings, f"image/x-{name}", *magic, probes="exiftool", family="raw", **more)


def _other(kind: Kind, name: str, endings: str, mime: str, *magic: Rule, probes: str = "", **more: Any) -> Format:
    return Format(name, kind, tuple(endings.split()), magic, mime, tuple(probes.split()), **more)


def _document(name: str, endings: str, mime: str, *magic: Rule, **more: Any) -> Format:
    return _other(Kind.DOCUMENT, name, endings, mime, *magic, **more)


def _sidecar(name: str, endings: str, mime: str, *magic: Rule, **more: Any) -> Format:
    return _other(Kind.SIDECAR, name, endings, mime, *magic, **more)


MOVIE = "pyav embedded mediainfo exiftool"
WAVE = "pyav embedded exiftool"
PHOTO = "openimageio embedded exiftool"
ASF = at(0, bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"))
EBML = at(0, b"\x1aE\xdf\xa3")
TIFF = at(0, b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
OLE2 = at(0, bytes.fromhex("d0cf11e0a1b11ae1"))
MAYA_IFF = at(0, b"FOR4", b"FOR8")
ZIP = at(0, b"PK\x03\x04")
GZIP = at(0, b"\x1f\x8b")
OGG = at(0, b"OggS")
TAGGED_FLAC = both(at(0, b"ID3"), contains(b"fLaC", HEAD_BYTES))
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
JPEG = at(0, b"\xff\xd8\xff")

# Rows nearer the top win a tie that no ending decides.
FORMATS: tuple[Format, ...] = (
    _other(Kind.OTHER, LFS_POINTER, "", "text/x-git-lfs-pointer", at(0, b"version https://git-lfs.github.com/spec/")),
    _other(Kind.OTHER, APPLE_DOUBLE, "", "application/applefile", at(0, b"\0\x05\x16\x07\0\x02\0\0")),
    # Moving pictures
    _video("mov", "mov qt", "video/quicktime", "mov", MOVIE, brand(b"qt  "), quicktime_atoms),
    _video("3gp", "3gp 3g2", "video/3gpp", "mov", MOVIE, brand(b"3gp", b"3g2")),
    _video("m4v", "m4v", "video/x-m4v", "mov", MOVIE, brand(b"M4V")),
    _video("m4v", "m4v", "video/x-m4v", "mov", MOVIE, iso_media, needs_ending=True),
    _video("mxf", "mxf", "application/mxf", "mxf", "pyav mediainfo", mxf),
    _video("webm", "webm", "video/webm", "matroska", "pyav", both(EBML, contains(b"webm"))),
    _video("mkv", "mkv mk3d", "video/x-matroska", "matroska", "pyav", both(EBML, contains(b"matroska"))),
    _video("avi", "avi", "video/x-msvideo", "avi", "pyav mediainfo", riff(b"AVI ")),
    _video("mpegts", "m2ts mts m2t", "video/mp2t", "mpegts", "pyav", transport_stream),
    _video("mpegts", "ts", "video/mp2t", "mpegts", "pyav", transport_stream, needs_magic=True),
    _video("mpeg", "mpg mpeg vob mpe m2p", "video/mpeg", "mpeg", "pyav mediainfo", at(0, b"\0\0\x01\xba")),
    _video("mpegvideo", "m2v m1v", "video/mpeg", "mpegvideo", "pyav mediainfo", at(0, b"\0\0\x01\xb3")),
    _video("dv", "dv dif", "video/dv", "dv", "pyav mediainfo", at(0, b"\x1f\x07\0")),
    _video("wmv", "wmv asf", "video/x-ms-wmv", "asf", "pyav mediainfo", ASF),
    _video("flv", "flv", "video/x-flv", "flv", "pyav", at(0, b"FLV\x01")),
    _video("r3d", "r3d", "video/x-red-r3d", "", "exiftool", at(4, b"RED1", b"RED2")),
    _video("braw", "braw", "video/x-braw", "mov", MOVIE, quicktime_atoms, iso_media, needs_ending=True),
    # Sound
    _audio("wav", "wav bwf", "audio/wav", "wav", riff(b"WAVE"), probes=WAVE),
    _audio("rf64", "rf64", "audio/wav", "wav", riff(b"WAVE", b"RF64", b"BW64"), probes=WAVE),
    _audio("mka", "mka", "audio/x-matroska", "matroska", EBML, needs_ending=True),
    _audio("w64", "w64", "audio/x-w64", "w64", at(0, b"riff\x2e\x91\xcf\x11")),
    _audio("aiff", "aiff aif aifc", "audio/aiff", "aiff", riff(b"AIFF", b"FORM"), riff(b"AIFC", b"FORM")),
    _audio("caf", "caf", "audio/x-caf", "caf", at(0, b"caff\0")),
    _audio("flac", "flac", "audio/flac", "flac", at(0, b"fLaC"), TAGGED_FLAC),
    _audio("m4a", "m4a m4b", "audio/mp4", "mov", brand(b"M4A", b"M4B"), probes="pyav embedded exiftool"),
    _audio("m4a", "m4a m4b", "audio/mp4", "mov", iso_media, probes="pyav embedded exiftool", needs_ending=True),
    _audio("opus", "opus", "audio/opus", "ogg", both(OGG, contains(b"OpusHead", 512))),
    _audio("ogg", "ogg oga", "audio/ogg", "ogg", OGG, generic=True),
    _audio("wma", "wma", "audio/x-ms-wma", "asf", ASF, probes="pyav mediainfo"),
    _audio("tta", "tta", "audio/x-tta", "tta", at(0, b"TTA1")),
    _audio("dsf", "dsf", "audio/x-dsf", "dsf", at(0, b"DSD \x1c\0")),
    _audio("amr", "amr awb", "audio/amr", "amr", at(0, b"#!AMR")),
    _audio("ac3", "ac3", "audio/ac3", "ac3", ac3(0, 10)),
    _audio("eac3", "eac3 ec3", "audio/eac3", "eac3", ac3(11, 16)),
    _audio("aac", "aac adts", "audio/aac", "aac", adts),
    _audio("aac", "aac adts", "audio/aac", "aac", long_id3, needs_ending=True),
    _audio("mp3", "mp3", "audio/mpeg", "mp3", mp3),
    # Stills
    _sidecar("thm", "thm", "image/jpeg", JPEG, probes=PHOTO, needs_ending=True),
    _still("jpeg", "jpg jpeg jpe jps mpo jfif", "image/jpeg", JPEG, probes=PHOTO),
    _still("png", "png", "image/png", at(0, b"\x89PNG\r\n\x1a\n"), probes=PHOTO),
    _still("webp", "webp", "image/webp", riff(b"WEBP"), probes=PHOTO),
    _still("gif", "gif", "image/gif", at(0, b"GIF87a", b"GIF89a"), probes=PHOTO),
    _still("bmp", "bmp dib", "image/bmp", both(at(0, b"BM"), at(6, b"\0\0\0\0"))),
    _still("psd", "psd psb", "image/vnd.adobe.photoshop", at(0, b"8BPS"), probes=PHOTO),
    _still("openexr", "exr sxr mxr", "image/x-exr", at(0, b"\x76\x2f\x31\x01"), family="frame"),
    _still("dpx", "dpx", "image/x-dpx", at(0, b"SDPX", b"XPDS"), family="frame"),
    _still("cineon", "cin", "image/x-cineon", at(0, b"\x80*_\xd7", b"\xd7_*\x80"), family="frame"),
    _still("hdr", "hdr rgbe", "image/vnd.radiance", at(0, b"#?RADIANCE", b"#?RGBE")),
    _still("tga", "tga tpic targa", "image/x-tga"),
    _still("sgi", "sgi rgb rgba bw", "image/x-sgi", at(0, b"\x01\xda\0", b"\x01\xda\x01")),
    _still("pnm", "ppm pgm pbm pnm pam", "image/x-portable-anymap", portable_anymap(b"1234567")),
    _still("pfm", "pfm", "image/x-pfm", portable_anymap(b"Ff"), needs_magic=True),
    _still("dds", "dds", "image/vnd-ms.dds", at(0, b"DDS ")),
    _still("ico", "ico", "image/x-icon", at(0, b"\0\0\x01\0"), needs_ending=True),
    _still("iff", "iff", "image/x-maya-iff", both(MAYA_IFF, at(8, b"CIMG")), needs_magic=True),
    _still("rla", "rla", "image/x-rla"),
    _still("jpeg2000", "jp2 jpx jpf", "image/jp2", at(0, b"\0\0\0\x0cjP  \r\n\x87\n"), probes=PHOTO),
    _still("jpeg2000", "j2k j2c jpc", "image/x-jp2-codestream", at(0, b"\xff\x4f\xff\x51")),
    _still("jpegxl", "jxl", "image/jxl", at(0, b"\0\0\0\x0cJXL \r\n\x87\n", b"\xff\x0a"), probes=PHOTO),
    _still(
        "avif", "avif avifs", "image/avif", brand(b"avif", b"avis"),
        compatible_brand(b"mif1", b"avif"), probes="exiftool mediainfo", family="heif",
    ),
    _still(
        "heic", "heic heif hif", "image/heic", brand(*HEIC_BRANDS),
        probes="exiftool mediainfo", family="heif",
    ),
    # Camera raw
    _raw("cr3", "cr3", brand(b"crx ")),
    _raw("cr2", "cr2", both(TIFF, at(8, b"CR"))),
    _raw("dng", "dng", dng),
    _raw("nef", "nef nrw", TIFF, needs_ending=True),
    _raw("arw", "arw sr2 srf", TIFF, needs_ending=True),
    _raw("pef", "pef", TIFF, needs_ending=True),
    _raw("srw", "srw", TIFF, needs_ending=True),
    _raw("3fr", "3fr fff", TIFF, needs_ending=True),
    _raw("iiq", "iiq", TIFF, needs_ending=True),
    _raw("rw2", "rw2 rwl", at(0, b"IIU\0")),
    _raw("orf", "orf", at(0, b"IIRO", b"IIRS", b"MMOR")),
    _raw("raf", "raf", at(0, b"FUJIFILMCCD-RAW")),
    _raw("mrw", "mrw", at(0, b"\0MRM")),
    _raw("x3f", "x3f", at(0, b"FOVb")),
    _raw("crw", "crw", at(6, b"HEAPCCDR")),
    _still("tiff", "tif tiff tx", "image/tiff", TIFF, probes=PHOTO, generic=True),
    # After the stills and sounds, whose brands are narrower than "any".
    _video("mp4", "mp4 f4v insv lrv", "video/mp4", "mov", MOVIE, iso_media, generic=True),
    # Documents
    _document("otio", "otio", "application/x-otio+json", contains(b"OTIO_SCHEMA")),
    _document("otioz", "otioz", "application/x-otioz", ZIP, needs_ending=True),
    _document("fcpxml", "fcpxml", "application/x-fcpxml", xml_root("fcpxml")),
    _document("xmeml", "xml", "application/x-xmeml", xml_root("xmeml"), needs_magic=True),
    _document("assetmap", "xml", "application/x-assetmap+xml", xml_root("AssetMap"), needs_magic=True),
    _document("cpl", "xml", "application/x-cpl+xml", xml_root("CompositionPlaylist"), needs_magic=True),
    _document("pkl", "xml", "application/x-pkl+xml", xml_root("PackingList"), needs_magic=True),
    _document("opl", "xml", "application/x-opl+xml", xml_root("OutputProfileList"), needs_magic=True),
    _document("volindex", "xml", "application/x-volindex+xml", xml_root("VolumeIndex"), needs_magic=True),
    _document("aaf", "aaf", "application/x-aaf", OLE2, needs_ending=True),
    _document("ale", "ale", "text/x-ale", text(r"Heading\s")),
    _document("edl", "edl", "text/x-edl", text(r"(?i)TITLE:")),
    _document("usda", "usda usd", "model/vnd.usda", at(0, b"#usda ")),
    _document("usdc", "usdc usd", "model/vnd.usdc", at(0, b"PXR-USDC")),
    _document("usdz", "usdz", "model/vnd.usdz+zip", ZIP, needs_ending=True),
    _document("materialx", "mtlx", "application/x-materialx+xml", xml_root("materialx")),
    _document("blend", "blend", "application/x-blender", at(0, b"BLENDER")),
    _document("blend", "blend", "application/x-blender", GZIP, at(0, b"\x28\xb5\x2f\xfd"), needs_ending=True),
    _document(
        "nuke", "nk nknc nkind gizmo", "text/x-nuke",
        text(r"(?:#[^\n]*\n\s*)*(?:set cut_paste_input |version \d+\.\d+ ?v\d+\s)"),
    ),
    _document("maya-ascii", "ma", "text/x-maya", text(r"//Maya ASCII"), needs_magic=True),
    _document("maya-binary", "mb", "application/x-maya", maya_binary, needs_magic=True),
    _document("houdini", "hip hiplc hipnc", "application/x-houdini", at(0, b"070707")),
    _document("premiere", "prproj", "application/x-premiere", GZIP, needs_ending=True),
    _document("premiere", "prproj", "application/x-premiere", xml_root("PremiereData")),
    _document("after-effects", "aep", "application/x-after-effects", both(at(0, b"RIFX"), at(8, b"Egg!"))),
    _document("resolve", "drp drt", "application/x-resolve", ZIP, needs_ending=True),
    _document("pdf", "pdf", "application/pdf", at(0, b"%PDF-"), probes="exiftool"),
    # Projects that nothing here reads: each may need anything
    _document("fusion", "comp", "text/x-fusion", text("Composition"), needs_magic=True),
    _document("cinema4d", "c4d", "application/x-cinema4d"),
    _document("3ds-max", "max", "application/x-3dsmax", OLE2, needs_ending=True),
    _document("hiero", "hrox", "application/x-hiero"),
    _document("katana", "katana", "application/x-katana"),
    _document("kdenlive", "kdenlive mlt", "application/x-mlt+xml", xml_root("mlt")),
    _document("avid-bin", "avb avp", "application/x-avid"),
    _document("final-cut-library", "fcpevent flexolibrary fcp imovieproj", "application/x-finalcut"),
    _document("edius", "ezp", "application/x-edius"),
    _document("pro-tools", "ptx ptf", "application/x-protools"),
    _document("nuendo", "npr cpr", "application/x-nuendo"),
    _document("omf", "omf omfi", "application/x-omf"),
    _document("reaper", "rpp", "text/x-reaper", text(r"<REAPER_PROJECT")),
    _document("audition", "sesx", "application/x-audition+xml", xml_root("sesx")),
    _document("vegas", "veg", "application/x-vegas"),
    _document("silhouette", "sfx", "application/x-silhouette"),
    _document("mocha", "mocha", "application/x-mocha"),
    _document("rv", "rv", "text/x-rv", text(r"GTOa")),
    _document("after-effects-xml", "aepx", "application/x-after-effects+xml", xml_root("AfterEffectsProject")),
    _document("motion", "motn", "application/x-motion+xml", xml_root("ozml")),
    _document("natron", "ntp", "application/x-natron+xml", xml_root("Project"), needs_magic=True),
    _document("gaffer", "gfr", "text/x-gaffer"),
    _document("flame-batch", "batch", "application/x-flame-batch"),
    _document("3dequalizer", "3de", "text/x-3dequalizer"),
    _document("syntheyes", "sni", "application/x-syntheyes"),
    _document("metashape", "psx psz", "application/x-metashape"),
    _document("reality-capture", "rcproj", "application/x-reality-capture+xml"),
    _document("modo", "lxo", "application/x-modo"),
    _document("lightwave", "lws", "text/x-lightwave", text("LWSC")),
    _document("houdini-asset", "hda hdalc hdanc otl", "application/x-houdini-asset"),
    _document("xgen", "xgen", "text/x-xgen"),
    _document("substance", "sbs", "application/x-substance+xml"),
    _document("harmony", "xstage", "application/x-harmony+xml"),
    _document("moho", "moho anime", "application/x-moho"),
    _document("tvpaint", "tvpp", "application/x-tvpaint"),
    _document("unreal", "uproject umap uasset", "application/x-unreal"),
    _document("unity", "unity prefab", "application/x-unity"),
    _document("indesign", "indd idml", "application/x-indesign"),
    # Scenes as renderers and other programs take them, which name textures and caches
    _document("arnold", "ass", "text/x-arnold", text(r"(?:#[^\n]*\n\s*)*options\b|### exported:"), needs_magic=True),
    _document("arnold", "ass.gz", "application/x-arnold", GZIP, needs_ending=True),
    _document("vray", "vrscene", "text/x-vray"),
    _document("renderman", "rib", "text/x-rib", text(r"##RenderMan RIB|version 3\.")),
    _document("fbx", "fbx", "application/x-fbx"),
    _document("gltf", "gltf", "model/gltf+json"),
    _document("collada", "dae", "model/vnd.collada+xml", xml_root("COLLADA")),
    _document("wavefront-materials", "mtl", "model/mtl", contains(b"newmtl"), needs_magic=True),
    # Caches of geometry
    _document("vdb", "vdb", "application/x-vdb", at(0, b" BDV")),
    _document("alembic", "abc", "application/x-alembic", at(0, b"Ogawa"), needs_magic=True),
    _document("alembic", "abc", "application/x-alembic", at(0, b"\x89HDF\r\n"), needs_ending=True),
    _document("bgeo", "bgeo bgeo.sc", "application/x-bgeo", at(0, b"\x7fNSJ", b"BgeoV", b"scf1")),
    # Sidecars
    _sidecar("xmp", "xmp", "application/rdf+xml", xml_root("xmpmeta", "xapmeta"), text(r"<\?xpacket")),
    _sidecar("vtt", "vtt", "text/vtt", text("WEBVTT")),
    _sidecar("srt", "srt", "application/x-subrip", text(r"\d+\s*\r?\n\d\d:\d\d:\d\d,\d{3} -->")),
    _sidecar("ass", "ass ssa", "text/x-ssa", text(r"\[Script Info\]"), needs_magic=True),
    _sidecar("stl", "stl", "application/x-ebu-stl", at(3, b"STL"), needs_magic=True),
    _sidecar("cdl", "cdl", "application/x-cdl+xml", xml_root("ColorDecisionList")),
    _sidecar("ccc", "ccc", "application/x-ccc+xml", xml_root("ColorCorrectionCollection")),
    _sidecar("cc", "cc", "application/x-cc+xml", xml_root("ColorCorrection"), needs_magic=True),
    _sidecar("cube", "cube", "text/x-cube-lut"),
    _sidecar("3dl", "3dl", "text/x-3dl-lut"),
    _sidecar("lut", "lut", "text/x-lut"),
    _sidecar("md5", "md5", "text/x-md5"),
    _sidecar(
        "checksums", "sha1 sha256 sha512 xxh64 xxh128 xxh3 xxhsum md5sum sha1sum sha256sum sha512sum",
        "text/x-checksums",
        text(r"\\?(?i:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}) [ *]\S"),
    ),
    _sidecar("mhl", "mhl", "application/x-mhl+xml", xml_root("hashlist")),
    _sidecar("rmd", "rmd", "application/x-red-rmd"),
    _sidecar("sony-camera-xml", "xml", "application/xml", xml_root("NonRealTimeMeta"), needs_magic=True),
    _sidecar("p2-clip-xml", "xml", "application/xml", xml_root("P2Main"), needs_magic=True),
)  # fmt: skip


def sniff(head: bytes, name: str) -> Sniffed:
    """Find the row for a file from its first bytes (up to 64 KiB) and its name; never raises.

    A row found by its ending alone has no magic_type; when that row knows its magic, the bytes are not what
    the name promises (`is_contradicted`).
    """
    named = [row for row in _rows_for(_endings_of(name)) if row.matches(head)]
    chosen = _first([row for row in named if row.needs_ending], [row for row in named if not row.generic])
    if chosen is None:
        # Only now all rules are tried, which takes longer than to read some files.
        alone = [row for row in FORMATS if not row.needs_ending and row.matches(head)]
        chosen = _first([row for row in alone if not row.generic], alone)
    if chosen:
        return Sniffed(chosen, chosen.mime)
    return Sniffed(format_for_name(name), None)


def _first(*ranked: list[Format]) -> Format | None:
    return next((rows[0] for rows in ranked if rows), None)


def format_for_name(name: str) -> Format | None:
    """The row that a file's ending stands for, when it stands for one only; opens nothing."""
    if name.startswith("._"):
        return next(row for row in FORMATS if row.name == APPLE_DOUBLE)
    return next((row for row in _rows_for(_endings_of(name)) if not row.needs_magic), None)


def is_contradicted(sniffed: Sniffed) -> bool:
    """Whether a media file's name promises a format that its bytes are not of."""
    row = sniffed.format
    return row is not None and sniffed.magic_type is None and bool(row.magic) and row.kind in MEDIA_KINDS


@functools.lru_cache(maxsize=1024)
def _rows_for(endings: frozenset[str]) -> tuple[Format, ...]:
    return tuple(row for row in FORMATS if not endings.isdisjoint(row.endings))


def _endings_of(name: str) -> frozenset[str]:
    parts = name.lower().split(".")[1:]
    return frozenset((parts[-1], ".".join(parts[-2:]))) if parts else frozenset()
