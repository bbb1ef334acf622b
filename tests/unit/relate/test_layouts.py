"""Where projects begin: made trees of each layout, trees that look like one, and what must hold for any tree."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.relate.projects.conventions import membership
from assetgraph.relate.projects.layout_rules import Boundary, Layout
from assetgraph.relate.projects.layouts import find_projects


def tree(leaves: Iterable[str], chance: random.Random | None = None) -> list[tuple[str, bool]]:
    """All folders of a volume in the order of a tree, given those that hold media; `chance` orders those beside."""
    media = set(leaves)
    folders = {"/".join(path.split("/")[:depth]) for path in media for depth in range(path.count("/") + 2)} | {""}
    shuffled = {folder: chance.random() if chance else 0.0 for folder in sorted(folders)}

    def place(folder: str) -> list[tuple[float, str]]:
        parts = folder.split("/") if folder else []
        ways = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        return [(shuffled[way], way) for way in ways]

    return [(folder, folder in media) for folder in sorted(folders, key=place)]


def sure(*leaves: str) -> dict[str, Boundary]:
    return {root: each for root, each in find_projects(tree(leaves)).items() if each.is_sure}


def under(root: str, *folders: str) -> list[str]:
    return [f"{root}/{folder}" for folder in folders]


SHOT_WORK = [f"{shot}/{task}" for shot in ("sh010", "sh020", "sh030") for task in ("plates", "comp", "renders")]
WORDS = ("01_FOOTAGE", "02_AUDIO", "03_PROJECT FILES", "04_EXPORTS")

LAYOUTS: dict[str, tuple[list[str], dict[str, Layout]]] = {
    "shots": (under("vol/AUR", "shots/sq010/sh010/comp", "edit"), {"vol/AUR": Layout.SHOTS}),
    "shots below vfx": (under("vol/AUR", "vfx/shots/sh010/comp"), {"vol/AUR": Layout.SHOTS}),
    "sequence and shot": (
        under("vol/AUR", *(f"{seq}/{shot}" for seq in ("sq010", "sq020") for shot in SHOT_WORK)),
        {"vol/AUR": Layout.CODES},
    ),
    "numbers for sequence and shot": (
        under("vol/AUR", *(f"010/010_{n:04}/{task}" for n in (10, 20) for task in ("plate", "comp"))),
        {"vol/AUR": Layout.CODES},
    ),
    "sequences whose shots begin with their name": (
        under("vol/AUR", *(f"{s}/{s}_{n:04}/{t}" for s in ("ABC", "DEF") for n in (10, 20) for t in ("plate", "comp"))),
        {"vol/AUR": Layout.CODES},
    ),
    "shows whose shots begin with their name": (
        under("shows", *(f"{s}/{s}_{n:04}/{t}" for s in ("ABC", "DEF") for n in (10, 20) for t in ("plate", "comp"))),
        {"shows/ABC": Layout.CODES, "shows/DEF": Layout.CODES},
    ),
    "shots alone": (under("vol/AUR", *SHOT_WORK), {"vol/AUR": Layout.CODES}),
    "shots below work": (under("vol/AUR", *under("work", *SHOT_WORK)), {"vol/AUR": Layout.CODES}),
    "words with numbers": (under("vol/Spring spot", *WORDS), {"vol/Spring spot": Layout.WORDS}),
    "words": (under("vol/spot", "Rushes", "Sound", "Edit", "Deliverables"), {"vol/spot": Layout.WORDS}),
    "a client with one project": (under("clients/Brand/Spring", *WORDS), {"clients/Brand/Spring": Layout.WORDS}),
    "clients": (
        [*under("clients/Brand/Spring", *WORDS), *under("clients/Other/Teaser", *WORDS)],
        {"clients/Brand/Spring": Layout.WORDS, "clients/Other/Teaser": Layout.WORDS},
    ),
    "somebody's own template": (
        [
            *under("kunden/Marke/Film", "01_Kuvat", "02_Leikkaus", "03_Ääni", "04_Valmis"),
            *under("kunden/Marke/Trailer", "01_Kuvat", "02_Leikkaus", "03_Ääni", "04_Valmis"),
        ],
        {"kunden/Marke/Film": Layout.ALIKE, "kunden/Marke/Trailer": Layout.ALIKE},
    ),
    "words of German": (
        under("doku/2026_FLUSS", "Material/2026-03-14/CAM_A", "Material/2026-03-15/CAM_B", "Ton", "Schnitt", "Export"),
        {"doku/2026_FLUSS": Layout.WORDS},
    ),
    "words of Russian": (under("проекты/РЕКА", "01_материал", "02_звук", "03_монтаж"), {"проекты/РЕКА": Layout.WORDS}),
    "words of Japanese": (under("案件/川", "01_素材", "02_音声", "03_編集", "04_書き出し"), {"案件/川": Layout.WORDS}),
    "words of French, taken apart": (
        under("jobs/Mer", "Rushs", "Musique", "Montage", "E\u0301talonnage"),
        {"jobs/Mer": Layout.WORDS},
    ),
    "days with rolls": (
        under("vol/DOCU", "2026-03-14/A001", "2026-03-14/B001", "2026-03-15/A002"),
        {"vol/DOCU": Layout.DAYS},
    ),
    "days in footage, and an edit": (
        under("vol/DOCU", "footage/20260314", "footage/20260315_interview", "edit"),
        {"vol/DOCU": Layout.DAYS},
    ),
    "year, month and day": (
        under("vol/DOCU", "2026/03/14/A001", "2026/03/15/A002", "2026/04/01/A003"),
        {"vol/DOCU": Layout.DAYS},
    ),
    "shooting days": (under("vol/DOCU", "Day_01/A001", "Day_02/A002"), {"vol/DOCU": Layout.DAYS}),
    "versions of plates in shots of a game's cinematics": (
        under(
            "games/VALKYR",
            "assets/env/tex",
            *(
                f"cinematics/{shot}/{each}"
                for shot in ("cin_0010", "cin_0020")
                for each in ("plates/v001", "plates/v002", "comp", "renders/v001")
            ),
        ),
        {"games/VALKYR": Layout.CODES},
    ),
    "rolls": (under("jobs/BOREAL", "A001_0314", "A002_0314", "B001_0315"), {"jobs/BOREAL": Layout.ROLLS}),
    "rolls and exports": (under("vol/BOREAL", "footage/A001", "footage/A002", "exports"), {"vol/BOREAL": Layout.ROLLS}),
    "cards": (
        under("jobs/BOREAL", "one/CONTENTS/VIDEO", "two/PRIVATE/M4ROOT/CLIP", "A003/A003_C001_0314.RDC"),
        {"jobs/BOREAL": Layout.ROLLS},
    ),
    "stills of a camera": (under("jobs/AIR", "100CANON", "101CANON", "selects", "edit"), {"jobs/AIR": Layout.ROLLS}),
    "episodes": (
        under("vol/SHOW", *(f"ep{n}/{shot}" for n in (101, 102) for shot in SHOT_WORK)),
        {"vol/SHOW": Layout.CODES},
    ),
    "episodes, and shots that name sequence and episode": (
        under(
            "SERIE",
            *(
                f"EP{e}/{q}/{e}_{q}_{s}/{task}"
                for e in (101, 102)
                for q in ("010", "020")
                for s in ("0010", "0020")
                for task in ("plate", "comp")
            ),
        ),
        {"SERIE": Layout.CODES},
    ),
    "shots that name show and sequence": (
        under(
            "shows/WAL",
            *(f"{q}/WAL_{q}_{s}/{t}" for q in ("010", "020") for s in ("0010", "0020") for t in ("plate", "comp")),
        ),
        {"shows/WAL": Layout.CODES},
    ),
    "a day and a name before the words": (
        under("vol/2026-03-14_Smith wedding", *WORDS),
        {"vol/2026-03-14_Smith wedding": Layout.WORDS},
    ),
    "dates within shots": (
        under("vol/AUR", *(f"sq010/{shot}/2026-03-14" for shot in SHOT_WORK)),
        {"vol/AUR": Layout.CODES},
    ),
    "a project called 2026": (under("projects/2026", "shots/sh010/comp", "edit"), {"projects/2026": Layout.SHOTS}),
    "2026 by words": (under("projects/2026", *WORDS), {"projects/2026": Layout.WORDS}),
    "within an archive": (under("archive/2024/AURORA", *WORDS), {"archive/2024/AURORA": Layout.WORDS}),
    "two of one name": (
        [*under("clientA/film", *WORDS), *under("clientB/film", *WORDS)],
        {"clientA/film": Layout.WORDS, "clientB/film": Layout.WORDS},
    ),
    "a project among another one's shots": (
        [*under("vol/AUR", "shots/sh010/comp"), *under("vol/AUR/shots/sh010/spot", *WORDS)],
        {"vol/AUR": Layout.SHOTS},
    ),
    "a trailer cut within": (
        [*under("vol/AUR", *WORDS), *under("vol/AUR/04_EXPORTS/trailer", "footage", "audio", "edit")],
        {"vol/AUR": Layout.WORDS},
    ),
    "a project beside folders of the client": (
        [*under("Brand", "footage", "audio", "edit"), *under("Brand/Spring", *WORDS)],
        {"Brand": Layout.WORDS, "Brand/Spring": Layout.WORDS},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_projects_when_folders_follow_a_layout_then_begin_there(name: str) -> None:
    leaves, expected = LAYOUTS[name]
    assert {root: each.layout for root, each in sure(*leaves).items()} == expected


NO_PROJECTS = {
    "a home": under("home/anna", *WORDS, "Desktop", "Documents", "Downloads"),
    "a home by its folders alone": under("anna", *WORDS, "Desktop", "Documents", "Downloads"),
    "a template that was unpacked": under("anna/Downloads/Cool intro", *WORDS),
    "a volume": ["footage/a", "audio/b", "edit/c", "exports/d"],
    "a card": under("EOS", "DCIM/100CANON", "DCIM/101CANON", "PRIVATE/M4ROOT"),
    "one roll": under("vol/shoot", "A001"),
    "one day": under("vol/shoot", "2026-03-14"),
    "a photographer's days": under("vol/anna", "2026-03-14", "2026-03-15"),
    "a camera's years": under("Pictures", "2025/2025-03-14", "2026/2026-03-15"),
    "a year of shootings": under("2026", "2026-05-14_Smith/RAW", "2026-06-02/Cam_A", "2026-06-03/Cam_A"),
    "a photographer's shootings": under(
        "Studio/2026",
        "2026-05-14_Smith/Clips",
        "2026-05-14_Smith/RAW",
        "2026-06-02_Chairs/RAW",
        "2026-06-02_Chairs/Reels",
    ),
    "days written the other way round": under(
        "vol/x", *(f"{d}-03-2026/{t}" for d in (14, 15) for t in ("raw", "comp"))
    ),
    "rolls in a place for them": under("offload", "A001", "A002"),
    "a temporary folder": under("tmp", *WORDS),
    "a library of stock": under("stock", *WORDS),
    "rolls named like shots": under("vol/shoot", "A001_0314/proxy", "A002_0314/proxy"),
    "takes": under("vol/shoot", *(f"take_{n:03}/{task}" for n in (1, 2, 3) for task in ("plate", "comp"))),
    "folders of a web site": under("site", "images", "audio", "video", "scripts"),
    "folders of a game": under("game", "assets", "audio", "animation", "src"),
    "a shot with what shots have": under("vol/abc_0010", "plates", "comp", "renders"),
    "characters": under("vol/AUR/assets/characters", *(f"{c}/{t}" for c in ("hero", "cat") for t in ("rig", "cache"))),
    "versions": under("vol/x", *(f"v{n:03}/{t}" for n in (1, 2) for t in ("01_a", "02_b", "03_c"))),
    "versions of something": under("jobs/BOREAL", "v001", "v002", "v003"),
    "shots nobody works on": under("vol/x", "ab_0010", "ab_0020"),
    "holidays": under("vol/anna", "Italy_2019/raw", "Italy_2020/raw", "Spain_2021/raw"),
    "folders without media": [],
}


@pytest.mark.parametrize("name", NO_PROJECTS)
def test_projects_when_folders_only_look_like_one_then_none_is_sure(name: str) -> None:
    assert sure(*NO_PROJECTS[name]) == {}


def test_words_when_nothing_lies_in_them_then_tell_nothing() -> None:
    folders = [(folder, False) for folder, _ in tree(under("vol/spot", *WORDS))]
    assert find_projects(folders) == {}


def test_shows_when_they_may_be_sequences_then_are_a_hint() -> None:
    found = find_projects(tree([*under("x/intro", *SHOT_WORK), *under("x/outro", *SHOT_WORK)]))
    assert {root: each.is_sure for root, each in found.items()} == {"x/intro": False, "x/outro": False}


PARTS = [
    ("sequence and shot", "vol/AUR/sq010/sh020/comp", "sq010", "sh020"),
    ("sequence and shot", "vol/AUR/sq010", "sq010", None),
    ("numbers for sequence and shot", "vol/AUR/010/010_0020/plate", "010", "010_0020"),
    ("sequences whose shots begin with their name", "vol/AUR/DEF/DEF_0010/comp", "DEF", "DEF_0010"),
    ("shots alone", "vol/AUR/sh010/comp", None, "sh010"),
    ("shots below work", "vol/AUR/work/sh010/comp", None, "sh010"),
    ("shots below vfx", "vol/AUR/vfx/shots/sh010/comp", None, "sh010"),
    ("dates within shots", "vol/AUR/sq010/sh010/comp/2026-03-14", "sq010", "sh010"),
    ("episodes", "vol/SHOW/ep101/sh010/comp", None, "sh010"),
    ("rolls and exports", "vol/BOREAL/footage/A001", None, None),
    ("words", "vol/spot/Rushes", None, None),
]


@pytest.mark.parametrize(("layout", "folder", "sequence", "shot"), PARTS)
def test_folder_when_its_project_is_found_then_tells_sequence_and_shot(
    layout: str, folder: str, sequence: str | None, shot: str | None
) -> None:
    found = membership(folder, sure(*LAYOUTS[layout][0]))
    assert found is not None
    assert (found.sequence, found.shot) == (sequence, shot)
    assert found.grounds.confidence >= 0.8


KINDS = [
    (under("vol/SHOW", *(f"s01e{n:02}/{each}" for n in (1, 2) for each in SHOT_WORK)), "vol/SHOW", "series"),
    (under("vol/NOVA", *(f"shots/sh010/{task}" for task in ("plates", "comp", "lighting"))), "vol/NOVA", "vfx"),
    (
        under("vol/FILM", "sound", "editorial", *(f"shots/sh010/{task}" for task in ("plates", "comp", "lighting"))),
        "vol/FILM",
        None,
    ),
    (
        under("vol/TOON", "assets/characters/cat", *(f"shots/sh010/{task}" for task in ("layout", "anim"))),
        "vol/TOON",
        "animation",
    ),
    (
        under("vol/DOC", "footage/interviews/2026-03-14", "footage/2026-03-14", "footage/2026-03-15", "edit"),
        "vol/DOC",
        "documentary",
    ),
    (under("vol/spot", *WORDS), "vol/spot", None),
]


@pytest.mark.parametrize(("leaves", "root", "kind"), KINDS, ids=[str(each[2]) for each in KINDS])
def test_kind_when_folders_say_it_then_is_told_and_else_not(leaves: list[str], root: str, kind: str | None) -> None:
    found = sure(*leaves)[root].kind
    assert (found and found.name) == kind


NAMES = st.sampled_from(
    "footage audio edit exports 01_FOOTAGE graphics shots sequences sq010 sh010 sh020 ABC ABC_0010 ABC_0020 comp plate "
    "2026 03 14 2026-03-14 2026-03-15 A001 A002 DCIM work vfx client AUR archive Downloads ep101 x".split()
)
TREES = st.lists(st.lists(NAMES, min_size=1, max_size=5).map("/".join), max_size=20)


@given(TREES, st.integers())
def test_projects_when_folders_come_in_another_order_then_are_the_same(leaves: list[str], seed: int) -> None:
    shuffled = find_projects(tree(leaves, random.Random(seed)))
    assert shuffled == find_projects(tree(leaves))


def _is_unrelated(path: str, root: str) -> bool:
    """Neither in the project itself, nor a show that it may be a sequence beside."""
    names = path.split("/")
    return names[0] not in root.split("/") and not {"sh010", "sh020", "ABC_0010", "ABC_0020"} & set(names)


@given(st.sampled_from(sorted(LAYOUTS)), TREES)
def test_project_when_a_tree_without_shots_comes_beside_it_then_stays(layout: str, beside: list[str]) -> None:
    leaves, expected = LAYOUTS[layout]
    for root in expected:
        above = root.rpartition("/")[0]
        others = [f"{above}/{path}" for path in beside if _is_unrelated(path, root)]
        found = find_projects(tree([*leaves, *others]))
        assert found[root] == sure(*leaves)[root]


@given(TREES)
def test_projects_when_told_of_any_tree_then_lie_in_it_and_are_no_part(leaves: list[str]) -> None:
    folders = {folder for folder, _ in tree(leaves)}
    for root, found in find_projects(tree(leaves)).items():
        assert root in folders - {""}
        assert root == found.root
        assert found.name not in {"footage", "A001", "2026-03-14", "DCIM", "Downloads", "archive", "comp", "ep101"}
