"""The wheel carries all it needs: unpacked far from the checkout it lists its queries and reads files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel; a wheel is installed by unpacking it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return site


def assetgraph(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the unpacked package's command line outside the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "assetgraph", *arguments]
    return subprocess.run(command, cwd=site.parent, env=environment, capture_output=True, text=True, check=False)


def test_wheel_when_unpacked_elsewhere_then_lists_every_saved_query(installed: Path) -> None:
    done = assetgraph(installed, "query", "--list", "--json")
    assert done.returncode == 0, done.stderr
    listed = {json.loads(line)["name"] for line in done.stdout.splitlines()}
    assert listed == {path.stem for path in (CHECKOUT / "cypher" / "queries").glob("*.cypher")}


def test_wheel_when_unpacked_elsewhere_then_its_own_code_and_data_are_used(installed: Path) -> None:
    code = "import assetgraph, assetgraph.model.data as d; print(assetgraph.__file__); print(d.data_path('seeds'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [Path(line).is_relative_to(installed) for line in done.stdout.splitlines()] == [True, True]


def test_wheel_when_it_reads_a_file_then_the_jar_list_and_types_are_there_too(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("nothing")
    done = assetgraph(installed, "inspect", str(tmp_path), "--json")
    assert json.loads(done.stdout)["kind"] in {"other", "document"}
    assert list((installed / "assetgraph" / "graph").glob("neo4j-*-jars.tsv"))
    assert (installed / "assetgraph" / "py.typed").exists()
