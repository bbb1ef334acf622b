"""Nuke scripts and gizmos: the files that nodes read and write. Proven on generated files only.

Nothing in a script is run. A node that is not known but names a file makes the document PARTIAL.
Not here: the words of a script (scenes/tcl.py), what a file knob means (scenes/nuke_paths.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assetgraph.documents import guard, rates
from assetgraph.documents.collecting import Collector
from assetgraph.documents.records import PROXY, DocumentContent, Media, Reference, ReferenceKind, StateHint
from assetgraph.documents.scenes import tcl
from assetgraph.documents.scenes.nuke_paths import LONGEST, ScriptPaths
from assetgraph.errors import DocumentError
from assetgraph.media.formats import format_for_name
from assetgraph.model.records import Kind

FORMATS = ("nuke",)
TOOL = "assetgraph"
_Knobs = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Node:
    """How nodes of a class name a file; `switch` is the knob that makes them use it."""

    kind: ReferenceKind = ReferenceKind.READ
    media: Media | None = None
    knob: str = "file"
    switch: str | None = None


_NODES = {
    **dict.fromkeys(("Read", "DeepRead"), _Node(media=Media.PICTURE)),
    **dict.fromkeys(("ReadGeo", "ReadGeo2", "OCIOFileTransform", "GeoImport", "Camera4", "Axis4"), _Node()),
    **dict.fromkeys(("Camera", "Camera2", "Camera3", "Axis2", "Axis3", "Light2"), _Node(switch="read_from_file")),
    "OCIOCDLTransform": _Node(switch="read_from_file"),
    "GeoReference": _Node(ReferenceKind.LIBRARY),
    "AudioRead": _Node(media=Media.SOUND),
    "Vectorfield": _Node(knob="vfield_file"),
    "ParticleCache": _Node(ReferenceKind.CACHE),
    **dict.fromkeys(("Precomp", "LiveGroup"), _Node(ReferenceKind.LIBRARY)),
    **dict.fromkeys(("Write", "WriteGeo", "DeepWrite", "GeoExport"), _Node(ReferenceKind.WRITE)),
}
_ROOT = "Root"
_GROUP_END = "end_group"
# A LiveGroup holds its nodes in the script or in a file of its own: only these are sure to have an end.
_GROUPS = frozenset(("Group", "Gizmo"))
_CLASS = re.compile(r"[A-Z][\w.]*")
_NAMES_A_FILE = re.compile(r"(?:^|[\s{])file[ \t]")
_NUMBERED = re.compile(r"%\d*d|#")
_VIEW = re.compile(r"%([vV])(?![A-Za-z0-9])")
_FRAME = re.compile(r"(-?\d{1,9})(?:\.0*)?")
_RANGES = (("origfirst", "origlast"), ("first", "last"))
_TRUE = frozenset(("true", "1", "yes", "on"))
_USUAL_RATE = "24"
_HIGHEST_RATE = 1000
_MOST_VIEWS = 64


def read(path: str) -> DocumentContent:
    """What the nodes of a script read and write, those in its groups included.

    A reference of the role "proxy" stands after the one whose proxy it is, with no other but proxies between.
    A file that takes more than the script to find is VARIABLE. Raises DocumentError, UnreadableFile.
    """
    text = guard.text(guard.read(path))
    if "\0" in text:
        raise _no_script()
    return _Script(path, text).content()


class _Script:
    """One script."""

    def __init__(self, path: str, text: str) -> None:
        self._text = text
        self._collector = Collector()
        self._proxies: defaultdict[tuple[str, ReferenceKind], list[str]] = defaultdict(list)
        root = next((_knobs(body) for name, body in _nodes(text) if name == _ROOT), None)
        self._paths = ScriptPaths(path, root or {})
        self._rate = None if root is None else _rate(root.get("fps", _USUAL_RATE))
        self._views = _views((root or {}).get("views", ""))

    def content(self) -> DocumentContent:
        """All references, proxies after what they stand for. Raises DocumentError when there is no node."""
        groups: list[bool] = []
        count = 0
        for name, body in _nodes(self._text):
            self._collector.step()
            if not body.whole or not name:
                self._collector.note("cut off within a node", partial=True)
            if name == _GROUP_END:
                del groups[-1:]
            elif name:
                count += 1
                enabled = not groups or groups[-1]
                if name in _GROUPS:
                    groups.append(enabled and _is_on(_knobs(body)))
                self._node(name, body, enabled)
        if not count:
            raise _no_script()
        if groups:
            self._collector.note("cut off within a group", partial=True)
        found = self._collector.content()
        return found.model_copy(update={"references": tuple(self._in_order(found.references))})

    def _node(self, name: str, body: tcl.Word, enabled: bool) -> None:
        node = _NODES.get(name)
        if node is None:
            if _NAMES_A_FILE.search(body.source, body.start, body.end) and _knobs(body).get("file"):
                self._collector.note(f"the file of a {name[:40]}, which is not understood", partial=True)
            return
        if _is_torn(body):
            self._collector.note("a quote within a node is not closed", partial=True)
        knobs = _knobs(body)
        enabled = enabled and _is_on(knobs, node.switch)
        for seen in self._in_views(node, knobs):
            full = self._refer(node, node.knob, seen, enabled)
            if seen.get("proxy") == seen.get(node.knob):
                continue
            proxy = self._refer(node, "proxy", seen, enabled, full)
            if full and proxy:
                self._proxies[full, node.kind].append(proxy)

    def _in_views(self, node: _Node, knobs: _Knobs) -> Iterator[_Knobs]:
        """The knobs, once for each view of the script where the file's name leaves the view open."""
        names = {name: knobs.get(name, "") for name in (node.knob, "proxy")}
        if not self._views or not any(map(_VIEW.search, names.values())):
            yield knobs
            return
        for view in self._views:
            yield {**knobs, **{name: _seen(said, view) for name, said in names.items()}}

    def _refer(self, node: _Node, knob: str, knobs: _Knobs, enabled: bool, full: str | None = None) -> str | None:
        """Count the file that a knob names, or the proxy of a full one; its raw text, if it names one."""
        said = knobs.get(knob, "")
        if not said.strip():
            return None
        if len(said) > LONGEST:
            self._collector.note("a file name that is too long for any file system", partial=True)
            return None
        meant = self._paths.meant(said)
        reference = Reference(
            raw=meant or said,
            kind=node.kind,
            role=PROXY if full else "media",
            made_from=full,
            state_hint=None if meant else StateHint.VARIABLE,
            **(self._available(said, knobs) if node.kind is ReferenceKind.READ else {}),
        )
        self._collector.refer(reference, enabled=enabled, media=node.media)
        return reference.raw

    def _available(self, said: str, knobs: _Knobs) -> dict[str, Any]:
        """The frames of a sequence or a movie. Nuke counts a movie's from 1, whatever its timecode is."""
        frames = _frames(knobs)
        if frames is None or self._rate is None:
            return {}
        numbered = _NUMBERED.search(said) is not None
        row = None if numbered else format_for_name(said)
        if not numbered and (row is None or row.kind is not Kind.VIDEO):
            return {}
        return {
            "available_start": frames.start if numbered else None,
            "available_duration": len(frames),
            "available_rate": rates.text(self._rate),
        }

    def _in_order(self, references: Iterable[Reference]) -> Iterator[Reference]:
        """Proxies after what they stand for; one that stands for several, after the first."""
        proxies = {(each.raw, each.kind): each for each in references if each.role == PROXY}
        for each in references:
            if each.role != PROXY:
                yield each
                for raw in self._proxies.get((each.raw, each.kind), ()):
                    if proxy := proxies.pop((raw, each.kind), None):
                        yield proxy


def _nodes(text: str) -> Iterator[tuple[str, tcl.Word]]:
    """Class and body of each node; the ends of groups; without a name, where a script is cut off."""
    for words in tcl.statements(text):
        first, last = words[0].raw, words[-1]
        if first == _GROUP_END:
            yield first, last
        elif len(words) == 1:
            if _CLASS.fullmatch(first) or not last.whole:
                yield "", last
        elif last.braced and (len(words) == 2 or first == "clone") and _CLASS.fullmatch(words[-2].raw):
            yield words[-2].raw, last
        elif not last.whole:
            yield "", last


def _knobs(body: tcl.Word) -> _Knobs:
    """The knobs of a node: names and values in turn, line by line; of one that is cut off, the whole lines."""
    end = body.end if body.whole else body.source.rfind("\n", body.start, body.end) + 1
    return {
        name.text: value.text
        for words in tcl.statements(body.source, body.start, end)
        for name, value in zip(words[::2], words[1::2], strict=False)
        if value.whole
    }


def _is_torn(body: tcl.Word) -> bool:
    return body.whole and not all(words[-1].whole for words in tcl.statements(body.source, body.start, body.end))


def _is_on(knobs: _Knobs, switch: str | None = None) -> bool:
    on = switch is None or knobs.get(switch, "").lower() in _TRUE
    return on and knobs.get("disable", "").lower() not in _TRUE


def _frames(knobs: _Knobs) -> range | None:
    """The frames of the file itself, else those that are used; Nuke leaves out a knob that says 1."""
    for first, last in _RANGES:
        begin, end = (_FRAME.fullmatch(knobs.get(each, "1")) for each in (first, last))
        if last in knobs and begin and end and int(begin[1]) <= int(end[1]):
            return range(int(begin[1]), int(end[1]) + 1)
    return None


def _views(said: str) -> list[str]:
    """Names of views: first words of lines, or of lists ({left #ff0000})."""
    lists = [word for words in tcl.statements(said) for word in (words if words[0].braced else words[:1])]
    first = (next(iter(word.text.split()), "") if word.braced else word.text for word in lists)
    return list(dict.fromkeys(filter(None, first)))[:_MOST_VIEWS]


def _seen(said: str, view: str) -> str:
    """A file's name in a view: %V is the view, %v its first letter."""
    return _VIEW.sub(lambda found: view if found[1] == "V" else view[0], said)


def _rate(said: str) -> Fraction | None:
    try:
        rate = rates.exact_rate(float(said))
    except ValueError:
        return None
    return rate if 1 <= rate <= _HIGHEST_RATE else None


def _no_script() -> DocumentError:
    return DocumentError(
        "no node of a Nuke script in it", tool=TOOL, next_step="save it as plain .nk; other kinds may be encrypted"
    )
