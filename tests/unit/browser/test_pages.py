"""The pages that are served: guided tour and index, with their marks filled in."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assetgraph.browser import pages
from assetgraph.errors import UnknownQuery
from assetgraph.graph.cypher_files import queries

ORIGIN = "http://localhost:7475"
RUNNABLE = re.compile(r'<pre mode="cypher" class="code runnable">(.*?)</pre>', re.DOTALL)
VOID = {"meta"}


class _Balanced(HTMLParser):
    """Notes tags that do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _runnable(text: str) -> list[str]:
    return [html.unescape(each) for each in RUNNABLE.findall(text)]


@pytest.mark.parametrize("path", ["/", pages.GUIDE])
def test_page_when_made_then_is_whole_and_no_mark_is_left(path: str) -> None:
    page = pages.pages(ORIGIN, "http://localhost:7474/browser/?dbms=a&b=c")[path]
    text = page.body.decode()
    parser = _Balanced()
    parser.feed(text)
    assert parser.open == []
    assert "<query" not in text
    assert "<others" not in text
    assert not re.search(r"\{(origin|browser_url)\}", text)
    assert ORIGIN in text


def test_guide_when_made_then_has_slides_and_every_saved_query() -> None:
    text = pages.guide(ORIGIN)
    assert text.count("<slide ") >= 6
    runnable = _runnable(text)
    assert f":style {ORIGIN}/style.grass" in runnable
    for query in queries().values():
        assert html.escape(query.ask) in text
        assert any(query.visual in each or query.statement[:40] in each for each in runnable), query.name


def test_guide_when_a_slide_names_queries_then_they_are_pulled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "browser"
    folder.mkdir()
    (folder / "guide.html").write_text('<query name="largest"/>\n<query name="largest" as="table"/>', encoding="utf-8")
    monkeypatch.setattr(pages, "data_path", lambda _: tmp_path)
    picture, table = _runnable(pages.guide(ORIGIN))
    assert picture == queries()["largest"].visual
    assert table.startswith("// Which assets are the largest?")
    assert "LIMIT /*limit*/ 20" in table
    (folder / "guide.html").write_text('<query name="larges"/>', encoding="utf-8")
    with pytest.raises(UnknownQuery, match="largest"):
        pages.guide(ORIGIN)


def test_index_when_made_then_the_address_of_browser_is_escaped() -> None:
    text = pages.pages(ORIGIN, 'http://h/?a=1&b="><script>')["/"].body.decode()
    assert "http://h/?a=1&amp;b=&quot;&gt;&lt;script&gt;" in text
