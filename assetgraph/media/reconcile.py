"""Makes one account out of what several tools say about a file: values, their sources, and conflicts; pure.

Not here: who is believed (precedence.py), what follows from the values (derive.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assetgraph.media.derive import derived
from assetgraph.media.formats import Format
from assetgraph.media.plausible import plausible
from assetgraph.media.precedence import TAGS, order_for
from assetgraph.model.records import Conflict

Facts = Mapping[str, Mapping[str, Any]]
DERIVED = "assetgraph"
# Merged from all tools, or told by one only: tools cannot disagree over them.
MERGED = ("embedded", "attributes")
# Raw texts, where the tools mix several fields of a file each in its own way, and rates that include or
# leave out the container.
UNCONTESTED = frozenset(
    (
        "streams", "created_utc_offset", "created_source", "bit_rate_bps", "software", "sample_format",
        "title", "artist", "album", "creator", "copyright", "description", "keywords", "icc_profile",
    )
)  # fmt: skip
RELATIVE = {"exposure_time_s": 1e-2, "pixel_aspect_ratio": 2e-3, "frame_rate": 1e-6}
ABSOLUTE = {"gps_latitude_deg": 1e-4, "gps_longitude_deg": 1e-4, "gps_altitude_m": 0.5}
# These belong together: they are taken from the tool that told the first.
TOGETHER = {"created_utc_offset": "created_local", "created_source": "created_local"}


def reconcile(row: Format, facts: Facts) -> tuple[dict[str, Any], dict[str, str], list[Conflict]]:
    """The metadata, the tool each value is from, and the conflicts between tools believed there."""
    facts = {tool: plausible(told) for tool, told in facts.items()}
    metadata: dict[str, Any] = {}
    sources: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for name in sorted({name for told in facts.values() for name in told} - set(MERGED)):
        said = _believed(name, row, facts)
        if not said:
            continue
        tool = next(iter(said))
        leader = TOGETHER.get(name)
        if leader and sources.get(leader) != tool:
            continue
        metadata[name], sources[name] = said[tool], tool
        if name not in UNCONTESTED and not all(same(name, said[tool], other) for other in said.values()):
            conflicts.append(Conflict(property=name, values=said, chosen=said[tool]))
    for name in MERGED:
        _merge(name, facts, metadata, sources)
    for name, value in derived(row, metadata).items():
        metadata[name], sources[name] = value, DERIVED
    return metadata, sources, conflicts


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two tools mean the same value of this property."""
    if one == other and type(one) is type(other):
        return True
    if name == "duration_s":
        return bool(abs(one - other) <= max(0.05, 0.005 * abs(one)))
    if name in RELATIVE:
        first, second = Fraction(one), Fraction(other)
        return bool(abs(first - second) <= RELATIVE[name] * abs(first))
    if isinstance(one, float) or isinstance(other, float):
        return bool(abs(one - other) <= ABSOLUTE.get(name, 1e-4 * abs(one)))
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
    return bool(one == other)


def _believed(name: str, row: Format, facts: Facts) -> dict[str, Any]:
    order = order_for(name, row.name, row.family)
    return {tool: facts[tool][name] for tool in order if name in facts.get(tool, {})}


def _merge(name: str, facts: Facts, metadata: dict[str, Any], sources: dict[str, str]) -> None:
    """Lay the tools' raw groups over each other; the best one's word stays."""
    tellers = [tool for tool in (*TAGS, "openimageio", "pyav", "mediainfo") if facts.get(tool, {}).get(name)]
    merged: dict[str, Any] = {}
    for tool in reversed(tellers):
        for key, value in facts[tool][name].items():
            nested = isinstance(value, Mapping)
            merged[key] = {**merged.get(key, {}), **value} if nested else value
    if merged:
        metadata[name], sources[name] = merged, "+".join(tellers)
