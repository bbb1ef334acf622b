"""Writes IMF and DCP packages as the standards have them, apart from the code that reads them.

DCP comes in two flavours, of which no real sample is free to use: Interop, by its three drafts (the digicine.com name
spaces, ASSETMAP without an ending, an empty PackingList mark, kinds within the type), and SMPTE ST 429-7, -8 and -9.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Flavour:
    """Name spaces and habits of one kind of package."""

    map_space: str
    list_space: str
    playlist_space: str
    map_name: str = "ASSETMAP.xml"
    index_name: str = "VOLINDEX.xml"
    mark: str = "<PackingList>true</PackingList>"
    playlist_type: str = "text/xml"


INTEROP = Flavour(
    "http://www.digicine.com/PROTO-ASDCP-AM-20040311#",
    "http://www.digicine.com/PROTO-ASDCP-PKL-20040311#",
    "http://www.digicine.com/PROTO-ASDCP-CPL-20040511#",
    map_name="ASSETMAP",
    index_name="VOLINDEX",
    mark="<PackingList></PackingList>",
    playlist_type="text/xml;asdcpKind=CPL",
)
SMPTE = Flavour(
    "http://www.smpte-ra.org/schemas/429-9/2007/AM",
    "http://www.smpte-ra.org/schemas/429-8/2007/PKL",
    "http://www.smpte-ra.org/schemas/429-7/2006/CPL",
)
IMF_2013 = Flavour(SMPTE.map_space, SMPTE.list_space, "http://www.smpte-ra.org/schemas/2067-3/2013")
IMF_2016 = Flavour(
    SMPTE.map_space, "http://www.smpte-ra.org/schemas/2067-2/2016/PKL", "http://www.smpte-ra.org/schemas/2067-3/2016"
)
FLAVOURS = {"interop": INTEROP, "smpte": SMPTE, "imf-2013": IMF_2013, "imf-2016": IMF_2016}


def name_of(number: int) -> str:
    """A UUID that a test can tell from others."""
    return f"{number:08x}-1111-4222-8333-{number:012x}"


def urn(number: int) -> str:
    return f"urn:uuid:{name_of(number)}"


def tag(name: str, content: object) -> str:
    return f"<{name}>{escape(str(content))}</{name}>"


def document(root: str, space: str, *content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">{"".join(content)}</{root}>\n'


def chunk(path: str, *, volume: int | None = None, offset: int | None = None, length: int | None = None) -> str:
    told = (("VolumeIndex", volume), ("Offset", offset), ("Length", length))
    more = "".join(tag(name, value) for name, value in told if value is not None)
    return f"<Chunk>\n  <Path>\n    {escape(path)}\n  </Path>{more}</Chunk>"


def mapped(number: int, *chunks: str, more: str = "") -> str:
    return f"<Asset>{tag('Id', urn(number))}{more}<ChunkList>{''.join(chunks)}</ChunkList></Asset>"


def asset_map(entries: Iterable[str], flavour: Flavour = SMPTE) -> str:
    return document(
        "AssetMap",
        flavour.map_space,
        tag("Id", urn(0xA0)),
        tag("VolumeCount", 1),
        tag("Issuer", "test"),
        f"<AssetList>{''.join(entries)}</AssetList>",
    )


def packed(number: int, data: bytes, type_: str = "application/mxf", *, more: str = "") -> str:
    digest = base64.b64encode(hashlib.sha1(data).digest()).decode()
    parts = tag("Id", urn(number)), tag("Hash", digest), tag("Size", len(data)), tag("Type", type_), more
    return f"<Asset>{''.join(parts)}</Asset>"


def packing_list(number: int, entries: Iterable[str], flavour: Flavour = SMPTE) -> str:
    return document(
        "PackingList",
        flavour.list_space,
        tag("Id", urn(number)),
        f"<AssetList>{''.join(entries)}</AssetList>",
    )


def reel_asset(kind: str, number: int, duration: int | None, *, rate: str = "24 1", entry: int = 0, all_: int) -> str:
    """MainPicture and its like; an absent duration is all that follows the entry."""
    lasts = "" if duration is None else tag("Duration", duration)
    return (
        f"<{kind}>{tag('Id', urn(number))}{tag('AnnotationText', kind)}{tag('EditRate', rate)}"
        f"{tag('IntrinsicDuration', all_)}{tag('EntryPoint', entry)}{lasts}</{kind}>"
    )


def reel(*assets: str) -> str:
    return f"<Reel>{tag('Id', urn(0xE0))}<AssetList>{''.join(assets)}</AssetList></Reel>"


def dcp_playlist(number: int, title: str, reels: Sequence[str], flavour: Flavour = SMPTE) -> str:
    return document(
        "CompositionPlaylist",
        flavour.playlist_space,
        tag("Id", urn(number)),
        tag("ContentTitleText", title),
        tag("ContentKind", "feature"),
        f"<ReelList>{''.join(reels)}</ReelList>",
    )


def resource(number: int, duration: int, *, rate: str | None = "24 1", more: str = "") -> str:
    return (
        '<Resource xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="TrackFileResourceType">'
        f"{tag('Id', urn(0xF0))}{tag('EditRate', rate) if rate else ''}{tag('IntrinsicDuration', duration)}{more}"
        f"{tag('SourceEncoding', urn(0xF1))}{tag('TrackFileId', urn(number))}</Resource>"
    )


def sequence(kind: str, track: int, *resources: str) -> str:
    space = "http://www.smpte-ra.org/schemas/2067-2/2016"
    return (
        f'<cc:{kind} xmlns:cc="{space}">{tag("Id", urn(0xF2))}{tag("TrackId", urn(track))}'
        f"<ResourceList>{''.join(resources)}</ResourceList></cc:{kind}>"
    )


def segment(*sequences: str) -> str:
    return f"<Segment>{tag('Id', urn(0xE1))}<SequenceList>{''.join(sequences)}</SequenceList></Segment>"


def imf_playlist(
    number: int, title: str, segments: Sequence[str], flavour: Flavour = IMF_2016, *, rate: str = "24 1", more: str = ""
) -> str:
    return document(
        "CompositionPlaylist",
        flavour.playlist_space,
        tag("Id", urn(number)),
        tag("ContentTitle", title),
        more,
        tag("EditRate", rate) if rate else "",
        f"<SegmentList>{''.join(segments)}</SegmentList>",
    )


PICTURE, SOUND, PLAYLIST, LIST = 1, 2, 3, 4


def usual_playlist(flavour: Flavour, *, picture: int = PICTURE, title: str = "Title") -> str:
    """One part that plays two seconds of picture from frame 12 on, and sound as long."""
    if flavour in (INTEROP, SMPTE):
        found = reel_asset("MainPicture", picture, 48, entry=12, all_=60)
        return dcp_playlist(PLAYLIST, title, [reel(found, reel_asset("MainSound", SOUND, 48, all_=48))], flavour)
    entry = tag("EntryPoint", 12) + tag("SourceDuration", 48)
    sequences = (
        sequence("MainImageSequence", 0xB1, resource(picture, 60, more=entry)),
        sequence("MainAudioSequence", 0xB2, resource(SOUND, 96000, rate="48000 1")),
    )
    return imf_playlist(PLAYLIST, title, [segment(*sequences)], flavour)


def write_package(folder: Path, flavour: Flavour = SMPTE, *, title: str = "Title") -> Path:
    """A whole package of picture, sound, playlist and packing list in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    playlist = usual_playlist(flavour, title=title).encode()
    data = {PICTURE: b"picture" * 100, SOUND: b"sound" * 30, PLAYLIST: playlist}
    files = {PICTURE: "picture.mxf", SOUND: "sound.mxf", PLAYLIST: "cpl.xml", LIST: "pkl.xml"}
    types = {PLAYLIST: flavour.playlist_type}
    entries = (packed(number, each, types.get(number, "application/mxf")) for number, each in data.items())
    data[LIST] = packing_list(LIST, entries, flavour).encode()
    for number, each in data.items():
        (folder / files[number]).write_bytes(each)
    marks = {LIST: flavour.mark}
    listed = (
        mapped(number, chunk(name, volume=1, offset=0, length=len(data[number])), more=marks.get(number, ""))
        for number, name in files.items()
    )
    (folder / flavour.map_name).write_text(asset_map(listed, flavour))
    index = document("VolumeIndex", flavour.map_space, tag("Index", 1))
    (folder / flavour.index_name).write_text(index)
    return folder
