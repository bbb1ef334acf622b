"""Exported projects and timelines of DaVinci Resolve: ZIP files of XML, as far as clips name files."""

from __future__ import annotations

import io
import zipfile

import pytest
from document_rows import Read

from assetgraph.documents.records import Media, Status

CLIP = """<Element><Sm2Ti{kind}Clip DbId="c"><FieldsBlob/><Name>{name}</Name><Start>86400</Start>
<MediaFilePath>{path}</MediaFilePath>{reel}<pLmVerTable><ListMgt::LmVersionTable DbId="v"/></pLmVerTable>
</Sm2Ti{kind}Clip></Element>"""


def clip(path: str, kind: str = "Video", name: str = "shot", reel: str = "") -> str:
    told = f"<MediaReelNumber>{reel}</MediaReelNumber>" if reel else "<MediaReelNumber/>"
    return CLIP.format(kind=kind, name=name, path=path, reel=told)


def project(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def timeline(*clips: str) -> str:
    return f"<Sm2SequenceContainer DbId='s'><VideoTrackVec>{''.join(clips)}</VideoTrackVec></Sm2SequenceContainer>"


def test_project_when_its_timelines_name_files_then_they_are_references(read: Read) -> None:
    cut = timeline(
        clip("/Volumes/nas/A&amp;B/A001.mov", reel="A001"), clip("S:\\b.wav", "Audio"), clip("", name="title")
    )
    more = timeline(clip("/Volumes/nas/A&amp;B/A001.mov", reel="A001"))
    members = {"project.xml": "<SM_Project/>", "SeqContainer/1.xml": cut, "SeqContainer/2.xml": more}
    found = read("resolve", project(**members))
    assert [(each.raw, each.count, each.reel, each.media) for each in found.references] == [
        ("/Volumes/nas/A&B/A001.mov", 2, "A001", (Media.PICTURE,)),
        ("S:\\b.wav", 1, None, (Media.SOUND,)),
    ]
    assert found.status is Status.PARTIAL
    assert found.uses == ()


def test_timeline_when_exported_alone_then_is_read(read: Read) -> None:
    found = read("resolve", project(**{"Primary1/SeqContainer1.xml": timeline(clip("/m/a.mov"))}))
    assert [each.raw for each in found.references] == ["/m/a.mov"]


@pytest.mark.parametrize(
    "data",
    [
        project(**{"readme.txt": "a"}),
        project(**{"SeqContainer/1.xml": timeline(clip("/m/a.mov"))})[:60],
        project(**{"SeqContainer/1.xml": " " * 20_000_000}),
        project(**{"../SeqContainer/1.xml": "x"}),
    ],
    ids=["nothing of Resolve", "cut off", "a bomb", "outside"],
)
def test_project_when_damaged_or_harmful_then_is_refused(read: Read, data: bytes) -> None:
    found = read("resolve", data)
    assert found.status is Status.FAILED
    assert found.problems[0].next_step
