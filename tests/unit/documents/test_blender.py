"""Blender files: what their own blocks refer to, in all forms of file; hostile ones end in a typed problem."""

from __future__ import annotations

import gzip
import os
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from blend_writer import DISPLACE, IMAGE_STRIP, MESH_CACHE, META_STRIP, MOVIE_STRIP, BlendWriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent, Media, Status
from assetgraph.documents.scenes import blend_file

Read = Callable[[str, str | bytes], DocumentContent]
HEADS = [b"BLENDER-v279", b"BLENDER_v249", b"BLENDER-V279", b"BLENDER_V249", b"BLENDER17-01v0500"]


def rows(content: DocumentContent) -> list[tuple[str, str, int]]:
    assert content.status is not Status.FAILED, content.problems
    return [(each.raw, each.kind.value, each.count) for each in content.references]


def every_kind(head: bytes = HEADS[0]) -> BlendWriter:
    writer = BlendWriter(head)
    writer.add("LI", "Library", id_name=b"LIa", name=b"//..\\lib\\a.blend")
    image = writer.add("IM", "Image", id_name=b"IMa", name=b"//tex/a.png", source=1)
    writer.add("IM", "Image", id_name=b"IMb", name=b"//tex/b.<UDIM>.exr", source=6)
    writer.add("IM", "Image", id_name=b"IMc", name=b"//seq/c.0001.exr", source=2)
    writer.add("SO", "bSound", id_name=b"SOa", name=b"/sound/a.wav")
    writer.add("VF", "VFont", id_name=b"VFa", name=b"/fonts/a.ttf")
    writer.add("VF", "VFont", id_name=b"VFb", name=b"<builtin>")
    writer.add("MC", "MovieClip", id_name=b"MCa", name=b"C:\\plates\\a.mov")
    writer.add("CF", "CacheFile", id_name=b"CFa", filepath=b"//a.abc")
    writer.add("VO", "Volume", id_name=b"VOa", filepath=b"//smoke.0001.vdb", is_sequence=1)
    external = writer.add("DATA", "CustomDataExternal", filename=b"//a.btx")
    writer.add("ME", "Mesh", id_name=b"MEa", ldata_external=external)
    texture = writer.add("TE", "Tex", id_name=b"TEa", ima=image)
    displace = writer.add("DATA", "DisplaceModifierData", modifier_type=DISPLACE, texture=texture)
    cached = writer.add(
        "DATA", "MeshCacheModifierData", modifier_type=MESH_CACHE, modifier_next=displace, filepath=b"//a.mdd"
    )
    writer.add("OB", "Object", id_name=b"OBa", modifiers_first=cached)
    strips(writer)
    return writer


def strips(writer: BlendWriter) -> None:
    """A movie twice, one of them in a meta strip, and frames."""
    movie = writer.add("DATA", "StripElem", name=b"a.mov")
    frames = writer.add("DATA", "StripElem", name=b"a.0001.png")
    inner = writer.add(
        "DATA", "Sequence", type=MOVIE_STRIP, strip=writer.add("DATA", "Strip", dir=b"//..\\cut\\", stripdata=movie)
    )
    meta = writer.add("DATA", "Sequence", type=META_STRIP, seqbase_first=inner)
    outer = writer.add(
        "DATA", "Sequence", type=MOVIE_STRIP, next=meta,
        strip=writer.add("DATA", "Strip", dir=b"//..\\cut\\", stripdata=movie),
    )  # fmt: skip
    first = writer.add(
        "DATA", "Sequence", type=IMAGE_STRIP, next=outer,
        strip=writer.add("DATA", "Strip", dir=b"//frames/", stripdata=frames),
    )  # fmt: skip
    writer.add("SC", "Scene", id_name=b"SCa", ed=writer.add("DATA", "Editing", seqbase_first=first))


# Written by hand from what is written above.
EVERY_KIND = [
    ("//..\\lib\\a.blend", "LIBRARY", 1),
    ("//tex/a.png", "TEXTURE", 1),
    ("//tex/b.<UDIM>.exr", "TEXTURE", 1),
    ("//seq/c.0001.exr", "TEXTURE", 1),
    ("/sound/a.wav", "READ", 1),
    ("/fonts/a.ttf", "READ", 1),
    ("C:\\plates\\a.mov", "CLIP", 1),
    ("//a.abc", "CACHE", 1),
    ("//smoke.0001.vdb", "CACHE", 1),
    ("//a.btx", "CACHE", 1),
    ("//a.mdd", "CACHE", 1),
    ("//frames/a.0001.png", "CLIP", 1),
    ("//..\\cut\\a.mov", "CLIP", 2),
]


@pytest.mark.parametrize("head", HEADS, ids=bytes.decode)
def test_file_when_read_then_each_kind_is_told_as_written(read: Read, head: bytes) -> None:
    content = read("blend", every_kind(head).data())
    assert content.status is Status.FULL
    assert rows(content) == EVERY_KIND
    assert [each.raw for each in content.references if each.media == (Media.SOUND,)] == ["/sound/a.wav"]


def in_frames(data: bytes) -> bytes:
    """As Blender packs: frame by frame, and then a table of them that is to be skipped."""
    frames = [zstandard.compress(data[at : at + 5000]) for at in range(0, len(data), 5000)]
    return b"".join(frames) + struct.pack("<II", 0x184D2A5E, 9) + b"\0" * 9


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, in_frames])
def test_file_when_packed_then_is_read_to_its_end(read: Read, pack: Callable[[bytes], bytes]) -> None:
    data = every_kind().data()
    assert len(data) > 15000
    assert rows(read("blend", pack(data))) == EVERY_KIND


def test_file_when_it_packs_its_data_then_they_are_no_references(read: Read) -> None:
    writer = BlendWriter()
    packed = writer.add("DATA", "PackedFile", size=1)
    old = writer.add("IM", "Image", id_name=b"IMa", name=b"//a.png", source=1, packedfile=packed)
    new = writer.add("IM", "Image", id_name=b"IMb", name=b"//b.png", source=1, packedfiles_first=packed)
    writer.add("SO", "bSound", id_name=b"SOa", name=b"//a.wav", packedfile=packed)
    writer.add("LI", "Library", id_name=b"LIa", name=b"//a.blend", packedfile=packed)
    follower = 0
    for image in (old, new):
        # A modifier tells the image again, packed or not.
        texture = writer.add("TE", "Tex", id_name=b"TEa", ima=image)
        follower = writer.add(
            "DATA", "DisplaceModifierData", modifier_type=DISPLACE, texture=texture, modifier_next=follower
        )
    writer.add("OB", "Object", id_name=b"OBa", modifiers_first=follower)
    assert rows(read("blend", writer.data())) == []


@pytest.mark.parametrize("source", [4, 5])
def test_image_when_generated_or_rendered_then_is_no_reference(read: Read, source: int) -> None:
    writer = BlendWriter()
    writer.add("IM", "Image", id_name=b"IMa", name=b"//a.png", source=source)
    assert rows(read("blend", writer.data())) == []


def test_path_when_no_unicode_or_empty_then_is_kept_or_left_out(read: Read) -> None:
    writer = BlendWriter()
    writer.add("IM", "Image", id_name=b"IMa", name=b"//\xff\xfe.png", source=1)
    writer.add("IM", "Image", id_name=b"IMb", name=b"", source=1)
    writer.add("IM", "Image", id_name=b"IMc", name=b"//", source=1)
    assert rows(read("blend", writer.data())) == [(os.fsdecode(b"//\xff\xfe.png"), "TEXTURE", 1)]


def test_libraries_when_they_link_each_other_then_only_direct_ones_are_told_and_none_is_opened(tmp_path: Path) -> None:
    for name, other in (("a", b"//b.blend"), ("b", b"//a.blend")):
        writer = BlendWriter()
        writer.add("LI", "Library", id_name=b"LIx", name=other)
        (tmp_path / f"{name}.blend").write_bytes(writer.data())
    assert rows(read_document(str(tmp_path / "a.blend"), "blend")) == [("//b.blend", "LIBRARY", 1)]
    (tmp_path / "b.blend").write_bytes(b"BLENDER-v279 but broken")
    assert rows(read_document(str(tmp_path / "a.blend"), "blend")) == [("//b.blend", "LIBRARY", 1)]


def test_pointer_when_it_points_nowhere_then_the_rest_is_told(read: Read) -> None:
    writer = every_kind()
    writer.add("OB", "Object", id_name=b"OBx", modifiers_first=0xDEAD0)
    content = read("blend", writer.data())
    assert content.status is Status.PARTIAL
    assert "OB" in content.notes[0]
    assert rows(content) == EVERY_KIND


def test_list_when_it_has_no_end_then_is_refused_in_time(read: Read) -> None:
    writer = BlendWriter()
    here = 0x999000
    writer.add("DATA", "DisplaceModifierData", at=here, modifier_type=99, modifier_next=here)
    writer.add("OB", "Object", id_name=b"OBa", modifiers_first=here)
    begun = time.monotonic()
    content = read("blend", writer.data())
    assert "no end" in content.problems[0].reason
    assert time.monotonic() - begun < 20


def test_strip_when_it_holds_itself_then_ends(read: Read) -> None:
    writer = BlendWriter()
    here = 0x999000
    writer.add("DATA", "Sequence", at=here, type=META_STRIP, seqbase_first=here)
    writer.add("SC", "Scene", id_name=b"SCa", ed=writer.add("DATA", "Editing", seqbase_first=here))
    content = read("blend", writer.data())
    assert content.status is Status.PARTIAL
    assert "RecursionError" in content.notes[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"version https://git-lfs.github.com/spec/v1\n", "no Blender file"),
        (b"", "no Blender file"),
        (b"BLENDER", "not known"),
        (b"BLENDER-v2x9" + bytes(100), "not known"),
        (b"BLENDER17-02v0600" + bytes(100), "not known"),
        (b"BLENDER-v279", "cut off"),
        (gzip.compress(b"something else"), "something else"),
        (zstandard.compress(b"something else"), "something else"),
        (gzip.compress(every_kind().data())[:-100], "cut off"),
        (zstandard.compress(every_kind().data())[:-100], "cut off"),
        (b"\x28\xb5\x2f\xfd" + b"\xff" * 100, "damaged"),
        (b"\x1f\x8b" + b"\xff" * 100, "damaged"),
        (b"BLENDER-v279" + BlendWriter().header(b"ENDB", 0, 0, 0), "names of its fields"),
        (every_kind().data(end=False), "cut off"),
        (BlendWriter().data(catalogue=b"SDNANAME" + b"\xff" * 4 + bytes(100)), "cut off"),
        (BlendWriter().data(catalogue=b"SDNANAME" + struct.pack("<I", 1) + b"]a[\0"), "name that is none"),
        (BlendWriter().data(catalogue=b""), "cut off"),
        (BlendWriter().data(catalogue=BlendWriter().catalogue()[:-50]), "error"),
    ],
)
def test_file_when_none_or_damaged_then_is_failed_and_says_why(read: Read, data: bytes, reason: str) -> None:
    content = read("blend", data)
    assert content.status is Status.FAILED
    assert reason in content.problems[0].reason
    assert content.problems[0].next_step


@pytest.mark.parametrize("head", HEADS, ids=bytes.decode)
def test_block_when_its_length_leads_back_or_out_then_is_refused(read: Read, head: bytes) -> None:
    writer = BlendWriter(head)
    for length in (-len(writer.header(b"DATA", 0, 0, 0)), -1, 2**31 - 1):
        data = head + writer.header(b"DATA", length, 1, 0) + bytes(64)
        assert "outside" in read("blend", data).problems[0].reason


def test_block_when_it_has_more_items_than_bytes_then_is_refused(read: Read) -> None:
    data = HEADS[0] + BlendWriter().header(b"DATA", 8, 1, 0, 2**31 - 1) + bytes(64)
    assert "items" in read("blend", data).problems[0].reason


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_file_when_a_bomb_then_is_refused(
    read: Read, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(blend_file, "MOST_UNPACKED", 10 * 2**20)
    content = read("blend", pack(b"BLENDER-v279" + bytes(64 * 2**20)))
    assert "grows" in content.problems[0].reason


def test_file_when_of_too_many_blocks_then_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blend_file, "MOST_BLOCKS", 5)
    assert "blocks" in read("blend", every_kind().data()).problems[0].reason


@pytest.mark.parametrize("module", ["zstandard", "blender_asset_tracer"])
def test_library_when_not_installed_then_the_problem_names_the_extra(
    read: Read, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    for name in [each for each in sys.modules if each.split(".")[0] == module] or [module]:
        monkeypatch.setitem(sys.modules, name, None)
    content = read("blend", every_kind().data())
    assert content.status is Status.FAILED
    assert content.problems[0].next_step == "pip install 'assetgraph[blender]'"


def test_file_when_read_then_nothing_is_left_behind(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    read("blend", gzip.compress(every_kind().data()))
    read("blend", gzip.compress(BlendWriter().data(catalogue=BlendWriter().catalogue()[:-50])))
    assert list((tmp_path / "temporary").iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    head=st.sampled_from(HEADS),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
    keep=st.floats(0, 1),
)
def test_file_when_damaged_anyhow_then_ends_in_a_content(
    read: Read, head: bytes, changes: list[tuple[float, int]], keep: float
) -> None:
    data = bytearray(every_kind(head).data())
    for where, value in changes:
        data[int(where * len(data))] = value
    cut = bytes(data[: int(keep * len(data))]) if not changes else bytes(data)
    content = read("blend", cut)
    assert (content.status is Status.FAILED) == bool(content.problems)


@given(st.lists(st.integers(0, 300), max_size=20), st.sampled_from(HEADS))
def test_blocks_when_sound_then_pass_and_when_cut_do_not(lengths: list[int], head: bytes) -> None:
    from io import BytesIO

    from assetgraph.errors import DocumentError

    writer = BlendWriter(head)
    body = b"".join(writer.header(b"DATA", each, 1, 0) + bytes(each) for each in lengths)
    end = writer.data()[len(head) :]
    data = head + body + end
    blend_file.check_blocks(BytesIO(data), len(data))
    for cut in (len(head) + len(body), len(data) - len(writer.header(b"ENDB", 0, 0, 0))):
        with pytest.raises(DocumentError):
            blend_file.check_blocks(BytesIO(data[:cut]), cut)


PNG, FFMPEG, MKV = 17, 24, 9
ADDS_ENDING = 1 << 4


@pytest.mark.parametrize(
    ("path", "imtype", "modes", "written"),
    [
        (b"//render/sh010_####", PNG, ADDS_ENDING, "//render/sh010_####.png"),
        (b"//render/", PNG, ADDS_ENDING, "//render/####.png"),
        (b"//render\\a-##.png", PNG, ADDS_ENDING, "//render\\a-##.png"),
        (b"//render/a_####.jpg", PNG, ADDS_ENDING, "//render/a_####.png"),
        (b"/out/a", PNG, 0, "/out/a####"),
        (b"//a#/film", FFMPEG, ADDS_ENDING, "//a#/film0001-0250.mkv"),
        (b"//film.MKV", FFMPEG, ADDS_ENDING, "//film.MKV"),
        (b"//film_###", FFMPEG, 0, "//film_001-250"),
        (b"//film.avi", FFMPEG, 0, "//film.avi"),
        (b"/tmp/", PNG, ADDS_ENDING, None),
        (b"/tmp\\", PNG, ADDS_ENDING, None),
        (b"", PNG, ADDS_ENDING, None),
        (b"//a", 99, ADDS_ENDING, None),
    ],
)
def test_scene_when_its_output_is_set_then_is_told_as_blender_writes_it(
    read: Read, path: bytes, imtype: int, modes: int, written: str | None
) -> None:
    writer = BlendWriter()
    writer.add(
        "SC", "Scene", id_name=b"SCa", r_pic=path, r_im_format_imtype=imtype, r_scemode=modes, r_ffcodecdata_type=MKV,
        r_sfra=1, r_efra=250,
    )  # fmt: skip
    assert rows(read("blend", writer.data())) == ([(written, "WRITE", 1)] if written else [])
