"""What an asset has in common with a reference that leads to no place, and how surely it is meant. Pure.

By UMID or UUID, by reel, name and timecode, by name and length, by name and folder, by name alone. What contradicts
counts as much as what agrees: another reel, another timecode, or the name of another file make it no fact.
Not here: which of several is meant, and paths (resolving.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assetgraph.graph.known import KnownMedia
from assetgraph.media.formats import format_for_name
from assetgraph.model.frames import Frames
from assetgraph.model.names import is_short_reel, stem_key
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.lengths import begins_at_another_frame, begins_at_zero, begins_elsewhere, covers, same_length
from assetgraph.relate.naming.names import Shape, tokens
from assetgraph.relate.naming.stems import comes_again, stem_of
from assetgraph.relate.references.sought import LEAST_CLIP_REEL, Sought, readings
from assetgraph.storage.frame_tokens import comparable
from assetgraph.storage.raw_paths import Form, Meaning, RawPath

_NO_LETTER = re.compile(r"[\W_]")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def likeness(sought: Sought, media: KnownMedia) -> Grounds | None:
    """How surely a reference means an asset by what both tell of it; None where nothing says so."""
    reference = sought.reference
    if same := sought.identities & (media.identities | media.said_identities):
        return _same_material(sought, media, min(same))
    meaning = meaning_of(readings(sought.raw), media)
    named = meaning is not None or _is_called(sought, media)
    reel = _is_of_reel(reference.reel, media)
    is_whole = meaning is not Meaning.PART
    if is_whole and covers(media, reference, sought.uses, is_rate_told=sought.is_rate_told):
        what = f"its timecode from {media.timecode} on holds what is used"
        if reel and _shares_stem(sought, media):
            return Grounds("TC_REEL", 0.92, f"reel {reference.reel}, its name, and {what}")
        is_telling = not begins_at_zero(media)
        if reel and is_telling:
            return _by_reel(sought, media, what)
        if named and reel is None and is_telling:
            if comes_again(stem_of(media)) and begins_at_another_frame(media, reference):
                # Of cameras that run in step the one has a file of that name, too.
                return Grounds("TC_REEL", 0.75, f"its short name, and {what}, but it begins at another frame than told")
            return Grounds("TC_REEL", 0.9, f"its name, and {what}")
    if not named:
        return None
    if reel is False:
        return Grounds("NAME_TEMPLATE", 0.6, f"same name as {media.rel_path}, of another reel")
    if begins_elsewhere(media, reference):
        return Grounds("NAME_TEMPLATE", 0.6, f"same name as {media.rel_path}, which begins at another timecode")
    is_as_long = is_whole and same_length(media, reference)
    if is_as_long and not comes_again(stem_of(media)):
        return Grounds("NAME_SIZE", 0.85, f"same name and length as {media.rel_path}")
    above = sought.raw.parts[-2:-1]
    if above and comparable(above[0]) == comparable(media.folder.rpartition("/")[2]):
        return Grounds("NAME_TEMPLATE", 0.75, f"same name and folder as {media.rel_path}")
    if is_as_long:
        return Grounds("NAME_SIZE", 0.7, f"same short name and length as {media.rel_path}")
    return Grounds("NAME_TEMPLATE", 0.6, f"same name as {media.rel_path}")


def _by_reel(sought: Sought, media: KnownMedia, what: str) -> Grounds:
    """How surely a reference means a file of its reel that holds what is used, and is called otherwise."""
    reel = sought.reference.reel or ""
    is_roll = len(_letters(reel)) < LEAST_CLIP_REEL
    if (is_roll and _names_another(sought, media)) or _has_version(sought.raw.name):
        return Grounds("TC_REEL", 0.75, f"reel {reel}, and {what}, but {sought.raw.name} is named")
    if comparable(stem_of(media)) == comparable(reel):
        # Plates and renders of a clip pass on its reel; the clip itself is called so.
        return Grounds("TC_REEL", 0.91, f"called as its reel {reel}, and {what}")
    if _has_version(media.name):
        return Grounds("TC_REEL", 0.75, f"reel {reel}, and {what}, but it is a version of work, which passes it on")
    return Grounds("TC_REEL", 0.9, f"reel {reel}, and {what}")


def meaning_of(said: Iterable[RawPath], media: KnownMedia) -> Meaning | None:
    """How a reference, in any of its readings, means an asset by its last part."""
    if media.kind == "sequence":
        frames = None
        if media.first is not None and media.last is not None:
            frames = Frames.told(media.first, media.last, media.step, media.missing)
        meanings = (each.means_sequence(media.name, frames) for each in said)
    else:
        meanings = (each.means_file(media.name) for each in said)
    return next((each for each in meanings if each), None)


def _same_material(sought: Sought, media: KnownMedia, identity: str) -> Grounds:
    """Of several copies of a package each means its own files."""
    method = "UMID" if identity in {media.umid, media.source_umid} else "EXPLICIT_UUID"
    evidence = f"holds the material {identity}"
    if media.volume_uid == sought.volume_uid:
        if _lies_in(media, sought.folder):
            return Grounds(method, 0.98, f"{evidence}, in the document's own folder")
        above = sought.folder.rpartition("/")[0]
        if above and _lies_in(media, above):
            return Grounds(method, 0.96, f"{evidence}, beside the document's own folder")
    return Grounds(method, 0.95, evidence)


def _lies_in(media: KnownMedia, folder: str) -> bool:
    return f"{media.folder}/".startswith(f"{folder}/".lstrip("/"))


def _is_of_reel(said: str | None, media: KnownMedia) -> bool | None:
    """Whether it is of that reel; None where nobody tells, or where one is a part of the other (A001, A001C003)."""
    if not said:
        return None
    asked, told = comparable(said), {comparable(media.reel_name or ""), comparable(stem_key(media.name))}
    if asked in told or (is_short_reel(said) and any(each.startswith(asked) for each in told)):
        return True
    one, other = _letters(said), _letters(media.reel_name)
    return None if one.startswith(other) or other.startswith(one) else False


def _letters(reel: str | None) -> str:
    """A reel as it is compared with one that is written otherwise: 001 is 1, and A_001 is A001."""
    return _NO_LETTER.sub("", _ZEROS.sub("", comparable(reel or "")))


def _is_called(sought: Sought, media: KnownMedia) -> bool:
    """Whether a bare name is that of the asset; one without ending means any ending."""
    names = {sought.raw.name, sought.reference.clip_name or ""} if sought.raw.form is Form.NAME else set()
    stem = comparable(media.name.rpartition(".")[0] or media.name)
    return any(name and comparable(name) in {stem, comparable(media.name)} for name in names)


def _shares_stem(sought: Sought, media: KnownMedia) -> bool:
    """Whether it is called so, whatever its ending: what was shot goes by the name of its transcodes."""
    said = {_stem(each.name) for each in readings(sought.raw)} | {_stem(sought.reference.clip_name or "")}
    return comparable(stem_of(media)) in said or meaning_of(readings(sought.raw), media) is not None


def _stem(name: str) -> str:
    """A name as it is compared, without the ending where that is one of media."""
    return comparable(name.rpartition(".")[0] if format_for_name(name) else name)


def _names_another(sought: Sought, media: KnownMedia) -> bool:
    """Whether the reference names a file that this one is neither called nor called after."""
    if not format_for_name(sought.raw.name):
        return False
    said, own = _stem(sought.raw.name), comparable(stem_of(media))
    return said not in own and own not in said


def _has_version(name: str) -> bool:
    """Whether it names a version of work, which passes on the reel of its plate."""
    return any(token.shape is Shape.VERSION for token in tokens(name))
