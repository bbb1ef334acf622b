"""Every example of the docs runs: commands are those of this version, Python and Cypher do what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

from assetgraph.cli import hoist
from assetgraph.cli.running import app
from assetgraph.demo.media import write_video
from assetgraph.settings import load_settings
from tests.library import Library

pytestmark = pytest.mark.graph
ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"(?:^|`|\| )(?:\./run |uv run )?assetgraph ([^`\n#]+)", re.MULTILINE)
BLOCK = re.compile(r"```(python|cypher|yaml)\n(.*?)```", re.DOTALL)
COMMANDS = sorted(
    {
        (page.name, found.strip())
        for page in PAGES
        for found in COMMAND.findall(page.read_text("utf-8"))
        if found.strip(" .")
    }
)
BLOCKS = [
    pytest.param(kind, text, id=f"{page.name}-{number}")
    for page in PAGES
    for number, (kind, text) in enumerate(BLOCK.findall(page.read_text("utf-8")))
]


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{page}: {line}" for page, line in COMMANDS])
def test_command_when_a_page_shows_it_then_it_is_one(page: str, line: str) -> None:
    words = shlex.split(line.replace("...", ""))
    words = hoist(words[: next((at for at, word in enumerate(words) if word in {"|", ">"}), None)])
    command: Any = typer.main.get_command(app)
    context = command.make_context("assetgraph", list(words), resilient_parsing=False)
    while hasattr(command, "resolve_command"):
        rest = [*getattr(context, "_protected_args", []), *context.args]
        name, command, rest = command.resolve_command(context, rest)
        assert command is not None, f"{page}: {line}"
        context = command.make_context(name, list(rest), parent=context)


@pytest.mark.parametrize(("kind", "text"), BLOCKS)
def test_block_when_a_page_shows_it_then_it_runs(
    library: Library, monkeypatch: pytest.MonkeyPatch, kind: str, text: str
) -> None:
    if kind == "yaml":
        _declares(library, text)
        return
    text = text.replace("/mnt/nas1", str(library.root))
    for shown in {"show/plate.mov", *re.findall(rf"{re.escape(str(library.root))}/([\w/.]+\.mov)", text)}:
        movie = library.root / shown
        movie.parent.mkdir(parents=True, exist_ok=True)
        write_video(movie, codec="prores", width=64, height=36, frames=2)
    library.ingest(probe="header")
    if kind == "cypher":
        library.ask(text)
        return
    monkeypatch.setattr("assetgraph.api.library.load_settings", lambda: library.settings)
    exec(compile(text, "example", "exec"), {"graph": library.graph})


def _declares(library: Library, text: str) -> None:
    """The examples of studio.yaml and policies.yaml are read by their loaders, which refuse any mistake."""
    from assetgraph.relate.declared.files import load_policies, load_studio

    path = library.root / "declared.yaml"
    path.write_text(text)
    (load_studio if text.startswith("# studio.yaml") else load_policies)(path)


def test_settings_when_the_docs_name_their_variables_then_they_are_known() -> None:
    named = {word for page in PAGES for word in re.findall(r"\bASSETGRAPH_[A-Z_]+\b", page.read_text("utf-8"))}
    from assetgraph.settings import ENVIRONMENT

    others = {"ASSETGRAPH_CONFIG", "ASSETGRAPH_SAMPLES", "ASSETGRAPH_TEST_NEO4J_URI", "ASSETGRAPH_TEST_WIPE"}
    assert named - set(ENVIRONMENT.values()) - others == set()
    assert load_settings().home
