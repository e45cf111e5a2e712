"""Runs that are killed on their way, and what is left of two runs, compared byte by byte."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gkml_extract.batch.processes import children_of
from gkml_extract.batch.state import STATE_FOLDER
from gkml_extract.batch.summary import TIMING_TABLE
from support.command import FAKE, environment


def heed_interrupts() -> None:
    """To be called in a child: tests in the background of a shell have interrupts ignored, and so would it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def files_below(out: Path) -> dict[str, bytes]:
    """Every file that a run has written, by its name, but for times and for what is kept for the next run."""
    below = {path.relative_to(out): path for path in out.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in below.items()
        if name.parts[0] != STATE_FOLDER and name.name != TIMING_TABLE
    }


def start_batch(*args: object, fake: bool = False, command: str = "batch") -> subprocess.Popen[bytes]:
    """`gkml batch` in a session of its own, so that all of it can be killed; interrupts are heeded."""
    program = [FAKE] if fake else ["-m", "gkml_extract.cli"]
    return subprocess.Popen(
        [sys.executable, *program, command, *map(str, args)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), start_new_session=True,
        preexec_fn=heed_interrupts,
    )  # fmt: skip


def wait_until(is_so: Callable[[], bool], limit_s: float = 60) -> None:
    """Wait for something; an AssertionError where it does not come."""
    until = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)


def n_done(out: Path) -> int:
    """How many inputs a run has done so far."""
    return len(list((out / STATE_FOLDER / "pieces").glob("*.piece")))


def workers_of(pid: int) -> list[int]:
    """The worker processes of a batch: what its fork server has started."""
    return [worker for child in children_of(pid) for worker in children_of(child)]


def kill_a_worker(pid: int) -> None:
    """SIGKILL, out of the blue."""
    wait_until(lambda: bool(workers_of(pid)))
    os.kill(workers_of(pid)[0], signal.SIGKILL)


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the command and its workers at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
