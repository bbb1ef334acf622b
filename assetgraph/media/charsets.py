"""Text of files that name no charset, or a wrong one, as it was meant; pure.

UTF-8 is certain where bytes are of its form. Beyond it Shift-JIS and Windows-1251 are taken only where the bytes make
no word of a Western language, else Windows-1252. Other charsets cannot be told from these.
"""

from __future__ import annotations

import re

# How Python keeps a byte that is no UTF-8.
LONE_BYTE = re.compile("[\udc80-\udcff]")
UNUSED_IN_1252 = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
# Where Windows-1252 has letters and Latin-1 has control characters, and the way back.
WESTERN = {byte: bytes((byte,)).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in UNUSED_IN_1252}
BYTE_OF_WESTERN = {ord(letter): byte for byte, letter in WESTERN.items()}
JAPANESE = re.compile(r"[\s\d.,_-]*(?:[\u3000-\u9fff][\s\d.,_-]*){2,}$")
# No language writes words of such letters alone.
ACCENTS_ONLY = re.compile(r"[^A-Za-z]*[À-ÖØ-öø-ÿ]{4}[^A-Za-z]*$")


def in_its_charset(said: str) -> str:
    """The text that was meant by one whose bytes came as lone surrogates, or were read as Western by a tool."""
    if said.isascii():
        return said
    try:
        raw = (
            said.encode("utf-8", "surrogateescape")
            if LONE_BYTE.search(said)
            else said.translate(BYTE_OF_WESTERN).encode("latin-1")
        )
    except UnicodeEncodeError:
        # Letters beyond Western ones were read rightly; half a letter of UTF-16 stands for nothing.
        return said.encode("utf-8", "replace").decode()
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    try:
        japanese = raw.decode("shift_jis")
    except UnicodeDecodeError:
        japanese = ""
    if JAPANESE.match(japanese):
        return japanese
    western = raw.decode("latin-1").translate(WESTERN)
    return raw.decode("cp1251", "replace") if ACCENTS_ONLY.match(western) else western
