"""What people declare in YAML: what is understood, and how a mistake is told."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assetgraph.errors import DeclarationError, UsageError
from assetgraph.relate.declared.files import (
    Delivery,
    Hold,
    Mount,
    Need,
    Policies,
    Project,
    ProxyRule,
    Retention,
    Studio,
    load_policies,
    load_studio,
)
from assetgraph.relate.declared.templates import compile_template
from assetgraph.relate.declared.volume_paths import VolumePath, VolumePattern, volume_pattern
from assetgraph.relate.declared.yaml_text import MOST_BYTES
from assetgraph.relate.pairs import DerivativeKind

STUDIO = r"""
# where things are
mounts: [{volume: nas1, host: edit01, os: windows, path: 'S:\'},
         {volume: nas1, host: comp07, os: linux, path: /mnt/nas1}]
templates: ['{project}/shots/{sequence}/{shot}/{task}/{name}_v{version}.{frame}.{ext}']
projects: [{code: AURORA, kind: feature, roots: [nas1:/aurora], state: active}]
proxies:
  - {folder: proxy, suffix: _lr}
  - {folder: Previews, kind: thumbnail}
"""
POLICIES = """
needs: [{project: AURORA, copies: 2, on_volumes: 2, least_height: 2160, codecs: [prores, exr]}]
deliveries: [{id: AURORA_TRAILER_1, date: 2026-10-01, paths: [nas1:/aurora/out/trailer.mov]}]
holds: [{paths: ['nas1:/aurora/plates/**'], until: 2027-12-31, why: contract}]
retention: [{kind: render, keep_last: 2, unless: [approved, delivered, referenced]}]
"""
Load = Callable[[Path], Studio | Policies]


@pytest.fixture
def studio(tmp_path: Path) -> Callable[[str], Studio]:
    def load(text: str) -> Studio:
        (tmp_path / "studio.yaml").write_text(dedent(text), encoding="utf-8")
        return load_studio(tmp_path / "studio.yaml")

    return load


def _told(load: Load, folder: Path, data: bytes) -> str:
    """The error of a file with that content, its folder left out."""
    path = folder / "it.yaml"
    path.write_bytes(data)
    with pytest.raises(DeclarationError) as caught:
        load(path)
    assert caught.value.next_step
    return str(caught.value).removeprefix(f"{folder}/")


def test_load_studio_when_all_is_declared_then_gives_it(studio: Callable[[str], Studio]) -> None:
    template = "{project}/shots/{sequence}/{shot}/{task}/{name}_v{version}.{frame}.{ext}"

    assert studio(STUDIO) == Studio(
        mounts=(
            Mount(volume="nas1", host="edit01", os="windows", path="S:\\"),
            Mount(volume="nas1", host="comp07", os="linux", path="/mnt/nas1"),
        ),
        templates=(compile_template(template),),
        projects=(Project(code="AURORA", kind="feature", roots=(VolumePath("nas1", "aurora"),), state="active"),),
        proxies=(
            ProxyRule(folder="proxy", suffix="_lr", kind=DerivativeKind.PROXY),
            ProxyRule(folder="Previews", kind=DerivativeKind.THUMBNAIL),
        ),
    )


def test_load_policies_when_all_is_declared_then_gives_it(tmp_path: Path) -> None:
    (tmp_path / "policies.yaml").write_text(POLICIES)

    assert load_policies(tmp_path / "policies.yaml") == Policies(
        needs=(Need(project="AURORA", copies=2, on_volumes=2, least_height=2160, codecs=("prores", "exr")),),
        deliveries=(
            Delivery(
                id="AURORA_TRAILER_1", date=dt.date(2026, 10, 1), paths=(VolumePath("nas1", "aurora/out/trailer.mov"),)
            ),
        ),
        holds=(Hold(paths=(VolumePattern("nas1", "aurora/plates/**"),), until=dt.date(2027, 12, 31), why="contract"),),
        retention=(Retention(kind="render", keep_last=2, unless=("approved", "delivered", "referenced")),),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "projects:\n", "projects: []\n", "{}"])
def test_load_when_nothing_is_declared_then_is_empty(text: str, studio: Callable[[str], Studio]) -> None:
    assert studio(text) == Studio()


@pytest.mark.parametrize("code", ["007", "NO", "1_000", "0x10", "2026-10-01", "1e3", "true", "Ærø"])
def test_load_when_a_code_looks_like_a_number_then_stays_as_written(code: str, studio: Callable[[str], Studio]) -> None:
    assert studio(f"projects: [{{code: {code}}}]").projects[0].code == code


def test_load_when_file_has_byte_order_mark_and_windows_lines_then_reads_it(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes(b"\xef\xbb\xbfprojects:\r\n- code: A\r\n")

    assert load_studio(tmp_path / "s.yaml").projects[0].code == "A"


def test_load_when_models_are_given_then_nothing_can_be_changed(studio: Callable[[str], Studio]) -> None:
    with pytest.raises(ValueError, match="frozen"):
        studio(STUDIO).projects[0].code = "B"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a", "it.yaml:1: the file must be a mapping, not a list (write it as key: value)"),
        ("hello", "it.yaml:1: the file must be a mapping, not 'hello' (write it as key: value)"),
        ("\nprojcts: []", "it.yaml:2: unknown key 'projcts' (is projects meant?)"),
        ("xyz: []", "it.yaml:1: unknown key 'xyz' (known: mounts, templates, projects, proxies)"),
        ("projects:\n- code: A\n  root: [a:/b]", "it.yaml:3: projects: unknown key 'root' (is roots meant?)"),
        ("projects:\n- kind: x", "it.yaml:2: 'code' is missing (add code: and its value)"),
        ("projects: {code: A}", "it.yaml:1: 'projects' must be a list, not a mapping (write it in [ ], even for one)"),
        ("projects: [A]", "it.yaml:1: an entry of 'projects' must be a mapping, not 'A' (write it as key: value)"),
        (
            "projects:\n- code:\n    - A",
            "it.yaml:2: 'code' must be text, not a list (write one text there, in quotes)",
        ),
        ("projects: [{code: }]", "it.yaml:1: 'code' must be text, not empty (write one text there, in quotes)"),
        ("projects: [{code: ' '}]", "it.yaml:1: code: an empty text (write something there)"),
        (
            "projects: [{code: A, roots: n:/a}]",
            "it.yaml:1: 'roots' must be a list, not 'n:/a' (write it in [ ], even for one)",
        ),
        (
            "projects:\n- code: A\n  roots:\n  - n:/a\n  - aurora/b",
            "it.yaml:5: roots: 'aurora/b' names no volume (write volume:/path, as nas1:/aurora)",
        ),
        (
            r"projects: [{code: A, roots: ['S:\a']}]",
            r"it.yaml:1: roots: 'S:\\a' names no volume (write volume:/path, as nas1:/aurora)",
        ),
        (
            "projects: [{code: A, roots: ['s3://b/x']}]",
            "it.yaml:1: roots: 's3://b/x' is no plain path (leave out //, . and ..)",
        ),
        (
            "projects: [{code: A, roots: ['n:/a/../b']}]",
            "it.yaml:1: roots: 'n:/a/../b' is no plain path (leave out //, . and ..)",
        ),
        ("projects:\n- code: A\n- code: a", "it.yaml:3: projects: code 'a' is declared twice (keep one of them)"),
        (
            "templates:\n- '{shot}/x'\n- '{shoot}/x'",
            "it.yaml:3: templates: '{shoot}/x': {shoot} is unknown (is {shot} meant? Else take another word)",
        ),
        (
            "templates: [{project}]",
            "it.yaml:1: an entry of 'templates' must be text, not a mapping (write one text there, in quotes)",
        ),
        (
            r"mounts: [{volume: n, host: h, os: win, path: 'S:\'}]",
            "it.yaml:1: 'os' cannot be 'win' (is windows meant?)",
        ),
        (
            "mounts: [{volume: n, host: h, os: linux, path: mnt/n}]",
            "it.yaml:1: path: 'mnt/n' is no absolute path (write it from the root or drive on, as /mnt/nas1)",
        ),
        (
            "mounts:\n- {volume: n, host: h, os: linux, path: /n}\n- {volume: m, host: h, os: linux, path: /n}",
            "it.yaml:3: mounts: path '/n', host 'h' is declared twice (keep one of them)",
        ),
        (
            "proxies: [{kind: PROXY}]",
            "it.yaml:1: proxies: a rule without folder and suffix (add folder: proxy, suffix: _proxy or both)",
        ),
        (
            "proxies: [{folder: a/b}]",
            "it.yaml:1: folder: 'a/b' is no part of a name (write one word, as proxy or _proxy)",
        ),
        ("proxies: [{suffix: _}]", "it.yaml:1: suffix: '_' is no part of a name (write one word, as proxy or _proxy)"),
        ("proxies: [{folder: a, kind: prox}]", "it.yaml:1: 'kind' cannot be 'PROX' (is PROXY meant?)"),
        ("mounts: []\nmounts: []", "it.yaml:2: the key 'mounts' stands twice (keep one of them)"),
        ("projects:\n- {code: A, code: B}", "it.yaml:2: the key 'code' stands twice (keep one of them)"),
        ("projects: 1\nmounts: 2", "it.yaml:1: 'projects' must be a list, not '1' (write it in [ ], even for one)"),
    ],
)
def test_load_studio_when_something_is_wrong_then_tells_line_cause_and_remedy(
    text: str, told: str, tmp_path: Path
) -> None:
    assert _told(load_studio, tmp_path, text.encode()) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "needs: [{project: A, copies: two}]",
            "it.yaml:1: copies: 'two' is no whole number from 1 on (write digits, as 2)",
        ),
        (
            "needs: [{project: A, copies: 0}]",
            "it.yaml:1: copies: '0' is no whole number from 1 on (write digits, as 2)",
        ),
        (
            "needs: [{project: A, copies: [2]}]",
            "it.yaml:1: 'copies' must be a whole number, not a list (write digits, as 2)",
        ),
        ("needs:\n- project: A\n- project: A", "it.yaml:3: needs: project 'A' is declared twice (keep one of them)"),
        (
            "deliveries:\n- id: A\n  date: 2026-13-01\n  paths: [n:/a]",
            "it.yaml:3: date: '2026-13-01' is no day (write year-month-day, as 2026-10-01)",
        ),
        (
            "deliveries: [{id: A, date: 20261001, paths: [n:/a]}]",
            "it.yaml:1: date: '20261001' is no day (write year-month-day, as 2026-10-01)",
        ),
        (
            "deliveries: [{id: A, date: [], paths: [n:/a]}]",
            "it.yaml:1: 'date' must be a day, not a list (write year-month-day, as 2026-10-01)",
        ),
        ("deliveries: [{id: A, date: 2026-01-01, paths: []}]", "it.yaml:1: paths: an empty list (name at least one)"),
        ("holds:\n- paths: [n:/a]", "it.yaml:2: 'why' is missing (add why: and its value)"),
        (
            "holds: [{paths: [a/**], why: x}]",
            "it.yaml:1: paths: 'a/**' names no volume (write volume:/path, as nas1:/aurora)",
        ),
        (
            r"holds: [{paths: ['n:/a\'], why: x}]",
            r"it.yaml:1: paths: 'n:/a\\' is no pattern (see gitignore's pattern language; write \\ for a \)",
        ),
        (
            "retention: [{kind: render, keep_last: 2, unless: [aproved]}]",
            "it.yaml:1: an entry of 'unless' cannot be 'aproved' (is approved meant?)",
        ),
        (
            "retention: [{kind: render, keep_last: 2, unless: [[approved]]}]",
            "it.yaml:1: an entry of 'unless' cannot be a list (known: approved, delivered, referenced)",
        ),
        (
            "retention: [{kind: renders, keep_last: 2}]",
            "it.yaml:1: kind: 'renders' is no kind of file (is render meant?)",
        ),
        ("retention: [{kind: render}]", "it.yaml:1: 'keep_last' is missing (add keep_last: and its value)"),
    ],
)
def test_load_policies_when_something_is_wrong_then_tells_line_cause_and_remedy(
    text: str, told: str, tmp_path: Path
) -> None:
    assert _told(load_policies, tmp_path, text.encode()) == told


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"a:\n  - [b", "it.yaml:2: YAML: expected ',' or ']'"),
        (b"a: 1\n\tb: 2", "it.yaml:2: YAML: found character '\\t'"),
        (b"templates: [{project}/shots]", "it.yaml:1: YAML: expected ',' or ']'"),
        (b"a: 1\n---\nb: 2", "it.yaml:2: YAML: but found another document"),
        (b"a: 1\nb: \xff", "it.yaml:2: not UTF-8"),
        ("a: 1".encode("utf-16"), "it.yaml:1: not UTF-8"),
        (b"a: 1\nb: \x00", "it.yaml:2: the character U+0000"),
        (b'projects:\n- code: "\\0"', "it.yaml:2: a character that cannot be printed"),
        (b'projects:\n- code: "\\ud800"', "it.yaml:2: a character that cannot be printed"),
        (b'\nprojects: [{code: "\\U00110000"}]', "it.yaml:2: YAML: a number out of range"),
        (b"%YAML 1." + b"9" * 5000 + b"\n---\na", "it.yaml:1: YAML: a number out of range"),
        (b"a: &x [1]\nb: *x", "it.yaml:1: YAML: anchors, aliases and tags are not read"),
        (b"a:\n- *x", "it.yaml:2: YAML: anchors, aliases and tags are not read"),
        (b"a: !!python/object/apply:os.getcwd []", "it.yaml:1: YAML: anchors, aliases and tags are not read"),
        (b"a: " + b"[" * 100_000, "it.yaml:1: YAML: nested more than 16 deep"),
        (b"- " * 100_000, "it.yaml:1: YAML: nested more than 16 deep"),
        (b"? [a]\n: b", "it.yaml:1: a key must be one word"),
        (b"<<: {a: 1}", "it.yaml:1: unknown key '<<'"),
        (b"#" * (MOST_BYTES + 1), "it.yaml: larger than 1 MiB"),
    ],
)
def test_load_when_file_is_no_plain_yaml_then_tells_where(data: bytes, begins: str, tmp_path: Path) -> None:
    assert _told(load_studio, tmp_path, data).startswith(begins)


def test_load_when_a_value_is_long_then_message_stays_short(tmp_path: Path) -> None:
    assert len(_told(load_studio, tmp_path, b"projects: " + b"x" * 10_000)) < 250


def test_load_when_there_is_no_file_then_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(DeclarationError, match="there is no such file") as caught:
            load_studio(path)
        assert isinstance(caught.value, UsageError)
        assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("n:/aurora/plates/**", "aurora/plates/a.exr", True),
        ("n:/aurora/plates/**", "aurora/plates/x/y/a.%04d.exr", True),
        ("n:/aurora/plates/**", "aurora/plates2/a.exr", False),
        ("n:/aurora/plates/**", "x/aurora/plates/a.exr", False),
        ("n:/aurora/plates", "aurora/plates/x/a.exr", True),
        ("n:/aurora/plates/", "aurora/plates/x/a.exr", True),
        ("n:/aurora/**/final/*.mov", "aurora/a/b/final/x.mov", True),
        ("n:/aurora/**/final/*.mov", "aurora/final/x.mov", True),
        ("n:/aurora/**/final/*.mov", "aurora/final/y/x.mov", False),
        ("n:/**/*.mov", "a/b.mov", True),
        ("n:/*.mov", "a/b.mov", False),
        ("n:/", "a/b.mov", True),
        ("n:/**", "a/b.mov", True),
        ("n:/!a", "!a", True),
        ("n:/#a", "#a", True),
        ("n:/été/*", "e\u0301te\u0301/x", True),
    ],
)
def test_pattern_when_path_is_asked_then_matches_from_the_root(pattern: str, path: str, expected: bool) -> None:
    found = volume_pattern(pattern)

    assert found.volume == "n"
    assert found.matches(path) is expected
    assert pickle.loads(pickle.dumps(found)).matches(path) is expected


WORDS = st.sampled_from(
    "mounts templates projects proxies needs deliveries holds retention code roots kind state volume host os path "
    "paths date until why id unless keep_last n:/a n:/** {shot}/x 2026-10-01 2 linux /mnt approved".split()
)
TREES = st.recursive(
    WORDS | st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def _flow(tree: object) -> str:
    if isinstance(tree, list):
        return f"[{', '.join(map(_flow, tree))}]"
    if isinstance(tree, dict):
        return f"{{{', '.join(f'{key!r}: {_flow(value)}' for key, value in tree.items())}}}"
    return "" if tree is None else f"'{tree}'"


def _loaded_or_told(load: Load, path: Path, data: bytes) -> str:
    """What is told of the content; empty when it is understood."""
    path.write_bytes(data)
    try:
        load(path)
    except DeclarationError as error:
        return str(error)
    return ""


@given(
    text=st.text("abc:[]{}-,?&*!|>'\"%@`# \n\t/0~<.\\x") | st.text() | TREES.map(_flow),
    load=st.sampled_from([load_studio, load_policies]),
)
@example(text="%TAG ! !\n--- !a", load=load_studio)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_load_when_text_is_any_then_gives_a_model_or_tells_a_mistake(text: str, load: Load, tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"

    told = _loaded_or_told(load, path, text.encode("utf-8", "surrogatepass"))

    assert not told or re.match(r":\d+: .+ \(.+\)$", told.removeprefix(str(path)), re.DOTALL)


@given(data=st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_load_when_bytes_are_any_then_gives_a_model_or_tells_a_mistake(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"

    told = _loaded_or_told(load_studio, path, data)

    assert not told or told.startswith(f"{path}:")
