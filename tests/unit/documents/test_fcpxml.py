"""Final Cut Pro X's XML: storylines, connected clips, compound and multicam clips, retiming, proxies, bins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from document_rows import rows

from assetgraph.documents.records import DocumentContent, Media, ReferenceKind, StateHint, Status

Read = Callable[[str, str | bytes], DocumentContent]

ASSET = (
    '<asset id="{0}" name="{0}" uid="UID-{0}" start="{1}" duration="100s" hasVideo="1" hasAudio="{2}" format="f">'
    '<media-rep kind="original-media" src="file:///Volumes/m/{0}.mov"/>{3}</asset>'
)
PROXY = '<media-rep kind="proxy-media" src="file:///Volumes/p/{}.mov"/>'


def asset(name: str, *, start: str = "0s", sound: int = 0, more: str = "") -> str:
    return ASSET.format(name, start, sound, more)


def document(spine: str, *resources: str, frame: str = "1/25s", sequence: str = "", around: str = "{}") -> str:
    project = f'<project name="cut"><sequence format="f" {sequence}><spine>{spine}</spine></sequence></project>'
    form = f'<format id="f" frameDuration="{frame}"/>'
    body = around.format(f'<library><event name="e">{project}</event></library>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
        f'<fcpxml version="1.11"><resources>{form}{"".join(resources)}</resources>{body}</fcpxml>'
    )


def test_spine_when_read_then_offsets_gaps_picture_and_sound_are_told(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<asset-clip ref="a" name="one" offset="3600s" start="2s" duration="4s"/>'
            '<gap offset="3604s" duration="1s"/>'
            '<asset-clip ref="b" offset="3605s" duration="50/25s"/>'
            '<asset-clip ref="a" duration="1s"/>',
            asset("a", sound=1),
            asset("b"),
            sequence='tcStart="3600s" tcFormat="NDF"',
        ),
    )
    assert content.status is Status.FULL
    (info,) = content.timelines
    assert (info.name, info.edit_rate, info.start_timecode) == ("cut", "25/1", "01:00:00:00")
    assert rows(content) == [
        ("a.mov", "V1", 0, 100, 50, 150),
        ("a.mov", "A1", 0, 100, 50, 150),
        ("b.mov", "V1", 125, 175, 0, 50),
        ("a.mov", "V1", 175, 200, 0, 25),
        ("a.mov", "A1", 175, 200, 0, 25),
    ]
    first = content.references[0]
    assert (first.raw, first.clip_name, first.uuid) == ("file:///Volumes/m/a.mov", "one", "UID-a")
    assert (first.count, first.media) == (4, (Media.PICTURE, Media.SOUND))
    assert (first.available_start, first.available_duration, first.available_rate) == (0, 2500, "25/1")


@pytest.mark.parametrize(
    ("frame", "expected"),
    [("1001/24000s", "24000/1001"), ("1001/30000s", "30000/1001"), ("100/2997s", "30000/1001"), ("100/6000s", "60/1")],
)
def test_rate_when_told_as_a_frame_then_is_exact(read: Read, frame: str, expected: str) -> None:
    content = read("fcpxml", document('<asset-clip ref="a" offset="0s" duration="10s"/>', asset("a"), frame=frame))
    assert content.timelines[0].edit_rate == expected


def test_drop_frame_when_told_then_start_timecode_has_it(read: Read) -> None:
    told = 'tcStart="3600s" tcFormat="DF"'
    content = read("fcpxml", document("", asset("a"), frame="1001/30000s", sequence=told))
    assert content.timelines[0].start_timecode == "01:00:00;00"


def test_asset_when_it_has_a_timecode_then_a_clip_without_start_begins_there(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<asset-clip ref="a" offset="0s" duration="2s"/>'
            '<asset-clip ref="a" offset="2s" start="3605s" duration="2s"/>',
            asset("a", start="3600s"),
        ),
    )
    assert rows(content) == [("a.mov", "V1", 0, 50, 90000, 90050), ("a.mov", "V1", 50, 100, 90125, 90175)]


def test_connected_clips_when_read_then_have_their_lane_and_outlast_what_they_hang_on(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<asset-clip ref="a" offset="0s" start="10s" duration="4s">'
            '<asset-clip ref="b" lane="1" offset="11s" duration="9s"/>'
            '<asset-clip ref="c" lane="-1" offset="12s" start="1s" duration="2s"/></asset-clip>'
            '<gap offset="4s" start="3600s" duration="10s">'
            '<spine lane="2" offset="3601s"><asset-clip ref="a" offset="0s" duration="1s"/>'
            '<asset-clip ref="c" offset="1s" duration="1s"/></spine></gap>',
            asset("a"),
            asset("b"),
            asset("c"),
        ),
    )
    assert rows(content) == [
        ("a.mov", "V1", 0, 100, 250, 350),
        ("b.mov", "V2", 25, 250, 0, 225),
        ("c.mov", "V-1", 50, 100, 25, 75),
        ("a.mov", "V3", 125, 150, 0, 25),
        ("c.mov", "V3", 150, 175, 0, 25),
    ]


def test_transition_when_between_clips_then_both_last_through_it(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<asset-clip ref="a" offset="0s" duration="4s"/><transition offset="3s" duration="2s"/>'
            '<asset-clip ref="b" offset="4s" start="10s" duration="4s"/>',
            asset("a"),
            asset("b"),
        ),
    )
    assert rows(content) == [("a.mov", "V1", 0, 125, 0, 125), ("b.mov", "V1", 75, 200, 225, 350)]


def test_clip_when_it_holds_picture_and_sound_then_is_cut_to_its_range(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<clip offset="0s" start="10s" duration="4s"><video ref="a" offset="0s" duration="100s">'
            '<audio ref="a" lane="-1" offset="0s" duration="100s"/></video>'
            '<clip lane="-1" offset="10s" start="5s" duration="2s"><gap offset="0s" duration="100s">'
            '<audio ref="b" lane="-1" offset="0s" duration="100s"/></gap></clip></clip>',
            asset("a", sound=1),
            asset("b", sound=1),
        ),
    )
    assert sorted(rows(content)) == [
        ("a.mov", "A1", 0, 100, 250, 350),
        ("a.mov", "V1", 0, 100, 250, 350),
        ("b.mov", "A-1", 0, 50, 125, 175),
    ]


def compound(name: str, spine: str) -> str:
    return (
        f'<media id="{name}" name="{name}"><sequence format="f" tcStart="0s"><spine>{spine}</spine></sequence></media>'
    )


def test_compound_clip_when_used_then_is_flattened_and_when_not_is_a_timeline(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<gap offset="0s" duration="1s"/><ref-clip ref="k" offset="1s" start="2s" duration="4s"/>'
            '<ref-clip ref="k" offset="5s" start="0s" duration="1s" srcEnable="audio"/>',
            compound(
                "k", '<asset-clip ref="a" offset="0s" duration="3s"/><asset-clip ref="b" offset="3s" duration="9s"/>'
            ),
            compound("l", '<ref-clip ref="k" offset="0s" duration="1s"/>'),
            asset("a", sound=1),
            asset("b"),
        ),
    )
    assert [each.name for each in content.timelines] == ["cut", "l"]
    assert [row for row, use in zip(rows(content), content.uses, strict=True) if use.timeline == 0] == [
        ("a.mov", "V1", 25, 50, 50, 75),
        ("a.mov", "A1", 25, 50, 50, 75),
        ("b.mov", "V1", 50, 125, 0, 75),
        ("a.mov", "A1", 125, 150, 0, 25),
    ]


def test_compound_clip_when_it_holds_itself_then_ends(read: Read) -> None:
    held = compound("k", '<asset-clip ref="a" offset="0s" duration="3s"/><ref-clip ref="k" offset="3s" duration="3s"/>')
    content = read("fcpxml", document('<ref-clip ref="k" offset="0s" duration="9s"/>', held, asset("a")))
    assert content.status is Status.PARTIAL
    assert len(content.uses) == 1


MULTICAM = (
    '<media id="m" name="m"><multicam format="f" tcStart="0s">'
    '<mc-angle name="Left" angleID="L"><gap offset="0s" duration="1s"/>'
    '<asset-clip ref="a" offset="1s" duration="50s"/></mc-angle>'
    '<mc-angle name="Right" angleID="R"><asset-clip ref="b" offset="0s" duration="50s"/></mc-angle>'
    '<mc-angle name="Top" angleID="T"><asset-clip ref="c" offset="0s" duration="50s"/></mc-angle></multicam></media>'
)


def test_multicam_when_read_then_the_chosen_angles_are_used_and_the_others_lie_in_a_bin(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<mc-clip ref="m" offset="0s" start="5s" duration="2s"><mc-source angleID="L" srcEnable="video"/>'
            '<mc-source angleID="R" srcEnable="audio"/></mc-clip>'
            '<mc-clip ref="m" offset="2s" start="7s" duration="2s"/>',
            MULTICAM,
            asset("a", sound=1),
            asset("b", sound=1),
            asset("c", sound=1),
        ),
    )
    assert [(use.angle, *row) for use, row in zip(content.uses, rows(content), strict=True)] == [
        ("Left", "a.mov", "V1", 0, 50, 100, 150),
        ("Right", "b.mov", "A1", 0, 50, 125, 175),
        ("Left", "a.mov", "V1", 50, 100, 150, 200),
        ("Left", "a.mov", "A1", 50, 100, 150, 200),
    ]
    assert [(each.raw[-5:], each.kind) for each in content.references] == [
        ("a.mov", ReferenceKind.CLIP),
        ("b.mov", ReferenceKind.CLIP),
        ("c.mov", ReferenceKind.BIN),
    ]


@pytest.mark.parametrize(
    ("points", "start", "speed", "source"),
    [
        ((("0s", "0s"), ("20s", "10s")), "4s", 0.5, (50, 75)),
        ((("0s", "0s"), ("20s", "40s")), "4s", 2.0, (200, 300)),
        ((("0s", "20s"), ("20s", "0s")), "4s", -1.0, (350, 400)),
        ((("3600s", "3600s"), ("3620s", "3640s")), None, 2.0, (90000, 90100)),
        ((("0s", "5s"), ("20s", "5s")), "4s", 0.0, (125, 126)),
    ],
)
def test_time_map_when_read_then_source_is_what_is_played(
    read: Read, points: tuple[tuple[str, str], ...], start: str | None, speed: float, source: tuple[int, int]
) -> None:
    told = "".join(f'<timept time="{time}" value="{value}"/>' for time, value in points)
    begin = f'start="{start}"' if start else ""
    clip = f'<asset-clip ref="a" offset="0s" {begin} duration="2s"><timeMap>{told}</timeMap></asset-clip>'
    (use,) = read("fcpxml", document(clip, asset("a"))).uses
    assert use.speed == speed
    assert (use.record_in, use.record_out, use.source_in, use.source_out) == (0, 50, *source)


def test_enabled_when_off_then_the_clip_is_off_and_what_hangs_on_it_is_not(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<asset-clip ref="a" offset="0s" duration="4s" enabled="0">'
            '<asset-clip ref="b" lane="1" offset="0s" duration="1s"/></asset-clip>',
            asset("a"),
            asset("b"),
        ),
    )
    assert [(use.raw[-5:], use.enabled) for use in content.uses] == [("a.mov", False), ("b.mov", True)]
    assert [each.enabled for each in content.references] == [False, True]


def test_proxy_when_told_then_is_a_reference_of_its_role_without_uses(read: Read) -> None:
    content = read(
        "fcpxml",
        document('<asset-clip ref="a" offset="0s" duration="4s"/>', asset("a", more=PROXY.format("a"))),
    )
    assert [(each.raw, each.role, each.count) for each in content.references] == [
        ("file:///Volumes/m/a.mov", "media", 1),
        ("file:///Volumes/p/a.mov", "proxy", 1),
    ]
    assert [each.made_from for each in content.references] == [None, "file:///Volumes/m/a.mov"]
    assert len(content.uses) == 1


def test_event_when_it_lists_what_the_project_uses_then_nothing_counts_twice(read: Read) -> None:
    listed = '<event name="x"><asset-clip ref="a" duration="4s"/><asset-clip ref="b" duration="4s"/></event>'
    content = read(
        "fcpxml",
        document('<asset-clip ref="a" offset="0s" duration="4s"/>', asset("a"), asset("b"), around="{}" + listed),
    )
    assert [(each.raw[-5:], each.kind, each.count) for each in content.references] == [
        ("a.mov", ReferenceKind.CLIP, 1),
        ("b.mov", ReferenceKind.BIN, 1),
    ]
    assert len(content.uses) == 1


def test_titles_auditions_sync_clips_and_old_assets_when_read_then_are_told(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<title ref="t" name="Hello" offset="0s" duration="1s"/>'
            '<video ref="t" name="Hello" offset="1s" duration="1s"/>'
            '<audition offset="2s"><asset-clip ref="a" offset="2s" duration="1s"/>'
            '<asset-clip ref="b" offset="2s" duration="1s"/></audition>'
            '<sync-clip offset="3s" start="1s" duration="1s">'
            '<spine><asset-clip ref="a" offset="0s" duration="9s"/></spine>'
            '<asset-clip ref="o" lane="-1" offset="0s" duration="9s"/></sync-clip>'
            '<asset-clip ref="lost" name="lost.mov" offset="4s" duration="1s"/>',
            '<effect id="t" name="Basic Title" uid=".../Basic.moti"/>',
            asset("a"),
            asset("b"),
            '<asset id="o" name="o" src="./o.wav" start="0s" duration="9s" hasAudio="1" format="f"/>',
        ),
    )
    assert rows(content) == [
        ("Basic Title", "V1", 0, 25, 0, 25),
        ("Basic Title", "V1", 25, 50, 0, 25),
        ("a.mov", "V1", 50, 75, 0, 25),
        ("a.mov", "V1", 75, 100, 25, 50),
        ("o.wav", "A1", 75, 100, 25, 50),
    ]
    assert content.references[0].state_hint is StateHint.GENERATED
    assert content.notes == ("a clip that names no media",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_when_of_any_encoding_then_reads_alike(read: Read, encoding: str) -> None:
    text = document('<asset-clip ref="glück" offset="0s" duration="2s"/>', asset("glück")).replace("\n", "\r\n")
    text = text.replace("UTF-8", "UTF-8" if encoding.startswith("utf-8") else encoding)
    assert rows(read("fcpxml", text.encode(encoding))) == [("glück.mov", "V1", 0, 50, 0, 50)]


@pytest.mark.parametrize("data", ["", "<fcpxml", "<xmeml/>", document("")[:-20], "<fcpxml>&a;</fcpxml>"])
def test_xml_when_it_is_no_library_then_fails_with_a_reason(read: Read, data: str) -> None:
    content = read("fcpxml", data)
    assert content.status is Status.FAILED
    assert content.problems[0].next_step


@pytest.mark.parametrize("value", ["", "x", "1/0s", "1e9", "-5s", "nan"])
@pytest.mark.parametrize("name", ["offset", "start", "duration", "lane", "tcStart", "frameDuration", "ref"])
def test_attribute_when_it_is_nonsense_then_is_no_crash(read: Read, name: str, value: str) -> None:
    told = 'tcStart="0s" tcFormat="NDF"'
    connected = '<asset-clip ref="a" lane="1" offset="1s" duration="2s"/>'
    spine = f'<asset-clip ref="a" lane="0" offset="0s" start="1s" duration="2s">{connected}</asset-clip>'
    text = document(spine, asset("a"), sequence=told)
    before, found, after = text.partition(f'{name}="')
    content = read("fcpxml", before + found + value + after[after.index('"') :])
    assert content.status in {Status.FULL, Status.PARTIAL}


def test_split_edit_when_sound_begins_or_ends_elsewhere_then_is_told_where_it_is_heard(read: Read) -> None:
    content = read(
        "fcpxml",
        document(
            '<asset-clip ref="a" offset="0s" start="10s" duration="4s" audioStart="10s" audioDuration="6s"/>'
            '<asset-clip ref="b" offset="4s" start="20s" duration="4s" audioStart="22s" audioDuration="2s"/>'
            '<asset-clip ref="a" offset="8s" start="1s" duration="4s" audioStart="0s" audioDuration="5s" '
            'srcEnable="video"/>',
            asset("a", sound=1),
            asset("b", sound=1),
        ),
    )
    assert sorted(rows(content)) == [
        ("a.mov", "A1", 0, 150, 250, 400),
        ("a.mov", "V1", 0, 100, 250, 350),
        ("a.mov", "V1", 200, 300, 25, 125),
        ("b.mov", "A1", 150, 200, 550, 600),
        ("b.mov", "V1", 100, 200, 500, 600),
    ]
