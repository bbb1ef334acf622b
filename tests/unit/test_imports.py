"""The house rules that a reader of the layout relies on: imports go one way, and Cypher lives where it can be found."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import assetgraph

ROOT = Path(assetgraph.__file__).parent
LAYERS = (
    ("cli",),
    ("api",),
    ("ingest", "relate", "analyses", "actions", "report", "browser", "demo", "doctor"),
    ("documents", "fingerprints", "storage", "graph"),
    ("media",),
    ("model",),
    ("settings",),
    ("errors", "version"),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
ENTRANCES = {"__init__.py", "__main__.py"}
ADVICE = "query -c '"
"""What a command line suggests to type is shown, not run."""
WRITERS_OF_CYPHER = {"graph/schema.py", "graph/writer.py"}
CYPHER = re.compile(r"\b(?:MATCH|MERGE)\s*\(|\bUNWIND\s+\$|\bRETURN\s+\w+\s+(?:AS|ORDER)\b|\bDETACH DELETE\b")


def _modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "_data" not in path.parts)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imports(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """(line, part of assetgraph) of each import, those inside functions included."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join(package[: len(package) - node.level + 1])
            names = [f"{base}.{node.module}" if node.module else f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "assetgraph" and len(parts) > 1 and parts[1] in RANK:
                yield node.lineno, parts[1]


def _offences(source: str, part: str, package: tuple[str, ...] = ("assetgraph", "x")) -> list[tuple[int, str]]:
    found = _imports(ast.parse(source), package)
    return [(line, other) for line, other in found if other != part and RANK[other] <= RANK[part]]


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_imports_when_read_then_go_one_way(path: Path) -> None:
    if _name(path) in ENTRANCES:
        return
    part = _part(path)
    assert part in RANK, f"{part} has no place in the order of layers"
    package = ("assetgraph", *path.relative_to(ROOT).parts[:-1])
    assert _offences(path.read_text(encoding="utf-8"), part, package) == []


@pytest.mark.parametrize(
    ("part", "source", "offends"),
    [
        ("model", "from assetgraph.graph.connection import Graph", True),
        ("graph", "import assetgraph.storage.volumes", True),
        ("graph", "def f():\n    from ..ingest import run", True),
        ("media", "from assetgraph import graph", True),
        ("errors", "from assetgraph.settings import Settings", True),
        ("ingest", "from assetgraph.graph.connection import Graph", False),
        ("cli", "from assetgraph import __version__, api", False),
        ("ingest", "from assetgraph.ingest.run import ingest", False),
    ],
)
def test_import_rule_when_tried_on_a_sample_then_tells_right_from_wrong(part: str, source: str, offends: bool) -> None:
    assert bool(_offences(source, part, ("assetgraph", part))) is offends


@pytest.mark.parametrize("layer", ["relate", "ingest", "documents", "storage", "graph", "media", "model"])
def test_packages_of_a_layer_when_they_import_each_other_then_in_no_circle(layer: str) -> None:
    needs: dict[str, set[str]] = {}
    for path in sorted((ROOT / layer).rglob("*.py")):
        part = path.relative_to(ROOT / layer).parts[0].removesuffix(".py")
        others = re.findall(rf"^from assetgraph\.{layer}\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        needs.setdefault(part, set()).update(each for each in others if each != part)
    assert len(list(TopologicalSorter(needs).static_order())) > 3


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """String literals that are no docstrings; of f-strings their constant parts joined."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            inside.add(id(body[0].value))
        if isinstance(node, ast.JoinedStr):
            inside.update(id(each) for each in node.values)
            yield node.lineno, "x".join(str(each.value) for each in node.values if isinstance(each, ast.Constant))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_cypher_when_outside_its_folder_then_stands_only_in_schema_and_writer(path: Path) -> None:
    if _name(path) in WRITERS_OF_CYPHER:
        return
    texts = _texts(ast.parse(path.read_text(encoding="utf-8")))
    assert [(line, text) for line, text in texts if CYPHER.search(text) and ADVICE not in text] == []


@pytest.mark.parametrize("name", sorted(WRITERS_OF_CYPHER - {"graph/schema.py"}))
def test_cypher_when_generated_then_the_pattern_sees_it(name: str) -> None:
    texts = _texts(ast.parse((ROOT / name).read_text(encoding="utf-8")))
    assert any(CYPHER.search(text) for _, text in texts)


def test_cypher_when_a_file_runs_it_then_no_value_was_formatted_into_it() -> None:
    """The two generators format names of the model only: each placeholder is a bare name or an attribute chain."""
    for name in sorted(WRITERS_OF_CYPHER):
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and CYPHER.search(
                "x".join(str(each.value) for each in node.values if isinstance(each, ast.Constant))
            ):
                used = {ast.unparse(each.value) for each in node.values if isinstance(each, ast.FormattedValue)}
                assert used <= {"kind.base", "labels", "source", "target", "kind"}, (name, node.lineno, used)


def test_public_names_when_listed_then_can_be_had() -> None:
    assert {name for name in assetgraph.__all__ if getattr(assetgraph, name, None) is None} == set()


def test_public_name_when_unknown_then_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        assetgraph.Nonsense  # noqa: B018


@pytest.mark.parametrize("statement", ["import assetgraph", "import assetgraph.cli", "import assetgraph.errors"])
def test_import_when_alone_then_loads_no_driver_and_no_codec(statement: str) -> None:
    heavy = "{'neo4j', 'neomodel', 'av', 'OpenImageIO', 'numpy', 'pydantic'}"
    code = f"{statement}, sys; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_command_line_when_it_shows_help_then_loads_no_driver_and_no_codec() -> None:
    code = (
        "import sys; from assetgraph.cli.running import run; code = run(['ingest', '--help']);"
        "print(code, sorted({'neo4j', 'av', 'OpenImageIO'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "0 []"
