"""Settings: where each comes from, and that a wrong one is one error with its place, cause and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from assetgraph.errors import SettingsError, UsageError
from assetgraph.settings import load_settings


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The TOML file that is read; nothing comes from the environment."""
    monkeypatch.delenv("ASSETGRAPH_HOME")
    monkeypatch.setenv("ASSETGRAPH_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


def test_setting_when_given_in_several_places_then_flag_goes_before_environment_before_file(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text('home = "/from/file"\ncache = "/from/file"\njobs = 3\n')
    monkeypatch.setenv("ASSETGRAPH_CACHE", "/from/environment")
    monkeypatch.setenv("ASSETGRAPH_JOBS", "4")
    settings = load_settings(jobs=5)
    assert (str(settings.home), str(settings.cache), settings.jobs) == ("/from/file", "/from/environment", 5)
    assert settings.origins == {"jobs": "flag", "cache": "environment ASSETGRAPH_CACHE", "home": "file"}


def test_path_when_relative_or_of_a_users_home_then_becomes_absolute(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    settings = load_settings(home="here", cache=Path("~/cache"))
    assert (settings.home, settings.cache) == (tmp_path / "here", tmp_path / "me" / "cache")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b'home = "\xff"', "not UTF-8"),
        (b"home = 5", "home: Input should be a path"),
        (b"exiftool = true", "exiftool: Input should be a path"),
        (b"cache = 2024-01-01", "cache: Input should be a path"),
        (b'home = ""', "home: Input should be a path"),
        (b'home = "a\\u0000b"', "home: Input should be a path"),
        (b'home = "~nobody-of-that-name/x"', "home: Nobody's home"),
        (b"neo4j_uri = 5", "neo4j_uri: "),
        (b"query_timeout_s = inf", "query_timeout_s: "),
        (b"query_timeout_s = nan", "query_timeout_s: "),
        (b"query_max_rows = 99999999999999999999", "query_max_rows: "),
        (b"jobs = [1]", "jobs: "),
        (b"nonsense = 1", "unknown setting 'nonsense'"),
        (b"home", "Expected '='"),
    ],
)
def test_file_when_a_setting_is_wrong_then_it_is_named_with_cause_and_next_step(
    config: Path, content: bytes, cause: str
) -> None:
    config.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.path == str(config)
    assert cause in caught.value.reason
    assert caught.value.next_step
    assert "\n" not in str(caught.value)


def test_file_when_it_is_a_folder_then_is_named(config: Path) -> None:
    config.mkdir()
    with pytest.raises(SettingsError, match="Is a directory") as caught:
        load_settings()
    assert caught.value.path == str(config)


def test_environment_when_a_path_is_wrong_then_its_variable_is_named(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSETGRAPH_EXIFTOOL", "~nobody-of-that-name/exiftool")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.path is None
    assert "ASSETGRAPH_EXIFTOOL" in caught.value.next_step


def test_home_when_its_name_is_not_utf8_then_is_kept(config: Path) -> None:
    assert load_settings(home="/x/\udcff").home == Path("/x/\udcff")


def test_home_when_a_flag_meets_a_uri_of_the_environment_then_is_refused(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost")
    with pytest.raises(UsageError, match="NEO4J_URI"):
        load_settings(home="/x")
