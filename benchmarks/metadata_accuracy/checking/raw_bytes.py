"""Words that stand in the file as they were given, in one of the usual encodings.

What is not found is not denied: a block of the file may be compressed.
"""

from __future__ import annotations

import re

from benchmarks.metadata_accuracy.samples import Sample, Truth

WORDS = frozenset(
    """
    title artist album creator copyright description camera_make camera_model camera_serial lens_model
    reel_name timecode icc_profile software keywords embedded_xmp embedded_iptc embedded_id3 embedded_ixml part_names
    renderer_version
    """.split()
)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")


def read(sample: Sample) -> Truth:
    """The words of the truth that stand in the file."""
    data = sample.path.read_bytes()
    words = {name: sample.truth[name] for name in WORDS & sample.truth.keys()}
    facts = {name: word for name, word in words.items() if any(_in(word, data, code) for code in ENCODINGS)}
    rating = re.search(rb"xmp:Rating(?:>|=.)(\d)", data)
    return facts | ({"rating": int(rating.group(1))} if rating else {})


def _in(words: str | list[str], data: bytes, encoding: str) -> bool:
    return all(word.encode(encoding, "ignore") in data for word in ([words] if isinstance(words, str) else words))
