"""What the readers of this package share: tags as ExifTool words them, and the word that a block is not for them.

The readers know the common, standard blocks only and are strict about them: where anything is unusual they say
NotPlain, and ExifTool reads the file as a whole. So a mistake costs time, never a value.
"""

from __future__ import annotations

import os

from assetgraph.errors import ProbeError

Tags = dict[str, dict[str, object]]
"""{"val": printed, "num": unconverted} under "Group:Name", with ExifTool's names (its group family 1)."""


class NotPlain(ProbeError):
    """There is something in the file that ExifTool has to read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, tool="embedded", next_step="ExifTool reads it")


class Source:
    """An open file of which only asked ranges are read."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor = descriptor
        self.size = size

    def read(self, offset: int, length: int) -> bytes:
        """These bytes, all of them; NotPlain where the file does not have them."""
        data = os.pread(self._descriptor, length, offset) if offset >= 0 <= length else b""
        if len(data) != length:
            raise NotPlain(f"{length} bytes are wanted at {offset}, and the file ends")
        return data
