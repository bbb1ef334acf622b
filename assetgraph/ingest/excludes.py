"""What the user leaves out, in gitignore's pattern language."""

from __future__ import annotations

import os

import pathspec

from assetgraph.errors import UsageError
from assetgraph.ingest.scan import Exclude
from assetgraph.ingest.scopes import Scope


def exclude_from(patterns: list[str]) -> Exclude | None:
    """A test for paths relative to the folder the user gave; None for no patterns. Raises UsageError."""
    if not patterns:
        return None
    # "a/**" means what is in a, not a itself: an exception to it (!a/keep) must still be found
    patterns = [f"{each}/*" if each.endswith("/**") else each for each in patterns]
    try:
        spec = pathspec.GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f"--exclude: {error}", next_step="see gitignore's pattern language") from None

    def excludes(rel_path: bytes, is_folder: bool) -> bool:
        return bool(spec.match_file(os.fsdecode(rel_path) + ("/" if is_folder else "")))

    return excludes


def exclude_below(exclude: Exclude | None, scope: Scope) -> Exclude | None:
    """The same test for paths relative to a scope's root, which may lie below the folder the user gave."""
    if exclude is None or scope.root == scope.given:
        return exclude
    above = os.path.relpath(scope.root, scope.given)
    return lambda rel_path, is_folder: exclude(os.path.join(above, rel_path), is_folder)


def left_out(exclude: Exclude | None, scope: Scope) -> bool:
    """Whether a scope as a whole, a volume mounted below the given folder, is left out."""
    if exclude is None or scope.root == scope.given:
        return False
    parts = os.path.relpath(scope.root, scope.given).split(b"/")
    return any(exclude(b"/".join(parts[:depth]), True) for depth in range(1, len(parts) + 1))
