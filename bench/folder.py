"""A folder of many files: how many a second, what the run costs beside reading them, and whether kills change it."""

from __future__ import annotations

import contextlib
import ctypes
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from gkml_extract.batch.inventory import read_input, take_inventory
from gkml_extract.batch.walk import walk_folder
from gkml_extract.extract import extract_bytes
from gkml_extract.model.errors import GkmlError
from support.folders import make_folder
from support.killing import files_below, kill_a_worker, kill_all, n_done, start_batch, wait_until

N_WORKERS = 2
_CHILD_SUBREAPER = 36
"""prctl(2): processes whose parent has ended become ours, so that their time can be counted."""


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of all processors."""

    wall_s: float
    cpu_s: float


def measure_folder(sizes: tuple[int, ...] = (100, 500, 2000)) -> None:
    """Files a second at each size, and the overhead: the command against bare loops that only read the same files.

    `again` is a second run that finds nothing to do, `page` what report.html takes beside it.
    Overhead is told in processor time as well, which says more where the machine has other work.
    """
    print(f"\nFolder: {N_WORKERS} workers, 5 % of the files broken, one in twenty in a zip")
    heads = {
        "files": 8,
        "seconds": 10,
        "files/s": 10,
        "read only": 12,
        "overhead": 10,
        "of CPU": 9,
        "again": 8,
        "page": 8,
    }
    print("".join(f"{head:>{width}}" for head, width in heads.items()), f"{'largest process':>16}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="gkml-bench-") as home:
            folder, out = Path(home, "in"), Path(home, "out")
            make_folder(folder, size)
            bare = run([__file__, folder])
            whole = run_batch(folder, out, "--no-report")
            again = run_batch(folder, out, "--no-report")
            page = run_batch(folder, out).wall_s - again.wall_s
            print(
                f"{size:>8}{whole.wall_s:>10.1f}{size / whole.wall_s:>10.1f}{bare.wall_s:>12.1f}"
                f"{whole.wall_s / bare.wall_s - 1:>10.1%}{whole.cpu_s / bare.cpu_s - 1:>9.1%}"
                f"{again.wall_s:>8.1f}{page:>8.1f}{_largest_mb():>14.0f} MB"
            )


def measure_kills(size: int = 2000) -> None:
    """A run that loses a worker and is then killed whole, and resumed, against one that is left alone.

    Every input must be in the summary, the broken ones as failed with a reason, and no other.
    """
    with tempfile.TemporaryDirectory(prefix="gkml-bench-") as home:
        folder, calm, killed = Path(home, "in"), Path(home, "calm"), Path(home, "killed")
        made = make_folder(folder, size)
        run_batch(folder, calm)
        process = start_batch(folder, "-o", killed, "--jobs", N_WORKERS, "-q")
        wait_until(lambda: n_done(killed) > size // 4, 3600)
        kill_a_worker(process.pid)
        wait_until(lambda: n_done(killed) > size // 2, 3600)
        kill_all(process)
        before = n_done(killed)
        run_batch(folder, killed)
        ours, theirs = files_below(killed), files_below(calm)
        differ = [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]
        n_bad = sum(not one.is_good for one in made)
        told = {file["file"]: file for file in json.loads(theirs["summary.json"])["files"]}
        as_made = {one.name: one.is_good for one in made}
        wrong = [name for name in told.keys() | as_made.keys() if not _is_as_made(told.get(name), as_made.get(name))]
        print(f"\nKilled: {size} inputs ({n_bad} broken), a worker at {size // 4}, the whole at {before}; resumed")
        print(f"{len(theirs)} files written, {len(differ)} not as in a run that was left alone {sorted(differ)[:5]}")
        print(f"{len(told)} inputs in the summary, {len(wrong)} not as they were made {sorted(wrong)[:5]}")


def _is_as_made(told: dict[str, Any] | None, is_good: bool | None) -> bool:
    if told is None or is_good is None:
        return False
    return (told["status"] != "failed") if is_good else (told["status"] == "failed" and bool(told["message"]))


def run_batch(folder: Path, out: Path, *options: str) -> Spent:
    """The command, as a user calls it."""
    return run(["-m", "gkml_extract.cli", "batch", folder, "-o", out, "--jobs", N_WORKERS, "-q", *options])


def run(arguments: list[object]) -> Spent:
    """A Python process and all that it starts, to the last: also what outlives it is waited for."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)
    begin_s, before = time.perf_counter(), _cpu_s()
    done = subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, check=False)
    wall_s = time.perf_counter() - begin_s
    if done.returncode not in (0, 1):
        raise subprocess.CalledProcessError(done.returncode, str(arguments), stderr=done.stderr)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    return Spent(wall_s, _cpu_s() - before)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _largest_mb() -> float:
    """The most memory that one process has had so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def read_only(folder: Path) -> None:
    """Every input that differs from the ones before it, read by bare loops in as many processes, nothing written."""
    inputs = {each.digest: each for each in take_inventory(folder, walk_folder(folder)) if each.digest}
    context = multiprocessing.get_context("forkserver")
    with context.Pool(N_WORKERS) as pool:
        for _ in pool.imap_unordered(_read, [(each.path, each.chain) for each in inputs.values()]):
            pass
        pool.close()
        pool.join()


def _read(place: tuple[Path, tuple[int, ...]]) -> None:
    with contextlib.suppress(GkmlError):
        extract_bytes(read_input(*place), place[0].name)


if __name__ == "__main__":
    read_only(Path(sys.argv[1]))
