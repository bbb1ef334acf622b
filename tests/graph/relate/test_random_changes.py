"""A library that changes in random ways: what runs tell bit by bit is what one run over everything would tell."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assetgraph.demo.media import write_video
from assetgraph.demo.stills import write_exr
from assetgraph.errors import UsageError
from tests.library import Library

pytestmark = pytest.mark.graph

STEPS = 14
FOLDERS = (
    "aurora/plates/day1",
    "aurora/plates/day2",
    "aurora/proxies/day1",
    "aurora/edit",
    "aurora/sq010/sh0020/comp",
    "brook/footage",
    "archive",
)
"""Two projects, and a folder of neither."""
NAMES = ("A001C001", "A001C002_proxy", "sh0020_comp_v001", "sh0020_comp_v002", "interview")
TIMECODES = ("01:00:00:00", "01:00:00:06", None)
RELATIONS = ("DERIVED_FROM", "PROXY_OF", "REFERENCES")


class Changes:
    """One change after another to the files, the declarations and a user's own edges, as dice fall."""

    def __init__(self, library: Library, dice: random.Random) -> None:
        self._library = library
        self._dice = dice
        self._fresh = 0

    def kinds(self) -> list[Callable[[], str]]:
        """Every kind of change; new files come as often as all others together."""
        new = [self.movie, self.frames, self.cut, self.cut_list, self.sidecar]
        return [
            *new,
            *new,
            self.move,
            self.move_folder,
            self.copy,
            self.remove,
            self.remove_folder,
            self.replace,
            self.touch,
            self.symbolic_link,
            self.declare,
            self.policies,
            self.link,
        ]

    def movie(self) -> str:
        path = self._free(".mov")
        # Of few seeds, so that some are each other's copies.
        seed, frames = self._dice.randrange(3), self._dice.choice((6, 12))
        write_video(
            path, codec="prores", width=32, height=18, frames=frames, seed=seed, timecode=self._dice.choice(TIMECODES)
        )
        return f"movie {self._short(path)}"

    def frames(self) -> str:
        folder, name = self._folder(), self._dice.choice(NAMES)
        for number in range(1, self._dice.randrange(3, 7)):
            write_exr(folder / f"{name}.{number:04d}.exr", width=16, height=9, seed=number)
        return f"frames {self._short(folder / name)}"

    def cut(self) -> str:
        """A timeline that names files that are there, that were, or that never were."""
        path = self._free(".fcpxml")
        references = [self._reference(path.parent) for _ in range(2)]
        assets = "".join(
            f'<asset id="r{n}" name="{Path(each).stem}" start="0s" duration="12/24s" hasVideo="1" format="f">'
            f'<media-rep kind="original-media" src="{each}"/></asset>'
            for n, each in enumerate(references)
        )
        clips = "".join(
            f'<asset-clip ref="r{n}" name="c" offset="{n * 6}/24s" start="0s" duration="6/24s" format="f"/>'
            for n in range(len(references))
        )
        path.write_text(
            '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE fcpxml><fcpxml version="1.10"><resources>'
            f'<format id="f" frameDuration="1/24s" width="32" height="18"/>{assets}</resources><library><event>'
            f'<project name="cut"><sequence format="f" duration="12/24s"><spine>{clips}</spine></sequence></project>'
            "</event></library></fcpxml>"
        )
        return f"cut {self._short(path)} of {references}"

    def cut_list(self) -> str:
        path, name = self._free(".edl"), self._dice.choice(NAMES)
        path.write_text(
            f"TITLE: {path.stem}\nFCM: NON-DROP FRAME\n\n"
            f"001  {name[:8]:8} V     C        01:00:00:00 01:00:00:06 00:00:00:00 00:00:00:06\n"
            f"* FROM CLIP NAME: {name}.mov\n"
        )
        return f"cut list {self._short(path)} of {name}"

    def sidecar(self) -> str:
        path = self._dice.choice(self._files() or [self._free(".mov")]).with_suffix(self._dice.choice((".srt", ".xmp")))
        path.write_text(
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
            if path.suffix == ".xmp"
            else "1\n00:00:00,000 --> 00:00:01,000\nHello\n"
        )
        return f"sidecar {self._short(path)}"

    def move(self) -> str:
        path = self._any_file()
        target = self._dice.choice((self._folder() / path.name, path.with_stem(self._dice.choice(NAMES))))
        if not target.exists():
            path.rename(target)
        return f"move {self._short(path)} to {self._short(target)}"

    def move_folder(self) -> str:
        folder, target = self._folder(), self._library.root / self._dice.choice(("archive/old", "brook/aurora_days"))
        if not target.exists() and folder not in target.parents:
            target.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(target)
        return f"move folder {self._short(folder)} to {self._short(target)}"

    def copy(self) -> str:
        path, folder = self._any_file(), self._folder()
        if not (folder / path.name).exists():
            shutil.copy2(path, folder)
        return f"copy {self._short(path)} to {self._short(folder)}"

    def remove(self) -> str:
        path = self._any_file()
        path.unlink()
        return f"remove {self._short(path)}"

    def remove_folder(self) -> str:
        folder = self._folder()
        shutil.rmtree(folder)
        return f"remove folder {self._short(folder)}"

    def replace(self) -> str:
        """Another take under the same name."""
        movies = [path for path in self._files() if path.suffix == ".mov"]
        if not movies:
            return self.movie()
        path = self._dice.choice(movies)
        path.unlink()
        write_video(path, codec="prores", width=32, height=18, frames=9, seed=7, timecode=self._dice.choice(TIMECODES))
        return f"replace {self._short(path)}"

    def touch(self) -> str:
        path = self._any_file()
        self._fresh += 1
        os.utime(path, (1_700_000_000 + self._fresh, 1_700_000_000 + self._fresh))
        return f"touch {self._short(path)}"

    def symbolic_link(self) -> str:
        path, target = self._folder() / "latest", self._folder()
        if path.is_symlink():
            path.unlink()
        if not path.exists() and target not in path.parents:
            path.symlink_to(os.path.relpath(target, path.parent))
        return f"link {self._short(path)} to {self._short(target)}"

    def declare(self) -> str:
        text = self._dice.choice(
            (
                "",
                "projects:\n- {code: AUR, roots: ['library:/aurora']}\n",
                "mounts:\n- {volume: library, host: edit01, os: windows, path: 'N:\\'}\n",
            )
        )
        return self._declared("studio.yaml", text)

    def policies(self) -> str:
        place = f"library:/{self._short(self._any_file())}"
        text = self._dice.choice(
            (
                "",
                f"deliveries: [{{id: D1, date: 2026-10-01, paths: ['{place}']}}]\n",
                "holds: [{paths: ['library:/aurora/plates/**'], until: 2099-12-31, why: contract}]\n",
            )
        )
        return self._declared("policies.yaml", text)

    def link(self) -> str:
        one, other = self._any_file(), self._any_file()
        relation = self._dice.choice(RELATIONS)
        said = self._library.graph.link if self._dice.random() < 0.7 else self._library.graph.unlink
        try:
            said(one, other, relation)
        except UsageError as error:  # files that no run has seen yet, or nothing to take back
            return f"no {said.__name__} {relation}: {error}"
        return f"{said.__name__} {self._short(one)} {relation} {self._short(other)}"

    def _declared(self, name: str, text: str) -> str:
        path = self._library.settings.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return f"{name}: {text!r}"

    def _folder(self) -> Path:
        folder = self._library.root / self._dice.choice(FOLDERS)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _files(self) -> list[Path]:
        return sorted(path for path in self._library.root.rglob("*") if path.is_file() and not path.is_symlink())

    def _any_file(self) -> Path:
        if not self._files():
            self.movie()
        return self._dice.choice(self._files())

    def _free(self, suffix: str) -> Path:
        path = self._folder() / (self._dice.choice(NAMES) + suffix)
        path.unlink(missing_ok=True)
        return path

    def _reference(self, folder: Path) -> str:
        name = self._dice.choice(NAMES) + ".mov"
        return os.path.relpath(self._library.root / self._dice.choice(FOLDERS) / name, folder)

    def _short(self, path: Path) -> str:
        return str(path.relative_to(self._library.root))


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 41))])
def test_relations_when_files_change_at_random_then_equal_what_is_told_anew(library: Library, seed: int) -> None:
    dice = random.Random(seed)
    changes = Changes(library, dice)
    library.write("aurora/notes.txt")
    library.ingest()
    told: list[str] = []
    for _ in range(STEPS):
        told += [dice.choice(changes.kinds())() for _ in range(dice.choice((1, 1, 3)))]
        parts = [each.name for each in sorted(library.root.iterdir()) if each.is_dir()]
        scanned = [dice.choice(parts)] if dice.random() < 0.25 else []
        told.append(f"ingest {scanned}")
        library.ingest(*scanned, probe="header", hash="all")
        bit_by_bit = _relations(library)
        library.graph.relate(everything=True)
        anew = _relations(library)
        differences = [f"bit by bit: {each}" for each in bit_by_bit - anew] + [
            f"anew: {each}" for each in anew - bit_by_bit
        ]
        assert not differences, "\n".join([*told, *differences])


def _relations(library: Library) -> set[str]:
    """The whole dump but for problems: a document that went where nobody has looked yet is tried, and noted, anew."""
    return {line for line in library.dump() if "IngestProblem" not in line}
