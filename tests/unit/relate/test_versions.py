"""Versions in folder and base name, and the chains they form."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.relate.naming.names import Shape, Strength
from assetgraph.relate.siblings.versions import Chain, chain_of, confidence_of, version_name, version_names


def told(rel_path: str) -> tuple[str, str] | None:
    name = version_name(rel_path)
    return (name.template, name.token.raw) if name else None


@pytest.mark.parametrize(
    ("rel_path", "template", "token"),
    [
        ("a/comp_v001.%04d.exr", "a/comp_{version}.{frame}.exr", "v001"),
        ("a/comp.v12.MOV", "a/comp.{version}.mov", "v12"),
        ("a/scene.v12", "a/scene.{version}", "v12"),
        ("a/sh010.0012.ma", "a/sh010.{increment}.ma", "0012"),
        ("a/sh010_v003.0012.ma", "a/sh010_{version}.0012.ma", "v003"),
        ("comp/v003/sh010_comp_v003.%04d.exr", "comp/{version}/sh010_comp_{version}.{frame}.exr", "v003"),
        ("comp/v3/sh010_comp_v003.%04d.exr", "comp/{version}/sh010_comp_{version}.{frame}.exr", "v003"),
        ("comp_v003/sh010_v003/x_v003.exr", "comp_{version}/sh010_{version}/x_{version}.exr", "v003"),
        ("out_v002/sh010_v005.mov", "out_v002/sh010_{version}.mov", "v005"),
        ("plate_v001_denoise_v003.exr", "plate_v001_denoise_{version}.exr", "v003"),
        ("comp/v003/beauty.%04d.exr", "comp/{version}/beauty.{frame}.exr", "v003"),
        ("comp/v003/exr/4k/beauty.exr", "comp/{version}/exr/4k/beauty.exr", "v003"),
        ("v002/renders/v005/beauty.exr", "v002/renders/{version}/beauty.exr", "v005"),
        ("comp/v003/comp_master.exr", "comp/{version}/comp_master.exr", "v003"),
        ("edit_v03_20260131.mov", "edit_{version}_{date}.mov", "v03"),
        ("a/edit_20260131.mov", "a/edit_{date}.mov", "20260131"),
        ("a/edit_20260131.prproj", "a/edit_{date}.prproj", "20260131"),
        ("a/edit_20260131.kdenlive", "a/edit_{date}.kdenlive", "20260131"),
        ("20260131/edit_20260131.mov", "{date}/edit_{date}.mov", "20260131"),
        ("a/sky_take_2.wav", "a/sky_{take}.wav", "take_2"),
        ("a/logo_r02.psd", "a/logo_{revision}.psd", "r02"),
        ("a/trailer_final2.mov", "a/trailer_{final}.mov", "final2"),
        ("a/comp_latest.%04d.exr", "a/comp_{version}.{frame}.exr", "latest"),
        ("publish/hero/car_hero.abc", "publish/{version}/car_{version}.abc", "hero"),
        ("hero_car/car_hero.abc", "hero_car/car_{version}.abc", "hero"),
        ("publish/latest/car.abc", "publish/{version}/car.abc", "latest"),
        ("latest/comp_v003.mov", "latest/comp_{version}.mov", "v003"),
        ("master_shot_master.mov", "master_shot_{version}.mov", "master"),
        ("a/cafe\u0301_v1.mov", "a/caf\u00e9_{version}.mov", "v1"),
    ],
)
def test_version_name_when_a_path_names_a_version_then_its_template(rel_path: str, template: str, token: str) -> None:
    assert told(rel_path) == (template, token)


@pytest.mark.parametrize(
    "rel_path",
    [
        "a/b.mov", "v001/a/b/c/d.mov", "take_2/a.mov", "20260131/IMG_0001.jpg", "final/a.mov", "a/archive.r01",
        "a/IMG-20210101-WA0001.jpg", "a/PXL_20210101.jpg", "a/dailies_20260131.mov", "a/A001_20190510_C001.mov",
        "a/A001_C003_take2.mov", "a/2026-01-31_edit.mov", "a/20260131.mov", "a/sc01_master_layerA.mov",
        "a/hero_walk.mov", "a/sq010_0020.ma", "a/shot.0012.mov", "a/0012.ma",
    ],
)  # fmt: skip
def test_version_name_when_nothing_counts_then_none(rel_path: str) -> None:
    assert version_name(rel_path) is None


def test_version_name_when_asked_then_number_strength_and_grounds() -> None:
    name = version_name("comp/v003/sh010_v003a.exr")
    assert name
    assert (name.number, name.strength, name.token.raw) == (3, Strength.STRONG, "v003a")
    assert (name.grounds.method, name.grounds.confidence) == ("NAME_TEMPLATE", 0.95)
    hero = version_name("a/comp_latest.mov")
    assert hero
    assert (hero.number, hero.strength) == (None, Strength.HERO)


@pytest.mark.parametrize(
    ("rel_path", "confidence"),
    [
        ("a/edit_20260131.prproj", 0.8),  # saved under another day
        ("a/logo_20260131.psd", 0.8),
        ("a/edit_20260131.mov", 0.8),
        ("a/Film Rohschnitt 2026-01-31.mov", 0.8),
        ("spot/03_Exports/AURORA_20260131.mov", 0.8),
        ("spot/Ausspielung/prores/AURORA_20260131.%04d.exr", 0.8),
        ("a/Hochzeit_20260131.mp4", 0.6),  # another wedding
        ("a/Podcast_20260131.wav", 0.6),
        ("footage/AURORA_20260131.mov", 0.6),
    ],
)
def test_version_name_when_a_day_may_be_of_another_event_then_less_sure(rel_path: str, confidence: float) -> None:
    name = version_name(rel_path)
    assert name
    assert (name.token.shape, name.grounds.confidence) == (Shape.DATE, confidence)
    assert confidence_of(name.token.raw, name.template) == confidence


def test_version_names_when_a_folder_holds_several_then_its_own_version_is_another_things() -> None:
    one, two = "chair_v001/tex_v001.exr", "chair_v001/tex_v002.exr"
    names = version_names([one, two])
    assert {name.template for name in names.values()} == {"chair_v001/tex_{version}.exr"}
    assert version_names([one])[one].template == "chair_{version}/tex_{version}.exr"


def chains(rows: Iterable[tuple[str, str]]) -> dict[str, Chain]:
    """All chains that stand, by template, among (uid, path)."""
    folders: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for uid, path in rows:
        folders[path.rpartition("/")[0]].append((uid, path))
    members: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for content in folders.values():
        names = version_names(path for _, path in content)
        for uid, path in content:
            if name := names.get(path):
                members[name.template].append((uid, name.token.raw))
    found = {template: chain_of(each) for template, each in members.items()}
    return {template: chain for template, chain in sorted(found.items()) if chain.stands}


def rows(*paths: str) -> list[tuple[str, str]]:
    return [(path, path) for path in paths]


def test_chains_when_versions_are_there_then_order_holes_latest_and_hero() -> None:
    found = chains(rows("a/x_v010.mov", "a/x_v1.mov", "a/x_v002.mov", "a/x_latest.mov", "a/x_v002.exr", "a/y.mov"))
    assert list(found) == ["a/x_{version}.exr", "a/x_{version}.mov"]
    chain = found["a/x_{version}.mov"]
    assert [uid for uid, _ in chain.members] == ["a/x_v1.mov", "a/x_v002.mov", "a/x_v010.mov"]
    assert chain.previous == (("a/x_v002.mov", "a/x_v1.mov"), ("a/x_v010.mov", "a/x_v002.mov"))
    assert chain.holes == tuple(range(3, 10))
    assert chain.latest
    assert chain.latest.raw == "v010"
    assert chain.heroes == ("a/x_latest.mov",)


def test_chains_when_versions_have_folders_of_their_own_then_one_chain() -> None:
    found = chains(rows("c/v001/x_v001.%04d.exr", "c/v002/x_v002.%04d.exr", "c/v002/x_v002.mov"))
    assert found["c/{version}/x_{version}.{frame}.exr"].previous == (
        ("c/v002/x_v002.%04d.exr", "c/v001/x_v001.%04d.exr"),
    )
    assert len(found) == 2


def test_chains_when_frames_are_counted_in_other_ways_then_one_chain() -> None:
    paths = [f"c/x_{each}.png" for each in ("v001.%04d", "v002.%04d", "v003.1001", "v004.%05d", "v005.%d")]
    assert [len(chain.members) for chain in chains(rows(*paths)).values()] == [5]


def test_chains_when_a_number_is_no_frame_then_it_tells_things_apart() -> None:
    paths = ["a/x_v001_2024.mov", "a/x_v002_2025.mov", "a/x_v001.2024.mov", "a/x_v002.2025.mov", "a/50%%d_v001.png"]
    assert len(chains(rows(*paths))) == 5


@pytest.mark.parametrize(
    ("paths", "order"),
    [
        (["x_v1.10.mov", "x_v1.9.mov", "x_v2.mov", "x_v1.mov"], ["x_v1.mov", "x_v1.9.mov", "x_v1.10.mov", "x_v2.mov"]),
        (["x_v003a.mov", "x_v003.mov", "x_v004.mov"], ["x_v003.mov", "x_v003a.mov", "x_v004.mov"]),
        (["x_final2.mov", "x_final.mov"], ["x_final.mov", "x_final2.mov"]),
        (["cut_20260201.mov", "cut_20260131.mov"], ["cut_20260131.mov", "cut_20260201.mov"]),
        (["x_take_10.wav", "x_take_9.wav"], ["x_take_9.wav", "x_take_10.wav"]),
        (["x_r02.psd", "x_r01.psd"], ["x_r01.psd", "x_r02.psd"]),
    ],
)
def test_chains_when_tokens_have_several_forms_then_by_number(paths: list[str], order: list[str]) -> None:
    (chain,) = chains(rows(*paths)).values()
    assert [uid for uid, _ in chain.members] == order


@pytest.mark.parametrize(
    "paths",
    [
        ["x_final.mov"], ["cut_20260131.mov"], ["x_take_1.mov"], ["x_r01.mov"], ["x_latest.mov"],
        ["x_final.mov", "x_take_2.mov", "x_r02.mov", "x_20260131.mov"],
        ["x_r01.mov", "x_r1.mov", "x_R01.mov"],
        ["photos/2021-01-01/IMG_0001.jpg", "photos/2021-01-02/IMG_0001.jpg"],
        ["IMG-20210101-WA0001.jpg", "IMG-20210102-WA0001.jpg"],
        ["dailies_20260131.mov", "dailies_20260201.mov"],
        ["tex_u1_v1.exr", "tex_u1_v2.exr"],
        ["A001_C001_0131AB.mov", "A001_C002_0131AB.mov"],
        ["x.r00", "x.r01"],
        ["reel_R1.mxf", "reel_R2.mxf"],
    ],
)  # fmt: skip
def test_chains_when_nothing_proves_one_then_none(paths: list[str]) -> None:
    assert chains(rows(*paths)) == {}


def test_chains_when_one_strong_version_then_a_chain_of_one() -> None:
    (chain,) = chains(rows("x_v007.mov")).values()
    assert (chain.previous, chain.holes, len(chain.members)) == ((), (), 1)


def test_chain_of_when_equally_new_then_one_predecessor_each() -> None:
    chain = chain_of([("b", "v1"), ("a", "v001"), ("c", "v02"), ("d", "v2"), ("h", "hero"), ("x", "nonsense")])
    assert chain.previous == (("c", "b"), ("d", "b"))
    assert chain.heroes == ("h",)


def test_ranks_when_numbers_have_several_parts_then_go_by_all_of_them() -> None:
    tokens = {"a": "v1.2.0", "b": "v1.9.0", "c": "v1.10.0", "d": "v2", "e": "v2.0", "h": "hero"}
    assert chain_of(tokens.items()).ranks == {"a": 1, "b": 2, "c": 3, "d": 4, "e": 4}


def test_chain_of_when_empty_then_does_not_stand() -> None:
    assert not chain_of([]).stands
    assert not chain_of([("h", "latest")]).stands
    assert chain_of([]).latest is None


def test_chains_when_numbers_lie_far_apart_then_no_list_of_holes() -> None:
    (chain,) = chains(rows("x_v1.mov", "x_v20260131.mov")).values()
    assert chain.holes == ()


PARTS = st.sampled_from(["a", "v001", "v002", "shots", "latest", "hero", "x_v003", "20260131", "take_1"])
STEMS = st.sampled_from(["comp", "x_y", "café", "A001_C001", "tv1"])
TOKENS = st.sampled_from(["", "_v001", "_V2", ".v3", "_final", "_final2", "_r02", "_20260131", "_latest", "_take_2"])
ENDINGS = st.sampled_from([".mov", ".MOV", ".%04d.exr", ".1001.exr", ""])
PATHS = st.lists(
    st.tuples(st.lists(PARTS, max_size=4), STEMS, TOKENS, TOKENS, ENDINGS).map(
        lambda each: "/".join([*each[0], "".join(each[1:])])
    ),
    unique=True,
    max_size=30,
)


@given(PATHS, st.randoms(use_true_random=False))
def test_chains_when_any_paths_then_each_in_one_chain_and_ordered(paths: list[str], order: random.Random) -> None:
    found = chains(rows(*paths))
    members = [uid for chain in found.values() for uid in (*chain.heroes, *(uid for uid, _ in chain.members))]
    assert len(members) == len(set(members))
    assert set(members) <= set(paths)
    for chain in found.values():
        keys = {uid: token.key for uid, token in chain.members}
        assert list(keys.values()) == sorted(keys.values())
        assert all(keys[newer] > keys[older] for newer, older in chain.previous)
        assert len({newer for newer, _ in chain.previous}) == len(chain.previous)
    assert chains(rows(*order.sample(paths, len(paths)))) == found


@given(st.text(max_size=40))
def test_version_name_when_any_text_then_a_template_that_holds_it(rel_path: str) -> None:
    name = version_name(rel_path)
    if name:
        assert "{" in name.template
        assert name.token.raw
