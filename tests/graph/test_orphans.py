"""Orphans on adversarial graphs: what may go is never needed by anything, and never all of something goes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, pairwise, product

import pytest
from studio_fixtures import DAY_NS, NOW_NS, StudioWriter, grounds

from assetgraph import AssetGraph
from assetgraph.settings import Settings

pytestmark = pytest.mark.graph
SHOW = "/mnt/nas1/show"
CUT = f"{SHOW}/edit/cut.otio"
MASTER = "/mnt/nas1/vault/master.mxf"
Orphans = dict[str, tuple[str, bool]]
DENIED = grounds("USER", 0.0, "denied by user")


def _copies(made: StudioWriter, *names: str) -> None:
    for name in names:
        made.asset(f"{SHOW}/{name}", content_hash="same")


def _transcode(made: StudioWriter, name: str, **properties: object) -> None:
    """What can be made again, so that only doubt keeps it."""
    made.asset(f"{SHOW}/{name}", **properties)
    made.asset(MASTER)
    made.relate(f"{SHOW}/{name}", "DERIVED_FROM", MASTER, kind="TRANSCODE")


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
    _copies(made, "b copy.mov", "b.mov", "old/b.mov")
    made.reference(CUT, f"{SHOW}/b.mov")


def channels_without_sound(made: StudioWriter) -> None:
    """Alike, and each is needed in its place: in its own set, and in that of another language."""
    for language, sound in product(("de", "en"), ("x.L.wav", "x.Ls.wav", "x.Rs.wav")):
        content = f"{language} {sound}" if sound == "x.L.wav" else "same"
        made.asset(f"{SHOW}/{language}/{sound}", "audio", content_hash=content, quick_hash=content)
    made.reference(CUT, f"{SHOW}/en/x.Ls.wav")


def copies_for_what_is_current_or_published(made: StudioWriter) -> None:
    """The version stays when another one becomes current; what was published was copied on purpose."""
    for name in ("a", "b", "c"):
        made.asset(f"{SHOW}/{name}/v002/{name}_v002.mov", content_hash=name)
        made.asset(f"{SHOW}/{name}/{'publish' if name == 'c' else 'Current'}/{name}_v002.mov", content_hash=name)
    made.reference(CUT, f"{SHOW}/a/v002/a_v002.mov")
    made.reference(CUT, f"{SHOW}/b/Current/b_v002.mov")
    made.reference(CUT, f"{SHOW}/c/v002/c_v002.mov")


def version_that_a_hero_is_a_copy_of(made: StudioWriter) -> None:
    _, newest = _versions(made, "{version}/sign.tif", 1, 2, content_hash="same")
    made.asset(newest, content_hash="same")
    made.asset(f"{SHOW}/hero/sign.tif", content_hash="same")
    made.reference(CUT, f"{SHOW}/hero/sign.tif")


def subtitles_of_a_version_that_is_cut_in(made: StudioWriter) -> None:
    """What describes a file goes with it."""
    for ending, kind in (("mov", "video"), ("srt", "sidecar")):
        _versions(made, f"t_{{version}}.{ending}", 1, 2, kind=kind)
    for number in (1, 2):
        made.relate(f"{SHOW}/t_v00{number}.srt", "SIDECAR_OF", f"{SHOW}/t_v00{number}.mov")
    made.reference(CUT, f"{SHOW}/t_v001.mov")
    made.reference(CUT, f"{SHOW}/t_v002.mov")


def what_was_sent(made: StudioWriter) -> None:
    """It can be made again, is superseded or is a copy, and tells what the client has."""
    _transcode(made, "05_Delivery/trailer.mp4")
    made.asset(f"{SHOW}/to client/260301/cut.mov", content_hash="same")
    made.asset(f"{SHOW}/cut.mov", content_hash="same")
    made.reference(CUT, f"{SHOW}/cut.mov")
    _versions(made, "Approved/r_{version}.mov", 1, 2)
    _transcode(made, "02_Turnovers/sound/guide.mov")


def part_of_a_clip(made: StudioWriter) -> None:
    """Graded, stabilised, or the one that was chosen: nobody can take it out again as it was."""
    made.asset(MASTER)
    made.asset(f"{SHOW}/graded/A001C003.mov")
    made.relate(f"{SHOW}/graded/A001C003.mov", "DERIVED_FROM", MASTER, kind="TRIM")


def library_that_nobody_reads(made: StudioWriter) -> None:
    """Final Cut plays what it transcoded, and only its library says so."""
    _transcode(made, "x.fcpbundle/Transcoded Media/a.mov")
    made.asset(f"{SHOW}/x.fcpbundle/CurrentVersion.fcpevent", "document", parse_status="OPAQUE")


def newest_that_is_half_rendered(made: StudioWriter) -> None:
    _versions(made, "r_{version}.%04d.exr", 1, 2, kind="sequence", frame_count=100)
    made.asset(f"{SHOW}/r_v002.%04d.exr", "sequence", frame_count=12)
    made.asset(f"{SHOW}/t_v001.%04d.exr", "sequence", frame_count=100)
    made.asset(f"{SHOW}/t_v002.1010.exr", "image")
    made.chain(SHOW, "show/t_{version}.{frame}.exr", f"{SHOW}/t_v001.%04d.exr", f"{SHOW}/t_v002.1010.exr")


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
    made.asset(paths[1], size_bytes=0, outcome="failed", mtime_ns=NOW_NS - 2 * DAY_NS)


def file_that_is_being_copied(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/a.mov", size_bytes=0, outcome="failed")


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


def media_of_reels_that_an_edit_list_misses(made: StudioWriter) -> None:
    """As written, shortened to eight signs, told by the name alone, or by the roll's folder alone."""
    _transcode(made, "ann.mov", reel_name="B0Cam_2")
    _transcode(made, "bob.mov", reel_name="A002C001_260311_R1AB")
    _transcode(made, "A002C007_260311_R1AB.mov")
    _transcode(made, "A003/0001.mov")
    _transcode(made, "other.mov", reel_name="A004")
    for reel in ("B0CAM_2", "A002C001", "A002C007", "A003"):
        made.reference(CUT, f"scene on {reel}", reel=reel, state="UNMAPPED")


def media_without_reel_while_a_document_awaits_no_name(made: StudioWriter) -> None:
    _transcode(made, "bob.mov")
    made.reference(CUT, "urn:uuid:7cf20724-d953-4e26-9d87-cec31f7296ab", reel="", state="AMBIGUOUS")


def media_that_may_have_another_name_in_a_document(made: StudioWriter) -> None:
    _transcode(made, "rushes/new.mov")
    _transcode(made, "rushes/deep/other.mov")
    made.reference(CUT, "nas1:/show/rushes/old.mov", state="MISSING")


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


def library_that_a_document_which_could_not_be_read_may_need(made: StudioWriter) -> None:
    """What lies in no project serves all of them; all that lies beside it could be read."""
    paths = [f"/mnt/nas1/vault/rock_v00{number}.exr" for number in (1, 2)]
    for path in paths:
        made.asset(path)
    made.chain("/mnt/nas1/vault", "vault/rock_{version}.exr", *paths)
    made.asset("/mnt/nas1/vault/rock.otio", "document", parse_status="FULL")
    made.asset(f"{SHOW}/setup.hip", "document")


def versions_of_what_another_project_uses(made: StudioWriter, **readable: object) -> None:
    """Its own documents could all be read; a scene of the other project may need the older version."""
    used = _versions(made, "rock_{version}.exr", 1, 2)[1]
    made.project("OTHER", {}, "/mnt/nas1/other")
    made.asset("/mnt/nas1/other/shot.nk", "document", parse_status="FULL")
    made.reference("/mnt/nas1/other/shot.nk", used)
    made.asset("/mnt/nas1/other/setup.hip", "document", **readable)


def versions_of_what_another_project_uses_that_could_be_read(made: StudioWriter) -> None:
    versions_of_what_another_project_uses(made, parse_status="FULL")


def document_that_could_not_be_read(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/a.mov")
    made.asset(f"{SHOW}/edit/broken.otio", "document", parse_status="FAILED")


def document_with_an_expression(made: StudioWriter) -> None:
    made.asset(f"{SHOW}/stereo_left.mov")
    made.reference(CUT, "stereo_%V.mov", state="VARIABLE", confidence=0.1)


def plain(made: StudioWriter) -> None:
    """A master or an original, as far as anybody can tell: gone is gone."""
    made.asset(f"{SHOW}/a.mov")


def proxy_of_an_original(made: StudioWriter, **properties: object) -> None:
    made.asset(f"{SHOW}/a.mov")
    made.asset(f"{SHOW}/a_proxy.mov")
    made.relate(f"{SHOW}/a_proxy.mov", "PROXY_OF", f"{SHOW}/a.mov", **properties)


def proxy_of_what_is_not_whole(made: StudioWriter) -> None:
    proxy_of_an_original(made)
    made.asset(f"{SHOW}/a.mov", outcome="failed")


def proxy_that_is_a_guess(made: StudioWriter) -> None:
    proxy_of_an_original(made, confidence=0.6)


CASES: list[tuple[Callable[[StudioWriter], None], Orphans]] = [
    (plain, {"a.mov": ("UNREFERENCED", False)}),
    (proxy_of_an_original, {"a.mov": ("UNREFERENCED", False), "a_proxy.mov": ("UNREFERENCED", True)}),
    (proxy_of_what_is_not_whole, {"a.mov": ("INCOMPLETE", False), "a_proxy.mov": ("UNREFERENCED", False)}),
    (proxy_that_is_a_guess, {"a.mov": ("UNREFERENCED", False), "a_proxy.mov": ("UNREFERENCED", False)}),
    (two_copies, {"a.mov": ("UNREFERENCED", False), "b.mov": ("REDUNDANT_COPY", False)}),
    (copy_of_a_needed_one, {"b copy.mov": ("REDUNDANT_COPY", True), "old/b.mov": ("REDUNDANT_COPY", True)}),
    (
        channels_without_sound,
        {f"{path}.wav": ("REDUNDANT_COPY", False) for path in ("de/x.Ls", "de/x.Rs", "en/x.Rs")}
        | {f"{path}/x.L.wav": ("UNREFERENCED", False) for path in ("de", "en")},
    ),
    (
        version_that_a_hero_is_a_copy_of,
        {"v001/sign.tif": ("SUPERSEDED", True), "v002/sign.tif": ("REDUNDANT_COPY", False)},
    ),
    (
        copies_for_what_is_current_or_published,
        dict.fromkeys(("a/Current/a_v002.mov", "b/v002/b_v002.mov", "c/publish/c_v002.mov"), ("REDUNDANT_COPY", False)),
    ),
    (subtitles_of_a_version_that_is_cut_in, {}),
    (
        what_was_sent,
        {
            "05_Delivery/trailer.mp4": ("UNREFERENCED", False),
            "to client/260301/cut.mov": ("REDUNDANT_COPY", False),
            "Approved/r_v001.mov": ("SUPERSEDED", False),
            "Approved/r_v002.mov": ("UNREFERENCED", False),
            "02_Turnovers/sound/guide.mov": ("UNREFERENCED", False),
            MASTER: ("NO_PROJECT", False),
        },
    ),
    (part_of_a_clip, {"graded/A001C003.mov": ("UNREFERENCED", False), MASTER: ("NO_PROJECT", False)}),
    (
        library_that_nobody_reads,
        {"x.fcpbundle/Transcoded Media/a.mov": ("UNREFERENCED", False), MASTER: ("NO_PROJECT", False)},
    ),
    (
        newest_that_is_half_rendered,
        {
            f"{name}.exr": ("UNREFERENCED", False)
            for name in ("r_v001.%04d", "r_v002.%04d", "t_v001.%04d", "t_v002.1010")
        },
    ),
    (copy_of_one_that_was_denied, {"a.mov": ("UNREFERENCED", False), "b.mov": ("REDUNDANT_COPY", False)}),
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
    (file_that_is_being_copied, {"a.mov": ("INCOMPLETE", False)}),
    (newest_that_is_empty, {"r_v001.mov": ("UNREFERENCED", False), "r_v002.mov": ("INCOMPLETE", True)}),
    (supersession_that_was_denied, {"r_v001.mov": ("UNREFERENCED", False), "r_v002.mov": ("UNREFERENCED", False)}),
    (source_of_a_delivery_far_away, {}),
    (
        library_that_a_document_which_could_not_be_read_may_need,
        {
            "/mnt/nas1/vault/rock_v001.exr": ("SUPERSEDED", False),
            "/mnt/nas1/vault/rock_v002.exr": ("NO_PROJECT", False),
        },
    ),
    (versions_of_what_another_project_uses, {"rock_v001.exr": ("SUPERSEDED", False)}),
    (versions_of_what_another_project_uses_that_could_be_read, {"rock_v001.exr": ("SUPERSEDED", True)}),
    (source_through_a_vanished_comp, {}),
    (ring_that_nothing_needs, {"x.mov": ("UNREFERENCED", False), "y.mov": ("UNREFERENCED", False)}),
    (
        diamonds_that_nothing_needs,
        {f"d{layer:02d}_{number}.mov": ("UNREFERENCED", layer < 12) for layer in range(13) for number in range(4)},
    ),
    (candidate_of_an_unsettled_reference, {"x1.mov": ("UNREFERENCED", False)}),
    (
        media_of_reels_that_an_edit_list_misses,
        {
            name: ("UNREFERENCED", name == "other.mov")
            for name in ("ann.mov", "bob.mov", "A002C007_260311_R1AB.mov", "A003/0001.mov", "other.mov")
        }
        | {MASTER: ("NO_PROJECT", False)},
    ),
    (
        media_without_reel_while_a_document_awaits_no_name,
        {"bob.mov": ("UNREFERENCED", True), MASTER: ("NO_PROJECT", False)},
    ),
    (
        media_that_may_have_another_name_in_a_document,
        {
            "rushes/new.mov": ("UNREFERENCED", False),
            "rushes/deep/other.mov": ("UNREFERENCED", True),
            MASTER: ("NO_PROJECT", False),
        },
    ),
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
