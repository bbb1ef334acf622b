"""A user's own word on what must stay, by API and command line: all questions respect it, no run takes it back."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assetgraph.cli import running
from assetgraph.errors import UsageError
from tests.library import Library, png_bytes, rename
from tests.timeline_writing import cut

pytestmark = pytest.mark.graph

TOMORROW = dt.date.today() + dt.timedelta(days=1)
YESTERDAY = dt.date.today() - dt.timedelta(days=1)


@pytest.fixture
def versions(library: Library) -> Iterator[list[str]]:
    """Three versions of a render and a project that they are of; nothing needs them."""
    for version in (1, 2, 3):
        for frame in (1001, 1002, 1003):
            library.write(f"show/shots/sq010/sh010/renders/r_v{version:03d}.{frame}.png", png_bytes(version * 10))
    (library.settings.home / "policies.yaml").unlink(missing_ok=True)
    library.settings.home.mkdir(parents=True, exist_ok=True)
    (library.settings.home / "studio.yaml").write_text("projects: [{code: SHOW, roots: ['library:/show']}]\n")
    library.ingest()
    yield [str(library.root / f"show/shots/sq010/sh010/renders/r_v{version:03d}.%04d.png") for version in (1, 2, 3)]
    for name in ("studio.yaml", "policies.yaml"):
        (library.settings.home / name).unlink(missing_ok=True)


def _superseded(library: Library) -> set[str]:
    found = {Path(row.path).name for row in library.graph.query("superseded")}
    told = {Path(row.path).name for row in library.graph.query("orphans", orphan_class="SUPERSEDED")}
    assert found == told
    return found


def _pins(library: Library) -> set[tuple[str, str, str | None, str]]:
    return {(Path(row.path).name, row.pin, row.why, row.said_by) for row in library.graph.query("pins")}


def test_file_when_held_or_approved_or_delivered_then_no_question_lets_it_go(
    library: Library, versions: list[str]
) -> None:
    first, second, _ = versions
    assert _superseded(library) == {"r_v001.%04d.png", "r_v002.%04d.png"}
    (row,) = library.graph.hold(first.replace("%04d", "1002"), why="contract", until=TOMORROW)
    assert (row.path, row.pin, row.why, row.until, row.said_by) == (
        first, "HOLD", "contract", TOMORROW.isoformat(), "USER",
    )  # fmt: skip
    assert _superseded(library) == {"r_v002.%04d.png"}
    (row,) = library.graph.approve(second, by="supervisor")
    assert (row.pin, row.by) == ("APPROVAL", "supervisor")
    assert _superseded(library) == set()
    assert [(each.path, each.effect) for each in library.graph.impact(second)][:1] == [(second, "FORBIDDEN")]
    library.graph.release(first, second)
    library.graph.deliver("TRAILER_1", first, date=YESTERDAY)
    assert _pins(library) == {("r_v001.%04d.png", "DELIVERY", "TRAILER_1", "USER")}
    assert _superseded(library) == {"r_v002.%04d.png"}


def test_pins_of_a_user_when_policies_change_or_all_is_related_anew_then_stay(
    library: Library, versions: list[str]
) -> None:
    first, second, third = versions
    library.graph.approve(first, why="pitch")
    library.graph.need("show", copies=2, codecs=["exr"])
    declared = (
        "holds: [{paths: ['library:/show/**/r_v002.*.png'], why: law}]\n"
        "approvals: [{paths: ['library:/show/**/r_v003.*.png'], by: client}]\n"
        "needs: [{project: SHOW, copies: 3}]\n"
    )
    (library.settings.home / "policies.yaml").write_text(declared)
    library.graph.relate()
    assert _pins(library) == {
        ("r_v001.%04d.png", "APPROVAL", "pitch", "USER"),
        ("r_v002.%04d.png", "HOLD", "law", "policies.yaml"),
        ("r_v003.%04d.png", "APPROVAL", None, "policies.yaml"),
    }
    needs = [(row.project, row.copies, row.codecs, row.said_by) for row in library.graph.query("project_needs")]
    assert needs == [("SHOW", 2, ["exr"], "USER"), ("SHOW", 3, [], "policies.yaml")]
    assert [row.said_by for row in library.graph.release(second)] == ["policies.yaml"]
    (library.settings.home / "policies.yaml").write_text("")
    library.graph.relate(everything=True)
    assert _pins(library) == {("r_v001.%04d.png", "APPROVAL", "pitch", "USER")}
    library.graph.hold(third, why="contract")
    library.graph.release(first, third)
    library.graph.need("SHOW")
    assert _pins(library) == set()
    assert library.ask("MATCH (n:Hold|Delivery|Need) RETURN n") == []


def test_hold_when_its_last_day_has_passed_then_holds_nothing(library: Library, versions: list[str]) -> None:
    first = versions[0]
    assert library.graph.hold(first, why="contract", until=YESTERDAY) == []
    (row,) = library.graph.query("pins", over=True)
    assert row.is_over
    assert "r_v001.%04d.png" in _superseded(library)


def test_need_when_copies_are_wanted_then_a_second_one_is_not_removable(library: Library) -> None:
    library.write("show/shots/sq010/sh010/plate.png", png_bytes(1))
    library.write("show/shots/sq010/sh010/plate copy.png", png_bytes(1))
    library.write("show/edit.otio", cut("shots/sq010/sh010/plate.png"))
    library.ingest(probe="header")

    def removable() -> list[bool]:
        return [row.removable for row in library.graph.query("orphans", orphan_class="REDUNDANT_COPY")]

    assert removable() == [True]
    library.graph.need("show", copies=2)
    assert removable() == [False]
    library.graph.need("show", least_height=1080)
    assert removable() == [True]


def test_need_when_the_second_copy_lies_in_no_project_then_it_is_not_removable(library: Library) -> None:
    library.write("show/shots/sq010/sh010/plate.png", png_bytes(1))
    library.write("second/plate.png", png_bytes(1))
    library.write("second/kept.png", png_bytes(2))
    library.write("show/edit.otio", cut("shots/sq010/sh010/plate.png"))
    library.write("second/notes.otio", cut("kept.png"))
    library.settings.home.mkdir(parents=True, exist_ok=True)
    (library.settings.home / "studio.yaml").write_text("projects: [{code: SHOW, roots: ['library:/show']}]\n")
    library.ingest(probe="header")

    def removable() -> dict[str, bool]:
        rows = library.graph.query("orphans", orphan_class="REDUNDANT_COPY")
        return {Path(row.path).parent.name: row.removable for row in rows}

    assert removable() == {"second": True}
    library.graph.need("show", copies=2)
    assert removable() == {"second": False}
    (library.settings.home / "studio.yaml").unlink()


RENDERS = "library:/show/shots/sq010/sh010/renders/"
DELIVERED = f"deliveries: [{{id: D1, date: 2026-01-01, paths: ['{RENDERS}r_v001.####.png']}}]\n"
HELD = f"holds: [{{paths: ['{RENDERS}'], why: law}}]\n"


@pytest.mark.parametrize("declared", [DELIVERED, HELD], ids=["path", "folder"])
def test_pin_of_policies_when_its_file_moves_then_goes_with_it_until_declared_no_more(
    library: Library, versions: list[str], tmp_path: Path, declared: str
) -> None:
    (library.settings.home / "policies.yaml").write_text(declared)
    library.ingest()
    before = _pins(library)
    rename(library, "show/shots/sq010/sh010/renders", "show/shots/sq010/sh010/comps")
    assert library.ingest().problems == 1
    assert _pins(library) == before
    assert "r_v001.%04d.png" not in _superseded(library)
    (problem,) = library.graph.query("problems", stage="declaration")
    assert "library:/show/shots/sq010/sh010/comps/r_v001.%04d.png now" in problem.reason
    (library.root / "show/shots/sq010/sh010/comps").rename(tmp_path / "away")
    library.ingest()
    (tmp_path / "away").rename(library.root / "show/comps")
    library.ingest()
    assert _pins(library) == before
    library.graph.relate(everything=True)
    assert _pins(library) == before
    rename(library, "show/comps", "show/shots/sq010/sh010/renders")
    assert library.ingest().problems == 0
    assert _pins(library) == before
    (library.settings.home / "policies.yaml").write_text("")
    library.graph.relate()
    assert _pins(library) == set()


def test_sidecar_when_its_file_is_there_then_stays_with_it(library: Library, versions: list[str]) -> None:
    for version in (1, 2):
        library.write(f"show/out/trailer_v{version}.mov")
        library.write(f"show/out/trailer_v{version}.srt", f"1\n00:00:00,000 --> 00:00:01,000\nversion {version}\n")
    library.ingest()
    library.graph.deliver("T", library.root / "show/out/trailer_v1.mov")
    assert _superseded(library) == {"r_v001.%04d.png", "r_v002.%04d.png"}
    (library.root / "show/out/trailer_v1.mov").unlink()
    library.ingest()
    assert "trailer_v1.srt" in _superseded(library)


def test_need_of_a_user_when_its_project_is_another_one_then_holds_for_that(library: Library, tmp_path: Path) -> None:
    for shot in ("sh010", "sh020"):
        for step in ("plates", "comp"):
            library.write(f"projects/ABC/shots/sq010/{shot}/{step}/a.png", png_bytes())
    library.ingest(probe="header")
    library.graph.need("ABC", copies=2)

    def needs() -> list[tuple[str, int]]:
        return [(row.project, row.copies) for row in library.graph.query("project_needs")]

    assert needs() == [("ABC", 2)]
    (library.root / "projects/ABC").rename(tmp_path / "away")
    library.write("projects/kept.txt")
    library.ingest(probe="header")
    assert needs() == []
    (tmp_path / "away").rename(library.root / "projects/ABC")
    library.ingest(probe="header")
    assert needs() == [("ABC", 2)]
    rename(library, "projects/ABC", "shows/ABC")
    library.ingest(probe="header")
    assert needs() == [("ABC", 2)]


@pytest.mark.parametrize("command", ["hold", "approve", "deliver"])
def test_pin_when_one_file_is_not_known_then_none_is_pinned(
    library: Library, versions: list[str], command: str
) -> None:
    graph, unknown = library.graph, str(library.root / "show/nothing.png")
    pin: dict[str, Callable[[str, str], object]] = {
        "hold": lambda *paths: graph.hold(*paths, why="contract"),
        "approve": graph.approve,
        "deliver": lambda *paths: graph.deliver("D", *paths),
    }
    with pytest.raises(UsageError, match=re.escape("nothing.png")):
        pin[command](versions[0], unknown)
    assert _pins(library) == set()


def test_need_when_no_project_has_the_code_then_near_ones_are_named(library: Library, versions: list[str]) -> None:
    assert versions
    with pytest.raises(UsageError) as refused:
        library.graph.need("SHOWW", copies=2)
    assert "SHOW" in refused.value.next_step


def test_commands_when_given_then_say_and_show_the_same(
    library: Library, versions: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = versions
    monkeypatch.setattr(running.Options, "settings", lambda *_, **__: library.settings)

    def said(*words: str) -> list[dict[str, object]]:
        code = running.run(["policy", *words, "--json"])
        assert code == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    (row,) = said("hold", first, "--why", "contract", "--until", TOMORROW.isoformat())
    assert (row["pin"], row["why"], row["until"]) == ("HOLD", "contract", TOMORROW.isoformat())
    assert [row["by"] for row in said("approve", second, third, "--by", "client")] == ["client", "client"]
    assert [(row["pin"], row.get("why")) for row in said("deliver", "D1", third)] == [
        ("APPROVAL", None), ("DELIVERY", "D1"),
    ]  # fmt: skip
    assert said("need", "SHOW", "--copies", "2")[0]["copies"] == 2
    assert said("release", first, second, third) == []
    assert said("need", "SHOW") == []
    assert running.run(["policy", "hold", first, "--why", " "]) == 2
    assert running.run(["policy", "hold", first, "--why", "x", "--until", "someday"]) == 2


def test_pins_when_their_file_moves_to_another_volume_then_hold_it_there(
    library: Library, versions: list[str], tmp_path: Path
) -> None:
    (library.settings.home / "policies.yaml").write_text(DELIVERED)
    library.ingest(probe="header")
    library.graph.hold(versions[1], why="contract")
    before = _pins(library)
    archive = tmp_path / "archive"
    (library.root / "show/shots/sq010").rename(archive)
    library.ingest(probe="header", allow_vanished=3)
    library.graph.ingest(archive, volume="archive", probe="header", jobs=1)
    pinned = {row.path: row.said_by for row in library.graph.query("pins") if row.status == "PRESENT"}
    assert pinned == {
        f"{archive}/sh010/renders/r_v001.%04d.png": "policies.yaml",
        f"{archive}/sh010/renders/r_v002.%04d.png": "USER",
    }
    assert _pins(library) == before
    assert _superseded(library) == set()
    (problem,) = library.graph.query("problems", stage="declaration")
    assert "archive:/sh010/renders/r_v001.%04d.png now" in problem.reason
    library.graph.release(archive / "sh010/renders/r_v002.%04d.png")
    (library.settings.home / "policies.yaml").write_text("")
    library.graph.relate(everything=True)
    assert _pins(library) == set()
    assert _superseded(library) == {"r_v001.%04d.png", "r_v002.%04d.png"}
