"""Looking at the graph: the command that brings Neo4j Browser, its style, guided tour and saved queries together."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli import output

if TYPE_CHECKING:
    from assetgraph.browser.links import BrowserLinks


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(browser)


def browser(
    context: typer.Context,
    print_only: Annotated[bool, typer.Option("--print", help="Only print where Browser is; serve nothing.")] = False,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port for style, tour and queries; else 7475 or a free one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a line.")] = False,
) -> int:
    """Look at the graph in Neo4j Browser, with colours, a guided tour and the saved queries, until Ctrl-C."""
    from assetgraph import api

    settings = context.obj.settings()
    command = os.environ.get("ASSETGRAPH_COMMAND", "assetgraph")
    if print_only:
        _show(api.browser_links(settings, command=command, say=output.note), as_json)
        return 0
    with api.browser_pages(settings, port=port, command=command, say=output.note) as links:
        _show(links, as_json)
        if sys.stdout.isatty() and _has_screen():
            import webbrowser

            webbrowser.open(links.browser_url)
        output.note("style, tour and queries are served until Ctrl-C; Neo4j stays up after it")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


def _has_screen() -> bool:
    """Whether there is somewhere to open a window; a browser in text mode would take the terminal away."""
    return sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _show(links: BrowserLinks, as_json: bool) -> None:
    if as_json:
        output.as_json(links.model_dump(mode="json"))
        return
    for each in links.text():
        output.line(output.printable(each))
    sys.stdout.flush()
