"""Packages on disk: what their maps list is needed, other files are strays, what is listed and gone is missing."""

from __future__ import annotations

import pytest

from tests import package_writing as write
from tests.library import Library

pytestmark = pytest.mark.graph

STATES = """
MATCH (d:Asset)-[r:REFERENCES]->(t)
RETURN d.format AS document, coalesce(t.rel_path, t.reference) AS target, r.state AS state
"""


def _states(library: Library, document: str) -> dict[str, str]:
    return {row["target"]: row["state"] for row in library.ask(STATES) if row["document"] == document}


def _strays(library: Library) -> dict[str, bool]:
    rows = library.graph.query("orphans", orphan_class="PACKAGE_STRAY")
    return {row.path.rpartition("/")[2]: row.removable for row in rows}


@pytest.mark.parametrize("flavour", [write.INTEROP, write.SMPTE, write.IMF_2016], ids=lambda each: each.map_name)
def test_package_when_related_then_its_files_are_needed_and_a_stray_is_told(
    library: Library, flavour: write.Flavour
) -> None:
    write.write_package(library.root / "dcp", flavour)
    library.write("dcp/forgotten.txt")
    library.ingest(probe="header")
    assert _states(library, "assetmap") == dict.fromkeys(
        ("dcp/picture.mxf", "dcp/sound.mxf", "dcp/cpl.xml", "dcp/pkl.xml"), "RESOLVED"
    )
    assert _strays(library) == {"forgotten.txt": False}
    assert [row.orphan_class for row in library.graph.query("orphans") if "forgotten" not in row.path] == []
    (library.root / "dcp/sound.mxf").unlink()
    library.ingest(probe="header")
    assert _states(library, "assetmap")["library:/dcp/sound.mxf"] == "MISSING"
    before = library.dump()
    library.graph.relate(everything=True)
    assert library.dump() == before
