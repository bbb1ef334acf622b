"""Saved queries as favourites of Neo4j Browser. That each runs is checked on a real server in tests/graph."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assetgraph.browser.favourites import FOLDER, favourites, favourites_zip, table_text
from assetgraph.graph.cypher_files import parse, queries

SAMPLE = """\
// name: sample
// ask: What?
// why: because
// param: limit int = 20      rows
// param: kind string = null      only this kind
// param: word string = it's      a word
// param: path string      where
// returns: name string
// writes: none
// scale: small
CYPHER 25
MATCH (a:Asset) WHERE ($kind IS NULL OR a.kind = $kind) AND a.name <> $word AND a.rel_path = $path
RETURN a.name AS name LIMIT $limit
//!visual
CYPHER 25
MATCH path = (:Asset)-[:$('IN_FOLDER')]->() RETURN path LIMIT 300
"""


def test_favourites_when_made_then_every_saved_query_is_there_as_table_and_picture() -> None:
    wanted = {f"{FOLDER}/{name}{end}.cypher" for name in queries() for end in ("", "_picture")}
    assert set(favourites()) == wanted


@pytest.mark.parametrize("name", sorted(favourites()))
def test_favourite_when_shown_then_its_first_line_is_a_title_of_its_own(name: str) -> None:
    first = {text.splitlines()[0] for text in favourites().values()}
    assert len(first) == len(favourites())
    title = favourites()[name].splitlines()[0]
    assert title.startswith("// ")
    assert title.endswith("?") or title.endswith("? (picture)")


def test_table_when_a_query_has_parameters_then_their_defaults_stand_behind_their_names(tmp_path: Path) -> None:
    path = tmp_path / "sample.cypher"
    path.write_text(SAMPLE, encoding="utf-8")
    assert table_text(parse(path)).splitlines() == [
        "// What?",
        "// because",
        "// limit: rows",
        "// kind: only this kind",
        "// word: a word",
        "// path: where (fill in)",
        "CYPHER 25",
        'MATCH (a:Asset) WHERE (/*kind*/ null IS NULL OR a.kind = /*kind*/ null) AND a.name <> /*word*/ "it\'s" '
        "AND a.rel_path = /*path*/ null",
        "RETURN a.name AS name LIMIT /*limit*/ 20",
    ]


def test_zip_when_made_twice_then_is_the_same_and_holds_the_favourites() -> None:
    data = favourites_zip()
    assert data == favourites_zip()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == favourites()
