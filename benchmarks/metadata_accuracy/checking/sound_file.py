"""Sound files by libsndfile: rate, channels, depth and length of what holds samples as they are."""

from __future__ import annotations

import soundfile

from benchmarks.metadata_accuracy.samples import Sample, Truth

ENDINGS = frozenset(".wav .rf64 .w64 .aiff .aif .aifc .caf .flac .ogg .oga .opus .mp3".split())
BITS = {
    "PCM_S8": 8, "PCM_U8": 8, "PCM_16": 16, "PCM_24": 24, "PCM_32": 32, "FLOAT": 32, "DOUBLE": 64, "ALAW": 8,
    "ALAC_16": 16, "ALAC_24": 24,
}  # fmt: skip


def read(sample: Sample) -> Truth:
    """Facts that libsndfile knows."""
    if sample.path.suffix not in ENDINGS:
        return {}
    try:
        info = soundfile.info(str(sample.path))
    except soundfile.LibsndfileError:
        return {}
    facts: Truth = {
        "sample_rate_hz": info.samplerate, "channels": info.channels, "duration_s": info.frames / info.samplerate,
    }  # fmt: skip
    return facts | ({"audio_bit_depth": BITS[info.subtype]} if info.subtype in BITS else {})
