"""Builds the demo folder of seeds/demo.toml as real media. Not here: any graph, or what the folder means."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from assetgraph.demo.media import write_audio, write_dpx, write_exr, write_still, write_video
from assetgraph.demo.seed import (
    AnyEntry,
    Audio,
    Copy,
    DemoFacts,
    Empty,
    Frames,
    Still,
    Text,
    Truncated,
    Video,
    facts_of,
    load_seed,
)
from assetgraph.errors import UsageError

MARKER = ".assetgraph-demo"


def build_demo(root: Path, progress: Callable[[str], None]) -> DemoFacts:
    """Build the folder anew and tell what is true about it; `progress` gets each path as it is begun.

    Raises UsageError, before anything is touched, when the folder holds a file that no earlier build wrote.
    """
    seed = load_seed()
    _clear(root)
    root.mkdir(parents=True, exist_ok=True)
    # Written first, so that a build that was cut short can be built anew as well.
    (root / MARKER).write_text(json.dumps([file for entry in seed.entry for file in entry.files()]))
    for entry in seed.entry:
        progress(entry.path)
        (root / entry.path).parent.mkdir(parents=True, exist_ok=True)
        _build(root, entry)
    return facts_of(seed, root)


def _build(root: Path, entry: AnyEntry) -> None:
    path = root / entry.path
    parameters = entry.model_dump(exclude={"kind", "path"})
    match entry:
        case Video():
            write_video(path, **parameters)
        case Audio():
            write_audio(path, **parameters)
        case Still():
            write_still(path, **parameters)
        case Frames():
            _build_frames(root, entry)
        case Text():
            path.write_text(entry.text.lstrip("\n"), encoding="utf-8")
        case Copy():
            shutil.copyfile(root / entry.of, path)
        case Truncated():
            original = (root / entry.of).read_bytes()
            path.write_bytes(original[: int(len(original) * entry.keep)])
        case Empty():
            path.touch()


def _build_frames(root: Path, entry: Frames) -> None:
    for number in entry.numbers():
        path, seed = root / (entry.path % number), entry.seed + number - entry.first
        if entry.format == "dpx":
            write_dpx(path, width=entry.width, height=entry.height, seed=seed)
        else:
            write_exr(
                path,
                width=entry.width,
                height=entry.height,
                data_window=entry.data_window,
                channels=entry.channels,
                attributes=entry.attributes,
                compression=entry.compression,
                seed=seed,
            )


def _clear(root: Path) -> None:
    """Remove what an earlier build wrote, and only that."""
    if not os.path.lexists(root):
        return
    if not root.is_dir():
        raise UsageError("is not a folder", path=str(root), next_step="name another folder for the demo")
    ours = _written_before(root)
    present = list(_files_below(root))
    foreign = [file for file in present if file not in ours]
    if foreign:
        raise UsageError(
            f"holds {foreign[0]}, which the demo did not write",
            path=str(root),
            next_step="move it away, or name an empty folder",
        )
    # The marker goes last: without it the rest would not be known as ours.
    for file in sorted(present, key=lambda file: file == MARKER):
        (root / file).unlink()
    for folder, _, _ in os.walk(root, topdown=False):
        if Path(folder) != root:
            Path(folder).rmdir()


def _written_before(root: Path) -> set[str]:
    try:
        return {MARKER, *json.loads((root / MARKER).read_text())}
    except FileNotFoundError:
        return set()
    except (TypeError, ValueError):
        return {MARKER}


def _files_below(root: Path) -> Iterator[str]:
    """All that is no plain folder, relative to the root; links are not followed."""
    for folder, folders, files in os.walk(root):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *links):
            yield (Path(folder) / name).relative_to(root).as_posix()
