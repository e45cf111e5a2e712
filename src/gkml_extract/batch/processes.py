"""What the system knows of our worker processes and of those that they start: memory, and how to end them all.

LibreOffice is started in a session of its own, so that neither its parent's end nor that of its group reaches it. The
processes of a worker are therefore known by a mark in their environment, which goes to all that they start.
Where there is no /proc (not Linux), nothing is known, and only the worker itself is ended.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

MARK_VARIABLE = "GKML_BATCH_WORKER"
_PROC = Path("/proc")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_LIKELY_TO_GO = 500
"""Of 1000: whom the kernel ends first when memory runs out. A worker sooner than what its user works with."""


def mark_process(mark: str) -> None:
    """All that this process starts from now on bears the mark; and it goes first where memory runs out."""
    os.environ[MARK_VARIABLE] = mark
    with contextlib.suppress(OSError):
        (_PROC / "self" / "oom_score_adj").write_text(str(_LIKELY_TO_GO), encoding="ascii")


def end_marked(mark: str) -> None:
    """Kill every process whose mark begins with this one, but for the one that asks."""
    for _ in range(2):  # one may have started another in between
        for pid in _marked(mark):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def memory_of(pid: int) -> int:
    """The bytes in memory of a process and of all that it started; 0 where that is not known."""
    total, found, waiting = 0, set[int](), [pid]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            total += _resident(one)
            waiting += children_of(one)
    return total


def _marked(mark: str) -> Iterator[int]:
    wanted = f"{MARK_VARIABLE}={mark}".encode()
    for folder in _PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            variables = (folder / "environ").read_bytes().split(b"\0")
            if any(variable.startswith(wanted) for variable in variables) and int(folder.name) != os.getpid():
                yield int(folder.name)


def _resident(pid: int) -> int:
    try:
        return int((_PROC / str(pid) / "statm").read_bytes().split()[1]) * _PAGE_BYTES
    except (OSError, ValueError, IndexError):
        return 0


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run; none where that is not known."""
    children: list[int] = []
    with contextlib.suppress(OSError):
        for task in (_PROC / str(pid) / "task").iterdir():
            with contextlib.suppress(OSError, ValueError):
                children += map(int, (task / "children").read_bytes().split())
    return children
