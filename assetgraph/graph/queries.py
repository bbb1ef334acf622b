"""Asking: saved queries as typed rows, and a TD's own Cypher through a read-only gateway.

Not here: parsing the files (cypher_files.py).
"""

from __future__ import annotations

import base64
import json
import math
import re
import reprlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import Neo4jError
from pydantic import BaseModel, create_model

from assetgraph.errors import GraphError, ParameterError, QueryRefused
from assetgraph.graph.connection import Graph, refused
from assetgraph.graph.cypher_files import LIMIT, MAX_INTEGER, CypherFile, is_sendable

T = TypeVar("T")

_TYPES: dict[str, Any] = {
    "string": str,
    "int": int,
    "float": float,
    "bool": bool,
    "strings": list[str],
    "rawpath": str,
    "rawpaths": list[str | None],
    "json": Any,
    "datetime": str,
}
_FOREIGN = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)
_CALL = re.compile(r"\bCALL\s+([\w.]+)\s*(?:\(|YIELD|$)", re.IGNORECASE | re.MULTILINE)
_ALLOWED_CALLS = (
    "db.labels",
    "db.relationshipTypes",
    "db.propertyKeys",
    "db.schema.visualization",
    "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties",
    "db.index.fulltext.queryNodes",
    "db.index.fulltext.queryRelationships",
)
# Cypher reads \\u0041 as A, even inside a keyword.
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_TERMINATE = re.compile(r"\bTERMINATE\s+TRANSACTIONS?\b", re.IGNORECASE)
_NOISE = re.compile(r"//[^\n\r]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`((?:[^`]|``)*)`", re.DOTALL)
_INVISIBLE = re.compile("[\u180e\u200b\u2060\ufeff]")


class Rows(Iterator[T]):
    """Rows as they come, `limit` at most. Once all are read, `truncated` tells whether there were more."""

    def __init__(self, rows: Generator[T], limit: int | None) -> None:
        self.limit = limit
        self.truncated = False
        self._rows = rows
        self._given = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        row = next(self._rows)
        if self._given == self.limit:
            self.truncated = True
            self._rows.close()
            raise StopIteration
        self._given += 1
        return row


@cache
def row_model(query: CypherFile) -> type[BaseModel]:
    """The pydantic model of a saved query's rows; every column may be None."""
    fields: dict[str, Any] = {name: (_TYPES[kind] | None, None) for name, kind in query.returns}
    return create_model(f"{query.name.title().replace('_', '')}Row", **fields)


def run_query(graph: Graph, query: CypherFile, params: Mapping[str, Any], *, timeout_s: float) -> Rows[BaseModel]:
    """Rows of a saved query. Raises ParameterError at once, QueryRefused while it runs."""
    bound = query.bind(params)
    limit = bound.get(LIMIT)
    if limit is not None:
        # The row that is asked for beyond the limit tells whether there is one.
        bound[LIMIT] = min(limit + 1, MAX_INTEGER)
    return Rows(_typed_rows(graph, query, bound, timeout_s), limit)


def ask(
    graph: Graph, cypher: str, params: Mapping[str, Any], *, timeout_s: float, max_rows: int
) -> Rows[dict[str, Any]]:
    """Rows of a typed query in a READ session, `max_rows` at most.

    What reads files or the network through the server, and procedures that are not known to only read the
    graph, are refused before they are sent. Raises ParameterError for values that Neo4j does not take.
    """
    if not is_sendable(cypher):
        raise QueryRefused("the query is no Unicode text", next_step="write it in UTF-8")
    check_harmless(cypher)
    for name, value in params.items():
        if not is_sendable(value):
            raise ParameterError(
                f"{name}={reprlib.repr(value)} is no value that Neo4j takes",
                next_step="give integers of 64 bits, finite numbers, text in Unicode",
            )
    return Rows(_plain_rows(graph, cypher, params, timeout_s), max_rows)


def _typed_rows(graph: Graph, query: CypherFile, bound: Mapping[str, Any], timeout_s: float) -> Generator[BaseModel]:
    model = row_model(query)
    kinds = dict(query.returns)
    try:
        for row in graph.stream(query.statement, bound, timeout_s=timeout_s):
            if row.keys() != kinds.keys():
                raise GraphError(f"query {query.name} returns {list(row)}", next_step="correct its header")
            yield model(**{name: _value(kinds[name], value) for name, value in row.items()})
    except Neo4jError as error:
        raise refused(error) from None


def _plain_rows(graph: Graph, cypher: str, params: Mapping[str, Any], timeout_s: float) -> Generator[dict[str, Any]]:
    try:
        for row in graph.stream(cypher, params, timeout_s=timeout_s):
            yield {name: plain(value) for name, value in row.items()}
    except Neo4jError as error:
        raise refused(error) from None


def check_harmless(cypher: str) -> None:
    """Raise QueryRefused for LOAD CSV, and for procedures outside an allow-list."""
    for text in (cypher, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), cypher)):
        _check_text(_bare(text))


def _bare(cypher: str) -> str:
    """Only words and signs: without text and comments, quoted names unquoted, no space around dots."""
    words = _NOISE.sub(lambda match: " " if match[1] is None else re.sub(r"[^\w.]", "_", match[1]), cypher)
    return re.sub(r"\s*\.\s*", ".", _INVISIBLE.sub(" ", words))


def _check_text(bare: str) -> None:
    if _TERMINATE.search(bare):
        raise QueryRefused("only reading queries are allowed here", next_step="leave out what ends transactions")
    if _FOREIGN.search(bare):
        raise QueryRefused("LOAD CSV reads files and addresses from the server", next_step="leave it out")
    for name in _CALL.findall(bare):
        if name not in _ALLOWED_CALLS:
            raise QueryRefused(
                f"procedure {name} is not among those known to only read the graph",
                next_step=f"allowed: {', '.join(_ALLOWED_CALLS)}",
            )


def plain(value: Any) -> Any:
    """A value from the server as JSON can hold it: nodes as maps with labels, paths as lists, bytes as base64."""
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), **{key: plain(each) for key, each in value.items()}}
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, **{key: plain(each) for key, each in value.items()}}
    if isinstance(value, neo4j.graph.Path):
        return [plain(value.nodes[0])] + [
            plain(each) for pair in zip(value.relationships, value.nodes[1:], strict=True) for each in pair
        ]
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no such number
    return value.iso_format() if hasattr(value, "iso_format") else value


def raw_path_b64(parts: Sequence[bytes | str] | None) -> str | None:
    """Folder and name, of which either may be no text, as the base64 of the path; None where both are text."""
    if parts is None:
        return None
    return base64.b64encode(
        b"/".join(part.encode() if isinstance(part, str) else bytes(part) for part in parts)
    ).decode()


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "rawpath":
        return raw_path_b64(value)
    if kind == "rawpaths":
        return [raw_path_b64(each) for each in value]
    if kind == "json":
        return json.loads(value) if isinstance(value, str) else [json.loads(each) for each in value]
    return plain(value)
