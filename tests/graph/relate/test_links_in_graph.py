"""References through symbolic links: they mean what the link leads to, and follow it."""

from __future__ import annotations

import pytest

from tests.library import Library

pytestmark = pytest.mark.graph
_SCRIPT = "#! Nuke -nx\nversion 14.0 v5\nRead {{\n file {file}\n name Read1\n}}\n"


def _states(library: Library) -> set[tuple[str, str, str | None]]:
    return {
        (row.document.rpartition("/")[2], row.state, row.target and row.target.removeprefix(f"{library.root}/"))
        for row in library.graph.query("references")
    }


def test_references_when_links_lie_on_their_way_then_follow_them_and_keep_what_they_mean(library: Library) -> None:
    root = library.root
    for version in ("v001", "v002"):
        for frame in (1001, 1002, 1003):
            library.write(f"show/render/{version}/{version}_beauty.{frame}.exr", b"frame" * frame)
        library.write(f"show/render/{version}/key.mov", version.encode())
    (root / "show/approved").mkdir()
    (root / "show/approved/hero.mov").symlink_to("../render/latest/key.mov")
    for frame in (1001, 1002, 1003):
        (root / f"show/approved/hero.{frame}.exr").symlink_to(f"{root}/show/render/v001/v001_beauty.{frame}.exr")
    library.write("show/nuke/movie.nk", _SCRIPT.format(file=f"{root}/show/approved/hero.mov"))
    library.write("show/nuke/frames.nk", _SCRIPT.format(file=f"{root}/show/approved/hero.%04d.exr"))
    library.ingest()
    assert {state for _, state, _ in _states(library)} == {"RESOLVED", "MISSING"}
    (root / "show/render/latest").symlink_to("v001")
    library.ingest()
    frames = ("frames.nk", "RESOLVED", "show/render/v001/v001_beauty.%04d.exr")
    assert _states(library) == {frames, ("movie.nk", "RESOLVED", "show/render/v001/key.mov")}
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before
    kept = {row.path.removeprefix(f"{root}/") for row in library.graph.query("orphans")}
    assert kept.isdisjoint({"show/render/v001/key.mov", "show/render/v001/v001_beauty.%04d.exr"})
    (root / "show/render/latest").unlink()
    (root / "show/render/latest").symlink_to("v002")
    library.ingest()
    assert _states(library) == {frames, ("movie.nk", "RESOLVED", "show/render/v002/key.mov")}
    (root / "show/render/latest").unlink()
    library.ingest()
    assert _states(library) == {frames, ("movie.nk", "MISSING", None)}


def test_reference_when_its_way_comes_folder_by_folder_then_the_link_at_its_end_is_followed(library: Library) -> None:
    root = library.root
    library.write("archive/key.mov")
    library.write("show/comp.nk", _SCRIPT.format(file=f"{root}/brook/footage/key.mov"))
    library.ingest()
    assert _states(library) == {("comp.nk", "MISSING", None)}
    library.write("brook/notes.txt")
    library.ingest()
    (root / "brook/footage").symlink_to("../archive")
    library.ingest()
    assert _states(library) == {("comp.nk", "RESOLVED", "archive/key.mov")}
