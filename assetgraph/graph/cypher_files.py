"""The .cypher files: found, parsed, their headers enforced.

A file is a header of `// key: text` lines and one statement; after a line `//!visual` may follow the same
question for Neo4j Browser, returning paths to draw. A parameter has a type, or the words it may be:

    // param: stage scan|stat|probe = null      only this stage
    // param: document path = null      the path of an asset
    // param: limit int = 1000      rows

The one named `limit` is the most rows a caller gets; whoever runs the query tells when there were more.
Not here: running them (queries.py, writer.py).
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from assetgraph.errors import ParameterError, QueryFileError, UnknownQuery
from assetgraph.model.data import data_path

_HEADER = re.compile(r"^// ?(name|ask|why|param|returns|writes|scale|browser):\s*(.*)$")
_PARAM = re.compile(
    r"^(\w+) (string|path|int|float|bool|strings|json|datetime|[\w-]+(?:\|[\w-]+)+)(?:\s*=\s*(\S+))?(?:\s{2,}(.*))?$"
)
_COLUMN = re.compile(r"^(\w+) (string|int|float|bool|strings|bytes|rawpath|rawpaths|json|datetime)$")
_VISUAL = "//!visual"
_LANGUAGE = "CYPHER 25"
LIMIT = "limit"
MAX_INTEGER = 2**63 - 1
_CASTS: dict[str, Any] = {"string": str, "path": str, "int": int, "float": float}
_INTEGERS = range(-MAX_INTEGER - 1, MAX_INTEGER + 1)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a query; required when it has no default. `choices`, where there are any, are all it may be."""

    name: str
    type: str
    default: Any
    required: bool
    help: str
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """How to give it: `limit int = 20`, `stage scan|probe (optional)`."""
        if self.default is not None:
            return f"{self.name} {self._kind} = {self.default}"
        return f"{self.name} {self._kind}" + ("" if self.required else " (optional)")

    def cast(self, value: Any) -> Any:
        """The value in the parameter's type; raises ParameterError."""
        if value is None and self.default is None and not self.required:
            return None
        try:
            found = self._converted(value)
        except (ValueError, KeyError, TypeError, OverflowError):
            raise self._error(value, f"is no {self.type}") from None
        if not is_sendable(found):
            raise self._error(value, f"is no {self.type} that Neo4j takes")
        if self.choices and found not in self.choices:
            raise self._error(value, f"is none of {', '.join(self.choices)}")
        if self.name == LIMIT and found < 0:
            raise self._error(value, "is below zero")
        return found

    @property
    def _kind(self) -> str:
        return "|".join(self.choices) or self.type

    def _converted(self, value: Any) -> Any:
        if self.type == "bool":
            return {"true": True, "false": False}[str(value).lower()]
        found = _CASTS[self.type](value)
        if not isinstance(value, str) and (found != value or isinstance(value, bool)):
            raise ValueError("it would not stay the same")
        return found

    def _error(self, value: Any, fault: str) -> ParameterError:
        return ParameterError(
            f"{self.name}={reprlib.repr(value)} {fault}", next_step=f"give --param {self.name}=<{self._kind}>"
        )


def is_sendable(value: Any) -> bool:
    """Whether Neo4j takes a value: integers of 64 bits, finite numbers, text in Unicode, lists and maps of those."""
    if isinstance(value, int):
        return value in _INTEGERS
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, str):
        return not _SURROGATE.search(value)
    if isinstance(value, Mapping):
        return all(is_sendable(part) for pair in value.items() for part in pair)
    return not isinstance(value, list | tuple) or all(map(is_sendable, value))


@dataclass(frozen=True, slots=True)
class CypherFile:
    """One parsed file."""

    path: Path
    name: str
    ask: str
    why: str
    params: tuple[Param, ...]
    returns: tuple[tuple[str, str], ...]
    writes: str
    scale: str
    statement: str
    visual: str

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with their values; raises ParameterError for a missing, unknown or wrong one."""
        known = {param.name: param for param in self.params}
        for name in given:
            if name not in known:
                raise ParameterError(
                    f"query {self.name} has no parameter {name!r}",
                    next_step=f"it has: {', '.join(known) or 'none'}",
                )
        for param in self.params:
            if param.required and param.name not in given:
                raise ParameterError(
                    f"query {self.name} needs {param.name}",
                    next_step=f"give --param {param.name}=<{param.type}>",
                )
        return {name: param.cast(given[name]) if name in given else param.default for name, param in known.items()}


@cache
def queries() -> dict[str, CypherFile]:
    """Every saved query by its name: those of cypher/queries."""
    found = {path.stem: parse(path) for path in sorted((data_path("cypher") / "queries").glob("*.cypher"))}
    for each in found.values():
        if each.writes != "none":
            raise QueryFileError("a saved query must not write", path=str(each.path), next_step="see maintenance/")
    return found


def query(name: str) -> CypherFile:
    """The saved query of that name; raises UnknownQuery naming the nearest ones."""
    try:
        return queries()[name]
    except KeyError:
        from difflib import get_close_matches

        near = get_close_matches(name, queries(), n=3) or sorted(queries())
        raise UnknownQuery(f"no query named {name!r}", next_step=f"there is: {', '.join(near)}") from None


@cache
def analysis(name: str) -> str:
    """The statement of a file in cypher/analyses: what an analysis asks, step by step, ready to run."""
    return parse(data_path("cypher") / "analyses" / f"{name}.cypher").statement


@cache
def maintenance(name: str) -> str:
    """The statement of a file in cypher/maintenance, ready to run."""
    return parse(data_path("cypher") / "maintenance" / f"{name}.cypher").statement


def maintenance_steps(prefix: str) -> Iterator[str]:
    """The statements of all files in cypher/maintenance whose names begin so, in the order of their names."""
    for path in sorted((data_path("cypher") / "maintenance").glob(f"{prefix}*.cypher")):
        yield parse(path).statement


def parse(path: Path) -> CypherFile:
    """Parse one file; raises QueryFileError naming what its header lacks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header: dict[str, list[str]] = {}
    body = 0
    for body, line in enumerate(lines):  # noqa: B007
        match = _HEADER.match(line)
        if not match:
            break
        header.setdefault(match[1], []).append(match[2].strip())
    text = "\n".join(lines[body:])
    statement, _, visual = text.partition(_VISUAL)
    statement = statement.strip().rstrip(";")
    missing = [key for key in ("name", "ask", "why", "returns", "writes", "scale") if key not in header]
    if missing:
        raise QueryFileError(f"the header lacks {missing[0]!r}", path=str(path), next_step="add it")
    if header["name"][0] != path.stem:
        raise QueryFileError(f"its name is {header['name'][0]!r}", path=str(path), next_step="name both alike")
    if not statement.startswith(_LANGUAGE):
        raise QueryFileError(f"the statement does not open with {_LANGUAGE}", path=str(path), next_step="add it")
    return CypherFile(
        path=path,
        name=path.stem,
        ask=header["ask"][0],
        why=header["why"][0],
        params=tuple(_param(path, text) for text in header.get("param", [])),
        returns=tuple(_columns(path, header["returns"][0])),
        writes=header["writes"][0],
        scale=header["scale"][0],
        statement=statement,
        visual=visual.strip().rstrip(";"),
    )


def _param(path: Path, text: str) -> Param:
    match = _PARAM.match(text)
    if not match:
        raise QueryFileError(f"cannot read param {text!r}", path=str(path), next_step="NAME TYPE = DEFAULT  meaning")
    name, kind, default, meaning = match.groups()
    choices = tuple(kind.split("|")) if "|" in kind else ()
    param = Param(name, "string" if choices else kind, None, default is None, meaning or "", choices)
    if name == LIMIT and (kind != "int" or default == "null"):
        raise QueryFileError("its limit is no number", path=str(path), next_step=f"{LIMIT} int = 1000")
    if default in {None, "null"}:
        return param
    try:
        return replace(param, default=param.cast(default.strip("'\"")))
    except ParameterError as error:
        raise QueryFileError(error.reason, path=str(path), next_step="correct that default") from None


def _columns(path: Path, text: str) -> list[tuple[str, str]]:
    columns = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _COLUMN.match(part)
        if not match:
            raise QueryFileError(f"cannot read column {part!r}", path=str(path), next_step="NAME TYPE, NAME TYPE")
        columns.append((match[1], match[2]))
    return columns
