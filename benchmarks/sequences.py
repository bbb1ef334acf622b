"""Grouping file names into sequences: microseconds a name, against fileseq on the same names in the same run.

Not here: reading folders; both get a list of names.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version

import fileseq

from assetgraph.ingest.sequences import group

ROUNDS = 5


def renders() -> list[bytes]:
    """A hundred shots of a thousand frames."""
    return [b"sh%03d_comp_v001.%04d.exr" % (shot, frame) for shot in range(100) for frame in range(1001, 2001)]


def one_long_take() -> list[bytes]:
    """A single sequence of a hundred thousand frames."""
    return [b"take.%06d.dpx" % frame for frame in range(100_000)]


def holes() -> list[bytes]:
    """Fifty sequences with every ninth frame absent."""
    return [b"fx%02d.%04d.exr" % (shot, frame) for shot in range(50) for frame in range(2250) if frame % 9]


def library() -> list[bytes]:
    """Clips, camera stills and texts among one sequence: fileseq takes the clips and stills for frames."""
    return [
        name
        for number in range(25_000)
        for name in (
            b"clip_v%05d.mov" % number,
            b"plate.%05d.exr" % number,
            b"%03d_%04d.JPG" % (100 + number // 10_000, number % 10_000),
            b"note %d.txt" % number,
        )
    ]


CASES: list[tuple[Callable[[], list[bytes]], bool]] = [
    (renders, True),
    (one_long_take, True),
    (holes, True),
    (library, False),
]


def best_of_turns(*works: Callable[[], object]) -> list[float]:
    """Seconds of each work's best round; the works take turns, so that a busy moment meets all."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for index, work in enumerate(works):
            start = time.perf_counter()
            work()
            best[index] = min(best[index], time.perf_counter() - start)
    return best


def check_same(names: list[bytes], texts: list[str]) -> None:
    """Both find the same patterns with the same frames."""
    ours = {sequence.pattern.decode(): [frame for frame, _ in sequence.members] for sequence in group(names)[0]}
    theirs = {
        f"{found.basename()}%0{found.zfill()}d{found.extension()}": list(found.frameSet() or ())
        for found in fileseq.findSequencesInList(texts)
    }
    if ours != theirs:
        raise SystemExit("the answers differ: measuring them would compare different work")


def main() -> None:
    """Print one line a case."""
    print(f"fileseq {version('fileseq')}; microseconds a name, best of {ROUNDS} rounds in turns")
    for make, comparable in CASES:
        names = make()
        random.Random(1).shuffle(names)
        texts = [name.decode() for name in names]
        if comparable:
            check_same(names, texts)
        ours, theirs = best_of_turns(partial(group, names), partial(fileseq.findSequencesInList, texts))
        each = 1e6 / len(names)
        note = "" if comparable else "  (answers differ on purpose)"
        print(
            f"{make.__name__:14} {len(names):7} names  assetgraph {ours * each:5.2f}  "
            f"fileseq {theirs * each:5.2f}  ratio {theirs / ours:4.1f}{note}"
        )


if __name__ == "__main__":
    main()
