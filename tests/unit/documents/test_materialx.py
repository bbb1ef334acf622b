"""MaterialX as its library and look development programs write it: textures, prefixes, includes."""

from __future__ import annotations

import pytest
from document_rows import Read

from assetgraph.documents.records import ReferenceKind, StateHint, Status
from assetgraph.media.formats import sniff

FORMAT = "materialx"


def document(*inside: str, head: str = 'version="1.38"') -> str:
    return f'<?xml version="1.0"?>\n<materialx {head}>\n{"".join(inside)}\n</materialx>\n'


def image(value: str, more: str = "") -> str:
    return f'<image name="i" type="color3" {more}><input name="file" type="filename" value="{value}"/></image>'


def test_textures_when_read_then_stand_below_the_nearest_prefix(read: Read) -> None:
    told = document(
        image("a.&lt;UDIM&gt;.exr"),
        '<nodegraph name="g" fileprefix="rock/">' + image("b.exr") + image("c.exr", 'fileprefix="/lib/"'),
        "</nodegraph>",
        '<input name="base" type="float" value="0.8"/>',
        head='version="1.38" fileprefix="../tex/"',
    )
    content = read(FORMAT, told)
    assert content.status is Status.FULL
    assert [(each.raw, each.kind) for each in content.references] == [
        ("../tex/a.<UDIM>.exr", ReferenceKind.TEXTURE),
        ("rock/b.exr", ReferenceKind.TEXTURE),
        ("/lib/c.exr", ReferenceKind.TEXTURE),
    ]


def test_parameter_when_an_older_version_names_a_file_then_it_is_read(read: Read) -> None:
    said = document('<image name="i" type="color3"><parameter name="file" type="filename" value="a.tif"/></image>')
    assert [each.raw for each in read(FORMAT, said).references] == ["a.tif"]


def test_document_when_included_then_is_a_library(read: Read) -> None:
    said = document('<xi:include href="base.mtlx"/>', head='version="1.38" xmlns:xi="http://www.w3.org/2001/XInclude"')
    assert [(each.raw, each.kind) for each in read(FORMAT, said).references] == [("base.mtlx", ReferenceKind.LIBRARY)]


@pytest.mark.parametrize("value", ["a.{0Nframe}.exr", "[name].exr", "&lt;geom&gt;.exr"])
def test_token_when_only_the_host_knows_it_then_is_variable(read: Read, value: str) -> None:
    (reference,) = read(FORMAT, document(image(value))).references
    assert reference.state_hint is StateHint.VARIABLE


def test_format_when_its_bytes_are_seen_then_is_known() -> None:
    found = sniff(document().encode(), "a.mtlx").format
    assert found is not None
    assert found.name == FORMAT
