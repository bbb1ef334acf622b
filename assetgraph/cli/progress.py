"""Showing how far a run is: a moving line on a terminal, a line every few seconds elsewhere; all on stderr."""

from __future__ import annotations

import sys
import time

from assetgraph.cli import output
from assetgraph.ingest.progress import Progress
from assetgraph.model.records import Problem

_TERMINAL_PAUSE_S = 0.2
_LOG_PAUSE_S = 5.0
_ETA_AFTER = 20
"""The first files bear the workers' start: no estimate comes from them."""
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """Hears a run's progress and problems, and shows them. Use as a context manager."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._terminal = sys.stderr.isatty()
        self._quiet = quiet
        self._pause = _TERMINAL_PAUSE_S if self._terminal else _LOG_PAUSE_S
        self._shown_at = time.monotonic()
        self._stage = ""
        self._stage_since = 0.0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def progress(self, progress: Progress) -> None:
        """Show it, if the last time is long enough ago."""
        now = time.monotonic()
        if progress.stage != self._stage:
            self._stage, self._stage_since = progress.stage, now
        if self._quiet or now - self._shown_at < self._pause:
            return
        self._shown_at = now
        self._write(self._text(progress, now - self._stage_since))

    def problem(self, path: bytes, problem: Problem) -> None:
        """One line a problem; they stay."""
        self._clear()
        output.error(f"{path.decode('utf-8', 'replace')}: {problem.reason} ({problem.next_step})")

    def _text(self, progress: Progress, seconds: float) -> str:
        if progress.total is None:
            unit = (
                f"{progress.volume:,} files"
                if progress.stage == "scan"
                else f"{output.human_bytes(progress.volume)} read"
            )
            return f"{progress.stage}: {progress.done:,} assets, {unit}"
        left = progress.total - progress.done
        eta = f", {_clock(seconds * left / progress.done)} left" if progress.done >= _ETA_AFTER else ""
        share = 100 * progress.done // max(1, progress.total)
        read = output.human_bytes(progress.volume)
        return f"{progress.stage}: {progress.done:,} of {progress.total:,} ({share} %), {read} read{eta}"

    def _write(self, text: str) -> None:
        if self._terminal:
            sys.stderr.write(f"{_CLEAR}{text}")
            sys.stderr.flush()
        else:
            output.note(text)

    def _clear(self) -> None:
        if self._terminal:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"
