"""Where a piece of nested time shows on the outermost timeline: one rule for every kind of timeline document.

A View is a window: a stretch of local time, and the record time at which it is seen. Entering a nested item gives
the View of the item's own time, cut to what the outer one lets through. All times are exact seconds.
Not here: tracks and names (the readers), ticks (collecting.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

ZERO = Fraction(0)
ONE = Fraction(1)
_ENDLESS = Fraction(10**9)


@dataclass(frozen=True, slots=True)
class View:
    """Local time from `start` to `end` is seen from `record_in` to `record_out`, at `speed`.

    Speed is local seconds a record second: negative backwards, 0 a still, whose start and end are one.
    """

    start: Fraction
    end: Fraction
    record_in: Fraction
    record_out: Fraction
    speed: Fraction = ONE
    enabled: bool = True

    @classmethod
    def timeline(cls, origin: Fraction = ZERO) -> Self:
        """All of a timeline whose own time begins at `origin`."""
        return cls(origin, origin + _ENDLESS, ZERO, _ENDLESS)

    def into(
        self,
        at: Fraction,
        until: Fraction,
        inner: Fraction,
        *,
        speed: Fraction = ONE,
        head: Fraction = ZERO,
        tail: Fraction = ZERO,
        enabled: bool = True,
    ) -> View | None:
        """The view of an item that lies from `at` to `until` here; None when nothing of it is seen.

        `inner` is the lowest item time that is shown between the two. `head` and `tail` is how much longer
        transitions show it.
        """
        first, last = max(at - head, self.start), min(until + tail, self.end)
        if first > last or first == until + tail or (first == last and self.speed):
            return None
        if speed < 0:
            start, end = inner + (until - last) * -speed, inner + (until - first) * -speed
        else:
            start, end = inner + (first - at) * speed, inner + (last - at) * speed
        one, other = self._record(first), self._record(last)
        if not self.speed:
            one, other = self.record_in, self.record_out
        return View(start, end, min(one, other), max(one, other), self.speed * speed, enabled=self.enabled and enabled)

    def beside(self, at: Fraction, inner: Fraction, *, enabled: bool = True) -> View:
        """The view of time that runs along with this one: its `inner` is at `at` here, and nothing is cut off."""
        shift = inner - at
        return replace(self, start=self.start + shift, end=self.end + shift, enabled=self.enabled and enabled)

    def _record(self, local: Fraction) -> Fraction:
        if self.speed < 0:
            return self.record_in + (self.end - local) / -self.speed
        return self.record_in + (local - self.start) / self.speed if self.speed else self.record_in


def along(curve: list[tuple[Fraction, Fraction]], time: Fraction) -> Fraction:
    """The value of a curve of (time, value), straight between its two or more points and beyond them."""
    points = sorted(curve)
    index = next((i for i in range(1, len(points)) if points[i][0] >= time), len(points) - 1)
    (t0, v0), (t1, v1) = points[index - 1], points[index]
    return v0 + (time - t0) * (v1 - v0) / (t1 - t0) if t0 < t1 else v1
