"""What tells two clips of one stem or timecode apart, so that neither was made from the other. Pure.

Folders of two cameras, of two versions of one thing, of two languages; a picture and a sound.
Not here: what they have in common (ladder.py), versions and takes in names (naming/names.py).
"""

from __future__ import annotations

import re

from assetgraph.graph.known import KnownMedia
from assetgraph.media.languages import NAMES, SHORT
from assetgraph.relate.naming.folder_names import is_part, is_roll
from assetgraph.relate.naming.names import Shape, read_token
from assetgraph.storage.frame_tokens import comparable

_NUMBER = re.compile(r"\d+")
_ROLL_NUMBER = re.compile(r"[ _-]?(?:[a-z]?\d+[a-z]?|(?<=[ _-])[a-z])$|^\d+")
_RESOLUTIONS = frozenset({"hi", "lo"})
"""Folders of high and low resolution, more often than of Hindi and Lao."""
_LANGUAGES = {
    **SHORT,
    **{tag: tag for tag in SHORT.values() if tag not in _RESOLUTIONS},
    **{comparable(name): comparable(name) for name in NAMES},
}


def are_apart(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether folders or kind say that they show two things; the stems of their names are compared elsewhere."""
    return (
        _is_sound(one) != _is_sound(other) or _are_of_other_versions(one, other) or _are_of_other_languages(one, other)
    )


def are_of_other_cameras(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether they lie in folders of two cameras, cards or rolls that are named alike: CAM1 and CAM2, A001 and B001."""
    first, second = (next(filter(is_roll, reversed(_folders(each))), "") for each in (one, other))
    alike = _ROLL_NUMBER.sub("", first) == _ROLL_NUMBER.sub("", second)
    return first != second and alike and "" not in {first, second}


def are_of_one_production(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether their ways part at a folder that is a part of a production: dailies and shots, not one show and another.

    Shots of two shows bear the same codes, and so do those of two sequences, episodes or reels: sq030 and sq040.
    """
    parting = _parting(one, other)
    is_within = one.folder != "" != other.folder and not parting
    is_part_of_it = any(map(is_part, parting)) and len({_NUMBER.sub("#", name) for name in parting}) > 1
    return one.volume_uid == other.volume_uid and (is_within or is_part_of_it)


def _parting(one: KnownMedia, other: KnownMedia) -> tuple[str, ...]:
    """The first folders that differ; none where one lies within the other."""
    return next((each for each in zip(_folders(one), _folders(other), strict=False) if each[0] != each[1]), ())


def _are_of_other_versions(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether their ways part at folders of two versions: render/v001 and render/v002."""
    tokens = [read_token(name) for name in _parting(one, other)]
    keys = {token.key for token in tokens if token and token.shape is Shape.VERSION}
    return one.volume_uid == other.volume_uid and len(keys) > 1


def _are_of_other_languages(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether each lies in a folder named by a language, and these differ: masters/de and web/en."""
    first, second = ({_LANGUAGES[name] for name in _folders(each) if name in _LANGUAGES} for each in (one, other))
    return bool(first and second) and first.isdisjoint(second)


def _is_sound(media: KnownMedia) -> bool:
    """Whether it was read and is heard alone, as the MXF of a clip's sound."""
    return media.width is None and media.audio_codec is not None


def _folders(media: KnownMedia) -> list[str]:
    return comparable(media.folder).split("/")
