"""Sound files by mutagen: rate, channels, depth, length, and the three words that all tag formats have."""

from __future__ import annotations

import mutagen

from benchmarks.metadata_accuracy.samples import Sample, Truth

ENDINGS = frozenset(
    ".mp3 .aac .flac .ogg .oga .opus .m4a .m4b .wma .dsf .aiff .aif .wav".split()
)  # fmt: skip
INFO = {"sample_rate": "sample_rate_hz", "channels": "channels", "bits_per_sample": "audio_bit_depth"}
TAGS = {
    "title": ("TIT2", "title", "\xa9nam", "Title"),
    "artist": ("TPE1", "artist", "\xa9ART", "Author"),
    "album": ("TALB", "album", "\xa9alb", "WM/AlbumTitle"),
}


def read(sample: Sample) -> Truth:
    """Facts that mutagen knows; nothing where it does not know the format."""
    if sample.path.suffix not in ENDINGS:
        return {}
    try:
        opened = mutagen.File(sample.path)
    except mutagen.MutagenError:
        return {}
    if opened is None:
        return {}
    facts: Truth = {name: value for attribute, name in INFO.items() if (value := getattr(opened.info, attribute, None))}
    # It counts the encoder's delay in an MP3 as sound.
    if getattr(opened.info, "length", 0) and sample.path.suffix != ".mp3":
        facts["duration_s"] = opened.info.length
    for name, keys in TAGS.items():
        found = next((opened.tags[key] for key in keys if opened.tags and key in opened.tags), None)
        if found:
            facts[name] = str(found[0] if isinstance(found, list) else found)
    return facts
