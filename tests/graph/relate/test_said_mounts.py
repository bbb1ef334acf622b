"""What users say of mounts and references: documents follow it, and are looked at again once it is taken back."""

from __future__ import annotations

import pytest

from assetgraph.errors import UsageError
from tests.library import Library
from tests.timeline_writing import cut

pytestmark = pytest.mark.graph
EDL = "TITLE: cut\n001  AX V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n* SOURCE FILE: {}\n"


@pytest.fixture
def windows(library: Library) -> Library:
    """A list that names a file as a Windows host sees it; only its mount can tell which one that is."""
    for folder in ("a", "b"):
        library.write(f"{folder}/clip.mov", folder.encode())
    library.write("edit/cut.edl", EDL.format("N:\\b\\clip.mov").encode())
    library.ingest()
    return library


def _state(library: Library) -> str:
    (row,) = library.graph.query("references", confidence=0.0)
    return str(row.target).removeprefix(f"{library.root}/") if row.state == "RESOLVED" else row.state


def test_mount_when_added_and_removed_then_documents_are_looked_at_again(windows: Library) -> None:
    assert _state(windows) == "AMBIGUOUS"
    row = windows.graph.add_mount("library", "edit01", "N:\\")
    assert (row.volume, row.os, row.declared_by) == ("library", "windows", "command")
    windows.graph.relate()
    assert _state(windows) == "b/clip.mov"
    windows.graph.remove_mount("edit01", "N:\\")
    windows.graph.relate()
    assert _state(windows) == "AMBIGUOUS"


def test_mount_when_only_the_file_of_declarations_changes_then_relate_follows(windows: Library) -> None:
    declared = windows.settings.home / "studio.yaml"
    declared.write_text("mounts: [{volume: library, host: edit01, os: windows, path: 'N:\\'}]\n")
    windows.graph.relate()
    assert _state(windows) == "b/clip.mov"
    assert windows.graph.relate().documents == 0
    declared.write_text("mounts: []\n")
    windows.graph.relate()
    assert _state(windows) == "AMBIGUOUS"


def test_mount_when_the_file_knows_another_then_what_was_added_stays(windows: Library) -> None:
    windows.graph.add_mount("library", "edit01", "N:\\")
    declared = windows.settings.home / "studio.yaml"
    declared.write_text("mounts: [{volume: library, host: edit02, os: macos, path: /Volumes/library}]\n")
    windows.graph.relate()
    said = {(row.host, row.declared_by) for row in windows.graph.mounts() if row.declared_by != "scan"}
    assert said == {("edit01", "command"), ("edit02", "studio.yaml")}
    assert _state(windows) == "b/clip.mov"


def test_mount_when_a_scan_saw_it_then_no_word_changes_that(windows: Library) -> None:
    (seen,) = windows.graph.mounts()
    windows.graph.add_mount("library", seen.host, seen.path)
    assert windows.graph.mounts() == [seen]
    with pytest.raises(UsageError, match="no mount of"):
        windows.graph.remove_mount(seen.host, seen.path)


@pytest.mark.parametrize(
    ("volume", "path", "told"),
    [
        ("librari", "/mnt/x", "no volume is named 'librari' (is library meant?)"),
        ("library", "x/y", "'x/y' is no absolute path"),
    ],
)
def test_mount_when_it_cannot_be_then_the_error_says_why(windows: Library, volume: str, path: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        windows.graph.add_mount(volume, "edit01", path)
    assert told in str(error.value)


def test_reference_when_a_users_own_is_taken_back_then_relate_finds_the_documents_again(library: Library) -> None:
    library.write("a/clip.mov")
    library.write("edit/cut.edl", EDL.format("../a/clip.mov").encode())
    library.ingest()
    ends = (library.root / "edit/cut.edl", library.root / "a/clip.mov", "REFERENCES")
    library.graph.link(*ends)
    library.graph.unlink(*ends)
    assert list(library.graph.query("references")) == []
    library.graph.relate()
    assert _state(library) == "a/clip.mov"


def test_link_when_it_answers_an_open_reference_then_that_is_settled_for_good(library: Library) -> None:
    for folder in "ab":
        library.write(f"{folder}/clip.mov")
    library.write("edit/cut.edl", EDL.format("clip.mov").encode())
    library.ingest()
    before = [row.model_dump() for row in library.graph.query("uses")]
    assert [row.state for row in library.graph.query("references")] == ["AMBIGUOUS"]

    def told() -> list[tuple[str | None, str]]:
        rows = library.graph.query("references")
        return [(row.target and row.target.removeprefix(f"{library.root}/"), row.state) for row in rows]

    ends = (library.root / "edit/cut.edl", library.root / "b/clip.mov", "REFERENCES")
    library.graph.link(*ends)
    for _ in range(2):
        assert told() == [("b/clip.mov", "RESOLVED")]
        assert list(library.graph.query("missing_media")) == []
        uses = [row.model_dump() for row in library.graph.query("uses")]
        assert [each | {"target": None} for each in uses] == before
        library.graph.relate(everything=True)
    library.graph.unlink(*ends)
    library.graph.relate()
    assert told() == [(None, "AMBIGUOUS")]


def test_link_when_it_tells_a_proxy_then_documents_that_may_mean_either_are_looked_at_again(library: Library) -> None:
    library.write("one/clip.mov")
    library.write("two/clip.mov", "another one")
    library.write("edit/cut.otio", cut("Z:\\x\\clip.mov"))
    library.ingest()
    ends = library.root / "two/clip.mov", library.root / "one/clip.mov", "PROXY_OF"
    confidence = "MATCH (:Document)-[r:REFERENCES]->(:MissingMedia) RETURN r.confidence AS told"
    assert library.ask(confidence) == [{"told": 0.3}]
    library.graph.link(*ends)
    library.graph.relate()
    assert library.ask(confidence) == [{"told": 0.6}]
    library.graph.unlink(*ends)
    library.graph.relate()
    assert library.ask(confidence) == [{"told": 0.3}]


def test_link_when_it_may_answer_two_references_then_neither_is_settled(library: Library) -> None:
    for folder in "ab":
        library.write(f"{folder}/clip.mov")
    second = EDL.partition("\n")[2].replace("001", "002").format("X:/two/clip.mov")
    library.write("edit/cut.edl", (EDL.format("X:/one/clip.mov") + second).encode())
    library.ingest()
    library.graph.link(library.root / "edit/cut.edl", library.root / "b/clip.mov", "REFERENCES")
    library.graph.relate(everything=True)
    states = sorted(row.state for row in library.graph.query("references", document=f"{library.root}/edit/cut.edl"))
    assert states == ["AMBIGUOUS", "AMBIGUOUS", "RESOLVED"]
