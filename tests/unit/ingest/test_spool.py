"""The spool: what a killed run left is swept, what a living one uses stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from assetgraph.ingest.spool import Spool
from assetgraph.storage.volumes import host_name


def test_spool_when_an_earlier_run_was_killed_then_its_folder_goes(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f"run-{host_name()}-{ended.pid}-abc"
    mine, foreign = tmp_path / f"run-{host_name()}-{os.getpid()}-abc", tmp_path / f"run-other-{ended.pid}-abc"
    for folder in (left, mine, foreign):
        folder.mkdir()
        (folder / "spool.sqlite").write_text("x")
    with Spool(tmp_path):
        assert not left.exists()
        assert len(list(tmp_path.iterdir())) == 3
    assert {path.name for path in tmp_path.iterdir()} == {mine.name, foreign.name}
