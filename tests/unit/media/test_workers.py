"""Worker processes: order, short tasks together, and that only the task that hangs or kills pays for it."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph.errors import ProbeCrashed, ProbeTimeout
from assetgraph.media.workers import Workers, memory_limit

HANG, DIE, SWELL, UNPACK = "hang", "die", "swell", "unpack"
LIMIT_S = 4.0


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2, LIMIT_S, None) as pool:
        yield pool


def carry_out(task: int | str) -> tuple[int, int]:
    if task == HANG:
        time.sleep(60)
    if task == DIE:
        os.kill(os.getpid(), signal.SIGKILL)
    if task == SWELL:
        raise MemoryError
    if task == UNPACK:
        Path(tempfile.mkdtemp(), "unpacked").write_bytes(bytes(100))
        os.kill(os.getpid(), signal.SIGKILL)
    return int(task), os.getpid()


def meet(place: tuple[Path, str]) -> int:
    """Come to a folder and wait until another one came there too."""
    folder, name = place
    (folder / name).write_text(str(os.getpid()))
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.01)
    return os.getpid()


def _tasks(*tasks: int | str | None) -> list[tuple[int, int | str | None, float]]:
    return [(tag, task, 1.0) for tag, task in enumerate(tasks)]


def test_workers_when_tasks_are_short_then_their_order_stays(workers: Workers) -> None:
    tasks = [None if each % 7 == 0 else each for each in range(2000)]
    results = list(workers.map(carry_out, _tasks(*tasks)))
    assert [tag for tag, _ in results] == list(range(2000))
    assert [result and result[0] for _, result in results] == tasks


def test_workers_when_two_tasks_wait_for_each_other_then_both_end(workers: Workers, tmp_path: Path) -> None:
    """Nothing else shows that two workers work at once: of short tasks, one of them may have taken all."""
    results = list(workers.map(meet, [(name, (tmp_path, name), 15.0) for name in ("one", "other")]))
    assert {process for _, process in results} == {int(each.read_text()) for each in tmp_path.iterdir()}
    assert len({process for _, process in results}) == 2


@pytest.mark.parametrize(("task", "error"), [(HANG, ProbeTimeout), (DIE, ProbeCrashed), (SWELL, ProbeCrashed)], ids=str)
def test_workers_when_one_of_many_fails_then_it_alone_is_blamed(workers: Workers, task: str, error: type) -> None:
    # The first ones tell the pace, so that the others go together.
    tasks: list[int | str] = [*range(300), task, *range(301, 600)]
    results = [result for _, result in workers.map(carry_out, _tasks(*tasks))]
    assert isinstance(results[300], error)
    others = [result for index, result in enumerate(results) if index != 300]
    assert [result[0] for result in others if result] == [each for each in tasks if each != task]


@pytest.mark.parametrize(("jobs", "machine", "limit"), [(2, 24, 6), (1, 8, 4), (16, 64, 3), (2, 4, 3)])
def test_memory_when_shared_then_a_worker_has_a_part_of_half(jobs: int, machine: int, limit: int) -> None:
    assert memory_limit(jobs, machine * 2**30) == limit * 2**30


def test_workers_when_a_worker_is_killed_from_outside_then_no_task_is_blamed(workers: Workers) -> None:
    killed = False
    done = []
    for tag, result in workers.map(carry_out, _tasks(*range(3000))):
        done.append(tag)
        if tag == 500 and not killed and result:
            os.kill(result[1], signal.SIGKILL)
            killed = True
        assert isinstance(result, tuple)
    assert killed
    assert done == list(range(3000))


def test_workers_when_one_dies_while_it_unpacks_then_nothing_is_left_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Workers(1, LIMIT_S, None) as pool:
        (_, result), (_, after) = pool.map(carry_out, _tasks(UNPACK, 1))
        assert isinstance(result, ProbeCrashed)
        assert after
        assert after[0] == 1
    assert list(tmp_path.iterdir()) == []
