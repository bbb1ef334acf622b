"""Maya ASCII scenes: the scenes they refer to, textures, caches, images, sound, and what they render to. Proven on
generated files only.

Nothing in a scene is run. What a referenced scene refers to is its own matter, though Maya lists it here too.
Not here: the commands (scenes/mel.py), which nodes name files (scenes/maya_nodes.py), what the settings of renders mean
(scenes/maya_outputs.py), binary scenes (maya_binary.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from assetgraph.documents import guard
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import DocumentContent, Media, Reference, ReferenceKind
from assetgraph.documents.scenes import maya_nodes, maya_outputs
from assetgraph.documents.scenes.maya_project import MayaProject
from assetgraph.documents.scenes.mel import Statement, statements
from assetgraph.errors import DocumentError

FORMATS = ("maya-ascii",)
TOOL = "assetgraph"
_HEADER = "//Maya ASCII"
_REFERENCE = "reference"
_EDITS = frozenset(("ed", "edits"))
_OTHERS = frozenset((_REFERENCE, "script", ""))
# Flags that a value follows, of the commands that are read.
_SET_VALUES = frozenset(
    "-type -typ -k -keyable -l -lock -cb -channelBox -s -size -ca -caching -ch -capacityHint".split()
)
_NODE_VALUES = frozenset("-n -name -p -parent".split())
_FILE_VALUES = frozenset(
    "-rdi -referenceDepthInfo -ns -namespace -dr -deferReference -rfn -referenceNode -op -options -typ -type "
    "-rpr -renamingPrefix -shd -sharedNodes -sns -swapNamespace -sul -sharedUntilLoad".split()
)
_EDIT = re.compile(r'\s*-type\s+"string"\s+"((?:[^"\\]|\\.)*)"\s*')
_INDEX = re.compile(r"\[[^\]]*\]")
_LOOKS_LIKE_A_PATH = re.compile(r'(?:[A-Za-z]:)?[^\n\t:*?"|;]*[/\\][^\n\t:*?"|;]*\.\w{2,5}')


@dataclass(slots=True)
class _Node:
    """A node in the making, with those of its attributes that matter."""

    type: str
    name: str = ""
    parent: str = ""
    attributes: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Linked:
    """A scene that is referred to: how often it is listed, and how often loaded."""

    listed: int = 0
    loaded: int = 0
    enabled: bool = False
    """Whether any of those that are loaded, else of those that are listed, is not left out for now."""


def read(path: str) -> DocumentContent:
    """All that a scene refers to itself. Raises DocumentError, UnreadableFile."""
    text = guard.text(guard.read(path))
    if not text.lstrip().startswith(_HEADER):
        raise DocumentError("no scene in Maya ASCII", tool=TOOL, next_step="save it again as Maya ASCII")
    return _Scene(path).content(text)


class _Scene:
    """One scene."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._project = MayaProject(path)
        self._collector = Collector()
        self._linked: defaultdict[str, _Linked] = defaultdict(_Linked)
        self._nodes: list[_Node] = []
        self._made: list[_Node] = []
        self._globals = _Node(maya_outputs.GLOBALS)
        self._named: dict[str, _Node] = dict.fromkeys(maya_outputs.SELECTED_GLOBALS, self._globals)
        self._node = _Node("")

    def content(self, text: str) -> DocumentContent:
        """All references: scenes first, then files in the order of their nodes, then what is rendered to."""
        for each in statements(text):
            if not each.whole:
                self._collector.note("cut off within a command", partial=True)
                break
            command = each.command
            if command == "file":
                self._file(each)
            elif command == "createNode":
                self._create(each)
            elif command == "setAttr":
                self._set(each)
            elif command == "select":
                self._select(each)
        for raw, linked in self._linked.items():
            reference = maya_nodes.reference(raw, ReferenceKind.LIBRARY, self._project)
            for _ in range(max(linked.listed, linked.loaded)):
                self._collector.refer(reference, enabled=linked.enabled)
        for node in self._nodes:
            for reference, media in maya_nodes.references(node.type, node.attributes, self._project):
                self._collector.refer(reference, media=media)
        for raw in maya_outputs.rendered(self._render_settings(), self._path, self._project):
            self._collector.refer(Reference(raw=raw, kind=ReferenceKind.WRITE), media=Media.PICTURE)
        return self._collector.content()

    def _render_settings(self) -> maya_outputs.RenderSettings:
        def of(node_type: str) -> list[_Node]:
            return [node for node in self._made if node.type == node_type]

        return maya_outputs.RenderSettings(
            self._globals.attributes,
            {node.parent or node.name: node.attributes for node in of(maya_outputs.CAMERA)},
            {node.name: node.attributes for node in of(maya_outputs.LAYER)},
            frozenset(node.name for node in of(maya_outputs.SETUP_LAYER)),
        )

    def _file(self, statement: Statement) -> None:
        """A scene that is referred to: listed with its depth, then loaded; both tell the same path."""
        flags, values = _parsed(statement, _FILE_VALUES)
        depth = _flag(flags, "-rdi", "-referenceDepthInfo")
        loads = "-r" in flags or "-reference" in flags
        if not values or (depth is None and not loads) or (depth is not None and depth != "1"):
            return
        raw = maya_nodes.without_copy_number(values[-1])
        if not raw.strip() or self._is_too_long(raw):
            return
        self._collector.step()
        linked = self._linked[raw]
        is_on = _flag(flags, "-dr", "-deferReference") not in {"1", "on", "yes", "true"}
        linked.enabled = is_on or (linked.enabled and linked.loaded > 0) if loads else linked.enabled or is_on
        linked.listed += depth is not None
        linked.loaded += loads

    def _create(self, statement: Statement) -> None:
        flags, values = _parsed(statement, _NODE_VALUES)
        name, parent = _flag(flags, "-n", "-name") or "", _flag(flags, "-p", "-parent") or ""
        self._node = _Node(values[0] if values else "", name, parent.rpartition("|")[2])
        if self._node.type in maya_outputs.ATTRIBUTES:
            self._collector.step()
            self._made.append(self._node)
        if maya_nodes.wanted(self._node.type):
            self._collector.step()
            self._nodes.append(self._node)
            if name:
                self._named[name] = self._node

    def _select(self, statement: Statement) -> None:
        """Nodes that every scene has are selected, not made."""
        words = {word.text for word in statement.words()}
        self._node = self._globals if words & maya_outputs.SELECTED_GLOBALS else _Node("")

    def _set(self, statement: Statement) -> None:
        """An attribute of the node that was made last, or of one that is named."""
        if self._is_plain(statement):
            return
        node, short = self._target(statement)
        if node.type == _REFERENCE and short in _EDITS:
            self._edits(statement)
            return
        wanted = _wanted(node.type)
        if not wanted and node.type not in _OTHERS and _is_text(statement):
            self._unknown(statement, node)
        if short not in wanted:
            return
        _, (name, *values) = _parsed(statement, _SET_VALUES)
        said = [value for value in values if not self._is_too_long(value)]
        # An element of a list stands in a command of its own: .fns[0], .fns[1].
        many = node.attributes.setdefault(short, []) if "[" in name else []
        many.extend(said)
        node.attributes[short] = many

    def _is_plain(self, statement: Statement) -> bool:
        """Whether it sets numbers of the node that was made last, which names no file; most commands do."""
        mark = statement.source.find('"', statement.start, statement.end)
        owned = statement.source.startswith('".', mark, statement.end) if mark >= 0 else False
        names_none = self._node.type != _REFERENCE and not _wanted(self._node.type)
        return owned and names_none and not _is_text(statement)

    def _unknown(self, statement: Statement, node: _Node) -> None:
        """Tell what may be a file that is not read."""
        for value in _positional(statement, _SET_VALUES):
            if (
                len(value) <= maya_nodes.LONGEST
                and _LOOKS_LIKE_A_PATH.fullmatch(value)
                and maya_nodes.guess(value) is not None
            ):
                self._collector.note(f"the path of a {node.type[:40]}, which is not understood", partial=True)

    def _target(self, statement: Statement) -> tuple[_Node, str]:
        """Whose attribute it is, and the attribute's own name."""
        name = next(_positional(statement, _SET_VALUES), "")
        owner, _, attribute = name.partition(".")
        node = self._named.get(owner.rpartition("|")[2], _Node("")) if owner else self._node
        return node, _INDEX.sub("", attribute).rpartition(".")[2]

    def _edits(self, statement: Statement) -> None:
        """What is changed in a scene that is referred to: "node" "attribute" "value" one after the other."""
        attribute = ""
        for word in statement.words():
            found = maya_nodes.EDITED.get(attribute)
            value = _EDIT.fullmatch(word.text) if found and word.quoted else None
            if found and value and value[1].strip() and not self._is_too_long(value[1]):
                self._collector.step()
                raw = re.sub(r"\\(.)", r"\1", value[1])
                self._collector.refer(maya_nodes.reference(raw, found.kind, self._project), media=found.media)
            attribute = word.text

    def _is_too_long(self, said: str) -> bool:
        if len(said) > maya_nodes.LONGEST:
            self._collector.note("a file name that is too long for any file system", partial=True)
        return len(said) > maya_nodes.LONGEST


def _wanted(node_type: str) -> frozenset[str]:
    return maya_outputs.ATTRIBUTES.get(node_type) or maya_nodes.wanted(node_type)


def _positional(statement: Statement, with_value: frozenset[str]) -> Iterator[str]:
    for _, value in _words(statement, with_value):
        if value is not None:
            yield value


def _parsed(statement: Statement, with_value: frozenset[str]) -> tuple[dict[str, str], list[str]]:
    """The flags of a command, with their values, and its other words."""
    flags: dict[str, str] = {}
    values = []
    for flag, value in _words(statement, with_value):
        if value is not None and not flag:
            values.append(value)
        else:
            name, _, said = flag.partition(" ")
            flags.setdefault(name, said)
    return flags, values


def _words(statement: Statement, with_value: frozenset[str]) -> Iterator[tuple[str, str | None]]:
    """("", word) for a word, ("-flag value", None) for a flag; numbers below zero are words."""
    words = statement.words()
    next(words, None)
    for word in words:
        is_flag = not word.quoted and word.text[:1] == "-" and word.text[1:2].isalpha()
        if not is_flag:
            yield "", word.text
        elif word.text in with_value:
            following = next(words, None)
            yield f"{word.text} {following.text if following else ''}", None
        else:
            yield word.text, None


def _flag(flags: dict[str, str], *names: str) -> str | None:
    return next((flags[name] for name in names if name in flags), None)


def _is_text(statement: Statement) -> bool:
    return statement.source.find('"string', statement.start, statement.end) >= 0
