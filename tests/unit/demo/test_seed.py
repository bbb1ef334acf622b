"""The seeds themselves: that they hold together, and that what follows from them is what was meant to be planted."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from assetgraph.demo.entries import Derivative, Frames, Moving
from assetgraph.demo.facts import Belonging, EdgeFacts
from assetgraph.demo.seed import Seed, as_written, load_seed, seed_folder
from assetgraph.demo.telling import facts_of

ROOT = Path("/demo")
SH010 = "nas1/aurora/shots/sq010/sh010"
PLATE = f"{SH010}/plate/sh010_plate_v001.%04d.exr"
SEED = load_seed()
AFTER = SEED.after()
BEFORE_FACTS = facts_of(SEED, ROOT)
FACTS = facts_of(AFTER, ROOT, SEED.change)


def test_load_seed_when_read_then_paths_are_relative_and_differ() -> None:
    paths = [file for entry in SEED.entry for file in entry.files()]
    assert len(set(paths)) == len(paths)
    assert not any(Path(path).is_absolute() or ".." in Path(path).parts for path in paths)


@pytest.mark.parametrize("seed", [SEED, AFTER], ids=["before", "after"])
def test_load_seed_when_it_refers_then_there_is_such_an_entry(seed: Seed) -> None:
    facts = facts_of(seed, ROOT)
    paths = {entry.path for entry in seed.entry}
    candidates = [candidate for each in facts.references for candidate in each.candidates]
    assert {edge.needed for edge in facts.edges()} | {*candidates, *facts.outputs, *seed.delivered} <= paths


def test_load_seed_when_derivative_then_it_is_as_long_as_its_source_and_no_larger() -> None:
    found = [entry for entry in SEED.entry if isinstance(entry, Derivative)]
    for entry in found:
        source = SEED.original(entry.of)
        assert isinstance(source, Moving | Frames)
        length = source.frames if isinstance(source, Moving) else len(source.numbers())
        assert (entry.frames, entry.seed) == (length, source.seed)
        assert entry.width <= source.width
    assert len(found) == 5


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "empty", "path": "a", "sead": 1},
        {"kind": "nothing", "path": "a"},
        {"kind": "timeline", "path": "a.otio", "clips": [{"raw": "x", "frames": 1, "mean": "y"}]},
    ],
)
def test_seed_when_a_name_is_misspelt_then_it_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Seed.model_validate({"entry": [row]})


def test_seed_when_changed_then_documents_say_what_they_said_and_mean_what_is_left() -> None:
    before = {(each.document, each.raw): each for each in BEFORE_FACTS.references}
    after = {(each.document, each.raw): each for each in FACTS.references}
    assert before.keys() == after.keys()
    changed = {(before[key].target, after[key].state, after[key].target) for key in before if before[key] != after[key]}
    plates = "nas1/aurora/plates"
    assert changed == {
        (f"{plates}/A002_C002_0203AB.mov", "RESOLVED", f"{plates}/day_2/A002_C002_0203AB.mov"),
        (f"{plates}/A002_C003_0203AB.mov", "MISSING", None),
    }


def test_facts_when_told_then_each_kind_of_fact_is_planted() -> None:
    by_state = {state: [each for each in FACTS.references if each.state == state] for state in ("MISSING", "AMBIGUOUS")}
    assert [each.raw for each in by_state["MISSING"]] == [
        "/mnt/nas1/aurora/plates/A002_C003_0203AB.mov",
        "../plates/A001_C009_0131AB.mov",
    ]
    assert [(each.raw, len(each.candidates)) for each in by_state["AMBIGUOUS"]] == [("B001_C002.mov", 2)]
    assert [each.raw for each in FACTS.references if not each.enabled] == [
        "../shots/sq010/sh010/render/sh010_comp_v003.%04d.exr"
    ]
    assert FACTS.orphans == ("nas1/boreal/footage/day_2/B003_C007.mov",)
    assert FACTS.superseded == (
        f"{SH010}/render/sh010_comp_v001.%04d.exr",
        f"{SH010}/comp/sh010_comp_v001.nk",
    )
    assert FACTS.strays == {"nas1/aurora/out/aurora_promo_v001.srt"}
    assert [each.derivative for each in FACTS.derivatives if each.stale] == [
        f"{SH010}/plate/proxy/sh010_plate_v001.mov"
    ]
    assert not any(each.stale for each in BEFORE_FACTS.derivatives)
    assert len(FACTS.duplicate_groups) == 3
    assert len(FACTS.incomplete) == 3


def test_facts_when_versions_have_a_hole_or_a_hero_then_the_chain_tells() -> None:
    chains = {chain.template: chain for chain in FACTS.chains}
    frames = chains[f"{SH010}/render/sh010_comp_{{version}}.%04d.exr"]
    assert (list(frames.versions), frames.holes, frames.hero) == ([1, 3, 4], (2,), None)
    movies = chains[f"{SH010}/render/sh010_comp_{{version}}.mov"]
    assert (movies.latest, movies.hero) == (
        f"{SH010}/render/sh010_comp_v004.mov",
        f"{SH010}/render/sh010_comp_latest.mov",
    )


def test_facts_when_asked_what_needs_the_plate_then_comp_render_proxy_and_timelines() -> None:
    edit = "nas1/aurora/edit"
    expected = {
        *(f"{SH010}/comp/sh010_comp_v00{number}.nk" for number in (1, 3, 4)),
        *(f"{SH010}/render/sh010_comp_v00{number}.%04d.exr" for number in (1, 3, 4)),
        *(f"{SH010}/render/sh010_comp_v00{number}.mov" for number in (3, 4)),
        f"{SH010}/plate/proxy/sh010_plate_v001.mov",
        f"{edit}/aurora_reel1.otio",
        f"{edit}/aurora_trailer.edl",
    }
    assert FACTS.dependents(PLATE) == expected
    assert EdgeFacts(f"{edit}/aurora_reel1.otio", "REFERENCES", PLATE) in set(FACTS.edges())


def test_facts_when_a_path_is_within_a_root_then_it_belongs_there() -> None:
    assert FACTS.belongings[PLATE] == Belonging(project="AURORA", sequence="sq010", shot="sh010")
    assert FACTS.belongings["archive1/aurora/plates/A001_C001_0131AB.mov"] == Belonging(project="AURORA")
    assert "nas1/library/textures/concrete_wall.tif" not in FACTS.belongings
    assert {each.project for each in FACTS.belongings.values()} == {"AURORA", "BOREAL"}


def test_seeds_when_declared_then_volumes_are_those_that_are_built() -> None:
    studio = yaml.safe_load((seed_folder() / "studio.yaml").read_text())
    assert {mount["volume"] for mount in studio["mounts"]} <= set(FACTS.volumes)
    assert {mount["os"] for mount in studio["mounts"]} == {"windows", "macos", "linux"}
    assert {root.partition("/")[0] for each in SEED.projects for root in each.roots} == set(FACTS.volumes)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("{media}/nas1/a.mov", "/de mo/nas1/a.mov"),
        ("file://{media}/nas1/a%20b.mov", "file:///de%20mo/nas1/a%20b.mov"),
        ("S:\\a.%04d.exr", "S:\\a.%04d.exr"),
    ],
)
def test_as_written_when_media_lie_somewhere_then_paths_and_urls_name_it(raw: str, expected: str) -> None:
    assert as_written(raw, Path("/de mo")) == expected
