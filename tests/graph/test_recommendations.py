"""Recommendations: each rule is silent on a clean production and fires on the fault that it is for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph.demo.media import write_video
from tests.library import Library, png_bytes

pytestmark = pytest.mark.graph

STUDIO = """
templates: ['{project}/shots/{sequence}/{shot}/{task}/{name}.{ext}']
projects:
  - {code: film, kind: feature, roots: ['library:/film'], state: active}
  - {code: spot, kind: commercial, roots: ['library:/spot'], state: active}
  - {code: docu, kind: documentary, roots: ['library:/docu'], state: active}
"""
COMP = """version 15.0 v1
Read {{
 file ../plate/{shot}_plate_v001.####.png
 name R
}}
Write {{
 file {out}
 name W
}}
"""
ROLL = "docu/2026-05-01/A001"


@pytest.fixture
def clean(library: Library) -> Iterator[Library]:
    """Three productions in good order, of which the footage of one lies on a second volume, too."""
    library.settings.home.mkdir(parents=True, exist_ok=True)
    studio = library.settings.home / "studio.yaml"
    studio.write_text(STUDIO)
    for project in ("film", "spot"):
        for shot in ("sh010", "sh020"):
            place = f"{project}/shots/sq010/{shot}"
            _frames(library, f"{place}/plate/{shot}_plate_v001", (1001, 1002, 1003))
            _frames(library, f"{place}/render/{shot}_comp_v001", (1001, 1002, 1003))
            _comp(library, f"{place}/comp/{shot}_comp_v001.nk", f"../render/{shot}_comp_v001.####.png")
    rig = '//Maya ASCII 2024 scene\nrequires maya "2024";\n'
    for name in ("mila_rig.ma", "versions/mila_rig_v001.ma", "mila_rig.0003.ma"):
        library.write(f"film/assets/mila/rig/{name}", rig)
    library.write("film/shots/sq020/sh020/comp/notes.txt")
    _movie(library, f"{ROLL}/A001C001.mov", reel="A001C001")
    _movie(library, f"{ROLL}/proxy/A001C001.mov", width=32)
    backup = library.root.parent / "backup"
    shutil.copytree(library.root / "docu", backup / "docu")
    library.graph.ingest(backup, volume="backup", jobs=1)
    yield library
    studio.unlink()


def _frames(library: Library, stem: str, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        library.write(f"{stem}.{number}.png", png_bytes((number + len(stem)) % 250))


def _comp(library: Library, name: str, out: str) -> None:
    library.write(name, COMP.format(shot=Path(name).name[:5], out=out))


def _movie(library: Library, name: str, *, width: int = 64, reel: str | None = None, seed: int = 0) -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    timecode = "01:00:00:00" if reel else None
    write_video(path, codec="prores", width=width, height=36, frames=6, timecode=timecode, reel=reel, seed=seed)
    return path


def _advice(library: Library) -> set[tuple[str, str, str]]:
    rows = list(library.graph.query("recommendations"))
    assert all(row.suggestion and row.evidence for row in rows)
    told = [(row.project, row.rule, str(Path(row.path).relative_to(library.root))) for row in rows]
    assert len(told) == len(set(told)), "each once, however many shots have that name"
    return set(told)


def _plant_in_film(library: Library) -> set[tuple[str, str]]:
    shot = "film/shots/sq010/sh010"
    library.write(f"{shot}/comp/what?.txt")
    library.write(f"{shot}/comp/Notes.txt", "one")
    library.write(f"{shot}/comp/notes.txt", "two")
    library.write(f"{shot}/comp/sh010_test_v9.txt", "nine")
    library.write(f"{shot}/comp/sh010_test_v010.txt", "ten")
    library.write(f"{shot}/plate/sh020_stray.txt")
    library.write("film/assets/mila/rig/mila.ma", '//Maya ASCII 2024 scene\nrequires maya "2024";\n')
    library.write(f"{shot}/plate/sh020_stray.png", png_bytes(7))
    _comp(library, f"{shot}/comp/sh010_grade.nk", "sh010_grade.mov")
    library.write(f"{shot}/comp/sh010_grade.mov")
    _frames(library, f"{shot}/render/sh010_comp_v002", (1001, 1003))
    return {
        ("name_not_portable", f"{shot}/comp/what?.txt"),
        ("names_differ_in_case", f"{shot}/comp/notes.txt"),
        ("uneven_version_numbers", f"{shot}/comp/sh010_test_v9.txt"),
        ("in_another_shot", f"{shot}/plate/sh020_stray.png"),
        ("scene_without_version", f"{shot}/comp/sh010_grade.nk"),
        ("scene_without_version", "film/assets/mila/rig/mila.ma"),
        ("render_beside_its_scene", f"{shot}/comp/sh010_grade.mov"),
        ("frames_are_missing", f"{shot}/render/sh010_comp_v002.%04d.png"),
    }


def _plant_in_spot(library: Library) -> set[tuple[str, str]]:
    shot = "spot/shots/sq010/sh020"
    _movie(library, f"{shot}/plate/sh020_take_v001.mov", seed=3)
    _movie(library, f"{shot}/plate/sh020_take_v001_proxy.mov", width=32, seed=3)
    library.write(f"{shot}/comp/aux.txt")
    library.write(f"{shot}/comp/sh020_look.ma", '//Maya ASCII 2024 scene\nrequires maya "2024";\n')
    return {
        ("proxy_beside_its_source", f"{shot}/plate/sh020_take_v001_proxy.mov"),
        ("name_not_portable", f"{shot}/comp/aux.txt"),
        ("scene_without_version", f"{shot}/comp/sh020_look.ma"),
    }


def _plant_in_docu(library: Library) -> set[tuple[str, str]]:
    _movie(library, f"{ROLL}/A001C002.mov", reel="A001C002", seed=5)
    _movie(library, "docu/new/clip.mov", reel="B001C001", seed=6)
    library.write(f"{ROLL}/trailing.")
    return {
        ("footage_stored_once", f"{ROLL}/A001C002.mov"),
        ("footage_stored_once", "docu/new/clip.mov"),
        ("footage_without_day_or_roll", "docu/new/clip.mov"),
        ("name_not_portable", f"{ROLL}/trailing."),
    }


def test_recommendations_when_a_production_is_clean_then_there_are_none_and_each_fault_gives_its_own(
    clean: Library,
) -> None:
    clean.ingest(probe="header")
    assert _advice(clean) == set()
    plants = {"film": _plant_in_film, "spot": _plant_in_spot, "docu": _plant_in_docu}
    wanted = {(project, *told) for project, plant in plants.items() for told in plant(clean)}
    clean.ingest(probe="header")
    assert _advice(clean) == wanted
    only = list(clean.graph.query("recommendations", project="docu", rule="footage_stored_once"))
    assert [Path(row.path).name for row in only] == ["A001C002.mov", "clip.mov"]
    assert {row.kind for row in only} == {"documentary"}
