"""Run a function over many arguments in worker processes, so that no one call can harm another."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import shutil
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from gkml_extract.batch.processes import end_marked, mark_process, memory_of

A = TypeVar("A")
R = TypeVar("R")

POLL_S = 0.2
"""How often limits are looked at, in seconds."""
MAX_ATTEMPTS = 2
"""How often a call is begun whose worker dies: the death may have come from outside and not from the call."""
_IDLE_SHARE = 0.5
"""A worker that keeps more than this share of its memory limit when it has nothing to do is replaced."""


class Lost(StrEnum):
    """Why a call has no result."""

    WORKER_LOST = "worker-lost"
    TIMEOUT = "timeout"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take; None is no limit. Memory counts what it starts as well, and is known on Linux only."""

    timeout_s: float | None = None
    memory_bytes: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Home:
    """Where workers keep temporary files, and the mark of all processes that they start."""

    scratch: Path | None = None
    mark: str = ""


def run_isolated(
    function: Callable[[A], R],
    arguments: Sequence[A],
    n_workers: int,
    limits: Limits,
    home: Home | None = None,
    on_begin: Callable[[int], None] = lambda index: None,
) -> Generator[tuple[int, R | Lost], None, None]:
    """The index of each argument with its result, as they come; what the function raises is raised here.

    A worker that dies, or goes over a limit, is replaced, and all that it started is ended. A call whose worker
    died is begun once more. Closing the iterator, or an interrupt, kills all workers.
    """
    waiting = deque((index, argument, 1) for index, argument in enumerate(arguments))
    home = home or Home()
    run = home.mark or secrets.token_hex(8)
    workers = [
        _Worker[A, R](function, f"{run}-{number}", home.scratch) for number in range(min(n_workers, len(waiting)))
    ]
    try:
        while True:
            for worker in workers:
                if worker.call is None and waiting:
                    on_begin(waiting[0][0])
                    worker.start(waiting.popleft())
            busy = [worker for worker in workers if worker.call is not None]
            if not busy:
                return
            wait([each for worker in busy for each in worker.signs()], POLL_S)
            for worker in busy:
                call = worker.call
                outcome = worker.poll(limits)
                if call and outcome is Lost.WORKER_LOST and call[2] < MAX_ATTEMPTS:
                    waiting.appendleft((call[0], call[1], call[2] + 1))
                elif call and outcome is not None:
                    yield call[0], outcome.value if isinstance(outcome, _Returned) else outcome
    finally:
        for worker in workers:
            worker.close()


@dataclass(frozen=True, slots=True)
class _Returned(Generic[R]):
    value: R


class _Worker(Generic[A, R]):
    """One process at a time, and the call it is busy with: its index, its argument and which attempt it is."""

    def __init__(self, function: Callable[[A], R], mark: str, scratch: Path | None) -> None:
        self.function = function
        self.call: tuple[int, A, int] | None = None
        self._mark = mark
        self._scratch = scratch / mark if scratch else None
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._is_ready = False
        self._started_s: float | None = None
        self._looked_s = 0.0

    def start(self, call: tuple[int, A, int]) -> None:
        """Begin a call, in a new process if there is none."""
        self.call = call
        if self._process is None or not self._process.is_alive():
            self._open()
        try:
            self._send(call[1])
        except OSError:  # it died just now, with nothing to do: another takes its place
            self._open()
            self._send(call[1])
        self._started_s = time.monotonic() if self._is_ready else None

    def signs(self) -> list[Any]:
        """What to wait for: an answer, or the end of the process."""
        assert self._process is not None and self._pipe is not None, "only a busy worker is waited for"
        return [self._pipe, self._process.sentinel]

    def poll(self, limits: Limits) -> _Returned[R] | Lost | None:
        """The outcome of the call if it has ended or gone over a limit, else None."""
        outcome = self._received(limits) or self._over_limit(limits)
        if isinstance(outcome, Lost):
            self.close()
        if outcome is not None:
            self.call = None
        return outcome

    def close(self) -> None:
        """End the process and all that it started at once, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            end_marked(self._mark)
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        self._process = self._pipe = self._started_s = None
        self._is_ready = False

    def _open(self) -> None:
        self.close()
        if self._scratch is not None:
            self._scratch.mkdir(parents=True, exist_ok=True)
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self.function, self._mark, self._scratch), daemon=True
        )
        self._process.start()
        theirs.close()

    def _send(self, argument: A) -> None:
        assert self._pipe is not None, "only an open worker is asked"
        self._pipe.send(argument)

    def _received(self, limits: Limits) -> _Returned[R] | Lost | None:
        """What the worker says, or that it says nothing any more."""
        assert self._process is not None and self._pipe is not None, "only a busy worker is polled"
        is_alive = self._process.is_alive()
        try:
            while self._pipe.poll():
                kind, value = self._pipe.recv()
                if kind == "raised":
                    raise value
                if kind == "returned":
                    self._replace_if_large(limits)
                    return _Returned(value)
                self._is_ready, self._started_s = True, time.monotonic()
        except (EOFError, ConnectionError):
            return Lost.WORKER_LOST
        return None if is_alive else Lost.WORKER_LOST

    def _over_limit(self, limits: Limits) -> Lost | None:
        now_s = time.monotonic()
        if limits.timeout_s and self._started_s is not None and now_s - self._started_s > limits.timeout_s:
            return Lost.TIMEOUT
        if limits.memory_bytes and now_s - self._looked_s >= POLL_S:
            self._looked_s = now_s
            if self._memory() > limits.memory_bytes:
                return Lost.MEMORY
        return None

    def _replace_if_large(self, limits: Limits) -> None:
        now_s = time.monotonic()
        if limits.memory_bytes and now_s - self._looked_s >= POLL_S:
            self._looked_s = now_s
            if self._memory() > _IDLE_SHARE * limits.memory_bytes:
                self.close()

    def _memory(self) -> int:
        pid = self._process.pid if self._process else None
        return memory_of(pid) if pid else 0


def _context() -> SpawnContext | ForkServerContext:
    """Processes that inherit no thread of ours: a fork server where there is one, for its quick starts."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["gkml_extract.batch.task", "gkml_extract.extract"])
    return context


def _serve(pipe: Connection[Any, Any], function: Callable[[Any], Any], mark: str, scratch: Path | None) -> None:
    """The life of a worker: one call after another, until nobody asks any more."""
    _begin_worker(mark, scratch)
    pipe.send(("ready", None))
    while True:
        try:
            argument = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("returned", function(argument))
        except BaseException as err:  # the parent raises it again
            answer = ("raised", err)
        pipe.send(answer)


def _begin_worker(mark: str, scratch: Path | None) -> None:
    """Leave an interrupt to the parent and end with it; keep what libraries print away from stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)
    mark_process(mark)
    if scratch is not None:
        os.environ["TMPDIR"] = str(scratch)
        tempfile.tempdir = str(scratch)
    threading.Thread(target=_end_with_parent, args=(mark,), daemon=True).start()


def _end_with_parent(mark: str) -> None:
    """Wait for the end of the parent, which may be killed without a word, and end all that we started."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        end_marked(mark)
        os._exit(1)
