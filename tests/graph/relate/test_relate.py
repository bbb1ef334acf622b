"""How assets relate, from real files on disk to edges with their grounds: told once, told again, and un-told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assetgraph.demo.media import write_video
from assetgraph.demo.stills import write_exr
from assetgraph.errors import DeclarationError
from tests.library import Library

pytestmark = pytest.mark.graph

EDGES = """
MATCH (a)-[r]->(b) WHERE type(r) = $type
RETURN coalesce(a.rel_path, a.code, a.name) AS a, coalesce(b.rel_path, b.reference, b.template, b.code) AS b,
       r.state AS state, r.method AS method, r.confidence AS confidence
"""


def _movie(
    library: Library, name: str, *, frames: int = 12, seed: int = 0, width: int = 64, timecode: str = ""
) -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    codec = "h264" if path.suffix == ".mp4" else "prores"
    write_video(
        path, codec=codec, width=width, height=36, frames=frames, seed=seed, timecode=timecode or None
    )  # fmt: skip
    return path


def _frames(library: Library, pattern: str, first: int, last: int) -> None:
    for number in range(first, last + 1):
        path = library.root / (pattern % number)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_exr(path, width=16, height=9, seed=number)


def _edit(library: Library, name: str, *references: str) -> Path:
    """An FCPXML that cuts one second of each reference, as long as twelve frames."""
    assets = "".join(
        f'<asset id="r{n}" name="clip{n}" start="0s" duration="12/24s" hasVideo="1" format="f">'
        f'<media-rep kind="original-media" src="{reference}"/></asset>'
        for n, reference in enumerate(references)
    )
    clips = "".join(
        f'<asset-clip ref="r{n}" name="clip{n}" offset="{n * 12}/24s" start="0s" duration="12/24s" format="f"/>'
        for n in range(len(references))
    )
    return library.write(
        name,
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE fcpxml><fcpxml version="1.10"><resources>'
        f'<format id="f" frameDuration="1/24s" width="64" height="36"/>{assets}</resources><library><event><project '
        f'name="cut"><sequence format="f" duration="{len(references) * 12}/24s"><spine>{clips}</spine></sequence>'
        "</project></event></library></fcpxml>",
    )


def _read(library: Library, **options: object) -> None:
    library.ingest(probe="header", **options)  # type: ignore[arg-type]


def _edges(library: Library, kind: str) -> set[tuple[object, ...]]:
    return {tuple(row.values()) for row in library.ask(EDGES, type=kind)}


def _states(library: Library) -> dict[str, str]:
    """Target -> state of all references."""
    return {str(row[1]): str(row[2]) for row in _edges(library, "REFERENCES")}


def _declare(library: Library, studio: str = "", policies: str = "") -> None:
    library.settings.home.mkdir(parents=True, exist_ok=True)
    for name, text in (("studio.yaml", studio), ("policies.yaml", policies)):
        path = library.settings.home / name
        path.write_text(text) if text else path.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _undeclared(library: Library) -> object:
    _declare(library)
    yield
    _declare(library)


def test_reference_when_written_in_any_way_then_leads_to_the_file(library: Library) -> None:
    _movie(library, "show/Plates/größe 1.mov")
    _frames(library, "show/shots/sh010/render/sh010_v001.%04d.exr", 1001, 1004)
    root = str(library.root)
    quoted = "show/Plates/gr%C3%B6%C3%9Fe%201.mov"
    for name, reference in {
        "posix": f"file://{root}/{quoted}",
        "localhost": f"file://localhost{root}/{quoted}",
        "case": f"file://{root}/SHOW/plates/gr%C3%B6%C3%9FE%201.mov",
        "windows": f"file:///N%3A/{quoted}",
        "unc": f"file://filer/nas1/{quoted}",
        "relative": f"../{quoted.removeprefix('show/')}",
    }.items():
        _edit(library, f"show/edit/{name}.fcpxml", reference)
    _edit(library, "show/edit/frames.fcpxml", f"file://{root}/show/shots/sh010/render/sh010_v001.1001.exr")
    _declare(
        library,
        "mounts:\n"
        "- {volume: library, host: edit01, os: windows, path: 'N:\\'}\n"
        "- {volume: library, host: edit02, os: windows, path: '\\\\filer\\nas1'}\n",
    )
    _read(library)
    _read(library)
    library.graph.relate(everything=True)
    found = {str(row[0]).rpartition("/")[2]: row[1:] for row in _edges(library, "REFERENCES")}
    movie = "show/Plates/größe 1.mov"
    assert found == {
        "posix.fcpxml": (movie, "RESOLVED", "EXPLICIT_PATH", 1.0),
        "localhost.fcpxml": (movie, "RESOLVED", "EXPLICIT_PATH", 1.0),
        "windows.fcpxml": (movie, "RESOLVED", "EXPLICIT_PATH", 1.0),
        "unc.fcpxml": (movie, "RESOLVED", "EXPLICIT_PATH", 1.0),
        "relative.fcpxml": (movie, "RESOLVED", "EXPLICIT_PATH", 1.0),
        "case.fcpxml": (movie, "RESOLVED", "EXPLICIT_PATH", 0.95),
        "frames.fcpxml": ("show/shots/sh010/render/sh010_v001.%04d.exr", "RESOLVED", "EXPLICIT_PATH", 0.98),
    }


def test_reference_when_the_file_comes_goes_and_moves_then_follows(library: Library, tmp_path: Path) -> None:
    _edit(library, "edit/cut.fcpxml", f"file://{library.root}/plates/a.mov")
    _read(library)
    assert _states(library) == {"library:/plates/a.mov": "MISSING"}
    plate = _movie(library, "plates/a.mov")
    _read(library)
    assert _states(library) == {"plates/a.mov": "RESOLVED"}
    assert library.counts().get("MissingMedia", 0) == 0
    (library.root / "moved").mkdir()
    plate.rename(library.root / "moved/a.mov")
    _read(library)
    assert _states(library) == {"moved/a.mov": "RESOLVED"}
    (library.root / "moved/a.mov").rename(tmp_path / "a.mov")
    _read(library)
    assert _states(library) == {"library:/plates/a.mov": "MISSING"}


def test_reference_when_two_files_fit_then_none_is_claimed(library: Library) -> None:
    for folder in ("a", "b"):
        _movie(library, f"{folder}/clip.mov", seed=ord(folder))
    _edit(library, "edit/cut.fcpxml", "file:///Volumes/elsewhere/clip.mov")
    _read(library)
    ((_, target, state, _, confidence),) = _edges(library, "REFERENCES")
    assert (target, state) == ("/Volumes/elsewhere/clip.mov", "AMBIGUOUS")
    assert float(str(confidence)) < 0.8
    rows = library.ask("MATCH ()-[r:REFERENCES]->() RETURN r.candidates AS candidates")
    assert sorted(rows[0]["candidates"]) == ["a/clip.mov", "b/clip.mov"]


def test_reference_when_documents_refer_to_each_other_then_both_edges_stand(library: Library) -> None:
    _edit(library, "a.fcpxml", "b.fcpxml", "a.fcpxml")
    _edit(library, "b.fcpxml", "a.fcpxml")
    _read(library)
    pairs = {row[:2] for row in _edges(library, "REFERENCES")}
    assert pairs == {("a.fcpxml", "b.fcpxml"), ("b.fcpxml", "a.fcpxml")}


def test_document_when_it_is_broken_then_is_a_problem_until_mended(library: Library) -> None:
    path = _edit(library, "edit/cut.fcpxml", "a.mov")
    whole = path.read_text()
    path.write_text(whole.replace("</spine>", ""))
    _read(library)
    assert {stage for stage, _ in library.problems()} == {"document"}
    path.write_text(whole)
    _read(library)
    assert library.problems() == set()


def test_document_when_read_again_then_only_its_new_edges_stay(library: Library) -> None:
    for name in ("a.mov", "b.mov"):
        _movie(library, name, seed=ord(name[0]))
    path = _edit(library, "cut.fcpxml", "a.mov")
    _read(library)
    assert _states(library) == {"a.mov": "RESOLVED"}
    path.unlink()
    _edit(library, "cut.fcpxml", "b.mov", "b.mov")
    _read(library)
    assert _states(library) == {"b.mov": "RESOLVED"}
    (edge,) = library.ask("MATCH ()-[r:REFERENCES]->() RETURN r.count AS count, r.record_in AS starts, r.kind AS kind")
    assert (edge["count"], edge["starts"], edge["kind"]) == (2, [0, 12], "CLIP")


def test_proxy_when_its_source_is_made_again_then_is_stale_until_made_too(library: Library) -> None:
    _movie(library, "plates/a.mov", seed=1)
    _movie(library, "plates/proxy/a.mp4", seed=1, width=32)
    _movie(library, "plates/b_proxy.mp4", frames=6, width=32)
    _movie(library, "plates/b.mov")
    _read(library)
    stale = "MATCH (d)-[r:PROXY_OF]->(s) RETURN d.name AS name, r.source_hash <> s.quick_hash AS stale"
    assert library.ask(stale) == [{"name": "a.mp4", "stale": False}]  # the lengths of b differ
    _movie(library, "plates/a.mov", seed=2)
    _read(library)
    library.graph.relate(everything=True)
    assert library.ask(stale) == [{"name": "a.mp4", "stale": True}]
    _movie(library, "plates/proxy/a.mp4", seed=2, width=32)
    _read(library)
    assert library.ask(stale) == [{"name": "a.mp4", "stale": False}]


def test_movie_when_beside_frames_of_its_stem_and_length_then_was_made_from_them(library: Library) -> None:
    _frames(library, "comp/sh010_v002.%04d.exr", 1, 12)
    _movie(library, "comp/sh010_v002.mov", width=16)
    _movie(library, "comp/sh010_v003.mov", width=16)
    _read(library)
    assert {row[:2] for row in _edges(library, "DERIVED_FROM")} == {("comp/sh010_v002.mov", "comp/sh010_v002.%04d.exr")}


def test_versions_when_one_comes_and_one_goes_then_the_chain_is_told_anew(library: Library) -> None:
    for version in (1, 2, 4):
        library.write(f"comp/v{version:03}/sh010_comp_v{version:03}.nk", f"Root {{ name {version} }}\n")
    _read(library)
    chain = "MATCH (c:VersionChain) RETURN c.latest AS latest, c.count AS count, c.holes AS holes"
    assert library.ask(chain) == [{"latest": "v004", "count": 3, "holes": [3]}]
    library.write("comp/v003/sh010_comp_v003.nk", "Root { name 3 }\n")
    (library.root / "comp/v004/sh010_comp_v004.nk").unlink()
    _read(library)
    assert library.ask(chain) == [{"latest": "v003", "count": 3, "holes": None}]
    pairs = {(str(a)[-7:], str(b)[-7:]) for a, b, *_ in _edges(library, "PREVIOUS_VERSION") if "v004" not in str(a)}
    assert pairs == {("v003.nk", "v002.nk"), ("v002.nk", "v001.nk")}


def test_projects_when_only_folders_tell_then_shots_are_found_and_the_rest_is_left_alone(library: Library) -> None:
    library.write("client/AURORA/plates/a.txt")
    library.write("elsewhere/b.txt")
    _read(library)
    assert _edges(library, "BELONGS_TO") == set()
    library.write("client/AURORA/shots/sq010/sh0020/comp/c.txt")
    _read(library)
    folders = {(a, b) for a, b, *_ in _edges(library, "BELONGS_TO") if "/" in str(a)}
    assert folders == {
        ("client/AURORA", "AURORA"),
        ("client/AURORA/plates", "AURORA"),
        ("client/AURORA/shots", "AURORA"),
        ("client/AURORA/shots/sq010", "sq010"),
        ("client/AURORA/shots/sq010/sh0020", "sh0020"),
        ("client/AURORA/shots/sq010/sh0020/comp", "sh0020"),
    }


def test_policies_when_declared_then_pins_stand_and_go_with_the_declaration(library: Library) -> None:
    _movie(library, "out/trailer.mov")
    library.write("plates/a.txt")
    _declare(
        library,
        policies="deliveries: [{id: D1, date: 2026-10-01, paths: ['library:/out/trailer.mov']}]\n"
        "holds: [{paths: ['library:/plates/**'], until: 2027-12-31, why: contract}]\n",
    )
    _read(library)
    assert {row[:2] for row in _edges(library, "DELIVERS")} == {("D1", "out/trailer.mov")}
    assert {row[1] for row in _edges(library, "HOLDS")} == {"plates/a.txt"}
    _declare(library, policies="holds: []\n")
    library.graph.relate(everything=True)
    assert {"Delivery", "Hold"} & library.counts().keys() == set()


def test_declaration_when_it_holds_a_mistake_then_line_and_remedy_are_told_before_anything_is_read(
    library: Library,
) -> None:
    library.write("a.txt")
    _declare(library, "mounts: []\nprojekts: []\n")
    with pytest.raises(DeclarationError, match=r"studio\.yaml:2: .*projekts.*projects"):
        _read(library)
    assert library.counts().get("Asset", 0) == 0


def test_relations_when_told_again_then_the_graph_is_the_same(library: Library) -> None:
    _movie(library, "show/plates/a.mov", timecode="01:00:00:00")
    _movie(library, "show/plates/proxy/a.mp4", width=32)
    library.write("show/plates/a.xmp", '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    _frames(library, "show/shots/sh010/comp/sh010_comp_v002.%04d.exr", 1, 12)
    _edit(library, "show/edit/cut_v001.fcpxml", "../plates/a.mov", "../nowhere.mov")
    _read(library)
    first = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == first
    os.utime(library.root / "show/plates/a.mov")
    _read(library)
    library.wipe()
    _read(library)
    again = library.dump()
    assert [line for line in again if "mtime" not in line] == [line for line in first if "mtime" not in line]


def test_run_when_it_ends_before_relating_then_the_next_one_relates(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _movie(library, "plates/a.mov")
    _edit(library, "edit/cut.fcpxml", "../plates/a.mov")
    with monkeypatch.context() as patch:
        patch.setattr("assetgraph.relate.run.Relator.relate", _fails)
        with pytest.raises(KeyboardInterrupt):
            _read(library)
    assert _edges(library, "REFERENCES") == set()
    _read(library)
    assert _states(library) == {"plates/a.mov": "RESOLVED"}


def _fails(*_: object) -> None:
    raise KeyboardInterrupt
