"""Proxies that cameras write beside their originals, known by the names they give. Pure: assets in, pairs out.

Not here: cards with folders of their own (cards/clips.py), words that people use (conventions.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assetgraph.graph.known import KnownMedia
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.pairs import Derivative, DerivativeKind

SURE = 0.95
UNPROVEN = 0.85
BY_NAME_ALONE = 0.6
_LENGTH_TOLERANCE_S = 1.0
_OWN_ENDINGS = frozenset({"lrv", "lrf"})


@dataclass(frozen=True, slots=True)
class _Writer:
    """How one writes: the proxy's name in lower case, and the names its original may have, the likeliest first."""

    name: str
    proxy: re.Pattern[str]
    originals: tuple[str, ...]


_WRITERS = (
    _Writer("GoPro", re.compile(r"gl([0-9a-z]{2}[0-9]{4})\.(?:lrv|mp4)"), (r"gx\1.mp4", r"gh\1.mp4")),
    _Writer("GoPro", re.compile(r"(gopr[0-9]{4}|gp[0-9]{6})\.lrv"), (r"\1.mp4",)),
    _Writer("GoPro", re.compile(r"(gs[0-9]{6})\.lrv"), (r"\1.360",)),
    _Writer(
        "Insta360",
        re.compile(r"lrv_([0-9]{8}_[0-9]{6})_[01]1_([0-9]{3,})\.(?:insv|lrv|mp4)"),
        (r"vid_\1_00_\2.insv", r"vid_\1_10_\2.insv", r"vid_\1_00_\2.mp4", r"vid_\1_10_\2.mp4"),
    ),
    _Writer("Sony", re.compile(r"(.*[0-9]{4})s03\.mp4", re.DOTALL), (r"\1.mp4", r"\1.mxf")),
    _Writer("DJI", re.compile(r"(.+)\.lrf", re.DOTALL), (r"\1.mp4", r"\1.mov")),
)


def camera_proxies(assets: Iterable[KnownMedia]) -> Iterator[Derivative]:
    """All such proxies among the assets of some folders, each with its original in the same folder."""
    folders: defaultdict[str, dict[str, list[KnownMedia]]] = defaultdict(lambda: defaultdict(list))
    for asset in assets:
        if asset.kind in {"video", "other"}:
            folders[asset.folder_uid][asset.name.lower()].append(asset)
    for names in folders.values():
        for name, proxies in names.items():
            if len(proxies) == 1 and (found := _original(name, names)):
                writer, original = found
                yield Derivative(DerivativeKind.PROXY, proxies[0], original, _grounds(writer, proxies[0], original))


def _original(name: str, names: dict[str, list[KnownMedia]]) -> tuple[str, KnownMedia] | None:
    """(writer, original); two names that differ in case only are no original."""
    for writer in _WRITERS:
        if match := writer.proxy.fullmatch(name):
            found = (names.get(match.expand(each), []) for each in writer.originals)
            fitting = next((each for each in found if each), [])
            return (writer.name, fitting[0]) if len(fitting) == 1 and fitting[0].kind == "video" else None
    return None


def _grounds(writer: str, proxy: KnownMedia, original: KnownMedia) -> Grounds:
    evidence = f"named as {writer} cameras name the proxy of {original.name}"
    if proxy.duration_s and original.duration_s:
        if abs(proxy.duration_s - original.duration_s) <= _LENGTH_TOLERANCE_S:
            return Grounds("NAME_TEMPLATE", SURE, f"{evidence}, same length")
        return Grounds("NAME_TEMPLATE", BY_NAME_ALONE, f"{evidence}; the lengths differ")
    is_own = proxy.name.lower().rpartition(".")[2] in _OWN_ENDINGS
    return Grounds("NAME_TEMPLATE", UNPROVEN if is_own else BY_NAME_ALONE, f"{evidence}; the length is not known")
