"""What must stay, by a user's own word: holds, approvals, deliveries, and what projects need."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import typer

from assetgraph.cli import output

Paths = Annotated[
    list[str], typer.Argument(help="Files, or sequences by their pattern or one of their frames.", metavar="PATH...")
]
Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
_DAYS = ["%Y-%m-%d"]
_OF_PINS = ["path", "pin", "why", "by", "until", "said_by"]
_OF_NEEDS = ["project", "copies", "on_volumes", "least_height", "codecs", "said_by"]
policy_app = typer.Typer(help="What must stay: holds, approvals, deliveries, needs.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(policy_app, name="policy")


@policy_app.command()
def hold(
    context: typer.Context,
    paths: Paths,
    why: Annotated[str, typer.Option(help="The reason.", metavar="TEXT")],
    until: Annotated[dt.datetime | None, typer.Option(formats=_DAYS, help="The last day.", metavar="DAY")] = None,
    as_json: Json = False,
) -> int:
    """Say that files may not go, for a reason of their own."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        _show(graph.hold(*paths, why=why, until=until.date() if until else None), as_json)
    return 0


@policy_app.command()
def approve(
    context: typer.Context,
    paths: Paths,
    by: Annotated[str | None, typer.Option(help="Who approved them.", metavar="NAME")] = None,
    why: Annotated[str | None, typer.Option(help="What for.", metavar="TEXT")] = None,
    as_json: Json = False,
) -> int:
    """Say that files were approved: they stay, whatever versions come after them."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        _show(graph.approve(*paths, by=by, why=why), as_json)
    return 0


@policy_app.command()
def deliver(
    context: typer.Context,
    delivery: Annotated[str, typer.Argument(help="What the delivery is called.", metavar="ID")],
    paths: Paths,
    date: Annotated[
        dt.datetime | None, typer.Option(formats=_DAYS, help="Its day; by default today.", metavar="DAY")
    ] = None,
    as_json: Json = False,
) -> int:
    """Say that files were delivered: they stay, and all that they were made from."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        _show(graph.deliver(delivery, *paths, date=date.date() if date else None), as_json)
    return 0


@policy_app.command()
def release(context: typer.Context, paths: Paths, as_json: Json = False) -> int:
    """Take back your own holds, approvals and deliveries of files; shows what still keeps them."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        left = graph.release(*paths)
        _show(left, as_json)
    if left:
        output.note("what policies.yaml declares is taken back there")
    return 0


@policy_app.command()
def need(
    context: typer.Context,
    project: Annotated[str, typer.Argument(help="Code of the project.", metavar="PROJECT")],
    copies: Annotated[int | None, typer.Option(min=1, help="How many copies there must be.")] = None,
    on_volumes: Annotated[int | None, typer.Option(min=1, help="On how many volumes.")] = None,
    least_height: Annotated[int | None, typer.Option(min=1, help="Least height of pictures, in pixels.")] = None,
    codec: Annotated[list[str] | None, typer.Option(help="A codec that is allowed; may be repeated.")] = None,
    as_json: Json = False,
) -> int:
    """Say what a project needs of its media, in place of what you said before; nothing takes that back."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        found = graph.need(project, copies=copies, on_volumes=on_volumes, least_height=least_height, codecs=codec or ())
    _show(found, as_json, _OF_NEEDS)
    return 0


def _show(found: list[Any], as_json: bool, columns: list[str] = _OF_PINS) -> None:
    rows = (each.model_dump(mode="json") for each in found)
    if as_json:
        for row in rows:
            output.as_json({name: value for name, value in row.items() if value is not None})
    else:
        output.rows_as_table(columns, rows)
