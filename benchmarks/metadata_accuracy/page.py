"""docs/formats.md: every format of the table, its tools, and what of it was read right, on which files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from assetgraph.media.formats import FORMATS, HEAD_BYTES, sniff
from benchmarks.metadata_accuracy.scoring import Outcome, Verdict

REAL = Path(__file__).parents[2] / "tests" / "real" / "formats.txt"
_HEAD = """# Formats

Generated; do not edit: run `python -m benchmarks.metadata_accuracy --page > docs/formats.md`.

A file is what its first bytes say; its ending only breaks ties. *Proven* are the properties that `inspect` read right
in files made at known parameters, checked by a second reader (benchmarks/README.md); *real* says whether files of
other makers were read too (tests/real). What has no tool is recognised, and read where there is a reader of documents.
"""


def page(header: Iterable[Verdict]) -> str:
    """The page, from what was judged at the header level."""
    proven: defaultdict[str, set[str]] = defaultdict(set)
    made: defaultdict[str, set[str]] = defaultdict(set)
    for verdict in header:
        row = _row(verdict.sample.path)
        made[row].add(verdict.sample.format)
        if verdict.outcome is Outcome.RIGHT:
            proven[row].add(verdict.name)
    real = frozenset(REAL.read_text("utf-8").split())
    lines = [_HEAD, "| format | kind | endings | tools | proven | real | made as |", "|---|---|---|---|---|---|---|"]
    lines += _table(proven, made, real)
    return "\n".join(lines) + "\n"


def _table(proven: dict[str, set[str]], made: dict[str, set[str]], real: frozenset[str]) -> Iterator[str]:
    for name in dict.fromkeys(row.name for row in FORMATS):
        rows = [row for row in FORMATS if row.name == name]
        endings = " ".join(dict.fromkeys(ending for row in rows for ending in row.endings))
        tools = ", ".join(rows[0].probes)
        said = ", ".join(sorted(proven.get(name, ())))
        known = "yes" if name in real else ""
        kinds = " ".join(sorted(made.get(name, ())))
        yield f"| {name} | {rows[0].kind} | {endings} | {tools} | {said} | {known} | {kinds} |"


def _row(path: Path) -> str:
    with path.open("rb") as stream:
        found = sniff(stream.read(HEAD_BYTES), path.name).format
    return found.name if found else "other"
