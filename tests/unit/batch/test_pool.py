"""Workers: one call cannot harm another."""

from __future__ import annotations

import pytest

from gkml_extract.batch.pool import NO_LIMITS, Limits, Lost, run_isolated
from support.workers import work


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
