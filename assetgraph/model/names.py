"""Names are bytes; what is shown is their text, and the bytes are kept beside it where the text loses something."""

from __future__ import annotations

import re
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


def is_short_reel(reel: str) -> bool:
    """Whether a reel may be the beginning of a longer one: CMX 3600 has room for so many signs."""
    return len(reel) == _SHORT_REEL


def reel_key(reel: str) -> str:
    """A reel as documents await it, apart from files of such a name."""
    return f"reel:{path_key(reel)}"


def reel_keys(name: str, reel_name: str | None) -> set[str]:
    """Under which reels an edit list may mean a file of that name and reel: as written, and shortened."""
    long = [key for key in (stem_key(name), path_key(reel_name or "")) if len(key) > _SHORT_REEL]
    own = {reel_name, reel_key(reel_name)} if reel_name else set()
    return own | {reel_key(key[:_SHORT_REEL]) for key in long}


def umid_key(said: str) -> str | None:
    """A SMPTE 330 UMID as 64 lower-case hexadecimal digits, however it is written; None for what is none.

    Written as a URN with dots ("urn:smpte:umid:060a2b34.0101..."), as one number ("0x060A2B34...") or with blanks.
    Of an extended one the basic half counts. One that only counts from nought is none: its writer gives it to all.
    """
    digits = _NO_DIGIT.sub("", said.strip().lower().removeprefix("urn:smpte:umid:").removeprefix("0x"))
    if not _UMID.fullmatch(digits) or int(digits[32:64], 16) < _LEAST_MATERIAL:
        return None
    return digits[:64]


def uuid_key(said: str) -> str | None:
    """A UUID as 32 lower-case hexadecimal digits, with or without "urn:uuid:" and dashes; None for what is none."""
    digits = said.strip().lower().removeprefix("urn:uuid:").replace("-", "")
    return digits if _UUID.fullmatch(digits) and digits.strip("0") else None


def uuid_in_umid(umid: str) -> str | None:
    """The UUID that stands in a UMID as material number, where its eleventh byte says that it is one (ST 330)."""
    return umid[32:] if umid[22] == _BY_UUID else None


_SHORT_REEL = 8
_BY_UUID = "2"
_UUID = re.compile(r"[0-9a-f]{32}")
_LEAST_MATERIAL = 1 << 16
_NO_DIGIT = re.compile(r"[\s.:-]")
_UMID = re.compile(r"060a2b34[0-9a-f]{56}(?:[0-9a-f]{64})?")
