"""Run a function over many arguments in worker processes, so that no one call can harm another.

Each worker has an executor of its own: one that dies breaks no other's futures, and the call it died
in is known.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from enum import StrEnum
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")

POLL_S = 0.2
"""How often time limits are looked at, in seconds."""


class Lost(StrEnum):
    """Why a call has no result."""

    WORKER_LOST = "worker-lost"
    TIMEOUT = "timeout"


def run_isolated(
    function: Callable[[A], R], arguments: Sequence[A], n_workers: int, timeout_s: float | None
) -> Generator[tuple[int, R | Lost], None, None]:
    """The index of each argument with its result, as they come; what the function raises is raised here.

    A worker that dies, or takes longer than `timeout_s` over one call, is replaced. Closing the iterator, or an
    interrupt, kills all workers.
    """
    waiting = deque(enumerate(arguments))
    workers: list[_Worker[A, R]] = [_Worker(function) for _ in range(min(n_workers, len(arguments)))]
    try:
        while True:
            for worker in workers:
                if worker.future is None and waiting:
                    worker.start(*waiting.popleft())
            busy = [worker for worker in workers if worker.future is not None]
            if not busy:
                return
            wait([worker.future for worker in busy if worker.future], POLL_S, FIRST_COMPLETED)
            for worker in busy:
                outcome = worker.poll(timeout_s)
                if outcome is not None:
                    yield outcome
    finally:
        for worker in workers:
            worker.close()


class _Worker(Generic[A, R]):
    """One process at a time, and the call it is busy with."""

    def __init__(self, function: Callable[[A], R]) -> None:
        self.function = function
        self.index = -1
        self.future: Future[R] | None = None
        self._executor: ProcessPoolExecutor | None = None
        self._pid: Future[int] | None = None
        self._started_s: float | None = None

    def start(self, index: int, argument: A) -> None:
        """Begin a call, in a new process if there is none."""
        if self._executor is None:
            self._executor = ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin_worker)
            self._pid = self._executor.submit(os.getpid)
        self.index, self._started_s = index, None
        self.future = self._executor.submit(self.function, argument)

    def poll(self, timeout_s: float | None) -> tuple[int, R | Lost] | None:
        """The outcome of the call if it has ended or its time is up, else None."""
        assert self.future is not None and self._pid is not None, "only a busy worker is polled"
        if self.future.done():
            future, self.future = self.future, None
            try:
                return self.index, future.result()
            except BrokenProcessPool:
                self._forget()
                return self.index, Lost.WORKER_LOST
        if self._started_s is None and self._pid.done():
            self._started_s = time.monotonic()
        if timeout_s and self._started_s is not None and time.monotonic() - self._started_s > timeout_s:
            self.close()
            return self.index, Lost.TIMEOUT
        return None

    def close(self) -> None:
        """End the process at once, whatever it does."""
        if self._executor is not None:
            _kill_workers(self._executor)
        self._forget()

    def _forget(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._pid = self.future = None


def _kill_workers(executor: ProcessPoolExecutor) -> None:
    """Kill the executor's process, one that is only starting too. Python 3.14 has `kill_workers` for this.

    Asking the process for its number instead would wait for one that an interrupt stopped while it started.
    """
    processes = getattr(executor, "_processes", None) or {}
    for process in list(processes.values()):
        with contextlib.suppress(ValueError, ProcessLookupError):
            process.kill()


def _context() -> multiprocessing.context.BaseContext:
    """Processes that inherit no thread of ours: a fork server where there is one, for its quick starts."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["gkml_extract.batch.task"])
    return context


def _begin_worker() -> None:
    """Leave an interrupt to the parent, and keep what libraries print away from stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)
