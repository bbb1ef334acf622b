"""Keeping the graph: the managed server, its schema, doctor, settings."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from assetgraph.cli import output
from assetgraph.settings import public_uri

Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
schema_app = typer.Typer(help="Constraints and indexes of the graph.", no_args_is_help=True)
config_app = typer.Typer(help="Settings.", no_args_is_help=True)
NOT_READY = 4
FINDINGS = 5


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (up, down, status, password, doctor):
        app.command()(command)
    app.add_typer(schema_app, name="schema")
    app.add_typer(config_app, name="config")


def up(
    context: typer.Context,
    no_auth: Annotated[bool, typer.Option("--no-auth", help="Without a password, on this machine only.")] = False,
    as_json: Json = False,
) -> int:
    """Start the managed Neo4j, or find it running."""
    from assetgraph import api

    if no_auth:
        output.note("warning: without a password every user of this machine can read and write the graph")
    _show(api.server_up(context.obj.settings(), say=output.note, no_auth=no_auth), as_json)
    return 0


def down(context: typer.Context, as_json: Json = False) -> int:
    """Stop the managed Neo4j."""
    from assetgraph import api

    _show(api.server_down(context.obj.settings()), as_json)
    return 0


def status(context: typer.Context, as_json: Json = False) -> int:
    """Show whether the managed Neo4j runs, and where."""
    from assetgraph import api

    found = api.server_status(context.obj.settings())
    _show(found, as_json)
    return 0 if found.ready else NOT_READY


def password(context: typer.Context, as_json: Json = False) -> int:
    """Print the managed server's password, for the one paste into Neo4j Browser."""
    from assetgraph import api

    secret = api.managed_server(context.obj.settings()).password()
    output.as_json({"user": "neo4j", "password": secret}) if as_json else output.line(secret)
    return 0


def doctor(context: typer.Context, as_json: Json = False) -> int:
    """Check what assetgraph needs, and name the one command that mends each finding."""
    from assetgraph.doctor import examine

    findings = examine(context.obj.settings())
    for each in findings:
        if as_json:
            output.as_json(each.model_dump(mode="json"))
        else:
            remedy = f"  ->  {each.remedy}" if not each.ok and each.remedy else ""
            output.line(output.printable(f"{'ok     ' if each.ok else 'MISSING'}  {each.check}: {each.detail}{remedy}"))
    return 0 if all(each.ok for each in findings) else FINDINGS


@schema_app.command("apply")
def schema_apply(context: typer.Context, as_json: Json = False) -> int:
    """Bring the graph to this version's schema; safe to repeat."""
    from assetgraph import api

    _show(api.apply_schema(context.obj.settings(), say=output.note), as_json)
    return 0


@schema_app.command("check")
def schema_check(context: typer.Context, as_json: Json = False) -> int:
    """Compare the graph's schema with this version's; changes nothing."""
    from assetgraph import api

    state = api.check_schema(context.obj.settings(), say=output.note)
    _show(state, as_json)
    return 0 if state.ok else FINDINGS


@schema_app.command("show")
def schema_show(
    cypher: Annotated[bool, typer.Option("--cypher", help="As Cypher statements.")] = False,
    style: Annotated[bool, typer.Option("--style", help="As a style sheet for Neo4j Browser.")] = False,
    as_json: Json = False,
) -> int:
    """Print the schema: as Markdown, as Cypher, as a style sheet, or as JSON."""
    from assetgraph.browser.style import style_sheet
    from assetgraph.graph.schema import rules, schema_cypher, schema_markdown

    if as_json:
        for rule in rules():
            output.as_json({"name": rule.name, "ddl": rule.ddl})
    elif style:
        output.line(style_sheet().rstrip("\n"))
    else:
        output.line((schema_cypher() if cypher else schema_markdown()).rstrip("\n"))
    return 0


@config_app.command("show")
def config_show(
    context: typer.Context,
    origin: Annotated[bool, typer.Option("--origin", help="Tell where each value comes from.")] = False,
    as_json: Json = False,
) -> int:
    """Print all settings; a password shows as stars."""
    settings = context.obj.settings()
    shown = settings.model_dump(mode="json")
    if settings.neo4j_uri:
        shown["neo4j_uri"] = public_uri(settings.neo4j_uri)
    for name, value in shown.items():
        source = settings.origins.get(name, "default")
        if as_json:
            output.as_json({"name": name, "value": value, "origin": source})
        else:
            output.line(output.printable(f"{name} = {value}" + (f"  ({source})" if origin else "")))
    return 0


def _show(record: Any, as_json: bool) -> None:
    values = record.model_dump(mode="json")
    if as_json:
        output.as_json(values)
        return
    for name, value in values.items():
        output.line(output.printable(f"{name}: {value}"))
