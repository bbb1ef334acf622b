"""Projects that folders and documents tell of, from files on disk to edges; step by step as if told anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.library import Library, png_bytes, rename

pytestmark = pytest.mark.graph

MEMBERS = """
MATCH (f:Folder)-[b:BELONGS_TO]->(part) MATCH (part)-[:BELONGS_TO]->{0,2}(p:Project)
RETURN f.rel_path AS folder, p.code AS project, CASE WHEN part:Project THEN null ELSE part.code END AS part,
       b.confidence >= 0.8 AS sure
"""
PROJECTS = "MATCH (p:Project) RETURN p.code AS code, p.layout AS layout, p.kind AS kind ORDER BY code"


def _still(library: Library, *folders: str) -> None:
    for folder in folders:
        library.write(f"{folder}/still.png", png_bytes(sum(folder.encode()) % 200))


def _members(library: Library) -> dict[str, tuple[str, str | None, bool]]:
    rows = library.ask(MEMBERS)
    assert len({row["folder"] for row in rows}) == len(rows)
    return {row["folder"]: (row["project"], row["part"], row["sure"]) for row in rows}


def _projects(library: Library) -> list[tuple[str, str, str | None]]:
    return [(row["code"], row["layout"], row["kind"]) for row in library.ask(PROJECTS)]


def _timeline(library: Library, name: str, *references: str) -> Path:
    """An EDL that cuts one second of each of these files, which lie beside it."""
    events = [
        f"{number:03}  AX       V     C        00:00:00:00 00:00:01:00 00:00:{number:02}:00 00:00:{number + 1:02}:00\n"
        f"* FROM CLIP NAME: {reference}\n* FROM FILE: ./{reference}\n"
        for number, reference in enumerate(references)
    ]
    return library.write(name, "TITLE: cut\nFCM: NON-DROP FRAME\n\n" + "\n".join(events))


def _read(library: Library) -> None:
    library.ingest(probe="header", allow_vanished=99)


def _assert_nothing_left_to_tell(library: Library) -> None:
    """What runs wrote step by step is what relating everything writes."""
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before


def test_projects_when_several_layouts_share_a_volume_then_each_file_has_its_own(library: Library) -> None:
    _still(library, *(f"clients/Brand/Spring/{each}" for each in ("01_FOOTAGE/A001", "02_AUDIO", "03_EDIT")))
    _still(library, *(f"shows/AUR/sq010/{shot}/{task}" for shot in ("sh010", "sh020") for task in ("plates", "comp")))
    _still(library, "docu/2026-03-14/A001", "docu/2026-03-15/A002", "home/anna/Pictures", "home/anna/Downloads")
    library.ingest()
    assert _projects(library) == [("AUR", "CODES", None), ("Spring", "WORDS", None), ("docu", "DAYS", None)]
    members = _members(library)
    assert members["shows/AUR/sq010/sh020/comp"] == ("AUR", "sh020", True)
    assert members["shows/AUR/sq010"] == ("AUR", "sq010", True)
    assert members["clients/Brand/Spring/01_FOOTAGE/A001"] == ("Spring", None, True)
    assert members["docu/2026-03-15/A002"] == ("docu", None, True)
    assert not [folder for folder in members if folder.startswith("home") or folder in {"clients/Brand", "shows", ""}]
    _assert_nothing_left_to_tell(library)


def test_project_when_what_tells_of_it_comes_and_goes_then_its_folders_follow(library: Library) -> None:
    _still(library, "spot/footage", "spot/audio/takes")
    library.ingest()
    assert _members(library) == {}
    _still(library, "spot/exports")
    library.ingest()
    assert _members(library)["spot/audio/takes"] == ("spot", None, True)
    _assert_nothing_left_to_tell(library)
    shutil.rmtree(library.root / "spot/audio")
    library.ingest(allow_vanished=9)
    assert _members(library) == {}
    assert _projects(library) == []
    _assert_nothing_left_to_tell(library)


def test_project_when_its_episodes_come_then_is_a_series(library: Library) -> None:
    _still(library, "SHOW/ep101/edit", "SHOW/footage", "SHOW/edit", "SHOW/exports")
    library.ingest()
    assert _projects(library) == [("SHOW", "WORDS", None)]
    _still(library, "SHOW/ep102/edit")
    library.ingest()
    assert _projects(library) == [("SHOW", "WORDS", "series")]
    _assert_nothing_left_to_tell(library)


def test_shows_when_a_second_one_shows_that_they_are_sequences_then_follow(library: Library) -> None:
    _still(library, *(f"x/ABC/ABC_{n:04}/{task}" for n in (10, 20) for task in ("plates", "comp")))
    library.ingest()
    assert _members(library)["x/ABC/ABC_0010/comp"] == ("ABC", "ABC_0010", False)
    _still(library, *(f"x/DEF/DEF_{n:04}/{task}" for n in (10, 20) for task in ("plates", "comp")))
    library.ingest()
    assert _members(library)["x/ABC/ABC_0010/comp"] == ("x", "ABC_0010", True)
    _assert_nothing_left_to_tell(library)


def test_folder_when_a_timeline_uses_what_lies_beside_it_then_is_a_project(library: Library) -> None:
    names = [f"nova_{each}.png" for each in ("opening", "street", "kitchen", "end")]
    for number, name in enumerate(names):
        library.write(f"flat/{name}", png_bytes(number))
    cut = _timeline(library, "flat/nova_cut.edl", *names[:3])
    for number, name in enumerate(("one.png", "two.png", "three.png")):
        library.write(f"other/{name}", png_bytes(100 + number))
    _timeline(library, "other/cut.edl", "one.png", "two.png", "three.png")
    _read(library)
    assert _members(library) == {"flat": ("flat", None, True)}
    evidence = "3 of 4 files in it are used by nova_cut.edl and share its code"
    grounds = "MATCH (:Folder)-[b:BELONGS_TO]->() RETURN b.method AS method, b.evidence AS evidence"
    assert library.ask(grounds) == [{"method": "EXPLICIT_PATH", "evidence": evidence}]
    _assert_nothing_left_to_tell(library)
    rename(library, "flat/nova_opening.png", "flat/changed.png")
    _timeline(library, "flat/nova_cut.edl", *names[1:3])
    _read(library)
    assert _members(library) == {}
    assert _projects(library) == []
    cut.unlink()
    _read(library)
    _assert_nothing_left_to_tell(library)


def test_flat_project_when_the_run_ends_before_telling_it_then_the_next_one_does(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"nova_{each}.png" for each in ("opening", "street", "end")]
    for number, name in enumerate((*names, "v_v001.png", "v_v002.png")):
        library.write(f"flat/{name}", png_bytes(number))
    _read(library)
    assert library.ask("MATCH (c:VersionChain) RETURN c.template AS template") != []
    _timeline(library, "flat/nova_cut.edl", *names)
    for version in ("v_v001.png", "v_v002.png"):
        rename(library, f"flat/{version}", f"other/{version.replace('_v0', 'x')}")
    with monkeypatch.context() as patch:
        patch.setattr("assetgraph.relate.run.Relator.finish", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            _read(library)
    _read(library)
    assert _members(library) == {"flat": ("flat", None, True)}
    assert library.ask("MATCH (c:VersionChain) RETURN c.template AS template") == []


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_flat_project_when_folders_tell_of_one_around_it_then_is_a_part_of_that(library: Library) -> None:
    names = [f"nova_{each}.png" for each in ("opening", "street", "end")]
    for number, name in enumerate(names):
        library.write(f"job/flat/{name}", png_bytes(number))
    _timeline(library, "job/flat/nova_cut.edl", *names)
    _read(library)
    assert _projects(library) == [("flat", "FLAT", None)]
    _still(library, "job/footage", "job/audio", "job/exports")
    _read(library)
    assert _projects(library) == [("job", "WORDS", None)]
    assert _members(library)["job/flat"] == ("job", None, True)
    _assert_nothing_left_to_tell(library)
