"""Path templates: the layout that people declare for their folders and names, and the fields that a path tells. Pure.

    {project}/shots/{sequence}/{shot}/{task}/{name}_v{version}.{frame}.{ext}

A placeholder stands for one or more characters within one name; the same one stands for the same text everywhere.
Any other text means itself, case included. What stands further left takes as much as it can.
Not here: which template fits best, what the fields mean.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

from assetgraph.relate.declared.mistakes import Mistake

FIELDS = ("project", "sequence", "shot", "task", "name", "version", "frame", "ext")
"""Placeholders that something is made of; others may stand in a template as well."""

MOST_CHARACTERS = 255
"""In one name; no file system in use takes longer ones."""

_FORMS = {
    "version": re.compile(r"[vVrR]?[0-9]+(?:\.[0-9]+)*[A-Za-z]?|latest|master|hero"),
    "frame": re.compile(r"-?[0-9]+|%0?[0-9]*d|#+|@+"),
    "ext": re.compile(r"[^.]+"),
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class _Name:
    """One part of a path: literal, field, literal ... literal; only the first and the last literal may be empty."""

    literals: tuple[str, ...]
    fields: tuple[str, ...]

    def read(self, text: str, known: dict[str, str]) -> dict[str, str] | None:
        """The fields that the text adds to the known ones; None when it does not fit."""
        literals, fields = [self.literals[0]], []
        for field, literal in zip(self.fields, self.literals[1:], strict=True):
            if field in known:
                literals[-1] += known[field] + literal
            else:
                fields.append(field)
                literals.append(literal)
        if not fields:
            return {} if text == literals[0] else None
        head, *between, tail = literals
        if len(text) > MOST_CHARACTERS or not (text.startswith(head) and text.endswith(tail)):
            return None
        return _parted(text[len(head) : len(text) - len(tail)], fields, between, set())


@dataclass(frozen=True, slots=True)
class Template:
    """A layout of paths from a volume's root. Made by `compile_template`."""

    text: str
    """In composed form (NFC); `text.format(**fields)` is the path that tells these fields."""
    _names: tuple[_Name, ...]

    def match(self, rel_path: str) -> dict[str, str] | None:
        """The fields of a file's path, in composed form (NFC); None when it is not of this layout."""
        names = _composed(rel_path).split("/")
        return self._read(names) if len(names) == len(self._names) else None

    def match_folder(self, rel_path: str) -> dict[str, str] | None:
        """The fields that a folder's path tells as far as it goes; None when it is not of this layout.

        What lies below the last folder of the template adds nothing: `{shot}/{task}/{name}.nk` reads sh010/comp/tmp.
        """
        names = [name for name in _composed(rel_path).split("/") if name]
        return self._read(names[: len(self._names) - 1])

    def _read(self, names: list[str]) -> dict[str, str] | None:
        known: dict[str, str] = {}
        for name, text in zip(self._names, names, strict=False):
            added = name.read(text, known)
            if added is None:
                return None
            known |= added
        return known


def compile_template(text: str) -> Template:
    """A template of its text. Raises Mistake."""
    text = _composed(text)
    names: list[_Name] = []
    for part in text.split("/"):
        try:
            names.append(_name(part, {field for name in names for field in name.fields}))
        except Mistake as mistake:
            raise Mistake(f"{text!r}: {mistake.cause}", mistake.remedy) from None
    if not any(name.fields for name in names):
        raise Mistake(f"{text!r} has no placeholder", "write what varies in braces, as {shot}")
    return Template(text, tuple(names))


def _name(text: str, before: set[str]) -> _Name:
    """One part of a template; `before` are the fields of the parts before it."""
    if text in {"", ".", ".."} or "\\" in text:
        raise Mistake(f"{text!r} is no name of a folder or file", "part names by one /, with none in front")
    pieces = _PLACEHOLDER.split(text)
    literals, fields = pieces[::2], pieces[1::2]
    if any("{" in literal or "}" in literal for literal in literals):
        raise Mistake(f"the braces of {text!r} do not pair", "write placeholders as {shot}, one brace at each side")
    for field in fields:
        _check_field(field)
        if field not in before and fields.count(field) > 1:
            raise Mistake(f"{{{field}}} stands twice in {text!r}", "give the second one a name of its own")
    if not all(literals[1:-1]):
        raise Mistake(f"nothing parts two placeholders of {text!r}", "put the text that stands between them there")
    return _Name(tuple(literals), tuple(fields))


def _check_field(field: str) -> None:
    if not _FIELD.fullmatch(field):
        raise Mistake(f"{{{field}}} is no placeholder", "use a-z, 0-9 and _ only, as in {shot}")
    if field in FIELDS:
        return
    # A slip would be taken for a field of the studio's own and never be noticed.
    meant = [each for each in FIELDS if each.startswith(field)] or difflib.get_close_matches(field, FIELDS, 1, 0.8)
    if meant:
        raise Mistake(f"{{{field}}} is unknown", f"is {{{meant[0]}}} meant? Else take another word")


def _parted(text: str, fields: list[str], between: list[str], dead: set[tuple[int, int]]) -> dict[str, str] | None:
    """The text as values of the fields, in order, with these literals between them.

    `dead` are the ends where no way led to the beginning: each is tried once, so that time stays bounded.
    """
    *others, last = fields
    if not others:
        return {last: text} if _fits(last, text) else None
    if (len(fields), len(text)) in dead:
        return None
    literal = between[-1]
    at = text.rfind(literal)
    while at > 0:
        value = text[at + len(literal) :]
        if _fits(last, value) and (found := _parted(text[:at], others, between[:-1], dead)):
            return found | {last: value}
        at = text.rfind(literal, 0, at + len(literal) - 1)
    dead.add((len(fields), len(text)))
    return None


def _fits(field: str, value: str) -> bool:
    form = _FORMS.get(field)
    return bool(value) and (form is None or form.fullmatch(value) is not None)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
