"""Words of Tcl, which Nuke scripts are made of."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.scenes import tcl
from assetgraph.errors import UnsafeDocument
from tests.tcl_writing import bare, braced, quoted


def texts(source: str) -> list[list[str]]:
    return [[word.text for word in words] for words in tcl.statements(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        (" \n\t\r\n", []),
        ("a b\r\nc", [["a", "b"], ["c"]]),
        ("# all of it\n  # and this \\\n too\na", [["a"]]),
        ("a #b c#d", [["a", "#b", "c#d"]]),
        ("a \\\n b", [["a", "b"]]),
        ('a "b c" d', [["a", "b c", "d"]]),
        ('a "b\nc"', [["a", "b\nc"]]),
        ('a ""', [["a", ""]]),
        ('a "b \\"c\\" {d"', [["a", 'b "c" {d']]),
        (r"a b\ c\\d\{", [["a", r"b c\d{"]]),
        (r'"\x41\u00e9\101\n\t\q"', [["Aé" + "A\n\tq"]]),
        (r'"\ud800\0"', [["\ufffd\ufffd"]]),
        ("a {b {c d} e}", [["a", "b {c d} e"]]),
        ("a {b \\} c}", [["a", "b \\} c"]]),
        ('a {b "c} d', [["a", 'b "c', "d"]]),
        ("a {b\n# c\nd}", [["a", "b\n# c\nd"]]),
        ("a {}{b}c", [["a", "", "b", "c"]]),
        ('b"c d{e', [['b"c', "d{e"]]),
        ("set N1 [stack 0]\npush $N1", [["set", "N1", "[stack 0]"], ["push", "$N1"]]),
        ("a [b [c d] e]/f g", [["a", "[b [c d] e]/f", "g"]]),
        ("a [b c\nd", [["a", "[b c"], ["d"]]),
        ("} ]", [["}", "]"]]),
        ("a\u00a0b\u3000c", [["a\u00a0b\u3000c"]]),
        ("a \\", [["a", "\\"]]),
    ],
)
def test_words_when_written_as_tcl_then_are_as_tcl_has_them(source: str, expected: list[list[str]]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize("source", ["a {b {c}", 'a "b\nc', "a {b \\}", 'a "b\\"', "{", '"'])
def test_word_when_its_end_mark_is_missing_then_is_not_whole(source: str) -> None:
    (words,) = tcl.statements(source)
    assert [word.whole for word in words] == [True] * (len(words) - 1) + [False]


def test_words_when_a_line_has_too_many_then_are_refused() -> None:
    with pytest.raises(UnsafeDocument, match="100,000 words"):
        list(tcl.statements("{}" * (tcl.MOST_WORDS + 1)))


@given(st.lists(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_words_when_quoted_by_a_writer_then_come_back(said: list[str]) -> None:
    ways = [bare if not set(each) & set("\v\f") else quoted for each in said]
    source = "\\\n ".join(way(each) for way, each in zip(ways, said, strict=True))
    assert texts(source) == [said]
    assert texts(" ".join(map(quoted, said))) == [said]
    plain = ["".join(set(each) - set("\\{}")) for each in said]
    assert texts(" ".join(map(braced, plain))) == [plain]


@given(st.text(alphabet='ab \\\n\r"{}[]#$x0', max_size=200), st.integers(0, 200))
def test_words_when_anything_is_written_then_lie_one_after_the_other(source: str, limit: int) -> None:
    at = 0
    for words in tcl.statements(source, 0, min(limit, len(source))):
        assert words
        for word in words:
            assert at <= word.start <= word.end <= min(limit, len(source))
            assert word.text is not None
            at = word.end


@pytest.mark.parametrize(
    "source",
    ["{" * 10**6, "[" * 10**6, "[ " * 10**6, '"' * 10**6, "\\" * 10**6, "{}\n" * 10**6, "#" * 10**6, "a[b]\n" * 10**6],
    ids=lambda source: source[:4].strip(),
)
def test_words_when_text_is_hostile_then_end_in_time(source: str) -> None:
    begun = time.monotonic()
    try:
        for _ in tcl.statements(source):
            pass
    except UnsafeDocument:
        pass
    assert time.monotonic() - begun < 30
