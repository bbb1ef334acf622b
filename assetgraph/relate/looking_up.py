"""Asks the graph, many references at a time, for all that they may mean.

First what lies exactly where they point, which settles most; then, for the rest, places in another case, files that
have moved, and what is of the same stem, reel, UMID or UUID. Not here: telling which of it is meant (resolving.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assetgraph.graph.relations import MOST_NAMESAKES, KnownMedia, Relations, SoughtPlace
from assetgraph.model.names import path_key, stem_key
from assetgraph.relate.resolving import by_path
from assetgraph.relate.sought import Known, Mapped, Sought

_Folder = tuple[str, str]


def look_up(relations: Relations, sought: Sequence[Sought]) -> list[Known]:
    """What the graph knows of that each of these references may mean."""
    known = dict(enumerate(_exact(relations, sought)))
    rest = [index for index, each in enumerate(sought) if not each.is_open and not by_path(each, known[index].placed)]
    known.update(zip(rest, _near(relations, [sought[index] for index in rest]), strict=True))
    return [known[index] for index in range(len(sought))]


def name_of_folder(volume_uid: str, folder: str) -> str:
    """The name under which a document awaits that somebody looks into a folder; `folder` as path_key."""
    return f"{volume_uid}:/{folder}"


def _exact(relations: Relations, sought: Sequence[Sought]) -> Iterator[Known]:
    keys = [each.location_keys() if not each.is_open else set() for each in sought]
    found = relations.at_keys({key for each in keys for key in each})
    media = relations.by_uid(found.values())
    for each in keys:
        yield Known([media[found[key]] for key in sorted(each & found.keys())])


def _near(relations: Relations, sought: Sequence[Sought]) -> Iterator[Known]:
    placed = relations.at_places(_places(sought).values())
    stems = relations.by_stem({stem for each in sought for stem in each.stems()})
    reels = relations.by_reel({each.reference.reel for each in sought if each.reference.reel})
    identities = relations.by_identity({identity for each in sought for identity in each.identities})
    first_seen = {uid for each in sought for uid in each.first_seen()}
    listed = relations.scanned({folder for each in sought for mapped in each.mapped for folder in mapped.folders()})
    pooled = [uids for pool in (stems, reels, identities) for uids in pool.values()]
    wanted = {uid for uids in pooled if not _is_crowd(uids) for uid in uids}
    media = relations.by_uid({*placed, *first_seen, *wanted})
    at = _by_place([media[uid] for uid in placed])
    for each in sought:
        pools = [stems.get(stem, []) for stem in each.stems()]
        pools += [reels.get(each.reference.reel or "", []), *(identities.get(key, []) for key in each.identities)]
        alike = {uid for uids in pools if not _is_crowd(uids) for uid in uids}
        unscanned = {mapped: names for mapped in each.mapped if (names := _unscanned(mapped, listed))}
        yield Known(
            list({media.uid: media for key in _place_keys(each) for media in at[key]}.values()),
            media,
            [media[uid] for uid in sorted(alike)],
            any(_is_crowd(uids) for uids in pools),
            next(iter(unscanned), None),
            sorted({name for names in unscanned.values() for name in names}),
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
            place.stems |= each.pattern_stems()
    return places


def _by_place(media: Iterable[KnownMedia]) -> defaultdict[tuple[str, str, str], list[KnownMedia]]:
    """By volume, folder and name; a lone frame by its stem too."""
    found: defaultdict[tuple[str, str, str], list[KnownMedia]] = defaultdict(list)
    for each in media:
        folder = each.volume_uid, path_key(each.folder)
        for name in {path_key(each.name), stem_key(each.name)} if each.kind == "image" else {path_key(each.name)}:
            found[(*folder, name)].append(each)
    return found


def _place_keys(sought: Sought) -> Iterator[tuple[str, str, str]]:
    names = {path_key(name) for name in sought.names()} | sought.pattern_stems()
    for mapped in sought.mapped:
        for name in names:
            yield mapped.path.volume_uid, path_key(mapped.folder), name
