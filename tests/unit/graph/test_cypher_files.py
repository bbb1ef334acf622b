"""Headers of .cypher files: what is enforced, and what a caller may bind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from neomodel import StructuredNode

from assetgraph.errors import ParameterError, QueryFileError, UnknownQuery
from assetgraph.graph import cypher_files
from assetgraph.model.data import data_path
from assetgraph.model.nodes import Asset, FileEvent, IngestProblem

GOOD = """\
// name: sample
// ask: What?
// why: because
// param: limit int = 20      rows
// param: name string
// param: days float = null      only the last days
// param: deep bool = false
// param: stage scan|probe = null      only this stage
// param: by all|kind = all
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
        ("stage", "string", None, False),
        ("by", "string", "all", False),
    ]
    assert [param.choices for param in query.params[-2:]] == [("scan", "probe"), ("all", "kind")]
    assert list(map(str, query.params)) == [
        "limit int = 20",
        "name string",
        "days float (optional)",
        "deep bool = False",
        "stage scan|probe (optional)",
        "by all|kind = all",
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
        ("by all|kind = all", "by all|kind = none", "by='none' is none of all, kind"),
        ("by all|kind = all", "by all|kind| = all", "cannot read param"),
        ("limit int = 20", "limit int = many", "limit='many' is no int"),
        ("limit int = 20", "limit int = null", "its limit is no number"),
        ("limit int = 20", "limit string = 20", "its limit is no number"),
    ],
)
def test_header_when_wrong_then_is_refused(sample: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    sample.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryFileError, match=told):
        cypher_files.parse(sample)


DEFAULTS = {"limit": 20, "name": "x", "days": None, "deep": False, "stage": None, "by": "all"}


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ({}, {}),
        ({"limit": "5"}, {"limit": 5}),
        ({"limit": 0}, {"limit": 0}),
        ({"limit": 2**63 - 1}, {"limit": 2**63 - 1}),
        ({"days": "0.5", "deep": "TRUE"}, {"days": 0.5, "deep": True}),
        ({"days": 1}, {"days": 1.0}),
        ({"days": None, "stage": None}, {}),
        ({"deep": True}, {"deep": True}),
        ({"stage": "probe", "by": "kind"}, {"stage": "probe", "by": "kind"}),
    ],
)
def test_parameters_when_bound_then_have_their_types(
    sample: Path, given: dict[str, Any], bound: dict[str, Any]
) -> None:
    assert cypher_files.parse(sample).bind({"name": "x", **given}) == DEFAULTS | bound


def test_parameters_when_a_required_one_is_missing_then_are_refused(sample: Path) -> None:
    with pytest.raises(ParameterError, match="needs name"):
        cypher_files.parse(sample).bind({})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"nmae": "y"}, "has no parameter 'nmae'"),
        ({"name": None}, "is no string"),
        ({"name": 5}, "is no string"),
        ({"name": "\udcff"}, "is no string that Neo4j takes"),
        ({"limit": "many"}, "is no int"),
        ({"limit": None}, "is no int"),
        ({"limit": 2.5}, "is no int"),
        ({"limit": True}, "is no int"),
        ({"limit": -1}, "is below zero"),
        ({"limit": 2**63}, "is no int that Neo4j takes"),
        ({"limit": "99999999999999999999"}, "is no int that Neo4j takes"),
        ({"limit": "9" * 10_000}, "is no int"),
        ({"deep": "perhaps"}, "is no bool"),
        ({"days": "soon"}, "is no float"),
        ({"days": "nan"}, "is no float that Neo4j takes"),
        ({"days": float("inf")}, "is no float that Neo4j takes"),
        ({"days": 10**400}, "is no float"),
        ({"by": "foo"}, "by='foo' is none of all, kind"),
        ({"by": None}, "is no string"),
        ({"stage": "PROBE"}, "stage='PROBE' is none of scan, probe"),
    ],
)
def test_parameters_when_wrong_then_are_refused(sample: Path, given: dict[str, Any], told: str) -> None:
    with pytest.raises(ParameterError, match=told) as caught:
        cypher_files.parse(sample).bind({"name": "x", **given})
    assert caught.value.next_step
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        (None, True),
        (True, True),
        (-(2**63), True),
        (2**63, False),
        (0.5, True),
        (float("nan"), False),
        ("\U0001f3ac", True),
        ("\ud83c", False),
        ([1, ["x", {"a": 2**63}]], False),
        ({"\udcff": 1}, False),
        ({"a": [1.0, b"\xff"]}, True),
    ],
)
def test_value_when_looked_at_then_is_known_to_be_sendable_or_not(value: Any, taken: bool) -> None:
    assert cypher_files.is_sendable(value) is taken


@pytest.mark.parametrize(
    ("query", "param", "node"),
    [
        ("largest", "kind", Asset),
        ("problems", "stage", IngestProblem),
        ("file_events", "event", FileEvent),
    ],
)
def test_choices_when_they_are_those_of_a_property_then_are_the_models_words(
    query: str, param: str, node: type[StructuredNode]
) -> None:
    choices = {each.name: each.choices for each in cypher_files.query(query).params}[param]
    assert list(choices) == node.defined_properties()[param].help_text.split(", ")


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
    if path.parent.name == "queries":
        assert query.ask.endswith("?")
        assert query.visual
        assert all(param.help for param in query.params)


def test_queries_when_collected_then_are_those_of_the_folders() -> None:
    names = {path.stem for path in (data_path("cypher") / "queries").glob("*.cypher")}
    assert set(cypher_files.queries()) == names
    assert names.isdisjoint(path.stem for path in (data_path("cypher") / "analyses").glob("*.cypher")), "steps only"
    assert {"summary", "largest", "recent", "exact_duplicates", "problems", "conflicts", "file_events"} <= names


def test_query_when_misspelt_then_near_names_are_offered() -> None:
    with pytest.raises(UnknownQuery, match="no query named 'larges'") as caught:
        cypher_files.query("larges")
    assert "largest" in caught.value.next_step


@pytest.mark.parametrize("name", ["../queries/largest", "/etc/passwd", "nonsense"])
def test_query_when_its_name_is_a_path_then_is_only_unknown(name: str) -> None:
    with pytest.raises(UnknownQuery):
        cypher_files.query(name)
