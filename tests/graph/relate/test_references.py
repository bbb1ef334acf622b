"""What references become while files come, change and go: found where they are, never guessed, in whatever order."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import av
import pytest

from assetgraph.demo.media import write_video
from tests.library import Library, png_bytes, rename
from tests.timeline_writing import cut

pytestmark = pytest.mark.graph

REFERENCES = """
MATCH (d:Asset)-[r:REFERENCES]->(t) WHERE d.status <> 'VANISHED'
RETURN d.name AS document, coalesce(t.rel_path, t.reference) AS target, r.state AS state,
       r.confidence AS confidence, r.evidence AS evidence, r.candidates AS candidates, r.role AS role
ORDER BY document, target
"""
OUTPUTS = "MATCH (a)-[:GENERATED_BY]->(d) RETURN a.name AS name ORDER BY name"
SHARE = "mounts: [{volume: library, host: edit01, os: windows, path: 'S:\\'}]\n"


@pytest.fixture(autouse=True)
def _undeclared(library: Library) -> object:
    (library.settings.home / "studio.yaml").unlink(missing_ok=True)
    yield
    (library.settings.home / "studio.yaml").unlink(missing_ok=True)


def _declare(library: Library, studio: str) -> None:
    library.settings.home.mkdir(parents=True, exist_ok=True)
    (library.settings.home / "studio.yaml").write_text(studio)


def _script(*nodes: tuple[str, str]) -> str:
    """A Nuke script of nodes, each with its knobs."""
    return "Root {\n inputs 0\n}\n" + "".join(f"{kind} {{\n {knobs}\n}}\n" for kind, knobs in nodes)


def _frames(library: Library, pattern: str, numbers: Iterable[int]) -> None:
    for number in numbers:
        library.write(pattern % number, png_bytes(number % 256))


def _movie(library: Library, name: str, *, frames: int = 8, seed: int = 0, **options: Any) -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_video(path, codec="prores", width=64, height=36, frames=frames, seed=seed, **options)
    return path


def _told(library: Library) -> dict[str, tuple[str, float]]:
    """Target -> state and confidence."""
    return {row["target"]: (row["state"], row["confidence"]) for row in library.ask(REFERENCES)}


def _relations(library: Library) -> list[str]:
    """Everything that is told of what is there."""
    return [line for line in library.living() if '"edge"' in line]


def _stands_after_all(library: Library) -> None:
    """What came together step by step is what the whole library gives at once."""
    before = _relations(library)
    library.graph.relate(everything=True)
    assert _relations(library) == before


@pytest.mark.parametrize(("number", "state"), [("%04d", True), ("####", True), ("<f>", True), ("###", False)])
def test_sequence_when_its_folder_is_renamed_then_is_followed_however_its_number_is_written(
    library: Library, number: str, state: bool
) -> None:
    _frames(library, "sh010/a.%04d.png", (1, 2, 3))
    library.write("comp/c.nk", _script(("Read", f"file {library.root}/sh010/a.{number}.png")))
    library.ingest(probe="header")
    rename(library, "sh010", "sh015")
    library.ingest(probe="header")
    expected = (
        ("sh015/a.%04d.png", ("RESOLVED", 0.9)) if state else (f"library:/sh010/a.{number}.png", ("MISSING", 1.0))
    )
    assert _told(library) == dict([expected])
    _stands_after_all(library)


def test_document_when_it_cannot_be_opened_then_the_run_goes_on_and_its_edges_stay(library: Library) -> None:
    library.write("media/a.mov")
    document = library.write("edit/cut.otio", cut("../media/a.mov", "../media/new.mov"))
    library.ingest()
    document.unlink()
    library.write("media/new.mov")
    summary = library.ingest("media")
    assert summary.problems == 1
    assert {stage for stage, _ in library.problems()} == {"document"}
    assert _told(library)["media/a.mov"] == ("RESOLVED", 1.0)
    library.write("edit/cut.otio", cut("../media/a.mov", "../media/new.mov"))
    assert library.graph.relate().problems == 0
    assert library.problems() == set()
    assert _told(library) == {"media/a.mov": ("RESOLVED", 1.0), "media/new.mov": ("RESOLVED", 1.0)}


def test_document_when_its_volume_is_offline_then_waits_until_it_is_back(library: Library, tmp_path: Path) -> None:
    library.write("media/a.mov")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "cut.otio").write_text(cut(f"{library.root}/media/a.mov", f"{library.root}/media/new.mov"))
    library.ingest()
    library.graph.ingest(elsewhere, probe="none", volume="other", jobs=1)
    elsewhere.rename(tmp_path / "away")
    library.run("MATCH (v:StorageVolume {name: 'other'}) SET v.state = 'OFFLINE'")
    library.write("media/new.mov")
    assert library.ingest().problems == 0
    assert _told(library)["media/a.mov"] == ("RESOLVED", 1.0)
    (tmp_path / "away").rename(elsewhere)
    library.graph.ingest(elsewhere, probe="none", volume="other", jobs=1)
    assert _told(library) == {"media/a.mov": ("RESOLVED", 1.0), "media/new.mov": ("RESOLVED", 1.0)}


def test_reference_when_it_holds_a_lone_surrogate_then_the_others_are_resolved(library: Library) -> None:
    library.write("media/a.mov")
    text = cut("../media/a.mov", "/x/ODD.mov").replace("ODD", "\\ud800")
    library.write("edit/cut.otio", text)
    library.ingest()
    assert _told(library)["media/a.mov"] == ("RESOLVED", 1.0)


def test_reference_when_hundreds_share_its_stem_then_is_found_at_its_place(library: Library) -> None:
    for shot in range(210):
        library.write(f"shots/sh{shot:03}0/plate.mov")
        _frames(library, f"shots/sh{shot:03}0/grade.%04d.png", (1001, 1002))
    _declare(library, SHARE)
    urls = [f"S:\\shots\\SH{shot:03}0\\Grade.####.png" for shot in range(210)]
    library.write("edit/frames.otio", cut(*urls))
    library.write("edit/movies.otio", cut(*(f"../shots/sh{shot:03}0/plate.mov" for shot in range(210))))
    library.write("edit/far.otio", cut("/Volumes/far/plate.mov", frames=8))
    library.write("edit/gone.otio", cut("../shots/sh9990/plate.mov"))
    library.ingest()
    library.graph.relate()
    told: dict[str, set[tuple[str, float]]] = {}
    for row in library.ask(REFERENCES):
        told.setdefault(row["document"], set()).add((row["state"], row["confidence"]))
    assert told == {
        "frames.otio": {("RESOLVED", 0.95)},
        "movies.otio": {("RESOLVED", 1.0)},
        "far.otio": {("AMBIGUOUS", 0.01)},
        "gone.otio": {("MISSING", 1.0)},
    }


def test_reference_when_nobody_scanned_its_folder_then_is_not_called_missing(library: Library) -> None:
    library.write("media/deep/a.mov")
    library.write("edit/cut.otio", cut("../media/deep/a.mov", "../media/deep/gone.mov", "../edit/b.mov"))
    library.write("kept.txt")
    library.ingest("kept.txt", "edit")
    told = _told(library)
    assert told["library:/edit/b.mov"] == ("MISSING", 1.0)
    assert told["library:/media/deep/a.mov"] == told["library:/media/deep/gone.mov"] == ("UNSCANNED", 0.5)
    library.ingest("media")
    assert _told(library) == {
        "library:/edit/b.mov": ("MISSING", 1.0),
        "library:/media/deep/gone.mov": ("MISSING", 1.0),
        "media/deep/a.mov": ("RESOLVED", 1.0),
    }
    _stands_after_all(library)


def test_outputs_when_rendered_later_or_written_elsewhere_then_only_the_present_ones_are_generated(
    library: Library,
) -> None:
    writes = "file ../renders/out_v{:03}.mov\n name Write1"
    library.write("comp/c.nk", _script(("Write", writes.format(1))))
    library.ingest()
    library.write("renders/out_v001.mov")
    library.write("renders/out_v002.mov")
    library.ingest()
    assert library.ask(OUTPUTS) == [{"name": "out_v001.mov"}]
    library.write("comp/c.nk", _script(("Write", writes.format(2))), mtime=2_000_000_000)
    library.ingest()
    assert library.ask(OUTPUTS) == [{"name": "out_v002.mov"}]
    _stands_after_all(library)


def test_missing_references_when_their_files_come_then_heal_however_they_are_written(library: Library) -> None:
    edl = "TITLE: cut\nFCM: NON-DROP FRAME\n\n001  {} V C 0{}:00:00:00 0{}:00:00:08 00:00:00:00 00:00:00:08\n{}"
    library.write("edit/name.edl", edl.format("A001C003", 1, 1, "* FROM CLIP NAME: PLATE\n* SOURCE FILE: P10_SRC\n"))
    library.write("edit/reel.edl", edl.format("A002C004", 2, 2, ""))
    library.write("edit/short.edl", edl.format("A003C005", 3, 3, "* FROM CLIP NAME: Scene 12\n"))
    library.write("edit/large.edl", edl.format("B007CAM", 4, 4, "* FROM CLIP NAME: Anna laughs\n"))
    names = ["f_0001.png", "g_####.png", "your%20clip.mov", "tex_<UDIM>.png", "Case.MOV", "h.%04d.png", "k_%04d.png"]
    for number, name in enumerate(names):
        library.write(f"edit/{number}.otio", cut(f"{library.root}/m/{name}"))
    library.ingest(probe="header")
    assert all(state != "RESOLVED" for state, _ in _told(library).values())
    for kind in ("f_", "g_", "h.", "k_"):
        _frames(library, f"m/{kind}%04d.png", (1, 2, 3))
    _frames(library, "m/tex_%d.png", (1001, 1002, 1003))
    library.write("m/your clip.mov")
    library.write("m/case.mov")
    _movie(library, "m/plate_010.mov", timecode="01:00:00:00", reel="A001C003", seed=5)
    _movie(library, "m/weird.mov", timecode="02:00:00:00", reel="A002C004", seed=6)
    _movie(library, "m/A003C005_260314_R1AB.mov", timecode="03:00:00:00", seed=7)
    _movie(library, "m/interview.mov", timecode="04:00:00:00", reel="b007cam", seed=8)
    library.ingest(probe="header")
    assert {state for state, _ in _told(library).values()} == {"RESOLVED"}
    _stands_after_all(library)


def test_reference_when_only_its_umid_is_known_then_is_found_by_it(library: Library) -> None:
    path = library.root / "Avid MediaFiles/MXF/1/V01.4711.mxf"
    _essence(path)
    with av.open(str(path)) as essence:
        umid = essence.streams.video[0].metadata["file_package_umid"].removeprefix("0x").lower()
    _essence(path.with_name("V01.4712.mxf"))
    timeline = json.loads(cut("Z:\\nowhere\\clip one.mov"))
    clip = timeline["tracks"]["children"][0]["children"][0]
    dotted = ".".join(umid[start : start + 8] for start in range(0, 64, 8))
    clip["media_reference"]["metadata"] = {"AAF": {"MobID": f"urn:smpte:umid:{dotted}"}}
    library.write("edit/cut.otio", json.dumps(timeline))
    library.write("kept.txt")
    library.ingest("kept.txt", "edit")
    assert [state for state, _ in _told(library).values()] == ["UNMAPPED"]
    library.ingest(probe="header")
    assert _told(library) == {"Avid MediaFiles/MXF/1/V01.4711.mxf": ("RESOLVED", 0.95)}
    assert library.ask("MATCH ()-[r:REFERENCES]->() RETURN r.method AS method") == [{"method": "UMID"}]
    _stands_after_all(library)


def _essence(path: Path) -> None:
    """An MXF file with an UMID of its own, as no file written bit by bit alike has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mxf") as output:
        stream = output.add_stream("mpeg2video", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv422p"
        for _ in range(3):
            output.mux(stream.encode(av.VideoFrame(64, 48, "yuv422p")))
        output.mux(stream.encode(None))


def test_reference_when_a_rival_comes_then_is_sure_no_more(library: Library) -> None:
    _movie(library, "one/interview.mov")
    library.write("edit/cut.otio", cut("Z:\\old\\media\\interview.mov", frames=8))
    library.ingest(probe="header")
    assert _told(library) == {"one/interview.mov": ("RESOLVED", 0.85)}
    rival = _movie(library, "two/interview.mov", seed=3)
    library.ingest(probe="header")
    assert [state for state, _ in _told(library).values()] == ["AMBIGUOUS"]
    _stands_after_all(library)
    rival.unlink()
    library.ingest(probe="header", allow_vanished=5)
    assert _told(library) == {"one/interview.mov": ("RESOLVED", 0.85)}
    _stands_after_all(library)


def test_reference_when_it_names_a_folder_then_means_what_lies_there(library: Library) -> None:
    for name in ("one", "many", "none"):
        library.write(f"edit/{name}.otio", cut(f"{library.root}/clips/{name}"))
    library.write("clips/none/notes.txt")
    library.ingest(probe="header")
    _frames(library, "clips/one/A001_%04d.png", (1, 2, 3))
    _movie(library, "clips/many/a.mov")
    _movie(library, "clips/many/b.mov", seed=2)
    library.ingest(probe="header")
    assert _told(library) == {
        "clips/one/A001_%04d.png": ("RESOLVED", 0.9),
        "library:/clips/many": ("AMBIGUOUS", 0.5),
        "library:/clips/none": ("AMBIGUOUS", 0.5),
    }
    _stands_after_all(library)


def test_pattern_when_its_files_are_no_sequence_then_each_of_them_is_meant(library: Library) -> None:
    for number, name in enumerate(("tex_<UVTILE>.png", "anim.#.usda", "lone_u<U>_v<V>.png")):
        library.write(f"edit/{number}.otio", cut(f"{library.root}/m/{name}"))
    library.write("m/tex_u1_v1.png")
    library.ingest()
    assert {path: state for path, (state, _) in _told(library).items()} == {
        "m/tex_u1_v1.png": "RESOLVED",
        "library:/m/anim.#.usda": "MISSING",
        "library:/m/lone_u<U>_v<V>.png": "MISSING",
    }
    names = ["tex_u1_v1.png", "tex_u2_v1.png", "lone_u1_v1.png", "anim.1.usda", "anim.2.usda", "anim.17.usda"]
    for name in (*names, "tex_specular.png", "anim.usda"):
        library.write(f"m/{name}")
    library.ingest()
    assert _told(library) == {f"m/{name}": ("RESOLVED", 0.98) for name in names}
    _stands_after_all(library)


def test_reference_when_a_better_file_comes_then_leads_there(library: Library) -> None:
    library.write("m/Clip.mov")
    library.write("m/moved.mov")
    library.write("edit/case.otio", cut("../m/clip.mov"))
    library.write("edit/moved.otio", cut("../m/moved.mov"))
    library.ingest()
    rename(library, "m/moved.mov", "old/moved.mov")
    library.ingest()
    assert _told(library) == {"m/Clip.mov": ("RESOLVED", 0.95), "old/moved.mov": ("RESOLVED", 0.9)}
    library.write("m/clip.mov", "another")
    library.write("m/moved.mov", "a new one")
    library.ingest()
    assert _told(library) == {"m/clip.mov": ("RESOLVED", 1.0), "m/moved.mov": ("RESOLVED", 1.0)}
    _stands_after_all(library)


def test_reference_when_one_run_scans_two_volumes_then_no_ghost_stays(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    library.write("x.txt")
    (other / "y.txt").write_text("y")
    library.ingest()
    library.graph.ingest(other, probe="none", volume="other", jobs=1)
    for folder in (library.root, other):
        (folder / "cut.otio").write_text(cut(f"{library.root}/here.mov", f"{other}/there.mov"))
    library.write("here.mov")
    (other / "there.mov").write_text("there")
    library.graph.ingest(library.root, other, probe="none", jobs=1)
    assert {(row["target"], row["state"]) for row in library.ask(REFERENCES)} == {
        ("here.mov", "RESOLVED"),
        ("there.mov", "RESOLVED"),
    }


def test_reference_when_its_volume_is_scanned_for_the_first_time_then_is_mapped(
    library: Library, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.mov").write_text("b")
    library.write("edit/cut.otio", cut(f"{other}/b.mov"))
    library.write("edit/gone.otio", cut(f"{other}/gone.mov"))
    library.ingest()
    library.graph.ingest(other, probe="none", volume="other", jobs=1)
    assert _told(library) == {"b.mov": ("RESOLVED", 1.0), "other:/gone.mov": ("MISSING", 1.0)}
    _stands_after_all(library)


def test_reference_when_it_is_too_long_for_the_graph_then_the_others_stand(library: Library) -> None:
    library.write("m/a.mov")
    library.write("edit/cut.otio", cut("../m/a.mov", f"/x/{'y' * 9000}.mov"))
    assert library.ingest().problems == 0
    rows = library.ask(REFERENCES)
    assert [row["state"] for row in rows] == ["UNMAPPED", "RESOLVED"]
    assert len(rows[0]["target"]) <= 1000


def test_document_when_the_graph_refuses_it_then_is_a_problem(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("m/a.mov")
    library.write("edit/cut.otio", cut("../m/a.mov", f"/x/{'y' * 9000}.mov"))
    with monkeypatch.context() as patch:
        patch.setattr("assetgraph.relate.references.edges.LONGEST_NAME", 9999)
        assert library.ingest().problems == 1
    assert {stage for stage, _ in library.problems()} == {"document"}
    library.graph.relate()
    assert library.problems() == set()
    assert _told(library)["m/a.mov"] == ("RESOLVED", 1.0)


def test_frame_when_it_is_not_in_the_sequence_then_is_missing(library: Library) -> None:
    _frames(library, "p/s.%04d.png", (1001, 1002, 1004))
    names = ["s.1001.png", "s.0042.png", "s.1003.png", "s.[0001-0100].png", "s.[1001-1010].png"]
    for number, name in enumerate(names):
        library.write(f"edit/{number}.otio", cut(f"../p/{name}"))
    library.ingest()
    told = {row["document"]: (row["state"], row["confidence"]) for row in library.ask(REFERENCES)}
    assert told == {
        "0.otio": ("RESOLVED", 0.98),
        "1.otio": ("MISSING", 1.0),
        "2.otio": ("MISSING", 1.0),
        "3.otio": ("MISSING", 1.0),
        "4.otio": ("AMBIGUOUS", 0.75),
    }


def test_drive_when_two_hosts_mean_two_volumes_then_only_a_single_file_is_claimed(
    library: Library, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    library.write("m/both.mov")
    library.write("m/one.mov")
    (other / "m").mkdir()
    (other / "m/both.mov").write_text("other")
    library.write("edit/cut.otio", cut("S:\\m\\both.mov", "S:\\m\\one.mov"))
    library.ingest()
    library.graph.ingest(other, probe="none", volume="other", jobs=1)
    _declare(library, SHARE.replace("}]", "}, {volume: other, host: edit02, os: windows, path: 'S:\\'}]"))
    library.graph.relate()
    states = {row["target"]: row["state"] for row in library.ask(REFERENCES)}
    assert states == {"library:/m/both.mov": "AMBIGUOUS", "m/one.mov": "RESOLVED"}


def test_document_when_half_saved_then_keeps_what_it_said(library: Library) -> None:
    library.write("m/a.mov")
    good = cut("../m/a.mov")
    library.write("edit/cut.otio", good)
    library.ingest()
    library.write("edit/cut.otio", good[:200], mtime=2_000_000_000)
    library.ingest()
    assert _told(library) == {"m/a.mov": ("RESOLVED", 1.0)}
    assert library.property("edit/cut.otio", "parse_status") == "FAILED"
    assert {stage for stage, _ in library.problems()} == {"document"}


def test_problem_when_its_document_reads_well_then_goes(library: Library) -> None:
    path = library.write("edit/cut.otio", '{"OTIO_SCHEMA": broken')
    library.ingest()
    assert {stage for stage, _ in library.problems()} == {"document"}
    path.write_text(cut("a.mov"))
    library.graph.relate(everything=True)
    assert library.problems() == set()


def test_run_when_it_ends_before_relating_then_the_next_one_knows_what_went(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    plate = library.write("m/a.mov")
    library.write("m/b.mov")
    library.write("edit/cut.otio", cut("../m/a.mov"))
    library.ingest()
    plate.unlink()
    with monkeypatch.context() as patch:
        patch.setattr("assetgraph.relate.run.Relator.relate", _fails)
        with pytest.raises(KeyboardInterrupt):
            library.ingest(allow_vanished=5)
    library.ingest()
    assert _told(library) == {"library:/m/a.mov": ("MISSING", 1.0)}


def _fails(*_: object) -> None:
    raise KeyboardInterrupt


def test_uses_when_a_document_holds_two_timelines_then_each_use_tells_its_own(library: Library) -> None:
    first, second = json.loads(cut("../m/a.mov")), json.loads(cut("../m/a.mov"))
    first["global_start_time"] = {"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": 86400.0}
    both = {"OTIO_SCHEMA": "SerializableCollection.1", "name": "both", "children": [first, second]}
    library.write("m/a.mov")
    library.write("edit/two.otio", json.dumps(both))
    library.ingest()
    (edge,) = library.ask("MATCH ()-[r:REFERENCES]->() RETURN r.timeline AS timeline, r.record_in AS starts")
    assert edge == {"timeline": [0, 1], "starts": [0, 0]}
    assert library.property("edit/two.otio", "start_timecodes") == ["01:00:00:00", ""]


def test_document_when_another_file_comes_beside_it_then_is_not_read_again(library: Library) -> None:
    library.write("m/a.mov")
    library.write("edit/cut.otio", cut("../m/a.mov"))
    assert library.ingest().documents == 1
    library.write("edit/notes.txt")
    assert library.ingest().documents == 0
    rename(library, "edit/cut.otio", "m/cut.otio")
    assert library.ingest().documents == 1
    assert _told(library) == {"m/a.mov": ("RESOLVED", 1.0)}
    _stands_after_all(library)


def test_role_when_a_file_is_read_and_is_a_proxy_too_then_is_media(library: Library) -> None:
    library.write("a.mov")
    library.write("small.mov")
    library.write("c.nk", _script(("Read", "file a.mov\n proxy small.mov"), ("Read", "file small.mov")))
    library.ingest()
    assert {(row["target"], row["role"]) for row in library.ask(REFERENCES)} == {
        ("a.mov", "media"),
        ("small.mov", "media"),
    }


PARTS = ("one", "two", "edit", "renders")


def _whole(library: Library) -> None:
    """A library in which references, outputs and rivals lie in parts that can come one after another."""
    library.write("one/clip.mov")
    library.write("two/Clip.mov")
    library.write("two/only.mov")
    _frames(library, "two/f_%04d.png", (1, 2))
    library.write("renders/out_v001.mov")
    library.write("renders/clip.mov", "a third")
    library.write("edit/cut.otio", cut("Z:\\x\\clip.mov", "../two/f_0001.png", "../two/only.mov", "../one/gone.mov"))
    library.write("edit/case.otio", cut("../two/clip.mov", "Z:\\y\\only.mov"))
    library.write("edit/c.nk", _script(("Read", "file ../two/f_####.png"), ("Write", "file ../renders/out_v001.mov")))


@pytest.mark.parametrize("order", list(itertools.permutations(PARTS))[::9], ids="-".join)
def test_graph_when_parts_come_in_any_order_then_is_what_the_whole_gives(
    library: Library, tmp_path: Path, order: tuple[str, ...]
) -> None:
    _whole(library)
    for part in PARTS:
        (library.root / part).rename(tmp_path / part)
    library.write("kept.txt")
    library.ingest()
    for part in order:
        (tmp_path / part).rename(library.root / part)
        library.ingest()
    _stands_after_all(library)
    step_by_step = _relations(library)
    library.wipe()
    library.ingest()
    assert _relations(library) == step_by_step
    for part in order:
        (library.root / part).rename(tmp_path / part)
        library.ingest(allow_vanished=50)
        _stands_after_all(library)
        (tmp_path / part).rename(library.root / part)
        library.ingest()
    assert _relations(library) == step_by_step


def test_graph_when_only_parts_are_scanned_then_is_what_the_whole_gives(library: Library) -> None:
    _whole(library)
    library.write("kept.txt")
    library.ingest("kept.txt", "edit")
    for part in ("two", "renders", "one"):
        library.ingest(part)
        _stands_after_all(library)
