"""The tables that are printed, and which bars are missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.relations.edges import TYPES
from benchmarks.relations.orphans import OrphanScore
from benchmarks.relations.scoring import LEAST_EDGES, Bin, Score, pooled


def lines(
    scores: Sequence[Score], unknown: Mapping[str, str], bins: Sequence[Bin], orphans: OrphanScore
) -> Iterator[str]:
    yield "| relation | source | truth | found | right | precision | 95 % | recall | 95 % | |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    over_all = {each.type: each for each in pooled(scores)}
    for type_ in TYPES:
        if type_ in unknown:
            yield f"| {type_} | all | | | | | | | | no such query: {unknown[type_]} |"
            continue
        if type_ in over_all:
            yield _line(over_all[type_], "PASS" if over_all[type_].passes else "MISSED")
        yield from (_line(each, "") for each in scores if each.type == type_)
    yield ""
    yield "| confidence | edges | said | right | |"
    yield "|---|---|---|---|---|"
    for each in bins:
        verdict = "few" if each.edges < LEAST_EDGES else "PASS" if each.passes else "MISSED"
        yield f"| {each.low:g} to {each.high:g} | {each.edges} | {each.said:.3f} | {each.right:.3f} | {verdict} |"
    yield ""
    yield "| orphans | certain | told | recall |"
    yield "|---|---|---|---|"
    for class_, count in sorted(orphans.certain.items()):
        told = orphans.told.get(class_, 0)
        yield f"| {class_} | {count} | {told} | {told / count:.3f} |"
    yield f"| live files told / called removable | | {len(orphans.live_told)} / {len(orphans.live_removable)} | |"


def missed(scores: Sequence[Score], unknown: Mapping[str, str], bins: Sequence[Bin], orphans: OrphanScore) -> list[str]:
    """The bars that are not met: each type over all sources, each bin, no live file removable."""
    found = [each.type for each in pooled(scores) if not each.passes and each.type not in unknown]
    found += [f"no query {name}" for name in sorted(set(unknown.values()))]
    found += [f"confidence {each.low:g}" for each in bins if not each.passes]
    found += [f"{path} is needed" for path in orphans.live_removable]
    return found


def _line(score: Score, verdict: str) -> str:
    def share(right: int, of: int, interval: tuple[float, float]) -> str:
        return f"{right / of:.3f} | {interval[0]:.3f} to {interval[1]:.3f}" if of else "- | -"

    precision = share(score.right, score.found, score.precision)
    recall = share(score.right, score.truth, score.recall)
    counts = f"{score.truth} | {score.found} | {score.right}"
    return f"| {score.type} | {score.source} | {counts} | {precision} | {recall} | {verdict} |"
