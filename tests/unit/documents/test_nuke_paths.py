"""What file knobs of a Nuke script mean, as far as the script can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.scenes.nuke_paths import LONGEST, ScriptPaths

SCRIPT = "/job/sh010/comp/sh010_v003.nk"


@pytest.mark.parametrize(
    ("said", "root", "meant"),
    [
        ("/plates/a.%04d.exr", {}, "/plates/a.%04d.exr"),
        ("/plates/a.####.exr", {}, "/plates/a.####.exr"),
        (r"C:\plates\a b.mov", {"project_directory": "/p"}, r"C:\plates\a b.mov"),
        (r"\\srv\vol\a.mov", {"project_directory": "/p"}, r"\\srv\vol\a.mov"),
        ("//srv/vol/a.mov", {"project_directory": "/p"}, "//srv/vol/a.mov"),
        ("a.exr", {}, "a.exr"),
        ("./a.exr", {}, "./a.exr"),
        ("../plates/a.exr", {"project_directory": "/p/comp"}, "/p/comp/../plates/a.exr"),
        ("a.exr", {"project_directory": "Z:/show"}, "Z:/show/a.exr"),
        ("a.exr", {"project_directory": "../show"}, "../show/a.exr"),
        ("a.exr", {"project_directory": "[python {nuke.script_directory()}]"}, "a.exr"),
        ("../a.exr", {"project_directory": "[python nuke.script_directory()]/in"}, "a.exr"),
        ("a.exr", {"project_directory": "[getenv SHOW]"}, None),
        ("/a.exr", {"project_directory": "[getenv SHOW]"}, "/a.exr"),
        ("a.exr", {"project_directory": "[value root.project_directory]"}, None),
        ("[value root.project_directory]/a.exr", {"project_directory": "/p"}, "/p/a.exr"),
        ("[file dirname [value root.name]]/a.exr", {}, "a.exr"),
        ("[file dirname [knob root.name]]/../plates/a.exr", {}, "../plates/a.exr"),
        ("[file dirname [file dirname [value root.name]]]/plates/a.exr", {}, "../plates/a.exr"),
        ("[file dirname [python {nuke.root().name()}]]/a.exr", {}, "a.exr"),
        ("[file dirname [value root.name]]/a.exr", {"name": "Z:/elsewhere/x.nk"}, "a.exr"),
        ("/out/[file rootname [file tail [value root.name]]].%04d.exr", {}, "/out/sh010_v003.%04d.exr"),
        ("/out/[file tail [file dirname [file dirname [value root.name]]]].mov", {}, "/out/sh010.mov"),
        ("/out/x[file extension [value root.name]]", {}, "/out/x.nk"),
        ("/out/[value root.shot].mov", {"shot": "sh010"}, "/out/sh010.mov"),
        ("/out/[value root.shot].mov", {"shot": "[getenv SHOT]"}, None),
        ("/out/[value root.shot].mov", {"shot": "{curve 1 2}"}, None),
        ("/out/[value root.shot].mov", {}, None),
        ("/out/[value root.name]", {}, None),
        ("[getenv SHOW]/a.exr", {}, None),
        ("[file dirname [getenv SHOW]]/a.exr", {}, None),
        ("[file delete /job]", {}, None),
        ("[file dirname a b]", {}, None),
        ("[exec rm -rf /]", {}, None),
        ("[python {__import__('os').system('ls')}]", {}, None),
        ("[value Read1.file]", {}, None),
        ("[lindex [split a b] 0]", {}, "a"),
        ("/out/[lindex [split [file tail [value root.name]] _] 0].mov", {}, "/out/sh010.mov"),
        ("[join [lrange [split [value root.name] /] 0 end-2] /]/plates/a.exr", {}, "../plates/a.exr"),
        ("/out/[lindex [split [value root.name] /] end-2].mov", {}, "/out/sh010.mov"),
        ("/out/[join [lrange [split [value root.name] {/}] end-2 end-1] _].mov", {}, "/out/sh010_comp.mov"),
        ("[file join [file dirname [value root.name]] ../plates a.exr]", {}, "../plates/a.exr"),
        ("/out/[lindex [split [value root.name] /] 2].mov", {}, None),
        ("[join [lrange [split [value root.name] /] 0 2] /]/a.exr", {}, None),
        ("[join [lrange [split [value root.name] /] 1 end-2] /]/a.exr", {}, None),
        ("/out/[lindex [split a_b _] 2].mov", {}, None),
        ("/out/[lindex [split a_b _] end-2].mov", {}, None),
        ("/out/[lindex [split a_b _] x].mov", {}, None),
        ("/out/[split [value root.name] /].mov", {}, None),
        ("[regsub a b c]", {}, None),
        ("[]", {}, None),
        ("[value root.name", {}, None),
        (r"/a/b\[1\].exr", {}, "/a/b[1].exr"),
        (r"C:\\[value root.shot]\a.exr", {"shot": "s"}, r"C:\\s\a.exr"),
        ("[file dirname " * 30 + "/a" + "]" * 30, {}, None),
        ("/a/" + "[value root.x]" * 20, {"x": "y" * (LONGEST // 10)}, None),
        ("", {}, None),
    ],
)
def test_file_knob_when_the_script_can_tell_then_means_a_path(said: str, root: dict[str, str], meant: str) -> None:
    assert ScriptPaths(SCRIPT, root).meant(said) == meant


@given(st.text(alphabet="[]\\{} ab/.", max_size=60), st.text(alphabet="[]\\{} ab/.", max_size=60))
def test_file_knob_when_anything_is_written_then_is_a_path_or_none(said: str, directory: str) -> None:
    meant = ScriptPaths(SCRIPT, {"project_directory": directory}).meant(said)
    assert meant is None or (meant and "\0" not in meant)
