"""Where a scene of Maya renders to: the names that Maya makes of its render settings, and the folder for images.

Settings are those that Maya's own renderers and Arnold keep in `defaultRenderGlobals`; other renderers keep their own,
and of them nothing is told. What is rendered lies in the folder that the project's workspace.mel names for images.
Not here: reading scenes (readers/maya.py), which project a scene lies in (maya_project.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from assetgraph.documents.scenes.maya_project import MayaProject, is_absolute

GLOBALS = "renderGlobals"
SELECTED_GLOBALS = frozenset((":defaultRenderGlobals", "defaultRenderGlobals"))
CAMERA, LAYER, SETUP_LAYER = "camera", "renderLayer", "renderSetupLayer"
_PREFIX, _FORMAT, _PLUGIN_FORMAT = ("ifp", "imageFilePrefix"), ("outf", "imageFormat"), ("imfkey", "imfPluginKey")
_RENDERER, _ANIMATED, _PADDING = ("ren", "currentRenderer"), ("an", "animation"), ("ep", "extensionPadding")
_FRAME_FIRST, _PERIOD = ("pff", "putFrameBeforeExt"), ("pie", "periodInExt")
_ENDING_BY, _ENDING = ("ofc", "outFormatControl"), ("ofe", "outFormatExt")
_OF_GLOBALS = (
    _PREFIX, _FORMAT, _PLUGIN_FORMAT, _RENDERER, _ANIMATED, _PADDING, _FRAME_FIRST, _PERIOD, _ENDING_BY, _ENDING,
)  # fmt: skip
_OF_CAMERA, _OF_LAYER = ("rnd", "renderable"), ("rndr", "renderable")
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    GLOBALS: frozenset(name for names in _OF_GLOBALS for name in names),
    CAMERA: frozenset(_OF_CAMERA),
    LAYER: frozenset(_OF_LAYER),
    SETUP_LAYER: frozenset(),
}
"""Attributes that tell where is rendered to, by the types of their nodes."""
_RENDERERS = frozenset(("", "mayaSoftware", "mayaHardware", "mayaHardware2", "mentalRay", "arnold"))
# By Maya's numbers; formats of plug-ins have a name in place of a number.
_ENDINGS = {
    "0": "gif", "2": "rla", "3": "tif", "4": "tif", "5": "sgi", "7": "iff", "8": "jpg", "10": "iff", "11": "cin",
    "13": "sgi", "19": "tga", "20": "bmp", "31": "psd", "32": "png", "35": "dds", "36": "psd", "40": "exr",
}  # fmt: skip
_IFF, _BY_PLUGIN = "7", frozenset(("50", "51"))
_MARKS = {"0": "", "1": ".", "2": "_"}
_WITHOUT_ENDING, _OWN_ENDING = "1", "2"
_OFF = frozenset(("no", "off", "false", "0"))
_MASTER, _MASTER_NAME, _SETUP_PREFIX = "defaultRenderLayer", "masterLayer", "rs_"
_TOKEN = re.compile(r"<(\w+)>")
_MOST_NAMES = 64
_IMAGES = "images"
Attributes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What a scene says of its renders; attributes by their short or long names, cameras by that of their transform."""

    settings: Attributes = field(default_factory=dict)
    cameras: Mapping[str, Attributes] = field(default_factory=dict)
    layers: Mapping[str, Attributes] = field(default_factory=dict)
    setup_layers: frozenset[str] = frozenset()

    def names(self, scene: str) -> Iterator[str]:
        """Paths from the folder for images, a frame number as `#`; none where they cannot be known. `scene` is its
        name without ending.
        """
        ending = self._ending()
        if ending is None or self._said(_RENDERER) not in _RENDERERS:
            return
        layers = [self._layer_name(name) for name, each in self.layers.items() if _is_on(each, _OF_LAYER)]
        cameras = [name for name, each in self.cameras.items() if _is_on(each, _OF_CAMERA)]
        prefix = self._said(_PREFIX).strip() or "<Scene>"
        if not _TOKEN.search(self._said(_PREFIX)):
            # Where there are several, and no token tells otherwise, each has a folder of its own.
            folders = "<RenderLayer>/" * (len(layers) > 1) + "<Camera>/" * (len(cameras) > 1)
            prefix = folders + prefix if not is_absolute(prefix) else prefix
        of_layers, of_cameras = layers or [_MASTER_NAME], cameras if "<Camera>" in prefix else [""]
        found = (
            _filled(prefix, {"Scene": scene, "RenderLayer": layer, "Camera": camera.replace(":", "_")})
            for layer in of_layers
            for camera in of_cameras
        )
        for name in dict.fromkeys(islice(found, _MOST_NAMES)):
            if name:
                yield f"{name}{ending}"

    def _ending(self) -> str | None:
        """All that follows the prefix: frame number and ending."""
        number = self._said(_FORMAT) or _IFF
        by = self._said(_ENDING_BY)
        told = self._said(_PLUGIN_FORMAT) if number in _BY_PLUGIN else _ENDINGS.get(number, "")
        ending = {_WITHOUT_ENDING: "", _OWN_ENDING: self._said(_ENDING)}.get(by, told)
        if not ending and by != _WITHOUT_ENDING:
            return None
        dotted = f".{ending}" if ending else ""
        if not _is_on(self.settings, _ANIMATED, default=False):
            return dotted
        padding = self._said(_PADDING) or "1"
        mark = _MARKS.get(self._said(_PERIOD) or "1")
        # A frame number behind the ending makes names that no program takes for pictures.
        if not _is_on(self.settings, _FRAME_FIRST, default=False) or mark is None or not padding.isdecimal():
            return None
        return f"{mark}{'#' * min(int(padding), 10)}{dotted}"

    def _layer_name(self, name: str) -> str:
        if name == _MASTER:
            return _MASTER_NAME
        bare = name.removeprefix(_SETUP_PREFIX)
        return bare if bare in self.setup_layers else name

    def _said(self, names: tuple[str, ...]) -> str:
        return _said(self.settings, names)


def rendered(settings: RenderSettings, scene: str, project: MayaProject) -> Iterator[str]:
    """What the scene at this path renders to, as seen from its folder; nothing where its project is not known."""
    images = project.folder(_IMAGES)
    for name in settings.names(Path(scene).stem):
        if is_absolute(name):
            yield name
        elif images:
            yield f"{images}/{name}"


def _filled(prefix: str, values: Mapping[str, str]) -> str | None:
    """The prefix without tokens; None where one is not known."""
    if any(found[1] not in values for found in _TOKEN.finditer(prefix)):
        return None
    return _TOKEN.sub(lambda found: values[found[1]], prefix)


def _said(attributes: Attributes, names: tuple[str, ...]) -> str:
    return next((values[-1] for name in names if (values := attributes.get(name))), "")


def _is_on(attributes: Attributes, names: tuple[str, ...], *, default: bool = True) -> bool:
    said = _said(attributes, names).lower()
    return said not in _OFF if said else default
