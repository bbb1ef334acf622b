"""Every command: it explains itself, keeps stdout for data, and turns a wrong call into an exit code, never a trace."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from assetgraph.cli import hoist, running
from assetgraph.errors import AssetGraphError

TRACE = re.compile(r"Traceback|^\s+File \"", re.MULTILINE)


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(_commands(typer.main.get_command(running.app)))
GROUPS = {path[:depth] for path in COMMANDS for depth in range(len(path))}
HARMLESS = {
    # a call of each command that ends without a server, and its exit code
    ("ingest",): (["/nowhere/at/all"], {2, 4}),
    ("relate",): ([], {4}),
    ("inspect",): (["/nowhere/at/all"], {2}),
    ("demo",): (["--stop"], {0}),
    ("query",): (["largest"], {4}),
    ("find",): (["plate"], {4}),
    ("impact",): (["/nowhere"], {4}),
    ("lineage",): (["/nowhere"], {4}),
    ("why",): (["/nowhere", "/at/all"], {4}),
    ("link",): (["/nowhere", "/at/all", "--as", "PROXY_OF"], {4}),
    ("unlink",): (["/nowhere", "/at/all", "--as", "PROXY_OF"], {4}),
    ("policy", "hold"): (["/nowhere", "--why", "contract"], {4}),
    ("policy", "approve"): (["/nowhere"], {4}),
    ("policy", "deliver"): (["D1", "/nowhere"], {4}),
    ("policy", "release"): (["/nowhere"], {4}),
    ("policy", "need"): (["AURORA", "--copies", "2"], {4}),
    ("browser",): (["--print"], {4}),
    ("storage", "mount", "add"): (["nas1", "edit01", "S:\\"], {4}),
    ("storage", "mount", "list"): ([], {4}),
    ("storage", "mount", "remove"): (["edit01", "S:\\"], {4}),
    ("up",): None,  # starts one
    ("down",): ([], {0}),
    ("status",): ([], {4}),
    ("password",): ([], {4}),
    ("doctor",): ([], {0, 5}),
    ("schema", "apply"): ([], {4}),
    ("schema", "check"): ([], {4}),
    ("schema", "show"): ([], {0}),
    ("config", "show"): ([], {0}),
}


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command in this process; (exit code, stdout, stderr)."""
    monkeypatch.setenv("ASSETGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("warnings.showwarning", None)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = running.run(hoist([*arguments, "--no-start"]))
        out, err = capsys.readouterr()
        assert not TRACE.search(out + err)
        return code, out, err

    return run


def test_commands_when_listed_then_each_has_a_sample_call() -> None:
    assert set(HARMLESS) == set(COMMANDS)


@pytest.mark.parametrize("path", sorted(COMMANDS), ids=" ".join)
def test_command_when_asked_for_help_then_explains_itself_and_every_option(call: Any, path: tuple[str, ...]) -> None:
    for flag in ("--help", "-h"):
        code, out, err = call(*path, flag)
        assert (code, err) == (0, "")
        assert (COMMANDS[path].help or "").strip().splitlines()[0] in " ".join(out.split())
    unexplained = [param.name for param in COMMANDS[path].params if not getattr(param, "help", None)]
    assert unexplained in ([], ["help"])
    assert any("--json" in param.opts for param in COMMANDS[path].params), "every command has --json"


@pytest.mark.parametrize("group", sorted(GROUPS), ids=lambda group: " ".join(group) or "assetgraph")
def test_group_when_asked_for_help_then_lists_its_commands(call: Any, group: tuple[str, ...]) -> None:
    code, out, _ = call(*group, "--help")
    assert code == 0
    for path in COMMANDS:
        if path[: len(group)] == group:
            assert path[len(group)] in out


def _objects(out: str) -> list[dict[str, Any]]:
    objects = [json.loads(line) for line in out.splitlines()]
    assert all(isinstance(each, dict) for each in objects)
    return objects


@pytest.mark.parametrize(
    "path",
    [path for path, sample in sorted(HARMLESS.items()) if sample],
    ids=" ".join,
)
def test_command_when_called_with_json_then_stdout_is_ndjson_whatever_the_end(call: Any, path: tuple[str, ...]) -> None:
    arguments, codes = HARMLESS[path]  # type: ignore[misc]
    code, out, err = call(*path, *arguments, "--json")
    assert code in codes
    objects = _objects(out)
    assert objects or err, "an end without a word"
    if code in {2, 4} and not objects:
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["--frobnicate"],
        ["ingest"],
        ["ingest", ".", "--frobnicate"],
        ["ingest", ".", "--jobs", "none"],
        ["ingest", ".", "--jobs", "0"],
        ["ingest", ".", "--probe", "deep"],
        ["ingest", ".", "--allow-vanished", "-1"],
        ["inspect"],
        ["inspect", "/nowhere/at/all"],
        ["inspect", "/nowhere/at/all", "--json"],
        ["query"],
        ["query", "--json"],
        ["query", "largest", "-c", "RETURN 1"],
        ["query", "nonsense"],
        ["query", "nonsense", "--json"],
        ["query", "largest", "--param", "limit"],
        ["query", "largest", "--param", "nonsense=1"],
        ["query", "largest", "--param", "limit=many", "--json"],
        ["query", "largest", "--param", "limit=99999999999999999999"],
        ["query", "largest", "--param", "limit=-1"],
        ["query", "recent", "--param", "days=nan"],
        ["query", "file_events", "--param", "run_id=\udcff"],
        ["query", "summary", "--param", "by=foo"],
        ["query", "largest", "--timeout", "0"],
        ["impact"],
        ["impact", "/a", "--confidence", "2"],
        ["lineage"],
        ["why", "/a"],
        ["link", "/a", "/b"],
        ["unlink", "/a", "/b"],
        ["policy", "hold", "/a"],
        ["policy", "hold", "/a", "--why", "x", "--until", "someday"],
        ["policy", "approve"],
        ["policy", "deliver", "D1"],
        ["policy", "need", "AURORA", "--copies", "0"],
        ["schema"],
        ["schema", "frobnicate"],
        ["config", "show", "extra"],
        ["up", "extra"],
    ],
    ids=" ".join,
)
def test_wrong_call_when_made_then_is_exit_2_with_cause_and_no_trace(call: Any, arguments: list[str]) -> None:
    code, out, err = call(*arguments)
    assert code == 2
    assert out == ""
    lines = [line for line in err.splitlines() if line]
    if lines[0].startswith("Usage:"):  # Typer's own: how to call it, where to read on, the cause
        assert lines[-1].startswith("Error: ") or arguments[0] in {path[0] for path in COMMANDS}
        assert len(lines) <= 3 or not any(line.startswith("Error: ") for line in lines)
    else:
        assert len(lines) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASSETGRAPH_JOBS", "many"),
        ("ASSETGRAPH_JOBS", "0"),
        ("ASSETGRAPH_QUERY_TIMEOUT_S", "-1"),
        ("ASSETGRAPH_QUERY_TIMEOUT_S", "inf"),
        ("ASSETGRAPH_EXIFTOOL", "~nobody-of-that-name/exiftool"),
    ],
)
def test_setting_when_wrong_then_its_origin_is_named(
    call: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    code, out, err = call("config", "show")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert name in err


@pytest.mark.parametrize(
    "content", [b'home = "\xff"', b"home = 5", b"exiftool = true", b'cache = "~nobody-of-that-name"']
)
def test_config_when_wrong_then_its_file_is_named_in_one_line(
    call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    monkeypatch.setenv("ASSETGRAPH_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("ASSETGRAPH_HOME")
    (tmp_path / "config.toml").write_bytes(content)
    code, out, err = call("config", "show")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith(f"{tmp_path}/config.toml: ")


def test_query_list_when_a_parameter_may_be_left_out_then_shows_no_none(call: Any) -> None:
    code, out, _ = call("query", "--list", "--json")
    params = {each["name"]: each["params"] for each in _objects(out)}
    assert code == 0
    assert params["recent"] == "limit int = 20, days float (optional)"
    assert params["summary"].startswith("by all|kind|format|codec|volume|folder = all, ")
    assert "None" not in out


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["schema", "show"], ["query", "--list"], ["query", "--list", "--json"], ["query", "--list", "--csv"]],
    ids=" ".join,
)
def test_output_when_nobody_reads_it_then_ends_quietly_with_0(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "assetgraph", *arguments]
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_error_when_nobody_reads_it_then_its_code_remains() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "assetgraph", "query", "nonsense"]
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run(command, stdout=pipe, stderr=pipe, check=False)
    assert done.returncode == 2


def test_error_when_debug_is_asked_for_then_shows_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("warnings.showwarning", None)
    assert running.run(["--debug", "query", "nonsense"]) == 2
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("code", sorted({each.exit_code for each in AssetGraphError.__subclasses__()}))
def test_error_when_raised_then_its_exit_code_is_the_documented_one(code: int) -> None:
    assert code in {1, 2, 3, 4}


def test_home_when_a_uri_comes_from_the_environment_then_is_refused(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:1")
    code, out, err = call("query", "largest", "--json", "--home", "/tmp/elsewhere")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "NEO4J_URI" in err


def test_password_when_configured_then_config_show_keeps_it(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "canary-secret")
    for arguments in (["config", "show"], ["config", "show", "--origin"], ["config", "show", "--json"], ["doctor"]):
        _, out, err = call(*arguments)
        assert "canary-secret" not in out + err


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["query", "largest", "--home", "h"], ["--home", "h", "query", "largest"]),
        (["query", "largest", "--home=h"], ["--home=h", "query", "largest"]),
        (["ingest", "a", "--no-start", "b", "--debug"], ["--no-start", "--debug", "ingest", "a", "b"]),
        (["--home", "h", "status"], ["--home", "h", "status"]),
        (["ingest", "--", "--home", "x"], ["ingest", "--", "--home", "x"]),
        (["status", "--home"], ["--home", "status"]),
        ([], []),
    ],
)
def test_hoist_when_global_options_stand_anywhere_then_come_first(given: list[str], wanted: list[str]) -> None:
    assert hoist(given) == wanted


def test_home_when_given_behind_the_command_then_is_used(call: Any, tmp_path: Path) -> None:
    code, out, _ = call("config", "show", "--json", "--home", str(tmp_path / "other"))
    assert code == 0
    values = {each["name"]: each for each in _objects(out)}
    assert (values["home"]["value"], values["home"]["origin"]) == (str(tmp_path / "other"), "flag")


def test_inspect_when_a_file_cannot_be_read_then_still_gives_its_line(call: Any, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnonsense")
    (tmp_path / "notes.txt").write_text("notes")
    code, out, _ = call("inspect", str(tmp_path), "--json", "--jobs", "1")
    objects = {Path(each["path"]).name: each for each in _objects(out)}
    assert (code, set(objects)) == (3, {"broken.png", "notes.txt"})
    assert objects["broken.png"]["problems"]


@pytest.mark.parametrize("command", ["ingest", "inspect"])
def test_reading_when_a_required_tool_is_missing_then_is_refused_before_a_server_is_asked(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("ASSETGRAPH_CACHE", str(tmp_path))
    monkeypatch.delenv("ASSETGRAPH_EXIFTOOL", raising=False)
    code, out, err = call(command, str(tmp_path), "--require", "exiftool")
    assert (code, out) == (2, "")
    assert "exiftool is required" in err
    assert "assetgraph doctor" in err


def test_ingest_when_what_is_required_is_no_tool_then_names_those_there_are(call: Any, tmp_path: Path) -> None:
    code, _, err = call("ingest", str(tmp_path), "--require", "nonsense")
    assert code == 2
    assert "mediainfo" in err
