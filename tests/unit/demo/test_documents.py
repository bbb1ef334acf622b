"""The documents of the demo, read by other readers than assetgraph's own, against the facts and the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import av
import opentimelineio as otio
import pytest

from assetgraph.demo.entries import Comp, Timeline
from assetgraph.demo.facts import DemoFacts
from assetgraph.demo.seed import as_written, load_seed

SEED = load_seed()
TIMELINES = [entry for entry in SEED.documents() if isinstance(entry, Timeline)]
COMPS = [entry for entry in SEED.documents() if isinstance(entry, Comp)]
MOUNTS = ("S:", "/Volumes/nas1", "/mnt/nas1")
# OTIO's dispatcher opens deprecated entry points of the adapters.
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")


def clips_of(path: Path) -> list[otio.schema.Clip]:
    options = {"rate": 25 if "boreal" in path.name else 24} if path.suffix == ".edl" else {}
    found = otio.adapters.read_from_file(str(path), **options)
    return list(found.find_clips()) if hasattr(found, "find_clips") else list(_inside(found))


def _inside(collection: otio.schema.SerializableCollection) -> Iterator[otio.schema.Clip]:
    for child in collection:
        if isinstance(child, otio.schema.SerializableCollection):
            yield from _inside(child)
        elif isinstance(child, otio.schema.Timeline):
            yield from child.find_clips()


def said(clip: otio.schema.Clip) -> str:
    media = clip.media_reference
    if isinstance(media, otio.schema.ImageSequenceReference):
        return str(media.abstract_target_url(f"%0{media.frame_zero_padding}d"))
    return str(media.target_url) if isinstance(media, otio.schema.ExternalReference) else str(clip.name)


@pytest.mark.parametrize("timeline", TIMELINES, ids=lambda entry: Path(entry.path).name)
def test_timeline_when_read_by_opentimelineio_then_it_cuts_what_the_facts_say(
    demo: DemoFacts, timeline: Timeline
) -> None:
    clips = clips_of(demo.root / timeline.path)
    expected = [each.raw for each in demo.references if each.document == timeline.path]
    found = [said(clip) for clip in clips]
    assert sorted(set(found)) == sorted(expected)
    lengths = {said(clip): clip.source_range.duration.to_frames() for clip in clips}
    assert lengths == {as_written(clip.raw, demo.root): clip.frames for clip in timeline.clips}


def test_timeline_when_clip_is_disabled_then_otio_says_so(demo: DemoFacts) -> None:
    clips = clips_of(demo.root / "nas1/aurora/edit/aurora_reel1.otio")
    assert [said(clip) for clip in clips if not clip.enabled] == [
        each.raw for each in demo.references if not each.enabled
    ]


def test_timeline_when_cut_by_timecode_then_the_media_holds_it(demo: DemoFacts) -> None:
    """Each range lies within its media, whose timecode and length PyAV tells."""
    checked = 0
    for timeline in TIMELINES:
        targets = {each.raw: each.target for each in demo.references if each.document == timeline.path}
        for clip in clips_of(demo.root / timeline.path):
            target = targets[said(clip)]
            if target is None or not target.endswith((".mov", ".mxf")):
                continue
            start, frames, rate = extent(demo.root / target)
            used = clip.source_range
            assert used.start_time.rate == pytest.approx(rate)
            assert start <= used.start_time.to_frames()
            assert used.end_time_exclusive().to_frames() <= start + frames
            checked += 1
    assert checked == 13


def extent(path: Path) -> tuple[int, int, float]:
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        rate = float(video.average_rate or 0)
        timecode = {**container.metadata, **video.metadata}["timecode"]
        frames = sum(1 for _ in container.decode(video=0))
    return otio.opentime.from_timecode(timecode, rate).to_frames(), frames, rate


@pytest.mark.parametrize("comp", COMPS, ids=lambda entry: entry.path)
def test_comp_when_read_line_by_line_then_it_reads_and_writes_what_the_facts_say(demo: DemoFacts, comp: Comp) -> None:
    text = (demo.root / comp.path).read_text()
    nodes = re.findall(r"^(Read|Write) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    files = [(kind, re.search(r'^ file "?([^"\n]*)"?$', body, re.MULTILINE)[1]) for kind, body in nodes]  # type: ignore[index]
    reads = [file for kind, file in files if kind == "Read"]
    writes = [file for kind, file in files if kind == "Write"]
    assert reads == [each.raw for each in demo.references if each.document == comp.path]
    assert writes == [as_written(comp.write.raw, demo.root)]
    assert demo.outputs[str(comp.write.means)] == comp.path
    assert text.count("{") == text.count("}")


def test_documents_when_followed_by_hand_then_they_lead_to_the_files_of_the_facts(demo: DemoFacts) -> None:
    """A resolver of one page, for the mounts of seeds/demo/studio.yaml only."""
    patterns = [one.pattern for one in demo.sequences]
    files = [path.relative_to(demo.root).as_posix() for path in demo.root.rglob("*") if path.is_file()]
    for each in demo.references:
        if "/" not in each.raw and "\\" not in each.raw:
            named = [file for file in files if Path(file).name == each.raw and file not in demo.problems]
            wanted = [file for file in named if file.startswith("nas1/")]
            assert sorted(wanted) == sorted(each.candidates or [str(each.target)])
            continue
        place = placed(demo, each.document, each.raw)
        found = next((file for file in [*patterns, *files] if file.lower() == place.lower()), None)
        assert found == each.target, each


def placed(demo: DemoFacts, document: str, raw: str) -> str:
    path = unquote(raw.removeprefix("file://").replace("%04d", "%2504d")).replace("\\", "/").replace("####", "%04d")
    for mount in MOUNTS:
        if path.startswith(f"{mount}/"):
            path = str(demo.root.resolve() / "nas1" / path[len(mount) + 1 :])
    absolute = (demo.root.resolve() / document).parent / path
    place = Path(re.sub(r"[^/]+/\.\./", "", re.sub(r"[^/]+/[^/]+/\.\./\.\./", "", str(absolute))))
    inside = place.relative_to(demo.root.resolve()).as_posix()
    return re.sub(r"\.1001\.exr$", ".%04d.exr", inside)
