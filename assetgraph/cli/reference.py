"""The reference of commands and saved queries as Markdown, made from the commands and the queries themselves.

`python -m assetgraph.cli.reference commands > docs/reference/commands.md` writes it; a test tells when it is out of
date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import typer.main

from assetgraph.api import saved_queries
from assetgraph.cli.running import app

_HEAD = "Generated; do not edit: run `python -m assetgraph.cli.reference {name} > docs/reference/{name}.md`."


def commands_markdown() -> str:
    """Every command with its arguments and options."""
    lines = ["# Commands", "", _HEAD.format(name="commands"), ""]
    root = typer.main.get_command(app)
    lines += ["Before the command:", "", *_table(root.params), ""]
    for path, command in _commands(root):
        lines += [f"## assetgraph {' '.join(path)}", "", " ".join((command.help or "").split()), ""]
        lines += [*_table(command.params), ""]
    return "\n".join(lines).rstrip() + "\n"


def queries_markdown() -> str:
    """Every saved query with its question, parameters, columns and cost."""
    lines = ["# Saved queries", "", _HEAD.format(name="queries"), ""]
    for query in saved_queries():
        lines += [f"## {query.name}", "", f"{query.ask} *{query.why[:1].upper()}{query.why[1:]}.*", ""]
        if query.params:
            lines += ["| parameter | meaning |", "|---|---|"]
            lines += [f"| `{_cell(str(param))}` | {_cell(param.help)} |" for param in query.params]
            lines.append("")
        columns = ", ".join(f"`{name}` {kind}" for name, kind in query.returns)
        lines += [f"Columns: {columns}.", "", f"Cost: {query.scale}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        elif not command.hidden:
            yield (*path, name), command


def _table(params: Iterable[Any]) -> list[str]:
    rows = []
    for param in params:
        if param.name == "help" or getattr(param, "hidden", False):
            continue
        is_option = param.opts[0].startswith("-")
        name = ", ".join(param.opts) if is_option else (param.metavar or param.name.upper())
        value = f" {param.metavar or param.name.upper()}" if is_option and not param.is_flag else ""
        rows.append(f"| `{_cell(name + value)}` | {_cell(getattr(param, 'help', '') or '')} |")
    return ["| | |", "|---|---|", *rows] if rows else []


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write({"commands": commands_markdown, "queries": queries_markdown}[sys.argv[1]]())
