"""Writes the demo's comps as Nuke scripts: what is read is merged from left to right and written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from assetgraph.demo.entries import Comp
from assetgraph.demo.seed import as_written


def write_comp(path: Path, comp: Comp, root: Path) -> None:
    """Write a Nuke script; `root` is where the demo's media lie."""
    nodes = "\n".join(_node(kind, knobs) for kind, knobs in _nodes(path, comp, root))
    path.write_text(f"version 15.1 v2\n{nodes}\n", encoding="utf-8")


def _nodes(path: Path, comp: Comp, root: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    frames = {"first": comp.first, "last": comp.last}
    rate = Fraction(comp.frame_rate)
    yield (
        "Root",
        {
            "inputs": 0,
            "name": _quoted(path.resolve().as_posix()),
            "first_frame": comp.first,
            "last_frame": comp.last,
            "fps": rate.numerator if rate.denominator == 1 else float(rate),
        },
    )
    for number, mention in enumerate(comp.reads, 1):
        file = _quoted(as_written(mention.raw, root))
        yield "Read", {"inputs": 0, "file_type": _ending(mention.raw), "file": file, **frames, "name": f"Read{number}"}
        if number > 1:
            yield "Merge2", {"inputs": 2, "name": f"Merge{number - 1}"}
    raw = comp.write.raw
    yield "Write", {"file": _quoted(as_written(raw, root)), "file_type": _ending(raw), "name": "Write1"}


def _node(kind: str, knobs: Mapping[str, object]) -> str:
    lines = "\n".join(f" {name} {value}" for name, value in knobs.items())
    return f"{kind} {{\n{lines}\n}}"


def _ending(raw: str) -> str:
    return raw.rpartition(".")[2]


def _quoted(text: str) -> str:
    """As one word of Tcl."""
    return '"' + "".join(f"\\{sign}" if sign in '"\\$[]' else sign for sign in text) + '"' if _is_odd(text) else text


def _is_odd(text: str) -> bool:
    return any(sign in ' "\\$[]{};' for sign in text)
