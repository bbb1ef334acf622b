"""What names, lengths and places tell, without a graph: derivatives, lengths, conventions, references by traits."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.records import Media, Reference, Use
from assetgraph.graph.known import KnownMedia
from assetgraph.relate.derivations.conventions import CONVENTIONS, Rule, derivatives
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.lengths import covers, frame_number, same_length
from assetgraph.relate.pairs import DerivativeKind
from assetgraph.relate.projects.conventions import membership
from assetgraph.relate.projects.layout_rules import Boundary, Layout
from assetgraph.relate.references.resolving import resolve
from assetgraph.relate.references.sought import Known, Mapped, Resolution, Sought, State
from assetgraph.storage.mounts import HostMount, MappedPath
from assetgraph.storage.raw_paths import parse
from tests.known_media import media


def pairs(*assets: KnownMedia) -> set[tuple[str, str, str, bool]]:
    return {
        (str(each.kind), each.derivative.rel_path, each.source.rel_path, each.grounds.confidence >= 0.8)
        for each in derivatives(assets)
    }


def test_derivatives_when_word_stem_and_length_agree_then_are_told() -> None:
    found = pairs(
        media("p/a.mov"),
        media("p/proxy/a.mp4", width=50),
        media("p/b.mov"),
        media("p/b_proxy.mov", width=50),
        media("p/thumbs/a.jpg", kind="image", width=10, duration_s=None),
        media("p/c.%04d.exr", kind="sequence", duration_s=None),
        media("p/c.mov", width=100),
    )
    assert found == {
        ("PROXY", "p/proxy/a.mp4", "p/a.mov", True),
        ("PROXY", "p/b_proxy.mov", "p/b.mov", True),
        ("THUMBNAIL", "p/thumbs/a.jpg", "p/a.mov", True),
        ("TRANSCODE", "p/c.mov", "p/c.%04d.exr", True),
    }


def test_thumbnail_when_no_medium_is_there_then_is_of_the_one_document_of_its_stem() -> None:
    picture = media("p/thumbnails/cube.png", kind="image", duration_s=None)
    scene, other = media("p/cube.usda", kind="document", width=None), media("p/cube.blend", kind="document", width=None)
    assert pairs(picture, scene) == {("THUMBNAIL", picture.rel_path, "p/cube.usda", True)}
    assert pairs(picture, scene, other) == set()
    movie = media("p/cube.mov", width=1920)
    assert pairs(picture, scene, movie) == {("THUMBNAIL", picture.rel_path, "p/cube.mov", True)}
    assert pairs(media("p/proxy/cube.usda", kind="document"), scene) == set()


def test_transcode_when_its_folder_says_so_then_stem_and_length_tell() -> None:
    original = media("m/spot_v1.mov")
    assert pairs(media("m/transcodes/spot_v1.mov", width=50), original) == {
        ("TRANSCODE", "m/transcodes/spot_v1.mov", "m/spot_v1.mov", True)
    }
    assert pairs(media("m/transcodes/spot_v1.mov", duration_s=3.0), original) == set()
    assert pairs(media("m/Web/spot_v1.mp4", width=50), original) == {
        ("TRANSCODE", "m/Web/spot_v1.mp4", "m/spot_v1.mov", True)
    }
    assert pairs(media("m/web/spot_v1.mp4", duration_s=3.0), original) == set()


@pytest.mark.parametrize(
    ("stem", "values", "sure"),
    [
        ("a", {}, True),
        ("a", {"mtime_ns": 1}, False),  # older than the frames
        ("a", {"reel_name": "A001C003"}, False),
        ("a_v002", {"mtime_ns": 1, "reel_name": "A001C003"}, True),  # frames of work, made again
    ],
)
def test_movie_when_it_may_be_what_the_frames_were_taken_from_then_is_no_fact(
    stem: str, values: dict[str, object], sure: bool
) -> None:
    frames = media(f"p/{stem}.%04d.exr", kind="sequence", duration_s=None, mtime_ns=2)
    movie = media(f"p/{stem}.mov", **{"mtime_ns": 3, **values})
    assert pairs(frames, movie) == {("TRANSCODE", movie.rel_path, frames.rel_path, sure)}


def test_proxy_when_frames_and_a_movie_of_them_fit_then_is_of_the_frames() -> None:
    frames = media("p/c.%04d.exr", kind="sequence", duration_s=None, first=1001, frame_count=250)
    movie = media("p/c.mov", width=100, frame_count=250, mtime_ns=frames.mtime_ns + 1)
    proxy = media("p/proxy/c.%04d.jpg", kind="sequence", duration_s=None, width=50, first=1001, frame_count=250)
    thumb = media("p/thumbs/c.jpg", kind="image", width=10, duration_s=None)
    assert pairs(frames, movie, proxy, thumb) == {
        ("TRANSCODE", movie.rel_path, frames.rel_path, True),
        ("PROXY", proxy.rel_path, frames.rel_path, True),
        ("THUMBNAIL", thumb.rel_path, frames.rel_path, True),
    }
    older = replace(movie, mtime_ns=frames.mtime_ns - 1)  # the frames may have been taken out of it
    assert not any(pair[3] for pair in pairs(frames, older, proxy, thumb))


def test_movie_when_frames_of_two_formats_fit_then_is_of_the_better_ones() -> None:
    frames = media("p/c_v1.%04d.exr", kind="sequence", duration_s=None, frame_count=24, format="openexr")
    smaller = replace(frames, uid="j", rel_path="p/c_v1.%04d.jpg", name="c_v1.%04d.jpg", width=50, height=25)
    movie = media("p/c_v1.mov", width=50, height=25)
    assert pairs(frames, smaller, movie) == {("TRANSCODE", movie.rel_path, frames.rel_path, True)}
    assert pairs(frames, replace(smaller, width=100, height=50, format="openexr"), movie) == set()


def test_texture_when_a_renderer_made_it_of_another_then_its_ending_tells() -> None:
    still = media("p/wood.tif", kind="image", width=64, height=64, duration_s=None)
    tiles = media("p/wood_%04d.tif", kind="sequence", duration_s=None, first=1001, frame_count=3)
    made = replace(still, uid="p/wood.tx", rel_path="p/wood.tx", name="wood.tx")
    opaque = replace(made, uid="p/wood.rat", rel_path="p/wood.rat", name="wood.rat", kind="other", width=None)
    below = replace(made, uid="p/tx/wood.tx", rel_path="p/tx/wood.tx", folder_uid="p/tx")
    of_tiles = replace(tiles, uid="p/wood_%04d.tx", rel_path="p/wood_%04d.tx", name="wood_%04d.tx")
    assert pairs(still, made, opaque, below) == {
        ("TRANSCODE", each.rel_path, still.rel_path, True) for each in (made, opaque, below)
    }
    assert pairs(tiles, of_tiles) == {("TRANSCODE", of_tiles.rel_path, tiles.rel_path, True)}
    assert pairs(tiles, replace(of_tiles, frame_count=2)) == set()
    assert pairs(still, replace(opaque, rel_path="p/wood.dat", name="wood.dat")) == set()
    assert pairs(still, replace(opaque, rel_path="p/wood.tex", name="wood.tex")) == set()  # a paper


def test_still_when_raw_and_picture_of_it_fit_then_is_made_from_the_raw() -> None:
    raw = media("p/a.cr2", kind="image", format="cr2", width=60, height=40, duration_s=None)
    picture = media("p/a.jpg", kind="image", format="jpeg", width=60, height=40, duration_s=None)
    small = media("p/web/a.jpg", kind="image", format="jpeg", width=30, height=20, duration_s=None)
    assert pairs(raw, picture, small) == {("TRANSCODE", small.rel_path, raw.rel_path, True)}
    assert pairs(replace(picture, uid="p/a.png", rel_path="p/a.png", name="a.png"), picture, small) == set()


def test_proxy_when_its_original_says_so_in_its_name_then_both_words_come_off() -> None:
    whole = media("p/spot_HIRES.mxf")
    assert pairs(whole, media("p/spot_LORES.mp4", width=50)) == {("PROXY", "p/spot_LORES.mp4", whole.rel_path, True)}
    assert pairs(whole, media("p/other_LORES.mp4", width=50)) == set()


def test_still_when_its_shape_is_another_then_is_no_proxy() -> None:
    still = media("p/a.tif", kind="image", width=64, height=32, duration_s=None)
    small, other = (replace(still, uid=n, rel_path=f"p/proxy/a.{n}", name=f"a.{n}") for n in ("jpg", "png"))
    assert pairs(still, replace(small, width=31, height=16)) == {("PROXY", "p/proxy/a.jpg", "p/a.tif", True)}
    assert pairs(still, replace(other, width=16, height=32)) == set()


def test_rules_when_several_fit_then_the_first_counts() -> None:
    rules = (Rule(DerivativeKind.TRANSCODE, frozenset({"proxy"}), frozenset()), *CONVENTIONS)
    found = [each.kind for each in derivatives([media("p/a.mov"), media("p/proxy/a_proxy.mp4")], rules)]
    assert found == [DerivativeKind.TRANSCODE]


def _projects(*roots: str) -> dict[str, Boundary]:
    return {
        root: Boundary(root, Layout.SHOTS, 0.85, "it holds a folder of shots", has_shots_folder=True) for root in roots
    }


@pytest.mark.parametrize(("path", "told"), [("prod/aurora/shots/sh010", "aurora"), ("prod/edit", "prod")])
def test_folder_when_projects_lie_within_each_other_then_the_innermost_counts(path: str, told: str) -> None:
    found = membership(path, _projects("prod", "prod/aurora"))
    assert found is not None
    assert found.project == told


@pytest.mark.parametrize(
    "other",
    [
        media("p/proxy/a.mp4", duration_s=1.2),  # another length
        media("p/proxy/a.mp4", width=200),  # larger than what it would stand for
        media("p/proxy/b.mp4"),  # another stem
        media("p/proxy/a.mp4", timecode="02:00:00:00"),  # another time
        media("p/proxy/a.wav", kind="audio"),  # another sort
        media("p/a.mp4"),  # no word says which of them is the copy
        media("q/a_proxy.mp4"),  # another folder
    ],
    ids=lambda each: each.rel_path,
)
def test_derivatives_when_anything_speaks_against_then_none_is_told(other: KnownMedia) -> None:
    assert pairs(media("p/a.mov", timecode="01:00:00:00"), other) == set()


def test_derivatives_when_the_length_is_unknown_then_are_not_sure() -> None:
    assert pairs(media("p/a.mov"), media("p/proxy/a.mp4", duration_s=None)) == {
        ("PROXY", "p/proxy/a.mp4", "p/a.mov", False)
    }


def test_derivatives_when_two_sources_fit_then_none_is_told() -> None:
    assert pairs(media("p/a.mov"), media("p/a.mxf"), media("p/proxy/a.mp4")) == set()


@pytest.mark.parametrize(
    ("timecode", "rate", "frames"),
    [
        ("00:00:00:00", "24", 0),
        ("01:00:00:00", "24", 86400),
        ("01:00:00:00", "24000/1001", 86400),
        ("01:00:00;00", "30000/1001", 107892),
        ("00:01:00;02", "30000/1001", 1800),
        ("00:10:00;00", "60000/1001", 35964),
        ("1:2:3", "24", None),
    ],
)
def test_timecode_when_read_then_counts_frames(timecode: str, rate: str, frames: int | None) -> None:
    assert frame_number(timecode, Fraction(rate)) == frames


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 29))
def test_drop_frame_when_counted_then_agrees_with_counting_one_by_one(h: int, m: int, s: int, f: int) -> None:
    minutes = h * 60 + m
    if m % 10 and s == 0 and f < 2:
        return  # such a timecode is dropped
    dropped = sum(2 for minute in range(1, minutes + 1) if minute % 10)
    plain = ((h * 60 + m) * 60 + s) * 30 + f
    assert frame_number(f"{h:02}:{m:02}:{s:02};{f:02}", Fraction(30000, 1001)) == plain - dropped


def _use(first: int, last: int, rate: str = "24/1") -> Use:
    return Use(
        reference=0, raw="x", track=1, media=Media.PICTURE, record_in=0, record_out=last - first,
        source_in=first, source_out=last, edit_rate=rate,
    )  # fmt: skip


def test_uses_when_within_the_timecode_then_are_covered() -> None:
    asset = media("a.mov", timecode="01:00:00:00")
    inside, outside = _use(86400, 86424), _use(86410, 86430)
    reference = Reference(raw="a")
    assert covers(asset, reference, [inside])
    assert not covers(asset, reference, [inside, outside])
    assert not covers(asset, reference, [])
    assert not covers(asset, reference, [_use(86400, 86424, "30/1")])
    assert not covers(media("a.mov"), reference, [inside])


def test_length_when_told_then_is_compared_to_a_frame() -> None:
    told = Reference(raw="a", available_duration=24, available_rate="24/1")
    assert same_length(media("a.mov"), told)
    assert same_length(media("a.mov", duration_s=1.04), told)
    assert not same_length(media("a.mov", duration_s=1.2), told)
    assert same_length(media("a.%04d.exr", kind="sequence", duration_s=None), told)
    assert not same_length(media("a.mov"), Reference(raw="a"))


@pytest.mark.parametrize(
    ("path", "told", "sure"),
    [
        ("show/shots/sq010/sh0010/comp", ("show", "sq010", "sh0010"), True),
        ("show/shots/sh0010", ("show", None, "sh0010"), True),
        ("show/shots/SEQ_0010", ("show", "SEQ_0010", None), True),
        ("show/shots/intro", ("show", None, "intro"), False),
        ("show/sequences/alpha", ("show", "alpha", None), True),
        ("show/sequences/alpha/010_0020", ("show", "alpha", "010_0020"), True),
        ("show/plates", ("show", None, None), True),
        ("other/plates", None, False),
    ],
)
def test_folder_when_its_project_is_known_then_tells_sequence_and_shot(
    path: str, told: tuple[str | None, ...] | None, sure: bool
) -> None:
    found = membership(path, _projects("show"))
    assert (found and (found.project, found.sequence, found.shot)) == told
    assert (found is not None and found.grounds.confidence >= 0.8) == sure


def _known(assets: list[KnownMedia]) -> Known:
    return Known(placed=assets, alike=assets)


def _sought(raw: str, reference: Reference | None = None, *uses: Use, online: bool = True, at: str = "") -> Sought:
    mapped = (Mapped(MappedPath("v", at, None, exact=True), "nas1", online),) if at else ()
    return Sought(reference or Reference(raw=raw), parse(raw), mapped, uses)


def test_stems_when_a_reference_tells_a_uuid_alone_then_no_empty_name_is_awaited() -> None:
    raw = "urn:uuid:7cf20724-d953-4e26-9d87-cec31f7296ab"
    sought = _sought(raw, Reference(raw=raw, uuid=raw))
    assert sought.awaited(Known(), Resolution(State.UNMAPPED, Grounds("EXPLICIT_UUID", 0.5, ""))) == {
        "7cf20724d9534e269d87cec31f7296ab"
    }


def test_reference_when_no_mount_maps_it_then_traits_decide_by_surety() -> None:
    raw = "/far/plates/a.mov"
    long = Reference(raw=raw, available_duration=24, available_rate="24/1")
    by_time = resolve(_sought(raw, long, _use(86400, 86410)), _known([media("x/a.mov", timecode="01:00:00:00")]))
    named = long.model_copy(update={"raw": "/far/plates/interview.mov"})
    by_length = resolve(_sought(named.raw, named), _known([media("x/interview.mov")]))
    by_folder = resolve(_sought(raw), _known([media("x/plates/a.mov"), media("x/b/a.mov")]))
    by_name = resolve(_sought(raw), _known([media("x/a.mov")]))
    nothing = resolve(_sought(raw), _known([media("x/a.mxf")]))
    told = [(each.state, each.grounds.method, each.grounds.confidence) for each in (by_time, by_length, by_folder)]
    assert told == [
        (State.RESOLVED, "TC_REEL", 0.9),
        (State.RESOLVED, "NAME_SIZE", 0.85),
        (State.AMBIGUOUS, "NAME_TEMPLATE", 0.75),
    ]
    assert (by_name.state, by_name.target, len(by_name.candidates)) == (State.AMBIGUOUS, None, 1)
    assert nothing.state is State.UNMAPPED


UUID = "a2a83e0aa0ac47858685d868631f493a"
UMID = f"060a2b340101010501010f2013000000{UUID}"


def test_reference_when_its_material_is_named_then_is_found_wherever_it_lies() -> None:
    by_uuid = Reference(raw="urn:uuid:x", uuid="A2A83E0A-A0AC-4785-8685-D868631F493A")
    by_umid = Reference(raw="Z:\\x.mxf", umid=f"urn:smpte:umid:{UMID}")
    here, there = media("imp/b.mxf", source_umid=UMID, uuid=UUID), media("copy/b.mxf", source_umid=UMID, uuid=UUID)
    found = [resolve(_sought(each.raw, each), _known([here])) for each in (by_uuid, by_umid)]
    assert [(each.state, each.target, each.grounds.method, each.grounds.confidence) for each in found] == [
        (State.RESOLVED, here, "EXPLICIT_UUID", 0.95),
        (State.RESOLVED, here, "UMID", 0.95),
    ]
    assert resolve(_sought(by_uuid.raw, by_uuid), _known([here, there])).state is State.AMBIGUOUS
    beside = replace(_sought(by_uuid.raw, by_uuid), volume_uid="v", folder="imp")
    chosen = resolve(beside, _known([there, here]))
    assert (chosen.state, chosen.target, chosen.grounds.confidence) == (State.RESOLVED, here, 0.98)
    near = media("imp/ov/b.mxf", source_umid=UMID, uuid=UUID)
    version_file = replace(beside, folder="imp/vf")
    chosen = resolve(version_file, _known([there, near]))
    assert (chosen.state, chosen.target, chosen.grounds.confidence) == (State.RESOLVED, near, 0.96)
    assert resolve(version_file, _known([near, here])).state is State.AMBIGUOUS
    other = Reference(raw="urn:uuid:x", uuid=UUID[::-1])
    assert resolve(_sought(other.raw, other), _known([here])).state is State.UNMAPPED


def test_reference_when_a_map_lists_a_bare_name_then_it_means_no_other_place() -> None:
    sought = replace(_sought("a.mxf", at="imp/a.mxf"), is_beside=True)
    found = resolve(sought, _known([media("x/a.mxf")]))
    assert (found.state, found.target, len(found.candidates)) == (State.MISSING, None, 1)


def test_reference_when_two_are_equally_sure_then_is_ambiguous() -> None:
    long = Reference(raw="/far/a.mov", available_duration=24, available_rate="24/1")
    found = resolve(_sought("/far/a.mov", long), _known([media("x/a.mov"), media("y/a.mov")]))
    assert (found.state, found.target, found.grounds.confidence < 0.8) == (State.AMBIGUOUS, None, True)


def test_reference_when_its_place_is_known_and_empty_then_is_missing_or_offline_with_candidates() -> None:
    elsewhere = [media("x/a.mov")]
    missing = resolve(_sought("/nas/p/a.mov", at="p/a.mov"), _known(elsewhere))
    offline = resolve(_sought("/nas/p/a.mov", at="p/a.mov", online=False), _known(elsewhere))
    assert (missing.state, offline.state) == (State.MISSING, State.OFFLINE)
    assert [each.media.rel_path for each in missing.candidates] == ["x/a.mov"]
    assert missing.place == "nas1:/p/a.mov"


def test_reference_when_a_file_on_an_offline_volume_is_meant_then_leads_there() -> None:
    found = resolve(_sought("/nas/p/a.mov", at="p/a.mov"), _known([media("p/a.mov", online=False)]))
    assert (found.state, found.target and found.target.rel_path) == (State.OFFLINE, "p/a.mov")


def test_reference_when_it_holds_an_expression_then_nothing_is_guessed() -> None:
    assert resolve(_sought("[getenv SHOW]/a.mov"), _known([media("x/a.mov")])).state is State.VARIABLE


@pytest.mark.parametrize(
    ("at", "system", "root", "scanned", "state"),
    [
        ("Volumes/Raid/interview.mov", "linux", "/", False, State.RESOLVED),
        ("Users/ann/interview.mov", "linux", "/", False, State.RESOLVED),
        ("mnt/nas/interview.mov", "macos", "/", False, State.RESOLVED),
        ("Volumes/Raid/interview.mov", "linux", "/", True, State.MISSING),  # somebody looked there
        ("Volumes/Raid/interview.mov", "macos", "/", False, State.UNSCANNED),
        ("mnt/nas/interview.mov", "linux", "/", False, State.UNSCANNED),
        ("Volumes/Raid/interview.mov", "linux", "/mnt", False, State.UNSCANNED),
    ],
)
def test_reference_when_only_the_root_of_another_system_maps_it_then_traits_decide(
    at: str, system: str, root: str, *, scanned: bool, state: State
) -> None:
    mapped = Mapped(MappedPath("v", at, HostMount("v", "host", root, system), exact=True), "disk", True)
    reference = Reference(raw=f"/{at}", available_duration=24, available_rate="24/1")
    sought = Sought(reference, parse(reference.raw), (mapped,))
    found = resolve(sought, Known(alike=[media("x/interview.mov")], unscanned=None if scanned else mapped))
    assert found.state is state


def test_reference_when_it_names_a_folder_then_means_what_lies_in_it() -> None:
    one, two = media("clips/A001/A001_0001.dng"), media("clips/A001/A001_0002.dng")

    def meant(*inside: KnownMedia, **more: Any) -> Resolution:
        sought = _sought("clips/A001/", Reference(raw="clips/A001/", **more), _use(86400, 86410), at="clips/A001")
        return resolve(sought, Known(alike=inside, inside=inside))

    assert (meant(one).state, meant(one).target, meant(one).grounds.confidence) == (State.RESOLVED, one, 0.9)
    assert (meant(one, two).state, len(meant(one, two).candidates)) == (State.AMBIGUOUS, 2)
    assert meant().state is State.AMBIGUOUS
    timed = media("clips/A001/b.mov", timecode="01:00:00:00", reel_name="A001")
    assert meant(one, timed, reel="A001").target == timed
    many = [media(f"clips/A001/{number}.dng") for number in range(40)]
    assert len(meant(*many).candidates) == 40


def test_name_when_it_has_no_ending_then_any_ending_is_meant() -> None:
    reference = Reference(raw="A001_C001", reel="A001_C001")
    plate = media("x/A001_C001.mov", timecode="01:00:00:00")
    found = resolve(_sought("A001_C001", reference, _use(86400, 86410)), _known([plate]))
    assert (found.state, found.grounds.method) == (State.RESOLVED, "TC_REEL")
