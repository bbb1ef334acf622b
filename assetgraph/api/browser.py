"""Looking at the graph in Neo4j Browser: where it is, and the pages it is given while somebody looks."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager

from assetgraph.api.server import Say, server_ready
from assetgraph.browser.links import BrowserLinks, Place, links, usual_address
from assetgraph.browser.pages import pages
from assetgraph.browser.serving import serving
from assetgraph.settings import Settings, public_uri


def browser_links(settings: Settings, *, command: str = "assetgraph", say: Say | None = None) -> BrowserLinks:
    """Where Neo4j Browser shows this graph. `command` is how the user starts the command line.

    The managed server is started where it does not run; of another server only the usual address is told, and
    whether it answers is not tried. Raises GraphUnavailable.
    """
    return links(_place(settings, command, say))


@contextmanager
def browser_pages(
    settings: Settings, *, port: int | None = None, command: str = "assetgraph", say: Say | None = None
) -> Iterator[BrowserLinks]:
    """The same, with style, guided tour and saved queries served on this machine until the context ends.

    Without a port it is 7475, or any free one where that is taken. Raises also UsageError, for a given port that
    is taken.
    """
    place = _place(settings, command, say)
    with serving(lambda origin: pages(origin, links(place, origin).browser_url), port) as origin:
        yield links(place, origin)


def _place(settings: Settings, command: str, say: Say | None) -> Place:
    if settings.neo4j_uri is not None:
        bolt = public_uri(settings.neo4j_uri)
        return Place(
            usual_address(bolt), False, bolt, settings.neo4j_user, "that of NEO4J_PASSWORD", settings.neo4j_database
        )
    status = server_ready(settings, say=say)
    home = f" --home {shlex.quote(str(settings.home))}" if settings.origins.get("home") == "flag" else ""
    user, password = ("neo4j", f"{command}{home} password") if status.auth else ("", "none is needed")
    # By the name under which Browser itself is opened.
    return Place(status.http_url or "", True, f"bolt://localhost:{status.bolt_port}", user, password)
