"""Camera cards as cameras leave them: real pictures and sound in the folders and under the names of each maker."""

from __future__ import annotations

from pathlib import Path

from assetgraph.demo.media import write_audio, write_still, write_video

SONY_XML = '<NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.2.00"/>'
P2_XML = '<P2Main xmlns="urn:schemas-Professional-Plug-in:P2:ClipMetadata:v3.1"><ClipContent/></P2Main>'
INDEX = '<MediaProfile xmlns="http://xmlns.sony.net/pro/metadata/mediaprofile"/>'

CARDS: dict[str, list[str]] = {
    "P2": [
        "LASTCLIP.TXT",
        "CONTENTS/CLIP/0001AB.XML", "CONTENTS/VIDEO/0001AB.MXF", "CONTENTS/AUDIO/0001AB00.MXF",
        "CONTENTS/AUDIO/0001AB01.MXF", "CONTENTS/ICON/0001AB.BMP", "CONTENTS/PROXY/0001AB.MP4",
        "CONTENTS/CLIP/0002CD.XML", "CONTENTS/VIDEO/0002CD.MXF", "CONTENTS/AUDIO/0002CD00.MXF",
    ],
    "XAVC": [
        "PRIVATE/M4ROOT/MEDIAPRO.XML", "PRIVATE/M4ROOT/STATUS.BIN",
        "PRIVATE/M4ROOT/CLIP/C0001.MP4", "PRIVATE/M4ROOT/CLIP/C0001M01.XML",
        "PRIVATE/M4ROOT/SUB/C0001S03.MP4", "PRIVATE/M4ROOT/THMBNL/C0001T01.JPG",
        "PRIVATE/M4ROOT/CLIP/C0002.MP4", "PRIVATE/M4ROOT/CLIP/C0002M01.XML",
    ],
    "XDCAM": [
        "XDROOT/MEDIAPRO.XML", "XDROOT/CUEUP.XML", "XDROOT/Clip/C0001.MXF", "XDROOT/Clip/C0001M01.XML",
        "XDROOT/Sub/C0001S01.MXF", "XDROOT/Clip/C0002.MXF", "XDROOT/Clip/C0002M01.XML", "XDROOT/Sub/C0002S01.MXF",
    ],
    "AVCHD": [
        "PRIVATE/AVCHD/BDMV/INDEX.BDM", "PRIVATE/AVCHD/BDMV/PLAYLIST/00000.MPL",
        "PRIVATE/AVCHD/BDMV/STREAM/00000.MTS", "PRIVATE/AVCHD/BDMV/CLIPINF/00000.CPI",
        "PRIVATE/AVCHD/BDMV/STREAM/00001.MTS", "PRIVATE/AVCHD/BDMV/CLIPINF/00001.CPI",
    ],
    "RED": [
        "A001_0101AB.RDM/A001_C001_0101AB.RDC/A001_C001_0101AB_001.R3D",
        "A001_0101AB.RDM/A001_C001_0101AB.RDC/A001_C001_0101AB_002.R3D",
        "A001_0101AB.RDM/A001_C001_0101AB.RDC/A001_C001_0101AB.RMD",
        "A001_0101AB.RDM/A001_C001_0101AB.RDC/A001_C001_0101AB_001.wav",
        "A001_0101AB.RDM/A001_C001_0101AB.RDC/A001_C001_0101AB_H.mov",
        "A001_0101AB.RDM/A001_C002_0101CD.RDC/A001_C002_0101CD_001.R3D",
    ],
    "CANON_XF": [
        "CONTENTS/CLIPS001/INDEX.MIF", "CONTENTS/CLIPS001/AA0001/AA000101.MXF", "CONTENTS/CLIPS001/AA0001/AA000102.MXF",
        "CONTENTS/CLIPS001/AA0001/AA0001.XML", "CONTENTS/CLIPS001/AA0001/AA000101.CIF",
        "CONTENTS/CLIPS001/AA0002/AA000201.MXF", "CONTENTS/CLIPS001/AA0002/AA000201.CIF",
    ],
}  # fmt: skip
"""Two clips a card; the first of them with all that its kind has."""


def write_card(root: Path, kind: str, *, lower: bool = False) -> list[Path]:
    """Write a card's folders into a folder, in lower case where asked for; its files."""
    names = [name.lower() if lower else name for name in CARDS[kind]]
    return [write_file(root / name, seed=number) for number, name in enumerate(names)]


def write_file(path: Path, *, seed: int = 0) -> Path:
    """One file of a card: real media by its ending, whatever its case, 12 frames long; no two of equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = path.with_suffix(path.suffix.lower())
    match plain.suffix:
        case ".mxf" if path.parent.name.lower() == "audio":
            write_video(plain, codec="mpeg2video", width=16, height=16, frames=2, audio_channels=1, seed=seed)
        case ".mxf":
            write_video(plain, codec="mpeg2video", width=64, height=32, frames=12, seed=seed)
        case ".mp4" | ".mov":
            small = path.parent.name.lower() in {"sub", "proxy"}
            write_video(plain, codec="h264", width=32 if small else 64, height=32, frames=12, seed=seed)
        case ".mts":
            stream = plain.with_suffix(".ts")
            write_video(stream, codec="h264", width=64, height=32, frames=12, seed=seed)
            stream.rename(plain)
        case ".wav":
            write_audio(plain, duration_s=0.5)
        case ".lrv":
            movie = plain.with_suffix(".mp4")
            write_video(movie, codec="h264", width=32, height=16, frames=12, seed=seed)
            movie.rename(plain)
        case ".jpg" | ".bmp":
            write_still(plain, width=16, height=8, seed=seed)
        case ".r3d":
            plain.write_bytes(b"\0\0\x02\0RED2" + seed.to_bytes(4, "big") * 64)
        case ".xml":
            sony = {"clip": SONY_XML, "clpr": SONY_XML}.get(path.parent.name.lower(), INDEX)
            is_p2 = path.parent.parent.name.lower() == "contents"
            plain.write_text(f"{P2_XML if is_p2 else sony}<!-- {path.name} -->")
        case _:
            plain.write_text(path.name)
    return plain.rename(path)
