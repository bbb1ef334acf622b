"""The command line. Each command is one API call and one rendering; no logic lives here."""

from __future__ import annotations

import sys

_GLOBAL_FLAGS = {"--no-start", "--debug"}
_GLOBAL_VALUES = {"--home"}


def main() -> None:
    """Entry point: runs a command, turns errors into one line and an exit code."""
    from assetgraph.cli.running import run

    sys.exit(run(hoist(sys.argv[1:])))


def hoist(arguments: list[str]) -> list[str]:
    """Global options may stand anywhere before `--`; Typer wants them first."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    first: list[str] = []
    rest: list[str] = []
    words = iter(arguments[:end])
    for word in words:
        if word in _GLOBAL_FLAGS or (word.split("=", 1)[0] in _GLOBAL_VALUES and "=" in word):
            first.append(word)
        elif word in _GLOBAL_VALUES:
            first += [word, *[value for value in [next(words, None)] if value is not None]]
        else:
            rest.append(word)
    return first + rest + arguments[end:]
