"""What is played: CPL (which stretch of which asset, in which reel or segment), OPL (what is made of a CPL).

Not here: where that lies on a timeline (readers/packages.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from xml.etree.ElementTree import Element

from assetgraph.documents import rates
from assetgraph.documents.packages.elements import child, children, flag, local, number, rate, text, uuid
from assetgraph.documents.packages.model import Composition, OutputProfile, Part, Play, Sequence

PICTURES = frozenset(("MainImageSequence", "MainPicture", "MainStereoscopicPicture"))
SOUNDS = frozenset(("MainAudioSequence", "IABSequence", "MainSound"))
# They stand among the assets of a reel and have an Id, but no file.
_WITHOUT_FILE = frozenset(("MainMarkers", "CompositionMetadataAsset"))


def composition(root: Element) -> Composition:
    """A CPL of any flavour."""
    told = rate(text(root, "EditRate"))
    notes: list[str] = []
    segments, reels = child(root, "SegmentList"), child(root, "ReelList")
    parts = tuple(_segment(each, told, notes) for each in children(segments, "Segment"))
    parts += tuple(_reel(each, notes) for each in children(reels, "Reel"))
    if segments is None and reels is None:
        notes.append("a composition with neither segments nor reels")
    edit_rate = told or _first_rate(parts)
    return Composition(
        uuid=uuid(text(root, "Id")),
        title=text(root, "ContentTitle", "ContentTitleText"),
        edit_rate=edit_rate,
        parts=parts,
        start_timecode=_start(child(root, "CompositionTimecode"), edit_rate),
        content_kind=text(root, "ContentKind"),
        notes=tuple(notes),
    )


def output_profile(root: Element) -> OutputProfile:
    """An OPL."""
    return OutputProfile(uuid(text(root, "Id")), uuid(text(root, "CompositionPlaylistId")))


def _segment(element: Element, told: Fraction | None, notes: list[str]) -> Part:
    sequences = []
    for each in child(element, "SequenceList") or ():
        resources = children(child(each, "ResourceList"), "Resource")
        # What has no track file is a marker, or of a kind that later standards add.
        plays = tuple(_plays(((one, "TrackFileId") for one in resources), told, notes))
        sequences.append(Sequence(local(each), uuid(text(each, "TrackId")), plays))
    return Part(uuid(text(element, "Id")), tuple(each for each in sequences if each.plays))


def _reel(element: Element, notes: list[str]) -> Part:
    sequences = (
        Sequence(local(each), None, tuple(_plays([(each, "Id")], None, notes)))
        for each in child(element, "AssetList") or ()
        if local(each) not in _WITHOUT_FILE
    )
    return Part(uuid(text(element, "Id")), tuple(each for each in sequences if each.plays))


def _plays(
    resources: Iterator[tuple[Element, str]] | list[tuple[Element, str]], told: Fraction | None, notes: list[str]
) -> Iterator[Play]:
    for element, id_name in resources:
        said = text(element, id_name)
        asset = uuid(said)
        if said is None:
            continue
        if asset is None:
            notes.append(f"something is played whose id is no UUID: {said}")
            continue
        play = _play(element, asset, said, told)
        yield play
        if play.duration is None or play.rate is None:
            notes.append("something is played that does not tell from where, how long or at which rate")
        elif play.intrinsic is not None and play.entry + play.duration > play.intrinsic:
            notes.append("something is played for longer than it is said to last")


def _play(element: Element, asset: str, said: str, told: Fraction | None) -> Play:
    entry = number(text(element, "EntryPoint") or "0")
    repeat = number(text(element, "RepeatCount") or "1")
    intrinsic = number(text(element, "IntrinsicDuration"))
    lasts, own_rate = text(element, "SourceDuration", "Duration"), text(element, "EditRate")
    duration = number(lasts)
    if lasts is None and intrinsic is not None and entry is not None:
        duration = max(intrinsic - entry, 0)
    return Play(
        asset=asset,
        raw=said,
        rate=rate(own_rate) if own_rate else told,
        entry=entry or 0,
        # Of what makes no sense nothing has a place.
        duration=None if entry is None or repeat is None else duration,
        intrinsic=intrinsic,
        repeat=1 if repeat is None else repeat,
        name=text(element, "Annotation", "AnnotationText"),
    )


def _first_rate(parts: tuple[Part, ...]) -> Fraction | None:
    """The rate of the first picture, without any that of whatever comes first."""
    sequences = [each for part in parts for each in part.sequences]
    sequences.sort(key=lambda each: each.kind not in PICTURES)
    return next((play.rate for each in sequences for play in each.plays if play.rate), None)


def _start(element: Element | None, edit_rate: Fraction | None) -> str | None:
    """The timecode of the first frame; None when it counts other frames than the composition has."""
    address, counted = text(element, "TimecodeStartAddress"), number(text(element, "TimecodeRate"))
    if address is None or edit_rate is None or (counted and counted != rates.nominal(edit_rate)):
        return None
    if flag(text(element, "TimecodeDropFrame")) and ";" not in address:
        before, _, frames = address.rpartition(":")
        return f"{before};{frames}"
    return address
