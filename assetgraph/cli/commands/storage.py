"""Storage: where hosts see volumes."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from assetgraph.cli import output

Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
Host = Annotated[str, typer.Argument(help="Name of the host.", metavar="HOST")]
Path = Annotated[str, typer.Argument(help="Where it sees the volume's root, as it writes it.", metavar="PATH")]
_COLUMNS = ["volume", "host", "os", "path", "declared_by"]
_SYSTEMS = ("linux", "macos", "windows")
storage_app = typer.Typer(help="Volumes and where they are.", no_args_is_help=True)
mount_app = typer.Typer(help="Where hosts see volumes.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    storage_app.add_typer(mount_app, name="mount")
    app.add_typer(storage_app, name="storage")


@mount_app.command("add")
def mount_add(
    context: typer.Context,
    volume: Annotated[str, typer.Argument(help="Name of the volume.", metavar="VOLUME")],
    host: Host,
    path: Path,
    os: Annotated[
        str | None, typer.Option(help="linux, macos or windows; by default what the path looks like.", metavar="SYSTEM")
    ] = None,
    as_json: Json = False,
) -> int:
    """Say where a host sees a volume, so that its paths in documents are understood."""
    from assetgraph.api import AssetGraph

    if os not in {None, *_SYSTEMS}:
        raise typer.BadParameter(f"{os!r} is none of {', '.join(_SYSTEMS)}", param_hint="--os")
    system: Any = os
    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        _show([graph.add_mount(volume, host, path, os=system)], as_json)
    output.note("documents are looked at again by the next ingest, or now by: assetgraph relate")
    return 0


@mount_app.command("list")
def mount_list(context: typer.Context, as_json: Json = False) -> int:
    """Show where hosts see volumes, and who said so."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        _show(graph.mounts(), as_json)
    return 0


@mount_app.command("remove")
def mount_remove(context: typer.Context, host: Host, path: Path, as_json: Json = False) -> int:
    """Take back a mount that was added; shows what is left."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        graph.remove_mount(host, path)
        _show(graph.mounts(), as_json)
    output.note("documents are looked at again by the next ingest, or now by: assetgraph relate")
    return 0


def _show(found: list[Any], as_json: bool) -> None:
    rows = (each.model_dump(mode="json") for each in found)
    if as_json:
        for row in rows:
            output.as_json(row)
    else:
        output.rows_as_table(_COLUMNS, rows)
