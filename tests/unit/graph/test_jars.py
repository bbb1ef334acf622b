"""Jars of the lock file: fetched once, verified, mended. The downloader is small and local, all else is real."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from assetgraph.errors import JarError
from assetgraph.graph import jars
from assetgraph.graph.jars import Jar, bad_jars, distrust, ensure_jars, library, locked_jars

CONTENTS = {name: name.encode() * 1000 for name in ("one", "two", "three")}
JARS = [
    Jar("org.example", name, "1.0", "", hashlib.sha256(data).hexdigest(), len(data)) for name, data in CONTENTS.items()
]


class Shop:
    """Hands out jars from memory as jgo would; `spoil` may change what it hands out, or raise."""

    def __init__(self, spoil: Callable[[str, int], bytes | None] = lambda name, time: None) -> None:
        self.spoil = spoil
        self.asked: list[str] = []
        self.lock = threading.Lock()

    def __call__(self, jar: Jar, repository: Path) -> Path:
        with self.lock:
            self.asked.append(jar.artifact)
            spoilt = self.spoil(jar.artifact, self.asked.count(jar.artifact))
        repository.mkdir(parents=True)
        path = repository / jar.filename
        path.write_bytes(CONTENTS[jar.artifact] if spoilt is None else spoilt)
        return path


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars.time, "sleep", lambda seconds: None)


def contents(cache: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in library(cache).iterdir()}


def flip(path: Path) -> None:
    """Change one byte. The clock of the file system may be too coarse for a test's pace: the time is set."""
    later = path.stat().st_mtime_ns + 10**9
    path.write_bytes(b"X" + path.read_bytes()[1:])
    os.utime(path, ns=(later, later))


WHOLE = {jar.filename: CONTENTS[jar.artifact] for jar in JARS}


def test_lock_file_when_read_then_every_row_is_well_formed() -> None:
    rows = locked_jars()
    assert len(rows) == 231
    assert len({row.filename for row in rows}) == len(rows)
    for row in rows:
        assert len(row.sha256) == 64, row
        assert int(row.sha256, 16) > 0, row
        assert row.size_bytes > 0, row
        assert all((row.group, row.artifact, row.version)), row
    assert {"neo4j", "neo4j-browser"} <= {row.artifact for row in rows}


def test_ensure_when_cache_is_empty_then_all_are_fetched_in_order_with_progress(tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []
    shop = Shop()
    paths = ensure_jars(tmp_path, jars=JARS, download=shop, progress=lambda *said: told.append(said))
    assert [path.name for path in paths] == [jar.filename for jar in JARS]
    assert contents(tmp_path) == WHOLE
    assert [(done, total) for done, total, _ in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[-1][2] == sum(jar.size_bytes for jar in JARS)
    assert not list(library(tmp_path).parent.glob("fetch-*"))


def test_ensure_when_all_are_there_then_nothing_is_fetched(tmp_path: Path) -> None:
    ensure_jars(tmp_path, jars=JARS, download=Shop())
    again = Shop()
    ensure_jars(tmp_path, jars=JARS, download=again)
    assert again.asked == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:-7]),
        lambda path: path.write_bytes(b""),
        flip,
        lambda path: path.write_bytes(path.read_bytes() + b"more"),
    ],
    ids=["missing", "truncated", "empty", "flipped", "longer"],
)
def test_ensure_when_one_is_damaged_then_that_one_is_fetched_again(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    ensure_jars(tmp_path, jars=JARS, download=Shop())
    damage(library(tmp_path) / JARS[1].filename)
    assert bad_jars(tmp_path, JARS) == [JARS[1]]
    shop = Shop()
    ensure_jars(tmp_path, jars=JARS, download=shop)
    assert shop.asked == ["two"]
    assert contents(tmp_path) == WHOLE
    assert bad_jars(tmp_path, JARS) == []


def test_ensure_when_bytes_rot_under_an_old_time_then_distrust_finds_it(tmp_path: Path) -> None:
    ensure_jars(tmp_path, jars=JARS, download=Shop())
    path = library(tmp_path) / JARS[0].filename
    seen = path.stat()
    path.write_bytes(b"X" + path.read_bytes()[1:])
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert bad_jars(tmp_path, JARS) == []
    distrust(tmp_path)
    shop = Shop()
    ensure_jars(tmp_path, jars=JARS, download=shop)
    assert shop.asked == ["one"]


def test_ensure_when_download_is_truncated_once_then_it_is_tried_again(tmp_path: Path) -> None:
    shop = Shop(lambda name, time: b"half" if name == "two" and time == 1 else None)
    ensure_jars(tmp_path, jars=JARS, download=shop)
    assert sorted(shop.asked) == ["one", "three", "two", "two"]
    assert contents(tmp_path) == WHOLE


def test_ensure_when_download_is_always_wrong_then_nothing_wrong_is_kept(tmp_path: Path) -> None:
    shop = Shop(lambda name, time: b"wrong" if name == "two" else None)
    with pytest.raises(JarError, match="SHA-256") as caught:
        ensure_jars(tmp_path, jars=JARS, download=shop)
    assert caught.value.path == "two-1.0.jar"
    assert caught.value.next_step
    assert "two-1.0.jar" not in contents(tmp_path)
    assert contents(tmp_path).items() <= WHOLE.items()


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (requests.exceptions.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED]"), "TLS"),
        (requests.ConnectionError("NameResolutionError: Name or service not known"), "DNS"),
        (requests.exceptions.ProxyError("Cannot connect to proxy"), "proxy"),
        (requests.ReadTimeout("read timed out"), "ReadTimeout"),
        (RuntimeError("Artifact x not found in remote repositories {}"), "did not give"),
    ],
)
def test_ensure_when_the_network_fails_then_the_error_names_it(tmp_path: Path, error: Exception, word: str) -> None:
    def fail(jar: Jar, repository: Path) -> Path:
        raise error

    with pytest.raises(JarError, match=word) as caught:
        ensure_jars(tmp_path, jars=JARS, download=fail)
    assert caught.value.next_step


def test_ensure_when_the_network_breaks_in_the_middle_then_what_came_is_kept(tmp_path: Path) -> None:
    def spoil(name: str, time: int) -> bytes | None:
        if name == "three":
            raise requests.ConnectionError("reset")
        return None

    with pytest.raises(JarError):
        ensure_jars(tmp_path, jars=JARS, download=Shop(spoil))
    kept = contents(tmp_path)
    shop = Shop()
    ensure_jars(tmp_path, jars=JARS, download=shop)
    assert sorted(shop.asked) == sorted(jar.artifact for jar in JARS if jar.filename not in kept)


def test_ensure_when_two_ask_at_once_then_each_jar_is_fetched_once(tmp_path: Path) -> None:
    shop = Shop()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: ensure_jars(tmp_path, jars=JARS, download=shop), range(2)))
    assert sorted(shop.asked) == ["one", "three", "two"]


def test_ensure_when_the_cache_cannot_be_made_then_the_remedy_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(JarError, match="ASSETGRAPH_CACHE"):
        ensure_jars(tmp_path / "file", jars=JARS, download=Shop())


def test_ensure_when_the_disk_is_nearly_full_then_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = jars.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(jars.shutil, "disk_usage", lambda path: real._replace(free=1000))
    shop = Shop()
    with pytest.raises(JarError, match="do not fit"):
        ensure_jars(tmp_path, jars=JARS, download=shop)
    assert shop.asked == []
