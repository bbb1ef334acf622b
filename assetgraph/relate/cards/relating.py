"""Camera cards in the graph: which folders are on one, its clips, and what the files of a clip are to each other.

A card is related whole, whatever of it changed. Not here: telling (clips.py), what was made from what (derivations/).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from assetgraph.graph.connection import Graph
from assetgraph.graph.folders import Folders
from assetgraph.graph.known import KnownMedia, PendingFolder
from assetgraph.graph.media_index import MediaIndex
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Bundle, Edge, Node, Renewal, Writer
from assetgraph.model.keys import card_uid, clip_uid
from assetgraph.relate.cards.clips import SURE, Card, Clip, card_of, cards, clips, described
from assetgraph.relate.cards.rules import ROOT_ENDINGS, ROOT_NAMES
from assetgraph.relate.edges import sidecar_bundle
from assetgraph.relate.grounds import Grounds
from assetgraph.storage.frame_tokens import comparable

_CARDS_AT_ONCE = 20


class CardRelator:
    """Tells what is on cards, volume by volume."""

    def __init__(self, graph: Graph, writer: Writer, run_id: str) -> None:
        self._folders = Folders(graph)
        self._index = MediaIndex(graph)
        self._waiting = Waiting(graph)
        self._writer = writer
        self._run_id = run_id
        self._volume = ""
        self._cards: dict[str, Card] = {}
        self._told: set[str] = set()

    def begin(self, volume: str) -> None:
        """Look at a volume as a whole; folders of cards that came, went or changed wait to be related."""
        self._volume = volume
        self._told = set()
        self._cards = cards(self._folders.card_folders(volume, ROOT_NAMES, ROOT_ENDINGS))
        now = {(root, str(card.rule.kind)) for root, card in self._cards.items()}
        for root in sorted({root for root, _ in now ^ set(self._folders.known_cards(volume).items())}):
            self._waiting.let_wait_below(volume, root)
        self._folders.let_cards_wait(volume)

    def relate(self, folders: Sequence[PendingFolder]) -> None:
        """Write which of these folders of the volume are on a card, and all that is on it.

        To be called before anything else renews the edges of their files, or tells what was made from what.
        """
        on_cards = {folder.uid: card_of(folder.rel_path, self._cards) for folder in folders}
        self._writer.write_all(self._folder(uid, card) for uid, card in on_cards.items())
        due = {card.root: card for card in on_cards.values() if card and card.root not in self._told}
        self._told.update(due)
        roots = sorted(due)
        for start in range(0, len(roots), _CARDS_AT_ONCE):
            self._tell([due[root] for root in roots[start : start + _CARDS_AT_ONCE]])

    def _folder(self, uid: str, card: Card | None) -> Bundle:
        bundle = Bundle(renew=[Renewal("ON_CARD", "Folder", uid, self._run_id)])
        if card:
            key = card_uid(self._volume, card.root)
            told = {"kind": str(card.rule.kind), "caption": card.caption, "volume_uid": self._volume, "root": card.root}
            bundle.nodes.append(Node("CameraCard", key, {"uid": key, **told}))
            bundle.edges.append(Edge("ON_CARD", "Folder", uid, "CameraCard", key, self._grounds(card)))
        return bundle

    def _tell(self, due: Sequence[Card]) -> None:
        folders = self._folders.folders_below(self._volume, [card.root for card in due])
        assets = self._index.assets_in(sorted(chain.from_iterable(folders.values())))
        of_folder = {uid: root for root, uids in folders.items() for uid in uids}
        by_root: dict[str, list[KnownMedia]] = {}
        for asset in assets:
            by_root.setdefault(of_folder[asset.folder_uid], []).append(asset)
        told = [(card, clip) for card in due for clip in clips(card, by_root.get(card.root, ()))]
        self._writer.write_all(chain(self._clips(told), self._relations_within(told)))

    def _clips(self, told: Sequence[tuple[Card, Clip]]) -> Iterator[Bundle]:
        for card, clip in told:
            on = card_uid(self._volume, card.root)
            uid = clip_uid(on, comparable(clip.name))
            node = {"uid": uid, "name": clip.name, "missing": clip.missing(card.rule) or None}
            bundle = Bundle([Node("CameraClip", uid, node)])
            bundle.edges.append(Edge("ON_CARD", "CameraClip", uid, "CameraCard", on, self._grounds(card)))
            for member in clip.members:
                properties = {**self._grounds(card), "part": str(member.part), "span": member.span}
                bundle.edges.append(Edge("PART_OF", "Asset", member.asset.uid, "CameraClip", uid, properties))
            yield bundle

    def _relations_within(self, told: Sequence[tuple[Card, Clip]]) -> Iterator[Bundle]:
        for card, clip in told:
            yield from (sidecar_bundle(pair, self._run_id) for pair in described(card, clip))

    def _grounds(self, card: Card) -> dict[str, object]:
        evidence = f"folders of a {card.rule.kind} card below {card.root}"
        return Grounds("STRUCTURE", SURE, evidence).properties(self._run_id)
