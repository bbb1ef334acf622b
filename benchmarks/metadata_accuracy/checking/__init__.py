"""Reads every sample back with other readers than those under test; where one disagrees, the generator is wrong."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.metadata_accuracy.agreement import agrees
from benchmarks.metadata_accuracy.checking import (
    arrays,
    audio_tags,
    decoded,
    exif,
    headers,
    iso,
    openexr,
    pillow,
    raw_bytes,
    sound_file,
)
from benchmarks.metadata_accuracy.samples import Sample, Truth, WrongTruth

READERS: dict[str, Callable[[Sample], Truth]] = {
    "FFmpeg's decoder": decoded.read,
    "the boxes": iso.read,
    "the header's bytes": headers.read,
    "the bytes": raw_bytes.read,
    "Pillow": pillow.read,
    "a decoder of arrays": arrays.read,
    "EXIF by Pillow": exif.read,
    "OpenEXR": openexr.read,
    "mutagen": audio_tags.read,
    "libsndfile": sound_file.read,
}


def check(sample: Sample) -> frozenset[str]:
    """The properties that a second reader confirmed. Raises WrongTruth where one says otherwise."""
    confirmed: set[str] = set()
    for reader, read in READERS.items():
        for name, got in read(sample).items():
            if name not in sample.truth:
                continue
            if not agrees(name, sample.truth[name], got):
                raise WrongTruth(
                    f"{sample.name}: {name} was asked to be {sample.truth[name]!r}, {reader} reads {got!r}"
                )
            confirmed.add(name)
    return frozenset(confirmed)
