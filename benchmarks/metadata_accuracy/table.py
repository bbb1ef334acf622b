"""The tables in plain text: per format, per property, per tool, and whether the bars are met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benchmarks.metadata_accuracy.scoring import Outcome, Score, Verdict, tally

OVERALL_BAR, FORMAT_BAR, FORMATS_BAR, PROPERTIES_BAR = 0.99, 0.97, 30, 8
COUNTED = "".join(f"{name:>9}" for name in ("asked", *(outcome.value for outcome in Outcome)))
Columns = Mapping[str, list[Verdict]]


def lines(first: list[Verdict], second: list[Verdict], tools: Columns) -> Iterable[str]:
    """All tables: reconciled at both levels beside the best tool alone, then each tool over all."""
    for key in ("format", "property"):
        yield from _groups(key, first, second, tools)
        yield ""
    yield from _totals({"header": first, "full": second, **tools})


def failures(verdicts: list[Verdict]) -> list[str]:
    """The bars that are missed, in words."""
    missed = []
    total = tally(verdicts, "all").get("all", Score())
    if total.accuracy < OVERALL_BAR:
        missed.append(f"{total.accuracy:.2%} over all is below {OVERALL_BAR:.0%}")
    scores = tally(verdicts, "format")
    low = [name for name, score in scores.items() if score.accuracy < FORMAT_BAR]
    if low:
        missed.append(f"below {FORMAT_BAR:.0%}: {', '.join(low)}")
    broad = [name for name, score in scores.items() if len(score.names) >= PROPERTIES_BAR]
    if len(broad) < FORMATS_BAR:
        missed.append(f"{len(broad)} formats with {PROPERTIES_BAR} or more properties, where {FORMATS_BAR} are wanted")
    return missed


def _groups(key: str, first: list[Verdict], second: list[Verdict], tools: Columns) -> Iterable[str]:
    ours, deeper = tally(first, key), tally(second, key)
    alone = {tool: tally(verdicts, key) for tool, verdicts in tools.items()}
    yield f"{key:22}{COUNTED}{'header':>9}{'full':>9}  best alone"
    for name, score in sorted(ours.items(), key=lambda item: (item[1].accuracy, item[0])):
        best = max(alone, key=lambda tool: alone[tool].get(name, Score()).accuracy, default=None)
        words = f"{best} {alone[best].get(name, Score()).accuracy:.1%}" if best else ""
        yield f"{name:22}{_counts(score)}{deeper.get(name, Score()).accuracy:9.1%}  {words}"


def _totals(columns: Columns) -> Iterable[str]:
    yield f"{'over all':22}{COUNTED}{'accuracy':>9}{'of told':>9}"
    for name, verdicts in columns.items():
        score = tally(verdicts, "all").get("all", Score())
        yield f"{name:22}{_counts(score)}{score.told_accuracy:9.1%}"


def _counts(score: Score) -> str:
    numbers = "".join(f"{score.counts[outcome]:9}" for outcome in Outcome)
    return f"{score.asked:9}{numbers}{score.accuracy:9.1%}"
