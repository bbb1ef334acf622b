"""Scenes and layers on disk: what they refer to in their own words is found, and what is gone is missing."""

from __future__ import annotations

import pytest

from tests.blend_writer import BlendWriter
from tests.library import Library, png_bytes

pytestmark = pytest.mark.graph

LAYER = """#usda 1.0
(
    subLayers = [@./below.usda@]
)
def Shader "S"
{
    asset inputs:file = @./tex/a.png@
    asset inputs:gone = @./tex/gone.png@
}
"""
MAYA = """//Maya ASCII 2024 scene
requires maya "2024";
createNode file -n "f1";
    setAttr ".ftn" -type "string" "tex/a.png";
"""
RENDER_SETTINGS = """select -ne :defaultRenderGlobals;
    setAttr ".outf" 32;
    setAttr ".an" yes;
    setAttr ".ep" 4;
    setAttr ".pff" yes;
"""
STATES = """
MATCH (d:Asset {name: $document})-[r:REFERENCES]->(t)
RETURN coalesce(t.rel_path, t.reference) AS target, r.state AS state, r.kind AS kind, r.raw AS raw
"""


def _told(library: Library, document: str) -> dict[str, tuple[str, str]]:
    return {row["target"]: (row["state"], row["kind"]) for row in library.ask(STATES, document=document)}


def test_scenes_when_related_then_lead_to_their_files_and_tell_what_is_gone(library: Library) -> None:
    library.write("scene/tex/a.png", png_bytes(1))
    library.write("scene/tex/gone.png", png_bytes(2))
    library.write("other/lib.blend", BlendWriter().data())
    library.write("scene/below.usda", "#usda 1.0\n")
    library.write("scene/top.usda", LAYER)
    library.write("scene/a.ma", MAYA)
    scene = BlendWriter()
    scene.add("LI", "Library", id_name=b"LIa", name=b"//lib.blend")
    scene.add("IM", "Image", id_name=b"IMa", name=b"//tex/a.png", source=1)
    library.write("scene/a.blend", scene.data())
    library.ingest(probe="header")
    (library.root / "scene/tex/gone.png").unlink()
    library.ingest(probe="header")
    assert _told(library, "top.usda") == {
        "scene/below.usda": ("RESOLVED", "SUBLAYER"),
        "scene/tex/a.png": ("RESOLVED", "TEXTURE"),
        "library:/scene/tex/gone.png": ("MISSING", "TEXTURE"),
    }
    assert _told(library, "a.blend") == {
        "scene/tex/a.png": ("RESOLVED", "TEXTURE"),
        "library:/scene/lib.blend": ("MISSING", "LIBRARY"),
    }
    assert _told(library, "a.ma") == {"scene/tex/a.png": ("RESOLVED", "TEXTURE")}
    raws = {row["raw"] for row in library.ask(STATES, document="a.blend")}
    assert raws == {"//lib.blend", "//tex/a.png"}, "letter by letter"
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before


def test_output_when_a_scene_writes_it_then_is_generated_by_it_once_it_is_there(library: Library) -> None:
    scene = BlendWriter()
    scene.add("SC", "Scene", id_name=b"SCa", r_pic=b"//../render/sh010.####", r_im_format_imtype=17, r_scemode=16)
    library.write("scene/a.blend", scene.data())
    product = '#usda 1.0\ndef RenderProduct "p"\n{\n    token productName = "../render/lighting.####.png"\n}\n'
    library.write("scene/b.usda", product)
    library.ingest()
    told = "MATCH (a)-[r:GENERATED_BY]->(d) RETURN a.name AS a, d.name AS d, r.method AS how, r.confidence AS sure"
    assert library.ask(told) == []
    for number in (1, 2):
        library.write(f"render/sh010.{number:04d}.png", png_bytes(number))
        library.write(f"render/lighting.{number:04d}.png", png_bytes(9 + number))
    library.ingest()
    assert {tuple(row.values()) for row in library.ask(told)} == {
        ("sh010.%04d.png", "a.blend", "EXPLICIT_PATH", 1.0),
        ("lighting.%04d.png", "b.usda", "EXPLICIT_PATH", 1.0),
    }


def test_scene_of_maya_when_in_a_project_then_paths_and_renders_are_from_there(library: Library) -> None:
    library.write("job/workspace.mel", 'workspace -fr "images" "renders";\n')
    library.write("job/tex/a.png", png_bytes(1))
    library.write("job/scenes/tex/a.png", png_bytes(2))
    for frame in (1, 2):
        library.write(f"job/renders/shot.{frame:04d}.png", png_bytes(10 + frame))
    library.write("job/scenes/shot.ma", MAYA + RENDER_SETTINGS)
    library.ingest(probe="header")
    (row,) = library.ask(STATES, document="shot.ma")
    assert (row["target"], row["state"], row["raw"]) == ("job/tex/a.png", "RESOLVED", "tex/a.png")
    (made,) = library.graph.query("derivatives")
    assert [path.removeprefix(f"{library.root}/") for path in (made.derivative, made.source)] == [
        "job/renders/shot.%04d.png", "job/scenes/shot.ma",
    ]  # fmt: skip
    assert (made.kind, made.confidence) == ("RENDER", 1.0)
