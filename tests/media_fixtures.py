"""Hostile files that tests of several folders need; real media come from assetgraph.demo.media."""

from __future__ import annotations

import os
from pathlib import Path

HOSTILE_NAMES = [
    b"bad\xff%s",
    b"new\nline%s",
    b"cr\rlf\r\n-if\n1%s",
    b"q?a=1%s",
    b"per%%04d%s",
    b"$(touch x)%s",
    b"-rf%s",
    b" lead and trail %s",
    b"\xf0\x9f\x8e\xac%s",
    b"\xe2\x80\xaegnp%s",
    b"tab\tbell\x07%s",
    b"quote'\"`%s",
    b"http:x%s",
    b"a@b#1-2%s",
    b"%b" + b"n" * 200 + b"%s",
]
PLAYLISTS = {
    "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile '{}'\n",
    "dash": b'<?xml version="1.0"?><MPD><Period><BaseURL>{}</BaseURL></Period></MPD>',
    "asx": b"<asx><entry><ref href='{}'/></entry></asx>",
}


def hostile_copy(source: Path, folder: Path, pattern: bytes) -> str:
    """Copy a file to a hostile name with the same ending; the new path as probes take it."""
    ending = source.suffix.encode()
    name = pattern.replace(b"%b", b"").replace(b"%%", b"%").replace(b"%s", ending)
    path = os.path.join(os.fsencode(folder), name)
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(source.read_bytes())
    return os.fsdecode(path)
