"""Finding assets: words over names and embedded text by the full-text indexes, and a technical filter.

Not here: the filter's language (filters.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import cache, partial
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
# The index gives so many hits in a third of the time that it takes for all of a million.
_BEST = 100_000
# So many assets are named to the index one by one; it takes at most 1,024 terms in one question.
_FEW, _TERMS = 1800, 900
_ALIVE = "a.status <> 'VANISHED'"


_INDEXES = tuple(
    (tuple(field for field in fields if field != key), key)
    for fields, key in (
        (nodes.Asset.__fulltext__["asset_text"], "uid"),
        (nodes.EmbeddedMetadata.__fulltext__["embedded_text"], "asset_uid"),
    )
)
"""Of each full-text index the fields that hold words, and the one that holds the uid of the asset."""


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
        asked.text = f"{asked.text} AND {_ALIVE}"
    words = list(terms(text))
    if text.strip() and not words:
        return Rows(_no_rows(), limit)
    return Rows(_rows(graph, words, asked, limit, timeout_s), limit)


def terms(text: str) -> Iterator[str]:
    """Each word as a term in Lucene's language that means just this word, whole or as a beginning."""
    for phrase, word in _WORD.findall(text.replace("\0", " ")):
        if phrase.strip():
            yield f'"{_escaped(phrase.strip())}"'
        else:
            yield from map(_term, filter(None, re.split(r"[\W_]+", word)))


def _term(word: str) -> str:
    plain = word.lower() if word in _OPERATORS else word
    begun = f" OR {plain}*" if len(plain) >= _SHORTEST_BEGINNING else ""
    return f"({plain}^4{begun})"


def _escaped(said: str) -> str:
    return _SPECIAL.sub(lambda sign: chr(92) + sign[0], said)


def lucene(words: Iterable[str], fields: Iterable[str]) -> str:
    """A query for all of these terms, each in any of these fields; a key that is indexed, too, is none of them."""
    names = list(fields)
    return " AND ".join("(" + " OR ".join(f"{name}:{word}" for name in names) + ")" for word in words)


def _no_rows() -> Generator[FoundRow]:
    yield from ()


def _rows(graph: Graph, words: list[str], asked: Condition, limit: int, timeout_s: float) -> Generator[FoundRow]:
    def ask(name: str, **params: Any) -> Iterator[Row]:
        statement = analysis(name).replace(_WHERE, asked.text)
        return graph.stream(statement, {**asked.params, **params}, timeout_s=timeout_s)

    try:
        if words:
            found = _by_words(ask, words, limit + 1, is_filtered=bool(asked.names))
        else:
            found = ask("find_by_filter", limit=limit + 1)
        yield from map(_row, found)
    except Neo4jError as error:
        raise refused(error) from None


def _by_words(ask: Callable[..., Iterator[Row]], words: list[str], limit: int, *, is_filtered: bool) -> Iterator[Row]:
    """Among the few assets that a filter leaves, else among the best hits, and only then among all."""
    of_assets, of_embedded = (lucene(words, fields) for fields, _ in _INDEXES)
    if is_filtered:
        uids = next(ask("find_uids", most=_FEW))["uids"]
        if uids is not None:
            parts = [_key_terms(uids[start : start + _TERMS]) for start in range(0, len(uids), _TERMS)]
            asset_texts, embedded_texts = (
                [f"{text} AND {key}:{part}" for part in parts]
                for text, (_, key) in zip((of_assets, of_embedded), _INDEXES, strict=True)
            )
            return ask("find_among", asset_texts=asset_texts, embedded_texts=embedded_texts, limit=limit)
    by_text = partial(ask, "find_by_text", asset_text=of_assets, embedded_text=of_embedded, limit=limit)
    best = list(by_text(options={"limit": _BEST})) if limit <= _BEST else []
    return iter(best) if len(best) == limit else by_text(options={})


def _key_terms(uids: Iterable[str]) -> str:
    """One of these, which counts nothing in the score."""
    return "(" + " OR ".join(f'"{_escaped(uid)}"' for uid in uids) + ")^0"


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
