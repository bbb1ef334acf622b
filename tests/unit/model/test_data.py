"""Packaged data is found from a checkout; the wheel test looks at the other place."""

from __future__ import annotations

import pytest

from assetgraph.model.data import data_path


def test_data_path_when_in_a_checkout_then_the_directory_is_found() -> None:
    assert (data_path("seeds") / "demo" / "aurora.toml").is_file()


def test_data_path_when_unknown_then_file_not_found() -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        data_path("nowhere")
