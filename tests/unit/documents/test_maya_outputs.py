"""Where Maya scenes render to: settings as Maya writes them, in projects with and without a definition."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import Media, ReferenceKind, Status
from assetgraph.documents.scenes.maya_outputs import RenderSettings

ARNOLD_EXR = {"ren": "arnold", "outf": "51", "imfkey": "exr", "an": "yes", "ep": "4", "pff": "yes"}
CAMERAS = """\
createNode camera -s -n "perspShape" -p "persp";
	setAttr -k off ".v" no;
	setAttr ".rnd" no;
createNode camera -n "shotCamShape" -p "shotCam";
"""
MASTER = 'createNode renderLayer -n "defaultRenderLayer";\n\tsetAttr ".g" yes;\n'
LAYERS = (
    MASTER
    + 'createNode renderSetupLayer -n "beauty";\ncreateNode renderLayer -n "rs_beauty";\n\tsetAttr ".do" 1;\n'
    + 'createNode renderSetupLayer -n "shadow";\ncreateNode renderLayer -n "rs_shadow";\n\tsetAttr ".rndr" no;\n'
)


def scene(nodes: str = CAMERAS + MASTER, **settings: str) -> str:
    bare = {"an", "ep", "pff", "pie", "outf", "ofc"}
    said = (
        f'\tsetAttr ".{name}" {value};' if name in bare else f'\tsetAttr ".{name}" -type "string" "{value}";'
        for name, value in settings.items()
    )
    selected = "\n".join(["select -ne :defaultRenderGlobals;", *said, "select -ne :defaultResolution;"])
    return f'//Maya ASCII 2024 scene\nrequires maya "2024";\n{nodes}{selected}\n\tsetAttr ".w" 1920;\n// End\n'


def outputs(path: Path, text: str) -> list[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    content = read_document(str(path), "maya-ascii")
    assert content.status is Status.FULL
    written = [each for each in content.references if each.kind is ReferenceKind.WRITE]
    assert all(each.media == (Media.PICTURE,) for each in written)
    return [each.raw for each in written]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "../images/sh010_light_v003.####.exr"),
        ({"ifp": ""}, "../images/sh010_light_v003.####.exr"),
        ({"ifp": "aurora/sh010"}, "../images/aurora/sh010.####.exr"),
        ({"ifp": "<Scene>/<Scene>"}, "../images/sh010_light_v003/sh010_light_v003.####.exr"),
        ({"ifp": "<RenderLayer>/<Camera>/<Scene>"}, "../images/masterLayer/shotCam/sh010_light_v003.####.exr"),
        ({"ifp": "/mnt/renders/<Scene>"}, "/mnt/renders/sh010_light_v003.####.exr"),
        ({"ifp": "R:/renders/a"}, "R:/renders/a.####.exr"),
        ({"ifp": "a", "ep": "1"}, "../images/a.#.exr"),
        ({"ifp": "a", "pie": "2"}, "../images/a_####.exr"),
        ({"ifp": "a", "pie": "0"}, "../images/a####.exr"),
        ({"ifp": "a", "an": "no"}, "../images/a.exr"),
        ({"ifp": "a", "outf": "8", "ren": "mayaSoftware"}, "../images/a.####.jpg"),
        ({"ifp": "a", "outf": "7", "ren": "mayaHardware2"}, "../images/a.####.iff"),
        ({"ifp": "a", "ofc": "2", "ofe": "half"}, "../images/a.####.half"),
        ({"ifp": "a", "ofc": "1"}, "../images/a.####"),
    ],
)
def test_name_is_made_as_maya_makes_it(tmp_path: Path, settings: dict[str, str], expected: str) -> None:
    path = tmp_path / "scenes" / "sh010_light_v003.ma"
    assert outputs(path, scene(**{**ARNOLD_EXR, **settings})) == [expected]


@pytest.mark.parametrize(
    "settings",
    [
        {"ren": "vray"},
        {"ifp": "<RenderPass>/a"},
        {"pff": "no"},
        {"pie": "9"},
        {"ep": "many"},
        {"outf": "99"},
        {"imfkey": ""},
        {"ofc": "2"},
    ],
)
def test_nothing_is_told_where_the_name_cannot_be_known(tmp_path: Path, settings: dict[str, str]) -> None:
    assert not outputs(tmp_path / "scenes" / "a.ma", scene(**{**ARNOLD_EXR, **settings}))


def test_workspace_tells_where_images_are(tmp_path: Path) -> None:
    (tmp_path / "workspace.mel").write_text(
        '//Maya 2024 Project Definition\nworkspace -fr "scene" "scenes";\nworkspace -fr "images" "renders/cg";\n'
    )
    path = tmp_path / "scenes" / "seq" / "a.ma"
    assert outputs(path, scene(**ARNOLD_EXR)) == ["../../renders/cg/a.####.exr"]


def test_workspace_may_send_images_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "workspace.mel").write_text('workspace -fr "images" "//render01/out";')
    assert outputs(tmp_path / "a.ma", scene(**ARNOLD_EXR)) == ["//render01/out/a.####.exr"]


def test_unreadable_workspace_is_one_without_rules(tmp_path: Path) -> None:
    (tmp_path / "workspace.mel").write_bytes(b"")
    assert outputs(tmp_path / "work" / "a.ma", scene(**ARNOLD_EXR)) == ["../images/a.####.exr"]


def test_project_of_unknown_root_tells_nothing(tmp_path: Path) -> None:
    assert not outputs(tmp_path / "work" / "a.ma", scene(**ARNOLD_EXR))


def test_several_layers_and_cameras_have_folders(tmp_path: Path) -> None:
    second = 'createNode camera -n "wideShape" -p "|rig|wide";\n\tsetAttr -k off ".rnd" yes;\n'
    path = tmp_path / "scenes" / "a.ma"
    assert outputs(path, scene(CAMERAS + second + LAYERS, ifp="out", **ARNOLD_EXR)) == [
        f"../images/{layer}/{camera}/out.####.exr"
        for layer in ("masterLayer", "beauty")
        for camera in ("shotCam", "wide")
    ]


def test_one_rendered_layer_has_no_folder(tmp_path: Path) -> None:
    only = LAYERS.replace('".g" yes;', '".rndr" no;')
    path = tmp_path / "scenes" / "a.ma"
    assert outputs(path, scene(CAMERAS + only, ifp="<RenderLayer>_out", **ARNOLD_EXR)) == [
        "../images/beauty_out.####.exr"
    ]


def test_settings_by_long_names_of_the_node(tmp_path: Path) -> None:
    text = scene(**ARNOLD_EXR) + 'setAttr "defaultRenderGlobals.imageFilePrefix" -type "string" "named";\n'
    assert outputs(tmp_path / "scenes" / "a.ma", text) == ["../images/named.####.exr"]


@given(
    st.dictionaries(st.sampled_from(["ifp", "outf", "imfkey", "an", "ep", "pff", "pie", "ofc", "ofe"]), st.text()),
    st.lists(st.text(), max_size=100),
)
def test_names_are_few_whatever_is_set(settings: dict[str, str], names: list[str]) -> None:
    several = {name: {"rnd": ["yes"]} for name in names}
    said = RenderSettings({key: [value] for key, value in settings.items()}, several, several)
    assert len(list(said.names("scene"))) <= 64
