"""Makes files of known parameters, has assetgraph inspect them, and prints how much of it is right."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import av.logging

from benchmarks.metadata_accuracy import readers, table
from benchmarks.metadata_accuracy.checking import check
from benchmarks.metadata_accuracy.making import MAKERS
from benchmarks.metadata_accuracy.making.workshop import Workshop
from benchmarks.metadata_accuracy.page import page
from benchmarks.metadata_accuracy.samples import Sample, WrongTruth
from benchmarks.metadata_accuracy.scoring import Outcome, Verdict, judge


def main() -> int:
    """Run it; 1 when a bar is missed, 2 when the generator is at fault."""
    arguments = _arguments()
    av.logging.set_level(None)
    with tempfile.TemporaryDirectory(prefix="accuracy-") as folder:
        try:
            samples = _made(Path(folder), arguments.formats)
        except WrongTruth as error:
            print(f"the generator is at fault: {error}", file=sys.stderr)
            return 2
        paths = [sample.path for sample in samples]
        read = {level: readers.inspected(Path(folder), level) for level in ("header", "full")}
        alone = {tool: readers.told_alone(tool, paths, "full") for tool in readers.TOOLS}
        ours = {level: _judged(samples, said) for level, said in read.items()}
        formats = page(ours["header"])
    tools = {tool: _judged(samples, said) for tool, said in alone.items()}
    if arguments.json:
        for level, verdicts in ours.items():
            for verdict in verdicts:
                if verdict.outcome is not Outcome.RIGHT:
                    print(json.dumps(_row(level, verdict, alone), ensure_ascii=False, default=str))
    elif arguments.page:
        print(formats, end="")
    else:
        print("\n".join(table.lines(ours["header"], ours["full"], tools)))
    missed = table.failures(ours["header"], ours["full"], tools)
    for words in missed:
        print(f"missed: {words}", file=sys.stderr)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.metadata_accuracy", description=__doc__)
    parser.add_argument("--json", action="store_true", help="what is not right, a JSON object a line")
    parser.add_argument("--page", action="store_true", help="docs/formats.md instead of the tables")
    parser.add_argument("--formats", nargs="+", choices=sorted(MAKERS), default=list(MAKERS), metavar="FORMAT")
    return parser.parse_args()


def _made(folder: Path, formats: list[str]) -> list[Sample]:
    """Write all samples and read each back; the first that is not as asked stops the run."""
    started = time.monotonic()
    shop = Workshop(folder, readers.exiftool_path())
    samples = [sample for name in formats for sample in MAKERS[name](shop, name)]
    made = time.monotonic()
    confirmed = sum(len(check(sample)) for sample in samples)
    stated = sum(len(sample.truth) for sample in samples)
    print(
        f"{len(samples)} files of {len(formats)} formats made in {made - started:.0f} s; second readers confirm "
        f"{confirmed} of {stated} values in {time.monotonic() - made:.0f} s",
        file=sys.stderr,
    )
    return samples


def _judged(samples: list[Sample], said: readers.Read) -> list[Verdict]:
    return [verdict for sample in samples for verdict in judge(sample, said[sample.path])]


def _row(level: str, verdict: Verdict, alone: dict[str, readers.Read]) -> dict[str, Any]:
    path, name = verdict.sample.path, verdict.name
    tools = {tool: said[path][name] for tool, said in alone.items() if name in said[path]}
    return {
        "probe": level, "format": verdict.sample.format, "file": verdict.sample.name, "property": name,
        "outcome": verdict.outcome.value, "expected": verdict.expected, "got": verdict.got, "tools": tools,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
