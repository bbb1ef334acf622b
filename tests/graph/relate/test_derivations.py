"""What was made from what, by what documents declare and by reel, timecode and stem: told as if all came at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from assetgraph.demo.media import write_video
from tests.library import Library, rename

pytestmark = pytest.mark.graph

EDGES = """
MATCH (a:Asset)-[r:PROXY_OF|DERIVED_FROM]->(b:Asset) OPTIONAL MATCH (d:Asset {uid: r.document})
RETURN a.rel_path AS a, b.rel_path AS b, coalesce(r.kind, 'PROXY') AS kind, r.method AS method, r.confidence AS sure,
       d.rel_path AS document
"""
TIMECODE = "10:22:33:04"


def _told(library: Library) -> set[tuple[object, ...]]:
    """(derivative, source, kind, method, confidence, document) of all."""
    rows = [tuple(row.values()) for row in library.ask(EDGES)]
    assert len(rows) == len({row[:2] for row in rows}), rows
    return set(rows)


def _script(library: Library, name: str, *reads: tuple[str, str]) -> Path:
    """A Nuke script of Reads, each with a file and its proxy."""
    nodes = "".join(
        f"Read {{\n file {library.root / full}\n proxy {library.root / proxy}\n}}\n" for full, proxy in reads
    )
    return library.write(name, f"Root {{\n inputs 0\n}}\n{nodes}")


def _movie(library: Library, name: str, *, width: int = 64, seed: int = 0, **values: str) -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    codec = "h264" if path.suffix == ".mp4" else "prores"
    write_video(path, codec=codec, width=width, height=width // 2, frames=12, seed=seed, **values)  # type: ignore[arg-type]
    return path


def _follows(library: Library, probe: str = "none") -> None:
    """Ingest; what is told step by step is what all at once gives."""
    library.ingest(probe=probe, allow_vanished=20)
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before


def test_declared_proxy_when_its_document_comes_changes_and_goes_then_follows(library: Library) -> None:
    for name in ("plates/a.mov", "small/x.mov", "small/y.mov"):
        library.write(name)
    _follows(library)
    assert _told(library) == set()
    _script(library, "comp/c.nk", ("plates/a.mov", "small/x.mov"))
    _follows(library)
    assert _told(library) == {("small/x.mov", "plates/a.mov", "PROXY", "DECLARED", 0.95, "comp/c.nk")}
    _script(library, "comp/c.nk", ("plates/a.mov", "small/y.mov"), ("plates/gone.mov", "small/x.mov"))
    _follows(library)
    assert _told(library) == {("small/y.mov", "plates/a.mov", "PROXY", "DECLARED", 0.95, "comp/c.nk")}
    library.write("plates/gone.mov")
    _follows(library)
    assert ("small/x.mov", "plates/gone.mov", "PROXY", "DECLARED", 0.95, "comp/c.nk") in _told(library)
    rename(library, "comp/c.nk", "comp/d.nk")
    _follows(library)
    assert {row[-1] for row in _told(library)} == {"comp/d.nk"}
    (library.root / "comp/d.nk").unlink()
    _follows(library)
    assert _told(library) == set()
    _script(library, "comp/d.nk", ("plates/a.mov", "small/y.mov"))
    _follows(library)
    assert _told(library) == {("small/y.mov", "plates/a.mov", "PROXY", "DECLARED", 0.95, "comp/d.nk")}


def test_declared_proxy_when_its_folder_is_told_again_then_stays(library: Library) -> None:
    library.write("a.mov")
    library.write("x.mov")
    _script(library, "c.nk", ("a.mov", "x.mov"))
    library.ingest()
    made = _told(library)
    assert len(made) == 1
    library.write("other.mov")
    library.ingest()
    assert _told(library) == made


def test_pair_when_documents_and_folders_tell_it_then_the_surer_stands_and_the_other_comes_back(
    library: Library,
) -> None:
    _movie(library, "p/A.mov")
    _movie(library, "p/proxy/A.mp4", width=32)
    _follows(library, "header")
    by_name = ("p/proxy/A.mp4", "p/A.mov", "PROXY", "NAME_TEMPLATE", 0.9, None)
    assert _told(library) == {by_name}
    for name in ("c1.nk", "c2.nk"):
        _script(library, name, ("p/A.mov", "p/proxy/A.mp4"))
    _follows(library, "header")
    ((*pair, document),) = _told(library)
    assert pair == ["p/proxy/A.mp4", "p/A.mov", "PROXY", "DECLARED", 0.95]
    (library.root / str(document)).unlink()
    _follows(library, "header")
    ((*pair, other),) = _told(library)
    assert (pair[3], {document, other}) == ("DECLARED", {"c1.nk", "c2.nk"})
    _script(library, str(other))
    _follows(library, "header")
    assert _told(library) == {by_name}


def test_declared_proxy_when_its_source_is_lost_then_is_still_made_from_it(library: Library) -> None:
    library.write("plates/a.mov")
    library.write("small/x.mov")
    _script(library, "c.nk", ("plates/a.mov", "small/x.mov"))
    _follows(library)
    plate = str(library.root / "plates/a.mov")
    assert {(Path(row.path).name, row.effect.value) for row in library.graph.impact(plate)} == {
        ("c.nk", "BROKEN"),
        ("x.mov", "LOSES_SOURCE"),
    }
    rename(library, "plates/a.mov", "moved/a.mov")
    _follows(library)
    assert {row[:2] for row in _told(library)} == {("small/x.mov", "moved/a.mov")}
    (library.root / "moved/a.mov").unlink()
    _follows(library)
    assert {row[:2] for row in _told(library)} == {("small/x.mov", "moved/a.mov")}
    assert "x.mov" not in {Path(row.path).name for row in library.graph.query("orphans")}  # the script shows it


def test_derivative_when_a_document_declares_it_and_its_source_changes_then_is_stale(library: Library) -> None:
    library.write("plates/a.mov", mtime=1_700_000_000)
    library.write("small/x.mov", mtime=1_700_000_100)
    _script(library, "c.nk", ("plates/a.mov", "small/x.mov"))
    _follows(library)
    assert list(library.graph.query("stale")) == []
    library.write("plates/a.mov", "graded anew", mtime=1_700_000_200)
    _follows(library)
    (row,) = library.graph.query("stale")
    assert (Path(row.derivative).name, Path(row.source).name, row.method) == ("x.mov", "a.mov", "DECLARED")
    library.write("small/x.mov", "made anew", mtime=1_700_000_300)
    _follows(library)
    assert list(library.graph.query("stale")) == []


def test_user_when_denying_what_a_document_declares_then_has_the_last_word(library: Library) -> None:
    library.write("a.mov")
    library.write("x.mov")
    _script(library, "c.nk", ("a.mov", "x.mov"))
    library.ingest()
    library.graph.unlink(str(library.root / "x.mov"), str(library.root / "a.mov"), "PROXY_OF")
    _follows(library)
    assert {row[2:5] for row in _told(library)} == {("PROXY", "USER", 0.0)}


def test_clip_when_it_lies_elsewhere_then_its_reel_tells_whatever_comes_first(library: Library) -> None:
    _movie(library, "dailies/x.mp4", width=32)
    tagged = {"timecode": TIMECODE, "reel": "A001C003"}
    small = _movie(library, "editorial/day1/x.mov", width=32, **tagged)
    _follows(library, "header")
    assert _told(library) == set()
    _movie(library, "rushes/A001C003_0101.mov", **tagged)
    _follows(library, "header")
    first = ("editorial/day1/x.mov", "rushes/A001C003_0101.mov", "TRANSCODE", "TC_REEL", 0.9, None)
    assert _told(library) == {first}
    second = _movie(library, "copy/other.mov", seed=1, **tagged)  # as good, and of other content
    _follows(library, "header")
    assert _told(library) == set()
    rename(library, "copy/other.mov", "copy/another.mov")
    _follows(library, "header")
    assert _told(library) == set()
    second = library.root / "copy/another.mov"
    _movie(library, "copy/another.mov", seed=1, timecode=TIMECODE, reel="B002C001")  # of another reel after all
    _follows(library, "header")
    assert _told(library) == {first}
    second.unlink()
    rename(library, "editorial/day1/x.mov", "editorial/proxies/day1/x.mov")
    _follows(library, "header")
    proxy = ("editorial/proxies/day1/x.mov", *first[1:2], "PROXY", *first[3:])
    assert _told(library) == {proxy}
    (library.root / "rushes/A001C003_0101.mov").unlink()
    _follows(library, "header")
    assert _told(library) == {proxy}  # missing is a state
    assert not small.exists()


def test_clip_when_its_source_lies_on_another_volume_then_is_found_in_whatever_order(
    library: Library, tmp_path: Path
) -> None:
    other = Library(tmp_path / "other", library.graph, library.settings)
    tagged = {"timecode": TIMECODE, "reel": "A001C003"}
    _movie(library, "x_proxy.mov", width=32, **tagged)
    _movie(other, "rushes/y.mov", **tagged)
    library.ingest(probe="header")
    assert _told(library) == set()
    other.ingest(probe="header", volume="other")
    expected = {("x_proxy.mov", "rushes/y.mov", "PROXY", "TC_REEL", 0.9, None)}
    assert _told(library) == expected
    (other.root / "rushes/y.mov").rename(other.root / "rushes/z.mov")
    other.ingest(probe="header", volume="other")
    assert {row[1] for row in _told(library)} == {"rushes/z.mov"}
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before
