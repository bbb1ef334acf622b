"""Orphans on adversarial graphs: what may go is never needed by anything, and never all of something goes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, pairwise, product

import pytest
from studio_fixtures import StudioWriter, grounds

from assetgraph import AssetGraph
from assetgraph.settings import Settings

pytestmark = pytest.mark.graph
SHOW = "/mnt/nas1/show"
CUT = f"{SHOW}/edit/cut.otio"
Orphans = dict[str, tuple[str, bool]]
DENIED = grounds("USER", 0.0, "denied by user")


def _copies(made: StudioWriter, *names: str) -> None:
    for name in names:
        made.asset(f"{SHOW}/{name}", content_hash="same")


def _versions(made: StudioWriter, template: str, *numbers: int, **properties: object) -> list[str]:
    paths = [f"{SHOW}/{template.format(version=f'v{number:03d}')}" for number in numbers]
    for path in paths:
        made.asset(path, **properties)
    made.chain(SHOW, f"show/{template}", *paths)
    return paths


def two_copies(made: StudioWriter) -> None:
    """Nothing needs either: neither is a reason for the other to go."""
    _copies(made, "a.mov", "b.mov")


def copy_of_a_needed_one(made: StudioWriter) -> None:
    _copies(made, "a.mov", "b.mov")
    made.reference(CUT, f"{SHOW}/b.mov")


def copy_of_one_that_was_denied(made: StudioWriter) -> None:
    _copies(made, "a.mov", "b.mov")
    made.reference(CUT, f"{SHOW}/b.mov", **DENIED)


def copy_of_one_that_a_vanished_document_needed(made: StudioWriter) -> None:
    _copies(made, "a.mov", "b.mov")
    made.asset(f"{SHOW}/gone.otio", "document", status="VANISHED", parse_status="FULL")
    made.reference(f"{SHOW}/gone.otio", f"{SHOW}/b.mov")


def copy_of_one_whose_hold_is_over(made: StudioWriter) -> None:
    _copies(made, "a.mov", "b.mov")
    made.pin("Hold", f"{SHOW}/b.mov", until="2001-01-01")


def copies_on_several_volumes(made: StudioWriter) -> None:
    _copies(made, "a/clip.mov", "b/clip.mov")
    made.asset("/mnt/tape/clip.mov", content_hash="same")
    made.reference(CUT, f"{SHOW}/a/clip.mov")


def newest_that_is_a_copy_of_an_older_one(made: StudioWriter) -> None:
    _, second, third = _versions(made, "r_{version}.mov", 1, 2, 3)
    made.asset(second, content_hash="same")
    made.asset(third, content_hash="same")


def versions_that_are_not_cut_in_yet(made: StudioWriter) -> None:
    _versions(made, "r_{version}.mov", 1, 2)


def newest_with_holes(made: StudioWriter) -> None:
    paths = _versions(made, "r_{version}.mov", 1, 2, 3)
    made.asset(paths[2], "sequence", missing_count=97)


def newest_that_is_empty(made: StudioWriter) -> None:
    paths = _versions(made, "r_{version}.mov", 1, 2)
    made.asset(paths[1], size_bytes=0, outcome="failed")


def supersession_that_was_denied(made: StudioWriter) -> None:
    first, second = _versions(made, "r_{version}.mov", 1, 2)
    made.relate(second, "PREVIOUS_VERSION", first, **DENIED)


def source_of_a_delivery_far_away(made: StudioWriter) -> None:
    steps = [f"{SHOW}/s{number}.mov" for number in range(6)]
    for step in steps:
        made.asset(step)
    for made_from, step in pairwise(steps):
        made.relate(made_from, "DERIVED_FROM", step)
    made.pin("Delivery", steps[0], code="D1")


def source_through_a_vanished_comp(made: StudioWriter) -> None:
    comp, plate, final = f"{SHOW}/gone.nk", f"{SHOW}/plate.mov", f"{SHOW}/final.mov"
    made.asset(plate)
    made.asset(final)
    made.asset(comp, "document", status="VANISHED", parse_status="FULL")
    made.reference(comp, plate, kind="READ")
    made.relate(final, "GENERATED_BY", comp)
    made.pin("Delivery", final, code="D1")


def ring_that_nothing_needs(made: StudioWriter) -> None:
    for name in ("x.mov", "y.mov"):
        made.asset(f"{SHOW}/{name}")
    made.relate(f"{SHOW}/x.mov", "DERIVED_FROM", f"{SHOW}/y.mov")
    made.relate(f"{SHOW}/y.mov", "DERIVED_FROM", f"{SHOW}/x.mov")


def diamonds_that_nothing_needs(made: StudioWriter) -> None:
    """Sixteen million ways up from the lowest layer."""
    layers = [[f"{SHOW}/d{layer:02d}_{number}.mov" for number in range(4)] for layer in range(13)]
    for path in chain.from_iterable(layers):
        made.asset(path)
    for upper, lower in pairwise(layers):
        for derivative, source in product(upper, lower):
            made.relate(derivative, "DERIVED_FROM", source)


def candidate_of_an_unsettled_reference(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/x1.mov")
    made.reference(
        CUT, "TAPE7", {f"{SHOW}/x1.mov": 0.9}, state="AMBIGUOUS", method="TC_REEL", confidence=0.4,
    )  # fmt: skip


def thumbnail_with_one_living_source(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/t.jpg", "image")
    made.asset(f"{SHOW}/gone.mov", status="VANISHED")
    made.asset(f"{SHOW}/here.mov")
    made.relate(f"{SHOW}/t.jpg", "DERIVED_FROM", f"{SHOW}/gone.mov", kind="THUMBNAIL")
    made.relate(f"{SHOW}/t.jpg", "DERIVED_FROM", f"{SHOW}/here.mov", kind="THUMBNAIL")
    made.reference(CUT, f"{SHOW}/here.mov")


def thumbnail_of_nothing(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/t.jpg", "image")
    made.asset(f"{SHOW}/gone.mov", status="VANISHED")
    made.relate(f"{SHOW}/t.jpg", "DERIVED_FROM", f"{SHOW}/gone.mov", kind="THUMBNAIL")


def files_below_a_package(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/dcp/ASSETMAP.xml", "document", format="assetmap")
    made.asset(f"{SHOW}/dcp/sub/pic.mxf")


def files_that_a_map_lists_or_not(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/dcp/ASSETMAP.xml", "document", format="assetmap", parse_status="FULL")
    made.asset(f"{SHOW}/dcp/VOLINDEX.xml", "document", format="volindex")
    made.asset(f"{SHOW}/dcp/notes.txt", "other")
    made.asset(f"{SHOW}/dcp/sub/stray.mxf")
    made.asset(f"{SHOW}/dcp/sub/pic.mxf")
    made.reference(f"{SHOW}/dcp/ASSETMAP.xml", f"{SHOW}/dcp/sub/pic.mxf")


def package_within_one_that_could_not_be_read(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/dcp/ASSETMAP.xml", "document", format="assetmap", parse_status="FAILED")
    made.asset(f"{SHOW}/dcp/sub/ASSETMAP.xml", "document", format="assetmap", parse_status="FULL")
    made.asset(f"{SHOW}/dcp/sub/pic.mxf")


CARD = f"{SHOW}/r1/CONTENTS"


def _card(made: StudioWriter, *clips: str) -> None:
    """A card of clips of a picture, a sound and their description each, with an index file."""
    kinds = {"VIDEO": "video", "AUDIO": "audio", "METADATA": "sidecar"}
    files = {clip: {f"{CARD}/{part}/{clip}.{kind}": part for part, kind in kinds.items()} for clip in clips}
    for parts in files.values():
        for path, part in parts.items():
            made.asset(path, kinds[part], format="p2-clip-xml" if part == "METADATA" else "mxf")
    made.asset(f"{CARD}/INDEX.tmp", "other", mtime_ns=0)
    made.card(CARD, "P2", files)


def card_that_nothing_uses(made: StudioWriter) -> None:
    _card(made, "c1", "c2")


def card_with_a_clip_whose_sound_is_used(made: StudioWriter) -> None:
    _card(made, "c1", "c2")
    made.reference(CUT, f"{CARD}/AUDIO/c1.audio")


def card_with_a_clip_that_a_delivery_was_made_from(made: StudioWriter) -> None:
    _card(made, "c1")
    made.asset(f"{SHOW}/out.mov")
    made.relate(f"{SHOW}/out.mov", "DERIVED_FROM", f"{CARD}/VIDEO/c1.video")
    made.pin("Delivery", f"{SHOW}/out.mov", code="D1")


def card_with_a_reference_that_was_denied(made: StudioWriter) -> None:
    _card(made, "c1")
    made.reference(CUT, f"{CARD}/VIDEO/c1.video", **DENIED)


def card_with_versions_copies_and_an_empty_file(made: StudioWriter) -> None:
    """Each of these may go anywhere else."""
    paths = [f"{CARD}/VIDEO/r_v00{number}.mov" for number in (1, 2)]
    for path in paths:
        made.asset(path)
    made.chain(SHOW, "show/r1/CONTENTS/VIDEO/r_{version}.mov", *paths)
    made.asset(f"{CARD}/VIDEO/empty.mov", size_bytes=0, outcome="failed")
    made.asset(f"{CARD}/VIDEO/copy.mov", content_hash="same")
    made.asset(f"{SHOW}/used.mov", content_hash="same")
    made.reference(CUT, f"{SHOW}/used.mov")
    made.card(CARD, "P2", {})


def document_that_could_not_be_read(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/a.mov")
    made.asset(f"{SHOW}/edit/broken.otio", "document", parse_status="FAILED")


def document_with_an_expression(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/stereo_left.mov")
    made.reference(CUT, "stereo_%V.mov", state="VARIABLE", confidence=0.1)


def plain(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/a.mov")


CASES: list[tuple[Callable[[StudioWriter], None], Orphans]] = [
    (plain, {"a.mov": ("UNREFERENCED", True)}),
    (two_copies, {"a.mov": ("UNREFERENCED", True), "b.mov": ("REDUNDANT_COPY", False)}),
    (copy_of_a_needed_one, {"a.mov": ("REDUNDANT_COPY", True)}),
    (copy_of_one_that_was_denied, {"a.mov": ("UNREFERENCED", True), "b.mov": ("REDUNDANT_COPY", False)}),
    (
        copy_of_one_that_a_vanished_document_needed,
        {"a.mov": ("REDUNDANT_COPY", False), "b.mov": ("REDUNDANT_COPY", False)},
    ),
    (copy_of_one_whose_hold_is_over, {"a.mov": ("REDUNDANT_COPY", False), "b.mov": ("REDUNDANT_COPY", False)}),
    (
        copies_on_several_volumes,
        {"b/clip.mov": ("REDUNDANT_COPY", True), "/mnt/tape/clip.mov": ("REDUNDANT_COPY", False)},
    ),
    (
        newest_that_is_a_copy_of_an_older_one,
        {"r_v001.mov": ("SUPERSEDED", True), "r_v002.mov": ("SUPERSEDED", True), "r_v003.mov": ("UNREFERENCED", False)},
    ),
    (versions_that_are_not_cut_in_yet, {"r_v001.mov": ("SUPERSEDED", True), "r_v002.mov": ("UNREFERENCED", False)}),
    (
        newest_with_holes,
        {
            "r_v001.mov": ("SUPERSEDED", True),
            "r_v002.mov": ("UNREFERENCED", False),
            "r_v003.mov": ("INCOMPLETE", False),
        },
    ),
    (newest_that_is_empty, {"r_v001.mov": ("UNREFERENCED", False), "r_v002.mov": ("INCOMPLETE", True)}),
    (supersession_that_was_denied, {"r_v001.mov": ("UNREFERENCED", False), "r_v002.mov": ("UNREFERENCED", False)}),
    (source_of_a_delivery_far_away, {}),
    (source_through_a_vanished_comp, {}),
    (ring_that_nothing_needs, {"x.mov": ("UNREFERENCED", True), "y.mov": ("UNREFERENCED", True)}),
    (
        diamonds_that_nothing_needs,
        {f"d{layer:02d}_{number}.mov": ("UNREFERENCED", True) for layer in range(13) for number in range(4)},
    ),
    (candidate_of_an_unsettled_reference, {"x1.mov": ("UNREFERENCED", False)}),
    (thumbnail_with_one_living_source, {}),
    (thumbnail_of_nothing, {"t.jpg": ("DANGLING_DERIVATIVE", True)}),
    (
        files_that_a_map_lists_or_not,
        {"dcp/notes.txt": ("PACKAGE_STRAY", False), "dcp/sub/stray.mxf": ("PACKAGE_STRAY", False)},
    ),
    (package_within_one_that_could_not_be_read, {}),
    (files_below_a_package, {}),
    (
        card_that_nothing_uses,
        {
            f"r1/CONTENTS/{part}/{clip}.{part.lower()}": ("UNREFERENCED", False)
            for part in ("VIDEO", "AUDIO")
            for clip in ("c1", "c2")
        }
        | {"r1/CONTENTS/INDEX.tmp": ("TEMPORARY", False)},
    ),
    (
        card_with_a_clip_whose_sound_is_used,
        {f"r1/CONTENTS/{part}/c2.{part.lower()}": ("UNREFERENCED", False) for part in ("VIDEO", "AUDIO")}
        | {"r1/CONTENTS/INDEX.tmp": ("TEMPORARY", False)},
    ),
    (card_with_a_clip_that_a_delivery_was_made_from, {"r1/CONTENTS/INDEX.tmp": ("TEMPORARY", False)}),
    (
        card_with_a_reference_that_was_denied,
        {f"r1/CONTENTS/{part}/c1.{part.lower()}": ("UNREFERENCED", False) for part in ("VIDEO", "AUDIO")}
        | {"r1/CONTENTS/INDEX.tmp": ("TEMPORARY", False)},
    ),
    (
        card_with_versions_copies_and_an_empty_file,
        {f"r1/CONTENTS/VIDEO/r_v00{number}.mov": ("UNREFERENCED", False) for number in (1, 2)}
        | {
            "r1/CONTENTS/VIDEO/empty.mov": ("INCOMPLETE", False),
            "r1/CONTENTS/VIDEO/copy.mov": ("REDUNDANT_COPY", False),
        },
    ),
    (document_that_could_not_be_read, {"a.mov": ("UNREFERENCED", False)}),
    (document_with_an_expression, {"stereo_left.mov": ("UNREFERENCED", False)}),
]


@pytest.mark.parametrize(("make", "expected"), CASES, ids=[make.__name__ for make, _ in CASES])
def test_orphans_when_a_graph_is_adversarial_then_what_may_go_is_needed_by_nothing(
    empty_graph: Settings, make: Callable[[StudioWriter], None], expected: Orphans
) -> None:
    made = StudioWriter()
    made.asset(CUT, "document", parse_status="FULL")
    make(made)
    made.project("SHOW", {}, *_folders(made))
    with AssetGraph.open(empty_graph) as graph:
        made.write(graph._graph)
        graph._graph.write("MATCH (v:StorageVolume) SET v.state = 'ONLINE'", {})
        rows = list(graph.query("orphans"))
        superseded = {row.path.removeprefix(f"{SHOW}/") for row in graph.query("superseded")}
    found = {row.path.removeprefix(f"{SHOW}/"): (row.orphan_class, row.removable) for row in rows}
    assert {path: found.get(path, ("", False)) for path in {*expected, *found}} == expected
    assert superseded == {path for path, (name, _) in expected.items() if name == "SUPERSEDED"}


def _folders(made: StudioWriter) -> Iterable[str]:
    return [folder for folder in made.folders if folder.startswith(SHOW)]
