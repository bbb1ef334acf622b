"""Why an edge is there: no inferred edge is written without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CERTAIN = 0.8
"""From here on an edge is shown as fact; below, only to those who ask for less."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """How an edge is known (a method of the model), how surely (0 to 1), and by what, in a few words."""

    method: str
    confidence: float
    evidence: str

    def properties(self, run_id: str) -> dict[str, Any]:
        """As properties of the edge."""
        return {
            "method": self.method,
            "confidence": self.confidence,
            "evidence": self.evidence,
            "run_id": run_id,
        }
