"""Where Neo4j Browser is and what to type in it: addresses, never a password.

Not here: serving what the addresses name (serving.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from pydantic import BaseModel, ConfigDict

GUIDE = "/guide.html"
STYLE = "/style.grass"
QUERIES = "/queries.zip"
_PORTS = {"http": 7474, "https": 7473}


@dataclass(frozen=True, slots=True)
class Place:
    """A graph and the web address of its server; without a user it needs no password."""

    address: str
    known: bool
    bolt_uri: str
    user: str
    password_from: str
    database: str = "neo4j"


class BrowserLinks(BaseModel):
    """What is needed to look at a graph in Neo4j Browser."""

    model_config = ConfigDict(frozen=True)

    browser_url: str
    browser_url_is_known: bool
    bolt_uri: str
    user: str
    password_from: str
    index_url: str | None = None
    guide_url: str | None = None
    style_url: str | None = None
    queries_url: str | None = None

    def text(self) -> Iterator[str]:
        """The same for people."""
        yield f"Neo4j Browser:  {self.browser_url}"
        if not self.browser_url_is_known:
            yield f"                (the usual place; if it is elsewhere, open it there and connect to {self.bolt_uri})"
        yield f"User:           {self.user or '-'}   Password: {self.password_from}"
        if self.index_url:
            yield f"Guided tour:    :guide {self.guide_url}"
            yield f"Colours:        :style {self.style_url}"
            yield f"Saved queries:  drop {self.queries_url} on Browser's page"
            yield f"All of this:    {self.index_url}"


def links(place: Place, origin: str | None = None) -> BrowserLinks:
    """The links of a graph; with those of the pages served at `origin`, and the guided tour open from the start."""
    known = BrowserLinks(
        browser_url=browser_url(place, guide=origin + GUIDE if origin else None),
        browser_url_is_known=place.known,
        bolt_uri=place.bolt_uri,
        user=place.user,
        password_from=place.password_from,
    )
    if origin is None:
        return known
    served = {"guide_url": GUIDE, "style_url": STYLE, "queries_url": QUERIES, "index_url": "/"}
    return known.model_copy(update={name: origin + path for name, path in served.items()})


def browser_url(place: Place, *, guide: str | None = None) -> str:
    """Browser's page with graph and user filled in."""
    bolt = urlsplit(place.bolt_uri)
    user = f"{place.user}@" if place.user else ""
    query = {"dbms": f"{bolt.scheme}://{user}{bolt.netloc.rpartition('@')[2]}"}
    if place.database != "neo4j":
        query["db"] = place.database
    query["preselectAuthMethod"] = "NATIVE" if place.user else "NO_AUTH"
    if guide:
        query |= {"cmd": "guide", "arg": guide}
    return f"{place.address.rstrip('/')}/browser/?{urlencode(query)}"


def usual_address(bolt_uri: str) -> str:
    """Where a server that is known by its Bolt address usually has its web pages."""
    bolt = urlsplit(bolt_uri)
    scheme = "https" if "+s" in bolt.scheme else "http"
    host = f"[{bolt.hostname}]" if ":" in (bolt.hostname or "") else bolt.hostname
    return f"{scheme}://{host}:{_PORTS[scheme]}"
