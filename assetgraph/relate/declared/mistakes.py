"""Mistakes in what people declare: what is wrong, and what to do. Pure.

Not here: finding them (templates.py, volume_paths.py, files.py), the lines they stand on (yaml_text.py).
"""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Iterable

from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
"""Keys and indexes that lead from a file's outermost mapping to a value."""

_EXPECTED = {
    "string_type": ("text", "write one text there, in quotes"),
    "is_instance_of": ("text", "write one text there, in quotes"),
    "int_type": ("a whole number", "write digits, as 2"),
    "date_type": ("a day", "write year-month-day, as 2026-10-01"),
    "tuple_type": ("a list", "write it in [ ], even for one"),
    "model_type": ("a mapping", "write it as key: value"),
}
_KNOWN_WORDS = re.compile(r"'([^']*)'")
_SHORT = reprlib.Repr()
_SHORT.maxstring = 80


class Mistake(ValueError):
    """A value that cannot be meant, raised by validators; `at` leads from the value they see to the wrong place."""

    def __init__(self, cause: str, remedy: str, at: Place = ()) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy
        self.at = at


def meant(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is not known: those that are near, else all."""
    known = list(known)
    near = difflib.get_close_matches(word, known)
    return f"is {' or '.join(near)} meant?" if near else f"known: {', '.join(known)}"


def told(error: ErrorDetails) -> Mistake:
    """What a model refuses, in our words and with its whole place."""
    place, value = error["loc"], error["input"]
    context = error.get("ctx", {})
    mistake = context.get("error")
    if isinstance(mistake, Mistake):
        key = next((f"{part}: " for part in reversed(place) if isinstance(part, str)), "")
        return Mistake(f"{key}{mistake.cause}", mistake.remedy, (*place, *mistake.at))
    if error["type"] == "missing":
        return Mistake(f"{place[-1]!r} is missing", f"add {place[-1]}: and its value", place)
    if error["type"] in {"literal_error", "enum"}:
        known = _KNOWN_WORDS.findall(context["expected"])
        return Mistake(
            f"{_named(place)} cannot be {shown(value)}", meant(value if isinstance(value, str) else "", known), place
        )
    expected, remedy = _EXPECTED[error["type"]]
    return Mistake(f"{_named(place)} must be {expected}, not {shown(value)}", remedy, place)


def shown(value: object) -> str:
    """A value in a message: short, and only told by its sort unless it is text."""
    sorts: dict[type, str] = {type(None): "empty", list: "a list", dict: "a mapping"}
    return sorts.get(type(value)) or _SHORT.repr(value)


def _named(place: Place) -> str:
    match place:
        case (*_, str(key), int()):
            return f"an entry of {key!r}"
        case (*_, key):
            return repr(key)
        case _:
            return "the file"
