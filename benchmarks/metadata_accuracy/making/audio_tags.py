"""Tags for finished sound files, by mutagen, in the ways of writing that are found in the wild."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mutagen.aiff import AIFF
from mutagen.asf import ASF
from mutagen.dsf import DSF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3, TALB, TIT2, TPE1
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from benchmarks.metadata_accuracy.making.pixels import cover

Words = dict[str, str]
FRAMES: dict[str, Any] = {"title": TIT2, "artist": TPE1, "album": TALB}
LATIN, UTF_16, UTF_8 = 0, 1, 3
MP4_NAMES = {"title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb"}
ASF_NAMES = {"title": "Title", "artist": "Author", "album": "WM/AlbumTitle"}
VORBIS: dict[str, Any] = {".flac": FLAC, ".ogg": OggVorbis, ".oga": OggFLAC, ".opus": OggOpus}
COVER = 3


def id3_24(path: Path, words: Words) -> None:
    """ID3 2.4 in UTF-8 at the beginning."""
    _frames(ID3(), words, UTF_8).save(path, v1=0)


def id3_23(path: Path, words: Words) -> None:
    """ID3 2.3 in UTF-16."""
    _frames(ID3(), words, UTF_16).save(path, v1=0, v2_version=3)


def id3_latin(path: Path, words: Words) -> None:
    """ID3 2.3 in Latin-1, and ID3v1 at the end."""
    _frames(ID3(), words, LATIN).save(path, v1=2, v2_version=3)


def id3_with_cover(path: Path, words: Words) -> None:
    """ID3 2.4 with a picture."""
    tags = _frames(ID3(), words, UTF_8)
    tags.add(APIC(encoding=UTF_8, mime="image/png", type=COVER, desc="cover", data=cover()))
    tags.save(path, v1=0)


def wave_id3(path: Path, words: Words) -> None:
    """A chunk of ID3 in a WAV."""
    _save_in(WAVE(path), words)


def wave_ixml(path: Path, words: Words) -> None:
    """A chunk of iXML behind the sound, as location recorders write it."""
    said = (
        '<?xml version="1.0" encoding="UTF-8"?><BWFXML><IXML_VERSION>1.61</IXML_VERSION>'
        f"<SCENE>12A</SCENE><TAKE>3</TAKE><TAPE>{words['reel_name']}</TAPE><NOTE>Plan près du port</NOTE>"
        "<TRACK_LIST><TRACK_COUNT>2</TRACK_COUNT><TRACK><NAME>Boom</NAME></TRACK><TRACK><NAME>Łucja</NAME></TRACK>"
        "</TRACK_LIST></BWFXML>"
    ).encode()
    said += b" " * (len(said) % 2)
    data = path.read_bytes() + b"iXML" + len(said).to_bytes(4, "little") + said
    path.write_bytes(data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:])


def aiff(path: Path, words: Words) -> None:
    """A chunk of ID3 in an AIFF."""
    _save_in(AIFF(path), words)


def dsf(path: Path, words: Words) -> None:
    """ID3 at the end of a DSF."""
    _save_in(DSF(path), words)


def vorbis(path: Path, words: Words) -> None:
    """Vorbis comments."""
    tagged = VORBIS[path.suffix](path)
    tagged.update({name.upper(): [word] for name, word in words.items()})
    tagged.save()


def vorbis_with_cover(path: Path, words: Words) -> None:
    """Vorbis comments and a picture."""
    tagged = FLAC(path)
    tagged.update({name.upper(): [word] for name, word in words.items()})
    front = Picture()
    front.data, front.mime, front.type = cover(), "image/png", COVER
    tagged.add_picture(front)
    tagged.save()


def mp4(path: Path, words: Words) -> None:
    """The item list of an MP4."""
    tagged = MP4(path)
    tagged.update({MP4_NAMES[name]: [word] for name, word in words.items()})
    tagged.save()


def mp4_with_cover(path: Path, words: Words) -> None:
    """The item list of an MP4 with a picture, which is no film."""
    mp4(path, words)
    tagged = MP4(path)
    tagged["covr"] = [MP4Cover(cover(), MP4Cover.FORMAT_PNG)]
    tagged.save()


def asf(path: Path, words: Words) -> None:
    """The content description of an ASF."""
    tagged = ASF(path)
    tagged.update({ASF_NAMES[name]: [word] for name, word in words.items()})
    tagged.save()


def _frames(tags: ID3, words: Words, encoding: int) -> ID3:
    for name, word in words.items():
        tags.add(FRAMES[name](encoding=encoding, text=[word]))
    return tags


def _save_in(tagged: Any, words: Words) -> None:
    tagged.add_tags()
    _frames(tagged.tags, words, UTF_8)
    tagged.save()
