"""What a declared path means: what is pinned may not go, so it is understood as people write it."""

from __future__ import annotations

import pytest

from assetgraph.graph.known import KnownPlace
from assetgraph.model.frames import Frames
from assetgraph.relate.declared.pins import AS_WRITTEN, OTHER_CASE, pinned
from assetgraph.relate.declared.volume_paths import volume_path, volume_pattern

FRAMES = KnownPlace("frames", "out/s.%04d.png", Frames(1001, 1010, 1, ((1005, 1006),)))
ODD = KnownPlace("odd", "out/50%%.%04d.png", Frames(1, 2))
BRACKET = KnownPlace("bracket", "out/a[1].mov")
ALL = (
    FRAMES,
    KnownPlace("movie", "out/Größe.mov"),
    KnownPlace("deep", "out/more/s.0001.png"),
    KnownPlace("other", "in/s.%04d.png", Frames(1001, 1002)),
    ODD,
    BRACKET,
)


def _pinned(path: str, *, is_pattern: bool = False) -> dict[str, float]:
    pattern = volume_pattern(path) if is_pattern else volume_path(path).pattern

    def below(volume: str, folder: str, any_case: bool) -> list[KnownPlace]:
        start = folder.lower() if any_case else folder
        names = ((each.rel_path.lower() if any_case else each.rel_path, each) for each in ALL)
        return [each for name, each in names if volume == "n" and (not start or name.startswith(f"{start}/"))]

    return dict(pinned(pattern, below))


@pytest.mark.parametrize("is_pattern", [False, True])
@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("n:/out/s.%04d.png", {"frames"}),
        ("n:/out/s.1001.png", {"frames"}),
        ("n:/out/s.1005.png", set()),  # a hole
        ("n:/out/s.1011.png", set()),
        ("n:/out/s.####.png", {"frames"}),
        ("n:/out/s.#####.png", set()),
        ("n:/out/s.1001-1010.png", {"frames"}),
        ("n:/out/s.2001-2010.png", set()),
        ("n:/out/more/s.####.png", {"deep"}),
        ("n:/out/50%.0001.png", {"odd"}),
        ("n:/in", {"other"}),
        ("n:/gone.mov", set()),
        ("m:/out", set()),
    ],
)
def test_path_when_frames_are_named_as_people_write_them_then_their_sequence_is_meant(
    path: str, meant: set[str], is_pattern: bool
) -> None:
    assert _pinned(path, is_pattern=is_pattern) == dict.fromkeys(meant, AS_WRITTEN)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("n:/out/gro\u0308\u00dfe.mov", {"movie"}),
        ("n:/OUT/S.1001.PNG", {"frames"}),
        ("n:/Out/s.####.png", {"frames"}),
        ("n:/IN", {"other"}),
    ],
)
def test_path_when_nothing_is_written_so_then_another_case_will_do(path: str, meant: set[str]) -> None:
    assert _pinned(path) == dict.fromkeys(meant, OTHER_CASE)


def test_path_when_only_the_form_of_its_letters_differs_then_is_as_written() -> None:
    assert _pinned("n:/out/Gro\u0308\u00dfe.mov") == {"movie": AS_WRITTEN}


def test_path_when_it_holds_signs_of_patterns_then_means_them() -> None:
    assert _pinned("n:/out/a[1].mov") == {"bracket": AS_WRITTEN}
    assert _pinned("n:/out/*.mov") == {}


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("n:/out/s.100?.png", {"frames"}),
        ("n:/out/**/s.*.png", {"frames", "deep"}),
        ("n:/out/s.10[2-9]*.png", set()),
        ("n:/*/s.1002.png", {"frames", "other"}),
        ("n:/out/*", {"frames", "movie", "deep", "odd", "bracket"}),
    ],
)
def test_pattern_when_any_frame_fits_then_the_sequence_is_meant(path: str, meant: set[str]) -> None:
    assert set(_pinned(path, is_pattern=True)) == meant
