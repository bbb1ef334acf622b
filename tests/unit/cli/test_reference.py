"""The generated reference says what the commands and queries of this version say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assetgraph.cli.reference import commands_markdown, queries_markdown

DOCS = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize(("name", "made"), [("commands", commands_markdown), ("queries", queries_markdown)])
def test_reference_when_commands_or_queries_change_then_is_written_anew(name: str, made: Callable[[], str]) -> None:
    told = f"run: python -m assetgraph.cli.reference {name} > docs/reference/{name}.md"
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8") == made(), told
