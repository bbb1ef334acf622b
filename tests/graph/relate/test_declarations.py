"""What is declared and changes: the graph follows, for all users of it, and what comes to nothing is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.library import Library, png_bytes, rename

pytestmark = pytest.mark.graph

PINS = "MATCH ()-[r:DELIVERS|HOLDS]->(a) RETURN coalesce(a.rel_path, '') AS path ORDER BY path"
MEMBERS = "MATCH (f:Folder)-[:BELONGS_TO]->(x) RETURN f.rel_path AS folder, labels(x)[0] AS label, x.code AS code"
PARTS = "MATCH (x:Project|Sequence|Shot) RETURN x.code AS code"


@pytest.fixture(autouse=True)
def _undeclared(library: Library) -> Iterator[None]:
    _forget(library)
    yield
    _forget(library)


def _forget(library: Library) -> None:
    for name in ("studio.yaml", "policies.yaml"):
        (library.settings.home / name).unlink(missing_ok=True)


def _declare(library: Library, name: str, text: str) -> None:
    library.settings.home.mkdir(parents=True, exist_ok=True)
    (library.settings.home / f"{name}.yaml").write_text(text)


def _pins(library: Library) -> list[str]:
    return [row["path"] for row in library.ask(PINS)]


def _members(library: Library) -> dict[str, tuple[str, str]]:
    return {row["folder"]: (row["label"], row["code"]) for row in library.ask(MEMBERS)}


def _parts(library: Library) -> list[str]:
    return sorted(row["code"] for row in library.ask(PARTS))


def _assert_nothing_left_to_tell(library: Library) -> None:
    """What runs wrote step by step is what relating everything writes."""
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before


def test_delivery_when_it_names_frames_then_their_sequence_is_pinned(library: Library) -> None:
    for frame in (1001, 1002):
        library.write(f"out/s.{frame}.png", png_bytes(frame % 200))
    paths = ", ".join(f"'library:/out/{each}'" for each in ("s.1001.png", "s.####.png", "s.1001-1002.png"))
    for declared in (
        f"deliveries: [{{id: D, date: 2026-10-01, paths: [{paths}]}}]\n",
        "holds: [{paths: ['library:/out/s.1002.png'], why: contract}]\n",
        "holds: [{paths: ['library:/OUT/S.*.PNG'], why: contract}]\n",
    ):
        _declare(library, "policies", declared)
        summary = library.ingest()
        assert _pins(library) == ["out/s.%04d.png"]
        assert summary.flawless
        assert library.problems() == set()


def test_pin_when_it_pins_nothing_then_each_run_says_so_until_it_does(library: Library) -> None:
    library.write("a.txt")
    _declare(
        library,
        "policies",
        "deliveries: [{id: D, date: 2026-10-01, paths: ['library:/later.txt', 'nas9:/gone.mov', 'library:/a.txt']}]\n"
        "holds: [{paths: ['library:/plates/**'], why: contract}]\n"
        "needs: [{project: NOBODY, copies: 2}]\n",
    )
    told = {("declaration", each) for each in ("library:/later.txt", "nas9:/gone.mov", "library:/plates/**", "NOBODY")}
    assert library.ingest().problems == 4
    assert library.problems() == told
    assert library.graph.relate().void_declarations == 4
    library.write("later.txt")
    assert library.ingest().problems == 3
    assert library.problems() == told - {("declaration", "library:/later.txt")}
    assert _pins(library) == ["a.txt", "later.txt"]


def test_hold_when_it_is_over_then_nobody_relies_on_it(library: Library) -> None:
    library.write("a.txt")
    _declare(library, "policies", "holds: [{paths: ['library:/gone/**'], until: 2020-12-31, why: contract}]\n")
    assert library.ingest().flawless


def test_policies_when_written_later_then_relate_applies_them_with_nothing_else_to_do(library: Library) -> None:
    library.write("out/a.txt")
    library.ingest()
    _declare(library, "policies", "holds: [{paths: ['library:/out/**'], why: contract}]\n")
    library.graph.relate()
    assert _pins(library) == ["out/a.txt"]
    _declare(library, "policies", "")
    library.graph.relate()
    assert _pins(library) == []


def test_policies_when_a_user_has_no_such_file_then_those_known_hold_for_new_files_too(library: Library) -> None:
    library.write("out/a.txt")
    _declare(library, "policies", "holds: [{paths: ['library:/out/**'], why: contract}]\n")
    _declare(library, "studio", "projects: [{code: AUR, kind: feature, roots: ['library:/out']}]\n")
    library.ingest()
    _forget(library)
    library.write("out/b/b.txt")
    library.ingest()
    assert _pins(library) == ["out/a.txt", "out/b/b.txt"]
    assert _members(library) == {"out": ("Project", "AUR"), "out/b": ("Project", "AUR")}
    _assert_nothing_left_to_tell(library)


def test_policies_when_a_run_ends_before_they_are_told_then_the_next_one_tells(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _declare(library, "policies", "holds: [{paths: ['library:/out/**'], why: contract}]\n")
    library.write("out/a.txt")
    library.ingest()
    library.write("out/b.txt")
    with monkeypatch.context() as patch:
        patch.setattr("assetgraph.relate.run.Relator.finish", _fails)
        with pytest.raises(KeyboardInterrupt):
            library.ingest()
    library.graph.relate()
    assert _pins(library) == ["out/a.txt", "out/b.txt"]


def _fails(*_: object) -> None:
    raise KeyboardInterrupt


def test_project_when_declared_changed_or_taken_back_then_its_folders_follow(library: Library) -> None:
    library.write("aurora/shots/sh010/a.txt")
    library.write("aurora/edit/b.txt")
    library.write("rest/c.txt")
    library.ingest()
    by_structure = _members(library)
    assert by_structure["aurora/edit"] == ("Project", "aurora")
    for code in ("AUR", "AURORA"):
        _declare(library, "studio", f"projects: [{{code: {code}, roots: ['library:/aurora']}}]\n")
        library.graph.relate()
        assert _members(library)["aurora/edit"] == ("Project", code)
        assert _parts(library) == sorted([code, "sh010"])
    _declare(library, "studio", "projects: [{code: ALL, roots: ['library:/']}]\n")
    library.graph.relate()
    assert {_members(library)[folder] for folder in ("", "aurora/edit", "rest")} == {("Project", "ALL")}
    _assert_nothing_left_to_tell(library)
    _declare(library, "studio", "")
    library.graph.relate()
    assert _members(library) == by_structure
    _assert_nothing_left_to_tell(library)


def test_projects_when_two_folders_are_called_alike_then_are_two(library: Library) -> None:
    for client in ("clientA", "clientB"):
        library.write(f"{client}/film/shots/sh010/{client}.txt")
    library.ingest()
    assert _parts(library) == ["film", "film", "sh010", "sh010"]
    rename(library, "clientB/film", "clientB/movie")
    library.ingest(allow_vanished=9)
    assert _parts(library) == ["film", "movie", "sh010", "sh010"]
    _assert_nothing_left_to_tell(library)


def test_project_when_somebody_makes_shots_above_then_stays_what_it_is(library: Library) -> None:
    library.write("prod/aurora/shots/sh010/a.txt")
    library.ingest()
    before = _members(library)
    library.write("prod/shots/x.txt")
    library.ingest()
    assert {folder: told for folder, told in _members(library).items() if folder in before} == before
    _assert_nothing_left_to_tell(library)


def test_project_when_nothing_below_looks_like_a_shot_then_is_a_hint_until_it_does(library: Library) -> None:
    library.write("stock/sequences/clouds/a.txt")
    library.ingest()
    sure = "MATCH (:Folder)-[r:BELONGS_TO]->() RETURN DISTINCT r.confidence >= 0.8 AS sure"
    assert library.ask(sure) == [{"sure": False}]
    library.write("stock/sequences/sq010/b.txt")
    library.ingest()
    assert library.ask(sure) == [{"sure": True}]
    _assert_nothing_left_to_tell(library)


def test_project_when_its_last_shots_go_then_is_none(library: Library) -> None:
    library.write("pr/shots/sh010/a.txt")
    library.write("pr/edit/b.txt")
    library.ingest()
    shutil.rmtree(library.root / "pr/shots")
    library.ingest(allow_vanished=9)
    assert _members(library) == {}
    assert _parts(library) == []


def test_template_when_an_earlier_one_tells_no_project_then_does_not_hide_the_next(library: Library) -> None:
    _declare(
        library,
        "studio",
        "projects: [{code: AUR}]\n"
        "templates: ['{name}/{task}/{shot}/x.{ext}', '{project}/scenes/{sequence}/{shot}/{name}.{ext}']\n",
    )
    library.write("AUR/scenes/sq1/sh010/x.mov")
    library.ingest()
    assert _members(library)["AUR/scenes/sq1/sh010"] == ("Shot", "sh010")
    assert _parts(library) == ["AUR", "sh010", "sq1"]


def test_templates_when_no_project_is_declared_then_somebody_says_so(library: Library) -> None:
    _declare(library, "studio", "templates: ['{project}/scenes/{shot}/{name}.{ext}']\n")
    library.write("AUR/scenes/sh010/x.mov")
    with pytest.warns(UserWarning, match="templates tell nothing without projects"):
        library.ingest()
