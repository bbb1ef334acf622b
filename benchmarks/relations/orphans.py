"""Orphans: files whose class is certain should be told as such, and nothing that lives may be called removable."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from benchmarks.relations.asking import Library
from benchmarks.relations.edges import ORPHAN, Edge
from benchmarks.relations.scoring import Verdict
from benchmarks.relations.studio.truth import Truth


@dataclass(frozen=True)
class OrphanScore:
    """By class how many files are certain and how many of them were told; what was told of files that are needed."""

    certain: dict[str, int]
    told: dict[str, int]
    live_told: tuple[str, ...]
    live_removable: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


def judge_orphans(truth: Truth, library: Library) -> OrphanScore:
    rows = {library.path(row["path"]): row for row in library.rows("orphans")}
    live = truth.live
    told = Counter(
        class_ for path, class_ in truth.orphans.items() if path in rows and rows[path]["orphan_class"] == class_
    )
    verdicts = []
    for path, class_ in sorted(truth.orphans.items()):
        row = rows.get(path)
        if row is None or row["orphan_class"] != class_:
            said = f"{row['orphan_class']}: {row['reason']}" if row else "not told"
            verdicts.append(Verdict("studio", "missed", Edge(ORPHAN, class_, path, path), 0.0, said))
    live_told = sorted(live & set(rows))
    for path in live_told:
        row = rows[path]
        edge = Edge(ORPHAN, row["orphan_class"], path, path)
        words = f"it is needed{', and was called removable' if row['removable'] else ''}: {row['reason']}"
        verdicts.append(Verdict("studio", "wrong", edge, row["confidence"], words))
    return OrphanScore(
        dict(Counter(truth.orphans.values())),
        dict(told),
        tuple(live_told),
        tuple(path for path in live_told if rows[path]["removable"]),
        tuple(verdicts),
    )
