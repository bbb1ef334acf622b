"""How much of what assetgraph tells of relations is right: `python -m benchmarks.relations [--seed N]`.

Builds a studio whose truth is known, ingests it into a graph of its own, asks through public queries, and compares;
the same for third-party samples with truths written by hand, where they are there. Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from benchmarks.relations import table
from benchmarks.relations.asking import Library, tell
from benchmarks.relations.edges import Gold
from benchmarks.relations.orphans import OrphanScore, judge_orphans
from benchmarks.relations.real import sources
from benchmarks.relations.scoring import Found, Verdict, calibration, score
from benchmarks.relations.studio.building import POLICIES, STUDIO, build, happen
from benchmarks.relations.studio.checking import check
from benchmarks.relations.studio.truth import Truth
from benchmarks.surroundings import own_server

TRUTH, TOLD = "truth.json", "told.ndjson"


def main() -> int:
    """Print the tables; with --json what is not right, a line each, and the tables beside."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relations", description=__doc__)
    parser.add_argument("--seed", type=int, default=None, help="build the same studio again")
    parser.add_argument("--json", action="store_true", help="what is not right, one object a line")
    parser.add_argument("--keep", type=Path, help="build the studio there, and leave it with its truth")
    parser.add_argument("--samples", type=Path, help="folder of third-party samples; without it the studio alone")
    options = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    tell(f"seed {seed}")
    judged: list[tuple[Gold, list[Found]]] = []
    with _folder(options.keep) as base:
        gold, found, unknown, orphans = _studio(base, seed)
        judged.append((gold, found))
    judged += _real(options.samples)
    scores, verdicts = [], list(orphans.verdicts)
    for gold, found in judged:
        more, wrong = score(gold, found)
        scores += more
        verdicts += wrong
    bins = calibration(judged)
    if options.json:
        for verdict in verdicts:
            print(json.dumps(_row(verdict), ensure_ascii=False))
    print(f"seed {seed}\n", file=sys.stderr if options.json else sys.stdout)
    for line in table.lines(scores, unknown, bins, orphans):
        print(line, file=sys.stderr if options.json else sys.stdout)
    return 1 if table.missed(scores, unknown, bins, orphans) else 0


def _studio(base: Path, seed: int) -> tuple[Gold, list[Found], dict[str, str], OrphanScore]:
    """Build, check, ingest, let things happen, ingest again, ask."""
    root = base / "studio"
    truth = build(root, seed)
    truth.save(base / TRUTH)
    counted = check(root, truth)
    tell(f"{sum(counted.values())} files read by second readers")
    os.environ["ASSETGRAPH_STUDIO_FILE"] = str(root / STUDIO)
    os.environ["ASSETGRAPH_POLICIES_FILE"] = str(root / POLICIES)
    with own_server() as settings:
        library = Library(settings.home, root)
        _ingest(library, truth)
        happen(root, truth)
        _ingest(library, truth)
        tell("asking")
        found = library.found()
        _keep(base / TOLD, found)
        return truth.gold(root), found, library.unknown(), judge_orphans(truth, library)


def _real(samples: Path | None) -> Iterator[tuple[Gold, list[Found]]]:
    """The samples that are there, in a graph of their own, with nothing declared."""
    if samples is None:
        return
    for gold in sources(samples.resolve()):
        for name in ("ASSETGRAPH_STUDIO_FILE", "ASSETGRAPH_POLICIES_FILE"):
            os.environ.pop(name, None)
        with own_server() as settings:
            library = Library(settings.home, gold.root)
            tell(f"ingesting {gold.source}")
            library.ingest(str(gold.root))
            yield gold, library.found()


def _keep(path: Path, found: Sequence[Found]) -> None:
    """All that was told, right or wrong, a line each."""
    with path.open("w", encoding="utf-8") as file:
        for each in found:
            row = {**asdict(each.edge), "confidence": each.confidence, "grounds": each.grounds}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _ingest(library: Library, truth: Truth) -> None:
    for volume in truth.volumes:
        tell(f"ingesting {volume}")
        library.ingest(str(library.root / volume), "--volume", volume)


def _row(verdict: Verdict) -> dict[str, object]:
    rest = {"source": verdict.source, "verdict": verdict.verdict, "confidence": verdict.confidence}
    return {**asdict(verdict.edge), **rest, "grounds": verdict.grounds}


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise SystemExit(f"{keep}: is not empty; name another folder")
        yield keep.resolve()
        return
    base = Path(tempfile.mkdtemp(prefix="assetgraph-relations-")).resolve()
    try:
        yield base
    finally:
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
