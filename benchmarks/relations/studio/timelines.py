"""Timelines as editors write them: OTIO, EDL, FCP7 XML, FCPXML and ALE. Text by hand, OTIO by its library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

import opentimelineio as otio


@dataclass(frozen=True)
class Cut:
    """A piece of a take on a timeline; `start` is the timecode of the media's first frame, all in frames.

    `raw` is what the timeline says of the file; empty where it names a reel alone.
    """

    name: str
    start: int
    whole: int
    first: int
    length: int
    raw: str = ""
    reel: str = ""
    proxy: str = ""


def clock(frame: int, rate: Fraction) -> str:
    """Non-drop timecode, counted at the nominal rate."""
    base = round(rate)
    seconds, frames = divmod(frame, base)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"


def edl(title: str, cuts: Sequence[Cut], rate: Fraction) -> str:
    """CMX 3600, with the clip names that every system adds; an event names a reel, never a path."""
    lines = [f"TITLE: {title}", "FCM: NON-DROP FRAME", ""]
    at = 3600 * round(rate)
    for number, cut in enumerate(cuts, 1):
        source = cut.start + cut.first
        times = (source, source + cut.length, at, at + cut.length)
        lines.append(
            f"{number:03d}  {cut.reel or 'AX':<8} V     C        {' '.join(clock(each, rate) for each in times)}"
        )
        lines += [f"* FROM CLIP NAME: {cut.name}", ""]
        at += cut.length
    return "\r\n".join(lines)


def ale(cuts: Sequence[Cut], rate: Fraction, *, path_column: str = "") -> str:
    """An Avid Log Exchange of whole takes; with `path_column` ("UNC Path") it names files."""
    columns = ["Name", "Tracks", "Start", "End", "Duration", "Tape"] + ([path_column] if path_column else [])
    rows = [
        [
            cut.name, "V", clock(cut.start, rate), clock(cut.start + cut.whole, rate), clock(cut.whole, rate), cut.reel,
            *([cut.raw] if path_column else []),
        ]
        for cut in cuts
    ]  # fmt: skip
    head = ["Heading", "FIELD_DELIM\tTABS", "VIDEO_FORMAT\t1080", "AUDIO_FORMAT\t48khz", f"FPS\t{round(rate)}", ""]
    table = ["\t".join(row) for row in rows]
    return "\r\n".join([*head, "Column", "\t".join(columns), "", "Data", *table, ""])


def fcp7(title: str, cuts: Sequence[Cut], rate: Fraction) -> str:
    """Final Cut Pro 7 XML with one track of pictures; a file is told whole once, then by its id."""
    base, ntsc = round(rate), "TRUE" if rate.denominator > 1 else "FALSE"
    speed = f"<rate><timebase>{base}</timebase><ntsc>{ntsc}</ntsc></rate>"
    ids: dict[str, str] = {}
    items, at = [], 0
    for number, cut in enumerate(cuts, 1):
        file = ids.get(cut.raw)
        told = f'<file id="{file}"/>'
        if not file:
            file = ids[cut.raw] = f"file-{len(ids) + 1}"
            reel = f"<reel><name>{escape(cut.reel)}</name></reel>" if cut.reel else ""
            told = (
                f'<file id="{file}"><name>{escape(cut.name)}</name><pathurl>{escape(cut.raw)}</pathurl>{speed}'
                f"<duration>{cut.whole}</duration><timecode>{speed}<string>{clock(cut.start, rate)}</string>"
                f"<frame>{cut.start}</frame><displayformat>NDF</displayformat>{reel}</timecode>"
                "<media><video><samplecharacteristics><width>1920</width><height>1080</height>"
                "</samplecharacteristics></video></media></file>"
            )
        items.append(
            f'<clipitem id="clipitem-{number}"><name>{escape(cut.name)}</name><duration>{cut.whole}</duration>{speed}'
            f"<start>{at}</start><end>{at + cut.length}</end><in>{cut.first}</in><out>{cut.first + cut.length}</out>"
            f"{told}</clipitem>"
        )
        at += cut.length
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n'
        f'<xmeml version="5"><sequence id="sequence-1"><name>{escape(title)}</name><duration>{at}</duration>{speed}'
        f"<media><video><track>{''.join(items)}</track></video></media></sequence></xmeml>\n"
    )


def fcpxml(title: str, cuts: Sequence[Cut], rate: Fraction, *, version: str = "1.10") -> str:
    """Final Cut Pro X; from 1.9 on a file stands in `media-rep`, and a proxy of it beside."""
    tick = Fraction(1) / rate

    def time(frames: int) -> str:
        value = frames * tick
        return f"{value.numerator}s" if value.denominator == 1 else f"{value.numerator}/{value.denominator}s"

    assets, spine, at = [], [], 0
    ids: dict[str, str] = {}
    for cut in cuts:
        asset = ids.get(cut.raw)
        if not asset:
            asset = ids[cut.raw] = f"r{len(ids) + 2}"
            head = f'id="{asset}" name={quoteattr(cut.name)} start="{time(cut.start)}" duration="{time(cut.whole)}"'
            rest = 'hasVideo="1" format="r1" videoSources="1"'
            if version == "1.8":
                assets.append(f"<asset {head} {rest} src={quoteattr(cut.raw)}/>")
            else:
                media = f'<media-rep kind="original-media" src={quoteattr(cut.raw)}/>'
                if cut.proxy:
                    media += f'<media-rep kind="proxy-media" src={quoteattr(cut.proxy)}/>'
                assets.append(f"<asset {head} {rest}>{media}</asset>")
        spine.append(
            f'<asset-clip ref="{asset}" name={quoteattr(cut.name)} offset="{time(at)}" '
            f'start="{time(cut.start + cut.first)}" duration="{time(cut.length)}" format="r1"/>'
        )
        at += cut.length
    event = escape(title, {'"': "&quot;"})
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
        f'<fcpxml version="{version}"><resources><format id="r1" frameDuration="{time(1)}" width="1920" height="1080"/>'
        f'{"".join(assets)}</resources><library><event name="{event}"><project name="{event}">'
        f'<sequence format="r1" duration="{time(at)}" tcStart="0s" tcFormat="NDF"><spine>{"".join(spine)}</spine>'
        "</sequence></project></event></library></fcpxml>\n"
    )


def otio_text(title: str, cuts: Sequence[Cut], rate: Fraction) -> str:
    """OpenTimelineIO, as its library writes it; a raw of frames (`%04d`) becomes an ImageSequenceReference."""
    speed = float(rate)
    track = otio.schema.Track("V1", kind=otio.schema.TrackKind.Video)
    for cut in cuts:
        available = otio.opentime.TimeRange(
            otio.opentime.RationalTime(cut.start, speed), otio.opentime.RationalTime(cut.whole, speed)
        )
        used = otio.opentime.TimeRange(
            otio.opentime.RationalTime(cut.start + cut.first, speed), otio.opentime.RationalTime(cut.length, speed)
        )
        media: otio.core.MediaReference
        if "%04d" in cut.raw:
            folder, _, name = cut.raw.rpartition("/")
            prefix, _, suffix = name.partition("%04d")
            media = otio.schema.ImageSequenceReference(
                folder + "/", prefix, suffix, start_frame=1001, rate=speed, frame_zero_padding=4,
                available_range=available,
            )  # fmt: skip
        else:
            media = otio.schema.ExternalReference(cut.raw, available)
        track.append(otio.schema.Clip(cut.name, media, used))
    timeline = otio.schema.Timeline(title)
    timeline.tracks.append(track)
    return str(timeline.to_json_string(indent=1))
