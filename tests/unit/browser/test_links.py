"""The addresses: graph and user filled in, never a password."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import SecretStr

from assetgraph import api
from assetgraph.browser.links import Place, links, usual_address
from assetgraph.settings import Settings

PLACE = Place("http://localhost:7474", True, "bolt://localhost:7687", "neo4j", "assetgraph password")


def test_links_when_nothing_is_served_then_name_only_browser() -> None:
    found = links(PLACE)
    assert dict(parse_qsl(urlsplit(found.browser_url).query)) == {
        "dbms": "bolt://neo4j@localhost:7687",
        "preselectAuthMethod": "NATIVE",
    }
    assert (found.guide_url, found.style_url, found.queries_url, found.index_url) == (None, None, None, None)
    assert "Guided tour" not in "\n".join(found.text())


def test_links_when_pages_are_served_then_the_guide_opens_by_itself() -> None:
    found = links(PLACE, "http://localhost:7475")
    parts = dict(parse_qsl(urlsplit(found.browser_url).query))
    assert (parts["cmd"], parts["arg"]) == ("guide", "http://localhost:7475/guide.html")
    told = "\n".join(found.text())
    for url in (found.browser_url, found.guide_url, found.style_url, found.queries_url, found.index_url):
        assert str(url) in told
    assert "assetgraph password" in told


def test_links_when_no_password_is_needed_then_browser_connects_at_once() -> None:
    found = links(Place("http://localhost:7474", True, "bolt://localhost:7687", "", "none is needed"))
    parts = dict(parse_qsl(urlsplit(found.browser_url).query))
    assert parts == {"dbms": "bolt://localhost:7687", "preselectAuthMethod": "NO_AUTH"}


@pytest.mark.parametrize(
    ("bolt", "address"),
    [
        ("bolt://graph.example.com:7687", "http://graph.example.com:7474"),
        ("neo4j://graph.example.com", "http://graph.example.com:7474"),
        ("neo4j+s://graph.example.com", "https://graph.example.com:7473"),
        ("bolt+ssc://10.0.0.1:1", "https://10.0.0.1:7473"),
        ("bolt://[::1]:7687", "http://[::1]:7474"),
    ],
)
def test_usual_address_when_only_bolt_is_known_then_is_that_of_the_web_pages(bolt: str, address: str) -> None:
    assert usual_address(bolt) == address


def test_links_when_another_neo4j_is_configured_then_say_what_can_be_said(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path,
        neo4j_uri="neo4j+s://joe:canary@graph.example.com",
        neo4j_user="joe",
        neo4j_password=SecretStr("canary"),
        neo4j_database="media",
    )
    with api.browser_pages(settings) as found:
        assert not found.browser_url_is_known
        parts = dict(parse_qsl(urlsplit(found.browser_url).query))
        assert found.browser_url.startswith("https://graph.example.com:7473/browser/?")
        assert (parts["dbms"], parts["db"]) == ("neo4j+s://joe@graph.example.com", "media")
        assert "usual place" in "\n".join(found.text())
        assert "canary" not in found.model_dump_json() + "\n".join(found.text())
