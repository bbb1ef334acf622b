"""A YAML file as plain values and the line of each: lists, mappings and texts, nothing that refers or expands.

Every scalar stays the text that people wrote, so that a code 007 or NO is no number and no truth value; only what
is left empty is None. Not here: what the values mean (files.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from assetgraph.errors import DeclarationError
from assetgraph.relate.declared.mistakes import Mistake, Place

Value = dict[str, "Value"] | list["Value"] | str | None

MOST_BYTES = 2**20
MOST_DEPTH = 16
_NULL = "tag:yaml.org,2002:null"
_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE
_SYNTAX = "put text with any of { } [ ] * & ! # : in quotes, indent with spaces only"


@dataclass(slots=True)
class Document:
    """What a file says, and where."""

    path: str
    value: Value = None
    _lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a value's key, or of an entry; of what is around it when it is not there itself."""
        while place not in self._lines and place:
            place = place[:-1]
        return self._lines.get(place, 1)

    def error(self, mistake: Mistake) -> DeclarationError:
        """The mistake with its file and line."""
        return _error(self.path, self.line(mistake.at), mistake.cause, mistake.remedy)

    def fill(self, root: yaml.Node | None) -> None:
        """Take the values over from a tree of nodes. Raises DeclarationError."""
        self.value = self._built(root, ()) if root else None

    def _built(self, node: yaml.Node, place: Place) -> Value:
        self._lines.setdefault(place, _line(node))
        if isinstance(node, yaml.SequenceNode):
            return [self._built(each, (*place, index)) for index, each in enumerate(node.value)]
        if not isinstance(node, yaml.MappingNode):
            return self._text(node)
        built: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _error(self.path, _line(key_node), "a key must be one word", _SYNTAX)
            key = key_node.value
            if key in built:
                raise _error(self.path, _line(key_node), f"the key {key!r} stands twice", "keep one of them")
            self._lines[*place, key] = _line(key_node)
            built[key] = self._built(value_node, (*place, key))
        return built

    def _text(self, node: yaml.Node) -> str | None:
        text: str = node.value
        if _UNPRINTABLE.search(text):
            raise _error(self.path, _line(node), "a character that cannot be printed", "write it as a plain one")
        return None if node.tag == _NULL else text


class _Loader(yaml.SafeLoader):
    """Composes nodes; what could grow beyond the file's own size is refused before it is built."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or event.anchor or getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(None, None, "anchors, aliases and tags are not read", event.start_mark)
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise yaml.MarkedYAMLError(None, None, f"nested more than {MOST_DEPTH} deep", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def parse_yaml(text: str, path: str) -> Document:
    """The values of a text with one YAML document, or none; `path` tells where it stands. Raises DeclarationError."""
    document = Document(path)
    found = _UNPRINTABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise _error(path, line, f"the character U+{ord(found[0]):04X}", "save the file as plain text")
    loader = _Loader(text)
    try:
        document.fill(loader.get_single_node())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        cause = error.problem or error.context
        raise _error(path, mark.line + 1 if mark else 1, f"YAML: {cause}", _SYNTAX) from None
    except (ValueError, OverflowError):
        # PyYAML leaves these to int() and chr(): a version or an escape whose number is out of all range.
        raise _error(path, loader.line + 1, "YAML: a number out of range", _SYNTAX) from None
    return document


def read_text(path: str) -> str:
    """The text of a UTF-8 file of at most MOST_BYTES. Raises DeclarationError."""
    try:
        if not Path(path).is_file():
            raise DeclarationError("there is no such file", path=path, next_step="check the path")
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DeclarationError(error.strerror or str(error), path=path, next_step="check its permissions") from None
    if len(data) > MOST_BYTES:
        raise DeclarationError(
            f"larger than {MOST_BYTES // 2**20} MiB", path=path, next_step="declare folders, not files one by one"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(path, data.count(b"\n", 0, error.start) + 1, "not UTF-8", "save the file as UTF-8") from None


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def _error(path: str, line: int, cause: str, remedy: str) -> DeclarationError:
    return DeclarationError(cause, path=f"{path}:{line}", next_step=remedy)
