"""References of all systems taken apart: one table of forms, properties over any text."""

from __future__ import annotations

import string
import unicodedata
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.ingest.sequences import group
from assetgraph.model.frames import Frames
from assetgraph.storage.frame_tokens import comparable
from assetgraph.storage.raw_paths import MAX_LENGTH, Form, Meaning, parse


@pytest.mark.parametrize(
    ("raw", "form", "text"),
    [
        # Windows drives
        (r"S:\proj\a.mov", Form.WINDOWS, "S:/proj/a.mov"),
        ("s:/proj/a.mov", Form.WINDOWS, "S:/proj/a.mov"),
        (r"S:\\proj\\a.mov", Form.WINDOWS, "S:/proj/a.mov"),
        (r"S:\proj/mixed\a.mov", Form.WINDOWS, "S:/proj/mixed/a.mov"),
        ("/C:/x/y.mov", Form.WINDOWS, "C:/x/y.mov"),
        ("S:", Form.WINDOWS, "S:/"),
        ("S:\\", Form.WINDOWS, "S:/"),
        (r"\\?\C:\x", Form.WINDOWS, "C:/x"),
        (r"\\.\C:\x", Form.WINDOWS, "C:/x"),
        (r"\x\y", Form.WINDOWS, "\\x/y"),
        # shares
        (r"\\server\share\x\y.mov", Form.UNC, "//server/share/x/y.mov"),
        ("//Server/share/x", Form.UNC, "//server/share/x"),
        (r"\\server/share\x", Form.UNC, "//server/share/x"),
        (r"\\\\server\\share\\x", Form.UNC, "//server/share/x"),
        (r"\\?\UNC\server\share\x", Form.UNC, "//server/share/x"),
        (r"\\server\share\..\..\x", Form.UNC, "//server/share/x"),
        ("smb://joe:secret@server:445/share/a%20b.mov", Form.UNC, "//server/share/a b.mov"),
        ("cifs://server/share/x", Form.UNC, "//server/share/x"),
        ("afp://server/share/x", Form.UNC, "//server/share/x"),
        ("nfs://server/export/x", Form.UNC, "nfs://server/export/x"),
        ("server:/export/x", Form.UNC, "nfs://server/export/x"),
        # file URLs
        ("file:///mnt/nas/a%20b.mov", Form.POSIX, "/mnt/nas/a b.mov"),
        ("file:/mnt/x", Form.POSIX, "/mnt/x"),
        ("FILE:///mnt/x", Form.POSIX, "/mnt/x"),
        ("file:a/b.mov", Form.RELATIVE, "a/b.mov"),
        ("file://./a/b.mov", Form.RELATIVE, "a/b.mov"),
        ("file:///C:/x", Form.WINDOWS, "C:/x"),
        ("file:///C%3A/x", Form.WINDOWS, "C:/x"),
        ("file:///C%3a%5Cx%5Cy", Form.WINDOWS, "C:/x/y"),
        ("file:///C|/x", Form.WINDOWS, "C:/x"),
        ("file://C:/x", Form.WINDOWS, "C:/x"),
        ("file://C%3A/x", Form.WINDOWS, "C:/x"),
        (r"file:\\C:\x", Form.WINDOWS, "C:/x"),
        (r"file:///C:\x\y", Form.WINDOWS, "C:/x/y"),
        ("file://localhost/Volumes/mydisk/m.mov", Form.POSIX, "/Volumes/mydisk/m.mov"),
        ("file://localhost/D%3a/media/m.mov", Form.WINDOWS, "D:/media/m.mov"),
        ("file://127.0.0.1/mnt/x", Form.POSIX, "/mnt/x"),
        ("file://server/share/x", Form.UNC, "//server/share/x"),
        ("file:////server/share/x", Form.UNC, "//server/share/x"),
        ("file://///server/share/x", Form.UNC, "//server/share/x"),
        ("file://localhost//server/share/x", Form.UNC, "//server/share/x"),
        ("file:///x/take #3?.mov", Form.POSIX, "/x/take #3?.mov"),
        ("file:///x/100%.mov", Form.POSIX, "/x/100%.mov"),
        ("file:///x/%zz%4.mov", Form.POSIX, "/x/%zz%4.mov"),
        ("file:///x/caf%C3%A9.mov", Form.POSIX, "/x/café.mov"),
        ("file:///x/caf%E9.mov", Form.POSIX, "/x/café.mov"),
        ("file:///x/%00a.mov", Form.POSIX, "/x/%00a.mov"),
        # the host left in the path
        ("localhost/Volumes/x", Form.POSIX, "/Volumes/x"),
        ("localhost/C:/x", Form.WINDOWS, "C:/x"),
        ("//localhost/D:/x", Form.WINDOWS, "D:/x"),
        ("//localhost/Volumes/x", Form.POSIX, "/Volumes/x"),
        (r"\\localhost\c$\x", Form.WINDOWS, "C:/x"),
        (r"\\localhost\share\x", Form.UNC, "//localhost/share/x"),
        # POSIX and old Mac
        ("/Volumes/disk/a b.mov", Form.POSIX, "/Volumes/disk/a b.mov"),
        ("/mnt/x/a%20b.mov", Form.POSIX, "/mnt/x/a%20b.mov"),
        ("/mnt//x/./y/../z", Form.POSIX, "/mnt/x/z"),
        ("/../x", Form.POSIX, "/x"),
        ("/", Form.POSIX, "/"),
        ("//", Form.POSIX, "/"),
        ("///x", Form.POSIX, "/x"),
        (r"/mnt/a\b", Form.POSIX, r"/mnt/a\b"),
        ("Media:Shots:a b.mov", Form.POSIX, "/Volumes/Media/Shots/a b.mov"),
        ("Macintosh HD:Users:joe:x.mov", Form.POSIX, "/Volumes/Macintosh HD/Users/joe/x.mov"),
        # relative, and names
        ("./a/b.mov", Form.RELATIVE, "a/b.mov"),
        (r"..\foo/bar.png", Form.RELATIVE, "../foo/bar.png"),
        ("a/b/../../../x", Form.RELATIVE, "../x"),
        ("..", Form.RELATIVE, ".."),
        ("black.mov", Form.NAME, "black.mov"),
        ("./a/../b.mov", Form.NAME, "b.mov"),
        ("Interview: part 1.mov", Form.NAME, "Interview: part 1.mov"),
        ("01:00:00:00", Form.NAME, "01:00:00:00"),
        ("A001_C002_0101XX", Form.NAME, "A001_C002_0101XX"),
        ("  a.mov\0\0\n", Form.NAME, "a.mov"),
        # expressions
        ("[getenv SHOW]/x.exr", Form.VARIABLE, "[getenv SHOW]/x.exr"),
        ("[file dirname [value root.name]]/x.exr", Form.VARIABLE, "[file dirname [value root.name]]/x.exr"),
        ("$HIP/tex/x.$F4.exr", Form.VARIABLE, "$HIP/tex/x.$F4.exr"),
        ("$JOB/../x.exr", Form.VARIABLE, "$JOB/../x.exr"),
        ("/mnt/${SHOW}/x.exr", Form.VARIABLE, "/mnt/${SHOW}/x.exr"),
        (r"%USERPROFILE%\x.exr", Form.VARIABLE, "%USERPROFILE%/x.exr"),
        ("<<show>>/x.exr", Form.VARIABLE, "<<show>>/x.exr"),
        ("/x/<RenderLayer>/a.exr", Form.VARIABLE, "/x/<RenderLayer>/a.exr"),
        ("/x/`padzero(4,$F)`.exr", Form.VARIABLE, "/x/`padzero(4,$F)`.exr"),
        ("/x/main_%V.%04d.exr", Form.VARIABLE, "/x/main_%V.%04d.exr"),
        ("/x/tex.<UDIM>.%04d.exr", Form.VARIABLE, "/x/tex.<UDIM>.%04d.exr"),
        ("/x/frame_####/a.exr", Form.VARIABLE, "/x/frame_####/a.exr"),
        ("~/x.mov", Form.VARIABLE, "~/x.mov"),
        ("/x/A$AP.mov", Form.POSIX, "/x/A$AP.mov"),
        ("/x/$RECYCLE.BIN/a.mov", Form.POSIX, "/x/$RECYCLE.BIN/a.mov"),
        ("/x/[final cut]/a.mov", Form.POSIX, "/x/[final cut]/a.mov"),
        ("/x/100%valid.mov", Form.POSIX, "/x/100%valid.mov"),
        # other schemes
        ("http://h/a%20b?x=1#f", Form.URL, "http://h/a b"),
        ("s3://bucket/k/e.y", Form.URL, "s3://bucket/k/e.y"),
        ("urn:uuid:123", Form.URL, "urn:uuid:123"),
        ("asset:Chars/x.usd", Form.URL, "asset:Chars/x.usd"),
    ],
)
def test_parse_when_any_system_wrote_it_then_form_and_one_spelling(raw: str, form: Form, text: str) -> None:
    path = parse(raw)
    assert (path.form, path.text, path.raw) == (form, text, raw)


@pytest.mark.parametrize(
    ("raw", "scheme", "host", "drive", "parts"),
    [
        ("file://localhost/D%3a/a/b", "file", "", "D", ("a", "b")),
        ("smb://joe:secret@Server:445/s/x", "smb", "server", "", ("s", "x")),
        (r"\\nas1.studio.lan\s\x", "", "nas1.studio.lan", "", ("s", "x")),
        ("s3://bucket/k", "s3", "bucket", "", ("k",)),
        ("server:/export", "nfs", "server", "", ("export",)),
        ("data:image/png;base64,AA", "data", "", "", ()),
    ],
)
def test_parse_when_taken_apart_then_scheme_host_and_drive(
    raw: str, scheme: str, host: str, drive: str, parts: tuple[str, ...]
) -> None:
    path = parse(raw)
    assert (path.scheme, path.host, path.drive, path.parts) == (scheme, host, drive, parts)


@pytest.mark.parametrize("raw", ["", "   ", "\0", "a\0b", "x" * (MAX_LENGTH + 1)])
def test_parse_when_it_can_be_no_path_then_value_error(raw: str) -> None:
    with pytest.raises(ValueError, match="32,767"):
        parse(raw)


@pytest.mark.parametrize(
    ("raw", "unquoted"),
    [
        ("/mnt/a%20b.mov", "/mnt/a b.mov"),
        ("media/a%20b.mov", "media/a b.mov"),
        ("/mnt/a b.mov", None),
        ("/mnt/plate.%04d.exr", None),
        ("file:///mnt/a%2520b.mov", None),
    ],
)
def test_unquoted_when_plain_text_looks_encoded_then_the_other_reading(raw: str, unquoted: str | None) -> None:
    path = parse(raw).unquoted()
    assert (path and path.text) == unquoted


@pytest.mark.parametrize(
    ("name", "pattern", "first", "meaning"),
    [
        ("plate.%04d.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("PLATE.%04d.EXR", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.%4d.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.####.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.#.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.@@@@.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.$F4.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.${F4}.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate$F4.exr", "plate%04d.exr", None, Meaning.WHOLE),
        ("plate.$F.exr", "plate.%d.exr", None, Meaning.WHOLE),
        ("tex.<UDIM>.exr", "tex.%04d.exr", None, Meaning.WHOLE),
        ("tex.%(UDIM)d.exr", "tex.%04d.exr", None, Meaning.WHOLE),
        ("plate.<f>.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.[0001-0100].exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("[0001-0100].png", "%04d.png", None, Meaning.WHOLE),
        ("plate.1001-1100####.exr", "plate.%04d.exr", None, Meaning.WHOLE),
        ("plate.%04d.exr 1001-1100", "plate.%04d.exr", None, Meaning.WHOLE),
        ("50%%.%04d.exr", "50%%.%04d.exr", None, Meaning.WHOLE),
        ("50%.####.exr", "50%%.%04d.exr", None, Meaning.WHOLE),
        ("plate.%04d.exr", "plate.%d.exr", None, None),
        ("plate.%04d.exr", "plate.%d.exr", 1001, Meaning.WHOLE),
        ("plate.%04d.exr", "plate.%d.exr", 999, None),
        ("plate.%04d.exr", "plate.%06d.exr", 1001, None),
        ("plate.%04d.exr", "other.%04d.exr", None, None),
        ("plate.%04d.exr", "plate.%04d.dpx", None, None),
        ("plate.%04d.exr", "plate.1001.exr", None, None),
        ("tex.<UVTILE>.exr", "tex.%04d.exr", None, None),
        ("plate.1001.exr", "plate.%04d.exr", None, Meaning.FRAME),
        ("plate.101.exr", "plate.%04d.exr", None, None),
        ("plate.mov", "plate.%04d.exr", None, None),
        ("plate.1001.exr", "plate.mov", None, None),
    ],
)
def test_means_sequence_when_held_against_a_pattern_then_whole_frame_or_none(
    name: str, pattern: str, first: int | None, meaning: Meaning | None
) -> None:
    frames = None if first is None else Frames(first, first + 99)
    assert parse(f"/mnt/{name}").means_sequence(pattern, frames) is meaning


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("s.1001.png", Meaning.FRAME),
        ("s.1009.png", Meaning.FRAME),
        ("s.0042.png", None),
        ("s.1011.png", None),
        ("s.1005.png", None),  # in a gap
        ("s.1002.png", None),  # between two steps
        ("s.[1001-1009].png", Meaning.WHOLE),
        ("s.[1003-1005].png", Meaning.WHOLE),
        ("s.[1000-1004].png", Meaning.PART),
        ("s.[0900-1100].png", Meaning.PART),
        ("s.[0001-0100].png", None),
        ("s.####.png", Meaning.WHOLE),
    ],
)
def test_means_sequence_when_its_frames_are_known_then_others_are_not_meant(name: str, meaning: Meaning | None) -> None:
    frames = Frames.told(1001, 1009, 2, ["1005-1007"])
    assert parse(f"/mnt/{name}").means_sequence("s.%04d.png", frames) is meaning


@pytest.mark.parametrize(
    ("name", "file", "meaning"),
    [
        ("a.mov", "A.MOV", Meaning.WHOLE),
        ("cafe\u0301.mov", "caf\u00e9.mov", Meaning.WHOLE),
        ("a.mov", "b.mov", None),
        ("tex.<UDIM>.exr", "tex.1001.exr", Meaning.FRAME),
        ("tex.<UDIM>.exr", "tex.101.exr", None),
        ("tex.<UVTILE>.exr", "tex.u1_v2.exr", Meaning.FRAME),
        ("a.%04d.exr", "a.0012.exr", Meaning.FRAME),
        ("a.%04d.exr", "a.12.exr", None),
        ("a.<f>.exr", "a.12.exr", Meaning.FRAME),
        ("a.[0001-0010].exr", "a.0010.exr", Meaning.FRAME),
        ("a.[0001-0010].exr", "a.0011.exr", None),
        ("a.(1).%04d.exr", "a.(1).0001.exr", Meaning.FRAME),
    ],
)
def test_means_file_when_held_against_a_name_then_whole_frame_or_none(
    name: str, file: str, meaning: Meaning | None
) -> None:
    assert parse(f"/mnt/{name}").means_file(file) is meaning


@pytest.mark.parametrize(
    "name",
    [
        "Song #1.mov", "100%discount.mov", "Geotag_[07-50-31].csv", "[Final] x.mov", "a@b.mov", "plate.1001.exr",
        "v1-2.mov", "x <3.mov", "A$AP.mov", "show 2020-2021",
    ],
)  # fmt: skip
def test_parse_when_a_name_only_looks_like_a_pattern_then_no_token(name: str) -> None:
    assert parse(f"/mnt/{name}").sequence is None


PARTS = st.lists(
    st.text(st.characters(blacklist_characters="/\\\0:|%$<>`[]#@~", blacklist_categories=("Cs", "Cc")), min_size=1)
    .filter(lambda part: part.strip() == part and part not in {".", ".."} and part.isprintable())
    .filter(lambda part: not part.startswith("localhost")),
    min_size=1,
    max_size=5,
)


@given(st.text(max_size=40) | st.text("\\/:.%$#[]<>@?CcD|file locahst0123456789\0", max_size=40))
def test_parse_when_any_text_then_parts_or_value_error(raw: str) -> None:
    try:
        path = parse(raw)
    except ValueError:
        assert not raw.strip("\0 \t\r\n") or "\0" in raw.strip("\0 \t\r\n")
        return
    assert not {"", "."} & set(path.parts)
    assert path.raw == raw
    assert path.key == comparable(path.text)
    path.unquoted()
    path.means_sequence("a.%04d.exr", Frames(1, 9))
    path.means_file("a.mov")


@given(PARTS)
def test_parse_when_the_same_place_is_written_otherwise_then_same_key(parts: list[str]) -> None:
    joined = "/".join(parts)
    drive = parse(f"S:/{joined}")
    assert drive.parts == tuple(parts)
    assert parse("s:\\" + "\\".join(parts)).key == drive.key
    assert parse("file:///S%3A/" + urllib.parse.quote(joined)).key == drive.key
    assert parse("file://localhost/s:/" + urllib.parse.quote(joined)).key == drive.key
    share = parse("//nas/" + joined)
    assert parse("\\\\NAS\\" + "\\".join(parts)).key == share.key
    assert parse("file://nas/" + urllib.parse.quote(joined)).key == share.key
    assert parse("smb://nas/" + urllib.parse.quote(joined)).key == share.key


@given(PARTS)
def test_parse_when_composed_or_decomposed_then_same_key(parts: list[str]) -> None:
    path = "/" + "/".join(parts)
    assert parse(unicodedata.normalize("NFC", path)).key == parse(unicodedata.normalize("NFD", path)).key


@given(PARTS)
def test_parse_when_its_own_text_is_read_then_the_same_again(parts: list[str]) -> None:
    for start in ("/mnt/", "S:/", "//nas/share/"):
        path = parse(start + "/".join(parts))
        again = parse(path.text)
        assert (again.form, again.text) == (path.form, path.text)


@given(
    st.sets(st.integers(0, 20_000), min_size=3, max_size=9),
    st.integers(1, 6),
    st.text(string.ascii_letters, min_size=1),
)
def test_means_sequence_when_ingest_grouped_the_frames_then_pattern_and_each_frame_fit(
    frames: set[int], width: int, stem: str
) -> None:
    written = f"{stem}.%0{width}d.exr"
    sequences, _ = group((written % frame).encode() for frame in frames)
    for sequence in sequences:
        pattern = sequence.pattern.decode()
        for _, name in sequence.members:
            assert parse(name.decode()).means_sequence(pattern) is Meaning.FRAME
        if len(sequences) == 1:
            assert parse(written).means_sequence(pattern, Frames(sequence.first, sequence.last)) is Meaning.WHOLE
