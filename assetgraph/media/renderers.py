"""Which program rendered a frame, and at what cost, told by the attributes that renderers write; pure.

Keys as observed in files: Cycles and Blender, Arnold, Karma (husk), V-Ray, Redshift.
Not here: farm statistics, and unknown attributes, which stay raw.
"""

from __future__ import annotations

import re
from typing import Any

from assetgraph.media.values import integer, plain_text, present, real

# Beginning of a key -> renderer, key of its version.
RENDERERS = {
    "cycles.": ("Cycles", ""),
    "arnold/": ("Arnold", "arnold/version"),
    "husk:": ("Karma", ""),
    "vrayInfo/": ("V-Ray", "vrayInfo/vrayversion"),
    "rs/": ("Redshift", "rs/version"),
}
CYCLES_TIME = re.compile(r"cycles\..*\.render_time$")
CYCLES_SAMPLES = re.compile(r"cycles\..*\.samples$")


def renderer_facts(attributes: dict[str, Any]) -> dict[str, Any]:
    """Renderer, its version, seconds and samples, as far as the attributes state them."""
    facts: dict[str, Any] = {}
    for start, (name, version_key) in RENDERERS.items():
        if any(key.startswith(start) for key in attributes):
            facts = {"renderer": name, "renderer_version": plain_text(attributes.get(version_key))}
            break
    layer_times = [seconds(value) for key, value in attributes.items() if CYCLES_TIME.match(key)]
    known = [time for time in layer_times if time is not None]
    facts["render_time_s"] = seconds(attributes.get("RenderTime")) or (round(sum(known), 3) if known else None)
    samples = [integer(value) for key, value in attributes.items() if CYCLES_SAMPLES.match(key)]
    facts["render_samples"] = max((count for count in samples if count and count > 0), default=None)
    return present(facts)


def seconds(value: Any) -> float | None:
    """A length of time written as "01:02:03.50", "02:03.50" or as seconds."""
    parts = str(value if value is not None else "").strip().split(":")
    numbers = [number for part in parts if (number := real(part)) is not None]
    if len(parts) > 3 or len(numbers) != len(parts):
        return None
    return round(float(sum(number * 60**power for power, number in enumerate(reversed(numbers)))), 3)
