"""Fetches the jars of the managed Neo4j into the cache, and makes sure that they are the ones we mean.

The lock file beside this module names every jar with its SHA-256 (scripts/lock_jars.py makes it). jgo only
downloads: it merely warns about a wrong checksum, and takes a truncated file of its own cache for whole.
Not here: starting the server (server.py), resolving dependencies (Maven did, when the lock file was made).
"""

from __future__ import annotations

import csv
import functools
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from assetgraph.errors import JarError
from assetgraph.graph.filelock import held

VERSION = "2026.09.0"
LOCK_FILE = Path(__file__).with_name(f"neo4j-{VERSION}-jars.tsv")
THREADS = 8
ATTEMPTS = 3
HTTP_TIMEOUT_S = 30
SPARE_BYTES = 64 * 1024**2

Progress = Callable[[int, int, int], None]


class Jar(NamedTuple):
    """One row of the lock file."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size_bytes: int

    @property
    def filename(self) -> str:
        """The name Maven gives the file."""
        tail = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{tail}.jar"


Download = Callable[[Jar, Path], Path]


@functools.cache
def locked_jars(lock_file: Path = LOCK_FILE) -> tuple[Jar, ...]:
    """Every jar of the lock file, in its order."""
    with lock_file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return tuple(
        Jar(row["group"], row["artifact"], row["version"], row["classifier"], row["sha256"], int(row["bytes"]))
        for row in rows
    )


def library(cache: Path) -> Path:
    """The folder of the cache that holds the jars."""
    return cache / "neo4j" / VERSION / "lib"


def download_with_jgo(jar: Jar, repository: Path) -> Path:
    """Download one jar from Maven Central below `repository`, unverified. Raises what jgo and requests raise."""
    from jgo.maven import MavenContext

    context = MavenContext(repo_cache=repository, local_repos=[], timeout=HTTP_TIMEOUT_S)
    component = context.project(jar.group, jar.artifact).at_version(jar.version)
    return Path(component.artifact(jar.classifier, packaging="jar").resolve())


def bad_jars(cache: Path, jars: Iterable[Jar] | None = None) -> list[Jar]:
    """The jars that are missing or damaged; a jar untouched since it was last verified is not read again."""
    folder = library(cache)
    stamp = _read_stamp(folder)
    return [jar for jar in (locked_jars() if jars is None else jars) if not _is_good(folder / jar.filename, jar, stamp)]


def distrust(cache: Path) -> None:
    """Have the next ensure_jars read every byte again, as after a server that died at its start."""
    _stamp_file(library(cache)).unlink(missing_ok=True)


def ensure_jars(
    cache: Path,
    *,
    progress: Progress | None = None,
    download: Download = download_with_jgo,
    jars: Sequence[Jar] | None = None,
) -> list[Path]:
    """Make every jar present and verified; returns their paths in the order of the lock file.

    Fetches only what is missing or damaged and tells progress(done, total, bytes so far) of that. Of two
    processes one fetches and the other waits. Raises JarError.
    """
    wanted = locked_jars() if jars is None else tuple(jars)
    folder = library(cache)
    try:
        if bad_jars(cache, wanted):
            folder.mkdir(parents=True, exist_ok=True)
            with held(folder.parent / "lock"):
                _fetch(bad_jars(cache, wanted), folder, download, progress)
        if not _stamp_file(folder).exists():
            _write_stamp(folder, wanted)
    except OSError as error:
        raise JarError(
            error.strerror or str(error),
            path=str(error.filename or folder),
            next_step="make the cache folder writable with free space, or name another in ASSETGRAPH_CACHE",
        ) from error
    return [folder / jar.filename for jar in wanted]


def _fetch(jars: Sequence[Jar], folder: Path, download: Download, progress: Progress | None) -> None:
    if not jars:
        return
    for stale in folder.parent.glob("fetch-*"):
        shutil.rmtree(stale, ignore_errors=True)
    _require_space(folder, sum(jar.size_bytes for jar in jars))
    done_bytes = 0
    with (
        tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetch-") as scratch,
        ThreadPoolExecutor(THREADS, thread_name_prefix="jars") as pool,
    ):
        pending = {pool.submit(_fetch_one, jar, folder, Path(scratch), download): jar for jar in jars}
        try:
            for done, future in enumerate(as_completed(pending), start=1):
                future.result()
                done_bytes += pending[future].size_bytes
                if progress:
                    progress(done, len(jars), done_bytes)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    _sync(folder)
    _stamp_file(folder).unlink(missing_ok=True)


def _fetch_one(jar: Jar, folder: Path, scratch: Path, download: Download) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        repository = scratch / jar.filename / str(attempt)
        try:
            fetched = download(jar, repository)
        except Exception as error:
            # jgo raises RuntimeError, AssertionError and all of requests' errors for a failed download.
            if attempt == ATTEMPTS or _is_hopeless(error):
                raise _explained(jar, error) from error
            time.sleep(attempt)
            continue
        if _is_whole(fetched, jar):
            _sync(fetched)
            fetched.replace(folder / jar.filename)
            return
    raise JarError(
        f"what was downloaded {ATTEMPTS} times does not have the SHA-256 of the lock file",
        path=jar.filename,
        tool="jgo",
        next_step="something between here and Maven Central changes downloads (a proxy?); try another network",
    )


def _explained(jar: Jar, error: Exception) -> JarError:
    kind, next_step = "the download failed", "check the network and try again; what was fetched is kept"
    text = _chain_text(error)
    if "CERTIFICATE_VERIFY_FAILED" in text or "SSLError" in text:
        kind = "TLS failed: the certificate of Maven Central is not trusted here"
        next_step = "point SSL_CERT_FILE and REQUESTS_CA_BUNDLE at your organisation's certificate bundle"
    elif any(name in text for name in ("NameResolutionError", "gaierror", "Name or service not known")):
        kind = "DNS failed: the name of Maven Central does not resolve (offline?)"
        next_step = (
            f"go online, set HTTPS_PROXY, or copy the folder from a machine that has it: <cache>/neo4j/{VERSION}/lib"
        )
    elif "ProxyError" in text:
        kind, next_step = "the proxy refused the connection", "correct HTTPS_PROXY"
    elif "not found in remote repositories" in text:
        kind = "Maven Central did not give the file"
    detail = "" if kind.startswith(("TLS", "DNS")) else f" ({type(error).__name__})"
    return JarError(f"{kind}{detail}", path=jar.filename, tool="jgo", next_step=next_step)


def _is_hopeless(error: Exception) -> bool:
    return isinstance(error, OSError) and "CERTIFICATE_VERIFY_FAILED" in _chain_text(error)


def _chain_text(error: BaseException | None) -> str:
    texts = []
    while error is not None:
        texts.append(repr(error))
        error = error.__cause__ or error.__context__
    return "\n".join(texts)


def _require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise JarError(
            f"{needed / 1e6:.0f} MB of jars do not fit: {free / 1e6:.0f} MB are free",
            path=str(folder),
            next_step="free some space, or name another folder in ASSETGRAPH_CACHE",
        )


def _is_good(path: Path, jar: Jar, stamp: dict[str, list[int | str]]) -> bool:
    try:
        seen = path.stat()
    except OSError:
        return False
    if seen.st_size != jar.size_bytes:
        return False
    return stamp.get(jar.filename) == [jar.sha256, seen.st_size, seen.st_mtime_ns] or _is_whole(path, jar)


def _is_whole(path: Path, jar: Jar) -> bool:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == jar.sha256


def _stamp_file(folder: Path) -> Path:
    return folder.parent / "verified.json"


def _read_stamp(folder: Path) -> dict[str, list[int | str]]:
    try:
        stamp = json.loads(_stamp_file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(folder: Path, jars: Iterable[Jar]) -> None:
    stamp: dict[str, list[int | str]] = {}
    for jar in jars:
        seen = (folder / jar.filename).stat()
        stamp[jar.filename] = [jar.sha256, seen.st_size, seen.st_mtime_ns]
    if not os.access(folder.parent, os.W_OK):
        # A cache kept read-only by an administrator is fine; it is only verified on each start.
        return
    with tempfile.NamedTemporaryFile("w", dir=folder.parent, prefix="stamp-", delete=False) as stream:
        json.dump(stamp, stream)
    Path(stream.name).replace(_stamp_file(folder))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
