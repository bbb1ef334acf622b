"""After Effects projects: footage, proxies, outputs. A library writes them; what they say is looked for in the bytes.

The reader and the writer are one library: tests of single files compare with what stands in the file itself.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import py_aep
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from assetgraph.documents import guard
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, ReferenceKind, StateHint, Status
from assetgraph.documents.scenes import rifx
from assetgraph.errors import DocumentError, UnsafeDocument

Read = Callable[[str, str | bytes], DocumentContent]
Row = tuple[str, str, str, int, bool]


@pytest.fixture
def made(tmp_path: Path) -> Any:
    return py_aep.new().project


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (16, 16)).save(path)
    return path


def sound(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 8000, "NONE", ""))
        file.writeframes(b"\0\0" * 8000)
    return path


def composition(project: Any, name: str, *items: Any) -> Any:
    found = project.root_folder.add_comp(name, 16, 16, 1.0, 1.0, 25.0)
    return found, [found.add(item) for item in items]


def saved(project: Any, path: Path) -> DocumentContent:
    project.save(path)
    return read_document(str(path), "after-effects")


def told(content: DocumentContent) -> list[Row]:
    return [
        (each.raw.rpartition("/")[2], each.kind.value, each.role, each.count, each.enabled)
        for each in content.references
    ]


def paths_in(path: Path) -> list[str]:
    """Second reader: every file that stands in the project, as the JSON that After Effects keeps it in."""
    data = path.read_bytes()
    found = []
    for match in re.finditer(rb"alas", data):
        (length,) = struct.unpack(">I", data[match.end() : match.end() + 4])
        found.append(json.loads(data[match.end() + 4 : match.end() + 4 + length].rstrip(b"\0"))["fullpath"])
    return found


def test_footage_when_a_composition_uses_it_then_is_read_else_lies_about(made: Any, tmp_path: Path) -> None:
    a, b, c = (made.import_file(py_aep.ImportOptions(str(picture(tmp_path / f"{n}.png")))) for n in "abc")
    voice = made.import_file(py_aep.ImportOptions(str(sound(tmp_path / "voice.wav"))))
    made.import_placeholder("missing", 16, 16, 25.0, 10.0)
    inner, _ = composition(made, "inner", a, a)
    inner.add_solid([1, 0, 0], "red", 16, 16, 1.0)
    composition(made, "outer", inner, b, voice)
    content = saved(made, tmp_path / "x.aep")
    assert (content.status, content.notes, content.uses) == (Status.FULL, (), ())
    assert sorted(told(content)) == [
        ("a.png", "READ", "media", 2, True),
        ("b.png", "READ", "media", 1, True),
        ("c.png", "BIN", "media", 1, True),
        ("voice.wav", "READ", "media", 1, True),
    ]
    media = {each.raw.rpartition("/")[2]: each.media for each in content.references}
    assert (media["a.png"], media["voice.wav"]) == ((Media.PICTURE,), (Media.SOUND,))
    assert sorted(each.raw for each in content.references) == sorted(paths_in(tmp_path / "x.aep"))
    assert c.file in paths_in(tmp_path / "x.aep")


def test_path_when_of_another_system_then_is_told_letter_by_letter(made: Any, tmp_path: Path) -> None:
    made.import_file(py_aep.ImportOptions(str(picture(tmp_path / ("long" * 12) / "a.png"))))
    path = tmp_path / "x.aep"
    made.save(path)
    (there,) = paths_in(path)
    start, end = "\\\\nas\\Vol & 1\\[b] %20 ", ".PNG"
    room = len(there) - len(json.dumps(start)) + 2 - len(end)
    path.write_bytes(path.read_bytes().replace(there.encode(), (json.dumps(start)[1:-1] + "x" * room + end).encode()))
    (reference,) = read_document(str(path), "after-effects").references
    assert reference.raw == paths_in(path)[0] == start + "x" * room + end


def test_layer_when_switched_off_then_its_file_is_not_enabled(made: Any, tmp_path: Path) -> None:
    a, b = (made.import_file(py_aep.ImportOptions(str(picture(tmp_path / f"{n}.png")))) for n in "ab")
    _, layers = composition(made, "one", a, b, b)
    layers[0].enabled = layers[1].enabled = False
    assert {row[0]: row[3:] for row in told(saved(made, tmp_path / "x.aep"))} == {
        "a.png": (1, False),
        "b.png": (2, True),
    }


def test_layer_when_a_matte_then_counts_as_seen(made: Any, tmp_path: Path) -> None:
    a, b = (made.import_file(py_aep.ImportOptions(str(picture(tmp_path / f"{n}.png")))) for n in "ab")
    _, layers = composition(made, "one", a, b)
    layers[1].set_track_matte(layers[0], py_aep.TrackMatteType.ALPHA)
    layers[0].enabled = False
    assert all(row[4] for row in told(saved(made, tmp_path / "x.aep")))


def test_proxy_when_attached_then_stands_after_its_file(made: Any, tmp_path: Path) -> None:
    a, b = (made.import_file(py_aep.ImportOptions(str(picture(tmp_path / f"{n}.png")))) for n in "ab")
    a.set_proxy(str(picture(tmp_path / "a_proxy.png")))
    b.set_proxy(str(picture(tmp_path / "b_proxy.png")))
    a.use_proxy = False
    composition(made, "one", a)
    content = saved(made, tmp_path / "x.aep")
    pairs = {(Path(each.raw).name, Path(each.made_from).name) for each in content.references if each.made_from}
    assert pairs == {("a_proxy.png", "a.png"), ("b_proxy.png", "b.png")}
    assert told(content) == [
        ("a.png", "READ", "media", 1, True),
        ("a_proxy.png", "READ", "proxy", 1, False),
        ("b.png", "BIN", "media", 1, True),
        ("b_proxy.png", "BIN", "proxy", 1, True),
    ]


def test_sequence_when_used_then_one_of_its_frames_stands_for_it(made: Any, tmp_path: Path) -> None:
    frames = [picture(tmp_path / "plates" / f"p.{number}.png") for number in range(1001, 1004)]
    options = py_aep.ImportOptions(str(frames[0]))
    options.sequence = True
    composition(made, "one", made.import_file(options))
    content = saved(made, tmp_path / "x.aep")
    assert [each.raw for each in content.references] == [str(frames[0])]


@pytest.mark.parametrize(
    ("template", "expected", "hint"),
    [
        ("/out/final.mov", "/out/final.mov", None),
        ("C:\\out\\[compName].mov", "C:\\out\\main.mov", None),
        ("/out/[compName]_[#####].png", "/out/main_#####.png", None),
        ("/out/[noSuchWord].mov", "/out/[noSuchWord].mov", StateHint.VARIABLE),
    ],
)
def test_output_when_queued_then_is_written(
    tmp_path: Path, template: str, expected: str, hint: StateHint | None
) -> None:
    made = py_aep.new(platform="windows" if "\\" in template else "macos").project
    comp, _ = composition(made, "main")
    made.render_queue.add(comp).output_modules[0].file_template = template
    (reference,) = saved(made, tmp_path / "x.aep").references
    assert (reference.raw, reference.kind, reference.state_hint) == (expected, ReferenceKind.WRITE, hint)
    assert reference.clip_name == "main"


def test_output_when_it_has_no_name_yet_then_is_none(made: Any, tmp_path: Path) -> None:
    comp, _ = composition(made, "main")
    made.render_queue.add(comp)
    assert saved(made, tmp_path / "x.aep").references == ()


def test_output_when_not_queued_then_is_not_enabled(made: Any, tmp_path: Path) -> None:
    comp, _ = composition(made, "main")
    item = made.render_queue.add(comp)
    item.output_modules[0].file_template = "/out/a.mov"
    item.render = False
    assert [each.enabled for each in saved(made, tmp_path / "x.aep").references] == [False]


def test_library_when_missing_then_the_extra_is_named(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.save(tmp_path / "x.aep")
    monkeypatch.setitem(sys.modules, "py_aep", None)
    content = read_document(str(tmp_path / "x.aep"), "after-effects")
    assert content.status is Status.FAILED
    (problem,) = content.problems
    assert (problem.tool, problem.next_step) == ("py-aep", "pip install 'assetgraph[after-effects]'")


@pytest.fixture(scope="module")
def sound_project(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("aep")
    project = py_aep.new().project
    footage = project.import_file(py_aep.ImportOptions(str(picture(folder / "a.png"))))
    comp, _ = composition(project, "main", footage)
    project.render_queue.add(comp).output_modules[0].file_template = "/out/a.mov"
    project.save(folder / "x.aep")
    return (folder / "x.aep").read_bytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)


def nested(depth: int) -> bytes:
    body = chunk(b"cdta", b"1234")
    for _ in range(depth):
        body = chunk(b"LIST", b"Fold" + body)
    return chunk(b"RIFX", b"Egg!" + body)


def test_chunks_when_of_sound_form_then_pass(sound_project: bytes) -> None:
    rifx.check(sound_project, b"Egg!")
    rifx.check(nested(guard.MOST_DEPTH), b"Egg!")
    rifx.check(chunk(b"RIFX", b"Egg!" + chunk(b"LIST", b"btdk" + b"\xff" * 40)), b"Egg!")


@pytest.mark.parametrize("depth", [guard.MOST_DEPTH + 1, 5000])
def test_chunks_when_deeper_than_allowed_then_are_refused(depth: int) -> None:
    with pytest.raises(UnsafeDocument, match="deep"):
        rifx.check(nested(depth), b"Egg!")


def test_chunks_when_too_many_then_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rifx, "MOST_CHUNKS", 10)
    with pytest.raises(UnsafeDocument, match="chunks"):
        rifx.check(nested(11), b"Egg!")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 130\n", "no RIFX"),
        (chunk(b"RIFX", b"Cdr9"), "no RIFX"),
        (nested(3)[:-5], "cut off"),
        (chunk(b"RIFX", b"Egg!" + b"LIST" + struct.pack(">I", 900) + b"Fold"), "longer"),
        (chunk(b"RIFX", b"Egg!" + b"cdt"), "cut off"),
        (chunk(b"RIFX", b"Egg!"), "NotFound"),
        (nested(2), "too short"),
    ],
)
def test_project_when_damaged_then_the_reason_is_told(read: Read, data: bytes, reason: str) -> None:
    content = read("after-effects", data)
    assert content.status is Status.FAILED
    assert reason in content.problems[0].reason
    assert content.problems[0].next_step


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_project_when_bytes_of_it_are_exchanged_then_it_ends_in_a_status(
    sound_project: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    changed = bytearray(sound_project)
    for _ in range(data.draw(st.integers(1, 20))):
        changed[data.draw(st.integers(12, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([None, len(changed) // 2, len(changed) - 1]))
    path = tmp_path / "x.aep"
    path.write_bytes(bytes(changed[:cut]))
    content = read_document(str(path), "after-effects")
    assert content.status in Status
    assert (content.status is Status.FAILED) == bool(content.problems)


@given(st.binary(max_size=300))
def test_chunks_when_of_any_bytes_then_pass_or_are_refused(body: bytes) -> None:
    for data in (body, chunk(b"RIFX", b"Egg!" + body), chunk(b"RIFX", b"Egg!" + chunk(b"LIST", b"Fold" + body))):
        try:
            rifx.check(data, b"Egg!")
        except DocumentError:
            continue
