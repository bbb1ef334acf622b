"""Right, wrong, absent, invented: one verdict a file and property.

Accuracy is right / (expected + invented): what is absent counts as wrong, and so does what nobody stated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from benchmarks.metadata_accuracy.agreement import agrees
from benchmarks.metadata_accuracy.samples import Sample


class Outcome(Enum):
    """How a value was read."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSENT = "absent"
    INVENTED = "invented"


# What a reader may only say where the file does. Names of writers and profiles are not here: encoders state
# them without being asked.
CLAIMS = frozenset(
    """
    rotation_deg pixel_aspect_ratio exif_orientation has_alpha scan_type frame_rate frame_rate_mode duration_s
    video_codec chroma_subsampling color_primaries color_transfer color_matrix color_range
    hdr_format mastering_display max_cll_nits max_fall_nits dolby_vision_profile timecode reel_name
    audio_codec sample_rate_hz channels channel_layout audio_bit_depth
    camera_make camera_model camera_serial lens_model iso f_number exposure_time_s focal_length_mm
    gps_latitude_deg gps_longitude_deg gps_altitude_m created_local created_utc_offset icc_profile
    title artist album creator copyright description keywords rating embedded_iptc embedded_id3 embedded_ixml
    data_window display_window part_names views chromaticities
    """.split()
)
# Values that say no more than silence does.
NEUTRAL: dict[str, tuple[Any, ...]] = {
    "rotation_deg": (0,), "pixel_aspect_ratio": ("1/1",), "exif_orientation": (1,), "has_alpha": (False,),
    "scan_type": ("progressive",),
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """One property of one file."""

    sample: Sample
    name: str
    outcome: Outcome
    expected: Any = None
    got: Any = None

    @property
    def place(self) -> tuple[str, str]:
        """The file and the property, by which verdicts on several readers meet."""
        return self.sample.name, self.name


@dataclass
class Score:
    """Counts of outcomes and what they come to; `names` are the expected properties seen."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)

    def add(self, verdict: Verdict) -> None:
        """Count one."""
        self.counts[verdict.outcome] += 1
        if verdict.outcome is not Outcome.INVENTED:
            self.names.add(verdict.name)

    @property
    def asked(self) -> int:
        """Expected and invented: what accuracy is a share of."""
        return self.counts.total()

    @property
    def accuracy(self) -> float:
        """right / (expected + invented); 1 where nothing was asked."""
        return self.counts[Outcome.RIGHT] / self.asked if self.asked else 1.0


def judge(sample: Sample, metadata: Mapping[str, Any]) -> list[Verdict]:
    """Verdicts on what a reader said of a file."""
    said = dict(metadata) | {f"embedded_{name}": group for name, group in metadata.get("embedded", {}).items()}
    verdicts = []
    for name, expected in sample.truth.items():
        got = said.get(name)
        outcome = Outcome.RIGHT if agrees(name, expected, got) else Outcome.WRONG
        if got is None:
            outcome = Outcome.ABSENT
        verdicts.append(Verdict(sample, name, outcome, expected, got))
    for name in sorted(CLAIMS - sample.truth.keys() - sample.open):
        got = said.get(name)
        if got is not None and got not in ([], "") and got not in NEUTRAL.get(name, ()):
            verdicts.append(Verdict(sample, name, Outcome.INVENTED, None, got))
    return verdicts


def tally(verdicts: Iterable[Verdict], key: str) -> dict[str, Score]:
    """Scores by "format", by "property", or all in one ("all")."""
    scores: dict[str, Score] = {}
    for verdict in verdicts:
        group = {"format": verdict.sample.format, "property": verdict.name, "all": "all"}[key]
        scores.setdefault(group, Score()).add(verdict)
    return scores
