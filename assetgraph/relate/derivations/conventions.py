"""Proxies, thumbnails and transcodes by rules over folder, stem and duration. Pure: assets in, pairs out.

A pair needs a word (in the folder or at the end of the stem), an equal stem and an equal length; a source that is
not the only one that fits is no source. A thumbnail may show a scene or timeline, which has no length.
Not here: proof by content (the duplicates' work), what nothing marks (ladder.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assetgraph.graph.known import KnownMedia
from assetgraph.relate.derivations.originals import is_larger, seniority
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.naming.names import Shape, tokens
from assetgraph.relate.naming.stems import stem_of
from assetgraph.relate.pairs import Derivative, DerivativeKind
from assetgraph.relate.siblings.sidecar_rules import RAW_FORMATS
from assetgraph.storage.frame_tokens import comparable


@dataclass(frozen=True, slots=True)
class Rule:
    """A convention: folders of these names, stems that end in one of these words, files of these endings are such."""

    kind: DerivativeKind
    folders: frozenset[str]
    words: frozenset[str]
    method: str = "NAME_TEMPLATE"
    endings: frozenset[str] = frozenset()


CONVENTIONS = (
    Rule(
        DerivativeKind.PROXY,
        frozenset("proxy proxies _proxy prx lowres low_res low-res lowrez lores lo_res lo-res browse offline".split()),
        frozenset("proxy prx lowres low_res low-res lowrez lores lo_res lo-res browse offline".split()),
    ),
    Rule(
        DerivativeKind.THUMBNAIL,
        frozenset("thumb thumbs thumbnail thumbnails .thumbs .thumbnails".split()),
        frozenset("thumb thumbnail".split()),
    ),
    Rule(
        DerivativeKind.TRANSCODE,
        frozenset("transcode transcodes transcoded web preview previews screener screeners".split()),
        frozenset("transcode transcoded".split()),
    ),
    # Textures that a renderer makes of others, beside them or below.
    Rule(DerivativeKind.TRANSCODE, frozenset({"tx", "rat"}), frozenset(), endings=frozenset("tx rat tex tdl".split())),
)
_OF_ORIGINALS = Rule(DerivativeKind.PROXY, frozenset(), frozenset("hires highres hi_res hi-res fullres".split()))
"""Words that people put to what stands beside its proxy; no rule for derivatives."""
MOVING = frozenset({"video", "sequence"})
"""Kinds of assets that are pictures in motion."""
_PLAYABLE = frozenset({"video", "audio", "sequence"})
_LENGTH_TOLERANCE_S = 0.05
PROXY_CONFIDENCE = 0.9
BY_CONVENTION = 0.85
UNPROVEN_CONFIDENCE = 0.6


def derivatives(assets: Iterable[KnownMedia], rules: Sequence[Rule] = CONVENTIONS) -> Iterator[Derivative]:
    """All derivatives among the assets of some folders, each with the one source that fits."""
    groups: dict[tuple[str, str, str], list[tuple[KnownMedia, Rule | None]]] = defaultdict(list)
    for asset in assets:
        folder, stem, rule = reduced(asset, rules)
        if asset.kind in {*_PLAYABLE, "image", "document"} or _is_opaque_texture(asset):
            groups[asset.volume_uid, folder, stem].append((asset, rule))
    for members in groups.values():
        sources = [asset for asset, rule in members if rule is None]
        movies = {each.uid: movie for each in sources if (movie := _movie_of_frames(each, sources))}
        # What stands in for the frames of a movie that was made of them was made of them, too.
        sure = {uid for uid, movie in movies.items() if movie.grounds.confidence == PROXY_CONFIDENCE}
        originals = [each for each in sources if each.uid not in sure]
        for asset, rule in members:
            if asset.kind == "document":
                continue
            found = _derived(asset, rule, originals) if rule else movies.get(asset.uid)
            if found:
                yield found


def may_be_derivative(asset: KnownMedia, rules: Sequence[Rule] = CONVENTIONS) -> bool:
    """Whether anything about it but its sources says that it was made from another file."""
    return asset.kind in MOVING or reduced(asset, rules)[2] is not None


def folder_names(rules: Sequence[Rule] = CONVENTIONS) -> list[str]:
    """Names of folders, in lower case, that hold derivatives of what lies in the folder above."""
    return sorted({word for rule in rules for word in rule.folders})


def reduced(asset: KnownMedia, rules: Sequence[Rule]) -> tuple[str, str, Rule | None]:
    """(folder, stem, rule) without the word that marks a derivative; the first rule counts, None where none fits."""
    stem = comparable(stem_of(asset))
    above, _, last = asset.folder.rpartition("/")
    by_folder = next((rule for rule in rules if last.lower() in rule.folders), None)
    heads = ((rule, head) for rule in rules if (head := _without_word(stem, rule)))
    by_word, head = next(heads, (None, _without_word(stem, _OF_ORIGINALS) or stem))
    used = next((rule for rule in rules if rule in (by_folder, by_word) or _ending(asset, rule)), None)
    return above if by_folder else asset.folder, head, used


def _is_opaque_texture(asset: KnownMedia) -> bool:
    """Whether it is Houdini's, which nothing here opens; .tex that is no picture is text."""
    return asset.kind == "other" and asset.name.lower().endswith(".rat")


def _ending(asset: KnownMedia, rule: Rule | None) -> bool:
    """Whether a rule marks it by its ending."""
    return rule is not None and asset.name.rpartition(".")[2].lower() in rule.endings


def _without_word(stem: str, rule: Rule) -> str | None:
    for word in sorted(rule.words):
        head = stem.removesuffix(word)
        if head != stem and head[:-1] and head[-1] in "_-.":
            return head[:-1]
    return None


def _derived(asset: KnownMedia, rule: Rule, sources: list[KnownMedia]) -> Derivative | None:
    if rule.kind is DerivativeKind.THUMBNAIL:
        sources = sources if asset.kind == "image" else []
        scenes = [each for each in sources if each.kind == "document"]
        fitting = [each for each in sources if each.kind != "document" and not is_larger(asset, each)]
        # A picture of a scene or a timeline is there where no medium is that it may show.
        proven = [each for each in fitting if each.width and asset.width] if len(scenes) < len(sources) else scenes
    else:
        fitting = [each for each in sources if _same_sort(asset, each) and not is_larger(asset, each)]
        lengths = {each.uid: _same_length(asset, each) for each in fitting}
        fitting = [each for each in fitting if lengths[each.uid] is not False]
        proven = [each for each in fitting if lengths[each.uid]]
    if len(proven) > 1 and len(raw := [each for each in proven if each.format in RAW_FORMATS]) == 1:
        rivals = ", ".join(each.name for each in proven)
        evidence = f"same stem, {_marked(asset, rule)}; {rivals} fit, of which a camera's original goes first"
        return Derivative(rule.kind, asset, raw[0], Grounds(rule.method, BY_CONVENTION, evidence))
    if len(proven) == 1:
        evidence = f"same stem as {proven[0].name}, {_marked(asset, rule)}"
        if rule.kind is not DerivativeKind.THUMBNAIL:
            evidence += ", same shape" if asset.kind == "image" else ", same length"
        return Derivative(rule.kind, asset, proven[0], Grounds(rule.method, PROXY_CONFIDENCE, evidence))
    if len(fitting) == 1:
        unknown = "size" if asset.kind in {"image", "other"} or rule.kind is DerivativeKind.THUMBNAIL else "length"
        evidence = f"same stem as {fitting[0].name}, {_marked(asset, rule)}; the {unknown} is not known"
        confidence = BY_CONVENTION if _ending(asset, rule) else UNPROVEN_CONFIDENCE
        return Derivative(rule.kind, asset, fitting[0], Grounds(rule.method, confidence, evidence))
    return None


def _movie_of_frames(asset: KnownMedia, sources: list[KnownMedia]) -> Derivative | None:
    """A movie beside the image sequence of the same stem and frame count, as far as it may have been made from it.

    Plates that were taken out of a camera's movie lie beside it just so: where no version says that both are work, a
    movie with a reel, or one that is older than its frames, is not sure to be the copy.
    """
    if asset.kind != "video":
        return None
    fitting = [each for each in sources if each.kind == "sequence" and each.frame_count == asset.frame_count]
    frames = next((each for each in fitting if all(each is rival or _outranks(each, rival) for rival in fitting)), None)
    if frames is None or is_larger(asset, frames):
        return None
    evidence = f"same folder and stem as the frames {frames.name}, {asset.frame_count} frames both"
    confidence = PROXY_CONFIDENCE
    if (asset.reel_name or asset.mtime_ns < frames.mtime_ns) and not _is_versioned(asset.name):
        confidence = UNPROVEN_CONFIDENCE
        evidence += "; it has a reel" if asset.reel_name else "; it is older than they are"
    return Derivative(DerivativeKind.TRANSCODE, asset, frames, Grounds("NAME_TEMPLATE", confidence, evidence))


def is_movie_of_frames(asset: KnownMedia, other: KnownMedia) -> bool:
    """Whether one is a movie of as many frames as the other has, and a version in its name says that both are work."""
    is_pair = asset.kind == "video" and other.kind == "sequence" and _is_versioned(asset.name)
    return is_pair and asset.frame_count is not None and asset.frame_count == other.frame_count


def _outranks(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether it is the original of the two by more than age, which copying changes."""
    found = seniority(other, one)
    return found.sign > 0 and not found.is_by_age


def _is_versioned(name: str) -> bool:
    return any(token.shape is Shape.VERSION for token in tokens(name))


def _same_sort(one: KnownMedia, other: KnownMedia) -> bool:
    if one.kind in MOVING:
        return other.kind in MOVING
    return one.kind == other.kind or (one.kind, other.kind) == ("other", "image")


def _same_length(one: KnownMedia, other: KnownMedia) -> bool | None:
    """None where it cannot be told, as of what is no medium; what stills have in common is their shape."""
    if one.kind == "other":
        return None
    if one.kind == "image":
        return _same_shape(one, other)
    if one.kind != other.kind and one.frame_count and other.frame_count:
        return one.frame_count == other.frame_count
    if one.kind == "sequence":
        return (one.frame_count, one.first) == (other.frame_count, other.first)
    if one.duration_s is None or other.duration_s is None:
        return None
    if one.timecode and other.timecode and one.timecode != other.timecode:
        return False
    return abs(one.duration_s - other.duration_s) <= _LENGTH_TOLERANCE_S


def _same_shape(one: KnownMedia, other: KnownMedia) -> bool | None:
    """Whether heights agree, to a pixel, when the wider still is brought to the width of the other."""
    if not (one.width and one.height and other.width and other.height):
        return None
    wide, narrow = (one, other) if one.width >= other.width else (other, one)
    return abs((wide.height or 0) * (narrow.width or 0) / (wide.width or 1) - (narrow.height or 0)) <= 1


def _marked(asset: KnownMedia, rule: Rule) -> str:
    last = asset.folder.rpartition("/")[2]
    is_placed = last.lower() in rule.folders and not _ending(asset, rule)
    return f"in the folder {last}" if is_placed else f"named {asset.name}"
