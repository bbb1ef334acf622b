"""Our own reader of embedded blocks says what ExifTool says, or that it is not plain; never anything else."""

from __future__ import annotations

import contextlib
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from assetgraph.demo.media import write_audio, write_video
from assetgraph.media.embedded.plain import NotPlain
from assetgraph.media.formats import sniff
from assetgraph.media.plan import is_needed
from assetgraph.media.probes import embedded, exiftool
from assetgraph.media.reading import read_media
from assetgraph.model.records import ProbeLevel

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="3"{more}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
)
TITLE = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Bahnhof – 駅</rdf:li></rdf:Alt></dc:title>'
WORDS = "<dc:subject><rdf:Bag><rdf:li>train</rdf:li><rdf:li>noc</rdf:li></rdf:Bag></dc:subject>"
HISTORY = '<xmp:History rdf:parseType="Resource"><xmp:when>now</xmp:when></xmp:History>'
CAMERA = 0x8769


def _exif(**camera: object) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Canon", "Model 1", 6
    exif.get_ifd(CAMERA).update(
        {0x9003: "2024:05:06 07:08:09", 0x829D: IFDRational(28, 10), 0x829A: IFDRational(1, 250), 0x8827: 400}
    )
    exif.get_ifd(CAMERA).update({int(field, 16): value for field, value in camera.items()})
    return exif


def _save(path: Path, **told: object) -> Path:
    Image.new("RGB", (16, 8)).save(path, **told)
    return path


def _told(path: Path) -> dict[str, object]:
    row = sniff(path.read_bytes()[:65536], path.name).format
    assert row
    return embedded.probe(str(path), ProbeLevel.HEADER, row)


def _photo(path: Path) -> Path:
    return _save(path, exif=_exif())


def _described(path: Path) -> Path:
    packet = XMP.format(more="", inner=TITLE + WORDS).encode()
    return _save(path, xmp=packet, exif=_exif())


def _by_a_maker(path: Path) -> Path:
    """A maker's own notes, here Canon's serial number and lens, beside standard fields that say the same or better."""
    notes = struct.pack("<HHHLL", 1, 0x000C, 4, 1, 4711) + bytes(4)
    told = {"927C": notes, "920A": IFDRational(50, 1), "A434": "EF 50mm", "A431": "0815"}
    return _save(path, exif=_exif(**told))


@pytest.mark.skipif(exiftool.version() is None, reason="exiftool is not installed")
@pytest.mark.parametrize("make", [_photo, _described, _by_a_maker])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_embedded_when_plain_then_says_what_exiftool_says(
    tmp_path: Path, name: str, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / name)
    row = sniff(path.read_bytes()[:65536], name).format
    assert row
    ours, theirs = _told(path), exiftool.probe(str(path), ProbeLevel.HEADER, row)
    for each in (ours, theirs):
        each.pop("embedded")
    # The picture's size is read by another tool.
    assert ours == {key: value for key, value in theirs.items() if key not in {"width", "height"}}
    assert ours["camera_make"] == "Canon"
    # Pillow writes no camera directory into a TIFF.
    assert name == "a.tif" or (ours["exposure_time_s"], ours["iso"]) == ("1/250", 400)


@pytest.mark.skipif(exiftool.version() is None, reason="exiftool is not installed")
def test_embedded_when_a_film_is_plain_then_says_what_exiftool_says(tmp_path: Path) -> None:
    write_video(tmp_path / "a.mov", codec="prores", width=64, height=36, frames=3, timecode="01:00:00:00")
    write_video(tmp_path / "a.mp4", codec="h264", width=64, height=36, frames=3, audio_channels=2)
    write_audio(tmp_path / "a.m4a", duration_s=0.2)
    for path in sorted(tmp_path.iterdir()):
        row = sniff(path.read_bytes()[:65536], path.name).format
        assert row
        ours, theirs = _told(path), exiftool.probe(str(path), ProbeLevel.HEADER, row)
        for key in ours.keys() - {"embedded"}:
            assert ours[key] == theirs[key], (path.name, key)


def _maker_notes(path: Path) -> None:
    _save(path, exif=_exif(**{"0x927C": b"ACME\0\1\2\3"}))


def _odd_type(path: Path) -> None:
    _save(path, exif=_exif(**{"0x829D": 2.8}))


def _trailer(path: Path) -> None:
    _photo(path)
    path.write_bytes(path.read_bytes() + b"\0tail")


def _other_charset(path: Path) -> None:
    exif = _exif()
    exif[0x013B] = "x" * 8
    _save(path, exif=exif)
    path.write_bytes(path.read_bytes().replace(b"x" * 8, "Dvořák".encode("iso8859_2") + b"xx"))


def _structure(path: Path) -> None:
    _save(path, xmp=XMP.format(more="", inner=HISTORY).encode())


def _schema(path: Path) -> None:
    _save(path, xmp=XMP.format(more=' xmlns:v="urn:vendor" v:thing="1"', inner="").encode())


def _entities(path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XMP.format(more="", inner="&b;")
    _save(path, xmp=bomb.encode())


def _ring(path: Path) -> None:
    """A directory of EXIF that points at itself."""
    block = b"MM\0*" + struct.pack(">L", 8) + struct.pack(">HHHLL", 1, CAMERA, 4, 1, 8)
    _save(path, exif=b"Exif\0\0" + block)


@pytest.mark.parametrize(
    "make",
    [_maker_notes, _odd_type, _trailer, _other_charset, _structure, _schema, _entities, _ring],
)
def test_embedded_when_not_plain_then_leaves_it_to_exiftool(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "a.jpg"
    make(path)
    with pytest.raises(NotPlain):
        _told(path)
    reading = read_media(str(path), level=ProbeLevel.HEADER)
    assert "embedded" not in reading.sources.values()


def test_embedded_when_a_text_is_a_bomb_then_is_not_inflated(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.png")
    said = b"Comment\0\0" + zlib.compress(bytes(200 << 20))
    chunk = struct.pack(">L", len(said)) + b"zTXt" + said + struct.pack(">L", zlib.crc32(b"zTXt" + said))
    data = path.read_bytes()
    path.write_bytes(data[:33] + chunk + data[33:])
    with pytest.raises(NotPlain, match="long"):
        _told(path)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("originals")
    for name in ("a.jpg", "a.png", "a.webp", "a.tif"):
        _described(folder / name)
    write_video(folder / "a.mp4", codec="h264", width=64, height=36, frames=3)
    return sorted(folder.iterdir())


@given(st.data())
def test_embedded_when_damaged_then_answers_or_is_not_plain(originals: list[Path], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(originals))
    chance = random.Random(data.draw(st.integers(0, 2**32)))
    damaged = bytearray(original.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[chance.randrange(min(len(damaged), 3000))] = chance.choice((0, 1, 127, 255, chance.randrange(256)))
    if data.draw(st.booleans()):
        del damaged[chance.randrange(1, len(damaged)) :]
    row = sniff(original.read_bytes(), original.name).format
    assert row
    path = original.parent.with_name("damaged")
    path.write_bytes(damaged)
    with contextlib.suppress(NotPlain):
        embedded.probe(str(path), ProbeLevel.HEADER, row)


# ---- which tools are asked

FILM = {"video_codec": "h264", "bit_depth": 8, "frame_rate": "25/1", "frame_count": 10, "scan_type": "progressive"}


@pytest.mark.parametrize(
    ("film", "is_plain", "needed"),
    [
        (FILM, True, False),
        (FILM, False, True),
        ({}, True, True),
        ({"audio_codec": "aac"}, True, False),
        (FILM | {"color_transfer": 16}, True, True),
        (FILM | {"video_codec": "hevc", "bit_depth": 10}, True, True),
        (FILM | {"video_codec": "hevc", "bit_depth": 10, "color_transfer": 1}, True, False),
        (FILM | {"video_codec": "hevc", "scan_type": None}, True, False),
        ({key: value for key, value in FILM.items() if key != "scan_type"}, True, True),
        ({key: value for key, value in FILM.items() if key != "frame_count"}, True, True),
    ],
)
def test_mediainfo_when_it_can_add_nothing_then_is_not_asked(
    film: dict[str, object], is_plain: bool, needed: bool
) -> None:
    row = sniff(b"\0\0\0\x14ftypisom", "a.mp4").format
    assert row
    facts = {"pyav": film} | ({"embedded": {}} if is_plain else {})
    assert is_needed("mediainfo", row, facts) is needed
    assert is_needed("exiftool", row, facts) is not is_plain
