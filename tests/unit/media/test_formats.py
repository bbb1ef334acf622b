"""The table of formats is sound, and sniffing believes bytes before names."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.media.formats import (
    APPLE_DOUBLE,
    FORMATS,
    HEAD_BYTES,
    LFS_POINTER,
    MEDIA_KINDS,
    format_for_name,
    is_contradicted,
    sniff,
)
from assetgraph.media.reading import PROBES
from assetgraph.model.records import Kind

# Endings that stand for several formats on purpose: the bytes decide.
# with a long ID3 tag in front only the ending tells AAC
SHARED = {"usd", "xml", "blend", "prproj", "abc", "m4v", "m4a", "m4b", "aac", "adts", "ass"}


def iso(brand: bytes, *compatible: bytes) -> bytes:
    body = brand + b"\0\0\0\0" + b"".join(compatible)
    return (len(body) + 8).to_bytes(4, "big") + b"ftyp" + body


ADTS = bytes([0xFF, 0xF1, 0x50, 0x80, 0x01, 0x7F, 0xFC, 0, 0, 0, 0]) * 3  # frames of 11 bytes
MP3 = (bytes([0xFF, 0xFB, 0x90, 0x00]) + bytes(413)) * 3
CASES = [
    (iso(b"qt  "), "a.mov", "mov"),
    (b"\0\0\0\x08wide\0\0\0\0mdat", "a.mov", "mov"),
    (iso(b"isom"), "a.mp4", "mp4"),
    (iso(b"isom"), "a.m4v", "m4v"),
    (iso(b"isom"), "a.m4a", "m4a"),
    (iso(b"isom"), "a", "mp4"),
    (iso(b"qt  "), "a.braw", "braw"),
    (iso(b"heic", b"mif1"), "a.heic", "heic"),
    (iso(b"mif1", b"mif1", b"avif"), "a.avif", "avif"),
    (iso(b"crx "), "a.cr3", "cr3"),
    (iso(b"3gp4"), "a.3gp", "3gp"),
    (b"RIFF\0\0\0\0WAVEfmt ", "a.wav", "wav"),
    (b"RF64\xff\xff\xff\xffWAVEds64", "a.wav", "rf64"),
    (b"RIFF\0\0\0\0AVI LIST", "a.avi", "avi"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "webp"),
    (b"\x1aE\xdf\xa3\x93B\x82\x84webm", "a.mkv", "webm"),
    (b"\x1aE\xdf\xa3\x93B\x82\x88matroska", "a.mkv", "mkv"),
    (b"II*\0\x08\0\0\0\0\0", "a.tif", "tiff"),
    (b"II*\0\x08\0\0\0\0\0", "a.nef", "nef"),
    (b"II*\0\x10\0\0\0CR\x02\0", "a.tif", "cr2"),
    (b"II*\0\x08\0\0\0\x01\0\x12\xc6" + bytes(10), "a.tif", "dng"),
    (b"SQLite format 3\0", "CurrentVersion.fcpevent", "final-cut-library"),
    (b"\0\0\0\x08 of no known head", "turnover.omf", "omf"),
    (b"\xff\xd8\xff\xe0", "a.png", "jpeg"),
    (b"\xff\xd8\xff\xe0", "a.thm", "thm"),
    (bytes([0x47, *bytes(187)]) * 6, "a.ts", "mpegts"),
    (bytes([0, 0, 0, 0, 0x47, *bytes(187)]) * 6, "a.m2ts", "mpegts"),
    (b"OggS" + bytes(24) + b"OpusHead", "a.ogg", "opus"),
    (b"\x0b\x77\0\0\0\x40", "a.ac3", "ac3"),
    (b"\x0b\x77\0\0\0\x80", "a.ec3", "eac3"),
    (b"\x76\x2f\x31\x01", "a.exr", "openexr"),
    (b"SDPX", "a.dpx", "dpx"),
    (b'{"OTIO_SCHEMA": "Timeline.1"}', "a.otio", "otio"),
    (b'<?xml version="1.0"?><!DOCTYPE xmeml><xmeml version="4">', "a.xml", "xmeml"),
    ("\ufeff<?xml version='1.0' encoding='utf-16'?><fcpxml>".encode("utf-16-le"), "a.fcpxml", "fcpxml"),
    (b"<!-- <AssetMap> --><am:AssetMap xmlns:am='x'>", "ASSETMAP", "assetmap"),
    (b"#usda 1.0", "a.usd", "usda"),
    (b"PXR-USDC", "a.usd", "usdc"),
    (b"PK\x03\x04", "a.usdz", "usdz"),
    (b"BLENDER-v300", "a.blend", "blend"),
    (b"TITLE: x", "a.edl", "edl"),
    (b"\r\n1\r\n00:00:01,000 --> 00:00:02,000", "a.srt", "srt"),
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "a.mov", LFS_POINTER),
    (b"\0\x05\x16\x07\0\x02\0\0Mac OS X        ", "._a.mov", APPLE_DOUBLE),
    (b"\0\x05\x16\x07\0\x02\0\0Mac OS X        ", "._a.cube", APPLE_DOUBLE),
    (b"nothing of the kind", "._a.mov", APPLE_DOUBLE),
    (b"set cut_paste_input [stack 0]", "a.nk", "nuke"),
    (bytes(40), "a.tga", "tga"),
    (b"ID3\4\0\0\0\0\0\4TAG!" + ADTS, "a", "aac"),
    (b"ID3\4\0\0\0\0\0\4TAG!" + MP3, "a.mp3", "mp3"),
    (b"ID3\4\0\0\0\x7f\x7f\x7f" + bytes(90), "a.aac", "aac"),
    (b"ID3\4\0\0\0\x7f\x7f\x7f" + bytes(90), "a", "mp3"),
]


@pytest.mark.parametrize(("head", "name", "expected"), CASES, ids=[f"{c[1]}-{c[2]}" for c in CASES])
def test_sniff_when_bytes_are_known_then_they_decide(head: bytes, name: str, expected: str) -> None:
    found = sniff(head, name)
    assert found.format is not None
    assert found.format.name == expected
    assert not is_contradicted(found)


@pytest.mark.parametrize("name", ["a.mov", "a.exr", "a.wav", "a.mp3", "a.jpg", "a.nef", "a.dpx", "a.m4a"])
@pytest.mark.parametrize("head", [b"", b"<html><body>", b"\x01\x02\x03garbage" * 9], ids=["empty", "html", "other"])
def test_sniff_when_a_media_name_lies_then_it_is_contradicted(name: str, head: bytes) -> None:
    found = sniff(head, name)
    assert found.format is not None
    assert found.magic_type is None
    assert is_contradicted(found)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"export const x = 1", "a.ts"),
        (b"int main() {}", "a.cc"),
        (b"solid cube", "a.stl"),
        (b"<x/>", "a.xml"),
    ],
)
def test_sniff_when_an_ending_has_other_meanings_then_it_alone_claims_nothing(head: bytes, name: str) -> None:
    assert sniff(head, name).format is None


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b'3DE4 project 4\nproject\n  path "/plates/a_v001.####.exr"\n', "sh010_track.3de", "3dequalizer"),
        (b'BitmapBuffer b {\n  file="/tex/a.exr";\n}\n', "a.vrscene", "vray"),
        (b"### exported:     Fri Oct 25\n### from:    Arnold 7.2\n\noptions\n{\n", "a.ass", "arnold"),
        (b"[Script Info]\nTitle: a\n", "a.ass", "ass"),
        (b"\x1f\x8b\x08", "a.ass.gz", "arnold"),
        (b"newmtl red\nmap_Kd a.png\n", "a.mtl", "wavefront-materials"),
        (b"\xc1\x83\x2a\x9e", "Cin_0010.umap", "unreal"),
        (b"Kaydara FBX Binary  \0", "a.fbx", "fbx"),
        (b'<?xml version="1.0"?><AfterEffectsProject/>', "a.aepx", "after-effects-xml"),
    ],
)
def test_sniff_when_a_scene_may_need_anything_then_it_is_a_document(head: bytes, name: str, expected: str) -> None:
    found = sniff(head, name).format
    assert found is not None
    assert found.name == expected
    assert (found.kind is Kind.DOCUMENT) == (expected != "ass")


@given(st.binary(max_size=2048), st.text(max_size=20))
def test_sniff_when_anything_comes_then_it_never_raises(head: bytes, name: str) -> None:
    sniff(head, name)


@given(st.sampled_from([case[0] for case in CASES]), st.integers(0, 64), st.binary(max_size=64))
def test_sniff_when_a_head_is_cut_or_followed_by_noise_then_it_never_raises(
    head: bytes, cut: int, noise: bytes
) -> None:
    for row in FORMATS:
        row.matches(head[:cut] + noise)


def test_table_when_counted_then_it_has_more_than_fifty_formats() -> None:
    assert len({row.name for row in FORMATS}) > 90


def test_table_when_two_formats_share_an_ending_then_it_is_documented() -> None:
    bearers = defaultdict(set)
    for row in FORMATS:
        for ending in row.endings:
            bearers[ending].add((row.name, row.magic, row.needs_magic))
    shared = {ending for ending, rows in bearers.items() if len(rows) > 1}
    assert shared <= SHARED


def test_table_when_read_then_every_row_names_existing_probes_and_media_rows_have_one() -> None:
    for row in FORMATS:
        assert set(row.probes) <= set(PROBES), row.name
        assert row.probes or row.kind not in MEDIA_KINDS, row.name
        assert "pyav" not in row.probes or row.demuxer, row.name
        assert row.mime.count("/") == 1
        assert all(ending == ending.lower() for ending in row.endings)


def test_format_for_name_when_only_the_name_is_known_then_the_ending_tells() -> None:
    assert format_for_name("A001.MOV").kind is Kind.VIDEO  # type: ignore[union-attr]
    assert format_for_name("x.0001.exr").name == "openexr"  # type: ignore[union-attr]
    assert format_for_name("cache.bgeo.sc").name == "bgeo"  # type: ignore[union-attr]
    assert format_for_name("mov") is None
    assert format_for_name("a.xml") is None
    assert HEAD_BYTES == 65536
