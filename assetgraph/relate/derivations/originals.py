"""Which of two clips of the same frames is the original, and how surely. Pure.

What a camera wrote is larger, deeper and less compressed than what was made of it, and older; where these signs
disagree, or only age speaks, nobody can be sure.
"""

from __future__ import annotations

from dataclasses import dataclass

from assetgraph.graph.known import KnownMedia

_RAW = frozenset({"r3d", "braw", "dng", "cinemadng", "prores_raw", "cri"})
_FOR_DELIVERY = frozenset(
    "av1 flv1 h263 h264 hevc jpeg mjpeg mpeg1video mpeg2video mpeg4 msmpeg4v2 msmpeg4v3 theora vp6f vp8 vp9 vvc "
    "wmv1 wmv2 wmv3 vc1".split()
)
_FOR_EDITING = frozenset("cfhd dnxhd dvvideo hap jpeg2000 prores".split())
_WITHOUT_LOSS = frozenset(
    "dpx exr openexr ffv1 huffyuv png qtrle r10k r210 rawvideo tiff utvideo v210 v308 v408 v410 targa cineon".split()
)

_LOSSLESS = 2


@dataclass(frozen=True, slots=True)
class Seniority:
    """Who of two is the original: 1 the other one, -1 this one, 0 nobody knows; whether surely, and by what."""

    sign: int
    is_sure: bool
    evidence: str
    is_by_age: bool = False


def seniority(one: KnownMedia, other: KnownMedia) -> Seniority:
    """Told by the first that speaks: size, camera, codec with bit depth, age. Swapped, it says the opposite."""
    size, camera, depth, weight = _size(one, other), _camera(one, other), _depth(one, other), _weight(one, other)
    if size:
        contradicted = camera == -size or (depth == -size and weight == -size)
        return Seniority(size, not contradicted, "the smaller picture")
    if camera:
        is_raw = _is_raw(one) or _is_raw(other)
        agreed = camera in {depth, weight} and -camera not in {depth, weight}
        return Seniority(camera, is_raw or agreed, "it is no camera's file")
    if (depth or weight) and depth != -weight:
        return Seniority(depth or weight, False, "the lighter codec")
    age = _sign(one.mtime_ns, other.mtime_ns)
    return Seniority(age, False, "the younger file", is_by_age=True)


def is_larger(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether its picture is wider, where both are known."""
    return bool(one.width and other.width) and (one.width or 0) > (other.width or 0)


def is_poorer(one: KnownMedia, other: KnownMedia) -> bool:
    """Whether the other one cannot come from it: it is for delivery, that is without loss, and deeper."""
    return _codec_weight(one) == 0 and _codec_weight(other) == _LOSSLESS and _depth(one, other) > 0


def codec(media: KnownMedia) -> str:
    """Its codec, or the format of frames that have none."""
    return media.video_codec or media.format or ""


def _size(one: KnownMedia, other: KnownMedia) -> int:
    if not (one.width and one.height and other.width and other.height):
        return 0
    wide, high = _sign(other.width, one.width), _sign(other.height, one.height)
    return (wide or high) if wide != -high else 0


def _camera(one: KnownMedia, other: KnownMedia) -> int:
    ranks = [2 if _is_raw(each) else 1 if each.camera_model else 0 for each in (one, other)]
    return _sign(ranks[1], ranks[0])


def _is_raw(media: KnownMedia) -> bool:
    return bool(_RAW & {media.video_codec, media.format})


def _depth(one: KnownMedia, other: KnownMedia) -> int:
    return _sign(other.bit_depth, one.bit_depth) if one.bit_depth and other.bit_depth else 0


def _weight(one: KnownMedia, other: KnownMedia) -> int:
    weights = [_codec_weight(each) for each in (one, other)]
    return _sign(weights[1], weights[0]) if None not in weights else 0


def _codec_weight(media: KnownMedia) -> int | None:
    found = codec(media)
    return next((n for n, names in enumerate((_FOR_DELIVERY, _FOR_EDITING, _WITHOUT_LOSS)) if found in names), None)


def _sign(one: int | None, other: int | None) -> int:
    return ((one or 0) > (other or 0)) - ((one or 0) < (other or 0))
