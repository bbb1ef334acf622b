"""Checking one asset of a package against the hash that is told."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.documents.packages.checking import hexadecimal, is_told
from assetgraph.relate.hashes.package_hashes import HashTask, check_hash


def task(*files: Path, data: bytes, algorithm: str = "sha1") -> HashTask:
    known = tuple((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return HashTask(known, base64.b64encode(hashlib.new(algorithm, data).digest()).decode(), algorithm)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_asset_when_of_several_files_then_the_hash_is_of_all_in_their_order(tmp_path: Path, algorithm: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"first")
    two.write_bytes(b"second")
    assert check_hash(task(one, two, data=b"firstsecond", algorithm=algorithm)) is True
    assert check_hash(task(two, one, data=b"firstsecond", algorithm=algorithm)) is False


def test_asset_when_it_is_not_as_it_was_known_then_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"data")
    known = task(path, data=b"data")
    os.utime(path, ns=(1, 1))
    assert check_hash(known) is None
    path.unlink()
    assert check_hash(known) is None


def test_asset_when_it_cannot_be_opened_then_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    assert check_hash(task(path, data=b"")) is None


@given(st.binary(), st.text())
def test_hash_when_told_in_base64_then_is_that_of_the_bytes_and_of_no_others(found: bytes, told: str) -> None:
    assert is_told(found, base64.b64encode(found).decode())
    assert hexadecimal(base64.b64encode(found).decode()) == found.hex()
    assert is_told(found, told) is (hexadecimal(told) == found.hex())
