"""Image sequences over time: they grow, shrink, move and are rendered again."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.library import Library, png_bytes, rename

pytestmark = pytest.mark.graph


def test_lone_frame_when_more_come_and_go_then_keeps_its_identity(library: Library) -> None:
    library.write("shot.0001.png", png_bytes(1))
    library.write("keep.txt")
    library.ingest()
    uid = library.uids()["shot.0001.png"]
    library.write("shot.0002.png", png_bytes(2))
    library.ingest()
    assert library.uids()["shot.%04d.png"] == uid
    (library.root / "shot.0001.png").unlink()
    library.ingest()
    assert library.uids()["shot.0002.png"] == uid
    assert library.uids("VANISHED") == {}
    assert library.property("shot.0002.png", "frame_count") is None
    labels = library.ask("MATCH (a:Asset {uid: $uid}) RETURN labels(a) AS labels", uid=uid)[0]["labels"]
    assert set(labels) == {"Asset", "Image"}


def test_lone_frame_when_given_as_a_path_of_its_own_then_the_sequence_keeps_its_identity(library: Library) -> None:
    library.write("shot.0001.png", png_bytes(1))
    library.ingest()
    uid = library.uids()["shot.0001.png"]
    library.write("shot.0002.png", png_bytes(2))
    library.ingest("shot.0002.png")
    assert library.ingest().unchanged == 1
    assert library.uids() == {"shot.%04d.png": uid}


def test_sequence_when_it_has_holes_then_they_are_told(library: Library) -> None:
    for frame in (1, 2, 5, 9):
        library.write(f"shot.{frame:04d}.png", png_bytes(frame))
    summary = library.ingest()
    assert (summary.assets, summary.files) == (1, 4)
    names = ("first", "last", "frame_count", "missing", "missing_count")
    values = {name: library.property("shot.%04d.png", name) for name in names}
    assert values == {"first": 1, "last": 9, "frame_count": 4, "missing": ["3-4", "6-8"], "missing_count": 5}


def test_tiles_when_rows_are_not_full_then_none_is_missing(library: Library) -> None:
    for tile in (1001, 1002, 1011, 1021, 1022):
        picture = io.BytesIO()
        Image.new("RGB", (256, 256), (tile % 256, 0, 0)).save(picture, "PNG")
        library.write(f"door_diffuse.{tile}.png", picture.getvalue())
    library.ingest(probe="header")
    told = {name: library.property("door_diffuse.%04d.png", name) for name in ("missing", "missing_count")}
    assert told == {"missing": ["1003-1010", "1012-1020"], "missing_count": 0}


def test_photographs_when_some_were_not_chosen_then_none_is_missing(library: Library) -> None:
    exif = Image.Exif()
    exif[0x0110] = "ILCE-7M4"
    exif.get_ifd(0x8769)[0x829A] = 1 / 60
    for number in (1, 2, 5, 9):
        for name, tags in (("Smith", exif), ("render", Image.Exif())):
            picture = io.BytesIO()
            Image.new("RGB", (30, 20), (number, 0, 0)).save(picture, "JPEG", exif=tags)
            library.write(f"{name}_{number:04d}.jpg", picture.getvalue())
    library.ingest(probe="header")
    assert library.property("Smith_%04d.jpg", "missing_count") == 0
    assert library.property("render_%04d.jpg", "missing_count") == 5


def test_sequence_when_its_folder_moves_then_keeps_its_identity(library: Library) -> None:
    for frame in range(1, 4):
        library.write(f"v1/shot.{frame:04d}.png", png_bytes(frame))
    library.ingest()
    uid = library.uids()["v1/shot.%04d.png"]
    rename(library, "v1", "v2")
    assert library.ingest().moved == 1
    assert library.uids() == {"v2/shot.%04d.png": uid}


def test_sequence_when_its_frames_are_renumbered_then_its_range_follows(library: Library) -> None:
    for frame in range(1, 4):
        library.write(f"v1/shot.{frame:04d}.png", png_bytes(frame))
    library.ingest(probe="header")
    uid = library.uids()["v1/shot.%04d.png"]
    for frame in range(1, 4):
        rename(library, f"v1/shot.{frame:04d}.png", f"v2/plate.{frame + 1000:04d}.png")
    library.ingest(probe="header")
    assert library.uids() == {"v2/plate.%04d.png": uid}
    path = "v2/plate.%04d.png"
    assert (library.property(path, "first"), library.property(path, "last")) == (1001, 1003)
    dump = library.dump()
    library.ingest(probe="header")
    assert library.dump() == dump


def test_sequence_when_one_frame_is_rendered_again_then_has_changed(library: Library) -> None:
    for frame in range(1, 9):
        library.write(f"shot.{frame:04d}.png", png_bytes(frame))
    library.ingest()
    before = library.uids()
    library.write("shot.0004.png", png_bytes(99) + b"more")
    summary = library.ingest()
    assert (summary.done, library.uids()) == (1, before)
    assert library.events() == {("CHANGED", None, "shot.%04d.png", "PATH")}
