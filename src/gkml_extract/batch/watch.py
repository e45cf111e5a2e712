"""A folder that is looked at again and again: what was dropped in is read once it is complete.

By polling: a network folder tells nobody of its changes, and many of them are network folders.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gkml_extract.batch.inventory import Digests
from gkml_extract.batch.lock import locked
from gkml_extract.batch.run import BatchOptions, BatchResult, Listener, prepare, run_locked
from gkml_extract.batch.state import State
from gkml_extract.batch.walk import Skip, Walk, walk_folder
from gkml_extract.model.errors import SourceNotFoundError
from gkml_extract.writers.output import ensure_folder

MAX_LOCK_AGE_S = 24 * 3600
"""A lock file older than this was left behind by a program that crashed."""

Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds: a file that keeps both is not being written."""


@dataclass(frozen=True, slots=True)
class WatchTimes:
    """How often the folder is looked at, and how long a file must stay as it is before it counts as complete."""

    interval_s: float = 2.0
    settle_s: float = 3.0


@dataclass(slots=True)
class Watched:
    """What has been seen of a folder: since when each file is as it is, and what was read last."""

    folder: Path
    settle_s: float
    _since: dict[Path, tuple[Stamp, float]] = field(default_factory=dict)
    _read: dict[Path, Stamp] | None = None
    is_waiting: bool = False
    """Whether some file was not complete at the last look."""

    def look(self, now_s: float) -> Walk | None:
        """What to read now, or None where nothing has changed that is complete. `now_s` is of a steady clock.

        A folder that is gone or empty, all at once, is rather one that is not connected: nothing is done about it.
        """
        try:
            walk = walk_folder(self.folder)
        except SourceNotFoundError:
            return None
        stamps = {file: stamp for file in walk.files if (stamp := _stamp(self.folder / file))}
        self._since = {file: self._still(file, stamp, now_s) for file, stamp in stamps.items()}
        complete = {file: stamp for file, stamp in stamps.items() if self._is_complete(file, stamp, now_s)}
        self.is_waiting = len(complete) < len(stamps)
        if not complete or complete == self._read:
            return None
        self._read = complete
        left = tuple((file, Skip.PARTIAL) for file in walk.files if file not in complete)
        return Walk(tuple(complete), tuple(sorted((*walk.skipped, *left))))

    def _still(self, file: Path, stamp: Stamp, now_s: float) -> tuple[Stamp, float]:
        known = self._since.get(file)
        return known if known and known[0] == stamp else (stamp, now_s)

    def _is_complete(self, file: Path, stamp: Stamp, now_s: float) -> bool:
        """Whether it is as it was read, or has been as it is for long enough and is open in no program."""
        if self._read and self._read.get(file) == stamp:
            return True
        return now_s - self._since[file][1] >= self.settle_s and not _is_open(self.folder / file)


def watch_folder(
    folder: Path,
    out: Path,
    options: BatchOptions,
    times: WatchTimes,
    listener: Listener,
    on_run: Callable[[BatchResult], None],
    on_quiet: Callable[[], None],
) -> None:
    """Read what is in `folder` and what comes, until an interrupt.

    `on_run` hears of each time the tables are written; `on_quiet` once after it, when nothing more is coming in.

    Raises:
        SourceNotFoundError: there is no such folder.
        UsageError: `out` lies in it.
        OutputError: `out` cannot be written, or another run writes there.
    """
    prepare(folder, out)
    ensure_folder(out)
    watched, digests = Watched(folder, times.settle_s), Digests()
    is_news = False
    with locked(State(out).lock_file) as home:
        while True:
            walk = watched.look(time.monotonic())
            if walk is not None:
                result = run_locked(folder, out, walk, options, listener, home, digests)
                on_run(result)
                is_news = True
                if result.is_interrupted:
                    return
            elif is_news and not watched.is_waiting:
                is_news = False
                on_quiet()
            time.sleep(times.interval_s)


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _is_open(path: Path) -> bool:
    """Whether a program has the document open, by the lock file that it has put beside it.

    Word leaves out the first two letters of longer names; Excel and WPS leave out none.
    """
    name = path.name
    locks = (f"~${name}", f"~${name[2:]}", f"~${name[1:]}", f".~lock.{name}#", f".~{name}")
    return any(_is_fresh(path.with_name(lock)) for lock in locks)


def _is_fresh(lock: Path) -> bool:
    try:
        return time.time() - os.lstat(lock).st_mtime < MAX_LOCK_AGE_S
    except OSError:
        return False
