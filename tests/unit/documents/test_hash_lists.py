"""Media hash lists of both forms, and .md5 lists as md5sum itself writes them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.documents import guard, hash_lists
from assetgraph.documents.hash_lists import HashedFile, read_mhl, read_sums
from assetgraph.errors import DocumentError, UnreadableFile, UnsafeDocument

MD5 = "0cc175b9c0f1b6a831c399e269772661"
XXH64 = "0ea03b369a463d9d"
C4 = "c4" + "5Kp" * 29 + "z"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 6566\n"
ASC = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0">'
    "<creatorinfo><hostname>a</hostname></creatorinfo><processinfo><process>in-place</process>"
    f"<roothash><content><xxh64>{XXH64}</xxh64></content></roothash></processinfo><hashes>{{}}</hashes>"
    f"<references><hashlistreference><path>B/ascmhl/1.mhl</path><c4>{C4}</c4></hashlistreference></references></hashlist>"
)
OLD = '<?xml version="1.0" encoding="UTF-8"?>\n<hashlist version="1.1"><creatorinfo/>{}</hashlist>'


def written(folder: Path, name: str, data: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def test_asc_list_when_read_then_files_and_their_hashes_are_told(tmp_path: Path) -> None:
    rows = (
        f'<hash><path size="5" lastmodificationdate="2026-01-02T03:04:05Z">Clips/A002.mov</path>'
        f'<c4 action="original">{C4}</c4><xxh64 action="verified">{XXH64.upper()}</xxh64><metadata bar="a"/></hash>'
        f'<hash><path size="7">Sidecar.txt</path><md5 action="original">{MD5}</md5>'
        f'<xxh64 action="failed">{XXH64}</xxh64>'
        "<previousPath>Old.txt</previousPath></hash>"
        f"<directoryhash><path>Clips</path><content><xxh64>{XXH64}</xxh64></content></directoryhash>"
    )
    found = read_mhl(written(tmp_path, "A002/ascmhl/0001.mhl", ASC.replace("{}", rows)))
    assert (found.form, found.folder, found.left_out) == ("asc-mhl", "..", 0)
    assert found.files == (
        HashedFile("Clips/A002.mov", 5, {"c4": C4, "xxh64": XXH64}),
        HashedFile("Sidecar.txt", 7, {"md5": MD5}, ("xxh64",)),
    )


def test_asc_list_when_elsewhere_then_paths_count_from_its_own_folder(tmp_path: Path) -> None:
    found = read_mhl(written(tmp_path, "0001.mhl", ASC.format("")))
    assert (found.folder, found.files) == (".", ())


def test_older_list_when_read_then_files_and_their_hashes_are_told(tmp_path: Path) -> None:
    rows = (
        "<hash><file>A001/A001_C042.ari</file><size>1024</size><lastmodificationdate>x</lastmodificationdate>"
        f"<xxhash64be>{XXH64}</xxhash64be><hashdate>x</hashdate></hash>"
        f"<hash><file>B\\b.mov</file><size>-1</size><md5>{MD5.upper()}</md5><sha1>{'a' * 40}</sha1></hash>"
        f"<hash><file>c &amp; d.mov </file><xxhash64>{XXH64}</xxhash64></hash>"
        "<hash><file>e.mov</file><xxhash>3803688792</xxhash></hash>"
    )
    found = read_mhl(written(tmp_path, "A001.mhl", OLD.format(rows)))
    assert (found.form, found.folder, found.left_out) == ("mhl", ".", 0)
    assert found.files == (
        HashedFile("A001/A001_C042.ari", 1024, {"xxh64": XXH64}),
        HashedFile("B/b.mov", None, {"md5": MD5, "sha1": "a" * 40}),
        # Whose bytes are in another order: not the same as xxh64.
        HashedFile("c & d.mov ", None, {"xxhash64": XXH64}),
        HashedFile("e.mov", None, {"xxhash": "3803688792"}),
    )


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_list_when_with_a_byte_order_mark_then_is_read(tmp_path: Path, mark: str) -> None:
    row = f"<hash><file>a</file><md5>{MD5}</md5></hash>"
    assert len(read_mhl(written(tmp_path, "a.mhl", mark + OLD.format(row))).files) == 1
    assert len(read_sums(written(tmp_path, "a.md5", f"{mark}{MD5}  a\r\n")).files) == 1


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../a.mov", "a/../../b.mov", "C:\\a.mov", "..\\a", "\\\\nas\\a", "", ".", "/", "a\\..\\b"]
)
def test_path_when_it_points_outside_then_the_row_is_left_out(tmp_path: Path, path: str) -> None:
    good = f"<hash><file>a/./b//c.mov</file><md5>{MD5}</md5></hash>"
    bad = f"<hash><file>{path}</file><md5>{MD5}</md5></hash>"
    found = read_mhl(written(tmp_path, "a.mhl", OLD.format(bad + good)))
    assert ([each.path for each in found.files], found.left_out) == (["a/b/c.mov"], 1)
    if path:
        found = read_sums(written(tmp_path, "a.md5", f"{MD5}  {path}\n{MD5}  b\n"))
        assert ([each.path for each in found.files], found.left_out) == (["b"], 1)


@pytest.mark.parametrize(
    "row",
    [
        "<hash><file>a</file></hash>",
        f"<hash><md5>{MD5}</md5></hash>",
        "<hash><file>a</file><md5>abc</md5></hash>",
        f"<hash><file>a</file><md5>{MD5}0</md5></hash>",
        f"<hash><file>a</file><md5>{'x' * 32}</md5></hash>",
        "<hash><file>a</file><null/></hash>",
        f"<hash><file>a</file><whirlpool>{MD5}</whirlpool></hash>",
    ],
)
def test_row_when_it_tells_no_sound_hash_then_is_left_out(tmp_path: Path, row: str) -> None:
    found = read_mhl(written(tmp_path, "a.mhl", OLD.format(row)))
    assert (found.files, found.left_out) == ((), 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<xml/>", "not hashlist"),
        (LFS, "no sound XML"),
        (b"", "empty"),
        (OLD.format("<hash>").encode(), "no sound XML"),
        (b'<!DOCTYPE hashlist [<!ENTITY a "b">]><hashlist/>', "entities"),
        (b"<a>" * 100_000, "deep"),
    ],
)
def test_media_hash_list_when_damaged_or_hostile_then_the_reason_is_told(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        read_mhl(written(tmp_path, "a.mhl", data))
    assert caught.value.next_step


def test_list_when_missing_or_too_large_then_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for read in (read_mhl, read_sums):
        with pytest.raises(UnreadableFile):
            read(str(tmp_path / "none"))
    monkeypatch.setattr(guard, "MOST_BYTES", 100)
    for read in (read_mhl, read_sums):
        with pytest.raises(UnsafeDocument):
            read(written(tmp_path, "a", b"x" * 101))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{MD5}  a b.mov\n", ["a b.mov"]),
        (f"{MD5} *a.mov\r\n{MD5} *b/c.mov\r\n", ["a.mov", "b/c.mov"]),
        (f"MD5 (a (1).mov) = {MD5}\n", ["a (1).mov"]),
        (f"# made by x\n; y\n// z\n\n{MD5.upper()} *d\\e.mov\n", ["d/e.mov"]),
        (f"{MD5}\ta.mov\n", ["a.mov"]),
        (f"{MD5}   leading.mov\n", [" leading.mov"]),
        (f"\\{MD5}  a\\nb\\\\c/d\n", ["a\nb\\c/d"]),
        (f"{MD5}\n", ["clip.mov"]),
    ],
)
def test_md5_list_when_of_any_usual_form_then_names_are_told(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = read_sums(written(tmp_path, "clip.mov.md5", text))
    assert (found.form, found.folder, found.left_out) == ("sums", ".", 0)
    assert [each.path for each in found.files] == expected
    assert all(each.hashes == {"md5": MD5} and each.size is None for each in found.files)


SHA1, SHA256 = "a9" * 20, "b8" * 32


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("a.mov.sha1", SHA1, {"sha1": SHA1}),
        ("drive.sha1", f"{SHA1}  ./a.mov", {"sha1": SHA1}),
        ("SHA256SUMS", f"{SHA256} *a.mov", {"sha256": SHA256}),
        ("list.txt", f"SHA256 (a.mov) = {SHA256}", {"sha256": SHA256}),
        ("list.txt", f"SHA2-256(a.mov)= {SHA256}", {"sha256": SHA256}),
        ("drive.xxh64", f"{XXH64}  a.mov", {"xxh64": XXH64}),
        ("drive.xxhsum", f"XXH3_{XXH64}  a.mov", {"xxh3": XXH64}),
        ("drive.xxhsum", f"XXH128 (a.mov) = {MD5}", {"xxh128": MD5}),
        ("drive.xxh128", f"{MD5}  a.mov", {"xxh128": MD5}),
        ("drive.xxh3", f"{XXH64}  a.mov", {"xxh3": XXH64}),
        ("drive.md5", f"{SHA1}  a.mov", {"sha1": SHA1}),
        ("MD5SUMS", f"{MD5}  a.mov", {"md5": MD5}),
    ],
)
def test_sums_when_of_any_algorithm_then_row_name_or_length_tells_which(
    tmp_path: Path, name: str, row: str, expected: dict[str, str]
) -> None:
    (found,) = read_sums(written(tmp_path, name, f"{row}\n")).files
    assert (found.path, found.hashes) == ("a.mov", expected)


@pytest.mark.parametrize("row", [f"SHA1 (a.mov) = {MD5}", f"WHIRLPOOL (a.mov) = {SHA256}", f"{SHA1}00  a.mov"])
def test_sums_when_length_and_algorithm_disagree_then_are_none(tmp_path: Path, row: str) -> None:
    with pytest.raises(DocumentError):
        read_sums(written(tmp_path, "a.sums", row))


@pytest.mark.parametrize("data", [LFS, b"hello\n", b"# only words\n", (MD5[:-1] + "  a\n").encode(), b"\xff\xfe\x00"])
def test_md5_list_when_none_then_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DocumentError):
        read_sums(written(tmp_path, "a.md5", data))


def test_md5_list_when_rows_are_not_understood_then_they_are_counted(tmp_path: Path) -> None:
    found = read_sums(written(tmp_path, "a.md5", f"{MD5}  a\nnonsense\n{MD5}\n{MD5[1:]}  b\n"))
    assert ([each.path for each in found.files], found.left_out) == (["a"], 3)


# Second writer ----------------------------------------------------------------------------------------------------

NAMES = st.text(st.characters(exclude_characters="\0/", exclude_categories=("Cs",)), min_size=1, max_size=30).filter(
    lambda name: name not in {".", ".."} and len(name.encode()) < 200
)


@pytest.mark.skipif(shutil.which("md5sum") is None, reason="no md5sum")
@pytest.mark.parametrize("options", [[], ["--binary"], ["--tag"]])
@given(names=st.lists(NAMES, min_size=1, max_size=5, unique=True))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_md5_list_when_md5sum_wrote_it_then_every_file_is_told(
    tmp_path_factory: pytest.TempPathFactory, options: list[str], names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("names") / "f"
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(name.encode())
    # Behind a folder, a name is never taken for an option, nor a backslash in it for a separator.
    done = subprocess.run(
        ["md5sum", *options, "--", *(f"f/{name}" for name in names)], cwd=folder.parent, capture_output=True, check=True
    )
    found = read_sums(written(folder.parent, "list.md5", done.stdout))
    assert found.left_out == 0
    assert {each.path: each.hashes["md5"] for each in found.files} == {
        f"f/{name}": hashlib.md5(name.encode()).hexdigest() for name in names
    }


# What may stand in XML, and parts no folders.
XML_NAMES = st.text(
    st.characters(min_codepoint=32, exclude_characters="/\\\ufffe\uffff", exclude_categories=("Cs", "Cc")), min_size=1
).filter(lambda name: name not in {".", ".."})


@given(st.lists(st.tuples(XML_NAMES, st.integers(0, 2**60), st.binary(max_size=4)), max_size=6), st.booleans())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_media_hash_list_when_written_then_is_read_as_it_was(
    tmp_path: Path, rows: list[tuple[str, int, bytes]], is_asc: bool
) -> None:
    text = ""
    for name, size, content in rows:
        said, sha1 = escape(f"d/{name}"), hashlib.sha1(content).hexdigest()
        where = f'<path size="{size}">{said}</path>' if is_asc else f"<file>{said}</file><size>{size}</size>"
        text += f"<hash>{where}<sha1>{sha1}</sha1></hash>"
    found = read_mhl(written(tmp_path, "a.mhl", (ASC if is_asc else OLD).replace("{}", text)))
    assert found.left_out == 0
    assert [(each.path, each.size, each.hashes["sha1"]) for each in found.files] == [
        (f"d/{name}", size, hashlib.sha1(content).hexdigest()) for name, size, content in rows
    ]


@given(st.binary(max_size=400))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lists_when_of_any_bytes_then_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path, "a.md5", data)
    for read in (read_sums, read_mhl):
        try:
            found = read(path)
        except DocumentError:
            continue
        assert all(each.path and not each.path.startswith("/") for each in found.files)
        assert all(".." not in each.path.split("/") for each in found.files)


def test_algorithms_when_of_the_standard_then_are_all_known() -> None:
    assert {"c4", "md5", "sha1", "xxh128", "xxh3", "xxh64"} <= set(hash_lists._FORMS)
