"""Scenes and comps: Nuke, Maya, USD, Blender. Text by hand, USD by its library, Blender block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pxr import Sdf  # type: ignore[import-untyped]

from tests.blend_writer import BlendWriter


@dataclass(frozen=True)
class Node:
    """A node of Nuke; `knobs` are written as they stand, so that expressions and quotes are the caller's."""

    kind: str
    knobs: Mapping[str, str]
    inside: Sequence[Node] = ()


def nuke(name: str, nodes: Sequence[Node], *, first: int = 1001, last: int = 1010, folder: str = "") -> str:
    """A script; with `folder` that is its project directory, which relative paths start from."""
    lines = ["#! /usr/local/Nuke13.2v4/nuke-13.2.4 -nx", "version 13.2 v4", "Root {", " inputs 0", f" name {name}"]
    lines += [f" first_frame {first}", f" last_frame {last}", ' format "2048 1152 0 0 2048 1152 1 2K"']
    lines += [f" project_directory {folder}"] if folder else []
    lines += ["}"]
    for number, node in enumerate(nodes, 1):
        lines += _node(node, f"{node.kind}{number}", "")
    return "\n".join([*lines, ""])


def _node(node: Node, name: str, indent: str) -> list[str]:
    lines = [f"{indent}{node.kind} {{"]
    lines += [f"{indent} {knob} {value}" for knob, value in node.knobs.items()]
    lines += [f"{indent} name {name}", f"{indent}}}"]
    for number, each in enumerate(node.inside, 1):
        lines += _node(each, f"{each.kind}{number}", indent + " ")
    return [*lines, f"{indent}end_group"] if node.inside else lines


@dataclass(frozen=True)
class Attribute:
    """An attribute of Maya that names a file, on a node of that kind: `Attribute("file", ".ftn", path)`."""

    kind: str
    name: str
    path: str


def maya(
    references: Sequence[str],
    attributes: Sequence[Attribute],
    *,
    nested: Sequence[str] = (),
    settings: Sequence[str] = (),
) -> str:
    """An ASCII scene: each reference is told twice, as Maya does; `nested` are those of what it refers to, `settings`
    the lines of its cameras and render settings.
    """
    lines = ["//Maya ASCII 2024 scene", "//Codeset: UTF-8"]
    for depth, paths in ((1, references), (2, nested)):
        for number, path in enumerate(paths):
            lines.append(f'file -rdi {depth} -ns "n{depth}{number}" -rfn "n{depth}{number}RN" -typ "mayaAscii"')
            lines.append(f'\t\t "{path}";')
    for number, path in enumerate(references):
        lines.append(f'file -r -ns "n1{number}" -dr 1 -rfn "n1{number}RN" -typ "mayaAscii" "{path}";')
    lines += ['requires maya "2024";', "currentUnit -l centimeter -a degree -t film;"]
    for number, each in enumerate(attributes, 1):
        lines.append(f'createNode {each.kind} -n "{each.kind}{number}";')
        lines.append(f'\tsetAttr "{each.name}" -type "string" "{each.path}";')
    return "\n".join([*lines, *settings, "// End of scene", ""])


def render_settings(prefix: str, first: int, last: int, *, camera: str) -> list[str]:
    """EXR frames of one camera by Arnold, `name.####.exr`, on the one layer that every scene has."""
    return [
        'createNode camera -s -n "perspShape" -p "persp";',
        '\tsetAttr ".rnd" no;',
        f'createNode camera -n "{camera}Shape" -p "{camera}";',
        'createNode renderLayer -n "defaultRenderLayer";',
        '\tsetAttr ".g" yes;',
        "select -ne :defaultRenderGlobals;",
        '\tsetAttr ".ren" -type "string" "arnold";',
        '\tsetAttr ".outf" 51;',
        '\tsetAttr ".imfkey" -type "string" "exr";',
        '\tsetAttr ".an" yes;',
        f'\tsetAttr ".fs" {first};',
        f'\tsetAttr ".ef" {last};',
        '\tsetAttr ".ep" 4;',
        '\tsetAttr ".pff" yes;',
        *([f'\tsetAttr ".ifp" -type "string" "{prefix}";'] if prefix else []),
    ]


@dataclass(frozen=True)
class Prim:
    """A prim of USD with what it is made from."""

    name: str
    references: Sequence[str] = ()
    payloads: Sequence[str] = ()
    variants: Mapping[str, str] | None = None
    textures: Sequence[str] = ()


def usd(path: Path, prims: Sequence[Prim], sublayers: Sequence[str] = ()) -> None:
    """A layer (usda or usdc by the ending); of variants the first is chosen, all are there."""
    layer = Sdf.Layer.CreateAnonymous(path.suffix)
    layer.subLayerPaths = list(sublayers)
    for prim in prims:
        spec = Sdf.PrimSpec(layer, prim.name, Sdf.SpecifierDef, "Xform")
        for each in prim.references:
            spec.referenceList.prependedItems.append(Sdf.Reference(each))
        for each in prim.payloads:
            spec.payloadList.prependedItems.append(Sdf.Payload(each))
        for number, each in enumerate(prim.textures):
            shader = Sdf.PrimSpec(spec, f"Texture{number}", Sdf.SpecifierDef, "Shader")
            attribute = Sdf.AttributeSpec(shader, "inputs:file", Sdf.ValueTypeNames.Asset)
            attribute.default = Sdf.AssetPath(each)
        if prim.variants:
            choices = Sdf.VariantSetSpec(spec, "look")
            spec.variantSetNameList.prependedItems.append("look")
            for name, each in prim.variants.items():
                Sdf.VariantSpec(choices, name).primSpec.referenceList.prependedItems.append(Sdf.Reference(each))
            spec.variantSelections["look"] = next(iter(prim.variants))
    layer.defaultPrim = prims[0].name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not layer.Export(str(path)):
        raise OSError(f"{path}: was not written")


def blend(*, images: Sequence[str] = (), libraries: Sequence[str] = (), clips: Sequence[str] = (),
          sounds: Sequence[str] = ()) -> bytes:  # fmt: skip
    """A file of Blender with images, libraries, movie clips and sounds by their paths ("//" is its folder)."""
    writer = BlendWriter()
    for path in libraries:
        writer.add("LI", "Library", id_name=b"LI" + path[-40:].encode(), name=path.encode())
    for path in images:
        source = 6 if "<UDIM>" in path else 1
        writer.add("IM", "Image", id_name=b"IM" + path[-40:].encode(), name=path.encode(), source=source)
    for path in clips:
        writer.add("MC", "MovieClip", id_name=b"MC" + path[-40:].encode(), name=path.encode())
    for path in sounds:
        writer.add("SO", "bSound", id_name=b"SO" + path[-40:].encode(), name=path.encode())
    return writer.data()
