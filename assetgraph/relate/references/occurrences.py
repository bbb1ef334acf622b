"""References that no single file answers: taken apart by what is used of them, or by what a pattern means. Pure.

A cut list names clips by reel and name alone, and many recordings of a reel bear the same name: each stretch of
timecode that is used may be of another file. A pattern may mean many files that are no sequence.
Not here: what one reference means (resolving.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from assetgraph.documents.records import Use
from assetgraph.relate.references.resolving import files_of_pattern, resolve
from assetgraph.relate.references.sought import Known, Resolution, Sought

Told = tuple[Sought, Known, Resolution]


def resolve_all(sought: Sequence[Sought], known: Sequence[Known]) -> list[Told]:
    """What each of these references means, or what its parts mean, where only these lead to files."""
    found: list[Told] = []
    for each, about in zip(sought, known, strict=True):
        whole = resolve(each, about)
        if whole.target is None and (files := files_of_pattern(each, about)):
            found += [(each, about, resolution) for resolution in files]
            continue
        parts = list(_parts(each)) if whole.target is None else []
        told = [(part, about, resolve(part, about)) for part in parts]
        found += told if any(resolution.target for _, _, resolution in told) else [(each, about, whole)]
    return found


def _parts(sought: Sought) -> Iterator[Sought]:
    """One for each stretch of the source; none where it is known which file, or how much of it, is meant."""
    reference = sought.reference
    if sought.is_path or sought.is_open or sought.identities or reference.available_start is not None:
        return
    stretches = list(_stretches(sought.uses))
    for uses in stretches if len(stretches) > 1 else ():
        told = {"count": len(uses), "enabled": any(use.enabled for use in uses)}
        yield replace(sought, reference=reference.model_copy(update=told), uses=tuple(uses))


def _stretches(uses: Sequence[Use]) -> Iterator[list[Use]]:
    """Uses whose source times overlap are of one file."""
    together: list[Use] = []
    end = Fraction(0)
    for use in sorted(uses, key=_seconds):
        start, last = _seconds(use)
        if together and start >= end:
            yield together
            together = []
        end = max(end, last) if together else last
        together.append(use)
    if together:
        yield together


def _seconds(use: Use) -> tuple[Fraction, Fraction]:
    rate = Fraction(use.edit_rate)
    return use.source_in / rate, use.source_out / rate
