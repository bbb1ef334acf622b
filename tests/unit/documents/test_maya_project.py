"""What is relative in a scene of Maya is so to its project, wherever in it the scene lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.readers import maya, maya_binary
from assetgraph.documents.records import ReferenceKind
from assetgraph.documents.scenes.maya_project import MayaProject

SCENE = """//Maya ASCII 2024 scene
file -r -ns "leg" -dr 1 -rfn "legRN" -op "v=0;" -typ "mayaAscii" "scenes/leg.ma";
createNode file -n "f1";
\tsetAttr ".ftn" -type "string" "sourceimages/chair.<UDIM>.png";
createNode file -n "f2";
\tsetAttr ".ftn" -type "string" "C:/chair//sourceimages/wood.png";
createNode file -n "f3";
\tsetAttr ".ftn" -type "string" "$JOB/wood.png";
createNode cacheFile -n "c1";
\tsetAttr ".cn" -type "string" "leg";
\tsetAttr ".cp" -type "string" "cache/nCache/";
"""


RAWS = [
    "scenes/leg.ma", "sourceimages/chair.<UDIM>.png", "C:/chair//sourceimages/wood.png", "$JOB/wood.png",
    "cache/nCache/leg.xml",
]  # fmt: skip


def starts(path: Path) -> list[str | None]:
    """Where each path of the scene begins; the paths are as they are written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SCENE)
    found = [each for each in maya.read(str(path)).references if each.kind is not ReferenceKind.WRITE]
    assert [each.raw for each in found] == RAWS
    return [each.below for each in found]


@pytest.mark.parametrize("where", ["work/a.ma", "scenes/a.ma", "scenes/model/v1/a.ma", "a.ma"])
def test_relative_when_a_workspace_lies_above_then_is_from_there(tmp_path: Path, where: str) -> None:
    (tmp_path / "workspace.mel").write_text('workspace -fr "sourceImages" "sourceimages";\n')
    up = "/".join([".."] * where.count("/")) or None
    assert starts(tmp_path / where) == [up, up, None, None, up]


def test_relative_when_only_a_folder_of_scenes_tells_then_is_from_beside_it(tmp_path: Path) -> None:
    assert starts(tmp_path / "scenes" / "model" / "a.ma")[:2] == ["../..", "../.."]


def test_relative_when_no_project_is_known_then_is_from_the_scene_s_folder(tmp_path: Path) -> None:
    assert set(starts(tmp_path / "work" / "a.ma")) == {None}


def test_binary_when_in_a_project_then_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "scenes" / "a.mb"
    path.parent.mkdir()
    path.write_bytes(b"FOR4\0\0\0\x20Maya" + b"\0" * 4 + b"\0sourceimages/wood.png\0")
    assert [(each.raw, each.below) for each in maya_binary.read(str(path)).references] == [
        ("sourceimages/wood.png", "..")
    ]


@given(st.text(max_size=20))
def test_path_when_it_is_not_below_the_project_then_does_not_begin_there(said: str) -> None:
    project = MayaProject("/job/scenes/a.ma")
    for start in ("/", "//", "C:/", "C:\\", "$JOB/", "~/", "../", "./", "http://", "%JOB%/"):
        assert project.start_of(start + said) is None
    assert project.start_of("wood.png") is None
