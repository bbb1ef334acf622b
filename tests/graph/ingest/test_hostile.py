"""Input that means ill, or only is odd: names, special files, files that come and go, and values no index takes."""

from __future__ import annotations

import base64
import os
import random
import socket
from pathlib import Path
from typing import Any

import pytest

from assetgraph.ingest import reading
from assetgraph.ingest.reading import ReadTask
from assetgraph.media import workers
from assetgraph.model.records import Reading
from tests.library import Library, png_bytes

pytestmark = pytest.mark.graph

NAMES: dict[str, bytes] = {
    "latin-1": b"caf\xe9.txt",
    "bytes": b"\xff\xfe\x80.txt",
    "half_a_character": b"cut \xe2\x82.txt",
    "newline": b"two\nlines.txt",
    "carriage_return": b"back\rover.txt",
    "tab": b"a\tb.txt",
    "escape": b"\x1b[31mred\x1b[0m.txt",
    "bell": b"\x07.txt",
    "quotes": b'it\'s "quoted".txt',
    "backtick": b"`uid`.txt",
    "shell": b"$(touch canary) `touch canary` ; rm -rf *.txt",
    "option": b"-rf",
    "long_option": b"--version",
    "formula": b"=HYPERLINK(1).csv",
    "right_to_left": "\u202egnp.exe".encode(),
    "hebrew": "סרט.txt".encode(),
    "nfc": "\u00e9.txt".encode(),
    "nfd": "e\u0301.txt".encode(),
    "emoji": "\U0001f3ac\U0001f1e9\U0001f1ea.txt".encode(),
    "longest": b"x" * 251 + b".txt",
    "longest_in_characters": "ü".encode() * 125 + b".txt",
    "longest_in_bytes": b"\xff" * 255,
    "dots": b"...",
    "trailing_dot": b"name.",
    "trailing_space": b"name ",
    "space": b" ",
    "reserved": b"CON",
    "backslash": b"a\\b.txt",
    "percent": b"%s %04d %n.txt",
    "glob": b"[a-z]*?{x}.txt",
    "html": b"<img src=x onerror=alert(1)>.txt",
    "cypher_quote": b"x'}) DETACH DELETE n ",
    "cypher_double_quote": b'x"}) MATCH (n) DETACH DELETE n ',
    "cypher_comment": b"x' OR 1=1 -- .txt",
    "cypher_label": b"a`) SET n:Admin WITH n MATCH (m:`b",
    "cypher_parameter": b"$rows.uid",
    "cypher_map": b"{uid: 'canary'}",
    "cypher_escape": rb"\u0027}) DETACH DELETE (n.txt",
    "cypher_load": b"' LOAD CSV FROM 'file:x",
    "full_text": b"*:* AND name:[a TO z] OR (~^.txt",
    "json": b'{"a": [1, null]}.txt',
}


def test_names_when_odd_or_hostile_then_are_kept_byte_for_byte_and_do_nothing(library: Library) -> None:
    library.run("CREATE (:Canary {uid: 'canary', name: 'alive'})")
    library.run("CREATE (:Other:Asset {uid: 'canary', status: 'CANARY', name: 'alive'})")
    root = os.fsencode(library.root)
    for folder in (b"names", b"folder \xff\n'`"):
        os.mkdir(root + b"/" + folder)  # noqa: PTH102 - bytes
        for name in NAMES.values():
            Path(os.fsdecode(root + b"/" + folder + b"/" + name)).write_bytes(folder + name)
    expected = {folder + b"/" + name for folder in (b"names", b"folder \xff\n'`") for name in NAMES.values()}
    summary = library.ingest(probe="header", hash="all")
    assert (summary.assets, summary.failed, summary.flawless) == (2 * len(NAMES), 0, True)
    assert library.problems() == set()

    rows = library.ask(
        "MATCH (a:Asset)-[:IN_FOLDER]->(f:Folder) WHERE a.status = 'PRESENT' RETURN a.name AS name, a.raw_name AS raw, "
        "f.rel_path AS folder, f.raw_rel_path AS raw_folder, a.content_hash AS hash"
    )
    stored = {_raw(row["raw_folder"], row["folder"]) + b"/" + _raw(row["raw"], row["name"]) for row in rows}
    assert stored == expected
    assert len({row["hash"] for row in rows}) == len(rows), "each was opened, and is itself"

    shown = list(library.graph.query("largest", limit=1000))
    paths = {base64.b64decode(row.raw_path_b64) if row.raw_path_b64 else row.path.encode() for row in shown}
    assert {path.removeprefix(root + b"/") for path in paths} == expected

    assert library.ask("MATCH (c:Canary) RETURN c.name AS name") == [{"name": "alive"}]
    assert library.ask("MATCH (a {uid: 'canary', status: 'CANARY'}) RETURN labels(a) AS l") == [
        {"l": ["Asset", "Other"]}
    ]
    assert not list(library.root.parent.rglob("canary"))
    labels = library.ask("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")
    assert "Admin" not in {row["label"] for row in labels}
    again = library.ingest(probe="header", hash="all")
    assert (again.files_opened, again.done, again.vanished) == (0, 0, 0)


def _raw(raw: str | None, text: str) -> bytes:
    return base64.b64decode(raw) if raw else text.encode()


def test_names_when_odd_files_move_then_they_keep_their_identity(library: Library) -> None:
    root = os.fsencode(library.root)
    os.mkdir(root + b"/\xff")  # noqa: PTH102 - bytes
    for name in (b"caf\xe9", b"two\nlines"):
        Path(os.fsdecode(root + b"/\xff/" + name)).write_bytes(name)
    library.ingest()
    before = {row["uid"] for row in library.ask("MATCH (a:Asset) RETURN a.uid AS uid")}
    os.rename(root + b"/\xff", root + b"/\xfe")  # noqa: PTH104 - bytes
    summary = library.ingest()
    assert (summary.moved, summary.vanished) == (2, 0)
    rows = library.ask("MATCH (a:Asset) RETURN a.uid AS uid, a.status AS status")
    assert {(row["uid"], row["status"]) for row in rows} == {(uid, "PRESENT") for uid in before}


def test_names_when_two_differ_only_in_lost_bytes_then_stay_two(library: Library) -> None:
    for name in (b"x\xfe.txt", b"x\xff.txt"):
        Path(os.fsdecode(os.fsencode(library.root) + b"/" + name)).write_bytes(name)
    assert library.ingest().assets == 2
    rows = library.ask("MATCH (a:Asset) RETURN a.name AS name, a.location_key AS key")
    assert ({row["name"] for row in rows}, len({row["key"] for row in rows})) == ({"x�.txt"}, 2)
    assert library.ingest().unchanged == 2


def test_special_files_when_met_then_are_neither_followed_nor_opened(library: Library, tmp_path: Path) -> None:
    root = library.root
    library.write("a/real.txt")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("secret")
    (root / "loop").symlink_to(root)
    (root / "a/up").symlink_to("..")
    (root / "dangling").symlink_to("nowhere")
    (root / "self").symlink_to("self")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "file link.txt").symlink_to(root / "a/real.txt")
    os.mkfifo(root / "pipe.mov")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "s.png"))
        summary = library.ingest(probe="header")
    assert (summary.assets, summary.files_opened, summary.flawless) == (1, 1, True)
    assert set(library.uids()) == {"a/real.txt"}
    assert library.problems() == set()


def test_media_when_empty_or_garbage_then_is_a_problem_and_nothing_more(library: Library) -> None:
    noise = random.Random(7).randbytes(5000)
    endings = ("mov", "mp4", "mxf", "png", "exr", "jpg", "wav", "tif", "dpx")
    for ending in endings:
        library.write(f"garbage.{ending}", noise)
        (library.root / f"empty.{ending}").touch()
        library.write(f"cut.{ending}", png_bytes()[:20])
    library.write("whole.png", png_bytes())
    summary = library.ingest(probe="header")
    assert (summary.assets, summary.done) == (3 * len(endings) + 1, 1)
    assert summary.failed == 3 * len(endings)
    told = {name for _, name in library.problems()}
    assert told == {f"{kind}.{ending}" for kind in ("garbage", "empty", "cut") for ending in endings}
    rows = library.ask(
        "MATCH (a:Asset) WHERE a.name <> 'whole.png' AND (a.width IS NOT NULL OR a.duration_s IS NOT NULL) RETURN a"
    )
    assert rows == []


def _in_process(patch: pytest.MonkeyPatch) -> None:
    """Read here rather than in a worker, so that a test can stand between scan and read."""
    patch.setattr(
        workers.Workers, "map", lambda _self, work, tasks: ((tag, task and work(task)) for tag, task, _ in tasks)
    )


def test_file_when_it_goes_between_scan_and_read_then_no_asset_is_made(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("a/gone.txt")
    library.write("a/stays.txt")
    real = reading.read_asset

    def read(task: ReadTask) -> Any:
        (library.root / "a/gone.txt").unlink(missing_ok=True)
        return real(task)

    with monkeypatch.context() as patch:
        _in_process(patch)
        patch.setattr("assetgraph.ingest.pipeline.read_asset", read)
        summary = library.ingest(probe="header")
    assert (summary.assets, summary.failed, summary.flawless) == (2, 1, False)
    assert set(library.uids()) == {"a/stays.txt"}
    assert library.problems() == {("stat", "a/gone.txt")}
    later = library.ingest(probe="header")
    assert (later.assets, later.flawless, library.problems()) == (1, True, set())


def test_known_file_when_it_goes_between_scan_and_read_then_the_next_run_knows(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/one.txt", "a/two.txt"):
        library.write(name)
    library.ingest(probe="header")
    library.write("a/one.txt", "changed")
    real = reading.read_asset

    def read(task: ReadTask) -> Any:
        (library.root / "a/one.txt").unlink(missing_ok=True)
        return real(task)

    with monkeypatch.context() as patch:
        _in_process(patch)
        patch.setattr("assetgraph.ingest.pipeline.read_asset", read)
        assert not library.ingest(probe="header").flawless
    later = library.ingest(probe="header")
    assert (later.vanished, later.flawless, library.problems()) == (1, True, set())


def test_file_when_it_changes_while_read_then_no_hash_is_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.write("render.png", png_bytes(), mtime=1_700_000_000)
    real = reading._read

    def read(name: str, level: Any) -> Reading:
        result = real(name, level)
        path.write_bytes(png_bytes() + b"more")
        return result

    with monkeypatch.context() as patch:
        _in_process(patch)
        patch.setattr(reading, "_read", read)
        summary = library.ingest(probe="header", hash="all")
    assert not summary.flawless
    assert library.problems() == {("stat", "render.png")}
    assert (library.property("render.png", "quick_hash"), library.property("render.png", "content_hash")) == (
        None,
        None,
    )
    mended = library.ingest(probe="header", hash="all")
    assert (mended.flawless, library.problems()) == (True, set())
    assert library.property("render.png", "quick_hash")


def test_value_when_no_index_takes_it_then_only_its_file_is_reduced(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        library.write(f"clip{number}.png", png_bytes(number))

    def read(name: str, level: Any) -> Reading:
        too_long = "x" * 9000 if name.endswith("clip4.png") else ""
        metadata = {"width": 2, "camera_model": "x" * 9000}
        return Reading(kind="image", format="png", metadata=metadata, quick_hash=name[-9:] + too_long)

    with monkeypatch.context() as patch:
        _in_process(patch)
        patch.setattr(reading, "_read", read)
        summary = library.ingest(probe="header", hash="none")
    assert (summary.done, summary.failed) == (8, 1)
    assert library.problems() == {("write", "clip4.png")}
    assert set(library.uids()) == {f"clip{number}.png" for number in range(9)}
    assert library.property("clip3.png", "camera_model") == "x" * 2000, "as much of a property as an index takes"
    widths = {number: library.property(f"clip{number}.png", "width") for number in (3, 4, 5)}
    assert widths == {3: 2, 4: None, 5: 2}
    again = library.ingest(probe="header", hash="none")
    assert (again.failed, again.unchanged, again.files_opened) == (1, 8, 0)


def test_folder_when_deep_then_depth_is_no_limit(library: Library) -> None:
    descriptor = os.open(library.root, os.O_RDONLY)
    depth = 300
    for _ in range(depth):
        os.mkdir("d123456789012", dir_fd=descriptor)
        inner = os.open("d123456789012", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(os.open("deepest.txt", os.O_CREAT, dir_fd=descriptor))
    os.close(descriptor)
    summary = library.ingest()
    assert library.counts()["Folder"] >= 280
    assert summary.assets + summary.problems == 1, "read, or told that the path is too long"
