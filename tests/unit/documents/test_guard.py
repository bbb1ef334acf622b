"""What no reader gets to see: bombs, depths, sizes, odd files."""

from __future__ import annotations

import gzip
import os
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents import guard
from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Status
from assetgraph.errors import DocumentError, UnreadableFile, UnsafeDocument

Read = Callable[[str, str | bytes], DocumentContent]

LAUGHS = (
    '<?xml version="1.0" encoding="{}"?><!DOCTYPE {} [<!ENTITY a "ha">{}]>'
    "<{}><sequence><name>&z;</name></sequence></{}>"
)
MULTIPLY = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(25))
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE xmeml [<!ENTITY z SYSTEM "file:///etc/passwd">]><xmeml>&z;</xmeml>'
PARAMETER = '<?xml version="1.0"?><!DOCTYPE xmeml [<!ENTITY % z SYSTEM "http://127.0.0.1:9/x">%z;]><xmeml/>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize("root", ["xmeml", "fcpxml"])
def test_entities_when_declared_then_are_refused_in_any_encoding(read: Read, root: str, encoding: str) -> None:
    told = "utf-16" if encoding.startswith("utf-16") else encoding
    text = LAUGHS.format(told, root, MULTIPLY, root, root)
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    content = read(root, mark + text.encode(encoding))
    assert content.status is Status.FAILED
    assert "entities" in content.problems[0].reason


@pytest.mark.parametrize("text", [OUTSIDE, PARAMETER])
def test_entities_when_outside_then_are_refused(read: Read, text: str) -> None:
    assert "entities" in read("xmeml", text).problems[0].reason


def test_doctype_when_bare_or_with_a_name_of_a_dtd_then_is_usual() -> None:
    for doctype in ("<!DOCTYPE xmeml>", '<!DOCTYPE xmeml SYSTEM "xmeml.dtd">'):
        assert guard.xml(f"<?xml version='1.0'?>{doctype}<xmeml/>".encode()).tag == "xmeml"


@pytest.mark.parametrize("depth", [guard.MOST_DEPTH, guard.MOST_DEPTH + 1, 200_000])
def test_xml_when_deeper_than_allowed_then_is_refused(depth: int) -> None:
    data = b"<a>" * depth + b"</a>" * depth
    if depth <= guard.MOST_DEPTH:
        assert guard.xml(data).tag == "a"
    else:
        with pytest.raises(UnsafeDocument, match="deep"):
            guard.xml(data)


def test_xml_when_of_too_many_elements_then_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_ELEMENTS", 100)
    with pytest.raises(UnsafeDocument, match="elements"):
        guard.xml(b"<a>" + b"<b/>" * 100 + b"</a>")


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[{"]":', "}]")])
def test_json_when_deeper_than_allowed_then_is_refused(opening: str, closing: str) -> None:
    levels = opening.count("[") + opening.count("{")
    allowed = guard.MOST_DEPTH // levels
    text = opening * allowed + "1" + closing * allowed
    assert guard.json_text(text.encode()) == text
    for depth in (allowed + 1, 100_000):
        with pytest.raises(UnsafeDocument, match="deep"):
            guard.json_text((opening * depth + "1" + closing * depth).encode())


@pytest.mark.parametrize("text", ["[" * 1_000_000, '["' + "[" * 1_000_000, "[" * 99 + "]" * 100, "}{"])
def test_json_when_its_brackets_do_not_pair_then_is_damaged(text: str) -> None:
    with pytest.raises(DocumentError, match="pair"):
        guard.json_text(text.encode())


def test_file_when_larger_than_allowed_then_is_not_read(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "huge.edl"
    with path.open("wb") as file:
        file.truncate(guard.MOST_BYTES + 1)
    content = read_document(str(path), "edl")
    assert content.status is Status.FAILED
    assert "MiB" in content.problems[0].reason


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, b" \r\n"])
@pytest.mark.parametrize("format_name", ["otio", "edl", "xmeml", "fcpxml"])
def test_file_when_empty_then_says_so(read: Read, format_name: str, data: bytes) -> None:
    assert read(format_name, data).problems[0].reason == "empty"


def test_file_when_no_regular_one_then_is_unreadable(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.edl")
    (tmp_path / "link.edl").symlink_to(tmp_path / "a.edl")
    for name in ("a.edl", "link.edl", "missing.edl", ""):
        with pytest.raises(UnreadableFile):
            read_document(str(tmp_path / name), "edl")


def test_utf_16_when_cut_in_a_letter_then_is_damaged() -> None:
    with pytest.raises(DocumentError, match="UTF-16"):
        guard.text("TITLE: \U0001f3ac".encode("utf-16")[:-1])


BOMB = b'{"OTIO_SCHEMA": "Timeline.1"}' + b" " * (20 << 20)


def bundle(path: Path, members: list[tuple[str, bytes]]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return str(path)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([("content.otio", BOMB)], "grows more than"),
        ([("content.otio", b"{}"), ("media/a.mov", BOMB)], "grows more than"),
        ([("content.otio", b"{}"), ("../a.mov", b"x")], "points outside"),
        ([("content.otio", b"{}"), ("/etc/a", b"x")], "points outside"),
        ([("content.otio", b"{}"), ("C:\\a", b"x")], "points outside"),
        ([("a.otio", b"{}")], "0 files content.otio"),
    ],
)
def test_bundle_when_harmful_then_is_refused(tmp_path: Path, members: list[tuple[str, bytes]], reason: str) -> None:
    content = read_document(bundle(tmp_path / "a.otioz", members), "otioz")
    assert content.status is Status.FAILED
    assert reason in content.problems[0].reason


def test_bundle_when_its_directory_lies_about_sizes_then_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.otioz"
    bundle(path, [("content.otio", BOMB)])
    data = path.read_bytes().replace(len(BOMB).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    path.write_bytes(data)
    assert read_document(str(path), "otioz").status is Status.FAILED


def test_bundle_when_its_files_overlap_then_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.otioz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.otio", os.urandom(2000))
        first = archive.infolist()[0]
        for index in range(5):
            again = zipfile.ZipInfo(f"copy{index}")
            for name in ("CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, name, getattr(first, name))
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again
    assert "overlap" in read_document(str(path), "otioz").problems[0].reason


@pytest.mark.parametrize("cut", [10, 100, 1000])
def test_bundle_when_cut_off_then_is_damaged(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.otioz"
    bundle(path, [("content.otio", os.urandom(4000))])
    path.write_bytes(path.read_bytes()[:-cut])
    assert read_document(str(path), "otioz").status is Status.FAILED


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.integers(0, 600))
def test_gzip_when_sound_then_all_members_are_inflated(parts: list[bytes], padding: int) -> None:
    data = b"".join(gzip.compress(part, mtime=0) for part in parts) + b"\0" * padding
    if any(parts):
        assert guard.gunzip(data) == gzip.decompress(data) == b"".join(parts)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_gzip_when_cut_then_is_damaged(held: bytes, data: st.DataObject) -> None:
    whole = gzip.compress(held)
    with pytest.raises(DocumentError):
        guard.gunzip(whole[: data.draw(st.integers(0, len(whole) - 1))])


def test_gzip_when_its_checksum_is_wrong_then_is_damaged() -> None:
    whole = bytearray(gzip.compress(b"<PremiereData/>"))
    whole[-5] ^= 1
    with pytest.raises(DocumentError, match="gzip"):
        guard.gunzip(bytes(whole))


def test_gzip_when_other_bytes_follow_then_is_damaged() -> None:
    with pytest.raises(DocumentError, match="gzip"):
        guard.gunzip(gzip.compress(b"x") + b"more")


def test_gzip_when_inflated_too_large_then_no_more_than_allowed_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    assert len(guard.gunzip(gzip.compress(bytes(range(250)) * 4))) == 1000
    for held in ([b"ab" * 501], [b"ab" * 250, b"ab" * 251], [b"ab" * 50_000]):
        with pytest.raises(UnsafeDocument, match="inflated larger"):
            guard.gunzip(b"".join(gzip.compress(each) for each in held))


def test_gzip_when_it_grows_without_measure_then_is_refused() -> None:
    assert len(guard.gunzip(gzip.compress(b" " * 100_000))) == 100_000
    with pytest.raises(UnsafeDocument, match="grows"):
        guard.gunzip(gzip.compress(b" " * (20 << 20)))


def test_gzip_when_it_holds_nothing_then_is_damaged() -> None:
    with pytest.raises(DocumentError, match="empty"):
        guard.gunzip(gzip.compress(b""))


def test_gzip_when_of_too_many_members_then_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    member = gzip.compress(b"a", mtime=0)
    assert guard.gunzip(member * 10_000) == b"a" * 10_000
    monkeypatch.setattr(guard, "MOST_MEMBERS", 9_999)
    with pytest.raises(UnsafeDocument, match="members"):
        guard.gunzip(member * 10_000)


def test_documents_when_hostile_then_take_little_memory(read: Read, tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read("xmeml", LAUGHS.format("utf-8", "xmeml", MULTIPLY, "xmeml", "xmeml"))
    read_document(bundle(tmp_path / "a.otioz", [("content.otio", BOMB)]), "otioz")
    read("fcpxml", "<fcpxml>" * 100_000)
    read("otio", '{"OTIO_SCHEMA":' * 100_000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
