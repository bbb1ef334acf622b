"""Hash lists in the graph: what they tell of which file, and that nobody may delete on their word."""

from __future__ import annotations

import hashlib
import os

import pytest

from tests import package_writing as write
from tests.library import Library

pytestmark = pytest.mark.graph
DATA = b"plate" * 100


def _mhl(*rows: tuple[str, bytes, int]) -> str:
    listed = "".join(
        f"<hash><file>{path}</file><size>{size}</size><md5>{hashlib.md5(data).hexdigest()}</md5></hash>"
        for path, data, size in rows
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<hashlist version="1.1">{listed}</hashlist>\n'


def _listed(library: Library) -> set[tuple[str, str, str, bool | None, bool]]:
    return {
        (
            row.list.removeprefix(f"{library.root}/"),
            row.path.removeprefix(f"{library.root}/"),
            row.hash,
            row.size_ok,
            row.changed_since,
        )
        for row in library.graph.query("listed_hashes")
    }


def _md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def test_lists_when_related_then_tell_hashes_and_follow_what_comes_changes_and_goes(library: Library) -> None:
    library.write("card/clips/a.bin", DATA, mtime=1_000)
    library.write("card/b.bin", b"b", mtime=1_000)
    rows = ("clips/a.bin", DATA, 500), ("b.bin", b"b", 1), ("clips/late.bin", b"late", 4)
    library.write("card/card.mhl", _mhl(*rows), mtime=2_000)
    library.write("card/clips/a.bin.md5", f"{_md5(DATA)}  a.bin\n", mtime=2_000)
    library.ingest(probe="header")
    first = {
        ("card/card.mhl", "card/clips/a.bin", _md5(DATA), True, False),
        ("card/card.mhl", "card/b.bin", _md5(b"b"), True, False),
        ("card/clips/a.bin.md5", "card/clips/a.bin", _md5(DATA), None, False),
    }
    assert _listed(library) == first
    assert library.counts()["SIDECAR_OF"] == 1
    before = library.dump()
    library.ingest(probe="header")
    library.graph.relate(everything=True)
    assert library.dump() == before
    library.write("card/clips/late.bin", b"longer", mtime=3_000)
    (library.root / "card/b.bin").unlink()
    library.ingest(probe="header")
    assert _listed(library) == {
        *(row for row in first if row[1] != "card/b.bin"),
        ("card/card.mhl", "card/clips/late.bin", _md5(b"late"), False, True),
    }
    (problem,) = library.graph.query("problems", stage="document")
    assert (problem.path, "late.bin (6 bytes, told 4)" in problem.reason) == (str(library.root / "card/card.mhl"), True)
    (library.root / "card/card.mhl").write_text("<hashlist")
    library.ingest(probe="header")
    assert {row.path for row in library.graph.query("problems", stage="document")} == {
        str(library.root / "card/card.mhl")
    }


def test_copies_when_lists_tell_them_then_are_shown_and_are_no_reason_to_delete(library: Library) -> None:
    """A packing list tells SHA-1 in base64, a list of ASC MHL in hexadecimal digits."""
    package = write.write_package(library.root / "pkg")
    picture = (package / "picture.mxf").read_bytes()
    library.write("backup/film.bin", picture, mtime=1_000)
    digest = hashlib.sha1(picture).hexdigest()
    row = f'<hash><path size="{len(picture)}">film.bin</path><sha1>{digest}</sha1></hash>'
    text = f'<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0"><hashes>{row}</hashes></hashlist>'
    library.write("backup/ascmhl/0001.mhl", f'<?xml version="1.0"?>\n{text}', mtime=2_000)
    os.utime(package / "picture.mxf", (1_000, 1_000))
    library.ingest(probe="header", hash="none")
    (group,) = library.graph.query("told_copies")
    assert (group.algorithm, group.hash, group.copies, group.unchanged) == ("sha1", digest, 2, True)
    assert [path.removeprefix(f"{library.root}/") for path in group.paths] == ["backup/film.bin", "pkg/picture.mxf"]
    orphans = list(library.graph.query("orphans"))
    assert [row for row in orphans if row.removable or row.orphan_class == "REDUNDANT_COPY"] == []
    assert list(library.graph.impact(library.root / "backup/film.bin")) == []
