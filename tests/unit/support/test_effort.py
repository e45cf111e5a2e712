"""The measures of effort tell a square from a line: a check that could not fail would hold nothing."""

from functools import partial

from support.effort import calls, grows


def _pairs(n: int) -> int:
    return sum(max(a, b) for a in range(n) for b in range(n))


def _one_by_one(n: int) -> int:
    return sum(max(a, 0) for a in range(n))


def test_a_square_grows_and_a_line_does_not() -> None:
    """Eight times the length: 64 times the time, and 8 times."""
    assert grows(partial(_pairs, 100), partial(_pairs, 800), times=30)
    assert not grows(partial(_one_by_one, 10_000), partial(_one_by_one, 80_000), times=30)


def test_calls_are_counted_alike_each_time() -> None:
    """Ten times the rows of a square cost a hundred times the calls."""
    few, many = (calls(partial(_pairs, n)) for n in (10, 100))
    assert calls(partial(_pairs, 100)) == many > 90 * few
    assert calls(partial(_one_by_one, 1000)) < 11 * calls(partial(_one_by_one, 100))
