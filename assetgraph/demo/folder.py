"""Builds the demo studio of seeds/demo as real media and documents, and later changes it.

Only what an earlier build wrote is ever removed. Not here: any graph, or what the folder means.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from assetgraph.demo.comps import write_comp
from assetgraph.demo.entries import (
    AnyEntry,
    Audio,
    Comp,
    Copy,
    Delete,
    Empty,
    Frames,
    Move,
    Moving,
    Render,
    Still,
    Text,
    Timeline,
    Truncated,
)
from assetgraph.demo.facts import DemoFacts
from assetgraph.demo.media import write_audio, write_dpx, write_exr, write_still, write_video
from assetgraph.demo.seed import DECLARED, Seed, load_seed, seed_folder
from assetgraph.demo.telling import facts_of
from assetgraph.demo.timelines import write_timeline
from assetgraph.errors import UsageError

MARKER = ".assetgraph-demo"
_NO_PARAMETERS = {"kind", "path", "of", "relation"}


def build_demo(root: Path, progress: Callable[[str], None]) -> DemoFacts:
    """Build the folder anew and tell what is true about it; `progress` gets each path as it is begun.

    Raises UsageError, before anything is touched, when the folder holds a file that no earlier build wrote.
    """
    seed = load_seed()
    _clear(root)
    root.mkdir(parents=True, exist_ok=True)
    # Written first, so that a build that was cut short can be built anew as well.
    files = {file for each in (seed, seed.after()) for entry in each.entry for file in entry.files()}
    (root / MARKER).write_text(json.dumps(sorted(files)))
    for entry in sorted(seed.entry, key=lambda entry: isinstance(entry, Copy | Truncated)):
        progress(entry.path)
        (root / entry.path).parent.mkdir(parents=True, exist_ok=True)
        _build(root, entry, seed)
    return facts_of(seed, root)


def second_act(root: Path, progress: Callable[[str], None]) -> DemoFacts:
    """Change the folder as it was built: move, delete, render again; tell what is true then.

    Raises UsageError when the folder is not as `build_demo` left it.
    """
    seed = load_seed()
    after = seed.after()
    changed = [file for change in seed.change for file in seed.original(change.path).files()]
    if not {MARKER, *changed} <= set(_files_below(root)):
        raise UsageError("is not as the demo built it", path=str(root), next_step="run the demo again")
    for change in seed.change:
        progress(change.path)
        match change:
            case Move():
                (root / change.to).parent.mkdir(parents=True, exist_ok=True)
                (root / change.path).rename(root / change.to)
            case Delete():
                (root / change.path).unlink()
            case Render():
                _build(root, after.original(change.path), after)
    return facts_of(after, root, seed.change)


def write_declared(home: Path) -> None:
    """Put the studio's own declarations, studio.yaml and policies.yaml, where assetgraph looks for them."""
    home.mkdir(parents=True, exist_ok=True)
    for name in DECLARED:
        shutil.copyfile(seed_folder() / name, home / name)


def _build(root: Path, entry: AnyEntry, seed: Seed) -> None:
    path = root / entry.path
    parameters = entry.model_dump(exclude=_NO_PARAMETERS)
    match entry:
        case Moving():
            write_video(path, **parameters)
        case Audio():
            write_audio(path, **parameters)
        case Still():
            write_still(path, **parameters)
        case Frames():
            _build_frames(root, entry)
        case Text():
            path.write_text(entry.text.lstrip("\n"), encoding="utf-8")
        case Timeline():
            write_timeline(path, entry, seed, root)
        case Comp():
            write_comp(path, entry, root)
        case Copy():
            shutil.copyfile(root / entry.of, path)
        case Truncated():
            original = (root / entry.of).read_bytes()
            path.write_bytes(original[: int(len(original) * entry.keep)])
        case Empty():
            path.touch()


def _build_frames(root: Path, entry: Frames) -> None:
    for number in entry.numbers():
        path, frame = root / (entry.path % number), number - entry.first
        if path.suffix == ".dpx":
            write_dpx(path, width=entry.width, height=entry.height, seed=entry.seed, frame=frame)
        else:
            write_exr(
                path,
                width=entry.width,
                height=entry.height,
                data_window=entry.data_window,
                channels=entry.channels,
                attributes=entry.attributes,
                compression=entry.compression,
                seed=entry.seed,
                frame=frame,
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
