"""What doctor finds on machines that lack something."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from assetgraph import doctor
from assetgraph.doctor import Finding, examine
from assetgraph.settings import Settings


def finding(settings: Settings, check: str) -> Finding:
    (found,) = [each for each in examine(settings) if each.check == check]
    return found


@pytest.fixture
def bare(tmp_path: Path) -> Settings:
    """A machine on which nothing was ever fetched."""
    return Settings(home=tmp_path / "home", cache=tmp_path / "cache")


def test_examine_when_nothing_was_fetched_then_that_is_no_fault_and_nothing_is_written(bare: Settings) -> None:
    findings = {each.check: each for each in examine(bare)}
    for check in ("Python", "Java", "Neo4j 2026.09.0", "writing in home", "writing in cache", "pyav", "mediainfo"):
        assert findings[check].ok, findings[check]
    assert "not fetched yet" in findings["Neo4j 2026.09.0"].detail
    assert not bare.home.exists()
    assert not bare.cache.exists()


def test_examine_when_anything_fails_then_it_names_a_remedy(bare: Settings) -> None:
    assert all(each.remedy for each in examine(bare) if not each.ok)


def test_examine_when_a_jar_is_missing_then_up_mends_it(bare: Settings) -> None:
    from assetgraph.graph.jars import Jar, ensure_jars, library

    tiny = [Jar("org.example", "tiny", "1", "", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", 1)]

    def download(jar: Jar, repository: Path) -> Path:
        repository.mkdir(parents=True)
        (repository / jar.filename).write_text("x")
        return repository / jar.filename

    ensure_jars(bare.cache, jars=tiny, download=download)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assetgraph.graph.jars.locked_jars", lambda: (*tiny, tiny[0]._replace(artifact="other")))
        found = finding(bare, "Neo4j 2026.09.0")
    assert (found.ok, found.remedy) == (False, "assetgraph up")
    assert found.detail == f"1 of 2 jars whole in {library(bare.cache)}"


def test_examine_when_home_cannot_be_written_then_another_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = finding(Settings(home=tmp_path / "file" / "home", cache=tmp_path), "writing in home")
    assert (found.ok, found.remedy) == (False, "export ASSETGRAPH_HOME=/another/folder")


def test_examine_when_the_uri_never_answers_then_it_says_so_in_time_without_the_secret(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = Settings(
            home=tmp_path,
            cache=tmp_path,
            neo4j_uri=f"bolt://127.0.0.1:{silent.getsockname()[1]}",
            neo4j_password=SecretStr("canary-secret"),
        )
        begin = time.monotonic()
        found = finding(settings, "Neo4j")
    assert time.monotonic() - begin < 15
    assert not found.ok
    assert "does not answer" in found.detail
    assert "canary-secret" not in repr(found)


def test_examine_when_exiftool_lacks_its_perl_modules_then_they_are_named(bare: Settings, tmp_path: Path) -> None:
    perl = tmp_path / "perl"
    perl.write_text('#!/bin/sh\ncase "$*" in *Compress::Zlib*) exit 2;; *.tool*) echo 13.10;; *) echo 1;; esac\n')
    tool = tmp_path / "exif.tool"
    tool.write_text(f"#!{perl} -w\n")
    for path in (perl, tool):
        path.chmod(0o755)
    settings = bare.model_copy(update={"exiftool": tool})
    assert finding(settings, "ExifTool").ok
    found = finding(settings, "Perl modules")
    assert not found.ok
    assert found.detail.startswith("Compress::Zlib missing")


def test_examine_when_a_library_does_not_load_then_reinstalling_is_proposed(
    bare: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(doctor.importlib, "import_module", broken)
    found = finding(bare, "pyav")
    assert (found.ok, found.remedy) == (False, "uv sync --reinstall")


def test_examine_when_an_extra_is_absent_then_it_is_named_and_no_fault(
    bare: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finding(bare, "documents: usd").detail == "installed"
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    found = finding(bare, "documents: usd")
    assert found.ok
    assert "assetgraph[usd]" in found.detail
