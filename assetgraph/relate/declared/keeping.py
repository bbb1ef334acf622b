"""What users declare about their studio, taken over into the graph: what changes by it waits to be told anew.

The graph keeps the two files as they were last seen. Whoever has no such file relates by what is kept, so that two
users of one graph tell the same; an empty file takes back all it declared.
Not here: reading the files (files.py), mounts (mounts.py), needs, deliveries and holds (policies.py),
projects (projects/relating.py).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from os import fspath
from pathlib import Path
from typing import Any

from assetgraph.errors import DeclarationError
from assetgraph.graph.connection import Graph
from assetgraph.graph.declarations import DeclarationStore
from assetgraph.graph.waiting import Waiting
from assetgraph.graph.writer import Bundle, Node, Writer
from assetgraph.relate.declared.files import Policies, Studio, understood
from assetgraph.relate.declared.volume_paths import VolumePath
from assetgraph.relate.declared.yaml_text import read_text
from assetgraph.relate.derivations.conventions import CONVENTIONS, Rule

STUDIO, POLICIES = "studio.yaml", "policies.yaml"


@dataclass(frozen=True, slots=True)
class Declared:
    """The two files and their texts, each None where there is none."""

    studio: Studio | None = None
    policies: Policies | None = None
    studio_text: str | None = None
    policies_text: str | None = None


def load_declared(studio_file: Path, policies_file: Path) -> Declared:
    """Read both files, where they are. Raises DeclarationError for a mistake in either."""
    studio_text = read_text(fspath(studio_file)) if studio_file.exists() else None
    policies_text = read_text(fspath(policies_file)) if policies_file.exists() else None
    studio = None if studio_text is None else understood(studio_text, fspath(studio_file), Studio)
    if studio and studio.templates and not studio.projects:
        warnings.warn(
            f"{studio_file}: templates tell nothing without projects; declare each, with the code that stands in its "
            "folder's name",
            stacklevel=2,
        )
    return Declared(
        studio,
        None if policies_text is None else understood(policies_text, fspath(policies_file), Policies),
        studio_text,
        policies_text,
    )


class Declarations:
    """What is in force on a graph: the user's own files, else what was declared there last."""

    def __init__(self, declared: Declared, graph: Graph, writer: Writer) -> None:
        self._store = DeclarationStore(graph)
        self._waiting = Waiting(graph)
        self._writer = writer
        self._kept = self._store.declarations()
        self._texts = {STUDIO: declared.studio_text, POLICIES: declared.policies_text}
        self.studio = declared.studio or self._understood(STUDIO, Studio)
        self.policies = declared.policies or self._understood(POLICIES, Policies)

    def take_over(self) -> None:
        """Keep the user's files where they say something new; the folders that this changes wait."""
        for name in self._changed():
            if name == STUDIO:
                self._let_wait(self._kept_studio(), self.studio or Studio())
            self._note(name, text=self._texts[name], due=True)
        self._kept = self._store.declarations()

    def note_changes(self) -> None:
        """Files are about to be related: what is pinned must be looked at again, even if this run does not end."""
        if POLICIES in self._kept and not self._kept[POLICIES].due:
            self._note(POLICIES, due=True)
            self._kept = self._store.declarations()

    @property
    def are_policies_due(self) -> bool:
        """Whether the policies have to be told anew."""
        return POLICIES in self._kept and self._kept[POLICIES].due

    def note_policies(self) -> None:
        """The policies are told."""
        self._note(POLICIES, due=None)

    def _changed(self) -> list[str]:
        kept = {name: each.text for name, each in self._kept.items()}
        return [name for name, text in self._texts.items() if text is not None and text != kept.get(name)]

    def _kept_studio(self) -> Studio | None:
        """What was declared before; None where that is understood no more."""
        try:
            return self._understood(STUDIO, Studio) or Studio()
        except DeclarationError:
            return None

    def _let_wait(self, old: Studio | None, new: Studio) -> None:
        if old is None or _telling_anywhere(old) != _telling_anywhere(new):
            self._waiting.let_all_wait()
            return
        volumes = self._store.mounts()
        for root in sorted({root for root, _ in _roots(old) ^ _roots(new)}, key=str):
            for uid in {each.volume_uid for each in volumes if each.volume == root.volume}:
                self._waiting.let_wait_below(uid, root.rel_path)

    def _understood(self, name: str, model: type[Any]) -> Any:
        kept = self._kept.get(name)
        return understood(kept.text, f"{name} as the graph keeps it", model) if kept else None

    def _note(self, name: str, **values: str | bool | None) -> None:
        self._writer.write([Bundle([Node("Declaration", name, {"uid": name, **values})])])


def _telling_anywhere(studio: Studio) -> tuple[object, ...]:
    """What may change the meaning of any folder."""
    return studio.templates, studio.proxies, tuple(each for each in studio.projects if not each.roots)


def _roots(studio: Studio) -> set[tuple[VolumePath, tuple[str | None, ...]]]:
    return {(root, (each.code, each.kind, each.state)) for each in studio.projects for root in each.roots}


def derivative_rules(studio: Studio | None) -> tuple[Rule, ...]:
    """Where derivatives lie: what the studio declares, before the conventions."""
    declared = studio.proxies if studio else ()
    return (
        *(
            Rule(
                each.kind,
                frozenset({each.folder.lower()} if each.folder else ()),
                frozenset({each.suffix.lstrip("_-.").lower()} if each.suffix else ()),
                "DECLARED",
            )
            for each in declared
        ),
        *CONVENTIONS,
    )
