"""Ids, numbers, rates and paths as the XML of IMF and DCP packages writes them.

Not here: what the documents mean (lists.py, playlists.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assetgraph.documents import guard
from assetgraph.errors import DocumentError

_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_RATE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(?:(?:\s+|\s*/\s*)(\d{1,9}))?", re.ASCII)
_TRUE = frozenset(("true", "1"))


def parsed(data: bytes, *roots: str) -> Element:
    """The root of a document whose root has one of these local names. Raises DocumentError."""
    root = guard.xml(data)
    if local(root) not in roots:
        raise DocumentError(
            f"its root is {local(root)}, not {' or '.join(roots)}",
            tool="assetgraph",
            next_step="export the package again, or copy it again from its source",
        )
    return root


def local(element: Element) -> str:
    """The element's name without its name space."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Its direct children of that local name."""
    return (child for child in ([] if element is None else element) if local(child) == name)


def child(element: Element | None, name: str) -> Element | None:
    """The first of them."""
    return next(children(element, name), None)


def text(element: Element | None, *names: str) -> str | None:
    """What the first child with one of these names says, without the blanks around it; None for nothing."""
    for name in names:
        found = child(element, name)
        said = "" if found is None else (found.text or "").strip()
        if said:
            return said
    return None


def uuid(said: str | None) -> str | None:
    """The UUID in lower case; None for what is none."""
    found = _UUID.fullmatch(said or "")
    return found[1].lower() if found else None


def number(said: str | None) -> int | None:
    """A whole number that is not negative."""
    return int(said) if said and _NUMBER.fullmatch(said) else None


def rate(said: str | None) -> Fraction | None:
    """Ticks a second, from "60000 1001", "24" or "24/1"."""
    found = _RATE.fullmatch(said or "")
    if not found or not int(found[2] or 1):
        return None
    return Fraction(found[1]) / int(found[2] or 1) or None


def flag(said: str | None) -> bool:
    """A truth value."""
    return (said or "").lower() in _TRUE


def places(path: str) -> list[str]:
    """Where in the folder a chunk's path may point to, likeliest first; none when it points out of it.

    By the standards it is a relative URL. There are packages that quote nothing, that quote a file whose name is
    quoted itself, with "file:///" before what is relative nevertheless, and from Windows with backslashes.
    """
    plain = re.sub(r"^file://(?:localhost(?=/))?", "", path, flags=re.IGNORECASE)
    wanted = (unquote(plain), plain, unquote(plain).replace("\\", "/"))
    inside = [_inside(each) for each in wanted]
    found = list(dict.fromkeys(each for each in inside if each))
    return found if None not in inside else []


def same_name(path: str) -> str:
    """The path in the one Unicode form in which two are compared: file systems change it."""
    return unicodedata.normalize("NFC", path)


def _inside(path: str) -> str | None:
    """The path without what does nothing; None when it leaves the folder, or names none."""
    kept: list[str] = []
    for piece in path.split("/"):
        if piece == "..":
            if not kept:
                return None
            kept.pop()
        elif piece not in {"", "."}:
            kept.append(piece)
    return "/".join(kept) if kept and "\0" not in path else None
