"""Becomes the server's process: run as a script by server_process.py, never imported.

    launch.py PARENT_PID FOLDER COMMAND...     PARENT_PID 0: the server outlives whoever starts it

A script of its own because a umask and a parent-death signal must be set in the child alone, which Python can
do safely in a process with threads only by starting a fresh interpreter first.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, folder: str, command: list[str]) -> None:
    """Set up this process and turn it into the command."""
    os.umask(0o077)
    os.chdir(folder)
    if parent and sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            # The parent died before the signal was asked for.
            sys.exit(1)
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
