"""The tables in plain text: per format, per property, per tool, and whether the bars are met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benchmarks.metadata_accuracy.scoring import Outcome, Score, Verdict, tally

OVERALL_BAR, FORMAT_BAR, FORMATS_BAR, PROPERTIES_BAR = 0.99, 0.97, 30, 8
COUNTED = "".join(f"{name:>9}" for name in ("asked", *(outcome.value for outcome in Outcome)))
Columns = Mapping[str, list[Verdict]]


def lines(header: list[Verdict], full: list[Verdict], tools: Columns) -> Iterable[str]:
    """All tables: both levels beside the best tool alone, then the sums, then each tool alone on its own ground."""
    for key in ("format", "property"):
        yield from _groups(key, header, full, tools)
        yield ""
    yield f"{'over all':22}{COUNTED}{'accuracy':>9}"
    for name, verdicts in {"header": header, "full": full, **tools}.items():
        yield f"{name:22}{_counts(_total(verdicts))}"
    yield ""
    yield f"{'of what it tells':22}{'values':>9}{'alone':>9}{'ours':>9}"
    for tool, verdicts in tools.items():
        told = [verdict for verdict in verdicts if verdict.outcome is not Outcome.ABSENT]
        yield f"{tool:22}{len(told):9}{_total(told).accuracy:9.1%}{accuracy_there(full, told):9.1%}"
    yield ""
    yield f"{len(_broad(header))} of {len(tally(header, 'format'))} formats have {PROPERTIES_BAR} or more properties"


def accuracy_there(ours: list[Verdict], told: list[Verdict]) -> float:
    """How much is right with us of the values that a tool tells; where it invents and we are silent, we are right."""
    outcomes = {verdict.place: verdict.outcome for verdict in ours}
    right = [verdict for verdict in told if outcomes.get(verdict.place, Outcome.RIGHT) is Outcome.RIGHT]
    return len(right) / len(told) if told else 1.0


def failures(header: list[Verdict], full: list[Verdict], tools: Columns) -> list[str]:
    """The bars that are missed, in words."""
    missed = []
    total = _total(header)
    if total.accuracy < OVERALL_BAR:
        missed.append(f"{total.accuracy:.2%} over all is below {OVERALL_BAR:.0%}")
    low = [name for name, score in tally(header, "format").items() if score.accuracy < FORMAT_BAR]
    if low:
        missed.append(f"below {FORMAT_BAR:.0%}: {', '.join(low)}")
    broad = len(_broad(header))
    # A few formats on their own are not held against their number.
    if broad < FORMATS_BAR <= len(tally(header, "format")):
        missed.append(f"{broad} formats have {PROPERTIES_BAR} or more properties, {FORMATS_BAR} are wanted")
    for tool, verdicts in tools.items():
        told = [verdict for verdict in verdicts if verdict.outcome is not Outcome.ABSENT]
        if accuracy_there(full, told) < _total(told).accuracy:
            missed.append(f"{tool} alone is more often right in what it tells")
    return missed


def _groups(key: str, header: list[Verdict], full: list[Verdict], tools: Columns) -> Iterable[str]:
    ours, deeper = tally(header, key), tally(full, key)
    alone = {tool: tally(verdicts, key) for tool, verdicts in tools.items()}
    yield f"{key:22}{COUNTED}{'header':>9}{'full':>9}  best alone"
    for name, score in sorted(ours.items(), key=lambda item: (item[1].accuracy, item[0])):
        best = max(alone, key=lambda tool: alone[tool].get(name, Score()).accuracy, default=None)
        words = f"{best} {alone[best].get(name, Score()).accuracy:.1%}" if best else ""
        yield f"{name:22}{_counts(score)}{deeper.get(name, Score()).accuracy:9.1%}  {words}"


def _broad(verdicts: list[Verdict]) -> list[str]:
    return [name for name, score in tally(verdicts, "format").items() if len(score.names) >= PROPERTIES_BAR]


def _total(verdicts: list[Verdict]) -> Score:
    return tally(verdicts, "all").get("all", Score())


def _counts(score: Score) -> str:
    numbers = "".join(f"{score.counts[outcome]:9}" for outcome in Outcome)
    return f"{score.asked:9}{numbers}{score.accuracy:9.1%}"
