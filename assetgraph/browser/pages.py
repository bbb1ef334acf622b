"""What is served to Neo4j Browser and its user: style, guided tour, saved queries, and an index that says how to use
them.

The tour and the index are written in cypher/browser/*.html; here their marks are filled in:

    <query name="largest"/>              a saved query: its question, and its picture to run
    <query name="summary" as="table"/>   the same with its table
    <others/>                            every saved query that no slide names
    {origin}, {browser_url}              where these pages are served, and where Browser is
"""

from __future__ import annotations

import re
from html import escape

from assetgraph.browser.favourites import favourites_zip, table_text
from assetgraph.browser.links import GUIDE, QUERIES, STYLE
from assetgraph.browser.serving import Page
from assetgraph.browser.style import style_sheet
from assetgraph.graph.cypher_files import queries, query
from assetgraph.model.data import data_path

_QUERY = re.compile(r'<query name="(\w+)"(?: as="(picture|table)")?/>')
_OTHERS = "<others/>"


def pages(origin: str, browser_url: str) -> dict[str, Page]:
    """Everything that is served, by path."""
    index = _source("index.html").replace("{browser_url}", escape(browser_url)).replace("{origin}", escape(origin))
    html = "text/html; charset=utf-8"
    return {
        "/": Page(html, index.encode()),
        GUIDE: Page(html, guide(origin).encode()),
        STYLE: Page("text/plain; charset=utf-8", style_sheet().encode()),
        QUERIES: Page("application/zip", favourites_zip()),
    }


def guide(origin: str) -> str:
    """The guided tour as Browser reads it. Raises UnknownQuery for a name that no saved query has."""
    source = _source("guide.html")
    named = {match[1] for match in _QUERY.finditer(source)}
    others = "\n".join(f'<query name="{name}"/>' for name in sorted(queries()) if name not in named)
    source = source.replace(_OTHERS, others).replace("{origin}", escape(origin))
    return _QUERY.sub(lambda match: _runnable(match[1], as_table=match[2] == "table"), source)


def _runnable(name: str, *, as_table: bool) -> str:
    saved = query(name)
    text = table_text(saved) if as_table else saved.visual
    head = f"<h4>{escape(saved.ask)}</h4>\n<p>{escape(saved.why)}</p>\n"
    return f'{head}<pre mode="cypher" class="code runnable">{escape(text.strip())}</pre>'


def _source(name: str) -> str:
    return (data_path("cypher") / "browser" / name).read_text(encoding="utf-8")
