"""How long the headers of an OpenEXR file are, before a library reads them: it takes minutes for the absurd ones.

Source: OpenEXR File Layout (openexr.com). Not here: what the attributes say (probes/openimageio.py).
"""

from __future__ import annotations

import os

from assetgraph.errors import ProbeError
from assetgraph.media.hashes import opened

_MULTIPART = 0x1000
_MOST_ATTRIBUTES = 20_000
# A name, a type, and the length of the value.
_LONGEST_HEAD = 256 + 256 + 4
# A channel has a name of at most 255 letters and 17 bytes more.
_MOST_CHANNEL_BYTES = 4096 * 272


def refuse_endless(path: str, tool: str) -> None:
    """Raises ProbeError for more attributes or channels than any program writes, UnreadableFile."""
    with opened(path) as (descriptor, _):
        has_parts = bool(int.from_bytes(os.pread(descriptor, 4, 4), "little") & _MULTIPART)
        at = 8
        for _ in range(_MOST_ATTRIBUTES):
            head = os.pread(descriptor, _LONGEST_HEAD, at)
            if head.startswith(b"\0"):
                if not has_parts or head.startswith(b"\0\0"):
                    return
                at += 1
                continue
            name, _, rest = head.partition(b"\0")
            kind, end, rest = rest.partition(b"\0")
            length = int.from_bytes(rest[:4], "little")
            if not end or len(rest) < 4:
                # Not of the form that a header has: the library tells what is wrong.
                return
            if kind == b"chlist" and length > _MOST_CHANNEL_BYTES:
                raise _refused(path, tool, f"a list of channels of {length:,} bytes")
            at += len(name) + len(kind) + 6 + length
    raise _refused(path, tool, f"more than {_MOST_ATTRIBUTES:,} attributes")


def _refused(path: str, tool: str, reason: str) -> ProbeError:
    return ProbeError(f"its header has {reason}", path=path, tool=tool, next_step="check the file; render it again")
