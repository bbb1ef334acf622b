"""A mastering house: cinema and IMF packages, originals and the versions of them in other languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.relations.edges import PACKAGE_ASSET, PLAYS, SUPPLEMENTS, Edge
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.media import MXF
from tests import package_writing as xml
from tests.package_writing import FLAVOURS, IMF_2016, INTEROP, Flavour

BASE = "vault/mastering"
LANGUAGES = "DE FR ES IT NL PL CS SK HU RO BG EL TR SV DA NB FI IS ET LV LT PT-BR JA KO ZH-TW".split()


@dataclass
class Track:
    """A track file of a package: its number (a UUID by `xml.name_of`), its path, its frames."""

    number: int
    where: str
    frames: int
    kind: str


@dataclass
class Package:
    folder: str
    flavour: Flavour
    tracks: list[Track] = field(default_factory=list)


def build(lot: Lot) -> None:
    titles = {"MERIDIAN_FTR": "smpte", "HARBOUR_FTR": "interop", "TIDELANDS_DOC": "imf-2016", "FJORD_SHR": "imf-2013"}
    for title, flavour in titles.items():
        original = _original(lot, f"{BASE}/{title}/{title}_OV", FLAVOURS[flavour])
        for language in LANGUAGES[: lot.rng.randrange(19, 24)]:
            _version(lot, f"{BASE}/{title}/{title}_{language}_VF", original, language)
    _broken(lot)
    _unusual(lot)


def _original(lot: Lot, folder: str, flavour: Flavour) -> Package:
    package = Package(folder, flavour, [_track(lot, folder, kind) for kind in ("picture", "sound")])
    _write(lot, package, package.tracks, [])
    lot.orphan("PACKAGE_STRAY", lot.movie(f"{folder}/qc_check.mov", lot.take(5)))
    return package


def _version(lot: Lot, folder: str, original: Package, language: str) -> Package:
    """A version file: sound of its own, the picture of the original; plays both."""
    package = Package(folder, original.flavour, [_track(lot, folder, f"sound_{language}")])
    _write(lot, package, [original.tracks[0], package.tracks[0]], [original])
    return package


def _track(lot: Lot, folder: str, kind: str) -> Track:
    number = lot.fresh()
    frames = lot.rng.randrange(4, 7)
    where = f"{folder}/{kind}_{number:x}.mxf"
    lot.movie(where, lot.take(frames), MXF, (32, 32), number)
    return Track(number, where, frames, "sound" if kind.startswith("sound") else "picture")


def _write(
    lot: Lot, package: Package, played: Sequence[Track], needs: Sequence[Package], *, absent: Sequence[Track] = ()
) -> tuple[str, str, str]:
    """Playlist, packing list and map. `absent` tracks are listed though their files are not there."""
    folder, flavour = package.folder, package.flavour
    playlist_id, list_id = lot.fresh(), lot.fresh()
    playlist = lot.write(
        f"{folder}/CPL_{playlist_id:x}.xml", _playlist(playlist_id, folder.rpartition("/")[2], played, flavour)
    )
    entries = [_packed(lot, track.number, track.where, "application/mxf") for track in package.tracks]
    entries.append(_packed(lot, playlist_id, playlist, flavour.playlist_type))
    entries += [xml.packed(track.number, b"never copied") for track in absent]
    packing = lot.write(f"{folder}/PKL_{list_id:x}.xml", xml.packing_list(list_id, entries, flavour))
    listed = [(track.number, track.where) for track in package.tracks] + [(playlist_id, playlist), (list_id, packing)]
    mapped = []
    for number, where in listed + [(track.number, track.where) for track in absent]:
        name = where.removeprefix(folder + "/")
        mark = flavour.mark if number == list_id else ""
        mapped.append(xml.mapped(number, xml.chunk(name, volume=1, offset=0), more=mark))
    top = lot.write(f"{folder}/{flavour.map_name}", _asset_map(lot, mapped, flavour))
    lot.write(f"{folder}/{flavour.index_name}", xml.document("VolumeIndex", flavour.map_space, xml.tag("Index", 1)))
    for number, where in listed:
        lot.edges.add(Edge(PACKAGE_ASSET, xml.name_of(number), folder, where))
        lot.refers(top, where, where.removeprefix(folder + "/"))
        if number != list_id:
            lot.refers(packing, where, xml.urn(number))
    for track in played:
        lot.edges.add(Edge(PLAYS, xml.name_of(playlist_id), folder, xml.name_of(track.number)))
        if track not in absent:
            lot.refers(playlist, track.where, xml.urn(track.number))
    for track in absent:
        lot.lost(top, track.where.removeprefix(folder + "/"))
        lot.lost(packing, xml.urn(track.number))
        lot.lost(playlist, xml.urn(track.number))
    for each in needs:
        lot.edges.add(Edge(SUPPLEMENTS, "", folder, each.folder))
    return top, packing, playlist


def _asset_map(lot: Lot, entries: Sequence[str], flavour: Flavour) -> str:
    return xml.document(
        "AssetMap", flavour.map_space, xml.tag("Id", xml.urn(lot.fresh())), xml.tag("VolumeCount", 1),
        xml.tag("Issuer", "mastering"), f"<AssetList>{''.join(entries)}</AssetList>",
    )  # fmt: skip


def _packed(lot: Lot, number: int, where: str, type_: str) -> str:
    return xml.packed(number, (lot.root / where).read_bytes(), type_)


def _playlist(number: int, title: str, played: Sequence[Track], flavour: Flavour) -> str:
    if flavour.playlist_space.startswith("http://www.smpte-ra.org/schemas/2067"):
        kinds = {"picture": "MainImageSequence", "sound": "MainAudioSequence"}
        sequences = [
            xml.sequence(kinds[track.kind], number + index, xml.resource(track.number, track.frames))
            for index, track in enumerate(played)
        ]
        return xml.imf_playlist(number, title, [xml.segment(*sequences)], flavour)
    kinds = {"picture": "MainPicture", "sound": "MainSound"}
    assets = [xml.reel_asset(kinds[track.kind], track.number, track.frames, all_=track.frames) for track in played]
    return xml.dcp_playlist(number, title, [xml.reel(*assets)], flavour)


def _broken(lot: Lot) -> None:
    """A package, and a copy of it on its way somewhere that was cut off: same UUIDs, one file short, one never came."""
    title = f"{BASE}/LANTERN_SHR"
    original = _original(lot, f"{title}/LANTERN_SHR_OV", FLAVOURS["smpte"])
    copies = {}
    folder = f"{title}/outbox/LANTERN_SHR_OV"
    for path in sorted((lot.root / original.folder).iterdir()):
        where = f"{original.folder}/{path.name}"
        if path.name.startswith(("sound", "qc")):
            continue
        copies[where] = lot.copy(where, f"{folder}/{path.name}")
    picture, sound = original.tracks
    damaged = lot.root / copies[picture.where]
    damaged.write_bytes(damaged.read_bytes()[:-2000])
    for edge in list(lot.edges):
        if edge.start != original.folder and not edge.start.startswith(original.folder + "/"):
            continue
        start = copies.get(edge.start, folder)
        if edge.type in {PACKAGE_ASSET, "REFERENCES"}:
            if edge.end == sound.where:
                continue
            lot.edges.add(Edge(edge.type, edge.kind, start, copies[edge.end]))
        if edge.type == PLAYS:
            lot.edges.add(Edge(PLAYS, edge.kind, folder, edge.end))
    top, packing, playlist = (
        copies[next(each for each in copies if mark in each.rpartition("/")[2])] for mark in ("ASSETMAP", "PKL", "CPL")
    )
    name = sound.where.rpartition("/")[2]
    lot.lost(top, name)
    # The sound lies in the whole package: whether the broken copy's lists may mean that file is a matter of taste.
    for document in (packing, playlist):
        lot.maybe("REFERENCES", document, sound.where)
        lot.maybe("MISSING", document, xml.urn(sound.number))
    lot.maybe(SUPPLEMENTS, folder, original.folder)
    for language in LANGUAGES[:4]:
        version = _version(lot, f"{title}/LANTERN_SHR_{language}_VF", original, language)
        playlist = next(
            edge.start
            for edge in lot.edges
            if edge.end == picture.where and edge.start.startswith(f"{version.folder}/CPL")
        )
        # The copy has a file of that UUID as well, though not whole: only the good one is certain to be right.
        lot.maybe("REFERENCES", playlist, copies[picture.where])
        lot.maybe(SUPPLEMENTS, version.folder, folder)


def _unusual(lot: Lot) -> None:
    """A track in two chunks below a folder whose name is URL-quoted in the map; a package that lacks a file."""
    folder = f"{BASE}/TESTS/CHUNKS_TST"
    number, playlist_id, list_id = lot.fresh(), lot.fresh(), lot.fresh()
    name = f"{folder}/Reel 1/picture one.mxf"
    whole = lot.root / lot.movie(name, lot.take(6), MXF, (32, 32), number)
    data = whole.read_bytes()
    whole.unlink()
    lot.assets.remove(name)
    half = len(data) // 2
    first = lot.write(f"{folder}/Reel 1/picture one.mxf.001", data[:half])
    second = lot.write(f"{folder}/Reel 1/picture one.mxf.002", data[half:])
    track = Track(number, first, 6, "picture")
    playlist = lot.write(f"{folder}/CPL_{playlist_id:x}.xml", _playlist(playlist_id, "CHUNKS_TST", [track], IMF_2016))
    entries = [xml.packed(number, data), _packed(lot, playlist_id, playlist, IMF_2016.playlist_type)]
    packing = lot.write(f"{folder}/PKL_{list_id:x}.xml", xml.packing_list(list_id, entries, IMF_2016))
    chunks = [
        xml.chunk("Reel%201/picture%20one.mxf.001", volume=1, offset=0, length=half),
        xml.chunk("Reel%201/picture%20one.mxf.002", volume=1, offset=half, length=len(data) - half),
    ]
    maps = [
        xml.mapped(number, *chunks),
        xml.mapped(playlist_id, xml.chunk(playlist.removeprefix(folder + "/"))),
        xml.mapped(list_id, xml.chunk(packing.removeprefix(folder + "/")), more=IMF_2016.mark),
    ]
    top = lot.write(f"{folder}/ASSETMAP.xml", _asset_map(lot, maps, IMF_2016))
    for each, raw in ((first, "Reel%201/picture%20one.mxf.001"), (second, "Reel%201/picture%20one.mxf.002")):
        lot.edges.add(Edge(PACKAGE_ASSET, xml.name_of(number), folder, each))
        lot.refers(top, each, raw)
        # Playlist and packing list name the whole by its UUID: which chunks that means is a matter of taste.
        lot.maybe("REFERENCES", playlist, each)
        lot.maybe("REFERENCES", packing, each)
    for identity, where in ((playlist_id, playlist), (list_id, packing)):
        lot.edges.add(Edge(PACKAGE_ASSET, xml.name_of(identity), folder, where))
        lot.refers(top, where, where.removeprefix(folder + "/"))
    lot.refers(packing, playlist, xml.urn(playlist_id))
    lot.edges.add(Edge(PLAYS, xml.name_of(playlist_id), folder, xml.name_of(number)))
    short = Package(f"{BASE}/TESTS/SHORT_TST", INTEROP)
    short.tracks.append(_track(lot, short.folder, "picture"))
    absent = Track(lot.fresh(), f"{short.folder}/sound_never.mxf", 5, "sound")
    _write(lot, short, [*short.tracks, absent], [], absent=[absent])
