"""Asks the graph, many references at a time, for all that they may mean.

First what lies exactly where they point, which settles most; then, for the rest, places in another case, files that
have moved, and what is of the same stem, reel, UMID or UUID. Not here: telling which of it is meant (resolving.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assetgraph.graph.known import KnownMedia
from assetgraph.graph.media_index import MOST_NAMESAKES, MediaIndex, SoughtPlace
from assetgraph.model.names import is_short_reel, path_key
from assetgraph.relate.references.resolving import by_path
from assetgraph.relate.references.sought import Known, Mapped, Sought, name_of_folder

_Folder = tuple[str, str]
_SINGLE = frozenset(("image", "document"))
"""Kinds of files that a pattern may mean one by one: tiles, and layers of value clips."""


def look_up(index: MediaIndex, sought: Sequence[Sought]) -> list[Known]:
    """What the graph knows of that each of these references may mean."""
    known = dict(enumerate(_exact(index, sought)))
    rest = [index for index, each in enumerate(sought) if not each.is_open and not by_path(each, known[index].placed)]
    known.update(zip(rest, _near(index, [sought[index] for index in rest]), strict=True))
    return [known[index] for index in range(len(sought))]


def _exact(index: MediaIndex, sought: Sequence[Sought]) -> Iterator[Known]:
    keys = [each.location_keys() if not each.is_open else set() for each in sought]
    found = index.at_keys({key for each in keys for key in each})
    media = index.by_uid(found.values())
    for each in keys:
        yield Known([media[found[key]] for key in sorted(each & found.keys())])


def _near(index: MediaIndex, sought: Sequence[Sought]) -> Iterator[Known]:
    placed = index.at_places(_places(sought).values())
    stems = index.by_stem({stem for each in sought for stem in each.stems()})
    told = {each.reference.reel for each in sought if each.reference.reel}
    reels, short = index.by_reel(told), index.by_short_reel(filter(is_short_reel, told))
    identities = index.by_identity({identity for each in sought for identity in each.identities})
    first_seen = {uid for each in sought for uid in each.first_seen()}
    listed = index.scanned({folder for each in sought for mapped in each.mapped for folder in mapped.folders()})
    inside = index.media_in_folders({mapped.itself for each in sought if each.is_path for mapped in each.mapped})
    pooled = [uids for pool in (stems, reels, short, identities, inside) for uids in pool.values()]
    wanted = {uid for uids in pooled if not _is_crowd(uids) for uid in uids}
    media = index.by_uid({*placed, *first_seen, *wanted})
    at = _by_place([media[uid] for uid in placed])
    for each in sought:
        pools = [stems.get(stem, []) for stem in each.stems()]
        pools += [reels.get(each.reference.reel or "", []), *(identities.get(key, []) for key in each.identities)]
        # What only begins like its reel is no namesake: too many of those tell nothing, and hide nothing.
        begins = short.get(each.reference.reel or "", [])
        alike = {uid for uids in (*pools, begins) if not _is_crowd(uids) for uid in uids}
        unscanned = {mapped: names for mapped in each.mapped if (names := _unscanned(mapped, listed))}
        places = [mapped.itself for mapped in each.mapped] if each.is_path else []
        held = [inside[place] for place in places if place in inside]
        # A folder may come there, or be full of what a pattern means; a link may come where the way ends.
        ends = [end for mapped in each.mapped if each.is_path for end in _ends(mapped, listed)]
        folders = [*places, *ends, *(next(mapped.folders()) for mapped in each.mapped if each.pattern_heads())]
        awaited = {name for names in unscanned.values() for name in names} | {name_of_folder(*each) for each in folders}
        yield Known(
            list({media.uid: media for media in _placed(each, at)}.values()),
            media,
            [media[uid] for uid in sorted(alike)],
            any(_is_crowd(uids) for uids in pools),
            [media[uid] for uids in held[:1] for uid in uids if not _is_crowd(uids)] if held else None,
            next(iter(unscanned), None),
            sorted(awaited),
        )


def _unscanned(mapped: Mapped, listed: Mapping[_Folder, bool]) -> list[str]:
    """Names of the folders, from that of a place upwards, whose listing could tell that nothing lies there.

    The nearest folder that is known decides: what lies below it and was not found is not there, if it was listed whole.
    """
    waiting = []
    for folder in mapped.folders():
        if listed.get(folder):
            return []
        waiting.append(name_of_folder(*folder))
        if folder in listed:
            break
    return waiting


def _ends(mapped: Mapped, listed: Mapping[_Folder, bool]) -> list[_Folder]:
    """The nearest folder above a place that is known, and the one below it on the way, which may come."""
    way = list(mapped.folders())
    known = next((index for index, folder in enumerate(way) if folder in listed), None)
    return [] if known is None else way[max(0, known - 1) : known + 1]


def _is_crowd(uids: Sequence[str]) -> bool:
    return len(uids) > MOST_NAMESAKES


def _places(sought: Iterable[Sought]) -> dict[_Folder, SoughtPlace]:
    places: dict[_Folder, SoughtPlace] = {}
    for each in sought:
        names = {path_key(name) for name in each.names()}
        for mapped in each.mapped:
            folder = mapped.path.volume_uid, path_key(mapped.folder)
            place = places.setdefault(folder, SoughtPlace(*folder))
            place.names |= names
            place.heads |= each.pattern_heads()
    return places


def _by_place(media: Iterable[KnownMedia]) -> defaultdict[tuple[str, str, str], list[KnownMedia]]:
    """By volume, folder and name; what a pattern may mean also without a name."""
    found: defaultdict[tuple[str, str, str], list[KnownMedia]] = defaultdict(list)
    for each in media:
        folder = each.volume_uid, path_key(each.folder)
        for name in {path_key(each.name), *([""] if each.kind in _SINGLE else [])}:
            found[(*folder, name)].append(each)
    return found


def _placed(sought: Sought, at: Mapping[tuple[str, str, str], Sequence[KnownMedia]]) -> Iterator[KnownMedia]:
    names, heads = {path_key(name) for name in sought.names()}, tuple(sought.pattern_heads())
    for mapped in sought.mapped:
        folder = mapped.path.volume_uid, path_key(mapped.folder)
        for name in names:
            yield from at.get((*folder, name), ())
        if heads:
            yield from (each for each in at.get((*folder, ""), ()) if path_key(each.name).startswith(heads))
