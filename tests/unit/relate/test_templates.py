"""Path templates: what they take apart, what they leave alone, and what is told of a bad one."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.relate.declared.mistakes import Mistake
from assetgraph.relate.declared.templates import FIELDS, compile_template

SHOT = "{project}/shots/{sequence}/{shot}/{task}/{name}_v{version}.{frame}.{ext}"
OWN = ("step", "user", "x1")


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        (
            SHOT,
            "AURORA/shots/sq010/sh010/comp/sh010_comp_v003.%04d.exr",
            "project=AURORA sequence=sq010 shot=sh010 task=comp name=sh010_comp version=003 frame=%04d ext=exr",
        ),
        ("{name}_v{version}.{ext}", "a_v1_v002.mov", "name=a_v1 version=002 ext=mov"),
        ("{name}_v{version}.{ext}", "a_vfx_v002a.mov", "name=a_vfx version=002a ext=mov"),
        ("{name}_v{version}.{ext}", "a_v1.2.0.mov", "name=a version=1.2.0 ext=mov"),
        ("{name}_v{version}_{task}.{ext}", "a_v003_x_comp.mov", "name=a version=003 task=x_comp ext=mov"),
        ("{name}.{version}/{task}.{ext}", "a.latest/comp.nk", "name=a version=latest task=comp ext=nk"),
        ("{name}.{frame}.{ext}", "a.b.####.exr", "name=a.b frame=#### ext=exr"),
        ("{name}.{frame}.{ext}", "a.-001.exr", "name=a frame=-001 ext=exr"),
        ("{name}.{frame}.{ext}", "a.1001.exr.tmp", None),
        ("{name}_v{version}.{ext}", "notes_vfx.txt", None),
        ("{name}_v{version}.{ext}", "_v001.mov", None),
        ("{shot}/{shot}_{task}.nk", "sh_010/sh_010_comp_main.nk", "shot=sh_010 task=comp_main"),
        ("{shot}/{shot}_{task}.nk", "sh010/sh020_comp.nk", None),
        ("{shot}/{shot}", "sh010/sh010", "shot=sh010"),
        ("{shot}/{step}_{shot}_{shot}", "a/x_a_a", "shot=a step=x"),
        ("shots/{shot}", "Shots/sh010", None),
        ("shots/{shot}", "shots/sh010/x", None),
        ("shots/{shot}", "shots", None),
        ("shots/{shot}", "shots/", None),
        ("shots/{shot}", "", None),
        ("ab{shot}b", "ab", None),
        ("été/{shot}", unicodedata.normalize("NFD", "été/é1"), "shot=é1"),
        ("a.b+(c)/{shot}", "a.b+(c)/x", "shot=x"),
        ("a.b+(c)/{shot}", "aXb+(c)/x", None),
        ("{shot}", "x" * 256, None),
    ],
)
def test_match_when_path_is_given_then_its_fields_come_out(template: str, path: str, expected: str | None) -> None:
    fields = compile_template(template).match(path)

    assert fields == (None if expected is None else dict(each.split("=") for each in expected.split()))


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("AURORA/shots/sq010/sh010/comp/v003", "project=AURORA sequence=sq010 shot=sh010 task=comp"),
        ("AURORA/shots/sq010/sh010/comp", "project=AURORA sequence=sq010 shot=sh010 task=comp"),
        ("AURORA/shots/sq010", "project=AURORA sequence=sq010"),
        ("AURORA/shots/", "project=AURORA"),
        ("AURORA", "project=AURORA"),
        ("", ""),
        ("AURORA/assets/hero", None),
    ],
)
def test_match_folder_when_path_goes_along_then_gives_what_it_tells(folder: str, expected: str | None) -> None:
    fields = compile_template(SHOT).match_folder(folder)

    assert fields == (None if expected is None else dict(each.split("=") for each in expected.split()))


def test_match_folder_when_template_has_no_folder_then_tells_nothing() -> None:
    assert compile_template("{name}.{ext}").match_folder("a/b") == {}


@pytest.mark.parametrize(
    ("template", "cause", "remedy"),
    [
        ("{sequnce}/x", "{sequnce} is unknown", "is {sequence} meant?"),
        ("{seq}/x", "{seq} is unknown", "is {sequence} meant?"),
        ("{ver}", "{ver} is unknown", "is {version} meant?"),
        ("{frame:04d}", "{frame:04d} is no placeholder", "use a-z"),
        ("{Shot}", "{Shot} is no placeholder", "use a-z"),
        ("{}", "{} is no placeholder", "use a-z"),
        ("{a{b}}", "do not pair", "one brace"),
        ("{{shot}}", "do not pair", "one brace"),
        ("{shot", "do not pair", "one brace"),
        ("shot}/{x}", "do not pair", "one brace"),
        ("{shot}{task}", "nothing parts", "stands between"),
        ("{shot}_{shot}", "{shot} stands twice", "name of its own"),
        ("/a/{shot}", "'' is no name", "part names by one /"),
        ("a//{shot}", "'' is no name", "part names by one /"),
        ("a/../{shot}", "'..' is no name", "part names by one /"),
        (r"a\{shot}", "is no name", "part names by one /"),
        ("a/b", "has no placeholder", "in braces"),
        ("", "is no name", "part names by one /"),
    ],
)
def test_compile_when_template_is_bad_then_says_what_to_do(template: str, cause: str, remedy: str) -> None:
    with pytest.raises(Mistake) as caught:
        compile_template(template)

    assert cause in caught.value.cause
    assert repr(template) in caught.value.cause
    assert remedy in caught.value.remedy


def _value(field: str) -> st.SearchStrategy[str]:
    digits = st.text("0123456789", min_size=1, max_size=6)
    word = st.text("abcXYZ0189éß %'", min_size=1, max_size=8)
    forms = {"version": digits, "frame": digits | st.just("%04d")}
    return forms.get(field, word)


@st.composite
def _layouts(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A template with the values of its fields; values hold none of the signs that part fields."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        fields = draw(st.lists(st.sampled_from(FIELDS + OWN), min_size=1, max_size=4, unique=True))
        signs = draw(
            st.lists(st.sampled_from(["_", ".", "-", "_v_", ".-"]), min_size=len(fields), max_size=len(fields))
        )
        head = draw(st.sampled_from(["", "plates_", "."]))
        parts.append(head + "".join(f"{{{field}}}{sign}" for field, sign in zip(fields, signs, strict=True)))
    template = "/".join(parts)
    return template, {field: draw(_value(field)) for field in FIELDS + OWN if f"{{{field}}}" in template}


@given(_layouts())
def test_match_when_fields_are_formatted_then_they_come_back(layout: tuple[str, dict[str, str]]) -> None:
    text, fields = layout
    template = compile_template(text)
    path = text.format(**fields)

    assert template.match(path) == fields
    folder = template.match_folder(path.rpartition("/")[0])
    assert folder is not None
    assert folder.items() <= fields.items()


@given(
    st.sampled_from([SHOT, "{a}_{b}.{ext}", "{shot}/{shot}_{a}_{b}", "{a}é/{b}x{c}"]),
    st.text("ab_v.1/%dé\u0301x\ud800") | st.text(),
)
def test_match_when_it_tells_fields_then_they_make_the_path(text: str, path: str) -> None:
    template = compile_template(text)

    for candidate in (path, text.replace("{", "").replace("}", path[:3])):
        fields = template.match(candidate)
        assert fields is None or template.text.format(**fields) == unicodedata.normalize("NFC", candidate)


@given(st.text("{}ab/._") | st.text())
def test_compile_when_text_is_any_then_makes_a_template_or_a_mistake(text: str) -> None:
    try:
        template = compile_template(text)
    except Mistake:
        return
    template.match(text)


def test_match_when_name_is_made_to_be_slow_then_is_soon_done() -> None:
    template = compile_template("_".join(f"{{f{number}x}}" for number in range(40)) + "_{version}_X")
    started = time.process_time()

    assert template.match("_" * 253 + "_X") is None
    assert template.match("a_" * 126 + "_X") is None
    assert time.process_time() - started < 5
