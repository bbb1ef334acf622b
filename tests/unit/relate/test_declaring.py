"""What documents declare of proxies and transcodes: told only where both files are surely meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.records import Reference
from assetgraph.graph.known import KnownMedia
from assetgraph.relate.grounds import Grounds
from assetgraph.relate.references.declared_sources import declared, lost_keys
from assetgraph.relate.references.sought import Mapped, Resolution, Sought, State
from assetgraph.storage.mounts import MappedPath
from assetgraph.storage.raw_paths import parse


def media(uid: str) -> KnownMedia:
    return KnownMedia(
        uid=uid, folder_uid="f", volume_uid="v", rel_path=uid, name=uid, kind="video", format=None, status="PRESENT",
        online=True, duration_s=None, frame_rate=None, frame_count=None, first=None, last=None, timecode=None,
        reel_name=None, width=None, height=None, video_codec=None, audio_codec=None, quick_hash=None, mtime_ns=0,
        size_bytes=1,
    )  # fmt: skip


def sought(raw: str, made_from: str | None = None, role: str = "media") -> Sought:
    mapped = (Mapped(MappedPath("v", raw.lstrip("/"), None, exact=True), "nas1", online=True),)
    return Sought(Reference(raw=raw, made_from=made_from, role=role), parse(raw), mapped)


def means(uid: str, confidence: float = 1.0) -> Resolution:
    return Resolution(State.RESOLVED, Grounds("EXPLICIT_PATH", confidence, ""), media(uid))


MISSING = Resolution(State.MISSING, Grounds("EXPLICIT_PATH", 1.0, ""))
OPEN = Resolution(State.AMBIGUOUS, Grounds("NAME_TEMPLATE", 0.6, ""))
FULL, SMALL = sought("/a.mov"), sought("/p.mov", "/a.mov", "proxy")


@pytest.mark.parametrize(
    ("document", "resolutions", "told"),
    [
        ([FULL, SMALL], [means("A"), means("P")], {1: ("A", "PROXY", 0.95)}),
        ([SMALL, FULL], [means("P"), means("A")], {0: ("A", "PROXY", 0.95)}),  # wherever it stands
        ([FULL, SMALL], [means("A", 0.9), means("P", 0.98)], {1: ("A", "PROXY", 0.84)}),
        ([FULL, sought("/t.mxf", "/a.mov", "transcode")], [means("A"), means("T")], {1: ("A", "TRANSCODE", 0.95)}),
        ([FULL, SMALL], [means("A"), means("A")], {}),  # one file for both
        ([FULL, SMALL], [OPEN, means("P")], {}),
        ([FULL, SMALL], [means("A"), MISSING], {}),
        ([SMALL], [means("P")], {}),  # what it stands in for is no reference
        ([FULL, FULL, SMALL], [means("A"), means("B"), means("P")], {}),  # one word for two files
        ([FULL, sought("/p.mov")], [means("A"), means("P")], {}),
    ],
)
def test_pair_when_a_document_declares_it_then_is_told_where_both_are_known(
    document: list[Sought], resolutions: list[Resolution], told: dict[int, tuple[str, str, float]]
) -> None:
    found = declared(document, resolutions, {})
    assert {index: (each.source, str(each.kind), each.confidence) for index, each in found.items()} == told


def test_source_when_it_vanished_then_is_still_what_it_was_made_from() -> None:
    keys = lost_keys([FULL, SMALL, sought("/other.mov")], [MISSING, means("P"), MISSING])
    assert keys == FULL.location_keys() | FULL.first_seen().keys()
    for key in keys:
        found = declared([FULL, SMALL], [MISSING, means("P")], {key: "gone"})
        assert {index: each.source for index, each in found.items()} == {1: "gone"}
    assert declared([FULL, SMALL], [MISSING, means("P")], {}) == {}
    assert lost_keys([FULL, SMALL], [means("A"), means("P")]) == set()


@given(st.floats(0.8, 1.0), st.floats(0.8, 1.0))
def test_surety_when_either_end_is_less_sure_then_is_no_more_than_theirs(one: float, other: float) -> None:
    found = declared([FULL, SMALL], [means("A", one), means("P", other)], {})
    assert 0 < found[1].confidence <= min(0.95, one, other)
