"""Text as the words of Tcl, in each of the ways in which a script may write them."""

from __future__ import annotations


def bare(text: str) -> str:
    return "".join(f"\\{each}" if each in ' \t\\"{}[]$;#' else "\\n" if each == "\n" else each for each in text)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\{each}" if each in '\\"{}[]$' else each for each in text) + '"'


def braced(text: str) -> str:
    return f"{{{text}}}"
