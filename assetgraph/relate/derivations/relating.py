"""What each file was made from: by its folder and name, the clip of a card, what documents declare, else by the ladder.

All that speaks for a file is weighed at once, and what was told before goes; of two that tell the same pair the surer
one stands. A file is told anew when its folder changes, when a document that declares it does (`derive_pending`), and
when a possible source comes, changes or goes: what may become its source it awaits by name, as documents do.
Not here: the rules (conventions.py), the ladder (ladder.py), what documents say (references/relating.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from assetgraph.graph.connection import Graph
from assetgraph.graph.derivations import Derivations
from assetgraph.graph.known import KnownMedia, PendingFolder
from assetgraph.graph.media_index import MOST_NAMESAKES, MediaIndex
from assetgraph.graph.writer import Writer
from assetgraph.model.names import stem_key
from assetgraph.relate.cards.clips import Clip, Member
from assetgraph.relate.cards.clips import made_from as made_from_clip
from assetgraph.relate.cards.rules import Part
from assetgraph.relate.derivations.camera_proxies import camera_proxies
from assetgraph.relate.derivations.conventions import (
    CONVENTIONS,
    MOVING,
    UNPROVEN_CONFIDENCE,
    Rule,
    derivatives,
    folder_names,
    may_be_derivative,
)
from assetgraph.relate.derivations.ladder import fits, made_from, sought_stems
from assetgraph.relate.derivations.originals import is_larger
from assetgraph.relate.edges import derivatives_bundle
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.pairs import Derivative, DerivativeKind

_CLIPS_AT_ONCE = 1000
_Found = dict[tuple[str, str], Derivative]


class DerivativeRelator:
    """Tells what assets were made from, and writes it."""

    def __init__(self, graph: Graph, writer: Writer, run_id: str, rules: Sequence[Rule] = CONVENTIONS) -> None:
        self._derivations = Derivations(graph)
        self._index = MediaIndex(graph)
        self._writer = writer
        self._run_id = run_id
        self._rules = rules
        self._names = folder_names(rules)
        self._judged: set[str] = set()

    def relate(self, folders: Sequence[PendingFolder], assets: Sequence[KnownMedia]) -> None:
        """Tell it of the assets of these folders, and of those beside whose sources they are; others wait."""
        partners = self._derivations.partners_of([each.uid for each in folders], self._names)
        own = {each.uid for each in folders}
        beside = {each.uid: each for each in partners if each.uid not in own}
        others = self._index.assets_in(sorted(beside))
        # Folders of derivatives that wait themselves have their own turn, or had it in this run.
        due = {uid for uid, each in beside.items() if each.has_derivatives and not each.pending} - self._judged
        judged = [*assets, *(each for each in others if each.folder_uid in due)]
        self._judged.update(each.uid for each in folders if each.rel_path.rpartition("/")[2].lower() in self._names)
        elsewhere = self._judge(judged, [*assets, *others], sources=assets)
        elsewhere |= self._derivations.made_from([each.uid for each in assets])
        self._derivations.wake(sorted(elsewhere - {each.uid for each in judged}))

    def relate_waiting(self) -> None:
        """Tell it of those that wait, wherever they lie."""
        for waiting in self._derivations.pending():
            folders = sorted(set(waiting.values()))
            beside = {each.uid for each in self._derivations.partners_of(folders, self._names)}
            near = self._index.assets_in(sorted(beside.union(folders)))
            self._judge([each for each in near if each.uid in waiting], near, sources=())

    def _judge(
        self, judged: Sequence[KnownMedia], near: Sequence[KnownMedia], sources: Sequence[KnownMedia]
    ) -> set[str]:
        """Write what the judged were made from; returns keys of assets that may be made from the `sources`."""
        mine = {asset.uid: asset for asset in judged}
        found: _Found = {}
        for each in derivatives(near, self._rules):
            if each.derivative.uid in mine:
                _keep(found, each)
        for each in chain(camera_proxies(near), self._on_cards(mine), self._declared(mine)):
            if each.derivative.uid in mine:
                _keep(found, each)
        told = {uid for uid, _ in found}
        untold = [asset for asset in judged if asset.uid not in told and asset.kind in MOVING]
        awaited: dict[str, set[str]] = {}
        may_follow: set[str] = set()
        clips = {each.uid: each for each in [*untold, *sources] if each.kind in MOVING}
        seekers, givers = {each.uid for each in untold}, {each.uid for each in sources}
        waiting = list(clips.values())
        for start in range(0, len(waiting), _CLIPS_AT_ONCE):
            part = waiting[start : start + _CLIPS_AT_ONCE]
            may_follow |= self._climb(part, seekers, givers, found, awaited)
        for each in self._of_vanished(judged, {uid for uid, _ in found}):
            _keep(found, each)
        self._write(judged, found, awaited)
        return may_follow

    def _on_cards(self, mine: Mapping[str, KnownMedia]) -> Iterator[Derivative]:
        for files in self._derivations.clips_of(list(mine)).values():
            members = tuple(Member(each.asset, Part(each.part), each.span) for each in files)
            yield from made_from_clip(files[0].card, Clip(files[0].clip, members))

    def _declared(self, mine: Mapping[str, KnownMedia]) -> Iterator[Derivative]:
        for each in self._derivations.declared_sources(list(mine)):
            asset, kind = mine[each.derivative_uid], DerivativeKind(each.kind)
            confidence, evidence = (
                each.confidence,
                f"{each.document} declares it a {kind.lower()} of {each.source.name}",
            )
            if kind is DerivativeKind.PROXY and is_larger(asset, each.source):
                confidence, evidence = min(confidence, UNPROVEN_CONFIDENCE), f"{evidence}, which is smaller"
            yield Derivative(kind, asset, each.source, Grounds("DECLARED", confidence, evidence), each.document_uid)

    def _climb(
        self,
        clips: Sequence[KnownMedia],
        untold: Collection[str],
        sources: Collection[str],
        found: _Found,
        awaited: dict[str, set[str]],
    ) -> set[str]:
        """Look for the sources of those that are untold, by reel and stem; and for what may be made from sources."""
        stems = {each.uid: sought_stems(each, self._rules) for each in clips}
        by_stem = self._index.by_stem({stem for each in stems.values() for stem in each})
        by_reel = self._index.by_reel({each.reel_name for each in clips if each.reel_name})
        pools: dict[str, list[tuple[str, Sequence[str]]]] = {
            each.uid: [
                *((stem, by_stem.get(stem, ())) for stem in sorted(stems[each.uid])),
                *([(each.reel_name, by_reel.get(each.reel_name, ()))] if each.reel_name else []),
            ]
            for each in clips
        }
        alike = {uid for pool in pools.values() for _, uids in pool if not _is_crowd(uids) for uid in uids}
        media = self._index.by_uid(alike)
        # What a document says was made from a clip is not what the clip was made from.
        declared = {
            (each.derivative_uid, each.source.uid) for each in self._derivations.declared_sources(sorted(alike))
        }
        may_follow: set[str] = set()
        for clip in clips:
            uids = {uid for _, each in pools[clip.uid] if not _is_crowd(each) for uid in each} - {clip.uid}
            others = [media[uid] for uid in sorted(uids) if uid in media]
            if clip.uid in untold:
                free = [each for each in others if (each.uid, clip.uid) not in declared]
                derivative, names = made_from(clip, free, self._rules)
                if derivative:
                    _keep(found, derivative)
                crowds = {name for name, each in pools[clip.uid] if _is_crowd(each)}
                awaited[clip.uid] = names | crowds | (stems[clip.uid] - {stem_key(clip.name)})
            if clip.uid in sources:
                may_follow.update(each.uid for each in others if fits(each, clip, self._rules))
        return may_follow

    def _of_vanished(self, judged: Sequence[KnownMedia], told: Collection[str]) -> Iterator[Derivative]:
        """Derivatives that nothing present fits, of the vanished sources they had."""
        without = {a.uid: a for a in judged if a.uid not in told and may_be_derivative(a, self._rules)}
        for uid, sources in self._derivations.vanished_sources(list(without)).items():
            near = [without[uid], *sources]
            by_folder = [*derivatives(near, self._rules), *camera_proxies(near)]
            by_ladder = None if by_folder else made_from(without[uid], sources, self._rules)[0]
            yield from [by_ladder] if by_ladder else by_folder

    def _write(self, judged: Sequence[KnownMedia], found: _Found, awaited: Mapping[str, set[str]]) -> None:
        made_of = self._derivations.source_hashes(sorted({uid for uid, _ in found}))
        of: dict[str, list[tuple[Derivative, str | None]]] = {}
        for pair, each in found.items():
            source_hash, derivative_hash = made_of.get(pair, (None, None))
            remade = derivative_hash != each.derivative.quick_hash
            of.setdefault(each.derivative.uid, []).append((each, None if remade else source_hash))
        uids = dict.fromkeys(asset.uid for asset in judged)
        self._writer.write_all(
            derivatives_bundle(uid, of.get(uid, ()), awaited.get(uid, ()), self._run_id) for uid in uids
        )


def _keep(found: _Found, told: Derivative) -> None:
    """Of two that tell the same pair the surer one stands; a document's word before a name's, then the first."""
    pair = told.derivative.uid, told.source.uid
    if pair not in found or _surety(told) > _surety(found[pair]):
        found[pair] = told


def _surety(told: Derivative) -> tuple[float, bool]:
    return told.grounds.confidence, told.document is not None


def _is_crowd(uids: Sequence[str]) -> bool:
    return len(uids) > MOST_NAMESAKES
