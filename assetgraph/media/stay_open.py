"""One ExifTool process that stays open and answers one request after the other.

Arguments go to it line by line, so none may hold a line end; the caller sees to that (openable.py).
pyexiftool is not used: when the process dies its reader spins for ever, and it knows no time limit.
Not here: which tags are asked for (probes/exiftool.py).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence

import psutil

from assetgraph.errors import ProbeCrashed, ProbeTimeout

PR_SET_PDEATHSIG = 1
START = ("-config", "", "-stay_open", "True", "-@", "-")
READ_BLOCK = 65536
# Less than a file may take in all, so that what other tools said of it is kept.
TIMEOUT_S = 15.0
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class StayOpen:
    """A running ExifTool; dies with the process that started it."""

    def __init__(self, executable: str, *, timeout_s: float = TIMEOUT_S) -> None:
        self.timeout_s = timeout_s
        self.owner = os.getpid()
        self._requests = 0
        # Later Pythons warn of threads; what runs between fork and exec here is one call of the C library.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            process = self._start(executable)
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        self._process, self._stdin, self._stdout = process, process.stdin, process.stdout
        self._counted = psutil.Process(process.pid)
        self.ask(["-ver"])
        self._own_bytes = self._chars()
        self._counted_to, self._bytes = self._requests, 0

    @staticmethod
    def _start(executable: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [executable, *START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, "LC_ALL": "C"},
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - the worker runs one thread
        )

    @property
    def alive(self) -> bool:
        """Whether it runs and was started by this process, not by the one we were forked from."""
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, arguments: Sequence[str]) -> bytes:
        """Send one request and return its answer. Raises ProbeTimeout or ProbeCrashed, and is then dead."""
        if any("\n" in argument or "\r" in argument for argument in arguments):
            raise ValueError("an argument with a line end")
        self._requests += 1
        ready = f"{{ready{self._requests}}}\n".encode()
        lines = "\n".join([*arguments, f"-execute{self._requests}", ""])
        try:
            self._stdin.write(lines.encode())
        except BrokenPipeError:
            self.close()
            raise ProbeCrashed("ExifTool is gone", tool="exiftool", next_step="try again") from None
        return self._read_until(ready)

    def bytes_read(self) -> int:
        """Bytes it has read so far, its own program apart; 0 where the system does not tell."""
        if self._counted_to != self._requests:
            self._counted_to, self._bytes = self._requests, max(0, self._chars() - self._own_bytes)
        return self._bytes

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._stdin.close()
        self._stdout.close()

    def _chars(self) -> int:
        with contextlib.suppress(psutil.Error, AttributeError):
            return int(self._counted.io_counters().read_chars)
        return 0

    def _read_until(self, ready: bytes) -> bytes:
        descriptor = self._stdout.fileno()
        deadline = time.monotonic() + self.timeout_s
        answer = bytearray()
        while not answer.endswith(ready):
            readable, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            if not readable:
                self.close()
                raise ProbeTimeout(
                    f"no answer within {self.timeout_s:g} s", tool="exiftool", next_step="check the file"
                )
            block = os.read(descriptor, READ_BLOCK)
            if not block:
                self.close()
                raise ProbeCrashed("ExifTool died over the file", tool="exiftool", next_step="check the file")
            answer += block
        return bytes(answer[: -len(ready)])


def _die_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
