"""Workers: one call cannot harm another."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gkml_extract.batch.pool import NO_LIMITS, Home, Limits, Lost, run_isolated
from support.killing import wait_until
from support.workers import die_once, hang_with_child, scratch, work


def test_every_argument_gets_its_result() -> None:
    """Under its index, in whatever order."""
    assert dict(run_isolated(work, range(10), 2, NO_LIMITS)) == {index: 2 * index for index in range(10)}


def test_a_worker_that_dies_costs_one_call() -> None:
    """The call is known, the others go on, also in the same worker's place."""
    assert dict(run_isolated(work, [1, -1, 2, -1, 3], 2, NO_LIMITS)) == {
        0: 2,
        1: Lost.WORKER_LOST,
        2: 4,
        3: Lost.WORKER_LOST,
        4: 6,
    }


def test_a_worker_that_hangs_costs_one_call() -> None:
    """It is killed when its time is up."""
    assert dict(run_isolated(work, [-2, 1, 2], 1, Limits(timeout_s=0.5))) == {0: Lost.TIMEOUT, 1: 2, 2: 4}


def test_nothing_to_do_starts_no_worker() -> None:
    """And ends at once."""
    assert list(run_isolated(work, [], 4, NO_LIMITS)) == []


def test_what_the_function_raises_is_raised() -> None:
    """Tasks catch what they can; the rest is our bug and must be seen."""
    with pytest.raises(ValueError, match="bug"):
        list(run_isolated(work, [-3], 1, NO_LIMITS))


NEEDS_PROC = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other processes are known on Linux only")


@NEEDS_PROC
def test_a_worker_that_eats_memory_costs_one_call() -> None:
    """It is killed when it has more than its limit."""
    limits = Limits(memory_bytes=400 * 2**20)
    assert dict(run_isolated(work, [-4, 1, 2], 1, limits)) == {0: Lost.MEMORY, 1: 2, 2: 4}


def test_a_death_from_outside_costs_nothing(tmp_path: Path) -> None:
    """The call is begun once more."""
    files = [tmp_path / "a", tmp_path / "b"]
    assert dict(run_isolated(die_once, files, 2, NO_LIMITS)) == {0: "a", 1: "b"}


@NEEDS_PROC
def test_what_a_killed_worker_has_started_ends_with_it(tmp_path: Path) -> None:
    """Also in a session of its own."""
    assert dict(run_isolated(hang_with_child, [tmp_path / "pid"], 1, Limits(timeout_s=1.5))) == {0: Lost.TIMEOUT}
    pid = int((tmp_path / "pid").read_text(encoding="ascii"))
    wait_until(lambda: not is_running(pid), 10)


def is_running(pid: int) -> bool:
    """Whether there is such a process and it is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_temporary_files_of_workers_go_with_them(tmp_path: Path) -> None:
    """Each worker has a folder of its own below the scratch folder."""
    made = dict(run_isolated(scratch, [1, 2, 3], 2, NO_LIMITS, Home(tmp_path, "run")))
    assert all(Path(path).is_relative_to(tmp_path) for path in made.values())
    assert list(tmp_path.iterdir()) == []


def test_each_call_is_told_when_it_begins() -> None:
    """For a progress bar."""
    begun: list[int] = []
    list(run_isolated(work, [1, 2, 3], 2, NO_LIMITS, on_begin=begun.append))
    assert begun == [0, 1, 2]
