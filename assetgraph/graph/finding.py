"""Finding assets: words over names and embedded text by the full-text indexes, and a technical filter.

Not here: the filter's language (filters.py).
"""

from __future__ import annotations

import re
from collections.abc import Generator
from functools import cache
from typing import Any

from neo4j.exceptions import Neo4jError
from pydantic import BaseModel, Field

from assetgraph.errors import ParameterError
from assetgraph.graph.connection import Graph, Row, refused
from assetgraph.graph.cypher_files import analysis, is_sendable
from assetgraph.graph.filters import Condition, condition
from assetgraph.graph.queries import Rows, plain, raw_path_b64
from assetgraph.model import nodes

_WORD = re.compile(r'"([^"]*)"|(\S+)')
_SPECIAL = re.compile(r'[+\-&|!(){}\[\]^"~*?:\\/]')
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_SHORTEST_BEGINNING = 2
_WHERE = "true /*where*/"
_ALIVE = "a.status <> 'VANISHED'"


class FoundRow(BaseModel):
    """An asset that was found, with what is known of it."""

    path: str
    kind: str
    format: str | None
    score: float = Field(description="how well it fits the words; 1 where none were given")
    metadata: dict[str, Any]
    raw_path_b64: str | None = None


def find(graph: Graph, text: str, where: str, *, limit: int, timeout_s: float) -> Rows[FoundRow]:
    """Assets that fit all words and the filter, the best first; without words in no order.

    A word also finds what begins with it; in quotes several words stand together. Vanished assets are left out unless
    the filter names `status`. Raises ParameterError for a filter that cannot be read, QueryRefused.
    """
    if limit < 0:
        raise ParameterError("limit is below zero", next_step="give a number of rows")
    if not is_sendable([text, where]):
        raise ParameterError("the words or the filter are no Unicode text", next_step="write them in UTF-8")
    asked = condition(where) if where.strip() else Condition("true")
    if "status" not in asked.names:
        asked.text = f"{_ALIVE} AND {asked.text}"
    words = lucene(text)
    if text.strip() and not words:
        return Rows(_no_rows(), limit)
    return Rows(_rows(graph, words, asked, limit, timeout_s), limit)


def lucene(text: str) -> str:
    """Words as a query in Lucene's language that means just these words: all of them, each whole or as a beginning."""
    return " AND ".join(filter(None, (_term(*found) for found in _WORD.findall(text.replace("\0", " ")))))


def _term(phrase: str, word: str) -> str:
    if phrase.strip():
        return f'"{_SPECIAL.sub(lambda sign: chr(92) + sign[0], phrase.strip())}"'
    parts = [part for part in re.split(r"[\W_]+", word) if part]
    terms = []
    for part in parts:
        plain = part.lower() if part in _OPERATORS else part
        begun = f" OR {plain}*" if len(plain) >= _SHORTEST_BEGINNING else ""
        terms.append(f"({plain}^4{begun})")
    return " AND ".join(terms)


def _no_rows() -> Generator[FoundRow]:
    yield from ()


def _rows(graph: Graph, words: str, asked: Condition, limit: int, timeout_s: float) -> Generator[FoundRow]:
    statement = analysis("find_by_text" if words else "find_by_filter").replace(_WHERE, asked.text)
    params = {**asked.params, "limit": limit + 1, "text": words}
    try:
        yield from map(_row, graph.stream(statement, params, timeout_s=timeout_s))
    except Neo4jError as error:
        raise refused(error) from None


def _row(row: Row) -> FoundRow:
    known = row["properties"]
    return FoundRow(
        path=row["path"],
        kind=known["kind"],
        format=known.get("format"),
        score=round(row["score"], 4),
        metadata={name: plain(known[name]) for name in _described() if name in known},
        raw_path_b64=raw_path_b64(row["raw_parts"]),
    )


@cache
def _described() -> tuple[str, ...]:
    """Properties that tell what a file is, in the vocabulary's names."""
    groups = (nodes.Picture, nodes.Motion, nodes.Sound, nodes.FrameFile, nodes.Camera, nodes.Description)
    return tuple(name for group in groups for name in vars(group) if not name.startswith("_"))
