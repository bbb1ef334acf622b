"""Running a command: options for all commands, and what becomes of errors."""

from __future__ import annotations

import sys
import traceback
import warnings
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from assetgraph import __version__
from assetgraph.cli import output
from assetgraph.cli.commands import analyses, browser, graph, library, policy, query, storage
from assetgraph.errors import AssetGraphError, UsageError
from assetgraph.settings import Settings, load_settings

INTERRUPTED = 130

app = typer.Typer(
    name="assetgraph",
    help="A knowledge graph of media assets in Neo4j.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(slots=True)
class Options:
    """Options for all commands; settings are resolved when a command asks for them."""

    home: str | None
    no_start: bool
    debug: bool

    def settings(self, **flags: Any) -> Settings:
        """Settings with these flags on top."""
        return load_settings(home=self.home, start_server=False if self.no_start else None, **flags)


def _version(show: bool) -> None:
    if show:
        output.line(f"assetgraph {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    home: Annotated[str | None, typer.Option(help="Keep the managed graph in this folder.")] = None,
    no_start: Annotated[bool, typer.Option("--no-start", help="Do not start the managed server.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback for errors.")] = False,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = Options(home, no_start, debug)


for module in (library, query, analyses, policy, browser, storage, graph):
    module.register(app)


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code (README.md lists them), 0 when nobody reads its output to the end."""
    warnings.showwarning = _show_warning
    code = _run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        output.abandon(sys.stdout)
    return code


def _run(arguments: list[str]) -> int:
    try:
        result = app(args=arguments, standalone_mode=False, prog_name="assetgraph")
    except AssetGraphError as error:
        if "--debug" in arguments:
            traceback.print_exc()
        output.error(str(error))
        return error.exit_code
    except typer.Exit as leave:
        # Typer turns Ctrl-C into an exit of its own.
        return _interrupted() if leave.exit_code == INTERRUPTED else int(leave.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted()
    except TyperException as error:
        _show_usage(error)
        return UsageError.exit_code
    except SystemExit as leave:
        # Typer turns a pipe that nobody reads any more into an exit of its own.
        if not isinstance(leave.__context__, BrokenPipeError):
            raise
        output.abandon(sys.stdout)
        return 0
    return result if isinstance(result, int) else 0


def _show_usage(error: TyperException) -> None:
    """One line: what is wrong, and where to read how it is right; without any arguments, the help itself."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "assetgraph"
    if "NoArgs" in type(error).__name__:
        sys.stderr.write(f"{error}\n")
        return
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    output.error(f"{message} (see {command} --help)")


def _interrupted() -> int:
    output.error("interrupted; the same command goes on where this one stopped")
    return INTERRUPTED


def _show_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    output.error(f"warning: {message}")
