"""Walking the graph: impact, lineage and why; and a user's own word on how two files relate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from pydantic import BaseModel

from assetgraph.analyses import CERTAIN
from assetgraph.cli import output

Path = Annotated[str, typer.Argument(help="A file, or a sequence by its pattern or one of its frames.", metavar="PATH")]
One = Annotated[str, typer.Argument(help="A file.", metavar="A")]
Other = Annotated[str, typer.Argument(help="Another file.", metavar="B")]
Relation = Annotated[str, typer.Option("--as", help="How A relates to B: PROXY_OF, DERIVED_FROM ...", metavar="TYPE")]
Confidence = Annotated[float, typer.Option(min=0, max=1, help="How sure an edge must be.")]
Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV with a header.")]
_EDGE = ["from", "to", "relation", "method", "confidence", "evidence", "run_id"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (impact, lineage, why, link, unlink):
        app.command()(command)


def impact(
    context: typer.Context, path: Path, confidence: Confidence = CERTAIN, as_json: Json = False, as_csv: Csv = False
) -> int:
    """Show what breaks, degrades or cannot be made again if a file goes."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        found = graph.impact(path, confidence=confidence)
    columns = ["path", "effect", "via", "relation", "depth", "confidence", "evidence", "relink"]
    _show(found, columns, as_json=as_json, as_csv=as_csv)
    counted = found.readable
    if found.unsure:
        output.note(f"{found.unsure:,} more documents may mean this file; --confidence 0.1 shows them")
    if not counted.documents:
        output.note("no document of a project of it is known, so that nobody can say what else needs it")
    if counted.readable < counted.documents:
        output.note(
            f"{counted.readable:,} of {counted.documents:,} documents of the project could be read whole; "
            "the others may need this file too"
        )
    return 0


def lineage(
    context: typer.Context, path: Path, confidence: Confidence = CERTAIN, as_json: Json = False, as_csv: Csv = False
) -> int:
    """Show what a file was made from and needs, and what came of it."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        found = graph.lineage(path, confidence=confidence)
    columns = ["path", "direction", "relation", "via", "depth", "confidence", "status"]
    _show(found, columns, as_json=as_json, as_csv=as_csv)
    return 0


def why(
    context: typer.Context,
    one: One,
    other: Other,
    confidence: Confidence = CERTAIN,
    as_json: Json = False,
    as_csv: Csv = False,
) -> int:
    """Show the shortest chain of relations between two files, each with its grounds."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        found = graph.why(one, other, confidence=confidence)
    _show(found, _EDGE, as_json=as_json, as_csv=as_csv)
    return 0


def link(
    context: typer.Context,
    one: One,
    other: Other,
    relation: Relation,
    note: Annotated[str, typer.Option(help="Why, for those who ask later.", metavar="TEXT")] = "",
    as_json: Json = False,
) -> int:
    """Say that A relates to B; no run overrules it."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        _show([graph.link(one, other, relation, note=note)], _EDGE, as_json=as_json, as_csv=False)
    return 0


def unlink(context: typer.Context, one: One, other: Other, relation: Relation, as_json: Json = False) -> int:
    """Take back your own link, or deny one that was inferred, for good."""
    from assetgraph.api import AssetGraph

    with AssetGraph.open(context.obj.settings(), say=output.note) as graph:
        denied = graph.unlink(one, other, relation)
    if denied:
        _show([denied], _EDGE, as_json=as_json, as_csv=False)
    else:
        output.note(
            "your link was taken back; what can be inferred is by the next ingest, or now by: assetgraph relate"
        )
    return 0


def _show(found: Iterable[BaseModel], columns: list[str], *, as_json: bool, as_csv: bool) -> None:
    rows: Iterable[dict[str, Any]] = (each.model_dump(mode="json", by_alias=True) for each in found)
    if as_json:
        for row in rows:
            output.as_json({name: value for name, value in row.items() if name != "raw_path_b64" or value})
    elif as_csv:
        output.rows_as_csv([*columns, "raw_path_b64"] if columns is not _EDGE else columns, rows)
    else:
        output.rows_as_table(
            columns, ({name: None if value == [] else value for name, value in row.items()} for row in rows)
        )
