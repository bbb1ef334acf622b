"""Asking the graph: saved queries, a TD's own Cypher, and finding assets by words and technical filters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli import output
from assetgraph.errors import ParameterError

if TYPE_CHECKING:
    from assetgraph.graph.queries import Rows


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(query)
    app.command()(find)


def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Name of a saved query.", metavar="[NAME]")] = None,
    param: Annotated[list[str], typer.Option(help="A parameter of it.", metavar="KEY=VALUE")] = [],  # noqa: B006
    cypher: Annotated[str | None, typer.Option("-c", help="Your own Cypher, read only.", metavar="CYPHER")] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the saved queries.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print the query's text instead of running it.")] = False,
    timeout: Annotated[float | None, typer.Option(min=0.1, help="Seconds it may take.")] = None,
    max_rows: Annotated[int | None, typer.Option(min=1, help="Rows that -c returns at most.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a header.")] = False,
) -> int:
    """Run a saved query, or your own with -c."""
    from assetgraph.api import AssetGraph, saved_queries
    from assetgraph.graph.cypher_files import LIMIT
    from assetgraph.graph.cypher_files import query as saved

    if list_all:
        _render(_catalogue(saved_queries()), ["name", "ask", "params"], as_json=as_json, as_csv=as_csv)
        return 0
    if (name is None) == (cypher is None):
        raise typer.BadParameter("give the NAME of a saved query, or your own with -c; --list shows them")
    given = _params(param)
    if name is not None:
        saved(name).bind(given)
        if show:
            output.line(saved(name).path.read_text(encoding="utf-8").rstrip())
            return 0
    settings = context.obj.settings(query_timeout_s=timeout, query_max_rows=max_rows)
    with AssetGraph.open(settings, say=output.note) as graph:
        if cypher is not None:
            found = graph.ask(cypher, **given)
            _render_free(found, as_json=as_json, as_csv=as_csv)
            _note_rest(found, "--max-rows N")
        else:
            columns = [column for column, _ in saved(name or "").returns]
            rows = graph.query(name or "", **given)
            _render((row.model_dump() for row in rows), columns, as_json=as_json, as_csv=as_csv)
            _note_rest(rows, f"--param {LIMIT}=N")
    return 0


def find(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="Words; in quotes several together.", metavar="[TEXT]")
    ] = None,
    where: Annotated[
        str, typer.Option(help="A filter, as 'video_codec=prores and height>=2160 and hdr_format'.", metavar="EXPR")
    ] = "",
    limit: Annotated[int, typer.Option(min=0, help="Most rows.")] = 100,
    timeout: Annotated[float | None, typer.Option(min=0.1, help="Seconds it may take.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a header.")] = False,
) -> int:
    """Find assets by words in names, titles, keywords, cameras and embedded text, and by technical properties."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(query_timeout_s=timeout), say=output.note) as graph:
        rows = graph.find(" ".join(text or ()), where=where, limit=limit)
        _render((row.model_dump() for row in rows), ["path", "kind", "format", "score"], as_json=as_json, as_csv=as_csv)
    if rows.truncated:
        output.note(f"stopped at {limit} rows; --limit N gives more")
    return 0


def _catalogue(saved: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for each in saved:
        yield {"name": each.name, "ask": each.ask, "params": ", ".join(map(str, each.params))}


def _params(pairs: list[str]) -> dict[str, str]:
    given = {}
    for pair in pairs:
        key, separator, value = pair.partition("=")
        if not separator:
            raise ParameterError(f"{pair!r} is no KEY=VALUE", next_step="write --param KEY=VALUE")
        given[key] = value
    return given


def _render(rows: Iterable[dict[str, Any]], columns: list[str], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        for row in rows:
            output.as_json({name: value for name, value in row.items() if name != "raw_path_b64" or value})
    elif as_csv:
        output.rows_as_csv(columns, rows)
    else:
        output.rows_as_table([column for column in columns if column != "raw_path_b64"], rows)


def _render_free(rows: Iterable[dict[str, Any]], *, as_json: bool, as_csv: bool) -> None:
    """Rows whose columns are known only from themselves."""
    listed = list(rows)
    columns = list(listed[0]) if listed else []
    _render(listed, columns, as_json=as_json, as_csv=as_csv)


def _note_rest(rows: Rows[Any], option: str) -> None:
    if rows.truncated:
        output.note(f"stopped at {rows.limit} rows; {option} gives more")
