"""What the user leaves out, in gitignore's pattern language."""

from __future__ import annotations

import os

import pathspec

from assetgraph.errors import UsageError
from assetgraph.ingest.scan import Exclude


def exclude_from(patterns: list[str]) -> Exclude | None:
    """A test for paths relative to the scan's root; None for no patterns. Raises UsageError."""
    if not patterns:
        return None
    # "a/**" means what is in a, not a itself: an exception to it (!a/keep) must still be found
    patterns = [f"{each}/*" if each.endswith("/**") else each for each in patterns]
    try:
        spec = pathspec.GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f"--exclude: {error}", next_step="see gitignore's pattern language") from None

    def left_out(rel_path: bytes, is_folder: bool) -> bool:
        return bool(spec.match_file(os.fsdecode(rel_path) + ("/" if is_folder else "")))

    return left_out
