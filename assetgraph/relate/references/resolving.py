"""One resolver: from what a document says to the asset it means, or to why there is none. Pure.

By path first, through the mounts of all hosts; then by where a file was first seen; then, for what no mount maps,
by UMID or UUID, by reel and timecode, by name and length, by name and folder, by name alone. Surety falls in that
order, and what is less than sure is shown as candidates, never as fact.
Not here: what an asset has in common with a reference (likeness.py), asking the graph (looking_up.py), taking the
raw text apart (storage/raw_paths.py), the mounts (storage/mounts.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from assetgraph.graph.known import KnownMedia
from assetgraph.graph.media_index import MOST_NAMESAKES
from assetgraph.relate.derivations.originals import is_larger
from assetgraph.relate.derivations.spans import span_of
from assetgraph.relate.grounds import CERTAIN, Grounds
from assetgraph.relate.references.likeness import likeness, meaning_of
from assetgraph.relate.references.sought import Candidate, Known, Mapped, Resolution, Sought, State, readings
from assetgraph.storage.frame_tokens import comparable
from assetgraph.storage.raw_paths import Meaning, RawPath

_MOST_CANDIDATES = 10
_UNKNOWN = 0.5
"""Confidence that a reference leads nowhere, where nobody can tell."""
_LEAST = 0.01
"""Confidence zero is a denial."""


def resolve(sought: Sought, known: Known) -> Resolution:
    """Tell what a reference means."""
    is_placed = sought.is_mapped or (sought.is_path and bool(sought.mapped) and not known.unscanned)
    place = sought.mapped[0].text if is_placed else sought.raw.text
    if sought.is_open:
        return Resolution(State.VARIABLE, Grounds("EXPLICIT_PATH", _UNKNOWN, "holds an expression"), place=place)
    exact = by_path(sought, known.placed) or _by_first_sight(sought, known.by_first_seen)
    if exact:
        return _settled(exact, place)
    candidates = _by_traits(sought, known.alike)
    if known.inside is not None:
        return _in_folder(known.inside, candidates, place)
    if is_placed:
        return _absent(sought, known, candidates, place)
    if known.is_crowded:
        return _crowded(candidates, place)
    if not candidates:
        return Resolution(State.UNMAPPED, Grounds("EXPLICIT_PATH", _UNKNOWN, "no mount maps it"), place=place)
    return _settled(candidates, place)


def files_of_pattern(sought: Sought, known: Known) -> list[Resolution]:
    """What a reference means that leaves a number open, where no sequence is there: each of the files in its folder.

    So it is with tiles (<UVTILE>) and with the layers of value clips; none where only one is there.
    """
    if sought.is_open or not sought.pattern_heads():
        return []
    exact = by_path(sought, known.placed)
    best = [each for each in exact if each.grounds.confidence == exact[0].grounds.confidence]
    if len(best) < 2 or len({each.media.folder_uid for each in best}) > 1:
        return []
    found = [each for each in best if each.media.kind != "sequence"]
    return [_chosen(each.media, each.grounds, each.media.rel_path) for each in found] if found == best else []


def answered(resolutions: Sequence[Resolution], said: Mapping[str, Grounds]) -> list[Resolution]:
    """The references of a document, those settled that a user answered.

    `said`: the files that a user linked it to. Such a file answers what may mean it, where it answers nothing else.
    """
    linked = [
        [each for each in resolution.candidates if each.media.uid in said]
        if resolution.state is State.AMBIGUOUS
        else []
        for resolution in resolutions
    ]
    places: defaultdict[str, set[str]] = defaultdict(set)
    for resolution, found in zip(resolutions, linked, strict=True):
        for each in found:
            places[each.media.uid].add(resolution.place)
    return [
        _chosen(found[0].media, said[found[0].media.uid], resolution.place)
        if len(found) == 1 and len(places[found[0].media.uid]) == 1
        else resolution
        for resolution, found in zip(resolutions, linked, strict=True)
    ]


def _chosen(media: KnownMedia, grounds: Grounds, place: str) -> Resolution:
    return Resolution(State.RESOLVED if media.online else State.OFFLINE, grounds, media, place=place)


def _settled(candidates: list[Candidate], place: str) -> Resolution:
    """The best candidate, where it is sure and the only one so good."""
    best = candidates[0].grounds.confidence
    rivals = _whole(_sound(_originals([each for each in candidates if each.grounds.confidence == best])))
    kept = tuple(candidates[:_MOST_CANDIDATES])
    if len(rivals) > 1:
        confidence = max(round(min(best, 0.79) / len(rivals), 2), _LEAST)
        grounds = Grounds(rivals[0].grounds.method, confidence, f"{len(rivals)} files fit")
        return Resolution(State.AMBIGUOUS, grounds, candidates=kept, place=place)
    chosen = rivals[0]
    if best < CERTAIN:
        return Resolution(State.AMBIGUOUS, chosen.grounds, candidates=kept, place=place)
    return _chosen(chosen.media, chosen.grounds, place)


def _originals(rivals: list[Candidate]) -> list[Candidate]:
    """Without those that were made from another one: who names a reel means what was shot, not its proxy."""
    uids = {each.media.uid for each in rivals}
    return [each for each in rivals if uids.isdisjoint(each.media.source_uids)] or rivals


def _whole(rivals: list[Candidate]) -> list[Candidate]:
    """Without parts of another one: who names a clip by reel and timecode means it, not what was taken out of it."""
    of_reel = all(each.grounds.method == "TC_REEL" and each.media.reel_name for each in rivals)
    spans = [span_of(each.media) for each in rivals]
    if len(rivals) < 2 or not of_reel or None in spans:
        return rivals
    whole = [one for one in rivals if all(one is each or _holds(one.media, each.media) for each in rivals)]
    return whole or rivals


def _holds(one: KnownMedia, part: KnownMedia) -> bool:
    """Whether one has more frames than the other, these among them, and no smaller picture."""
    whole, span = span_of(one), span_of(part)
    return bool(whole and span and whole.holds(span)) and not is_larger(part, one)


def _sound(rivals: list[Candidate]) -> list[Candidate]:
    """Without those of another size than their package tells: of copies the whole one is meant."""
    return [each for each in rivals if not each.media.is_damaged] or rivals


def _crowded(candidates: list[Candidate], place: str) -> Resolution:
    """Too many share its name or reel to look at all of them, so that none can be known as the only one."""
    grounds = Grounds("NAME_TEMPLATE", _LEAST, f"more than {MOST_NAMESAKES} files share its name or reel")
    return Resolution(State.AMBIGUOUS, grounds, candidates=tuple(candidates[:_MOST_CANDIDATES]), place=place)


def _in_folder(inside: Sequence[KnownMedia], candidates: list[Candidate], place: str) -> Resolution:
    """It names a folder: the one medium in it is meant, or what is alike, or any of them, all of which are kept."""
    if len(inside) == 1:
        grounds = Grounds("EXPLICIT_PATH", 0.9, "the only media in the folder that it names")
        return _settled([Candidate(inside[0], grounds)], place)
    alike = [each for each in candidates if each.media in inside]
    if alike and (found := _settled(alike, place)).target:
        return found
    grounds = Grounds("EXPLICIT_PATH", _UNKNOWN, f"names a folder with {len(inside)} media in it")
    may = {each.media.uid: each for each in (*(Candidate(media, grounds) for media in inside), *candidates)}
    return Resolution(State.AMBIGUOUS, grounds, candidates=tuple(_ordered(may.values())), place=place)


def _absent(sought: Sought, known: Known, candidates: list[Candidate], place: str) -> Resolution:
    """Mapped to a volume, and not known there; what may be meant elsewhere is a candidate to relink."""
    kept = tuple(candidates[:_MOST_CANDIDATES])
    offline = next((each for each in sought.mapped if not each.online), None)
    if offline:
        state, confidence = State.OFFLINE, 1.0 if len(sought.mapped) == 1 else _UNKNOWN
        evidence = f"{offline.volume} is offline and nothing is known there by that name"
    elif known.unscanned:
        state, confidence = State.UNSCANNED, _UNKNOWN
        evidence = f"nobody scanned {known.unscanned.volume}:/{known.unscanned.folder}"
    else:
        where = sought.mapped[0]
        state, confidence = State.MISSING, 1.0
        evidence = f"{where.volume} is online, nothing lies at {where.path.rel_path}"
    return Resolution(state, Grounds("EXPLICIT_PATH", confidence, evidence), candidates=kept, place=place)


def by_path(sought: Sought, placed: Sequence[KnownMedia]) -> list[Candidate]:
    """Assets at the very place; of places that are as likely, all count."""
    for _, places in groupby(sorted(sought.mapped, key=lambda each: each.rank), lambda each: each.rank):
        found = [each for mapped in places for each in (_at(sought.raw, mapped, media) for media in placed) if each]
        if found:
            return _ordered({each.media.uid: each for each in reversed(_ordered(found))}.values())
    return []


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The surest first; else by path, so that the order does not depend on who asks."""
    return sorted(candidates, key=lambda each: (-each.grounds.confidence, each.media.rel_path, each.media.volume_uid))


def _at(raw: RawPath, mapped: Mapped, media: KnownMedia) -> Candidate | None:
    folder, _, name = mapped.path.rel_path.rpartition("/")
    if media.volume_uid != mapped.path.volume_uid or comparable(media.folder) != comparable(folder):
        return None
    meaning = meaning_of([each for each in readings(raw) if each.name == name], media)
    if meaning is None:
        return None
    evidence = f"{'links lead' if mapped.links else 'maps'} to {mapped.text}"
    is_pattern = media.kind == "sequence" or meaning is Meaning.FRAME
    if media.folder == folder and (media.name == name or is_pattern):
        confidence = 1.0
    else:
        confidence, evidence = 0.95, f"{evidence}, written in another case"
    if meaning is Meaning.FRAME:
        confidence, evidence = confidence - 0.02, f"{evidence}, one frame for its sequence"
    elif meaning is Meaning.PART:
        confidence, evidence = 0.75, f"{evidence}, of whose range only a part is there"
    return Candidate(media, Grounds("EXPLICIT_PATH", round(confidence, 2), evidence))


def _by_first_sight(sought: Sought, by_first_seen: Mapping[str, KnownMedia]) -> list[Candidate]:
    """An asset that lay there when it was first seen, and has moved since."""
    return _ordered(
        Candidate(
            by_first_seen[uid],
            Grounds("EXPLICIT_PATH", 0.9, f"was at {mapped.text}, lies at {by_first_seen[uid].rel_path} now"),
        )
        for uid, mapped in sought.first_seen().items()
        if uid in by_first_seen
    )


def _by_traits(sought: Sought, alike: Iterable[KnownMedia]) -> list[Candidate]:
    """Assets by what they have in common with the reference, surest first."""
    return _ordered(Candidate(media, grounds) for media in alike if (grounds := likeness(sought, media)))
