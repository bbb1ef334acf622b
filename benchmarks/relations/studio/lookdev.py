"""MERIDIAN's assets: USD layers with payloads, variants and UDIM tiles, Maya scenes, Blender files in a ring."""

from __future__ import annotations

from benchmarks.relations.studio.feature import BASE, Feature
from benchmarks.relations.studio.lot import Lot
from benchmarks.relations.studio.scenes import Attribute, Node, Prim, blend, maya, nuke, render_settings, usd
from benchmarks.relations.studio.seen import relative, slashed

ASSETS = {"char": ("mira", "joss", "keeper"), "prop": ("door", "doorframe", "lantern", "boat")}


def build(lot: Lot, feature: Feature) -> None:
    textures = {name: _textures(lot, kind, name) for kind, names in ASSETS.items() for name in names}
    tops = {name: _usd(lot, kind, name, textures[name]) for kind, names in ASSETS.items() for name in names}
    rigs = {name: _maya_asset(lot, kind, name, textures[name]) for kind, names in ASSETS.items() for name in names}
    for shot in feature.shots[::2]:
        _maya_shot(lot, shot.folder, shot.code, shot.plate, [rigs[name] for name in lot.rng.sample(sorted(rigs), 3)])
        _maya_light(lot, shot.folder, shot.code, rigs[lot.rng.choice(sorted(rigs))])
    for shot in feature.shots[1::2]:
        _usd_shot(lot, shot.folder, shot.code, [tops[name] for name in lot.rng.sample(sorted(tops), 3)])
    _blender(lot)


def _folder(kind: str, name: str) -> str:
    return f"{BASE}/assets/{kind}/{name}"


def _textures(lot: Lot, kind: str, name: str) -> list[str]:
    """Tiles of the colour, each two versions, and one plain map; the older tiles are superseded."""
    folder = f"{_folder(kind, name)}/tex"
    tiles = (1001, 1002, 1003, 1004)
    old = lot.frames(f"{folder}/{name}_diffuse_v001.%04d.exr", tiles)
    new = lot.frames(f"{folder}/{name}_diffuse_v002.%04d.exr", tiles)
    lot.chain(old, new)
    lot.orphan("SUPERSEDED", old)
    return [new, lot.still(f"{folder}/{name}_rough.png")]


def _usd(lot: Lot, kind: str, name: str, textures: list[str]) -> str:
    """asset.usda -> payload geo.usdc; variants of looks, of which one is chosen; the looks name tiles."""
    folder = _folder(kind, name)
    top, geo = f"{folder}/{name}.usda", f"{folder}/geo/{name}_geo_v003.usdc"
    older = f"{folder}/geo/{name}_geo_v002.usdc"
    for where in (older, geo):
        lot.at(where)
        usd(lot.root / where, [Prim(f"geo_{lot.fresh()}")])
    lot.chain(older, geo)
    lot.orphan("SUPERSEDED", older)
    looks = {"clean": f"{folder}/look/{name}_clean.usda", "worn": f"{folder}/look/{name}_worn.usda"}
    tiles = textures[0].replace("#", "<UDIM>")
    for look, where in looks.items():
        raws = [relative(tiles, where)]
        lot.refers(where, textures[0], raws[0])
        if look == "clean":
            raws.append(f"../tex/{name}_rough.png")
            lot.refers(where, textures[1], raws[1])
        else:
            raws.append(f"../tex/{name}_scratches.png")
            lot.lost(where, raws[1])
        lot.at(where)
        usd(lot.root / where, [Prim("look", textures=raws)])
    chosen = {look: "./" + relative(where, top) for look, where in looks.items()}
    lot.at(top)
    usd(lot.root / top, [Prim(name, payloads=["./" + relative(geo, top)], variants=chosen)])
    lot.refers(top, geo, "./" + relative(geo, top))
    for look, where in looks.items():
        lot.refers(top, where, chosen[look])
    return top


def _usd_shot(lot: Lot, folder: str, code: str, tops: list[str]) -> None:
    """A shot's layers: the shot over lighting and layout, which holds the assets by absolute path."""
    shot, light, layout = (f"{folder}/usd/{code}{suffix}.usda" for suffix in ("", "_light_v001", "_layout_v004"))
    machine = lot.rng.choice(("comp07", "mac03"))
    for where, sublayers, references in (
        (shot, [light, layout], []),
        (light, [], []),
        (layout, [], tops),
    ):
        raws = ["./" + relative(each, where) for each in sublayers]
        absolute = [slashed(each, machine) for each in references]
        for target, raw in zip([*sublayers, *references], [*raws, *absolute], strict=True):
            lot.refers(where, target, raw)
        lost = []
        if where == light:
            lost = [slashed(f"{BASE}/library/hdri/{code}_probe.exr", machine)]
            lot.lost(where, lost[0])
        prims = [Prim(f"asset{number}_{lot.fresh()}", references=[raw]) for number, raw in enumerate(absolute)]
        lot.at(where)
        usd(lot.root / where, [*prims, Prim("lights", textures=lost)], raws)


def _maya_asset(lot: Lot, kind: str, name: str, textures: list[str]) -> str:
    """Three model versions and a rig that refers to the newest; `door` and `doorframe` are two things."""
    folder = _folder(kind, name)
    machine = lot.rng.choice(("edit01", "comp07"))
    models = []
    for version in (1, 2, 3):
        where = f"{folder}/maya/{name}_model_v{version:03d}.ma"
        tiles, plain = (slashed(each.replace("#", "<UDIM>"), machine) for each in textures)
        attributes = [Attribute("file", ".ftn", plain)]
        lot.refers(where, textures[1], plain)
        if version == 3:
            attributes.append(Attribute("file", ".ftn", tiles))
            lot.refers(where, textures[0], tiles)
        models.append(lot.write(where, maya([], attributes)))
    lot.chain(*models)
    lot.orphan("SUPERSEDED", *models[:-1])
    rig = f"{folder}/maya/{name}_rig.ma"
    raw = slashed(models[-1], machine)
    lot.refers(rig, models[-1], raw)
    return lot.write(rig, maya([raw], []))


def _maya_shot(lot: Lot, folder: str, code: str, plate: str, rigs: list[str]) -> None:
    """Two versions of a shot's scene: rigs (each with a model below it, which is not its own), a plate, a cache."""
    machine = lot.rng.choice(("edit01", "comp07"))
    scenes = []
    for version in (1, 2):
        where = f"{folder}/anim/{code}_anim_v{version:03d}.ma"
        raws = [slashed(rig, machine) for rig in rigs]
        nested = [raw.replace("_rig.ma", "_model_v003.ma") for raw in raws]
        first = slashed(plate.replace("#", "1001"), machine)
        cache = slashed(f"{folder}/cache/{code}_cloth_v{version:03d}.abc", machine)
        attributes = [Attribute("imagePlane", ".imn", first), Attribute("AlembicNode", ".fn", cache)]
        for target, raw in zip([*rigs, plate], [*raws, first], strict=True):
            lot.refers(where, target, raw)
        lot.lost(where, cache)
        scenes.append(lot.write(where, maya(raws, attributes, nested=nested)))
    lot.chain(*scenes)


def _maya_light(lot: Lot, folder: str, code: str, rig: str) -> None:
    """Two versions of a light scene in a project of Maya's own, what each renders, and a comp of the newer render."""
    machine = lot.rng.choice(("edit01", "comp07"))
    project = f"{folder}/light"
    images = lot.rng.choice(("images", "renders/cg"))
    if images != "images" or lot.rng.random() < 0.5:
        lot.write(f"{project}/workspace.mel", f'workspace -fr "scene" "scenes";\nworkspace -fr "images" "{images}";\n')
    prefix, numbers = lot.rng.choice(("", "<Scene>", "<RenderLayer>/<Scene>", "<Scene>/<Camera>")), range(1001, 1005)
    scenes, renders = [], []
    for version in (1, 2):
        name = f"{code}_light_v{version:03d}"
        where = f"{project}/scenes/{name}.ma"
        raw = slashed(rig, machine)
        lot.refers(where, rig, raw)
        settings = render_settings(prefix, numbers[0], numbers[-1], camera="shotCam")
        scenes.append(lot.write(where, maya([raw], [], settings=settings)))
        made = {"<Scene>": name, "<RenderLayer>": "masterLayer", "<Camera>": "shotCam"}
        output = prefix or "<Scene>"
        for token, value in made.items():
            output = output.replace(token, value)
        renders.append(lot.frames(f"{project}/{images}/{output}.%04d.exr", numbers, (48, 27)))
        lot.derived("RENDER", renders[-1], where)
    lot.chain(*scenes)
    lot.chain(*renders)
    lot.orphan("SUPERSEDED", renders[0])
    comp = f"{folder}/comp/{code}_slap.nk"
    raw = slashed(renders[-1].replace("#", "%04d"), machine)
    lot.refers(comp, renders[-1], raw)
    nodes = [Node("Read", {"inputs": "0", "file_type": "exr", "file": raw})]
    lot.write(comp, nuke(slashed(comp, machine), nodes, first=numbers[0], last=numbers[-1]))


def _blender(lot: Lot) -> None:
    """Sets that link each other in a ring, with images beside them and a plate of another system."""
    folder = f"{BASE}/assets/set"
    names = ("harbour", "market", "tower")
    for number, name in enumerate(names):
        where, other = f"{folder}/{name}/{name}.blend", names[(number + 1) % len(names)]
        image = lot.still(f"{folder}/{name}/tex/wall.png")
        library = f"//../{other}/{other}.blend"
        lost = "//tex/floor_missing.png"
        lot.refers(where, image, "//tex/wall.png")
        lot.refers(where, f"{folder}/{other}/{other}.blend", library)
        lot.lost(where, lost)
        shared = f"{BASE}/assets/prop/door/tex/door_rough.png"
        raw = slashed(shared, "edit01").replace("/", "\\")
        lot.refers(where, shared, raw)
        lot.write(where, blend(images=["//tex/wall.png", lost, raw], libraries=[library]))
