"""Percent-escapes of URLs as characters, as far as they can be meant. Pure."""

from __future__ import annotations

import re

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_CONTROL = re.compile(r"((?i:%[01][0-9a-f]|%7f))")


def decode(text: str) -> str:
    """Text with its percent-escapes as characters: UTF-8, else Latin-1.

    What is no escape stays, and so does one of a control character, which no name holds: an unescaped frame
    pattern in a URL (plate.%04d.exr) survives.
    """
    return _ESCAPES.sub(lambda run: _run(run[0]), text)


def _run(escapes: str) -> str:
    pieces = _CONTROL.split(escapes)
    return "".join(piece if index % 2 else _characters(piece) for index, piece in enumerate(pieces))


def _characters(escapes: str) -> str:
    data = bytes.fromhex(escapes.replace("%", ""))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
