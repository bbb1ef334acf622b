"""Names are bytes; what is shown is their text, and the bytes are kept beside it where the text loses something."""

from __future__ import annotations

import unicodedata


def text(raw: bytes) -> str:
    """Raw bytes of a name as text; undecodable ones show as U+FFFD."""
    return raw.decode("utf-8", "replace")


def raw_if_lossy(raw: bytes) -> bytes | None:
    """The bytes themselves, where their text form loses something."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw
    return None


def path_key(path: str) -> str:
    """A path or name composed (NFC) and in lower case: under it places are looked up, whatever the case."""
    return unicodedata.normalize("NFC", path).lower()


def stem_key(name: str) -> str:
    """A base name up to its first dot, composed (NFC) and in lower case: under it references look assets up."""
    composed = path_key(name)
    return composed if composed.startswith(".") else composed.partition(".")[0]
