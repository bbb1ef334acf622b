"""Tags of waves: iXML, what sound recorders write of scene, take and tracks, and XMP.

RIFF chunks, RF64 as EBU Tech 3306 has it, iXML 3.01. Not here: bext and LIST, which FFmpeg reads.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assetgraph.media.embedded import xmp
from assetgraph.media.embedded.plain import NotPlain, Source, Tags

_MOST_CHUNKS = 1000
_MOST_BYTES = 1 << 20
_UNKNOWN = 0xFFFFFFFF
_ALSO_IN_BEXT = "BEXT"


def tags(source: Source) -> Tags:
    """All tags of iXML as "iXML:SPEED.NOTE", a list where an element is there several times."""
    found: Tags = {}
    at, data_length = 12, 0
    for _ in range(_MOST_CHUNKS):
        if at + 8 > source.size:
            break
        head = source.read(at, 8)
        kind, length = head[:4], int.from_bytes(head[4:], "little")
        if kind == b"ds64" and length >= 16:
            data_length = int.from_bytes(source.read(at + 16, 8), "little")
        elif kind == b"data" and length == _UNKNOWN:
            length = data_length or source.size
        elif kind == b"iXML" and length <= min(_MOST_BYTES, source.size - at - 8):
            found |= _ixml(source.read(at + 8, length))
        elif kind == b"_PMX":
            found |= xmp.tags(source.read(at + 8, min(length, source.size - at - 8)))
        at += 8 + length + length % 2
    return found


def _ixml(data: bytes) -> Tags:
    try:
        root = fromstring(data.strip(b"\0 \t\r\n"))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotPlain(f"iXML that is not well-formed: {error}") from None
    said: dict[str, list[str]] = {}
    for child in root:
        if child.tag != _ALSO_IN_BEXT:
            _gather(said, child, child.tag)
    return {f"iXML:{name}": {"val": values if len(values) > 1 else values[0]} for name, values in said.items()}


def _gather(said: dict[str, list[str]], element: Element, name: str) -> None:
    for child in element:
        _gather(said, child, f"{name}.{child.tag}")
    text = (element.text or "").strip()
    if text and len(element) == 0:
        said.setdefault(name, []).append(text)
