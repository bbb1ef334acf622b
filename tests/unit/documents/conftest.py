"""Reading a document that a test writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assetgraph.documents.reading import read_document
from assetgraph.documents.records import DocumentContent

Read = Callable[[str, str | bytes], DocumentContent]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write text or bytes, and read them as a document of this format."""

    def write_and_read(format_name: str, data: str | bytes) -> DocumentContent:
        path = tmp_path / f"document.{format_name}"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_document(str(path), format_name)

    return write_and_read
