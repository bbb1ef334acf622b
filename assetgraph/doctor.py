"""Examines what assetgraph needs around it, and names the one command that mends each finding.

Starts, fetches and changes nothing. Not here: the printing (cli), the mending.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from assetgraph.errors import AssetGraphError
from assetgraph.settings import Settings

MINIMUM_PYTHON = (3, 11)
MINIMUM_EXIFTOOL = 12
PERL_MODULES = ("Compress::Zlib", "Digest::MD5", "Digest::SHA", "Encode", "Time::HiRes", "Time::Local")
ANSWER_TIMEOUT_S = 5.0
TOOL_TIMEOUT_S = 20.0
SPARE_BYTES = 256 * 1024**2
INSTALLERS = {
    "brew": "brew install exiftool",
    "apt-get": "sudo apt-get install libimage-exiftool-perl",
    "dnf": "sudo dnf install perl-Image-ExifTool",
    "pacman": "sudo pacman -S perl-image-exiftool",
    "apk": "sudo apk add exiftool",
}
# Of each extra the module that reads its documents.
EXTRAS = {"aaf": "aaf2", "after-effects": "py_aep", "blender": "blender_asset_tracer", "usd": "pxr"}
PERL_INSTALLERS = {"apt-get": "sudo apt-get install perl", "dnf": "sudo dnf install perl"}


class Finding(BaseModel):
    """One thing examined: whether it is as it should be, and what mends it if not."""

    model_config = ConfigDict(frozen=True)

    check: str
    ok: bool
    detail: str
    remedy: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at everything a run needs; takes seconds, and raises nothing for what it finds."""
    findings = [_python(), _java(), _jars(settings)]
    findings += [_room(name, folder) for name, folder in _folders(settings).items()]
    findings += [_writable(name, folder) for name, folder in _folders(settings).items()]
    findings += [_ports(settings) if settings.managed else _neo4j(settings)]
    findings += [*_libraries(), *_exiftool(settings), *map(_extra, EXTRAS)]
    return findings


def _folders(settings: Settings) -> dict[str, Path]:
    return {"home": settings.home, "cache": settings.cache}


def _python() -> Finding:
    return Finding(
        check="Python",
        ok=sys.version_info >= MINIMUM_PYTHON,
        detail=sys.version.split()[0],
        remedy="install Python 3.11 or newer",
    )


def _java() -> Finding:
    remedy = _reinstall()
    try:
        from assetgraph.graph.server_conf import java

        done = _run(str(java()), "-version")
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        return Finding(check="Java", ok=False, detail=f"does not run: {error}", remedy=remedy)
    said = done.stderr.splitlines() or [f"exit code {done.returncode}"]
    return Finding(check="Java", ok=done.returncode == 0, detail=said[0], remedy=remedy)


def _jars(settings: Settings) -> Finding:
    from assetgraph.graph.jars import VERSION, bad_jars, library, locked_jars

    name, total = f"Neo4j {VERSION}", len(locked_jars())
    try:
        bad = bad_jars(settings.cache)
    except OSError as error:
        return Finding(check=name, ok=False, detail=str(error), remedy=f"chmod -R u+rX {settings.cache}")
    if len(bad) == total:
        size = sum(jar.size_bytes for jar in bad) / 1e6
        return Finding(check=name, ok=True, detail=f"not fetched yet: {size:.0f} MB at the first start")
    detail = f"{total - len(bad)} of {total} jars whole in {library(settings.cache)}"
    return Finding(check=name, ok=not bad, detail=detail, remedy="assetgraph up")


def _room(name: str, folder: Path) -> Finding:
    check = f"room in {name}"
    try:
        free = shutil.disk_usage(_nearest(folder)).free
    except OSError as error:
        return Finding(check=check, ok=False, detail=str(error), remedy=_elsewhere(name))
    detail = f"{free / 1e9:.1f} GB free at {folder}"
    return Finding(check=check, ok=free > SPARE_BYTES, detail=detail, remedy=_elsewhere(name))


def _writable(name: str, folder: Path) -> Finding:
    check = f"writing in {name}"
    try:
        with tempfile.TemporaryFile(dir=_nearest(folder)):
            return Finding(check=check, ok=True, detail=str(folder))
    except OSError as error:
        return Finding(check=check, ok=False, detail=f"{folder}: {error.strerror}", remedy=_elsewhere(name))


def _nearest(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def _elsewhere(name: str) -> str:
    return f"export ASSETGRAPH_{name.upper()}=/another/folder"


def _ports(settings: Settings) -> Finding:
    from assetgraph.graph.server import BOLT_PORT, HTTP_PORT, ManagedServer

    status = ManagedServer(settings.home, settings.cache).status()
    if status.running:
        word = "answers" if status.ready else "runs, but does not answer yet"
        detail = f"the managed server {word} at {status.bolt_uri}"
    else:
        taken = [port for port in (BOLT_PORT, HTTP_PORT) if _is_taken(port)]
        detail = "free" if not taken else f"{', '.join(map(str, taken))} taken; others will be chosen"
    return Finding(check="ports", ok=True, detail=detail)


def _is_taken(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _neo4j(settings: Settings) -> Finding:
    import neo4j
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    secret = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
    parts = urlsplit(str(settings.neo4j_uri))
    place = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    try:
        driver = neo4j.GraphDatabase.driver(
            str(settings.neo4j_uri),
            auth=(settings.neo4j_user, secret),
            connection_timeout=ANSWER_TIMEOUT_S,
            connection_acquisition_timeout=ANSWER_TIMEOUT_S,
        )
        with driver, driver.session(database=settings.neo4j_database) as session:
            agent = session.run("RETURN 1").consume().server.agent
    except AuthError:
        remedy = "export NEO4J_USER=... NEO4J_PASSWORD=..."
        return Finding(check="Neo4j", ok=False, detail=f"{place} refuses the password", remedy=remedy)
    except (DriverError, Neo4jError, ValueError) as error:
        said = str(error).splitlines()[0].rstrip(":") if str(error) else type(error).__name__
        remedy = "start that server, or unset NEO4J_URI to use the managed one"
        return Finding(check="Neo4j", ok=False, detail=f"{place} does not answer: {said}", remedy=remedy)
    return Finding(check="Neo4j", ok=True, detail=f"{agent} answers at {place}")


def _libraries() -> Iterator[Finding]:
    """One finding a probe that reads with a library; ExifTool is a program and is examined apart."""
    from assetgraph.media import probes

    for module in pkgutil.iter_modules(probes.__path__):
        if module.name != "exiftool":
            yield _library(module.name)


def _library(name: str) -> Finding:
    try:
        version = importlib.import_module(f"assetgraph.media.probes.{name}").version()
    except (ImportError, OSError) as error:
        return Finding(check=name, ok=False, detail=f"does not load: {error}", remedy=_reinstall())
    return Finding(check=name, ok=version is not None, detail=version or "does not load", remedy=_reinstall())


def _extra(name: str) -> Finding:
    """An extra that is absent is no fault: its documents show as unread."""
    module = EXTRAS[name]
    told = "installed" if find_spec(module) else f"such documents stay unread: pip install 'assetgraph[{name}]'"
    return Finding(check=f"documents: {name}", ok=True, detail=told)


def _reinstall() -> str:
    checkout = Path(__file__).parent.parent / "pyproject.toml"
    return "uv sync --reinstall" if checkout.exists() else "pip install --force-reinstall assetgraph"


def _exiftool(settings: Settings) -> Iterator[Finding]:
    from assetgraph.media.probes.exiftool import find_exiftool

    install = _installer(INSTALLERS, "export ASSETGRAPH_EXIFTOOL=/path/to/exiftool")
    try:
        tool = find_exiftool(settings.exiftool, settings.cache)
    except AssetGraphError as error:
        yield Finding(check="ExifTool", ok=False, detail=error.reason, remedy=error.next_step)
        return
    if tool is None:
        yield Finding(check="ExifTool", ok=False, detail="not found; its metadata is left out", remedy=install)
        return
    version = _said(str(tool), "-config", "", "-ver")
    new_enough = version.partition(".")[0].isdecimal() and int(version.partition(".")[0]) >= MINIMUM_EXIFTOOL
    yield Finding(check="ExifTool", ok=new_enough, detail=f"{version or 'does not run'} ({tool})", remedy=install)
    perl = _perl_of(tool)
    if perl:
        yield _perl_modules(perl)


def _perl_modules(perl: list[str]) -> Finding:
    missing = [name for name in PERL_MODULES if _said(*perl, f"-M{name}", "-e", "print 1") != "1"]
    detail = f"{', '.join(missing)} missing: ExifTool reads less" if missing else "complete"
    remedy = _installer(PERL_INSTALLERS, f"cpan {' '.join(missing)}")
    return Finding(check="Perl modules", ok=not missing, detail=detail, remedy=remedy)


def _perl_of(tool: Path) -> list[str]:
    """The command that runs the script, as its first line names it; empty for a compiled program."""
    with tool.open("rb") as stream:
        first = stream.readline(256)
    return first[2:].decode("utf-8", "replace").split() if first.startswith(b"#!") else []


def _installer(known: dict[str, str], otherwise: str) -> str:
    return next((command for program, command in known.items() if shutil.which(program)), otherwise)


def _said(*command: str) -> str:
    try:
        return _run(*command).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=TOOL_TIMEOUT_S, check=False)
