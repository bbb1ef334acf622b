"""Project files of Adobe's programs: Premiere by hand, After Effects by a library that writes them."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import py_aep

from tests.premiere_writer import SECOND, Clip, Premiere, Track


@dataclass(frozen=True)
class Media:
    """A file of a Premiere project; one that is not `used` only lies in the bin, `proxy` was attached to it."""

    raw: str
    seconds: int
    used: bool = True
    proxy: str = ""


def premiere(media: Sequence[Media]) -> bytes:
    """A project whose one sequence plays what is used, a second of each, gzipped as Premiere does."""
    project = Premiere()
    clips: list[Clip] = []
    for number, each in enumerate(media):
        uid, proxy = f"media-{number}", f"proxy-{number}" if each.proxy else None
        if proxy:
            project.media(proxy, each.proxy, seconds=each.seconds)
        project.media(uid, each.raw, seconds=each.seconds, proxy=proxy)
        if each.used:
            clips.append(Clip(uid, len(clips) * SECOND, (len(clips) + 1) * SECOND, name=uid))
    project.sequence("main", [Track(clips)])
    return project.gzipped()


@dataclass(frozen=True)
class Footage:
    """A footage item of After Effects: a file that is there (its kind is looked at), and the path that is written."""

    file: Path
    raw: str
    proxy: tuple[Path, str] | None = None
    sequence: bool = False


def after_effects(path: Path, footage: Sequence[Footage], outputs: Sequence[str] = ()) -> None:
    """A project with one composition of all footage, which is queued to be rendered to `outputs`.

    The library imports what lies on this machine and writes its path; the paths of the studio's machines are put in
    its place afterwards, which works only for the same number of bytes: hence folders whose names fill up.
    """
    windows = any("\\" in each.raw for each in footage)
    project = py_aep.new(platform="windows" if windows else "macos").project
    composition = project.root_folder.add_comp("main", 64, 36, 1.0, 2.0, 25.0)
    with tempfile.TemporaryDirectory(prefix="", dir="/tmp") as scratch:
        stands_for: dict[bytes, bytes] = {}
        number = 0

        def stored(path: str) -> bytes:
            """How the library writes a path of this machine, as if it lay on that system."""
            told = "C:" + path.replace("/", "\\") if windows else path
            return json.dumps(told, ensure_ascii=False)[1:-1].encode()

        def local(file: Path, raw: str, *, sequence: bool = False) -> str:
            """A copy to import; of a sequence all frames are copied, and the project holds the folder's path."""
            nonlocal number
            number += 1
            name = PurePosixPath(raw.replace("\\", "/")).name
            written = raw[: -len(name) - 1] if sequence else raw
            told = json.dumps(written, ensure_ascii=False)[1:-1].encode()
            start = f"{scratch}/{number}"
            filling = len(told) - len(stored(f"{start}/" if sequence else f"{start}//{name}"))
            if filling < 1:
                raise ValueError(f"{raw}: shorter than a scratch path")
            folder = Path(start, "x" * filling)
            folder.mkdir(parents=True)
            if sequence:
                for frame in file.parent.glob(f"*{file.suffix}"):
                    shutil.copyfile(frame, folder / frame.name)
            else:
                shutil.copyfile(file, folder / name)
            stands_for[stored(str(folder if sequence else folder / name))] = told
            return str(folder / name)

        for each in footage:
            options = py_aep.ImportOptions(local(each.file, each.raw, sequence=each.sequence))
            options.sequence = each.sequence
            item = project.import_file(options)
            if each.proxy:
                item.set_proxy(local(*each.proxy))
            composition.add(item)
        queue = project.render_queue
        assert queue
        for output in outputs:
            queue.add(composition).output_modules[0].file_template = output
        project.save(path)
        data = path.read_bytes()
    for local_path, told in stands_for.items():
        if data.count(local_path) < 1:
            raise ValueError(f"{path}: does not hold {local_path!r}")
        data = data.replace(local_path, told)
    path.write_bytes(data)
