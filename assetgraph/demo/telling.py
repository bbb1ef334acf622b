"""Tells what is true about a demo studio, from its seed alone and never from its folder: a test holds both together.

Not here: the models (facts.py).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from assetgraph.demo.entries import (
    AnyChange,
    AnyEntry,
    Audio,
    Clip,
    Comp,
    Copy,
    Delete,
    Derivative,
    Document,
    Empty,
    Frames,
    Mention,
    Move,
    Moving,
    Render,
    Still,
    Text,
    Timeline,
    Truncated,
    Video,
)
from assetgraph.demo.facts import (
    Belonging,
    ChainFacts,
    DemoFacts,
    DerivativeFacts,
    ReferenceFacts,
    SequenceFacts,
)
from assetgraph.demo.seed import Seed, as_written
from assetgraph.model.records import Kind

_VERSION = re.compile(r"(?<=_)(?:v(?P<number>\d+)|latest)(?=[_.])")
_SHOT = re.compile(r"shots/(?P<sequence>[^/]+)/(?P<shot>[^/]+)/")


def facts_of(seed: Seed, root: Path, changes: Iterable[AnyChange] = ()) -> DemoFacts:
    """What is true about a folder once the seed is built there, or, after `changes`, what the seed became."""
    changes = tuple(changes)
    again = tuple(change.path for change in changes if isinstance(change, Render))
    outputs = {str(entry.write.means): entry.path for entry in seed.entry if isinstance(entry, Comp)}
    references = tuple(_references(seed, root))
    chains = tuple(_chains(seed))
    needed = _needed(seed, references, outputs)
    superseded = tuple(_superseded(chains, needed, seed, outputs))
    return DemoFacts(
        root=root,
        volumes=tuple(sorted({entry.path.partition("/")[0] for entry in seed.entry})),
        files=sum(1 for entry in seed.entry for _ in entry.files()),
        assets=len(seed.entry),
        kinds=_kinds(seed),
        sequences=tuple(_sequence_facts(entry) for entry in seed.entry if isinstance(entry, Frames)),
        duplicate_groups=_duplicate_groups(seed),
        problems=tuple(entry.path for entry in seed.entry if isinstance(entry, Empty | Truncated)),
        references=references,
        derivatives=tuple(_derivatives(seed, again)),
        outputs=outputs,
        sidecars=_sidecars(seed),
        chains=chains,
        belongings=_belongings(seed),
        orphans=tuple(path for path in _media(seed) if path not in {*needed, *superseded}),
        superseded=superseded,
        moved={change.path: change.to for change in changes if isinstance(change, Move)},
        deleted=tuple(change.path for change in changes if isinstance(change, Delete)),
        rendered_again=again,
    )


def _kinds(seed: Seed) -> dict[Kind, int]:
    return dict(Counter(kind for entry in seed.entry if (kind := _kind(seed.original(entry.path)))))


def _kind(entry: AnyEntry) -> Kind | None:
    """None for what cannot be read."""
    match entry:
        case Moving():
            return Kind.VIDEO
        case Audio():
            return Kind.AUDIO
        case Still():
            return Kind.IMAGE
        case Frames():
            return Kind.SEQUENCE
        case Text():
            return entry.asset_kind
    return Kind.DOCUMENT if isinstance(entry, Document) else None


def _media(seed: Seed) -> Iterator[str]:
    """Whole media that are neither copies of others nor made from them."""
    for entry in seed.entry:
        whole = not (isinstance(entry, Frames) and entry.missing)
        if whole and isinstance(entry, Video | Audio | Still | Frames):
            yield entry.path


def _sequence_facts(entry: Frames) -> SequenceFacts:
    return SequenceFacts(
        pattern=entry.path,
        first=entry.first,
        last=entry.last,
        frame_count=len(entry.numbers()),
        missing=entry.missing,
    )


def _duplicate_groups(seed: Seed) -> tuple[tuple[str, ...], ...]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for entry in seed.entry:
        if isinstance(entry, Copy):
            groups[entry.of].append(entry.path)
    return tuple(sorted(tuple(sorted([original, *copies])) for original, copies in groups.items()))


def _derivatives(seed: Seed, again: Collection[str]) -> Iterator[DerivativeFacts]:
    for each in seed.entry:
        if isinstance(each, Derivative):
            yield DerivativeFacts(derivative=each.path, source=each.of, kind=each.relation, stale=each.of in again)


def _sidecars(seed: Seed) -> dict[str, str | None]:
    texts = (entry for entry in seed.entry if isinstance(entry, Text))
    return {entry.path: entry.beside for entry in texts if entry.asset_kind is Kind.SIDECAR}


def _references(seed: Seed, root: Path) -> Iterator[ReferenceFacts]:
    for document in seed.documents():
        mentions = document.clips if isinstance(document, Timeline) else document.reads
        counts = Counter(mention.raw for mention in mentions)
        for mention in {each.raw: each for each in mentions}.values():
            yield _reference(document.path, mention, as_written(mention.raw, root), counts[mention.raw])


def _reference(document: str, mention: Mention, raw: str, count: int) -> ReferenceFacts:
    target = mention.means if isinstance(mention.means, str) else None
    candidates = mention.means if isinstance(mention.means, tuple) else ()
    return ReferenceFacts(
        document=document,
        raw=raw,
        state="RESOLVED" if target else "AMBIGUOUS" if candidates else "MISSING",
        target=target,
        candidates=candidates,
        enabled=mention.enabled if isinstance(mention, Clip) else True,
        count=count,
    )


def _chains(seed: Seed) -> Iterator[ChainFacts]:
    versions: defaultdict[str, dict[int, str]] = defaultdict(dict)
    heroes: dict[str, str] = {}
    for entry in seed.entry:
        found = _VERSION.search(entry.path)
        if found is None:
            continue
        template = f"{entry.path[: found.start()]}{{version}}{entry.path[found.end() :]}"
        if found["number"]:
            versions[template][int(found["number"])] = entry.path
        else:
            heroes[template] = entry.path
    for template, members in versions.items():
        yield ChainFacts(template=template, versions=dict(sorted(members.items())), hero=heroes.get(template))


def _needed(seed: Seed, references: Iterable[ReferenceFacts], outputs: dict[str, str]) -> set[str]:
    """What was delivered, what documents refer to or may refer to, and what that was made from."""
    made_from = {each.path: each.of for each in seed.entry if isinstance(each, Derivative)} | outputs
    needed: set[str] = set()
    frontier = {*seed.delivered, *(path for each in references for path in (each.target, *each.candidates) if path)}
    while frontier:
        needed |= frontier
        frontier = {made_from[path] for path in frontier if path in made_from} - needed
    return needed


def _superseded(chains: Iterable[ChainFacts], needed: set[str], seed: Seed, outputs: dict[str, str]) -> Iterator[str]:
    renders = {*outputs, *(each.path for each in seed.entry if isinstance(each, Frames))}
    for chain in chains:
        kinds = (_kind(seed.original(chain.latest)), "render" if chain.latest in renders else None)
        older = list(chain.versions.values())[: -max(seed.keep_last.get(str(kind), 1) for kind in kinds)]
        yield from (path for path in older if path not in needed)


def _belongings(seed: Seed) -> dict[str, Belonging]:
    found = {}
    for entry in seed.entry:
        for project in seed.projects:
            root = next((each for each in project.roots if entry.path.startswith(f"{each}/")), None)
            if root:
                shot = _SHOT.match(entry.path, len(root) + 1)
                found[entry.path] = Belonging(project=project.code, **(shot.groupdict() if shot else {}))
    return found
