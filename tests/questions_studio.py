"""The studio that the questions are asked about; paths as constants, so that golden rows read as a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from studio_fixtures import DAY_NS, NAS, NOW_NS, OLD_NS, TAPE, StudioWriter, grounds

SHOW = f"{NAS}/aurora"
A001, A002, A003 = (f"{SHOW}/plates/A00{number}.mov" for number in (1, 2, 3))
HELD, ZERO, GONE, SOUGHT = (f"{SHOW}/plates/{name}.mov" for name in ("held", "zero", "gone", "sought"))
RELEASED = f"{SHOW}/plates/released.mov"
TAPE_CLIP = f"{TAPE}/aurora/T001.mov"
A001_XMP, LOST_XMP = f"{SHOW}/plates/A001.xmp", f"{SHOW}/plates/lost.xmp"
A001_COPY = f"{SHOW}/plates/copy/A001_copy.mov"
PROXY, FRESH_PROXY = f"{SHOW}/proxies/A001_proxy.mov", f"{SHOW}/proxies/A003_proxy.mov"
DANGLING, THUMB = f"{SHOW}/proxies/gone_proxy.mov", f"{SHOW}/proxies/gone_thumb.jpg"
SHOT = f"{SHOW}/shots/sh010"
RENDERS = [f"{SHOT}/render/sh010_v{number:03d}.%04d.exr" for number in (1, 2, 3)]
HOLES = f"{SHOT}/render/holes.%04d.exr"
COMP, LUT = f"{SHOT}/comp/sh010.nk", f"{SHOW}/looks/show.cube"
CUT, MASTER, TRAILER = f"{SHOW}/edit/cut.otio", f"{SHOW}/edit/master.otio", f"{SHOW}/out/trailer.mov"
LOOP_A, LOOP_B = f"{SHOW}/edit/loop_a.otio", f"{SHOW}/edit/loop_b.otio"
OLD_CUT, BROKEN, PEAKS = f"{SHOW}/edit/old.otio", f"{SHOW}/edit/broken.otio", f"{SHOW}/edit/cut.pek"
STRAY, JUNK = f"{NAS}/junk/holiday.jpg", f"{NAS}/attic/2020/old.mov"
AMBIGUOUS, LOST = "B001.mov", "nas1:/aurora/plates/lost_clip.mov"
CARD, SECOND_CARD = f"{NAS}/cards/A001/CONTENTS", f"{NAS}/cards/B001/M4ROOT"

USES = {
    "edit_rate": ["24/1", "24/1"], "track": [1, 1], "media": ["picture", "sound"], "record_in": [0, 0],
    "record_out": [48, 48], "source_in": [100, 100], "source_out": [148, 148], "speed": [1.0, 1.0],
    "use_enabled": [True, False], "angle": ["", "B"],
}  # fmt: skip


def studio() -> StudioWriter:
    """The studio, yet to be written."""
    made = StudioWriter()
    made.run()
    folders = (f"{SHOW}/{name}" for name in ("plates", "plates/copy", "proxies", "looks", "edit", "out"))
    made.project("AURORA", {f"{SHOT}/render": "sh010", f"{SHOT}/comp": "sh010"}, *folders, f"{TAPE}/aurora")
    _media(made)
    _documents(made)
    _derivatives(made)
    _cards(made)
    made.chain(SHOT, "aurora/shots/sh010/render/sh010_{version}.%04d.exr", *RENDERS)
    made.pin("Delivery", MASTER, code="TRAILER_1")
    made.pin("Hold", HELD, caption="contract until 2999-01-01", until="2999-01-01")
    made.pin("Hold", RELEASED, caption="over", until="2001-01-01")
    made.event(CUT, "CHANGED")
    made.event(GONE, "VANISHED", from_path=GONE)
    made.event(A003, "MOVED", from_path=f"{SHOW}/inbox/A003.mov", to_path=A003)
    return made


def _media(made: StudioWriter) -> None:
    made.asset(A001, video_codec="prores", content_hash="same", size_bytes=5000)
    made.asset(A001_COPY, video_codec="prores", content_hash="same", size_bytes=5000)
    made.asset(A002, video_codec="prores", size_bytes=4000)
    made.asset(A003, video_codec="prores", size_bytes=3000)
    made.asset(HELD, size_bytes=2500)
    made.asset(RELEASED, size_bytes=2400)
    made.asset(SOUGHT, size_bytes=2300)
    made.asset(ZERO, size_bytes=0, outcome="failed", mtime_ns=NOW_NS - 2 * DAY_NS)
    made.asset(GONE, status="VANISHED")
    made.asset(TAPE_CLIP, video_codec="prores")
    made.asset(A001_XMP, "sidecar", 10)
    made.asset(LOST_XMP, "sidecar", 11)
    for number, path in enumerate(RENDERS):
        made.asset(path, "sequence", 900 + number, first=1001, last=1010, frame_count=10, missing_count=0)
    made.asset(HOLES, "sequence", 800, first=1, last=10, frame_count=8, missing_count=2)
    made.asset(LUT, "sidecar", 20)
    made.asset(TRAILER, size_bytes=700)
    made.asset(PEAKS, "other", 60, mtime_ns=NOW_NS - 10 * DAY_NS)
    made.asset(STRAY, "image", 50, first_seen=datetime.now(UTC) - timedelta(minutes=1))
    made.asset(JUNK, size_bytes=40, mtime_ns=OLD_NS)


def _documents(made: StudioWriter) -> None:
    for path in (CUT, MASTER, LOOP_A, LOOP_B, COMP):
        made.asset(path, "document", 5, parse_status="FULL")
    made.asset(OLD_CUT, "document", 6, parse_status="FULL", mtime_ns=NOW_NS - 800 * DAY_NS)
    made.asset(BROKEN, "document", 7, parse_status="FAILED")
    made.reference(CUT, A001, count=2, **USES)
    made.reference(CUT, RENDERS[1])
    made.reference(CUT, TAPE_CLIP)
    made.reference(CUT, LOST)
    made.reference(
        CUT, AMBIGUOUS, {A003: 0.75, SOUGHT: 0.6}, state="AMBIGUOUS", method="NAME_TEMPLATE", confidence=0.4,
    )  # fmt: skip
    made.reference(CUT, "nas1:/aurora/plates/sought.mov")
    # denied by a user: no need of it
    made.reference(CUT, A002, **grounds("USER", 0.0, "denied by user"))
    made.reference(MASTER, CUT)
    made.reference(MASTER, A001)
    made.reference(MASTER, FRESH_PROXY, strength="SOFT", kind="BIN")
    made.reference(COMP, A001, kind="READ")
    made.reference(COMP, LUT, kind="READ", strength="SOFT")
    made.reference(LOOP_A, LOOP_B)
    made.reference(LOOP_B, LOOP_A)
    made.reference(LOOP_A, RENDERS[1])


def _derivatives(made: StudioWriter) -> None:
    made.relate(A001_XMP, "SIDECAR_OF", A001)
    made.relate(PROXY, "PROXY_OF", A001, source_hash="quick of something older", method="NAME_TEMPLATE", confidence=0.9)
    made.asset(PROXY, size_bytes=500)
    made.asset(FRESH_PROXY, size_bytes=501)
    made.relate(FRESH_PROXY, "PROXY_OF", A003, source_hash="quick of A003.mov", method="NAME_TEMPLATE", confidence=0.9)
    made.asset(DANGLING, size_bytes=502)
    made.relate(DANGLING, "PROXY_OF", GONE, source_hash="quick of gone.mov", method="NAME_TEMPLATE", confidence=0.9)
    made.asset(THUMB, "image", 503)
    made.relate(THUMB, "DERIVED_FROM", GONE, kind="THUMBNAIL", method="NAME_TEMPLATE", confidence=0.9)
    made.relate(RENDERS[1], "GENERATED_BY", COMP, raw=RENDERS[1])
    made.relate(TRAILER, "DERIVED_FROM", A003, kind="TRANSCODE", source_hash="quick of A003.mov")
    made.relate(TRAILER, "GENERATED_BY", MASTER, confidence=0.6, raw=TRAILER)


def _cards(made: StudioWriter) -> None:
    """Cards of which nothing is an orphan: what is not referred to is no media."""
    clip, xml, other = (f"{CARD}/{name}" for name in ("VIDEO/0001AB.MXF", "CLIP/0001AB.XML", "CLIP/0002CD.XML"))
    made.asset(clip, size_bytes=5500)
    made.asset(xml, "sidecar", 100)
    made.asset(other, "sidecar", 10, format="p2-clip-xml")
    made.asset(f"{CARD}/VIDEO/0003EF.MXF", status="VANISHED")
    made.relate(xml, "SIDECAR_OF", clip, method="STRUCTURE", confidence=0.95, evidence="P2 card, clip 0001AB")
    made.pin("Hold", clip, caption="kept", until="2999-01-01")
    clips = {
        "0001AB": {clip: "VIDEO", xml: "METADATA"}, "0002CD": {other: "METADATA"},
        "0003EF": {f"{CARD}/VIDEO/0003EF.MXF": "VIDEO"},
    }  # fmt: skip
    made.card(CARD, "P2", clips, **{"0002CD": ["VIDEO", "span 2"]})
    index = made.asset(f"{SECOND_CARD}/CLIP/C0001M01.XML", "sidecar", 70)
    made.card(SECOND_CARD, "XAVC", {"C0001": {index: "METADATA"}})
    made.relate(other, "SIDECAR_OF", clip, method="NAME_TEMPLATE", confidence=0.5, evidence="one of several")
    made.relate(LUT, "SIDECAR_OF", A003, **grounds("USER", 0.0, "denied by user"))
