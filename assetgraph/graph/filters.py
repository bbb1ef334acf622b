"""Technical filters as people type them: `video_codec=prores and height>=2160 and hdr_format`. Pure.

    filter = test | filter and filter | filter or filter | not filter | ( filter )
    test   = NAME                      the property is there
           | NAME OP VALUE             OP is = != < <= > >= ~ (~ holds the text, in any case)

Names are those of the model's indexed properties of assets; values are numbers, words, "text in quotes", rationals
(24000/1001, or 23.976 for it) and, for sizes, 10GB or 10GiB. Of a list any entry counts. What is absent fits no test
but `not`. A filter becomes a condition in Cypher in which every value is a parameter.

Not here: running it (finding.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Any

from assetgraph.errors import ParameterError
from assetgraph.model.registry import PropertyType, node_types

LONGEST = 10_000
MOST_NESTED = 100
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<paren>[()])
      | (?P<op>!=|<=|>=|==|=|<|>|~)
      | "(?P<quoted>(?:\\.|[^"\\])*)"
      | '(?P<single>(?:\\.|[^'\\])*)'
      | (?P<word>[^\s()=!<>~"']+)
      | (?P<other>\S)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ORDERED = ("<", "<=", ">", ">=")
_RATIONAL = frozenset({"frame_rate", "exposure_time_s", "pixel_aspect_ratio"})
_QUOTIENT = "toFloat(split({0}, '/')[0]) / toFloat(split({0}, '/')[1])"
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgtp]?)(i?)b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_WHOLE = re.compile(r"[-+]?\d{1,18}")
_EXAMPLE = 'write it as: video_codec=prores and height>=2160 and not camera_make="ARRI"'


@dataclass(slots=True)
class Condition:
    """A filter as Cypher over an asset `a`, its parameters, and the properties it names."""

    text: str
    params: dict[str, Any] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


@cache
def filterable() -> dict[str, PropertyType]:
    """The properties that a filter may name: those of assets that have an index."""
    found = {}
    for node in node_types().values():
        if node.base == "Asset":
            found.update({name: kind for name, kind in node.properties.items() if _is_asked_for(kind)})
    return found


def _is_asked_for(kind: PropertyType) -> bool:
    return kind.indexed and kind.type != "datetime" and not kind.name.endswith("_key")


def condition(text: str) -> Condition:
    """A filter's text as a condition. Raises ParameterError, naming what is wrong, where, and what may be meant."""
    if len(text) > LONGEST:
        raise ParameterError(f"the filter has more than {LONGEST:,} signs", next_step="ask in several steps")
    return _Parser(text).parse()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _Parser:
    """Reads a filter from left to right; `and` binds closer than `or`."""

    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), _Token("end", "", len(text))]
        self._place = 0
        self._nested = 0
        self._found = Condition("")

    def parse(self) -> Condition:
        self._found.text = self._any()
        if self._next.kind != "end":
            raise self._wrong("nothing more was expected")
        return self._found

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._next
        self._place += 1
        return token

    def _is(self, word: str) -> bool:
        return self._next.kind == "word" and self._next.text.lower() == word

    def _any(self) -> str:
        self._nested += 1
        if self._nested > MOST_NESTED:
            raise self._wrong(f"more than {MOST_NESTED} parentheses or nots")
        parts = [self._all()]
        while self._is("or"):
            self._take()
            parts.append(self._all())
        self._nested -= 1
        return f"({' OR '.join(parts)})"

    def _all(self) -> str:
        parts = [self._one()]
        while self._is("and"):
            self._take()
            parts.append(self._one())
        return " AND ".join(parts)

    def _one(self) -> str:
        if self._is("not"):
            self._take()
            self._nested += 1
            if self._nested > MOST_NESTED:
                raise self._wrong(f"more than {MOST_NESTED} parentheses or nots")
            inner = self._one()
            self._nested -= 1
            return f"NOT coalesce({inner}, false)"
        if self._next.text == "(" and self._next.kind == "paren":
            self._take()
            inner = self._any()
            if self._next.text != ")" or self._next.kind != "paren":
                raise self._wrong("a closing parenthesis is missing")
            self._take()
            return inner
        return self._test()

    def _test(self) -> str:
        if self._next.kind != "word":
            raise self._wrong("the name of a property was expected")
        kind = self._property(self._take())
        if self._next.kind != "op":
            return f"a.{kind.name} IS NOT NULL"
        operator = self._take().text.replace("==", "=")
        if self._next.kind not in {"word", "text"}:
            raise self._wrong(f"a value was expected after {operator}")
        return self._comparison(kind, operator, self._take())

    def _property(self, token: _Token) -> PropertyType:
        kind = filterable().get(token.text)
        if kind is None:
            near = get_close_matches(token.text.lower(), filterable(), n=4, cutoff=0.5)
            step = f"is {' or '.join(near)} meant?" if near else f"there is: {', '.join(sorted(filterable()))}"
            raise ParameterError(f"no property {token.text!r} to filter by", next_step=step)
        self._found.names.add(kind.name)
        return kind

    def _comparison(self, kind: PropertyType, operator: str, token: _Token) -> str:
        place = f"a.{kind.name}"
        if kind.type.startswith("list of"):
            return self._of_list(place, operator, token)
        if operator == "~":
            return _told(place, f"toLower({place}) CONTAINS {self._param(token.text.lower())}")
        if kind.name in _RATIONAL:
            return self._of_rational(place, operator, token)
        value = self._value(kind, token)
        if operator == "!=":
            return f"{place} <> {self._param(value)}"
        if operator in _ORDERED and kind.type == "boolean":
            raise self._wrong(f"{kind.name} is true or false", token)
        return f"{place} {operator} {self._param(value)}"

    def _of_list(self, place: str, operator: str, token: _Token) -> str:
        said = self._param(token.text.lower())
        match operator:
            case "=":
                return _told(place, f"any(each IN {place} WHERE toLower(toString(each)) = {said})")
            case "!=":
                return _told(place, f"none(each IN {place} WHERE toLower(toString(each)) = {said})")
            case "~":
                return _told(place, f"any(each IN {place} WHERE toLower(toString(each)) CONTAINS {said})")
        raise self._wrong("of a list only = != and ~ can be asked", token)

    def _of_rational(self, place: str, operator: str, token: _Token) -> str:
        value = self._rational(token)
        if operator in _ORDERED and place == "a.frame_rate":
            return f"a.fps {operator} {self._param(float(value))}"
        if operator in _ORDERED:
            return _told(place, f"{_QUOTIENT.format(place)} {operator} {self._param(float(value))}")
        spelt = self._param(sorted(_spelt(value)))
        return f"{place} IN {spelt}" if operator == "=" else f"NOT {place} IN {spelt}"

    def _rational(self, token: _Token) -> Fraction:
        try:
            value = Fraction(token.text)
        except (ValueError, ZeroDivisionError):
            raise self._wrong(f"{token.text!r} is no number", token) from None
        if not 0 < value < 10**9 or value.denominator > 10**9:
            raise self._wrong(f"{token.text!r} is beyond all measure", token)
        return value

    def _value(self, kind: PropertyType, token: _Token) -> Any:
        text = token.text
        match kind.type:
            case "integer":
                size = _SIZE.fullmatch(text) if kind.unit == "byte" else None
                if size:
                    base = 1024 if size[3] else 1000
                    return min(round(float(size[1]) * base ** _POWERS[size[2].lower()]), 2**63 - 1)
                if _WHOLE.fullmatch(text):
                    return int(text)
                return self._float(token)
            case "float":
                return self._float(token)
            case "boolean":
                if text.lower() not in {"true", "false"}:
                    raise self._wrong(f"{kind.name} is true or false", token)
                return text.lower() == "true"
        return text

    def _float(self, token: _Token) -> float:
        try:
            value = float(Fraction(token.text))
        except (ValueError, ZeroDivisionError, OverflowError):
            raise self._wrong(f"{token.text!r} is no number", token) from None
        return value

    def _param(self, value: Any) -> str:
        name = f"where{len(self._found.params)}"
        self._found.params[name] = value
        return f"${name}"

    def _wrong(self, reason: str, token: _Token | None = None) -> ParameterError:
        token = token or self._next
        where = f"at {token.text!r}, sign {token.at + 1}" if token.kind != "end" else "at its end"
        return ParameterError(f"the filter cannot be read {where}: {reason}", next_step=_EXAMPLE)


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    text = text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            return
        kind = found.lastgroup or ""
        start = found.start(kind)
        if kind == "other":
            raise ParameterError(f"the filter cannot be read at {found[kind]!r}, sign {start + 1}", next_step=_EXAMPLE)
        if kind in {"quoted", "single"}:
            yield _Token("text", _ESCAPED.sub(r"\1", found[kind]), start)
        else:
            yield _Token(kind, found[kind], start)
        place = found.end()


def _spelt(value: Fraction) -> set[str]:
    """A rational as the graph has it: itself, and the n*1000/1001 that a rounded decimal stands for."""
    found = {f"{value.numerator}/{value.denominator}"}
    near = Fraction(round(value * 1001 / 1000) * 1000, 1001)
    if near and abs(near - value) <= value / 10_000:
        found.add(f"{near.numerator}/{near.denominator}")
    return found


def _told(place: str, test: str) -> str:
    """A test that no index answers, of those assets alone that have the property: an index has these."""
    return f"({place} IS NOT NULL AND {test})"
