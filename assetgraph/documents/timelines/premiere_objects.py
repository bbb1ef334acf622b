"""The objects of a Premiere project: a flat list whose parts point at each other by number and by identifier.

Not here: what they mean for a file (readers/premiere.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from xml.etree.ElementTree import Element

TICKS_A_SECOND = 254_016_000_000
_LARGEST = 2**63 - 1
_HIGHEST_RATE = 1_000_000
_HIGHEST_SPEED = 1_000_000


class Objects:
    """Every object of a project, found by what points at it."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._numbered: dict[str, Element] = {}
        self._identified: dict[str, Element] = {}
        self._followed: dict[tuple[Element, str], Element | None] = {}
        for each in root:
            if "ObjectID" in each.attrib:
                self._numbered.setdefault(each.attrib["ObjectID"], each)
            if "ObjectUID" in each.attrib:
                self._identified.setdefault(each.attrib["ObjectUID"], each)

    def tagged(self, *tags: str) -> Iterator[Element]:
        """Objects of these kinds, in the order of the file; what only points at one is none."""
        for each in self._root:
            if each.tag in tags and ("ObjectID" in each.attrib or "ObjectUID" in each.attrib):
                yield each

    def at(self, pointer: Element | None) -> Element | None:
        """The object that an element points at."""
        if pointer is None:
            return None
        if "ObjectURef" in pointer.attrib:
            return self._identified.get(pointer.attrib["ObjectURef"])
        return self._numbered.get(pointer.attrib.get("ObjectRef", ""))

    def follow(self, element: Element | None, path: str) -> Element | None:
        """The object that the element at this path points at."""
        if element is None:
            return None
        # Kept, as a large object may be gone to from many others.
        if (element, path) not in self._followed:
            self._followed[element, path] = self.at(element.find(path))
        return self._followed[element, path]

    def all_at(self, element: Element, path: str) -> Iterator[Element]:
        """The objects that the elements at this path point at; what points nowhere is left out."""
        for pointer in element.iterfind(path):
            found = self.at(pointer)
            if found is not None:
                yield found


def core(element: Element | None, tag: str) -> Element | None:
    """The part of an object that its kinds have in common; some kinds wrap it once more."""
    if element is None:
        return None
    found = element.find(tag)
    return element.find(f"*/{tag}") if found is None else found


def text(element: Element, path: str) -> str | None:
    """The words at this path, None for none; spaces that a file name ends in stay."""
    found = element.findtext(path)
    return found if found and found.strip() else None


def flag(element: Element | None, path: str) -> bool:
    """Whether "true" stands at this path; what is false is left out of a project."""
    return element is not None and (element.findtext(path) or "").strip() == "true"


def seconds(element: Element, path: str) -> Fraction | None:
    """A time told in ticks; None where there is none, or one that no file has."""
    found = _number(element.findtext(path))
    return None if found is None else Fraction(found, TICKS_A_SECOND)


def rate(element: Element, path: str) -> Fraction | None:
    """A rate told as the ticks that one frame, or one sample, lasts."""
    found = _number(element.findtext(path))
    if found is None or found <= 0:
        return None
    told = Fraction(TICKS_A_SECOND, found)
    return told if told <= _HIGHEST_RATE else None


def speed(clip: Element) -> Fraction | None:
    """Source seconds a record second; None for one that makes no sense."""
    told = clip.findtext("PlaybackSpeed")
    if told is None:
        return Fraction(1)
    try:
        found = float(told)
    except ValueError:
        return None
    # The shortest decimal that gives this double is what was typed.
    return Fraction(repr(found)) if math.isfinite(found) and 0 < found <= _HIGHEST_SPEED else None


def _number(told: str | None) -> int | None:
    try:
        found = int(told or "")
    except ValueError:
        return None
    # The lowest and the highest number stand for none.
    return found if abs(found) < _LARGEST else None
