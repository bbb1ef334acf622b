"""What a document says as nodes and edges, and where a file it looks for is not. Pure: the run id is an argument.

Not here: telling what a reference means (resolving.py), writing (graph/writer.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assetgraph.documents.records import DocumentContent, ReferenceKind, Status, Use
from assetgraph.graph.known import KnownMedia
from assetgraph.graph.writer import Bundle, Edge, Node, storable
from assetgraph.model.keys import missing_uid
from assetgraph.model.names import stem_key
from assetgraph.model.records import Problem
from assetgraph.model.relationships import Strength
from assetgraph.relate.edges import LONGEST_NAME, await_names
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.references.declared_sources import Made
from assetgraph.relate.references.sought import Candidate, Known, Resolution, Sought
from assetgraph.relate.refusals import problem_bundle

_OUTPUTS = frozenset({ReferenceKind.WRITE})
_LONGEST_CAPTION = 24


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference, what is known of that it may mean, what it does mean, and what that was made from."""

    sought: Sought
    known: Known
    resolution: Resolution
    made: Made | None = None


def document_bundle(uid: str, content: DocumentContent, mentions: Sequence[Mention], run_id: str) -> Bundle:
    """What a document says, in place of all that it said before."""
    bundle = Bundle(before=[("clear_references", uid), ("clear_document_problems", uid)])
    told = {
        "uid": uid,
        "parse_status": str(content.status),
        "reference_count": len(content.references),
        "start_timecodes": [each.start_timecode or "" for each in content.timelines] or None,
        "rate_uncertain": content.rate_uncertain or None,
        "notes": list(content.notes) or None,
        "relate_pending": None,
    }
    bundle.nodes.append(Node("Document", uid, {name: storable(value) for name, value in told.items()}))
    targets: dict[str, list[Mention]] = {}
    for mention in mentions:
        resolution = mention.resolution
        if resolution.target and resolution.target.uid == uid:
            continue
        if mention.sought.reference.kind in _OUTPUTS:
            if resolution.target:
                bundle.edges.append(_output(uid, mention.sought, resolution.target, resolution.grounds, run_id))
            continue
        target = resolution.target.uid if resolution.target else missing_uid(resolution.place)
        targets.setdefault(target, []).append(mention)
    for target, here in targets.items():
        if here[0].resolution.target is None:
            bundle.nodes.append(_missing(target, here[0]))
        label = "Asset" if here[0].resolution.target else "MissingMedia"
        bundle.edges.append(Edge("REFERENCES", "Asset", uid, label, target, _reference(here, run_id)))
        if any(each.made for each in here):
            ends = {target, *(each.made.source for each in here if each.made)}
            bundle.nodes += [Node("Asset", each, {"derive_pending": True}) for each in sorted(ends)]
    await_names(bundle, uid, {name for each in mentions for name in each.sought.awaited(each.known, each.resolution)})
    return bundle


def failure_bundle(uid: str, problems: Iterable[Problem], run_id: str, *, is_unread: bool) -> Bundle:
    """A document that says nothing this time: what it said before stays.

    `is_unread`: nobody saw what it says now; it waits on, and its status stays what it was.
    """
    bundle = problem_bundle(problems, "Asset", uid, run_id)
    bundle.before.append(("clear_document_problems", uid))
    if not is_unread:
        told = {"uid": uid, "parse_status": str(Status.FAILED), "relate_pending": None}
        bundle.nodes.append(Node("Document", uid, told))
    return bundle


def _output(document: str, sought: Sought, target: KnownMedia, grounds: Grounds, run_id: str) -> Edge:
    properties = {**grounds.properties(run_id), "raw": sought.reference.raw}
    return Edge("GENERATED_BY", "Asset", target.uid, "Asset", document, properties)


def _missing(uid: str, mention: Mention) -> Node:
    place = mention.resolution.place
    name = mention.sought.raw.name or place
    properties = {
        "uid": uid,
        "reference": _shortened(place, LONGEST_NAME),
        "caption": _shortened(name, _LONGEST_CAPTION),
        "stem_key": stem_key(name)[:LONGEST_NAME],
    }
    return Node("MissingMedia", uid, properties)


def _shortened(text: str, most: int) -> str:
    """Its beginning and its end, of what is longer than an index or a picture takes."""
    half = most // 2
    return text if len(text) <= most else f"{text[: half - 1]}…{text[-half:]}"


def _reference(mentions: Sequence[Mention], run_id: str) -> dict[str, Any]:
    """One edge for all mentions of one target: the strongest speaks, all uses count."""
    strongest = min(mentions, key=_weakness)
    sought, resolution = strongest.sought, strongest.resolution
    references = [each.sought.reference for each in mentions]
    enabled = any(each.enabled for each in references)
    soft = sought.reference.kind is ReferenceKind.BIN or not enabled
    candidates = _candidates(mentions)
    properties = {
        **resolution.grounds.properties(run_id),
        "raw": sought.reference.raw,
        "kind": str(sought.reference.kind),
        "role": sought.reference.role,
        "count": sum(each.count for each in references),
        "enabled": enabled,
        "strength": str(Strength.SOFT if soft else Strength.HARD),
        "state": str(resolution.state),
        "candidates": [each.media.rel_path for each in candidates] or None,
        "candidate_uids": [each.media.uid for each in candidates] or None,
        "candidate_confidences": [each.grounds.confidence for each in candidates] or None,
        **_made_from([each.made for each in mentions if each.made]),
        **_uses([use for each in mentions for use in each.sought.uses]),
    }
    return {name: storable(value) for name, value in properties.items()}


def _candidates(mentions: Sequence[Mention]) -> list[Candidate]:
    """What any of the mentions may mean, each once, as surely as it is told anywhere."""
    found: dict[str, Candidate] = {}
    for each in (candidate for mention in mentions for candidate in mention.resolution.candidates):
        known = found.get(each.media.uid)
        if known is None or known.grounds.confidence < each.grounds.confidence:
            found[each.media.uid] = each
    return sorted(found.values(), key=lambda each: -each.grounds.confidence)


def _weakness(mention: Mention) -> tuple[bool, bool, bool, bool]:
    """What is used comes before what is switched off or lies in a bin, the media itself before its proxy."""
    reference, resolution = mention.sought.reference, mention.resolution
    is_bin, is_other = reference.kind is ReferenceKind.BIN, reference.role != "media"
    return is_bin, not reference.enabled, is_other, not resolution.candidates


def _made_from(made: Sequence[Made]) -> dict[str, list[Any]]:
    """Parallel lists, one entry a source, each once."""
    sources = {each.source: each for each in sorted(made, key=lambda each: each.confidence)}.values()
    return (
        {
            "made_from": [each.source for each in sources],
            "made_as": [str(each.kind) for each in sources],
            "made_confidences": [each.confidence for each in sources],
        }
        if sources
        else {}
    )


def _uses(uses: list[Use]) -> dict[str, list[Any]]:
    """Parallel lists, one entry a use, in the order of the timeline."""
    if not uses:
        return {}
    uses = sorted(uses, key=lambda use: (use.timeline, use.media, use.track, use.record_in))
    return {
        "timeline": [use.timeline for use in uses],
        "track": [use.track for use in uses],
        "media": [str(use.media) for use in uses],
        "record_in": [use.record_in for use in uses],
        "record_out": [use.record_out for use in uses],
        "source_in": [use.source_in for use in uses],
        "source_out": [use.source_out for use in uses],
        "edit_rate": [use.edit_rate for use in uses],
        "speed": [use.speed for use in uses],
        "use_enabled": [use.enabled for use in uses],
        "angle": [use.angle or "" for use in uses],
    }
