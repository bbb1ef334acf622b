"""Headers of .cypher files: what is enforced, and what a caller may bind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assetgraph.errors import ParameterError, QueryFileError, UnknownQuery
from assetgraph.graph import cypher_files
from assetgraph.model.data import data_path

GOOD = """\
// name: sample
// ask: What?
// why: because
// param: limit int = 20      rows
// param: name string
// param: days float = null      only the last days
// param: deep bool = false
// returns: path string, size_bytes int
// writes: none
// scale: small
CYPHER 25
MATCH (a:Asset) RETURN a.name AS path, 1 AS size_bytes;
//!visual
CYPHER 25
MATCH path = (:Asset) RETURN path LIMIT 300
"""
FOLDERS = ("queries", "analyses", "maintenance")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.cypher"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_file_when_complete_then_all_its_parts_are_read(sample: Path) -> None:
    query = cypher_files.parse(sample)
    assert (query.name, query.ask, query.why, query.writes, query.scale) == (
        "sample",
        "What?",
        "because",
        "none",
        "small",
    )
    assert [(p.name, p.type, p.default, p.required) for p in query.params] == [
        ("limit", "int", 20, False),
        ("name", "string", None, True),
        ("days", "float", None, False),
        ("deep", "bool", False, False),
    ]
    assert query.params[0].help == "rows"
    assert query.returns == (("path", "string"), ("size_bytes", "int"))
    assert query.statement == "CYPHER 25\nMATCH (a:Asset) RETURN a.name AS path, 1 AS size_bytes"
    assert query.visual == "CYPHER 25\nMATCH path = (:Asset) RETURN path LIMIT 300"


@pytest.mark.parametrize("key", ["name", "ask", "why", "returns", "writes", "scale"])
def test_header_when_a_line_is_missing_then_is_refused_by_its_name(sample: Path, key: str) -> None:
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"// {key}:")]
    sample.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(QueryFileError, match=f"lacks '{key}'"):
        cypher_files.parse(sample)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: sample", "name: other", "its name is 'other'"),
        ("CYPHER 25\nMATCH (a", "MATCH (a", "does not open with CYPHER 25"),
        ("limit int = 20      rows", "limit number = 20", "cannot read param"),
        ("path string, size", "path text, size", "cannot read column"),
    ],
)
def test_header_when_wrong_then_is_refused(sample: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    sample.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryFileError, match=told):
        cypher_files.parse(sample)


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ({"name": "x"}, {"limit": 20, "name": "x", "days": None, "deep": False}),
        ({"name": "x", "limit": "5"}, {"limit": 5, "name": "x", "days": None, "deep": False}),
        ({"name": "x", "days": "0.5", "deep": "TRUE"}, {"limit": 20, "name": "x", "days": 0.5, "deep": True}),
        ({"name": "x", "deep": True}, {"limit": 20, "name": "x", "days": None, "deep": True}),
    ],
)
def test_parameters_when_bound_then_have_their_types(
    sample: Path, given: dict[str, Any], bound: dict[str, Any]
) -> None:
    assert cypher_files.parse(sample).bind(given) == bound


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "needs name"),
        ({"name": "x", "nmae": "y"}, "has no parameter 'nmae'"),
        ({"name": "x", "limit": "many"}, "is no int"),
        ({"name": "x", "limit": None}, "is no int"),
        ({"name": "x", "deep": "perhaps"}, "is no bool"),
        ({"name": "x", "days": "soon"}, "is no float"),
    ],
)
def test_parameters_when_wrong_then_are_refused(sample: Path, given: dict[str, Any], told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        cypher_files.parse(sample).bind(given)


@pytest.mark.parametrize(
    "path",
    [path for folder in FOLDERS for path in sorted((data_path("cypher") / folder).glob("*.cypher"))],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_every_file_when_parsed_then_says_what_it_is_for(path: Path) -> None:
    query = cypher_files.parse(path)
    assert query.ask
    assert query.why
    assert query.scale
    assert (query.writes == "none") or path.parent.name == "maintenance"
    if path.parent.name != "maintenance":
        assert query.ask.endswith("?")
        assert query.visual
        assert all(param.help for param in query.params)


def test_queries_when_collected_then_are_those_of_the_folders() -> None:
    names = {path.stem for folder in FOLDERS[:2] for path in (data_path("cypher") / folder).glob("*.cypher")}
    assert set(cypher_files.queries()) == names
    assert {"summary", "largest", "recent", "exact_duplicates", "problems", "conflicts", "file_events"} <= names


def test_query_when_misspelt_then_near_names_are_offered() -> None:
    with pytest.raises(UnknownQuery, match="no query named 'larges'") as caught:
        cypher_files.query("larges")
    assert "largest" in caught.value.next_step


@pytest.mark.parametrize("name", ["../queries/largest", "/etc/passwd", "nonsense"])
def test_query_when_its_name_is_a_path_then_is_only_unknown(name: str) -> None:
    with pytest.raises(UnknownQuery):
        cypher_files.query(name)
