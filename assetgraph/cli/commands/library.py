"""Reading a library: ingest, inspect, demo."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from assetgraph.cli import output

Paths = Annotated[list[str], typer.Argument(help="Folders or files.", metavar="PATH...")]
Exclude = Annotated[list[str], typer.Option(help="Leave out what fits this pattern (as in .gitignore).")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Worker processes; by default one a core.")]
Require = Annotated[list[str], typer.Option(help="Refuse to run without this tool.", metavar="TOOL")]
Probe = Annotated[str, typer.Option(help="How far files are opened: none, header or full.", metavar="LEVEL")]
Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
INCOMPLETE = 3


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ingest)
    app.command()(relate)
    app.command()(inspect)
    app.command()(demo)


def ingest(
    context: typer.Context,
    paths: Paths,
    volume: Annotated[str | None, typer.Option(help="Name of the volume the paths lie on.")] = None,
    exclude: Exclude = [],  # noqa: B006 - Typer's way
    jobs: Jobs = None,
    probe: Probe = "header",
    content_hash: Annotated[
        str, typer.Option("--hash", help="Content hashes: none, same-size or all.", metavar="WHICH")
    ] = "same-size",
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try unreadable files again.")] = False,
    allow_vanished: Annotated[
        int | None, typer.Option(min=0, help="Believe that so many assets are gone at once.")
    ] = None,
    require: Require = [],  # noqa: B006
    as_json: Json = False,
) -> int:
    """Bring the graph up to date with what lies on disk."""
    from assetgraph.api import AssetGraph, require_tools
    from assetgraph.cli.progress import ProgressLine

    probe_level(probe)
    # Before a server is started for nothing.
    require_tools(require, context.obj.settings())
    with AssetGraph.open(context.obj.settings(), say=output.note) as graph, ProgressLine() as report:
        summary = graph.ingest(
            *paths, volume=volume, exclude=exclude, jobs=jobs, probe=probe, hash=content_hash,
            retry_failed=retry_failed,
            allow_vanished=allow_vanished, require=require, report=report,
        )  # fmt: skip
    if as_json:
        output.as_json(summary.model_dump(mode="json"))
    else:
        output.line(
            f"{summary.assets:,} assets in {summary.files:,} files: {summary.done:,} done, "
            f"{summary.unchanged:,} unchanged, {summary.failed:,} failed, {summary.skipped:,} skipped, "
            f"{summary.remaining:,} remaining"
        )
        output.line(
            f"{summary.moved:,} moved, {summary.vanished:,} vanished; {summary.files_opened:,} files opened, "
            f"{output.human_bytes(summary.bytes_read)} read in {summary.seconds:.1f} s"
        )
        if summary.documents:
            output.line(
                f"{summary.documents:,} documents read: {summary.references:,} references, "
                f"{summary.resolved:,} resolved"
            )
        if summary.problems or summary.missing_paths:
            output.line(f"{summary.problems + summary.missing_paths:,} problems: assetgraph query problems")
    return 0 if summary.flawless else INCOMPLETE


def relate(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="The whole library anew, not only what waits.")] = False,
    as_json: Json = False,
) -> int:
    """Tell how assets relate: sidecars, versions, derivatives, references, projects. The last step of ingest."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        summary = graph.relate(everything=everything)
    if as_json:
        output.as_json(summary.model_dump(mode="json"))
    else:
        output.line(
            f"{summary.folders:,} folders related; {summary.documents:,} documents read: "
            f"{summary.references:,} references, {summary.resolved:,} resolved"
        )
        if summary.problems:
            output.line(f"{summary.problems:,} problems: assetgraph query problems")
    return INCOMPLETE if summary.problems else 0


def inspect(
    context: typer.Context,
    paths: Paths,
    exclude: Exclude = [],  # noqa: B006 - Typer's way
    jobs: Jobs = None,
    probe: Probe = "header",
    require: Require = [],  # noqa: B006
    as_json: Json = False,
) -> int:
    """Show what files say of themselves; needs no database."""
    from assetgraph import api

    probe_level(probe)
    flawless = True
    settings = context.obj.settings()
    records = api.inspect(*paths, probe=probe, exclude=exclude, jobs=jobs, require=require, settings=settings)
    for record in records:
        flawless = flawless and not record.problems
        document = record.document()
        if as_json:
            output.as_json(document)
            continue
        output.line(output.printable(f"{record.path}  {record.kind}  {record.format or 'unknown'}"))
        for name, value in sorted(document.get("metadata", {}).items()):
            if name not in {"streams", "embedded", "attributes"}:
                output.line(output.printable(f"  {name}: {value}  [{record.sources.get(name, 'assetgraph')}]"))
        if record.content:
            said = record.content
            output.line(f"  {said.status}: {len(said.references):,} references, {len(said.uses):,} uses")
        for problem in record.problems:
            output.line(output.printable(f"  problem: {problem.reason} ({problem.next_step})"))
    return 0 if flawless else INCOMPLETE


def demo(
    context: typer.Context,
    stop: Annotated[bool, typer.Option("--stop", help="Stop the demo's server and end.")] = False,
    as_json: Json = False,
) -> int:
    """Make a small production of real media, ingest it into a graph of its own, and show what was found."""
    from assetgraph.api.demo import demo as run_demo
    from assetgraph.api.demo import stop_demo

    settings = context.obj.settings()
    if stop:
        stop_demo(settings)
        output.as_json({"running": False}) if as_json else output.line("the demo's server is down")
        return 0
    result = run_demo(settings, say=output.note)
    if as_json:
        output.as_json(result.model_dump(mode="json"))
    else:
        for each in result.text(os.environ.get("ASSETGRAPH_COMMAND", "assetgraph")):
            output.line(output.printable(each))
    return 0


def probe_level(word: str) -> None:
    """Refuse a level that does not exist, as a wrong call."""
    from assetgraph.model.records import ProbeLevel

    if word not in list(ProbeLevel):
        raise typer.BadParameter(f"{word!r} is none of {', '.join(ProbeLevel)}", param_hint="--probe")
