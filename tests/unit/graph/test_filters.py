"""Filters: what they mean, what is refused and how, and that no text can do harm."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.errors import ParameterError
from assetgraph.graph.filters import Condition, condition, filterable
from assetgraph.graph.finding import lucene, terms
from assetgraph.model.registry import node_types

HARMLESS = re.compile(
    r"(?:a\.[a-z_0-9]+|\$where\d+|\b(?:AND|OR|NOT|IS|NULL|IN|CONTAINS|WHERE|any|none|each|coalesce|false|toLower|toFloat"
    r"|toString|split)\b|<>|[<>=]=?|'/'|\[[01]\]|[()/,\s])*"
)


def said(text: str) -> tuple[str, list[object]]:
    found = condition(text)
    return found.text, list(found.params.values())


@pytest.mark.parametrize(
    ("text", "cypher", "values"),
    [
        ("hdr_format", "(a.hdr_format IS NOT NULL)", []),
        ("video_codec=prores", "(a.video_codec = $where0)", ["prores"]),
        ("video_codec == 'prores'", "(a.video_codec = $where0)", ["prores"]),
        ("height>=2160", "(a.height >= $where0)", [2160]),
        ("duration_s<1.5", "(a.duration_s < $where0)", [1.5]),
        ("size_bytes>10GB", "(a.size_bytes > $where0)", [10**10]),
        ("size_bytes > 1.5GiB", "(a.size_bytes > $where0)", [3 * 2**29]),
        ("has_alpha=TRUE", "(a.has_alpha = $where0)", [True]),
        ("frame_rate=23.976", "(a.frame_rate IN $where0)", [["24000/1001", "2997/125"]]),
        ("frame_rate=25", "(a.frame_rate IN $where0)", [["25/1"]]),
        ("frame_rate>=29.97", "(a.fps >= $where0)", [29.97]),
        (
            "pixel_aspect_ratio>=1.5",
            "((a.pixel_aspect_ratio IS NOT NULL AND "
            "toFloat(split(a.pixel_aspect_ratio, '/')[0]) / toFloat(split(a.pixel_aspect_ratio, '/')[1]) >= $where0))",
            [1.5],
        ),
        ("camera_make~Arri", "((a.camera_make IS NOT NULL AND toLower(a.camera_make) CONTAINS $where0))", ["arri"]),
        (
            "hdr_format='Dolby Vision'",
            "((a.hdr_format IS NOT NULL AND any(each IN a.hdr_format WHERE toLower(toString(each)) = $where0)))",
            ["dolby vision"],
        ),
        (
            "kind=video and height>1080 or kind=audio",
            "(a.kind = $where0 AND a.height > $where1 OR a.kind = $where2)",
            ["video", 1080, "audio"],
        ),
        (
            "kind=video and (height>1080 or not rotation_deg)",
            "(a.kind = $where0 AND (a.height > $where1 OR NOT coalesce(a.rotation_deg IS NOT NULL, false)))",
            ["video", 1080],
        ),
        (r'title="say \"and\" or )"', "(a.title = $where0)", ['say "and" or )']),
    ],
)
def test_filter_when_read_then_means_this(text: str, cypher: str, values: list[object]) -> None:
    assert said(text) == (cypher, values)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("video_codek=prores", "is video_codec"),
        ("heigth>1", "is height"),
        ("zzz", "there is: album"),
        ("height>", "a value was expected after >"),
        ("height>tall", "'tall' is no number"),
        ("height > 1 and", "the name of a property was expected"),
        ("(height>1", "a closing parenthesis is missing"),
        ("height>1)", "nothing more was expected"),
        ("has_alpha>true", "has_alpha is true or false"),
        ("has_alpha=yes", "has_alpha is true or false"),
        ("hdr_format<HDR10", "of a list only = != and ~"),
        ("frame_rate=24/0", "no number"),
        ('title="open', "cannot be read at"),
        ("not " * 101 + "title", "more than 100"),
        ("(" * 101, "more than 100"),
        ("x" * 10_001, "more than 10,000 signs"),
        ("description~x", "no property 'description' to filter by"),
    ],
)
def test_filter_when_it_cannot_be_read_then_says_what_and_what_is_meant(text: str, told: str) -> None:
    with pytest.raises(ParameterError) as error:
        condition(text)
    assert told in str(error.value)


def test_filter_when_a_property_can_be_named_then_it_has_an_index() -> None:
    indexed = {
        name for node in node_types().values() if node.base == "Asset" for name in node.properties
        if node.properties[name].indexed
    }  # fmt: skip
    assert set(filterable()) <= indexed
    assert {"video_codec", "height", "hdr_format", "camera_model", "gps_latitude_deg", "rating"} <= set(filterable())


NAMES = st.sampled_from(["height", "video_codec", "hdr_format", "frame_rate", "has_alpha", "duration_s", "size_bytes"])
PIECES = st.one_of(
    NAMES,
    st.sampled_from(["and", "or", "not", "(", ")", "=", "!=", "<", ">=", "~", "24", "true", "a.b", "}) DELETE a //"]),
    st.text(max_size=8),
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_filter_when_given_anything_then_only_parameters_carry_it(text: str) -> None:
    try:
        found: Condition = condition(text)
    except ParameterError:
        return
    assert HARMLESS.fullmatch(found.text), found.text
    assert found.names <= set(filterable())


@given(st.text(max_size=40))
def test_words_when_given_anything_then_lucene_takes_them_as_words(text: str) -> None:
    asked = lucene(terms(text), ["name"])
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", asked)
    assert re.fullmatch(r"(?:\(name:(?:\([^\W_]+\^4(?: OR [^\W_]+\*)?\))?\)| AND |\s)*", bare), asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("plate", "(plate^4 OR plate*)"),
        ("A001_C003", "(A001^4 OR A001*) AND (C003^4 OR C003*)"),
        ('"night train" ex', '"night train" AND (ex^4 OR ex*)'),
        ("NOT", "(not^4 OR not*)"),
        ("*", ""),
        ('a"b', "(a^4) AND (b^4)"),
        ("größe", "(größe^4 OR größe*)"),
    ],
)
def test_words_when_read_then_all_are_asked_for_whole_or_as_beginnings(text: str, asked: str) -> None:
    assert " AND ".join(terms(text)) == asked


def test_words_when_asked_of_an_index_then_each_may_be_in_any_field() -> None:
    assert (
        lucene(terms("a bc"), ["name", "title"])
        == "(name:(a^4) OR title:(a^4)) AND (name:(bc^4 OR bc*) OR title:(bc^4 OR bc*))"
    )
